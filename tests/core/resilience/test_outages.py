"""Outages as history: what is written when, and what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.database import Database
from core.resilience.outages import Ending, History, Outage, OutageLog, peek_history, read_history
from core.resilience.reliability import Reliability, reliability
from core.resilience.watched import Period, WatchLog

HOUR, DAY = 3600.0, 86_400.0


@pytest.fixture
def database(tmp_path, clock) -> Iterator[Database]:
    with closing(Database(tmp_path / "recloser.sqlite3", clock)) as database:
        yield database


@pytest.fixture
def log(database, clock) -> OutageLog:
    return OutageLog(database, clock)


def history(database: Database) -> History:
    with database.reading() as connection:
        return read_history(connection)


def only(database: Database) -> Outage:
    (outage,) = history(database).outages
    return outage


# The log


def test_an_outage_has_a_start_an_end_a_reason_and_what_it_held(log, database, clock) -> None:
    began = clock.time()
    log.began(began, "connection refused")
    clock.advance(90)
    log.ended(clock.time(), 90, Ending.RECOVERED, held=7)
    log.delivered(only(database).id, 5)
    log.delivered(only(database).id, 2)
    clock.advance(5)
    log.drained(only(database).id)
    assert only(database) == Outage(
        1, began, began + 90, Ending.RECOVERED, "connection refused", 7, 7, drained_at=began + 95
    )


def test_an_outage_in_progress_goes_on_after_a_crash(log, database, clock) -> None:
    log.began(clock.time(), "timeout")
    clock.advance(HOUR)
    log.reconcile(clock.time() - HOUR, "timeout", clock.time() - 60)
    assert only(database).ended_at is None


def test_one_that_began_just_before_a_kill_is_taken_over_from_the_breaker(log, database, clock) -> None:
    log.reconcile(clock.time() - 10, "timeout", None)
    assert (only(database).started_at, only(database).reason) == (clock.time() - 10, "timeout")


def test_one_whose_end_was_missed_ends_when_it_was_last_watched(log, database, clock) -> None:
    began = clock.time()
    log.began(began, "timeout")
    clock.advance(DAY)
    log.reconcile(None, "", last_seen=began + 300)
    assert (only(database).ended_at, only(database).ending) == (began + 300, Ending.UNSEEN)


def test_a_missed_end_is_never_before_the_beginning_nor_after_the_next_one(log, database, clock) -> None:
    log.began(clock.time(), "first")
    log.reconcile(clock.time() + 50, "second", last_seen=clock.time() + 90)
    second, first = history(database).outages
    assert (first.ended_at, second.ended_at) == (clock.time() + 50, None)
    log.reconcile(None, "", last_seen=clock.time() - 999)
    second, first = history(database).outages
    assert second.ended_at == second.started_at


def test_an_end_that_the_breaker_could_not_write_down_is_taken_back(log, database, clock) -> None:
    log.began(clock.time(), "timeout")
    log.ended(clock.time() + 9, 9, Ending.RECOVERED, held=0)
    log.reconcile(clock.time(), "timeout", clock.time() + 9)
    assert (only(database).ended_at, only(database).ending) == (None, None)


def test_a_wall_clock_that_was_set_during_an_outage_does_not_change_its_length(log, database, clock) -> None:
    log.began(clock.time(), "before the computer learned the time")
    clock.advance(60)
    clock.step_wall(50 * 365 * DAY)
    log.ended(clock.time(), 60, Ending.RECOVERED, held=0)
    assert only(database).ended_at - only(database).started_at == pytest.approx(60)


def test_what_a_new_outage_interrupts_is_no_longer_counted_for_the_old_one(log, database, clock) -> None:
    log.began(clock.time(), "first")
    log.ended(clock.time(), 0, Ending.RECOVERED, held=3)
    assert log.draining() is not None
    log.began(clock.time() + 1, "second")
    assert log.draining() is None
    assert history(database).outages[1].drained_at == clock.time() + 1


def test_outages_are_kept_for_a_year(log, database, clock) -> None:
    log.began(clock.time(), "old")
    log.ended(clock.time(), 0, Ending.RECOVERED, held=0)
    clock.advance(364 * DAY)
    log.prune()
    assert only(database).reason == "old"
    clock.advance(2 * DAY)
    log.began(clock.time(), "in progress")
    log.prune()
    assert only(database).reason == "in progress"


def test_it_can_be_read_from_outside_and_without_a_file_is_empty(log, tmp_path, clock) -> None:
    log.began(clock.time(), "timeout")
    assert [outage.reason for outage in peek_history(tmp_path / "recloser.sqlite3").outages] == ["timeout"]
    assert peek_history(tmp_path / "none.sqlite3") == History()


# When Plex was being watched


def test_time_is_watched_from_sign_of_life_to_sign_of_life_and_costs_a_write_a_minute(database, clock) -> None:
    watch, began = WatchLog(database, clock), clock.time()
    before = database.connection.total_changes
    for _ in range(120):
        watch.watching()
        clock.advance(5)
    assert database.connection.total_changes - before <= 11
    watch.flush()
    assert history(database).watched == (Period(began, began + 595),)


def test_a_kill_costs_at_most_a_minute(database, clock) -> None:
    watch, began = WatchLog(database, clock), clock.time()
    for _ in range(121):
        watch.watching()
        clock.advance(1)
    assert history(database).watched == (Period(began, began + 120),)
    assert WatchLog(database, clock).last_seen == began + 120


@pytest.mark.parametrize("how", ["restart", "pause", "sleep", "clock"])
def test_what_was_not_watched_is_a_gap(database, clock, how) -> None:
    watch, began = WatchLog(database, clock), clock.time()
    watch.watching()
    clock.advance(10)
    watch.watching()
    watch.flush()
    if how in ("sleep", "clock"):
        clock.step_wall(HOUR)  # the monotonic clock stands still
    else:
        clock.advance(HOUR)
    if how == "restart":
        watch = WatchLog(database, clock)
    watch.watching()
    clock.advance(20)
    watch.watching()
    watch.flush()
    assert history(database).watched == (Period(began, began + 10), Period(began + HOUR + 10, began + HOUR + 30))


# The figures


def outage(start: float, end: float | None, number: int = 1) -> Outage:
    return Outage(number, start, end, Ending.RECOVERED if end is not None else None, "x", 0, 0, None)


def test_without_any_history_nothing_is_claimed() -> None:
    assert reliability(History(), DAY, now=10 * DAY) == Reliability(DAY, 0.0, 0.0, 0, None, None, None)


def test_an_hour_down_in_a_day() -> None:
    past = History((outage(5 * HOUR, 6 * HOUR),), (Period(0, DAY),))
    assert reliability(past, DAY, now=DAY) == Reliability(DAY, DAY, HOUR, 1, 23 / 24, 23 * HOUR, HOUR)


def test_an_outage_in_progress_is_down_until_now_and_has_no_time_to_recover_yet() -> None:
    figures = reliability(History((outage(23 * HOUR, None),), (Period(0, DAY),)), DAY, now=DAY)
    assert (figures.down, figures.outages, figures.availability, figures.mttr) == (HOUR, 1, 23 / 24, None)


def test_time_in_which_nobody_watched_is_neither_up_nor_down() -> None:
    past = History((outage(5 * HOUR, 15 * HOUR),), (Period(0, 6 * HOUR), Period(14 * HOUR, 16 * HOUR)))
    figures = reliability(past, DAY, now=DAY)
    assert (figures.watched, figures.down) == (8 * HOUR, 2 * HOUR)
    assert (figures.availability, figures.mtbf, figures.mttr) == (6 / 8, 6 * HOUR, 10 * HOUR)


def test_what_began_before_the_window_counts_within_it_only() -> None:
    past = History((outage(0.0, 25 * HOUR),), (Period(0, 2 * DAY),))
    figures = reliability(past, DAY, now=2 * DAY)
    assert (figures.down, figures.outages, figures.mtbf, figures.mttr) == (HOUR, 0, None, 25 * HOUR)


SECOND = st.integers(0, 120)


def ordered(pair: tuple[int, int]) -> tuple[int, int]:
    return min(pair), max(pair)


@settings(max_examples=300, deadline=None)
@given(
    outages=st.lists(st.tuples(SECOND, SECOND).map(ordered), max_size=6),
    in_progress=st.none() | SECOND,
    watched=st.lists(st.tuples(SECOND, SECOND).map(ordered), max_size=6),
    window=st.integers(1, 100),
    now=st.integers(100, 120),
)
def test_the_figures_are_those_of_looking_at_every_single_second(outages, in_progress, watched, window, now) -> None:
    spans = [*outages, *([] if in_progress is None else [(in_progress, None)])]
    past = History(
        tuple(outage(start, end, number) for number, (start, end) in enumerate(spans)),
        tuple(Period(start, end) for start, end in sorted(watched)),
    )
    figures = reliability(past, window, now)

    def known(second: int) -> bool:
        return any(start <= second < end for start, end in watched)

    def down(second: int) -> bool:
        return any(start <= second < (now if end is None else end) for start, end in spans)

    seconds = range(now - window, now)
    watched_seconds = sum(known(second) for second in seconds)
    down_seconds = sum(known(second) and down(second) for second in seconds)
    began = sum(now - window <= start <= now for start, _ in spans)
    ended = [end - start for start, end in spans if end is not None and now - window <= end <= now]
    assert (figures.watched, figures.down, figures.outages) == (watched_seconds, down_seconds, began)
    up = watched_seconds - down_seconds
    assert figures.availability == (pytest.approx(up / watched_seconds) if watched_seconds else None)
    assert figures.mtbf == (pytest.approx(up / began) if began else None)
    assert figures.mttr == (pytest.approx(sum(ended) / len(ended)) if ended else None)
