"""The difference between what a change wants and what Plex has, and the one request that closes it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote, quote_plus

from core.model import Actor, Field, FieldChange, Metadata, Picture, PictureRole, Value
from core.plex.items import LOCK_NAMES, PICTURE_ELEMENTS, RATING_ATTRIBUTES, PlexItem

DELIVERABLE = tuple(field for field in Field if field is not Field.ARTWORK)
"""The fields that are attributes of `Metadata`, in their order."""
_ATTRIBUTES = tuple((field, field.value) for field in DELIVERABLE)
"""With their names as plain texts, by which attributes are found faster."""
ADDED_ONLY = frozenset({Field.COLLECTIONS, Field.LABELS})
"""Lists that a person also keeps in Plex: the change's entries are added, others are left alone."""
_UNSAFE = re.compile(r"[^A-Za-z0-9_.~ -]")
"""The ASCII characters that have to be escaped in a query; spaces have a short form."""
_RATING_STEP = 0.01
_RATING_ROUNDING = 0.051
"""Plex may keep one decimal, and shows single precision: a rating that is this near has arrived."""
_SAFE_URL_LENGTH = 30_000
"""Characters of one edit's parameters. The true limit is unknown; 36 kB were refused (Kometa)."""


class Edit(NamedTuple):
    """One request that changes an item."""

    query: str
    changes: tuple[FieldChange, ...]
    """What it changes."""

    @property
    def is_long(self) -> bool:
        """Whether it may be longer than Plex takes: one value cannot be divided."""
        return len(self.query) > _SAFE_URL_LENGTH


def differences(wanted: Metadata, item: PlexItem, fields: Collection[Field]) -> tuple[FieldChange, ...]:
    """What has to change so that `item` looks as `wanted`, in the order of `Field`.

    Fields that `wanted` says nothing about, or that are not in `fields`, are left alone.
    """
    changes: list[FieldChange] = []
    for field, name in _ATTRIBUTES:
        value, before = getattr(wanted, name), getattr(item.metadata, name)
        if not value or (value == before and field is not Field.SORT_TITLE) or field not in fields:
            continue  # as most are
        after = _target(field, wanted, item.metadata)
        if after and (not _same(field, before, after, _RATING_STEP) or _would_be_lost(field, item, changes)):
            changes.append(FieldChange(field, before, after, field in item.locked))
    return tuple(changes)


def _would_be_lost(field: Field, item: PlexItem, changes: Sequence[FieldChange]) -> bool:
    """A sort title that is right, but not locked, follows a new title."""
    return (
        field is Field.SORT_TITLE
        and field not in item.locked
        and any(change.field is Field.TITLE for change in changes)
    )


def restoring(done: Iterable[FieldChange], item: PlexItem) -> tuple[FieldChange, ...]:
    """What has to change so that `item` looks, and is locked, as before the changes that were `done`.

    The locks that it should have are those of `done`. Of lists that a person also keeps in Plex, what was added goes
    and the rest stays.
    """
    changes = []
    for change in done:
        if change.field is Field.ARTWORK:
            continue
        before: Value = getattr(item.metadata, change.field)
        after = change.before
        if change.field in ADDED_ONLY and isinstance(before, tuple):
            added = {_identity(part) for part in _parts(change.after)} - {_identity(part) for part in _parts(after)}
            after = tuple(part for part in before if _identity(part) not in added)  # type: ignore[assignment]  # a list of names, as it was
        locked = change.field in item.locked
        if not _same(change.field, before, after, _RATING_STEP) or locked != change.was_locked:
            changes.append(FieldChange(change.field, before, after, locked))
    return tuple(changes)


def missing(changes: tuple[FieldChange, ...], item: PlexItem) -> tuple[Field, ...]:
    """The fields among `changes` that Plex still shows otherwise, after the edit."""
    return tuple(
        change.field
        for change in changes
        if not _same(change.field, getattr(item.metadata, change.field), change.after, _RATING_ROUNDING)
    )


def arrived(changes: Iterable[FieldChange], item: PlexItem) -> tuple[FieldChange, ...]:
    """Those of `changes` that the item shows; of one that was about a lock alone, the lock tells."""
    return tuple(
        change
        for change in changes
        if (
            _role(change) in item.locked_pictures
            if change.field is Field.ARTWORK
            else not missing((change,), item)
            and (change.before != change.after or (change.field in item.locked) != change.was_locked)
        )
    )


def followed(changes: Sequence[FieldChange], before: PlexItem, after: PlexItem) -> tuple[FieldChange, ...]:
    """What Plex changed along with `changes`: the sort title of an item that got another title, unless it is locked."""
    names = {change.field for change in changes}
    was, now = before.metadata.sort_title, after.metadata.sort_title
    # One that was the title itself follows it back as well.
    if Field.TITLE not in names or Field.SORT_TITLE in names or was in (now, before.metadata.title):
        return ()
    return (FieldChange(Field.SORT_TITLE, was, now),)


def was_edited(change: FieldChange, last_written: Value) -> bool:
    """Whether what Plex has, and `change` would overwrite, is not what was last written there: a person edited it."""
    if change.field in ADDED_ONLY:
        # Others may add to such a list as they like; only what was taken away from it was an edit of what was written.
        present = {_identity(part) for part in _parts(change.before)}
        wanted = {_identity(part) for part in _parts(change.after)} - present
        return not wanted.isdisjoint(_identity(part) for part in _parts(last_written))
    return not _same(change.field, change.before, last_written, _RATING_ROUNDING)


