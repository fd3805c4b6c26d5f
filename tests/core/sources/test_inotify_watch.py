"""Watching folders on Linux: real folders, the real events of the system, and what it says itself that it watches."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("inotify is Linux's", allow_module_level=True)

from inotify_simple import INotify

from core.sources.folders import FolderTiming
from core.sources.inotify_watch import InotifyWatch
from tests.core.sources.house import nfo, until
from tests.core.sources.proc import descriptors, folders_in, watched

OFTEN = FolderTiming(quiet=0.05, rescan=0.2, look=0.1)


# What is watched


def test_every_folder_that_may_hold_media_is_watched_and_none_after_the_end(house):
    for name in ("A/A.nfo", "B/deep/er/B.nfo", ".trash/C.nfo", "A/Extras/D.nfo"):
        house.write(name, nfo(name))
    threads, files = threading.active_count(), descriptors()
    house.open()
    house.settled()
    assert watched() == len(["", "A", "B", "B/deep", "B/deep/er"])
    house.close()
    assert watched() == 0
    assert threading.active_count() == threads
    assert descriptors() == files


def test_folders_that_were_made_moved_and_deleted_are_watched_as_they_are(house, tmp_path):
    source = house.open(timing=FolderTiming(quiet=0.05, look=0.1))
    for n in range(5):
        house.write(f"{n}/deep/er/A.nfo", nfo(f"A{n}"))
    house.wait_for(*[(f"{n}/deep/er/A", f"A{n}") for n in range(5)])
    until(lambda: watched() == folders_in(house.films))
    (house.films / "0").rename(tmp_path / "out")
    (house.films / "1").rename(house.films / "2" / "in")
    shutil.rmtree(house.films / "3")
    house.settled()
    source.rescan()
    until(lambda: watched() == folders_in(house.films))
    (tmp_path / "out" / "deep" / "er" / "A.nfo").write_text(nfo("not ours any more"))
    house.write("2/in/deep/er/A.nfo", nfo("moved"))
    house.wait_for(("2/in/deep/er/A", "moved"))
    assert not [title for _, title in house.others() if title.startswith("not ours")]


def test_an_edit_below_a_renamed_folder_comes_under_its_new_name(house):
    house.write("A/deep/A.nfo", nfo("A"))
    house.open()
    house.wait_for(("A/deep/A", "A"))
    for name in "BCD":
        [folder] = (path for path in house.films.iterdir() if path.is_dir())
        folder.rename(house.films / name)
        house.wait_for((f"{name}/deep/A", "A" if name == "B" else f"edited {chr(ord(name) - 1)}"))
        house.write(f"{name}/deep/A.nfo", nfo(f"edited {name}"))
        house.wait_for((f"{name}/deep/A", f"edited {name}"))


def test_folders_that_change_places_are_not_taken_for_each_other(house):
    house.write("A/X.nfo", nfo("A"))
    house.write("B/X.nfo", nfo("B"))
    house.open()
    house.wait_for(("A/X", "A"), ("B/X", "B"))
    (house.films / "A").rename(house.films / "C")
    (house.films / "B").rename(house.films / "A")
    (house.films / "C").rename(house.films / "B")
    house.settled()
    house.write("A/X.nfo", nfo("in A, from B"))
    house.wait_for(("A/X", "in A, from B"))
    house.write("B/X.nfo", nfo("in B, from A"))
    house.wait_for(("B/X", "in B, from A"))


def test_a_watched_folder_that_is_deleted_and_made_again_at_once_is_watched(house):
    for n in range(3):
        house.write("A/A.nfo", nfo(f"A{n}"))
        if not n:
            house.open()
        house.wait_for(("A/A", f"A{n}"))
        shutil.rmtree(house.films)
        house.films.mkdir()
    house.write("B.nfo", nfo("B"))
    house.wait_for(("B", "B"))
    house.write("B.nfo", nfo("edited"))
    house.wait_for(("B", "edited"))


def test_names_that_are_not_unicode_are_watched(house):
    folder = house.films / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    house.open()
    house.settled()
    assert watched() == 2
    folder.rename(house.films / "café")
    house.write("café/A.nfo", nfo("A"))
    house.wait_for(("café/A", "A"))


def test_a_folder_that_another_disk_is_mounted_on_keeps_what_is_remembered_and_is_watched_again(house):
    def mount(*what: str) -> None:
        done = subprocess.run(["mount", *what, house.films], capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"nothing can be mounted here: {done.stderr.decode()}")

    def unmount() -> None:
        until(lambda: not subprocess.run(["umount", house.films], capture_output=True, check=False).returncode)

    disk = house.films.parent / "disk"
    disk.mkdir()
    mount("--bind", str(disk))
    try:
        house.write("A/A.nfo", nfo("A"))
        source = house.open()
        house.wait_for(("A/A", "A"))
    finally:
        unmount()
    assert "is its disk mounted?" in until(source.problems)[0]
    assert house.remembered() == {"A/A.nfo"}
    mount("--bind", str(disk))
    try:
        until(lambda: not source.problems())
        house.write("A/A.nfo", nfo("edited"))
        house.wait_for(("A/A", "edited"))
    finally:
        house.close()
        unmount()


def test_an_edit_is_told_while_a_scan_is_under_way_that_has_not_come_by_yet(tmp_path):
    told = set()
    watch = InotifyWatch(str(tmp_path), lambda path, _is_folder: told.add(path))
    try:
        watch.cover(str(tmp_path))
        watch.begin_scan()
        (tmp_path / "A.nfo").touch()
        until(lambda: told == {str(tmp_path / "A.nfo")})
    finally:
        watch.close()


# Links


def test_edits_below_a_linked_folder_are_noticed_at_once_under_the_name_of_the_link(house, tmp_path):
    (tmp_path / "disk" / "deep").mkdir(parents=True)
    (house.films / "link").symlink_to(tmp_path / "disk")
    house.open()
    house.settled()
    house.write("link/deep/A.nfo", nfo("A"))
    house.wait_for(("link/deep/A", "A"))
    house.write("link/new/B.nfo", nfo("B"))
    house.wait_for(("link/new/B", "B"))


def test_a_link_that_appears_is_renamed_or_leads_elsewhere_is_followed_at_once(house, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "A.nfo").write_text(nfo(name))
    house.open()
    house.settled()
    link = house.films / "link"
    link.symlink_to(tmp_path / "one")
    house.wait_for(("link/A", "one"))
    (tmp_path / "one" / "A.nfo").write_text(nfo("edited"))
    house.wait_for(("link/A", "edited"))
    link.rename(house.films / "renamed")
    house.wait_for(("renamed/A", "edited"))
    (house.films / "other").symlink_to(tmp_path / "two")
    (house.films / "other").replace(house.films / "renamed")
    house.wait_for(("renamed/A", "two"))
    (tmp_path / "two" / "A.nfo").write_text(nfo("two, edited"))
    house.wait_for(("renamed/A", "two, edited"))


@pytest.mark.parametrize("goes", [Path.unlink, lambda link: link.rename(link.parent.parent / "away")])
def test_a_link_that_goes_is_noticed_at_once_and_what_it_led_to_forgotten(house, tmp_path, goes):
    (tmp_path / "disk/deep").mkdir(parents=True)
    (tmp_path / "disk/deep/A.nfo").write_text(nfo("A"))
    link = house.films / "link.1"
    link.symlink_to(tmp_path / "disk")
    house.write("B.mkv", "")
    house.open()
    house.wait_for(("link.1/deep/A", "A"))
    (house.films / "B.mkv").unlink()
    goes(link)
    until(lambda: house.remembered() == set())


def test_links_into_the_tree_and_second_links_to_a_place_take_nothing_away(house, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (house.films / "first").symlink_to(outside)
    house.write("A/A.nfo", nfo("A"))
    house.open()
    house.settled()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "again").symlink_to(outside)
    (tmp_path / "new" / "up").symlink_to(house.films)
    (tmp_path / "new" / "aside").symlink_to(house.films / "A")
    (tmp_path / "new" / "B.nfo").write_text(nfo("B"))
    (tmp_path / "new").rename(house.films / "new")
    (house.films / "second").symlink_to(outside)
    house.wait_for(("new/B", "B"))
    house.write("A/A.nfo", nfo("edited"))
    (outside / "C.nfo").write_text(nfo("C"))
    house.wait_for(("A/A", "edited"), ("first/C", "C"))
    house.settled()
    assert sorted(house.others()) == [("A/A", "A"), ("A/A", "edited"), ("first/C", "C"), ("new/B", "B")]


# When the system does not play along


def test_a_system_that_allows_no_more_watches_is_told_in_words_and_scans_find_the_rest(house, monkeypatch):
    allowed = INotify.add_watch

    def allow_two(self, path, mask):
        if watched() >= 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return allowed(self, path, mask)

    monkeypatch.setattr(INotify, "add_watch", allow_two)
    for n in range(4):
        house.write(f"{n}/A.nfo", nfo(str(n)))
    source = house.open(timing=OFTEN)
    [problem] = until(source.problems)
    assert problem == (
        f"Edits in {house.films} may be noticed only after 0.2 seconds: the system does not watch all of its folders "
        "(the limit fs.inotify.max_user_watches is reached)."
    )
    for n in range(4):
        house.write(f"{n}/A.nfo", nfo(f"edited {n}"))
    house.wait_for(*[(f"{n}/A", f"edited {n}") for n in range(4)])
    monkeypatch.undo()
    until(lambda: source.problems() == ())
    assert watched() == 5


def test_a_system_that_allows_no_watching_at_all_is_told_in_words(house, monkeypatch):
    def refuse(*_args, **_more):
        raise OSError(errno.EMFILE, "Too many open files")

    files = descriptors()
    monkeypatch.setattr("core.sources.inotify_watch.INotify", refuse)
    source = house.open()
    assert "(the limit fs.inotify.max_user_instances, or that of open files, is reached)" in until(source.problems)[0]
    house.close()
    assert descriptors() == files


def test_more_events_than_the_system_keeps_are_told_as_such(tmp_path):
    told, told_one, go_on = set(), threading.Event(), threading.Event()

    def on_touch(path, _is_folder):
        told.add(path)
        told_one.set()
        go_on.wait(20)

    watch = InotifyWatch(str(tmp_path), on_touch)
    watch.cover(str(tmp_path))
    (tmp_path / "A.nfo").touch()
    assert told_one.wait(10)
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    for n in range(limit // 4 + 1):  # four events each: created, closed, moved from here, moved to here
        (tmp_path / f"{n % 2}.txt").touch()
        (tmp_path / f"{n % 2}.txt").rename(tmp_path / "A.txt")
    go_on.set()
    until(lambda: str(tmp_path) in told)
    assert watch.is_alive
    watch.close()
