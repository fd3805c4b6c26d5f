"""How fast a server that has just come back is given what was held back for it."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from core.clock import Clock

FIRST_RATE = 5.0
"""Jobs per second at the beginning."""
DURATION = 300.0
"""Seconds until there is no limit any more."""
BURST = 50
"""Jobs that may go at once: nobody with a handful of edits has to wait."""
_WINDOW = 60.0
"""Seconds of requests that are judged together."""
_TOO_MANY_FAILED = 0.3
_SLOWEST = FIRST_RATE / 8
_ALMOST = 1e-9
"""What a sum of floats may lack."""


@dataclass(frozen=True, slots=True)
class RampMark:
    """What has to be kept of a ramp over a restart; from then on it is a matter of time."""

    left: float
    """Of its way to no limit, 1.0 being the whole; above 1.0 after it was slowed down."""
    at: float
    """Unix seconds."""


@dataclass(slots=True)
class _Second:
    """The requests of one second."""

    second: float
    asked: int = 0
    failed: int = 0


class RecoveryRamp:
    """Limits the jobs per second after an outage: 5 at first, rising without a bound within 5 minutes.

    The rate is ``5 / left``, where `left` falls steadily from 1 to 0: it grows slowly at first and passes into "no
    limit" without a jump. When more than 30 % of the last minute's requests failed it is halved, at most once a minute,
    and the rise goes on from there. Belongs to one thread, except `mark`.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tokens = 0.0
        self._left = 0.0
        self._looked_at = clock.monotonic()
        self._halved_at = -math.inf
        self._seconds: deque[_Second] = deque()
        self._holds_back = False
        self.mark: RampMark | None = None
        """To be kept over a restart; None: there is no limit."""

    @property
    def rate(self) -> float:
        """Jobs per second now; infinity: no limit."""
        self._look()
        return FIRST_RATE / self._left if self._left > 0 else math.inf

    def begin(self) -> None:
        """The server has just come back."""
        self._start(1.0, BURST)

    def restore(self, mark: RampMark) -> None:
        """Go on after a restart. A wall clock that was set back does not slow it down."""
        passed = max(0.0, self._clock.time() - mark.at)
        self._start(mark.left - passed / DURATION, BURST)

    def cancel(self) -> None:
        """There is nothing to be slow about any more, as in the next outage."""
        self._start(0.0, 0.0)

    def allowance(self, limit: int) -> int:
        """How many jobs may go now, at most `limit`; 0: none before `wait` is over."""
        if math.isinf(self.rate):
            return limit
        return min(limit, int(self._tokens + _ALMOST)) if self.wait() == 0.0 else 0

    def wait(self) -> float:
        """Seconds until the next jobs may go. They go in batches of a second's worth, whose reads they share."""
        rate = self.rate
        if math.isinf(rate):
            return 0.0
        missing = min(BURST, max(1, int(rate))) - self._tokens
        return missing / rate if missing > _ALMOST else 0.0

    def time_for(self, jobs: int) -> float:
        """Seconds in which so many jobs may go; 0.0: there is no limit, or it is above what the server can take."""
        if math.isinf(self.rate) or not self._holds_back:
            return 0.0
        missing = max(0.0, jobs - self._tokens)
        return DURATION * self._left * -math.expm1(-missing / (FIRST_RATE * DURATION))

    def spend(self, jobs: int) -> None:
        """So many jobs went."""
        self._tokens -= jobs
        self._holds_back = self.wait() > 0

    def observe(self, served: bool) -> None:
        """A request was made, and the server served it or not."""
        if not self._left or math.isinf(self.rate):
            return
        now = self._clock.monotonic()
        if not self._seconds or self._seconds[-1].second != now // 1:
            self._seconds.append(_Second(now // 1))
        while self._seconds[0].second < (now - _WINDOW) // 1:
            self._seconds.popleft()
        last = self._seconds[-1]
        last.asked += 1
        last.failed += not served
        asked, failed = sum(one.asked for one in self._seconds), sum(one.failed for one in self._seconds)
        if failed > _TOO_MANY_FAILED * asked and now >= self._halved_at + _WINDOW:
            self._halved_at = now
            self._start(min(2 * self._left, FIRST_RATE / _SLOWEST), min(self._tokens, 0.0))

    def _start(self, left: float, tokens: float) -> None:
        self._left, self._tokens = max(0.0, left), tokens
        self._holds_back = False
        self._looked_at = self._clock.monotonic()
        self.mark = RampMark(self._left, self._clock.time()) if self._left else None
        if not self._left:
            self._seconds.clear()

    def _look(self) -> None:
        """Let the time since the last look count."""
        now = self._clock.monotonic()
        passed, self._looked_at = now - self._looked_at, now
        if not self._left or passed <= 0:
            return
        left = self._left - passed / DURATION
        if left <= _ALMOST:
            self.cancel()
            return
        # The integral of the rate over this time.
        self._tokens += FIRST_RATE * DURATION * math.log(self._left / left)
        self._left = left
        self._tokens = min(self._tokens, max(BURST, FIRST_RATE / left))
