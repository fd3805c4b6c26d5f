"""The switch for starting at login, as the GUI uses it."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.phrases import phrase
from gui.autostart import Autostart, AutostartError

_log = logging.getLogger(__name__)


class StartAtLogin(QObject):
    """Lives on the main thread and never makes it wait: the entry is read and written on a thread of its own.

    Signals:
        changed: Whether Recloser is started at login, after every `look`, `switch` and `repair`.
        refused: Why a `switch` could not be done, in words.
    """

    changed = Signal(bool)
    refused = Signal(str)

    def __init__(self, autostart: Autostart, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._autostart = autostart
        self._orders: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def look(self) -> None:
        """Let `changed` tell how it stands."""
        self._order(lambda: None)

    def switch(self, *, on: bool) -> None:
        """Let Recloser be started at login, or not. In Flatpak the desktop may ask the person first."""
        self._order(self._autostart.enable if on else self._autostart.disable)

    def repair(self) -> None:
        """Write the entry anew, if what it starts is not there any more."""
        self._order(self._repair)

    def _repair(self) -> None:
        if self._autostart.is_stale():
            self._autostart.enable()
            _log.info("What starts Recloser at login was not there any more; the entry has been mended")

    def _order(self, order: Callable[[], None]) -> None:
        self._orders.put(order)
        if self._thread is None:
            # It may wait for a person for minutes; nobody waits for it.
            self._thread = threading.Thread(target=self._obey, name="recloser-autostart", daemon=True)
            self._thread.start()

    def _obey(self) -> None:
        """The thread."""
        while True:
            order = self._orders.get()
            try:
                order()
            except AutostartError as error:
                _log.warning("%s", error)
                self.refused.emit(str(error))
            except Exception:  # noqa: BLE001  our own bug must not leave the switch dead
                _log.exception("What starts Recloser at login could not be looked at or changed")
                self.refused.emit(phrase("Something unexpected went wrong; details are in the log"))
            self.changed.emit(self._autostart.is_enabled())
