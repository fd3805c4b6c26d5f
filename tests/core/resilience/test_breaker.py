"""All transitions, driven through the injected clock; nothing is written to disk here."""

from __future__ import annotations

import pytest

from core.resilience.breaker import CircuitBreaker, CircuitState, Transition
from tests.core.resilience.conftest import fail, fail_trials

CLOSED, OPEN, HALF_OPEN = CircuitState.CLOSED, CircuitState.OPEN, CircuitState.HALF_OPEN


# CLOSED


def test_a_new_breaker_is_closed_and_admits_every_call(breaker):
    assert breaker.state is CLOSED
    assert breaker.retry_in() is None
    assert None not in [breaker.try_acquire() for _ in range(100)]


def test_it_opens_at_the_threshold_of_consecutive_failures_and_not_before(breaker):
    fail(breaker, 4)
    assert (breaker.state, breaker.failure_count) == (CLOSED, 4)
    fail(breaker)
    assert (breaker.state, breaker.failure_count) == (OPEN, 5)
    assert breaker.try_acquire() is None


def test_a_success_clears_the_count_of_failures(breaker):
    fail(breaker, 4)
    assert breaker.try_acquire().success()
    assert (breaker.failure_count, breaker.reason) == (0, "")
    fail(breaker, 4)
    assert breaker.state is CLOSED


def test_a_cancelled_call_says_nothing(breaker):
    fail(breaker, 4)
    assert breaker.try_acquire().cancel()
    assert (breaker.state, breaker.failure_count) == (CLOSED, 4)


def test_a_threshold_of_one_opens_at_the_first_failure(clock):
    breaker = CircuitBreaker(failure_threshold=1, clock=clock)
    fail(breaker)
    assert breaker.state is OPEN


@pytest.mark.parametrize("first", ["success", "failure", "cancel"])
@pytest.mark.parametrize("second", ["success", "failure", "cancel"])
def test_a_permit_is_counted_once(breaker, first, second):
    permit = breaker.try_acquire()
    assert getattr(permit, first)()
    counted = breaker.failure_count
    assert not getattr(permit, second)()
    assert breaker.failure_count == counted


# OPEN


def test_no_call_is_admitted_until_the_break_is_over(breaker, clock):
    fail(breaker, 5)
    assert breaker.retry_in() == 60.0
    clock.advance(59.75)
    assert breaker.retry_in() == 0.25
    assert breaker.try_acquire() is None
    clock.advance(0.25)
    assert breaker.retry_in() == 0.0
    assert breaker.try_acquire() is not None


def test_reading_changes_nothing_also_when_the_break_is_over(breaker, seen, clock):
    fail(breaker, 5)
    clock.advance(3600)
    for _ in range(3):
        assert breaker.state is OPEN
        assert breaker.retry_in() == 0.0
        assert breaker.view().state is OPEN
    assert len(seen) == 1


@pytest.mark.parametrize("step", [-86_400.0, 86_400.0])
def test_a_step_of_the_wall_clock_neither_prolongs_nor_shortens_a_break(breaker, clock, step):
    fail(breaker, 5)
    clock.advance(20)
    clock.step_wall(step)
    assert breaker.retry_in() == 40.0
    clock.advance(40)
    assert breaker.try_acquire() is not None


def test_a_break_of_no_length_lets_the_trial_through_at_once(clock):
    breaker = CircuitBreaker(recovery_timeout=0, clock=clock)
    fail(breaker, 5)
    assert breaker.retry_in() == 0.0
    fail_trials(breaker, clock, 3)
    assert breaker.retry_in() == 0.0


def test_the_break_doubles_with_each_failed_trial_up_to_15_minutes(breaker, clock):
    fail(breaker, 5)
    breaks = [breaker.retry_in()]
    for _ in range(6):
        fail_trials(breaker, clock, 1)
        breaks.append(breaker.retry_in())
    assert breaks == [60.0, 120.0, 240.0, 480.0, 900.0, 900.0, 900.0]


def test_the_break_stays_at_15_minutes_after_thousands_of_failed_trials(breaker, clock):
    fail(breaker, 5)
    fail_trials(breaker, clock, 3000)
    assert (breaker.retry_in(), breaker.reopen_count) == (900.0, 3000)


def test_a_recovery_timeout_above_15_minutes_is_kept_and_does_not_grow(clock):
    breaker = CircuitBreaker(recovery_timeout=3600.0, clock=clock)
    fail(breaker, 5)
    assert breaker.retry_in() == 3600.0
    fail_trials(breaker, clock, 1)
    assert breaker.retry_in() == 3600.0


def test_the_break_is_back_at_its_base_after_recovery(breaker, clock):
    fail(breaker, 5)
    fail_trials(breaker, clock, 3)
    clock.advance(breaker.retry_in())
    breaker.try_acquire().success()
    fail(breaker, 5)
    assert (breaker.retry_in(), breaker.reopen_count) == (60.0, 0)


# HALF_OPEN


