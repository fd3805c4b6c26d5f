"""Time as a dependency, so that a test can let an hour pass in a microsecond."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol

_LAST_MOMENT = 32_503_680_000
"""Unix seconds at the end of the year 2999: that of 3000 is the last of which Windows knows the local time."""


class Clock(Protocol):
    """Where all time in Recloser comes from.

    Use `monotonic` for waiting and `time` only for what is persisted or shown to a person: the wall clock may be
    set back or forward by hours at any moment.
    """

    def monotonic(self) -> float:
        """Seconds from an arbitrary start, never going backwards. On Linux and macOS it stands still during sleep."""
        ...

    def time(self) -> float:
        """Unix seconds."""
        ...


class SystemClock:
    """The computer's own clocks."""

    def monotonic(self) -> float:
        """See `Clock.monotonic`."""
        return time.monotonic()

    def time(self) -> float:
        """See `Clock.time`."""
        return time.time()


def local_time(at: float) -> datetime:
    """A moment (Unix seconds) by the person's clock; for one that no clock will show, the last that all can."""
    # By way of UTC: Windows makes no local time of the first day of 1970 (CPython's issue 107078).
    return datetime.fromtimestamp(min(at, _LAST_MOMENT), UTC).astimezone()
