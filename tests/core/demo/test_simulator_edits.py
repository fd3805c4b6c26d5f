"""Edits: what the OpenAPI document promises, and what others have seen Plex do."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest
import requests

from core.demo.simulator import PlexSimulator, film_at
from core.model import Metadata


def test_an_edit_writes_fields_locks_them_and_answers_with_nothing(ask, clock):
    clock.advance(100.7)
    response = ask(
        "/library/sections/1/all?type=1&id=1&title.value=A&title.locked=1&summary.value=B&tagline.value=C&studio.value=D"
        "&contentRating.value=R&originalTitle.value=E&rating.value=7.5&audienceRating.value=0&userRating.value=9",
        "PUT",
    )
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Length"] == "0"
    assert response.headers["Content-Type"] == "text/html"
    video = ask.item()
    expected = {"title": "A", "summary": "B", "tagline": "C", "studio": "D", "contentRating": "R", "originalTitle": "E"}
    expected |= {"rating": "7.5", "audienceRating": "0.0", "userRating": "9.0"}
    assert {name: video.get(name) for name in expected} == expected
    assert video.get("updatedAt") == str(int(clock.time()))
    assert ask.locks() == ["title"]


def test_a_lock_can_be_set_and_taken_off_without_a_value(ask):
    assert ask.edit("genre.locked=1&thumb.locked=1&summary.locked=1") == 200
    assert ask.edit("thumb.locked=0") == 200
    assert ask.locks() == ["genre", "summary"]


def test_an_empty_value_empties_the_field(ask):
    assert ask.edit("studio.value=&rating.value=&originallyAvailableAt.value=") == 200
    video = ask.item()
    assert not {"studio", "rating", "originallyAvailableAt", "year"} & set(video.attrib)


def test_the_year_follows_the_date(ask):
    assert ask.edit("originallyAvailableAt.value=1931-05-11") == 200
    assert ask.item().get("year") == "1931"
    assert ask.edit("originallyAvailableAt.value=1931-05-11&year.value=1930") == 200
    assert ask.item().get("year") == "1930"


def test_the_sort_title_follows_the_title_unless_it_is_locked_and_shows_only_when_it_differs(ask):
    ask.edit("title.value=The+Robot")
    assert ask.item().get("titleSort") == "Robot"
    ask.edit("title.value=Robot")
    assert ask.item().get("titleSort") is None
    ask.edit("titleSort.value=Zzz&titleSort.locked=1")
    ask.edit("title.value=A+Robot")
    assert ask.item().get("titleSort") == "Zzz"
    ask.edit("titleSort.value=")
    assert ask.item().get("titleSort") == "Robot"


def test_tags_are_added_behind_those_that_are_there(ask):
    assert ask.edit("genre%5B0%5D.tag.tag=War&genre[1].tag.tag=Drama") == 200
    assert ask.tags("Genre") == ["Science Fiction", "Drama", "Silent", "War"]


def test_named_tags_are_removed_and_a_name_may_hold_a_comma_or_an_ampersand(ask):
    names = ["B, C", "R&B", "D%E"]
    ask.edit("&".join(f"genre[{index}].tag.tag={quote(name, safe='')}" for index, name in enumerate(names)))
    removed = ",".join(quote(name, safe="") for name in [*names, "Drama", "Never There"])
    assert ask.edit(f"genre%5B%5D.tag.tag-={quote(removed, safe='')}") == 200
    assert ask.tags("Genre") == ["Science Fiction", "Silent"]


def test_a_name_that_is_both_added_and_removed_stays(ask):
    assert ask.edit("genre[0].tag.tag=Drama&genre[1].tag.tag=War&genre[].tag.tag-=drama,Silent") == 200
    assert ask.tags("Genre") == ["Science Fiction", "Drama", "War"]


def test_all_tags_of_a_kind_can_be_removed_at_once(ask):
    assert ask.edit("genre[].tag=&genre[0].tag.tag=War") == 200
    assert ask.tags("Genre") == ["War"]
    assert ask.tags("Director") == ["Fritz Lang"]


def test_a_change_of_ascii_case_alone_does_not_stick_in_any_item(plex, ask):
    plex.add_film("/media/Movies/B (2000).mkv")
    ask.edit("genre[0].tag.tag=DRAMA&genre[1].tag.tag=%C3%84rger")
    assert ask.tags("Genre") == ["Science Fiction", "Drama", "Silent", "Ärger"]
    ask.edit("genre[0].tag.tag=drama&genre[1].tag.tag=%C3%A4rger", key=2)
    assert ask.tags("Genre", key=2) == ["Drama", "ärger"]


def test_an_actor_has_a_role_and_a_portrait_which_a_later_edit_can_change(ask):
    ask.edit("actor[0].tag.tag=Jane&actor[0].tagging.text=Hero&actor[0].tagging.thumb=http%3A%2F%2Fx%2Fj.jpg")
    ask.edit("actor[0].tag.tag=Alfred+Abel&actor[0].tagging.text=Father&actor[1].tag.tag=Jane")
    roles = {role.get("tag"): (role.get("role"), role.get("thumb")) for role in ask.item().findall("Role")}
    assert roles["Jane"] == ("Hero", "http://x/j.jpg")
    assert roles["Alfred Abel"] == ("Father", None)
    assert roles["Brigitte Helm"] == ("Maria", None)


def test_several_items_are_edited_at_once_and_those_that_do_not_exist_left_out(plex, ask):
    plex.add_film("/media/Movies/B (2000).mkv")
    assert ask.edit("studio.value=S&label[0].tag.tag=L", key="1%2C2%2C99") == 200
    assert [ask.item(key).get("studio") for key in (1, 2)] == ["S", "S"]
    assert ask.edit("studio.value=T", key="98,99") == 404
    assert ask("/library/sections/1/all?type=1&studio.locked=1", "PUT").status_code == 200
    assert ask.locks(1) == ask.locks(2) == ["studio"]


def test_an_item_of_another_library_is_not_found(plex, ask):
    other = plex.add_library("/media/Other", title="Other")
    key = plex.add_film("/media/Other/B (2000).mkv", section=other)
    assert ask.edit("studio.value=S", key=key) == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("colour.value=red", 400),
        ("colour.locked=1", 400),
        ("artist.title.value=A", 400),
        ("colour[0].tag.tag=red", 400),
        ("colour[].tag.tag-=red", 400),
        ("actor[0].tagging.text=Hero", 400),
        ("title=A", 400),
        ("title.locked=maybe", 400),
        ("rating.value=abc", 500),
        ("rating.value=11", 500),
        ("rating.value=nan", 500),
        ("originallyAvailableAt.value=yesterday", 500),
        ("originallyAvailableAt.value=1931", 500),
        ("year.value=MCMXXXI", 500),
    ],
)
def test_an_unknown_name_is_400_a_bad_value_500_and_neither_changes_anything(ask, clock, query, status):
    before = ask.item().attrib
    clock.advance(10)
    assert ask.edit(f"title.value=Changed&{query}") == status
    assert ask.item().attrib == before


def test_an_edit_needs_a_kind_that_exists(ask):
    assert ask.edit("title.value=A", kind=77) == 400
    assert ask("/library/sections/1/all?id=1&title.value=A", "PUT").status_code == 400


def test_every_edit_moves_the_librarys_content_counter(plex, ask):
    def counter() -> int:
        return int(ask.xml("/library/sections")[0].get("contentChangedAt"))

    before = counter()
    ask.edit("title.value=A")
    edited = counter()
    plex.add_film("/media/Movies/B (2000).mkv")
    assert before < edited < counter()


def test_a_rating_is_given_and_taken_back_and_leaves_the_items_age_alone(ask, clock):
    before = ask.item().get("updatedAt")
    clock.advance(10)
    rate = "/:/rate?key=1&identifier=com.plexapp.plugins.library&rating="
    assert ask(rate + "8.5", "PUT").status_code == 200
    assert ask.item().get("userRating") == "8.5"
    assert ask.item().get("updatedAt") == before
    assert ask(rate + "-1", "PUT").status_code == 200
    assert ask.item().get("userRating") is None


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("key=1&identifier=com.plexapp.plugins.library&rating=11", 400),
        ("key=1&identifier=com.plexapp.plugins.library&rating=good", 400),
        ("key=1&identifier=com.plexapp.plugins.library", 400),
        ("key=1&rating=5", 400),
        ("identifier=com.plexapp.plugins.library&rating=5", 400),
        ("key=9&identifier=com.plexapp.plugins.library&rating=5", 404),
        ("key=1&identifier=nobody&rating=5", 404),
    ],
)
def test_a_rating_that_makes_no_sense_is_refused(ask, query, status):
    assert ask(f"/:/rate?{query}", "PUT").status_code == status


@pytest.mark.parametrize(
    ("path", "element"), [("posters", "thumb"), ("arts", "art"), ("poster", "thumb"), ("art", "art")]
)
def test_an_uploaded_picture_becomes_the_items_and_is_locked(ask, clock, path, element):
    clock.advance(10)
    assert ask(f"/library/metadata/1/{path}", "POST", body=b"\xff\xd8picture").status_code == 200
    video = ask.item()
    assert video.get(element) == f"/library/metadata/1/{element}/{int(clock.time())}"
    assert ask.locks() == [element]
    shown = ask(video.get(element))
    assert (shown.content, shown.headers["Content-Type"]) == (b"\xff\xd8picture", "image/jpeg")


def test_the_last_picture_uploaded_is_the_one_in_use(ask):
    ask("/library/metadata/1/posters", "POST", body=b"one")
    ask("/library/metadata/1/posters", "POST", body=b"two")
    ask("/library/metadata/1/posters?url=http%3A%2F%2Fx%2Fy.jpg", "POST")
    photos = ask.xml("/library/metadata/1/posters")
    assert [photo.get("selected") for photo in photos] == ["0", "0", "0", "1"]
    assert photos[3].get("ratingKey") == "http://x/y.jpg"
    assert ask(photos[1].get("key")).content == b"one"


def test_a_picture_above_10_mb_is_500_and_nothing_400(ask):
    assert ask("/library/metadata/1/posters", "POST", body=bytes(10 * 1024 * 1024 + 1)).status_code == 500
    assert ask("/library/metadata/1/posters", "POST").status_code == 400
    assert ask.locks() == []
    assert ask("/library/metadata/1/posters", "POST", body=bytes(10 * 1024 * 1024)).status_code == 200


def wait_for_item(plex: PlexSimulator, key: int, name: str, value: str) -> None:
    """A refresh happens behind its answer."""
    deadline = time.monotonic() + 5
    while plex.item(key).fields[name] != value:
        assert time.monotonic() < deadline, plex.item(key).fields
        time.sleep(0.005)


def test_a_refresh_brings_the_agents_values_back_where_nothing_is_locked(plex, ask):
    ask.edit("title.value=Mine&title.locked=1&summary.value=Mine&genre[].tag=&genre[0].tag.tag=Mine")
    ask.edit("director[].tag=&director[0].tag.tag=Me&director.locked=1")
    assert ask("/library/metadata/1/refresh", "PUT").status_code == 200
    wait_for_item(plex, 1, "summary", "Above & below.")
    item = plex.item(1)
    assert item.fields["title"] == "Mine"
    assert item.names("genre") == ("Science Fiction", "Drama", "Silent")
    assert item.names("director") == ("Me",)
    assert [tag.text for tag in item.tags if tag.kind == "actor"] == ["Maria", None, None, None]


def test_in_a_library_with_plexs_nfo_agent_a_refresh_reads_the_nfo_again(clock):
    read = []

    def read_nfo(_item, path: str) -> Metadata:
        read.append(path)
        return Metadata(title="From the NFO", summary="New")

    with PlexSimulator(clock=clock, read_nfo=read_nfo) as plex:
        plex.add_library("/m", agent="tv.plex.agents.nfo.movie", scanner="Plex NFO Movie")
        key = plex.add_film("/m/A (2000).mkv")
        plex.store.refresh([key], lambda _item: None)
        assert plex.item(key).fields["title"] == "A"
        headers = {"X-Plex-Token": plex.token}
        assert requests.put(f"{plex.url}/library/metadata/{key}/refresh", headers=headers, timeout=5).status_code == 200
        wait_for_item(plex, key, "summary", "New")
        assert read == ["/m/A (2000).mkv"]


def test_a_film_knows_title_and_year_from_its_files_name_on_either_kind_of_server():
    assert film_at("/m/Nosferatu (1922)/Nosferatu (1922) - 4K.mkv").metadata == Metadata(title="Nosferatu", date="1922")
    assert film_at("D:\\Films\\Holiday.mkv").metadata == Metadata(title="Holiday")


def test_a_removed_item_is_gone_and_its_key_is_not_given_again(plex, ask):
    key = plex.add_film("/media/Movies/B (2000).mkv")
    plex.remove(key)
    assert ask(f"/library/metadata/{key}").status_code == 404
    assert ask.edit("title.value=A", key=key) == 404
    assert plex.add_film("/media/Movies/B (2000).mkv") == key + 1
    with pytest.raises(KeyError):
        plex.item(key)
    with pytest.raises(KeyError):
        plex.remove(key)