def test_the_first_caller_after_the_break_gets_the_only_trial(breaker, clock):
    fail(breaker, 5)
    clock.advance(60)
    trial = breaker.try_acquire()
    assert (breaker.state, breaker.retry_in()) == (HALF_OPEN, 0.0)
    assert breaker.try_acquire() is None
    assert trial.success()


def test_a_successful_trial_closes_it(breaker, clock):
    fail(breaker, 5)
    clock.advance(60)
    assert breaker.try_acquire().success()
    assert (breaker.state, breaker.failure_count, breaker.success_count, breaker.reopen_count) == (CLOSED, 0, 0, 0)
    assert (breaker.opened_at, breaker.outage_started_at, breaker.reason) == (None, None, "")


def test_a_failed_trial_opens_it_again(breaker, clock):
    fail(breaker, 5)
    fail_trials(breaker, clock, 1)
    assert (breaker.state, breaker.reopen_count, breaker.failure_count) == (OPEN, 1, 6)
    assert breaker.opened_at == clock.time()


def test_it_closes_after_as_many_successful_trials_as_asked_for(clock):
    breaker = CircuitBreaker(success_threshold=3, clock=clock)
    fail(breaker, 5)
    clock.advance(60)
    for done in (1, 2):
        assert breaker.try_acquire().success()
        assert (breaker.state, breaker.success_count) == (HALF_OPEN, done)
    assert breaker.try_acquire().success()
    assert (breaker.state, breaker.success_count) == (CLOSED, 0)


def test_one_failed_trial_undoes_the_successful_ones(clock):
    breaker = CircuitBreaker(success_threshold=2, clock=clock)
    fail(breaker, 5)
    clock.advance(60)
    breaker.try_acquire().success()
    fail(breaker)
    assert (breaker.state, breaker.success_count) == (OPEN, 0)
    clock.advance(120)
    breaker.try_acquire().success()
    assert breaker.state is HALF_OPEN


def test_a_cancelled_trial_makes_room_for_the_next_at_once(breaker, clock):
    fail(breaker, 5)
    clock.advance(60)
    assert breaker.try_acquire().cancel()
    assert breaker.state is HALF_OPEN
    assert breaker.try_acquire().success()
    assert breaker.state is CLOSED


def test_a_lost_trial_is_taken_back_after_120_s(breaker, clock):
    fail(breaker, 5)
    clock.advance(60)
    breaker.try_acquire()
    clock.advance(119.75)
    assert breaker.try_acquire() is None
    clock.advance(0.25)
    assert breaker.try_acquire() is not None


@pytest.mark.parametrize("verdict", ["success", "failure", "cancel"])
@pytest.mark.parametrize("next_is_out", [False, True])
def test_a_trial_that_was_taken_back_counts_for_nothing(breaker, clock, verdict, next_is_out):
    fail(breaker, 5)
    clock.advance(60)
    lost = breaker.try_acquire()
    clock.advance(120)
    if next_is_out:
        assert breaker.try_acquire() is not None
    assert not getattr(lost, verdict)()
    assert (breaker.state, breaker.reopen_count) == (HALF_OPEN, 0)
    assert (breaker.try_acquire() is None) == next_is_out


def test_a_trial_settled_just_in_time_counts(breaker, clock):
    fail(breaker, 5)
    clock.advance(60)
    trial = breaker.try_acquire()
    clock.step_wall(86_400)
    clock.advance(119.75)
    assert trial.success()
    assert breaker.state is CLOSED


# Late results


def test_a_slow_success_from_before_the_outage_does_not_close_it(breaker, clock):
    slow = breaker.try_acquire()
    fail(breaker, 5)
    assert not slow.success()
    assert breaker.state is OPEN


def test_a_slow_success_from_before_the_outage_is_no_trial(breaker, clock):
    slow = breaker.try_acquire()
    fail(breaker, 5)
    clock.advance(60)
    trial = breaker.try_acquire()
    assert not slow.success()
    assert breaker.state is HALF_OPEN
    assert trial.success()


def test_slow_failures_do_not_prolong_an_outage(breaker, clock):
    slow = [breaker.try_acquire() for _ in range(10)]
    fail(breaker, 5)
    clock.advance(30)
    assert [permit.failure("timeout") for permit in slow] == [False] * 10
    assert (breaker.retry_in(), breaker.failure_count) == (30.0, 5)


def test_slow_failures_from_before_the_outage_say_nothing_after_it(breaker, clock):
    slow = [breaker.try_acquire() for _ in range(10)]
    fail(breaker, 5)
    clock.advance(60)
    breaker.try_acquire().success()
    assert [permit.failure("timeout") for permit in slow] == [False] * 10
    assert (breaker.state, breaker.failure_count) == (CLOSED, 0)


def test_a_trial_that_ends_after_a_manual_reset_changes_nothing(breaker, clock):
    fail(breaker, 5)
    clock.advance(60)
    trial = breaker.try_acquire()
    breaker.reset()
    assert not trial.failure("timeout")
    assert (breaker.state, breaker.failure_count) == (CLOSED, 0)


