"""How watching grows: looking through a tree in which nothing has changed, its memory, and the way of one edit."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import JobQueue
from core.delivery.rules import Rules
from core.delivery.worker import SyncWorker
from core.demo.simulator import PlexSimulator, SimulatorProcess, film_at
from core.media_paths import PathMapping
from core.model import Field
from core.plex.catalog import Catalog
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.sources.folders import FolderSource, FolderTiming
from core.sources.intake import Intake
from core.sources.problems import FolderProblems
from core.sources.tree import walk
from core.sources.watch import watch_tree
from tests.benchmarks.measure import Chapter, Finding, in_words, peak_memory, side_by_side

_SERVER = "/media/Movies"
_DATABASE = "recloser.sqlite3"
_ROUNDS = 7
_EDITS = 7
_TOGETHER = 10
"""Films in a folder where several share one, as the episodes of a season and the tracks of an album do."""
_MEMORY = 60.0
"""Megabytes that the largest library may take."""
_LATENCY = 1.5
"""Seconds from the closing of a file to its being verified in Plex, half a second of which is waiting for quiet."""
_PATIENCE = 120.0
"""Seconds until an edit that does not arrive is given up."""


@dataclass(frozen=True, slots=True)
class _Home:
    """A tree of films, all of whose files have been seen, and the server that has them."""

    films: int
    folder: Path
    together: int = 1
    """How many films share a folder."""

    @property
    def tree(self) -> Path:
        return self.folder / "tree"

    @property
    def server(self) -> Path:
        return self.folder / "plex.sqlite3"

    def nfo(self, number: int) -> Path:
        return self.tree / f"Shelf {number // self.together:06}" / f"{_name(number)}.nfo"

    def on_server(self, number: int) -> str:
        return f"{_SERVER}/{self.nfo(number).parent.name}/{_name(number)}.mkv"


@dataclass(frozen=True, slots=True)
class _Run:
    """What the application did with one home."""

    peak: float
    """Megabytes of resident memory."""
    latencies: tuple[float, ...]
    """Seconds, for each edit."""


def chapter(sizes: Sequence[int]) -> Chapter:
    """`sizes` from the smallest to the largest library."""
    findings: list[Finding] = []
    runs: dict[int, _Run] = {}
    for films in (1, *sizes):
        with tempfile.TemporaryDirectory() as name:
            home = _created(_Home(films, Path(name)))
            if films > 1:
                findings.append(_looking_through(home))
            if films in (1, sizes[0], sizes[-1]):
                runs[films] = _run(home)
    with tempfile.TemporaryDirectory() as name:
        together = _run(_created(_Home(sizes[-1], Path(name), _TOGETHER)))
    few, many = runs[sizes[0]], runs[sizes[-1]]
    findings += [
        _memory(f"{sizes[-1]:,} items, {_TOGETHER} to a folder", together, runs[1]),
        # Linux wants each folder watched by itself.
        _memory(f"{sizes[-1]:,} items, each in a folder of its own", many, runs[1]),
        *(_latency(films, runs[films]) for films in (sizes[0], sizes[-1])),
        Finding(
            f"the same, among {sizes[-1]:,} films beside {sizes[0]:,}",
            in_words(statistics.median(many.latencies)),
            in_words(statistics.median(few.latencies)),
            statistics.median(many.latencies) / statistics.median(few.latencies),
            1.25,
        ),
    ]
    return Chapter(
        "Watching",
        "A folder for each film, with its video and its NFO file, all of them known from before; where films share a"
        " folder, as episodes and tracks do, it is said. Looking through an unchanged tree, which also renews what is"
        " watched, stands beside `os.scandir` of every folder and `stat` of every file. Then the core runs as in the"
        " application, in a process of its own, with the simulator in another: it lists the library, watches the tree,"
        " and a film's NFO file is edited. Memory is the peak of what is resident in all that, beside that of the same"
        " with one film. An edit's time goes from the file's closing until Plex has been seen to have it;"
        f" {FolderTiming().quiet:g} s of it is waiting until the file is left alone.",
        "beside",
        tuple(findings),
    )


def _created(home: _Home) -> _Home:
    for number in range(home.films):
        nfo = home.nfo(number)
        nfo.parent.mkdir(parents=True, exist_ok=True)
        nfo.with_suffix(".mkv").touch()
        _write(nfo, number, "As Plex has it.")
    with PlexSimulator(home.server) as plex:
        plex.add_library(_SERVER)
        plex.add_films([film_at(home.on_server(number)) for number in range(home.films)])
    clock = SystemClock()
    seen = [file for listing in walk(str(home.tree), _refuse) for file in listing.nfos]
    with closing(JobQueue(Database(home.folder / _DATABASE, clock), clock)) as queue:
        queue.enqueue([], seen=seen)
    return home


def _name(number: int) -> str:
    return f"Film {number:06} (2000)"


def _write(nfo: Path, number: int, plot: str) -> None:
    nfo.write_text(f"<movie><title>Film {number:06}</title><plot>{plot}</plot></movie>", encoding="utf-8")


def _looking_through(home: _Home) -> Finding:
    """As a scan every five minutes does it, with what is remembered in the database, and what is watched renewed."""
    clock = SystemClock()
    database = Database(home.folder / _DATABASE, clock)
    top = str(home.tree)
    intake = Intake(
        top,
        lambda: JobQueue(database, clock),
        FolderProblems(lambda: None),
        _refuse_changes,
        _refuse_to_wait,
        remote_artwork=False,
    )

    def look_through() -> None:
        watch.begin_scan()
        for _ in intake.scan([top], watch.cover, bulk=True):
            pass
        watch.end_scan()

    with closing(database), closing(watch_tree(top, _refuse_events)) as watch:
        mine, theirs = side_by_side(_ROUNDS, home.films, look_through, lambda: _bare_walk(top))
    what = f"looking through {home.films:,} films in which nothing has changed, one film"
    return Finding(what, in_words(mine.median), in_words(theirs.median), mine.relative_to(theirs), 2)


def _refuse_changes(count: int) -> None:
    raise RuntimeError(f"{count} changes were found")


def _refuse_events(path: str, is_folder: bool) -> None:
    raise RuntimeError(f"the {'folder' if is_folder else 'file'} {path} was touched")


def _refuse_to_wait(path: str) -> None:
    raise RuntimeError(f"{path} is being written")


def _refuse(folder: str, error: OSError) -> None:
    raise RuntimeError(f"{folder}: {error}")


def _bare_walk(top: str) -> None:
    waiting = [top]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    entry.stat()


def _memory(what: str, run: _Run, idle: _Run) -> Finding:
    more = run.peak - idle.peak
    name = f"memory that {what} take, of the {_MEMORY:g} MB allowed"
    return Finding(name, f"{more:.1f} MB", f"{idle.peak:.0f} MB in all", more / _MEMORY, 1)


def _latency(films: int, run: _Run) -> Finding:
    seconds = statistics.median(run.latencies)
    what = f"one edit among {films:,} films, from its file to Plex, of the {_LATENCY:g} s allowed"
    return Finding(what, in_words(seconds), f"worst {in_words(max(run.latencies))}", seconds / _LATENCY, 1)


def _run(home: _Home) -> _Run:
    """In a process of its own, so that its memory is nobody else's."""
    with SimulatorProcess(home.server) as server:
        arguments = [str(home.films), str(home.folder), str(home.together), server.url, server.token]
        command = [sys.executable, "-m", "tests.benchmarks.watching", *arguments]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        peak, *latencies = map(float, output)
        return _Run(peak, tuple(latencies))


