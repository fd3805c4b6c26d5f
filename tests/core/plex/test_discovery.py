from __future__ import annotations

import socket
import time

import pytest

from core.demo.simulator.gdm import Announcement, GdmResponder
from core.plex.discovery import LocalServer, _server, find_servers

ATTIC = Announcement("Attic", "attic-id", 32400)


def test_every_server_in_the_network_is_found_once():
    with GdmResponder(ATTIC, Announcement("Cellar: the loud one", "cellar-id", 32401), ATTIC) as network:
        found = find_servers(0.5, network.address)
    assert found == (
        LocalServer("attic-id", "Attic", "http://127.0.0.1:32400"),
        LocalServer("cellar-id", "Cellar: the loud one", "http://127.0.0.1:32401"),
    )


def test_players_are_no_servers():
    with GdmResponder(Announcement("Telly", "telly-id", 32433, "plex/media-player"), ATTIC) as network:
        assert [server.name for server in find_servers(0.5, network.address)] == ["Attic"]


class WindowsSocket(socket.socket):
    """WSAEMSGSIZE, where others cut off what does not fit (recvfrom of Winsock)."""

    def recvfrom(self, size: int) -> tuple[bytes, tuple[str, int]]:
        data, sender = super().recvfrom(65_535)
        if len(data) > size:
            raise OSError(10_040, "A message sent on a datagram socket was larger than the internal message buffer")
        return data, sender


def test_a_long_answer_of_anybody_does_not_end_the_search(monkeypatch):
    loud = Announcement("x" * 4_000, "loud-id", 32400)
    with GdmResponder(loud, ATTIC) as network:
        monkeypatch.setattr(socket, "socket", WindowsSocket)
        found = find_servers(0.5, network.address)
    assert [server.identifier for server in found] == ["loud-id", "attic-id"]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "HTTP/1.0 200 OK",
        "nonsense \ufffd",
        ATTIC.text().replace("200 OK", "404 Not Found"),
        ATTIC.text().replace("32400", "a port"),
    ],
)
def test_an_answer_that_is_none_of_a_servers_is_passed_over(answer):
    assert _server(answer, "192.168.0.9") is None


def test_the_search_ends_in_time_where_nobody_answers():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        began = time.monotonic()
        assert find_servers(0.2, silent.getsockname()) == ()
    assert time.monotonic() - began < 1


def test_without_a_network_nobody_is_found():
    assert find_servers(0.2, ("255.255.255.255", 9)) == ()
