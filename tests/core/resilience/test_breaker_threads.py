"""The breaker under many threads."""

from __future__ import annotations

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from core.resilience.breaker import CircuitBreaker, CircuitState
from core.resilience.breaker_file import peek

CLOSED, OPEN, HALF_OPEN = CircuitState.CLOSED, CircuitState.OPEN, CircuitState.HALF_OPEN
THREADS = 16
PATIENCE = 30.0
"""Seconds until a test gives up."""


@pytest.fixture(autouse=True)
def _threads_interrupt_each_other_all_the_time():
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def in_threads(work):
    """Run `work(number)` in all threads at the same time; raises what one of them raised."""
    start = threading.Barrier(THREADS)

    def run(number):
        start.wait(PATIENCE)
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return [future.result(PATIENCE) for future in [pool.submit(run, number) for number in range(THREADS)]]


def test_of_many_callers_at_the_end_of_the_break_one_gets_the_trial(clock):
    for _ in range(20):
        breaker = CircuitBreaker(clock=clock)
        breaker.trip("x")
        clock.advance(60)
        permits = in_threads(lambda _, breaker=breaker: breaker.try_acquire())
        assert sum(permit is not None for permit in permits) == 1


def test_there_are_never_two_trials_however_many_threads_ask(clock):
    breaker = CircuitBreaker(success_threshold=10**9, clock=clock)
    breaker.trip("x")
    clock.advance(60)
    in_flight, most, trials = [], [0], [0] * THREADS

    def hammer(number):
        for turn in range(400):
            permit = breaker.try_acquire()
            if permit is not None:
                in_flight.append(number)
                most[0] = max(most[0], len(in_flight))
                trials[number] += 1
                in_flight.remove(number)
                assert (permit.cancel if turn % 2 else permit.success)()

    in_threads(hammer)
    assert most[0] == 1
    assert sum(trials) > 0
    assert breaker.state is HALF_OPEN


@pytest.mark.parametrize("troubled", [False, True])
def test_of_several_threads_that_settle_one_permit_one_is_counted(clock, troubled):
    breaker = CircuitBreaker(failure_threshold=10**6, clock=clock)
    for _ in range(50):
        breaker.reset()
        if troubled:
            breaker.try_acquire().failure("x")
        permit = breaker.try_acquire()
        verdicts = (permit.success, permit.failure, permit.cancel)
        counted = in_threads(lambda number, verdicts=verdicts: verdicts[number % 3]())
        assert sum(counted) == 1


def test_no_failure_is_lost_when_many_are_counted_at_once(clock):
    breaker = CircuitBreaker(failure_threshold=10**6, clock=clock)
    in_threads(lambda _: [breaker.try_acquire().failure("x") for _ in range(200)])
    assert breaker.failure_count == THREADS * 200


def test_listeners_are_told_each_transition_once_and_in_order_from_many_threads(clock):
    breaker = CircuitBreaker(failure_threshold=1, recovery_timeout=0, clock=clock)
    told = []
    breaker.subscribe(told.append)

    def flap(number):
        for turn in range(100):
            permit = breaker.try_acquire()
            if permit is not None:
                (permit.failure if (turn + number) % 3 else permit.success)()
            if turn % 10 == 0:
                breaker.reset()

    in_threads(flap)
    assert len(told) > 100
    assert told[0].old is CLOSED
    assert all(earlier.new is later.old for earlier, later in pairwise(told))
    assert all(transition.old is not transition.new for transition in told)
    assert told[-1].new is breaker.state


