"""What an edit asks for: the parameters of ``PUT /library/sections/{id}/all`` (OpenAPI document) made into values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from string import ascii_lowercase, ascii_uppercase
from urllib.parse import unquote

from core.demo.simulator.kinds import ALBUM, FieldType, Kind
from core.demo.simulator.messages import Arguments, HttpError
from core.demo.simulator.records import Value
from core.model import Metadata

_TAG_ADDED = re.compile(r"(?P<tag>\w+)\[(?P<index>\d+)\]\.(?P<what>tag\.tag|tagging\.text|tagging\.thumb|tag\.thumb)")
_TAG_REMOVED = re.compile(r"(?P<tag>\w+)\[\]\.tag(?P<named>\.tag-)?")
_FIELD = re.compile(r"(?P<name>\w+)\.(?P<what>value|locked)")
_OTHER_PARAMETERS = re.compile(r"type|id|include\w+|X-Plex-[\w-]+")
_ARTIST_OF_ALBUM = "artist.id.value"
"""plexapi names an album's artist when it renames the album. Another artist than its own is not simulated."""
_LOCKED = {"1": True, "true": True, "0": False, "false": False}
_RATINGS = ("rating", "audienceRating", "userRating")
_TOP_RATING = 10
_AGENT_TAGS = {
    "genre": "genres",
    "country": "countries",
    "collection": "collections",
    "director": "directors",
    "writer": "writers",
    "label": "labels",
    "mood": "moods",
    "style": "styles",
    "actor": "actors",
}
"""The tags that an agent gives, and what `Metadata` calls them."""
_ASCII_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


@dataclass(frozen=True, slots=True)
class NewTag:
    """A tag to be given to an item. `text` is an actor's role; None leaves what there is."""

    name: str
    text: str | None = None
    thumb: str | None = None


@dataclass(frozen=True, slots=True)
class TagEdit:
    """What happens to an item's tags of one kind: first removed, then added."""

    kind: str
    added: tuple[NewTag, ...] = ()
    removed: tuple[str, ...] = ()
    cleared: bool = False
    """Whether all that is there goes first."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What happens to one item; nothing else of it changes."""

    values: Mapping[str, Value] = field(default_factory=dict)
    locks: Mapping[str, bool] = field(default_factory=dict)
    tags: tuple[TagEdit, ...] = ()


def fold(name: str) -> str:
    """The form in which Plex compares tags: without regard to ASCII case, and to ASCII case only."""
    return name.translate(_ASCII_LOWER)


def parse(kind: Kind, arguments: Arguments) -> Edit:
    """Read an edit of items of this kind.

    Raises:
        HttpError: 400 for a name that cannot be edited, 500 for a value that does not fit (both as seen by Kometa).
    """
    values: dict[str, Value] = {}
    locks: dict[str, bool] = {}
    added: dict[str, dict[int, dict[str, str]]] = {}
    removed: dict[str, list[str]] = {}
    cleared: set[str] = set()
    for name, text in arguments:
        if match := _FIELD.fullmatch(name):
            if match["what"] == "value":
                values[match["name"]] = _value(kind, match["name"], text)
            else:
                locks[match["name"]] = _lock(kind, match["name"], text)
        elif match := _TAG_ADDED.fullmatch(name):
            _known_tag(kind, match["tag"])
            added.setdefault(match["tag"], {}).setdefault(int(match["index"]), {})[match["what"]] = text
        elif match := _TAG_REMOVED.fullmatch(name):
            _known_tag(kind, match["tag"])
            if match["named"]:
                # Each name is quoted once more, so that one with a comma stays one name.
                removed.setdefault(match["tag"], []).extend(unquote(part) for part in text.split(",") if part)
            else:
                cleared.add(match["tag"])
        elif not _OTHER_PARAMETERS.fullmatch(name) and (kind is not ALBUM or name != _ARTIST_OF_ALBUM):
            raise HttpError(400)
    changed = {**dict.fromkeys(added), **dict.fromkeys(removed), **dict.fromkeys(sorted(cleared))}
    tags = tuple(_tag_edit(tag, added.get(tag, {}), removed.get(tag, ()), tag in cleared) for tag in changed)
    return Edit(values, locks, tags)


def agent_edit(kind: Kind, metadata: Metadata, locked: Iterable[str] = ()) -> Edit:
    """What the agent makes of an item: everything that is not locked becomes what it says, or empty."""
    free = kind.lockable.difference(locked)
    said = agent_tags(kind, metadata)
    return Edit(
        {name: value for name, value in agent_values(kind, metadata).items() if name in free},
        {},
        tuple(TagEdit(tag, said.get(tag, ()), cleared=True) for tag in _AGENT_TAGS if tag in kind.tags and tag in free),
    )


def agent_values(kind: Kind, metadata: Metadata) -> dict[str, Value]:
    """The fields that the agent fills or empties."""
    day = metadata.date or ""
    values: dict[str, Value] = {
        "title": metadata.title or "",
        "titleSort": metadata.sort_title or "",
        "originalTitle": metadata.original_title,
        "studio": metadata.studio,
        "contentRating": metadata.content_rating,
        "summary": metadata.summary or "",
        "tagline": metadata.tagline,
        "rating": metadata.rating,
        "audienceRating": metadata.audience_rating,
        "year": int(day[:4]) if day else None,
        "originallyAvailableAt": f"{day}-01-01" if len(day) == len("YYYY") else day or None,
    }
    return {name: value for name, value in values.items() if name in kind.fields}


def agent_tags(kind: Kind, metadata: Metadata) -> dict[str, tuple[NewTag, ...]]:
    """The tags that the agent gives an item, as far as its kind has them."""
    tags = {
        tag: tuple(map(NewTag, names))
        for tag, field_name in _AGENT_TAGS.items()
        if (names := getattr(metadata, field_name)) and tag in kind.tags and tag != "actor"
    }
    if metadata.actors and "actor" in kind.tags:
        tags["actor"] = tuple(NewTag(actor.name, actor.role, actor.thumb) for actor in metadata.actors)
    return tags


def _value(kind: Kind, name: str, text: str) -> Value:
    field_type = kind.fields.get(name)
    if field_type is None:
        raise HttpError(400)
    if field_type is FieldType.TEXT:
        return text
    if not text:
        return None
    try:
        if field_type is FieldType.INTEGER:
            return int(text)
        if field_type is FieldType.DATE:
            return date.fromisoformat(text[:10]).isoformat()
        number = float(text)
    except ValueError:
        raise HttpError(500) from None
    if name in _RATINGS and not 0 <= number <= _TOP_RATING:
        raise HttpError(500)
    return number


def _lock(kind: Kind, name: str, text: str) -> bool:
    if name not in kind.lockable or text not in _LOCKED:
        raise HttpError(400)
    return _LOCKED[text]


def _known_tag(kind: Kind, tag: str) -> None:
    if tag not in kind.tags:
        raise HttpError(400)


def _tag_edit(tag: str, added: Mapping[int, Mapping[str, str]], removed: Iterable[str], cleared: bool) -> TagEdit:
    new = []
    for parts in (added[index] for index in sorted(added)):
        if not parts.get("tag.tag"):
            raise HttpError(400)  # a role or a portrait of nobody
        thumb = parts.get("tagging.thumb", parts.get("tag.thumb"))
        new.append(NewTag(parts["tag.tag"], parts.get("tagging.text"), thumb))
    # A tag named in both lists of one request stays (plexapi's issue 1475).
    staying = {fold(each.name) for each in new}
    return TagEdit(tag, tuple(new), tuple(name for name in removed if fold(name) not in staying), cleared)
