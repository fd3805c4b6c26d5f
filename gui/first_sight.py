"""What a person sees first: the icon, with what a few small files tell.

The icon is on the screen before anything is loaded that it does not need; `gui.app` and all behind it come after.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, QPluginLoader, QTimer, Slot
from PySide6.QtWidgets import QApplication

from core import settings, status
from core.clock import Clock
from core.paths import Home
from gui import system_libraries, translations
from gui.garbage import GarbageCollector
from gui.tray import Tray

if TYPE_CHECKING:
    # Loaded behind the icon.
    from core.logs import LogBook
    from gui.app import TrayApplication


class FirstSight(QObject):
    """Constructing it shows the icon with the persisted state, and touches nothing slow. Lives on the main thread."""

    def __init__(self, home: Home, clock: Clock) -> None:
        super().__init__()
        self.home = home
        self.clock = clock
        self.loaded = settings.load(home.settings)
        translations.install(self, self.loaded.settings.appearance.language)
        self.snapshot = status.at_rest(home, self.loaded, clock)
        self.tray = Tray(self.snapshot, clock, self.loaded.settings.appearance.icon_style, self)


class _Launch(QObject):
    """Puts the application behind the icon."""

    def __init__(self, sight: FirstSight, *, window: bool) -> None:
        super().__init__()
        self._sight = sight
        self._window = window
        self._application: TrayApplication | None = None
        self._logs: LogBook | None = None

    @Slot()
    def go_on(self) -> None:
        """Load the rest, and start."""
        from core.logs import set_up  # noqa: PLC0415  see the top
        from core.secrets import Redactor, TokenStore  # noqa: PLC0415
        from gui.app import TrayApplication  # noqa: PLC0415

        gc.collect()  # of what classes are made from, much is left; what comes now finds its place there
        home, redactor = self._sight.home, Redactor()
        self._logs = set_up(home.log, to_terminal=False, redact=redactor)
        tokens = TokenStore(home.token_file, os.environ, account=lambda: home.keyring_account, redactor=redactor)
        self._application = TrayApplication(self._sight, tokens, self._logs)
        self._application.start()
        if self._window:
            self._application.open()

    def close(self) -> bool:
        """End everything. Returns whether all threads have ended in time."""
        ended = self._application is None or self._application.close()
        if self._logs is not None:
            self._logs.close()
        return ended


def can_be_shown() -> bool:
    """Whether Qt has what it needs to talk to the X server, if there is one; without, it would abort the process."""
    if not (sys.platform.startswith("linux") and system_libraries.talks_to_x11()):
        return True
    plugin = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms", "libqxcb.so")
    return QPluginLoader(str(plugin)).load()


def run(home: Home, clock: Clock, *, window: bool) -> int:
    """Run until asked to end. Returns the exit status, or ends the process itself when a thread cannot be ended.

    Args:
        home: Where everything lives; its folders exist, and nobody else uses them.
        clock: Where time comes from.
        window: Whether the window is wanted now.
    """
    if sys.platform in ("win32", "darwin"):
        from gui import desktop_identity  # noqa: PLC0415  the others need neither it nor what it loads

        desktop_identity.introduce()
    qt = QApplication(sys.argv[:1])
    if sys.platform == "darwin":
        desktop_identity.DockIcon(qt)
    qt.setApplicationName("recloser")
    qt.setApplicationDisplayName("Recloser")
    qt.setDesktopFileName("recloser")
    qt.setQuitOnLastWindowClosed(False)
    garbage = GarbageCollector(qt)
    launch = _Launch(FirstSight(home, clock), window=window)
    # After the first turn of the event loop, in which the icon reaches the panel.
    QTimer.singleShot(0, launch.go_on)
    result = qt.exec()
    ended = launch.close()
    garbage.stop()
    if not ended:
        os._exit(result)  # a thread that cannot be ended must not be unwound: all it owns is on the disk already
    return result
