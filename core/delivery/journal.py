"""The journal: what was written to Plex, and what stood there before."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from core.clock import Clock
from core.database import Database, from_sql, reading_only, to_sql
from core.delivery.job_json import field_changes_from_json, field_changes_to_json
from core.model import DeliveredChange, Field, FieldChange, Kind, Value

_KEPT = 90 * 86_400.0
"""Seconds."""
ENTRY = "id, at, path, source, section, library, kind, rating_key, title, fields, skipped, undone_by"
"""The columns of the table `journal`."""
_SHOWN = f"SELECT {ENTRY} FROM journal WHERE id < ?"  # noqa: S608  as all below: made of constants of this file
_SEARCHED = " AND (title LIKE ? ESCAPE '\\' OR path LIKE ? ESCAPE '\\')"
_LATEST_FIRST = " ORDER BY id DESC LIMIT ?"
_LATEST = 2**63 - 1
_BEGUN = "journal_begun"
"""In the table `meta`: what was begun, and may not have been sent; a JSON list of jobs, rating keys and entries."""
_LEFT = (
    "SELECT jobs.id, json_extract(one.value, '$[1]'), json_extract(one.value, '$[2]')"
    " FROM meta, json_each(meta.value) AS one CROSS JOIN jobs ON jobs.id = json_extract(one.value, '$[0]')"
    " WHERE meta.name = ?"
)


class Journal:
    """Keeps an entry for every item that was changed, for 90 days. Belongs to the thread of its database.

    An entry is on the disk before its change is sent, so that no kill can leave a change without one; an entry whose
    change came to nothing is taken back. Until it is `sure` that a change has arrived it is in doubt, also after a kill
    if its job is still there then. All methods raise `DatabaseUnavailable`.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._doubts: dict[int, tuple[int, int]] = {}
        """Job and entry by rating key."""

    def take_up(self) -> None:
        """What the last run has begun, and not finished, is in doubt. For whoever delivers."""
        with self._database.reading() as connection:
            rows = connection.execute(_LEFT, (_BEGUN,)).fetchall()
        self._doubts.update((rating_key, (job, entry)) for job, rating_key, entry in rows)

    def doubts(self, rating_keys: Iterable[int]) -> dict[int, int]:
        """The entries of these items, by rating key, of which nobody knows whether they have arrived."""
        return {key: self._doubts[key][1] for key in rating_keys if key in self._doubts}

    def sure(self, ids: Collection[int]) -> None:
        """These changes have arrived as they are told, or have come to nothing."""
        if self._doubts:
            gone = frozenset(ids)
            self._doubts = {key: doubt for key, doubt in self._doubts.items() if doubt[1] not in gone}

    def begin(
        self, changes: Sequence[DeliveredChange], undone: Sequence[int | None] = (), jobs: Sequence[int] = ()
    ) -> list[int]:
        """These changes will be sent now.

        Args:
            changes: They have no ids and no time yet.
            undone: For each of them the entry whose old values it puts back, if it does that.
            jobs: The ids of the jobs that ask for them; none: they have arrived already.

        Returns their ids.
        """
        if not changes:
            return []
        now = self._clock.time()
        ids: list[int] = []
        begun = dict(self._doubts)
        with self._database.transaction() as connection:
            for change, former in zip_longest(changes, undone):
                row = connection.execute(
                    "INSERT INTO journal (at, path, source, section, library, kind, rating_key, title, fields,"
                    " skipped) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        now,
                        to_sql(change.path),
                        to_sql(change.source),
                        change.section,
                        change.library,
                        change.kind,
                        change.rating_key,
                        change.title,
                        field_changes_to_json(change.fields),
                        json.dumps(change.skipped),
                    ),
                )
                ids.append(int(row.lastrowid or 0))
                if former is not None:
                    connection.execute("UPDATE journal SET undone_by = ? WHERE id = ?", (ids[-1], former))
            if jobs:
                begun.update(
                    (change.rating_key, (job, entry)) for change, job, entry in zip(changes, jobs, ids, strict=True)
                )
                kept = json.dumps([(job, rating_key, entry) for rating_key, (job, entry) in begun.items()])
                connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_BEGUN, kept))
        self._doubts = begun
        return ids

    def amend(self, fields: Mapping[int, tuple[FieldChange, ...]]) -> None:
        """These changes, by their ids, turned out to be others than was planned."""
        if fields:
            with self._database.transaction() as connection:
                connection.executemany(
                    "UPDATE journal SET fields = ? WHERE id = ?",
                    [(field_changes_to_json(each), number) for number, each in fields.items()],
                )
            self.sure(fields)

    def take_back(self, ids: Collection[int]) -> None:
        """These changes have come to nothing."""
        if ids:
            with self._database.transaction() as connection:
                rows = [(entry,) for entry in ids]
                connection.executemany("DELETE FROM journal WHERE id = ?", rows)
                connection.executemany("UPDATE journal SET undone_by = NULL WHERE undone_by = ?", rows)
            self.sure(ids)

    def last_written(self, items: Iterable[tuple[int, str]]) -> dict[tuple[int, Field], Value]:
        """What was last written to each field of these items, pictures left out.

        An item is named by its rating key and its library's uuid: on another server the same numbers mean others.
        """
        libraries = dict(items)
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT rating_key, library, fields FROM journal"
                " WHERE rating_key IN (SELECT value FROM json_each(?)) ORDER BY id",
                (json.dumps(list(libraries)),),
            ).fetchall()
        return {
            (rating_key, change.field): change.after
            for rating_key, library, fields in rows
            if library == libraries[rating_key]
            for change in field_changes_from_json(fields)
            if change.field is not Field.ARTWORK
        }

    def entry(self, number: int) -> DeliveredChange | None:
        """The entry with this id."""
        with self._database.reading() as connection:
            row = connection.execute(f"SELECT {ENTRY} FROM journal WHERE id = ?", (number,)).fetchone()  # noqa: S608
        return None if row is None else to_entry(row)

    def prune(self) -> None:
        """Forget what is older than 90 days."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM journal WHERE at < ?", (self._clock.time() - _KEPT,))


def peek_journal(path: Path, limit: int, *, before: int | None = None, search: str = "") -> list[DeliveredChange]:
    """The latest entries, as `recloser history` shows them, whether or not the application runs.

    Args:
        path: The database's file; none: there are no entries.
        limit: The most to return; -1: all.
        before: Only entries older than the one with this id; None: from the latest on.
        search: Only those with this in the title or the path.

    Raises:
        DatabaseUnavailable: The file cannot be read, or is not ours.
    """
    with reading_only(path) as connection:
        if connection is None:
            return []
        values: list[object] = [_LATEST if before is None else before]
        statement = _SHOWN
        if search:
            pattern = "%{}%".format(search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"))
            statement += _SEARCHED
            values += [pattern, pattern]
        rows = connection.execute(statement + _LATEST_FIRST, (*values, limit)).fetchall()
    return [to_entry(row) for row in rows]


def peek_entries(path: Path, numbers: Collection[int]) -> list[DeliveredChange]:
    """The entries with these ids, as far as they exist. As `peek_journal`."""
    with reading_only(path) as connection:
        if connection is None:
            return []
        rows = connection.execute(
            f"SELECT {ENTRY} FROM journal WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",  # noqa: S608
            (json.dumps(list(numbers)),),
        ).fetchall()
    return [to_entry(row) for row in rows]


def to_entry(row: Sequence[Any]) -> DeliveredChange:
    """From the columns of `ENTRY`."""
    number, at, path, source, section, library, kind, rating_key, title, fields, skipped, undone_by = row
    return DeliveredChange(
        from_sql(path),
        from_sql(source),
        section,
        library,
        Kind(kind),
        rating_key,
        title,
        field_changes_from_json(fields),
        tuple(Field(name) for name in json.loads(skipped)),
        number,
        at,
        undone_by,
    )
