"""What a server does behind its answers: looking for new files, and asking the agent about items."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from core.demo.simulator.films import VIDEO_SUFFIXES, Film, film_at
from core.demo.simulator.kinds import ARTIST, SEASON, SHOW
from core.demo.simulator.records import Item, Section
from core.demo.simulator.store import Store
from core.demo.simulator.trees import Album, Artist, Episode, Season, Show, Track, Versions, track_at
from core.model import Metadata

_log = logging.getLogger(__name__)

Agent = Callable[[str], Film]
"""Tells what it knows about the film in a file."""
NfoReader = Callable[[Item, str], Metadata | None]
"""Reads what stands beside an item's file or in a show's or season's folder; None when there is nothing to read."""

AUDIO_SUFFIXES = frozenset({".flac", ".mp3", ".m4a", ".ogg", ".opus", ".wav"})
"""In lower case; what the scanner takes for a track."""

_NFO_AGENTS = "tv.plex.agents.nfo."
_EPISODES = re.compile(r"[Ss](?P<season>\d+)[ ._-]*[Ee](?P<first>\d+)(?:-?[Ee]?(?P<last>\d+))*(?!\d)")
_PART = re.compile(r"(?P<whole>.+?)[ ._-]+(?:cd|dis[ck]|dvd|part|pt)[ ._-]?\d+", re.IGNORECASE)
"""What Plex takes for one part of several (https://support.plex.tv/articles/naming-and-organizing-your-movie-media-files)."""
_TRACK = re.compile(r"(?:(?P<disc>\d)-)?(?P<number>\d+)[ ._-]+(?P<title>.+)")


class Scanner:
    """Finds films, episodes and tracks on this computer's disk, and refreshes items. Runs on the server's thread."""

    def __init__(self, store: Store, agent: Agent = film_at, read_nfo: NfoReader | None = None) -> None:
        """`read_nfo` serves the libraries that use Plex's own NFO agent; without it they refresh like any other."""
        self._store = store
        self._agent = agent
        self._read_nfo = read_nfo
        self.pending: frozenset[int] = frozenset()
        """The libraries that are to be scanned."""

    def plan(self, sections: Iterable[int]) -> None:
        """From now on these are `pending`."""
        self.pending |= frozenset(sections)

    def scan(self, sections: Sequence[int], path: str | None) -> None:
        """Add what is new in these libraries' folders, or only below `path` if it is one of them or inside."""
        for section in self._store.sections():
            if section.key in sections:
                known = self._store.files(section.key)
                found = _files(section, path, AUDIO_SUFFIXES if section.type == ARTIST.section_type else VIDEO_SUFFIXES)
                new = [(root, file) for root, file in found if str(file) not in known]
                if new:
                    self._add(section, new, known)
                self._store.note_scan(section.key)
                _log.info("Scanned %r: %d new files", section.title, len(new))
        self.pending -= frozenset(sections)

    def _add(self, section: Section, new: Sequence[tuple[Path, Path]], known: Mapping[str, int]) -> None:
        if section.type == SHOW.section_type:
            shows = self._store.folders(section.key)
            for folder, seasons in _shows(new).items():
                if folder in shows:
                    self._store.add_seasons(shows[folder], seasons)
                else:
                    self._store.add_shows(section.key, [Show(folder, seasons)])
        elif section.type == ARTIST.section_type:
            artists = self._store.titles(section.key, ARTIST)
            for name, albums in _music(new).items():
                if name in artists:
                    self._store.add_albums(artists[name], albums)
                else:
                    self._store.add_artists(section.key, [Artist(name, albums)])
        else:
            self._add_films(section, new, known)

    def _add_films(self, section: Section, new: Sequence[tuple[Path, Path]], known: Mapping[str, int]) -> None:
        """Files of one folder about which the agent says the same are versions of one film; the folder itself is none.

        So does Plex with ``Film (2000)/Film (2000) - 4K.mkv`` beside ``Film (2000) - 1080p.mkv``.
        """
        items = {self._film_of(Path(file)): item for file, item in known.items()}
        films: dict[object, list[Path]] = {}
        for root, file in new:
            films.setdefault(str(file) if file.parent == root else self._film_of(file), []).append(file)
        more = {items[film]: versions(files) for film, files in films.items() if film in items}
        self._store.add_versions(more)
        found = [
            replace(self._agent(str(files[0])), versions=versions(files))
            for film, files in films.items()
            if film not in items
        ]
        self._store.add_films(section.key, found)

    def _film_of(self, file: Path) -> tuple[str, str | None, str | None]:
        """Tells it from the other films of its folder."""
        metadata = self._agent(str(file.with_name(_whole(file.stem) + file.suffix))).metadata
        return str(file.parent), metadata.title, metadata.date

    def refresh(self, items: Sequence[int]) -> None:
        """Let the agent write again what is not locked."""
        agents = {section.key: section.agent for section in self._store.sections()}

        def reread(item: Item) -> Metadata | None:
            if self._read_nfo is None or not agents[item.section].startswith(_NFO_AGENTS):
                return None
            place = self._place(item)
            return self._read_nfo(item, place) if place else None

        self._store.refresh(items, reread)

    def _place(self, item: Item) -> str | None:
        """Where an item lies: its file, or the folder of a show or season."""
        if item.files:
            return item.files[0]
        if item.folders:
            return item.folders[0]
        if item.kind is SEASON:
            return next((str(Path(file).parent) for file in self._store.files_below(item.id)), None)
        return None


