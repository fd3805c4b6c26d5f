from __future__ import annotations

import pytest

from core.delivery.rules import Rules
from core.demo.simulator import (
    ALL_BUT_IDENTITY,
    EVERYTHING,
    Film,
    Refuses,
    RequestKind,
    Scope,
    Truncates,
    server_error,
    writes,
)
from core.events import OutageBegan, OutageEnded, SignInNeeded
from core.media_paths import PathMapping
from core.model import CircuitState, FailureKind, Field, Metadata
from core.plex.deadlines import Deadlines
from core.settings import BreakerSettings
from tests.core.delivery.conftest import film_path

NOT_FOUND = Refuses(404)
ITEMS = Scope(frozenset({RequestKind.ITEMS, RequestKind.EDIT}))


def ready(bench):
    bench.options = {"deadlines": Deadlines(0.3, 0.3), "breaker": BreakerSettings(failure_threshold=2)}
    bench.start()
    bench.list_libraries()
    return bench


@pytest.mark.parametrize("scope", [EVERYTHING, ALL_BUT_IDENTITY])
@pytest.mark.parametrize("status", [404, 400])
def test_a_server_that_knows_nothing_of_libraries_is_an_outage_and_spends_no_attempt(bench, scope, status) -> None:
    ready(bench)
    bench.plex.faults.set(Refuses(status), scope)
    bench.enqueue(1, 2)
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN)
    assert bench.worker.snapshot().queue.waiting == 2
    assert "something else" in bench.worker.breaker.reason
    bench.run(lambda: bench.worker.breaker.view().retry_in > 100)  # a failed trial is settled, not left hanging
    bench.plex.faults.clear()
    bench.settle()
    assert bench.worker.snapshot().stats.succeeded == 2


def test_items_that_are_not_found_on_a_server_that_lives_are_tried_later_and_are_no_outage(bench) -> None:
    ready(bench)
    bench.plex.faults.set(NOT_FOUND, ITEMS)
    bench.enqueue(1, 2)
    bench.run(lambda: bench.worker.snapshot().queue.retrying == 2)
    assert bench.worker.breaker.state is CircuitState.CLOSED
    bench.plex.faults.clear()
    bench.settle()
    assert bench.worker.snapshot().stats.succeeded == 2
    assert not bench.told(OutageBegan, SignInNeeded)


def test_an_item_that_vanishes_between_its_edit_and_its_verification_is_tried_later(bench) -> None:
    ready(bench)
    bench.plex.faults.set(NOT_FOUND, Scope(frozenset({RequestKind.EDIT})))
    bench.enqueue(1)
    bench.run(lambda: bench.worker.snapshot().queue.retrying == 1)
    bench.plex.faults.clear()
    bench.settle()
    assert bench.worker.snapshot().stats.succeeded == 1


@pytest.mark.parametrize("status", [404, 400])
def test_a_file_that_plex_refuses_to_look_for_is_not_in_plex(bench, status) -> None:
    ready(bench)
    bench.plex.faults.set(Refuses(status), Scope(frozenset({RequestKind.LISTING})))
    bench.enqueue(77)
    bench.run(lambda: bench.worker.snapshot().queue.retrying == 1)
    assert bench.worker.snapshot().warnings == ()
    assert bench.worker.breaker.state is CircuitState.CLOSED


@pytest.mark.parametrize("status", [404, 400])
def test_a_library_that_cannot_be_listed_neither_keeps_the_others_waiting_nor_is_asked_for_all_the_time(
    bench, status
) -> None:
    bench.plex.faults.set(Refuses(status), Scope(frozenset({RequestKind.LISTING})))
    bench.start()
    bench.run(lambda: bench.plex.log.counts[RequestKind.LISTING] > 0)
    for _ in range(50):
        bench.clock.advance(min(bench.worker.step(), 1.0))
    assert bench.plex.log.counts[RequestKind.LISTING] < 10
    assert bench.worker.breaker.state is CircuitState.CLOSED


@pytest.mark.parametrize("after", [0, 20, 170])
def test_an_answer_that_was_cut_off_anywhere_is_an_outage_and_no_fault_of_the_database(bench, after) -> None:
    ready(bench)
    bench.plex.faults.set(Truncates(after), Scope(frozenset({RequestKind.ITEMS})))
    bench.enqueue(1)
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN)
    assert bench.worker.snapshot().warnings == ()
    bench.plex.faults.clear()
    bench.settle()


@pytest.mark.parametrize("kind", [RequestKind.ITEMS, RequestKind.LISTING])
def test_an_item_that_plex_cannot_even_show_holds_up_no_other_and_ends_as_a_failed_change(bench, kind) -> None:
    ready(bench)
    if kind is RequestKind.LISTING:  # it is in no listing, so it has to be asked for
        bench.worker._catalog.forget([1])
    bench.plex.faults.set(Refuses(500), Scope(frozenset({kind}), frozenset({1}) if kind is RequestKind.ITEMS else None))
    bench.enqueue(1, 2, 3, 4, 5)
    assert bench.run(lambda: bench.worker.snapshot().stats.succeeded == 4) < 300
    bench.settle()
    assert [failed.kind for failed in bench.queue.failed(9)] == [FailureKind.SERVER_ERROR]
    assert bench.worker.breaker.state is CircuitState.CLOSED


