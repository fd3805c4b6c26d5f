"""Builds the core for one home and keeps it running: the worker on its thread, the folder watcher, the settings.

The tray application and ``run --headless`` are two faces of this one engine.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from core import settings as settings_file
from core.clock import Clock
from core.events import EditedInPlex, Event, Listener, OutageRestored, SnapshotChanged
from core.logs import LogBook
from core.model import FailureKind, Snapshot
from core.paths import Home
from core.secrets import TokenStore
from core.settings import LoadedSettings
from gui.computer import Computer
from gui.worker_thread import WorkerThread

if TYPE_CHECKING:
    # Slow to import (SQLite, lxml, watchdog, plexapi); the tray icon is on the screen before that.
    from core.delivery.queue import JobQueue
    from core.delivery.worker import SyncWorker
    from core.sources.folders import FolderSource

_log = logging.getLogger(__name__)

_SOURCE_PATIENCE = 0.3
"""Seconds that the folders' threads get to end; one that waits for a dead share ends with the process."""
_SETTLE_MS = 300
"""After the settings file has changed: editors write in several steps. Also between two tries to end what hangs."""


class Engine(QObject):
    """The running core. Lives on the main thread.

    Signals:
        happened: A `core.events.Event`, for everything but snapshots.
        snapshot_changed: The new `Snapshot`.
        settings_changed: The new `Settings`, already in force.
        woke: The computer has slept (see `gui.computer.Computer`); the worker knows already.
    """

    happened = Signal(object)
    snapshot_changed = Signal(object)
    settings_changed = Signal(object)
    woke = Signal(float)
    _problems_changed = Signal()
    _core_loaded = Signal()

    def __init__(
        self,
        home: Home,
        tokens: TokenStore,
        logs: LogBook,
        loaded: LoadedSettings,
        first: Snapshot,
        clock: Clock,
    ) -> None:
        """`first` is what is known before anything has been opened."""
        super().__init__()
        self._home = home
        self._tokens = tokens
        self._logs = logs
        self._loaded = loaded
        self._clock = clock
        self._latest = first
        self._trouble: tuple[str, ...] = ()
        self._out_of_order = False
        self._set_aside: tuple[str, ...] = ()
        self._was_restarted = False
        """Whether the core has been built anew for other settings: an outage that it restores then is no news."""
        self._worker: WorkerThread | None = None
        self._source: FolderSource | None = None
        self._problems_changed.connect(self._announce)
        self._core_loaded.connect(self._start_watching)
        self._computer = Computer(clock, self)
        self._computer.online_changed.connect(self._on_online_changed)
        self._computer.woke.connect(self._on_woke)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_settings_touched)
        self._watcher.directoryChanged.connect(self._on_settings_touched)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._reload)
        self._patience = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._patience.timeout.connect(self._restart_core)

    @property
    def snapshot(self) -> Snapshot:
        """How everything stands, including what the folders, the log and the keyring complain about."""
        return self._completed(self._latest)

    def look(self) -> Snapshot:
        """The same with all waits as they are at this moment, for somebody who asks."""
        return self._completed((self._worker and self._worker.snapshot()) or self._latest)

    def _completed(self, snapshot: Snapshot) -> Snapshot:
        others = (self._logs.problem, self._tokens.problem, *(self._source.problems() if self._source else ()))
        warnings = (
            *snapshot.warnings,
            *self._set_aside,
            *self._trouble,
            *(problem for problem in others if problem),
        )
        return replace(snapshot, warnings=warnings, out_of_order=self._out_of_order)

    def start(self) -> None:
        """Open everything and start delivering."""
        self._computer.start()
        self._start_core()
        self._watcher.addPath(str(self._home.config_dir))
        self._watch_settings_file()

    def stop(self) -> bool:
        """End everything. Returns whether all threads have ended in time (see `WorkerThread.stop`).

        Python would wait for what watches a folder on Windows, and that for a share that does not answer.
        """
        self._watcher.blockSignals(True)  # what is changed from now on is read at the next start
        self._settle.stop()
        self._patience.stop()
        self._computer.stop()
        source = self._source
        ended = self._stop_core()
        return (source is None or source.stop(0.0)) and ended

    def check_now(self) -> None:
        """Ask Plex for a sign of life at once."""
        self._act(lambda worker: worker.check_now())

    def reset(self) -> None:
        """Close the breaker by hand, at once."""
        self._act(lambda worker: worker.reset())

    def pause(self, until: float | None = None) -> None:
        """Deliver nothing until then (Unix seconds), or until resumed."""
        self._act(lambda worker: worker.pause(until))

    def resume(self) -> None:
        """Deliver again."""
        self._act(lambda worker: worker.resume())

    def sync(self, paths: Sequence[str] = ()) -> tuple[str, ...]:
        """Read the NFO files below these paths anew, or all, compare them with Plex and deliver the differences.

        Returns those paths that lie in no watched folder; nothing is read then.
        """
        strangers = self._source.reread([Path(path) for path in paths] or None) if self._source else paths
        return tuple(map(str, strangers))

    def approve(self) -> None:
        """The first synchronisation may go ahead."""
        self._post(lambda worker: worker.approve())

    def cancel(self) -> None:
        """Drop what a synchronisation has not delivered yet, and read no more; edits of their own stay."""
        if self._source:
            self._source.cancel_reread()
        self._post(lambda worker: worker.queue.cancel_bulk())

    def deliver_first(self, ids: Sequence[int]) -> None:
        """These waiting changes come before all others."""
        self._post(lambda worker: worker.queue.deliver_first(ids))

    def remove(self, ids: Sequence[int]) -> None:
        """Forget these waiting changes."""
        self._post(lambda worker: worker.queue.remove(ids))

    def retry(self, ids: Sequence[int]) -> None:
        """Try these failed changes again."""
        self._post(lambda worker: worker.queue.retry(ids))

    def retry_kind(self, kind: FailureKind) -> None:
        """Try all changes again that failed for this reason."""
        self._post(lambda worker: worker.queue.retry(kind=kind))

    def discard(self, ids: Sequence[int]) -> None:
        """Forget these failed changes."""
        self._post(lambda worker: worker.queue.discard(ids))

    def undo(self, ids: Sequence[int]) -> None:
        """Put back what stood in Plex before these entries of the journal."""
        self._post(partial(self._undo, ids))

    def wake(self) -> None:
        """Look whether there is something to do: another process may have queued it."""
        if self._worker:
            self._worker.wake()

    def _undo(self, ids: Sequence[int], worker: SyncWorker) -> None:
        """Called on the worker's thread."""
        from core.delivery.journal import peek_entries  # noqa: PLC0415  slow: see above
        from core.delivery.undo import as_changes  # noqa: PLC0415

        entries = peek_entries(self._home.database, ids)
        worker.queue.enqueue(as_changes([entry for entry in entries if entry.undone_by is None]))

    def _post(self, action: Callable[[SyncWorker], object]) -> None:
        """Do something with the queue, on the thread that it belongs to."""
        if self._worker:
            self._worker.post(action)

    def _act(self, action: Callable[[SyncWorker], None]) -> None:
        if self._worker:
            self._worker.act(action)

    def _start_core(self) -> None:
        self._computer.serve(self._loaded.settings.plex.url)
        self._worker = WorkerThread(self._build_worker, self)
        self._worker.happened.connect(self._on_event)
        self._worker.failed.connect(self._on_failed)
        self._worker.start()

    @Slot()
    def _start_watching(self) -> None:
        # Nothing is read from folders under settings that may not be what the person meant.
        folders = [] if self._loaded.problems else [folder.path for folder in self._loaded.settings.folders]
        if self._source or not self._worker or not folders:
            return
        from core.sources.folders import FolderSource  # noqa: PLC0415  slow: loaded by the worker's thread

        self._source = FolderSource(
            folders,
            self._open_queue,
            remote_artwork=self._loaded.settings.behaviour.remote_artwork,
            on_queued=self._on_queued,
            on_change=self._problems_changed.emit,
            clock=self._clock,
        )
        self._source.start()

    def _stop_core(self) -> bool:
        if self._source:
            self._source.stop(_SOURCE_PATIENCE)
            self._source = None
        if self._worker is not None:
            if not self._worker.stop():
                return False
            self._worker.deleteLater()  # after what it has still told
            self._worker = None
        return True

    def _open_queue(self) -> JobQueue:
        from core.database import Database  # noqa: PLC0415  slow: see above
        from core.delivery.queue import JobQueue  # noqa: PLC0415

        database = Database(self._home.database, self._clock)
        if database.warnings:  # whoever opens an unusable file first is the one who learns of it
            self._set_aside = database.warnings
            self._problems_changed.emit()
        needs_approval = self._loaded.settings.behaviour.confirm_first_sync
        return JobQueue(database, self._clock, needs_approval=needs_approval)

    def _build_worker(self, listener: Listener) -> SyncWorker:
        """Called on the worker's thread: what it opens belongs to that thread.

        What takes a tenth of a second to load is loaded here, so that no menu waits for it.
        """
        from core.assembly import build_worker  # noqa: PLC0415  slow: see above

        import_module("core.sources.folders")

        worker = build_worker(self._home, self._loaded, self._tokens, self._clock, listener)
        worker.set_online(self._computer.online)
        self._core_loaded.emit()
        return worker

    def _on_queued(self, count: int) -> None:
        """Called on the folder watcher's thread."""
        _log.info("%d change%s found in folders and queued", count, "" if count == 1 else "s")
        self.wake()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, SnapshotChanged):
            self._latest, self._trouble, self._out_of_order = event.snapshot, (), False
            self._announce()
        elif isinstance(event, EditedInPlex):
            strangers = self.sync(event.sources)  # of folders that are not watched any more, or another program's
            if strangers and (known := [source for source in event.sources if source not in strangers]):
                self.sync(known)
        elif not (self._was_restarted and isinstance(event, OutageRestored)):
            self.happened.emit(event)

    @Slot(bool)
    def _on_online_changed(self, online: bool) -> None:
        _log.info("The network is back" if online else "This computer is offline: nothing is sent to Plex")
        self._act(lambda worker: worker.set_online(online))

    @Slot(float)
    def _on_woke(self, missed: float) -> None:
        _log.info("The computer has woken up")
        self._act(lambda worker: worker.woke(missed))
        self.woke.emit(missed)

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        self._trouble = (reason,)
        self._out_of_order = self._worker is not None and self._worker.snapshot() is None
        self._announce()

    @Slot()
    def _announce(self) -> None:
        self.snapshot_changed.emit(self.snapshot)

    @Slot()
    def _on_settings_touched(self) -> None:
        self._watch_settings_file()
        self._settle.start()

    def _watch_settings_file(self) -> None:
        """Editors replace the file, and a watch ends with the file it was set on."""
        name = str(self._home.settings)
        if name not in self._watcher.files() and self._home.settings.exists():
            self._watcher.addPath(name)

    @Slot()
    def _reload(self) -> None:
        loaded = settings_file.load(self._home.settings)
        if loaded == self._loaded:
            return
        for problem in loaded.problems:
            _log.warning("%s", problem)
        _log.info("The settings have changed")
        self._loaded = loaded
        self._restart_core()

    @Slot()
    def _restart_core(self) -> None:
        if not self._stop_core():
            self._patience.start()  # a request cannot be given up yet; try again shortly
            return
        self._patience.stop()
        self._was_restarted = True
        self._start_core()
        self.settings_changed.emit(self._loaded.settings)
