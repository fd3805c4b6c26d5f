from __future__ import annotations

from pathlib import Path

import pytest

from core.demo.simulator import PlexSimulator
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.plex.folder_match import ServerFiles, local_files, server_files

FILMS = ["Metropolis (1927)/Metropolis (1927).mkv", "Nosferatu (1922)/Nosferatu (1922).mkv", "M (1931)/M (1931).avi"]
HERE = Path("/media/Films")


def on_server(folder: str, location: str | None = None) -> ServerFiles:
    return ServerFiles([location or folder], [f"{folder}/{film}" for film in FILMS])


def test_the_folder_of_the_server_with_the_same_files_is_found():
    match = on_server("/data/Movies").match(HERE, FILMS)
    assert (match.plex_path, match.found, match.total) == ("/data/Movies", 3, 3)


def test_films_that_the_server_does_not_have_are_counted_as_missing():
    match = on_server("/data/Movies").match(HERE, [*FILMS, "New (2026)/New (2026).mkv"])
    assert (match.plex_path, match.found, match.total) == ("/data/Movies", 3, 4)


def test_a_windows_server_is_named_as_windows_does():
    files = ServerFiles(["D:\\Movies"], [f"d:/movies/{film}".casefold() for film in FILMS])
    match = files.match(HERE, FILMS)
    assert (match.plex_path, match.found) == ("D:\\Movies", 3)


def test_a_folder_that_a_person_has_named_is_checked_as_it_is():
    files = on_server("/data/Movies")
    assert files.match(HERE, [film.upper() for film in FILMS], "/data/Movies/").found == 3
    assert files.match(HERE, FILMS, "/elsewhere").found == 0


def test_without_common_files_a_name_may_speak_for_a_folder():
    match = on_server("/data/Films").match(HERE, ["Other (2000)/Other (2000).mkv"])
    assert (match.plex_path, match.found, match.total) == ("/data/Films", 0, 1)


def test_where_nothing_speaks_for_one_folder_none_is_suggested():
    assert on_server("/data/Movies").match(HERE, ["Other (2000)/Other (2000).mkv"]).plex_path == ""
    twice = ServerFiles(["/one/Films", "/two/Films"], [])
    assert twice.match(HERE, FILMS).plex_path == ""


def test_local_files_are_the_videos_in_all_folders_below(tmp_path, clock):
    for film in [*FILMS, "Metropolis (1927)/poster.jpg", "Metropolis (1927)/movie.nfo"]:
        (tmp_path / film).parent.mkdir(exist_ok=True)
        (tmp_path / film).touch()
    (tmp_path / "on top.mp4").touch()
    assert sorted(local_files(tmp_path, clock)) == sorted([*FILMS, "on top.mp4"])


def test_a_local_folder_that_is_away_is_told(tmp_path, clock):
    with pytest.raises(OSError, match="gone"):
        local_files(tmp_path / "gone", clock)


def test_the_files_of_a_real_server_are_listed_page_by_page(tmp_path, clock):
    with PlexSimulator(clock=clock) as plex:
        plex.add_library("/data/Movies")
        for number in range(520):
            plex.add_film(f"/data/Movies/Film {number}/Film {number}.mkv")
        connection = PlexConnection(plex.url, lambda: plex.token, Deadlines(2, 5), clock)
        files = server_files(connection, connection.sections())
        connection.close()
    match = files.match(HERE, [f"Film {number}/Film {number}.mkv" for number in range(530)])
    assert (match.plex_path, match.found, match.total) == ("/data/Movies", 520, 530)
