"""Which item a path, a number or an identifier leads to; the listings are XML as a server writes it."""

from __future__ import annotations

import unicodedata

import pytest

from core.media_paths import PathMapping
from core.model import Change, Kind, Metadata, UniqueId
from core.plex.finding import Wanted


def found(shelf, path, kind=None, **rest) -> set[int]:
    wanted = Wanted(path, kind, **rest)
    one_by_one = shelf.catalog.find(wanted)
    (with_others,) = shelf.catalog.find_by_files([wanted])
    assert with_others in ((), one_by_one)
    return {entry.rating_key for entry in one_by_one}


class TestFilm:
    @pytest.fixture
    def films(self, shelf):
        return shelf.library("movie", "/m")

    @pytest.mark.parametrize("path", ["/m/A (2000)/A.mkv", "/m/A (2000)/A", "/m/A (2000)"])
    @pytest.mark.parametrize("kind", [Kind.MOVIE, None])
    def test_is_found_by_its_file_by_any_extension_or_by_its_folder(self, shelf, films, path, kind) -> None:
        key = films.film("/m/A (2000)/A.mkv")
        films.film("/m/B (2000)/A.mkv")
        assert found(shelf, path, kind) == {key}

    def test_is_found_by_every_part_of_every_version(self, shelf, films) -> None:
        files = ("/m/A/A - cd1.avi", "/m/A/A - cd2.avi", "/m/A/A - 4K.mkv", "/other/A.mp4")
        key = films.add(Kind.MOVIE, "A", *files)
        assert all(found(shelf, file, Kind.MOVIE) == {key} for file in files)

    def test_is_not_taken_for_one_whose_name_only_begins_like_it(self, shelf, films) -> None:
        films.film("/m/Alien.1979.mkv")
        films.film("/m/Alien.Directors.Cut.mkv")
        assert found(shelf, "/m/Alien", Kind.MOVIE) == set()

    def test_in_a_folder_with_others_is_not_guessed(self, shelf, films) -> None:
        keys = {films.film("/m/Both/A.mkv"), films.film("/m/Both/B.mkv")}
        films.film("/m/Both/Deeper/C.mkv")
        assert found(shelf, "/m/Both", Kind.MOVIE) == keys

    def test_that_is_in_two_libraries_is_found_in_both(self, shelf, films) -> None:
        other = shelf.library("movie", "/m")
        assert found(shelf, "/m/A.mkv") == set()
        assert {films.film("/m/A.mkv"), other.film("/m/A.mkv")} == found(shelf, "/m/A.mkv")

    def test_is_no_episode_with_the_same_file(self, shelf, films) -> None:
        series = shelf.library("show", "/m")
        show = series.show(None)
        episode = series.episode(show, series.season(show, 1), 1, "/m/A.mkv")
        film = films.film("/m/A.mkv")
        assert found(shelf, "/m/A.mkv", Kind.MOVIE) == {film}
        assert found(shelf, "/m/A.mkv", Kind.EPISODE) == {episode}
        assert found(shelf, "/m/A.mkv") == {film, episode}

    @pytest.mark.parametrize("name", ["100% [x] _a_.mkv", 'quote\'d "x".mkv', "été.mkv", "🎬.mkv", "a*b?.mkv"])
    def test_may_have_any_name(self, shelf, films, name) -> None:
        key = films.film(f"/m/{name}")
        films.film("/m/other.mkv")
        assert found(shelf, f"/m/{name}") == {key}
        assert found(shelf, f"/m/{name[:-4]}") == {key}

    def test_is_found_whichever_way_its_name_is_composed(self, shelf, films) -> None:
        key = films.film(unicodedata.normalize("NFD", "/m/Amélie/Amélie.mkv"))
        change = Change(unicodedata.normalize("NFD", "/l/Amélie/Amélie.mkv"), Metadata(), "x", Kind.MOVIE)
        assert [e.rating_key for e in shelf.catalog.find(Wanted.by(change, (PathMapping("/l", "/m"),)))] == [key]

    def test_case_counts_unless_one_side_is_windows(self, shelf, films) -> None:
        lower, upper = films.film("/m/a.mkv"), films.film("/m/A.mkv")
        windows = shelf.library("movie", "D:\\Films")
        there = windows.film("D:\\Films\\Été (2000)\\Été.MKV")
        assert found(shelf, "/m/a.mkv") == {lower}
        assert found(shelf, "/m/A.mkv") == {upper}
        assert found(shelf, "/M/a.mkv") == set()

        def by(path, *mapping):
            wanted = Wanted.by(Change(path, Metadata(), "x"), mapping)
            return found(shelf, wanted.path, any_case=wanted.any_case)

        assert by("/l/été (2000)/ÉTÉ.mkv", PathMapping("/l", "d:/films")) == {there}
        assert by("/l/été (2000)", PathMapping("/l", "d:/films")) == {there}
        only = films.film("/m/Élan/Only.mkv")
        for path in ("X:\\élan\\ONLY.MKV", "X:\\ÉLAN\\only", "x:/Élan"):
            assert by(path, PathMapping("X:\\", "/m")) == {only}

    def test_and_many_are_found_at_once_by_their_files(self, shelf, films) -> None:
        keys = [films.film(f"/m/{name}/{name}.mkv") for name in "abc"]
        wanted = [Wanted(f"/m/{name}/{name}.mkv") for name in "abcda"]
        wanted.append(Wanted("/m/a"))
        at_once = [[entry.rating_key for entry in entries] for entries in shelf.catalog.find_by_files(wanted)]
        assert at_once == [*([key] for key in keys), [], [keys[0]], []]


