"""Edits in watched folders: real files, the real events of the system, the real queue."""

from __future__ import annotations

import os
import threading
import time

from core.clock import SystemClock
from core.model import Metadata
from core.sources.folders import FolderSource, FolderTiming
from tests.core.sources.house import nfo, until


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
    house.write("C/C.nfo", nfo("that of the release"))
    house.write("C/movie.nfo", nfo("C"))
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


def test_thousands_of_files_come_in_batches_and_live_edits_do_not_wait_for_them(house):
    for n in range(1000):
        house.write(f"{n:04}/{n}.nfo", nfo(str(n)))
    house.open()
    until(lambda: house.batches)
    house.settled()
    until(lambda: len(house.others()) == 1000)
    assert max(house.batches) <= 200


def test_many_new_folders_are_stored_together(house, tmp_path):
    for n in range(300):
        (tmp_path / "outside" / str(n)).mkdir(parents=True)
        (tmp_path / "outside" / str(n) / "A.nfo").write_text(nfo(str(n)))
    house.open()
    house.settled()
    house.batches.clear()
    for folder in (tmp_path / "outside").iterdir():
        folder.rename(house.films / folder.name)
    until(lambda: len(house.others()) == 300)
    assert len(house.batches) < 30


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
