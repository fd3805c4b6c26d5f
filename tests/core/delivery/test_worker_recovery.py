"""After an outage: its place in the history, and how the backlog goes out."""

from __future__ import annotations

from itertools import pairwise

from core.demo.simulator import ALL_BUT_IDENTITY, Refuses, RequestKind, Stopped, maintenance, too_many_requests, writes
from core.events import BacklogDelivered, OutageEnded
from core.model import CircuitState
from core.resilience.outages import Ending, Outage, peek_history
from core.resilience.reliability import reliability
from core.settings import BreakerSettings
from tests.core.delivery.conftest import film_path


def outages(bench) -> list[Outage]:
    return list(peek_history(bench.folder / "recloser.sqlite3").outages)


def catalogued(bench) -> None:
    bench.list_libraries()


def to_open(bench) -> None:
    bench.plex.faults.set(Stopped())
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN)
    bench.worker.step()


def kill(bench) -> None:
    """As a power cut: nothing is flushed or told."""
    bench.connection.close()
    bench.queue.close()
    bench.worker = None


def lasting(bench):
    bench.data_dir = bench.folder
    return bench


# History


def test_one_outage_from_open_to_closed_however_often_it_reopened(bench) -> None:
    bench.start()
    catalogued(bench)
    bench.enqueue(1, 2, 3)
    bench.plex.faults.set(maintenance(), ALL_BUT_IDENTITY)
    bench.run(lambda: bench.worker.breaker.reopen_count == 3)
    bench.plex.faults.clear()
    bench.settle()
    bench.worker.step()
    (outage,) = outages(bench)
    assert (outage.ending, outage.held, outage.delivered) == (Ending.RECOVERED, 3, 3)
    assert "maintenance" in outage.reason
    assert outage.ended_at - outage.started_at > 60 + 120 + 240
    assert outage.drained_at >= outage.ended_at


def test_a_manual_reset_ends_an_outage_as_such(bench) -> None:
    bench.start()
    catalogued(bench)
    to_open(bench)
    bench.plex.faults.clear()
    bench.worker.reset()
    bench.worker.step()
    assert [outage.ending for outage in outages(bench)] == [Ending.MANUAL_RESET]


def test_an_outage_in_progress_at_a_kill_is_the_same_one_after_the_restart(bench) -> None:
    lasting(bench).start()
    catalogued(bench)
    to_open(bench)
    (before,) = outages(bench)
    kill(bench)
    bench.clock.advance(3 * 3600)
    bench.start().step()
    assert outages(bench) == [before]
    bench.plex.faults.clear()
    bench.run(lambda: bench.worker.breaker.state is CircuitState.CLOSED)
    bench.worker.step()
    (after,) = outages(bench)
    assert (after.started_at, after.ending) == (before.started_at, Ending.RECOVERED)
    assert after.ended_at - after.started_at >= 3 * 3600


def test_an_outage_that_began_at_the_very_moment_of_a_kill_is_in_the_history(bench) -> None:
    lasting(bench).start()
    catalogued(bench)
    bench.plex.faults.set(Stopped())
    bench.worker.breaker.trip("just then")
    kill(bench)
    bench.clock.advance(60)
    bench.start().step()
    (outage,) = outages(bench)
    assert (outage.started_at, outage.ended_at, outage.reason) == (bench.clock.time() - 60, None, "just then")


def test_an_outage_whose_end_was_missed_ends_when_plex_was_last_watched(bench) -> None:
    lasting(bench).start()
    catalogued(bench)
    to_open(bench)
    bench.clock.advance(61)
    bench.worker.step()
    seen = bench.clock.time()
    bench.plex.faults.clear()
    bench.worker.breaker.reset()
    kill(bench)
    bench.clock.advance(86_400)
    bench.start().step()
    (outage,) = outages(bench)
    assert outage.ending is Ending.UNSEEN
    assert outage.started_at < outage.ended_at <= seen


