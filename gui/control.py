"""The local channel through which the command line and a second start talk to the running application.

One line of JSON each way over a local socket that only the same user may open (a named pipe on Windows).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from gui.single_instance import channel_name

_log = logging.getLogger(__name__)

_LONGEST_MESSAGE = 1024 * 1024
"""Bytes; anything longer is not from us."""


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
