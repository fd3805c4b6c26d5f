"""Fields that a person edited in Plex after Recloser had written them."""

from __future__ import annotations

import pytest

from core.delivery.journal import peek_journal
from core.delivery.rules import Rules
from core.delivery.undo import as_changes
from core.demo.simulator import PlexSimulator
from core.media_paths import PathMapping
from core.model import FailureKind, Field, Kind, Metadata
from core.settings import OnConflict
from tests.core.delivery.conftest import film_path


@pytest.fixture
def edited(bench):
    """Recloser has written two fields, and a person then changed one of them in Plex."""

    def start(policy: OnConflict):
        mappings = (PathMapping("/local", "/media/Movies"),)
        bench.options["rules"] = Rules(frozenset(Field), mappings, on_conflict=policy)
        bench.start()
        bench.enqueue(1, tagline="Ours", genres=("Drama",), labels=("One", "Two"))
        bench.settle()
        bench.connection.edit(1, Kind.MOVIE, 1, "tagline.value=Theirs&label[0].tag.tag=Three")
        return bench

    return start


def test_the_nfo_file_wins_where_its_owner_wants_that(edited) -> None:
    bench = edited(OnConflict.NFO)
    bench.enqueue(1, tagline="Ours", genres=("Comedy",))
    bench.settle()
    assert (bench.tagline(1), bench.plex.item(1).names("genre")) == ("Ours", ("Comedy",))


def test_plex_wins_where_its_owner_wants_that_and_the_other_fields_are_delivered(edited) -> None:
    bench = edited(OnConflict.PLEX)
    for tagline in ("Ours", "Ours, better"):
        bench.enqueue(1, tagline=tagline, genres=("Comedy",))
        bench.settle()
        assert (bench.tagline(1), bench.plex.item(1).names("genre")) == ("Theirs", ("Comedy",))
    assert bench.queue.counts().failed == 0


def test_a_person_is_asked_with_both_values_and_the_other_fields_are_delivered(edited) -> None:
    bench = edited(OnConflict.ASK)
    bench.enqueue(1, tagline="Ours, better", genres=("Comedy",))
    bench.settle()
    assert (bench.tagline(1), bench.plex.item(1).names("genre")) == ("Theirs", ("Comedy",))
    (failed,) = bench.queue.failed(9)
    (field,) = failed.fields
    assert failed.kind is FailureKind.CONFLICT
    assert (field.field, field.before, field.after) == (Field.TAGLINE, "Theirs", "Ours, better")


def test_a_person_who_retries_has_decided_for_the_nfo_file(edited) -> None:
    bench = edited(OnConflict.ASK)
    bench.enqueue(1, tagline="Ours, better")
    bench.settle()
    bench.queue.retry()
    bench.settle()
    assert (bench.tagline(1), bench.queue.counts().failed) == ("Ours, better", 0)


def test_a_person_who_discards_has_decided_for_plex(edited) -> None:
    bench = edited(OnConflict.ASK)
    bench.enqueue(1, tagline="Ours, better")
    bench.settle()
    bench.queue.discard([failed.id for failed in bench.queue.failed(9)])
    bench.settle()
    assert (bench.tagline(1), bench.queue.counts().failed) == ("Theirs", 0)


def test_what_was_discarded_once_is_not_asked_again_until_either_side_says_something_else(edited) -> None:
    bench = edited(OnConflict.ASK)
    bench.enqueue(1, tagline="Ours, better")
    bench.settle()
    bench.queue.discard([failed.id for failed in bench.queue.failed(9)])
    bench.enqueue(1, tagline="Ours, better")
    bench.settle()
    assert bench.queue.counts().failed == 0
    bench.enqueue(1, tagline="Ours, best")
    bench.settle()
    assert bench.queue.counts().failed == 1
    assert bench.tagline(1) == "Theirs"


@pytest.mark.parametrize(
    ("policy", "tagline", "failed"),
    [(OnConflict.NFO, "", 0), (OnConflict.PLEX, "Theirs", 0), (OnConflict.ASK, "Theirs", 1)],
)
def test_undo_respects_what_was_edited_in_plex_since(edited, policy, tagline, failed) -> None:
    bench = edited(policy)
    bench.queue.enqueue(as_changes(peek_journal(bench.folder / "recloser.sqlite3", 1)))
    bench.settle()
    assert (bench.tagline(1) or "", bench.plex.item(1).names("genre")) == (tagline, ())
    assert bench.queue.counts().failed == failed


def test_what_was_added_to_a_list_in_plex_is_no_conflict_but_what_was_taken_away_is(edited) -> None:
    bench = edited(OnConflict.ASK)
    bench.enqueue(1, labels=("One", "Two", "Four"))
    bench.settle()
    assert set(bench.plex.item(1).names("label")) == {"One", "Two", "Three", "Four"}
    bench.connection.edit(1, Kind.MOVIE, 1, "label[].tag.tag-=Two")
    bench.enqueue(1, labels=("One", "Two"))
    bench.settle()
    assert [failed.kind for failed in bench.queue.failed(9)] == [FailureKind.CONFLICT]


def test_what_recloser_has_never_written_is_no_conflict(edited) -> None:
    bench = edited(OnConflict.ASK)
    bench.connection.edit(1, Kind.MOVIE, 1, "summary.value=Theirs")
    bench.enqueue(1, summary="Ours")
    bench.settle()
    assert bench.plex.item(1).fields["summary"] == "Ours"


@pytest.mark.parametrize("policy", [OnConflict.ASK, OnConflict.PLEX])
def test_to_undo_what_recloser_itself_has_overwritten_since_is_no_conflict(edited, policy) -> None:
    bench = edited(policy)
    bench.enqueue(1, genres=("Comedy",))
    bench.settle()
    first = peek_journal(bench.folder / "recloser.sqlite3", -1)[-1]
    bench.queue.enqueue(as_changes([first]))
    bench.settle()
    assert bench.plex.item(1).names("genre") == ()
    assert bench.tagline(1) == "Theirs"


@pytest.mark.parametrize("policy", [OnConflict.PLEX, OnConflict.ASK])
def test_what_was_written_on_another_server_says_nothing_of_the_item_with_the_same_number_here(edited, policy) -> None:
    bench = edited(policy)
    bench.connection.edit(1, Kind.MOVIE, 1, "tagline.value=Ours")
    with PlexSimulator(clock=bench.clock) as other:
        for number in (3, 2, 1):
            other.add_film(film_path(number), Metadata(title="Film", tagline="The agent's"))
        bench.plex = other
        bench.options["rules"] = Rules(frozenset(Field), on_conflict=policy)
        bench.start()
        bench.enqueue(3, tagline="Three")
        bench.settle()
        assert (bench.tagline(1), bench.queue.failed(9)) == ("Three", [])
        bench.stop()