def test_what_a_restart_interrupts_is_counted_and_told_afterwards(bench) -> None:
    for number in range(6, 106):
        bench.plex.add_film(film_path(number))
    lasting(bench).start()
    catalogued(bench)
    to_open(bench)
    bench.enqueue(*range(6, 106))
    bench.plex.faults.clear()
    bench.run(lambda: bench.worker.snapshot().stats.succeeded >= 51)
    bench.events.clear()
    bench.start()
    bench.run(lambda: bench.told(BacklogDelivered))
    assert [event.delivered for event in bench.told(BacklogDelivered)] == [100]
    assert outages(bench)[0].delivered == 100


def test_the_length_of_an_outage_is_not_changed_by_a_step_of_the_wall_clock(bench) -> None:
    bench.start()
    catalogued(bench)
    to_open(bench)
    bench.clock.step_wall(3 * 3600)
    bench.plex.faults.clear()
    bench.run(lambda: bench.worker.breaker.state is CircuitState.CLOSED)
    bench.worker.step()
    assert bench.told(OutageEnded)[0].duration < 120
    assert outages(bench)[0].ended_at - outages(bench)[0].started_at < 120


def test_time_without_the_application_counts_neither_as_up_nor_as_down(bench) -> None:
    bench.start()
    began = bench.clock.monotonic()
    bench.run(lambda: bench.clock.monotonic() - began >= 3600, seconds=4000)
    bench.stop()
    bench.clock.advance(3600)
    bench.start()
    began = bench.clock.monotonic()
    bench.run(lambda: bench.clock.monotonic() - began >= 1800, seconds=4000)
    to_open(bench)
    began = bench.clock.monotonic()
    bench.run(lambda: bench.clock.monotonic() - began >= 1800, seconds=4000)
    bench.stop()
    figures = reliability(peek_history(bench.folder / "recloser.sqlite3"), 86_400, bench.clock.time())
    assert abs(figures.watched - 7200) < 120
    assert abs(figures.availability - 0.75) < 0.02


def test_paused_time_is_not_watched(bench) -> None:
    bench.start()
    bench.worker.step()
    bench.worker.pause()
    began = bench.clock.monotonic()
    bench.run(lambda: bench.clock.monotonic() - began >= 3600, seconds=4000)
    bench.stop()
    assert reliability(peek_history(bench.folder / "recloser.sqlite3"), 86_400, bench.clock.time()).watched < 60


# The ramp


def backlog(bench, amount: int) -> list[float]:
    """Everything is delivered after an outage; returns when each edit arrived, in seconds after the first."""
    for number in range(6, 6 + amount):
        bench.plex.add_film(film_path(number))
    bench.start()
    catalogued(bench)
    to_open(bench)
    bench.enqueue(*range(6, 6 + amount))
    bench.plex.log.clear()
    bench.plex.faults.clear()
    bench.settle()
    edits = [request.at for request in bench.plex.log.requests if request.kind is RequestKind.EDIT]
    return [at - edits[0] for at in edits]


def test_a_backlog_goes_out_at_a_growing_rate(bench) -> None:
    arrived = backlog(bench, 500)
    assert len(arrived) == 500
    assert sum(at < 10 for at in arrived) <= 50 + 1 + 5 * 11
    assert arrived[-1] > 60
    assert sum(at > arrived[-1] - 10 for at in arrived) > 55


def test_a_handful_of_edits_goes_out_at_once_after_an_outage(bench) -> None:
    assert backlog(bench, 6)[-1] < 2


def test_the_ramp_can_be_switched_off(bench) -> None:
    bench.options = {"recovery_ramp": False}
    assert backlog(bench, 300)[-1] < 2


def test_the_ramp_goes_on_after_a_restart(bench) -> None:
    for number in range(6, 506):
        bench.plex.add_film(film_path(number))
    lasting(bench).start()
    catalogued(bench)
    to_open(bench)
    bench.enqueue(*range(6, 506))
    bench.plex.faults.clear()
    bench.run(lambda: bench.worker.snapshot().stats.succeeded >= 60)
    bench.start()
    assert bench.settle() > 30


