"""Items with several files: versions of one film, and films in several parts, found by a scan or made by a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from plexapi.server import PlexServer

from core.demo.simulator import Film, PlexSimulator
from core.model import Metadata


@pytest.fixture
def plex(tmp_path) -> Iterator[PlexSimulator]:
    with PlexSimulator() as simulator:
        simulator.add_library(str(tmp_path / "Movies"))
        simulator.add_library(str(tmp_path / "Shows"), section_type="show")
        yield simulator


@pytest.fixture
def server(plex) -> Iterator[PlexServer]:
    with requests.Session() as session:
        yield PlexServer(plex.url, plex.token, session=session)


def put(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()


def versions(item) -> list[list[str]]:
    return [[Path(part.file).name for part in medium.parts] for medium in item.media]


def test_a_scan_makes_one_film_of_versions_and_of_parts(plex, server, tmp_path):
    put(tmp_path / "Movies/Film (2000)", "Film (2000) - 1080p.mkv", "Film (2000) - 4K.mkv", "Other (2001).mkv")
    put(tmp_path / "Movies/Epic (1963)", "Epic (1963)-cd2.avi", "Epic (1963)-cd1.avi", "Epic (1963) - 4K.mkv")
    put(tmp_path / "Movies", "Loose (2002).mkv", "Loose (2002) - 4K.mkv")
    plex.scan()
    found = {(movie.title, str(versions(movie))) for movie in server.library.section("Movies").all()}
    assert found == {
        ("Film", "[['Film (2000) - 1080p.mkv'], ['Film (2000) - 4K.mkv']]"),
        ("Other", "[['Other (2001).mkv']]"),
        ("Epic", "[['Epic (1963) - 4K.mkv'], ['Epic (1963)-cd1.avi', 'Epic (1963)-cd2.avi']]"),
        ("Loose", "[['Loose (2002).mkv']]"),
        ("Loose", "[['Loose (2002) - 4K.mkv']]"),
    }


def test_a_later_version_joins_its_item_which_is_no_newer_for_it(plex, server, tmp_path):
    put(tmp_path / "Movies/Film (2000)", "Film (2000).mkv")
    put(tmp_path / "Shows/Show/Season 01", "Show - S01E01.mkv")
    plex.scan()
    before = [(section.key, section.content_changed_at) for section in plex.store.sections()]
    put(tmp_path / "Movies/Film (2000)", "Film (2000) - 4K.mkv")
    put(tmp_path / "Shows/Show/Season 01", "Show - S01E01 - 4K.mkv")
    plex.scan()
    (movie,) = server.library.section("Movies").all()
    (episode,) = server.library.section("TV Shows").searchEpisodes()
    assert versions(movie) == [["Film (2000).mkv"], ["Film (2000) - 4K.mkv"]]
    assert versions(episode) == [["Show - S01E01.mkv"], ["Show - S01E01 - 4K.mkv"]]
    after = [(section.key, section.content_changed_at) for section in plex.store.sections()]
    assert all(now > then for (_, now), (_, then) in zip(after, before, strict=True))


def test_versions_are_split_apart_and_merged_again_by_plexapi(plex, server):
    files = (("/m/A cd1.avi", "/m/A cd2.avi"), ("/m/A 4K.mkv",))
    (key,) = plex.add_films([Film(Metadata(title="A", genres=("Drama",)), files)])
    server.fetchItem(key).split()
    movies = server.library.section("Movies").all()
    assert sorted(tuple(movie.locations) for movie in movies) == sorted(files)
    assert [[genre.tag for genre in movie.genres] for movie in movies] == [["Drama"], ["Drama"]]
    other = next(movie for movie in movies if movie.ratingKey != key)
    other.merge([key])
    (movie,) = server.library.section("Movies").all()
    assert movie.ratingKey == other.ratingKey
    assert {file for version in files for file in version} == set(movie.locations)
