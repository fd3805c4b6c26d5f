"""Watched folders: real files, the real events of the system, the real queue."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import Delivered, JobQueue
from core.model import Metadata
from core.sources.folders import FolderSource, FolderTiming

# watchdog meets a folder twice that is made while it looks into the one above, says so, and is right afterwards.
pytestmark = pytest.mark.filterwarnings("ignore:Callback with id .* already exists:RuntimeWarning")

FAST = FolderTiming(quiet=0.05, patience=0.4, rescan=300, look=0.1)
LIMIT = 10.0


def until(condition, what="the condition"):
    deadline = time.monotonic() + LIMIT
    while not (result := condition()):
        assert time.monotonic() < deadline, f"waited {LIMIT} s for {what}"
        time.sleep(0.005)
    return result


def nfo(title: str) -> str:
    return f"<movie>\n<title>{title}</title>\n</movie>\n"


class House:
    """A folder of films, a queue, and what a FolderSource says; it can be closed and opened again."""

    def __init__(self, home: Path) -> None:
        self.films = home / "films"
        self.films.mkdir()
        self.database = home / "recloser.sqlite3"
        self.queue = self.open_queue()
        self.batches: list[int] = []
        self.changes = 0
        self.titles: list[tuple[str, str]] = []
        self.source: FolderSource | None = None

    def open_queue(self) -> JobQueue:
        return JobQueue(Database(self.database, SystemClock(), busy_timeout=0.5), SystemClock())

    def open(self, *folders: Path, timing: FolderTiming = FAST, open_queue=None) -> FolderSource:
        self.source = FolderSource(
            folders or [self.films],
            open_queue or self.open_queue,
            clock=SystemClock(),
            on_queued=self.batches.append,
            on_change=self._count_change,
            timing=timing,
        )
        self.source.start()
        return self.source

    def _count_change(self) -> None:
        self.changes += 1

    def close(self) -> None:
        if self.source:
            assert self.source.stop(LIMIT)
        self.source = None

    def write(self, name: str, text: str) -> Path:
        path = self.films / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def arrived(self) -> list[tuple[str, str]]:
        """All changes that have come so far: the path inside of the folder, and the title."""
        jobs = self.queue.claim(10_000)
        self.queue.settle([Delivered(job.id) for job in jobs])
        for job in jobs:
            path = Path(job.change.path)
            inside = path.relative_to(self.films).as_posix() if path.is_relative_to(self.films) else path.name
            self.titles.append((inside, job.change.metadata.title or ""))
        return self.titles

    def wait_for(self, *expected: tuple[str, str]) -> None:
        until(lambda: set(expected) <= set(self.arrived()), f"{expected}; there are {self.titles}")

    def settled(self) -> None:
        """All that has happened so far has been dealt with: a file written now comes through as the last one."""
        marker = f"marker {len(self.titles)} {time.monotonic_ns()}"
        self.write("Marker.nfo", nfo(marker))
        self.wait_for(("Marker", marker))

    def others(self) -> list[tuple[str, str]]:
        return [title for title in self.arrived() if title[0] != "Marker"]

    def remembered(self) -> set[str]:
        return {Path(path).relative_to(self.films).as_posix() for path in self.queue.seen_files()}


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path)
    yield house
    house.close()
    house.queue.close()


def test_an_edit_is_in_the_queue_well_within_a_second(house):
    house.write("A/A.mkv", "")
    house.open(timing=FolderTiming())
    house.settled()
    seconds = []
    for title in ("first", "second", "third"):
        house.write("A/A.nfo", nfo(title))
        began = time.monotonic()
        house.wait_for(("A/A.mkv", title))
        seconds.append(time.monotonic() - began)
    assert min(seconds) < 0.8


def test_the_change_names_the_film_its_metadata_and_the_file_it_came_from(house):
    house.write("A/A (1979).mkv", "")
    path = house.write("A/movie.nfo", nfo("A"))
    house.open()
    [job] = until(lambda: house.queue.claim(10))
    assert job.change.path == str(house.films / "A" / "A (1979).mkv")
    assert job.change.metadata == Metadata(title="A")
    assert job.change.source == str(path)


def test_what_was_edited_while_closed_is_found_and_the_rest_is_not_read_again(house):
    for name in "ABC":
        house.write(f"{name}.nfo", nfo(name))
    house.open()
    house.wait_for(("A", "A"), ("B", "B"), ("C", "C"))
    house.close()
    house.write("B.nfo", nfo("B, edited"))
    a = house.films / "A.nfo"
    before = a.stat()
    a.write_bytes(b"?" * before.st_size)
    os.utime(a, ns=(before.st_atime_ns, before.st_mtime_ns))
    source = house.open()
    house.wait_for(("B", "B, edited"))
    house.settled()
    assert source.problems() == ()
    assert house.others()[3:] == [("B", "B, edited")]


def test_a_file_that_is_written_in_several_steps_is_taken_once_and_whole(house):
    house.open(timing=FolderTiming(quiet=0.3))
    house.settled()
    path = house.films / "A.nfo"
    for _ in range(3):
        for part in ("<movie>", "<title>A</title>", "</movie>"):
            with path.open("a" if part != "<movie>" else "w") as file:
                file.write(part)
            time.sleep(0.01)
    house.wait_for(("A", "A"))
    house.settled()
    assert house.others() == [("A", "A")]


def test_a_file_that_is_never_left_alone_is_read_all_the_same(house):
    house.open()
    house.settled()
    stop = threading.Event()

    def keep_writing():
        while not stop.wait(0.01):
            temporary = house.films / "A.tmp"
            temporary.write_text(nfo("A"))
            temporary.replace(house.films / "A.nfo")

    thread = threading.Thread(target=keep_writing)
    thread.start()
    try:
        house.wait_for(("A", "A"))
    finally:
        stop.set()
        thread.join()


def test_a_file_that_is_renamed_into_place_is_noticed(house):
    house.write("A.nfo", nfo("old"))
    house.open()
    house.wait_for(("A", "old"))
    house.write("A.nfo.tmp", nfo("new")).replace(house.films / "A.nfo")
    house.wait_for(("A", "new"))


def test_an_edit_that_leaves_size_and_time_as_they_were_is_noticed_while_watching(house):
    path = house.write("A.nfo", nfo("7.1"))
    house.open()
    house.wait_for(("A", "7.1"))
    before = path.stat()
    path.write_text(nfo("8.2"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    house.wait_for(("A", "8.2"))


def test_a_new_folder_with_films_is_noticed_however_deep_and_fast_it_comes(house):
    house.open()
    house.settled()
    for n in range(30):
        house.write(f"new {n}/deep/er/A.nfo", nfo(f"A{n}"))
    house.wait_for(*[(f"new {n}/deep/er/A", f"A{n}") for n in range(30)])


def test_a_folder_that_is_moved_in_and_renamed_is_noticed_under_each_name(house, tmp_path):
    outside = tmp_path / "outside"
    (outside / "inner").mkdir(parents=True)
    (outside / "inner" / "A.nfo").write_text(nfo("A"))
    house.open()
    house.settled()
    outside.rename(house.films / "in")
    house.wait_for(("in/inner/A", "A"))
    (house.films / "in").rename(house.films / "again")
    house.wait_for(("again/inner/A", "A"))
    until(lambda: house.remembered() == {"Marker.nfo", "again/inner/A.nfo"})


def test_a_file_that_was_deleted_is_new_when_it_comes_back_as_it_was(house, tmp_path):
    path = house.write("A.nfo", nfo("A"))
    house.open()
    house.wait_for(("A", "A"))
    path.rename(tmp_path / "away")
    until(lambda: house.remembered() == set())
    (tmp_path / "away").rename(path)
    until(lambda: house.others() == [("A", "A"), ("A", "A")])


def test_what_was_deleted_while_closed_is_forgotten(house):
    path = house.write("sub/A.nfo", nfo("A"))
    house.write("B.nfo", nfo("B"))
    house.open()
    house.wait_for(("sub/A", "A"), ("B", "B"))
    house.close()
    path.unlink()
    path.parent.rmdir()
    house.open()
    until(lambda: house.remembered() == {"B.nfo"})


def test_a_file_that_says_nothing_is_remembered_and_changes_nothing(house):
    house.write("A.nfo", "https://www.imdb.com/title/tt0078748/")
    house.write("page.nfo", "<html><title>A</title></html>")
    house.write("B.nfo", "<movie><title/></movie>")
    house.write("C/C.mkv", "")
    house.write("C/C.nfo", nfo("C"))
    house.write("C/movie.nfo", nfo("less specific"))
    house.open()
    house.wait_for(("C/C.mkv", "C"))
    until(lambda: house.remembered() == {"A.nfo", "page.nfo", "B.nfo", "C/C.nfo", "C/movie.nfo"})
    assert house.others() == [("C/C.mkv", "C")]


def test_files_in_hidden_folders_and_extras_are_left_alone(house):
    source = house.open()
    house.settled()
    for folder in (".trash", "@eaDir", "#recycle", "Extras", "Extras/deeper"):
        house.write(f"{folder}/A.nfo", nfo("A"))
    house.write("._B.nfo", nfo("B"))
    house.settled()
    source.rescan()
    house.settled()
    assert house.others() == []


# Files that cannot be read


def test_a_file_that_is_cut_off_changes_nothing_until_it_is_whole(house):
    path = house.write("A.nfo", "<movie>\n<title>A</title>\n<plot>A ma")
    source = house.open()
    [problem] = until(source.problems)
    assert problem == f"{path}, line 3: the file ends before </movie>."
    assert house.others() == []
    assert house.remembered() == set()
    path.write_text(nfo("A"))
    house.wait_for(("A", "A"))
    until(lambda: source.problems() == ())


def test_a_bad_file_is_reported_once_and_again_when_it_is_bad_in_another_way(house):
    path = house.write("A.nfo", "<movie><a></movie>")
    source = house.open()
    until(source.problems)
    for _ in range(3):
        source.rescan()
        house.settled()
    assert house.changes == 1
    path.write_text("<movie>\n<a></movie>")
    until(lambda: any("line 2" in words for words in source.problems()))
    path.unlink()
    until(lambda: source.problems() == ())


def test_thousands_of_bad_files_are_a_few_lines_and_a_number(house):
    for n in range(50):
        house.write(f"{n}.nfo", "<movie>")
    source = house.open()
    until(lambda: "30 more NFO files" in "".join(source.problems()))
    assert len(source.problems()) == 21


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_names_that_are_no_unicode_are_queued_and_told_like_others(house):
    try:
        (house.films / "A\udcff.nfo").write_text(nfo("A"))
    except OSError as error:
        pytest.skip(f"this file system has no such names: {error}")
    (house.films / "B\udcff.nfo").write_text("<movie>")
    source = house.open()
    house.wait_for(("A\udcff", "A"))
    until(lambda: f"{house.films}{os.sep}B?.nfo, line 1: the file ends before </movie>." in source.problems())


def test_a_huge_file_is_refused_without_being_read(house):
    path = house.films / "A.nfo"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    source = house.open()
    [problem] = until(source.problems)
    assert problem == f"{path}, line 1: the file has 52,428,800 bytes; at most 10,485,760 are allowed."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
def test_a_pipe_that_looks_like_an_nfo_holds_nothing_up(house):
    os.mkfifo(house.films / "A.nfo")
    house.open()
    house.settled()
    os.mkfifo(house.films / "B.nfo")
    house.settled()


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


def test_a_folder_that_is_put_in_the_place_of_another_is_watched(house, tmp_path):
    house.open()
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


def link(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target, target_is_directory=True)
    except OSError as error:
        pytest.skip(f"no links here: {error}")


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


def test_without_the_systems_events_edits_are_found_by_scans(house, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", refuse)
    source = house.open(timing=FolderTiming(quiet=0.05, rescan=0.2, look=0.1))
    [problem] = until(source.problems)
    assert problem == (
        f"Edits in {house.films} may be noticed only after 0.2 seconds: the system does not watch all of its folders "
        "(inotify watch limit reached)."
    )
    house.write("A.nfo", nfo("A"))
    house.wait_for(("A", "A"))
    monkeypatch.undo()
    until(lambda: source.problems() == ())


def test_a_database_that_is_locked_loses_nothing_and_is_tried_again(house):
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


# Many files


def test_thousands_of_files_come_in_batches_and_live_edits_do_not_wait_for_them(house):
    for n in range(1000):
        house.write(f"{n:04}/{n}.nfo", nfo(str(n)))
    house.open()
    until(lambda: house.batches)
    house.settled()
    until(lambda: len(house.others()) == 1000)
    assert max(house.batches) <= 200


def test_stopping_is_prompt_at_any_moment(house):
    for n in range(500):
        house.write(f"{n}/{n}.nfo", nfo(str(n)))
    for pause in (0.0, 0.01, 0.05, 0.3):
        source = house.open()
        time.sleep(pause)
        began = time.monotonic()
        assert source.stop(5.0)
        assert time.monotonic() - began < 1.0


def test_a_source_that_was_never_started_can_be_stopped(house):
    assert FolderSource([house.films], house.open_queue, clock=SystemClock()).stop()
