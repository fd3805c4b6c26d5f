from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from core.model import Approval, BreakerView, CircuitState, Progress, QueueCounts, ServerView, Snapshot
from core.paths import resolve_home
from core.settings import load
from core.status import at_rest, document, in_words

SIGNED_IN = ServerView("http://192.168.1.20:32400", signed_in=True)
CONNECTED = Snapshot(server=SIGNED_IN)
OPEN = replace(
    CONNECTED, breaker=BreakerView(CircuitState.OPEN, 5, 1_795_399_000.0, 1_795_399_000.0, 12.0, "connection refused")
)


@pytest.mark.parametrize("before", [CONNECTED, OPEN])
def test_an_offline_computer_claims_nothing_about_plex_and_promises_no_trial(before):
    lines = in_words(document(replace(before, offline=True), running=True))
    assert lines[1].startswith("This computer is offline")
    assert not any("Plex is" in line or "trial" in line for line in lines)


def test_an_outage_is_said_with_its_reason_and_the_next_trial():
    lines = in_words(document(OPEN, running=True))
    assert lines[1].startswith("Plex is not answering since ")
    assert lines[1].endswith("(connection refused)")
    assert "Next trial in 12 s" in lines


def test_a_person_who_has_paused_is_told_so_first():
    assert in_words(document(replace(CONNECTED, paused=True), running=True))[1] == "Paused"


def test_a_first_synchronisation_that_waits_is_told_with_what_it_would_change_and_what_to_do():
    waiting = replace(CONNECTED, approval=Approval(1310, 412, 1310), queue=QueueCounts(unapproved=1310))
    (line,) = [line for line in in_words(document(waiting, running=True)) if "approve" in line]
    assert line.startswith("412 of 1,310 items would change")
    at_rest = replace(waiting, approval=None)
    (line,) = [line for line in in_words(document(at_rest, running=False)) if "approve" in line]
    assert line.startswith("1,310 changes")


def test_a_first_synchronisation_that_finds_nothing_in_plex_does_not_ask_for_approval_as_if_all_were_well():
    lost = replace(CONNECTED, approval=Approval(11, 0, 11, problems=11), queue=QueueCounts(unapproved=11))
    (line,) = [line for line in in_words(document(lost, running=True)) if "approve" in line]
    assert "11 cannot be found or told apart in Plex" in line
    assert "tells why" in line


def test_a_large_delivery_is_told_with_how_far_it_is_and_how_long_it_takes():
    busy = replace(CONNECTED, progress=Progress(200, 1000, 40.0, 20.0))
    assert "Delivering: 200 of 1,000, 40 per second, about 20 s left" in in_words(document(busy, running=True))
    assert document(busy, running=True)["progress"]["seconds_left"] == 20.0
    still = replace(CONNECTED, progress=Progress(200, 1000, 0.0))
    assert "Delivering: 200 of 1,000" in in_words(document(still, running=True))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows asks the system for its time zone")
@pytest.mark.parametrize("opened_at", [0, 253_402_300_799])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_whatever_moment_stands_in_the_breakers_file_it_can_be_said(tmp_path, clock, monkeypatch, zone, opened_at):
    home = resolve_home(tmp_path, {})
    home.settings.touch()
    record = {"state": "open", "failure_count": 5, "success_count": 0, "opened_at": opened_at}
    home.breaker_file.write_text(json.dumps(record))
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        lines = in_words(document(at_rest(home, load(home.settings), clock), running=False))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert lines[1].startswith("Plex is not answering since ")
