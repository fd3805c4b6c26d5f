"""Which film an NFO is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.sources.media_items import MediaFolder, holds_media, is_nfo

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


def test_a_film_with_an_nfo_of_its_own_is_not_described_by_movie_nfo():
    assert media_of("movie.nfo", "Alien.mkv", "alien.nfo") is None
    assert media_of("movie.nfo", "Alien-cd1.avi", "Alien-cd2.avi", "Alien.nfo") is None
    assert media_of("movie.nfo", "Alien.mkv", "Alien.nfo", "Aliens.mkv") == "Aliens.mkv"
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
