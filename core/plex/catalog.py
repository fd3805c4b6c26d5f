"""Which item a media file belongs to: a local copy of the libraries' listings, found by path."""

from __future__ import annotations

import json
import logging
import posixpath
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from core.clock import Clock
from core.database import Database
from core.media_paths import normalise
from core.model import Kind
from core.plex.connection import PlexConnection
from core.plex.errors import ItemMissing, Refused
from core.plex.items import ListedItem, Section

_log = logging.getLogger(__name__)

_PAGE = 500
"""Items per request."""
_FULL_PASS_EVERY = 86_400.0
"""Seconds. Only a full pass notices what was deleted or renamed in Plex."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item that has the wanted file."""

    rating_key: int
    section: int
    kind: Kind
    title: str


@dataclass(slots=True)
class _Pass:
    """A listing under way."""

    section: Section
    added_since: int
    """Unix seconds; 0: the whole library."""
    start: int = 0
    seen: set[int] = field(default_factory=set)
    newest: int = 0


class Catalog:
    """The index of media files, kept in the database and brought up to date one request at a time.

    New items are found by asking for what was added since the last time, when the library says that its content has
    changed. Belongs to the worker's thread.
    """

    def __init__(self, database: Database, clock: Clock, libraries: Collection[str] = ()) -> None:
        """`libraries` are the titles of those to serve; empty: all."""
        self._database = database
        self._clock = clock
        self._libraries = frozenset(libraries)
        self._passes: deque[_Pass] = deque()
        self._sections: tuple[Section, ...] = tuple(self._load_sections())

    @property
    def sections(self) -> tuple[Section, ...]:
        """The libraries, as last seen."""
        return self._sections

    def section(self, section_id: int) -> Section | None:
        """The library with this id."""
        return next((section for section in self._sections if section.id == section_id), None)

    @property
    def refreshing(self) -> bool:
        """Whether `advance` has something to do."""
        return bool(self._passes)

    def find(self, path: str) -> tuple[Entry, ...]:
        """The items that have this file, or, if none has, this file with any extension, or else a file in this folder.

        Args:
            path: Normalised, as the server names it.
        """
        for column in ("path", "stem", "folder"):
            rows = self._query(
                "SELECT DISTINCT rating_key, section, kind, title FROM catalog_parts"  # noqa: S608  the column is one of the three above
                f" JOIN catalog_items USING (rating_key) WHERE {column} = ?",
                path,
            )
            entries = tuple(
                Entry(key, section, Kind(kind), title) for key, section, kind, title in rows if self._serves(section)
            )
            if entries:
                return entries
        return ()

    def home_of(self, path: str) -> Section | None:
        """The library in whose folders this path lies, or None."""
        for section in self._sections:
            for location in section.locations:
                if path.startswith(normalise(location).rstrip("/") + "/"):
                    return section
        return None

    def same_title(self, section: Section, kind: Kind, title: str, *, besides: int, parent: int | None) -> bool:
        """Whether another item of this kind, of the same parent, has this title."""
        raise NotImplementedError

    def touched_in_plex(self) -> tuple[str, ...]:
        """The sources of items that have changed in Plex since they were verified."""
        raise NotImplementedError

    def plan(self, sections: Iterable[Section]) -> None:
        """Take note of the libraries as they are now, and plan to list those whose content has changed."""
        served = tuple(section for section in sections if not self._libraries or section.title in self._libraries)
        known = {
            row[0]: row[1:]
            for row in self._query(
                "SELECT section, refreshed_at, newest_updated_at, content_changed_at FROM catalog_sections"
            )
        }
        self._sections = served
        self._forget_sections_except({section.id for section in served})
        listing = {current.section.id for current in self._passes}
        for section in served:
            refreshed_at, newest, content = known.get(section.id, (None, 0, None))
            age = None if refreshed_at is None else self._clock.time() - refreshed_at
            if section.id in listing:
                continue
            if age is None or not 0 <= age < _FULL_PASS_EVERY:
                self._passes.append(_Pass(section, added_since=0))
            elif content != section.content_changed_at or not section.content_changed_at:  # older servers do not count
                self._passes.append(_Pass(section, added_since=newest))

    def advance(self, plex: PlexConnection) -> None:
        """Fetch one page of what is planned.

        Raises:
            PlexError: Nothing is lost but this page. A library that Plex refuses to list is left until the next plan.
        """
        current = self._passes[0]
        try:
            page = plex.page(current.section, current.start, _PAGE, added_since=current.added_since)
        except (ItemMissing, Refused):
            self._passes.popleft()
            raise
        self.learn(current.section, page.items)
        current.start += len(page.items)
        current.seen.update(item.rating_key for item in page.items)
        current.newest = max([current.newest, *(item.added_at for item in page.items)])
        if not page.items or current.start >= page.total:
            self._passes.popleft()
            self._finish(current)

    def learn(self, section: Section, items: Iterable[ListedItem]) -> None:
        """Replace what is known of these items."""
        with self._database.transaction() as connection:
            for item in items:
                connection.execute("DELETE FROM catalog_parts WHERE rating_key = ?", (item.rating_key,))
                connection.executemany(
                    "INSERT OR REPLACE INTO catalog_parts (path, stem, folder, rating_key) VALUES (?, ?, ?, ?)",
                    [
                        (path, posixpath.splitext(path)[0], posixpath.dirname(path), item.rating_key)
                        for path in item.files
                    ],
                )
                connection.execute(
                    "INSERT OR REPLACE INTO catalog_items (rating_key, section, kind, title, updated_at)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (item.rating_key, section.id, section.kind.value, item.title, item.updated_at),
                )

    def forget(self, rating_keys: Iterable[int]) -> None:
        """These items are no longer what they were; the next look-up has to find out anew."""
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM catalog_parts WHERE rating_key = ?", [(key,) for key in rating_keys])

    def _query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._database.reading() as connection:
            return connection.execute(statement, values).fetchall()

    def _serves(self, section_id: int) -> bool:
        return any(section.id == section_id for section in self._sections)

    def _finish(self, done: _Pass) -> None:
        section = done.section
        with self._database.transaction() as connection:
            whole = not done.added_since
            if whole:
                rows = connection.execute(
                    "SELECT rating_key FROM catalog_items WHERE section = ?", (section.id,)
                ).fetchall()
                gone = [(key,) for (key,) in rows if key not in done.seen]
                connection.executemany("DELETE FROM catalog_parts WHERE rating_key = ?", gone)
                connection.executemany("DELETE FROM catalog_items WHERE rating_key = ?", gone)
            connection.execute(
                "INSERT INTO catalog_sections"
                " (section, title, type, agent, locations, refreshed_at, newest_updated_at, content_changed_at)"
                " VALUES (:section, :title, :kind, :agent, :locations, :now, :newest, :content)"
                " ON CONFLICT (section) DO UPDATE SET title = :title, type = :kind, agent = :agent,"
                " locations = :locations, refreshed_at = iif(:whole, :now, refreshed_at),"
                " newest_updated_at = max(newest_updated_at, :newest), content_changed_at = :content",
                {
                    "section": section.id,
                    "title": section.title,
                    "kind": section.kind.value,
                    "agent": section.agent,
                    "locations": json.dumps(section.locations),
                    "now": self._clock.time(),
                    "newest": done.newest,
                    "content": section.content_changed_at,
                    "whole": whole,
                },
            )
        if whole:
            _log.info("Library %r: %d items listed", section.title, len(done.seen))

    def _forget_sections_except(self, section_ids: set[int]) -> None:
        known = self._query("SELECT section FROM catalog_sections")
        gone = [row for row in known if row[0] not in section_ids]
        if gone:
            with self._database.transaction() as connection:
                connection.executemany(
                    "DELETE FROM catalog_parts WHERE rating_key IN"
                    " (SELECT rating_key FROM catalog_items WHERE section = ?)",
                    gone,
                )
                connection.executemany("DELETE FROM catalog_items WHERE section = ?", gone)
                connection.executemany("DELETE FROM catalog_sections WHERE section = ?", gone)

    def _load_sections(self) -> Iterable[Section]:
        rows = self._query("SELECT section, title, type, agent, locations, content_changed_at FROM catalog_sections")
        for section, title, kind, agent, locations, content in rows:
            if not self._libraries or title in self._libraries:
                yield Section(section, title, Kind(kind), agent, tuple(json.loads(locations)), content)
