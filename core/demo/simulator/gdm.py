"""Answers the question by which programs find Plex servers in the local network (GDM), on the loopback only."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from core.demo.simulator.shapes import VERSION

_QUESTION = b"M-SEARCH * HTTP/1."
_LONGEST = 1024


@dataclass(frozen=True, slots=True)
class Announcement:
    """How a server introduces itself."""

    name: str
    identifier: str
    """Its machine identifier."""
    port: int
    content_type: str = "plex/media-server"

    def text(self) -> str:
        """The answer as a server sends it (plexapi's ``gdm`` shows one)."""
        lines = [
            "HTTP/1.0 200 OK",
            f"Content-Type: {self.content_type}",
            f"Name: {self.name}",
            f"Port: {self.port}",
            f"Resource-Identifier: {self.identifier}",
            "Updated-At: 1795400000",
            f"Version: {VERSION}",
        ]
        return "\r\n".join([*lines, "", ""])


class GdmResponder:
    """Listens on a UDP port of the loopback; use it as a context manager.

    plexapi asks the group 239.0.0.250, port 32414. A test sends its question to `address` instead.
    """

    def __init__(self, *announcements: Announcement) -> None:
        """What to answer to each question, one datagram each."""
        self._answers = [each.text().encode() for each in announcements]
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self.address: tuple[str, int] = ("127.0.0.1", 0)
        """Where it listens."""

    def __enter__(self) -> Self:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.bind(self.address)
        self.address = sock.getsockname()
        self._socket = sock
        self._thread = threading.Thread(target=self._listen, args=(sock,), name="gdm-responder")
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._socket is not None and self._thread is not None:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as farewell:
                farewell.sendto(b"", self.address)  # wakes the thread
            self._thread.join()
            self._socket.close()

    def _listen(self, sock: socket.socket) -> None:
        while True:
            try:
                question, sender = sock.recvfrom(_LONGEST)
            except ConnectionResetError:  # Windows: somebody did not wait for an earlier answer
                continue
            if not question:
                return
            if question.startswith(_QUESTION):
                for answer in self._answers:
                    sock.sendto(answer, sender)
