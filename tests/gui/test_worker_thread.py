from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from core.database import DatabaseUnavailable
from gui.worker_thread import WorkerThread


class BusyWorker:
    """In a step until it is told to stop."""

    def __init__(self, *, close_fails: bool = False) -> None:
        self.in_step = threading.Event()
        self.closed_on: str | None = None
        self._told_to_stop = threading.Event()
        self._close_fails = close_fails

    def step(self) -> float:
        self.in_step.set()
        assert self._told_to_stop.wait(10)
        return 0.0

    def stop(self) -> None:
        self._told_to_stop.set()

    def close(self) -> None:
        self.closed_on = threading.current_thread().name
        if self._close_fails:
            raise OSError("no space left")


@pytest.mark.parametrize("attempt", range(10))
def test_a_worker_that_is_told_to_end_in_the_middle_of_a_step_is_closed_on_its_own_thread(qapp, attempt):
    worker = BusyWorker()
    thread = WorkerThread(lambda _listener: worker)
    thread.start()
    assert worker.in_step.wait(10)
    assert thread.stop()
    assert worker.closed_on not in (None, threading.current_thread().name)


def test_a_worker_that_cannot_be_closed_ends_all_the_same(qtbot):
    worker = BusyWorker(close_fails=True)
    thread = WorkerThread(lambda _listener: worker)
    thread.start()
    assert worker.in_step.wait(10)
    with qtbot.captureExceptions() as seen:
        assert thread.stop()
    assert len(seen) == 1


def test_a_thread_that_was_never_started_has_ended(qapp):
    assert WorkerThread(lambda _listener: BusyWorker()).stop()


def test_a_worker_that_cannot_be_built_is_tried_again_and_its_reason_is_logged_once_and_without_a_traceback(
    qtbot, caplog
):
    def build(_listener):
        raise DatabaseUnavailable("the database is a folder")

    thread = WorkerThread(build)
    with qtbot.waitSignal(thread.failed, timeout=5000) as told:
        thread.start()
    with qtbot.waitSignal(thread.failed, timeout=5000):
        thread.wake()
    assert thread.stop()
    assert told.args == ["the database is a folder"]
    assert [record.exc_info for record in caplog.records if "is a folder" in record.message] == [False]


class TellingWorker:
    """Tells something in its step, and whatever it is asked to tell."""

    def __init__(self, tell: Callable[[object], None], has_told: threading.Event) -> None:
        self.tell = tell
        self._has_told = has_told

    def step(self) -> float:
        if not self._has_told.is_set():
            self.tell("by the worker")
        self._has_told.set()
        return 60.0

    def stop(self) -> None: ...

    def close(self) -> None: ...


def test_what_the_worker_told_before_a_person_did_something_arrives_before_it(qapp):
    has_told = threading.Event()
    thread = WorkerThread(lambda tell: TellingWorker(tell, has_told))
    arrived: list[object] = []
    thread.happened.connect(arrived.append)
    thread.start()
    assert has_told.wait(10)
    thread.act(lambda worker: worker.tell("by a person"))
    qapp.processEvents()
    assert thread.stop()
    assert arrived == ["by the worker", "by a person"]
