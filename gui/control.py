"""The local channel through which the command line and a second start talk to the running application.

One line of JSON each way over a local socket that only the same user may open (a named pipe on Windows).
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)

_LONGEST_MESSAGE = 1024 * 1024
"""Bytes; anything longer is not from us."""
_LONGEST_SOCKET_PATH = 100
"""Bytes; the smallest limit of the platforms is 104."""
_STALE_LOCK_CHECK = 50
"""Milliseconds to wait for the lock of an application that is just ending."""


class Command(StrEnum):
    """What the running application can be asked to do."""

    STATUS = "status"
    RESET = "reset"
    PAUSE = "pause"
    RESUME = "resume"
    CHECK = "check"
    SYNC = "sync"
    CANCEL = "cancel"
    WAKE = "wake"
    SHOW = "show"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Request:
    """A command, and what it is about."""

    command: Command
    paths: tuple[str, ...] = ()
    """For `SYNC`: what to look through; none: everything."""


Handler = Callable[[Request], dict[str, Any]]


class NotRunningError(Exception):
    """No application answers for this home."""


def channel_name(data_dir: Path) -> str:
    """The socket's name: beside the data where possible, for a terminal may have another temporary folder."""
    path = data_dir.resolve() / "recloser.sock"
    if sys.platform != "win32" and len(os.fsencode(path)) < _LONGEST_SOCKET_PATH:
        return str(path)
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

        A full disk takes no lock, and must not keep the application from starting and saying so: then it is the only
        one if no other answers. One that started so holds no lock, which is why an answer counts in any case.
        """
        if not self._lock.tryLock(_STALE_LOCK_CHECK) and self._lock.error() is QLockFile.LockError.LockFailedError:
            return False
        try:
            ask(self._data_dir, Command.STATUS)
        except NotRunningError:
            return True
        self.release()
        return False

    def release(self) -> None:
        """Let another one start."""
        self._lock.unlock()


class ControlServer(QObject):
    """Listens for commands; lives on the main thread. Create it only while holding the `SingleInstance` lock."""

    def __init__(self, data_dir: Path, handle: Handler, parent: QObject | None = None) -> None:
        """`handle` is called on the main thread with each command; what it returns is the reply."""
        super().__init__(parent)
        self._handle = handle
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = channel_name(data_dir)
        QLocalServer.removeServer(name)  # left behind by a killed process; we hold the lock, so nobody listens
        if not self._server.listen(name):
            _log.warning("The command line cannot reach this application: %s", self._server.errorString())

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_data)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _on_data(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST_MESSAGE:
                socket.abort()
            return
        socket.write(json.dumps(self._answer(bytes(socket.readLine(_LONGEST_MESSAGE).data()))).encode() + b"\n")
        socket.flush()
        socket.disconnectFromServer()

    def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            message = json.loads(line)
            command, paths = Command(message["command"]), message.get("paths", [])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {"error": f"not a command; there are: {', '.join(Command)}"}
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            return {"error": "paths: a list of texts is allowed"}
        return self._handle(Request(command, tuple(paths)))


def ask(data_dir: Path, command: Command, timeout: float = 3.0, *, paths: Sequence[str] = ()) -> dict[str, Any]:
    """Send a command to the running application and return its reply.

    Args:
        data_dir: Which application.
        command: What it shall do.
        timeout: Seconds to wait for each of connection and reply.
        paths: What the command is about.

    Raises:
        NotRunningError: Nobody answers.
    """
    patience = round(timeout * 1000)
    socket = QLocalSocket()
    try:
        socket.connectToServer(channel_name(data_dir))
        if not socket.waitForConnected(patience):
            raise NotRunningError(socket.errorString())
        socket.write(json.dumps({"command": command, "paths": list(paths)}).encode() + b"\n")
        while not socket.canReadLine():
            if not socket.waitForReadyRead(patience):
                raise NotRunningError("it does not answer")
        reply: dict[str, Any] = json.loads(bytes(socket.readLine(_LONGEST_MESSAGE).data()))
    except ValueError as error:
        raise NotRunningError("its answer cannot be read") from error
    finally:
        socket.abort()
    return reply
