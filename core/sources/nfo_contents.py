"""What is in a root element of an NFO file, whichever way it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.sources import nfo_values as values

PROSE = frozenset({"plot", "outline", "biography", "review"})
"""The elements whose line breaks count."""
DESCRIBED = ("userrating", "rating", "uniqueid", "namedseason", "thumb")
"""The elements whose attributes count, beside the ratings in ``<ratings>``."""


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
