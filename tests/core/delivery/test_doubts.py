"""Changes of which nobody knows whether they have arrived: the answer got lost, or the process was killed."""

from __future__ import annotations

import pytest

from core.delivery.journal import peek_journal
from core.delivery.rules import Rules
from core.delivery.undo import as_changes
from core.demo.simulator import Resets, writes
from core.media_paths import PathMapping
from core.model import Field
from core.settings import OnConflict

EVERY_POLICY = pytest.mark.parametrize("policy", list(OnConflict))
ARRIVES = pytest.mark.parametrize("fault", [Resets(), Resets(after=1)], ids=["not arrived", "arrived"])


class Killed(BaseException):
    """Stands for the end of the process: nothing that is done about ordinary errors is done."""


def entries(bench) -> list[tuple[str, tuple[Field, ...]]]:
    found = peek_journal(bench.folder / "recloser.sqlite3", -1)
    return [(entry.path, tuple(change.field for change in entry.fields)) for entry in found]


def start(bench, policy: OnConflict) -> None:
    mappings = (PathMapping("/local", "/media/Movies"),)
    bench.options["rules"] = Rules(frozenset(Field), mappings, on_conflict=policy)
    bench.start()
    bench.list_libraries()


def kill_at(bench, monkeypatch, number: int) -> None:
    """The process ends right before the write to this item."""
    edit = bench.connection.edit

    def killing(section, kind, rating_key, query) -> None:
        if rating_key == number:
            patched.setattr(bench.worker._journal, "take_back", lambda _ids: None)  # nobody comes to that
            raise Killed
        edit(section, kind, rating_key, query)

    with monkeypatch.context() as patched:
        patched.setattr(bench.connection, "edit", killing)
        with pytest.raises(Killed):
            bench.run(lambda: False)
    bench.worker.queue.close()  # its files as they are
    bench.worker = None


@EVERY_POLICY
@ARRIVES
def test_a_change_whose_answer_got_lost_arrives_whoever_wins_conflicts_and_has_one_entry(bench, policy, fault) -> None:
    start(bench, policy)
    bench.plex.faults.set(fault, writes(1), times=3)
    bench.enqueue(1, tagline="Ours", genres=("Drama",))
    bench.settle()
    assert (bench.tagline(1), bench.plex.item(1).names("genre")) == ("Ours", ("Drama",))
    assert entries(bench) == [(film(1), (Field.TAGLINE, Field.GENRES))]
    assert bench.queue.failed(9) == []


@EVERY_POLICY
def test_after_a_kill_in_a_batch_all_of_it_arrives_and_each_change_has_one_entry(bench, monkeypatch, policy) -> None:
    start(bench, policy)
    bench.enqueue(1, 2, 3, 4, 5, tagline="Ours", user_rating=7.0)
    kill_at(bench, monkeypatch, 3)
    assert len(entries(bench)) == 5
    start(bench, policy)
    bench.settle()
    assert [bench.tagline(number) for number in range(1, 6)] == ["Ours"] * 5
    assert sorted(entries(bench)) == [(film(number), (Field.TAGLINE, Field.USER_RATING)) for number in range(1, 6)]
    bench.queue.enqueue(as_changes(peek_journal(bench.folder / "recloser.sqlite3", -1)))
    bench.settle()
    assert [bench.tagline(number) or None for number in range(1, 6)] == [None] * 5


def test_after_a_second_kill_before_they_were_compared_nothing_is_told_that_did_not_happen(bench, monkeypatch) -> None:
    start(bench, OnConflict.NFO)
    bench.enqueue(1, 2, 3, tagline="Ours")
    kill_at(bench, monkeypatch, 1)
    start(bench, OnConflict.NFO)
    monkeypatch.setattr("core.delivery.batches._LARGEST", 1)
    kill_at(bench, monkeypatch, 2)
    start(bench, OnConflict.NFO)
    bench.settle()
    assert sorted(entries(bench)) == [(film(number), (Field.TAGLINE,)) for number in (1, 2, 3)]


def test_an_undo_that_was_killed_is_done_and_told_once(bench, monkeypatch) -> None:
    start(bench, OnConflict.PLEX)
    bench.enqueue(1, 2, tagline="Ours")
    bench.settle()
    bench.queue.enqueue(as_changes(peek_journal(bench.folder / "recloser.sqlite3", -1)))
    kill_at(bench, monkeypatch, 1)
    start(bench, OnConflict.PLEX)
    bench.settle()
    assert [bench.tagline(1) or None, bench.tagline(2) or None] == [None, None]
    found = peek_journal(bench.folder / "recloser.sqlite3", -1)
    assert len(found) == 4
    assert {entry.undone_by for entry in found[2:]} == {entry.id for entry in found[:2]}


def test_a_later_edit_of_what_arrived_before_a_kill_takes_nothing_out_of_the_history(bench, monkeypatch) -> None:
    start(bench, OnConflict.NFO)
    bench.enqueue(1, 2, tagline="Ours")
    kill_at(bench, monkeypatch, 2)
    start(bench, OnConflict.NFO)
    bench.settle()
    bench.enqueue(1, tagline="Ours, better")
    bench.settle()
    bench.stop()
    start(bench, OnConflict.NFO)
    bench.enqueue(1, tagline="Best")
    bench.settle()
    assert [path for path, _ in entries(bench)].count(film(1)) == 3


def film(number: int) -> str:
    return f"/media/Movies/Film {number} (2000)/Film {number} (2000).mkv"
