"""A real worker on a real queue, talking real HTTP to the simulator; only time is fake."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.database import Database
from core.delivery.queue import JobQueue
from core.delivery.rules import Rules
from core.delivery.worker import SyncWorker
from core.demo.simulator import PlexSimulator, Stopped
from core.events import Event, SnapshotChanged
from core.media_paths import PathMapping
from core.model import Change, CircuitState, Field, Metadata
from core.plex.catalog import Catalog
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.settings import BreakerSettings


def film_path(number: int) -> str:
    return f"/media/Movies/Film {number} (2000)/Film {number} (2000).mkv"


def change(name: str, title: str = "") -> Change:
    return Change(f"/media/{name}.mkv", Metadata(title=title or name), f"/media/{name}.nfo")


@dataclass
class Bench:
    """Everything on the way of a change, and the means to watch it."""

    plex: PlexSimulator
    clock: object
    folder: Path
    data_dir: Path | None = None
    options: dict = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    worker: SyncWorker | None = None
    durable: bool = True
    """Whether what is written is on the disk when that is said: for a test that cuts no power it may not be."""

    def start(self) -> SyncWorker:
        """A new instance on the same files, as after a restart."""
        self.stop()
        database = Database(self.folder / "recloser.sqlite3", self.clock)
        if not self.durable:
            database.connection.execute("PRAGMA synchronous = OFF")
        options = dict(self.options)
        self.queue = JobQueue(database, self.clock, needs_approval=options.get("confirm_first_sync", False))
        self.connection = PlexConnection(
            self.plex.url,
            options.pop("read_token", lambda: self.plex.token),
            options.pop("deadlines", Deadlines(1.0, 1.0)),
            self.clock,
        )
        self.worker = SyncWorker(
            self.queue,
            self.connection,
            Catalog(database, self.clock),
            rules=options.pop("rules", Rules(frozenset(Field), (PathMapping("/local", "/media/Movies"),))),
            database=database,
            data_dir=self.data_dir,
            breaker=options.pop("breaker", BreakerSettings()),
            clock=self.clock,
            jitter=random.Random(1),
            on_event=self.events.append,
            **options,
        )
        return self.worker

    def stop(self) -> None:
        if self.worker is not None:
            self.worker.close()
            self.worker = None

    def enqueue(self, *numbers: int, **metadata: object) -> None:
        metadata = metadata or {"tagline": "Edited"}
        changes = [Change(film_path(number), Metadata(**metadata), "test") for number in numbers]
        self.queue.enqueue(changes)

    def run(self, until: Callable[[], bool], seconds: float = 3600.0) -> float:
        """Let the worker work, and fake time pass as it asks, until the condition holds. Returns the fake seconds."""
        began = self.clock.monotonic()
        for _ in range(5_000):
            if until():
                return self.clock.monotonic() - began
            delay = self.worker.step()
            if until():
                return self.clock.monotonic() - began
            self.clock.advance(delay)
            if self.clock.monotonic() - began > seconds:
                break
        raise AssertionError(f"in vain: {self.worker.snapshot()}, {self.queue.failed(9)}")

    def lose_the_server(self) -> None:
        """Until the breaker is OPEN, with one change waiting."""
        self.plex.faults.set(Stopped())
        self.enqueue(1)
        self.run(lambda: self.worker.breaker.state is CircuitState.OPEN)

    def list_libraries(self) -> None:
        """Until the catalog is up to date."""
        self.run(lambda: not self.worker._upkeep.is_due and not self.worker._catalog.refreshing)

    def settle(self) -> float:
        """Until nothing is waiting any more."""
        return self.run(lambda: self.queue.counts().pending == 0)

    def told(self, *kinds: type) -> list[Event]:
        return [event for event in self.events if isinstance(event, kinds) and not isinstance(event, SnapshotChanged)]

    @property
    def writes(self) -> int:
        return sum(self.plex.log.writes.values())

    def tagline(self, number: int) -> str | None:
        return self.plex.item(number).fields.get("tagline")


@pytest.fixture
def plex(clock) -> Iterator[PlexSimulator]:
    with PlexSimulator(clock=clock) as simulator:
        for number in range(1, 6):
            simulator.add_film(film_path(number))
        yield simulator


@pytest.fixture
def bench(plex, clock, tmp_path) -> Iterator[Bench]:
    bench = Bench(plex, clock, tmp_path)
    yield bench
    bench.stop()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "recloser.sqlite3"


@pytest.fixture
def queue(path: Path, clock) -> Iterator[JobQueue]:
    with closing(JobQueue(Database(path, clock), clock)) as queue:
        yield queue
