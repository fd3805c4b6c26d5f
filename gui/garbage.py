"""Keeps Python's cyclic garbage collector on the main thread.

The collector runs on whichever thread happens to allocate. If that is the worker's, and the garbage holds a QObject,
the QObject is destroyed on a thread that it does not belong to, perhaps while the main thread uses it: the process
crashes. (Seen in the tests; with a collector that runs often, every other run of them crashed.)
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 5_000


class GarbageCollector(QObject):
    """Collects from a timer on the main thread, and nowhere else, until `stop`. Create it before the threads start."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect as far as Python itself would have."""
        counts = gc.get_count()
        due = [generation for generation in range(3) if counts[generation] > self._thresholds[generation]]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()


def give_back() -> None:
    """Collect all garbage, and return the memory to the system. On the main thread, when much has been thrown away.

    glibc keeps what lies between things that are still used, which is a third of what a window took.
    """
    gc.collect()
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  the icon waits for this module

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other libraries have no such function
        if trim is not None:
            trim(0)
