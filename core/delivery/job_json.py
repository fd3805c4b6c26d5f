"""The JSON in which the queue and the journal keep metadata and changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from core.model import (
    Actor,
    Field,
    FieldChange,
    Metadata,
    Picture,
    PictureRole,
    UniqueId,
    Value,
)
from core.phrases import phrase

_NOTHING = (None, ())


def metadata_to_json(metadata: Metadata) -> str:
    """The stored form: one object with the attributes that say something. It is plain ASCII."""
    said = {name: value for name, value in zip(metadata._fields, metadata, strict=True) if value not in _NOTHING}
    return _encoded(said)


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
        raise ValueError(phrase("the stored metadata cannot be read: {reason}", reason=error)) from error


def field_changes_to_json(changes: Iterable[FieldChange]) -> str:
    """The stored form of what was, or would be, changed. It is plain ASCII."""
    return _encoded([[change.field, change.before, change.after, int(change.was_locked)] for change in changes])


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
        raise ValueError(phrase("the stored changes cannot be read: {reason}", reason=error)) from error


def _value(field: Field, stored: Any) -> Value:
    if not isinstance(stored, list):
        return stored  # type: ignore[no-any-return]  # JSON has no other types than these
    return _elements(field, stored)


def _elements(name: str, stored: Any) -> tuple[Any, ...]:
    return _ELEMENTS[name](stored) if name in _ELEMENTS else tuple(stored)


def _stored(element: Picture | UniqueId) -> list[str]:
    """Without the names of the attributes, as JSON has actors anyway: there are many of these in a database."""
    return [getattr(element, name) for name in element.__slots__]


_encoded = json.JSONEncoder(default=_stored).encode


def _actors_from(stored: Any) -> tuple[Actor, ...]:
    if stored and isinstance(stored[0], dict):  # as version 1.0 stored them, and identifiers
        return tuple([Actor(**one) for one in stored])
    return tuple([Actor(name, role, thumb) for name, role, thumb in stored])


def _unique_ids_from(stored: Any) -> tuple[UniqueId, ...]:
    if stored and isinstance(stored[0], dict):
        return tuple([UniqueId(**one) for one in stored])
    return tuple([UniqueId(source, value) for source, value in stored])


def _pictures_from(stored: Any) -> tuple[Picture, ...]:
    return tuple([Picture(PictureRole(role), location) for role, location in stored])


_ELEMENTS: Mapping[str, Callable[[Any], tuple[Any, ...]]] = {
    "actors": _actors_from,
    "artwork": _pictures_from,
    "unique_ids": _unique_ids_from,
}
"""How lists are stored whose entries are no texts, by the attribute of `Metadata`."""
