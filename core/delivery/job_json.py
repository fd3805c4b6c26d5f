"""Changes as JSON: the form in which the queue keeps metadata, and the documents that other programs enqueue."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from core.model import (
    Actor,
    Change,
    Field,
    FieldChange,
    Metadata,
    Picture,
    PictureRole,
    UniqueId,
    Value,
)

_Item = TypeVar("_Item")

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})-([0-9]{2}))?")
_ABSOLUTE = re.compile(r"/|[A-Za-z]:[\\/]|\\\\[^\\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CONTROL_BUT_NEW_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST_QUOTE = 60
"""Characters of somebody's input that an error message repeats."""
_NOTHING = (None, ())


class JobFormatError(ValueError):
    """A document that cannot be enqueued; the text names the job, the key, what was found and what is allowed."""


def metadata_to_json(metadata: Metadata) -> str:
    """The stored form: one object with the attributes that say something. It is plain ASCII."""
    said = {field.name: value for field in fields(metadata) if (value := getattr(metadata, field.name)) not in _NOTHING}
    return json.dumps(said, default=_stored)


def metadata_from_json(text: str) -> Metadata:
    """What `metadata_to_json` was given.

    Raises:
        ValueError: This is not what `metadata_to_json` writes.
    """
    try:
        said: dict[str, Any] = json.loads(text)
        for name, value in said.items():
            if isinstance(value, list) or name in _ELEMENTS:
                said[name] = _elements(name, value)
        return Metadata(**said)
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"the stored metadata cannot be read: {error}") from error


def field_changes_to_json(changes: Iterable[FieldChange]) -> str:
    """The stored form of what was, or would be, changed. It is plain ASCII."""
    return json.dumps(
        [[change.field, change.before, change.after, int(change.was_locked)] for change in changes], default=_stored
    )


def field_changes_from_json(text: str) -> tuple[FieldChange, ...]:
    """What `field_changes_to_json` was given.

    Raises:
        ValueError: This is not what `field_changes_to_json` writes.
    """
    try:
        return tuple(
            FieldChange(Field(name), _value(Field(name), before), _value(Field(name), after), bool(was_locked))
            for name, before, after, was_locked in json.loads(text)
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"the stored changes cannot be read: {error}") from error


def _value(field: Field, stored: Any) -> Value:
    if not isinstance(stored, list):
        return stored  # type: ignore[no-any-return]  # JSON has no other types than these
    return _elements(field, stored)


def _elements(name: str, stored: Any) -> tuple[Any, ...]:
    return tuple(map(_ELEMENTS[name], stored)) if name in _ELEMENTS else tuple(stored)


def _stored(element: Actor | Picture | UniqueId) -> list[str | None]:
    """Without the names of the attributes: there are many of these in a database."""
    return [getattr(element, name) for name in element.__slots__]


def _actor_from(stored: Any) -> Actor:
    if isinstance(stored, dict):  # as version 1.0 stored it
        return Actor(**stored)
    name, role, thumb = stored
    return Actor(name, role, thumb)


def _unique_id_from(stored: Any) -> UniqueId:
    if isinstance(stored, dict):  # as version 1.0 stored it
        return UniqueId(**stored)
    source, value = stored
    return UniqueId(source, value)


def _picture_from(stored: Any) -> Picture:
    role, location = stored
    return Picture(PictureRole(role), location)


_ELEMENTS: Mapping[str, Callable[[Any], object]] = {
    "actors": _actor_from,
    "artwork": _picture_from,
    "unique_ids": _unique_id_from,
}
"""How the entries of a list are stored, where they are no texts, by the attribute of `Metadata`."""


def parse_jobs(text: str, source: str) -> list[Change]:
    """Read one job, or a list of jobs, as `recloser enqueue` takes them.

    A job is ``{"path": ..., "metadata": {...}}``; the keys of the metadata are those of `[fields]` in the settings,
    without artwork. White space around a text is removed, and a repeated tag taken once. A null says nothing, like a
    key that is left out; an empty text or list is refused, because it may have been meant to clear the field, which
    Recloser never does. Control characters are refused, but for new lines and tabs in a summary.

    Args:
        text: The document.
        source: Its name, for people.

    Raises:
        JobFormatError: Nothing of the document may be enqueued.
    """
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise JobFormatError(f"{source}: not JSON: {error}") from error
    jobs = document if isinstance(document, list) else [document]
    several = f" of {len(jobs)}" if len(jobs) > 1 else ""
    return [_read_job(f"{source}: job {number}{several}", job, source) for number, job in enumerate(jobs, 1)]


