"""What an application at rest asks, over a real socket."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import threading
import time

import pytest

from core.clock import SystemClock
from core.demo.simulator import PlexSimulator, RequestKind
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.plex.errors import Interrupted, ServerDown, ServerSlow, SignInRequired
from core.plex.glance import Glance, is_plain_way
from tests.core.plex.test_http import listening

IDENTITY = b'<MediaContainer machineIdentifier="m"/>'


def answering(answer: bytes):
    def serve(connection: socket.socket, _number: int) -> None:
        connection.recv(65536)
        connection.sendall(answer)

    return listening(serve)


def whole(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def connection_to(url: str, *, connect: float = 0.5, read: float = 0.5, token: str = "t") -> PlexConnection:
    return PlexConnection(url, lambda: token, Deadlines(connect, read), SystemClock())


def test_an_application_at_rest_loads_neither_requests_nor_plexapi_nor_openssl() -> None:
    with PlexSimulator() as plex:
        plex.add_library("/films")
        plex.scan()
        program = (
            "import sys\n"
            "from core.clock import SystemClock\n"
            "from core.plex.connection import PlexConnection\n"
            "from core.plex.deadlines import Deadlines\n"
            f"plex = PlexConnection({plex.url!r}, lambda: {plex.token!r}, Deadlines(5, 5), SystemClock())\n"
            "assert plex.identity()\n"
            "(section,) = plex.sections()\n"
            "plex.page(section, section.kinds[0], 0, 10)\n"
            "assert plex.server.name\n"
            "print(sorted({'requests', 'urllib3', 'plexapi', 'ssl', 'hashlib', 'http.client'} & set(sys.modules)))\n"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n27\r\n" + IDENTITY + b"\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n" + IDENTITY,
        whole(IDENTITY.replace(b'"m"', b'"m\x01"'), "200 OK", "Content-Type: text/xml;charset=utf-8"),
    ],
    ids=["chunked", "without a length", "with a character that XML forbids"],
)
def test_an_answer_that_is_not_plain_is_asked_for_in_full(answer: bytes) -> None:
    with answering(answer) as url:
        assert connection_to(url).identity() == "m"


def test_what_a_server_on_another_computer_has_packed_is_unpacked() -> None:
    answer = whole(gzip.compress(IDENTITY), "200 OK", "Content-Encoding: gzip")
    with answering(answer) as url:
        seen = Glance(url, Deadlines(1, 1), {}).get("/identity", {})
    assert seen is not None
    assert (seen.status, seen.body) == (200, IDENTITY)
    with answering(answer[:-1] + b"x") as url:
        assert Glance(url, Deadlines(1, 1), {}).get("/identity", {}) is None


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (whole(b"", "401 Unauthorized"), SignInRequired, "401"),
        (whole(b"", "404 Not Found"), ServerDown, "not as a Plex server does"),
        (whole(b"", "503 Busy", "Retry-After: 7"), ServerDown, "503"),
        (b"", ServerDown, "cut off"),
    ],
)
def test_a_refusal_means_the_same_as_to_everybody_else(answer: bytes, error: type[Exception], words: str) -> None:
    with answering(answer) as url, pytest.raises(error, match=words) as raised:
        connection_to(url).identity()
    assert getattr(raised.value, "retry_after", None) == (7 if b"Retry-After" in answer else None)


def test_a_refused_question_is_asked_once() -> None:
    asked = []

    def serve(connection: socket.socket, _number: int) -> None:
        asked.append(connection.recv(65536))
        connection.sendall(whole(b"", "503 Busy"))

    with listening(serve) as url, pytest.raises(ServerDown):
        connection_to(url).identity()
    assert len(asked) == 1


def test_a_server_that_drips_is_given_up_at_the_total_deadline() -> None:
    def serve(connection: socket.socket, _number: int) -> None:
        connection.recv(65536)
        while True:
            connection.sendall(b"x")
            time.sleep(0.02)

    began = time.monotonic()
    with listening(serve) as url, pytest.raises(ServerSlow, match=r"no complete answer within 0\.5 s"):
        connection_to(url, connect=0.1, read=0.2).identity()
    assert time.monotonic() - began < 2


def test_a_server_that_says_nothing_is_slow_and_one_that_is_not_there_refuses() -> None:
    silent = listening(lambda _connection, _number: time.sleep(1))
    with silent as url, pytest.raises(ServerSlow, match="no answer within the time allowed"):
        connection_to(url, read=0.1).identity()
    with pytest.raises(ServerDown, match=r"connection refused by 127\.0\.0\.1"):
        connection_to(url).identity()


@pytest.mark.parametrize("end", [Glance.interrupt, Glance.close])
def test_a_question_is_given_up_from_another_thread(end) -> None:
    heard = threading.Event()

    def serve(connection: socket.socket, _number: int) -> None:
        connection.recv(65536)
        heard.set()
        time.sleep(5)

    with listening(serve) as url:
        glance = Glance(url, Deadlines(5, 5), {})
        threading.Thread(target=lambda: (heard.wait(5), end(glance))).start()
        began = time.monotonic()
        with pytest.raises(Interrupted):
            glance.get("/identity", {})
        assert time.monotonic() - began < 3
        if end is Glance.close:
            with pytest.raises(Interrupted):
                glance.get("/identity", {})


def test_with_the_libraries_loaded_everything_goes_through_them() -> None:
    with PlexSimulator() as plex:
        plex.add_library("/films")
        plex.scan()
        connection = connection_to(plex.url, connect=5, read=5, token=plex.token)
        connection.sections()
        connection.read([1])
        plex.log.clear()
        connection.identity()
        connection.sections()
        assert plex.log.counts == {RequestKind.IDENTITY: 1, RequestKind.SECTIONS: 1}
        connection.close()


@pytest.mark.parametrize(
    ("url", "environ"),
    [
        ("https://127.0.0.1:32400", {}),
        ("http://127.0.0.1:32400", {"http_proxy": "http://proxy:3128"}),
        ("http://127.0.0.1:32400", {"ALL_PROXY": "socks5://proxy"}),
        ("http://user@127.0.0.1:32400", {}),
        ("http://bücher.example:32400", {}),
    ],
)
def test_what_is_no_plain_way_is_left_to_requests(url: str, environ: dict[str, str]) -> None:
    assert not is_plain_way(url, environ)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system may name a proxy there")
def test_a_plain_way_is_one_without_encryption_and_proxy() -> None:
    assert is_plain_way("http://127.0.0.1:32400", {"no_proxy": "127.0.0.1", "http_proxy": ""})


@pytest.mark.parametrize("host", ["my..server", ".server", "a" * 64 + ".example"])
@pytest.mark.parametrize("in_full", [False, True])
def test_a_name_that_no_computer_can_have_is_not_known(host: str, in_full: bool, monkeypatch) -> None:
    if in_full:
        monkeypatch.setattr("core.plex.connection.is_plain_way", lambda _url, _environ: False)
    with pytest.raises(ServerDown, match=f"the name {host}:32400 is not known"):
        connection_to(f"http://{host}:32400").identity()
