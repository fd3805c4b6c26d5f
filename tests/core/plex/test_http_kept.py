"""Requests on a connection that is open already bypass `requests`; nobody must be able to tell."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from core.demo.simulator import PlexSimulator
from core.plex.http import Cancelled, DeadlinePassed, DeadlineSession
from tests.core.plex.test_http import ANSWER, drip, listening, session_for
from tests.e2e.chaos_proxy import ChaosProxy, Harm

OTHER = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother"


@contextmanager
def answering(*answers: bytes, wait: threading.Event | None = None) -> Iterator[tuple[str, list[int]]]:
    """A server that gives these answers to its requests, one after the other, and then hangs up.

    Every connection goes through all of them. Yields its address, and the numbers of the connections as requests come.
    With `wait`, it hangs up only when that is set.
    """
    asked: list[int] = []

    def serve(connection: socket.socket, number: int) -> None:
        for answer in answers:
            if not connection.recv(65536):
                return
            asked.append(number)
            connection.sendall(answer)
        if wait is not None:
            wait.wait(10)

    with listening(serve) as url:
        yield url, asked


@contextmanager
def kept(url: str) -> Iterator[DeadlineSession]:
    """A session that has had its first answer and keeps the connection."""
    with session_for(url) as session:
        assert session.get(f"{url}/").text == "ok"
        yield session


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Said: yes\r\n\r\nwords", "words"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nwor\r\n2;x=y\r\nds\r\n0\r\n\r\n", "words"),
        (b"HTTP/1.1 200 OK\r\n\r\nwords", "words"),
        (b"HTTP/1.0 200 OK\r\n\r\nwords", "words"),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords", "words"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", ""),
        (b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", ""),
        (b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 5\r\n\r\nwords", "words"),
        (
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml;charset=utf-8\r\nContent-Length: 5\r\n\r\nCafé".encode(),
            "Café",
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(gzip.compress(b"words"))
            + gzip.compress(b"words"),
            "words",
        ),
        (b"HTTP/1.1 200 OK\r\nX-Two: 1\r\nX-Two: 2\r\nContent-Length: 0\r\n\r\n", ""),
        (b"HTTP/1.1 200 OK\r\nX-Said:yes\r\nContent-Length:5\r\n\r\nwords", "words"),
        (b"HTTP/1.1 200 OK\r\nX-Said: yes\nX-Also: yes\r\nContent-Length: 5\r\n\r\nwords", "words"),
        (b"HTTP/1.1 200 OK\nContent-Length: 5\n\nwords", "words"),
        (b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 20_000 + b"\r\nContent-Length: 5\r\n\r\nwords", "words"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"w" * 100_000, "w" * 100_000),
    ],
    ids=[
        "length",
        "chunks",
        "no length",
        "1.0",
        "100",
        "204",
        "302",
        "503",
        "charset",
        "gzip",
        "repeated header",
        "no space",
        "line feed",
        "line feeds",
        "long head",
        "long body",
    ],
)
def test_an_answer_on_a_kept_connection_is_understood_as_by_requests_itself(answer: bytes, body: str) -> None:
    with answering(ANSWER, answer) as (url, asked), kept(url) as session:
        ours = session.get(f"{url}/")
        assert asked == [1, 1]
    with answering(answer) as (url, _asked):
        theirs = requests.get(f"{url}/", allow_redirects=False, timeout=5)
    assert ours.text == body
    assert (ours.status_code, ours.reason, ours.content, ours.encoding) == (
        theirs.status_code,
        theirs.reason,
        theirs.content,
        theirs.encoding,
    )
    assert ours.headers == theirs.headers


def test_nothing_follows_the_answer_to_a_head_request() -> None:
    length_only = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
    with answering(ANSWER, length_only, ANSWER) as (url, asked), kept(url) as session:
        assert session.head(f"{url}/").content == b""
        assert session.get(f"{url}/").text == "ok"
        assert asked == [1, 1, 1]


@pytest.mark.parametrize(
    "last",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nother",
        b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nother",
        b"HTTP/1.1 200 OK\r\n\r\nother",
    ],
    ids=["told", "1.0", "no length"],
)
def test_a_connection_that_ends_with_its_answer_is_not_used_again(last: bytes) -> None:
    with answering(ANSWER, last) as (url, asked), kept(url) as session:
        assert session.get(f"{url}/").text == "other"
        assert session.get(f"{url}/").text == "ok"
        assert asked == [1, 1, 2]


def test_a_connection_that_the_server_has_closed_meanwhile_is_not_used_again() -> None:
    with answering(ANSWER) as (url, asked), kept(url) as session:
        for number in (2, 3):
            assert session.get(f"{url}/").text == "ok"
            assert asked[-1] == number


def test_what_a_server_says_unasked_is_no_answer_to_the_next_request() -> None:
    idle, said = threading.Event(), threading.Event()

    def serve(connection: socket.socket, number: int) -> None:
        connection.recv(65536)
        connection.sendall(ANSWER)
        if number == 1:
            idle.wait(5)
            connection.sendall(b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            said.set()
            connection.recv(65536)

    with listening(serve) as url, kept(url) as session:
        idle.set()
        assert said.wait(5)
        assert session.get(f"{url}/").status_code == 200


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nwords", requests.exceptions.ChunkedEncodingError),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nwo", requests.exceptions.ChunkedEncodingError),
        (b"\x16\x03\x01 no word of HTTP\r\n\r\n", requests.ConnectionError),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nwords",
            requests.exceptions.ContentDecodingError,
        ),
    ],
    ids=["cut off", "chunk cut off", "garbage", "not gzip"],
)
def test_a_spoilt_answer_on_a_kept_connection_is_the_error_it_is_to_requests(
    answer: bytes, error: type[requests.RequestException]
) -> None:
    with answering(ANSWER, answer) as (url, asked), kept(url) as session:
        with pytest.raises(error) as ours:
            session.get(f"{url}/")
        assert asked == [1, 1]
        assert session.get(f"{url}/").text == "ok"
        assert asked == [1, 1, 2]
    with answering(answer) as (url, _asked), pytest.raises(error) as theirs:
        requests.get(f"{url}/", timeout=5)
    assert ours.type is theirs.type


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nwor"], ids=["head", "body"])
def test_a_server_that_falls_silent_on_a_kept_connection_is_given_up_after_the_read_timeout(begun: bytes) -> None:
    hold = threading.Event()
    with answering(ANSWER, begun, wait=hold) as (url, _asked), kept(url) as session:
        with pytest.raises(requests.ReadTimeout):
            session.get(f"{url}/")
        hold.set()
        assert session.get(f"{url}/").text == "ok"


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 200 OK\r\nX-Padding: ", b"HTTP/1.1 200 OK\r\n\r\n"], ids=["head", "body"]
)
def test_a_dripping_server_cannot_hold_a_kept_connection_beyond_the_total_deadline(answer: bytes) -> None:
    def serve(connection: socket.socket, _number: int) -> None:
        connection.recv(65536)
        connection.sendall(ANSWER)
        connection.recv(65536)
        drip(connection, answer + b"x" * 1000)

    with listening(serve) as url, kept(url) as session, pytest.raises(DeadlinePassed):
        session.get(f"{url}/")


def test_a_header_that_would_end_its_line_is_not_sent() -> None:
    with answering(ANSWER, OTHER) as (url, asked), kept(url) as session:
        with pytest.raises(requests.exceptions.InvalidHeader):
            session.get(f"{url}/", headers={"X-Plex-Token": "t\r\nX-More: 1"})
        assert asked == [1]


def test_an_address_that_is_not_quoted_yet_is_quoted_on_a_kept_connection_too() -> None:
    lines: list[str] = []

    def serve(connection: socket.socket, _number: int) -> None:
        while data := connection.recv(65536):
            lines.append(data.decode().partition("\r\n")[0])
            connection.sendall(ANSWER)

    with listening(serve) as url, kept(url) as session:
        session.get(f"{url}/a b?c=é&d=%zz")
    assert lines == ["GET / HTTP/1.1", "GET /a%20b?c=%C3%A9&d=%25zz HTTP/1.1"]


def test_cookies_are_neither_kept_nor_sent() -> None:
    heard: list[bytes] = []

    def serve(connection: socket.socket, _number: int) -> None:
        while data := connection.recv(65536):
            heard.append(data)
            connection.sendall(ANSWER.replace(b"\r\n\r\n", b"\r\nSet-Cookie: a=b\r\n\r\n"))

    with listening(serve) as url, kept(url) as session:
        session.get(f"{url}/")
        session.get(f"{url}/", params={"c": "d"})
    assert len(heard) == 3
    assert not any(b"cookie" in request.lower() for request in heard)


def test_a_kept_connection_with_tls_serves_too_and_can_be_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PlexSimulator() as plex, ChaosProxy(plex.port, tls=tmp_path) as proxy:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(proxy.certificate))
        with session_for(proxy.url, read=20) as session:
            for _ in range(3):
                assert "machineIdentifier" in session.get(f"{proxy.url}/identity").text
            proxy.inject(Harm.BLACK_HOLE)
            threading.Timer(0.3, session.interrupt).start()
            with pytest.raises(Cancelled):
                session.get(f"{proxy.url}/identity")
            proxy.heal()
            assert session.get(f"{proxy.url}/identity").status_code == 200
        assert len(proxy.connections) <= 3


def test_what_follows_an_answer_uninvited_is_no_answer_to_the_next_request() -> None:
    with answering(ANSWER, ANSWER + OTHER) as (url, asked), kept(url) as session:
        assert session.get(f"{url}/").text == "ok"
        assert session.get(f"{url}/").text == "ok"
        assert asked == [1, 1, 2]
