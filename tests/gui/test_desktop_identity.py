"""What Windows and macOS are told; neither runs here, so it is their functions that are played."""

from __future__ import annotations

import ctypes
import os
import sys
from types import SimpleNamespace

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QWidget

from gui.desktop_identity import DockIcon, introduce

ACCESSORY, REGULAR = 1, 0  # AppKit, NSApplicationActivationPolicy


class ObjectiveC:
    """The three functions of libobjc: classes and selectors are numbers, and so are objects."""

    def __init__(self) -> None:
        self.names: list[bytes] = [b""]
        self.policies: list[int] = []
        self.objc_getClass = self._function(self._number)
        self.sel_registerName = self._function(self._number)
        self.objc_msgSend = self._function(self._send)

    @staticmethod
    def _function(does):
        """Callable, and takes `restype` and `argtypes`, without which ctypes cuts pointers to 32 bits."""

        def function(*arguments):
            assert len(arguments) == len(function.argtypes)
            assert function.restype in (ctypes.c_void_p, ctypes.c_bool)
            return does(*arguments)

        return function

    def _number(self, name: bytes) -> int:
        self.names.append(name)
        return len(self.names) - 1

    def _send(self, receiver: int, selector: int, *arguments: int) -> int:
        if self.names[selector] == b"sharedApplication":
            assert self.names[receiver] == b"NSApplication"
            return 99
        assert (receiver, self.names[selector]) == (99, b"setActivationPolicy:")
        self.policies += arguments
        return 1


def test_on_macos_the_program_is_in_the_dock_while_it_has_a_window(qtbot, qapp, monkeypatch):
    runtime = ObjectiveC()
    monkeypatch.setattr(ctypes, "CDLL", lambda _path: runtime)
    dock = DockIcon(qapp)
    assert runtime.policies == [ACCESSORY]
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: runtime.policies == [ACCESSORY, REGULAR])
    QTimer.singleShot(0, window.close)
    qapp.exec()  # Qt tells of the last window only there, and ends with it in a test
    assert runtime.policies == [ACCESSORY, REGULAR, ACCESSORY]
    dock.deleteLater()
    QCoreApplication.sendPostedEvents(dock, QEvent.Type.DeferredDelete)


def test_on_macos_qt_is_kept_from_putting_it_there(monkeypatch):
    """Read in qcocoaintegration.mm when the QApplication is made."""
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delenv("QT_MAC_DISABLE_FOREGROUND_APPLICATION_TRANSFORM", raising=False)
    introduce()
    assert os.environ.pop("QT_MAC_DISABLE_FOREGROUND_APPLICATION_TRANSFORM")


def test_on_windows_the_taskbar_knows_it_by_its_own_name(monkeypatch):
    names = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=names.append)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell), raising=False)
    introduce()
    assert names == ["Recloser"]