class TestSeries:
    @pytest.fixture
    def series(self, shelf):
        return shelf.library("show", "/tv")

    @pytest.mark.parametrize("kind", [Kind.SHOW, None])
    @pytest.mark.parametrize("told", [True, False])
    def test_a_show_is_found_by_its_folder_whether_or_not_plex_tells_it(self, shelf, series, kind, told) -> None:
        for name in ("Show", "Show Two"):
            show = series.show(f"/tv/{name}" if told else None)
            season = series.season(show, 1)
            series.episode(show, season, 1, f"/tv/{name}/Season 1/e1.mkv")
            series.episode(show, season, 2, f"/tv/{name}/Season 1/e2.mkv")
            assert found(shelf, f"/tv/{name}", kind) == {show}

    def test_a_show_in_several_folders_is_found_by_each(self, shelf, series) -> None:
        show = series.add(Kind.SHOW, "Show", "/tv/Show", "/tv2/Show")
        assert found(shelf, "/tv/Show", Kind.SHOW) == found(shelf, "/tv2/Show", Kind.SHOW) == {show}

    def test_neither_the_folder_of_a_library_nor_of_a_season_is_a_shows(self, shelf, series) -> None:
        show = series.show("/tv/Show")
        series.episode(show, series.season(show, 1), 1, "/tv/Show/Season 1/e1.mkv")
        for kind in (Kind.SHOW, None):
            assert found(shelf, "/tv", kind) == set()
            assert found(shelf, "/tv/Show/Season 1", kind) == set()

    def test_two_shows_in_one_folder_are_not_guessed(self, shelf, series) -> None:
        shows = {series.show(None, "A"), series.show(None, "B")}
        for show in shows:
            series.episode(show, series.season(show, 1), 1, f"/tv/Both/{show}.mkv")
        assert found(shelf, "/tv/Both", Kind.SHOW) == shows
        assert len(found(shelf, "/tv/Both", Kind.SEASON, season=1)) == 2

    def test_a_season_is_found_by_its_number_or_by_its_own_folder(self, shelf, series) -> None:
        show = series.show("/tv/Show")
        seasons = {number: series.season(show, number) for number in (0, 1, 2)}
        for number, season in seasons.items():
            series.episode(show, season, 1, f"/tv/Show/S{number}/e1.mkv", of=number)
        for number, season in seasons.items():
            assert found(shelf, "/tv/Show", Kind.SEASON, season=number) == {season}
            assert found(shelf, f"/tv/Show/S{number}", Kind.SEASON) == {season}
        assert found(shelf, "/tv/Show", Kind.SEASON, season=3) == set()
        assert found(shelf, "/tv/Show", Kind.SEASON) == set(seasons.values())

    def test_an_episode_is_found_by_its_file(self, shelf, series) -> None:
        show = series.show("/tv/Show")
        season = series.season(show, 1)
        one = series.episode(show, season, 1, "/tv/Show/e1.mkv", "/tv/Show/e1.mp4")
        series.episode(show, season, 2, "/tv/Show/e2.mkv")
        for path in ("/tv/Show/e1.mkv", "/tv/Show/e1.mp4", "/tv/Show/e1"):
            assert found(shelf, path, Kind.EPISODE, season=1, episode=1) == {one}
            assert found(shelf, path, Kind.EPISODE) == found(shelf, path) == {one}
        assert found(shelf, "/tv/Show", Kind.EPISODE, season=1, episode=1) == set()

    def test_the_number_tells_which_of_several_episodes_in_one_file_is_meant(self, shelf, series) -> None:
        show = series.show("/tv/Show")
        season = series.season(show, 1)
        one, two = (series.episode(show, season, number, "/tv/Show/e1-e2.mkv") for number in (1, 2))
        assert found(shelf, "/tv/Show/e1-e2.mkv", Kind.EPISODE, season=1, episode=1) == {one}
        assert found(shelf, "/tv/Show/e1-e2", Kind.EPISODE, episode=2) == {two}
        assert found(shelf, "/tv/Show/e1-e2.mkv", Kind.EPISODE) == {one, two}

    def test_an_episode_that_plex_knows_by_another_number_is_not_found_and_the_reason_is_told(
        self, shelf, series
    ) -> None:
        show = series.show("/tv/Show")
        series.episode(show, series.season(show, 1), 1, "/tv/Show/e1-e2.mkv")
        second = Wanted("/tv/Show/e1-e2.mkv", Kind.EPISODE, season=1, episode=2)
        assert shelf.catalog.find(second) == ()
        reason = shelf.catalog.explain(second)
        assert reason == ("Plex has this file as season 1, episode 1, not as season 1, episode 2: /tv/Show/e1-e2.mkv")
        assert shelf.catalog.explain(Wanted("/tv/Show/other.mkv", Kind.EPISODE)) == ""

    def test_an_episode_without_a_number_in_plex_contradicts_none(self, shelf, series) -> None:
        show = series.show("/tv/Show")
        daily = series.episode(show, series.season(show, 2000), None, "/tv/Show/2000-01-01.mkv")
        assert found(shelf, "/tv/Show/2000-01-01.mkv", Kind.EPISODE, season=2000, episode=7) == {daily}

    def test_an_episode_in_two_libraries_is_found_in_both_although_one_does_not_number_it(self, shelf, series) -> None:
        other = shelf.library("show", "/tv")
        keys = set()
        for library, number in ((series, 1), (other, None)):
            show = library.show("/tv/Show")
            keys.add(library.episode(show, library.season(show, 1), number, "/tv/Show/e1.mkv"))
        assert found(shelf, "/tv/Show/e1.mkv", Kind.EPISODE, season=1, episode=1) == keys


