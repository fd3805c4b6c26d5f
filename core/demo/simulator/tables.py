"""The database's tables, and the two things that are more than one statement: reading items, and editing one."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.demo.simulator.edits import Edit
from core.demo.simulator.films import sort_title
from core.demo.simulator.kinds import KINDS, FieldType
from core.demo.simulator.records import Item, Media, Part, Relative, Tag, Value

_COLUMN = {FieldType.TEXT: "TEXT", FieldType.DATE: "TEXT", FieldType.NUMBER: "REAL", FieldType.INTEGER: "INTEGER"}
_FIELDS = {name: _COLUMN[field_type] for kind in KINDS.values() for name, field_type in kind.fields.items()}
IMAGE_COLUMNS = ("thumb", "art", "clearLogo", "squareArt")
"""When the picture was chosen, in Unix seconds; NULL while there is none."""
_ATTRIBUTES = (
    "id",
    "section",
    "type",
    "parent",
    "guid",
    "slug",
    *_FIELDS,
    "duration",
    *IMAGE_COLUMNS,
    "updatedAt",
    "lastRatedAt",
)
_TAG_ELEMENTS = {tag: element for kind in KINDS.values() for tag, element in kind.tags.items()}
_RELATIVE = ("id", "parent", "guid", "slug", "title", "index", "studio", "year", "thumb", "art")

# AUTOINCREMENT: a rating key is never given twice. Tag names compare without regard to ASCII case (NOCASE), so that
# another spelling finds the row of the first.
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS server (machine_identifier TEXT);
CREATE TABLE IF NOT EXISTS sections (key INTEGER PRIMARY KEY, uuid TEXT, type TEXT, title TEXT, agent TEXT,
    scanner TEXT, language TEXT, created_at INTEGER, scanned_at INTEGER, content_changed_at INTEGER);
CREATE TABLE IF NOT EXISTS locations (id INTEGER PRIMARY KEY, section INTEGER, path TEXT);
CREATE TABLE IF NOT EXISTS items (id INTEGER PRIMARY KEY AUTOINCREMENT, section INTEGER, type INTEGER, parent INTEGER,
    guid TEXT, slug TEXT, {", ".join(f'"{name}" {column}' for name, column in _FIELDS.items())}, duration INTEGER,
    {", ".join(f"{name} INTEGER" for name in IMAGE_COLUMNS)}, updatedAt INTEGER, lastRatedAt INTEGER, guids TEXT,
    locked TEXT, agent TEXT, folders TEXT);
CREATE INDEX IF NOT EXISTS items_by_title ON items (section, type, titleSort COLLATE NOCASE, id);
CREATE INDEX IF NOT EXISTS items_by_parent ON items (parent, "index", id) WHERE parent IS NOT NULL;
CREATE INDEX IF NOT EXISTS items_by_index ON items (section, type, parent, "index", id) WHERE parent IS NOT NULL;
CREATE INDEX IF NOT EXISTS items_by_age ON items (section, type, addedAt, id);
CREATE TABLE IF NOT EXISTS tags (id INTEGER PRIMARY KEY, kind TEXT, tag TEXT COLLATE NOCASE, UNIQUE (kind, tag));
CREATE TABLE IF NOT EXISTS taggings (item INTEGER, kind TEXT, tag INTEGER, position INTEGER, text TEXT, thumb TEXT,
    PRIMARY KEY (item, kind, tag)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS media (id INTEGER PRIMARY KEY, item INTEGER, duration INTEGER);
CREATE TABLE IF NOT EXISTS parts (id INTEGER PRIMARY KEY, media INTEGER, item INTEGER, file TEXT, size INTEGER);
CREATE INDEX IF NOT EXISTS parts_of_item ON parts (item);
CREATE TABLE IF NOT EXISTS pictures (item INTEGER, element TEXT, key TEXT, data BLOB, selected INTEGER,
    PRIMARY KEY (item, element, key));
"""


