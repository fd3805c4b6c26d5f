"""The simulated server's database: libraries, items, tags, files and pictures, in SQLite.

In a file it outlives the process, as a real server's does. Every method may be called on any thread; what a method
has written is committed when it returns.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from core.clock import Clock
from core.demo.simulator import merging, pictures, tables, versions
from core.demo.simulator.edits import Edit, agent_edit
from core.demo.simulator.films import Film, metadata_from_json
from core.demo.simulator.insertion import Insertion
from core.demo.simulator.kinds import ARTIST, SHOW, Kind
from core.demo.simulator.queries import Query
from core.demo.simulator.records import Item, Location, Picture, Section
from core.demo.simulator.trees import Album, Artist, ArtistKeys, Season, Show, ShowKeys, Versions
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
        with self._inserting(section) as insertion:
            return insertion.films(films)

    def add_shows(self, section: int, shows: Iterable[Show]) -> list[ShowKeys]:
        """Put shows into a library, all or none."""
        with self._inserting(section) as insertion:
            return [insertion.show(show) for show in shows]

    def add_seasons(self, show: int, seasons: Iterable[Season]) -> ShowKeys:
        """Add episodes to a show, all or none, and the seasons that are new. Raises `KeyError`: no such show."""
        with self._inserting(self._section_of(show, SHOW)) as insertion:
            return insertion.seasons(show, seasons)

    def add_artists(self, section: int, artists: Iterable[Artist]) -> list[ArtistKeys]:
        """Put artists into a library, all or none."""
        with self._inserting(section) as insertion:
            return [insertion.artist(artist) for artist in artists]

    def add_albums(self, artist: int, albums: Iterable[Album]) -> ArtistKeys:
        """Add tracks to an artist, all or none, and the albums that are new. Raises `KeyError`: no such artist."""
        with self._inserting(self._section_of(artist, ARTIST)) as insertion:
            return insertion.albums(artist, albums)

    def add_versions(self, more: Mapping[int, Versions]) -> None:
        """Give items, named by their rating keys, further versions. An item is no newer for it."""
        for item in self.items(list(more)):
            with self._inserting(item.section) as insertion:
                insertion.versions(item.id, more[item.id])

    def merge(self, into: int, items: Sequence[int]) -> bool:
        """Make versions of these items' files of one item, and delete the rest of them; False when one is missing."""
        found = self.items([into, *items])
        if len(found) != 1 + len(items) or len({(each.section, each.kind.name) for each in found}) != 1:
            return False
        with self._writing() as connection:
            versions.merge(connection, into, items, self._now())
            _content_changed(connection, found[0].section)
        return True

    def split(self, item: int) -> list[int]:
        """Make an item of each version; returns the rating keys of the new ones. Raises `KeyError`: no such item."""
        found = self.items([item])
        if not found:
            raise KeyError(item)
        with self._writing() as connection:
            new = versions.split(connection, found[0], self._now())
            _content_changed(connection, found[0].section)
        return new

    def remove(self, item: int) -> bool:
        """Delete an item and all below it; False when there is none. Its rating key is never given again."""
        with self._writing() as connection:
            row = connection.execute("SELECT section FROM items WHERE id = ?", (item,)).fetchone()
            if row is not None:
                tables.delete(connection, tables.descendants(connection, item))
                _content_changed(connection, row[0])
        return row is not None

    def folders(self, section: int) -> dict[str, int]:
        """The rating keys of a library's shows by their folders."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT id, folders FROM items WHERE section = ? AND type = ?", (section, SHOW.number)
            )
            return {folder: key for key, folders in rows for folder in json.loads(folders)}

    def titles(self, section: int, kind: Kind) -> dict[str, int]:
        """The rating keys of a library's items of one kind by their titles."""
        with self._lock:
            condition = "section = ? AND type = ? ORDER BY id DESC"
            rows = self._connection.execute(
                f"SELECT title, id FROM items WHERE {condition}",  # noqa: S608  constant
                (section, kind.number),
            )
            return dict(rows.fetchall())

    def files(self, section: int) -> dict[str, int]:
        """The files of a library, each with the rating key of an item that has it."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT file, item FROM parts WHERE item IN (SELECT id FROM items WHERE section = ?)", (section,)
            )
            return dict(rows.fetchall())

    def files_below(self, item: int) -> list[str]:
        """The files of an item's children."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT file FROM parts WHERE item IN (SELECT id FROM items WHERE parent = ?) ORDER BY id", (item,)
            )
            return [file for (file,) in rows]

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

    def items(self, ids: Sequence[int], without: Collection[str] = ()) -> list[Item]:
        """These items in this order; those that do not exist are left out. For `without` see `tables.select`."""
        with self._lock:
            selection = "WHERE id IN (SELECT value FROM json_each(?))"
            found = {item.id: item for item in tables.select(self._connection, selection, (json.dumps(ids),), without)}
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
            items = [item for (item,) in rows]
            if kind.merges and "title" in edit.values:
                items = merging.merge(connection, kind, items, str(edit.values["title"]))
            for item in items:
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
                edit = agent_edit(item.kind, metadata, item.locked)
                if not edit.values.get("title", "set"):  # the one that its folder, number or file suggested stays
                    edit = Edit({name: value for name, value in edit.values.items() if name != "title"}, {}, edit.tags)
                tables.apply(connection, item.id, edit, self._now())
                pictures.restore(connection, item, self._now())
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
        with self._writing() as connection:
            pictures.upload(connection, item, element, data, url, self._now())
            _content_changed(connection, item.section)

    def select_picture(self, item: Item, element: str, key: str | None) -> None:
        """Use another of the item's pictures, or none, and lock that."""
        with self._writing() as connection:
            pictures.select(connection, item, element, key, self._now())
            _content_changed(connection, item.section)

    def pictures(self, item: Item, element: str) -> list[Picture]:
        """What this item could use: the agent's picture first, then what has been uploaded."""
        with self._lock:
            return pictures.find(self._connection, item, element)

    def _section_of(self, item: int, kind: Kind) -> int:
        found = self.items([item])
        if not found or found[0].kind is not kind:
            raise KeyError(item)
        return found[0].section

    @contextmanager
    def _inserting(self, section: int) -> Iterator[Insertion]:
        with self._writing() as connection:
            before = connection.total_changes
            yield Insertion(connection, section, self._now())
            if connection.total_changes != before:
                _content_changed(connection, section)

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
