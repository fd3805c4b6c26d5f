from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest

from core.demo.simulator import (
    ALL_BUT_IDENTITY,
    Delays,
    Drips,
    Garbles,
    Hangs,
    NotPlex,
    Refuses,
    RequestKind,
    Resets,
    Stopped,
    Truncates,
    forbidden,
    maintenance,
    too_many_requests,
    unauthorized,
    writes,
)
from core.events import BacklogDelivered, OutageBegan, OutageEnded, OutageRestored, SignedInAgain, SignInNeeded
from core.model import CircuitState
from core.plex.deadlines import Deadlines
from core.settings import BreakerSettings

QUICK = Deadlines(0.3, 0.3)


@pytest.fixture
def lasting(bench, tmp_path):
    """The same with a data folder, so that the breaker survives."""
    bench.data_dir = tmp_path
    return bench


# The five promises on persistence


def test_open_survives_a_new_instance_and_blocks(lasting) -> None:
    lasting.start()
    lasting.lose_the_server()
    lasting.plex.faults.clear()
    lasting.plex.log.clear()
    worker = lasting.start()
    assert worker.breaker.state is CircuitState.OPEN
    assert worker.step() > 0
    assert lasting.writes == 0
    assert worker.breaker.try_acquire() is None


def test_closed_after_recovery_survives(lasting) -> None:
    lasting.start()
    lasting.lose_the_server()
    lasting.plex.faults.clear()
    lasting.settle()
    assert lasting.start().breaker.state is CircuitState.CLOSED


def test_half_open_survives_and_admits_one_trial(lasting) -> None:
    lasting.start()
    lasting.lose_the_server()
    lasting.clock.advance(60)
    assert lasting.worker.breaker.try_acquire() is not None
    worker = lasting.start()
    assert worker.breaker.state is CircuitState.HALF_OPEN
    assert worker.breaker.try_acquire() is not None
    assert worker.breaker.try_acquire() is None


def test_without_a_data_folder_there_is_no_file(bench) -> None:
    bench.start()
    bench.lose_the_server()
    bench.stop()
    assert [path.name for path in bench.folder.iterdir() if path.suffix == ".json"] == []


def test_the_file_is_circuit_breaker_json_in_the_data_folder(lasting) -> None:
    lasting.start()
    lasting.lose_the_server()
    found = json.loads((lasting.folder / "circuit_breaker.json").read_bytes())
    assert found["state"] == "open"
    assert found["failure_count"] == 5
    assert found["opened_at"] == pytest.approx(lasting.clock.time(), abs=1)


# What counts as what


@pytest.mark.parametrize(
    "fault",
    [
        Stopped(), Hangs(), Drips(0.05), Garbles(), NotPlex(), Truncates(), Resets(), maintenance(),
        too_many_requests(None), Refuses(500), Refuses(502), Refuses(503),
    ],
    ids=lambda fault: f"{type(fault).__name__}{getattr(fault, 'status', '')}",
)  # fmt: skip
def test_an_outage_opens_the_breaker_spends_no_attempt_and_loses_nothing(bench, fault) -> None:
    bench.options = {"deadlines": QUICK, "breaker": BreakerSettings(failure_threshold=2)}
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(fault)
    bench.enqueue(1, 2)
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN)
    assert bench.worker.snapshot().queue.waiting == 2
    assert bench.worker.breaker.reason
    bench.plex.faults.clear()
    bench.settle()
    assert bench.worker.snapshot().stats.succeeded == 2
    assert bench.queue.failed(9) == []


def test_retry_after_is_a_floor_for_the_whole_server(bench) -> None:
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(too_many_requests("120"), writes(), times=1)
    bench.enqueue(1, 2)
    bench.run(lambda: bench.writes == 1)
    asked = sum(bench.plex.log.counts.values())
    assert bench.run(lambda: sum(bench.plex.log.counts.values()) > asked) == pytest.approx(120, abs=1)
    bench.settle()


@pytest.mark.parametrize("fault", [unauthorized(), forbidden()])
def test_sign_in_lost_stops_delivery_but_is_no_outage_and_heals_by_itself(bench, fault) -> None:
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(fault, ALL_BUT_IDENTITY)
    bench.enqueue(1, 2, 3)
    bench.run(lambda: not bench.worker.snapshot().server.signed_in)
    asked = bench.plex.log.counts[RequestKind.EDIT]
    bench.run(lambda: bench.plex.log.counts[RequestKind.IDENTITY] >= 4)
    assert bench.worker.breaker.state is CircuitState.CLOSED
    assert bench.plex.log.counts[RequestKind.EDIT] == asked
    assert bench.worker.snapshot().queue.waiting == 3
    assert len(bench.told(SignInNeeded)) == 1
    bench.plex.faults.clear()
    bench.settle()
    assert len(bench.told(SignedInAgain)) == 1
    assert bench.worker.snapshot().stats.succeeded == 3


