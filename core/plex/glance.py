"""What an application at rest asks a server, without the libraries that everything else takes.

requests and plexapi are a third of the memory of an application that has nothing to deliver, and all it asks then is
whether the server lives and which libraries it has. Here that goes over a socket. Whatever is not quite plain (an
encrypted way, a proxy, an answer that is anything but usual) is left to them: the caller asks again in full.
"""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

from core.plex.errors import Interrupted, ServerDown, ServerSlow, SignInRequired
from core.plex.heads import END, usual_head

if TYPE_CHECKING:
    from core.plex.deadlines import Deadlines

_PIECE = 65_536
"""Bytes to ask for at once."""
_DEFAULT_PORT = 80


def is_plain_way(url: str, environ: Mapping[str, str]) -> bool:
    """Whether nothing stands between here and the server: no encryption, and no proxy that the environment names.

    On Windows and macOS the system may name a proxy, too, which only `urllib` finds out, and that is as large.
    """
    proxies = [name for name, value in environ.items() if value and name.lower() in ("http_proxy", "all_proxy")]
    return urlsplit(url).scheme == "http" and not proxies and sys.platform not in ("win32", "darwin")


class Glance:
    """Asks one server, each time on a connection of its own. For one thread, except `interrupt` and `close`."""

    def __init__(self, url: str, deadlines: Deadlines, headers: Mapping[str, str]) -> None:
        """`url` leads a plain way (see `is_plain_way`); `headers` are sent with every request."""
        address = urlsplit(url)
        self._place = address.netloc
        self._address = address.hostname or "", address.port or _DEFAULT_PORT
        self._prefix = address.path
        self._deadlines = deadlines
        self._headers = dict(headers)
        self._socket: socket.socket | None = None
        self._ended = self._closed = False

    def get(self, path: str, headers: Mapping[str, str], within: float | None = None) -> Element | None:
        """The XML that is the answer; None: it is not a plain one.

        Args:
            path: Of the resource, with its slash.
            headers: Sent besides those that are always sent.
            within: Seconds, if that is less than the deadlines say.

        Raises:
            PlexError: There was no answer in time, or it was given up from here, or the server does not let us in.
            OSError: There was none for another reason.
        """
        self._ended = self._closed
        request = {
            "Host": self._place,
            "Connection": "close",
            "Accept-Encoding": "identity",
            **self._headers,
            **headers,
        }
        lines = [f"GET {self._prefix}{path} HTTP/1.1", *(f"{name}: {value}" for name, value in request.items()), "", ""]
        total = self._deadlines.total
        try:
            body = self._exchange("\r\n".join(lines).encode("ascii"), min(within or total, total))
        except OSError:
            self._stop_if_ended()
            raise
        self._stop_if_ended()
        try:
            return None if body is None else fromstring(body)  # noqa: S314  as plexapi parses what it is answered
        except (ParseError, LookupError, ValueError):  # the last two: an encoding that nobody knows
            return None

    def interrupt(self) -> None:
        """End the request in flight, if there is one. For any thread."""
        self._ended = True
        sock = self._socket
        if sock is not None:
            with suppress(OSError):  # it is closed already, which is what was wanted
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the request in flight and allow no other. For any thread."""
        self._closed = True
        self.interrupt()

    def _stop_if_ended(self) -> None:
        if self._ended:
            raise Interrupted("the request was ended from here")

    def _request(self, path: str, headers: Mapping[str, str]) -> bytes:
        own = {"Host": self._place, "Connection": "close", "Accept-Encoding": "identity", **self._headers}
        lines = [f"{name}: {value}" for name, value in {**own, **headers}.items()]
        return "\r\n".join([f"GET {self._prefix}{path} HTTP/1.1", *lines, "", ""]).encode("ascii")

    def _exchange(self, request: bytes, allowed: float) -> bytes | None:
        """The body of a plain answer that has the status 200."""
        deadline = time.monotonic() + allowed
        self._stop_if_ended()
        try:
            sock = socket.create_connection(self._address, min(self._deadlines.connect, allowed))
        except TimeoutError as error:
            raise ServerDown(f"no connection to {self._place} within the time allowed") from error
        with sock:
            self._socket = sock
            try:
                self._stop_if_ended()
                sock.sendall(request)
                answer = bytearray()
                while (end := answer.find(END)) < 0 and (piece := self._piece(sock, deadline, allowed)):
                    answer += piece
                head = usual_head(bytes(answer[: end + len(END)]))
                if end < 0 or head is None:
                    return None
                if head.status in (401, 403):
                    raise SignInRequired(f"Plex answered {head.status}")
                if head.status != 200:
                    return None
                del answer[: end + len(END)]
                while len(answer) < head.length and (piece := self._piece(sock, deadline, allowed)):
                    answer += piece
                return bytes(answer) if len(answer) == head.length else None
            finally:
                self._socket = None

    def _piece(self, sock: socket.socket, deadline: float, allowed: float) -> bytes:
        """The next bytes of the answer; none at its end."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise ServerSlow(f"no complete answer within {allowed:g} s")
        sock.settimeout(min(self._deadlines.read, left))
        try:
            return sock.recv(_PIECE)
        except TimeoutError as error:
            raise ServerSlow("no answer within the time allowed") from error
