"""What becomes of items that a person merges in Plex or splits apart (OpenAPI document, ``merge`` and ``split``)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from core.demo.simulator import tables
from core.demo.simulator.records import Item


def merge(connection: sqlite3.Connection, into: int, items: Sequence[int], now: int) -> None:
    """The files of `items` become versions of `into`, and what else they were is gone. `now` is in Unix seconds."""
    for item in items:
        for table in ("media", "parts"):
            connection.execute(f"UPDATE {table} SET item = ? WHERE item = ?", (into, item))  # noqa: S608  one of the two
    tables.delete(connection, [item for item in items if item != into])
    connection.execute("UPDATE items SET updatedAt = ? WHERE id = ?", (now, into))


def split(connection: sqlite3.Connection, item: Item, now: int) -> list[int]:
    """All versions but the first become items of their own, which look the same; returns their rating keys."""
    new: list[int] = []
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(items)") if name != "id"]
    listed = ", ".join(f'"{name}"' for name in columns)
    for medium in item.media[1:]:
        row = connection.execute(f"INSERT INTO items ({listed}) SELECT {listed} FROM items WHERE id = ?", (item.id,))  # noqa: S608  names of columns
        new.append(int(row.lastrowid or 0))
        connection.execute(
            "INSERT INTO taggings SELECT ?, kind, tag, position, text, thumb FROM taggings WHERE item = ?",
            (new[-1], item.id),
        )
        connection.execute("UPDATE media SET item = ? WHERE id = ?", (new[-1], medium.id))
        connection.execute("UPDATE parts SET item = ? WHERE media = ?", (new[-1], medium.id))
    times = [(now, each) for each in (item.id, *new)]
    connection.executemany("UPDATE items SET updatedAt = ? WHERE id = ?", times)
    connection.executemany("UPDATE items SET addedAt = ? WHERE id = ?", times[1:])
    return new