def _edited(home: _Home, url: str, token: str) -> list[float]:
    """Returns how many seconds each edit took."""
    clock, awake = SystemClock(), threading.Event()
    path = home.folder / _DATABASE
    database = Database(path, clock)
    queue = JobQueue(database, clock)
    worker = SyncWorker(
        queue,
        PlexConnection(url, lambda: token, Deadlines(5.0, 30.0), clock),
        Catalog(database, clock),
        rules=Rules(frozenset(Field), (PathMapping(str(home.tree), _SERVER),)),
        database=database,
        data_dir=home.folder,
        clock=clock,
    )
    source = FolderSource(
        [home.tree], lambda: JobQueue(Database(path, clock), clock), clock=clock, on_queued=lambda _count: awake.set()
    )

    def wait_for_delivery() -> None:
        deadline = clock.monotonic() + _PATIENCE
        queued = False
        while not queued or queue.counts().pending:
            if awake.wait(worker.step()):
                awake.clear()
                queued = True
            if clock.monotonic() > deadline:
                raise TimeoutError(f"not delivered within {_PATIENCE:g} s: {worker.snapshot()}")
        if failed := queue.failed(1):
            raise RuntimeError(f"a change has failed: {failed[0].reason}")

    def edit(number: int) -> float:
        _write(home.nfo(number % home.films), number % home.films, f"As its owner wrote it the {number}th time.")
        began = time.perf_counter()
        wait_for_delivery()
        return time.perf_counter() - began

    with closing(worker):
        queue.forget_seen([str(home.nfo(0))])  # found by the first scan, it tells when that is over
        source.start()
        try:
            wait_for_delivery()
            return [edit(number * 7919 + 1) for number in range(_EDITS)]
        finally:
            source.stop()


if __name__ == "__main__":
    seconds = _edited(_Home(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])), *sys.argv[4:])
    print(peak_memory(), *seconds)  # noqa: T201  for the process that started this one
