"""The breaker's rules, as pure functions from one record to the next: no lock, no clock, no file."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from core.phrases import phrase
from core.snapshot import CircuitState

LONGEST_BREAK = 900.0
"""Seconds that doubling may reach; a longer `recovery_timeout` is kept as it is."""
_DOUBLINGS = 60
"""More change nothing, and would leave the range of a float."""
_REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class BreakerRecord:
    """All of the breaker that survives a restart."""

    state: CircuitState = CircuitState.CLOSED
    failure_count: int = 0
    """Consecutive failures, those of trials included."""
    success_count: int = 0
    """Successful trials since it turned HALF_OPEN."""
    opened_at: float | None = None
    """Unix seconds of the last opening or reopening; None while CLOSED."""
    recovery_timeout: float = 60.0
    """Seconds of the first break, as set when the record was made. It lets a reader without settings tell when a trial
    is due; a breaker always waits as its own settings say."""
    reopen_count: int = 0
    """Failed trials since the outage began."""
    reason: str = ""
    """Words of the last failure, or of the person who tripped it."""
    outage_started_at: float | None = None
    """Unix seconds; unlike `opened_at` it stays through failed trials. None while CLOSED."""

    @property
    def break_length(self) -> float:
        """Seconds from an opening to the trial: doubled by each failed trial of the outage."""
        cap = max(LONGEST_BREAK, self.recovery_timeout)
        return min(self.recovery_timeout * 2.0 ** min(self.reopen_count, _DOUBLINGS), cap)

    def retry_in(self, now: float) -> float | None:
        """Seconds until a trial is due, by the wall clock (`now` in Unix seconds); None while CLOSED.

        An opening in the future (the clock was set back) counts as one that has just happened.
        """
        if self.state is CircuitState.CLOSED:
            return None
        if self.state is CircuitState.HALF_OPEN or self.opened_at is None:
            return 0.0
        return min(max(0.0, self.opened_at + self.break_length - now), self.break_length)


@dataclass(frozen=True, slots=True)
class Rules:
    """What each event makes of a record. Times are Unix seconds."""

    failure_threshold: int = 5
    recovery_timeout: float = 60.0
    success_threshold: int = 1

    def __post_init__(self) -> None:
        for name in ("failure_threshold", "success_threshold"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be 1 or more")
        if not 0 <= self.recovery_timeout < math.inf:
            raise ValueError(f"recovery_timeout is {self.recovery_timeout}; it must be 0 or more seconds, and finite")

    def closed(self) -> BreakerRecord:
        """CLOSED with nothing against it: how it begins, and how an outage ends."""
        return BreakerRecord(recovery_timeout=self.recovery_timeout)

    def restored(self, record: BreakerRecord, now: float) -> BreakerRecord:
        """A record from a file, under today's rules."""
        reason = _tidy(record.reason)
        if record.state is CircuitState.CLOSED:
            if not record.failure_count:
                return self.closed()
            return replace(self.closed(), failure_count=record.failure_count, reason=reason)
        opened_at = now if record.opened_at is None else record.opened_at
        began = opened_at if record.outage_started_at is None else record.outage_started_at
        return replace(
            record,
            opened_at=opened_at,
            outage_started_at=began,
            recovery_timeout=self.recovery_timeout,
            reason=reason,
        )

    def succeeded(self, record: BreakerRecord) -> BreakerRecord:
        """A permit ended in success. The very same record when there is nothing to note."""
        if record.state is CircuitState.CLOSED:
            return self.closed() if record.failure_count else record
        if record.success_count + 1 < self.success_threshold:
            return replace(record, success_count=record.success_count + 1)
        return self.closed()

    def failed(self, record: BreakerRecord, reason: str, at: float) -> BreakerRecord:
        """A permit ended in failure."""
        failed = replace(record, failure_count=record.failure_count + 1, reason=_tidy(reason))
        if record.state is CircuitState.HALF_OPEN:
            return _opened(replace(failed, reopen_count=record.reopen_count + 1), at)
        return _opened(failed, at) if failed.failure_count >= self.failure_threshold else failed

    def tripped(self, record: BreakerRecord, reason: str, at: float) -> BreakerRecord:
        """A person opened it. When it is open already, its break is neither prolonged nor renamed."""
        if record.state is CircuitState.OPEN:
            return record
        return _opened(replace(record, reason=_tidy(reason)), at)

    def trial_begun(self, record: BreakerRecord) -> BreakerRecord:
        """The break is over."""
        return replace(record, state=CircuitState.HALF_OPEN, success_count=0)


def words(old: BreakerRecord, new: BreakerRecord, waited: float, manual: bool) -> str:
    """The log line for a transition; `waited`: seconds since it last opened."""
    if new.state is CircuitState.HALF_OPEN:
        return f"Breaker entering HALF_OPEN after {waited:.0f} s: one trial may be made"
    if new.state is CircuitState.CLOSED:
        return "Breaker manually reset" if manual else "Breaker closed after recovery"
    due = f"a trial is due in {new.break_length:.0f} s"
    if manual:
        return f"Breaker manually tripped ({new.reason}); {due}"
    if old.state is CircuitState.HALF_OPEN:
        return f"Breaker reopened because the trial failed ({new.reason}); {due}"
    return f"Breaker opened after {new.failure_count} consecutive failures (last: {new.reason}); {due}"


def _opened(record: BreakerRecord, at: float) -> BreakerRecord:
    began = at if record.outage_started_at is None else record.outage_started_at
    return replace(record, state=CircuitState.OPEN, success_count=0, opened_at=at, outage_started_at=began)


def _tidy(reason: str) -> str:
    """One line of bounded length: it goes into a log, a tooltip, and a small file."""
    return " ".join(reason.split())[:_REASON_LENGTH] or phrase("no reason given")
