"""Each fault, as a client sees it."""

from __future__ import annotations

import socket
import time
from xml.etree import ElementTree as ET

import pytest
import requests

from core.demo.simulator import (
    ALL_BUT_IDENTITY,
    Delays,
    Drips,
    Garbles,
    Hangs,
    NotPlex,
    RequestKind,
    Resets,
    Scope,
    Season,
    Show,
    Stopped,
    Truncates,
    episode_at,
    forbidden,
    maintenance,
    server_error,
    too_many_requests,
    unauthorized,
    writes,
)
from core.demo.simulator.faults import EVERYTHING, Rule, rules_from_json, rules_to_json

EDIT = "/library/sections/1/all?type=1&id=1&title.value=Changed"


def test_a_stopped_server_refuses_connections_and_comes_back_on_its_port(plex, ask):
    port = plex.port
    assert ask("/").status_code == 200
    plex.faults.set(Stopped())
    with pytest.raises(requests.ConnectionError):
        ask("/")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    plex.faults.clear()
    assert plex.port == port
    assert ask("/").status_code == 200


def test_stopping_resets_the_connections_that_are_open(plex):
    with socket.create_connection(("127.0.0.1", plex.port), timeout=5) as connection:
        connection.sendall(b"GET /identity HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")
        plex.stop()
        with pytest.raises(ConnectionResetError):
            connection.recv(4096)


def test_a_restart_keeps_port_items_and_faults(plex, ask):
    plex.faults.set(server_error(), writes())
    port = plex.port
    plex.restart()
    assert plex.port == port
    assert ask(EDIT, "PUT").status_code == 500
    assert ask.item().get("title") == "The Metropolis"


def test_a_stopped_server_stays_stopped_whatever_faults_are_set(plex, ask):
    plex.stop()
    plex.faults.set(server_error())
    with pytest.raises(requests.ConnectionError):
        ask("/")


def test_maintenance_is_503_with_the_page_plex_shows(plex, ask):
    plex.faults.set(maintenance())
    response = ask("/library/sections")
    assert response.status_code == 503
    assert "Retry-After" not in response.headers
    assert ET.fromstring(response.text).get("title") == "Maintenance"
    plex.faults.set(maintenance(retry_after="7"))
    assert ask("/identity").headers["Retry-After"] == "7"


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (too_many_requests("Wed, 21 Oct 2026 07:28:00 GMT"), 429, "429 Too Many Requests"),
        (unauthorized(), 401, "401 Unauthorized"),
        (forbidden(), 403, "403 Forbidden"),
        (server_error(), 500, "500 Internal Server Error"),
    ],
)
def test_refusals_are_html_pages_and_change_nothing(plex, ask, fault, status, words):
    plex.faults.set(fault)
    response = ask(EDIT, "PUT")
    assert response.status_code == status
    assert f"<h1>{words}</h1>" in response.text
    assert response.headers.get("Retry-After") == fault.retry_after
    plex.faults.clear()
    assert ask.item().get("title") == "The Metropolis"


def test_when_every_token_is_refused_identity_still_answers(plex, ask):
    plex.faults.set(unauthorized())
    assert ask("/").status_code == 401
    assert ask("/identity").status_code == 200


def test_a_hanging_server_takes_requests_and_never_answers(plex, ask):
    plex.faults.set(Hangs())
    with pytest.raises(requests.ReadTimeout):
        ask(EDIT, "PUT", timeout=0.2)
    assert plex.log.requests[-1].status is None
    plex.faults.clear()
    assert ask.item().get("title") == "The Metropolis"


def test_a_hanging_server_may_have_served_the_request_all_the_same(plex, ask):
    plex.faults.set(Hangs(served=True), writes())
    with pytest.raises(requests.ReadTimeout):
        ask(EDIT, "PUT", timeout=0.2)
    assert ask.item().get("title") == "Changed"


