"""What is in a root element of an NFO file, whichever way it was read; and the way by lxml's tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from lxml import etree

from core.sources import nfo_values as values

PROSE = frozenset({"plot", "outline", "biography", "review"})
"""The elements whose line breaks count."""
DESCRIBED = ("userrating", "rating", "uniqueid", "namedseason", "thumb")
"""The elements whose attributes count, beside the ratings in ``<ratings>``."""
_ON_SCREEN = ("", "actor", "gueststar")
"""Jellyfin writes producers and composers as actors too, told by their type."""


class Placed(str):
    """A text of which is known where it stands."""

    __slots__ = ("element", "line")
    element: str
    """The name of its element."""
    line: int
    """Where this element begins, in what was parsed."""


Described = tuple[Mapping[str, str], str]
"""The attributes and the text of an element."""


class Cast(NamedTuple):
    """The actors in the order of the file: each list has one entry for each of them. None: it is not said."""

    names: Sequence[str | None] = ()
    roles: Sequence[str | None] = ()
    orders: Sequence[str | None] = ()
    thumbs: Sequence[str | None] = ()


class Contents(NamedTuple):
    """What is in a root element; empty texts are left out.

    A text is trimmed and on one line, unless it is prose. Attributes and what is said of actors are as they are
    written.
    """

    texts: Mapping[str, Sequence[str]]
    """By the names of their elements. A set's text is its name, and ``<fanart>`` has the addresses in it."""
    described: Mapping[str, Sequence[Described]]
    """The elements of which attributes count. A rating's text is its value; ``<ratings>`` has the ratings in it."""
    cast: Cast


def tidy(name: str, text: str) -> str:
    """The text of an element of this name, as `Contents` has it."""
    if text.isprintable():
        return text.strip()
    return values.prose(text) if name in PROSE else values.line(text)


def of_tree(root: etree._Element, names: AbstractSet[str], *, placed: bool) -> Contents:
    """What is in an element that lxml has parsed.

    Args:
        root: The element.
        names: Of the children that are read, beside the actors. The others take no time.
        placed: Whether the texts and the values of the attributes are to be `Placed`, which takes longer.
    """
    nodes: dict[str, list[etree._Element]] = {}
    for node in root:
        name: str = node.tag
        if name in nodes:
            nodes[name].append(node)
        else:
            nodes[name] = [node]
    cast = Cast(*zip(*filter(None, map(_credit, nodes.pop("actor", ()))), strict=True))
    if "ratings" in nodes:
        nodes["ratings"] = [rating for block in nodes["ratings"] for rating in block.iterchildren("rating")]
    if "sets" in nodes:  # Ember's
        nodes.setdefault("set", []).extend(part for block in nodes["sets"] for part in block.iterchildren("set"))
    if "fanart" in nodes:
        nodes["fanart"] = [thumb for block in nodes["fanart"] for thumb in ([*block] or [block])]
    texts: dict[str, list[str]] = {}
    described: dict[str, list[Described]] = {}
    for name in nodes.keys() & names:
        if name == "ratings" or name in DESCRIBED:
            described[name] = [read for node in nodes[name] if (read := _described(node, placed))]
        else:
            texts[name] = [_at(node, text) if placed else text for node in nodes[name] if (text := _text(node))]
    return Contents(texts, described, cast)


def _text(node: etree._Element) -> str:
    if not len(node):
        text = node.text
        if not text:
            return ""
        return text.strip() if text.isprintable() else tidy(node.tag, text)
    if node.tag == "set":
        return next((text for part in node if part.tag == "name" and (text := _text(part))), "")
    for line_break in node.iter("br"):  # a plot may hold HTML
        line_break.text = "\n"
    return tidy(node.tag, "".join(map(str, node.itertext())))


def _described(node: etree._Element, placed: bool) -> Described | None:
    number = _number(node)
    text = _text(number)
    if not text:
        return None
    attributes: Mapping[str, str] = node.attrib  # type: ignore[assignment]  # no bytes come out of lxml
    if placed:
        text = _at(number, text)
        attributes = {name: _at(node, value) for name, value in attributes.items()}
    return attributes, text


def _number(node: etree._Element) -> etree._Element:
    """Where the number of a rating stands: in its ``<value>``, or in itself."""
    if node.tag == "rating":
        for part in node:
            if part.tag == "value":
                return part
    return node


def _at(node: etree._Element, text: str) -> Placed:
    placed = Placed(text)
    placed.element, placed.line = node.tag, node.sourceline  # type: ignore[assignment]  # lxml-stubs leave it open
    return placed


def _credit(actor: etree._Element) -> tuple[str | None, ...] | None:
    # As Kodi has it, a text in here ends where an element begins.
    said: dict[str, str | None] = {part.tag: part.text for part in actor}
    kind = said.get("type")
    if kind and kind.replace(" ", "").strip().lower() not in _ON_SCREEN:
        return None
    return said.get("name") if said else actor.text, said.get("role"), said.get("order"), said.get("thumb")
