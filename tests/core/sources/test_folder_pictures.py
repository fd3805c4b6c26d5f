"""Pictures beside the media: they come with what the NFO says, alone where there is none, and once."""

from __future__ import annotations

from core.model import Kind, Metadata, PictureRole
from tests.core.sources.house import nfo, until


def test_the_pictures_of_a_film_come_with_what_its_nfo_says(house):
    house.write("A/A.mkv", "")
    house.write("A/poster.jpg", "poster")
    house.write("A/A-fanart.png", "fanart")
    path = house.write("A/A.nfo", nfo("A"))
    house.open()
    change = house.next_for("A/A.mkv")
    assert (change.kind, change.metadata.title, change.source) == (Kind.MOVIE, "A", str(path))
    assert house.art(change) == {PictureRole.POSTER: "A/poster.jpg", PictureRole.BACKGROUND: "A/A-fanart.png"}


def test_a_picture_beside_a_film_without_an_nfo_is_a_change_of_its_artwork_alone(house):
    house.write("A/A.mkv", "")
    path = house.write("A/poster.jpg", "poster")
    house.open()
    change = house.next_for("A/A.mkv")
    assert (change.kind, change.source, change.bulk) == (Kind.MOVIE, str(path), True)
    assert change.metadata == Metadata(artwork=change.metadata.artwork)
    assert house.art(change) == {PictureRole.POSTER: "A/poster.jpg"}


def test_a_picture_that_is_edited_or_appears_is_noticed_and_comes_with_all_of_its_item(house):
    house.write("A/A.mkv", "")
    house.write("A/A.nfo", nfo("A"))
    picture = house.write("A/poster.jpg", "one")
    house.open()
    house.next_for("A/A.mkv")
    house.settled()
    before = len(house.came)
    picture.write_text("another", encoding="utf-8")
    change = house.next_for("A/A.mkv", before)
    assert (change.metadata.title, change.bulk) == ("A", False)
    before = len(house.came)
    house.write("A/clearlogo.png", "logo")
    assert house.art(house.next_for("A/A.mkv", before)) == {
        PictureRole.POSTER: "A/poster.jpg",
        PictureRole.CLEAR_LOGO: "A/clearlogo.png",
    }


def test_pictures_that_did_not_change_bring_nothing_after_a_restart(house):
    house.write("A/A.mkv", "")
    house.write("A/A.nfo", nfo("A"))
    house.write("A/poster.jpg", "one")
    house.write("B/B.mkv", "")
    picture = house.write("B/folder.jpg", "one")
    house.write("banner.jpg", "nobody's")
    house.open()
    house.next_for("A/A.mkv")
    house.next_for("B/B.mkv")
    until(lambda: house.remembered() == {"A/A.nfo", "A/poster.jpg", "B/folder.jpg", "banner.jpg"})
    house.close()
    before = len(house.came)
    picture.write_text("while nobody watched", encoding="utf-8")
    house.open()
    house.next_for("B/B.mkv", before)
    house.settled()
    house.arrived()
    assert [house.inside(change.path) for change in house.came[before:]] == ["B/B.mkv", "Marker"]


def test_what_a_scan_finds_is_bulk_and_what_is_edited_before_our_eyes_is_not(house):
    house.write("A.nfo", nfo("A"))
    house.open()
    assert house.next_for("A").bulk
    house.settled()
    house.write("B.nfo", nfo("B"))
    assert not house.next_for("B").bulk


def test_a_file_with_nothing_but_an_address_leaves_the_pictures(house):
    house.write("A/A.mkv", "")
    house.write("A/A.nfo", "https://www.imdb.com/title/tt0078748/")
    house.write("A/poster.jpg", "poster")
    house.open()
    assert house.art(house.next_for("A/A.mkv")) == {PictureRole.POSTER: "A/poster.jpg"}


REMOTE = """<movie><title>A</title><thumb aspect="poster">https://example.org/p.jpg</thumb>
<fanart><thumb>https://example.org/f.jpg</thumb></fanart></movie>"""


def test_an_address_is_taken_only_where_it_is_allowed_and_where_there_is_no_picture(house):
    house.write("A/A.mkv", "")
    house.write("A/A.nfo", REMOTE)
    house.write("A/poster.jpg", "poster")
    house.open()
    assert house.art(house.next_for("A/A.mkv")) == {PictureRole.POSTER: "A/poster.jpg"}
    house.close()
    before = len(house.came)
    house.write("A/A.nfo", REMOTE + "\n")
    house.open(remote_artwork=True)
    assert house.art(house.next_for("A/A.mkv", before)) == {
        PictureRole.POSTER: "A/poster.jpg",
        PictureRole.BACKGROUND: "https://example.org/f.jpg",
    }


def test_the_pictures_in_a_seasons_own_folder_come_before_those_beside_its_show(house):
    for name in ("season01-poster.jpg", "season01-fanart.jpg", "season02-poster.jpg", "Season 01/poster.jpg"):
        house.write(f"S/{name}", name)
    house.write("S/Season 01/S01E01.mkv", "")
    house.write("S/tvshow.nfo", "<tvshow><title>S</title></tvshow>")
    both = {PictureRole.POSTER: "S/Season 01/poster.jpg", PictureRole.BACKGROUND: "S/season01-fanart.jpg"}
    house.open()
    until(lambda: house.arrived() and {change.season for change in house.came} == {None, 1, 2})
    seasons = {1: {}, 2: {}}
    for change in house.came:
        if change.season:
            seasons[change.season] |= house.art(change)
    assert seasons == {1: both, 2: {PictureRole.POSTER: "S/season02-poster.jpg"}}
    house.settled()
    before = len(house.came)
    house.write("S/season01-poster.jpg", "edited, and still the second choice")
    assert house.art(house.next_for("S", before)) == both


def test_a_season_poster_beside_a_show_and_the_names_of_its_seasons_are_changes_of_its_seasons(house):
    house.write("S/tvshow.nfo", "<tvshow><title>S</title><namedseason number='1'>One</namedseason></tvshow>")
    house.write("S/season01-poster.jpg", "one")
    house.write("S/season-specials-poster.jpg", "specials")
    house.open()
    until(lambda: len(house.arrived()) == 3)
    assert {(c.kind, c.season, c.metadata.title): house.art(c) for c in house.came} == {
        (Kind.SHOW, None, "S"): {},
        (Kind.SEASON, 1, "One"): {PictureRole.POSTER: "S/season01-poster.jpg"},
        (Kind.SEASON, 0, None): {PictureRole.POSTER: "S/season-specials-poster.jpg"},
    }
    assert {house.inside(change.path) for change in house.came} == {"S"}
