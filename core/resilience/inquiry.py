"""The check that a person asks for, from the click to its result."""

from __future__ import annotations

import threading

from core.clock import Clock
from core.resilience.breaker import Transition
from core.snapshot import AskedCheck, CircuitState


class Inquiry:
    """Knows whether a person still waits for an answer, and what the latest one was. For any thread.

    The probe comes first; if Plex passes it in an outage, the trial is part of the answer.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._check: AskedCheck | None = None
        self._wanted = False

    @property
    def check(self) -> AskedCheck | None:
        """What a person may see of it; None: nothing that still counts."""
        return self._check

    @property
    def wanted(self) -> bool:
        """Whether a probe is to be made."""
        return self._wanted

    def begin(self) -> None:
        """A person asks."""
        with self._lock:
            self._wanted = True
            self._check = AskedCheck(self._clock.time())

    def take(self) -> bool:
        """A probe has been answered. Returns whether a person wanted one; whoever asks from now on wants another."""
        with self._lock:
            wanted, self._wanted = self._wanted, False
        return wanted

    def conclude(self, reason: str = "") -> None:
        """What Plex has just done is the answer: it serves, or does not for this `reason`. Nothing if nobody waits."""
        with self._lock:
            self._wanted = False
            if self._check is not None and self._check.running:
                self._check = AskedCheck(self._clock.time(), running=False, reason=reason)

    def see(self, transition: Transition) -> None:
        """The breaker tells of an outage: an earlier answer is outdated, and the end of a trial is one."""
        if CircuitState.CLOSED in (transition.old, transition.new):
            with self._lock:
                if self._check is not None and not self._check.running:
                    self._check = None
        if transition.old is CircuitState.HALF_OPEN and not transition.manual:
            self.conclude("" if transition.new is CircuitState.CLOSED else transition.reason)
