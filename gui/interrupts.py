"""Ctrl-C and the terminate signal under a Qt event loop."""

from __future__ import annotations

import signal
import socket
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot


class Interrupts(QObject):
    """Emits `interrupted` on the main thread when the process is asked to end.

    Python runs signal handlers only when the interpreter gets a turn, which an idle event loop never gives it; the
    wake-up socket does.
    """

    interrupted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for name in _signals():
            signal.signal(name, lambda _number, _frame: None)  # the byte in the socket is the message
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_byte)

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for name in _signals():
            signal.signal(name, signal.SIG_DFL)
        self._read.close()
        self._write.close()

    @Slot()
    def _on_byte(self) -> None:
        try:
            self._read.recv(64)
        except BlockingIOError:
            return
        self.interrupted.emit()


def _signals() -> list[signal.Signals]:
    """On Windows also what other programs send instead of SIGTERM, which only the process itself can send there."""
    asking = [signal.SIGINT, signal.SIGTERM]
    if sys.platform == "win32":
        asking.append(signal.SIGBREAK)
    return asking
