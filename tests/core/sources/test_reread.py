"""Reading anew what a person names, whatever is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import JobQueue
from core.sources.changes import read_tree
from tests.core.sources.house import nfo, until


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


def test_what_was_left_to_be_read_anew_when_the_process_died_is_read_after_the_next_start(read):
    read.close()
    read.queue.want_anew(str(read.films), [str(read.films / "A")])
    read.open()
    until(lambda: paths(read) == {"A/A.mkv"})
    until(lambda: read.queue.wanted_anew(str(read.films)) == [])


class Observed(JobQueue):
    """Tells of each change before it is stored."""

    def __init__(self, house, tell) -> None:
        super().__init__(Database(house.database, SystemClock(), busy_timeout=0.5), SystemClock())
        self._tell = tell

    def enqueue(self, changes, *, seen=()) -> int:
        self._tell(self, changes)
        return super().enqueue(changes, seen=seen)


def test_it_is_noted_before_anything_is_read_that_a_kill_would_leave_out(read):
    noted = []
    read.close()
    read.open(open_queue=lambda: Observed(read, lambda queue, _: noted.append(queue.wanted_anew(str(read.films)))))
    read.source.reread([read.films / "B"])
    until(lambda: paths(read) == {"B/B.mkv"})
    assert noted[0] == [str(read.films / "B")]


def test_it_can_be_cancelled_in_the_middle_and_a_restart_does_not_take_it_up(house):
    for number in range(500):
        house.write(f"{number:03}/{number:03}.nfo", nfo(str(number)))
    house.open()
    until(lambda: house.arrived() and len(house.came) == 500)
    house.close()
    house.came.clear()

    def cancel(queue, changes) -> None:
        if changes:
            house.source.cancel_reread()
            queue.cancel_bulk()

    house.open(open_queue=lambda: Observed(house, cancel))
    house.source.reread()
    until(lambda: house.arrived() is not None and house.came)
    house.settled()
    assert 0 < len(house.came) < 500
    assert house.queue.wanted_anew(str(house.films)) == []
