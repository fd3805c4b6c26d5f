"""How the catalog grows: reading a library, what it takes of memory and of the disk, and looking something up."""

from __future__ import annotations

import itertools
import posixpath
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

from core.clock import SystemClock
from core.database import Database
from core.model import Kind, UniqueId
from core.plex.catalog import Catalog
from core.plex.finding import Wanted
from core.plex.items import Page, Section, read_page
from tests.benchmarks.measure import Chapter, Finding, Timing, in_words, peak_memory, side_by_side

_BUILDS = 5
_ROUNDS = 15
_REPEATS = 200
_MEMORY = 60.0
"""Megabytes that the largest library may take."""
_LINEAR = 1.25
"""Times what one item may cost more than in a library of a tenth of the size."""
_FILM = (
    '<Video ratingKey="{number}" key="/library/metadata/{number}" guid="plex://movie/{number:024x}" type="movie"'
    ' title="Film {number}" contentRating="PG" rating="7.1" year="2000" thumb="/library/metadata/{number}/thumb/1"'
    ' duration="5400000" originallyAvailableAt="2000-01-01" addedAt="{updated}" updatedAt="{updated}">'
    '<Media id="{number}" duration="5400000" bitrate="3250" width="1280" height="720" videoCodec="h264">'
    '<Part id="{number}" key="/library/parts/{number}/1/file.mkv" file="{path}" size="1500000000" container="mkv"/>'
    '</Media><Guid id="imdb://tt{known:07}"/><Guid id="tmdb://{known}"/><Guid id="tvdb://{known}"/></Video>'
)
_SECTION = Section(1, "u", "Films", "movie", "agent", ("/media/Films",), 1)


def chapter(sizes: Sequence[int]) -> Chapter:
    """`sizes` from the smallest to the largest library."""
    with tempfile.TemporaryDirectory() as folder:
        rounds = [[_built(Path(folder), size) for size in sizes] for _ in range(_BUILDS)]
        builds = [_Build.of(size, results) for size, results in zip(sizes, zip(*rounds, strict=True), strict=True)]
        pairs = list(itertools.pairwise(builds))
        findings = [_build_time(less, more) for less, more in pairs]
        findings += [_clock_time(less, more) for less, more in pairs]
        findings += [
            _memory(builds[0], builds[-1]),
            _disk(builds[0], builds[-1]),
            *_looking_up(Path(folder), (sizes[0], sizes[-1])),
        ]
    return Chapter(
        "Growth",
        "The listing of a library of films, in pages of XML, is read into the catalog, each size in a process of its"
        " own; the server's time and the network's do not count. Time is the processor's, because a disk that others"
        " use as well tells little; that of the clock is told beside it. Memory is the peak of what is resident, beside"
        f" that of the process with the smallest library. What is looked up are {_REPEATS} random films a round.",
        "the smaller library",
        tuple(findings),
    )


_LookUp = Callable[[Catalog, int], object]
_LOOK_UPS: dict[str, _LookUp] = {
    "a film by its file": lambda catalog, number: catalog.find(Wanted(_path(number), Kind.MOVIE)),
    "a film by its folder": lambda catalog, number: catalog.find(Wanted(posixpath.dirname(_path(number)), Kind.MOVIE)),
    "a file that nobody has": lambda catalog, number: catalog.find(Wanted(f"/media/Films/{number}.mkv")),
    "a film by an identifier": lambda catalog, number: catalog.find_by_ids(
        Wanted("/x", Kind.MOVIE, unique_ids=(UniqueId("tmdb", str(_shuffled(number))),))
    ),
}


@dataclass(frozen=True, slots=True)
class _Result:
    seconds: float
    """Of the processor, for one item."""
    by_clock: float
    """The same, with the time that the disk takes."""
    peak: float
    """Megabytes of resident memory."""
    disk: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class _Build:
    """A library of one size, read in every round."""

    items: int
    timing: Timing
    by_clock: Timing
    peak: float
    disk: int

    @classmethod
    def of(cls, items: int, results: Sequence[_Result]) -> _Build:
        timing = Timing(tuple(each.seconds for each in results))
        by_clock = Timing(tuple(each.by_clock for each in results))
        return cls(items, timing, by_clock, max(each.peak for each in results), results[-1].disk)


class _Stopwatch(NamedTuple):
    """Seconds."""

    processor: float
    clock: float

    @classmethod
    def now(cls) -> _Stopwatch:
        return cls(time.process_time(), time.perf_counter())

    def plus(self, other: _Stopwatch) -> _Stopwatch:
        return _Stopwatch(self.processor + other.processor, self.clock + other.clock)

    def less(self, other: _Stopwatch) -> _Stopwatch:
        return _Stopwatch(self.processor - other.processor, self.clock - other.clock)


