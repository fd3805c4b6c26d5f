"""The changes that wait until a person has agreed to the first synchronisation."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from core.clock import Clock
from core.database import Database, to_sql
from core.delivery.job_json import field_changes_to_json
from core.delivery.job_rows import JOB, to_job
from core.model import Job, PlannedChange

_APPROVED = "approved_at"
"""In the table `meta`: when a person agreed to the first synchronisation (Unix seconds)."""
_UNPLANNED = (
    f"SELECT {JOB} FROM jobs WHERE state = 'unapproved'"  # noqa: S608  made of constants
    " AND id > coalesce((SELECT max(job) FROM planned), 0) ORDER BY id LIMIT ?"
)
_PLAN = "INSERT OR REPLACE INTO planned SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM jobs WHERE id = ?)"

_SUSPECT = "UPDATE jobs SET server_errors = server_errors + 1 WHERE id = ? AND state = 'unapproved'"


@dataclass(frozen=True, slots=True)
class PlannedCounts:
    """Unapproved jobs that have been compared with Plex."""

    compared: int
    would_change: int
    problems: int
    """Those about which nothing can be said."""


class UnapprovedJobs:
    """What the queue keeps apart: compared with Plex first, so that a person can see what would change, then released.

    It belongs to the thread of its database. All methods raise `DatabaseUnavailable`, and have changed nothing then.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def approve(self) -> int:
        """A person agrees: what was kept apart goes into the line, and so does all that comes later.

        Returns how many changes were waiting for it.
        """
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_APPROVED, repr(self._clock.time())))
            return _release(connection)

    def release(self) -> int:
        """Nobody needs to agree (any more): what was kept apart goes into the line. Returns how many there were."""
        with self._database.transaction() as connection:
            return _release(connection)

    def unplanned(self, limit: int) -> list[Job]:
        """Unapproved jobs that have not been compared with Plex yet; nothing about them changes."""
        with self._database.reading() as connection:
            rows = connection.execute(_UNPLANNED, (limit,)).fetchall()
        return [to_job(row) for row in rows]

    def plan(self, planned: Sequence[tuple[int, PlannedChange]]) -> None:
        """Keep what unapproved jobs, named by their ids, would change."""
        with self._database.transaction() as connection:
            connection.executemany(
                _PLAN,
                [
                    (job, to_sql(one.path), one.kind, one.title, field_changes_to_json(one.fields), one.problem, job)
                    for job, one in planned
                ],
            )

    def suspect(self, ids: Sequence[int]) -> None:
        """Plex has answered the own questions of these unapproved jobs with 500."""
        if ids:
            with self._database.transaction() as connection:
                connection.executemany(_SUSPECT, [(job,) for job in ids])

    def planned_counts(self) -> PlannedCounts:
        """How far the comparison has come."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT count(*), coalesce(sum(fields <> '[]'), 0), coalesce(sum(title = '' AND problem <> ''), 0)"
                " FROM planned"
            ).fetchone()
        return PlannedCounts(*row)


def was_approved(connection: sqlite3.Connection) -> bool:
    """Whether a person has agreed, as far as this transaction sees."""
    return connection.execute("SELECT 1 FROM meta WHERE name = ?", (_APPROVED,)).fetchone() is not None


def _release(connection: sqlite3.Connection) -> int:
    connection.execute("DELETE FROM planned")
    return connection.execute("UPDATE jobs SET state = 'waiting' WHERE state = 'unapproved'").rowcount
