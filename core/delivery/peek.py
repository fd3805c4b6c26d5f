"""Looks into the queue from outside, whether or not the application runs. They change nothing on the disk.

Without a file, or with one that is still empty, there is nothing. All raise `DatabaseUnavailable` when the file cannot
be read, or is not ours.
"""

from __future__ import annotations

from pathlib import Path

from core.database import from_sql, reading_only
from core.delivery.job_json import field_changes_from_json
from core.delivery.job_rows import read_counts, read_failed
from core.model import FailedChange, Kind, PlannedChange, QueueCounts


def peek_counts(path: Path) -> QueueCounts:
    """The counts as `recloser status` shows them while no application runs that could say what it is delivering."""
    with reading_only(path) as connection:
        return read_counts(connection) if connection else QueueCounts()


def peek_planned(path: Path, limit: int = -1) -> list[PlannedChange]:
    """What the changes that wait for approval would do, as far as they have been compared."""
    with reading_only(path) as connection:
        if connection is None:
            return []
        rows = connection.execute(
            "SELECT path, kind, title, fields, problem FROM planned WHERE fields <> '[]' OR problem <> ''"
            " ORDER BY job LIMIT ?",
            (limit,),
        ).fetchall()
    return [
        PlannedChange(from_sql(path), Kind(kind), title, field_changes_from_json(fields), problem)
        for path, kind, title, fields, problem in rows
    ]


def peek_failed(path: Path) -> list[FailedChange]:
    """The dead letters as `recloser failed` shows them, the latest first."""
    with reading_only(path) as connection:
        return read_failed(connection, -1) if connection else []
