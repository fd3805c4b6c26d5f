"""A day in the life: outages of all kinds, restarts, clock steps and thousands of edits; only time is fake."""

from __future__ import annotations

import gc
import logging
import os
import random
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.demo.simulator import (
    ALL_BUT_IDENTITY,
    Delays,
    Drips,
    Fault,
    Garbles,
    Hangs,
    NotPlex,
    PlexSimulator,
    Refuses,
    Resets,
    Scope,
    Stopped,
    Truncates,
    forbidden,
    maintenance,
    too_many_requests,
    unauthorized,
    writes,
)
from core.logs import set_up
from core.model import Change, Metadata
from core.plex.deadlines import Deadlines
from tests.core.delivery.conftest import Bench, film_path

_log = logging.getLogger(__name__)

PROVE = bool(os.environ.get("RECLOSER_PROVE"))
HOURS = 24 if PROVE else 1
EDITS = 50_000 if PROVE else 1_000
FILMS = 500 if PROVE else 50
SETTLED = 3600.0 * HOURS / 12
"""Seconds after which memory is expected to grow no more."""
JOURNAL_GONE = 95 * 86_400.0
"""Seconds: ninety days, and what the clock may have been wrong by."""
MEGABYTE = 1_000_000

QUICK_FAULTS: list[tuple[Fault, Scope | None]] = [
    (Stopped(), None),
    (Refuses(502), None),
    (maintenance(), None),
    (maintenance("60"), ALL_BUT_IDENTITY),
    (too_many_requests(), None),
    (Garbles(), None),
    (NotPlex(), None),
    (Truncates(), None),
    (Resets(), None),
    (Resets(after=20), writes()),
    (unauthorized(), None),
    (forbidden(), ALL_BUT_IDENTITY),
]
SLOW_FAULTS: list[tuple[Fault, Scope | None]] = [
    (Hangs(), None),
    (Hangs(served=True), writes()),
    (Drips(0.1), None),
    (Delays(0.1), None),
]
"""Those that take real time."""


@dataclass
class Day:
    """What happens when, and what should be in Plex in the end."""

    bench: Bench
    chance: random.Random
    wanted: dict[int, str] = field(default_factory=dict)
    outages: int = 0
    largest_database: int = 0
    largest_wal: int = 0

    def events(self) -> list[tuple[float, Callable[[], None]]]:
        """In order of time, in seconds from the beginning."""
        end = HOURS * 3600.0
        planned = [(self.chance.uniform(0, end), self.edit) for _ in range(EDITS)]
        planned += [(self.chance.uniform(0, end), self.restart) for _ in range(max(2, HOURS))]
        planned += [(self.chance.uniform(0, end), self.step_the_clock) for _ in range(max(2, HOURS // 3))]
        at = self.chance.expovariate(1 / 600)
        while at < end:
            slow = self.chance.random() < 0.2
            planned.append((at, self.fail_slowly if slow else self.fail))
            at += self.chance.expovariate(1 / (30 if slow else 300))
            planned.append((min(at, end), self.recover))
            at += self.chance.expovariate(1 / 900)
        planned.append((end, self.recover))
        return sorted(planned, key=lambda event: event[0])

    def edit(self) -> None:
        number = self.chance.randrange(FILMS)
        self.wanted[number] = f"Edit {self.chance.getrandbits(64):x}"
        change = Change(film_path(number), Metadata(tagline=self.wanted[number], genres=("Drama",)), "soak")
        self.bench.queue.enqueue([change])

    def fail(self) -> None:
        self.outages += 1
        self.bench.plex.faults.set(*self.chance.choice(QUICK_FAULTS))

    def fail_slowly(self) -> None:
        self.outages += 1
        self.bench.plex.faults.set(*self.chance.choice(SLOW_FAULTS))

    def recover(self) -> None:
        self.bench.plex.faults.clear()

    def restart(self) -> None:
        self.bench.start()

    def step_the_clock(self) -> None:
        self.bench.clock.step_wall(self.chance.uniform(-10_800, 10_800))

    def measure(self) -> None:
        database = self.bench.folder / "recloser.sqlite3"
        wal = database.with_name(database.name + "-wal")
        self.largest_database = max(self.largest_database, database.stat().st_size)
        self.largest_wal = max(self.largest_wal, wal.stat().st_size if wal.exists() else 0)


def memory() -> int:
    """Bytes of this process in memory, after all that can be freed was freed; 0 where that cannot be told."""
    gc.collect()
    if sys.platform != "linux":
        return 0
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def entries(bench: Bench) -> int:
    """Of the journal."""
    return bench.queue._database.connection.execute("SELECT count(*) FROM journal").fetchone()[0]


@pytest.fixture
def plex(clock) -> Iterator[PlexSimulator]:
    with PlexSimulator(clock=clock, log_length=500) as simulator:
        for number in range(FILMS):
            simulator.add_film(film_path(number))
        yield simulator


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """The application's own log, and no other: pytest's would keep every line in memory."""
    root = logging.getLogger()
    others, root.handlers = root.handlers, []
    logs = set_up(path, to_terminal=False, redact=lambda text: text)
    try:
        yield
    finally:
        logs.close()
        root.handlers = others


@pytest.mark.timeout(3600 if PROVE else 120)
def test_after_a_day_of_outages_plex_shows_the_last_edit_of_each_item_and_nothing_has_grown(
    plex, clock, chance, tmp_path, monkeypatch
):
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)  # what it is good for is proven elsewhere
    log = tmp_path / "recloser.log"
    bench = Bench(plex, clock, tmp_path, tmp_path, {"deadlines": Deadlines(0.2, 0.2)}, deque(maxlen=100), durable=False)
    with logged(log):
        bench.start()
        day = Day(bench, chance)
        began, settled = clock.monotonic(), 0
        for at, happen in day.events():
            while (left := began + at - clock.monotonic()) > 0:
                # A step that has more to do at once has taken some time all the same.
                clock.advance(min(left, max(bench.worker.step(), 0.02)))
            happen()
            if not settled and at > SETTLED:
                settled = memory()
            day.measure()
        grown = memory() - settled
        plex.faults.clear()
        bench.run(lambda: bench.queue.counts().pending == 0, seconds=7200.0)
        counts = bench.queue.counts()
        noted = entries(bench)
        clock.advance(JOURNAL_GONE)
        bench.run(lambda: entries(bench) == 0, seconds=7200.0)
        bench.stop()
    assert day.outages >= HOURS
    assert counts.failed == 0
    shown = {item.fields["title"]: item.fields.get("tagline") for item in plex.store.items(list(range(1, FILMS + 1)))}
    assert shown == {f"Film {number}": day.wanted.get(number) for number in range(FILMS)}
    _log.warning("Memory grew by %d bytes after the first hours, %d in the end", grown, settled + grown)
    assert grown < 16 * MEGABYTE
    # Each delivery leaves an entry in the journal, which is the one thing that may grow, for as long as it is kept.
    assert noted <= EDITS
    assert day.largest_database < 4 * MEGABYTE + 300 * noted
    assert day.largest_wal < 8 * MEGABYTE
    assert sum(file.stat().st_size for file in tmp_path.glob("recloser.log*")) < 3.1 * MEGABYTE