class TestMusic:
    @pytest.fixture
    def music(self, shelf):
        return shelf.library("artist", "/music")

    def test_an_album_is_found_by_its_folder_and_the_artist_by_hers(self, shelf, music) -> None:
        artist = music.artist("Artist")
        one = music.album(artist, "One", "/music/Artist/One/01.flac", "/music/Artist/One/02.flac")
        two = music.album(artist, "Two", "/music/Artist/Two/CD1/01.flac", "/music/Artist/Two/CD2/01.flac")
        for kind in (Kind.ALBUM, None):
            assert found(shelf, "/music/Artist/One", kind) == {one}
        assert found(shelf, "/music/Artist/Two", Kind.ALBUM) == {two}
        for kind in (Kind.ARTIST, None):
            assert found(shelf, "/music/Artist", kind) == {artist}
        assert found(shelf, "/music/Artist", Kind.ALBUM) == {one, two}

    def test_the_folder_of_an_artist_with_one_album_may_be_either_and_is_not_guessed(self, shelf, music) -> None:
        artist = music.artist("Artist")
        album = music.album(artist, "Only", "/music/Artist/Only/01.flac")
        assert found(shelf, "/music/Artist") == {artist, album}
        assert found(shelf, "/music/Artist", Kind.ARTIST) == {artist}
        assert found(shelf, "/music/Artist", Kind.ALBUM) == {album}

    def test_two_artists_in_one_folder_are_not_guessed(self, shelf, music) -> None:
        artists = {music.artist("A"), music.artist("B")}
        for artist in artists:
            music.album(artist, "Album", f"/music/Both/{artist}/1.flac")
        assert found(shelf, "/music/Both", Kind.ARTIST) == artists

    def test_a_track_is_never_found(self, shelf, music) -> None:
        music.album(music.artist("A"), "Album", "/music/A/Album/1.flac")
        assert found(shelf, "/music/A/Album/1.flac") == set()

    def test_a_title_is_taken_when_another_artist_or_album_of_the_artist_has_it_in_whatever_case(
        self, shelf, music
    ) -> None:
        nina, other = music.artist("Nina"), music.artist("ÉLISE")
        first, second = music.album(nina, "First"), music.album(nina, "Second")
        music.album(other, "Third")
        elsewhere = shelf.library("artist", "/m2")
        elsewhere.artist("Solo")
        taken = shelf.catalog.same_title
        section = music.section.id
        assert taken(section, Kind.ARTIST, "Élise", besides=nina).rating_key == other
        assert taken(section, Kind.ARTIST, "élise", besides=other) is None  # her own
        assert taken(section, Kind.ARTIST, "Solo", besides=nina) is None  # in another library
        assert taken(section, Kind.ARTIST, "First", besides=nina) is None  # an album's
        assert taken(section, Kind.ALBUM, "SECOND", besides=first).rating_key == second
        assert taken(section, Kind.ALBUM, "Third", besides=first) is None  # another artist's
        assert taken(section, Kind.ALBUM, "Third", besides=first, parent=other) is not None


