"""The breaker against a model of it that was written without looking at it, restarts included.

Short by default; ``RECLOSER_PROVE=1`` looks much longer, and at other examples each time.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings, target
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

    def restart(self, monotonic, wall):
        self.permits.clear()
        if self.state == "open":
            since = max(0.0, wall - self.opened_at)
            self.due = monotonic + max(0.0, self.length() - since)


class BreakerAgainstModel(RuleBasedStateMachine):
    permits = Bundle("permits")

    def __init__(self, new_clock, folder: Path):
        super().__init__()
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
        self.told = []
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
        return self.breaker, permit, expected

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

    @precondition(lambda self: self.model.state == "open")
    @rule(left=st.sampled_from([0, 0, 0, 1]))
    def break_passes(self, left):
        self.clock.advance(max(0.0, self.model.retry_in(self.clock.monotonic()) - left))

    @rule(seconds=SECONDS)
    def time_passes(self, seconds):
        self.clock.advance(float(seconds))

    @rule(seconds=SECONDS, back=st.booleans())
    def wall_clock_is_set(self, seconds, back):
        self.clock.step_wall(float(-seconds if back else seconds))

    @rule()
    def trip(self):
        if self.model.state != "open":
            self.model.open(*self.now())
        self.breaker.trip("by hand")

    @rule()
    def reset(self):
        self.model.close()
        self.breaker.reset()

    @rule()
    def hint(self):
        taken = self.model.state == "open" and self.model.reopened == 0
        if taken:
            self.model.due = min(self.model.due, self.clock.monotonic())
        assert self.breaker.hint_healthy() == taken

    @rule(reboot=st.booleans())
    def restart(self, reboot):
        if reboot:
            self.clock = self.new_clock(self.clock.time())
        self.start()
        self.model.restart(*self.now())

    @rule(keep=st.integers(0, 20))
    def crash_on_a_bad_disk(self, keep):
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
    def the_file_holds_what_the_breaker_holds(self):
        record = peek(self.path)
        if record is None:  # never written, because nothing has happened yet
            assert (self.breaker.state, self.breaker.failure_count) == ("closed", 0)
        else:
            assert (record.state, record.failure_count, record.success_count, record.opened_at) == (
                self.breaker.state,
                self.breaker.failure_count,
                self.breaker.success_count,
                self.breaker.opened_at,
            )

    def teardown(self):
        if hasattr(self, "told"):
            target(float(self.told.count(("half_open", "open"))), label="failed trials")
            target(float(self.told.count(("half_open", "closed"))), label="recoveries")


@pytest.mark.timeout(3600 if PROVE else 120)
def test_whatever_happens_the_breaker_does_what_the_model_does(clock, tmp_path):
    run_state_machine_as_test(lambda: BreakerAgainstModel(type(clock), tmp_path), settings=EFFORT)
