"""One request and its answer on a connection that is open already, without all that `requests` does around them."""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
from collections.abc import Mapping

import requests
import urllib3
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers
from urllib3.exceptions import DecodeError, ProtocolError

_QUOTED = re.compile(r"(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]++|%[0-9A-F]{2})*+")
"""A path and a query in which `requests` would find nothing to quote (RFC 3986)."""
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
    answer = http.client.HTTPResponse(sock, method=method)
    try:
        _begin(answer, sock, head, silence)
        return _response(answer, _body(answer)), not answer.will_close
    finally:
        answer.close()


def _begin(answer: http.client.HTTPResponse, sock: socket.socket, head: bytes, silence: float) -> None:
    try:
        sock.settimeout(silence)
        sock.sendall(head)
        answer.begin()
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


def _response(answer: http.client.HTTPResponse, body: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.reason = answer.reason
    response.headers = _headers(answer.headers.items())
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
