"""The scripted outage: an edit arrives, the server dies, edits wait, the application is reopened, all arrives.

The story is told through two handles, the simulated server and the application, and checked as it goes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from core.clock import SystemClock
from core.demo.sample_library import SampleFilm, write_nfo
from core.demo.simulator.faults import Delays
from core.demo.simulator.process import SimulatorProcess
from core.model import CircuitState, Field, Kind, Metadata
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.plex.edits import differences

_EDIT_LIMIT = 3.0
"""Seconds from saving a file to seeing it in Plex: what the demo promises."""
_PATIENCE = 60.0
"""Seconds that anything else may take."""
_LOOK_EVERY = 0.05
"""Seconds."""
_SLOW_START = 1.0
"""Seconds that every answer takes just after the server has come back, as with a real one: the trial can be watched."""


class StoryFailed(Exception):
    """Something did not go as promised; the text says what."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the application shows."""

    state: CircuitState
    waiting: int


class Application(Protocol):
    """The application, as somebody who starts, watches and closes it."""

    def start(self) -> None:
        """Launch it; returns at once."""
        ...

    def close(self) -> None:
        """Quit it, and wait until it has gone."""
        ...

    def look(self) -> Seen | None:
        """What it shows; None while it is not there (yet)."""
        ...


class Scenario:
    """Plays the story once."""

    def __init__(
        self,
        server: SimulatorProcess,
        films: Sequence[SampleFilm],
        application: Application,
        tell: Callable[[str], None],
        *,
        pace: float = 0.0,
        quiet: float = 0.0,
    ) -> None:
        """Nothing happens yet.

        Args:
            server: Running, with the films in its library.
            films: The sample library, whose NFO files are edited.
            application: Set up for the server and the folder of the films; not running.
            tell: Called with each sentence of the story.
            pace: Seconds of rest after each scene, for somebody who watches.
            quiet: Seconds after its start in which the application shows no notification; the outage waits for their
                end.
        """
        self._server = server
        self._films = list(films)
        self._application = application
        self._tell = tell
        self._pace = pace
        self._quiet = quiet
        self._started = time.monotonic()

    def play(self) -> None:
        """Play it, and leave the application running.

        Raises:
            StoryFailed: Something did not go as promised.
        """
        self._first_delivery()
        self._one_edit()
        self._outage()
        self._reopen()
        self._recovery()

    def _first_delivery(self) -> None:
        self._tell(
            f"A Plex server runs at {self._server.url}, with {len(self._films)} films as its own agent knows them."
        )
        self._started = time.monotonic()
        self._application.start()
        took = self._wait("all sample films to look as their NFO files say", lambda: not self._different())
        self._tell(f"Recloser has started and delivered the NFO files of all {len(self._films)} films ({took:.1f} s).")
        self._rest()

    def _one_edit(self) -> None:
        title = self._edit(0, "A new tagline, written a moment ago")
        took = self._wait("the edit to reach Plex", lambda: not self._different())
        self._tell(f"The NFO file of {title} was edited; Plex shows it after {took:.1f} s.")
        if took > _EDIT_LIMIT:
            raise StoryFailed(f"the edit took {took:.1f} s, more than {_EDIT_LIMIT:g} s")
        self._rest()

    def _outage(self) -> None:
        time.sleep(max(0.0, self._started + self._quiet - time.monotonic()))
        self._server.kill()
        self._tell("The Plex server is killed.")
        title = self._edit(1, "Written while Plex was away")
        took = self._wait("the icon to turn red", lambda: self._shows(CircuitState.OPEN))
        self._tell(f"{title} is edited; the icon turns red {took:.1f} s later: Plex is not answering.")
        for number in range(2, 6):
            self._edit(number, "Written while Plex was away, too")
        self._wait("five changes to wait", lambda: self._waiting() == 5)
        self._tell("Four more films are edited; five changes wait.")
        self._rest()

    def _reopen(self) -> None:
        self._application.close()
        self._tell("Recloser is closed.")
        self._edit(6, "Written while both were away")
        self._application.start()
        began = time.monotonic()
        while (seen := self._application.look()) is None:
            if time.monotonic() - began > _PATIENCE:
                raise StoryFailed("the application did not come back")
            time.sleep(_LOOK_EVERY)
        if seen.state is not CircuitState.OPEN:
            raise StoryFailed(f"the reopened application shows {seen.state}, not open, as its first state")
        self._tell(
            f"Recloser is reopened, and red from its first moment ({time.monotonic() - began:.1f} s after launch)."
        )
        self._wait("six changes to wait", lambda: self._waiting() == 6)
        self._tell("It has found the edit made while it was closed; six changes wait.")
        self._rest()

    def _recovery(self) -> None:
        self._server.faults.set(Delays(_SLOW_START))
        self._server.start()
        self._tell("The Plex server is back, and slow at first.")
        self._wait("the icon to turn amber", lambda: self._shows(CircuitState.HALF_OPEN))
        self._tell("The icon turns amber: one trial is under way.")
        self._wait("the icon to turn green", lambda: self._shows(CircuitState.CLOSED))
        self._server.faults.clear()
        took = self._wait("all edits to arrive", lambda: self._waiting() == 0 and not self._different())
        self._tell(f"The icon is green again, and every edit has arrived ({took:.1f} s later).")
        count = len(self._films)
        self._tell(f"Compared at last: {count} of {count} films in Plex look as their NFO files say.")

    def _edit(self, number: int, tagline: str) -> str:
        film = self._films[number]
        genres = (*film.metadata.genres, "Edited")
        edited = replace(film, metadata=film.metadata._replace(tagline=tagline, genres=genres))
        write_nfo(edited.nfo, edited.metadata, runtime=edited.runtime)
        self._films[number] = edited
        return str(film.metadata.title)

    def _different(self) -> list[str]:
        """The titles of the films that Plex shows otherwise than they were written, asked over HTTP."""
        connection = PlexConnection(self._server.url, lambda: self._server.token, Deadlines(5, 5), SystemClock())
        try:
            (section,) = connection.sections()
            listed = connection.page(section, Kind.MOVIE, 0, 1000).items
            items = {item.files[0]: item for item in connection.read([item.rating_key for item in listed])}
        finally:
            connection.close()
        wanted: dict[str, Metadata] = {film.media.as_posix(): film.metadata for film in self._films}
        return [
            str(metadata.title)
            for path, metadata in wanted.items()
            if path not in items or differences(metadata, items[path], frozenset(Field))
        ]

    def _shows(self, state: CircuitState) -> bool:
        seen = self._application.look()
        return seen is not None and seen.state is state

    def _waiting(self) -> int | None:
        seen = self._application.look()
        return None if seen is None else seen.waiting

    def _wait(self, what: str, come_true: Callable[[], bool]) -> float:
        """Wait for a condition. Returns the seconds it took."""
        began = time.monotonic()
        while not come_true():
            if time.monotonic() - began > _PATIENCE:
                raise StoryFailed(f"waited {_PATIENCE:g} s in vain for {what}")
            time.sleep(_LOOK_EVERY)
        return time.monotonic() - began

    def _rest(self) -> None:
        time.sleep(self._pace)