# Retry-After


def test_what_the_server_has_asked_for_survives_a_restart(bench) -> None:
    bench.start()
    catalogued(bench)
    bench.plex.faults.set(too_many_requests("300"), writes(), times=1)
    bench.enqueue(1)
    bench.run(lambda: bench.writes == 1)
    bench.worker.step()
    kill(bench)
    bench.clock.advance(100)
    bench.plex.log.clear()
    bench.start()
    waited = bench.run(lambda: sum(bench.plex.log.counts.values()) > 0)
    assert 199 <= waited <= 201
    bench.settle()


def test_a_clock_that_was_set_back_prolongs_it_to_fifteen_minutes_at_most(bench) -> None:
    bench.start()
    catalogued(bench)
    bench.plex.faults.set(too_many_requests("300"), writes(), times=1)
    bench.enqueue(1)
    bench.run(lambda: bench.writes == 1)
    bench.stop()
    bench.clock.step_wall(-3 * 3600)
    bench.plex.log.clear()
    bench.start()
    assert bench.run(lambda: sum(bench.plex.log.counts.values()) > 0) <= 901


def test_a_reset_by_hand_does_not_wait_for_it_not_even_after_a_restart(bench) -> None:
    bench.start()
    catalogued(bench)
    bench.plex.faults.set(too_many_requests("300"), writes(), times=1)
    bench.enqueue(1)
    bench.run(lambda: bench.writes == 1)
    bench.worker.reset()
    bench.worker.step()
    bench.start()
    assert bench.settle() < 30


# Health


def test_probes_back_off_also_when_plex_answers_them_but_fails_every_trial(bench) -> None:
    bench.options = {"heartbeat": 0.0}
    bench.start()
    catalogued(bench)
    bench.plex.faults.set(Refuses(503), ALL_BUT_IDENTITY)
    bench.enqueue(1)
    bench.run(lambda: bench.worker.breaker.reopen_count == 4)
    bench.plex.log.clear()
    began = bench.clock.monotonic()
    bench.run(lambda: bench.clock.monotonic() - began > 800, seconds=900)
    assert bench.plex.log.counts[RequestKind.IDENTITY] < 40


def test_while_open_probes_are_never_closer_than_five_seconds_nor_rarer_than_sixty(bench) -> None:
    bench.options = {"breaker": BreakerSettings(recovery_timeout=900)}
    bench.start()
    catalogued(bench)
    bench.plex.faults.set(maintenance())
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN)
    bench.plex.log.clear()
    began = bench.clock.monotonic()
    bench.run(lambda: bench.clock.monotonic() - began > 890, seconds=900)
    asked = [request.at for request in bench.plex.log.requests]
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert min(gaps) >= 5
    assert max(gaps) <= 60
    assert len({round(gap) for gap in gaps}) > 3  # jitter


def test_with_an_empty_queue_the_trial_is_an_authenticated_request(bench) -> None:
    bench.start()
    catalogued(bench)
    to_open(bench)
    bench.plex.faults.clear()
    bench.plex.log.clear()
    bench.run(lambda: bench.worker.breaker.state is CircuitState.CLOSED)
    assert bench.plex.log.counts == {RequestKind.IDENTITY: 1, RequestKind.SECTIONS: 1}


def test_a_heartbeat_every_thirty_seconds_and_five_seconds_after_a_failure(bench) -> None:
    bench.start()
    catalogued(bench)
    bench.plex.log.clear()
    began = bench.clock.monotonic()
    bench.run(lambda: bench.clock.monotonic() - began >= 600, seconds=700)
    assert set(bench.plex.log.counts) == {RequestKind.IDENTITY}
    assert 19 <= bench.plex.log.counts[RequestKind.IDENTITY] <= 20
    bench.plex.faults.set(maintenance())
    bench.plex.log.clear()
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN)
    asked = [request.at for request in bench.plex.log.requests]
    assert [later - earlier for earlier, later in pairwise(asked)] == [5, 5, 5, 5]
