"""The journal of delivered changes, and putting old values back."""

from __future__ import annotations

from core.delivery.journal import peek_entries, peek_journal
from core.delivery.undo import as_changes
from core.demo.simulator import Film, PlexSimulator, Refuses, RequestKind, Resets, Scope, writes
from core.model import Actor, Change, DeliveredChange, FailureKind, Field, Kind, Metadata
from tests.core.delivery.conftest import Bench, film_path
from tests.core.delivery.test_delivery import FULL


def entries(bench: Bench) -> list[DeliveredChange]:
    return peek_journal(bench.folder / "recloser.sqlite3", -1)


def undo(bench: Bench, *numbers: int) -> None:
    bench.queue.enqueue(as_changes(peek_entries(bench.folder / "recloser.sqlite3", numbers)))
    bench.settle()


def test_every_delivered_field_is_kept_with_its_value_before_and_after(bench) -> None:
    bench.start()
    bench.enqueue(1, tagline="New", genres=("Drama",))
    bench.settle()
    (entry,) = entries(bench)
    assert (entry.path, entry.source, entry.title, entry.at) == (film_path(1), "test", "Film 1", bench.clock.time())
    assert {change.field: (change.before, change.after, change.was_locked) for change in entry.fields} == {
        Field.TAGLINE: (None, "New", False),
        Field.GENRES: ((), ("Drama",), False),
    }


def test_an_unchanged_item_leaves_no_entry(bench) -> None:
    bench.start()
    for _ in range(2):
        bench.enqueue(1, tagline="New")
        bench.settle()
    assert len(entries(bench)) == 1


def test_undo_brings_back_every_value_and_every_lock(bench) -> None:
    before = Metadata(
        title="Old",
        summary="An old text",
        date="1998-01-02",
        rating=5.5,
        genres=("Old", "Both"),
        actors=(Actor("Zoë", "Villain"), Actor("Ann", "Aunt")),
        labels=("Kept",),
    )
    (key,) = bench.plex.add_films([Film(before, ((film_path(9),),))])
    bench.start()
    bench.enqueue(9, summary="An old text, locked by its owner")
    bench.settle()
    (was,) = bench.connection.read([key])
    bench.queue.enqueue([Change(film_path(9), FULL, "test")])
    bench.settle()
    assert bench.connection.read([key])[0].metadata.genres == FULL.genres
    undo(bench, entries(bench)[0].id)
    (now,) = bench.connection.read([key])
    for field in Field:
        if field is not Field.ARTWORK:
            one, other = getattr(now.metadata, field), getattr(was.metadata, field)
            if isinstance(one, tuple):
                one, other = set(one), set(other)
            assert one == other, field
    assert now.locked == was.locked == {Field.SUMMARY}


def test_undo_is_an_entry_of_its_own_and_can_be_undone(bench) -> None:
    bench.start()
    bench.enqueue(1, tagline="New")
    bench.settle()
    (first,) = entries(bench)
    undo(bench, first.id)
    second, first = entries(bench)
    assert (first.undone_by, second.undone_by) == (second.id, None)
    assert bench.tagline(1) in (None, "")
    undo(bench, second.id)
    assert bench.tagline(1) == "New"
    assert "tagline" in bench.plex.item(1).locked


def test_undo_of_several_changes_of_one_field_brings_back_the_oldest_value(bench) -> None:
    bench.start()
    for tagline in ("One", "Two", "Three"):
        bench.enqueue(1, tagline=tagline)
        bench.settle()
    three, two, _ = entries(bench)
    undo(bench, two.id, three.id)
    assert bench.tagline(1) == "One"


def test_undo_takes_back_only_the_labels_that_were_added(bench) -> None:
    (key,) = bench.plex.add_films([Film(Metadata(title="Old", labels=("Mine",)), ((film_path(9),),))])
    bench.start()
    bench.enqueue(9, labels=("Theirs",))
    bench.settle()
    bench.connection.edit(1, Kind.MOVIE, key, "label[0].tag.tag=Later")
    undo(bench, entries(bench)[0].id)
    assert set(bench.plex.item(key).names("label")) == {"Mine", "Later"}


def test_undo_waits_for_the_end_of_an_outage_like_any_other_change(bench) -> None:
    bench.start()
    bench.enqueue(1, tagline="New")
    bench.settle()
    bench.plex.stop()
    bench.queue.enqueue(as_changes(entries(bench)))
    bench.run(lambda: bench.worker.breaker.state.value == "open")
    bench.start()
    bench.plex.start()
    bench.settle()
    assert bench.tagline(1) in (None, "")


