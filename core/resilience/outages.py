"""The outages of the past year, kept in the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.clock import Clock
from core.database import Database, reading_only
from core.listing import Listing
from core.resilience.watched import Period, read_periods

KEPT = 365 * 86_400.0
"""Seconds that an outage is remembered after its end."""
_SAME = 1.0
"""Seconds; two beginnings so close are one, noted twice."""
_SET = 5.0
"""Seconds; by more than that, it was the wall clock that moved."""
_COLUMNS = "id, started_at, ended_at, ending, reason, held, delivered, drained_at"


class Ending(StrEnum):
    """How an outage ended."""

    RECOVERED = "recovered"
    MANUAL_RESET = "manual_reset"
    UNSEEN = "unseen"
    """Recloser was killed just then, or lost its state: the end is the last moment at which it was watching."""


@dataclass(frozen=True, slots=True)
class Outage:
    """From the breaker's opening to its closing, however often it reopened in between. Times are Unix seconds."""

    id: int
    started_at: float
    ended_at: float | None
    """None: it goes on."""
    ending: Ending | None
    reason: str
    """In words: why the breaker opened."""
    held: int
    """Changes that waited for its end."""
    delivered: int
    """Changes that went out after it, until none was left that could."""
    drained_at: float | None
    """When that was; None: not yet, or it goes on."""


@dataclass(frozen=True, slots=True)
class History:
    """All that is remembered."""

    outages: tuple[Outage, ...] = ()
    """The latest first."""
    watched: tuple[Period, ...] = ()
    """When Plex was being watched: about the rest of the time nothing is known."""


class OutageLog:
    """Writes the history. Belongs to the thread of its database; all methods raise `DatabaseUnavailable`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def reconcile(self, started_at: float | None, reason: str, last_seen: float | None) -> None:
        """Bring the history in line with the breaker at a start: it has seen all, and this log may have missed some.

        Args:
            started_at: The beginning of the breaker's outage in Unix seconds; None: it is CLOSED.
            reason: The breaker's words for it.
            last_seen: The last moment of the last run in Unix seconds; None: there was none.
        """
        same = (started_at - _SAME, started_at + _SAME) if started_at is not None else (1.0, 0.0)
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE outages SET ended_at = max(started_at, min(?, ?)), ending = ?"
                " WHERE ended_at IS NULL AND NOT started_at BETWEEN ? AND ?",
                (
                    self._clock.time() if last_seen is None else last_seen,
                    self._clock.time() if started_at is None else started_at,
                    Ending.UNSEEN,
                    *same,
                ),
            )
            if started_at is None:
                return
            known = connection.execute(
                "UPDATE outages SET ended_at = NULL, ending = NULL, drained_at = NULL WHERE started_at BETWEEN ? AND ?",
                same,
            ).rowcount
        if not known:
            self.began(started_at, reason)

    def began(self, at: float, reason: str) -> None:
        """The breaker has opened. What an earlier outage had held back and has not gone out yet, this one holds now."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE outages SET drained_at = ? WHERE drained_at IS NULL AND ended_at IS NOT NULL", (at,)
            )
            connection.execute("INSERT INTO outages (started_at, reason) VALUES (?, ?)", (at, reason))

    def ended(self, at: float, duration: float, ending: Ending, held: int) -> None:
        """The breaker has closed.

        `duration` is in seconds and decides: when the wall clock was set during the outage, its beginning is corrected.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE outages SET ended_at = :at, ending = :ending, held = :held,"
                " started_at = iif(abs(:at - :duration - started_at) > :set, :at - :duration, started_at)"
                " WHERE ended_at IS NULL",
                {"at": at, "duration": duration, "ending": ending, "held": held, "set": _SET},
            )

    def delivered(self, outage: int, amount: int) -> None:
        """So many changes have gone out since it ended."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE outages SET delivered = delivered + ? WHERE id = ?", (amount, outage))

    def drained(self, outage: int) -> None:
        """All has gone out that it had held back."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE outages SET drained_at = ? WHERE id = ?", (self._clock.time(), outage))

    def draining(self) -> Outage | None:
        """The last outage, if it has ended and what it had held back has not all gone out yet."""
        with self._database.reading() as connection:
            row = connection.execute(f"SELECT {_COLUMNS} FROM outages ORDER BY id DESC LIMIT 1").fetchone()  # noqa: S608  a constant
        last = _to_outage(row) if row else None
        return last if last and last.ended_at is not None and last.drained_at is None else None

    def prune(self) -> None:
        """Forget what ended more than a year ago."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM outages WHERE ended_at < ?", (self._clock.time() - KEPT,))


def peek_history(path: Path) -> History:
    """Read it from outside, whether or not the application runs. Changes nothing; without a file it is empty.

    Raises:
        DatabaseUnavailable: The file cannot be read, or is not ours.
    """
    with reading_only(path) as connection:
        return read_history(connection) if connection else History()


def read_history(connection: sqlite3.Connection) -> History:
    """All that is remembered."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM outages ORDER BY id DESC").fetchall()  # noqa: S608  a constant
    return History(tuple(_to_outage(row) for row in rows), read_periods(connection))


def _to_outage(row: Sequence[Any]) -> Outage:
    number, started_at, ended_at, ending, *rest = row
    return Outage(number, started_at, ended_at, Ending(ending) if ending else None, *rest)


OUTAGES = Listing(
    ("SELECT id FROM outages WHERE {search} ORDER BY id DESC",),
    ("reason",),
    f"SELECT {_COLUMNS} FROM outages WHERE id IN ({{keys}})",  # noqa: S608  a constant
    _to_outage,
    ("reason",),
)
"""The latest first."""