def test_a_new_token_is_picked_up_without_a_restart(bench) -> None:
    bench.start()
    bench.settle()
    bench.plex.token, old = "a-new-token", bench.plex.token
    bench.options = {"read_token": lambda: old}
    bench.start()
    bench.enqueue(1)
    bench.run(lambda: not bench.worker.snapshot().server.signed_in)
    bench.connection._read_token = lambda: "a-new-token"
    bench.settle()


def test_sign_in_lost_during_a_trial_closes_the_breaker_because_the_server_lives(bench) -> None:
    bench.start()
    bench.lose_the_server()
    bench.plex.faults.set(unauthorized(), ALL_BUT_IDENTITY)
    bench.run(lambda: not bench.worker.snapshot().server.signed_in)
    assert bench.worker.breaker.state is CircuitState.CLOSED


# During and after an outage


def test_during_an_outage_no_edit_is_sent_before_a_trial_is_due(bench) -> None:
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(maintenance(), ALL_BUT_IDENTITY)
    bench.enqueue(1, 2, 3)
    bench.run(lambda: bench.worker.breaker.reopen_count == 1)
    bench.plex.log.clear()
    wait = bench.worker.breaker.retry_in()
    assert wait == pytest.approx(120)
    bench.run(lambda: bench.clock.monotonic() > 0 and bench.worker.breaker.retry_in() < 1)
    assert set(bench.plex.log.counts) <= {RequestKind.IDENTITY}


def test_a_server_that_answers_identity_but_fails_every_edit_is_not_hammered(bench) -> None:
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(maintenance(), writes())
    bench.enqueue(1, 2, 3)
    began = bench.clock.monotonic()
    bench.run(lambda: bench.clock.monotonic() - began > 3600, seconds=4000)
    assert bench.writes < 5 + 12  # the breaks double up to 15 minutes
    bench.plex.faults.clear()
    bench.settle()
    assert bench.worker.snapshot().stats.succeeded == 3


def test_a_probe_that_passes_ends_the_first_break_early(bench) -> None:
    bench.options = {"breaker": BreakerSettings(recovery_timeout=600)}
    bench.start()
    bench.lose_the_server()
    bench.plex.faults.clear()
    assert bench.settle() < 70


def test_an_outage_is_seen_while_nothing_is_to_be_delivered(bench) -> None:
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(Stopped())
    assert bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN) < 60
    bench.plex.faults.clear()
    bench.run(lambda: bench.worker.breaker.state is CircuitState.CLOSED)


def test_new_changes_do_not_hurry_the_worker_on_after_a_failure(bench) -> None:
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(maintenance())
    bench.enqueue(1)
    bench.run(lambda: bench.worker.breaker.failure_count == 1)
    for number in (2, 3, 4, 5):  # each wakes the worker
        bench.enqueue(number)
        bench.worker.step()
    assert bench.worker.breaker.failure_count == 1


def test_an_outage_is_told_once_with_its_end_and_what_it_had_held(bench) -> None:
    bench.start()
    bench.lose_the_server()
    bench.enqueue(2, 3)
    bench.clock.advance(30)
    bench.plex.faults.clear()
    bench.settle()
    bench.worker.step()
    (began,) = bench.told(OutageBegan)
    (ended,) = bench.told(OutageEnded)
    (delivered,) = bench.told(BacklogDelivered)
    assert "refused" in began.reason
    assert not ended.manual
    assert ended.duration == delivered.outage_duration >= 30
    assert delivered.delivered == 3


def test_a_restored_outage_is_told_with_its_beginning(lasting) -> None:
    lasting.start()
    lasting.lose_the_server()
    (began,) = lasting.told(OutageBegan)
    lasting.clock.advance(7)
    lasting.start().step()
    (restored,) = lasting.told(OutageRestored)
    assert restored.since == began.at


def test_paused_sends_nothing_but_what_is_asked_for_and_survives_a_restart(lasting) -> None:
    lasting.start().pause()
    lasting.enqueue(1)
    worker = lasting.start()
    assert worker.snapshot().paused
    for _ in range(10):
        lasting.clock.advance(worker.step())
    assert sum(lasting.plex.log.counts.values()) == 0
    worker.resume()
    lasting.settle()


