"""How well a folder of this computer and one of the server go together, told by the files in both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.clock import Clock
from core.mapping_suggestions import suggest_mappings
from core.media_paths import VIDEO_EXTENSION, normalise
from core.plex.connection import PlexConnection
from core.plex.items import Section
from core.sources.tree import walk

_MOST_FILES = 5_000
_PATIENCE = 10.0
"""Seconds for looking through one folder; what was seen until then tells enough."""
_AUDIO_EXTENSION = re.compile(r"aac|aiff?|alac|ape|dsf|flac|m4[ab]|mp3|oga|ogg|opus|wav|wma|wv", re.IGNORECASE)
_PAGE = 500
"""Items per request."""


@dataclass(frozen=True, slots=True)
class FolderMatch:
    """How well a folder of this computer and one of the server go together."""

    folder: Path
    plex_path: str
    """As the server names it; empty: nothing speaks for any of the server's folders."""
    found: int
    """How many of the local media files the server has at their places in `plex_path`."""
    total: int
    """How many media files were looked for."""


class ServerFiles:
    """The media files of some libraries, as the server names them."""

    def __init__(self, locations: Iterable[str], files: Iterable[str]) -> None:
        """`files` are normalised, `locations` are as the server writes them."""
        self._locations = tuple(locations)
        self._files = {file.casefold() for file in files}

    def has(self, path: str) -> bool:
        """Whether Plex has this file; `path` normalised, as the server names it, in any case."""
        return path.casefold() in self._files

    def match(self, folder: Path, relative: Sequence[str], plex_path: str = "") -> FolderMatch:
        """Compare.

        Args:
            folder: A folder of this computer.
            relative: The media files in it, normalised, relative to it.
            plex_path: The server's name for it; empty: find out.
        """
        if plex_path:
            found = sum(self.has(normalise(f"{plex_path}/{file}")) for file in relative)
            return FolderMatch(folder, plex_path, found, len(relative))
        local = str(folder)
        best = suggest_mappings([local], self._locations, listings={local: relative}, has_file=self.has)
        if not best or (len(best) > 1 and not best[0].files):
            return FolderMatch(folder, "", 0, len(relative))
        return FolderMatch(folder, best[0].mapping.server, best[0].files, len(relative))


def server_files(connection: PlexConnection, sections: Iterable[Section]) -> ServerFiles:
    """List the files of these libraries. Raises `PlexError`."""
    files: list[str] = []
    locations: list[str] = []
    for section in sections:
        locations += section.locations
        start = 0
        while True:
            page = connection.page(section, section.kinds[-1], start, _PAGE)
            files += [file for item in page.items for file in item.files]
            start += page.length
            if not page.length or start >= page.total:
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
    return bool(dot and (VIDEO_EXTENSION.fullmatch(extension) or _AUDIO_EXTENSION.fullmatch(extension)))
