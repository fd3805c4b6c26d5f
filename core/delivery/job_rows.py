"""Rows of the table `jobs`, and the values of the program that they hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from core.database import from_sql, to_sql
from core.delivery.job_json import field_changes_from_json, metadata_from_json, metadata_to_json
from core.model import Change, FailedChange, FailureKind, Job, Kind, QueueCounts

CHANGE = "path, source, metadata, item_kind, season, episode, bulk, undoes"
"""The columns of a change."""
JOB = f"id, key, {CHANGE}, attempts, server_errors, created_at, insist"
"""The columns of a job."""
TITLE = "iif(json_valid(metadata), json_extract(metadata, '$.title'), NULL)"
"""What a change calls its item."""
FAILED = f"id, path, source, kind, reason, tried_at, fields, {TITLE}, item_kind, season, episode"
"""The columns of a dead letter."""


def to_change(row: Sequence[Any]) -> Change:
    """From the columns of `CHANGE`.

    Raises:
        ValueError: The row was not written by `from_change`.
    """
    path, source, metadata, kind, season, episode, bulk, undoes = row
    return Change(
        from_sql(path),
        metadata_from_json(metadata),
        from_sql(source),
        Kind(kind) if kind else None,
        season,
        episode,
        bool(bulk),
        undoes,
    )


def from_change(change: Change) -> tuple[object, ...]:
    """The columns of `CHANGE`."""
    return (
        to_sql(change.path),
        to_sql(change.source),
        metadata_to_json(change.metadata),
        change.kind,
        change.season,
        change.episode,
        int(change.bulk),
        change.undoes,
    )


def to_job(row: Sequence[Any]) -> Job:
    """From the columns of `JOB`. Raises `ValueError` as `to_change`."""
    job_id, key, *change, attempts, server_errors, created_at, insist = row
    return Job(job_id, from_sql(key), to_change(change), attempts, server_errors, created_at, bool(insist))


def read_counts(connection: sqlite3.Connection) -> QueueCounts:
    """How many rows are in each state; they are kept counted."""
    return QueueCounts(**dict(connection.execute("SELECT state, amount FROM job_counts").fetchall()))


def to_failed(row: Sequence[Any]) -> FailedChange:
    """From the columns of `FAILED`."""
    job_id, path, source, kind, reason, failed_at, fields, title, item, season, episode = row
    return FailedChange(
        job_id,
        from_sql(path),
        from_sql(source),
        FailureKind(kind),
        from_sql(reason),
        failed_at,
        field_changes_from_json(fields or "[]"),
        title or "",
        Kind(item) if item else None,
        season,
        episode,
    )


def read_failed(connection: sqlite3.Connection, limit: int) -> list[FailedChange]:
    """The dead letters, the latest first; -1: all."""
    rows = connection.execute(
        f"SELECT {FAILED} FROM jobs"  # noqa: S608  a constant
        " WHERE state = 'failed' AND tried_at IS NOT NULL ORDER BY tried_at DESC, id DESC LIMIT ?",
        (limit,),
    )
    return [to_failed(row) for row in rows]
