"""Reading anew what a person names, whatever is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.sources.changes import read_tree
from tests.core.sources.house import nfo, until

# watchdog meets a folder twice that is made while it looks into the one above, says so, and is right afterwards.
pytestmark = pytest.mark.filterwarnings("ignore:Callback with id .* already exists:RuntimeWarning")


@pytest.fixture
def read(house):
    """Three films, one with nothing but a picture; all have been read once."""
    for name in "ABC":
        house.write(f"{name}/{name}.mkv", "")
    house.write("A/A.nfo", nfo("A"))
    house.write("B/B.nfo", nfo("B"))
    house.write("C/poster.jpg", "")
    house.open()
    for name in "ABC":
        house.next_for(f"{name}/{name}.mkv")
    house.settled()
    house.came.clear()
    return house


def paths(house) -> set[str]:
    house.arrived()
    return {house.inside(change.path) for change in house.came}


def test_all_folders_are_read_anew_in_bulk(read):
    assert read.source.reread() == ()
    until(lambda: paths(read) == {"A/A.mkv", "B/B.mkv", "C/C.mkv", "Marker"})
    assert all(change.bulk for change in read.came)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("A", "A/A.mkv"), ("B/B.nfo", "B/B.mkv"), ("B/B.mkv", "B/B.mkv"), ("C/poster.jpg", "C/C.mkv"), ("C", "C/C.mkv")],
)
def test_a_folder_or_a_single_file_is_read_anew_and_nothing_else(read, name, expected):
    assert read.source.reread([read.films / name]) == ()
    until(lambda: paths(read))
    read.settled()
    assert paths(read) == {expected, "Marker"}


def test_a_path_in_no_watched_folder_is_told_and_nothing_read_then_and_one_above_means_all(read, tmp_path):
    outside = tmp_path / "elsewhere"
    assert read.source.reread([outside, read.films / "A"]) == (outside,)
    read.settled()
    assert paths(read) == {"Marker"}
    assert read.source.reread([tmp_path]) == ()
    until(lambda: paths(read) == {"A/A.mkv", "B/B.mkv", "C/C.mkv", "Marker"})


def test_an_edit_does_not_wait_until_all_has_been_read_anew(read):
    for n in range(2000):
        read.write(f"many/{n}/{n}.nfo", nfo(str(n)))
    until(lambda: len(paths(read)) == 2000)
    read.came.clear()
    read.source.reread()
    read.settled()
    assert len(read.came) < 2000
    until(lambda: len(paths(read)) == 2004)


def test_a_tree_can_be_read_without_a_queue(read):
    problems: list[str] = []
    bad = read.write("D/D.nfo", "<movie>\n<title>")
    found = list(read_tree(read.films, problems.append))
    assert sorted(read.inside(change.path) for change in found) == ["A/A.mkv", "B/B.mkv", "C/C.mkv", "Marker"]
    assert problems == [f"{bad}, line 2: the file ends before </movie>."]


def test_what_is_asked_for_one_file_is_told_by_the_file_its_nfo_or_its_picture(read):
    for name in ("A/A.mkv", "A/A.nfo"):
        [change] = read_tree(read.films / name, pytest.fail)
        assert change.metadata.title == "A"
    [change] = read_tree(read.films / "C" / "poster.jpg", pytest.fail)
    assert change.path == str(read.films / "C" / "C.mkv")
    problems: list[str] = []
    assert list(read_tree(Path(read.films, "A", "none.nfo"), problems.append)) == []
    assert problems == [f"There is no {read.films / 'A' / 'none.nfo'}."]
