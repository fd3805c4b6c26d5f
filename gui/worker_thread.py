"""The sync worker on a QThread, and the bridge that turns what the core tells into queued Qt signals."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from core.events import Event, Listener
from core.model import Snapshot

if TYPE_CHECKING:
    # Brings in SQLite and the rest of the core; the tray icon is on the screen before that.
    from core.delivery.worker import SyncWorker

_log = logging.getLogger(__name__)

_BUILD_AGAIN_AFTER = 5_000
"""Milliseconds until the worker is built again, after its database could not be opened."""
_PATIENCE = 1_500
"""Milliseconds that the thread gets to end; together with the rest of quitting it must stay below two seconds."""

WorkerFactory = Callable[[Listener], "SyncWorker"]
Action = Callable[["SyncWorker"], object]


class _Stepper(QObject):
    """Lives on the worker's thread and calls `SyncWorker.step` from a single-shot timer, so that slots run between."""

    told = Signal()
    failed = Signal(str)

    def __init__(self, build: WorkerFactory) -> None:
        super().__init__()
        self._build = build
        self.events: deque[Event] = deque()
        """What has been told and not been passed on."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.step)
        self._stopping = False
        self._complaint = ""
        self.worker: SyncWorker | None = None

    @Slot()
    def step(self) -> None:
        """Do a piece of work now, and plan the next."""
        self._timer.stop()
        if self._stopping:
            return
        if self.worker is None and not self._try_to_build():
            self._timer.start(_BUILD_AGAIN_AFTER)
            return
        assert self.worker is not None  # noqa: S101  for mypy: built just above
        self._timer.start(round(self.worker.step() * 1000))

    @Slot(object)
    def act(self, action: Action) -> None:
        """Do something with the worker, once there is one."""
        try:
            if self.worker is not None:
                action(self.worker)
        except Exception as error:  # noqa: BLE001  what a person asked for may meet a full disk, or a bug of ours
            _log.exception("What was asked for could not be done")
            self.failed.emit(str(error))
        self.step()

    @Slot()
    def end(self) -> None:
        """Close the worker on the thread it belongs to."""
        self._stopping = True
        self._timer.stop()
        try:
            if self.worker is not None:
                self.worker.close()
        finally:
            # Not from outside: a loop that is told to end while it is in a step does so without coming here first.
            self.thread().quit()

    def _try_to_build(self) -> bool:
        try:
            self.worker = self._build(self._on_event)
        except Exception as error:  # noqa: BLE001  the application has to live and to say so, whatever is wrong with the disk
            self._complain(error)
            self.failed.emit(str(error))
            return False
        return True

    def _complain(self, error: Exception) -> None:
        """Once for each reason, and not every few seconds; a bug of ours with all that helps to find it."""
        from core.database import DatabaseUnavailable  # noqa: PLC0415  slow: see the top

        if str(error) != self._complaint:
            self._complaint = str(error)
            _log.error("Recloser cannot work: %s", error, exc_info=not isinstance(error, DatabaseUnavailable))

    def _on_event(self, event: Event) -> None:
        """Called on whichever thread it happens."""
        self.events.append(event)
        self.told.emit()


class WorkerThread(QObject):
    """Owns the thread and the worker on it. All methods are for the main thread.

    Signals:
        happened: A `core.events.Event`, delivered on the main thread.
        failed: Why the worker could not be built, which is tried again every few seconds, or why something that a
            person asked for could not be done; in words.
    """

    happened = Signal(object)
    failed = Signal(str)
    _step_wanted = Signal()
    _action_wanted = Signal(object)
    _end_wanted = Signal()

    def __init__(self, build: WorkerFactory, parent: QObject | None = None) -> None:
        """`build` is called on the worker's thread with the listener to give to the worker."""
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("recloser-worker")
        self._stepper = _Stepper(build)
        self._stepper.moveToThread(self._thread)
        self._stepper.told.connect(self._relay)
        self._stepper.failed.connect(self.failed)
        self._step_wanted.connect(self._stepper.step)
        self._action_wanted.connect(self._stepper.act)
        self._end_wanted.connect(self._stepper.end)
        self._thread.started.connect(self._stepper.step)

    def start(self) -> None:
        """Start working."""
        self._thread.start()

    def wake(self) -> None:
        """There may be something to do. For any thread."""
        self._step_wanted.emit()

    def act(self, action: Action) -> None:
        """Call one of the worker's any-thread methods at once, also while a request hangs, and wake the worker."""
        worker = self._stepper.worker
        if worker is None:
            self._action_wanted.emit(action)
        else:
            action(worker)
            self.wake()

    def snapshot(self) -> Snapshot | None:
        """How everything stands at this moment; None before there is a worker."""
        worker = self._stepper.worker
        return None if worker is None else worker.snapshot()

    def post(self, action: Action) -> None:
        """Call `action` on the worker's thread, after what it is doing now."""
        self._action_wanted.emit(action)

    def stop(self) -> bool:
        """End the worker and its thread. Returns whether the thread has ended in time.

        A request in flight is given up. If the thread has not ended (a name look-up cannot be given up), the caller
        must leave the process without unwinding: a QThread that is destroyed while it runs aborts it.
        """
        if not self._thread.isRunning():
            return True
        if self._stepper.worker is not None:
            self._stepper.worker.stop()
        self._end_wanted.emit()
        return self._thread.wait(_PATIENCE)

    @Slot()
    def _relay(self) -> None:
        """In the order of what happened: a signal of this thread comes at once, before those that the worker sent."""
        events = self._stepper.events
        while events:
            self.happened.emit(events.popleft())
