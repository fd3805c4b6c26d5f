"""The circuit breaker: decides whether Plex may be called, and remembers it over restarts."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.clock import Clock, SystemClock
from core.model import BreakerView, CircuitState
from core.phrases import phrase
from core.resilience.breaker_file import load, save
from core.resilience.circuit import BreakerRecord, Rules, words

__all__ = ["CircuitBreaker", "CircuitState", "Permit", "Transition"]

_TRIAL_LIMIT = 120.0
"""Seconds after which an unsettled trial is taken back."""
_NO_GENERATION = -1
"""Of a permit that is settled."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Transition:
    """The breaker changed its state."""

    old: CircuitState
    new: CircuitState
    reason: str
    """While it is not CLOSED: why it opened. On closing: how."""
    at: float
    """Unix seconds."""
    manual: bool = False
    """Whether a person did it."""


class Permit:
    """Leave to make one call, to be settled once, from any thread.

    Each method returns whether it was counted: not when the permit is settled already, when the breaker has changed its
    state since the permit was given, or when a trial was taken back.
    """

    __slots__ = ("_breaker", "_generation")

    def __init__(self, breaker: CircuitBreaker, generation: int) -> None:
        self._breaker = breaker
        self._generation = generation

    def success(self) -> bool:
        """The server answered."""
        return self._breaker._succeed(self._take())  # noqa: SLF001  # a permit is a part of its breaker

    def failure(self, reason: str = "") -> bool:
        """The server did not answer; `reason` in words for a person."""
        return self._breaker._fail(self._take(), reason)  # noqa: SLF001  # as above

    def cancel(self) -> bool:
        """The call was not made, or says nothing about the server."""
        return self._breaker._cancel(self._take())  # noqa: SLF001  # as above

    def _take(self) -> int:
        try:
            generation = self._generation
            del self._generation  # of several threads one alone can do this, and no lock is needed for it
        except AttributeError:
            return _NO_GENERATION
        return generation


@dataclass(frozen=True, slots=True)
class _News:
    transition: Transition
    words: str


