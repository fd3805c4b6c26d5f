"""The rules by which an item is found in the catalog's tables: by its files, by its folder, or by an identifier.

All look-ups go through an index, and what they cost does not grow with the library: only with what lies in the folder.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.media_paths import PathMapping, is_windows, lies_in, to_server
from core.model import Change, Kind, UniqueId

Query = Callable[..., list[tuple[Any, ...]]]
"""Runs a statement with named values and returns its rows."""

_WITH_FILES = (Kind.MOVIE, Kind.EPISODE)
"""Kinds that are changed and have files of their own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The item that is looked for."""

    path: str
    """Of a file, a file without its extension or a folder: normalised, as the server names it."""
    kind: Kind | None = None
    """None: whatever item has this path."""
    season: int | None = None
    episode: int | None = None
    unique_ids: tuple[UniqueId, ...] = ()
    any_case: bool = False
    """Whether the path comes from where case does not count: then it does not here either."""

    @classmethod
    def by(cls, change: Change, mappings: tuple[PathMapping, ...]) -> Wanted:
        """What `change` is for, in the server's terms."""
        return cls(
            to_server(change.path, mappings),
            change.kind,
            change.season,
            change.episode,
            change.metadata.unique_ids,
            any_case=is_windows(change.path),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the catalog."""

    rating_key: int
    section: int
    kind: Kind
    title: str
    season: int | None = None
    """The number of a season, or of an episode's."""
    episode: int | None = None


# Which paths are meant by one path. The values are `:path`, `:folded` (the same, case-folded) and `:any_case`.
_FILE = "part.folded = :folded AND (:any_case OR part.path = :path)"
_STEM = (
    "part.folded > :folded || '.' AND part.folded < :folded || '/'"  # in ASCII, the slash follows the dot
    " AND instr(substr(part.folded, length(:folded) + 2), '.') = 0"
    " AND (:any_case OR substr(part.path, 1, length(:path) + 1) = :path || '.')"
)
_BELOW = (
    "part.folded > :folded || '/' AND part.folded < :folded || '0'"  # the zero follows the slash
    " AND (:any_case OR substr(part.path, 1, length(:path) + 1) = :path || '/')"
)
_INSIDE = _BELOW + " AND instr(substr(part.folded, length(:folded) + 2), '/') = 0"

_ITEM = "item.rating_key, item.section, item.kind, item.title, item.season, item.episode"


class Finder:
    """Looks into the catalog's tables."""

    def __init__(self, query: Query) -> None:
        self._query = query

    def by_path(self, wanted: Wanted, locations: Collection[str]) -> tuple[Entry, ...]:
        """The items with this path; several of one library only where it does not tell which one is meant.

        Args:
            wanted: What is looked for; its identifiers are not looked at.
            locations: The folders of all libraries, normalised.
        """
        found = self._by_path(wanted, locations)
        if not wanted.any_case or _is_clear(found):
            return found
        # Where case counts for the server alone, names that differ in nothing else are told apart by it all the same.
        exact = self._by_path(replace(wanted, any_case=False), locations)
        sure = {entry.section for entry in exact}
        return exact + tuple(entry for entry in found if entry.section not in sure)

    def _by_path(self, wanted: Wanted, locations: Collection[str]) -> tuple[Entry, ...]:
        match wanted.kind:
            case Kind.MOVIE:
                return self._film(wanted)
            case Kind.EPISODE:
                return _numbered(wanted, self._with_file(wanted, [Kind.EPISODE]))
            case Kind.SHOW:
                return self._show(wanted, locations)
            case Kind.SEASON:
                return self._season(wanted, locations)
            case Kind.ARTIST:
                return self._above(wanted, Kind.TRACK, "top", _BELOW)
            case Kind.ALBUM:
                return self._album(wanted)
            case None:
                return self._anything(wanted, locations)
        return ()

    def by_files(self, wanted: Sequence[Wanted]) -> list[tuple[Entry, ...]]:
        """What `by_path` finds for each of those that name a file of one film or episode; nothing for the others."""
        there: dict[str, list[tuple[str, Entry]]] = {}
        for folded, path, *item in self._query(
            f"SELECT part.folded, part.path, {_ITEM} FROM json_each(:files) AS file"  # noqa: S608  constants
            " CROSS JOIN catalog_parts AS part ON part.folded = file.value"
            " CROSS JOIN catalog_items AS item ON item.rating_key = part.rating_key"
            f" WHERE {_one_of(_WITH_FILES)}",
            files=json.dumps(list({one.path.casefold() for one in wanted})),
        ):
            there.setdefault(folded, []).append((path, _entry(item)))
        found = [_numbered(one, _meant(one, there.get(one.path.casefold(), ()))) for one in wanted]
        return [entries if _is_clear(entries) else () for entries in found]

    def by_ids(self, wanted: Wanted) -> tuple[Entry, ...]:
        """The one item that has one of the identifiers, while none of the others says something else; else none."""
        ids = {each.source.casefold(): set[str]() for each in wanted.unique_ids}
        for each in wanted.unique_ids:
            ids[each.source.casefold()].add(each.value.casefold())
        guids = [f"{source}://{value}" for source, values in ids.items() for value in values]
        kinds = [kind for kind in Kind if kind is not Kind.TRACK] if wanted.kind is None else [wanted.kind]
        found = self._entries(
            f"SELECT DISTINCT {_ITEM} FROM catalog_guids AS known"  # noqa: S608  constants
            " CROSS JOIN catalog_items AS item ON item.rating_key = known.rating_key"
            f" WHERE known.guid IN (SELECT value FROM json_each(:guids)) AND {_one_of(kinds)}",
            guids=json.dumps(guids),
        )
        if len(found) != 1 or self._contradicts(found[0], ids):
            return ()
        return _numbered(wanted, found)

    def with_file(self, wanted: Wanted) -> tuple[Entry, ...]:
        """The films and episodes that have the wanted file, whatever their numbers."""
        return self._with_file(wanted, _WITH_FILES)

    def with_title(self, section: int, kind: Kind, title: str, parent: int | None) -> tuple[Entry, ...]:
        """The artists or albums with this title, in any case; `parent` None: whoever's albums."""
        return self._entries(
            f"SELECT {_ITEM} FROM catalog_items AS item"  # noqa: S608  constants
            " WHERE section = :section AND kind = :kind AND kind IN ('artist', 'album') AND folded = :folded"
            " AND (:parent IS NULL OR parent = :parent)",
            section=section,
            kind=kind,
            folded=title.casefold(),
            parent=parent,
        )

    def _film(self, wanted: Wanted) -> tuple[Entry, ...]:
        return self._with_file(wanted, [Kind.MOVIE]) or self._at(wanted, [Kind.MOVIE], _INSIDE)

    def _with_file(self, wanted: Wanted, kinds: Sequence[Kind]) -> tuple[Entry, ...]:
        return self._at(wanted, kinds, _FILE) or self._at(wanted, kinds, _STEM)

    def _show(self, wanted: Wanted, locations: Collection[str]) -> tuple[Entry, ...]:
        """By the folder that Plex names, else by the episodes in it: servers may keep the folder to themselves."""
        found = self._at(wanted, [Kind.SHOW], _FILE)
        if found or any(lies_in(location, wanted.path) for location in locations):
            return found  # a library's own folder is no show's, though it may have but one
        return tuple(
            show for show in self._above(wanted, Kind.EPISODE, "top", _BELOW) if not self._has_part(show, wanted)
        )

    def _has_part(self, show: Entry, wanted: Wanted) -> bool:
        """Whether the folder is a mere part of the show's own, such as a season's."""
        rows = self._query("SELECT path FROM catalog_parts WHERE rating_key = :key", key=show.rating_key)
        return any(wanted.path != path and lies_in(wanted.path, path) for (path,) in rows)

    def _season(self, wanted: Wanted, locations: Collection[str]) -> tuple[Entry, ...]:
        if wanted.season is None:
            return self._above(wanted, Kind.EPISODE, "parent", _INSIDE) or self._above(
                wanted, Kind.EPISODE, "parent", _BELOW
            )
        return self._entries(
            f"SELECT {_ITEM} FROM json_each(:shows) AS show"  # noqa: S608  constants
            " CROSS JOIN catalog_items AS item ON item.parent = show.value"
            " WHERE item.kind = 'season' AND item.season = :season",
            shows=json.dumps([show.rating_key for show in self._show(wanted, locations)]),
            season=wanted.season,
        )

    def _album(self, wanted: Wanted) -> tuple[Entry, ...]:
        """By the tracks that lie in its folder, else by those in the folders of its discs."""
        return self._above(wanted, Kind.TRACK, "parent", _INSIDE) or self._above(wanted, Kind.TRACK, "parent", _BELOW)

    def _anything(self, wanted: Wanted, locations: Collection[str]) -> tuple[Entry, ...]:
        found = (
            _numbered(wanted, self._with_file(wanted, _WITH_FILES))
            or self._at(wanted, [Kind.MOVIE], _INSIDE)
            or self._show(wanted, locations)
            or self._above(wanted, Kind.TRACK, "parent", _INSIDE)
        )
        if found:
            return found
        albums, artists = (self._above(wanted, Kind.TRACK, column, _BELOW) for column in ("parent", "top"))
        most = max(Counter(album.section for album in albums).values(), default=0)
        # The folder of an artist with one album looks like that of an album with discs: it may be either.
        return artists if most > 1 else albums + artists

    def _at(self, wanted: Wanted, kinds: Sequence[Kind], place: str) -> tuple[Entry, ...]:
        """The items of these kinds that have a file (a show: a folder) there."""
        return self._entries(
            f"SELECT DISTINCT {_ITEM} FROM catalog_parts AS part"  # noqa: S608  constants
            " CROSS JOIN catalog_items AS item ON item.rating_key = part.rating_key"
            f" WHERE {place} AND {_one_of(kinds)}",
            **_path(wanted),
        )

    def _above(self, wanted: Wanted, leaf: Kind, column: str, place: str) -> tuple[Entry, ...]:
        """What the episodes or tracks that have a file there belong to."""
        return self._entries(
            f"SELECT {_ITEM} FROM catalog_items AS item WHERE rating_key IN ("  # noqa: S608  constants
            f"SELECT leaf.{column} FROM catalog_parts AS part"
            " CROSS JOIN catalog_items AS leaf ON leaf.rating_key = part.rating_key"
            f" WHERE {place} AND leaf.kind = :leaf)",
            **_path(wanted),
            leaf=leaf,
        )

    def _contradicts(self, entry: Entry, ids: dict[str, set[str]]) -> bool:
        rows = self._query("SELECT guid FROM catalog_guids WHERE rating_key = :key", key=entry.rating_key)
        known: dict[str, set[str]] = {}
        for (guid,) in rows:
            source, _, value = guid.partition("://")
            known.setdefault(source, set()).add(value)
        return any(known[source].isdisjoint(values) for source, values in ids.items() if source in known)

    def _entries(self, statement: str, **values: object) -> tuple[Entry, ...]:
        return tuple(_entry(row) for row in self._query(statement, **values))


def _entry(row: Sequence[Any]) -> Entry:
    """From the columns of `_ITEM`."""
    key, section, kind, title, season, episode = row
    return Entry(key, section, Kind(kind), title, season, episode)


def _meant(wanted: Wanted, there: Iterable[tuple[str, Entry]]) -> tuple[Entry, ...]:
    """What is wanted of the items that are `there`, each with the path by which it has the wanted one in some case."""
    found = [entry for path, entry in there if wanted.any_case or path == wanted.path]
    return tuple(dict.fromkeys(entry for entry in found if wanted.kind in (None, entry.kind)))


def _is_clear(found: Collection[Entry]) -> bool:
    """Whether there is one in each library at most."""
    return len({entry.section for entry in found}) == len(found)


def _one_of(kinds: Iterable[Kind]) -> str:
    """Written out: a list that SQLite takes apart for every look-up costs as much as the look-up."""
    names = "', '".join(kinds)
    return f"item.kind IN ('{names}')"


def _path(wanted: Wanted) -> dict[str, object]:
    return {"path": wanted.path, "folded": wanted.path.casefold(), "any_case": wanted.any_case}


def _numbered(wanted: Wanted, found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Those whose numbers do not contradict the wanted ones.

    An episode that alone has the file is left out as well if it is known under another number: of an NFO file about
    two episodes, Plex may know but the first, and what is said of the second must not be written to it.
    """
    fitting = tuple(
        entry
        for entry in found
        if entry.kind is not Kind.EPISODE
        or (_may_be(entry.season, wanted.season) and _may_be(entry.episode, wanted.episode))
    )
    exact = [entry for entry in fitting if (entry.season, entry.episode) == (wanted.season, wanted.episode)]
    sure = {entry.section for entry in exact}
    return tuple(entry for entry in fitting if entry in exact or entry.section not in sure)


def _may_be(number: int | None, wanted: int | None) -> bool:
    return number == wanted or number is None or wanted is None
