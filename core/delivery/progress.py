"""How far a large delivery has come."""

from __future__ import annotations

import logging
from collections import deque

from core.clock import Clock
from core.model import Progress

_log = logging.getLogger(__name__)

_LARGE = 25
"""Changes; fewer are delivered before anybody could read about it."""
_WINDOW = 20.0
"""Seconds that the rate is taken over."""
_TELL_EVERY = 10.0
"""Seconds between two lines in the log, which is what a terminal shows."""


class ProgressMeter:
    """Watches the backlog from outside: begins when it is large, ends when it is gone. Belongs to one thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._done = 0
        self._marks: deque[tuple[float, int]] = deque()  # when so many were done
        self._told_at = 0.0
        self.progress: Progress | None = None
        """As of the last look; None: no large delivery is under way. For any thread."""

    def went(self, count: int) -> None:
        """So many changes came to an end."""
        self._done += count

    def look(self, pending: int) -> None:
        """So many changes are left."""
        now = self._clock.monotonic()
        if not pending or (self.progress is None and pending < _LARGE):
            if self.progress is not None and not pending:
                _log.info("All %d changes have been dealt with", self._done)
            self.progress = None
            return
        if self.progress is None:
            self._done = 0
            self._marks = deque([(now, 0)])
            self._told_at = now
        while len(self._marks) > 1 and self._marks[1][0] <= now - _WINDOW:
            self._marks.popleft()
        began, done_then = self._marks[0]
        rate = (self._done - done_then) / (now - began) if now > began else 0.0
        if self._marks[-1][1] != self._done:
            self._marks.append((now, self._done))
        self.progress = Progress(self._done, self._done + pending, round(rate, 1))
        if now >= self._told_at + _TELL_EVERY:
            self._told_at = now
            left = self.progress.seconds_left
            _log.info(
                "Delivering: %d of %d, %g per second%s",
                self.progress.done,
                self.progress.total,
                self.progress.rate,
                "" if left is None else f", about {left:.0f} s left",
            )
