"""When Plex was being watched: nothing is known about the rest of the time, and unknown time is not uptime."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from core.clock import Clock
from core.database import Database

_WRITE_EVERY = 60.0
"""Seconds: what a kill may cost."""
_GAP = 120.0
"""Seconds without a sign of life of our own, after which the time between is unknown."""
_SET = 5.0
"""Seconds; the two clocks are never read at the same moment. By more than that, the wall clock was set."""
_KEPT = 365 * 86_400.0


@dataclass(frozen=True, slots=True)
class Period:
    """From one moment to a later one, in Unix seconds."""

    start: float
    end: float


class WatchLog:
    """Notes when Plex is being watched, in the table `running`. Belongs to the thread of its database.

    A computer that sleeps or is offline, an application that is closed, paused or not set up watches nothing.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._row: int | None = None
        self._seen = self._written = Period(0.0, 0.0)  # monotonic and wall, of the last sign of life
        self._last_seen = self._read_last()

    @property
    def last_seen(self) -> float | None:
        """Unix seconds: the last moment that is known to have been watched; None: none ever was."""
        return self._last_seen

    def watching(self) -> None:
        """Plex is being watched at this moment. Writes at most once a minute. Raises `DatabaseUnavailable`."""
        now, wall = self._clock.monotonic(), self._clock.time()
        passed, passed_by_wall = now - self._seen.start, wall - self._seen.end
        continues = self._row is not None and passed <= _GAP and abs(passed - passed_by_wall) <= _SET
        if not continues:
            self._break_off()
            with self._database.transaction() as connection:
                connection.execute("DELETE FROM running WHERE seen_at < ?", (wall - _KEPT,))
                self._row = connection.execute("INSERT INTO running VALUES (NULL, ?, ?)", (wall, wall)).lastrowid
            self._written = Period(now, wall)
        self._seen = Period(now, wall)
        self._last_seen = wall
        if now - self._written.start >= _WRITE_EVERY:
            self.flush()

    def flush(self) -> None:
        """Write the last sign of life. Raises `DatabaseUnavailable`."""
        if self._row is None or self._seen == self._written:
            return
        with self._database.transaction() as connection:
            connection.execute("UPDATE running SET seen_at = ? WHERE id = ?", (self._seen.end, self._row))
        self._written = self._seen

    def _break_off(self) -> None:
        self.flush()
        self._row = None

    def _read_last(self) -> float | None:
        with self._database.reading() as connection:
            row = connection.execute("SELECT seen_at FROM running ORDER BY id DESC LIMIT 1").fetchone()
        return None if row is None else float(row[0])


def read_periods(connection: sqlite3.Connection) -> tuple[Period, ...]:
    """All that are remembered, the earliest first; a wall clock that was set back lets them overlap."""
    rows = connection.execute("SELECT started_at, seen_at FROM running ORDER BY started_at").fetchall()
    return tuple(Period(start, end) for start, end in rows)