def _read_job(where: str, job: object, source: str) -> Change:
    members = _members(where, job, ("path", "metadata"))
    for key in ("path", "metadata"):
        if key not in members:
            raise JobFormatError(f"{where}: {key} is missing; a job has a path and metadata")
    path = members["path"]
    if not isinstance(path, str) or not _ABSOLUTE.match(path) or _CONTROL.search(path):
        raise _refusal(f"{where}: path", path, "the full path of a media file, without control characters")
    return Change(path, _read_metadata(f"{where}: metadata", members["metadata"]), source)


def _read_metadata(where: str, value: object) -> Metadata:
    members = _members(where, value, tuple(_READERS))
    read: dict[str, Any] = {
        key: _READERS[Field(key)](f"{where}.{key}", member) for key, member in members.items() if member is not None
    }
    if not read:
        raise JobFormatError(f"{where}: nothing is said; allowed: at least one of {', '.join(_READERS)}")
    return Metadata(**read)


def _members(where: str, value: object, allowed: tuple[str, ...]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _refusal(where, value, f"an object with the keys {', '.join(allowed)}")
    for key in value:
        if key not in allowed:
            raise _refusal(f"{where}: unknown key", key, ", ".join(allowed))
    return value


def _text(where: str, value: object, *, control: re.Pattern[str] = _CONTROL) -> str:
    stripped = value.strip() if isinstance(value, str) else ""
    if not stripped or control.search(stripped) or not _is_unicode(stripped):
        raise _refusal(where, value, "a text without control characters; leave the key out to leave Plex's value alone")
    return stripped


def _summary(where: str, value: object) -> str:
    lines = value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
    return _text(where, lines, control=_CONTROL_BUT_NEW_LINES)


def _date(where: str, value: object) -> str:
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or not _is_date(*match.groups()):
        raise _refusal(where, value, 'a date such as "1927-01-10", or a year such as "1927"')
    return match[0]


def _is_date(year: str, month: str | None, day: str | None) -> bool:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return False
    return True


def _rating(where: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 10:
        raise _refusal(where, value, "a number from 0 to 10")
    return float(value)


def _user_rating(where: str, value: object) -> float:
    rating = _rating(where, value)
    if not rating:
        raise _refusal(where, value, "a number above 0, up to 10")
    return rating


def _tags(where: str, value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_list(where, value, _text)))


def _actors(where: str, value: object) -> tuple[Actor, ...]:
    return _list(where, value, _actor)


def _actor(where: str, value: object) -> Actor:
    if isinstance(value, str):
        return Actor(_text(where, value))
    members = _members(where, value, ("name", "role", "thumb"))
    name = _text(f"{where}.name", members.get("name"))
    role, thumb = (
        None if members.get(key) is None else _text(f"{where}.{key}", members[key]) for key in ("role", "thumb")
    )
    if thumb and not thumb.startswith(("http://", "https://")):
        raise _refusal(f"{where}.thumb", thumb, "an address that begins with http:// or https://")
    return Actor(name, role, thumb)


def _list(where: str, value: object, read: Callable[[str, object], _Item]) -> tuple[_Item, ...]:
    if not isinstance(value, list) or not value:
        raise _refusal(where, value, "a list with at least one entry; leave the key out to leave Plex's value alone")
    return tuple(read(f"{where}[{index}]", entry) for index, entry in enumerate(value))


def _is_unicode(text: str) -> bool:
    """JSON can spell half a character, which can be neither sent nor shown."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refusal(where: str, found: object, allowed: str) -> JobFormatError:
    if isinstance(found, dict):
        quote = "an object"
    elif isinstance(found, list):
        quote = f"a list of {len(found)}"
    else:
        quote = json.dumps(found)
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[:_LONGEST_QUOTE] + "…"
    return JobFormatError(f"{where}: found {quote}; allowed: {allowed}")


_READERS: Mapping[Field, Callable[[str, object], object]] = {
    Field.TITLE: _text,
    Field.SORT_TITLE: _text,
    Field.ORIGINAL_TITLE: _text,
    Field.SUMMARY: _summary,
    Field.TAGLINE: _text,
    Field.STUDIO: _text,
    Field.CONTENT_RATING: _text,
    Field.DATE: _date,
    Field.RATING: _rating,
    Field.AUDIENCE_RATING: _rating,
    Field.USER_RATING: _user_rating,
    Field.GENRES: _tags,
    Field.COUNTRIES: _tags,
    Field.DIRECTORS: _tags,
    Field.WRITERS: _tags,
    Field.ACTORS: _actors,
    Field.COLLECTIONS: _tags,
    Field.LABELS: _tags,
    Field.MOODS: _tags,
    Field.STYLES: _tags,
}
