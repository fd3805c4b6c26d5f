"""Tells the outside what happens."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from core.clock import Clock
from core.events import Event, Listener, SnapshotChanged
from core.model import Snapshot

_log = logging.getLogger(__name__)


class Herald:
    """Passes events on to the one listener, and a snapshot when a person would see a difference. For any thread."""

    def __init__(self, listener: Listener, take_snapshot: Callable[[], Snapshot], clock: Clock) -> None:
        self._listener = listener
        self._take_snapshot = take_snapshot
        self._clock = clock
        self._told: object = None
        self._telling = threading.RLock()

    def tell(self, event: Event) -> None:
        """Pass it on. What the listener raises is logged."""
        try:
            self._listener(event)
        except Exception:  # noqa: BLE001  a listener's bug is not the worker's
            _log.exception("A listener failed")

    def tell_snapshot(self) -> None:
        """Pass on how everything stands now, unless that has been told."""
        # One after the other: what one thread saw first must not be told after what another has seen since.
        with self._telling:
            snapshot = self._take_snapshot()
            now = self._clock.monotonic()
            due = tuple(
                None if wait is None else round(now + wait, 1)
                for wait in (snapshot.breaker.retry_in, snapshot.next_check_in)
            )
            # The waits shrink all the time; what they wait for is what may have changed.
            gist = (replace(snapshot, breaker=replace(snapshot.breaker, retry_in=None), next_check_in=None), due)
            if gist != self._told:
                self._told = gist
                self.tell(SnapshotChanged(snapshot))
