"""Shows and music: the trees, their listings, and what can be edited in each kind."""

from __future__ import annotations

import time

import pytest

from core.demo.simulator import (
    Album,
    Artist,
    PlexSimulator,
    RequestKind,
    Season,
    Show,
    episode_at,
    track_at,
)
from core.model import Actor, Metadata, UniqueId

FOLDER = "/media/Shows/Dragnet"
DOUBLE = f"{FOLDER}/Season 01/Dragnet - S01E02-E03.mkv"
DRAGNET = Show(
    FOLDER,
    (
        Season(0, (episode_at(f"{FOLDER}/Specials/Dragnet - S00E01.mkv", 1),)),
        Season(
            1,
            (
                episode_at(
                    f"{FOLDER}/Season 01/Dragnet - S01E01.mkv",
                    1,
                    Metadata(
                        title="The Human Bomb",
                        date="1951-12-16",
                        directors=("Jack Webb",),
                        writers=("James E. Moser",),
                        actors=(Actor("Raymond Burr", "Thad Brown"),),
                        unique_ids=(UniqueId("tvdb", "349232"),),
                    ),
                ),
                episode_at(DOUBLE, 2),
                episode_at(DOUBLE, 3),
            ),
        ),
    ),
    Metadata(
        title="The Dragnet", genres=("Crime", "Drama", "Police"), studio="NBC", unique_ids=(UniqueId("tvdb", "73468"),)
    ),
)
MUSIC = Artist(
    "Scott Joplin",
    (
        Album("Rags", (track_at("/media/Music/Scott Joplin/Rags/01 - Maple Leaf Rag.flac", 1),)),
        Album("Waltzes", (track_at("/media/Music/Scott Joplin/Waltzes/01 - Bethena.flac", 1),)),
    ),
    Metadata(genres=("Ragtime",), countries=("United States",)),
)
SHOWS, AUDIO = "/library/sections/2/all", "/library/sections/3/all"


@pytest.fixture
def show(plex):
    return plex.add_show(DRAGNET)


@pytest.fixture
def music(plex, show):
    return plex.add_artist(MUSIC)


def titles(root) -> list[str | None]:
    return [each.get("title") for each in root]


def test_a_show_a_season_and_an_episode_say_where_they_belong(ask, show):
    shown = ask.item(show.show)
    assert (shown.tag, shown.get("type"), shown.get("key")) == (
        "Directory",
        "show",
        f"/library/metadata/{show.show}/children",
    )
    assert [shown.get(name) for name in ("leafCount", "childCount", "titleSort", "studio")] == [
        "4",
        "2",
        "Dragnet",
        "NBC",
    ]
    season = ask.item(show.seasons[0])
    assert (season.tag, season.get("title"), season.get("index"), season.get("leafCount")) == (
        "Directory",
        "Specials",
        "0",
        "1",
    )
    assert (season.get("parentRatingKey"), season.get("parentTitle")) == (str(show.show), "The Dragnet")
    episode = ask.item(show.episodes[1, 1])
    assert episode.tag == "Video"
    assert {name: episode.get(name) for name in ("title", "index", "parentIndex", "parentTitle", "year")} == {
        "title": "The Human Bomb",
        "index": "1",
        "parentIndex": "1",
        "parentTitle": "Season 1",
        "year": "1951",
    }
    assert episode.get("grandparentRatingKey") == str(show.show)
    assert episode.get("grandparentTitle") == "The Dragnet"
    assert episode.find("Image").get("type") == "snapshot"
    assert ask.tags("Role", show.episodes[1, 1]) == ["Raymond Burr"]


def test_two_episodes_may_share_one_file(ask, show):
    found = ask.xml(f"{SHOWS}?type=4&file=S01E02-E03.mkv")
    assert [each.get("index") for each in found] == ["2", "3"]
    assert {each.find("Media/Part").get("file") for each in found} == {DOUBLE}


def test_a_show_tells_its_folder_only_when_asked(ask, show):
    assert ask.xml(f"{SHOWS}?type=2")[0].find("Location") is None
    assert ask.xml(f"{SHOWS}?type=2&includeLocations=1")[0].find("Location").attrib == {"path": FOLDER}
    assert ask.item(show.show).find("Location").get("path") == FOLDER


def test_identifiers_come_when_asked_for(ask, show):
    for number, found in ((2, "tvdb://73468"), (4, "tvdb://349232")):
        assert ask.xml(f"{SHOWS}?type={number}").find(".//Guid") is None
        assert ask.xml(f"{SHOWS}?type={number}&includeGuids=1").find(".//Guid").get("id") == found


