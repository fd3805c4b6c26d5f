"""Sees to it that there is one application for each home."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLockFile

_LONGEST_SOCKET_PATH = 100
"""Bytes; the smallest limit of the platforms is 104."""
_STALE_LOCK_CHECK = 50
"""Milliseconds to wait for the lock of an application that is just ending."""


def channel_name(data_dir: Path) -> str:
    """The name of the socket on which the application listens (`gui.control`).

    It is beside the data where possible, for a terminal may have another temporary folder.
    """
    path = data_dir.resolve() / "recloser.sock"
    if sys.platform != "win32" and len(os.fsencode(path)) < _LONGEST_SOCKET_PATH:
        return str(path)
    import hashlib  # noqa: PLC0415  brings in OpenSSL, which an application at rest does without

    digest = hashlib.sha256(os.path.normcase(path).encode(errors="surrogateescape")).hexdigest()[:16]
    return f"recloser-{digest}"


class SingleInstance:
    """A lock on the data folder, so that two applications never deliver from one queue."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._lock = QLockFile(str(data_dir / "recloser.lock"))
        self._lock.setStaleLockTime(0)

    def acquire(self) -> bool:
        """Whether this is the only application. The lock of a killed one is taken over.

        Qt believes in a lock as long as a process with the number and the name in it runs, which after a new start of
        Windows may be any Python, this one included. The system knows better: it lets go of the file that nobody holds.

        A full disk takes no lock, and must not keep the application from starting and saying so: then it is the only
        one if no other answers. One that started so holds no lock, which is why an answer counts in any case.
        """
        if not self._lock.tryLock(_STALE_LOCK_CHECK) and self._lock.error() is QLockFile.LockError.LockFailedError:
            left_behind = self._lock.removeStaleLockFile()
            if not (left_behind and self._lock.tryLock(_STALE_LOCK_CHECK)):
                return False
        if not self._another_answers():
            return True
        self.release()
        return False

    def release(self) -> None:
        """Let another one start."""
        self._lock.unlock()

    def _another_answers(self) -> bool:
        socket = Path(channel_name(self._data_dir))
        if socket.is_absolute() and not socket.exists():
            return False  # which is known without Qt's network, so that the icon does not wait for it
        from gui.control import Command, NotRunningError, ask  # noqa: PLC0415  see above

        try:
            ask(self._data_dir, Command.STATUS)
        except NotRunningError:
            return False
        return True
