"""The local channel through which the command line and a second start talk to the running application.

One line of JSON each way over a local socket that only the same user may open (a named pipe on Windows).

Qt's network, which is three megabytes large, comes in with the first who asks.
"""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Slot

from gui.single_instance import channel_name

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)

_LONGEST_MESSAGE = 1024 * 1024
"""Bytes; anything longer is not from us."""
_FAREWELL = 5000
"""Milliseconds that somebody who got an answer may stay."""


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
        self._server: QLocalServer | None = None
        self._door: socket.socket | None = None
        name = channel_name(data_dir)
        try:
            if Path(name).is_absolute():
                self._open_door(Path(name))
            else:
                self._open_server(name)
        except OSError as error:
            _log.warning("The command line cannot reach this application: %s", error)

    def close(self) -> None:
        """Listen no longer."""
        if self._door is not None:
            self._bell.setEnabled(False)
            Path(self._door.getsockname()).unlink(missing_ok=True)
            self._door.close()
            self._door = None
        if self._server is not None:
            self._server.close()

    def _open_door(self, path: Path) -> None:
        """Listen without Qt's network. Raises `OSError`."""
        path.unlink(missing_ok=True)  # left behind by a killed process; we hold the lock, so nobody listens
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(path))
        path.chmod(0o600)
        self._door.listen()
        self._bell = QSocketNotifier(self._door.fileno(), QSocketNotifier.Type.Read, self)
        self._bell.activated.connect(self._on_knock)

    @Slot()
    def _on_knock(self) -> None:
        """The first who asks, and everybody after, is received by Qt."""
        self._bell.setEnabled(False)
        if self._door is not None:
            door, self._door = self._door, None
            self._open_server(door.detach())

    def _open_server(self, place: str | int) -> None:
        """Listen under this name, or on a socket that has one already. Raises `OSError`."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415  see the top

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if isinstance(place, str):
            QLocalServer.removeServer(place)  # as in `_open_door`
        if not self._server.listen(place):
            raise OSError(self._server.errorString())

    @Slot()
    def _on_connection(self) -> None:
        while self._server is not None and (client := self._server.nextPendingConnection()) is not None:
            client.readyRead.connect(self._on_data)
            client.disconnected.connect(client.deleteLater)

    @Slot()
    def _on_data(self) -> None:
        client = cast("QLocalSocket", self.sender())
        if not client.canReadLine():
            if client.bytesAvailable() > _LONGEST_MESSAGE:
                client.abort()
            return
        client.write(json.dumps(self._answer(bytes(client.readLine(_LONGEST_MESSAGE).data()))).encode() + b"\n")
        client.flush()
        # Whoever asked hangs up: on Windows we would throw away what it has not read yet (DisconnectNamedPipe).
        client.readyRead.disconnect(self._on_data)
        client.readyRead.connect(self._on_surplus)
        QTimer.singleShot(_FAREWELL, client, client.disconnectFromServer)

    @Slot()
    def _on_surplus(self) -> None:
        """One question is answered; nothing more is kept."""
        cast("QLocalSocket", self.sender()).readAll()

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
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415  see the top

    patience = round(timeout * 1000)
    client = QLocalSocket()
    try:
        client.connectToServer(channel_name(data_dir))
        if not client.waitForConnected(patience):
            raise NotRunningError(client.errorString())
        client.write(json.dumps({"command": command, "paths": list(paths)}).encode() + b"\n")
        while not client.canReadLine():
            if not client.waitForReadyRead(patience):
                raise NotRunningError("it does not answer")
        reply: dict[str, Any] = json.loads(bytes(client.readLine(_LONGEST_MESSAGE).data()))
    except ValueError as error:
        raise NotRunningError("its answer cannot be read") from error
    finally:
        client.abort()
    return reply
