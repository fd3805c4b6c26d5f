"""How reliable Plex has been: availability, time between failures, time to recover. Pure functions of the history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.resilience.outages import History
from core.resilience.watched import Period


@dataclass(frozen=True, slots=True)
class Reliability:
    """The figures of one stretch of time that ends now. Seconds, unless said otherwise."""

    window: float
    watched: float
    """For so long it is known whether Plex answered; the rest counts neither as up nor as down."""
    down: float
    """Of the watched time."""
    outages: int
    """How many began."""
    availability: float | None
    """The share of the watched time in which Plex answered, 0 to 1; None: nothing was watched."""
    mtbf: float | None
    """Mean time between failures: the watched time in which Plex answered, for each outage that began. None: none
    did."""
    mttr: float | None
    """Mean time to recover: how long the outages that ended took, from first to last. None: none ended."""


def reliability(history: History, window: float, now: float) -> Reliability:
    """The figures of the last `window` seconds before `now` (Unix seconds).

    An outage in progress is down time up to now and counts as begun, but it says nothing yet about how long it takes.
    """
    begin = now - window
    watched = merged(history.watched, begin, now)
    outages = [(one, Period(one.started_at, now if one.ended_at is None else one.ended_at)) for one in history.outages]
    down_periods = merged((period for _, period in outages), begin, now)
    known, down = length(watched), overlap(watched, down_periods)
    began = sum(begin <= period.start <= now for _, period in outages)
    took = [
        period.end - period.start for one, period in outages if one.ended_at is not None and begin <= period.end <= now
    ]
    return Reliability(
        window=window,
        watched=known,
        down=down,
        outages=began,
        availability=(known - down) / known if known else None,
        mtbf=(known - down) / began if began else None,
        mttr=sum(took) / len(took) if took else None,
    )


def merged(periods: Iterable[Period], begin: float, end: float) -> list[Period]:
    """What they cover together between `begin` and `end`, in order and without overlaps."""
    merged: list[Period] = []
    for period in sorted(periods, key=lambda period: period.start):
        start, stop = max(period.start, begin), min(period.end, end)
        if start >= stop:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Period(merged[-1].start, max(merged[-1].end, stop))
        else:
            merged.append(Period(start, stop))
    return merged


def length(periods: Iterable[Period]) -> float:
    """Seconds that they last together."""
    return sum(period.end - period.start for period in periods)


def overlap(one: list[Period], other: list[Period]) -> float:
    """Seconds that both cover; each is in order and without overlaps."""
    total, i, j = 0.0, 0, 0
    while i < len(one) and j < len(other):
        total += max(0.0, min(one[i].end, other[j].end) - max(one[i].start, other[j].start))
        if one[i].end < other[j].end:
            i += 1
        else:
            j += 1
    return total
