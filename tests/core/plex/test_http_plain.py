"""Our session sends what `requests` would have sent, also where it takes a short cut."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
import requests

from core.clock import SystemClock
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.plex.errors import ServerDown
from core.plex.http import DeadlineSession

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Said: yes\r\n\r\nok"
OWN = {"X-Plex-Product": "Recloser", "Accept": "application/xml"}


class Listener:
    """Answers every request, on one connection after the other, and keeps what it was sent."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.heard: list[bytes] = []
        self.answer = ANSWER
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, suppress(ConnectionError):
                connection.settimeout(5)
                while request := _read_request(connection):
                    self.heard.append(request)
                    connection.sendall(self.answer)

    def said(self) -> tuple[str, set[str]]:
        """The last request: its first line, and its headers."""
        first, *headers = self.heard[-1].partition(b"\r\n\r\n")[0].decode().split("\r\n")
        return first, {header.lower() for header in headers}


def _read_request(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    length = re.search(rb"content-length: (\d+)", data, re.IGNORECASE)
    while length and len(data.partition(b"\r\n\r\n")[2]) < int(length[1]):
        data += connection.recv(65536)
    return data


@pytest.fixture
def listener() -> Iterator[Listener]:
    with closing(Listener()) as listener:
        yield listener


def session_for(url: str) -> DeadlineSession:
    return DeadlineSession(url, Deadlines(2, 2), OWN)


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_the_same_request_is_sent_as_by_requests_itself(listener: Listener, method: str) -> None:
    url = f"http://{listener.address}/library/sections/1/all?title.value=A+%26+B&genre%5B0%5D.tag.tag=Caf%C3%A9"
    with closing(session_for(url)) as session:
        session.request(method, url, headers={"X-Plex-Token": "t"})
        first = listener.said()
        answer = session.request(method, url, headers={"X-Plex-Token": "t"})
    ours = listener.said()
    assert ours == first
    with requests.Session() as plain:
        theirs_answer = plain.request(method, url, headers={"X-Plex-Token": "t", **OWN})
    assert ours == listener.said()
    assert (answer.status_code, answer.text, answer.headers, answer.url) == (
        theirs_answer.status_code,
        theirs_answer.text,
        theirs_answer.headers,
        theirs_answer.url,
    )


def test_a_server_below_a_path_is_asked_there(listener: Listener) -> None:
    with closing(session_for(f"http://{listener.address}/plex")) as session:
        session.get(f"http://{listener.address}/plex/identity")
    assert listener.said()[0] == "GET /plex/identity HTTP/1.1"


def test_a_body_is_sent(listener: Listener) -> None:
    with closing(session_for(f"http://{listener.address}")) as session:
        session.post(f"http://{listener.address}/library/metadata/1/posters", data=b"a picture")
    assert listener.heard[-1].endswith(b"\r\n\r\na picture")


def test_every_answer_is_shown_to_the_hooks(listener: Listener) -> None:
    seen: list[str] = []
    with closing(session_for(f"http://{listener.address}")) as session:
        session.hooks["response"].append(lambda response, *_args, **_kwargs: seen.append(response.headers["x-said"]))
        session.get(f"http://{listener.address}/identity")
    assert seen == ["yes"]


def test_a_server_that_does_not_speak_tls_is_told_from_one_that_is_away(listener: Listener) -> None:
    with closing(session_for(f"https://{listener.address}")) as session, pytest.raises(requests.exceptions.SSLError):
        session.get(f"https://{listener.address}/identity")


def test_a_server_on_this_computer_is_asked_not_to_compress_its_answers(listener: Listener) -> None:
    plex = PlexConnection(f"http://{listener.address}", lambda: None, Deadlines(2, 2), SystemClock())
    with closing(plex), pytest.raises(ServerDown):
        plex.identity()
    assert "accept-encoding: identity" in listener.said()[1]


def test_an_edit_that_is_done_leaves_nothing_to_be_looked_at_and_everything_else_is_shown(listener: Listener) -> None:
    url = f"http://{listener.address}/library/sections/1/all"
    seen: list[int] = []
    with closing(session_for(url)) as session:
        session.hooks["response"].append(lambda response, *_args, **_kwargs: seen.append(response.status_code))
        lines = session.lines_of({"X-Plex-Token": "t"})
        first = session.tell("PUT", url, lines)
        said = listener.said()
        listener.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        assert session.tell("PUT", url, lines) is None
        assert listener.said() == said
        listener.answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"
        refused = session.tell("PUT", url, lines)
    assert first is not None
    assert refused is not None
    assert (first.text, refused.text, seen) == ("ok", "gone", [200, 404])
