"""HTTP/1.1 on one thread: reads requests, sends answers, and lets faults happen on the wire."""

from __future__ import annotations

import asyncio
import gzip
import logging
import os
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from typing import cast
from urllib.parse import parse_qsl, unquote

from core.clock import Clock
from core.demo.simulator.faults import Delays, Drips, Fault, Garbles, Hangs, NotPlex, Resets, Truncates
from core.demo.simulator.messages import Request, Response, error_page

_log = logging.getLogger(__name__)

_LONGEST_HEAD = 8 * 1024 * 1024
_LONGEST_BODY = 64 * 1024 * 1024
_RESET_DELAY = 0.05
_GARBAGE = b"\x00\x16\x03\x01\xff\xfenot a word of HTTP\r\n\r\n" * 4
_OTHER_PAGE = b"<!DOCTYPE html><html><head><title>Router</title></head><body><p>Welcome &amp; log in<br></body></html>"
_OTHER_SERVER = b"HTTP/1.1 200 OK\r\nServer: router\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
# Closing a socket that lingers for 0 s sends a reset; the structure has another layout on Windows.
_RESET_ON_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a request: an answer, a fault, or an answer that suffers a fault on its way."""

    response: Response | None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the server draws its lines."""

    idle: float = 20.0
    """Seconds after which a connection without a request is closed."""
    url: int = 32_768
    """Bytes of one request's path and query. The true limit is unknown; 36 kB were answered 400 (Kometa)."""


