from __future__ import annotations

from core.resilience.outages import Ending, History, Outage
from core.resilience.strip import cut
from core.resilience.watched import Period

NOW = 1_795_400_000.0


def outage(start: float, end: float | None) -> Outage:
    ending = None if end is None else Ending.RECOVERED
    return Outage(1, NOW + start, None if end is None else NOW + end, ending, "refused", 0, 0, None)


def watched(*periods: tuple[float, float]) -> tuple[Period, ...]:
    return tuple(Period(NOW + start, NOW + end) for start, end in periods)


def test_the_slices_cover_the_window_without_gaps():
    slices = cut(History(), 100.0, 4, NOW)
    assert [(one.period.start - NOW, one.period.end - NOW) for one in slices] == [
        (-100, -75),
        (-75, -50),
        (-50, -25),
        (-25, 0),
    ]


def test_time_that_nobody_watched_is_neither_up_nor_down():
    unknown, half, up, _ = cut(History(watched=watched((-60, 0))), 100.0, 4, NOW)
    assert (unknown.up, unknown.down) == (0, 0)
    assert (half.up, half.down) == (10, 0)
    assert (up.up, up.down) == (25, 0)


def test_an_outage_is_told_in_every_slice_that_it_touches():
    history = History((outage(-80, -40),), watched((-100, 0)))
    slices = cut(history, 100.0, 4, NOW)
    assert [(one.up, one.down) for one in slices] == [(20, 5), (0, 25), (15, 10), (25, 0)]
    assert [len(one.outages) for one in slices] == [1, 1, 1, 0]


def test_an_outage_that_goes_on_lasts_until_now():
    *_, last = cut(History((outage(-10, None),), watched((-100, 0))), 100.0, 4, NOW)
    assert (last.up, last.down) == (15, 10)


def test_overlapping_outages_count_once_and_the_earliest_comes_first():
    second, first = outage(-15, -5), outage(-20, -10)
    *_, last = cut(History((second, first), watched((-100, 0))), 100.0, 4, NOW)
    assert last.down == 15
    assert last.outages == (first, second)
