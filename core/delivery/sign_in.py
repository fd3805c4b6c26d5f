"""Whether Plex lets us in."""

from __future__ import annotations

import logging
from collections.abc import Callable

from core.clock import Clock
from core.events import Event, SignedInAgain, SignInNeeded

_log = logging.getLogger(__name__)

_EVERY = 30.0
"""Seconds between two tries of a token that Plex has refused."""


class SignIn:
    """Remembers that Plex has refused the token, and tells each change once. For the worker's thread, but `hurry`."""

    def __init__(self, clock: Clock, tell: Callable[[Event], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._due = clock.monotonic()
        self.good = True
        """Whether the token works, as far as is known."""
        self.delivery_refused = False
        """Whether it was a delivery that Plex refused: a token may be good for reading only, and then nothing but a
        delivery tells whether that has changed."""

    @property
    def wait(self) -> float:
        """Seconds until the token is tried again; 0.0: now."""
        return max(0.0, self._due - self._clock.monotonic())

    def hurry(self) -> None:
        """Try it at once: there may be a new one. For any thread."""
        self._due = self._clock.monotonic()

    def refused(self, reason: str, *, delivering: bool) -> None:
        """Plex did not accept it; `reason` in words."""
        self._due = self._clock.monotonic() + _EVERY
        self.delivery_refused = self.delivery_refused or delivering
        if self.good:
            self.good = False
            _log.warning("Sign in to Plex: %s", reason)
            self._tell(SignInNeeded(reason))

    def accepted(self, *, delivering: bool) -> None:
        """Plex accepted it."""
        if self.good or (self.delivery_refused and not delivering):
            return
        self.good, self.delivery_refused = True, False
        _log.info("Plex accepts the token")
        self._tell(SignedInAgain())
