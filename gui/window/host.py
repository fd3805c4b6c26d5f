"""Makes the window when somebody wants to see it, and takes it away, with all that it needed, when it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from core.clock import Clock
from core.logs import LogBook
from core.model import Snapshot
from core.paths import Home
from gui.garbage import give_back
from gui.icons import app_icon
from gui.window.asks import Asks

if TYPE_CHECKING:
    # Loaded when the window is: the tray icon is on the screen before that.
    from gui.window.main_window import MainWindow, Place
    from gui.window.reader import Reader


_PATIENCE = 300
"""Milliseconds that a reading thread gets to end when the application does."""
_MOMENT = 20
"""Milliseconds between the word that a thread has ended and its end."""


class WindowHost(QObject):
    """Owns the window, if there is one. `asks` stays, whatever becomes of the window."""

    def __init__(self, home: Home, logs: LogBook, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._logs = logs
        self._clock = clock
        self.asks = Asks(self)
        self._window: MainWindow | None = None
        self._place: Place | None = None
        self._reader: Reader | None = None
        self._ending: list[Reader] = []
        self._cleaning = QTimer(self, singleShot=True, interval=0)
        self._cleaning.timeout.connect(self._clean)

    @property
    def window(self) -> MainWindow | None:
        """None: it is closed."""
        return self._window

    def show(self, snapshot: Snapshot, *, tray_available: bool) -> MainWindow:
        """Show the window, wherever it was."""
        if self._window is None:
            from gui.window.main_window import MainWindow  # noqa: PLC0415  see the top
            from gui.window.reader import Reader  # noqa: PLC0415

            QApplication.setWindowIcon(app_icon())  # half a megabyte, while nobody looks at a window
            self._reader = Reader()
            self._reader.ended.connect(self._cleaning.start)
            self._window = MainWindow(
                snapshot,
                self._home,
                self._logs,
                self.asks,
                self._clock,
                self._reader,
                tray_available=tray_available,
            )
            if self._place is not None:
                self._window.go_to(self._place)
            self._window.closed.connect(self._drop)
        self._window.bring_to_front()
        return self._window

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Pass it on."""
        if self._window is not None:
            self._window.show_snapshot(snapshot)

    def set_tray_available(self, available: bool) -> None:
        """Whether closing may end the window."""
        if self._window is not None:
            self._window.set_tray_available(available)

    def close(self) -> bool:
        """Take the window away for good. Returns whether its thread has ended; a dead disk may hold it."""
        if self._window is not None:
            self._window.hide()
        self._drop()
        ended = [reader.close(_PATIENCE) for reader in self._ending]  # each of them, whatever the others do
        return all(ended)

    @Slot()
    def _drop(self) -> None:
        if self._window is not None:
            self._place = self._window.place
            self._window.deleteLater()
            self._window = None
        if self._reader is not None:
            self._reader.close()
            self._ending.append(self._reader)
            self._reader = None

    @Slot()
    def _clean(self) -> None:
        """After the window has been deleted: what Python still holds of it goes in cycles."""
        self._ending = [reader for reader in self._ending if not reader.close(_MOMENT)]
        give_back()
