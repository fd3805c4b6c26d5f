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

    def look(self, left: int, *, delivering: bool = True, no_sooner: float = 0.0) -> None:
        """See how it is going.

        Args:
            left: Changes that could be delivered now.
            delivering: Whether nothing keeps them from that; else it stands still, and nobody knows for how long.
            no_sooner: Seconds in which so many may go, where that is what limits them; 0.0: the server does.
        """
        now = self._clock.monotonic()
        if not left or (self.progress is None and left < _LARGE):
            if self.progress is not None and not left and self._done:
                _log.info("%d changes have been dealt with", self._done)
            self.progress = None
            return
        if self.progress is None:
            self._done = 0
            self._told_at = now
        if self.progress is None or not delivering:
            self._marks = deque([(now, self._done)])
        while len(self._marks) > 1 and self._marks[1][0] <= now - _WINDOW:
            self._marks.popleft()
        began, done_then = self._marks[0]
        rate = (self._done - done_then) / (now - began) if now > began else 0.0
        if self._marks[-1][1] != self._done:
            self._marks.append((now, self._done))
        seconds_left = (no_sooner or left / rate) if rate else None
        self.progress = Progress(self._done, self._done + left, round(rate, 1), seconds_left)
        if delivering and now >= self._told_at + _TELL_EVERY:
            self._told_at = now
            self._tell(self.progress)

    def _tell(self, progress: Progress) -> None:
        time_left = "" if progress.seconds_left is None else f", about {progress.seconds_left:.0f} s left"
        _log.info("Delivering: %d of %d, %g per second%s", progress.done, progress.total, progress.rate, time_left)