def test_undo_does_not_swallow_a_newer_edit_of_the_same_item(bench) -> None:
    bench.start()
    bench.enqueue(1, tagline="New", summary="A text")
    bench.settle()
    bench.queue.enqueue(as_changes(entries(bench)))
    bench.enqueue(1, tagline="Newer")
    bench.settle()
    assert bench.tagline(1) == "Newer"
    assert bench.plex.item(1).fields["summary"] == ""


def test_undo_of_an_item_that_has_gone_from_plex_says_so(bench) -> None:
    bench.start()
    bench.enqueue(1, tagline="New")
    bench.settle()
    bench.plex.remove(1)
    bench.queue.enqueue(as_changes(entries(bench)))
    bench.run(lambda: bench.queue.counts().retrying == 1)
    bench.queue.enqueue([Change(film_path(2), Metadata(), "undo of change 77", undoes=77)])
    bench.run(lambda: bench.queue.counts().failed == 1)
    (failed,) = bench.queue.failed(9)
    assert (failed.kind, "no change 77" in failed.reason) == (FailureKind.REFUSED, True)


def test_undo_never_touches_the_item_that_has_the_same_number_on_another_server(bench) -> None:
    bench.start()
    bench.enqueue(1, tagline="New")
    bench.settle()
    bench.plex.close()
    with PlexSimulator(clock=bench.clock) as another:
        another.add_film("/media/Movies/Other (1999)/Other (1999).mkv", Metadata(title="Other", tagline="Its own"))
        bench.plex = another
        bench.start()
        bench.queue.enqueue(as_changes(entries(bench)))
        bench.run(lambda: bench.queue.counts().failed == 1)
        assert bench.tagline(1) == "Its own"
        assert "has gone from Plex" in bench.queue.failed(9)[0].reason


def test_a_trial_after_a_restart_writes_nothing_to_a_server_that_has_not_named_its_libraries(bench) -> None:
    bench.start()
    bench.enqueue(1, tagline="New")
    bench.settle()
    bench.plex.close()
    with PlexSimulator(clock=bench.clock) as another:
        another.add_film("/media/Movies/Other (1999)/Other (1999).mkv", Metadata(title="Other", tagline="Its own"))
        bench.plex = another
        bench.start()
        bench.worker.breaker.trip("the old server is down")
        bench.enqueue(1, tagline="Newer")
        bench.run(lambda: bench.worker.breaker.state.value == "closed" and bench.queue.counts().retrying == 1)
        assert bench.tagline(1) == "Its own"


def test_a_refused_change_leaves_no_entry(bench) -> None:
    bench.start()
    bench.plex.faults.set(Refuses(400), writes())
    bench.enqueue(1, tagline="New")
    bench.run(lambda: bench.queue.counts().failed == 1)
    assert entries(bench) == []


def test_what_was_never_sent_because_plex_went_away_leaves_no_entry(bench) -> None:
    bench.start()
    bench.settle()
    bench.plex.faults.set(Refuses(503), writes())
    bench.enqueue(1, 2, 3, tagline="New")
    bench.run(lambda: bench.worker.breaker.failure_count >= 2)
    bench.plex.faults.clear()
    bench.settle()
    assert sorted(entry.rating_key for entry in entries(bench)) == [1, 2, 3]


def test_an_edit_whose_answer_got_lost_has_exactly_one_entry(bench) -> None:
    bench.start()
    bench.enqueue(2, tagline="First")
    bench.settle()
    bench.plex.faults.set(Resets(after=True), Scope(frozenset({RequestKind.EDIT})), times=2)
    bench.enqueue(1, tagline="New")
    bench.settle()
    assert [entry.rating_key for entry in entries(bench)] == [1, 2]
    assert bench.tagline(1) == "New"


def test_entries_are_forgotten_after_90_days(bench) -> None:
    worker = bench.start()
    bench.enqueue(1, tagline="New")
    bench.settle()
    bench.clock.advance(89 * 86_400)
    worker.step()
    assert len(entries(bench)) == 1
    bench.clock.advance(2 * 86_400)
    worker.step()
    assert entries(bench) == []


def test_a_computer_that_starts_with_a_wrong_time_forgets_nothing(bench) -> None:
    bench.start()
    bench.plex.faults.set(Refuses(400), writes(2))
    bench.enqueue(1, 2, tagline="New")
    bench.run(lambda: bench.queue.counts().failed == 1)
    bench.clock.step_wall(20 * 365 * 86_400)
    bench.start()
    for _ in range(5):
        bench.worker.step()
    bench.clock.advance(120)
    bench.clock.step_wall(-20 * 365 * 86_400)
    bench.clock.advance(86_400)
    bench.worker.step()
    assert ([entry.rating_key for entry in entries(bench)], len(bench.queue.failed(9))) == ([1], 1)