def test_each_kind_is_listed_by_its_number_and_the_first_without(ask, music):
    assert [len(ask.xml(f"{SHOWS}?type={number}")) for number in (2, 3, 4, 8)] == [1, 2, 4, 0]
    assert [len(ask.xml(f"{AUDIO}?type={number}")) for number in (8, 9, 10, 1)] == [1, 2, 2, 0]
    assert titles(ask.xml(SHOWS)) == ["The Dragnet"]
    assert titles(ask.xml(AUDIO)) == ["Scott Joplin"]


def test_listings_of_every_kind_come_page_by_page(ask, show):
    root = ask.xml(f"{SHOWS}?type=4&X-Plex-Container-Start=1&X-Plex-Container-Size=2")
    assert (root.get("size"), root.get("totalSize"), root.get("offset")) == ("2", "4", "1")
    assert titles(root) == ["The Human Bomb", "Episode 2"]


def test_a_listing_shows_few_tags_of_a_show(ask, show):
    assert [each.get("tag") for each in ask.xml(f"{SHOWS}?type=2")[0].findall("Genre")] == ["Crime", "Drama"]


def test_children_and_leaves_are_listed_and_seasons_led_by_all_episodes(ask, show, music):
    seasons = ask.xml(f"/library/metadata/{show.show}/children")
    assert titles(seasons) == ["All episodes", "Specials", "Season 1"]
    assert seasons[0].get("ratingKey") is None
    assert titles(ask.xml(f"/library/metadata/{show.show}/children?excludeAllLeaves=1")) == ["Specials", "Season 1"]
    assert titles(ask.xml(f"/library/metadata/{show.seasons[1]}/children")) == [
        "The Human Bomb",
        "Episode 2",
        "Episode 3",
    ]
    assert len(ask.xml(f"/library/metadata/{show.show}/allLeaves")) == 4
    assert len(ask.xml(f"/library/metadata/{show.seasons[1]}/allLeaves")) == 3
    assert titles(ask.xml(f"/library/metadata/{music.artist}/children")) == ["Rags", "Waltzes"]
    assert ask(f"/library/metadata/{show.episodes[1, 1]}/children").status_code == 404


def test_children_are_requests_of_their_own_kind(plex, ask, show):
    plex.log.clear()
    ask(f"/library/metadata/{show.show}/children")
    assert plex.log.counts == {RequestKind.CHILDREN: 1}


def test_the_listing_of_one_kind_can_be_filtered_by_another(ask, show, music):
    assert len(ask.xml(f"{SHOWS}?type=4&season.index=1")) == 3
    assert len(ask.xml(f"{SHOWS}?type=4&show.title=dragnet")) == 4
    assert len(ask.xml(f"{SHOWS}?type=4&show.id=999")) == 0
    assert titles(ask.xml(f"{SHOWS}?type=2&episode.title=human")) == ["The Dragnet"]
    assert titles(ask.xml(f"{AUDIO}?type=9&artist.id={music.artist}")) == ["Rags", "Waltzes"]
    assert titles(ask.xml(f"{AUDIO}?type=10&track.title=bethena")) == ["01 - Bethena"]


def test_what_has_changed_since_can_be_asked_for_in_every_kind(clock, ask, show):
    clock.advance(10)
    since = int(clock.time())
    assert put(ask, 4, show.episodes[1, 2], "title.value=New") == 200
    assert titles(ask.xml(f"{SHOWS}?type=4&updatedAt%3E={since}")) == ["New"]
    assert titles(ask.xml(f"{SHOWS}?type=4&addedAt%3E={since}")) == []


def test_a_deleted_show_takes_its_seasons_and_episodes_along(plex, ask, show):
    plex.remove(show.show)
    assert [len(ask.xml(f"{SHOWS}?type={number}")) for number in (2, 3, 4)] == [0, 0, 0]
    assert ask(f"/library/metadata/{show.episodes[1, 1]}").status_code == 404


def test_a_show_and_an_artist_grow(plex, show, music):
    more = plex.add_seasons(show.show, [Season(1, (episode_at("/x.mkv", 4),)), Season(2, (episode_at("/y.mkv", 1),))])
    assert more.seasons[1] == show.seasons[1]
    assert plex.item(show.show).leaf_count == 6
    assert plex.item(more.episodes[2, 1]).grandparent.title == "The Dragnet"
    assert plex.add_albums(music.artist, [Album("Rags", (track_at("/z.flac", 2),))]).albums == {
        "Rags": music.albums["Rags"]
    }
    with pytest.raises(KeyError):
        plex.add_seasons(music.artist, [])


