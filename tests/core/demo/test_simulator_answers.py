"""The answers' form: names and values transcribed from recordings of PMS 1.43.1 and the OpenAPI document."""

from __future__ import annotations

import json
import socket
import threading
from email.utils import parsedate_to_datetime

import pytest
import requests

from core.demo.simulator import Film, Limits, PlexSimulator, RequestKind
from core.model import Metadata

CONTAINER = [
    *("allowSync", "art", "identifier", "librarySectionID", "librarySectionTitle", "librarySectionUUID"),
    *("mediaTagPrefix", "mediaTagVersion", "thumb", "title1", "title2", "viewGroup", "viewMode"),
]
ALL = "/library/sections/1/all?type=1"


def test_every_answer_carries_the_recorded_headers(ask, clock):
    response = ask("/library/sections")
    assert response.headers["X-Plex-Protocol"] == "1.0"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Connection"] == "Keep-Alive"
    assert response.headers["Keep-Alive"] == "timeout=20"
    assert response.headers["Content-Type"] == "text/xml;charset=utf-8"
    assert parsedate_to_datetime(response.headers["Date"]).timestamp() == int(clock.time())


def test_answers_are_compressed_for_clients_that_take_it_and_say_how_long_they_were(ask):
    small = ask("/library", Accept_Encoding="gzip")
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["X-Plex-Content-Original-Length"] == str(len(small.content))
    assert small.headers["X-Plex-Content-Compressed-Length"] == small.headers["Content-Length"]
    plain = ask("/library", Accept_Encoding="identity")
    assert "Content-Encoding" not in plain.headers
    assert plain.content == small.content


def test_identity_needs_no_token_and_names_the_machine_and_its_version(plex):
    response = requests.get(plex.url + "/identity", timeout=5)
    root = json.loads(requests.get(plex.url + "/identity", headers={"Accept": "application/json"}, timeout=5).text)
    assert 'machineIdentifier="' in response.text
    assert root["MediaContainer"]["claimed"] is True
    assert root["MediaContainer"]["version"].startswith("1.43.1")


@pytest.mark.parametrize("path", ["/", "/library/sections", ALL, "/library/metadata/1", "/no/such/thing"])
@pytest.mark.parametrize("token", [None, "wrong", "ümlaut"])
def test_without_the_right_token_all_else_is_a_401_page(plex, path, token):
    headers = {} if token is None else {"X-Plex-Token": token.encode()}
    response = requests.get(plex.url + path, headers=headers, timeout=5)
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "text/html"
    assert response.headers["Connection"] == "close"
    assert response.text == (
        "<html><head><title>Unauthorized</title></head><body><h1>401 Unauthorized</h1></body></html>"
    )


def test_the_token_may_stand_in_the_query_and_change_while_the_server_runs(plex, ask):
    assert requests.get(f"{plex.url}/?X-Plex-Token={plex.token}", timeout=5).status_code == 200
    old, plex.token = plex.token, "another"
    assert ask("/", X_Plex_Token=old).status_code == 401
    assert ask("/").status_code == 200


def test_the_library_menu_is_as_recorded(ask):
    root = ask.xml("/library")
    assert root.get("identifier") == "com.plexapp.plugins.library"
    assert root.get("title1") == "Plex Library"
    assert [each.attrib for each in root] == [
        {"key": "sections", "title": "Library Sections"},
        {"key": "recentlyAdded", "title": "Recently Added Content"},
        {"key": "onDeck", "title": "On Deck Content"},
    ]


def test_a_library_says_what_it_is_and_where_its_files_are(ask):
    root = ask.xml("/library/sections")
    assert root.attrib == {"size": "1", "allowSync": "0", "title1": "Plex Library"}
    (section,) = root
    assert section.tag == "Directory"
    assert set(section.attrib) == {
        *("allowSync", "filters", "refreshing", "key", "type", "title", "agent", "scanner", "language", "uuid"),
        *("metadataAgentProviderGroupId", "updatedAt", "createdAt", "scannedAt", "content", "directory"),
        *("contentChangedAt", "hidden"),
    }
    assert section.get("agent") == "tv.plex.agents.movie"
    assert section.get("scanner") == "Plex Movie"
    assert [each.attrib for each in section] == [{"id": "1", "path": "/media/Movies"}]


