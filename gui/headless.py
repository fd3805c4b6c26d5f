"""``recloser run --headless``: the same engine and the same worker thread, without a screen."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from core import settings, status
from core.clock import Clock
from core.logs import LogBook
from core.paths import Home
from core.secrets import TokenStore
from gui.commands import handler
from gui.control import ControlServer
from gui.engine import Engine
from gui.garbage import GarbageCollector
from gui.interrupts import Interrupts


class HeadlessApplication(QObject):
    """Runs until Ctrl-C, the terminate signal, or ``recloser``'s own quit command."""

    def __init__(self, home: Home, tokens: TokenStore, clock: Clock, logs: LogBook) -> None:
        super().__init__()
        loaded = settings.load(home.settings)
        first = status.at_rest(home, loaded, clock)
        self._engine = Engine(home, tokens, logs, loaded, first, clock)
        self._interrupts = Interrupts(self)
        self._interrupts.interrupted.connect(self.end)
        self._control = ControlServer(home.data_dir, handler(self._engine, lambda: None, self.end), self)

    def start(self) -> None:
        """Start delivering."""
        self._engine.start()

    def close(self) -> bool:
        """End everything. Returns whether all threads have ended in time."""
        self._control.close()
        self._interrupts.close()
        return self._engine.stop()

    @Slot()
    def end(self) -> None:
        """Leave the event loop, once a reply that is under way has been sent."""
        QTimer.singleShot(0, QCoreApplication.quit)


def run(home: Home, tokens: TokenStore, clock: Clock, logs: LogBook) -> int:
    """Run until asked to end. Returns the exit status, or ends the process itself when a thread cannot be ended."""
    qt = QCoreApplication(sys.argv[:1])
    application = HeadlessApplication(home, tokens, clock, logs)
    garbage = GarbageCollector(qt)
    application.start()
    result = qt.exec()
    ended = application.close()
    garbage.stop()
    return leave(result, logs, threads_ended=ended)


def leave(result: int, logs: LogBook, *, threads_ended: bool) -> int:
    """Close the log. A thread that cannot be ended must not be unwound: everything it owns is on the disk already."""
    logs.close()
    if not threads_ended:
        import os  # noqa: PLC0415  the exception to the rule above, kept in one place

        os._exit(result)
    return result
