"""The durable queue of changes: what waits, what is being delivered, what is tried again, what has failed."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from core.clock import Clock
from core.database import Database, from_sql, to_sql
from core.delivery.decisions import KEEP
from core.delivery.job_json import field_changes_to_json
from core.delivery.job_rows import CHANGE, JOB, from_change, read_counts, read_failed, to_change, to_job
from core.delivery.unapproved import was_approved
from core.media_paths import item_key
from core.model import Change, FailedChange, FailureKind, FieldChange, Job, QueueCounts
from core.phrases import phrase

_log = logging.getLogger(__name__)


class SeenFile(NamedTuple):
    """A file that has been turned into a change, or needs none, in this version of it.

    A tuple, because a scan makes and compares two of them for each file of a library.
    """

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


_TOGETHER = " (together)"
"""Ends the name of the source of a change that says what several sources say."""
_FAILED_KEPT = 30 * 86_400.0
"""Seconds."""
_ANEW = "anew "
"""In the table `meta`: begins the names of what is still to be read anew, before the folder's own."""
_END_OF_TIME = 1e12
"""Unix seconds."""

Undelivered = Returned | Suspected | Retry | Failed
Settlement = Delivered | Undelivered

_CLAIMABLE = (
    "state = 'waiting' ORDER BY place",
    "state = 'retrying' AND due_at <= :now ORDER BY due_at",
    # The clock was set back: better early than later than its own delay.
    "state = 'retrying' AND tried_at > :now ORDER BY tried_at",
)
_REPLACED = f"DELETE FROM jobs WHERE key = ? RETURNING state, place, id, {CHANGE}"  # noqa: S608  as all below: made of constants
_NEW = (
    f"INSERT INTO jobs (id, key, state, place, created_at, {CHANGE})"  # noqa: S608
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_MISSING = f"SELECT id, key, {CHANGE} FROM jobs WHERE state = 'retrying' AND kind = ?"  # noqa: S608
_AMONG = "IN (SELECT value FROM json_each(?))"
_DELIVERED = f"DELETE FROM jobs WHERE id {_AMONG}"  # noqa: S608
_BACK = (  # nothing to write for most of those that an outage sends back
    "UPDATE jobs SET state = 'waiting', server_errors = server_errors + :errors, tried_at = NULL, due_at = NULL,"
    " kind = NULL, reason = NULL WHERE id = :id AND (state <> 'waiting' OR :errors)"
)
_LATER = (
    "UPDATE jobs SET state = 'retrying', attempts = attempts + 1, server_errors = iif(:kind = 'server_error',"
    " server_errors, 0), tried_at = :now, due_at = :now + :delay, kind = :kind, reason = :reason WHERE id = :id"
)
_DEAD = (
    "UPDATE jobs SET state = 'failed', tried_at = :now, due_at = NULL, kind = :kind, reason = :reason, fields = :fields"
    " WHERE id = :id"
)
_BEHIND = "UPDATE jobs SET place = id WHERE key = ? AND id <> ?"
_PAGE = 500
_SEEN = "SELECT * FROM seen_files WHERE (folder, name) > (?, ?) AND folder < ? ORDER BY folder, name LIMIT ?"
_REVIVED = (
    "UPDATE jobs SET state = 'waiting', attempts = 0, server_errors = 0, tried_at = NULL,"
    " insist = max(insist, kind = 'conflict'), kind = NULL, reason = NULL, fields = NULL WHERE state = 'failed'"
)


class JobQueue:
    """Changes on their way to Plex, one line for all items, safe on the disk.

    - An item has at most one change in the line: a newer one replaces it and starts anew (no attempts, no backoff), but
      keeps its place, so that an item that is edited again and again gets its turn. It also replaces a failed change of
      the item, with a new place at the end. While an older change of the item is being delivered, the newer waits
      until that one is settled, and then goes to the end; of the older one nothing is left to be done.
    - Replacing is for changes from one source. What different sources say of an item (its NFO file and another
      program) is one change that says it all; of a field that both name, the newer value.
    - First those that have not had their turn, in the order of the line; then retries, the longest due first.
    - What comes from folders before a person has agreed to the first synchronisation is kept apart, unapproved, and
      cannot be claimed until then (see `UnapprovedJobs`).
    - A job leaves the queue when it was delivered or discarded; finished jobs leave no trace.
    - What is being delivered is known to the claiming object alone, and to the disk it waits: nothing has to be written
      to claim it, nothing to be mended when the process dies meanwhile.

    It belongs to the thread of its database. Several may work on the same file, in several processes, but only one
    may `claim`. All methods raise `DatabaseUnavailable`, and have changed nothing then.
    """

    def __init__(self, database: Database, clock: Clock, *, needs_approval: bool = False) -> None:
        """`needs_approval`: whether what this object enqueues waits for a person's consent, if that was never given."""
        self._database = database
        self._clock = clock
        self._needs_approval = needs_approval
        self._claimed: dict[int, str] = {}
        """Jobs that are being delivered: their ids and keys."""

    def close(self) -> None:
        """Close the database under it."""
        self._database.close()

    def enqueue(self, changes: Sequence[Change], *, seen: Sequence[SeenFile] = ()) -> int:
        """Put changes into the line, and remember the files they came from; all of it is durable on return.

        Of several changes for one item the last one counts. Returns the number of items that have a change now.
        """
        newest = one_for_each_item(changes)
        now = self._clock.time()
        with self._database.transaction() as connection:
            fresh = "unapproved" if self._needs_approval and not was_approved(connection) else "waiting"
            last = connection.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'jobs'").fetchone()[0] or 0
            for job_id, (key, change) in enumerate(newest.items(), last + 1):
                replaced = connection.execute(_REPLACED, (to_sql(key),)).fetchall()
                state, place = fresh, job_id
                for old_state, old_place, old_id, *old in replaced:  # there is at most one
                    change = _combined_with_stored(change, old)  # noqa: PLW2901  what is left to be delivered
                    if old_state != "failed":
                        place = old_place
                    if old_state == "unapproved":
                        state = old_state
                        connection.execute("DELETE FROM planned WHERE job = ?", (old_id,))
                connection.execute(_NEW, (job_id, to_sql(key), state, place, now, *from_change(change)))
            connection.executemany(
                "INSERT OR REPLACE INTO seen_files VALUES (?, ?, ?, ?)",
                [(*_split(file.path), file.size, file.mtime_ns) for file in seen],
            )
        return len(newest)

    def claim(self, limit: int, *, exclude: Collection[str] = ()) -> list[Job]:
        """Take up to `limit` jobs for delivery; each has to be settled. Items whose keys are in `exclude` are left."""
        now = self._clock.time()
        jobs: list[Job] = []
        unreadable: list[Failed] = []
        with self._database.reading() as connection:
            for row in self._claimable(connection, limit, exclude, now):
                try:
                    jobs.append(to_job(row))
                except ValueError as error:
                    unreadable.append(Failed(row[0], FailureKind.INTERNAL, str(error)))
        if unreadable:
            with self._database.transaction() as connection:
                for failed in unreadable:
                    _settle(connection, failed, now)
        self._claimed.update((job.id, job.key) for job in jobs)
        return jobs

    def settle(self, settlements: Sequence[Settlement], *, verified: Sequence[Verified] = ()) -> None:
        """Say how deliveries ended, all in one transaction. A job that is not being delivered (any more) is ignored.

        `verified` are the items that were seen in Plex to be as they should.
        """
        now = self._clock.time()
        ends: dict[int, Settlement] = {}
        for settlement in settlements:
            if settlement.job_id in self._claimed and settlement.job_id not in ends:
                ends[settlement.job_id] = settlement
            else:
                _log.info("Job %d is not being delivered (any more); ignored: %s", settlement.job_id, settlement)
        delivered = [end.job_id for end in ends.values() if isinstance(end, Delivered)]
        with self._database.transaction() as connection:
            found = connection.execute(_DELIVERED, (json.dumps(delivered),)).rowcount
            found += sum(_settle(connection, end, now) for end in ends.values() if not isinstance(end, Delivered))
            if found < len(ends):  # perhaps some were replaced meanwhile
                connection.executemany(_BEHIND, [(to_sql(self._claimed[job_id]), job_id) for job_id in ends])
            connection.executemany(
                "INSERT OR REPLACE INTO verified VALUES (?, ?, ?)",
                [(one.rating_key, to_sql(one.source), one.updated_at) for one in verified],
            )
        for job_id in ends:
            del self._claimed[job_id]

    def counts(self) -> QueueCounts:
        """How many jobs are in each state. What is being delivered is known only to the object that claimed it."""
        with self._database.reading() as connection:
            counts = read_counts(connection)
            if not self._claimed:
                return counts
            states = connection.execute(
                f"SELECT state FROM jobs WHERE id {_AMONG}",  # noqa: S608
                (self._claimed_ids(),),
            ).fetchall()
        claimed = Counter(state for (state,) in states)
        return replace(
            counts,
            waiting=counts.waiting - claimed["waiting"],
            in_progress=len(self._claimed),
            retrying=counts.retrying - claimed["retrying"],
        )

    def next_due(self, *, exclude: Collection[str] = ()) -> float | None:
        """Seconds until `claim` may find something; 0.0: now; None: nothing that waiting alone would bring."""
        now = self._clock.time()
        with self._database.reading() as connection:
            if self._claimable(connection, 1, exclude, now):
                return 0.0
            out = {*exclude, *self._claimed.values()}
            retries = connection.execute(
                "SELECT key, due_at FROM jobs WHERE state = 'retrying' AND due_at IS NOT NULL ORDER BY due_at LIMIT ?",
                (1 + len(out),),
            ).fetchall()
        return next((due_at - now for key, due_at in retries if from_sql(key) not in out), None)

    def hurry(self, keys: Iterable[str]) -> int:
        """These items' retries need not wait any longer; returns how many there were. They keep their attempts."""
        with self._database.transaction() as connection:
            return connection.executemany(
                "UPDATE jobs SET state = 'waiting', tried_at = NULL, due_at = NULL, kind = NULL, reason = NULL"
                " WHERE key = ? AND state = 'retrying'",
                [(to_sql(key),) for key in keys if key not in self._claimed.values()],
            ).rowcount

    def missing(self) -> list[tuple[str, Change]]:
        """Key and change of the items that were not in Plex, and are looked for again later."""
        with self._database.reading() as connection:
            rows = connection.execute(_MISSING, (FailureKind.NOT_IN_PLEX,)).fetchall()
        return [(from_sql(key), to_change(change)) for job_id, key, *change in rows if job_id not in self._claimed]

    def failed(self, limit: int) -> list[FailedChange]:
        """The dead letters, the latest first."""
        with self._database.reading() as connection:
            return read_failed(connection, limit)

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
        """Forget failed changes for good; returns how many there were.

        One that failed because of an edit in Plex has been decided in favour of that edit.
        """
        with self._database.transaction() as connection:
            connection.executemany(KEEP, [(job_id,) for job_id in ids])
            return connection.executemany(
                "DELETE FROM jobs WHERE state = 'failed' AND id = ?", [(job_id,) for job_id in ids]
            ).rowcount

    def deliver_first(self, ids: Sequence[int]) -> int:
        """Put waiting changes at the head of the line, in this order, also those in backoff; returns how many.

        What is being delivered is left alone.
        """
        with self._database.transaction() as connection:
            head = connection.execute("SELECT coalesce(min(place), 0) FROM jobs WHERE state = 'waiting'").fetchone()[0]
            return connection.executemany(
                "UPDATE jobs SET state = 'waiting', place = ?, tried_at = NULL, due_at = NULL, kind = NULL,"
                " reason = NULL WHERE id = ? AND state IN ('waiting', 'retrying')",
                [(head - len(ids) + n, job_id) for n, job_id in enumerate(ids) if job_id not in self._claimed],
            ).rowcount

    def remove(self, ids: Sequence[int]) -> int:
        """Forget waiting changes for good; returns how many. What is being delivered is left alone."""
        with self._database.transaction() as connection:
            return connection.executemany(
                "DELETE FROM jobs WHERE state IN ('waiting', 'retrying') AND id = ?",
                [(job_id,) for job_id in ids if job_id not in self._claimed],
            ).rowcount

    def prune(self) -> int:
        """Forget failed changes that nobody has looked after for 30 days; returns how many there were."""
        with self._database.transaction() as connection:
            return connection.execute(
                "DELETE FROM jobs WHERE state = 'failed' AND tried_at < ?", (self._clock.time() - _FAILED_KEPT,)
            ).rowcount

    def cancel_bulk(self) -> int:
        """Drop what was found by looking through whole folders and is not delivered yet; returns how many there were.

        Edits of their own stay, and so does what is being delivered. What was still to be read anew is not any more.
        """
        with self._database.transaction() as connection:
            dropped = connection.execute(
                f"DELETE FROM jobs WHERE bulk = 1 AND state <> 'failed' AND id NOT {_AMONG}",  # noqa: S608
                (self._claimed_ids(),),
            ).rowcount
            connection.execute("DELETE FROM planned WHERE job NOT IN (SELECT id FROM jobs)")
            connection.execute("DELETE FROM meta WHERE name GLOB ?", (f"{_ANEW}*",))
        return dropped

    def want_anew(self, top: str, paths: Sequence[str]) -> None:
        """In this watched folder, these paths are still to be read anew; a restart must not forget it."""
        self._database.set_meta(_ANEW + json.dumps(top), json.dumps(paths))

    def wanted_anew(self, top: str) -> list[str]:
        """What `want_anew` was last told of this folder."""
        paths: list[str] = json.loads(self._database.get_meta(_ANEW + json.dumps(top)) or "[]")
        return paths

    def seen_files(self, top: str) -> Iterator[tuple[str, list[SeenFile]]]:
        """The files at and below a folder that `enqueue` was told to remember, folder by folder.

        Each folder has the separator at its end, and they come in the order of these names. They are read as they are
        asked for, some ahead, because there may be a hundred thousand; this object may be used meanwhile.
        """
        for folder, rows in groupby(self._seen_rows(_to_blob(os.path.join(top, ""))), itemgetter(0)):  # noqa: PTH118  as the walk does
            path = _from_blob(folder)
            yield path, [SeenFile(path + _from_blob(name), size, mtime_ns) for _, name, size, mtime_ns in rows]

    def _seen_rows(self, start: bytes) -> Iterator[tuple[bytes, bytes, int, int]]:
        """All whose folders begin so."""
        folder, name, end = start, b"", start[:-1] + bytes([start[-1] + 1])
        while True:
            with self._database.reading() as connection:
                page = connection.execute(_SEEN, (folder, name, end, _PAGE)).fetchall()
            yield from page
            if len(page) < _PAGE:
                return
            folder, name, *_ = page[-1]

    def forget_seen(self, paths: Iterable[str]) -> None:
        """Files that are gone: should they come back, they are new."""
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM seen_files WHERE folder = ? AND name = ?", map(_split, paths))

    def _claimable(
        self, connection: sqlite3.Connection, limit: int, exclude: Collection[str], now: float
    ) -> list[tuple[Any, ...]]:
        out = {*exclude, *self._claimed.values()}
        found: list[tuple[Any, ...]] = []
        for condition in _CLAIMABLE:
            if len(found) < limit:
                rows = connection.execute(
                    f"SELECT {JOB} FROM jobs WHERE {condition} LIMIT :limit",  # noqa: S608
                    {"now": now, "limit": limit + len(out)},
                )
                found += [row for row in rows if from_sql(row[1]) not in out]
        return found[:limit]

    def _claimed_ids(self) -> str:
        return json.dumps([*self._claimed])


def _settle(connection: sqlite3.Connection, settlement: Undelivered, now: float) -> int:
    values: dict[str, object] = {"id": settlement.job_id, "now": now}
    match settlement:
        case Returned() | Suspected():
            statement = _BACK
            values["errors"] = int(isinstance(settlement, Suspected))
        case Retry(_, delay, kind, reason):
            statement = _LATER
            values |= {"delay": max(0.0, delay), "kind": kind, "reason": to_sql(reason)}
        case Failed(_, kind, reason, fields):
            statement = _DEAD
            values |= {"kind": kind, "reason": to_sql(reason), "fields": field_changes_to_json(fields)}
    return connection.execute(statement, values).rowcount


def one_for_each_item(changes: Iterable[Change]) -> dict[str, Change]:
    """What is left to be delivered of these changes, the newest being the last ones, by the key of the item."""
    newest: dict[str, Change] = {}
    for change in changes:
        key = _key(change)
        newest[key] = _combined(change, newest[key]) if key in newest else change
    return newest


def _split(path: str) -> tuple[bytes, bytes]:
    """Folder, with the separator at its end, and name."""
    name = os.path.basename(path)  # noqa: PTH119  plain names, thousands of times
    return _to_blob(path[: len(path) - len(name)]), _to_blob(name)


def _to_blob(path: str) -> bytes:
    """Names of files need not be valid Unicode, and what begins alike must stand together, whichever it is."""
    return path.encode("utf-8", "surrogatepass")


def _from_blob(value: bytes) -> str:
    return value.decode("utf-8", "surrogatepass")


def _key(change: Change) -> str:
    key = item_key(change.path, change.kind, change.season, change.episode)
    # To put old values back is a job of its own: it must neither swallow a newer edit nor be swallowed.
    return key if change.undoes is None else f"{key}//undo/{change.undoes}"


def _combined(newer: Change, older: Change) -> Change:
    """What is left to be delivered of two changes for one item."""
    bulk = newer.bulk and older.bulk
    are_several = older.source.endswith(_TOGETHER)
    if newer.source == older.source and not are_several:
        return replace(newer, bulk=bulk)
    both = older.source
    if not (are_several and newer.source in both):
        both = phrase("{source}, {older} (together)", source=newer.source, older=both.removesuffix(_TOGETHER))
    return replace(newer, metadata=newer.metadata.over(older.metadata), source=both, bulk=bulk)


def _combined_with_stored(newer: Change, older: Sequence[Any]) -> Change:
    try:
        return _combined(newer, to_change(older))
    except ValueError:
        return newer  # what cannot be read cannot be delivered either
