from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests

from core.plex.deadlines import Deadlines
from core.plex.http import Cancelled, DeadlinePassed, DeadlineSession

Serve = Callable[[socket.socket, int], None]
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def listening(serve: Serve) -> Iterator[str]:
    """A server that hands each connection, with its number, to `serve` on a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    connections: list[socket.socket] = []

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connections.append(connection)
            threading.Thread(target=run, args=(connection, len(connections)), daemon=True).start()

    def run(connection: socket.socket, number: int) -> None:
        try:
            serve(connection, number)
        except OSError:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in connections:
            connection.close()
        thread.join(5)


@contextmanager
def session_for(url: str, *, connect: float = 0.5, read: float = 0.5) -> Iterator[DeadlineSession]:
    session = DeadlineSession(url, Deadlines(connect, read), {})
    try:
        yield session
    finally:
        session.close()


def drip(connection: socket.socket, data: bytes) -> None:
    for byte in data:
        connection.sendall(bytes([byte]))
        time.sleep(0.05)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nX-Padding: " + b"x" * 1000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000,
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1000,
    ],
    ids=["headers", "body", "body without a length"],
)
def test_a_dripping_server_cannot_hold_a_request_beyond_the_total_deadline(answer: bytes) -> None:
    def serve(connection: socket.socket, _number: int) -> None:
        connection.recv(65536)
        drip(connection, answer)

    with listening(serve) as url, session_for(url) as session:
        began = time.monotonic()
        with pytest.raises(DeadlinePassed):
            session.get(url)
        assert 1.4 < time.monotonic() - began < 3


def test_a_silent_server_is_given_up_after_the_read_timeout() -> None:
    silent = listening(lambda _connection, _number: time.sleep(5))
    with silent as url, session_for(url) as session, pytest.raises(requests.ReadTimeout):
        session.get(url)


def test_a_request_that_hangs_ends_when_another_thread_interrupts_it() -> None:
    arrived = threading.Event()

    def serve(connection: socket.socket, number: int) -> None:
        connection.recv(65536)
        if number == 1:
            arrived.set()
            time.sleep(20)
        connection.sendall(ANSWER)

    with listening(serve) as url, session_for(url, read=20) as session:
        threading.Thread(target=lambda: (arrived.wait(5), session.interrupt()), daemon=True).start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            session.get(url)
        assert time.monotonic() - began < 2
        assert session.get(url).text == "ok"


def test_a_closed_session_sends_nothing() -> None:
    with listening(lambda connection, _number: connection.sendall(ANSWER)) as url:
        session = DeadlineSession(url, Deadlines(1, 1), {})
        session.close()
        with pytest.raises(Cancelled):
            session.get(url)


def test_an_idle_connection_that_the_server_resets_costs_nothing() -> None:
    def serve(connection: socket.socket, number: int) -> None:
        connection.recv(65536)
        connection.sendall(ANSWER)
        if number == 1:
            connection.recv(65536)  # the next request arrives, and meets a server that has had enough
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with listening(serve) as url, session_for(url) as session:
        assert session.get(url).text == "ok"
        assert session.get(url).text == "ok"


def test_a_fresh_connection_that_is_reset_is_an_error_at_once() -> None:
    tries: list[int] = []

    def serve(connection: socket.socket, number: int) -> None:
        tries.append(number)
        connection.recv(65536)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with listening(serve) as url, session_for(url) as session, pytest.raises(requests.ConnectionError):
        session.get(url)
    assert tries == [1]


def test_redirects_are_not_followed_so_that_the_token_stays_here() -> None:
    def serve(connection: socket.socket, _number: int) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")

    with listening(serve) as url, session_for(url) as session:
        assert session.get(url).status_code == 302


def test_the_watching_thread_ends_with_the_session() -> None:
    def serve(connection: socket.socket, _number: int) -> None:
        connection.recv(65536)
        connection.sendall(ANSWER)

    before = set(threading.enumerate())
    with listening(serve) as url:
        with session_for(url) as session:
            session.get(url)
            watchers = [thread for thread in set(threading.enumerate()) - before if thread.name.startswith("recloser")]
            assert len(watchers) == 1
        watchers[0].join(2)
        assert not watchers[0].is_alive()


def test_a_proxy_is_asked_for_the_whole_address_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []

    def serve(connection: socket.socket, _number: int) -> None:
        while data := connection.recv(65536):
            lines.append(data.decode().partition("\r\n")[0])
            connection.sendall(ANSWER)

    with listening(serve) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        with session_for("http://plex.example:32400") as session:
            for _ in range(2):
                assert session.get("http://plex.example:32400/identity").text == "ok"
    assert lines == ["GET http://plex.example:32400/identity HTTP/1.1"] * 2


def test_a_dripping_proxy_cannot_hold_a_request_beyond_the_total_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    def serve(connection: socket.socket, _number: int) -> None:
        connection.recv(65536)
        drip(connection, b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1000)

    with listening(serve) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        with session_for("http://plex.example:32400") as session:
            began = time.monotonic()
            with pytest.raises(DeadlinePassed):
                session.get("http://plex.example:32400/identity")
            assert time.monotonic() - began < 3