class HttpServer:
    """Listens on one loopback port. All methods belong to the event loop's thread."""

    def __init__(
        self, respond: Callable[[Request], Outcome], limits: Limits, background_delay: float, clock: Clock
    ) -> None:
        """`background_delay` is how many seconds after an answer the work starts that it promised."""
        self.respond = respond
        self.idle = limits.idle
        self.background_delay = background_delay
        self.clock = clock
        self.connections: set[Connection] = set()
        self._listener: socket.socket | None = None
        self._accepting: asyncio.Task[None] | None = None

    @property
    def listening(self) -> bool:
        """Whether connections are accepted."""
        return self._listener is not None

    def start(self, port: int) -> int:
        """Accept connections on this port, or on any free one when it is 0; returns the port. Raises `OSError`."""
        listener = socket.socket()
        try:
            if os.name == "posix":  # elsewhere the option would share the port with whoever has it
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", port))
            listener.listen(128)
            listener.setblocking(False)
        except OSError:
            listener.close()
            raise
        self._listener = listener
        self._accepting = asyncio.get_running_loop().create_task(self._accept(listener))
        found: int = listener.getsockname()[1]
        return found

    async def stop(self) -> None:
        """Refuse connections from now on, and reset those that are open: what a killed process leaves behind."""
        if self._listener is not None and self._accepting is not None:
            address, self._listener = self._listener.getsockname(), None
            # Cancelling an accept can lose a connection that has just come in, so the last one accepted is our own.
            with socket.socket() as last:
                last.setblocking(False)
                last.connect_ex(address)
                await self._accepting
        for connection in list(self.connections):
            connection.reset()
        await asyncio.sleep(0)  # the connections are told in the loop's next round

    async def _accept(self, listener: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        with listener:
            while True:
                try:
                    connection, _ = await loop.sock_accept(listener)
                except ConnectionError:
                    continue  # gone again before it was taken
                if self._listener is not listener:
                    connection.close()
                    return
                await loop.connect_accepted_socket(lambda: Connection(self, loop), connection)


class Connection(asyncio.Protocol):
    """One client's connection; it may carry any number of requests, one after the other."""

    def __init__(self, server: HttpServer, loop: asyncio.AbstractEventLoop) -> None:
        self._server = server
        self._loop = loop
        self._buffer = bytearray()
        self._busy = False
        self._last_used = 0.0
        self._idle_timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`."""
        self._transport = cast("asyncio.Transport", transport)
        self._server.connections.add(self)
        self._last_used = self._loop.time()
        self._close_when_idle()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  the name is asyncio's
        """See `asyncio.Protocol`."""
        self._server.connections.discard(self)
        if self._idle_timer is not None:
            self._idle_timer.cancel()

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        self._buffer += data
        self._last_used = self._loop.time()
        self._next_request()

    def reset(self) -> None:
        """Cut the connection off, so that the client sees a reset rather than an end."""
        if not self._transport.is_closing():
            with suppress(OSError):  # the client may have gone
                raw = self._transport.get_extra_info("socket")
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._transport.abort()

    def _close_when_idle(self) -> None:
        left = self._last_used + self._server.idle - self._loop.time()
        if self._busy:
            left = self._server.idle
        if left <= 0:
            self._transport.close()
        else:
            self._idle_timer = self._loop.call_later(left, self._close_when_idle)

    def _next_request(self) -> None:
        while not self._busy and not self._transport.is_closing():
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                if len(self._buffer) > _LONGEST_HEAD:
                    self._refuse(400)
                return
            head = self._buffer[:end].decode("latin-1")
            try:
                method, target, headers = _parse_head(head)
                length = int(headers.get("content-length", "0"))
            except ValueError:
                self._refuse(400)
                return
            if "transfer-encoding" in headers:
                self._refuse(411)
                return
            if not 0 <= length <= _LONGEST_BODY:
                self._refuse(400)
                return
            if len(self._buffer) < end + 4 + length:
                if headers.pop("expect", "").lower() == "100-continue" and len(self._buffer) == end + 4:
                    self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                return
            body = bytes(self._buffer[end + 4 : end + 4 + length])
            del self._buffer[: end + 4 + length]
            self._busy = True
            self._answer(method, target, headers, body)

    def _answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> None:
        path, _, query = target.partition("?")
        arguments = tuple(parse_qsl(query, keep_blank_values=True)) if query else ()
        request = Request(method, unquote(path).rstrip("/") or "/", query, arguments, headers, body)
        try:
            outcome = self._server.respond(request)
        except Exception:  # noqa: BLE001  a server survives its own faults; they are logged
            _log.exception("%s %s failed", method, path)
            outcome = Outcome(error_page(500))
        self._send(request, outcome)

    def _send(self, request: Request, outcome: Outcome) -> None:
        fault, response = outcome.fault, outcome.response
        if response is not None and response.afterwards is not None:
            self._loop.call_later(self._server.background_delay, response.afterwards)
        if isinstance(fault, Hangs):
            return
        if isinstance(fault, Garbles):
            self._finish(_GARBAGE, keep=False)
        elif isinstance(fault, NotPlex):
            self._finish(_OTHER_SERVER % len(_OTHER_PAGE) + _OTHER_PAGE, keep=True)
        elif response is None:
            self.reset()
        else:
            wanted = request.headers.get("connection", "").lower() != "close"
            # Plex ends the connection after an error page.
            keep = wanted and response.status < HTTPStatus.BAD_REQUEST
            self._send_through(fault, *self._encode(request, response, keep=keep), keep=keep)

    def _send_through(self, fault: Fault | None, head: bytes, body: bytes, *, keep: bool) -> None:
        if isinstance(fault, Drips):
            sent = len(head) if fault.from_body else 0
            self._transport.write(head[:sent])
            self._drip(head + body, sent, fault.interval, keep=keep)
        elif isinstance(fault, Truncates):
            self._finish(head + body[: fault.after], keep=False)
        elif isinstance(fault, Resets):
            self._transport.write((head + body)[: fault.after])
            # What was written has to be on its way before the reset, which would overtake it.
            self._loop.call_later(_RESET_DELAY, self.reset)
        elif isinstance(fault, Delays):
            self._loop.call_later(fault.seconds, lambda: self._finish(head + body, keep=keep))
        else:
            self._finish(head + body, keep=keep)

    def _drip(self, data: bytes, sent: int, interval: float, *, keep: bool) -> None:
        if self._transport.is_closing():
            return
        if sent >= len(data):
            self._finish(b"", keep=keep)
            return
        self._transport.write(data[sent : sent + 1])
        self._loop.call_later(interval, lambda: self._drip(data, sent + 1, interval, keep=keep))

    def _finish(self, data: bytes, *, keep: bool) -> None:
        if self._transport.is_closing():
            return
        self._transport.write(data)
        self._busy = False
        self._last_used = self._loop.time()
        if not keep:
            self._transport.close()
        elif self._buffer:
            self._loop.call_soon(self._next_request)

    def _refuse(self, status: int) -> None:
        """Answer what could not be read as a request, and end the connection: nobody knows where the next begins."""
        nothing = Request("", "", "", (), {})
        head, body = self._encode(nothing, error_page(status), keep=False)
        self._finish(head + body, keep=False)

    def _encode(self, request: Request, response: Response, *, keep: bool) -> tuple[bytes, bytes]:
        """The answer's head and body, with the headers of the recordings."""
        body = response.body
        headers = [("X-Plex-Protocol", "1.0"), *response.headers]
        if body and "gzip" in request.headers.get("accept-encoding", ""):
            original, body = len(body), gzip.compress(body, compresslevel=1, mtime=0)
            headers += [
                ("Content-Encoding", "gzip"),
                ("X-Plex-Content-Original-Length", str(original)),
                ("X-Plex-Content-Compressed-Length", str(len(body))),
            ]
        headers += [("Content-Type", response.content_type), ("Content-Length", str(len(body)))]
        if keep:
            headers += [("Connection", "Keep-Alive"), ("Keep-Alive", f"timeout={self._server.idle:g}")]
        else:
            headers.append(("Connection", "close"))
        headers += [("Cache-Control", "no-cache"), ("Date", formatdate(self._server.clock.time(), usegmt=True))]
        status = f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}"
        lines = [status, *(f"{name}: {value}" for name, value in headers), "", ""]
        return "\r\n".join(lines).encode("latin-1"), body


def _parse_head(head: str) -> tuple[str, str, dict[str, str]]:
    """Method, target and headers. Raises `ValueError` for what is no HTTP/1.x."""
    request_line, *lines = head.split("\r\n")
    method, target, version = request_line.split(" ")
    if not version.startswith("HTTP/1."):
        raise ValueError(version)
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(line)
        headers[name.strip().lower()] = value.strip()
    if version == "HTTP/1.0":
        headers.setdefault("connection", "close")
    return method, target, headers
