"""A server that uses up the time that a request may take: one such request is much to lose, five are too many."""

from __future__ import annotations

import time

import pytest

from core.delivery import worker
from core.demo.simulator import ALL_BUT_IDENTITY, Drips, Hangs, RequestKind, writes
from core.model import CircuitState
from core.plex.deadlines import Deadlines

LONG = Deadlines(connect=0.3, read=0.35)
SHORT = 0.2


@pytest.fixture
def idle(bench, monkeypatch):
    """All is well, and there is nothing to do."""
    monkeypatch.setattr(worker, "_SIGN_OF_LIFE", SHORT)
    bench.options["deadlines"] = LONG
    bench.start()
    bench.list_libraries()
    bench.plex.log.clear()
    return bench


def is_open(bench) -> bool:
    return bench.worker.breaker.state is CircuitState.OPEN


def test_a_dripping_server_is_given_its_whole_time_once_and_then_little(idle) -> None:
    idle.plex.faults.set(Drips(0.05))
    idle.enqueue(1)
    began = time.monotonic()
    idle.run(lambda: is_open(idle))
    assert time.monotonic() - began < LONG.total + 4 * (SHORT + 0.5)
    kinds = [request.kind for request in idle.plex.log.requests]
    assert kinds[1:] == [RequestKind.IDENTITY] * 4


def test_a_silent_server_is_too(idle) -> None:
    idle.plex.faults.set(Hangs())
    idle.enqueue(1)
    idle.run(lambda: is_open(idle))
    kinds = [request.kind for request in idle.plex.log.requests]
    assert kinds[1:] == [RequestKind.IDENTITY] * 4


def test_an_idle_application_finds_out_as_fast(idle) -> None:
    idle.plex.faults.set(Drips(0.05))
    assert idle.run(lambda: is_open(idle)) < 45
    assert [request.kind for request in idle.plex.log.requests] == [RequestKind.IDENTITY] * 5


def test_a_server_that_gives_signs_of_life_and_is_silent_to_all_else_is_found_out_nevertheless(idle) -> None:
    idle.plex.faults.set(Hangs(), ALL_BUT_IDENTITY)
    idle.enqueue(1)
    idle.run(lambda: is_open(idle), seconds=60.0)
    assert idle.plex.log.counts[RequestKind.IDENTITY] == 4


def test_so_is_one_that_never_answers_an_edit(idle) -> None:
    idle.plex.faults.set(Hangs(), writes())
    idle.enqueue(1)
    idle.run(lambda: is_open(idle), seconds=60.0)


def test_a_server_that_was_slow_once_goes_on_after_its_next_sign_of_life(idle) -> None:
    idle.plex.faults.set(Drips(0.05), times=1)
    idle.enqueue(1)
    assert idle.settle() < 5
    assert idle.tagline(1) == "Edited"
    assert idle.worker.breaker.failure_count == 0
