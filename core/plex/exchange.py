"""One request and its answer on a connection that is open already, without all that `requests` does around them."""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import requests
import urllib3
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers
from urllib3.exceptions import DecodeError, ProtocolError

from core.plex.heads import END, usual_head

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_QUOTED = re.compile(r"(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]++|%[0-9A-F]{2})*+")
"""A path and a query in which `requests` would find nothing to quote (RFC 3986)."""
_PIECE = 65_536
"""Bytes to ask for at once."""
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+\-.^_`|~]+")
_HEADER_VALUE = re.compile(r"[^\r\n\0]*")


class Unanswered(requests.ConnectionError):
    """The server had closed the connection, or reset it, before its answer was there."""


def is_quoted(target: str) -> bool:
    """Whether this path, with its query, may stand in a request as it is."""
    return _QUOTED.fullmatch(target) is not None


def header_block(headers: Mapping[str, str | bytes]) -> bytes:
    """The lines of these headers and the empty line behind them. Raises `requests.exceptions.InvalidHeader`."""
    lines: list[bytes] = []
    for name, value in headers.items():
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(text):
            raise requests.exceptions.InvalidHeader(f"{name!r} cannot be sent with this value")
        lines.append(f"{name}: {text}\r\n".encode("latin-1"))
    return b"".join([*lines, b"\r\n"])


class Answer(NamedTuple):
    """What a server said. A tuple, and not taken apart: right after a wait everything costs several times as much."""

    status: int
    reason: str
    head: bytes
    """The lines of its headers, if they are of the usual kind."""
    headers: list[tuple[str, str]]
    """The headers, if they are not."""
    body: bytes
    keep: bool
    """Whether the connection may be used again."""

    @property
    def is_silent_success(self) -> bool:
        """Status 200 and no more."""
        return self.status == requests.codes.ok and not self.body

    def response(self, url: str) -> requests.Response:
        """The same as `requests` would put it."""
        response = requests.Response()
        response.url = url
        response.status_code = self.status
        response.reason = self.reason
        lines = (line.partition(": ") for line in self.head.decode("latin-1").splitlines())
        response.headers = _headers(self.headers or [(name, value.strip()) for name, _, value in lines])
        if self.body:
            response.encoding = get_encoding_from_headers(response.headers)
        response._content = self.body  # noqa: SLF001  as requests' own subclasses of adapters do: it has no other way in
        response._content_consumed = True  # type: ignore[attr-defined]  # noqa: SLF001
        return response


def exchange(sock: socket.socket, method: str, head: bytes, silence: float) -> Answer:
    """Send `head`, and read the answer as `requests` would.

    Args:
        sock: The connection, with no answer outstanding.
        method: That of `head`; answers to HEAD have no body.
        head: All of the request, from its first line to its empty line.
        silence: Seconds to wait for each piece of the answer.

    Raises `Unanswered`, and what `requests` raises.
    """
    try:
        if sock.gettimeout() != silence:
            sock.settimeout(silence)
        sock.sendall(head)
        first = sock.recv(_PIECE)
    except OSError as error:
        raise _named(error) from error
    end = first.find(END) + len(END)
    usual = usual_head(first[:end]) if method != "HEAD" else None
    if usual is None or usual.packed:
        return _other_answer(sock, method, first)
    body = first[end:]
    if len(body) < usual.length:
        body = _rest(sock, body, usual.length)
    keep = usual.keep and len(body) == usual.length
    return Answer(usual.status, usual.reason, usual.lines, [], body[: usual.length], keep)


def _rest(sock: socket.socket, begun: bytes, size: int) -> bytes:
    """A body of which this has arrived."""
    body = bytearray(begun)
    try:
        while len(body) < size and (piece := sock.recv(min(_PIECE, size - len(body)))):
            body += piece
    except TimeoutError as error:
        raise requests.ReadTimeout(error) from error
    except OSError as error:
        raise requests.exceptions.ChunkedEncodingError(error) from error
    if len(body) < size:
        raise requests.exceptions.ChunkedEncodingError(http.client.IncompleteRead(bytes(body), size - len(body)))
    return bytes(body)


def _other_answer(sock: socket.socket, method: str, first: bytes) -> Answer:
    with io.BufferedReader(_Pieces(first, sock)) as incoming:
        answer = http.client.HTTPResponse(_Opened(incoming), method=method)  # type: ignore[arg-type]  # all it asks of a socket is the file
        try:
            answer.begin()
        except (OSError, http.client.HTTPException) as error:
            raise _named(error) from error
        headers, keep = answer.headers.items(), not answer.will_close
        return Answer(answer.status, answer.reason, b"", headers, _body(answer), keep)


class _Pieces(io.RawIOBase):
    """A connection of which the first bytes have been read already."""

    def __init__(self, first: bytes, sock: socket.socket) -> None:
        self._first = first
        self._sock = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        if not self._first:
            return self._sock.recv_into(buffer)
        view = memoryview(buffer)
        given, self._first = self._first[: len(view)], self._first[len(view) :]
        view[: len(given)] = given
        return len(given)


@dataclass(frozen=True, slots=True)
class _Opened:
    """In place of a socket whose file is open already."""

    file: io.BufferedReader

    def makefile(self, _mode: str) -> io.BufferedReader:
        return self.file


def _named(error: OSError | http.client.HTTPException) -> requests.RequestException:
    """What `requests` calls it when this ends a request before its answer."""
    if isinstance(error, TimeoutError):
        return requests.ReadTimeout(error)
    if isinstance(error, ConnectionError):
        return Unanswered(ProtocolError("Connection aborted.", error))
    if isinstance(error, ssl.SSLError):
        return requests.exceptions.SSLError(error)
    return requests.ConnectionError(ProtocolError("Connection aborted.", error))


def _body(answer: http.client.HTTPResponse) -> bytes:
    try:
        body = answer.read()
        if answer.headers.get("Content-Encoding"):
            coded = urllib3.HTTPResponse(io.BytesIO(body), headers=dict(answer.headers.items()))
            body = coded.data
    except TimeoutError as error:
        raise requests.ReadTimeout(error) from error
    except DecodeError as error:
        raise requests.exceptions.ContentDecodingError(error) from error
    except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError) as error:
        raise requests.exceptions.ChunkedEncodingError(error) from error
    return body


def _headers(lines: list[tuple[str, str]]) -> CaseInsensitiveDict[str]:
    headers = CaseInsensitiveDict(lines)
    if len(headers) < len(lines):  # some header has several lines, which is the same as one with commas (RFC 9110)
        headers.clear()
        for name, value in lines:
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers
