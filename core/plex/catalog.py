"""What Plex has, and where: a local copy of the libraries' listings, kept in the database."""

from __future__ import annotations

import json
import logging
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.clock import Clock
from core.database import Database
from core.media_paths import lies_in, normalise
from core.model import Kind
from core.phrases import phrase
from core.plex.connection import PlexConnection
from core.plex.errors import ItemMissing, Refused, ServerFault
from core.plex.finding import Entry, Finder, Wanted
from core.plex.items import ListedItem, Page, PlexItem, Section

_log = logging.getLogger(__name__)

_PAGE = 500
"""Items per request."""
_BATCH = 5_000
"""Items per transaction. Files come in no order, so that each transaction rewrites most pages of the indices."""
_FULL_PASS_EVERY = 86_400.0
"""Seconds. Only a full pass notices what was deleted in Plex."""
_DOUBT = 300.0
"""Seconds between the first two passes through everything when items have gone that the catalog knew."""
_LONGEST_DOUBT = 6 * 3600.0
_OVERLAP = 60
"""Seconds by which a pass reaches back before the last one began: Plex's clock need not agree with ours."""


@dataclass(slots=True)
class _Pass:
    """A pass through the listings of one library, kind by kind."""

    section: Section
    since: int
    """Unix seconds; 0: the whole library."""
    left: deque[Kind]
    began: int
    """Unix seconds. What is updated later may be missed: it may lie on a page that has been read already."""
    start: int = 0
    total: int = 0
    seen: set[int] = field(default_factory=set)
    """The items of the present kind."""
    unsaved: list[ListedItem] = field(default_factory=list)
    newest: int = 0
    listed: int = 0

    @property
    def kind(self) -> Kind:
        return self.left[0]

    def take(self, page: Page) -> bool:
        """Note what has arrived; returns whether there is no more of this kind."""
        self.unsaved.extend(page.items)
        self.seen.update(item.rating_key for item in page.items if item.kind is self.kind)
        self.newest = max([self.newest, *(item.updated_at for item in page.items)])
        gone, self.total = max(0, self.total - page.total), page.total
        if gone:  # since the last page, which has moved the rest forward: some of it was skipped
            self.start = max(0, self.start - gone)
            return False
        self.start += page.length
        return not page.length or self.start >= page.total

    def proceed(self) -> bool:
        """On to the next kind; returns whether there is none left."""
        self.listed += len(self.seen)
        self.left.popleft()
        self.start = self.total = 0
        self.seen = set()
        return not self.left


_COLUMNS = "section, kind, title, folded, parent, top, season, episode, updated_at"


