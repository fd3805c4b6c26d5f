"""An item's pictures: the agent's own, those that were uploaded, and which one is in use."""

from __future__ import annotations

import hashlib
import sqlite3
import struct
import zlib

from core.demo.simulator import tables
from core.demo.simulator.edits import Edit
from core.demo.simulator.records import Item, Picture

FOLDERS = {"thumb": "posters", "art": "art", "clearLogo": "clearLogos", "squareArt": "squareArts"}
"""What a picture's key calls the element that it is for."""


def agent_key(item: Item, element: str) -> str | None:
    """The key of the picture that the agent brought; None when it brought none."""
    if element not in item.kind.agent_images:
        return None
    identity = f"{item.fields['guid']}/{element}"
    return f"metadata://{FOLDERS[element]}/simulator_{_digest(identity.encode())}"


def find(connection: sqlite3.Connection, item: Item, element: str) -> list[Picture]:
    """The agent's picture first, then the uploads in their order."""
    rows = connection.execute(
        "SELECT key, data, selected FROM pictures WHERE item = ? AND element = ? ORDER BY rowid", (item.id, element)
    )
    uploads = [Picture(key, data, bool(selected)) for key, data, selected in rows]
    own = agent_key(item, element)
    if own is None:
        return uploads
    in_use = item.fields[element] is not None and not any(picture.selected for picture in uploads)
    return [Picture(own, _drawn(own), in_use), *uploads]


def upload(
    connection: sqlite3.Connection, item: Item, element: str, data: bytes | None, url: str | None, now: int
) -> None:
    """Keep a picture, make it the item's, and lock it against the agent. `now` is in Unix seconds."""
    key = url or f"upload://{FOLDERS[element]}/{_digest(data or b'')}"
    connection.execute("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, 0)", (item.id, element, key, data))
    select(connection, item, element, key, now)


def select(connection: sqlite3.Connection, item: Item, element: str, key: str | None, now: int) -> None:
    """Use the picture with this key, or none at all, and lock that."""
    connection.execute(
        "UPDATE pictures SET selected = (key IS ?) WHERE item = ? AND element = ?", (key, item.id, element)
    )
    shown = None if key is None else now
    tables.apply(connection, item.id, Edit({element: shown}, {element: True}), now)


def restore(connection: sqlite3.Connection, item: Item, now: int) -> None:
    """The agent uses its own pictures again, wherever nothing is locked."""
    for element in item.kind.images.difference(item.locked):
        uploads = connection.execute(
            "UPDATE pictures SET selected = 0 WHERE item = ? AND element = ? AND selected", (item.id, element)
        )
        own = element in item.kind.agent_images
        if uploads.rowcount or own is not (item.fields[element] is not None):
            connection.execute(f'UPDATE items SET "{element}" = ? WHERE id = ?', (now if own else None, item.id))  # noqa: S608  an image's name


def _digest(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _drawn(key: str) -> bytes:
    """A picture of one pixel whose colour comes from the key, as PNG."""
    colour = hashlib.sha1(key.encode(), usedforsecurity=False).digest()[:3]
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" + colour)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
