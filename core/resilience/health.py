"""When to ask Plex for a sign of life."""

from __future__ import annotations

import random

from core.clock import Clock
from core.model import CircuitState
from core.resilience.inquiry import Inquiry

_SHORTEST = 5.0
"""Seconds after a failed check, and the shortest wait during an outage."""
_LONGEST = 60.0
"""Seconds; the longest wait between two probes during an outage."""


class HealthSchedule:
    """Plans the checks: a steady heartbeat while all is well, backing off with full jitter during an outage.

    Any answer of the server is as good as a check, so a busy worker sends none. Belongs to the worker's thread, except
    `hurry`.
    """

    def __init__(
        self, heartbeat: float, clock: Clock, jitter: random.Random, inquiry: Inquiry, *, outage: bool = False
    ) -> None:
        """The first check is due at once; in a restored outage, as after any failed probe.

        Args:
            heartbeat: Seconds between checks while Plex is up; 0: none.
            clock: Where time comes from.
            jitter: Where chance comes from.
            inquiry: Whether a person wants a check now.
            outage: Whether Plex was down when the application was closed.
        """
        self._heartbeat = heartbeat
        self._clock = clock
        self._jitter = jitter
        self._inquiry = inquiry
        self._failed_probes = 0
        self._troubled = False
        self.hurried = False
        """Whether Plex has last used up the time that a request may take: until it answers, a check gets little."""
        self._due = clock.monotonic() + (_SHORTEST if outage else 0.0)

    def due_in(self, state: CircuitState) -> float | None:
        """Seconds until the next check, 0.0 when it is due, None when none is planned."""
        if state is CircuitState.HALF_OPEN:
            return None  # the trial itself is the check
        if self._inquiry.wanted:
            return 0.0
        if state is CircuitState.CLOSED and not self._heartbeat and not self._troubled:
            return None
        return max(0.0, self._due - self._clock.monotonic())

    def hurry(self) -> None:
        """The next check is due at once, as far as checks are due at all. For any thread."""
        self._due = self._clock.monotonic()

    def answered(self, state: CircuitState) -> None:
        """Plex gave an answer, to a check or to anything else, and the breaker is now in `state`.

        One that stays OPEN in spite of it has seen a trial fail: until the next one, more probes would tell nothing.
        """
        self._troubled = self.hurried = False
        if state is CircuitState.CLOSED:
            self._inquiry.conclude()
            self._failed_probes = 0
            self._due = self._clock.monotonic() + self._heartbeat
        else:
            self._back_off()

    def failed(self, state: CircuitState, reason: str, *, slow: bool = False) -> None:
        """Plex gave no answer for this `reason`, to a check or to anything else, and the breaker is now in `state`.

        Where it was slow to give none, to ask for anything but a sign of life would waste more time: that is due next.
        """
        self._inquiry.conclude(reason)
        self._troubled = True
        self.hurried |= slow
        if state is CircuitState.CLOSED:  # to be sure soon whether it is an outage
            self._due = self._clock.monotonic() + (0.0 if self.hurried else _SHORTEST)
        else:
            self._back_off()

    def _back_off(self) -> None:
        longest = min(_LONGEST, _SHORTEST * 2.0 ** min(self._failed_probes, 8))
        self._due = self._clock.monotonic() + self._jitter.uniform(_SHORTEST, longest)
        self._failed_probes += 1
