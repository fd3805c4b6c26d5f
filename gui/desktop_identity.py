"""How the desktops of Windows and macOS know this program: as itself, and not as some Python.

Imported on these two only.
"""

from __future__ import annotations

import ctypes
import os
import sys

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_NAME = "Recloser"
"""Under it the taskbar of Windows groups our windows; notifications show it where no shortcut has a better one."""
_REGULAR, _ACCESSORY = 0, 1  # NSApplicationActivationPolicy
_RUNTIME = "/usr/lib/libobjc.A.dylib"


def introduce() -> None:
    """To be called before there is a QApplication.

    Windows takes the icon in the taskbar from a window only if its program is not known by its file, which is
    Python's (Microsoft's page on Application User Model IDs). On macOS, Qt would put us into the Dock at once.
    """
    if sys.platform == "win32":
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(_NAME)
    elif sys.platform == "darwin":
        os.environ.setdefault("QT_MAC_DISABLE_FOREGROUND_APPLICATION_TRANSFORM", "1")


class DockIcon(QObject):
    """On macOS a program of the menu bar is in the Dock, and among the programs to switch to, with its windows only.

    Lives on the main thread, from right after the QApplication was made.
    """

    def __init__(self, qt: QGuiApplication) -> None:
        super().__init__(qt)
        self._policy = _REGULAR
        self._set(_ACCESSORY)
        qt.focusWindowChanged.connect(self._on_focus)
        qt.lastWindowClosed.connect(self._on_closed)

    @Slot(QWindow)
    def _on_focus(self, window: QWindow | None) -> None:
        if window is not None:
            self._set(_REGULAR)

    @Slot()
    def _on_closed(self) -> None:
        self._set(_ACCESSORY)

    def _set(self, policy: int) -> None:
        """Tell AppKit, which Qt has no function for; where there is none, a message to nobody does nothing."""
        if policy == self._policy:
            return
        self._policy = policy
        try:
            runtime = ctypes.CDLL(_RUNTIME)
        except OSError:  # an icon too many is no reason not to start
            return
        for look_up in (runtime.objc_getClass, runtime.sel_registerName):
            look_up.restype, look_up.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
        send = runtime.objc_msgSend
        send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
        application = send(runtime.objc_getClass(b"NSApplication"), runtime.sel_registerName(b"sharedApplication"))
        send.restype, send.argtypes = ctypes.c_bool, [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long]
        send(application, runtime.sel_registerName(b"setActivationPolicy:"), policy)
