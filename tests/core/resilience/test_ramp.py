from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.resilience.ramp import BURST, RecoveryRamp
from tests.conftest import FakeClock

ENDLESS = 10_000
"""Jobs that are always waiting."""


@pytest.fixture
def ramp(clock) -> RecoveryRamp:
    ramp = RecoveryRamp(clock)
    ramp.begin()
    return ramp


def drained(ramp: RecoveryRamp, clock, seconds: float, *, limit: int = BURST) -> int:
    """How many jobs go in so much time, if sending them takes none; `observe` is not told."""
    end, went = clock.monotonic() + seconds, 0
    while clock.monotonic() < end and math.isfinite(ramp.rate):
        jobs = ramp.allowance(limit)
        ramp.spend(jobs)
        went += jobs
        clock.advance(min(ramp.wait(), end - clock.monotonic()) if not jobs else 0.0)
    return went


def test_without_an_outage_there_is_no_limit(clock) -> None:
    ramp = RecoveryRamp(clock)
    assert (ramp.allowance(ENDLESS), ramp.wait(), ramp.rate, ramp.mark) == (ENDLESS, 0.0, math.inf, None)


def test_a_handful_of_edits_goes_at_once(ramp) -> None:
    assert ramp.allowance(6) == 6


def test_after_the_first_burst_it_is_five_jobs_per_second(ramp, clock) -> None:
    assert drained(ramp, clock, 10) == pytest.approx(BURST + 5 * 10, abs=5)


def test_the_rate_only_grows_and_has_no_bound_after_five_minutes(ramp, clock) -> None:
    rates = []
    for _ in range(30):
        rates.append(ramp.rate)
        clock.advance(10)
    assert rates[0] == 5
    assert rates == sorted(rates)
    assert rates[-1] > 100
    assert (ramp.rate, ramp.allowance(ENDLESS), ramp.mark) == (math.inf, ENDLESS, None)


def test_jobs_go_in_batches_of_a_seconds_worth(ramp, clock) -> None:
    ramp.spend(ramp.allowance(BURST))
    assert ramp.allowance(BURST) == 0
    assert ramp.wait() == pytest.approx(1.0, abs=0.01)
    clock.advance(ramp.wait())
    assert ramp.allowance(BURST) == 5


def test_more_than_thirty_percent_of_failed_requests_halve_the_rate(ramp) -> None:
    for served in [True] * 7 + [False] * 3:
        ramp.observe(served)
    assert ramp.rate == 5.0
    ramp.observe(served=False)
    assert ramp.rate == 2.5


def test_the_same_failures_halve_it_once_and_lasting_ones_once_a_minute(ramp, clock) -> None:
    for _ in range(20):
        ramp.observe(served=False)
    assert ramp.rate == 2.5
    clock.advance(61)
    slower = ramp.rate
    ramp.observe(served=False)
    assert ramp.rate == slower / 2


def test_failures_of_more_than_a_minute_ago_are_forgotten(ramp, clock) -> None:
    for served in [True] * 7 + [False] * 3:
        ramp.observe(served)
    clock.advance(62)
    for served in [True] * 7 + [False] * 3:
        ramp.observe(served)
    assert ramp.rate >= 5.0


def test_after_halving_the_rise_goes_on(ramp, clock) -> None:
    ramp.observe(served=False)
    clock.advance(600)
    assert ramp.rate == math.inf


def test_it_never_stands_still(ramp, clock) -> None:
    for _ in range(50):
        ramp.observe(served=False)
        clock.advance(60)
    assert ramp.rate > 0.5


def test_the_next_outage_ends_it(ramp) -> None:
    ramp.cancel()
    assert (ramp.rate, ramp.mark) == (math.inf, None)


@pytest.mark.parametrize(("closed_for", "rate"), [(0.0, 10.0), (75.0, 20.0), (3600.0, math.inf), (-3600.0, 10.0)])
def test_a_restart_goes_on_where_it_was_and_a_clock_set_back_does_not_slow_it_down(
    ramp, clock, closed_for, rate
) -> None:
    mark = ramp.mark
    clock.advance(150)
    assert ramp.rate == pytest.approx(10)
    ramp.observe(served=True)
    later = FakeClock(clock.time() + closed_for)
    restored = RecoveryRamp(later)
    if closed_for < 0:
        later = FakeClock(mark.at + closed_for)
        restored, rate = RecoveryRamp(later), 5.0
    restored.restore(mark)
    assert restored.rate == pytest.approx(rate)


@settings(max_examples=60, deadline=None)
@given(
    waits=st.lists(st.floats(0.0, 40.0), min_size=1, max_size=60),
    limits=st.lists(st.integers(1, 50), min_size=60, max_size=60),
)
def test_never_more_jobs_go_than_the_burst_and_the_rate_allow(waits, limits) -> None:
    clock = FakeClock()
    ramp = RecoveryRamp(clock)
    ramp.begin()
    went = elapsed = 0.0
    for wait, limit in zip(waits, limits, strict=False):
        clock.advance(wait)
        elapsed += wait
        if elapsed >= 299:
            return
        jobs = ramp.allowance(limit)
        ramp.spend(jobs)
        went += jobs
        allowed = sum(5 / (1 - second / 10 / 300) / 10 for second in range(round(elapsed * 10) + 1))
        assert went <= BURST + allowed + 1


@pytest.mark.parametrize("jobs", [51, 500, 5_000])
def test_the_time_for_a_backlog_is_known_from_the_first_batch_on(ramp, clock, jobs) -> None:
    assert ramp.time_for(jobs) == 0.0
    left, began, foretold = jobs, clock.monotonic(), 0.0
    while left:
        went = ramp.allowance(min(left, 200))
        ramp.spend(went)
        left -= went
        foretold = foretold or clock.monotonic() - began + ramp.time_for(left)
        clock.advance(max(ramp.wait(), 0.05))
    assert clock.monotonic() - began == pytest.approx(foretold, abs=1.5)


def test_a_server_that_is_slower_than_the_ramp_makes_its_own_time(ramp, clock) -> None:
    ramp.spend(50)
    assert ramp.time_for(100) > 0.0
    clock.advance(60.0)
    ramp.spend(1)
    assert ramp.time_for(100) == 0.0