def versions(files: Iterable[Path]) -> Versions:
    """The files of one film or episode: ``X-cd1`` and ``X-cd2`` are parts of one version, others are versions."""
    found: dict[Path, list[str]] = {}
    for file in sorted(files):
        found.setdefault(file.with_name(_whole(file.stem)), []).append(str(file))
    return tuple(map(tuple, found.values()))


def _whole(stem: str) -> str:
    match = _PART.fullmatch(stem)
    return match["whole"] if match else stem


def _files(section: Section, path: str | None, suffixes: frozenset[str]) -> Iterator[tuple[Path, Path]]:
    """The library's files with the library's folders that hold them."""
    for location in section.locations:
        top = root = Path(location.path)
        if path is not None:
            wanted = Path(path)
            if wanted.is_relative_to(root):
                top = wanted
            elif not root.is_relative_to(wanted):
                continue
        for folder, subfolders, files in os.walk(top):
            subfolders.sort()
            for name in sorted(files):
                if Path(name).suffix.lower() in suffixes:
                    yield root, Path(folder, name)


def _shows(files: Iterable[tuple[Path, Path]]) -> dict[str, tuple[Season, ...]]:
    """The episodes by the shows' folders, in all versions; files whose names tell no number are left out."""
    found: dict[str, dict[int, dict[int, list[Path]]]] = {}
    for root, file in files:
        inside = file.relative_to(root).parts
        match = _EPISODES.search(file.stem)
        if match is None or len(inside) == 1:
            continue
        first, last = int(match["first"]), int(match["last"] or match["first"])
        episodes = found.setdefault(str(root / inside[0]), {}).setdefault(int(match["season"]), {})
        for number in range(first, last + 1):
            episodes.setdefault(number, []).append(file)
    return {
        folder: tuple(
            Season(number, tuple(Episode(each, versions(of_it)) for each, of_it in episodes.items()))
            for number, episodes in sorted(seasons.items())
        )
        for folder, seasons in found.items()
    }


def _music(files: Iterable[tuple[Path, Path]]) -> dict[str, tuple[Album, ...]]:
    """The albums by the artists' names, as ``Artist/Album/01 - Title.flac`` has them; other files are left out."""
    found: dict[str, dict[str, list[Track]]] = {}
    for root, file in files:
        inside = file.relative_to(root).parts
        match = _TRACK.fullmatch(file.stem)
        if match is None or len(inside) != len(("artist", "album", "file")):
            continue
        track = track_at(str(file), int(match["number"]), Metadata(title=match["title"]), disc=int(match["disc"] or 1))
        found.setdefault(inside[0], {}).setdefault(inside[1], []).append(track)
    return {
        artist: tuple(Album(title, tuple(tracks)) for title, tracks in albums.items())
        for artist, albums in found.items()
    }
