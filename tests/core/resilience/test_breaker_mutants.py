"""What mutation testing found unwatched: each test fails for at least one mutant that all others let live."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest

from core.resilience.breaker import CircuitBreaker, CircuitState, Transition, _News
from core.resilience.breaker_file import BreakerRecord, load, parse, save
from core.resilience.circuit import Rules
from tests.core.resilience.conftest import fail

CLOSED, OPEN, HALF_OPEN = CircuitState.CLOSED, CircuitState.OPEN, CircuitState.HALF_OPEN
AT = 1_795_400_000.25
LARGEST_COUNT = 1_000_000_000
LAST_MOMENT = 253_402_300_799
LARGEST_FILE = 65_536
VALID = {"state": "open", "failure_count": 5, "success_count": 0, "opened_at": AT}


def having(**changes):
    return json.dumps(VALID | changes).encode()


# The breaker


def test_a_settled_permit_counts_for_nothing_in_any_later_generation(clock):
    breaker = CircuitBreaker(failure_threshold=1, recovery_timeout=0, clock=clock)
    settled = breaker.try_acquire()
    assert settled.success()
    for _ in range(4):
        before = breaker.view()
        assert not settled.failure("again")
        assert breaker.view() == before
        fail(breaker)


def test_a_trial_that_ends_long_after_its_time_counts_for_nothing(clock):
    breaker = CircuitBreaker(clock=clock)
    breaker.trip("x")
    clock.advance(60)
    lost = breaker.try_acquire()
    clock.advance(121)
    assert not lost.success()
    assert breaker.state is HALF_OPEN


def test_a_call_admitted_while_closed_has_no_time_limit(clock):
    breaker = CircuitBreaker(clock=clock)
    breaker._admitting = breaker._untroubled = None  # as another thread leaves it for a moment
    permit = breaker.try_acquire()
    clock.advance(3600)
    assert permit.success()


def test_while_all_is_well_a_call_takes_no_lock(clock):
    breaker = CircuitBreaker(clock=clock)
    breaker._lock = None
    assert breaker.try_acquire().success()


def test_after_a_restart_with_the_clock_set_back_the_log_counts_from_the_restart(tmp_path, clock, caplog):
    path = tmp_path / "circuit_breaker.json"
    path.write_bytes(having(opened_at=clock.time() + 3600))
    breaker = CircuitBreaker(state_file=path, clock=clock)
    clock.advance(60)
    caplog.set_level("INFO")
    breaker.try_acquire()
    assert "entering HALF_OPEN after 60 s" in caplog.text


def test_only_what_keeps_calls_from_being_made_is_logged_as_a_warning(clock, caplog):
    caplog.set_level("INFO")
    breaker = CircuitBreaker(failure_threshold=1, recovery_timeout=0, clock=clock)
    fail(breaker, 2)
    breaker.try_acquire().success()
    levels = [(record.message.split()[1], record.levelname) for record in caplog.records]
    assert levels == [
        ("opened", "WARNING"),
        ("entering", "INFO"),
        ("reopened", "WARNING"),
        ("entering", "INFO"),
        ("closed", "INFO"),
    ]


@pytest.mark.parametrize(
    "value",
    [
        BreakerRecord(),
        Rules(),
        Transition(CLOSED, OPEN, "x", AT),
        _News(Transition(CLOSED, OPEN, "x", AT), "x"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_handed_to_others_cannot_be_changed_by_them(value):
    with pytest.raises(FrozenInstanceError):
        setattr(value, type(value).__slots__[0], None)
    assert not hasattr(value, "__dict__")


def test_what_was_wrong_with_its_file_is_told_in_words_and_nothing_when_it_was_sound(tmp_path, clock):
    path = tmp_path / "circuit_breaker.json"
    path.write_bytes(b"nonsense")
    problem = CircuitBreaker(state_file=path, clock=clock).restore_problem
    assert str(path) in problem
    path.write_bytes(having())
    assert CircuitBreaker(state_file=path, clock=clock).restore_problem is None


def test_a_success_clears_the_failures_at_once_however_many_successful_trials_are_asked_for(clock):
    breaker = CircuitBreaker(success_threshold=2, clock=clock)
    fail(breaker, times=4)
    assert breaker.try_acquire().success()
    fail(breaker, times=4)
    assert breaker.state is CLOSED


# The rules


def test_the_defaults_are_those_of_the_design():
    assert Rules() == Rules(failure_threshold=5, recovery_timeout=60.0, success_threshold=1)


def test_an_infinite_break_is_refused_wherever_it_comes_from():
    with pytest.raises(ValueError, match="recovery_timeout is inf"):
        Rules(recovery_timeout=float("1e999"))


def test_a_trial_closes_it_also_when_more_have_succeeded_than_are_asked_for_now(tmp_path, clock):
    path = tmp_path / "circuit_breaker.json"
    path.write_bytes(having(state="half_open", success_count=3))
    breaker = CircuitBreaker(success_threshold=2, state_file=path, clock=clock)
    assert breaker.try_acquire().success()
    assert breaker.state is CLOSED


# The file


@pytest.mark.parametrize("key", ["failure_count", "success_count", "reopen_count"])
def test_the_largest_count_is_read_and_no_larger_one(key):
    assert getattr(parse(having(**{key: LARGEST_COUNT})), key) == LARGEST_COUNT
    with pytest.raises(ValueError, match=key):
        parse(having(**{key: LARGEST_COUNT + 1}))


@pytest.mark.parametrize("key", ["opened_at", "outage_started_at"])
def test_the_last_moment_of_the_calendar_is_read_and_no_later_one(key):
    assert getattr(parse(having(**{key: LAST_MOMENT})), key) == LAST_MOMENT
    with pytest.raises(ValueError, match=key):
        parse(having(**{key: LAST_MOMENT + 1}))


@pytest.mark.parametrize("version", [0, 0.5, 2])
def test_no_other_version_than_the_known_one_is_read(version):
    with pytest.raises(ValueError, match=f"it has version {version:g}; this program knows version 1"):
        parse(having(version=version))


def test_a_file_of_the_largest_size_is_read_and_no_larger_one(tmp_path, clock):
    path = tmp_path / "circuit_breaker.json"
    path.write_bytes(having().ljust(LARGEST_FILE))
    assert load(path, clock).state is OPEN
    path.write_bytes(having().ljust(LARGEST_FILE + 1))
    assert load(path, clock) is None


def test_all_folders_that_are_missing_are_made(tmp_path, clock):
    path = tmp_path / "not" / "there" / "circuit_breaker.json"
    save(path, BreakerRecord())
    assert load(path, clock) == BreakerRecord()
