"""What a person has decided about edits made in Plex, so that the same question is not asked again."""

from __future__ import annotations

import json
from collections.abc import Iterable

from core.database import Database, from_sql, to_sql
from core.delivery.job_json import field_changes_from_json
from core.model import Field, FieldChange

KEEP = (
    "INSERT OR REPLACE INTO kept SELECT jobs.key, json_extract(one.value, '$[0]'), one.value"
    " FROM jobs, json_each(jobs.fields) AS one WHERE jobs.id = ? AND jobs.state = 'failed' AND jobs.kind = 'conflict'"
)
"""Whoever discards a failed change because of a conflict (its id in the queue) keeps what Plex has."""


class Decisions:
    """The values of Plex that were kept, by the item's key in the queue. Belongs to the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self, keys: Iterable[str]) -> dict[tuple[str, Field], FieldChange]:
        """The changes that a person did not want, by item and field. Raises `DatabaseUnavailable`."""
        wanted = json.dumps([key for key in keys if isinstance(to_sql(key), str)])
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT key, change FROM kept WHERE key IN (SELECT value FROM json_each(?))", (wanted,)
            ).fetchall()
        return {
            (from_sql(key), change.field): change
            for key, text in rows
            for change in field_changes_from_json(f"[{text}]")
        }
