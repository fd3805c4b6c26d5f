from __future__ import annotations

import pytest

from core.mapping_suggestions import suggest_mappings
from core.media_paths import normalise


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