class CircuitBreaker:
    """A breaker that survives restarts. Every method may be called from any thread.

    CLOSED admits every call. `failure_threshold` consecutive failures open it for `recovery_timeout` seconds; then it
    admits one trial at a time (HALF_OPEN) until `success_threshold` of them succeeded in a row, or one failed and it
    opens again, for twice as long as before but at most 15 minutes. `recovery_timeout` may be 0.

    With a `state_file` its record is restored from there, and written there on every change, before the subscribers
    are told; no state is locked meanwhile. The wall clock decides only how much of a break is left at the restart:
    from then on no step of it changes a wait.

    Raises:
        ValueError: An argument is out of range.
    """

    def __init__(
        self,
        failure_threshold: int = 5,
        recovery_timeout: float = 60.0,
        success_threshold: int = 1,
        state_file: Path | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._rules = Rules(failure_threshold, recovery_timeout, success_threshold)
        self._state_file = state_file
        self._clock = clock or SystemClock()

        self._lock = threading.Lock()
        self._record = self._rules.closed()
        self._generation = 0
        self._admitting: int | None = None
        self._untroubled: int | None = None
        """The generation while it is CLOSED, and while there are no failures to forget either; else None. Read without
        the lock, whose cost would be most of a call's: one read is one moment, and `_become` keeps their order."""
        self._opened = self._due = self._clock.monotonic()
        """When it opened, and when its break is over (monotonic); without meaning while not OPEN."""
        self._trial_until: float | None = None
        """When the trial in flight is taken back (monotonic); None: none is in flight."""

        self._subscribers: dict[object, Callable[[Transition], None]] = {}
        self._news: deque[_News] = deque()
        self._telling = threading.Lock()

        self._saving = threading.Lock()
        self._saved: BreakerRecord | None = self._record
        """What is in the file; None: unknown."""
        self._save_problem: str | None = None
        self._restore_problem: str | None = None

        if state_file is not None:
            self._restore(state_file)
        self._restored_open = self._record.state is not CircuitState.CLOSED
        self._open_short_cuts()

    @property
    def state(self) -> CircuitState:
        """OPEN also when its break is over: only `try_acquire` begins a trial."""
        return self._record.state

    @property
    def failure_count(self) -> int:
        """Consecutive failures, those of trials included."""
        return self._record.failure_count

    @property
    def success_count(self) -> int:
        """Successful trials since it turned HALF_OPEN."""
        return self._record.success_count

    @property
    def opened_at(self) -> float | None:
        """Unix seconds of the last opening or reopening; None while CLOSED."""
        return self._record.opened_at

    @property
    def outage_started_at(self) -> float | None:
        """Unix seconds of the opening that began the outage, through all failed trials; None while CLOSED."""
        return self._record.outage_started_at

    @property
    def reopen_count(self) -> int:
        """Failed trials since the outage began."""
        return self._record.reopen_count

    @property
    def reason(self) -> str:
        """Words of the last failure, or of the person who tripped it; empty when nothing is against it."""
        return self._record.reason

    @property
    def restored_open(self) -> bool:
        """Whether it was OPEN or HALF_OPEN at the start, from the file."""
        return self._restored_open

    @property
    def save_problem(self) -> str | None:
        """Why the file does not hold the present record, in words for a person; None when all is well."""
        return self._save_problem

    @property
    def restore_problem(self) -> str | None:
        """Why its file could not be used at the start, in words for a person; None when all was well."""
        return self._restore_problem

    def view(self) -> BreakerView:
        """What a person may see of it, all of one moment."""
        with self._lock:
            record, retry_in = self._record, self._retry_in()
        return BreakerView(
            record.state, record.failure_count, record.opened_at, record.outage_started_at, retry_in, record.reason
        )

    def retry_in(self) -> float | None:
        """Seconds until a trial is due, 0.0 when it is due or in flight, None while CLOSED."""
        with self._lock:
            return self._retry_in()

    def try_acquire(self) -> Permit | None:
        """Ask for leave to make one call; None when it must not be made.

        When the break is over, this turns it HALF_OPEN. A trial that is not settled within 120 s is taken back.
        """
        generation = self._admitting
        if generation is not None:
            return Permit(self, generation)
        with self._lock:
            state = self._record.state
            if state is CircuitState.CLOSED:
                return Permit(self, self._generation)
            now = self._clock.monotonic()
            blocked_until = self._due if state is CircuitState.OPEN else self._trial_until
            if blocked_until is not None and now < blocked_until:
                return None
            if state is CircuitState.OPEN:
                self._become(self._rules.trial_begun(self._record))
            elif blocked_until is not None:
                self._generation += 1  # so that the lost trial, should it ever end, changes nothing
            self._trial_until = now + _TRIAL_LIMIT
            permit = Permit(self, self._generation)
        self._publish()
        return permit

    def hint_healthy(self, *, by_hand: bool = False) -> bool:
        """A probe succeeded: in the first break of an outage, the trial is due at once. Returns whether it is.

        After a failed trial the full wait applies, unless a person has asked for the probe (`by_hand`): a server may
        answer probes and yet fail every call. A trial that fails lengthens the break in either case.
        """
        with self._lock:
            if self._record.state is not CircuitState.OPEN or (self._record.reopen_count and not by_hand):
                return False
            now = self._clock.monotonic()
            spared, self._due = self._due - now, now
        if by_hand and spared > 0:
            _log.info("A person asked, and Plex answers: the trial is due now instead of in %.0f s", spared)
        return True

    def trip(self, reason: str = "") -> None:
        """Open it by hand. Does nothing while it is OPEN: the break goes on as it was."""
        with self._lock:
            self._become(self._rules.tripped(self._record, reason, self._clock.time()), manual=True)
        self._publish()

    def reset(self) -> None:
        """Close it by hand and forget all failures; calls still in flight then say nothing."""
        with self._lock:
            self._become(self._rules.closed(), manual=True)
        self._publish()

    def subscribe(self, callback: Callable[[Transition], None]) -> Callable[[], None]:
        """Have `callback` called once for each transition from now on, in order; returns what ends that.

        It may use the breaker. It is called on a thread that does so: when several do, not always on the one that
        caused the transition. What it raises is logged.
        """
        token = object()
        with self._lock:
            self._subscribers = self._subscribers | {token: callback}

        def unsubscribe() -> None:
            with self._lock:
                self._subscribers = {key: kept for key, kept in self._subscribers.items() if key is not token}

        return unsubscribe

    def flush(self) -> None:
        """Write the record unless the file holds it already. Raises nothing: see `save_problem`.

        Every change does this by itself; the worker calls it from time to time in case that failed.
        """
        if self._state_file is None:
            return
        with self._saving:
            record = self._record  # the newest, whoever comes first: an earlier one cannot overwrite it
            if record == self._saved:
                return
            try:
                save(self._state_file, record)
            except OSError as error:
                self._saved = None
                problem = phrase(
                    "The breaker state cannot be written to {path}: {reason}",
                    path=self._state_file,
                    reason=error.strerror or error,
                )
                if problem != self._save_problem:
                    _log.warning("%s", problem)
                self._save_problem = problem
            else:
                self._saved = record
                self._save_problem = None

    def _restore(self, state_file: Path) -> None:
        record = load(state_file, self._clock, self._note_restore_problem)
        if record is None:
            return
        now, at = self._clock.monotonic(), self._clock.time()
        self._saved = record
        self._record = record = self._rules.restored(record, at)
        if record.opened_at is None:
            _log.info("Breaker restored CLOSED with %d failures", record.failure_count)
            return
        wait = record.retry_in(at) or 0.0
        self._opened = now - max(0.0, at - record.opened_at)
        self._due = now + wait
        _log.warning("Breaker restored %s (%s); a trial is due in %.0f s", record.state.name, record.reason, wait)

    def _note_restore_problem(self, words: str) -> None:
        self._restore_problem = words

    def _retry_in(self) -> float | None:
        """See `retry_in`; called under the lock."""
        if self._record.state is CircuitState.CLOSED:
            return None
        if self._record.state is CircuitState.HALF_OPEN:
            return 0.0
        return max(0.0, self._due - self._clock.monotonic())

    def _succeed(self, generation: int) -> bool:
        return generation == self._untroubled or self._settle(generation, self._rules.succeeded)

    def _fail(self, generation: int, reason: str) -> bool:
        return self._settle(generation, lambda record: self._rules.failed(record, reason, self._clock.time()))

    def _cancel(self, generation: int) -> bool:
        return self._settle(generation, lambda record: record)

    def _settle(self, generation: int, change: Callable[[BreakerRecord], BreakerRecord]) -> bool:
        with self._lock:
            if generation != self._generation:
                return False
            if self._trial_until is not None and self._clock.monotonic() >= self._trial_until:
                return False
            self._trial_until = None
            record = change(self._record)
            if record is self._record:
                return True
            self._become(record)
        self._publish()
        return True

    def _become(self, record: BreakerRecord, *, manual: bool = False) -> None:
        """Take over the next record; a change of state is a transition. Called under the lock."""
        # The short cuts are closed before anything else changes and opened after it: nobody who has seen the new state
        # can be admitted by the old one.
        self._admitting = self._untroubled = None
        old, self._record = self._record, record
        if record.state is not old.state:
            self._begin_generation(old, record, manual)
        self._open_short_cuts()

    def _open_short_cuts(self) -> None:
        if self._record.state is CircuitState.CLOSED:
            self._admitting = self._generation
            self._untroubled = None if self._record.failure_count else self._generation

    def _begin_generation(self, old: BreakerRecord, new: BreakerRecord, manual: bool) -> None:
        self._generation += 1
        self._trial_until = None
        now = self._clock.monotonic()
        if new.state is CircuitState.OPEN:
            self._opened, self._due = now, now + new.break_length
        reason = new.reason
        if new.state is CircuitState.CLOSED:
            reason = phrase("manual reset") if manual else "recovered"
        transition = Transition(old.state, new.state, reason, self._clock.time(), manual)
        self._news.append(_News(transition, words(old, new, now - self._opened, manual)))

    def _publish(self) -> None:
        """Write the change, then tell of it; called without the lock."""
        self.flush()
        # Whoever holds `_telling` also tells what other threads (or a callback itself) add meanwhile, so that all is
        # told in order. The outer loop looks once more after the release, lest the last addition be forgotten.
        while self._news and self._telling.acquire(blocking=False):
            try:
                while self._news:
                    self._tell(self._news.popleft())
            finally:
                self._telling.release()

    def _tell(self, news: _News) -> None:
        level = logging.WARNING if news.transition.new is CircuitState.OPEN else logging.INFO
        _log.log(level, "%s", news.words)
        for callback in self._subscribers.values():
            try:
                callback(news.transition)
            except Exception:  # noqa: BLE001  # whatever a listener does wrong, calls to the server go on
                _log.exception("A listener failed at a transition of the breaker")