class _Answers:
    """Answers as `PlexConnection.page` does, from XML as Plex writes it."""

    def __init__(self, items: int) -> None:
        self._items = items
        self.writing = _Stopwatch(0.0, 0.0)
        """What went into the XML, which is the server's work."""

    def page(self, _section: Section, _kind: Kind, start: int, size: int, *, updated_since: int = 0) -> Page:
        began = _Stopwatch.now()
        numbers = range(start, min(self._items, start + size))
        films = "".join(
            _FILM.format(
                number=number, known=_shuffled(number), path=escape(_path(number)), updated=updated_since + number
            )
            for number in numbers
        )
        text = f'<MediaContainer size="{len(numbers)}" totalSize="{self._items}">{films}</MediaContainer>'
        self.writing = self.writing.plus(_Stopwatch.now().less(began))
        return read_page(fromstring(text))


def _shuffled(number: int) -> int:
    """In the order in which films are added, their names and identifiers are in none."""
    return number * 48_271 % 1_000_003


def _path(number: int) -> str:
    name = f"{_shuffled(number):06} A Film with an Ordinary Title (2000)"
    return f"/media/Films/{name}/{name}.mkv"


def _build(path: Path, items: int) -> _Stopwatch:
    """Returns the time it took."""
    clock = SystemClock()
    with closing(Database(path, clock)) as database:
        catalog, answers = Catalog(database, clock), _Answers(items)
        began = _Stopwatch.now()
        catalog.plan([_SECTION])
        while catalog.refreshing:
            catalog.advance(answers)  # type: ignore[arg-type]  a server without a network
        return _Stopwatch.now().less(began).less(answers.writing)


def _built(folder: Path, items: int) -> _Result:
    """In a process of its own, so that its memory is nobody else's."""
    path = folder / f"{items}.sqlite3"
    path.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.benchmarks.growth", str(path), str(items)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    processor, clock, peak = map(float, output)
    return _Result(processor / items, clock / items, peak, path.stat().st_size)


def _build_time(less: _Build, more: _Build) -> Finding:
    what = f"reading one of {more.items:,} items, beside one of {less.items:,}"
    mine, theirs = more.timing, less.timing
    return Finding(what, in_words(mine.median), in_words(theirs.median), mine.relative_to(theirs), _LINEAR)


def _clock_time(less: _Build, more: _Build) -> Finding:
    what = f"the same of {more.items:,} and {less.items:,} items, by the clock, with the disk"
    mine, theirs = more.by_clock, less.by_clock
    return Finding(what, in_words(mine.median), in_words(theirs.median), mine.relative_to(theirs))


def _memory(least: _Build, most: _Build) -> Finding:
    what = f"memory that {most.items:,} items take while they are read, of the {_MEMORY:g} MB allowed"
    more = most.peak - least.peak
    return Finding(what, f"{more:.1f} MB", f"{least.peak:.0f} MB in all", more / _MEMORY, 1)


def _disk(least: _Build, most: _Build) -> Finding:
    mine, theirs = most.disk / most.items, least.disk / least.items
    return Finding(
        f"bytes on the disk for one of {most.items:,} items, beside one of {least.items:,}",
        f"{mine:,.0f}",
        f"{theirs:,.0f}",
        mine / theirs,
        _LINEAR,
    )


def _looking_up(folder: Path, sizes: Sequence[int]) -> Iterator[Finding]:
    clock, chance = SystemClock(), random.Random(1)
    with ExitStack() as stack:
        catalogs = [
            Catalog(stack.enter_context(closing(Database(folder / f"{size}.sqlite3", clock))), clock) for size in sizes
        ]
        for what, look_up in _LOOK_UPS.items():
            works = [
                partial(_look_up_all, catalog, look_up, [chance.randrange(size) for _ in range(_REPEATS)])
                for catalog, size in zip(catalogs, sizes, strict=True)
            ]
            few, many = side_by_side(_ROUNDS, _REPEATS, works[0], works[-1])
            yield Finding(
                f"looking up {what}, among {sizes[-1]:,} items beside {sizes[0]:,}",
                in_words(many.median),
                in_words(few.median),
                many.relative_to(few),
                2,
            )


def _look_up_all(catalog: Catalog, look_up: _LookUp, numbers: Sequence[int]) -> None:
    for number in numbers:
        look_up(catalog, number)


if __name__ == "__main__":
    print(*_build(Path(sys.argv[1]), int(sys.argv[2])), peak_memory())  # noqa: T201  for the process that started this one
