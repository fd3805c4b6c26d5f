"""The documents by which other programs hand over changes (`recloser enqueue`).

`resources/job.schema.json` says the same for other programs; a test holds the two against each other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from core.model import Actor, Change, Field, Kind, Metadata, Picture, PictureRole, UniqueId

_Item = TypeVar("_Item")

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})-([0-9]{2}))?")
_ABSOLUTE = re.compile(r"/|[A-Za-z]:[\\/]|\\\\[^\\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CONTROL_BUT_NEW_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ADDRESS = re.compile(r"https?://[^/]")
_UNFIT_FOR_AN_ADDRESS = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")
_JOB_KEYS = ("path", "metadata", "kind", "season", "episode", "source")
_KINDS = tuple(kind for kind in Kind if kind is not Kind.TRACK)
_NUMBERED = {"season": (Kind.SEASON, Kind.EPISODE), "episode": (Kind.EPISODE,)}
"""The kinds of items that have each number."""
_LARGEST_NUMBER = 99_999
"""Of seasons and episodes; seasons may be called after a year, episodes be counted through all seasons."""
_LONGEST_SOURCE = 60
"""Characters of a program's name."""
_OF_A_FILE = re.compile(r"[/\\]|\.nfo\Z", re.IGNORECASE)
"""What makes a source the name of a file, which a program's must not be taken for."""
_LONGEST_QUOTE = 60
"""Characters of somebody's input that an error message repeats."""


class JobFormatError(ValueError):
    """A document that cannot be enqueued; the text names the job, the key, what was found and what is allowed."""


def parse_jobs(text: str, source: str) -> list[Change]:
    """Read one job, or a list of jobs, as `recloser enqueue` takes them.

    A job has a path and metadata, and may say which kind of item is meant, with its numbers, and which program it comes
    from: a newer job replaces a waiting one of the same source and adds to one of another (see `JobQueue`). The keys of
    the metadata are those of `[fields]` in the settings, and `unique_ids`. White space around a text is removed, and a
    repeated tag taken once. A null says nothing, like a key that is left out; an empty text or list is refused, because
    it may have been meant to clear the field, which Recloser never does. Control characters are refused, but for new
    lines and tabs in a summary.

    Args:
        text: The document.
        source: Its name, for people; also that of the program where a job does not name it.

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
    members = _members(where, job, _JOB_KEYS)
    for key in ("path", "metadata"):
        if key not in members:
            raise JobFormatError(f"{where}: {key} is missing; a job has a path and metadata")
    kind = None if members.get("kind") is None else _kind(f"{where}: kind", members["kind"])
    season, episode = (
        None if members.get(key) is None else _number(f"{where}: {key}", members[key], kind, _NUMBERED[key])
        for key in ("season", "episode")
    )
    path = _path(f"{where}: path", members["path"], "of a media file or of an item's folder")
    source = source if members.get("source") is None else _source(f"{where}: source", members["source"])
    return Change(path, _read_metadata(f"{where}: metadata", members["metadata"]), source, kind, season, episode)


def _kind(where: str, value: object) -> Kind:
    if not isinstance(value, str) or value not in _KINDS:
        raise _refusal(where, value, ", ".join(_KINDS))
    return Kind(value)


def _number(where: str, value: object, kind: Kind | None, numbered: tuple[Kind, ...]) -> int:
    if kind not in numbered:
        raise _refusal(where, value, f"only in a job whose kind is {' or '.join(numbered)}")
    # JSON does not tell 1 from 1.0.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LARGEST_NUMBER or value % 1:
        raise _refusal(where, value, f"a whole number from 0 to {_LARGEST_NUMBER}")
    return int(value)


def _source(where: str, value: object) -> str:
    name = value.strip() if isinstance(value, str) else ""
    if (
        not 0 < len(name) <= _LONGEST_SOURCE
        or _CONTROL.search(name)
        or _OF_A_FILE.search(name)
        or not _is_unicode(name)
    ):
        raise _refusal(where, value, f"the name of a program, at most {_LONGEST_SOURCE} characters, not that of a file")
    return name


def _path(where: str, value: object, of_what: str) -> str:
    if not isinstance(value, str) or not _ABSOLUTE.match(value) or _CONTROL.search(value):
        raise _refusal(where, value, f"the full path {of_what}, without control characters")
    return value


def _read_metadata(where: str, value: object) -> Metadata:
    members = _members(where, value, (*_READERS, "unique_ids"))
    read: dict[str, Any] = {
        key: _READERS[Field(key)](f"{where}.{key}", member)
        for key, member in members.items()
        if member is not None and key != "unique_ids"
    }
    if not read:
        raise JobFormatError(f"{where}: nothing is said; allowed: at least one of {', '.join(_READERS)}")
    if members.get("unique_ids") is not None:
        read["unique_ids"] = _unique_ids(f"{where}.unique_ids", members["unique_ids"])
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


def _artwork(where: str, value: object) -> tuple[Picture, ...]:
    members = _members(where, value, tuple(PictureRole))
    pictures = tuple(
        Picture(PictureRole(role), _location(f"{where}.{role}", location))
        for role, location in members.items()
        if location is not None
    )
    if not pictures:
        raise JobFormatError(f"{where}: no picture is named; allowed: at least one of {', '.join(PictureRole)}")
    return pictures


def _location(where: str, value: object) -> str:
    if isinstance(value, str) and _ADDRESS.match(value) and not _UNFIT_FOR_AN_ADDRESS.search(value):
        return value
    return _path(where, value, "of a picture on this computer, or an address that begins with http:// or https://")


def _unique_ids(where: str, value: object) -> tuple[UniqueId, ...]:
    """A null is what a program writes that does not know the identifier."""
    if not isinstance(value, dict):
        raise _refusal(where, value, 'an object such as {"imdb": "tt0017136"}')
    named = [(_text(f"{where}: name", name), identifier) for name, identifier in value.items()]
    return tuple(
        UniqueId(name, _text(f"{where}.{name}", identifier)) for name, identifier in named if identifier is not None
    )


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
    Field.ARTWORK: _artwork,
}