EDITABLE = {
    2: ("title", "titleSort", "originalTitle", "studio", "contentRating", "summary", "tagline"),
    3: ("title", "summary"),
    4: ("title", "titleSort", "contentRating", "summary"),
    8: ("title", "titleSort", "summary"),
    9: ("title", "titleSort", "studio", "summary"),
    10: ("title", "originalTitle"),
}
TAGS = {
    2: ("genre", "collection", "label", "actor"),
    3: ("collection", "label"),
    4: ("director", "writer", "collection", "label", "actor"),
    8: ("genre", "country", "collection", "label", "mood", "style", "similar"),
    9: ("genre", "collection", "label", "mood", "style"),
    10: ("genre", "collection", "label", "mood"),
}
NOT_THERE = {
    2: ("country", "director", "writer", "mood"),
    3: ("genre", "actor", "director"),
    4: ("genre", "country"),
    8: ("director", "actor"),
    9: ("country", "actor"),
    10: ("style", "actor"),
}


@pytest.fixture
def keys(show, music) -> dict[int, int]:
    return {
        2: show.show,
        3: show.seasons[1],
        4: show.episodes[1, 1],
        8: music.artist,
        9: music.albums["Rags"],
        10: music.tracks["Rags", 1, 1],
    }


def put(ask, kind: int, key: int | str, query: str) -> int:
    section = 2 if kind < 8 else 3
    return ask(f"/library/sections/{section}/all?type={kind}&id={key}&{query}", "PUT").status_code


@pytest.mark.parametrize("kind", EDITABLE)
def test_each_kind_has_its_own_fields_tags_and_locks(plex, ask, keys, kind):
    key = keys[kind]
    query = "&".join(f"{name}.value=New+{name}&{name}.locked=1" for name in EDITABLE[kind])
    query += "&userRating.value=7&addedAt.value=5&thumb.locked=1"
    query += "".join(f"&{tag}%5B0%5D.tag.tag=T&{tag}.locked=1" for tag in TAGS[kind])
    assert put(ask, kind, key, query) == 200
    item = plex.item(key)
    assert {name: item.fields[name] for name in EDITABLE[kind]} == {name: f"New {name}" for name in EDITABLE[kind]}
    assert (item.fields["userRating"], item.fields["addedAt"]) == (7.0, 5)
    assert all("T" in item.names(tag) for tag in TAGS[kind])
    assert set(item.locked) == {*EDITABLE[kind], *TAGS[kind], "thumb"}
    assert put(ask, kind, key, "userRating.value=&title.locked=0") == 200
    assert plex.item(key).fields["userRating"] is None


@pytest.mark.parametrize("kind", EDITABLE)
def test_what_a_kind_does_not_have_is_400(ask, keys, kind):
    for name in {"tagline", "contentRating", "studio", "originalTitle"}.difference(EDITABLE[kind]):
        assert put(ask, kind, keys[kind], f"{name}.value=X") == 400
    for tag in NOT_THERE[kind]:
        assert put(ask, kind, keys[kind], f"{tag}%5B0%5D.tag.tag=X") == 400
        assert put(ask, kind, keys[kind], f"{tag}.locked=1") == 400


@pytest.mark.parametrize("kind", EDITABLE)
def test_every_kind_is_rated_and_the_rating_taken_back(plex, ask, keys, kind):
    rate = f"/:/rate?key={keys[kind]}&identifier=com.plexapp.plugins.library&rating="
    assert ask(rate + "8", "PUT").status_code == 200
    assert plex.item(keys[kind]).fields["userRating"] == 8
    assert ask(rate + "-1", "PUT").status_code == 200
    assert plex.item(keys[kind]).fields["userRating"] is None


def test_an_edit_with_the_wrong_kind_finds_nothing(ask, keys):
    assert put(ask, 2, keys[4], "title.value=A") == 404


@pytest.fixture
def artists(plex):
    def artist(name: str, *albums: str):
        return Artist(name, tuple(Album(title, (track_at(f"/m/{name}/{title}/1.flac", 1),)) for title in albums))

    return plex.add_artists([artist("Alpha", "One", "Two"), artist("Beta", "One", "Three"), artist("Gamma", "Two")])


def music_edit(ask, kind: int, ids: str, title: str) -> int:
    return ask(f"/library/sections/2/all?type={kind}&id={ids}&title.value={title}", "PUT").status_code


def test_an_artist_that_is_given_a_new_title_is_renamed(plex, ask, artists):
    assert music_edit(ask, 8, str(artists[0].artist), "Delta") == 200
    assert plex.item(artists[0].artist).fields["title"] == "Delta"
    assert music_edit(ask, 8, str(artists[0].artist), "DELTA") == 200
    assert plex.item(artists[0].artist).leaf_count == 2


def test_an_artist_that_is_given_the_title_of_another_is_merged_into_it(plex, ask, artists):
    alpha, beta, _gamma = artists
    assert music_edit(ask, 8, str(beta.artist), "alpha") == 200
    with pytest.raises(KeyError):
        plex.item(beta.artist)
    albums = ask.xml(f"/library/metadata/{alpha.artist}/children")
    assert sorted(each.get("title") for each in albums) == ["One", "Three", "Two"]
    assert plex.item(alpha.albums["One"]).leaf_count == 2
    with pytest.raises(KeyError):
        plex.item(beta.albums["One"])


