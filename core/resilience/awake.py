"""A monotonic clock that goes on while the computer sleeps."""

from __future__ import annotations

from core.clock import Clock


class AwakeClock:
    """Another clock, with the sleep it has missed added to its monotonic time.

    Every wait that is measured with it then ends when it would have ended without the sleep; the wall clock, which may
    have been set meanwhile, is not asked. `missed` is for one thread, the rest for any.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._missed = 0.0

    def missed(self, seconds: float) -> None:
        """The computer has slept, and the other clock has stood still for so long. Less than 0.0 changes nothing."""
        self._missed += max(0.0, seconds)

    def monotonic(self) -> float:
        """See `Clock.monotonic`."""
        return self._clock.monotonic() + self._missed

    def time(self) -> float:
        """See `Clock.time`."""
        return self._clock.time()
