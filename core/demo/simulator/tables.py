"""The database's tables, and the two things that are more than one statement: reading items, and editing one."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.demo.simulator.edits import Edit
from core.demo.simulator.films import sort_title
from core.demo.simulator.kinds import KINDS, FieldType
from core.demo.simulator.records import Item, Media, Part, Tag, Value

_COLUMN = {FieldType.TEXT: "TEXT", FieldType.DATE: "TEXT", FieldType.NUMBER: "REAL", FieldType.INTEGER: "INTEGER"}
_FIELDS = {name: _COLUMN[field_type] for kind in KINDS.values() for name, field_type in kind.fields.items()}
_ATTRIBUTES = (
    "id",
    "section",
    "type",
    "guid",
    "slug",
    *_FIELDS,
    "duration",
    "thumb",
    "art",
    "updatedAt",
    "lastRatedAt",
)

# AUTOINCREMENT: a rating key is never given twice. Tag names compare without regard to ASCII case (NOCASE), so that
# another spelling finds the row of the first.
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS server (machine_identifier TEXT);
CREATE TABLE IF NOT EXISTS sections (key INTEGER PRIMARY KEY, uuid TEXT, type TEXT, title TEXT, agent TEXT,
    scanner TEXT, language TEXT, created_at INTEGER, scanned_at INTEGER, content_changed_at INTEGER);
CREATE TABLE IF NOT EXISTS locations (id INTEGER PRIMARY KEY, section INTEGER, path TEXT);
CREATE TABLE IF NOT EXISTS items (id INTEGER PRIMARY KEY AUTOINCREMENT, section INTEGER, type INTEGER, parent INTEGER,
    guid TEXT, slug TEXT, {", ".join(f"{name} {column}" for name, column in _FIELDS.items())}, duration INTEGER,
    thumb INTEGER, art INTEGER, updatedAt INTEGER, lastRatedAt INTEGER, guids TEXT, locked TEXT, agent TEXT);
CREATE INDEX IF NOT EXISTS items_by_title ON items (section, type, titleSort COLLATE NOCASE, id);
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


def select(connection: sqlite3.Connection, selection: str, parameters: Sequence[Value]) -> list[Item]:
    """Read items with their tags and files; `selection` is SQL from ``WHERE`` on."""
    columns = ", ".join(_ATTRIBUTES)
    rows: list[tuple[Any, ...]] = connection.execute(
        f"SELECT locked, guids, {columns} FROM items {selection}",  # noqa: S608  names from the table of kinds
        parameters,
    ).fetchall()
    attributes = [dict(zip(_ATTRIBUTES, row[2:], strict=True)) for row in rows]
    wanted = (json.dumps([each["id"] for each in attributes]),)
    tags: dict[int, list[Tag]] = {}
    for item, *tag in connection.execute(
        "SELECT item, tags.id, tags.kind, tags.tag, text, thumb FROM taggings JOIN tags ON tags.id = taggings.tag"
        " WHERE item IN (SELECT value FROM json_each(?)) ORDER BY item, position",
        wanted,
    ):
        tags.setdefault(item, []).append(Tag(*tag))
    versions: dict[int, dict[tuple[int, int], list[Part]]] = {}
    for item, media, duration, *part in connection.execute(
        "SELECT parts.item, media.id, duration, parts.id, file, size FROM parts JOIN media ON media.id = parts.media"
        " WHERE parts.item IN (SELECT value FROM json_each(?)) ORDER BY parts.id",
        wanted,
    ):
        versions.setdefault(item, {}).setdefault((media, duration), []).append(Part(*part))
    return [
        Item(
            id=fields["id"],
            section=fields["section"],
            kind=KINDS[fields["type"]],
            fields=fields,
            locked=tuple(locked.split()),
            guids=tuple(json.loads(guids)),
            tags=tuple(tags.get(fields["id"], ())),
            media=tuple(Media(*key, tuple(parts)) for key, parts in versions.get(fields["id"], {}).items()),
        )
        for fields, (locked, guids, *_) in zip(attributes, rows, strict=True)
    ]


def apply(connection: sqlite3.Connection, item: int, edit: Edit, now: int) -> None:
    """Make an edit of one item, inside the caller's transaction. `now` is in Unix seconds."""
    title, locked = connection.execute("SELECT title, locked FROM items WHERE id = ?", (item,)).fetchone()
    locks = dict.fromkeys(locked.split())
    values: dict[str, Value] = {"updatedAt": now, **edit.values}
    if "originallyAvailableAt" in values:
        day = values["originallyAvailableAt"]
        values.setdefault("year", int(str(day)[:4]) if day else None)
    if ("title" in values and "titleSort" not in locks) or not values.get("titleSort", "set"):
        values["titleSort"] = values.get("titleSort") or sort_title(str(values.get("title", title)))
    for name, lock in edit.locks.items():
        if lock:
            locks[name] = None
        else:
            locks.pop(name, None)
    values["locked"] = " ".join(locks)
    assignments = ", ".join(f"{name} = ?" for name in values)
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
