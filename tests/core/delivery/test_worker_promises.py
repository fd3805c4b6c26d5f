"""What other programs get wrong, and what happens when our own parts fail."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.database import DatabaseUnavailable
from core.delivery.queue import Failed, JobQueue, Returned
from core.demo.simulator import (
    ALL_BUT_IDENTITY,
    Hangs,
    Refuses,
    RequestKind,
    Scope,
    Truncates,
    forbidden,
    maintenance,
    server_error,
    writes,
)
from core.events import OutageBegan, SignedInAgain, SignInNeeded
from core.model import Change, CircuitState, FailureKind, Metadata
from core.plex import edits, items
from core.plex.deadlines import Deadlines
from core.resilience.breaker_file import save
from tests.core.delivery.conftest import film_path


@pytest.fixture
def idle(bench):
    """Started, with everything looked at and nothing to do."""
    bench.start()
    bench.list_libraries()
    bench.plex.log.clear()
    return bench


# Stash2Plex


def test_no_update_is_lost_when_the_item_is_edited_again_while_it_is_being_delivered(idle) -> None:
    send = idle.connection.edit

    def edited_meanwhile(*arguments) -> None:
        idle.connection.edit = send
        idle.enqueue(1, tagline="Second")
        send(*arguments)

    idle.connection.edit = edited_meanwhile
    idle.enqueue(1, tagline="First")
    idle.settle()
    assert idle.tagline(1) == "Second"
    assert idle.worker.snapshot().stats.succeeded == 2


def test_no_update_is_lost_when_plex_goes_away_between_two_edits_of_an_item(idle) -> None:
    idle.plex.faults.set(maintenance(), ALL_BUT_IDENTITY)
    idle.enqueue(1, tagline="First")
    idle.run(lambda: idle.worker.breaker.state is CircuitState.OPEN)
    idle.enqueue(1, tagline="Second")
    idle.plex.faults.clear()
    idle.settle()
    assert idle.tagline(1) == "Second"


def test_a_waiting_job_does_not_block_the_queue(idle) -> None:
    idle.enqueue(77)  # Plex does not know it: it waits for its next try
    idle.run(lambda: idle.queue.counts().retrying == 1)
    idle.enqueue(1, 2, 3)
    assert idle.run(lambda: idle.worker.snapshot().stats.succeeded == 3) < 1
    assert idle.queue.counts().retrying == 1


def test_a_503_is_no_permanent_error(idle) -> None:
    idle.plex.faults.set(maintenance(), writes())
    idle.enqueue(1, 2)
    idle.run(lambda: idle.worker.breaker.reopen_count == 5)
    assert idle.queue.failed(9) == []
    jobs = idle.queue.claim(9)
    assert [job.attempts for job in jobs] == [0, 0]
    idle.queue.settle([Returned(job.id) for job in jobs])
    idle.plex.faults.clear()
    idle.settle()
    assert [idle.tagline(1), idle.tagline(2)] == ["Edited", "Edited"]


def test_a_bug_of_our_own_is_no_plex_outage(idle, monkeypatch) -> None:
    def faulty(*_arguments) -> None:
        raise TypeError("'NoneType' object is not iterable")

    monkeypatch.setattr(edits, "differences", faulty)
    idle.enqueue(1, 2, 3, 4, 5)
    idle.run(lambda: idle.queue.counts().failed == 5)
    assert {failed.kind for failed in idle.queue.failed(9)} == {FailureKind.INTERNAL}
    assert (idle.worker.breaker.state, idle.worker.breaker.failure_count) == (CircuitState.CLOSED, 0)
    assert idle.told(OutageBegan) == []


@pytest.mark.parametrize("fault", [Hangs(), Truncates()])
def test_an_item_that_plex_never_shows_holds_up_nobody_for_long(bench, fault) -> None:
    bench.options = {"deadlines": Deadlines(0.1, 0.1)}
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(fault, Scope(frozenset({RequestKind.ITEMS}), frozenset({2})))
    bench.enqueue(1, 2, 3, 4, 5)
    bench.run(lambda: [bench.tagline(number) for number in (1, 3, 4, 5)] == ["Edited"] * 4, seconds=300)
    bench.enqueue(3, tagline="Later")
    assert bench.run(lambda: bench.tagline(3) == "Later") < 100
    assert len(bench.told(OutageBegan)) <= 2
    bench.plex.faults.clear()
    bench.settle()
    assert bench.tagline(2) == "Edited"


def test_a_library_that_plex_stumbles_over_is_no_outage_and_holds_up_no_change(idle) -> None:
    idle.plex.faults.set(server_error(), Scope(frozenset({RequestKind.LISTING})))
    idle.clock.advance(2 * 86_400.0)  # everything is to be listed anew
    began = idle.clock.monotonic()
    idle.run(lambda: idle.clock.monotonic() - began > 3600, seconds=4000)
    idle.enqueue(1, 2, 3)
    assert idle.settle() < 60.0
    assert idle.told(OutageBegan) == []
    assert 1 <= sum(request.kind is RequestKind.LISTING for request in idle.plex.log.requests) <= 3


def test_a_poison_job_ends_as_a_failed_change_and_keeps_nobody_waiting(idle) -> None:
    idle.plex.faults.set(server_error(), writes(2))
    idle.enqueue(1, 2, 3, 4, 5)
    idle.run(lambda: idle.worker.snapshot().stats.succeeded == 4, seconds=60)
    idle.run(lambda: idle.queue.counts().failed == 1)
    assert [(one.path, one.kind) for one in idle.queue.failed(9)] == [(film_path(2), FailureKind.SERVER_ERROR)]
    assert idle.told(OutageBegan) == []


def test_a_lone_edit_that_is_answered_503_for_ever_is_one_outage_and_hammers_nobody(idle) -> None:
    idle.plex.faults.set(maintenance(), writes(2))
    idle.enqueue(2)
    began = idle.clock.monotonic()
    idle.run(lambda: idle.clock.monotonic() - began > 3600, seconds=4000)
    assert idle.worker.breaker.state is CircuitState.CLOSED
    assert len(idle.told(OutageBegan)) == 1
    assert idle.writes < 5 + 8
    idle.enqueue(1)
    assert idle.run(lambda: idle.tagline(1) == "Edited") < 10
    idle.plex.faults.clear()
    assert idle.settle() <= 900
    assert idle.queue.failed(9) == []


def test_edits_that_plex_never_answers_do_not_hold_up_those_behind_them(bench) -> None:
    bench.options = {"deadlines": Deadlines(0.2, 0.2)}
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(Hangs(), writes(1, 2))
    bench.enqueue(1, 2, 3, 4, 5)
    bench.run(lambda: [bench.tagline(number) for number in (3, 4, 5)] == ["Edited"] * 3)
    assert bench.queue.counts().pending >= 2
    bench.plex.faults.clear()
    bench.settle()


# Our own faults


def test_a_bug_in_reading_one_item_does_not_hold_up_the_jobs_beside_it(idle, monkeypatch) -> None:
    read = items.read_items

    def faulty(root):
        found = read(root)
        if any(item.rating_key == 2 for item in found):
            raise ZeroDivisionError("oops")
        return found

    monkeypatch.setattr(items, "read_items", faulty)
    idle.enqueue(1, 2, 3)
    idle.run(lambda: idle.queue.counts().pending == 0, seconds=60)
    (failed,) = idle.queue.failed(9)
    assert (failed.path, failed.kind) == (film_path(2), FailureKind.INTERNAL)
    assert "oops" in failed.reason
    assert idle.worker.snapshot().stats.succeeded == 2
    assert idle.worker.breaker.failure_count == 0


@pytest.mark.parametrize("fault", [TypeError, ValueError, KeyError, AttributeError])
@pytest.mark.parametrize("place", ["_read_item", "_read_listed", "read_sections"])
def test_a_fault_of_ours_in_reading_what_plex_says_is_no_outage_but_told_with_its_place(
    idle, monkeypatch, caplog, place, fault
) -> None:
    def faulty(*_arguments) -> None:
        raise fault("oops")

    with monkeypatch.context() as broken:
        broken.setattr(items, place, faulty)
        idle.plex.add_film(film_path(6))
        idle.worker._upkeep.want()
        idle.clock.advance(60)
        idle.enqueue(6)
        for _ in range(30):
            idle.clock.advance(idle.worker.step())
    assert (idle.worker.breaker.state, idle.worker.breaker.failure_count) == (CircuitState.CLOSED, 0)
    assert any(record.exc_info and "oops" in str(record.exc_info[1]) for record in caplog.records)
    idle.queue.retry()
    idle.run(lambda: idle.tagline(6) == "Edited")


def test_a_database_that_fails_at_the_wrong_moment_loses_no_job_and_repeats_no_edit(idle, monkeypatch) -> None:
    settle, failures = JobQueue.settle, 3

    def failing(queue, settlements, **rest) -> None:
        nonlocal failures
        if failures:
            failures -= 1
            raise DatabaseUnavailable("The database is locked by another program")
        settle(queue, settlements, **rest)

    monkeypatch.setattr(JobQueue, "settle", failing)
    idle.enqueue(1, 2, 3)
    idle.worker.step()
    assert any("locked" in warning for warning in idle.worker.snapshot().warnings)
    idle.settle()
    idle.worker.step()
    assert (idle.writes, idle.worker.snapshot().stats.succeeded) == (3, 3)
    assert idle.worker.snapshot().warnings == ()


def test_a_kill_before_an_edit_could_be_settled_repeats_nothing_that_plex_shows(idle, monkeypatch) -> None:
    def failing(*_arguments, **_rest) -> None:
        raise DatabaseUnavailable("The disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(JobQueue, "settle", failing)
        idle.enqueue(1)
        idle.worker.step()
    assert idle.writes == 1
    idle.start()
    idle.settle()
    assert (idle.writes, idle.worker.snapshot().stats.succeeded) == (1, 1)


# Sign-in


def test_a_token_that_may_read_but_not_write_is_told_once_and_heals_by_itself(idle) -> None:
    idle.plex.faults.set(forbidden(), writes())
    idle.enqueue(1, 2)
    began = idle.clock.monotonic()
    idle.run(lambda: idle.clock.monotonic() - began > 600, seconds=700)
    assert (len(idle.told(SignInNeeded)), len(idle.told(SignedInAgain))) == (1, 0)
    assert not idle.worker.snapshot().server.signed_in
    assert idle.worker.breaker.state is CircuitState.CLOSED
    assert idle.plex.log.counts[RequestKind.IDENTITY] >= 19  # health goes on
    assert idle.writes <= 25
    idle.plex.faults.clear()
    idle.settle()
    assert len(idle.told(SignedInAgain)) == 1


# Failed changes


@pytest.fixture
def failed(idle):
    """Three failed changes of two kinds, an hour apart."""
    for number, kind in ((1, FailureKind.REFUSED), (2, FailureKind.REFUSED), (3, FailureKind.AMBIGUOUS)):
        idle.queue.enqueue([Change(film_path(number), Metadata(tagline="Edited"), "test")])
        (job,) = idle.queue.claim(1)
        idle.queue.settle([Failed(job.id, kind, "why")])
        idle.clock.advance(3600)
    return idle


def paths(bench) -> list[str]:
    return sorted(change.path for change in bench.queue.failed(9))


def test_failed_changes_of_one_kind_can_be_retried(failed) -> None:
    assert failed.queue.retry(kind=FailureKind.REFUSED) == 2
    assert paths(failed) == [film_path(3)]
    failed.settle()
    assert failed.worker.snapshot().stats.succeeded == 2


def test_failed_changes_of_one_stretch_of_time_can_be_retried(failed) -> None:
    newest = failed.queue.failed(9)[0].failed_at
    assert failed.queue.retry(failed_between=(newest - 4000, newest - 1)) == 1
    assert paths(failed) == [film_path(1), film_path(3)]


def test_several_conditions_all_count(failed) -> None:
    ids = {change.path: change.id for change in failed.queue.failed(9)}
    assert failed.queue.retry([ids[film_path(1)], ids[film_path(3)]], kind=FailureKind.REFUSED) == 1
    assert paths(failed) == [film_path(2), film_path(3)]


def test_failed_changes_are_kept_for_thirty_days(failed) -> None:
    failed.clock.advance(29 * 86_400)
    failed.worker.step()
    assert len(paths(failed)) == 3
    failed.clock.advance(2 * 86_400)
    failed.worker.step()
    assert paths(failed) == []


def test_an_outage_is_shown_to_nobody_before_it_is_in_its_file(bench, monkeypatch) -> None:
    bench.data_dir = bench.folder
    worker = bench.start()
    saving, may_save = threading.Event(), threading.Event()

    def slow(path, record) -> None:
        saving.set()
        assert may_save.wait(5)
        save(path, record)

    monkeypatch.setattr("core.resilience.breaker.save", slow)
    with ThreadPoolExecutor() as pool:
        pool.submit(worker.breaker.trip, "down")
        assert saving.wait(5)
        shown = pool.submit(worker.snapshot)
        with pytest.raises(TimeoutError):
            shown.result(0.1)
        may_save.set()
        assert shown.result(5).breaker.state is CircuitState.OPEN
    assert json.loads((bench.folder / "circuit_breaker.json").read_text())["state"] == "open"


def test_an_item_of_two_libraries_that_plex_never_shows_does_not_hold_the_breaker_open(bench) -> None:
    again = bench.plex.add_library("/media/Movies", title="The same again")
    key = bench.plex.add_film(film_path(1), section=again)
    bench.options = {"deadlines": Deadlines(0.1, 0.1)}
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(Hangs(), Scope(frozenset({RequestKind.ITEMS}), frozenset({key})))
    bench.enqueue(1, 2)
    bench.run(lambda: bench.tagline(2) == "Edited", seconds=300)


def test_a_trial_is_over_with_the_first_answer_that_fails_also_for_an_item_of_two_libraries(bench) -> None:
    again = bench.plex.add_library("/media/Movies", title="The same again")
    bench.plex.add_film(film_path(1), section=again)
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(Refuses(500), Scope(frozenset({RequestKind.ITEMS})))
    bench.enqueue(1)
    bench.worker.breaker.trip("down")
    bench.clock.advance(61)
    bench.plex.log.clear()
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN and bench.plex.log.counts[RequestKind.ITEMS])
    assert bench.plex.log.counts[RequestKind.ITEMS] == 1
