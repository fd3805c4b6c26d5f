"""Which folder of the server is which folder of this computer: found by comparing the files in both."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.clock import Clock
from core.media_paths import VIDEO_EXTENSION, normalise
from core.plex.connection import PlexConnection
from core.plex.items import Section
from core.sources.tree import walk

_MOST_FILES = 5_000
_PATIENCE = 10.0
"""Seconds for looking through one folder; what was seen until then tells enough."""
_PAGE = 500
"""Items per request."""


@dataclass(frozen=True, slots=True)
class FolderMatch:
    """How well a folder of this computer and one of the server go together."""

    folder: Path
    plex_path: str
    """As the server names it; empty: no folder of the server has any of these files."""
    found: int
    """How many of the local media files the server has at their places in `plex_path`."""
    total: int
    """How many media files were looked for."""


class ServerFiles:
    """The media files of some libraries, as the server names them."""

    def __init__(self, locations: Iterable[str], files: Iterable[str]) -> None:
        """`files` are normalised, `locations` are as the server writes them."""
        self._locations = tuple(locations)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for file in files:
            self._by_name[file.rpartition("/")[2].casefold()].append(file)

    def match(self, folder: Path, relative: Sequence[str], plex_path: str = "") -> FolderMatch:
        """Compare.

        Args:
            folder: A folder of this computer.
            relative: The media files in it, normalised, relative to it.
            plex_path: The server's name for it; empty: find out.
        """
        counts = Counter(place for file in relative for place in set(self._places_of(file)))
        if plex_path:
            return FolderMatch(folder, plex_path, counts[normalise(plex_path)], len(relative))
        if not counts:
            return FolderMatch(folder, "", 0, len(relative))
        place, found = max(counts.items(), key=lambda pair: (pair[1], -len(pair[0])))
        return FolderMatch(folder, self._as_written(place), found, len(relative))

    def _places_of(self, relative: str) -> Iterator[str]:
        """The folders of the server that have this file, normalised."""
        wanted = "/" + relative.casefold()
        for file in self._by_name.get(wanted.rpartition("/")[2], ()):
            if file.casefold().endswith(wanted):
                yield file[: -len(wanted)]

    def _as_written(self, place: str) -> str:
        """As far as the server has told a folder in its own letters, in these."""
        for location in self._locations:
            known = normalise(location)
            if known == place or known.startswith(place + "/"):
                return location[: len(place)]
            if place.startswith(known + "/"):
                below = place[len(known) :]
                return location.rstrip("\\/") + (below.replace("/", "\\") if "\\" in location else below)
        return place


def server_files(connection: PlexConnection, sections: Iterable[Section]) -> ServerFiles:
    """List the files of these libraries. Raises `PlexError`."""
    files: list[str] = []
    locations: list[str] = []
    for section in sections:
        locations += section.locations
        start = 0
        while True:
            page = connection.page(section, start, _PAGE)
            files += [file for item in page.items for file in item.files]
            start += len(page.items)
            if not page.items or start >= page.total:
                break
    return ServerFiles(locations, files)


def local_files(folder: Path, clock: Clock) -> tuple[str, ...]:
    """The media files in a folder, normalised and relative to it; not all of a very large one.

    Raises:
        OSError: The folder cannot be read.
    """
    errors: list[tuple[str, OSError]] = []
    deadline = clock.monotonic() + _PATIENCE
    found: list[str] = []
    for listing in walk(str(folder), lambda path, error: errors.append((path, error))):
        inside = Path(listing.folder).relative_to(folder).as_posix()
        found += [normalise(f"{inside}/{name}").removeprefix("./") for name in sorted(listing.names) if _is_media(name)]
        if len(found) >= _MOST_FILES or clock.monotonic() > deadline:
            break
    for path, error in errors:
        if path == str(folder):
            raise error
    return tuple(found)


def _is_media(name: str) -> bool:
    _, dot, extension = name.rpartition(".")
    return bool(dot and VIDEO_EXTENSION.fullmatch(extension))
