"""What a breaker shows: its view, its listeners, its log lines, and its refusals."""

from __future__ import annotations

import logging
import math

import pytest

from core.model import BreakerView
from core.resilience.breaker import CircuitBreaker, CircuitState, Transition
from tests.core.resilience.conftest import fail, fail_trials

CLOSED, OPEN, HALF_OPEN = CircuitState.CLOSED, CircuitState.OPEN, CircuitState.HALF_OPEN


def test_the_outage_s_beginning_stays_while_the_opening_moves(breaker, clock):
    fail(breaker, 5)
    began = clock.time()
    fail_trials(breaker, clock, 2)
    assert (breaker.outage_started_at, breaker.opened_at) == (began, began + 180.0)


def test_a_view_tells_what_the_properties_tell(breaker, clock):
    assert breaker.view() == BreakerView()
    fail(breaker, 5, "connection refused")
    clock.advance(10)
    assert breaker.view() == BreakerView(OPEN, 5, clock.time() - 10, clock.time() - 10, 50.0, "connection refused")
    assert not breaker.restored_open
    assert breaker.save_problem is None


def test_the_last_reason_is_kept_as_one_short_line(breaker):
    fail(breaker, 1, "first")
    fail(breaker, 1, "502 Bad Gateway\r\n  <html>" + "x" * 100_000)
    assert breaker.reason.startswith("502 Bad Gateway <html>xxx")
    assert len(breaker.reason) == 500
    fail(breaker, 1, "")
    assert breaker.reason == "no reason given"


def test_listeners_are_told_each_transition_once_and_in_order(breaker, seen, clock):
    fail(breaker, 5, "connection refused")
    opened = clock.time()
    clock.advance(60)
    fail(breaker, 1, "timeout")
    clock.advance(120)
    breaker.try_acquire().success()
    assert seen == [
        Transition(CLOSED, OPEN, "connection refused", opened),
        Transition(OPEN, HALF_OPEN, "connection refused", opened + 60),
        Transition(HALF_OPEN, OPEN, "timeout", opened + 60),
        Transition(OPEN, HALF_OPEN, "timeout", opened + 180),
        Transition(HALF_OPEN, CLOSED, "recovered", opened + 180),
    ]


def test_a_listener_that_left_is_told_nothing_and_may_leave_twice(breaker, seen):
    others = []
    leave = breaker.subscribe(others.append)
    leave()
    leave()
    breaker.trip("x")
    assert (len(others), len(seen)) == (0, 1)


def test_the_same_listener_subscribed_twice_can_leave_once(breaker):
    told = []
    leave = breaker.subscribe(told.append)
    breaker.subscribe(told.append)
    leave()
    breaker.trip("x")
    assert len(told) == 1


def test_a_listener_that_raises_breaks_neither_the_breaker_nor_the_other_listeners(breaker, caplog):
    def broken(transition):
        raise RuntimeError("my own fault")

    told = []
    breaker.subscribe(broken)
    breaker.subscribe(told.append)
    fail(breaker, 5)
    assert (breaker.state, len(told)) == (OPEN, 1)
    assert "my own fault" in caplog.text


def test_a_listener_may_use_the_breaker_and_all_are_still_told_in_order(breaker):
    def reset_when_open(transition):
        if transition.new is OPEN:
            breaker.reset()

    told = []
    breaker.subscribe(reset_when_open)
    breaker.subscribe(lambda transition: told.append(transition.new))
    fail(breaker, 5)
    assert told == [OPEN, CLOSED]
    assert breaker.state is CLOSED


def test_every_transition_is_logged_in_words(breaker, clock, caplog):
    caplog.set_level(logging.INFO)
    fail(breaker, 4)
    fail(breaker, 1, "connection refused")
    clock.advance(75)
    fail(breaker, 1, "HTTP 503")
    clock.advance(120)
    breaker.try_acquire().success()
    breaker.trip("maintenance")
    breaker.reset()
    assert caplog.messages == [
        "Breaker opened after 5 consecutive failures (last: connection refused); a trial is due in 60 s",
        "Breaker entering HALF_OPEN after 75 s: one trial may be made",
        "Breaker reopened because the trial failed (HTTP 503); a trial is due in 120 s",
        "Breaker entering HALF_OPEN after 120 s: one trial may be made",
        "Breaker closed after recovery",
        "Breaker manually tripped (maintenance); a trial is due in 60 s",
        "Breaker manually reset",
    ]


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("failure_threshold", 0),
        ("failure_threshold", -1),
        ("success_threshold", 0),
        ("recovery_timeout", -0.5),
        ("recovery_timeout", math.nan),
        ("recovery_timeout", math.inf),
    ],
)
def test_an_argument_out_of_range_is_refused_with_its_name_and_value(argument, value):
    with pytest.raises(ValueError, match=f"{argument} is {value}; it must be"):
        CircuitBreaker(**{argument: value})


def test_it_runs_on_the_computer_s_clocks_unless_given_others():
    breaker = CircuitBreaker(failure_threshold=1, recovery_timeout=0)
    fail(breaker)
    assert breaker.try_acquire().success()
