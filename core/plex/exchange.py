"""One request and its answer on a connection that is open already, without all that `requests` does around them."""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader

import requests
import urllib3
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers
from urllib3.exceptions import DecodeError, ProtocolError

_QUOTED = re.compile(r"(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]++|%[0-9A-F]{2})*+")
"""A path and a query in which `requests` would find nothing to quote (RFC 3986)."""
_STATUS_LINE = re.compile(rb"HTTP/1\.1 ((?!204|304)[2-5][0-9][0-9]) ([^\r\n]*)\r\n")
"""Of an answer that may have a body."""
_LENGTH = re.compile(r"[0-9]{1,8}")
_UNUSUAL = frozenset({"transfer-encoding", "content-encoding"})
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


def exchange(sock: socket.socket, method: str, head: bytes, silence: float) -> tuple[requests.Response, bool]:
    """Send `head`, and read the answer as `requests` would; also tells whether the connection may be used again.

    Args:
        sock: The connection, with no answer outstanding.
        method: That of `head`; answers to HEAD have no body.
        head: All of the request, from its first line to its empty line.
        silence: Seconds to wait for each piece of the answer.

    Raises `Unanswered`, and what `requests` raises.
    """
    # Made before anything is sent: as long as it is there, another thread's close cannot set the socket's number free.
    with sock.makefile("rb") as incoming:
        first = _begin(incoming, sock, head, silence)
        plain = _plain_head(first) if method != "HEAD" else None
        if plain is not None:
            return _response(plain, _rest(incoming, plain)), plain.keep
        answer = http.client.HTTPResponse(_Opened(incoming), method=method)  # type: ignore[arg-type]  # all it asks of a socket is the file
        with _naming_what_ends_a_request():
            answer.begin()
        seen = _Head(answer.status, answer.reason, answer.headers.items(), 0, 0, keep=not answer.will_close)
        return _response(seen, _body(answer)), seen.keep


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the body of an answer."""

    status: int
    reason: str
    lines: list[tuple[str, str]]
    size: int
    """Its own bytes."""
    length: int
    """The body's."""
    keep: bool
    """Whether the connection may be used again."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """In place of a socket whose file is open already."""

    file: BufferedReader

    def makefile(self, _mode: str) -> BufferedReader:
        return self.file


def _plain_head(first: bytes) -> _Head | None:
    """What the first bytes of an answer say, if they are of the usual kind; `http.client` knows all others.

    It reads headers as those of e-mails, which takes as long as all the rest of a small request.
    """
    end = first.find(b"\r\n\r\n")
    begin = _STATUS_LINE.match(first)
    if end < 0 or begin is None:
        return None
    lines = [line.partition(": ") for line in first[begin.end() : end].decode("latin-1").split("\r\n")]
    headers = {name.lower(): value for name, _, value in lines}
    length = headers.get("content-length", "")
    if (
        len(headers) < len(lines)
        or first.count(b"\n", 0, end) > len(lines)
        or not _LENGTH.fullmatch(length)
        or not all(map(_HEADER_NAME.fullmatch, headers))
        or not headers.keys().isdisjoint(_UNUSUAL)
    ):
        return None
    keep = "close" not in headers.get("connection", "").lower()
    return _Head(
        int(begin[1]),
        begin[2].decode("latin-1"),
        [(name, value.strip()) for name, _, value in lines],
        end + len(b"\r\n\r\n"),
        int(length),
        keep=keep,
    )


def _rest(incoming: BufferedReader, head: _Head) -> bytes:
    try:
        incoming.read(head.size)
        body = incoming.read(head.length)
    except TimeoutError as error:
        raise requests.ReadTimeout(error) from error
    except OSError as error:
        raise requests.exceptions.ChunkedEncodingError(error) from error
    if len(body) < head.length:
        raise requests.exceptions.ChunkedEncodingError(http.client.IncompleteRead(body, head.length - len(body)))
    return body


def _begin(incoming: BufferedReader, sock: socket.socket, head: bytes, silence: float) -> bytes:
    """Send the request, and look at the first bytes of its answer; they are still to be read."""
    with _naming_what_ends_a_request():
        sock.settimeout(silence)
        sock.sendall(head)
        return incoming.peek()


@contextmanager
def _naming_what_ends_a_request() -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise requests.ReadTimeout(error) from error
    except ConnectionError as error:
        raise Unanswered(ProtocolError("Connection aborted.", error)) from error
    except ssl.SSLError as error:
        raise requests.exceptions.SSLError(error) from error
    except (OSError, http.client.HTTPException) as error:
        raise requests.ConnectionError(ProtocolError("Connection aborted.", error)) from error


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


def _response(head: _Head, body: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code = head.status
    response.reason = head.reason
    response.headers = _headers(head.lines)
    if body:
        response.encoding = get_encoding_from_headers(response.headers)
    response._content = body  # noqa: SLF001  as requests' own subclasses of adapters do: it has no other way in
    response._content_consumed = True  # type: ignore[attr-defined]  # noqa: SLF001
    return response


def _headers(lines: list[tuple[str, str]]) -> CaseInsensitiveDict[str]:
    headers = CaseInsensitiveDict(lines)
    if len(headers) < len(lines):  # some header has several lines, which is the same as one with commas (RFC 9110)
        headers.clear()
        for name, value in lines:
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers
