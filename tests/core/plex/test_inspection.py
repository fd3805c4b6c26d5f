from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest

from core.clock import SystemClock
from core.demo.simulator import EVERYTHING, Hangs, PlexSimulator
from core.plex.errors import Interrupted, ServerDown, SignInRequired
from core.plex.inspection import Inspector


@pytest.fixture
def plex():
    with PlexSimulator() as simulator:
        simulator.add_library("/data/Movies")
        yield simulator


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def no_token(_identifier: str) -> None:
    """For servers that never get as far as being asked for one."""


def test_a_server_tells_its_name_version_and_libraries(plex):
    found = Inspector(SystemClock()).inspect([plex.url], lambda _: plex.token)
    assert found.url == plex.url
    assert found.server.name
    assert found.server.version
    assert [(section.title, section.locations) for section in found.sections] == [("Movies", ("/data/Movies",))]
    assert plex.token not in repr(found)


def test_the_first_address_that_answers_is_taken(plex, closed_port):
    found = Inspector(SystemClock()).inspect([f"http://127.0.0.1:{closed_port}", plex.url], lambda _: plex.token)
    assert found.url == plex.url


def test_when_none_answers_the_likeliest_address_tells_why(plex, closed_port):
    with pytest.raises(ServerDown, match=f"connection refused by 127.0.0.1:{closed_port}"):
        Inspector(SystemClock()).inspect([f"http://127.0.0.1:{closed_port}", "http://127.0.0.1:1"], no_token)
    with pytest.raises(ServerDown, match="no address"):
        Inspector(SystemClock()).inspect([], no_token)


def test_a_wrong_token_is_not_taken_for_a_dead_server(plex):
    with pytest.raises(SignInRequired):
        Inspector(SystemClock()).inspect([plex.url], lambda _: "wrong-token")


def test_a_look_at_a_server_that_hangs_can_be_ended(plex):
    plex.faults.set(Hangs(), EVERYTHING)
    inspector = Inspector(SystemClock())
    threading.Timer(0.3, inspector.interrupt).start()
    began = time.monotonic()
    with pytest.raises(Interrupted):
        inspector.inspect([plex.url], no_token)
    assert time.monotonic() - began < 3
    with pytest.raises(Interrupted):
        inspector.inspect([plex.url], no_token)


def test_a_server_that_is_none_of_the_accounts_is_told_no_token(plex):
    with pytest.raises(SignInRequired, match="no token for this server"):
        Inspector(SystemClock()).inspect([plex.url], no_token)
    assert all("X-Plex-Token" not in request.query for request in plex.log.requests)
    assert [request.path for request in plex.log.requests] == ["/identity"]


def test_the_files_of_the_chosen_libraries_are_listed(plex):
    plex.add_film("/data/Movies/M (1931)/M (1931).mkv")
    inspector = Inspector(SystemClock())
    found = inspector.inspect([plex.url], lambda _: plex.token)
    assert inspector.list_files(found, found.sections).match(Path("/here"), ["M (1931)/M (1931).mkv"]).found == 1
