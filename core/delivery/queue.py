"""The durable queue of changes: what waits, what is being delivered, what is tried again, what has failed."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.clock import Clock
from core.database import Database, from_sql, reading_only, to_sql
from core.delivery.job_json import (
    field_changes_from_json,
    field_changes_to_json,
    metadata_from_json,
    metadata_to_json,
)
from core.media_paths import item_key
from core.model import Change, FailedChange, FailureKind, FieldChange, Job, Kind, PlannedChange, QueueCounts

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file that has been turned into a change, or needs none, in this version of it."""

    path: str
    size: int
    """Bytes."""
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Verified:
    """An item that was seen in Plex to be as its source says."""

    rating_key: int
    source: str
    updated_at: int
    """Plex's own mark of this state of the item."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The change is in Plex; the job is done."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Returned:
    """Nothing was decided, as in an outage: back to its old place in the line, and no attempt is spent."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Suspected:
    """As `Returned`, but Plex answered this job's own edit with 500."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Retry:
    """An attempt was spent; there is another one later."""

    job_id: int
    delay: float
    """Seconds."""
    kind: FailureKind
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It becomes a dead letter."""

    job_id: int
    kind: FailureKind
    reason: str
    fields: tuple[FieldChange, ...] = ()
    """What it would have changed, as far as that is known."""


_FAILED_KEPT = 30 * 86_400.0
"""Seconds."""
_END_OF_TIME = 1e12
"""Unix seconds."""

Settlement = Delivered | Returned | Suspected | Retry | Failed

_Row = tuple[Any, ...]

_APPROVED = "approved_at"
"""In the table `meta`: when a person agreed to the first synchronisation (Unix seconds)."""

