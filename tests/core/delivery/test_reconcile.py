"""From time to time: does Plex still show what was delivered?"""

from __future__ import annotations

import pytest

from core.delivery.journal import peek_journal
from core.delivery.undo import as_changes
from core.events import EditedInPlex
from core.model import Change, Kind, Metadata
from core.settings import Reconcile
from tests.core.delivery.conftest import Bench, film_path

DAY = 86_400.0


@pytest.fixture
def daily(bench) -> Bench:
    bench.options["reconcile"] = Reconcile.DAILY
    bench.start()
    changes = [Change(film_path(n), Metadata(tagline="Ours"), f"/local/{n}.nfo") for n in (1, 2, 3)]
    bench.queue.enqueue(changes)
    bench.settle()
    return bench


def a_day_passes(bench: Bench) -> list[EditedInPlex]:
    bench.events.clear()
    end = bench.clock.monotonic() + DAY + 3600
    while bench.clock.monotonic() < end:
        bench.clock.advance(max(bench.worker.step(), 1.0))
    return bench.told(EditedInPlex)


def test_what_was_edited_in_plex_is_found_within_a_day_and_nothing_else(daily) -> None:
    assert a_day_passes(daily) == []
    daily.connection.edit(1, Kind.MOVIE, 2, "tagline.value=Theirs")
    assert a_day_passes(daily) == [EditedInPlex(("/local/2.nfo",))]


def test_a_computer_that_was_off_at_the_time_is_late_and_not_left_out(daily) -> None:
    assert a_day_passes(daily) == []
    daily.connection.edit(1, Kind.MOVIE, 3, "tagline.value=Theirs")
    daily.stop()
    daily.clock.advance(3 * DAY)
    daily.start()
    daily.events.clear()
    daily.run(lambda: bool(daily.told(EditedInPlex)), seconds=600)
    assert daily.told(EditedInPlex) == [EditedInPlex(("/local/3.nfo",))]


def test_what_was_undone_is_no_edit_to_be_overwritten(daily) -> None:
    entries = peek_journal(daily.folder / "recloser.sqlite3", 9)
    daily.queue.enqueue(as_changes([entry for entry in entries if entry.rating_key == 1]))
    daily.settle()
    assert a_day_passes(daily) == []


def test_it_is_off_unless_somebody_wants_it(bench) -> None:
    bench.start()
    bench.queue.enqueue([Change(film_path(1), Metadata(tagline="Ours"), "/local/1.nfo")])
    bench.settle()
    bench.connection.edit(1, Kind.MOVIE, 1, "tagline.value=Theirs")
    assert a_day_passes(bench) == []
