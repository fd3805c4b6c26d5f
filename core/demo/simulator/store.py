"""The simulated server's database: libraries, items, tags, files and pictures, in SQLite.

In a file it outlives the process, as a real server's does. Every method may be called on any thread; what a method
has written is committed when it returns.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from core.clock import Clock
from core.demo.simulator import tables
from core.demo.simulator.edits import Edit, agent_edit
from core.demo.simulator.films import Film, base_name, metadata_from_json, metadata_to_json, slug
from core.demo.simulator.kinds import MOVIE, Kind
from core.demo.simulator.queries import Query
from core.demo.simulator.records import Item, Location, Picture, Section
from core.model import Metadata


class Store:
    """Reads and writes the database."""

    def __init__(self, path: Path | None, clock: Clock) -> None:
        """`path` is created when it is missing; None keeps everything in memory."""
        self._clock = clock
        self._lock = RLock()
        self._connection = tables.connect(path)
        self.machine_identifier = str(
            self._connection.execute("SELECT machine_identifier FROM server").fetchone()[0],
        )

    def close(self) -> None:
        """Nothing may be called afterwards."""
        with self._lock:
            self._connection.close()

    def sections(self) -> list[Section]:
        """All libraries, by key."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT key, uuid, type, title, agent, scanner, language, created_at, scanned_at, content_changed_at"
                " FROM sections ORDER BY key"
            ).fetchall()
            locations = self._connection.execute("SELECT section, id, path FROM locations ORDER BY id").fetchall()
        folders: dict[int, list[Location]] = {}
        for section, number, path in locations:
            folders.setdefault(section, []).append(Location(number, path))
        return [Section(*(*row, tuple(folders.get(row[0], ())))) for row in rows]

    def section(self, key: int) -> Section | None:
        """The library with this key."""
        return next((section for section in self.sections() if section.key == key), None)

    def add_section(self, title: str, locations: Iterable[str], *, section_type: str, agent: str, scanner: str) -> int:
        """Create a library; returns its key."""
        now = self._now()
        with self._writing() as connection:
            key = connection.execute(
                "INSERT INTO sections (uuid, type, title, agent, scanner, language, created_at, scanned_at,"
                " content_changed_at) VALUES (?, ?, ?, ?, ?, 'en-US', ?, ?, 0)",
                (str(uuid.uuid4()), section_type, title, agent, scanner, now, now),
            ).lastrowid
            connection.executemany(
                "INSERT INTO locations (section, path) VALUES (?, ?)", [(key, path) for path in locations]
            )
            return int(key or 0)

    def add_films(self, section: int, films: Iterable[Film]) -> list[int]:
        """Put films into a library, all or none; returns their rating keys."""
        now = self._now()
        with self._writing() as connection:
            keys = [_add_film(connection, section, film, now) for film in films]
            if keys:
                _content_changed(connection, section)
            return keys

    def remove(self, item: int) -> bool:
        """Delete an item; False when there is none. Its rating key is never given again."""
        with self._writing() as connection:
            row = connection.execute("DELETE FROM items WHERE id = ? RETURNING section", (item,)).fetchone()
            if row is not None:
                for table in ("taggings", "media", "parts", "pictures"):
                    connection.execute(f"DELETE FROM {table} WHERE item = ?", (item,))  # noqa: S608  one of the four
                _content_changed(connection, row[0])
        return row is not None

    def files(self, section: int) -> set[str]:
        """The files of all items of a library."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT file FROM parts WHERE item IN (SELECT id FROM items WHERE section = ?)", (section,)
            )
            return {file for (file,) in rows}

    def note_scan(self, section: int) -> None:
        """A library has been scanned just now."""
        with self._writing() as connection:
            connection.execute("UPDATE sections SET scanned_at = ? WHERE key = ?", (self._now(), section))

    def listing(self, query: Query, start: int = 0, size: int | None = None) -> tuple[list[Item], int]:
        """A part of the items that a query selects, and how many it selects in all."""
        with self._lock:
            (total,) = self._connection.execute(
                f"SELECT count(*) FROM items WHERE {query.where}",  # noqa: S608  built by queries.py
                query.parameters,
            ).fetchone()
            total = total if query.limit is None else min(total, query.limit)
            wanted = max(0, total - start if size is None else min(size, total - start))
            selection = f"WHERE {query.where} ORDER BY {query.order} LIMIT ? OFFSET ?"
            return tables.select(self._connection, selection, (*query.parameters, wanted, start)), total

    def items(self, ids: Sequence[int]) -> list[Item]:
        """These items in this order; those that do not exist are left out."""
        with self._lock:
            selection = "WHERE id IN (SELECT value FROM json_each(?))"
            found = {item.id: item for item in tables.select(self._connection, selection, (json.dumps(ids),))}
        return [found[each] for each in ids if each in found]

    def edit(self, section: int, kind: Kind, ids: Sequence[int] | None, edit: Edit) -> int:
        """Edit these items, or all of this kind, all or none; returns how many there were in this library."""
        condition = "section = ? AND type = ?"
        parameters: tuple[str | int, ...] = (section, kind.number)
        if ids is not None:
            condition += " AND id IN (SELECT value FROM json_each(?))"
            parameters += (json.dumps(ids),)
        with self._writing() as connection:
            rows = connection.execute(f"SELECT id FROM items WHERE {condition}", parameters).fetchall()  # noqa: S608  constant
            for (item,) in rows:
                tables.apply(connection, item, edit, self._now())
            if rows:
                _content_changed(connection, section)
        return len(rows)

    def refresh(self, ids: Sequence[int], reread: Callable[[Item], Metadata | None]) -> None:
        """Let the agent write its values again wherever a field is not locked.

        Args:
            ids: The items; those that do not exist are left out.
            reread: What the agent says today; None: the same as when the item was added.
        """
        for item in self.items(ids):
            with self._writing() as connection:
                (stored,) = connection.execute("SELECT agent FROM items WHERE id = ?", (item.id,)).fetchone()
                metadata = reread(item) or metadata_from_json(stored)
                tables.apply(connection, item.id, agent_edit(item.kind, metadata, item.locked), self._now())
                _content_changed(connection, item.section)

    def rate(self, item: int, rating: float | None) -> bool:
        """Set the person's own rating; False when there is no such item. It is no edit: `updatedAt` stays."""
        with self._writing() as connection:
            changed = connection.execute(
                "UPDATE items SET userRating = ?, lastRatedAt = ? WHERE id = ?", (rating, self._now(), item)
            )
            return changed.rowcount > 0

    def add_picture(self, item: Item, element: str, data: bytes | None, url: str | None) -> None:
        """Keep an uploaded picture, make it the item's, and lock it against the agent."""
        key = url or f"upload://{element}/{hashlib.sha1(data or b'', usedforsecurity=False).hexdigest()}"
        with self._writing() as connection:
            connection.execute("UPDATE pictures SET selected = 0 WHERE item = ? AND element = ?", (item.id, element))
            connection.execute("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, 1)", (item.id, element, key, data))
            shown = {element: self._now()} if element in ("thumb", "art") else {}
            tables.apply(connection, item.id, Edit(shown, {element: True}), self._now())
            _content_changed(connection, item.section)

    def pictures(self, item: int, element: str) -> list[Picture]:
        """What has been uploaded for this item."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT key, data, selected FROM pictures WHERE item = ? AND element = ? ORDER BY rowid",
                (item, element),
            )
            return [Picture(key, data, bool(selected)) for key, data, selected in rows]

    def _now(self) -> int:
        return int(self._clock.time())

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def _content_changed(connection: sqlite3.Connection, section: int) -> None:
    connection.execute(
        "UPDATE sections SET content_changed_at = (SELECT max(content_changed_at) + 1 FROM sections) WHERE key = ?",
        (section,),
    )


def _add_film(connection: sqlite3.Connection, section: int, film: Film, now: int) -> int:
    title = film.metadata.title or base_name(film.versions[0][0])
    digest = hashlib.sha1(f"{title}/{film.metadata.date}".encode(), usedforsecurity=False).hexdigest()
    row = {
        "section": section,
        "type": MOVIE.number,
        "guid": f"plex://movie/{digest[:24]}",
        "slug": slug(title),
        "addedAt": now,
        "duration": film.duration,
        "thumb": now,
        "art": now,
        "guids": json.dumps([f"{known.source}://{known.value}" for known in film.metadata.unique_ids]),
        "locked": "",
        "agent": metadata_to_json(film.metadata),
    }
    statement = f"INSERT INTO items ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608  the names above
    item = int(connection.execute(statement, tuple(row.values())).lastrowid or 0)
    tables.apply(connection, item, agent_edit(MOVIE, film.metadata), now)
    for files in film.versions:
        media = connection.execute("INSERT INTO media (item, duration) VALUES (?, ?)", (item, film.duration)).lastrowid
        connection.executemany(
            "INSERT INTO parts (media, item, file, size) VALUES (?, ?, ?, ?)",
            [(media, item, file, film.size) for file in files],
        )
    return item
