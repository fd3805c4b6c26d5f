"""The watch of other systems: watchdog is one here as well, so that what is made of its events can be tried."""

from __future__ import annotations

import os
import queue
import shutil
import time
from dataclasses import replace
from pathlib import PureWindowsPath
from types import SimpleNamespace

import pytest
from watchdog.events import DirDeletedEvent, FileModifiedEvent
from watchdog.observers import Observer

from core.sources import native_watch
from core.sources.native_watch import NativeWatch
from core.sources.watch import OnTouch
from tests.core.sources.house import FAST, nfo, until

# watchdog meets a folder twice that is made while it looks into the one above, says so, and is right afterwards.
pytestmark = pytest.mark.filterwarnings("ignore:Callback with id .* already exists:RuntimeWarning")


def test_edits_new_folders_and_renamed_ones_are_noticed_and_unwanted_ones_are_not(house):
    house.write("A/A.nfo", nfo("A"))
    house.open(watch_tree=NativeWatch)
    house.settled()
    house.write("A/A.nfo", nfo("edited"))
    house.wait_for(("A/A", "edited"))
    house.write("B/deep/er/B.nfo", nfo("B"))
    house.write(".trash/C.nfo", nfo("C"))
    house.wait_for(("B/deep/er/B", "B"))
    (house.films / "B").rename(house.films / "C")
    house.wait_for(("C/deep/er/B", "B"))
    shutil.rmtree(house.films / "A")
    until(lambda: house.remembered() == {"Marker.nfo", "C/deep/er/B.nfo"})
    assert not [name for name, _ in house.others() if name.startswith(".trash")]


def test_a_folder_that_is_not_there_cannot_be_watched(tmp_path):
    with pytest.raises(FileNotFoundError):
        NativeWatch(str(tmp_path / "none"), lambda _path, _is_folder: None)


def end_without_reason(watch: NativeWatch) -> None:
    """What watchdog makes of any error of ReadDirectoryChangesW: its emitter says that the folder was deleted."""
    [emitter] = watch._observer.emitters
    emitter.queue_event(DirDeletedEvent(watch._real))
    emitter.stop()
    until(lambda: not emitter.is_alive())


def test_a_watch_that_the_system_ends_is_no_reason_to_scan_on_and_on_and_the_next_scan_has_a_new_one(house):
    watches: list[NativeWatch] = []

    def watch_tree(folder: str, on_touch: OnTouch) -> NativeWatch:
        watches.append(NativeWatch(folder, on_touch))
        return watches[-1]

    house.write("A.nfo", nfo("A"))
    source = house.open(watch_tree=watch_tree, timing=replace(FAST, look=0.05, rescan=600.0))
    house.settled()
    [watch] = watches
    scans: list[None] = []
    watch.begin_scan = lambda begin=watch.begin_scan: (scans.append(None), begin())
    end_without_reason(watch)
    assert "may be noticed only after 600 seconds" in until(source.problems)[0]
    house.write("A.nfo", nfo("unnoticed"))
    time.sleep(0.3)  # six looks at the folder
    assert scans == []
    source.rescan()
    house.wait_for(("A", "unnoticed"))
    until(lambda: source.problems() == ())
    house.write("A.nfo", nfo("noticed"))
    house.wait_for(("A", "noticed"))
    assert (len(scans), len(watches)) == (1, 1)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (queue.Empty(), "Permission denied"),
        (SystemError("Cannot start fsevents stream"), "Cannot start fsevents stream"),
    ],
)
def test_a_folder_that_the_system_does_not_watch_is_scanned_and_the_reason_told(house, monkeypatch, error, reason):
    """What watchdog raises where Windows does not open a folder for it, and where macOS has no stream left."""

    def fail(_observer: object) -> None:
        raise error

    monkeypatch.setattr(Observer, "start", fail)
    house.write("A.nfo", nfo("A"))
    source = house.open(watch_tree=NativeWatch)
    house.wait_for(("A", "A"))
    [problem] = until(source.problems)
    assert problem.endswith(f"the system does not watch all of its folders ({reason}).")


def test_the_root_of_a_share_is_recognised_although_a_path_of_windows_ends_with_a_separator_there(
    tmp_path, monkeypatch
):
    touched: list[str] = []
    watch = NativeWatch(str(tmp_path), lambda path, _is_folder: touched.append(path))
    monkeypatch.setattr(native_watch, "Path", PureWindowsPath)
    monkeypatch.setattr(watch, "_is_same_folder", lambda: True)
    monkeypatch.setattr(watch, "_folder", "Z:\\")
    monkeypatch.setattr(watch, "_real", r"\\nas\films")  # what `os.path.realpath` makes of a drive that is a share
    watch.on_any_event(DirDeletedEvent(r"\\nas\films"))
    watch.on_any_event(FileModifiedEvent(r"\\nas\films\A\A.nfo"))
    assert touched == ["Z:\\A\\A.nfo"]
    watch.close()


def test_on_macos_a_folder_is_watched_under_the_name_that_it_has_on_the_disk(tmp_path, monkeypatch):
    """FSEvents tells names as they are on the disk, whatever name was given to it (TypeScript's issue 64089).

    There all these names are one folder; here they are two, and the events come from the one of the disk's name.
    """
    given, on_disk = tmp_path / "pel\u00edculas" / "all", tmp_path / "Peli\u0301culas" / "All"
    given.mkdir(parents=True)
    on_disk.mkdir(parents=True)
    hidden = {given.name, given.parent.name}
    listed = os.listdir
    monkeypatch.setattr(os, "listdir", lambda folder: sorted({*listed(folder)} - hidden))
    monkeypatch.setattr("core.sources.native_watch.sys", SimpleNamespace(platform="darwin"))
    touched: list[tuple[str, bool]] = []
    watch = NativeWatch(str(given), lambda *touch: touched.append(touch))
    (on_disk / "A.nfo").write_text(nfo("A"))
    until(lambda: (str(given / "A.nfo"), False) in touched)
    watch.close()


def test_on_macos_a_folder_whose_parents_are_closed_to_us_is_watched_under_the_name_given(tmp_path, monkeypatch):
    def closed(_folder):
        raise PermissionError

    monkeypatch.setattr(os, "listdir", closed)
    monkeypatch.setattr("core.sources.native_watch.sys", SimpleNamespace(platform="darwin"))
    watch = NativeWatch(str(tmp_path), lambda _path, _is_folder: None)
    assert watch.misses is None
    watch.close()