@pytest.mark.parametrize("verdict", ["success", "failure", "cancel"])
def test_the_time_limit_of_a_trial_ends_with_it(breaker, clock, verdict):
    fail(breaker, 5)
    clock.advance(60)
    trial = breaker.try_acquire()
    breaker.reset()
    assert not getattr(trial, verdict)()
    clock.advance(120)
    assert breaker.try_acquire().failure("timeout")
    assert breaker.failure_count == 1


# By hand


def test_a_person_can_open_it_at_any_time(breaker, seen, clock):
    breaker.trip("maintenance tonight")
    assert (breaker.state, breaker.reason, breaker.retry_in()) == (OPEN, "maintenance tonight", 60.0)
    assert breaker.try_acquire() is None
    assert seen == [Transition(CLOSED, OPEN, "maintenance tonight", clock.time(), manual=True)]


def test_opening_by_hand_during_a_trial_belongs_to_the_same_outage(breaker, clock):
    fail(breaker, 5)
    began = clock.time()
    fail_trials(breaker, clock, 1)
    clock.advance(120)
    trial = breaker.try_acquire()
    breaker.trip("stop")
    assert not trial.success()
    assert (breaker.state, breaker.reopen_count, breaker.retry_in()) == (OPEN, 1, 120.0)
    assert breaker.outage_started_at == began


def test_opening_by_hand_what_is_open_changes_nothing(breaker, seen, clock):
    fail(breaker, 5)
    clock.advance(20)
    breaker.trip("again")
    assert (breaker.retry_in(), breaker.reason, len(seen)) == (40.0, "timeout", 1)


@pytest.mark.parametrize("half_open", [False, True])
def test_a_person_can_close_it_at_once(breaker, seen, clock, half_open):
    fail(breaker, 5)
    if half_open:
        clock.advance(60)
        breaker.try_acquire()
    breaker.reset()
    assert (breaker.state, breaker.failure_count, breaker.retry_in()) == (CLOSED, 0, None)
    assert breaker.try_acquire().success()
    assert seen[-1] == Transition(HALF_OPEN if half_open else OPEN, CLOSED, "manual reset", clock.time(), manual=True)


def test_resetting_what_is_closed_only_forgets_the_failures(breaker, seen):
    fail(breaker, 4)
    breaker.reset()
    assert (breaker.state, breaker.failure_count, seen) == (CLOSED, 0, [])


# Hints of health


def test_a_sign_of_life_makes_the_trial_due_at_once_in_the_first_break(breaker, clock):
    fail(breaker, 5)
    clock.advance(1)
    assert breaker.hint_healthy()
    assert (breaker.state, breaker.retry_in()) == (OPEN, 0.0)
    assert breaker.try_acquire() is not None


def test_after_a_failed_trial_a_sign_of_life_shortens_nothing(breaker, clock):
    fail(breaker, 5)
    breaker.hint_healthy()
    fail(breaker)
    assert not breaker.hint_healthy()
    assert breaker.retry_in() == 120.0


def test_a_person_s_sign_of_life_lets_one_trial_through_after_failed_ones_too(breaker, clock, caplog):
    caplog.set_level("INFO")
    fail(breaker, 5)
    fail_trials(breaker, clock, 2)
    clock.advance(53)
    assert breaker.hint_healthy(by_hand=True)
    assert (breaker.state, breaker.retry_in(), breaker.reopen_count) == (OPEN, 0.0, 2)
    assert caplog.messages[-1] == "A person asked, and Plex answers: the trial is due now instead of in 187 s"
    trial = breaker.try_acquire()
    assert breaker.try_acquire() is None
    assert trial.failure("busy")
    assert (breaker.state, breaker.retry_in(), breaker.reopen_count) == (OPEN, 480.0, 3)
    assert not breaker.hint_healthy()


def test_a_person_s_sign_of_life_says_nothing_when_the_trial_was_due_anyway(breaker, clock, caplog):
    caplog.set_level("INFO")
    fail(breaker, 5)
    clock.advance(60)
    lines = len(caplog.messages)
    assert breaker.hint_healthy(by_hand=True)
    assert len(caplog.messages) == lines


def test_a_sign_of_life_helps_again_in_the_next_outage(breaker, clock):
    fail(breaker, 5)
    fail_trials(breaker, clock, 2)
    clock.advance(240)
    breaker.try_acquire().success()
    fail(breaker, 5)
    assert breaker.hint_healthy()


def test_a_late_sign_of_life_does_not_move_a_trial_that_was_due_before(breaker, clock):
    fail(breaker, 5)
    clock.advance(100)
    assert breaker.hint_healthy()
    assert breaker.retry_in() == 0.0


def test_a_sign_of_life_means_nothing_unless_open(breaker, clock):
    assert not breaker.hint_healthy()
    fail(breaker, 5)
    clock.advance(60)
    breaker.try_acquire()
    assert not breaker.hint_healthy()
    assert not breaker.hint_healthy(by_hand=True)
    assert breaker.try_acquire() is None