def test_a_listing_shows_items_with_few_tags_and_neither_labels_nor_locks_nor_identifiers(ask):
    assert ask.edit("title.locked=1&collection%5B0%5D.tag.tag=Lang") == 200
    (video,) = ask.xml(ALL)
    assert [each.tag for each in video] == [
        *("Media", "Image", "Image", "UltraBlurColors", "Genre", "Genre", "Country", "Country", "Director"),
        *("Writer", "Writer", "Role", "Role", "Role"),
    ]
    assert video.find("Role").attrib == {"tag": "Brigitte Helm"}


def test_an_item_shows_all_its_tags_locks_and_identifiers(ask):
    assert ask.edit("title.locked=1&collection%5B0%5D.tag.tag=Lang") == 200
    video = ask.item()
    counts = {name: len(video.findall(name)) for name in ("Genre", "Country", "Writer", "Role", "Label", "Collection")}
    assert counts == {"Genre": 3, "Country": 3, "Writer": 3, "Role": 4, "Label": 1, "Collection": 1}
    role = video.find("Role")
    assert role.attrib == {
        "id": role.get("id"),
        "filter": f"actor={role.get('id')}",
        "tag": "Brigitte Helm",
        "role": "Maria",
    }
    assert video.find("Guid").attrib == {"id": "imdb://tt0017136"}
    assert video.find("Field").attrib == {"locked": "1", "name": "title"}


def test_an_items_attributes_and_files_are_those_of_the_recordings(ask, clock):
    now = str(int(clock.time()))
    (video,) = ask.xml(ALL)
    assert video.tag == "Video"
    assert video.attrib == {
        "ratingKey": "1",
        "key": "/library/metadata/1",
        "guid": video.get("guid"),
        "slug": "the-metropolis",
        "studio": "UFA",
        "type": "movie",
        "title": "The Metropolis",
        "titleSort": "Metropolis",
        "summary": "Above & below.",
        "rating": "8.3",
        "year": "1927",
        "thumb": f"/library/metadata/1/thumb/{now}",
        "art": f"/library/metadata/1/art/{now}",
        "duration": "5400000",
        "originallyAvailableAt": "1927-01-10",
        "addedAt": now,
        "updatedAt": now,
    }
    assert video.get("guid").startswith("plex://movie/")
    assert set(video.find("Media").attrib) == {
        *("id", "duration", "bitrate", "width", "height", "aspectRatio", "audioChannels", "audioCodec", "videoCodec"),
        *("videoResolution", "container", "videoFrameRate", "videoProfile", "hasVoiceActivity"),
    }
    part = video.find("Media/Part")
    assert set(part.attrib) == {"id", "key", "duration", "file", "size", "container", "videoProfile"}
    assert part.get("file") == "/media/Movies/Metropolis (1927)/Metropolis (1927).mkv"


def test_all_parts_of_all_versions_are_shown(plex, ask):
    versions = (("/m/A cd1.avi", "/m/A cd2.avi"), ("O:\\Movies\\A.mkv",))
    (key,) = plex.add_films([Film(Metadata(title="A"), versions)])
    video = ask.item(key)
    assert [[part.get("file") for part in media] for media in video.findall("Media")] == [
        list(each) for each in versions
    ]
    assert [media.get("container") for media in video.findall("Media")] == ["avi", "mkv"]


def test_json_comes_when_asked_for_with_real_numbers_and_lists(ask):
    container = ask("/library/metadata/1", Accept="application/json").json()["MediaContainer"]
    (movie,) = container["Metadata"]
    assert container["allowSync"] is True
    assert movie["ratingKey"] == "1"
    assert movie["year"] == 1927
    assert movie["rating"] == 8.3
    assert [genre["tag"] for genre in movie["Genre"]] == ["Science Fiction", "Drama", "Silent"]
    assert movie["Media"][0]["Part"][0]["id"] == 1
    assert movie["UltraBlurColors"].keys() == {"topLeft", "topRight", "bottomRight", "bottomLeft"}