def test_a_pause_ends_by_itself(bench) -> None:
    bench.start().pause(bench.clock.time() + 3600)
    bench.enqueue(1)
    assert bench.settle() == pytest.approx(3600, abs=40)


def test_held_means_that_nothing_at_all_is_sent(bench) -> None:
    bench.options = {"hold": "settings.toml has a mistake"}
    worker = bench.start()
    bench.enqueue(1)
    for _ in range(10):
        bench.clock.advance(worker.step())
    assert sum(bench.plex.log.counts.values()) == 0
    assert worker.snapshot().warnings == ("settings.toml has a mistake",)
    assert not worker.snapshot().set_up


# While a request hangs


def hanging(bench, kinds=None) -> threading.Thread:
    """A worker in the middle of a request that is never answered."""
    bench.options = {"deadlines": Deadlines(30, 30)}
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(Hangs(), writes())
    bench.enqueue(1)
    bench.stop()  # the thread that steps has to open the database itself
    ready = threading.Event()

    def run() -> None:
        bench.start()
        ready.set()
        while not bench.worker._stopping.is_set():
            bench.worker.step()
        bench.stop()

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(5)
    assert bench.plex.log.wait_for(lambda: bench.plex.log.counts[RequestKind.EDIT] >= 1)
    return thread


def test_reset_takes_effect_at_once_while_a_request_hangs(bench) -> None:
    thread = hanging(bench)
    worker = bench.worker
    worker.breaker.trip("test")
    began = time.monotonic()
    bench.plex.faults.clear()
    worker.reset()
    assert worker.snapshot().breaker.state is CircuitState.CLOSED
    assert time.monotonic() - began < 0.5
    assert bench.plex.log.wait_for(lambda: bench.plex.log.counts[RequestKind.EDIT] >= 2, 5)
    worker.stop()
    thread.join(5)
    assert not thread.is_alive()


def test_stop_ends_a_request_that_hangs_and_the_change_stays_in_the_queue(bench) -> None:
    thread = hanging(bench)
    began = time.monotonic()
    bench.worker.stop()
    thread.join(5)
    assert time.monotonic() - began < 1.0
    bench.start()
    assert bench.queue.counts().waiting == 1
    bench.plex.faults.clear()
    bench.settle()


# Pulling the server away


def test_pulling_the_server_away_under_500_edits_loses_nothing_and_repeats_no_verified_edit(lasting) -> None:
    numbers = range(6, 506)
    for number in numbers:
        lasting.plex.add_film(f"/media/Movies/Film {number} (2000)/Film {number} (2000).mkv")
    lasting.start()
    lasting.enqueue(*numbers)
    lasting.run(lambda: lasting.writes > 120)
    verified = {key for key in numbers if lasting.worker.snapshot().stats.succeeded >= key - 5}
    before = lasting.plex.log.writes
    lasting.plex.stop()
    began = lasting.clock.monotonic()
    lasting.run(lambda: lasting.clock.monotonic() - began > 30)
    assert lasting.worker.breaker.state is CircuitState.OPEN
    lasting.plex.start()
    lasting.settle()
    assert {item.metadata.tagline for item in lasting.connection.read(list(numbers))} == {"Edited"}
    after = lasting.plex.log.writes
    assert verified
    assert [key for key in verified if after[key] != before[key]] == []
    assert lasting.queue.failed(9) == []
    assert lasting.worker.snapshot().stats.succeeded == 500


def test_a_write_whose_answer_was_lost_is_not_sent_again(bench) -> None:
    bench.options = {"deadlines": QUICK}
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(Hangs(served=True), writes(), times=1)
    bench.enqueue(1)
    bench.settle()
    assert bench.writes == 1


def test_a_slow_server_is_no_outage(bench) -> None:
    bench.plex.faults.set(Delays(0.2))
    bench.start()
    bench.enqueue(1, 2)
    bench.settle()
    assert bench.told(OutageBegan) == []


def test_a_disk_that_cannot_be_written_is_a_warning_and_delivery_goes_on(lasting) -> None:
    lasting.start()
    (lasting.folder / "circuit_breaker.json").mkdir()
    lasting.lose_the_server()
    assert any("circuit_breaker.json" in warning for warning in lasting.worker.snapshot().warnings)
    Path(lasting.folder / "circuit_breaker.json").rmdir()
    lasting.plex.faults.clear()
    lasting.settle()
    lasting.worker.step()
    assert lasting.worker.snapshot().warnings == ()
