"""Time as a dependency, so that a test can let an hour pass in a microsecond."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Where all time in Recloser comes from.

    Use `monotonic` for waiting and `time` only for what is persisted or shown to a person: the wall clock may be
    set back or forward by hours at any moment.
    """

    def monotonic(self) -> float:
        """Seconds from an arbitrary start, never going backwards. On Linux it stands still during sleep."""
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