def test_text_survives_the_way_through_xml(ask):
    text = '<"Tom & Jerry\'s">\n\ttwo lines, Œuvre, 映画, \U0001f3ac'
    assert ask("/library/sections/1/all", "PUT").status_code == 400
    assert ask.edit(requests.models.RequestEncodingMixin._encode_params({"summary.value": text})) == 200
    assert ask.item().get("summary") == text
    assert ask("/library/metadata/1").content.isascii()


def test_a_listing_is_paged_only_when_a_start_is_given(plex, ask):
    plex.add_film("/media/Movies/B (2000).mkv")
    whole = ask(ALL, X_Plex_Container_Size="1")
    assert whole.text.count("<Video ") == 2
    assert "X-Plex-Container-Start" not in whole.headers
    assert "totalSize" not in whole.text
    page = ask(ALL, X_Plex_Container_Start="1", X_Plex_Container_Size="1")
    assert page.headers["X-Plex-Container-Start"] == "1"
    assert page.headers["X-Plex-Container-Total-Size"] == "2"
    root = ask.xml(ALL + "&X-Plex-Container-Start=1&X-Plex-Container-Size=1")
    assert list(root.attrib) == ["size", "totalSize", "offset", *CONTAINER]
    assert (root.get("size"), root.get("totalSize"), root.get("offset")) == ("1", "2", "1")
    beyond = ask.xml(ALL, X_Plex_Container_Start="7", X_Plex_Container_Size="5")
    assert (beyond.get("size"), beyond.get("totalSize")) == ("0", "2")


def test_elements_and_fields_can_be_left_out_and_identifiers_asked_for(ask):
    (video,) = ask.xml(ALL + "&includeGuids=1&excludeElements=Media,Genre,Role&excludeFields=summary,tagline")
    assert {each.tag for each in video}.isdisjoint({"Media", "Genre", "Role"})
    assert video.find("Guid").get("id") == "imdb://tt0017136"
    assert "summary" not in video.attrib
    assert video.get("title") == "The Metropolis"


def test_a_file_is_found_by_its_name_which_is_no_exact_match(plex, ask):
    plex.add_film("/media/Movies/The Metropolis (1927).mkv")
    found = ask.xml(ALL + "&file=Metropolis+(1927).mkv")
    assert len(found) == 2
    assert len(ask.xml(ALL + "&file=METROPOLIS%20(1927)/")) == 1
    assert len(ask.xml(ALL + "&file=100%25")) == 0
    assert ask("/library/sections/1/all?file=Metropolis+(1927).mkv").status_code == 500


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Alpha", "Beta", "Gamma"]),
        ("&title=ET", ["Beta"]),
        ("&title==Beta", ["Beta"]),
        ("&title<=ga", ["Gamma"]),
        ("&title!=a", []),
        ("&year=1999,2001", ["Alpha", "Gamma"]),
        ("&year!=1999", ["Beta", "Gamma"]),
        ("&year>=2000", ["Beta", "Gamma"]),
        ("&year>>=2000", ["Gamma"]),
        ("&addedAt>=1795400010", ["Beta", "Gamma"]),
        ("&updatedAt%3E%3E=1795400010", ["Gamma"]),
        ("&movie.year<<=2000", ["Alpha"]),
        ("&year=1999&or=1&year=2001", ["Alpha", "Gamma"]),
        ("&push=1&year=1999&or=1&title=eta&pop=1&year>=2000", ["Beta"]),
        ("&year=2001&push=1&push=1&year=1999&or=1&year=2001&pop=1&title=mm&pop=1", ["Gamma"]),
        ("&sort=addedAt:desc", ["Gamma", "Beta", "Alpha"]),
        ("&sort=year:desc&limit=2", ["Gamma", "Beta"]),
        ("&nothing.of=that&kind=exists", ["Alpha", "Beta", "Gamma"]),
    ],
)
def test_a_listing_can_be_filtered_sorted_and_limited(clock, query, found):
    with PlexSimulator(clock=clock) as plex:
        for year, title in ((1999, "Alpha"), (2000, "Beta"), (2001, "Gamma")):
            plex.add_film(f"/m/{title} ({year}).mkv")
            clock.advance(10)
        response = requests.get(f"{plex.url}/library/sections/1/all?type=1{query}&X-Plex-Token={plex.token}", timeout=5)
        titles = [part.partition('"')[0] for part in response.text.split(' type="movie" title="')[1:]]
        assert titles == found


