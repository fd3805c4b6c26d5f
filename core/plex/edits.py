"""The difference between what a change wants and what Plex has, and the one request that closes it."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote, urlencode

from core.model import Actor, Field, FieldChange, Metadata, Picture, Value
from core.plex.items import LOCK_NAMES, RATING_ATTRIBUTES, PlexItem

DELIVERABLE = tuple(field for field in Field if field is not Field.ARTWORK)
"""The fields that are attributes of `Metadata`, in their order."""
_ADDED_ONLY = frozenset({Field.COLLECTIONS, Field.LABELS})
"""Lists that a person also keeps in Plex: the change's entries are added, others are left alone."""
_RATING_STEP = 0.01
_RATING_ROUNDING = 0.051
"""Plex may keep one decimal, and shows single precision: a rating that is this near has arrived."""
_SAFE_URL_LENGTH = 30_000
"""Characters of one edit's parameters. The true limit is unknown; 36 kB were refused (Kometa)."""


def differences(wanted: Metadata, item: PlexItem, fields: Collection[Field]) -> tuple[FieldChange, ...]:
    """What has to change so that `item` looks as `wanted`, in the order of `Field`.

    Fields that `wanted` says nothing about, or that are not in `fields`, are left alone.
    """
    return tuple(
        FieldChange(field, before, after)
        for field in DELIVERABLE
        if field in fields
        for before, after in [(getattr(item.metadata, field), _target(field, wanted, item.metadata))]
        if after and not _same(field, before, after, _RATING_STEP)
    )


def missing(changes: tuple[FieldChange, ...], item: PlexItem) -> tuple[Field, ...]:
    """The fields among `changes` that Plex still shows otherwise, after the edit."""
    return tuple(
        change.field
        for change in changes
        if not _same(change.field, getattr(item.metadata, change.field), change.after, _RATING_ROUNDING)
    )


def queries_for(changes: tuple[FieldChange, ...]) -> list[str]:
    """The query strings of the edits that make `changes`: one edit, unless its URL would be unreasonably long.

    The user rating is not among them: it is not a field but a person's vote, with a request of its own.
    """
    queries: list[str] = []
    for change in changes:
        if change.field is Field.USER_RATING:
            continue
        query = urlencode(_parameters(change))
        if queries and len(queries[-1]) + len(query) < _SAFE_URL_LENGTH:
            queries[-1] += "&" + query
        else:
            queries.append(query)
    return queries


def _target(field: Field, wanted: Metadata, current: Metadata) -> Value:
    """The value `field` should end up with; None or empty: say nothing."""
    value: Value = getattr(wanted, field)
    if not value:
        return None
    if field is Field.DATE and isinstance(value, str) and len(value) == len("YYYY"):
        # Only the year is known: it must not overwrite a full date of that year.
        return current.date if (current.date or "").startswith(value) else f"{value}-01-01"
    if field is Field.ACTORS:
        return _cast(wanted.actors)
    if field in _ADDED_ONLY:
        present: tuple[str, ...] = getattr(current, field)
        names: tuple[str, ...] = getattr(wanted, field)
        known = {_folded(name) for name in present}
        return (*present, *(name for name in names if _folded(name) not in known))
    return value


def _cast(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """One entry for each person, as in Plex: somebody with two parts plays "A / B"."""
    merged: dict[str, Actor] = {}
    for actor in actors:
        known = merged.get(_folded(actor.name))
        if known is None:
            merged[_folded(actor.name)] = actor
        elif actor.role and known.role and actor.role != known.role:
            merged[_folded(actor.name)] = Actor(known.name, f"{known.role} / {actor.role}", known.thumb)
    return tuple(merged.values())


def _same(field: Field, before: Value, after: Value, rating_tolerance: float) -> bool:
    if field in RATING_ATTRIBUTES:
        return isinstance(before, float) and isinstance(after, float) and abs(before - after) < rating_tolerance
    if isinstance(after, tuple):
        return isinstance(before, tuple) and {_identity(part) for part in before} == {_identity(part) for part in after}
    return before == after


def _identity(part: str | Actor | Picture) -> tuple[str, ...]:
    """By what two entries of a list are the same. Portraits do not count: Plex rewrites their addresses."""
    return (_folded(part.name), part.role or "") if isinstance(part, Actor) else (_folded(_name(part)),)


def _name(part: str | Actor | Picture) -> str:
    if isinstance(part, Picture):
        return part.location
    return part.name if isinstance(part, Actor) else part


def _folded(name: str) -> str:
    """Plex has one tag for each name without regard to ASCII case: a change of case alone would not stick."""
    return name.lower() if name.isascii() else "".join(each.lower() if each.isascii() else each for each in name)


def _parameters(change: FieldChange) -> list[tuple[str, str]]:
    name = LOCK_NAMES[change.field]
    before, after = change.before, change.after
    if not isinstance(after, tuple):
        value = f"{after:g}" if isinstance(after, float) else str(after)
        return [(f"{name}.value", value), (f"{name}.locked", "1")]
    parameters: list[tuple[str, str]] = []
    parts: tuple[str | Actor | Picture, ...] = after
    for index, part in enumerate(parts):
        parameters.append((f"{name}[{index}].tag.tag", _name(part)))
        if isinstance(part, Actor):
            if part.role:
                parameters.append((f"{name}[{index}].tagging.text", part.role))
            if part.thumb:
                parameters.append((f"{name}[{index}].tagging.thumb", part.thumb))
    kept = {_folded(_name(part)) for part in parts}
    present: tuple[str | Actor | Picture, ...] = before if isinstance(before, tuple) else ()
    dropped = [_name(part) for part in present if _folded(_name(part)) not in kept]
    if dropped:
        # A name that is both added and removed in one edit stays (plexapi's issue 1475), so the lists are disjoint;
        # each name is quoted once more because commas separate them (OpenAPI document).
        parameters.append((f"{name}[].tag.tag-", ",".join(quote(drop, safe="") for drop in dropped)))
    parameters.append((f"{name}.locked", "1"))
    return parameters