def connect(path: Path | None) -> sqlite3.Connection:
    """Open the database, in memory when `path` is None, and create what is missing. For use under one lock."""
    connection = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
    # A killed process loses nothing that it had handed to the operating system; a power cut is not simulated.
    connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; {_SCHEMA}")
    if connection.execute("SELECT 1 FROM server").fetchone() is None:
        connection.execute("INSERT INTO server VALUES (?)", (secrets.token_hex(20),))
    return connection


def select(
    connection: sqlite3.Connection, selection: str, parameters: Sequence[Value], without: Collection[str] = ()
) -> list[Item]:
    """Read items with their tags and files; `selection` is SQL from ``WHERE`` on.

    `without` names the elements that nobody will see: such tags, or ``Media``, are not read.
    """
    rows: list[tuple[Any, ...]] = connection.execute(
        f"SELECT locked, guids, folders, {_names(_ATTRIBUTES)} FROM items {selection}",  # noqa: S608  names from the table of kinds
        parameters,
    ).fetchall()
    attributes = [dict(zip(_ATTRIBUTES, row[3:], strict=True)) for row in rows]
    parents = _relatives(connection, (each["parent"] for each in attributes))
    grandparents = _relatives(connection, (each.parent for each in parents.values()))
    children, leaves = _counts(connection, [each["id"] for each in attributes if KINDS[each["type"]].child])
    wanted = json.dumps([each["id"] for each in attributes])
    unseen = json.dumps([tag for tag, element in _TAG_ELEMENTS.items() if element in without])
    tags: dict[int, list[Tag]] = {}
    for row in connection.execute(
        "SELECT item, tags.id, tags.kind, tags.tag, text, thumb FROM taggings JOIN tags ON tags.id = taggings.tag"
        " WHERE item IN (SELECT value FROM json_each(?))"
        " AND taggings.kind NOT IN (SELECT value FROM json_each(?)) ORDER BY item, position",
        (wanted, unseen),
    ):
        tags.setdefault(row[0], []).append(Tag._make(row[1:]))
    versions = {} if "Media" in without else _versions(connection, wanted)
    found = []
    for fields, (locked, guids, folders, *_) in zip(attributes, rows, strict=True):
        key, parent = fields["id"], parents.get(fields["parent"])
        item = Item(
            id=key,
            section=fields["section"],
            kind=KINDS[fields["type"]],
            fields=fields,
            locked=tuple(locked.split()),
            guids=tuple(json.loads(guids)),
            tags=tuple(tags.get(key, ())),
            media=tuple(Media(*medium, tuple(parts)) for medium, parts in versions.get(key, {}).items()),
            folders=tuple(json.loads(folders)) if folders else (),
            parent=parent,
            grandparent=grandparents.get(parent.parent or 0) if parent else None,
            child_count=children.get(key, 0),
            leaf_count=leaves.get(key, children.get(key, 0)),
        )
        found.append(item)
    return found


def descendants(connection: sqlite3.Connection, item: int) -> list[int]:
    """An item and all that is below it."""
    rows = connection.execute(
        "WITH RECURSIVE below (id) AS (VALUES (?) UNION ALL SELECT items.id FROM items JOIN below"
        " ON items.parent = below.id) SELECT id FROM below",
        (item,),
    )
    return [key for (key,) in rows]


def delete(connection: sqlite3.Connection, items: Iterable[int]) -> None:
    """Delete these items with all that belongs to them, but not what is below them."""
    keys = [(item,) for item in items]
    connection.executemany("DELETE FROM items WHERE id = ?", keys)
    for table in ("taggings", "media", "parts", "pictures"):
        connection.executemany(f"DELETE FROM {table} WHERE item = ?", keys)  # noqa: S608  one of the four


