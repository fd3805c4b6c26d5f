"""The simulator as one object: a server on a thread of its own, in this process."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from core.clock import Clock, SystemClock
from core.demo.simulator.answers import Answers
from core.demo.simulator.faults import Faults, Garbles, Hangs, NotPlex, Refuses, Resets
from core.demo.simulator.films import Film, film_at
from core.demo.simulator.http_server import HttpServer, Limits, Outcome
from core.demo.simulator.messages import Request, error_page
from core.demo.simulator.records import Item
from core.demo.simulator.request_log import LoggedRequest, RequestLog
from core.demo.simulator.routes import Route, find
from core.demo.simulator.scanner import Agent, NfoReader, Scanner
from core.demo.simulator.store import Store
from core.demo.simulator.trees import Album, Artist, ArtistKeys, Season, Show, ShowKeys
from core.model import Metadata

_LOOP_TIMEOUT = 10.0
_PORT_PATIENCE = 1.0
_PORT_RETRY = 0.05


@dataclass(frozen=True, slots=True)
class _Library:
    """What Plex calls a library, and reads it with, when nobody chooses anything else."""

    title: str
    agent: str
    scanner: str


_LIBRARIES = {
    "movie": _Library("Movies", "tv.plex.agents.movie", "Plex Movie"),
    "show": _Library("TV Shows", "tv.plex.agents.series", "Plex TV Series"),
    "artist": _Library("Music", "tv.plex.agents.music", "Plex Music"),
}


class PlexSimulator:
    """A Plex Media Server, as far as Recloser can tell.

    Use it as a context manager, or call `start` and `close`. All methods are for any thread.

    Attributes:
        faults: What goes wrong; switchable at any time.
        log: What it has been asked.
        store: Its database.
        token: The one that lets in; assign another and all clients are signed out.
    """

    def __init__(
        self,
        database: Path | None = None,
        *,
        token: str | None = None,
        port: int = 0,
        clock: Clock | None = None,
        agent: Agent = film_at,
        read_nfo: NfoReader | None = None,
        limits: Limits | None = None,
        background_delay: float = 0.0,
        log_length: int = 10_000,
    ) -> None:
        """Open the database; nothing listens yet.

        Args:
            database: A file, which outlives this object; None: in memory.
            token: None: a random one.
            port: 0: any free one, the same again after a restart.
            clock: For what is stored and shown.
            agent: What is known of new files that a scan finds.
            read_nfo: Reads NFO files for libraries that use Plex's own NFO agent: it is given the item and its file,
                or the folder of a show or season.
            limits: For waiting connections and long URLs.
            background_delay: Seconds between the answer to a scan or refresh and its effect.
            log_length: How many requests are remembered.
        """
        self.token = token or secrets.token_hex(10)
        self._clock = clock or SystemClock()
        self._port = port
        self.store = Store(database, self._clock)
        self.faults = Faults(self._apply_faults)
        self.log = RequestLog(log_length)
        self._scanner = Scanner(self.store, agent, read_nfo)
        self._answers = Answers(self.store, self._scanner, self._clock, lambda: self.token)
        self._limits = limits or Limits()
        self._server = HttpServer(self._respond, self._limits, background_delay, self._clock)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._started = False

    @property
    def port(self) -> int:
        """Where it listens, or did last; 0 before the first start."""
        return self._port

    @property
    def url(self) -> str:
        """Its address, without a trailing slash."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> Self:
        """Listen, on the same port as the last time; nothing happens if it does already.

        Raises:
            OSError: The port belongs to somebody else.
        """
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="plex-simulator", daemon=True)
            self._thread.start()
        self._started = True
        if not self._port:
            self._on_loop(self._listen())  # to have an address, even when a fault takes the server away at once
        self._apply_faults()
        return self

    def stop(self) -> None:
        """Refuse connections and reset the open ones, as a killed server; the database stays as it is."""
        self._started = False
        self._apply_faults()

    def restart(self) -> None:
        """Stop and start."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop for good. A database in memory is gone."""
        self.stop()
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
            self._loop = self._thread = None
        self.store.close()

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.close()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def add_library(
        self,
        *locations: str,
        title: str | None = None,
        section_type: str = "movie",
        agent: str | None = None,
        scanner: str | None = None,
    ) -> int:
        """Create a library with these folders, as the server names them; returns its key.

        `section_type` is ``movie``, ``show`` or ``artist``; title, agent and scanner are Plex's usual ones for it.
        """
        usual = _LIBRARIES[section_type]
        return self.store.add_section(
            title or usual.title,
            locations,
            section_type=section_type,
            agent=agent or usual.agent,
            scanner=scanner or usual.scanner,
        )

    def add_film(self, path: str, metadata: Metadata | None = None, *, section: int = 1) -> int:
        """Put a film in one file into a library; returns its rating key. What the agent knows may be given."""
        return self.add_films([film_at(path, metadata)], section=section)[0]

    def add_films(self, films: Iterable[Film], *, section: int = 1) -> list[int]:
        """Put films into a library; returns their rating keys. The first one is created when there is none."""
        if section == 1 and not self.store.sections():
            self.add_library("/media/Movies")
        return self.store.add_films(section, films)

    def add_show(self, show: Show, *, section: int | None = None) -> ShowKeys:
        """Put a show into a library."""
        return self.add_shows([show], section=section)[0]

    def add_shows(self, shows: Iterable[Show], *, section: int | None = None) -> list[ShowKeys]:
        """Put shows into a library; by default the first one of shows, which is created when there is none."""
        return self.store.add_shows(section or self._library("show", "/media/Shows"), shows)

    def add_seasons(self, show: int, seasons: Iterable[Season]) -> ShowKeys:
        """Add episodes to a show, and the seasons that are new. Raises `KeyError` when there is no such show."""
        return self.store.add_seasons(show, seasons)

    def add_artist(self, artist: Artist, *, section: int | None = None) -> ArtistKeys:
        """Put an artist with albums into a library."""
        return self.add_artists([artist], section=section)[0]

    def add_artists(self, artists: Iterable[Artist], *, section: int | None = None) -> list[ArtistKeys]:
        """Put artists into a library; by default the first one of music, which is created when there is none."""
        return self.store.add_artists(section or self._library("artist", "/media/Music"), artists)

    def add_albums(self, artist: int, albums: Iterable[Album]) -> ArtistKeys:
        """Add tracks to an artist, and the albums that are new. Raises `KeyError` when there is no such artist."""
        return self.store.add_albums(artist, albums)

    def _library(self, section_type: str, location: str) -> int:
        found = next((section.key for section in self.store.sections() if section.type == section_type), None)
        return found or self.add_library(location, section_type=section_type)

    def remove(self, rating_key: int) -> None:
        """Delete an item and all below it, as somebody does in Plex. Raises `KeyError` when there is none."""
        if not self.store.remove(rating_key):
            raise KeyError(rating_key)

    def scan(self) -> None:
        """Look for new files in all libraries, and come back when it is done."""
        self._scanner.scan([section.key for section in self.store.sections()], None)

    def item(self, rating_key: int) -> Item:
        """All of one item. Raises `KeyError` when there is none."""
        items = self.store.items([rating_key])
        if not items:
            raise KeyError(rating_key)
        return items[0]

    def _respond(self, request: Request) -> Outcome:
        route = find(request.method, request.path, request.arguments)
        outcome = self._outcome(request, route)
        self.log.add(
            LoggedRequest(
                at=self._clock.time(),
                kind=route.kind,
                method=request.method,
                path=request.path,
                query=request.query,
                items=route.items or (),
                status=outcome.response.status if outcome.response else None,
            )
        )
        return outcome

    def _outcome(self, request: Request, route: Route) -> Outcome:
        fault = self.faults.befalling(route)
        if isinstance(fault, Refuses):
            return Outcome(fault.response())
        if len(request.path) + len(request.query) > self._limits.url:
            return Outcome(error_page(400), fault)
        unserved = (
            isinstance(fault, Garbles | NotPlex)
            or (isinstance(fault, Hangs) and not fault.served)
            or (isinstance(fault, Resets) and not fault.after)
        )
        return Outcome(None if unserved else self._answers.serve(request, route), fault)

    def _apply_faults(self) -> None:
        if self._loop is not None:
            self._on_loop(self._listen() if self._started and not self.faults.stopped else self._server.stop())

    def _on_loop(self, work: Coroutine[None, None, None]) -> None:
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(work, self._loop).result(_LOOP_TIMEOUT)

    async def _listen(self) -> None:
        if self._server.listening:
            return
        deadline = asyncio.get_running_loop().time() + _PORT_PATIENCE
        while True:
            try:
                self._port = self._server.start(self._port)
            except OSError:
                # The port may be taken for a moment by somebody's outgoing connection.
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(_PORT_RETRY)
            else:
                return
