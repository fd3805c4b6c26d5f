"""Shows and music as tests declare them and the scanner finds them: small trees, before they become items.

`metadata` is always what the agent says; without a title in it, the item has the one that its folder, number or file
suggests. Files are given as for `Film`: a tuple of versions, each a tuple of parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from core.model import Metadata

Versions = tuple[tuple[str, ...], ...]
_NOTHING = Metadata()


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode; several may name the same file."""

    number: int
    versions: Versions
    metadata: Metadata = _NOTHING


@dataclass(frozen=True, slots=True)
class Season:
    """A season; number 0 holds the specials."""

    number: int
    episodes: tuple[Episode, ...] = ()
    metadata: Metadata = _NOTHING


@dataclass(frozen=True, slots=True)
class Show:
    """A show with its seasons."""

    folder: str
    """As the server names it."""
    seasons: tuple[Season, ...] = ()
    metadata: Metadata = _NOTHING
    more_folders: tuple[str, ...] = ()
    """Where else it lies."""


@dataclass(frozen=True, slots=True)
class Track:
    """A track. Its file alone tells where its album and artist lie."""

    number: int
    versions: Versions
    metadata: Metadata = _NOTHING
    disc: int = 1


@dataclass(frozen=True, slots=True)
class Album:
    """An album."""

    title: str
    tracks: tuple[Track, ...] = ()
    metadata: Metadata = _NOTHING


@dataclass(frozen=True, slots=True)
class Artist:
    """An artist with albums."""

    name: str
    albums: tuple[Album, ...] = ()
    metadata: Metadata = _NOTHING


@dataclass(frozen=True, slots=True)
class ShowKeys:
    """The rating keys of a show that was added."""

    show: int
    seasons: dict[int, int] = field(default_factory=dict)
    """By number."""
    episodes: dict[tuple[int, int], int] = field(default_factory=dict)
    """By numbers of season and episode."""


@dataclass(frozen=True, slots=True)
class ArtistKeys:
    """The rating keys of an artist who was added."""

    artist: int
    albums: dict[str, int] = field(default_factory=dict)
    """By title."""
    tracks: dict[tuple[str, int, int], int] = field(default_factory=dict)
    """By the album's title and the numbers of disc and track."""


def episode_at(file: str, number: int, metadata: Metadata | None = None) -> Episode:
    """An episode in one file."""
    return Episode(number, ((file,),), metadata or _NOTHING)


def track_at(file: str, number: int, metadata: Metadata | None = None, *, disc: int = 1) -> Track:
    """A track in one file."""
    return Track(number, ((file,),), metadata or _NOTHING, disc)
