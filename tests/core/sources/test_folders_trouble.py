"""Folders that are away or linked, and a system or a disk that does not play along."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading

import pytest

from core.sources.folders import FolderTiming
from core.sources.native_watch import NativeWatch
from core.sources.watch import watch_tree
from tests.core.sources.house import link, nfo, until

# Folders that are away


def test_a_folder_that_is_not_there_is_told_and_looked_for_while_the_others_go_on(house, tmp_path):
    late = tmp_path / "late"
    source = house.open(late, house.films)
    [problem] = until(source.problems)
    assert problem.startswith(f"The folder {late} cannot be reached: ")
    house.settled()
    late.mkdir()
    until(lambda: source.problems() == ())
    (late / "A.nfo").write_text(nfo("A"))
    house.wait_for(("A", "A"))


def test_a_file_in_place_of_a_folder_is_told(house, tmp_path):
    (tmp_path / "file").write_text("")
    source = house.open(tmp_path / "file")
    assert "cannot be reached: " in until(source.problems)[0]


def test_a_folder_that_goes_away_and_comes_back_keeps_what_is_remembered_of_it(house, tmp_path):
    house.write("sub/A.nfo", nfo("A"))
    house.write("B.nfo", nfo("B"))
    source = house.open()
    house.wait_for(("sub/A", "A"), ("B", "B"))
    until(lambda: len(house.remembered()) == 2)
    house.films.rename(tmp_path / "away")
    until(source.problems)
    assert house.remembered() == {"sub/A.nfo", "B.nfo"}
    (tmp_path / "away").rename(house.films)
    until(lambda: source.problems() == ())
    house.settled()
    assert house.others() == [("sub/A", "A"), ("B", "B")] or house.others() == [("B", "B"), ("sub/A", "A")]


@pytest.mark.parametrize("watch", [watch_tree, NativeWatch])
def test_a_folder_that_is_put_in_the_place_of_another_is_watched(house, tmp_path, watch):
    house.open(watch_tree=watch)
    house.settled()
    house.films.rename(tmp_path / "away")
    house.films.mkdir()
    house.write("A.nfo", nfo("A"))
    house.wait_for(("A", "A"))
    house.write("A.nfo", nfo("edited"))
    house.wait_for(("A", "edited"))


def test_an_empty_folder_where_a_disk_should_be_mounted_makes_nothing_forgotten(house, tmp_path):
    house.write("A.nfo", nfo("A"))
    house.open()
    house.wait_for(("A", "A"))
    house.close()
    (house.films / "A.nfo").rename(tmp_path / "kept")
    source = house.open()
    [problem] = until(source.problems)
    assert problem == f"The folder {house.films} is empty; is its disk mounted?"
    assert house.remembered() == {"A.nfo"}
    house.close()
    (tmp_path / "kept").rename(house.films / "A.nfo")
    source = house.open()
    house.settled()
    assert source.problems() == ()
    assert house.others() == [("A", "A")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_folder_that_is_closed_to_us_is_told_and_nothing_of_it_is_forgotten(house):
    path = house.write("closed/A.nfo", nfo("A"))
    house.open()
    house.wait_for(("closed/A", "A"))
    house.close()
    path.parent.chmod(0)
    try:
        source = house.open()
        assert f"The folder {path.parent} cannot be read" in until(source.problems)[0]
        house.settled()
        assert "closed/A.nfo" in house.remembered()
    finally:
        path.parent.chmod(0o700)


def test_links_are_followed_and_loops_of_links_end(house, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "A.nfo").write_text(nfo("A"))
    link(outside / "back", tmp_path)
    link(house.films / "out", outside)
    link(house.films / "self", house.films)
    house.write("sub/B.nfo", nfo("B"))
    link(house.films / "sub" / "up", house.films)
    source = house.open()
    house.wait_for(("out/A", "A"), ("sub/B", "B"))
    source.rescan()
    house.settled()
    assert len(house.others()) == 2


def test_a_watched_folder_may_itself_be_a_link(house, tmp_path):
    link(tmp_path / "link", house.films)
    house.open(tmp_path / "link")
    house.write("A.nfo", nfo("A"))
    [job] = until(lambda: house.queue.claim(10))
    assert job.change.path == str(tmp_path / "link" / "A")


# When the system or the disk does not play along


def test_when_the_system_has_lost_events_everything_is_looked_through(house):
    tell = []

    def watch_badly(_folder, on_touch):
        tell.append(on_touch)
        return Blind()

    house.write("A/A.nfo", nfo("A"))
    house.open(watch_tree=watch_badly)
    house.wait_for(("A/A", "A"))
    house.write("A/A.nfo", nfo("edited"))
    tell[0](str(house.films), True)
    house.wait_for(("A/A", "edited"))


class Blind:
    """A watch that sees nothing."""

    misses = None
    is_alive = True

    def begin_scan(self):
        pass

    def cover(self, folder):
        pass

    def end_scan(self):
        pass

    def close(self):
        pass


def test_without_the_systems_events_edits_are_found_by_scans(house):
    refusing = threading.Event()
    refusing.set()

    def refuse_at_first(folder, on_touch):
        if refusing.is_set():
            raise OSError(errno.ENOSPC, "no more watches")
        return watch_tree(folder, on_touch)

    source = house.open(timing=FolderTiming(quiet=0.05, rescan=0.2, look=0.1), watch_tree=refuse_at_first)
    [problem] = until(source.problems)
    assert problem == (
        f"Edits in {house.films} may be noticed only after 0.2 seconds: the system does not watch all of its folders "
        "(no more watches)."
    )
    house.write("A.nfo", nfo("A"))
    house.wait_for(("A", "A"))
    refusing.clear()
    until(lambda: source.problems() == ())


def test_a_database_that_is_locked_loses_nothing_is_tried_again_and_makes_no_traceback(house, caplog):
    house.write("A.nfo", nfo("A"))
    locker = sqlite3.connect(house.database, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    source = house.open()
    [problem] = until(source.problems)
    assert problem.startswith(f"Changes in {house.films} cannot be stored: ")
    house.write("B.nfo", nfo("B"))
    locker.execute("ROLLBACK")
    locker.close()
    house.wait_for(("A", "A"), ("B", "B"))
    until(lambda: source.problems() == ())
    assert not any(record.exc_info for record in caplog.records)


def test_a_queue_that_cannot_be_opened_yet_is_tried_again(house):
    attempts = []

    def open_queue():
        attempts.append(1)
        if len(attempts) < 3:
            raise OSError("the disk is not there yet")
        return house.open_queue()

    house.write("A.nfo", nfo("A"))
    source = house.open(open_queue=open_queue)
    house.wait_for(("A", "A"))
    until(lambda: source.problems() == ())
    assert len(attempts) == 3
