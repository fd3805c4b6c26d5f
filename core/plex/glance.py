"""What an application at rest asks a server, without the libraries that everything else takes.

requests and plexapi are a third of the memory of an application that has nothing to deliver, and all it asks then is
whether the server lives and which libraries it has. Here that goes over a socket. Whatever is not quite plain (an
encrypted way, a proxy, an answer of an unusual form) is left to them: the caller asks again in full.
"""

from __future__ import annotations

import re
import socket
import sys
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from core.phrases import phrase
from core.plex.errors import Interrupted, ServerDown, ServerSlow
from core.plex.heads import END, usual_head

if TYPE_CHECKING:
    from core.plex.deadlines import Deadlines

_RETRY_AFTER = re.compile(rb"^retry-after: ([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_PIECE = 65_536
"""Bytes to ask for at once."""
_DEFAULT_PORT = 80


def is_plain_way(url: str, environ: Mapping[str, str]) -> bool:
    """Whether nothing stands between here and the server: no encryption, and no proxy that the environment names.

    An address that has to be encoded, or names a person, is not plain either. On Windows and macOS the system may name
    a proxy, too, which only `urllib` finds out, and that is as large.
    """
    proxies = [name for name, value in environ.items() if value and name.lower() in ("http_proxy", "all_proxy")]
    plain = urlsplit(url).scheme == "http" and url.isascii() and "@" not in url
    return plain and not proxies and sys.platform not in ("win32", "darwin")


class Seen(NamedTuple):
    """An answer."""

    status: int
    body: bytes
    retry_after: str | None
    """The header of this name."""


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

    def get(self, path: str, headers: Mapping[str, str], within: float | None = None) -> Seen | None:
        """The answer; None: it is of an unusual form, or was cut off.

        Args:
            path: Of the resource, with its slash.
            headers: Sent besides those that are always sent.
            within: Seconds, if that is less than the deadlines say.

        Raises:
            PlexError: There was no answer in time, or it was given up from here.
            OSError: There was none for another reason.
        """
        self._ended = self._closed
        total = self._deadlines.total
        try:
            seen = self._exchange(self._request(path, headers), min(within or total, total))
        except OSError:
            self._stop_if_ended()
            raise
        self._stop_if_ended()
        return seen

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
            raise Interrupted(phrase("the request was ended from here"))

    def _request(self, path: str, headers: Mapping[str, str]) -> bytes:
        own = {"Host": self._place, "Connection": "close", "Accept": "application/xml", "Accept-Encoding": "gzip"}
        lines = [f"{name}: {value}" for name, value in {**own, **self._headers, **headers}.items()]
        return "\r\n".join([f"GET {self._prefix}{path} HTTP/1.1", *lines, "", ""]).encode("ascii")

    def _exchange(self, request: bytes, allowed: float) -> Seen | None:
        deadline = time.monotonic() + allowed
        self._stop_if_ended()
        try:
            sock = socket.create_connection(self._address, min(self._deadlines.connect, allowed))
        except TimeoutError as error:
            raise ServerDown(phrase("no connection to {host} within the time allowed", host=self._place)) from error
        except UnicodeError as error:  # no computer can have this name, so nobody is asked for it
            raise socket.gaierror(str(error)) from error
        with sock:
            self._socket = sock
            try:
                self._stop_if_ended()
                sock.sendall(request)
                answer = bytearray()
                while (end := answer.find(END)) < 0 and len(answer) < _PIECE:
                    if not (piece := self._piece(sock, deadline, allowed)):
                        break
                    answer += piece
                head = usual_head(bytes(answer[: end + len(END)])) if end >= 0 else None
                if head is None:
                    return None
                del answer[: end + len(END)]
                while len(answer) < head.length and (piece := self._piece(sock, deadline, allowed)):
                    answer += piece
                if len(answer) != head.length:
                    return None
                body = zlib.decompress(answer, zlib.MAX_WBITS | 16) if head.packed else bytes(answer)  # gzip's header
                asked = _RETRY_AFTER.search(head.lines)
                return Seen(head.status, body, asked[1].decode("latin-1") if asked else None)
            except zlib.error:
                return None
            finally:
                self._socket = None

    def _piece(self, sock: socket.socket, deadline: float, allowed: float) -> bytes:
        """The next bytes of the answer; none at its end."""
        left = deadline - time.monotonic()
        if left > 0:
            sock.settimeout(min(self._deadlines.read, left))
            try:
                return sock.recv(_PIECE)
            except TimeoutError as error:
                if left > self._deadlines.read:
                    raise ServerSlow(phrase("no answer within the time allowed")) from error
        raise ServerSlow(phrase("no complete answer within {seconds:g} s", seconds=allowed))
