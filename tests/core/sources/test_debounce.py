"""Waiting until a file has been left alone."""

from __future__ import annotations

from core.sources.debounce import Debounce, Touched

A, B, FOLDER = Touched("a", is_folder=False), Touched("b", is_folder=False), Touched("f", is_folder=True)


def test_a_file_comes_out_once_after_it_has_been_quiet():
    debounce = Debounce(quiet=0.5, patience=5)
    debounce.touch(A, 10.0)
    debounce.touch(A, 10.4)
    assert debounce.due() == 10.9
    assert debounce.take(10.8, folders=True) == []
    assert debounce.take(10.9, folders=True) == [A]
    assert debounce.take(99.0, folders=True) == []
    assert debounce.due() is None


def test_a_file_that_is_never_left_alone_comes_out_when_patience_ends():
    debounce = Debounce(quiet=0.5, patience=5)
    for tenths in range(51):
        debounce.touch(A, 10 + tenths / 10)
    assert debounce.due() == 15.0
    assert debounce.take(15.0, folders=True) == [A]


def test_one_busy_file_does_not_hold_up_another():
    debounce = Debounce(quiet=0.5, patience=5)
    debounce.touch(B, 10.0)
    debounce.touch(A, 10.4)
    assert debounce.take(10.5, folders=True) == [B]
    assert debounce.due() == 10.9


def test_only_the_first_touch_needs_somebody_to_wake_up():
    debounce = Debounce(quiet=0.5, patience=5)
    assert debounce.touch(A, 10.0)
    assert not debounce.touch(B, 10.1)


def test_folders_can_be_left_for_later():
    debounce = Debounce(quiet=0.5, patience=5)
    debounce.touch(FOLDER, 10.0)
    debounce.touch(A, 10.0)
    assert debounce.take(11.0, folders=False) == [A]
    assert debounce.take(11.0, folders=True) == [FOLDER]