def test_an_album_is_merged_with_one_of_the_same_artist_only(plex, ask, artists):
    alpha, beta, _gamma = artists
    assert music_edit(ask, 9, str(beta.albums["Three"]), "Two") == 200
    assert plex.item(beta.albums["Three"]).fields["title"] == "Two"
    assert music_edit(ask, 9, str(alpha.albums["Two"]), "One") == 200
    with pytest.raises(KeyError):
        plex.item(alpha.albums["Two"])
    assert plex.item(alpha.tracks["Two", 1, 1]).parent.id == alpha.albums["One"]


def test_several_artists_with_one_title_become_one(plex, ask, artists):
    ids = ",".join(str(keys.artist) for keys in artists)
    assert music_edit(ask, 8, ids, "Everybody") == 200
    (left,) = ask.xml("/library/sections/2/all?type=8")
    assert (left.get("ratingKey"), left.get("title")) == (str(artists[0].artist), "Everybody")


def test_tracks_and_films_never_merge(plex, ask, artists):
    alpha = artists[0]
    assert music_edit(ask, 10, f"{alpha.tracks['One', 1, 1]},{alpha.tracks['Two', 1, 1]}", "Same") == 200
    assert len(ask.xml("/library/sections/2/all?type=10&title==Same")) == 2
    other = plex.add_film("/media/Movies/B (2000).mkv")
    assert ask.edit("title.value=The+Metropolis", key=other) == 200
    assert len(ask.xml("/library/sections/1/all?type=1")) == 2


def test_json_has_items_of_every_kind_under_one_name(ask, keys):
    for key in keys.values():
        container = ask(f"/library/metadata/{key}", Accept="application/json").json()["MediaContainer"]
        assert container["Metadata"][0]["ratingKey"] == str(key)


def test_new_episodes_and_tracks_are_found_on_disk(tmp_path, clock):
    for name in (
        "Shows/Dragnet/Season 01/Dragnet - S01E01.mkv",
        "Shows/Dragnet/Season 01/Dragnet - S01E02-E03.mkv",
        "Shows/Dragnet/trailer.mkv",
        "Music/Scott Joplin/Rags/01 - Maple Leaf Rag.flac",
        "Music/Scott Joplin/cover.jpg",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    with PlexSimulator(clock=clock) as plex:
        plex.add_library(str(tmp_path / "Shows"), section_type="show")
        plex.add_library(str(tmp_path / "Music"), section_type="artist")
        plex.scan()
        (tmp_path / "Shows/Dragnet/Season 01/dragnet.s01e04.mkv").touch()
        (tmp_path / "Music/Scott Joplin/Rags/1-02 Elite Syncopations.mp3").touch()
        plex.scan()
        plex.scan()
        show = plex.item(plex.store.folders(1)[str(tmp_path / "Shows/Dragnet")])
        assert (show.fields["title"], show.leaf_count) == ("Dragnet", 4)
        found = [item.fields["title"] for item in plex.store.items(list(range(1, 20)))]
        assert sorted(found) == [
            *("Dragnet", "Elite Syncopations", "Episode 1", "Episode 2", "Episode 3", "Episode 4"),
            *("Maple Leaf Rag", "Rags", "Scott Joplin", "Season 1"),
        ]


def test_plexs_nfo_agent_reads_shows_seasons_and_episodes_again_at_a_refresh_of_several(clock, ask):
    read = []

    def read_nfo(item, place):
        read.append((item.kind.name, place))
        return Metadata(summary=f"Of the {item.kind.name}")

    with PlexSimulator(clock=clock, read_nfo=read_nfo) as plex:
        plex.add_library("/media/Shows", section_type="show", agent="tv.plex.agents.nfo.series")
        show = plex.add_show(DRAGNET)
        plex.scan()
        assert read == []
        ids = f"{show.show},{show.seasons[1]},{show.episodes[1, 1]}"
        response = ask.session.put(
            f"{plex.url}/library/metadata/{ids}/refresh", headers={"X-Plex-Token": plex.token}, timeout=5
        )
        assert response.status_code == 200
        deadline = time.monotonic() + 5
        while plex.item(show.episodes[1, 1]).fields["summary"] != "Of the episode":
            assert time.monotonic() < deadline
            time.sleep(0.005)
        assert plex.item(show.show).fields["title"] == "The Dragnet"
        assert plex.item(show.show).fields["summary"] == "Of the show"
    assert read == [
        ("show", FOLDER),
        ("season", f"{FOLDER}/Season 01"),
        ("episode", f"{FOLDER}/Season 01/Dragnet - S01E01.mkv"),
    ]