def edits_for(changes: Sequence[FieldChange], undone: Sequence[FieldChange] = ()) -> list[Edit]:
    """The edits that make `changes`: one, unless its URL would be unreasonably long.

    What is written is locked, so that Plex's agents leave it alone; when it is `undone` changes that are taken back, it
    is locked as it was before those. The user rating is not among them: it is not a field but a person's vote, with a
    request of its own.
    """
    unlocked = {change.field for change in undone if not change.was_locked}
    edits: list[Edit] = []
    query, made = "", list[FieldChange]()
    for change in changes:
        if change.field in (Field.USER_RATING, Field.ARTWORK):
            continue
        lock = f"{LOCK_NAMES[change.field]}.locked={int(change.field not in unlocked)}"
        parameters = _parameters(change, exactly=bool(undone))
        more = "&".join([*[f"{name}={_quoted(value)}" for name, value in parameters], lock])
        if made and len(query) + len(more) >= _SAFE_URL_LENGTH:
            edits.append(Edit(query, tuple(made)))
            query, made = "", []
        query = f"{query}&{more}" if made else more
        made.append(change)
    return [*edits, Edit(query, tuple(made))] if made else edits


def _quoted(text: str) -> str:
    """As `quote_plus`, which looks at each character of a long text by itself."""
    return _UNSAFE.sub(_escape, text).replace(" ", "+") if text.isascii() else quote_plus(text)


def _escape(unsafe: re.Match[str]) -> str:
    return f"%{ord(unsafe[0]):02X}"


def picture_lock(role: PictureRole, *, locked: bool) -> str:
    """The query string of the edit that locks or unlocks a picture."""
    return f"{PICTURE_ELEMENTS[role]}.locked={int(locked)}"


def _target(field: Field, wanted: Metadata, current: Metadata) -> Value:
    """The value `field` should end up with; None or empty: say nothing."""
    value: Value = getattr(wanted, field)
    if not value:
        return None
    if value == getattr(current, field):
        return value
    if field is Field.DATE and isinstance(value, str) and len(value) == len("YYYY"):
        # Only the year is known: it must not overwrite a full date of that year.
        return current.date if (current.date or "").startswith(value) else f"{value}-01-01"
    if field is Field.ACTORS:
        return _cast(wanted.actors, current.actors)
    if field in ADDED_ONLY:
        present: tuple[str, ...] = getattr(current, field)
        names: tuple[str, ...] = getattr(wanted, field)
        known = {_folded(name) for name in present}
        return (*present, *(name for name in names if _folded(name) not in known))
    return value


def _cast(actors: tuple[Actor, ...], present: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """One entry for each person, as in Plex: somebody with two parts plays "A / B".

    Of an actor without a role nothing is said about it: Plex keeps the one that it has.
    """
    roles = {_folded(actor.name): actor.role for actor in present}
    merged: dict[str, Actor] = {}
    for actor in actors:
        name = _folded(actor.name)
        known = merged.get(name)
        if known is None:
            merged[name] = actor
        elif actor.role and known.role and actor.role != known.role:
            merged[name] = Actor(known.name, f"{known.role} / {actor.role}", known.thumb)
    return tuple(
        actor if actor.role else Actor(actor.name, roles.get(name), actor.thumb) for name, actor in merged.items()
    )


def _same(field: Field, before: Value, after: Value, rating_tolerance: float) -> bool:
    if before == after:
        return True
    if field in RATING_ATTRIBUTES and isinstance(before, float) and isinstance(after, float):
        return abs(before - after) < rating_tolerance
    if isinstance(after, tuple):
        return isinstance(before, tuple) and {_identity(part) for part in before} == {_identity(part) for part in after}
    return (before or None) == (after or None)


def _identity(part: str | Actor | Picture) -> tuple[str, ...]:
    """By what two entries of a list are the same. Portraits do not count: Plex rewrites their addresses."""
    return (_folded(part.name), part.role or "") if isinstance(part, Actor) else (_folded(_name(part)),)


def _role(change: FieldChange) -> PictureRole | None:
    return next((part.role for part in _parts(change.after) if isinstance(part, Picture)), None)


def _name(part: str | Actor | Picture) -> str:
    if isinstance(part, Picture):
        return part.location
    return part.name if isinstance(part, Actor) else part


def _folded(name: str) -> str:
    """Plex has one tag for each name without regard to ASCII case: a change of case alone would not stick."""
    return name.lower() if name.isascii() else "".join(each.lower() if each.isascii() else each for each in name)


def _parts(value: Value) -> tuple[str | Actor | Picture, ...]:
    return value if isinstance(value, tuple) else ()


def _parameters(change: FieldChange, *, exactly: bool) -> list[tuple[str, str]]:
    """Names, as they stand in a URL, and values, which have to be quoted.

    `exactly`: an actor without a role or portrait has none; else nothing is said about it, and Plex keeps its own.
    """
    name = LOCK_NAMES[change.field]
    before, after = change.before, change.after
    if not isinstance(after, tuple):
        return [(f"{name}.value", f"{after:g}" if isinstance(after, float) else after or "")]
    parameters: list[tuple[str, str]] = []
    for index, part in enumerate(_parts(after)):
        parameters.append((f"{name}%5B{index}%5D.tag.tag", _name(part)))
        if isinstance(part, Actor):
            if part.role or exactly:
                parameters.append((f"{name}%5B{index}%5D.tagging.text", part.role or ""))
            if part.thumb or exactly:
                parameters.append((f"{name}%5B{index}%5D.tagging.thumb", part.thumb or ""))
    kept = {_folded(_name(part)) for part in _parts(after)}
    dropped = [_name(part) for part in _parts(before) if _folded(_name(part)) not in kept]
    if dropped:
        # A name that is both added and removed in one edit stays (plexapi's issue 1475), so the lists are disjoint;
        # each name is quoted once more because commas separate them (OpenAPI document).
        parameters.append((f"{name}%5B%5D.tag.tag-", ",".join(quote(drop, safe="") for drop in dropped)))
    return parameters
