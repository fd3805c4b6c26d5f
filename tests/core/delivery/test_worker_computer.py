"""What becomes of the computer itself is no outage: its network goes away, it sleeps, its clock is set."""

from __future__ import annotations

import pytest

from core.demo.simulator import ALL_BUT_IDENTITY, Stopped, maintenance, too_many_requests, writes
from core.events import OutageBegan
from core.model import CircuitState, Face, face_of


@pytest.fixture
def busy(bench):
    """Started, with everything looked at and nothing to do."""
    bench.start()
    bench.list_libraries()
    bench.plex.log.clear()
    return bench


def asked(bench) -> int:
    return sum(bench.plex.log.counts.values())


def for_seconds(bench, seconds: float) -> None:
    began = bench.clock.monotonic()
    bench.run(lambda: bench.clock.monotonic() - began >= seconds, seconds=seconds + 60)


def sleep(bench, seconds: float) -> None:
    """As on Linux: the monotonic clock stands still."""
    bench.clock.step_wall(seconds)
    bench.worker.woke(seconds)


# Offline


def test_offline_sends_nothing_counts_nothing_and_has_its_own_face(busy) -> None:
    busy.plex.faults.set(Stopped())
    busy.worker.set_online(online=False)
    busy.enqueue(1)
    for_seconds(busy, 3600)
    assert asked(busy) == 0
    assert (busy.worker.breaker.state, busy.worker.breaker.failure_count) == (CircuitState.CLOSED, 0)
    snapshot = busy.worker.snapshot()
    assert (snapshot.offline, snapshot.next_check_in, face_of(snapshot)) == (True, None, Face.OFFLINE)
    assert busy.told(OutageBegan) == []


def test_online_again_it_goes_on_at_once(busy) -> None:
    busy.worker.set_online(online=False)
    busy.enqueue(1)
    for_seconds(busy, 600)
    busy.worker.set_online(online=True)
    assert busy.settle() < 1
    assert not busy.worker.snapshot().offline


def test_an_outage_that_is_over_when_the_computer_is_online_again_ends_at_once(busy) -> None:
    busy.plex.faults.set(Stopped())
    busy.run(lambda: busy.worker.breaker.state is CircuitState.OPEN)
    busy.worker.set_online(online=False)
    busy.plex.faults.clear()
    for_seconds(busy, 30)
    assert busy.worker.breaker.state is CircuitState.OPEN
    busy.worker.set_online(online=True)
    assert busy.run(lambda: busy.worker.breaker.state is CircuitState.CLOSED) < 1


def test_no_trial_is_wasted_while_offline(busy) -> None:
    busy.plex.faults.set(Stopped())
    busy.run(lambda: busy.worker.breaker.state is CircuitState.OPEN)
    busy.worker.set_online(online=False)
    for_seconds(busy, 7200)
    assert busy.worker.breaker.reopen_count == 0


def test_a_person_may_ask_while_offline_and_an_answer_proves_it_wrong(busy) -> None:
    busy.worker.set_online(online=False)
    busy.plex.faults.set(Stopped())
    busy.worker.check_now()
    busy.worker.step()
    assert (busy.worker.snapshot().offline, busy.worker.breaker.failure_count) == (True, 0)
    busy.plex.faults.clear()
    busy.worker.check_now()
    busy.worker.step()
    assert not busy.worker.snapshot().offline


# Asleep


def test_failures_of_the_first_fifteen_seconds_after_sleep_do_not_count(busy) -> None:
    busy.plex.faults.set(Stopped())
    busy.enqueue(1, 2, 3)
    sleep(busy, 7200)
    began = busy.clock.monotonic()
    busy.run(lambda: busy.clock.monotonic() - began > 14, seconds=20)
    assert busy.worker.breaker.failure_count == 0
    busy.run(lambda: busy.worker.breaker.state is CircuitState.OPEN)


def test_a_trial_that_fails_just_after_sleep_does_not_prolong_the_break(busy) -> None:
    busy.plex.faults.set(maintenance(), ALL_BUT_IDENTITY)
    busy.enqueue(1)
    busy.run(lambda: busy.worker.breaker.state is CircuitState.OPEN)
    sleep(busy, 7200)
    busy.clock.advance(busy.worker.step())
    busy.clock.advance(busy.worker.step())
    assert busy.worker.breaker.reopen_count == 0
    busy.plex.faults.clear()
    assert busy.settle() <= 15


def test_after_sleep_all_waits_end_as_if_it_had_been_awake(busy) -> None:
    busy.plex.faults.set(maintenance())
    busy.enqueue(1)
    busy.run(lambda: busy.worker.breaker.reopen_count == 4)
    assert busy.worker.breaker.retry_in() > 600
    busy.plex.faults.clear()
    sleep(busy, 3600)
    assert busy.worker.breaker.retry_in() == 0.0
    assert busy.settle() < 1


def test_a_sleep_shorter_than_the_break_leaves_the_rest_of_it(busy) -> None:
    busy.plex.faults.set(maintenance(), ALL_BUT_IDENTITY)
    busy.enqueue(1)
    busy.run(lambda: busy.worker.breaker.reopen_count == 4)
    before = busy.worker.breaker.retry_in()
    sleep(busy, 300)
    assert busy.worker.breaker.retry_in() == pytest.approx(before - 300)


def test_what_the_server_has_asked_for_ends_during_sleep(busy) -> None:
    busy.plex.faults.set(too_many_requests("600"), writes(), times=1)
    busy.enqueue(1)
    busy.run(lambda: busy.writes == 1)
    sleep(busy, 3600)
    assert busy.settle() < 1


def test_two_hours_of_sleep_lose_nothing_and_are_no_outage(busy) -> None:
    busy.enqueue(1, 2)
    sleep(busy, 7200)
    busy.enqueue(3)
    assert busy.settle() < 1
    assert busy.told(OutageBegan) == []


# A wrong clock


@pytest.mark.parametrize("hours", [-3, 3, -240, 240])
def test_a_clock_step_neither_trips_the_breaker_nor_holds_it_open_beyond_one_break(busy, hours) -> None:
    busy.clock.step_wall(hours * 3600)
    busy.enqueue(1)
    assert busy.settle() < 1
    busy.plex.faults.set(maintenance(), ALL_BUT_IDENTITY)
    busy.enqueue(2)
    busy.run(lambda: busy.worker.breaker.state is CircuitState.OPEN)
    busy.clock.step_wall(hours * 3600)
    assert busy.worker.breaker.retry_in() <= 60
    busy.plex.faults.clear()
    assert busy.settle() <= 61


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_clock_step_between_two_runs_means_one_break_at_most(bench, hours) -> None:
    bench.data_dir = bench.folder
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(maintenance(), ALL_BUT_IDENTITY)
    bench.enqueue(1)
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN)
    bench.stop()
    bench.clock.step_wall(hours * 3600)
    bench.plex.faults.clear()
    bench.start()
    assert bench.settle() <= 61
