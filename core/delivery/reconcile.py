"""From time to time: does Plex still show what was delivered?"""

from __future__ import annotations

import math

from core.clock import Clock
from core.database import Database
from core.settings import Reconcile

_NAME = "reconciled_at"
"""In the database: Unix seconds."""
_EVERY = {Reconcile.OFF: math.inf, Reconcile.DAILY: 86_400.0, Reconcile.WEEKLY: 7 * 86_400.0}


class ReconcileSchedule:
    """Tells when it is time. A computer that was off at the time is late, never left out. For the worker's thread.

    All methods raise `DatabaseUnavailable`.
    """

    def __init__(self, database: Database, clock: Clock, setting: Reconcile) -> None:
        self._database = database
        self._clock = clock
        self._every = _EVERY[setting]
        self._last: float | None = None

    def due_in(self) -> float:
        """Seconds; infinity: never."""
        if math.isinf(self._every):
            return math.inf
        if self._last is None:
            self._last = self._read() or self.done()
        passed = self._clock.time() - self._last
        return max(0.0, self._every - passed) if passed >= 0 else self._every

    def done(self) -> float:
        """It was done just now. Returns the Unix seconds."""
        self._last = self._clock.time()
        self._database.set_meta(_NAME, repr(self._last))
        return self._last

    def _read(self) -> float | None:
        try:
            return float(self._database.get_meta(_NAME) or "")
        except ValueError:
            return None
