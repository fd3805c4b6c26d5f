"""What becomes of artists and albums that are given the title of another (OpenAPI document, "title.value usage")."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from core.demo.simulator import tables
from core.demo.simulator.kinds import KINDS, Kind


def merge(connection: sqlite3.Connection, kind: Kind, items: Sequence[int], title: str) -> list[int]:
    """Merge what will have the same title into one; returns the items that are left to be edited.

    Albums merge with albums of the same artist only. Titles compare as tags do.
    """
    left: list[int] = []
    for item in items:
        row = connection.execute("SELECT section, parent FROM items WHERE id = ?", (item,)).fetchone()
        if row is None:  # went into another one just now
            continue
        section, parent = row
        target = _other(connection, kind, section, parent, title, item)
        if target is None:
            target = next((each for each in left if _parent(connection, each) == parent), None)
        if target is None:
            left.append(item)
        else:
            _into(connection, item, target)
            if target not in left:
                left.append(target)
    return left


def _other(
    connection: sqlite3.Connection, kind: Kind, section: int, parent: int | None, title: str, item: int
) -> int | None:
    """Another item of this title at the same place."""
    row = connection.execute(
        "SELECT id FROM items WHERE section = ? AND type = ? AND parent IS ? AND title = ? COLLATE NOCASE AND id <> ?"
        " ORDER BY id",
        (section, kind.number, parent, title, item),
    ).fetchone()
    return None if row is None else int(row[0])


def _parent(connection: sqlite3.Connection, item: int) -> int | None:
    (parent,) = connection.execute("SELECT parent FROM items WHERE id = ?", (item,)).fetchone()
    return None if parent is None else int(parent)


def _into(connection: sqlite3.Connection, item: int, target: int) -> None:
    """Move what is below an item below another, and delete it; an artist's albums of one title merge in their turn."""
    children = connection.execute("SELECT id, title, type FROM items WHERE parent = ?", (item,)).fetchall()
    connection.execute("UPDATE items SET parent = ? WHERE parent = ?", (target, item))
    tables.delete(connection, [item])
    for child, title, number in children:
        below = KINDS[number]
        if below.merges:
            merge(connection, below, [child], title)
