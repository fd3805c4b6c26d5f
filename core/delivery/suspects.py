"""The jobs whose own requests have failed as if Plex were down, while it may be they that Plex stumbles over."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.clock import Clock

_FIRST_REST = 60.0
_LONGEST_REST = 900.0
"""Seconds; doubled with each offence in between."""


@dataclass(slots=True)
class _Suspicion:
    server_lives: bool = False
    """Whether Plex has served another request since."""
    offences: int = 0
    """Since then."""
    until: float = -math.inf
    """Monotonic: so long it rests."""


class Suspects:
    """Keeps a job that fails again and again from holding up the others, and from opening the breaker each time.

    Its turn comes after that of all others, and when it fails once more after Plex has been seen to live, it rests,
    longer each time. It keeps its place in the queue and all its attempts: nothing is proven against it. Belongs to the
    worker's thread.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._suspicions: dict[str, _Suspicion] = {}
        self._crowd: _Suspicion | None = None
        """Of one of several jobs that were asked about together; None: of none."""
        self._crowd_left = 0
        """So many of them have not gone through since."""
        self.last: str | None = None
        """The key of the job whose own request was the last that failed, if it was one's."""

    @property
    def all(self) -> Collection[str]:
        """The keys of all."""
        return self._suspicions.keys()

    @property
    def resting(self) -> Collection[str]:
        """The keys of those that are not to be tried now."""
        now = self._clock.monotonic()
        return [key for key, suspicion in self._suspicions.items() if now < suspicion.until]

    @property
    def one_by_one(self) -> bool:
        """Whether it is one of several jobs, so that which one shows only when they are tried one by one."""
        return self._crowd is not None and self._crowd.offences > 0

    def rest(self) -> float | None:
        """Seconds until the first of them may be tried again; None: none rests."""
        now = self._clock.monotonic()
        return min((one.until - now for one in self._suspicions.values() if now < one.until), default=None)

    def blamed(self, key: str | None, tried: Sequence[str]) -> None:
        """A request has failed as if Plex were down.

        Args:
            key: Of the job, if it was a job's own request; None: it was one for several.
            tried: The keys of the jobs that were tried together.
        """
        key = tried[0] if len(tried) == 1 else key
        self.last = key
        if key is None:
            suspicion = self._crowd = self._crowd or _Suspicion()
            self._crowd_left = len(tried)
        else:
            self._crowd = None
            suspicion = self._suspicions.setdefault(key, _Suspicion())
        if suspicion.server_lives:
            rest = min(_LONGEST_REST, _FIRST_REST * 2.0 ** min(suspicion.offences, 10))
            suspicion.offences += 1
            suspicion.until = self._clock.monotonic() + rest

    def server_lives(self) -> None:
        """A trial has succeeded."""
        self.last = None
        for suspicion in filter(None, (*self._suspicions.values(), self._crowd)):
            suspicion.server_lives = True

    def cleared(self, keys: Collection[str]) -> None:
        """These went through."""
        self._crowd_left -= len(keys)
        if len(keys) > 1 or self._crowd_left <= 0:
            self._crowd = None
        for key in keys:
            self._suspicions.pop(key, None)

    def forget(self) -> None:
        """Suspect nobody. For any thread."""
        self.last = self._crowd = None
        self._suspicions = {}
