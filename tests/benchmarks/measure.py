"""Timing things side by side, so that a busy computer slows all of them down alike."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """One number, and what it must not exceed (or fall below)."""

    what: str
    ours: str
    other: str
    ratio: float
    limit: float | None = None
    at_least: bool = False
    """Whether `limit` is the least that is good enough, not the most."""

    @property
    def holds(self) -> bool | None:
        """None: there is no limit."""
        if self.limit is None:
            return None
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the report."""

    title: str
    method: str
    """How it was measured, in words."""
    other: str
    """What stands beside Recloser in the table."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """One piece of work in all rounds."""

    seconds: tuple[float, ...]
    """For one unit of the work, in each round."""

    @property
    def median(self) -> float:
        """Seconds for one unit."""
        return statistics.median(self.seconds)

    def relative_to(self, other: Timing) -> float:
        """The median of the rounds' ratios: what slows down one round slows down both."""
        return statistics.median(mine / theirs for mine, theirs in zip(self.seconds, other.seconds, strict=True))


def side_by_side(rounds: int, units: int, *works: Callable[[], object]) -> Sequence[Timing]:
    """Do each piece of work once a round, one after the other; each does `units` of it in one call."""
    for work in works:
        work()  # what is done only once does not count
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, seconds in zip(works, times, strict=True):
            began = time.perf_counter()
            work()
            seconds.append((time.perf_counter() - began) / units)
    return [Timing(tuple(seconds)) for seconds in times]


def in_words(seconds: float) -> str:
    """A duration with three digits."""
    for factor, unit in ((1.0, "s"), (1e3, "ms"), (1e6, "µs")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def peak_memory() -> float:
    """Megabytes of resident memory that this program has had at most."""
    status = Path("/proc/self/status")
    if status.exists():
        # Linux counts what its parent had when it was started into a new program's `ru_maxrss`.
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    import resource  # Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