@dataclass(frozen=True, slots=True)
class _Rows:
    """An item as it is in the tables."""

    key: int
    values: tuple[object, ...]
    """Of `_COLUMNS`."""
    paths: frozenset[str]
    guids: frozenset[str]

    @classmethod
    def of(cls, section: Section, item: ListedItem) -> _Rows:
        title = item.title
        numbers = (item.parent, item.top, item.season, item.episode, item.updated_at)
        return cls(
            item.rating_key,
            (section.id, item.kind.value, title, title.casefold(), *numbers),
            frozenset(item.files),
            frozenset(guid.casefold() for guid in item.guids),
        )


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Whether what a library has lost has gone for good."""

    due: float
    """Monotonic: when the library may be listed as a whole to find out."""
    gap: float
    """Seconds until the next time, should items go again at once."""


class Catalog:
    """The index of what Plex has, brought up to date one request at a time.

    What is new or changed is found by asking for what was added or updated since the last time, when the library says
    that its content has changed; what was deleted, by a pass through everything once a day. A pass that is cut short,
    by an outage or the end of the program, loses nothing but its own progress. Belongs to the worker's thread.
    """

    def __init__(self, database: Database, clock: Clock, libraries: Collection[str] = ()) -> None:
        """`libraries` are the titles of those to serve; empty: all."""
        self._database = database
        self._clock = clock
        self._libraries = frozenset(libraries)
        self.unknown_libraries: tuple[str, ...] = ()
        """Those of `libraries` that the server does not have, as far as it has been asked."""
        self._passes: deque[_Pass] = deque()
        self._finder = Finder(self._query)
        self._doubts: dict[int, _Doubt] = {}
        """Libraries with items that have gone."""
        self._settled: dict[int, _Doubt] = {}
        """The last doubt about each library that was settled by listing it as a whole."""
        self._serve(tuple(self._load_sections()))

    @property
    def sections(self) -> tuple[Section, ...]:
        """The libraries, as last seen."""
        return self._sections

    def section(self, section_id: int) -> Section | None:
        """The library with this id."""
        return self._by_id.get(section_id)

    @property
    def refreshing(self) -> bool:
        """Whether `advance` has something to do."""
        return bool(self._passes)

    def find(self, wanted: Wanted) -> tuple[Entry, ...]:
        """The items that the path leads to: one in each library that has it.

        Several in one library: the path does not tell which of them is meant, and to choose would be to guess.

        - A film is the one with this file; else with this file whatever its extension; else with a file in this folder.
        - An episode is known by its file in the same way. The numbers tell which of several it is, and must not
          contradict those that Plex has (see `explain`).
        - A show has this folder, by Plex's own word or by where its episodes are. A season is the one with this number
          of the show with this folder; without a number it is the season of the episodes in this folder.
        - An album is that of the tracks in this folder, an artist that of all tracks below it.
        - Without a kind it is what comes first of: the film or episode with this file, the film in this folder, the
          show, the album, the artist.
        """
        return self._served(self._finder.by_path(wanted, self._locations))

    def find_by_files(self, wanted: Sequence[Wanted]) -> list[tuple[Entry, ...]]:
        """As `find`, in one look-up for all; nothing for those that do not name a film's or an episode's file."""
        return [self._served(found) for found in self._finder.by_files(wanted)]

    def find_by_ids(self, wanted: Wanted) -> tuple[Entry, ...]:
        """Where no item has the path: the only one that has one of the identifiers, or none.

        None also if another of its identifiers says something else, or if a library that does not have the item is the
        home of the path: there, the item itself may still appear.
        """
        found = self._served(self._finder.by_ids(wanted))
        home = self.home_of(wanted.path, wanted.kind)
        return tuple(entry for entry in found if home is None or entry.section == home.id)

    def explain(self, wanted: Wanted) -> str:
        """Why `find` finds nothing although the file is known, in words; empty if it is not known."""
        if wanted.kind not in (Kind.EPISODE, None):
            return ""
        others = [entry for entry in self._served(self._finder.with_file(wanted)) if entry.kind is Kind.EPISODE]
        if not others:
            return ""
        return phrase(
            "Plex has this file as {found}, not as {wanted}: {path}",
            found="; ".join(_number(entry.season, entry.episode) for entry in others),
            wanted=_number(wanted.season, wanted.episode),
            path=wanted.path,
        )

    def same_title(
        self, section: int, kind: Kind, title: str, *, besides: int, parent: int | None = None
    ) -> Entry | None:
        """The other item that a renamed one would be merged with, if there is one.

        Plex merges artists of one library, and albums of one artist, that have the same title in whatever case.

        Args:
            section: The library.
            kind: `ARTIST` or `ALBUM`.
            title: The new one.
            besides: The rating key of the item that is to have it.
            parent: An album's artist; None: as the catalog knows it.
        """
        if kind is Kind.ALBUM and parent is None:
            rows = self._query("SELECT parent FROM catalog_items WHERE rating_key = :key", key=besides)
            parent = rows[0][0] if rows else None
        found = self._finder.with_title(section, kind, title, parent)
        return next((entry for entry in found if entry.rating_key != besides), None)

    def touched_in_plex(self) -> tuple[str, ...]:
        """The sources whose item has changed in Plex since it was last seen to be as they say."""
        rows = self._query(
            "SELECT DISTINCT source FROM verified JOIN catalog_items AS item USING (rating_key)"
            " WHERE item.updated_at <> verified.updated_at ORDER BY source"
        )
        return tuple(source for (source,) in rows)

    def has_file(self, path: str) -> bool:
        """Whether an item has this file; `path` normalised, as the server names it, in any case."""
        return bool(self._query("SELECT 1 FROM catalog_parts WHERE folded = :folded LIMIT 1", folded=path.casefold()))

    def home_of(self, path: str, kind: Kind | None = None) -> Section | None:
        """The library in whose folders this path lies, or None. Of several, the one with the innermost folder."""
        homes = [
            (len(folder), section)
            for section in self._sections
            if kind is None or kind in section.kinds
            for folder in map(normalise, section.locations)
            if path != folder and lies_in(path, folder)
        ]
        return max(homes, key=lambda home: home[0])[1] if homes else None

    @property
    def doubts_in(self) -> float | None:
        """Seconds until `plan` would list a library as a whole because items have gone from it; None: none has."""
        due = min((doubt.due for doubt in self._doubts.values()), default=None)
        return None if due is None else max(0.0, due - self._clock.monotonic())

    def plan(self, sections: Iterable[Section]) -> None:
        """Take note of the libraries as they are now, and plan to list those whose content has changed."""
        present = tuple(sections)
        served = tuple(section for section in present if not self._libraries or section.title in self._libraries)
        self.unknown_libraries = tuple(sorted(self._libraries.difference(section.title for section in present)))
        by_id = {section.id: section for section in served}
        self._serve(served)
        self._passes = deque(each for each in self._passes if _is_same(each.section, by_id.get(each.section.id)))
        self._keep_only(served)
        known = {
            row[0]: row[1:]
            for row in self._query(
                "SELECT section, refreshed_at, updates_from, content_changed_at FROM catalog_sections"
            )
        }
        now = self._clock.time()
        listing = {current.section.id for current in self._passes}
        for section in served:
            refreshed_at, updates_from, content = known[section.id]
            if section.id in listing:
                continue
            doubt = self._doubts.get(section.id)
            is_due = doubt is not None and doubt.due <= self._clock.monotonic()
            if is_due or refreshed_at is None or not 0 <= now - refreshed_at < _FULL_PASS_EVERY:
                if doubt:
                    self._settled[section.id] = self._doubts.pop(section.id)
                self._passes.append(_Pass(section, 0, deque(section.kinds), int(now)))
            elif content != section.content_changed_at or not section.content_changed_at:  # older servers do not count
                self._passes.append(_Pass(section, updates_from, deque(section.kinds), int(now)))

    def advance(self, plex: PlexConnection) -> None:
        """Fetch one page of what is planned.

        Raises:
            PlexError: Nothing is lost, the page is asked for again. A library that Plex refuses to list, or alone
                stumbles over, is left until the next plan.
        """
        current = self._passes[0]
        try:
            page = plex.page(current.section, current.kind, current.start, _PAGE, updated_since=current.since)
        except (ItemMissing, Refused):
            self._passes.popleft()
            raise
        except ServerFault as fault:
            plex.sections()  # a server that serves nothing does not answer this either
            self._passes.popleft()
            raise Refused(str(fault)) from fault
        done = current.take(page)
        if done or len(current.unsaved) >= _BATCH:
            self.learn(current.section, current.unsaved)
            current.unsaved = []
        if not done:
            return
        if not current.since and len(current.seen) >= current.total:  # else the answers were not all there is
            self._forget_unseen(current)
        if current.proceed():
            self._passes.popleft()
            self._finish(current)

    def learn(self, section: Section, items: Iterable[ListedItem]) -> None:
        """Replace what is known of these items; what is known already costs no write."""
        learnt = {item.rating_key: _Rows.of(section, item) for item in items}  # a broken answer may repeat itself
        known = self._known(list(learnt))
        rows = [row for key, row in learnt.items() if row != known.get(key)]
        if not rows:
            return
        keys = [(row.key,) for row in rows]
        # In the order of the indices, so that each of their pages is visited but once.
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM catalog_parts WHERE rating_key = ?", keys)
            connection.executemany("DELETE FROM catalog_guids WHERE rating_key = ?", keys)
            connection.executemany(
                "INSERT INTO catalog_parts (folded, path, rating_key) VALUES (?, ?, ?)",
                sorted((path.casefold(), path, row.key) for row in rows for path in row.paths),
            )
            connection.executemany(
                "INSERT INTO catalog_guids (guid, rating_key) VALUES (?, ?)",
                sorted((guid, row.key) for row in rows for guid in row.guids),
            )
            connection.executemany(
                f"INSERT OR REPLACE INTO catalog_items (rating_key, {_COLUMNS})"  # noqa: S608  constant
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(row.key, *row.values) for row in rows],
            )

    def _known(self, keys: list[int]) -> dict[int, _Rows]:
        wanted = json.dumps(keys)
        among = "WHERE rating_key IN (SELECT value FROM json_each(:keys))"
        paths, guids = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
        for key, path in self._query(f"SELECT rating_key, path FROM catalog_parts {among}", keys=wanted):  # noqa: S608  constant
            paths[key].add(path)
        for key, guid in self._query(f"SELECT rating_key, guid FROM catalog_guids {among}", keys=wanted):  # noqa: S608  constant
            guids[key].add(guid)
        rows = self._query(f"SELECT rating_key, {_COLUMNS} FROM catalog_items {among}", keys=wanted)  # noqa: S608  constants
        return {key: _Rows(key, tuple(values), frozenset(paths[key]), frozenset(guids[key])) for key, *values in rows}

    def forget(self, rating_keys: Iterable[int]) -> None:
        """These items are no longer what they were; the next look-up has to find out anew.

        What is new or changed would not bring them back, should they only have been away: see `doubts_in`.
        """
        keys = [(key,) for key in rating_keys]
        for key in keys:
            for (section,) in self._query("SELECT section FROM catalog_items WHERE rating_key = :key", key=key[0]):
                self._doubts.setdefault(section, self._doubt(section))
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM catalog_parts WHERE rating_key = ?", keys)
            connection.executemany("DELETE FROM catalog_guids WHERE rating_key = ?", keys)

    def correct(self, rating_keys: Collection[int], present: Iterable[PlexItem]) -> None:
        """Of these items only those `present` are still there, and have these files now."""
        files = {item.rating_key: item.files for item in present}
        self.forget(key for key in rating_keys if key not in files)
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM catalog_parts WHERE rating_key = ?", [(key,) for key in files])
            connection.executemany(
                "INSERT INTO catalog_parts (folded, path, rating_key) VALUES (?, ?, ?)",
                [(path.casefold(), path, key) for key, paths in files.items() for path in paths],
            )

    def _serve(self, sections: tuple[Section, ...]) -> None:
        self._sections = sections
        self._by_id = {section.id: section for section in sections}
        self._locations = [normalise(location) for section in sections for location in section.locations]

    def _doubt(self, section: int) -> _Doubt:
        """A server that lists what it then denies is asked ever more rarely."""
        now, last = self._clock.monotonic(), self._settled.get(section)
        if last is None or now > last.due + 2 * last.gap:
            return _Doubt(now, _DOUBT)
        return _Doubt(last.due + last.gap, min(2 * last.gap, _LONGEST_DOUBT))

    def _query(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        with self._database.reading() as connection:
            return connection.execute(statement, values).fetchall()

    def _served(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if entry.section in self._by_id)

    def _forget_unseen(self, done: _Pass) -> None:
        rows = self._query(
            "SELECT rating_key FROM catalog_items WHERE section = :section AND kind = :kind",
            section=done.section.id,
            kind=done.kind,
        )
        self._remove([row for row in rows if row[0] not in done.seen])

    def _remove(self, keys: list[tuple[Any, ...]]) -> None:
        if not keys:
            return
        with self._database.transaction() as connection:
            # With what was remembered of these items: on another server the same numbers mean others.
            for table in ("catalog_parts", "catalog_guids", "catalog_items", "verified", "uploads"):
                connection.executemany(f"DELETE FROM {table} WHERE rating_key = ?", keys)  # noqa: S608  one of these

    def _finish(self, done: _Pass) -> None:
        section = done.section
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE catalog_sections SET title = :title, agent = :agent, locations = :locations,"
                " refreshed_at = iif(:whole, :now, refreshed_at), updates_from = :updates_from,"
                " content_changed_at = :content WHERE section = :section",
                {
                    "section": section.id,
                    "title": section.title,
                    "agent": section.agent,
                    "locations": json.dumps(section.locations),
                    "now": self._clock.time(),
                    "updates_from": max(done.since, min(done.newest, done.began - _OVERLAP)),
                    "content": section.content_changed_at,
                    "whole": not done.since,
                },
            )
        if not done.since:
            _log.info("Library %r: %d items listed", section.title, done.listed)

    def _keep_only(self, served: Iterable[Section]) -> None:
        """Forget the libraries that are gone, or whose place another server's has taken; make room for new ones."""
        known = set(self._query("SELECT section, uuid, type FROM catalog_sections"))
        wanted = {(section.id, section.uuid, section.type): section for section in served}
        for key, _, _ in known - wanted.keys():
            self._remove(self._query("SELECT rating_key FROM catalog_items WHERE section = :section", section=key))
            with self._database.transaction() as connection:
                connection.execute("DELETE FROM catalog_sections WHERE section = ?", (key,))
        new = [wanted[each] for each in wanted.keys() - known]
        if new:
            with self._database.transaction() as connection:
                connection.executemany(
                    "INSERT INTO catalog_sections"
                    " (section, uuid, title, type, agent, locations, updates_from, content_changed_at)"
                    " VALUES (?, ?, ?, ?, ?, ?, 0, 0)",
                    [
                        (each.id, each.uuid, each.title, each.type, each.agent, json.dumps(each.locations))
                        for each in new
                    ],
                )

    def _load_sections(self) -> Iterable[Section]:
        rows = self._query(
            "SELECT section, uuid, title, type, agent, locations, content_changed_at FROM catalog_sections"
            " WHERE refreshed_at IS NOT NULL"
        )
        for section, uuid, title, kind, agent, locations, content in rows:
            if not self._libraries or title in self._libraries:
                yield Section(section, uuid, title, kind, agent, tuple(json.loads(locations)), content)


def _is_same(section: Section, other: Section | None) -> bool:
    return other is not None and (section.uuid, section.type) == (other.uuid, other.type)


def _number(season: int | None, episode: int | None) -> str:
    parts = []
    if season is not None:
        parts.append(phrase("season {number}", number=season))
    if episode is not None:
        parts.append(phrase("episode {number}", number=episode))
    return ", ".join(parts) or phrase("an episode without a number")