@pytest.mark.parametrize("query", ["push=1&year=1999", "year=1999&pop=1", "pop=1&push=1"])
def test_brackets_that_do_not_match_are_refused(ask, query):
    assert ask(f"/library/sections/1/all?type=1&{query}").status_code == 400


def test_a_listing_can_be_filtered_by_a_tags_id(plex, ask):
    plex.add_film("/media/Movies/B (2000).mkv")
    genre = ask.item().find("Genre").get("id")
    assert len(ask.xml(f"{ALL}&genre={genre}")) == 1
    assert len(ask.xml(f"{ALL}&genre!={genre}")) == 1


def test_several_items_come_in_the_order_asked_for_without_those_that_do_not_exist(plex, ask):
    plex.add_film("/media/Movies/B (2000).mkv")
    root = ask.xml("/library/metadata/2,99,1")
    assert [video.get("ratingKey") for video in root] == ["2", "1"]
    assert root.get("librarySectionTitle") == "Movies"
    assert ask("/library/metadata/98,99").status_code == 404


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/library/sections/9/all?type=1", "GET", 404),
        ("/library/sections/9/refresh", "GET", 404),
        ("/library/sections/9/all?type=1&id=1&title.value=A", "PUT", 404),
        ("/library/metadata/9/refresh", "PUT", 404),
        ("/library/metadata/9/posters", "POST", 404),
        ("/no/such/thing", "GET", 404),
        ("/library/sections/1/all?type=x", "GET", 400),
        ("/library/sections/1/all?type=1&sort=colour", "GET", 400),
    ],
)
def test_what_does_not_exist_is_404_and_what_makes_no_sense_400(ask, path, method, status):
    response = ask(path, method)
    assert response.status_code == status
    assert f"<h1>{status} " in response.text


def test_a_very_long_url_is_400_and_logged(plex, ask):
    ids = "%2C".join(str(number) for number in range(10_000, 14_387))
    assert ask(f"/library/sections/1/all?type=1&id={ids}&title.locked=1", "PUT").status_code == 400
    assert ask(f"/library/sections/1/all?type=1&id={'1,' * 100_000}", "PUT").status_code == 400
    assert plex.log.counts[RequestKind.EDIT] == 2


def test_an_idle_connection_is_closed(clock):
    with (
        PlexSimulator(clock=clock, limits=Limits(idle=0.2)) as plex,
        socket.create_connection(("127.0.0.1", plex.port), timeout=5) as connection,
    ):
        connection.sendall(b"GET /identity HTTP/1.1\r\nHost: x\r\n\r\n")
        received = b""
        while piece := connection.recv(4096):  # an empty one is the server's goodbye; a timeout would fail
            received += piece
    assert b"Keep-Alive: timeout=0.2\r\n" in received


def test_the_requests_are_logged_in_order_with_their_items_and_their_status(plex, ask, clock):
    plex.log.clear()
    ask("/identity")
    ask.edit("title.value=A+B&title.locked=1", key="1")
    ask("/library/metadata/99")
    first, second, third = plex.log.requests
    assert (first.kind, first.method, first.path, first.status) == (RequestKind.IDENTITY, "GET", "/identity", 200)
    assert (second.kind, second.items, second.at) == (RequestKind.EDIT, (1,), clock.time())
    assert ("title.value", "A B") in second.arguments
    assert (third.kind, third.status) == (RequestKind.ITEMS, 404)
    assert plex.log.writes == {1: 1}


def test_the_log_keeps_the_last_requests_only_but_counts_all(clock):
    with PlexSimulator(clock=clock, log_length=3) as plex:
        for _ in range(5):
            requests.get(plex.url + "/identity", timeout=5)
        assert len(plex.log.requests) == 3
        assert plex.log.counts[RequestKind.IDENTITY] == 5


def test_a_test_can_wait_for_a_request(plex, ask):
    sender = threading.Timer(0.05, lambda: ask("/identity"))
    sender.start()
    assert plex.log.wait_for(lambda: plex.log.counts[RequestKind.IDENTITY] == 1)
    sender.join()
    assert not plex.log.wait_for(lambda: plex.log.counts[RequestKind.IDENTITY] == 2, timeout=0.01)
