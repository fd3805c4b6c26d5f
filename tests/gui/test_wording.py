from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QLocale

from core.model import Approval, BreakerView, CircuitState, Progress, QueueCounts, ServerView, Snapshot
from core.snapshot import AskedCheck
from gui import wording
from gui.window import words

SIGNED_IN = ServerView("http://127.0.0.1:32400", signed_in=True)
CONNECTED = Snapshot(server=SIGNED_IN)
NOW = datetime(2026, 11, 23, 15, 0).timestamp()  # noqa: DTZ001 - a person's wall clock, whatever the time zone here
TWO_MINUTES_PAST_TWO = NOW - 58 * 60


@pytest.fixture(autouse=True)
def british():
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(QLocale.system())


def in_state(
    state: CircuitState, *, opened_at: float | None = TWO_MINUTES_PAST_TWO, retry_in: float = 12.4
) -> Snapshot:
    return Snapshot(BreakerView(state, 5, opened_at, opened_at, retry_in, "connection refused"), server=SIGNED_IN)


OPEN, HALF_OPEN = in_state(CircuitState.OPEN), in_state(CircuitState.HALF_OPEN)


@pytest.mark.parametrize(
    ("snapshot", "beginning"),
    [
        (CONNECTED, "Plex: connected"),
        (HALF_OPEN, "Plex: trying again"),
        (OPEN, "Plex: not answering since 14:02"),
        (in_state(CircuitState.OPEN, opened_at=None), "Plex: not answering"),
        (Snapshot(server=SIGNED_IN, paused=True), "Paused"),
        (Snapshot(server=SIGNED_IN, paused=True, paused_until=NOW + 1800), "Paused until 15:30"),
        (replace(OPEN, offline=True), "This computer is offline"),
        (Snapshot(), "Sign in to Plex"),
        (Snapshot(set_up=False), "Recloser is not set up"),
        (replace(CONNECTED, out_of_order=True), "Recloser cannot work"),
    ],
)
def test_each_state_has_its_words(snapshot, beginning):
    assert wording.headline(snapshot, NOW) == beginning
    assert wording.status_line(snapshot, NOW) == beginning
    assert wording.tooltip(snapshot, NOW).startswith(beginning)
    assert wording.explanation(snapshot)


@pytest.mark.parametrize(
    ("queue", "rest"),
    [
        (QueueCounts(), ""),
        (QueueCounts(waiting=1), " · 1 change waiting"),
        (QueueCounts(waiting=37), " · 37 changes waiting"),
        (QueueCounts(waiting=10_000), " · 10,000 changes waiting"),
        (QueueCounts(failed=1), " · 1 failed"),
        (QueueCounts(waiting=2, in_progress=5, retrying=3, failed=4), " · 2 changes waiting · 3 retrying · 4 failed"),
    ],
)
def test_the_status_line_counts_what_is_not_in_plex_yet(queue, rest):
    assert wording.status_line(Snapshot(queue=queue, server=SIGNED_IN), NOW) == "Plex: connected" + rest


@pytest.mark.parametrize(
    ("approval", "words"),
    [
        (Approval(compared=120, would_change=3, total=4120), "comparing with Plex: 120 of 4,120"),
        (Approval(compared=420, would_change=412, total=420), "412 changes wait for your approval"),
        (Approval(compared=420, would_change=1, total=420), "1 change waits for your approval"),
    ],
)
def test_a_first_synchronisation_that_waits_for_approval_is_in_the_status_line(approval, words):
    assert wording.status_line(replace(CONNECTED, approval=approval), NOW) == f"Plex: connected · {words}"


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(0, 1000, 0.0), "0 of 1,000"),
        (Progress(412, 1000, 12.25, 48.0), "412 of 1,000 · 12 per second · 48 s left"),
        (Progress(412, 10_000, 2.5, 3835.2), "412 of 10,000 · 2.5 per second · 1 h 3 min left"),
    ],
)
def test_the_tooltip_of_a_large_delivery_says_how_far_it_has_come_and_how_long_it_takes(progress, words):
    snapshot = replace(CONNECTED, queue=QueueCounts(waiting=588), progress=progress)
    assert wording.tooltip(snapshot, NOW) == f"Plex: connected · 588 changes waiting\n{words}"


def test_while_plex_is_away_the_tooltip_says_why_and_not_how_fast_it_went():
    assert wording.tooltip(replace(OPEN, progress=Progress(1, 9, 1.0)), NOW).endswith("\nconnection refused")


def test_the_tooltip_of_a_large_library_fits_what_windows_shows():
    worst = replace(
        CONNECTED,
        queue=QueueCounts(waiting=12_345, retrying=1_234, failed=123),
        progress=Progress(12_345, 24_690, 8.5, 1452.4),
    )
    assert len(wording.tooltip(worst, NOW)) <= 127


def test_the_first_failures_are_not_yet_an_outage_and_no_secret():
    stumbling = replace(CONNECTED, breaker=BreakerView(failure_count=2, reason="timed out"))
    assert wording.explanation(stumbling).startswith("Plex did not answer just now.")


