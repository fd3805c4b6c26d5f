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
    return tuple(map(_ELEMENTS[name], stored)) if name in _ELEMENTS else tuple(stored)


def _stored(element: Picture | UniqueId) -> list[str]:
    """Without the names of the attributes, as JSON has actors anyway: there are many of these in a database."""
    return [getattr(element, name) for name in element.__slots__]


_encoded = json.JSONEncoder(default=_stored).encode


def _actor_from(stored: Any) -> Actor:
    if isinstance(stored, dict):  # as version 1.0 stored it
        return Actor(**stored)
    return Actor._make(stored)


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
