"""The breaker against a model of it that was written without looking at it: restarts, crashes and threads included.

Short by default; ``RECLOSER_PROVE=1`` looks much longer, and at other examples each time. How far the search gets is
measured, and has to be far: the rules are there to steer it into HALF_OPEN.
"""

from __future__ import annotations

import errno
import logging
import os
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, settings, target
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.resilience.breaker import CircuitBreaker
from core.resilience.breaker_file import peek

PROVE = bool(os.environ.get("RECLOSER_PROVE"))
EFFORT = settings(
    max_examples=1000 if PROVE else 100,
    stateful_step_count=80 if PROVE else 40,
    derandomize=not PROVE,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

THREADS = 3
SECONDS = st.sampled_from([0, 1, 10, 59, 60, 61, 119, 120, 121, 900, 100_000])
"""Whole seconds, so that sums are exact and both sides agree on what is due."""


@dataclass(eq=False)
class ModelPermit:
    given_at: float
    trial: bool = False
    alive: bool = True


@dataclass
class Model:
    """What the design says, in the plainest way, keeping a list of all permits instead of generations."""

    failure_threshold: int
    recovery_timeout: float
    success_threshold: int
    state: str = "closed"
    failures: int = 0
    successes: int = 0
    reopened: int = 0
    opened_at: float | None = None
    outage_began: float | None = None
    due: float = 0.0
    permits: list[ModelPermit] = field(default_factory=list)
    story: list[tuple[str, str]] = field(default_factory=list)

    def go(self, state):
        self.story.append((self.state, state))
        self.state = state
        self.successes = 0
        self.kill(lambda permit: True)

    def kill(self, condition):
        for permit in self.permits:
            permit.alive = permit.alive and not condition(permit)

    def expire(self, monotonic):
        self.kill(lambda permit: permit.trial and monotonic - permit.given_at >= 120)

    def length(self):
        length = self.recovery_timeout
        for _ in range(self.reopened):
            if length < 900:
                length = min(2 * length, 900)
        return length

    def open(self, monotonic, wall):
        self.go("open")
        self.opened_at = wall
        if self.outage_began is None:
            self.outage_began = wall
        self.due = monotonic + self.length()

    def close(self):
        if self.state != "closed":
            self.go("closed")
        self.failures = self.reopened = 0
        self.opened_at = self.outage_began = None

    def acquire(self, monotonic):
        self.expire(monotonic)
        if self.state == "open" and monotonic >= self.due:
            self.go("half_open")
        elif self.state == "open" or (self.state == "half_open" and any(permit.alive for permit in self.permits)):
            return None
        permit = ModelPermit(monotonic, trial=self.state == "half_open")
        self.permits.append(permit)
        return permit

    def settle(self, permit, verdict, monotonic, wall):
        self.expire(monotonic)
        if not permit.alive:
            return False
        permit.alive = False
        if verdict == "success" and self.state == "half_open":
            self.successes += 1
            if self.successes == self.success_threshold:
                self.close()
        elif verdict == "success":
            self.failures = 0
        elif verdict == "failure":
            self.failures += 1
            if self.state == "half_open":
                self.reopened += 1
                self.open(monotonic, wall)
            elif self.failures >= self.failure_threshold:
                self.open(monotonic, wall)
        return True

    def retry_in(self, monotonic):
        return {"closed": None, "half_open": 0.0, "open": max(0.0, self.due - monotonic)}[self.state]

    def as_saved(self):
        return replace(self, permits=[])

    def restart(self, monotonic, wall):
        self.permits.clear()
        if self.state == "open":
            since = max(0.0, wall - self.opened_at)
            self.due = monotonic + max(0.0, self.length() - since)


class Disk:
    """Fails on request in the middle of a save: the new file is written, but never gets its name, and stays."""

    def __init__(self, patch: pytest.MonkeyPatch):
        self.fails = False
        do_replace, do_unlink = Path.replace, Path.unlink

        def give_name(path: Path, target: Path) -> Path:
            self.fail_if_it_fails()
            return do_replace(path, target)

        def remove(path: Path, **arguments: bool) -> None:
            self.fail_if_it_fails()
            do_unlink(path, **arguments)

        patch.setattr(Path, "replace", give_name)
        patch.setattr(Path, "unlink", remove)

    def fail_if_it_fails(self):
        if self.fails:
            raise OSError(errno.EIO, os.strerror(errno.EIO))


class BreakerAgainstModel(RuleBasedStateMachine):
    permits = Bundle("permits")

    def __init__(self, new_clock, folder: Path, disk: Disk, reach: Counter[str]):
        super().__init__()
        self.disk = disk
        self.disk.fails = False
        self.reach = reach
        self.new_clock = new_clock
        self.clock = new_clock(1_795_400_000.0)
        self.path = folder / "circuit_breaker.json"
        for left_over in folder.iterdir():
            left_over.unlink()

    @initialize(
        failure_threshold=st.integers(1, 3),
        recovery_timeout=st.sampled_from([0.0, 10.0, 60.0, 1000.0]),
        success_threshold=st.integers(1, 3),
    )
    def begin(self, **limits):
        self.limits = limits
        self.model = Model(**limits)
        self.saved = self.model.as_saved()
        self.told = []
        self.half_open_steps = 0
        self.latest = None, None, None
        self.start()

    def start(self):
        self.breaker = CircuitBreaker(state_file=self.path, clock=self.clock, **self.limits)
        self.breaker.subscribe(lambda transition: self.told.append((str(transition.old), str(transition.new))))

    def now(self):
        return self.clock.monotonic(), self.clock.time()

    @rule(to=permits)
    def acquire(self):
        expected, permit = self.model.acquire(self.clock.monotonic()), self.breaker.try_acquire()
        assert (permit is None) == (expected is None)
        self.latest = self.breaker, permit, expected
        return self.latest

    @rule(held=permits, verdict=st.sampled_from(["success", "failure", "cancel"]))
    def settle(self, held, verdict):
        breaker, permit, expected = held
        if permit is not None and breaker is self.breaker:
            assert getattr(permit, verdict)() == self.model.settle(expected, verdict, *self.now())

    @rule(verdict=st.sampled_from(["success", "failure", "failure", "failure", "cancel"]))
    def call(self, verdict):
        _, permit, expected = self.acquire()
        if permit is not None:
            assert getattr(permit, verdict)() == self.model.settle(expected, verdict, *self.now())

    @precondition(lambda self: self.model.state == "closed")
    @rule()
    def outage(self):
        while self.model.state == "closed":
            self.call("failure")

    def acquire_when_due(self):
        self.clock.advance(self.model.retry_in(self.clock.monotonic()))
        self.acquire()

    @precondition(lambda self: self.model.state == "open")
    @rule(left=st.sampled_from([0, 0, 0, 1]), to=permits)
    def trial(self, left):
        self.clock.advance(max(0.0, self.model.retry_in(self.clock.monotonic()) - left))
        return self.acquire()

    @precondition(lambda self: self.model.state == "half_open")
    @rule(verdict=st.sampled_from(["success", "success", "failure"]))
    def trial_ends(self, verdict):
        self.settle(self.latest, verdict)

    @precondition(lambda self: self.model.state == "half_open")
    @rule()
    def recovery(self):
        for _ in range(self.limits["success_threshold"]):
            self.settle(self.latest, "success")
            self.acquire()

    @rule(seconds=SECONDS)
    def time_passes(self, seconds):
        self.clock.advance(float(seconds))

    @rule(seconds=SECONDS, back=st.booleans())
    def wall_clock_is_set(self, seconds, back):
        self.clock.step_wall(float(-seconds if back else seconds))

    @rule(do=st.sampled_from(["trip", "reset", "corrupt"]), keep=st.integers(0, 20))
    def something_rare(self, do, keep):
        if do == "trip":
            self.trip()
        elif do == "reset":
            self.reset()
        else:
            self.crash_on_a_bad_disk(keep)

    def trip(self):
        if self.model.state != "open":
            self.model.open(*self.now())
        self.breaker.trip("by hand")

    def reset(self):
        self.model.close()
        self.breaker.reset()

    @rule(by_hand=st.booleans())
    def hint(self, by_hand):
        taken = self.model.state == "open" and (by_hand or self.model.reopened == 0)
        if taken:
            self.model.due = min(self.model.due, self.clock.monotonic())
        assert self.breaker.hint_healthy(by_hand=by_hand) == taken

    @rule(verdict=st.sampled_from(["success", "failure", "cancel"]))
    def several_threads_call(self, verdict):
        expected = list(filter(None, [self.model.acquire(self.clock.monotonic()) for _ in range(THREADS)]))
        permits = list(filter(None, at_once([self.breaker.try_acquire] * THREADS)))
        assert len(permits) == len(expected)
        counted = [self.model.settle(permit, verdict, *self.now()) for permit in expected]
        assert sorted(at_once([getattr(permit, verdict) for permit in permits])) == sorted(counted)

    @rule(reboot=st.booleans())
    def restart(self, reboot):
        if reboot:
            self.clock = self.new_clock(self.clock.time())
        if self.disk.fails:
            self.reach["crashes in the middle of a save"] += self.model.state != self.saved.state
            self.model = replace(self.saved.as_saved(), story=self.model.story)
        self.start()
        self.model.restart(*self.now())

    @rule(really=st.sampled_from([False, False, True]))
    def power_fails_in_the_middle_of_a_save(self, really):
        if not really:
            return
        self.disk.fails = True
        {"closed": self.outage, "open": self.acquire_when_due, "half_open": self.recovery}[self.model.state]()
        self.restart(reboot=True)
        self.disk_is_well_again()

    @rule()
    def disk_begins_to_fail(self):
        self.disk.fails = True

    @precondition(lambda self: self.disk.fails)
    @rule()
    def disk_is_well_again(self):
        self.disk.fails = False
        self.breaker.flush()

    def crash_on_a_bad_disk(self, keep):
        self.disk.fails = False
        if self.path.exists():
            self.path.write_bytes(self.path.read_bytes()[:keep])
        story = self.model.story
        self.model = Model(**self.limits)
        self.model.story = story
        self.path.exists() or self.path.write_bytes(b"")
        self.start()

    @invariant()
    def they_agree(self):
        model, breaker = self.model, self.breaker
        assert (breaker.state, breaker.failure_count, breaker.success_count, breaker.reopen_count) == (
            model.state,
            model.failures,
            model.successes,
            model.reopened,
        )
        assert (breaker.opened_at, breaker.outage_started_at) == (model.opened_at, model.outage_began)
        assert breaker.retry_in() == model.retry_in(self.clock.monotonic())
        assert self.told == model.story

    @invariant()
    def the_file_holds_what_was_saved_last(self):
        if not self.disk.fails:
            self.saved = self.model.as_saved()
        saved, record = self.saved, peek(self.path)
        if record is None:  # never written, because nothing has happened yet
            assert (saved.state, saved.failures) == ("closed", 0)
        else:
            assert (record.state, record.failure_count, record.success_count, record.opened_at) == (
                saved.state,
                saved.failures,
                saved.successes,
                saved.opened_at,
            )

    @invariant()
    def the_search_is_measured(self):
        self.reach["steps"] += 1
        self.reach[f"steps {self.model.state}"] += 1
        self.half_open_steps += self.model.state == "half_open"

    def teardown(self):
        if not hasattr(self, "told"):
            return
        trials = self.told.count(("open", "half_open"))
        failed, passed = (self.told.count(("half_open", end)) for end in ("open", "closed"))
        event(f"trials begun: {min(trials, 5)}{'+' * (trials >= 5)}")
        target(float(self.half_open_steps), label="steps in half_open")
        target(float(min(passed, failed)), label="trials of both kinds")
        self.reach["examples"] += 1
        self.reach["examples that reach half_open"] += bool(trials)
        self.reach["failed trials"] += failed
        self.reach["recoveries"] += passed


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """What each call returns, all made by threads of their own at the same time."""
    results: list[Any] = []
    together = threading.Barrier(len(calls)) if calls else None

    def run(call: Callable[[], Any]) -> None:
        assert together is not None
        together.wait()
        results.append(call())

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.timeout(3600 if PROVE else 120)
def test_whatever_happens_the_breaker_does_what_the_model_does_and_half_open_is_reached_often(
    clock, tmp_path, monkeypatch, caplog
):
    caplog.set_level(logging.CRITICAL)  # a million lines would be kept
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)  # what it is good for is proven elsewhere
    disk, reach = Disk(monkeypatch), Counter[str]()
    try:
        run_state_machine_as_test(lambda: BreakerAgainstModel(type(clock), tmp_path, disk, reach), settings=EFFORT)
    finally:
        disk.fails = False
    logging.getLogger(__name__).critical("The search reached %s", dict(reach))
    examples = reach["examples"]
    assert reach["examples that reach half_open"] > 0.5 * examples
    assert reach["steps half_open"] > 0.1 * reach["steps"]
    assert reach["failed trials"] > 0.3 * examples
    assert reach["recoveries"] > 0.05 * examples
    assert reach["crashes in the middle of a save"] > 0.1 * examples
