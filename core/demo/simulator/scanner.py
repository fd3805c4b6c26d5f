"""What a server does behind its answers: looking for new files, and asking the agent about items."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from core.demo.simulator.films import VIDEO_SUFFIXES, Film, film_at
from core.demo.simulator.records import Item, Section
from core.demo.simulator.store import Store
from core.model import Metadata

_log = logging.getLogger(__name__)

Agent = Callable[[str], Film]
"""Tells what it knows about the film in a file."""
NfoReader = Callable[[str], Metadata | None]
"""Reads what stands beside a video file; None when there is nothing to read."""

_NFO_AGENTS = "tv.plex.agents.nfo."


class Scanner:
    """Finds films on this computer's disk, and refreshes items. Runs on the server's thread."""

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
        """Add the new films in these libraries' folders, or only those under `path` if it is one of them or inside."""
        for section in self._store.sections():
            if section.key in sections:
                known = self._store.files(section.key)
                new = [self._agent(file) for file in _videos(section, path) if file not in known]
                self._store.add_films(section.key, new)
                self._store.note_scan(section.key)
                _log.info("Scanned %r: %d new films", section.title, len(new))
        self.pending -= frozenset(sections)

    def refresh(self, items: Sequence[int]) -> None:
        """Let the agent write again what is not locked."""
        agents = {section.key: section.agent for section in self._store.sections()}

        def reread(item: Item) -> Metadata | None:
            if self._read_nfo is None or not agents[item.section].startswith(_NFO_AGENTS) or not item.files:
                return None
            return self._read_nfo(item.files[0])

        self._store.refresh(items, reread)


def _videos(section: Section, path: str | None) -> Iterator[str]:
    for location in section.locations:
        root = Path(location.path)
        if path is not None:
            wanted = Path(path)
            if wanted.is_relative_to(root):
                root = wanted
            elif not root.is_relative_to(wanted):
                continue
        for folder, subfolders, files in os.walk(root):
            subfolders.sort()
            for name in sorted(files):
                if Path(name).suffix.lower() in VIDEO_SUFFIXES:
                    yield str(Path(folder, name))
