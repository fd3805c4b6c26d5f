"""A stretch of time cut into equal slices, each with what is known about Plex in it: what a status page draws."""

from __future__ import annotations

from dataclasses import dataclass

from core.resilience.outages import History, Outage
from core.resilience.reliability import length, merged, overlap
from core.resilience.watched import Period


@dataclass(frozen=True, slots=True)
class Slice:
    """One bar. The rest of its time, neither answered nor not, is unknown."""

    period: Period
    up: float
    """Seconds in which Plex was being watched and answered."""
    down: float
    """Seconds in which it did not answer."""
    outages: tuple[Outage, ...]
    """Those that were going on in it, the earliest first."""


def cut(history: History, window: float, slices: int, now: float) -> tuple[Slice, ...]:
    """The last `window` seconds before `now` (Unix seconds), the earliest first."""
    begin, width = now - window, window / slices
    outages = [
        (outage, Period(outage.started_at, now if outage.ended_at is None else outage.ended_at))
        for outage in reversed(history.outages)
    ]
    watched = merged(history.watched, begin, now)
    down = merged((time for _, time in outages), begin, now)
    found = []
    for number in range(slices):
        start, end = begin + number * width, begin + (number + 1) * width
        watched_here, down_here = merged(watched, start, end), merged(down, start, end)
        found.append(
            Slice(
                Period(start, end),
                up=length(watched_here) - overlap(watched_here, down_here),
                down=length(down_here),
                outages=tuple(one for one, time in outages if time.start < end and time.end > start),
            )
        )
    return tuple(found)
