from __future__ import annotations

from pathlib import Path

from gui.single_instance import SingleInstance


def left_by_a_killed_one(folder: Path) -> None:
    """Its process had the number that this one has, and the same Python ran it."""
    first = SingleInstance(folder)
    assert first.acquire()
    lock = folder / "recloser.lock"
    content = lock.read_bytes()
    first.release()
    lock.write_bytes(content)


def test_the_lock_of_a_killed_one_is_taken_over_whoever_has_its_process_number_now(tmp_path):
    """Windows kills at the end of every session (`QCoreApplication::exec`), and soon gives the same numbers again.

    On Linux and macOS Qt tells an earlier run of the computer by its boot, on Windows by nothing (qlockfile.cpp).
    """
    left_by_a_killed_one(tmp_path)
    second = SingleInstance(tmp_path)
    assert second.acquire()
    assert not SingleInstance(tmp_path).acquire()
    second.release()
    assert SingleInstance(tmp_path).acquire()