def test_a_server_that_can_show_no_item_at_all_is_an_outage(bench) -> None:
    ready(bench)
    bench.plex.faults.set(Refuses(500), ITEMS)
    bench.enqueue(1, 2, 3)
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN)
    bench.plex.faults.clear()
    bench.settle()
    assert bench.worker.snapshot().stats.succeeded == 3


def test_a_trial_that_had_nothing_to_edit_does_not_close_the_breaker_on_a_server_that_fails_every_edit(bench) -> None:
    ready(bench)
    known = [bench.plex.add_film(film_path(number)) for number in range(11, 21)]
    bench.enqueue(*range(11, 21))
    bench.settle()
    assert all(bench.plex.log.writes[key] == 1 for key in known)
    bench.plex.faults.set(Refuses(503), writes())
    bench.enqueue(3, *range(11, 21), 4, 5)  # between them are those that are as they should be
    bench.run(lambda: (bench.worker.breaker.view().retry_in or 0.0) > 100)
    assert not bench.told(OutageEnded)
    bench.plex.faults.clear()
    bench.settle()
    assert len(bench.told(OutageBegan)) == 1


@pytest.mark.parametrize(("denied", "limit"), [(300, 600), (3600, 3600)])
def test_what_plex_denies_for_a_while_and_lists_all_the_same_is_delivered_when_it_has_it_again(
    bench, denied, limit
) -> None:
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(NOT_FOUND, ITEMS)
    bench.enqueue(1, 2, 3, tagline="New")
    end = bench.clock.monotonic() + denied
    while bench.clock.monotonic() < end:
        bench.clock.advance(max(bench.worker.step(), 0.1))
    assert bench.queue.counts().failed == 0
    assert bench.plex.log.counts[RequestKind.LISTING] < 20
    bench.plex.faults.clear()
    assert bench.settle() <= limit
    assert [bench.tagline(number) for number in (1, 2, 3)] == ["New"] * 3


def test_a_folder_that_plex_knows_by_another_name_is_told_with_that_name(bench) -> None:
    bench.options["rules"] = Rules(frozenset(Field), (PathMapping("/mnt/nas/Movies", "/mnt/nas/Movies"),))
    bench.start()
    bench.list_libraries()
    (warning,) = bench.worker.snapshot().warnings
    assert warning.startswith("No library in Plex has the folder /mnt/nas/Movies; Plex may know it as /media/Movies.")


def test_a_folder_whose_scan_plex_stumbles_over_is_no_outage(bench) -> None:
    rules = Rules(frozenset(Field), (PathMapping("/local", "/media/Movies"),), scan_missing=True)
    bench.options = {"rules": rules, "breaker": BreakerSettings(failure_threshold=3)}
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(server_error(), Scope(frozenset({RequestKind.SCAN})))
    bench.enqueue(77, 1)
    bench.run(lambda: bench.worker.snapshot().queue.retrying == 1, seconds=60)
    assert bench.tagline(1) == "Edited"
    assert bench.told(OutageBegan) == []


def test_plex_is_asked_once_for_a_file_that_it_does_not_have_and_again_when_its_library_has_changed(bench) -> None:
    bench.start()
    bench.list_libraries()

    def asked() -> int:
        return sum("file=" in request.query for request in bench.plex.log.requests)

    bench.enqueue(99)
    bench.run(lambda: bench.queue.counts().retrying == 1)
    first = asked()
    began = bench.clock.monotonic()
    bench.run(lambda: bench.clock.monotonic() - began > 3 * 3600, seconds=4 * 3600)
    assert (asked(), bench.queue.counts().retrying) == (first, 1)
    bench.plex.store.add_versions({1: ((film_path(99),),)})
    bench.settle()
    assert bench.tagline(1) == "Edited"


@pytest.mark.parametrize("what", ["added anew", "merged", "split"])
def test_an_item_that_was_added_anew_merged_or_split_in_plex_is_not_ambiguous(bench, what) -> None:
    bench.start()
    (both,) = bench.plex.add_films([Film(Metadata(title="Both"), ((film_path(11),), (film_path(12),)))])
    bench.list_libraries()
    if what == "added anew":
        bench.plex.remove(both)
        bench.plex.add_film(film_path(11))
    elif what == "merged":
        bench.plex.store.merge(bench.plex.add_film("/media/Movies/A.mkv"), [both])
    else:
        bench.plex.store.split(both)
        bench.plex.store.merge(bench.plex.add_film("/media/Movies/A.mkv"), [both])
    bench.clock.advance(3600)
    bench.worker._upkeep.want()
    bench.list_libraries()
    bench.enqueue(11)
    bench.settle()
    found = next(item for item in bench.plex.store.items([*range(1, 20)]) if film_path(11) in item.files)
    assert (found.fields["tagline"], bench.queue.failed(9)) == ("Edited", [])
