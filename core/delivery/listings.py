"""What a person may look through: what waits, what has failed, what was delivered, what would be changed.

Nothing here changes the database, and everything may be called on any thread; all of it raises `DatabaseUnavailable`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from core.database import from_sql, reading_only
from core.delivery.job_json import field_changes_from_json
from core.delivery.job_rows import FAILED as FAILED_ROW
from core.delivery.job_rows import TITLE, to_failed
from core.delivery.journal import ENTRY, to_entry
from core.listing import Listing
from core.model import DeliveredChange, Kind, PlannedChange

_SHOWN = 12
"""Entries of the journal that the figures come with."""
_SAMPLE = 200
"""Deliveries that the average is taken from."""
_BREAK = 10.0
"""Seconds; when nothing was delivered for longer than that, there was nothing to deliver."""


class Stage(StrEnum):
    """How far a change in the queue has come."""

    WAITING = "waiting"
    RETRYING = "retrying"


@dataclass(frozen=True, slots=True)
class QueuedChange:
    """A change that is still to be delivered. One that is being delivered just now waits, as far as the disk knows."""

    id: int
    path: str
    title: str
    """What its source calls the item; empty: it does not say."""
    source: str
    kind: Kind | None
    season: int | None
    episode: int | None
    stage: Stage
    created_at: float
    """Unix seconds."""
    due_at: float | None
    """Unix seconds: when it is tried again; None: when its turn comes."""
    attempts: int
    reason: str
    """Why it is tried again, in words."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the journal says at a glance."""

    delivered: int
    """Changes that were written since the moment asked for."""
    seconds_per_change: float | None
    """While there was something to deliver, lately; None: too little was delivered to tell."""
    latest: tuple[DeliveredChange, ...]
    """The latest first."""


def read_figures(database: Path, since: float) -> Figures:
    """How much has been delivered since then (Unix seconds), and how fast."""
    with reading_only(database) as connection:
        if connection is None:
            return Figures(0, None, ())
        delivered = connection.execute("SELECT count(*) FROM journal WHERE at >= ?", (since,)).fetchone()[0]
        times = connection.execute("SELECT at FROM journal ORDER BY id DESC LIMIT ?", (_SAMPLE,)).fetchall()
        latest = connection.execute(_LATEST, (_SHOWN,)).fetchall()
    return Figures(delivered, _pace([at for (at,) in times]), tuple(to_entry(row) for row in latest))


def _pace(times: Sequence[float]) -> float | None:
    """The mean of the seconds between two deliveries, the breaks left out; the latest comes first."""
    gaps = [later - earlier for later, earlier in pairwise(times)]
    busy = [gap for gap in gaps if 0.0 <= gap <= _BREAK]
    return sum(busy) / len(busy) if busy else None


def _to_queued(row: Sequence[Any]) -> QueuedChange:
    number, path, title, source, kind, season, episode, stage, created_at, due_at, attempts, reason = row
    return QueuedChange(
        number,
        from_sql(path),
        title or "",
        from_sql(source),
        Kind(kind) if kind else None,
        season,
        episode,
        Stage(stage),
        created_at,
        due_at,
        attempts,
        from_sql(reason or ""),
    )


def _to_planned(row: Sequence[Any]) -> PlannedChange:
    _, path, kind, title, fields, problem = row
    return PlannedChange(from_sql(path), Kind(kind), title, field_changes_from_json(fields), problem)


_LATEST = f"SELECT {ENTRY} FROM journal ORDER BY id DESC LIMIT ?"  # noqa: S608  as below: made of constants

QUEUE = Listing(
    (
        "SELECT id FROM jobs WHERE state = 'waiting' AND {search} ORDER BY place",
        "SELECT id FROM jobs WHERE state = 'retrying' AND due_at IS NOT NULL AND {search} ORDER BY due_at",
    ),
    ("path", "source", TITLE),
    f"SELECT id, path, {TITLE}, source, item_kind, season, episode, state, created_at, due_at, attempts, reason"  # noqa: S608
    " FROM jobs WHERE id IN ({keys}) AND state IN ('waiting', 'retrying')",
    _to_queued,
)
"""In the order in which they are delivered, as far as that is known."""

FAILED = Listing(
    (
        (
            "SELECT id FROM jobs WHERE state = 'failed' AND tried_at IS NOT NULL AND {search}"
            " ORDER BY tried_at DESC, id DESC"
        ),
    ),
    ("path", "source", "reason", TITLE),
    f"SELECT {FAILED_ROW} FROM jobs WHERE id IN ({{keys}}) AND state = 'failed'",  # noqa: S608
    to_failed,
    ("reason",),
)
"""The latest first."""

JOURNAL = Listing(
    ("SELECT id FROM journal WHERE {search} ORDER BY id DESC",),
    ("title", "path", "source"),
    f"SELECT {ENTRY} FROM journal WHERE id IN ({{keys}})",  # noqa: S608
    to_entry,
)
"""The latest first."""

PLANNED = Listing(
    ("SELECT job FROM planned WHERE (fields <> '[]' OR problem <> '') AND {search} ORDER BY job",),
    ("title", "path"),
    "SELECT job, path, kind, title, fields, problem FROM planned WHERE job IN ({keys})",
    _to_planned,
)
"""What would be changed, or what nothing can be said about; changes without an effect are left out."""