class TestIdentifiers:
    @pytest.fixture
    def films(self, shelf):
        return shelf.library("movie", "/m")

    def by_ids(self, shelf, *ids, path="/unknown/X.mkv", kind=Kind.MOVIE):
        wanted = Wanted(path, kind, unique_ids=tuple(UniqueId(*each.split("=")) for each in ids))
        return [entry.rating_key for entry in shelf.catalog.find_by_ids(wanted)]

    def test_lead_to_the_only_item_that_has_one(self, shelf, films) -> None:
        key = films.film("/m/A.mkv", guids=("imdb://tt1", "tmdb://11"))
        films.film("/m/B.mkv", guids=("imdb://tt2", "tmdb://22"))
        assert self.by_ids(shelf, "imdb=tt1") == [key]
        assert self.by_ids(shelf, "IMDB=TT1", "tvdb=5") == [key]
        assert self.by_ids(shelf, "tmdb=11", kind=None) == [key]
        assert self.by_ids(shelf, "imdb=tt3") == []
        assert self.by_ids(shelf) == []

    def test_lead_nowhere_when_two_items_have_one(self, shelf, films) -> None:
        for name in ("A", "B"):
            films.film(f"/m/{name}.mkv", guids=("imdb://tt1",))
        assert self.by_ids(shelf, "imdb=tt1") == []

    def test_lead_nowhere_when_they_contradict_each_other(self, shelf, films) -> None:
        films.film("/m/A.mkv", guids=("imdb://tt1", "tmdb://11"))
        films.film("/m/B.mkv", guids=("imdb://tt2", "tmdb://22"))
        assert self.by_ids(shelf, "imdb=tt1", "tmdb=99") == []
        assert self.by_ids(shelf, "imdb=tt1", "tmdb=22") == []

    def test_are_those_of_a_kind(self, shelf, films) -> None:
        film = films.film("/m/A.mkv", guids=("tmdb://11",))
        series = shelf.library("show", "/tv")
        show = series.add(Kind.SHOW, "S", "/tv/S", guids=("tmdb://11",))
        assert self.by_ids(shelf, "tmdb=11") == [film]
        assert self.by_ids(shelf, "tmdb=11", kind=Kind.SHOW) == [show]
        assert self.by_ids(shelf, "tmdb=11", kind=None) == []

    def test_lead_into_no_other_library_than_the_one_where_the_item_may_still_appear(self, shelf, films) -> None:
        key = films.film("/m/A.mkv", guids=("imdb://tt1",))
        shelf.library("movie", "/4k")
        assert self.by_ids(shelf, "imdb=tt1", path="/4k/A/A.mkv") == []
        assert self.by_ids(shelf, "imdb=tt1", path="/m/Renamed/Renamed.mkv") == [key]


