"""Stands between the application and Plex, does to their conversation what a bad day does, and notes what was asked.

Unlike the simulator's own faults these happen on the wire, to an application that cannot tell the proxy from Plex.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import os
import socket
import ssl
import struct
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_IDLE = 20.0
"""Seconds after which Plex closes a connection without a request."""
_DRIP = 0.4
"""Seconds between two bytes: no single read times out, and a whole answer takes minutes."""
_LOOP_TIMEOUT = 10.0
_RESET_ON_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
_MAINTENANCE = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<Response code="503" title="Maintenance" status="Plex Media Server is currently running startup maintenance'
    b' tasks." />\n'
)


class Harm(Enum):
    """What can be done to a connection."""

    REFUSED = auto()
    """Nobody listens; what was connected is reset."""
    RESET = auto()
    """Reset as soon as a request has come in. Plex does not see it."""
    BLACK_HOLE = auto()
    """Neither connections nor requests are answered, not even refused."""
    DRIP = auto()
    """Plex serves the request; its answer comes a byte at a time."""
    GARBAGE = auto()
    """Plex serves the request; its answer arrives as noise."""
    TRUNCATED = auto()
    """Plex serves the request; its answer ends in the middle."""
    BAD_CERTIFICATE = auto()
    """The server shows a certificate that nobody has signed."""


@dataclass(frozen=True)
class Answer:
    """Plex does not see the request; somebody else answers it."""

    status: int
    page: bytes = b""
    retry_after: str | None = None
    befalls: Callable[[str, str], bool] = lambda _method, _path: True
    """Told method and path."""

    def encoded(self) -> bytes:
        status = HTTPStatus(self.status)
        body = self.page or f"<html><body><h1>{status} {status.phrase}</h1></body></html>".encode()
        lines = [f"HTTP/1.1 {status} {status.phrase}", f"Content-Length: {len(body)}", "Connection: close"]
        if self.retry_after is not None:
            lines.append(f"Retry-After: {self.retry_after}")
        return "\r\n".join([*lines, "", ""]).encode() + body


def maintenance() -> Answer:
    """What Plex answers to everything while it starts."""
    return Answer(503, _MAINTENANCE)


Fault = Harm | Answer


@dataclass
class Exchange:
    """One request, and how it ended for whoever made it."""

    at: float
    """`time.monotonic` of the arrival."""
    method: str
    target: str
    served: bool = False
    """Whether Plex did what was asked."""
    status: int | None = None
    """None: no answer arrived whole."""


class ChaosProxy:
    """A context manager; between entering and leaving it has one `url`. All methods are for any thread.

    Attributes:
        exchanges: The requests that came in, oldest first.
        connections: `time.monotonic` of the first request on each connection that carried one.
        certificate: The file to trust, with `tls`.
    """

    def __init__(self, upstream: int, *, tls: Path | None = None) -> None:
        """`upstream` is Plex's port; `tls` an empty folder for certificates, if the proxy is to speak https."""
        self.exchanges: list[Exchange] = []
        self.connections: list[float] = []
        self._upstream = upstream
        self._good = self._bad = None
        if tls is not None:
            self.certificate, self._good = _certified(tls, "good")
            _, self._bad = _certified(tls, "bad")
        self._fault: Fault | None = None
        self._port = 0
        self._place: socket.socket | None = None
        self._crowd: list[socket.socket] = []
        self._server: asyncio.Server | None = None
        self._writers: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="chaos-proxy")

    @property
    def port(self) -> int:
        return self._port

    @property
    def url(self) -> str:
        return f"http{'s' if self._good else ''}://127.0.0.1:{self._port}"

    def inject(self, fault: Fault) -> None:
        """From now on this is what happens."""
        self._on_loop(self._change(fault))

    def heal(self) -> None:
        """All is well again, except for connections that have lost their way already."""
        self._on_loop(self._change(None))

    def cut(self) -> None:
        """Reset all connections, as a router does that has forgotten them."""
        self._on_loop(self._cut())

    def __enter__(self) -> Self:
        self._thread.start()
        self._on_loop(self._listen(self._good))
        return self

    def __exit__(self, *_: object) -> None:
        self._on_loop(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _on_loop(self, work: Coroutine[None, None, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_LOOP_TIMEOUT)

    async def _change(self, fault: Fault | None) -> None:
        before, self._fault = self._fault, fault
        if fault is Harm.REFUSED:
            await self._deafen()
            await self._cut()
        elif fault is Harm.BLACK_HOLE:
            await self._deafen()
            self._fill()
        elif fault is Harm.BAD_CERTIFICATE:
            await self._cut()
            await self._listen(self._bad)
        elif before in (Harm.REFUSED, Harm.BLACK_HOLE, Harm.BAD_CERTIFICATE):
            await self._listen(self._good)

    async def _listen(self, tls: ssl.SSLContext | None) -> None:
        await self._deafen()
        place, self._place = self._place, None
        self._server = await asyncio.start_server(self._serve, sock=place, ssl=tls)

    async def _deafen(self) -> None:
        """Accept no connection, but keep the port: bound and not listening, it refuses."""
        if self._server is not None:
            self._server.close()
            self._server = None
            await asyncio.sleep(0)  # the socket is closed in the loop's next round
        for one in self._crowd:
            one.close()
        self._crowd.clear()
        if self._place is not None:
            self._place.close()
        self._place = socket.socket()
        if os.name == "posix":  # elsewhere the option would share the port with whoever has it
            self._place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._place.bind(("127.0.0.1", self._port))
        self._port = self._place.getsockname()[1]

    def _fill(self) -> None:
        """A queue that is full drops whoever knocks, without a word."""
        assert self._place is not None
        self._place.listen(0)
        for _ in range(3):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", self._port))
            self._crowd.append(one)

    async def _cut(self) -> None:
        for writer in self._writers.values():
            _reset(writer)
        await asyncio.sleep(0)

    async def _end(self) -> None:
        await self._deafen()
        assert self._place is not None
        self._place.close()
        for task in (tasks := list(self._writers)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._writers[task] = writer
        try:
            first = True
            while request := await _read_message(reader):
                if first:
                    self.connections.append(time.monotonic())
                first = False
                if not await self._exchange(request, writer):
                    break
        except (OSError, EOFError, TimeoutError, asyncio.CancelledError):
            pass  # either side has gone; that is what happens here
        finally:
            del self._writers[task]
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _exchange(self, request: bytes, writer: asyncio.StreamWriter) -> bool:
        """Returns whether the connection can be used again."""
        method, target, _ = request.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        exchange = Exchange(time.monotonic(), method, target)
        self.exchanges.append(exchange)
        match self._fault:
            case Answer() as answer if answer.befalls(method, target.partition("?")[0]):
                exchange.status = answer.status
                writer.write(answer.encoded())
                await writer.drain()
                return False
            case Harm.RESET:
                _reset(writer)
                return False
            case Harm.BLACK_HOLE:
                await asyncio.Event().wait()
            case Harm.REFUSED | Harm.BAD_CERTIFICATE:
                return False  # came in at the very moment of the change
        response = await self._ask_plex(request)
        exchange.served = response.split(b" ", 2)[1] == b"200"
        match self._fault:
            case Harm.DRIP:
                for byte in response:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(_DRIP)
                return False
            case Harm.GARBAGE:
                writer.write(b"\x16\x03\x01\xff\xfe" * (len(response) // 5))
                return False
            case Harm.TRUNCATED:
                writer.write(response[:-5])
                return False
            case Harm.REFUSED | Harm.BAD_CERTIFICATE | Harm.BLACK_HOLE | Harm.RESET:
                _reset(writer)
                return False
        writer.write(response)
        await writer.drain()
        exchange.status = int(response.split(b" ", 2)[1])
        return exchange.status < HTTPStatus.BAD_REQUEST

    async def _ask_plex(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._upstream)
        try:
            writer.write(request)
            response = await _read_message(reader)
            if not response:
                raise EOFError("Plex has closed the connection")
            return response
        finally:
            writer.close()


async def _read_message(reader: asyncio.StreamReader) -> bytes:
    """One request or answer, as it came; empty at the end of the connection."""
    async with asyncio.timeout(_IDLE):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return b""
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        return head + await reader.readexactly(length)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Cut the connection off, so that the client sees a reset rather than an end."""
    with suppress(OSError, AttributeError):  # the client may have gone, and with it the socket
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    writer.transport.abort()


def _certified(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """A self-signed certificate for this computer, and a server that shows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Plex simulator ({name})")])
    now, day = dt.datetime.now(dt.UTC), dt.timedelta(days=1)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - day).not_valid_after(now + day)
    certificate = builder.add_extension(here, critical=False).sign(key, hashes.SHA256())
    public, private = folder / f"{name}.pem", folder / f"{name}.key"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context
