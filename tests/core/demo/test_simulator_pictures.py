"""Pictures: the agent's own, uploads, choosing among them, and taking them away."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest

from core.demo.simulator import RequestKind, Season, Show, episode_at

LISTS = [("posters", "poster", "thumb"), ("arts", "art", "art")]
WITHOUT_AGENT = [("clearLogos", "clearLogo", "clearLogo"), ("squareArts", "squareArt", "squareArt")]


def photos(ask, what: str, key: int = 1) -> list[tuple[str | None, str | None]]:
    return [(each.get("ratingKey"), each.get("selected")) for each in ask.xml(f"/library/metadata/{key}/{what}")]


def choose(ask, what: str, picture: str | None, key: int = 1) -> int:
    return ask(f"/library/metadata/{key}/{what}?url={quote(picture or '', safe='')}", "PUT").status_code


@pytest.mark.parametrize(("list_name", "_one", "element"), LISTS)
def test_the_agents_picture_comes_first_and_is_in_use(ask, list_name, _one, element):
    ((key, selected),) = photos(ask, list_name)
    assert key.startswith("metadata://")
    assert selected == "1"
    assert ask.locks() == []
    (photo,) = ask.xml(f"/library/metadata/1/{list_name}")
    shown = ask(photo.get("key"))
    assert shown.content.startswith(b"\x89PNG")
    assert ask(ask.item().get(element)).content == shown.content


@pytest.mark.parametrize(("list_name", "one", "element"), LISTS + WITHOUT_AGENT)
def test_a_former_picture_is_used_again_and_the_lock_taken_back_by_an_edit(ask, clock, list_name, one, element):
    before = photos(ask, list_name)
    for data in (b"\xff\xd8one", b"\xff\xd8two"):
        clock.advance(10)
        assert ask(f"/library/metadata/1/{list_name}", "POST", body=data).status_code == 200
    *_, (first, _), (_second, selected) = photos(ask, list_name)
    assert selected == "1"
    clock.advance(10)
    assert choose(ask, one, first) == 200
    assert [key for key, selected in photos(ask, list_name) if selected == "1"] == [first]
    assert ask(f"/library/metadata/1/{element}/{int(clock.time())}").content == b"\xff\xd8one"
    assert ask.locks() == [element]
    assert ask.item().get("updatedAt") == str(int(clock.time()))
    for key, _selected in before:
        assert choose(ask, one, key) == 200
        assert photos(ask, list_name)[0] == (key, "1")
    assert ask.edit(f"{element}.locked=0") == 200
    assert ask.locks() == []


@pytest.mark.parametrize(("list_name", "one", "element"), LISTS + WITHOUT_AGENT)
def test_a_picture_can_be_taken_away_which_locks_it(ask, list_name, one, element):
    ask(f"/library/metadata/1/{list_name}", "POST", body=b"\xff\xd8one")
    assert ask(f"/library/metadata/1/{element}", "DELETE").status_code == 200
    assert {selected for _key, selected in photos(ask, list_name)} == {"0"}
    assert ask.item().get(element) is None
    assert ask.locks() == [element]


def test_the_logo_and_the_square_art_are_shown_as_images_only(ask):
    purposes = [each.get("type") for each in ask.item().findall("Image")]
    assert purposes == ["coverPoster", "background"]
    ask("/library/metadata/1/clearLogos", "POST", body=b"logo")
    ask("/library/metadata/1/squareArts", "POST", body=b"square")
    purposes = [each.get("type") for each in ask.item().findall("Image")]
    assert purposes == ["coverPoster", "background", "clearLogo", "backgroundSquare"]
    assert "clearLogo" not in ask.item().attrib


def test_a_picture_nobody_has_is_not_chosen_but_a_new_address_is(ask):
    assert choose(ask, "poster", "upload://posters/none") == 404
    assert choose(ask, "poster", None) == 400
    assert ask.locks() == []
    assert choose(ask, "poster", "https://example.org/p.jpg") == 200
    assert photos(ask, "posters")[-1] == ("https://example.org/p.jpg", "1")


def test_a_refresh_brings_the_agents_picture_back_unless_it_is_locked(plex, ask):
    for name in ("posters", "arts", "clearLogos"):
        ask(f"/library/metadata/1/{name}", "POST", body=b"\xff\xd8mine")
    ask.edit("thumb.locked=0&clearLogo.locked=0&summary.value=Mine")
    ask("/library/metadata/1/refresh", "PUT")
    deadline = time.monotonic() + 5
    while plex.item(1).fields["summary"] == "Mine":
        assert time.monotonic() < deadline
        time.sleep(0.005)
    assert [selected for _key, selected in photos(ask, "posters")] == ["1", "0"]
    assert [selected for _key, selected in photos(ask, "arts")] == ["0", "1"]
    assert [selected for _key, selected in photos(ask, "clearLogos")] == ["0"]


def test_choosing_counts_as_a_write_of_its_own_kind(plex, ask):
    ((own, _selected),) = photos(ask, "posters")
    plex.log.clear()
    choose(ask, "poster", own)
    assert plex.log.counts == {RequestKind.SELECT: 1}
    assert plex.log.writes == {1: 1}


def test_seasons_and_episodes_have_pictures_too(plex, ask):
    keys = plex.add_show(Show("/s/A", (Season(1, (episode_at("/s/A/S01E01.mkv", 1),)),)))
    for key in (keys.seasons[1], keys.episodes[1, 1]):
        assert [selected for _key, selected in photos(ask, "posters", key)] == ["1"]
        assert photos(ask, "arts", key) == []
        ask(f"/library/metadata/{key}/posters", "POST", body=b"\xff\xd8still")
        assert ask.locks(key) == ["thumb"]
        assert ask(ask.item(key).get("thumb")).content == b"\xff\xd8still"