@pytest.mark.parametrize("from_body", [False, True])
def test_a_dripping_server_sends_a_byte_at_a_time(plex, from_body):
    plex.faults.set(Drips(interval=0.001, from_body=from_body))
    with socket.create_connection(("127.0.0.1", plex.port), timeout=5) as connection:
        connection.sendall(b"GET /identity HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        first = connection.recv(4096)
        assert first.startswith(b"HTTP/1.1 200 OK\r\n") if from_body else len(first) < 10
        pieces = [first]
        while piece := connection.recv(4096):
            pieces.append(piece)
    assert len(pieces) > 20
    assert b"".join(pieces).endswith(b"</MediaContainer>\n")


def test_a_garbling_server_speaks_no_http(plex, ask):
    plex.faults.set(Garbles())
    with pytest.raises(requests.ConnectionError):
        ask("/")


def test_another_web_server_at_the_address_answers_200_with_a_page_of_its_own(plex, ask):
    plex.faults.set(NotPlex())
    response = ask("/identity")
    assert response.status_code == 200
    assert "X-Plex-Protocol" not in response.headers
    with pytest.raises(ET.ParseError):
        ET.fromstring(response.text)


def test_a_truncated_answer_ends_before_its_announced_length(plex, ask):
    plex.faults.set(Truncates(after=30))
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        ask("/library/sections")


@pytest.mark.parametrize("after", [0, 40, 400])
def test_a_reset_cuts_the_connection_before_or_in_the_middle_of_an_answer(plex, after):
    plex.faults.set(Resets(after=after))
    with socket.create_connection(("127.0.0.1", plex.port), timeout=5) as connection:
        connection.sendall(b"GET /identity HTTP/1.1\r\nHost: x\r\n\r\n")
        received = b""
        while True:
            try:
                piece = connection.recv(4096)
            except ConnectionResetError:
                break
            assert piece, "an orderly end"
            received += piece
    assert len(received) == after


def test_a_reset_in_the_middle_leaves_the_edit_made(plex, ask):
    plex.faults.set(Resets(after=20), writes())
    with pytest.raises(requests.ConnectionError):
        ask(EDIT, "PUT")
    assert ask.item().get("title") == "Changed"


def test_a_slow_server_answers_late(plex, ask):
    plex.faults.set(Delays(0.2))
    start = time.monotonic()
    assert ask("/identity").status_code == 200
    assert time.monotonic() - start >= 0.19


def test_a_fault_may_befall_one_item_only(plex, ask):
    plex.add_film("/media/Movies/B (2000).mkv")
    plex.faults.set(server_error(), writes(1))
    assert ask(EDIT, "PUT").status_code == 500
    assert ask(EDIT.replace("id=1", "id=2"), "PUT").status_code == 200
    assert ask("/library/metadata/1").status_code == 200


def test_a_fault_may_befall_one_kind_of_request_only(plex, ask):
    plex.faults.set(maintenance(), Scope(frozenset({RequestKind.EDIT})))
    assert ask(EDIT, "PUT").status_code == 503
    assert ask("/identity").status_code == 200
    assert ask("/library/sections").status_code == 200


def test_a_fault_may_occur_a_number_of_times(plex, ask):
    plex.faults.set(server_error(), times=2)
    assert [ask("/identity").status_code for _ in range(3)] == [500, 500, 200]


def test_the_first_fault_that_applies_decides(plex, ask):
    plex.faults.set(server_error(), writes(), times=1)
    plex.faults.add(forbidden(), ALL_BUT_IDENTITY)
    assert [ask(EDIT, "PUT").status_code for _ in range(2)] == [500, 403]
    assert ask("/identity").status_code == 200


def test_a_server_cannot_be_stopped_for_some_requests_only(plex):
    with pytest.raises(ValueError, match="for all requests"):
        plex.faults.set(Stopped(), writes())
    assert plex.faults.rules == ()


def test_faults_travel_as_json():
    rules = [
        Rule(Stopped(), EVERYTHING),
        Rule(maintenance("5"), writes(1, 2), times=3),
        Rule(Drips(0.25, from_body=True), ALL_BUT_IDENTITY),
    ]
    assert rules_from_json(rules_to_json(rules)) == rules


@pytest.mark.parametrize("text", ["", "[1]", '[{"fault": "Tired"}]', '[{"fault": "Hangs", "arguments": {"x": 1}}]'])
def test_what_is_no_fault_is_refused_in_words(text):
    with pytest.raises(ValueError, match="known faults are Stopped, Refuses, "):
        rules_from_json(text)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/2\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_what_cannot_be_read_as_a_request_is_refused_and_the_connection_ended(plex, request_bytes):
    with socket.create_connection(("127.0.0.1", plex.port), timeout=5) as connection:
        connection.sendall(request_bytes)
        received = b""
        while piece := connection.recv(4096):
            received += piece
    assert received.startswith((b"HTTP/1.1 400 Bad Request\r\n", b"HTTP/1.1 411 Length Required\r\n"))


def test_a_connection_carries_many_requests_also_in_pieces_and_all_at_once(plex):
    one = b"GET /identity HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", plex.port), timeout=5) as connection:
        for byte in one:
            connection.sendall(bytes([byte]))
        connection.sendall(one + one.replace(b"Host: x", b"Connection: close"))
        received = b""
        while piece := connection.recv(4096):
            received += piece
    assert received.count(b"HTTP/1.1 200 OK\r\n") == 3
    assert received.count(b"Connection: close\r\n") == 1


def test_a_client_may_ask_first_whether_its_body_is_welcome(plex):
    with socket.create_connection(("127.0.0.1", plex.port), timeout=5) as connection:
        head = f"POST /library/metadata/1/posters HTTP/1.1\r\nX-Plex-Token: {plex.token}\r\nContent-Length: 3\r\n"
        connection.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
        assert connection.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"jpg")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")


def test_the_simulators_own_failures_are_500_and_logged(plex, ask, caplog, monkeypatch):
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(plex.store, "sections", fail)
    assert ask("/library/sections").status_code == 500
    assert "GET /library/sections failed" in caplog.text
    assert ask("/identity").status_code == 200


def test_faults_befall_children_and_the_choice_of_a_picture_like_all_else(plex, ask):
    keys = plex.add_show(Show("/s/A", (Season(1, (episode_at("/s/A/S01E01.mkv", 1),)),)))
    plex.faults.set(server_error(), writes(keys.show))
    assert ask(f"/library/metadata/{keys.show}/poster?url=x", "PUT").status_code == 500
    assert ask(f"/library/metadata/{keys.show}/thumb", "DELETE").status_code == 500
    assert ask(f"/library/metadata/{keys.show}/children").status_code == 200
    plex.faults.set(too_many_requests(), Scope(frozenset({RequestKind.CHILDREN})))
    assert ask(f"/library/metadata/{keys.show}/children").status_code == 429
    assert ask(f"/library/metadata/{keys.seasons[1]}/allLeaves").status_code == 429
    assert ask(f"/library/metadata/{keys.show}").status_code == 200