def test_the_tooltip_of_an_outage_says_why():
    assert wording.tooltip(OPEN, NOW) == "Plex: not answering since 14:02\nconnection refused"


def test_the_tooltip_says_that_plex_is_being_asked_and_then_what_a_person_s_check_found():
    asking = replace(OPEN, asked_check=AskedCheck(NOW))
    assert wording.tooltip(asking, NOW) == "Plex: not answering since 14:02 · asking Plex…\nconnection refused"
    found = replace(OPEN, asked_check=AskedCheck(NOW, running=False, reason="timed out"))
    assert wording.tooltip(found, NOW) == "Plex: not answering since 14:02 · asked in vain at 15:00\ntimed out"
    assert wording.status_line(found, NOW + 601) == "Plex: not answering since 14:02"
    answered = replace(CONNECTED, asked_check=AskedCheck(NOW, running=False))
    assert wording.status_line(answered, NOW) == "Plex: connected"


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (None, ""),
        (AskedCheck(NOW), "Asking Plex…"),
        (AskedCheck(NOW - 3, running=False), "Checked 3 s ago: Plex answers"),
        (AskedCheck(NOW - 65, running=False, reason="connection refused"), "Checked 1 min 5 s ago: connection refused"),
        (AskedCheck(NOW + 60, running=False), "Checked 0 s ago: Plex answers"),
        (AskedCheck(NOW - 601, running=False), ""),
    ],
)
def test_what_came_of_a_person_s_check_is_said_for_ten_minutes(check, words):
    assert wording.asked_check(check, NOW) == words


def test_a_moment_of_another_day_has_its_date():
    assert wording.moment(NOW - 86400, NOW) == "22/11/2026 15:00"


def test_a_moment_is_written_as_the_persons_locale_writes_it():
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    assert wording.moment(TWO_MINUTES_PAST_TWO, NOW).replace("\u202f", " ") == "2:02 PM"
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert wording.moment(NOW - 86400, NOW) == "22.11.26 15:00"


def test_a_computer_without_a_locale_writes_moments_that_sort():
    QLocale.setDefault(QLocale.c())
    assert wording.moment(NOW - 86400, NOW).startswith("2026-11-22 15:00")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3, "0 s"),
        (0, "0 s"),
        (45.9, "45 s"),
        (60, "1 min"),
        (125, "2 min 5 s"),
        (3600, "1 h"),
        (3660, "1 h 1 min"),
        (3605, "1 h"),
        (90_000, "1 d 1 h"),
        (86400 * 400, "400 d"),
    ],
)
def test_a_duration_is_said_in_its_two_biggest_units(seconds, words):
    assert wording.duration(seconds) == words


@pytest.mark.parametrize(
    ("snapshot", "elapsed", "words"),
    [
        (Snapshot(server=SIGNED_IN, next_check_in=30.0), 0.0, "in 30 s"),
        (Snapshot(server=SIGNED_IN, next_check_in=30.0), 29.9, "in 1 s"),
        (Snapshot(server=SIGNED_IN, next_check_in=30.0), 30.0, "now"),
        (Snapshot(server=SIGNED_IN, next_check_in=30.0), 99.0, "now"),
        (CONNECTED, 0.0, "not planned"),
        (OPEN, 2.0, "in 11 s"),
        (HALF_OPEN, 0.0, "now"),
    ],
)
def test_the_next_check_is_counted_down(snapshot, elapsed, words):
    assert wording.next_check(snapshot, elapsed) == words


def test_during_a_pause_no_trial_is_promised():
    breaker = BreakerView(CircuitState.OPEN, 5, NOW, NOW, 12.0, "connection refused")
    assert wording.next_check(Snapshot(breaker, server=SIGNED_IN, paused=True), 0.0) == "not planned"


def test_while_the_network_is_away_nothing_is_promised():
    offline = replace(OPEN, offline=True, next_check_in=5.0)
    assert wording.next_check(offline, 0.0) == "when the network is back"


@pytest.mark.parametrize(
    ("queue", "said"),
    [
        (QueueCounts(), "Plex has all changes."),
        (QueueCounts(waiting=1), "on their way"),
        (QueueCounts(in_progress=1), "on their way"),
        (QueueCounts(retrying=1), "all changes but"),
        (QueueCounts(failed=1), "all changes but"),
    ],
)
def test_connected_does_not_claim_more_than_is_true(queue, said):
    assert said in wording.explanation(Snapshot(queue=queue, server=SIGNED_IN))


def test_what_waits_for_approval_is_not_said_to_be_in_plex():
    waits = replace(CONNECTED, approval=Approval(compared=12, would_change=12, total=12))
    assert wording.explanation(waits) == "Nothing is written before you have agreed to it."
    assert "on their way" in wording.explanation(replace(waits, queue=QueueCounts(waiting=1)))


@pytest.mark.parametrize(
    ("seconds", "shown"), [(None, "—"), (0.0, "< 0.01"), (0.004, "< 0.01"), (0.01, "0.01"), (2.345, "2.35")]
)
def test_a_quick_delivery_is_not_said_to_take_no_time(seconds, shown):
    assert words.pace(seconds) == shown
