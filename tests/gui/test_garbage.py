from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from gui.garbage import GarbageCollector


class Knot(QObject):
    """In a cycle with itself, so that only the collector can end it."""

    def __init__(self) -> None:
        super().__init__()
        self.knot = self


@pytest.fixture
def collector(qapp):
    was_enabled = gc.isenabled()
    made = GarbageCollector()
    yield made
    made.stop()
    if not was_enabled:
        gc.disable()


def test_garbage_with_a_qobject_is_collected_on_the_main_thread_and_on_no_other(collector) -> None:
    gone: list[threading.Thread] = []
    weakref.finalize(Knot(), lambda: gone.append(threading.current_thread()))

    def allocate() -> None:
        for _ in range(100_000):
            [[] for _ in range(10)]

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert gone == []
    keep = [[] for _ in range(1_000)]
    for _ in range(200):
        collector.collect()
        keep += [[] for _ in range(1_000)]
    gc.collect()
    assert gone == [threading.main_thread()]


def test_afterwards_python_collects_by_itself_again(qapp) -> None:
    was_enabled = gc.isenabled()
    GarbageCollector().stop()
    assert gc.isenabled()
    if not was_enabled:
        gc.disable()