def test_the_home_of_a_path_is_the_library_of_its_kind_with_the_innermost_folder(shelf) -> None:
    films = shelf.library("movie", "/media")
    series = shelf.library("show", "/media", "/media/More/TV")
    assert shelf.catalog.home_of("/media/More/TV/x.mkv").id == series.section.id
    assert shelf.catalog.home_of("/media/x.mkv", Kind.EPISODE).id == series.section.id
    assert shelf.catalog.home_of("/media/x.mkv", Kind.MOVIE).id == films.section.id
    assert shelf.catalog.home_of("/mediathek/x.mkv") is None
    assert shelf.catalog.home_of("/media") is None


@pytest.mark.parametrize(
    ("location", "path", "spelt"),
    [
        ("/media/Films", "/media/Films/A (2000)", "/media/Films/A (2000)"),
        ("D:\\Films", "d:/films/a (2000)", "D:\\Films\\a (2000)"),
        ("D:\\Films", "d:/FILMS/Straße (2000)", "D:\\Films\\Straße (2000)"),
        ("\\\\NAS\\Films\\", "//nas/films/a/b", "\\\\NAS\\Films\\a\\b"),
        ("/media/Films", "/media/Films", "/media/Films"),
        ("/media/Films", "/elsewhere/x", "/elsewhere/x"),
    ],
)
def test_a_folder_is_spelt_as_its_server_writes_it(shelf, location, path, spelt) -> None:
    assert shelf.library("movie", location).section.spell(path) == spelt


def test_every_look_up_goes_through_an_index(shelf, database, monkeypatch) -> None:
    """What an item costs must not depend on how many there are."""
    for type_, root in (("movie", "/m"), ("show", "/tv"), ("artist", "/music")):
        shelf.library(type_, root)
    statements: list[tuple[str, dict]] = []
    query = shelf.catalog._query

    def noting(statement, **values):
        statements.append((statement, values))
        return query(statement, **values)

    monkeypatch.setattr(shelf.catalog._finder, "_query", noting)
    monkeypatch.setattr(shelf.catalog, "_query", noting)
    for kind in (*Kind, None):
        for season in (1, None):
            shelf.catalog.find(Wanted("/x/y", kind, season))
        shelf.catalog.find_by_ids(Wanted("/x/y", kind, unique_ids=(UniqueId("imdb", "tt1"),)))
    shelf.catalog.find(Wanted("/x/y", any_case=True))
    shelf.catalog.find_by_files([Wanted("/x/y")])
    shelf.catalog.same_title(1, Kind.ALBUM, "x", besides=1)
    shelf.catalog.has_file("/x/y")
    shelf.catalog.explain(Wanted("/x/y", Kind.EPISODE))
    assert len(statements) > 20
    for statement, values in statements:
        with database.reading() as connection:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
        scans = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
        assert scans == [], (statement, plan)
