from __future__ import annotations

from core.demo.simulator import RequestKind
from core.model import Actor


def left_out(bench) -> list[set[str]]:
    """What each reading of items has not asked for, in the order of the readings."""
    reads = [dict(each.arguments) for each in bench.plex.log.requests if each.kind is RequestKind.ITEMS]
    return [{*read["excludeElements"].split(","), *read["excludeFields"].split(",")} for read in reads]


def test_plex_is_asked_for_what_the_changes_name_and_then_for_what_was_written(bench) -> None:
    bench.start()
    bench.enqueue(1, tagline="New", genres=("Drama",))
    bench.enqueue(2, title="Film 2", actors=(Actor("Jane"),))
    bench.settle()
    before, after = left_out(bench)
    assert before >= {"Media", "Director", "Collection", "summary"}
    assert before.isdisjoint({"Genre", "Role", "tagline"})
    assert after.isdisjoint({"Genre", "Role", "tagline"})


def test_what_is_left_out_of_an_answer_is_neither_compared_nor_written(bench) -> None:
    bench.start()
    bench.enqueue(1, summary="Kept", directors=("Kept",))
    bench.settle()
    bench.enqueue(1, tagline="New")
    bench.settle()
    shown = bench.connection.read([1])[0].metadata
    assert (shown.summary, shown.directors, shown.tagline) == ("Kept", ("Kept",), "New")