def completed(values: Mapping[str, Value], title: str | None, locks: Iterable[str] = ()) -> dict[str, Value]:
    """The values of an edit with those that follow from them: the year from the date, the sort title from the title.

    `title` is what the item has so far, `locks` what is locked in it.
    """
    found = dict(values)
    if "originallyAvailableAt" in found:
        day = found["originallyAvailableAt"]
        found.setdefault("year", int(str(day)[:4]) if day else None)
    if ("title" in found and "titleSort" not in set(locks)) or not found.get("titleSort", "set"):
        found["titleSort"] = found.get("titleSort") or sort_title(str(found.get("title", title)))
    return found


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _relatives(connection: sqlite3.Connection, ids: Iterable[int | None]) -> dict[int, Relative]:
    wanted = {key for key in ids if key is not None}
    if not wanted:
        return {}
    rows = connection.execute(
        f"SELECT {_names(_RELATIVE)} FROM items WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608  the names above
        (json.dumps(sorted(wanted)),),
    )
    return {row[0]: Relative(*row) for row in rows}


def _versions(connection: sqlite3.Connection, items: str) -> dict[int, dict[tuple[int, int], list[Part]]]:
    """The files of items, whose ids are given as JSON: by item, and by the id and duration of each version."""
    versions: dict[int, dict[tuple[int, int], list[Part]]] = {}
    for item, media, duration, *part in connection.execute(
        "SELECT parts.item, media.id, duration, parts.id, file, size FROM parts JOIN media ON media.id = parts.media"
        " WHERE parts.item IN (SELECT value FROM json_each(?)) ORDER BY parts.id",
        (items,),
    ):
        versions.setdefault(item, {}).setdefault((media, duration), []).append(Part(*part))
    return versions


def _counts(connection: sqlite3.Connection, holders: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """How many children and how many grandchildren these items have; those with none are left out."""
    if not holders:
        return {}, {}
    wanted = (json.dumps(holders),)
    children = connection.execute(
        "SELECT parent, count(*) FROM items WHERE parent IN (SELECT value FROM json_each(?)) GROUP BY parent", wanted
    )
    leaves = connection.execute(
        "SELECT holder.parent, count(*) FROM items AS holder JOIN items AS leaf ON leaf.parent = holder.id"
        " WHERE holder.parent IN (SELECT value FROM json_each(?)) GROUP BY holder.parent",
        wanted,
    )
    return dict(children.fetchall()), dict(leaves.fetchall())


def apply(connection: sqlite3.Connection, item: int, edit: Edit, now: int) -> None:
    """Make an edit of one item, inside the caller's transaction. `now` is in Unix seconds."""
    title, locked = connection.execute("SELECT title, locked FROM items WHERE id = ?", (item,)).fetchone()
    locks = dict.fromkeys(locked.split())
    values = completed({"updatedAt": now, **edit.values}, title, locks)
    for name, lock in edit.locks.items():
        if lock:
            locks[name] = None
        else:
            locks.pop(name, None)
    values["locked"] = " ".join(locks)
    assignments = ", ".join(f'"{name}" = ?' for name in values)
    connection.execute(f"UPDATE items SET {assignments} WHERE id = ?", (*values.values(), item))  # noqa: S608  names that `edits.parse` knows
    for tags in edit.tags:
        if tags.cleared:
            connection.execute("DELETE FROM taggings WHERE item = ? AND kind = ?", (item, tags.kind))
        for name in tags.removed:
            connection.execute(
                "DELETE FROM taggings WHERE item = :item AND kind = :kind"
                " AND tag = (SELECT id FROM tags WHERE kind = :kind AND tag = :name)",
                {"item": item, "kind": tags.kind, "name": name},
            )
        for new in tags.added:
            (tag,) = connection.execute(
                "INSERT INTO tags (kind, tag) VALUES (?, ?)"
                " ON CONFLICT (kind, tag) DO UPDATE SET kind = kind RETURNING id",
                (tags.kind, new.name),
            ).fetchone()
            connection.execute(
                "INSERT INTO taggings (item, kind, tag, position, text, thumb) VALUES (:item, :kind, :tag,"
                " (SELECT coalesce(max(position), 0) + 1 FROM taggings WHERE item = :item AND kind = :kind),"
                " :text, :thumb) ON CONFLICT (item, kind, tag) DO UPDATE SET"
                " text = coalesce(excluded.text, text), thumb = coalesce(excluded.thumb, thumb)",
                {"item": item, "kind": tags.kind, "tag": tag, "text": new.text, "thumb": new.thumb},
            )
