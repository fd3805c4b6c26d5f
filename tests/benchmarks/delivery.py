"""Delivering changes: Recloser's worker, a bare HTTP client and a plain plexapi script, on the same simulator."""

from __future__ import annotations

import gc
import http.client
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from plexapi.server import PlexServer

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import JobQueue
from core.delivery.rules import Rules
from core.delivery.worker import SyncWorker
from core.demo.simulator import Delays, Film, PlexSimulator, RequestKind, SimulatorProcess
from core.model import Actor, Change, Field, Metadata
from core.plex import edits
from core.plex.catalog import Catalog
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.plex.items import PlexItem
from tests.benchmarks.measure import Chapter, Finding

_WRITES = frozenset({RequestKind.EDIT, RequestKind.RATE, RequestKind.UPLOAD, RequestKind.REFRESH})
_SECTION = 1
_SCRIPTED = 50
_TURN = 200
"""Films that Recloser and the bare client deliver in turn: one batch."""
_GOALS = {0.0: (0.7, 3), 0.01: (0.95, 1)}
"""For each latency in seconds: which part of the limit is to be reached, and how often to measure."""
_PATIENCE = 600.0
"""Seconds until a delivery that does not end is given up."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one client delivered the same changes."""

    films: int
    seconds: float
    writes: int
    reads: int

    @property
    def rate(self) -> float:
        """Films per second."""
        return self.films / self.seconds

    @classmethod
    def sum(cls, parts: Collection[Delivery]) -> Delivery:
        """All of them as one."""
        return cls(
            sum(part.films for part in parts),
            sum(part.seconds for part in parts),
            sum(part.writes for part in parts),
            sum(part.reads for part in parts),
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """All clients, on servers that began alike."""

    ours: Delivery
    bare: Delivery
    parts_of_limit: tuple[float, ...]
    """Our rate beside the bare client's, in each of the short turns that the two took."""
    unchanged: Delivery
    """The same changes once more, when there is nothing to write."""
    script: Delivery
    """Some of the changes only: it is slow."""


def compare(films: int, latency: float, *, script: int) -> Comparison:
    """Deliver `films` changes in every way, and `script` of them by the script."""
    with tempfile.TemporaryDirectory() as folder:
        pristine = Path(folder, "pristine.sqlite3")
        with PlexSimulator(pristine) as plex:
            keys = plex.add_films(Film(_before(number), ((_path(number),),)) for number in range(films))
        with _server(pristine, latency) as server, _server(pristine, latency) as other, _as_on_the_desktop():
            recloser, bare = _Recloser(server, Path(folder, "home")), _BareClient(other, keys)
            with closing(recloser), closing(bare):
                turns = list(_in_turns(recloser, bare, films))
                unchanged = _measured(server, films, lambda: recloser.deliver(films))
        with _server(pristine, latency) as server:
            by_script = _by_script(server, script)
        ours, theirs = (Delivery.sum(each) for each in zip(*turns, strict=True))
        ratios = tuple(mine.rate / their.rate for mine, their in turns)
        return Comparison(ours, theirs, ratios, unchanged, by_script)


@contextmanager
def _as_on_the_desktop() -> Iterator[None]:
    """There, the garbage collector never runs on the worker's thread (`gui/garbage.py`)."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _in_turns(recloser: _Recloser, bare: _BareClient, films: int) -> Iterator[tuple[Delivery, Delivery]]:
    """Both deliver the same films, a batch's worth at a time."""
    # The first change also pays for the start: signing in, and listing the library.
    recloser.enqueue(range(1))
    recloser.deliver(1)
    bare.deliver(range(1))
    recloser.enqueue(range(1, films))
    for start in range(1, films, _TURN):
        turn = range(start, min(films, start + _TURN))
        yield (
            _measured(recloser.server, len(turn), partial(recloser.deliver, len(turn))),
            _measured(bare.server, len(turn), partial(bare.deliver, turn)),
        )
    recloser.enqueue(range(films))


def _path(number: int) -> str:
    return f"/media/Movies/Film {number} (2000)/Film {number} (2000).mkv"


def _before(number: int) -> Metadata:
    """What Plex's agent found: a usual film."""
    return Metadata(
        title=f"Film {number:05}",
        summary="An agent's summary. " * 15,
        studio="A Studio",
        content_rating="PG",
        date="2000-01-01",
        rating=6.5,
        genres=("Drama", "War"),
        countries=("France",),
        directors=("Jane Doe",),
        writers=("John Doe", "Joe Bloggs"),
        actors=tuple(Actor(f"Actor {number % 97 + each}", f"Role {each}") for each in range(15)),
    )


def _after(number: int) -> Metadata:
    """What its owner made of it: text, a list and a collection are new, the rest is as it was."""
    return _before(number)._replace(
        title=f"Film {number:05}: The Owner's Cut",
        summary="What the owner thinks of it. " * 15,
        tagline="It's here.",
        genres=("Drama", "History", "Satire"),
        collections=("Favourites",),
    )


@contextmanager
def _server(pristine: Path, latency: float) -> Iterator[SimulatorProcess]:
    """A process of its own, on a library that nobody has changed."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder, "library.sqlite3")
        shutil.copy(pristine, library)
        with SimulatorProcess(library) as server:
            if latency:
                server.faults.set(Delays(latency))
            yield server


def _measured(server: SimulatorProcess, films: int, deliver: Callable[[], None]) -> Delivery:
    server.clear_log()
    began = time.perf_counter()
    deliver()
    seconds = time.perf_counter() - began
    writes = sum(count for kind, count in server.counts.items() if kind in _WRITES)
    return Delivery(films, seconds, writes, server.counts.total() - writes)


class _Recloser:
    """With everything that is on in real life: queue and journal on the disk, the breaker's file, reading back."""

    def __init__(self, server: SimulatorProcess, home: Path) -> None:
        home.mkdir()
        clock = SystemClock()
        database = Database(home / "recloser.sqlite3", clock)
        self.server = server
        self._clock = clock
        self._queue = JobQueue(database, clock)
        self._worker = SyncWorker(
            self._queue,
            PlexConnection(server.url, lambda: server.token, Deadlines(5.0, 30.0), clock),
            Catalog(database, clock),
            rules=Rules(frozenset(Field)),
            database=database,
            data_dir=home,
            heartbeat=0.0,
        )

    def enqueue(self, numbers: Iterable[int]) -> None:
        self._queue.enqueue([Change(_path(number), _after(number), "benchmark") for number in numbers])

    def deliver(self, films: int) -> None:
        """So many of those that wait."""
        deadline = self._clock.monotonic() + _PATIENCE
        left = self._queue.counts().pending - films
        while self._queue.counts().pending > left:
            time.sleep(self._worker.step())
            if self._clock.monotonic() > deadline:
                raise TimeoutError(f"not delivered within {_PATIENCE:g} s: {self._worker.snapshot()}")
        if failed := self._queue.failed(1):
            raise RuntimeError(f"a change has failed: {failed[0].reason}")

    def close(self) -> None:
        self._worker.close()


class _BareClient:
    """The limit of one request at a time: all is known and written down beforehand, and no answer is looked at."""

    def __init__(self, server: SimulatorProcess, rating_keys: Sequence[int]) -> None:
        self.server = server
        self._connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
        self._headers = {"X-Plex-Token": server.token}
        self._puts = []
        for number, key in enumerate(rating_keys):
            item = PlexItem(key, _SECTION, _before(number), frozenset(), ())
            ((query, _),) = edits.edits_for(edits.differences(_after(number), item, frozenset(Field)))
            self._puts.append(f"/library/sections/{_SECTION}/all?type=1&id={key}&{query}")

    def deliver(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._connection.request("PUT", self._puts[number], headers=self._headers)
            self._connection.getresponse().read()

    def close(self) -> None:
        self._connection.close()


def _by_script(server: SimulatorProcess, films: int) -> Delivery:
    """What plexapi's documentation leads to."""

    def deliver() -> None:
        section = PlexServer(server.url, server.token).library.sectionByID(_SECTION)
        for number in range(films):
            wanted = _after(number)
            film = section.get(_before(number).title)
            film.editTitle(wanted.title).editSummary(wanted.summary).editTagline(wanted.tagline)
            film.addGenre(wanted.genres).removeGenre(["War"]).addCollection(wanted.collections)

    return _measured(server, films, deliver)


def chapter(sizes: Sequence[int]) -> Chapter:
    """The comparison for each number of films, on a server that answers at once and on a slow one."""
    findings: list[Finding] = []
    for films in sizes:
        for latency, (of_limit, rounds) in _GOALS.items():
            runs = [compare(films, latency, script=min(films, _SCRIPTED)) for _ in range(rounds)]
            findings += _findings(runs, f"{films:,} films, {latency * 1000:g} ms", of_limit)
    return Chapter(
        "Delivery",
        "Changed films (three texts, a list and a collection are new) are brought to the simulator, a process of its"
        " own that answers at once or after 10 ms. Recloser works as in real life: queue, journal and state file on the"
        " disk, a read before and after each batch of writes; the start (signing in, listing the library) is not"
        " counted. The *limit* is `http.client` on one connection, sending the ready-made requests one after the other"
        f" and looking at no answer; the two take turns of {_TURN} films, each with a server of its own. The *script*"
        f" is what plexapi's documentation leads to, for {_SCRIPTED} of the films: search"
        " by title, edit three texts, add genres, remove one, add a collection.",
        "beside",
        tuple(findings),
    )


def _findings(runs: Sequence[Comparison], what: str, of_limit: float) -> Iterator[Finding]:
    ours = _typical([run.ours for run in runs])
    bare, script = _typical([run.bare for run in runs]), _typical([run.script for run in runs])
    unchanged = _typical([run.unchanged for run in runs])

    def faster(name: str, other: Delivery, ratios: Iterable[float], least: float) -> Finding:
        rates = (f"{each.rate:,.0f}/s" for each in (ours, other))
        return Finding(f"{what}: films per second, {name}", *rates, statistics.median(ratios), least, at_least=True)

    yield faster("part of the limit", bare, (ratio for run in runs for ratio in run.parts_of_limit), of_limit)
    yield faster("times the script", script, (run.ours.rate / run.script.rate for run in runs), 5)
    for name, value, other, most in (
        ("writes per changed film", ours.writes / ours.films, script.writes / script.films, 1),
        ("reads per changed film", ours.reads / ours.films, script.reads / script.films, 0.05),
        ("writes per unchanged film", unchanged.writes / unchanged.films, None, 0),
        ("reads per unchanged film", unchanged.reads / unchanged.films, None, 0.02),
    ):
        yield Finding(f"{what}: {name}", f"{value:.3g}", "" if other is None else f"{other:.3g}", value, most)


def _typical(deliveries: Sequence[Delivery]) -> Delivery:
    return sorted(deliveries, key=lambda delivery: delivery.seconds)[len(deliveries) // 2]
