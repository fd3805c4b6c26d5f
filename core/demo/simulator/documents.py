"""Answers as Plex writes them: one tree of elements, shown as XML or, when asked for, as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import Any

Attribute = str | int | float | bool | None

_ITEMS = frozenset({"Video", "Photo", "Track", "Directory"})
"""Items have different elements in XML, and one name in JSON."""
_OBJECTS = frozenset({"UltraBlurColors", "Meta"})
"""Elements that occur once, and are no list in JSON."""
_SPECIAL = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#xA;", "\r": "&#xD;", "\t": "&#x9;"}
)
_is_special = re.compile("[" + "".join(map(chr, _SPECIAL)) + "]").search
"""Translating takes ten times as long as finding out that there is no need."""


@dataclass(slots=True)
class Element:
    """An element with attributes and children; an attribute that is None is left out."""

    name: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    children: Iterable[Element] = ()
    line: str = field(default="", init=False, repr=False, compare=False)
    """How it is written in XML, once it has been, when it has no children: many answers share the elements of tags."""
    json: str = field(default="", init=False, repr=False, compare=False)
    """The same in JSON."""


def to_xml(root: Element) -> bytes:
    """The document as PMS 1.43.1 lays it out: a line for each element, no indentation, ASCII with references."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    _write(root, lines.append, closed=False)
    return "".join(lines).encode("ascii", "xmlcharrefreplace")


def to_json(root: Element) -> bytes:
    """The same document as JSON: numbers and booleans as such, children in lists by name."""
    return f'{{"{root.name}":{_write_object(root)}}}'.encode()


def _write(element: Element, write: Any, *, closed: bool = True) -> None:
    attributes = [
        # Most are whole numbers or plain words, and an answer has thousands: they go without a call.
        f' {name}="{value if type(value) is int or (type(value) is str and not _is_special(value)) else _text(value)}"'
        for name, value in element.attributes.items()
        if value is not None
    ]
    line = f"<{element.name}{''.join(attributes)}"
    children = tuple(element.children)
    if closed and not children:
        element.line = f"{line} />\n"
        write(element.line)
        return
    write(f"{line}>\n")
    for child in children:
        if child.line:
            write(child.line)
        else:
            _write(child, write)
    write(f"</{element.name}>\n")


def _text(value: str | float) -> str:
    if isinstance(value, str):
        return value.translate(_SPECIAL)
    return str(int(value) if isinstance(value, bool) else value)


def _write_object(element: Element) -> str:
    members = [
        f'"{name}":{encode_basestring(value) if isinstance(value, str) else str(value).lower()}'
        for name, value in element.attributes.items()
        if value is not None
    ]
    lists: dict[str, list[str]] = {}
    for child in element.children:
        name = child.name
        if name in _ITEMS and (name != "Directory" or "ratingKey" in child.attributes):  # else it is a library
            name = "Metadata"
        lists.setdefault(name, []).append(child.json or _write_object(child))
    members += [f'"{name}":{found[0] if name in _OBJECTS else _list(found)}' for name, found in lists.items()]
    written = f"{{{','.join(members)}}}"
    if not lists:
        element.json = written
    return written


def _list(objects: list[str]) -> str:
    return f"[{','.join(objects)}]"
