"""Reasons besides an outage not to ask Plex anything, or not to blame it for a failure."""

from __future__ import annotations

import math

from core.clock import Clock
from core.database import Database
from core.resilience.retry import LONGEST_RETRY_AFTER

_NAME = "leave_alone_until"
"""In the database: Unix seconds."""
_GRACE = 15.0
"""Seconds that a computer gets to find its network again."""


class Restraint:
    """What the server has asked for with `Retry-After`, and how this computer itself fares.

    The constructor, `respect` and `flush` belong to the thread of the database; the rest is for any thread.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        """Restore what the server had asked for; a wall clock that was set back prolongs it to 15 minutes at most."""
        self._database = database
        self._clock = clock
        self.offline = False
        """Whether this computer's own network is away."""
        self._doubtful_until = self._breath_until = -math.inf  # monotonic, as all waits here
        self._kept = _number(database.get_meta(_NAME))
        self._until_wall = self._kept
        left = 0.0 if self._kept is None else min(max(0.0, self._kept - clock.time()), LONGEST_RETRY_AFTER)
        self._until = clock.monotonic() + left

    @property
    def left_alone(self) -> float:
        """Seconds for which the server wants to be left alone; 0.0: it does not."""
        return max(0.0, self._until - self._clock.monotonic())

    @property
    def breath(self) -> float:
        """Seconds for which nothing is sent after a stumble; 0.0: none."""
        return max(0.0, self._breath_until - self._clock.monotonic())

    @property
    def excuses(self) -> bool:
        """Whether a failure says nothing about Plex now: this computer is offline, or has just come back."""
        return self.offline or self._clock.monotonic() < self._doubtful_until

    def respect(self, seconds: float) -> None:
        """The server wants to be left alone for so long: nothing at all is sent to it meanwhile."""
        until = self._clock.monotonic() + min(seconds, LONGEST_RETRY_AFTER)
        if until > self._until:
            self._until = until
            self._until_wall = self._clock.time() + min(seconds, LONGEST_RETRY_AFTER)

    def catch_breath(self, seconds: float) -> None:
        """Send nothing for a moment, also when new changes come in: one stumble of Plex must not count for many."""
        self._breath_until = self._clock.monotonic() + seconds

    def lift(self) -> None:
        """A person does not want to wait."""
        self._until = self._breath_until = self._clock.monotonic()
        self._until_wall = None

    def set_online(self, online: bool) -> bool:
        """This computer's network has gone or come back. Returns whether that is news."""
        news = self.offline == online
        self.offline = not online
        if news and online:
            self.came_back()
        return news

    def came_back(self) -> None:
        """The computer has just woken up, or is online again: what fails in the next seconds may be its own fault."""
        self._doubtful_until = self._clock.monotonic() + _GRACE

    def flush(self) -> None:
        """Keep what the server has asked for over a restart, as wall time. Raises `DatabaseUnavailable`."""
        wanted = self._until_wall
        if wanted != self._kept:
            self._database.set_meta(_NAME, "" if wanted is None else repr(wanted))
            self._kept = wanted


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None
