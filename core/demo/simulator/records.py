"""What the database holds, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.demo.simulator.kinds import Kind

Value = str | float | int | None


@dataclass(frozen=True, slots=True)
class Section:
    """A library."""

    key: int
    uuid: str
    type: str
    title: str
    agent: str
    scanner: str
    language: str
    created_at: int
    """Unix seconds."""
    scanned_at: int
    """Unix seconds."""
    content_changed_at: int
    """A counter, not a time: it grows with every change of any library's content."""
    locations: tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class Location:
    """A folder of a library, as the server names it."""

    id: int
    path: str


class Tag(NamedTuple):
    """A tag as one item has it; answers have thousands of them."""

    id: int
    kind: str
    """As in an edit: ``genre``, ``actor`` ..."""
    name: str
    text: str | None
    """An actor's role."""
    thumb: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """One file."""

    id: int
    file: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Media:
    """One version of an item, in one or more parts."""

    id: int
    duration: int
    """Milliseconds."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A poster, background ... that an item has or could have."""

    key: str
    """``metadata://...`` from the agent, ``upload://...``, or the address it was to be fetched from."""
    data: bytes | None
    """None: it lies elsewhere."""
    selected: bool


@dataclass(frozen=True, slots=True)
class Relative:
    """What an item shows of its parent or grandparent."""

    id: int
    parent: int | None
    guid: str
    slug: str | None
    title: str
    index: int | None
    studio: str | None
    year: int | None
    thumb: int | None
    art: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """All of one item."""

    id: int
    """The rating key."""
    section: int
    kind: Kind
    fields: Mapping[str, Value]
    """By attribute name, those that cannot be edited too; what is not set is None."""
    locked: tuple[str, ...]
    guids: tuple[str, ...]
    tags: tuple[Tag, ...]
    media: tuple[Media, ...]
    folders: tuple[str, ...] = ()
    """Of a show: where it lies, as the server names it."""
    parent: Relative | None = None
    grandparent: Relative | None = None
    child_count: int = 0
    leaf_count: int = 0
    """How many of those that have files are below it."""

    def names(self, tag: str) -> tuple[str, ...]:
        """The names of its tags of one kind, such as ``genre``, in order."""
        return tuple(each.name for each in self.tags if each.kind == tag)

    @property
    def files(self) -> tuple[str, ...]:
        """All its files."""
        return tuple(part.file for media in self.media for part in media.parts)
