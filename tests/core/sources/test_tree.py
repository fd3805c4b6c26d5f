"""Walking through folders, and reading files as a whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.sources.tree import Reach, is_gone, read_whole, walk
from tests.core.sources.house import link


def test_a_folder_that_cannot_be_listed_is_told_and_the_walk_ends(tmp_path):
    told = []
    assert list(walk(str(tmp_path / "none"), lambda folder, error: told.append((folder, type(error))))) == []
    assert told == [(str(tmp_path / "none"), FileNotFoundError)]


def test_each_folder_comes_with_its_files_and_the_versions_of_its_nfos(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "empty").mkdir()
    (tmp_path / "sub" / "A.mkv").write_text("")
    (tmp_path / "sub" / "A.nfo").write_text("12345")
    (tmp_path / "sub" / "folder.nfo").mkdir()
    listings = {listing.folder: listing for listing in walk(str(tmp_path), pytest.fail)}
    sub = listings[str(tmp_path / "sub")]
    assert sorted(sub.names) == ["A.mkv", "A.nfo"]
    assert [(file.path, file.size) for file in sub.nfos] == [(str(tmp_path / "sub" / "A.nfo"), 5)]
    assert [listing.is_empty for listing in listings.values()].count(True) == 2
    whole = read_whole(sub.nfos[0].path)
    assert whole == (sub.nfos[0], b"12345")


def test_folders_come_in_the_order_of_their_names_with_the_separator(tmp_path):
    for name in ("A", "A/deep", "A/deep/er", "A (2000)", "A-2", "B", "a", "é", "\ue000", "\U0001f600"):
        (tmp_path / name).mkdir()
    places = [f"{listing.folder}{os.sep}" for listing in walk(str(tmp_path), pytest.fail)]
    assert len(places) == 11
    assert places == sorted(places)


def test_what_appears_before_a_folder_is_listed_is_found(tmp_path):
    (tmp_path / "A").mkdir()
    (tmp_path / "B").mkdir()
    listings = walk(str(tmp_path), pytest.fail, before=lambda folder: (tmp_path / folder / "late.nfo").touch())
    assert [[file.path for file in listing.nfos] for listing in listings] == [
        [str(tmp_path / inside / "late.nfo")] for inside in ("", "A", "B")
    ]


def test_links_are_followed_out_of_the_tree_to_each_place_once_in_the_order_of_their_names(tmp_path):
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    (tree / "A").mkdir(parents=True)
    (outside / "deep").mkdir(parents=True)
    targets = {
        "d": outside,
        "b": outside,
        "c": outside / "deep",
        "e": tree / "A",
        "f": tmp_path,
        "g": tmp_path / "none",
    }
    for name, target in targets.items():
        link(tree / name, target)
    reach = Reach(str(tree))
    walked = [Path(listing.folder) for listing in walk(str(tree), pytest.fail, reach=reach)]
    assert walked == [tree, tree / "A", tree / "b", tree / "b" / "deep"]
    assert reach.takes(str(tree / "b"))
    assert not reach.takes(str(tree / "d"))
    (tree / "b").unlink()
    assert reach.takes(str(tree / "d"))


def test_a_link_to_nothing_is_no_nfo(tmp_path):
    link(tmp_path / "A.nfo", tmp_path / "none")
    assert [listing.nfos for listing in walk(str(tmp_path), pytest.fail)] == [()]


def test_only_what_certainly_does_not_exist_is_gone(tmp_path):
    (tmp_path / "file").write_text("")
    assert is_gone(str(tmp_path / "none"))
    assert is_gone(str(tmp_path / "file" / "below"))
    assert not is_gone(str(tmp_path / "file"))
