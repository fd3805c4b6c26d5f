"""What the simulated agent and scanner find: films, before they become items of a library."""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass
from typing import Any

from core.model import Actor, Metadata, Picture, PictureRole, UniqueId

VIDEO_SUFFIXES = frozenset({".mkv", ".mp4", ".m4v", ".avi", ".mov", ".ts", ".webm"})
"""In lower case; what the scanner takes for a film."""

_TITLE_AND_YEAR = re.compile(r"(?P<title>.+?)\s*\((?P<year>\d{4})\)")


@dataclass(frozen=True, slots=True)
class Film:
    """A film as the agent knows it, and the files the scanner found of it."""

    metadata: Metadata
    """What the agent says; a refresh brings it back where a field is not locked. It must have a title."""
    versions: tuple[tuple[str, ...], ...]
    """The files as the server names them: one tuple for each version, which may be in several parts."""
    duration: int = 5_400_000
    """Milliseconds."""
    size: int = 1_500_000_000
    """Bytes of each file."""


def film_at(path: str, metadata: Metadata | None = None) -> Film:
    """A film in one file. Without `metadata`, all the agent knows is what the name ``Title (Year).mkv`` says."""
    return Film(metadata or guess(path), ((path,),))


def guess(path: str) -> Metadata:
    """Title and year from a file's name. Understands the separators of both worlds: the server may run elsewhere."""
    stem = base_name(path).rpartition(".")[0] or base_name(path)
    match = _TITLE_AND_YEAR.match(stem)
    return Metadata(title=match["title"], date=match["year"]) if match else Metadata(title=stem)


def base_name(path: str) -> str:
    """A path's last component, with either kind of separator."""
    return path.replace("\\", "/").rpartition("/")[2]


def sort_title(title: str) -> str:
    """The title as Plex sorts it: without a leading article."""
    return re.sub(r"^(?:the|an?)\s+(?=\S)", "", title, flags=re.IGNORECASE)


def slug(title: str) -> str:
    """The title in a form that fits into an address."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def metadata_to_json(metadata: Metadata) -> str:
    """What the agent says, for the database."""
    said = {name: value for name in Metadata._fields if (value := getattr(metadata, name))}
    return _TO_JSON.encode(said)


def metadata_from_json(text: str) -> Metadata:
    """The reverse of `metadata_to_json`."""
    found: dict[str, Any] = json.loads(text)
    said: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
    said["actors"] = tuple(Actor(*actor) for actor in said.get("actors", ()))
    said["artwork"] = tuple(Picture(PictureRole(role), location) for role, location in said.get("artwork", ()))
    said["unique_ids"] = tuple(UniqueId(*known) for known in said.get("unique_ids", ()))
    return Metadata(**said)


def _as_list(value: Picture | UniqueId) -> list[str]:
    return list(astuple(value))


_TO_JSON = json.JSONEncoder(default=_as_list)
"""Kept, because to make one costs more than to use it."""