def test_the_file_holds_the_last_state_whichever_thread_wrote_it(tmp_path, clock, monkeypatch):
    writers, most, sync = [], [0], os.fsync

    def fsync(descriptor):
        writers.append(descriptor)
        most[0] = max(most[0], len(writers))
        time.sleep(0.001)  # as long as a good disk takes: whoever does not wait for his turn is caught here
        sync(descriptor)
        writers.remove(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    path = tmp_path / "circuit_breaker.json"
    breaker = CircuitBreaker(failure_threshold=2, recovery_timeout=0, state_file=path, clock=clock)

    def flap(number):
        for _ in range(5):
            permit = breaker.try_acquire()
            if permit is not None:
                (permit.failure if number % 4 else permit.success)()
        breaker.trip(str(number))

    in_threads(flap)
    restored = CircuitBreaker(failure_threshold=2, recovery_timeout=0, state_file=path, clock=clock)
    assert restored.view() == breaker.view()
    assert most[0] == 1
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


class SlowDisk:
    """Writing takes until `go` is set."""

    def __init__(self, monkeypatch):
        self.writing, self.go = threading.Event(), threading.Event()
        real = os.fsync

        def fsync(descriptor):
            self.writing.set()
            assert self.go.wait(PATIENCE)
            real(descriptor)

        monkeypatch.setattr(os, "fsync", fsync)


@pytest.fixture
def slow_disk(monkeypatch):
    disk = SlowDisk(monkeypatch)
    yield disk
    disk.go.set()


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_while_the_disk_is_slow_nobody_waits_to_read_or_to_be_admitted(tmp_path, clock, slow_disk):
    breaker = CircuitBreaker(state_file=tmp_path / "circuit_breaker.json", clock=clock)
    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(breaker.try_acquire().failure, "x")
        assert slow_disk.writing.wait(PATIENCE)
        assert breaker.view().failure_count == 1
        assert breaker.retry_in() is None
        assert breaker.try_acquire().cancel()
        assert not writer.done()
        slow_disk.go.set()
        assert writer.result(PATIENCE)


def test_a_later_state_is_not_overwritten_by_an_earlier_one_on_a_slow_disk(tmp_path, clock, slow_disk):
    path = tmp_path / "circuit_breaker.json"
    breaker = CircuitBreaker(state_file=path, clock=clock)
    with ThreadPoolExecutor(3) as pool:
        earlier = pool.submit(breaker.trip, "x")
        assert slow_disk.writing.wait(PATIENCE)
        later = pool.submit(breaker.reset)
        until(lambda: breaker.state is CLOSED)  # in force at once, though not on disk yet
        last = pool.submit(breaker.trip, "y")
        until(lambda: breaker.reason == "y")
        slow_disk.go.set()
        for write in (earlier, later, last):
            write.result(PATIENCE)
    assert (peek(path).state, peek(path).reason) == (OPEN, "y")


def test_a_slow_listener_keeps_no_other_thread_from_using_the_breaker(clock):
    breaker = CircuitBreaker(clock=clock)
    entered, go, told = threading.Event(), threading.Event(), []

    def slow(transition):
        entered.set()
        assert go.wait(PATIENCE)
        told.append(transition.new)

    breaker.subscribe(slow)
    with ThreadPoolExecutor(1) as pool:
        tripping = pool.submit(breaker.trip, "x")
        assert entered.wait(PATIENCE)
        breaker.reset()
        assert breaker.try_acquire().success()
        go.set()
        tripping.result(PATIENCE)
    assert told == [OPEN, CLOSED]


def test_a_transition_that_comes_just_as_another_thread_has_told_the_last_one_is_not_forgotten(clock):
    breaker = CircuitBreaker(clock=clock)
    told = []
    breaker.subscribe(lambda transition: told.append(transition.new))

    class Lock:
        def __init__(self, real):
            self.acquire, self.real = real.acquire, real

        def release(self):
            if len(told) == 1:
                breaker.reset()  # cannot tell it: the lock is still held
            self.real.release()

    breaker._telling = Lock(breaker._telling)
    breaker.trip("x")
    assert told == [OPEN, CLOSED]


def test_a_caller_that_comes_while_it_is_closing_waits_for_that_and_is_admitted(clock):
    breaker = CircuitBreaker(clock=clock)
    breaker._admitting = breaker._untroubled = None  # as another thread leaves it for a moment
    permit = breaker.try_acquire()
    assert permit.success()
