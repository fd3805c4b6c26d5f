from __future__ import annotations

import pytest

from core.mapping_suggestions import suggest_mappings, unknown_folders
from core.media_paths import PathMapping, normalise


def suggested(local, locations, files=(), known=()):
    catalog = {normalise(path).casefold() for path in known}
    found = suggest_mappings(
        [local], locations, listings={local: files}, has_file=lambda path: path.casefold() in catalog
    )
    assert {each.mapping.local for each in found} <= {local}
    return [each.mapping.server for each in found]


@pytest.mark.parametrize(
    ("local", "locations", "server"),
    [
        ("/media/Movies", ["/media/Movies", "/data/Movies"], "/media/Movies"),  # the same
        ("/mnt/nas/Movies", ["/data/Movies", "/data/TV"], "/data/Movies"),
        ("/mnt/nas/movies", ["/data/Movies", "/data/TV"], "/data/Movies"),  # by another case
        ("/mnt/nas/video/Movies", ["/a/Movies", "/b/video/Movies"], "/b/video/Movies"),  # two names in common
        ("Z:\\Movies", ["/data/Movies"], "/data/Movies"),
        ("/mnt/Movies", ["D:\\Media\\Movies", "D:\\Media\\TV"], "D:\\Media\\Movies"),
        ("/mnt/Movies", ["\\\\NAS\\Media\\Movies"], "\\\\NAS\\Media\\Movies"),
        ("/mnt/Movies/Kids", ["/data/Movies"], "/data/Movies/Kids"),  # a part of a library
        ("/mnt/Movies/Kids", ["D:\\Movies\\"], "D:\\Movies\\Kids"),
        ("/mnt/Media", ["/srv/Media/Movies", "/srv/Media/TV"], "/srv/Media"),  # several libraries
    ],
)
def test_a_folder_is_recognised_by_its_name(local, locations, server) -> None:
    assert suggested(local, locations) == [server]


def test_nothing_is_suggested_where_nothing_speaks_for_it() -> None:
    assert suggested("/home/me/Films", ["/data/Movies"]) == []
    assert suggested("/home/me/Films", []) == []


def test_folders_that_fit_equally_well_are_all_named() -> None:
    assert suggested("/mnt/Movies", ["/disk1/Movies", "/disk2/Movies"]) == ["/disk1/Movies", "/disk2/Movies"]


@pytest.mark.parametrize(
    ("local", "server", "files"),
    [
        ("/mnt/Movies", "/disk2/Movies", ["A (2000)/A.mkv", "B/B.mkv"]),  # decides between two of the same name
        ("/home/me/Films", "/disk1/Movies", ["C/C.mkv"]),  # other names altogether
        ("/mnt/nas", "/disk2", ["Movies/B/B.mkv"]),
        ("Y:\\mine\\a (2000)", "/disk2/Movies/a (2000)", ["a.mkv"]),
    ],
)
def test_files_that_plex_has_there_say_more_than_names(local, server, files) -> None:
    known = ["/disk2/Movies/A (2000)/A.mkv", "/disk2/Movies/B/B.mkv", "/disk1/Movies/C/C.mkv"]
    assert suggested(local, ["/disk1/Movies", "/disk2/Movies"], files, known) == [server]


def test_the_number_of_matching_files_is_told_for_several_folders_at_once() -> None:
    found = suggest_mappings(
        ["/mnt/Movies", "/mnt/TV"],
        ["/data/Movies", "/data/TV"],
        listings={"/mnt/Movies": ["A.mkv", "B.mkv", "C.mkv"]},
        has_file={"/data/Movies/A.mkv", "/data/Movies/B.mkv"}.__contains__,
    )
    assert [(each.mapping.server, each.files, each.names) for each in found] == [
        ("/data/Movies", 2, 1), ("/data/TV", 0, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("local", "server", "locations", "words"),
    [
        ("/mnt/nas/Movies", None, ["/data/Movies", "/data/TV"], "/nas/Movies; Plex may know it as /data/Movies."),
        ("/mnt/nas/Movies", None, ["D:\\Movies"], "/nas/Movies; Plex may know it as D:\\Movies."),
        ("/mnt/Movies", "/dta/Movies", ["/data/Movies"], "/dta/Movies (which is /mnt/Movies here); Plex may"),
        ("/mnt/Movies", None, ["/1/Movies", "/2/Movies"], "; Plex may know it as /1/Movies, /2/Movies."),
        ("/home/me/Films", None, ["/data/Movies", "/data/TV"], "; the libraries have /data/Movies, /data/TV."),
        ("/home/me/Films", None, [], "; the libraries have no folders."),
    ],
)  # fmt: skip
def test_a_folder_that_no_library_has_is_told_with_what_plex_may_call_it(local, server, locations, words) -> None:
    (said,) = unknown_folders([PathMapping(local, server or local)], locations)
    assert words in said
    assert "Preferences" in said


@pytest.mark.parametrize("server", ["/data/Movies", "/data/Movies/Kids", "/data", "/"])
def test_a_folder_of_a_library_in_one_or_around_one_is_known(server) -> None:
    assert list(unknown_folders([PathMapping("/mnt/x", server)], ["/data/Movies", "/data/TV"])) == []


def test_drives_of_windows_are_known_in_whatever_case_and_spelling() -> None:
    assert list(unknown_folders([PathMapping("m:/films", "m:/films")], ["M:\\Films"])) == []
