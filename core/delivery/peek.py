"""Looks into the queue from outside, whether or not the application runs. They change nothing on the disk.

Without a file, or with one that is still empty, there is nothing. All raise `DatabaseUnavailable` when the file cannot
be read, or is not ours.
"""

from __future__ import annotations

from pathlib import Path

from core.database import reading_only
from core.delivery.job_rows import read_counts, read_failed
from core.model import FailedChange, QueueCounts


def peek_counts(path: Path) -> QueueCounts:
    """The counts as `recloser status` shows them while no application runs that could say what it is delivering."""
    with reading_only(path) as connection:
        return read_counts(connection) if connection else QueueCounts()


def peek_failed(path: Path) -> list[FailedChange]:
    """The dead letters as `recloser failed` shows them, the latest first."""
    with reading_only(path) as connection:
        return read_failed(connection, -1) if connection else []
