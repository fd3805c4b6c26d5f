"""Nothing is written before a person has seen what the first synchronisation would change."""

from __future__ import annotations

import pytest

from core.database import Database
from core.delivery.listings import PLANNED
from core.delivery.queue import JobQueue
from core.demo.simulator import Refuses, RequestKind, Scope, Stopped, Truncates, server_error
from core.events import OutageBegan
from core.model import Approval, Change, CircuitState, Field, Metadata, PlannedChange
from core.plex.deadlines import Deadlines
from tests.core.delivery.conftest import Bench, film_path


@pytest.fixture
def waiting(bench) -> Bench:
    """Three changes from folders, of which two would change something."""
    bench.options["confirm_first_sync"] = True
    bench.start()
    bench.enqueue(1, 2, tagline="New")
    bench.queue.enqueue([Change(film_path(3), Metadata(title="Film 3"), "test", bulk=True)])
    bench.run(lambda: bench.worker.snapshot().approval == Approval(3, 2, 3))
    return bench


def by_another_program(bench: Bench, number: int, **metadata: object) -> None:
    queue = JobQueue(Database(bench.folder / "recloser.sqlite3", bench.clock), bench.clock)
    queue.enqueue([Change(film_path(number), Metadata(**metadata), "another program")])
    queue.close()


def test_the_changes_are_known_and_nothing_is_written(waiting) -> None:
    assert waiting.writes == 0
    counts = waiting.queue.counts()
    assert (counts.unapproved, counts.pending) == (3, 0)
    assert [(one.title, [(each.field, each.before, each.after) for each in one.fields]) for one in shown(waiting)] == [
        ("Film 1", [(Field.TAGLINE, None, "New")]),
        ("Film 2", [(Field.TAGLINE, None, "New")]),
    ]


def test_after_approval_all_is_delivered_and_later_changes_flow_without_asking(waiting) -> None:
    waiting.worker.approve()
    waiting.settle()
    assert (waiting.tagline(1), waiting.tagline(2), waiting.writes) == ("New", "New", 2)
    waiting.worker.step()
    assert waiting.worker.snapshot().approval is None
    waiting.enqueue(4, tagline="Later")
    waiting.settle()
    assert waiting.tagline(4) == "Later"


def test_approval_is_remembered_over_a_restart(waiting) -> None:
    waiting.worker.approve()
    waiting.settle()
    waiting.start()
    waiting.enqueue(5, tagline="Later")
    waiting.settle()
    assert waiting.tagline(5) == "Later"


def test_the_preview_survives_a_restart_and_is_not_made_again(waiting) -> None:
    waiting.start()
    waiting.plex.log.clear()
    waiting.run(lambda: waiting.worker.snapshot().approval == Approval(3, 2, 3))
    for _ in range(5):
        waiting.clock.advance(waiting.worker.step())
    assert not any(request.items for request in waiting.plex.log.requests)


def test_an_edit_while_it_waits_shows_up_in_the_preview(waiting) -> None:
    waiting.enqueue(2, tagline="Newer")
    waiting.run(lambda: waiting.worker.snapshot().approval == Approval(3, 2, 3) and len(shown(waiting)) == 2)
    assert [one.fields[0].after for one in shown(waiting)] == ["New", "Newer"]


def shown(bench: Bench) -> list[PlannedChange]:
    database = bench.folder / "recloser.sqlite3"
    return list(PLANNED.rows(database, PLANNED.keys(database)).values())


def test_what_another_program_asks_for_needs_no_consent(waiting) -> None:
    by_another_program(waiting, 4, tagline="Asked for")
    waiting.settle()
    assert waiting.tagline(4) == "Asked for"
    assert waiting.writes == 1


def test_what_another_program_says_of_an_item_that_waits_waits_with_it(waiting) -> None:
    by_another_program(waiting, 1, summary="Asked for")
    waiting.settle()
    assert waiting.writes == 0
    waiting.worker.approve()
    waiting.settle()
    assert (waiting.tagline(1), waiting.plex.item(1).fields["summary"]) == ("New", "Asked for")


def test_whoever_switches_the_question_off_has_agreed(waiting) -> None:
    waiting.options["confirm_first_sync"] = False
    waiting.start()
    waiting.worker.step()
    waiting.settle()
    assert (waiting.tagline(1), waiting.tagline(2)) == ("New", "New")


def test_an_outage_during_the_comparison_is_ridden_out(bench) -> None:
    bench.options["confirm_first_sync"] = True
    bench.start()
    bench.plex.faults.set(Refuses(503))
    bench.enqueue(1, 2, tagline="New")
    bench.run(lambda: bench.worker.breaker.state.value == "open")
    bench.plex.faults.clear()
    bench.run(lambda: bench.worker.snapshot().approval == Approval(2, 2, 2))
    assert bench.writes == 0


def test_an_item_that_plex_does_not_have_is_told_in_the_preview(bench) -> None:
    bench.options["confirm_first_sync"] = True
    bench.start()
    bench.enqueue(77, tagline="New")
    bench.run(lambda: bench.worker.snapshot().approval == Approval(1, 0, 1, problems=1))
    (planned,) = shown(bench)
    assert "not in Plex yet" in planned.problem


def test_an_item_that_plex_stumbles_over_is_no_outage_and_does_not_hold_up_the_preview(bench) -> None:
    bench.options["confirm_first_sync"] = True
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(server_error(), Scope(frozenset({RequestKind.ITEMS}), frozenset({2, 4})))
    bench.enqueue(1, 2, 3, 4, 5, tagline="New")
    bench.run(lambda: bench.worker.snapshot().approval == Approval(5, 3, 5, problems=2))
    assert bench.told(OutageBegan) == []
    assert [one.title for one in shown(bench) if one.problem == ""] == ["Film 1", "Film 3", "Film 5"]
    assert all("500" in one.problem for one in shown(bench) if not one.fields)


def test_an_item_that_plex_never_shows_is_told_in_the_preview_after_one_outage(bench) -> None:
    bench.options = {"confirm_first_sync": True, "deadlines": Deadlines(0.1, 0.1)}
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(Truncates(), Scope(frozenset({RequestKind.ITEMS}), frozenset({2})))
    bench.enqueue(1, 2, 3, 4, 5, tagline="New")
    bench.run(lambda: bench.worker.snapshot().approval == Approval(5, 4, 5, problems=1), seconds=300)
    assert len(bench.told(OutageBegan)) <= 1
    assert [one.problem for one in shown(bench) if not one.fields] == ["the answer was cut off"]


def test_an_outage_in_the_middle_of_the_comparison_is_no_problem_of_the_items(bench) -> None:
    bench.options["confirm_first_sync"] = True
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(Stopped())
    bench.enqueue(1, 2, 3, tagline="New")
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN)
    bench.plex.faults.clear()
    bench.run(lambda: bench.worker.snapshot().approval == Approval(3, 3, 3))