_CHANGE = "path, source, metadata, item_kind, season, episode, bulk, undoes"
_JOB = f"id, key, {_CHANGE}, attempts, server_errors, created_at, insist"
_CLAIMABLE = (
    (
        "state = 'waiting' AND NOT EXISTS (SELECT 1 FROM jobs AS ahead WHERE ahead.key = jobs.key"
        " AND (ahead.state = 'in_progress') = 1) ORDER BY place"
    ),
    "state = 'retrying' AND due_at <= :now ORDER BY due_at",
    # The clock was set back: better early than later than its own delay.
    "state = 'retrying' AND tried_at > :now ORDER BY tried_at",
)
_NEWER = (  # the change that waits behind a job, and the job's own
    f"SELECT {_CHANGE} FROM jobs WHERE key = (SELECT key FROM jobs WHERE id = :id AND state = 'in_progress')"  # noqa: S608  as all below: made of constants of this file
    " ORDER BY (state = 'in_progress')"
)
_REPLACED = f"DELETE FROM jobs WHERE key = ? AND (state = 'in_progress') = 0 RETURNING state, place, id, {_CHANGE}"  # noqa: S608
_NEW = (
    f"INSERT INTO jobs (id, key, state, place, created_at, {_CHANGE})"  # noqa: S608
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UNPLANNED = (
    f"SELECT {_JOB} FROM jobs WHERE state = 'unapproved'"  # noqa: S608
    " AND id > coalesce((SELECT max(job) FROM planned), 0) ORDER BY id LIMIT ?"
)
_MISSING = f"SELECT key, {_CHANGE} FROM jobs WHERE state = 'retrying' AND kind = ?"  # noqa: S608
_PLAN = "INSERT OR REPLACE INTO planned SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM jobs WHERE id = ?)"
_DONE = "DELETE FROM jobs WHERE id = :id AND state = 'in_progress'"
_BACK = (
    "UPDATE jobs SET state = 'waiting', server_errors = server_errors + :errors, tried_at = NULL, due_at = NULL,"
    " kind = NULL, reason = NULL WHERE id = :id AND state = 'in_progress'"
)
_LATER = (
    "UPDATE jobs SET state = 'retrying', attempts = attempts + 1, server_errors = iif(:kind = 'server_error',"
    " server_errors, 0), tried_at = :now, due_at = :now + :delay, kind = :kind, reason = :reason"
    " WHERE id = :id AND state = 'in_progress'"
)
_DEAD = (
    "UPDATE jobs SET state = 'failed', tried_at = :now, due_at = NULL, kind = :kind, reason = :reason, fields = :fields"
    " WHERE id = :id AND state = 'in_progress'"
)
_REVIVED = (
    "UPDATE jobs SET state = 'waiting', attempts = 0, server_errors = 0, tried_at = NULL,"
    " insist = max(insist, kind = 'conflict'), kind = NULL, reason = NULL, fields = NULL WHERE state = 'failed'"
)


class JobQueue:
    """Changes on their way to Plex, one line for all items, safe on the disk.

    - An item has at most one change in the line: a newer one replaces it and starts anew (no attempts, no backoff), but
      keeps its place, so that an item that is edited again and again gets its turn. It also replaces a failed change of
      the item, with a new place at the end. While an older change of the item is being delivered, the newer waits
      behind it; if the older one then does not succeed, the newer replaces it in the same way.
    - Replacing is for changes from one source. What different sources say of an item (its NFO file and another
      program) is one change that says it all; of a field that both name, the newer value.
    - First those that have not had their turn, in the order of the line; then retries, the longest due first.
    - What comes from folders before a person has agreed to the first synchronisation is kept apart, unapproved, and
      cannot be claimed until `approve`.
    - A job leaves the queue when it was delivered or discarded; finished jobs leave no trace.

    It belongs to the thread of its database. Several may work on the same file, in several processes, but only one
    may `claim`. All methods raise `DatabaseUnavailable`, and have changed nothing then.
    """

    def __init__(self, database: Database, clock: Clock, *, needs_approval: bool = False) -> None:
        """`needs_approval`: whether what this object enqueues waits for `approve`, if nobody has approved yet."""
        self._database = database
        self._clock = clock
        self._needs_approval = needs_approval

    def close(self) -> None:
        """Close the database under it."""
        self._database.close()

    def enqueue(self, changes: Sequence[Change], *, seen: Sequence[SeenFile] = ()) -> int:
        """Put changes into the line, and remember the files they came from; all of it is durable on return.

        Of several changes for one item the last one counts. Returns the number of items that have a change now.
        """
        newest: dict[str, Change] = {}
        for change in changes:
            key = _key(change)
            newest[key] = _combined(change, newest[key]) if key in newest else change
        now = self._clock.time()
        with self._database.transaction() as connection:
            fresh = "unapproved" if self._needs_approval and not _is_approved(connection) else "waiting"
            last = connection.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'jobs'").fetchone()[0] or 0
            for job_id, (key, change) in enumerate(newest.items(), last + 1):
                replaced = connection.execute(
                    _REPLACED,
                    (to_sql(key),),
                ).fetchall()
                state, place = fresh, job_id
                for old_state, old_place, old_id, *old in replaced:  # there is at most one
                    change = _combined_with_stored(change, old)  # noqa: PLW2901  what is left to be delivered
                    if old_state != "failed":
                        place = old_place
                    if old_state == "unapproved":
                        state = old_state
                        connection.execute("DELETE FROM planned WHERE job = ?", (old_id,))
                connection.execute(_NEW, (job_id, to_sql(key), state, place, now, *_to_row(change)))
            connection.executemany(
                "INSERT OR REPLACE INTO seen_files VALUES (?, ?, ?)",
                [(to_sql(file.path), file.size, file.mtime_ns) for file in seen],
            )
        return len(newest)

    def claim(self, limit: int, *, exclude: Collection[str] = ()) -> list[Job]:
        """Take up to `limit` jobs for delivery; each has to be settled. Items whose keys are in `exclude` are left."""
        now = self._clock.time()
        jobs = []
        with self._database.transaction() as connection:
            rows = _claimable(connection, limit, exclude, now)
            connection.executemany("UPDATE jobs SET state = 'in_progress' WHERE id = ?", [(row[0],) for row in rows])
            for row in rows:
                try:
                    jobs.append(_to_job(row))
                except ValueError as error:
                    _settle(connection, Failed(row[0], FailureKind.INTERNAL, str(error)), now)
        return jobs

    def settle(self, settlements: Sequence[Settlement], *, verified: Sequence[Verified] = ()) -> None:
        """Say how deliveries ended, all in one transaction. A job that is not being delivered (any more) is ignored.

        `verified` are the items that were seen in Plex to be as they should.
        """
        now = self._clock.time()
        with self._database.transaction() as connection:
            for settlement in settlements:
                _settle(connection, settlement, now)
            connection.executemany(
                "INSERT OR REPLACE INTO verified VALUES (?, ?, ?)",
                [(one.rating_key, to_sql(one.source), one.updated_at) for one in verified],
            )

    def recover(self) -> int:
        """Let all jobs that are being delivered wait again; returns how many.

        For the process that delivers, at its start: its predecessor may have been killed. Others that open the queue
        meanwhile, in order to enqueue, must not call it, which is why the constructor does not either.
        """
        with self._database.transaction() as connection:
            left = [job_id for (job_id,) in connection.execute("SELECT id FROM jobs WHERE state = 'in_progress'")]
            for job_id in left:
                _settle(connection, Returned(job_id), now=0.0)
        return len(left)

    def counts(self) -> QueueCounts:
        """How many jobs are in each state; they are kept counted."""
        with self._database.reading() as connection:
            return _read_counts(connection)

    def next_due(self, *, exclude: Collection[str] = ()) -> float | None:
        """Seconds until `claim` may find something; 0.0: now; None: nothing that waiting alone would bring."""
        now = self._clock.time()
        with self._database.reading() as connection:
            if _claimable(connection, 1, exclude, now):
                return 0.0
            retries = connection.execute(
                "SELECT key, due_at FROM jobs WHERE state = 'retrying' AND due_at IS NOT NULL ORDER BY due_at LIMIT ?",
                (1 + len(exclude),),
            ).fetchall()
        return next((due_at - now for key, due_at in retries if from_sql(key) not in exclude), None)

    def hurry(self, keys: Iterable[str]) -> int:
        """These items' retries need not wait any longer; returns how many there were. They keep their attempts."""
        with self._database.transaction() as connection:
            return connection.executemany(
                "UPDATE jobs SET state = 'waiting', tried_at = NULL, due_at = NULL, kind = NULL, reason = NULL"
                " WHERE key = ? AND (state = 'in_progress') = 0 AND state = 'retrying'",
                [(to_sql(key),) for key in keys],
            ).rowcount

    def missing(self) -> list[tuple[str, Change]]:
        """Key and change of the items that were not in Plex, and are looked for again later."""
        with self._database.reading() as connection:
            rows = connection.execute(_MISSING, (FailureKind.NOT_IN_PLEX,)).fetchall()
        return [(from_sql(key), _to_change(change)) for key, *change in rows]

    def failed(self, limit: int) -> list[FailedChange]:
        """The dead letters, the latest first."""
        with self._database.reading() as connection:
            return _read_failed(connection, limit)

    def retry(
        self,
        ids: Sequence[int] | None = None,
        *,
        kind: FailureKind | None = None,
        failed_between: tuple[float, float] | None = None,
    ) -> int:
        """Put failed changes back to their old places in the line, with all attempts ahead of them.

        Args:
            ids: Those of `FailedChange`; None: all.
            kind: Only those that failed for this reason.
            failed_between: Only those that failed between these moments (Unix seconds, both included).

        Returns how many there were.
        """
        start, end = failed_between or (0.0, _END_OF_TIME)
        values = {"kind": kind, "start": start, "end": end}
        narrowed = f"{_REVIVED} AND (:kind IS NULL OR kind = :kind) AND tried_at BETWEEN :start AND :end"
        with self._database.transaction() as connection:
            if ids is None:
                return connection.execute(narrowed, values).rowcount
            return connection.executemany(
                f"{narrowed} AND id = :id", [{**values, "id": job_id} for job_id in ids]
            ).rowcount

    def discard(self, ids: Sequence[int]) -> int:
        """Forget failed changes for good; returns how many there were."""
        with self._database.transaction() as connection:
            return connection.executemany(
                "DELETE FROM jobs WHERE state = 'failed' AND id = ?", [(job_id,) for job_id in ids]
            ).rowcount

    def prune(self) -> int:
        """Forget failed changes that nobody has looked after for 30 days; returns how many there were."""
        with self._database.transaction() as connection:
            return connection.execute(
                "DELETE FROM jobs WHERE state = 'failed' AND tried_at < ?", (self._clock.time() - _FAILED_KEPT,)
            ).rowcount

    def is_approved(self) -> bool:
        """Whether a person has agreed to the first synchronisation, now or at any time before."""
        with self._database.reading() as connection:
            return _is_approved(connection)

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
        return [_to_job(row) for row in rows]

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

    def planned_counts(self) -> tuple[int, int]:
        """How many unapproved jobs have been compared, and how many of these would change something."""
        with self._database.reading() as connection:
            compared, changing = connection.execute(
                "SELECT count(*), coalesce(sum(fields <> '[]'), 0) FROM planned"
            ).fetchone()
        return compared, changing

    def cancel_bulk(self) -> int:
        """Drop what was found by looking through whole folders and is not delivered yet; returns how many there were.

        Edits of their own stay.
        """
        with self._database.transaction() as connection:
            dropped = connection.execute(
                "DELETE FROM jobs WHERE bulk = 1 AND state IN ('unapproved', 'waiting', 'retrying')"
            ).rowcount
            connection.execute("DELETE FROM planned WHERE job NOT IN (SELECT id FROM jobs)")
        return dropped

    def seen_files(self) -> dict[str, SeenFile]:
        """All that `enqueue` was told to remember, by path."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT path, size, mtime_ns FROM seen_files").fetchall()
        return {file.path: file for file in (SeenFile(from_sql(path), *rest) for path, *rest in rows)}

    def forget_seen(self, paths: Iterable[str]) -> None:
        """Files that are gone: should they come back, they are new."""
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM seen_files WHERE path = ?", [(to_sql(path),) for path in paths])


def peek_counts(path: Path) -> QueueCounts:
    """The counts as `recloser status` shows them, whether or not the application runs. Changes nothing on the disk.

    Without a file, or with one that is still empty, all are zero.

    Raises:
        DatabaseUnavailable: The file cannot be read, or is not ours.
    """
    with reading_only(path) as connection:
        return _read_counts(connection) if connection else QueueCounts()


def peek_planned(path: Path, limit: int = -1) -> list[PlannedChange]:
    """What the changes that wait for approval would do, as far as they have been compared. As `peek_counts`."""
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
    """The dead letters as `recloser failed` shows them, the latest first. As `peek_counts`."""
    with reading_only(path) as connection:
        return _read_failed(connection, -1) if connection else []


def _read_failed(connection: sqlite3.Connection, limit: int) -> list[FailedChange]:
    rows = connection.execute(
        "SELECT id, path, source, kind, reason, tried_at, fields FROM jobs"
        " WHERE state = 'failed' AND tried_at IS NOT NULL ORDER BY tried_at DESC, id DESC LIMIT ?",
        (limit,),
    ).fetchall()
    return [
        FailedChange(
            job_id,
            from_sql(path),
            from_sql(source),
            FailureKind(kind),
            from_sql(reason),
            failed_at,
            field_changes_from_json(fields or "[]"),
        )
        for job_id, path, source, kind, reason, failed_at, fields in rows
    ]


def _read_counts(connection: sqlite3.Connection) -> QueueCounts:
    return QueueCounts(**dict(connection.execute("SELECT state, amount FROM job_counts").fetchall()))


def _claimable(connection: sqlite3.Connection, limit: int, exclude: Collection[str], now: float) -> list[_Row]:
    found: list[_Row] = []
    for condition in _CLAIMABLE:
        if len(found) < limit:
            rows = connection.execute(
                f"SELECT {_JOB} FROM jobs WHERE {condition} LIMIT :limit",  # noqa: S608  made of constants of this file
                {"now": now, "limit": limit + len(exclude)},
            )
            found += [row for row in rows if from_sql(row[1]) not in exclude]
    return found[:limit]


def _settle(connection: sqlite3.Connection, settlement: Settlement, now: float) -> None:
    values: dict[str, object] = {"id": settlement.job_id, "now": now}
    match settlement:
        case Delivered():
            statement = _DONE
        case Returned() | Suspected():
            statement = _BACK
            values["errors"] = int(isinstance(settlement, Suspected))
        case Retry(_, delay, kind, reason):
            statement = _LATER
            values |= {"delay": max(0.0, delay), "kind": kind, "reason": to_sql(reason)}
        case Failed(_, kind, reason, fields):
            statement = _DEAD
            values |= {"kind": kind, "reason": to_sql(reason), "fields": field_changes_to_json(fields)}
    if statement != _DONE and len(both := connection.execute(_NEWER, values).fetchall()) > 1:
        change = _combined_with_stored(_to_change(both[0]), both[1])
        connection.execute(
            "UPDATE jobs SET source = :source, metadata = :metadata"
            " WHERE key = (SELECT key FROM jobs WHERE id = :id) AND (state = 'in_progress') = 0",
            {**values, "source": to_sql(change.source), "metadata": metadata_to_json(change.metadata)},
        )
        statement = _DONE
    if not connection.execute(statement, values).rowcount:
        _log.info("Job %d is not being delivered (any more); ignored: %s", settlement.job_id, settlement)


def _key(change: Change) -> str:
    key = item_key(change.path, change.kind, change.season, change.episode)
    # To put old values back is a job of its own: it must neither swallow a newer edit nor be swallowed.
    return key if change.undoes is None else f"{key}//undo/{change.undoes}"


def _is_approved(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM meta WHERE name = ?", (_APPROVED,)).fetchone() is not None


def _release(connection: sqlite3.Connection) -> int:
    connection.execute("DELETE FROM planned")
    return connection.execute("UPDATE jobs SET state = 'waiting' WHERE state = 'unapproved'").rowcount


def _combined(newer: Change, older: Change) -> Change:
    """What is left to be delivered of two changes for one item."""
    bulk = newer.bulk and older.bulk
    if newer.source == older.source:
        return replace(newer, bulk=bulk)
    both = older.source if newer.source in older.source else f"{newer.source} and {older.source} together"
    return replace(newer, metadata=newer.metadata.over(older.metadata), source=both, bulk=bulk)


def _combined_with_stored(newer: Change, older: Sequence[Any]) -> Change:
    try:
        return _combined(newer, _to_change(older))
    except ValueError:
        return newer  # what cannot be read cannot be delivered either


def _to_change(row: Sequence[Any]) -> Change:
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


def _to_row(change: Change) -> tuple[object, ...]:
    """The values of `_CHANGE`."""
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


def _to_job(row: _Row) -> Job:
    job_id, key, *change, attempts, server_errors, created_at, insist = row
    return Job(job_id, from_sql(key), _to_change(change), attempts, server_errors, created_at, bool(insist))
