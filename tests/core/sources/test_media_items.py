"""Which item an NFO or a picture is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.model import Kind, Metadata, PictureRole
from core.sources.media_items import Item, MediaFolder, holds_media, is_nfo, season_of_folder
from core.sources.nfo import NfoEntry

FOLDER = Path("Films", "Alien (1979)")


def media_of(nfo: str, *others: str) -> str | None:
    """The path inside of the folder; "" for the folder itself."""
    media = MediaFolder(FOLDER, [nfo, *others]).media_of(nfo)
    return None if media is None else "" if media == str(FOLDER) else str(Path(media).relative_to(FOLDER))


@pytest.mark.parametrize(
    ("nfo", "others", "media"),
    [
        ("Alien.nfo", ["Alien.mkv", "Aliens.mkv", "Alien.jpg"], "Alien.mkv"),
        ("ALIEN.NFO", ["Alien.MKV"], "Alien.MKV"),
        ("Alien.1979.nfo", ["Alien.1979.m2ts"], "Alien.1979.m2ts"),
        ("Alien.nfo", ["Alien.iso"], "Alien.iso"),
        ("Alien.nfo", ["Alien.strm"], "Alien.strm"),
        ("Alien.nfo", ["Alien-cd2.avi", "Alien-cd1.avi"], "Alien-cd1.avi"),
        ("Alien-cd1.nfo", ["Alien-cd2.avi", "Alien-cd1.avi"], "Alien-cd1.avi"),
        ("Alien.nfo", ["Alien.jpg", "Aliens.mkv"], "Alien"),
        ("Alien.nfo", [], "Alien"),
        ("VIDEO_TS.nfo", ["VIDEO_TS.IFO", "VTS_01_1.VOB"], "VIDEO_TS.IFO"),
    ],
)
def test_an_nfo_is_for_the_video_of_its_stem_else_for_the_stem(nfo, others, media):
    assert media_of(nfo, *others) == media


@pytest.mark.parametrize(
    ("others", "media"),
    [
        (["Alien.mkv", "poster.jpg"], "Alien.mkv"),
        (["Alien.mkv", "Alien-trailer.mp4", "trailer.mp4", "sample.mkv", "Alien-behindthescenes2.mkv"], "Alien.mkv"),
        (["Alien.cd2.avi", "Alien.cd1.avi"], "Alien.cd1.avi"),
        (["Alien - Part 1.mkv", "Alien - Part 2.mkv"], "Alien - Part 1.mkv"),
        (["trailer.mp4"], "trailer.mp4"),
        (["Alien.mkv", "Aliens.mkv"], ""),
        (["poster.jpg"], ""),
        ([], ""),
    ],
)
def test_movie_nfo_is_for_the_one_film_of_its_folder_else_for_the_folder(others, media):
    assert media_of("movie.nfo", *others) == media
    assert media_of("Movie.NFO", *others) == media


NAME = FOLDER.name


@pytest.mark.parametrize(
    ("others", "media"),
    [
        (["alien.1979.2160p-GROUP.mkv"], "alien.1979.2160p-GROUP.mkv"),
        ([f"{NAME} - 4K.mkv", f"{NAME} - 1080p.mkv"], ""),
        ([f"{NAME}.mkv", f"{NAME} - 4K.mkv"], f"{NAME}.mkv"),
        (["alien.mkv", "movie.nfo"], None),
        (["alien.mkv", "alien.nfo"], None),
        ([], NAME),
    ],
)
def test_an_nfo_that_is_called_as_the_folder_is_one_for_its_film_too(others, media):
    assert media_of(f"{NAME}.nfo", *others) == media


@pytest.mark.parametrize(
    ("own", "videos"),
    [
        ("alien.1979-GROUP.nfo", ["Alien.1979-GROUP.mkv"]),
        ("Alien.nfo", ["Alien-cd1.avi", "Alien-cd2.avi"]),
        ("Alien-cd2.nfo", ["Alien-cd1.avi", "Alien-cd2.avi"]),
    ],
)
def test_in_the_folder_of_one_film_movie_nfo_comes_before_one_called_as_the_video_as_in_kodi(own, videos):
    assert media_of("movie.nfo", *videos, own) == videos[0]
    assert media_of(own, *videos, "movie.nfo") is None
    assert media_of(own, *videos) in videos
    poster = f"{Path(videos[0]).stem}-poster.jpg"
    assert MediaFolder(FOLDER, [*videos, own, "movie.nfo", poster]).owners([poster]) == (["movie.nfo"], [])


def test_beside_several_films_each_with_an_nfo_of_its_own_comes_before_movie_nfo():
    assert media_of("movie.nfo", "Alien.mkv", "Alien.nfo", "Aliens.mkv") == "Aliens.mkv"
    assert media_of("movie.nfo", "Alien.mkv", "Alien.nfo", "Aliens.mkv", "aliens.nfo") is None
    assert media_of("Alien.nfo", "Alien.mkv", "movie.nfo", "Aliens.mkv") == "Alien.mkv"
    assert media_of("S01E01.nfo", "S01E01.mkv", "movie.nfo") == "S01E01.mkv"
    assert media_of("movie.nfo", "Alien.mkv", "Alien-trailer.nfo") == "Alien.mkv"


@pytest.mark.parametrize(
    ("name", "expected"), [("a.nfo", True), ("A.NFO", True), ("._a.nfo", False), ("a.nfo.tmp", False), ("nfo", False)]
)
def test_hidden_and_temporary_files_are_no_nfo(name, expected):
    assert is_nfo(name) is expected


def test_bins_snapshots_extras_and_hidden_folders_hold_no_films():
    hidden = [
        ".git",
        "@eaDir",
        "#recycle",
        "$RECYCLE.BIN",
        "lost+found",
        "System Volume Information",
        "Extras",
        "trailers",
    ]
    assert not any(map(holds_media, hidden))
    assert all(map(holds_media, ["Alien (1979)", "Shorts", "VIDEO_TS", "CD1", "The Extras", "日本"]))


SHOW = Path("Shows", "S")


def item_of(folder: Path, nfo: str, kind: Kind, *others: str, season=None, episode=None) -> Item | None:
    return MediaFolder(folder, [nfo, *others]).item_of(nfo, NfoEntry(kind, Metadata(), season, episode))


def test_shows_artists_and_albums_are_their_folders_under_the_name_that_kodi_looks_for():
    for name, kind in (("tvshow.nfo", Kind.SHOW), ("artist.nfo", Kind.ARTIST), ("Album.NFO", Kind.ALBUM)):
        assert item_of(SHOW, name, kind) == Item(str(SHOW), kind)
        assert item_of(SHOW, "other.nfo", kind) is None


def test_a_film_is_not_described_by_a_file_with_the_name_of_another_kind():
    assert item_of(SHOW, "tvshow.nfo", Kind.MOVIE) is None
    assert item_of(SHOW, "artist.nfo", Kind.MOVIE, "artist.mkv") == Item(str(SHOW / "artist.mkv"), Kind.MOVIE)


def test_the_episodes_of_one_file_share_its_path_and_keep_their_numbers():
    for number in (3, 4):
        item = item_of(SHOW, "S02E03-E04.nfo", Kind.EPISODE, "S02E03-E04.mkv", season=2, episode=number)
        assert item == Item(str(SHOW / "S02E03-E04.mkv"), Kind.EPISODE, 2, number)


@pytest.mark.parametrize(
    ("folder", "name", "others", "said", "path", "season"),
    [
        ("S/Season 01", "season.nfo", [], 1, "S", 1),
        ("S/Season 01", "season.nfo", [], None, "S", 1),
        ("S/Staffel 2", "season.nfo", [], None, "S", 2),
        ("S/Specials", "season.nfo", [], None, "S", 0),
        ("S/Season 01", "season01.nfo", [], None, "S", 1),
        ("S", "season02.nfo", ["tvshow.nfo"], None, "S", 2),
        ("S", "season-specials.nfo", [], None, "S", 0),
        ("S", "season.nfo", ["tvshow.nfo"], 3, "S", 3),
        ("S", "season.nfo", [], 3, "S", 3),
        ("S/The Beginning", "season.nfo", [], None, "S/The Beginning", None),
    ],
)
def test_a_season_is_a_number_of_its_show_as_far_as_one_is_known(folder, name, others, said, path, season):
    item = item_of(Path("Shows", folder), name, Kind.SEASON, *others, season=said)
    assert item == Item(str(Path("Shows", path)), Kind.SEASON, season)


def test_a_seasons_folder_with_a_name_of_its_own_is_known_by_the_show_above(tmp_path):
    (tmp_path / "tvshow.nfo").touch()
    item = item_of(tmp_path / "The Beginning", "season.nfo", Kind.SEASON, season=1)
    assert item == Item(str(tmp_path), Kind.SEASON, 1)


@pytest.mark.parametrize(
    ("files", "counts"),
    [
        (["season01.nfo"], "season01.nfo"),
        (["season01.nfo", "Season 1/season.nfo"], "Season 1/season.nfo"),
        (["Season 1/season01.nfo"], "Season 1/season01.nfo"),
    ],
)
def test_of_several_files_about_a_season_one_counts(tmp_path, files, counts):
    for name in ("tvshow.nfo", "Season 1/S01E01.mkv", *files):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    def says_something(file: Path) -> bool:
        names = [each.name for each in file.parent.iterdir() if each.is_file()]
        below = [each.name for each in file.parent.iterdir() if each.is_dir()]
        item = MediaFolder(file.parent, names, below).item_of(file.name, NfoEntry(Kind.SEASON, Metadata(), 1))
        return item == Item(str(tmp_path), Kind.SEASON, 1)

    assert [name for name in files if says_something(tmp_path / name)] == [counts]


@pytest.mark.parametrize(
    ("name", "season"),
    [
        ("Season 01", 1), ("season 1", 1), ("Season 2 - The Return", 2), ("S03", 3), ("Staffel 4", 4), ("Saison 5", 5),
        ("Temporada 6", 6), ("Specials", 0), ("Season 00", 0), ("Season 2019", 2019), ("第 1 季", 1), ("Seasons", None),
        ("Alien (1979)", None), ("S", None), ("The Specials", None), ("1", None),
    ],
)  # fmt: skip
def test_the_folders_of_seasons_are_known_in_the_languages_of_their_owners(name, season):
    assert season_of_folder(name) == season


def artwork(folder: Path, names: list[str], item: Item, *folders: str) -> dict[PictureRole, str]:
    found = MediaFolder(folder, names, folders).artwork_of(item)
    return {picture.role: Path(picture.location).name for picture in found}


def test_of_several_pictures_the_one_that_is_called_as_the_film_comes_first():
    film = Item(str(FOLDER / "Alien.mkv"), Kind.MOVIE)
    names = ["Alien.mkv", "cover.jpg", "folder.jpg", "poster.png", "Alien.jpg", "Alien-poster.jpg"]
    for expected in ("Alien-poster.jpg", "Alien.jpg", "poster.png", "folder.jpg", "cover.jpg"):
        assert artwork(FOLDER, names, film) == {PictureRole.POSTER: expected}
        names.remove(expected)
    assert artwork(FOLDER, names, film) == {}


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("fanart.jpg", PictureRole.BACKGROUND), ("Background.JPEG", PictureRole.BACKGROUND),
        ("Alien-backdrop.webp", PictureRole.BACKGROUND), ("clearLogo.png", PictureRole.CLEAR_LOGO),
        ("Alien-logo.png", PictureRole.CLEAR_LOGO), ("squareArt.jpg", PictureRole.SQUARE_ART),
        ("Alien-backgroundSquare.jpg", PictureRole.SQUARE_ART), ("Alien.tbn", PictureRole.POSTER),
        ("Alien-thumb.jpg", None), ("banner.jpg", None), ("disc.png", None), ("._poster.jpg", None),
        ("poster.txt", None), ("Aliens-poster.jpg", None),
    ],
)  # fmt: skip
def test_the_role_of_a_picture_is_told_by_its_name(name, role):
    film = Item(str(FOLDER / "Alien.mkv"), Kind.MOVIE)
    assert artwork(FOLDER, ["Alien.mkv", name], film) == ({role: name} if role else {})


def test_the_pictures_of_a_folder_with_several_films_are_nobodys():
    names = ["Alien.mkv", "Aliens.mkv", "poster.jpg", "Aliens-poster.jpg"]
    assert artwork(FOLDER, names, Item(str(FOLDER / "Alien.mkv"), Kind.MOVIE)) == {}
    assert MediaFolder(FOLDER, names).owners(["poster.jpg"]) == ([], [])
    assert MediaFolder(FOLDER, names).owners(["Aliens-poster.jpg"]) == (
        [],
        [Item(str(FOLDER / "Aliens.mkv"), Kind.MOVIE)],
    )


@pytest.mark.parametrize(
    ("videos", "nfo", "owners"),
    [
        ([" - 4K", " - 1080p"], "", ([], [Item(str(FOLDER), Kind.MOVIE)])),
        (["", " [4K]"], "", ([], [Item(str(FOLDER), Kind.MOVIE)])),
        ([" - 4K", " - 1080p"], "movie.nfo", (["movie.nfo"], [])),
        ([" - 4K", " - 1080p"], f"{NAME}.nfo", ([f"{NAME}.nfo"], [])),
        ([" - 4K", " 2"], "", ([], [])),
        ([" - S01E01", " - S01E02"], "", ([], [])),
        ([" - 2001-02-03", " - 2001-02-04"], "", ([], [])),
    ],
)
def test_the_pictures_of_a_folder_with_versions_of_one_film_are_that_films(videos, nfo, owners):
    names = [*(f"{NAME}{video}.mkv" for video in videos), "poster.jpg", *filter(None, [nfo])]
    assert MediaFolder(FOLDER, names).owners(["poster.jpg"]) == owners
    if any(owners):
        assert artwork(FOLDER, names, Item(str(FOLDER), Kind.MOVIE)) == {PictureRole.POSTER: "poster.jpg"}


def test_an_episode_has_its_still_and_not_the_posters_of_its_season():
    names = ["S01E01.mkv", "S01E01-thumb.jpg", "poster.jpg", "S01E01.nfo"]
    folder = SHOW / "Season 01"
    episode = Item(str(folder / "S01E01.mkv"), Kind.EPISODE, 1, 1)
    assert artwork(folder, names, episode) == {PictureRole.POSTER: "S01E01-thumb.jpg"}
    assert artwork(folder, names, Item(str(SHOW), Kind.SEASON, 1)) == {PictureRole.POSTER: "poster.jpg"}
    assert MediaFolder(folder, names).owners(["S01E01-thumb.jpg"]) == (["S01E01.nfo"], [])


@pytest.mark.parametrize(
    ("folder", "names", "folders", "owner"),
    [
        ("S", ["poster.jpg"], ["Season 01"], Item("S", Kind.SHOW)),
        ("S", ["poster.jpg"], ["other"], None),
        ("S", ["season02-poster.jpg"], ["Season 02"], Item("S", Kind.SEASON, 2)),
        ("S/Season 02", ["poster.jpg", "S - 2x01.mkv"], [], Item("S", Kind.SEASON, 2)),
        ("S/Season 02", ["Season02.jpg", "S - 2x01.mkv"], [], Item("S", Kind.SEASON, 2)),
        ("S", ["S01E02.mkv", "S01E02-thumb.jpg"], [], Item(str(Path("S", "S01E02.mkv")), Kind.EPISODE, 1, 2)),
        ("S", ["S01E02.mkv", "poster.jpg"], [], None),
        ("Specials", ["A.mkv", "B.mkv", "folder.jpg"], [], None),
        ("Series 7 (2001)", ["A.mkv", "poster.jpg"], [], Item(str(Path("Series 7 (2001)", "A.mkv")), Kind.MOVIE)),
        ("Album", ["01.flac", "cover.jpg"], [], Item("Album", Kind.ALBUM)),
        ("Artist", ["folder.jpg"], ["Album"], None),
        ("Film", ["theme.mp3", "poster.jpg"], [], None),
        ("Film", ["Film-poster.jpg"], [], None),
        ("Film", ["season-all-poster.jpg"], [], None),
    ],
)
def test_a_picture_alone_has_an_owner_only_where_that_is_clear(folder, names, folders, owner):
    picture = next(name for name in names if name.endswith(".jpg"))
    assert MediaFolder(Path(folder), names, folders).owners([picture]) == ([], [owner] if owner else [])


@pytest.mark.parametrize(
    ("names", "owner"),
    [
        (["A.mkv", "A.nfo", "poster.jpg"], "A.nfo"),
        (["A.mkv", "movie.nfo", "A-poster.jpg"], "movie.nfo"),
        (["A-cd1.avi", "A-cd2.avi", "A.nfo", "A-poster.jpg"], "A.nfo"),
        (["A.nfo", "A-poster.jpg"], "A.nfo"),
        (["tvshow.nfo", "poster.jpg"], "tvshow.nfo"),
        (["season01.nfo", "season01-poster.jpg"], "season01.nfo"),
        (["season.nfo", "poster.jpg"], "season.nfo"),
        (["album.nfo", "01.mp3", "cover.jpg"], "album.nfo"),
        (["movie.nfo", "poster.jpg"], "movie.nfo"),
    ],
)
def test_a_picture_of_a_described_item_belongs_to_its_nfo(names, owner):
    picture = next(name for name in names if name.endswith(".jpg"))
    assert MediaFolder(SHOW, names).owners([picture]) == ([owner], [])
