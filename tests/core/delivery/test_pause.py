from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.delivery.pause import PauseState, PauseSwitch, peek
from core.demo.simulator import Stopped
from core.model import CircuitState

NONSENSE = [
    b"",
    b"{",
    b"[]",
    b"true",
    b"\xff\xfe",
    b"{}",
    b'{"paused": true}',
    b'{"paused": 1, "until": null}',
    b'{"paused": "yes", "until": null}',
    b'{"paused": true, "until": "tomorrow"}',
    b'{"paused": true, "until": true}',
    b'{"paused": true, "until": NaN}',
    b'{"paused": true, "until": Infinity}',
    b'{"paused": true, "until": -5}',
    b'{"paused": true, "until": 1' + b"0" * 400 + b"}",
    b"[" * 5_000,
    b" " * 20_000,
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pause.json"


def test_nothing_is_paused_at_first(path, clock):
    switch = PauseSwitch(path, clock)
    assert (switch.paused, switch.until, switch.problem) == (False, None, None)
    assert not path.exists()


def test_a_pause_lasts_over_restarts_until_resumed(path, clock):
    PauseSwitch(path, clock).pause()
    clock.advance(1e6)
    switch = PauseSwitch(path, clock)
    assert (switch.paused, switch.until) == (True, None)
    switch.resume()
    assert not switch.paused
    assert not PauseSwitch(path, clock).paused


def test_a_pause_with_an_end_ends_by_itself(path, clock):
    end = clock.time() + 3600.0
    switch = PauseSwitch(path, clock)
    switch.pause(until=end)
    assert (switch.paused, switch.until) == (True, end)
    clock.advance(3599.0)
    assert switch.paused
    assert PauseSwitch(path, clock).until == end
    clock.advance(1.0)
    assert (switch.paused, switch.until) == (False, None)
    assert not PauseSwitch(path, clock).paused


def test_the_file_is_plain_json(path, clock):
    switch = PauseSwitch(path, clock)
    switch.pause(until=1_795_500_000.0)
    assert json.loads(path.read_text()) == {"paused": True, "until": 1_795_500_000.0}
    switch.pause()
    assert json.loads(path.read_text()) == {"paused": True, "until": None}


def test_without_a_path_nothing_is_written(tmp_path, clock, monkeypatch):
    monkeypatch.chdir(tmp_path)
    switch = PauseSwitch(None, clock)
    switch.pause()
    assert switch.paused
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", NONSENSE)
def test_a_file_that_makes_no_sense_is_set_aside_and_does_not_pause(path, clock, content):
    path.write_bytes(content)
    switch = PauseSwitch(path, clock)
    assert not switch.paused
    [kept] = path.parent.glob("pause.json.bad-*")
    assert kept.read_bytes() == content
    assert kept.name in switch.problem
    switch.pause()
    assert PauseSwitch(path, clock).paused


def test_a_folder_in_its_place_is_set_aside(path, clock):
    path.mkdir()
    assert PauseSwitch(path, clock).problem
    assert not path.exists()


def test_a_failed_write_is_a_problem_and_the_pause_holds_all_the_same(path, clock):
    switch = PauseSwitch(path, clock)
    path.mkdir()
    switch.pause()
    assert switch.paused
    assert str(path) in switch.problem
    path.rmdir()
    switch.flush()
    assert switch.problem is None
    assert PauseSwitch(path, clock).paused


def test_a_peek_sees_what_was_decided(path, clock):
    end = clock.time() + 10.0
    PauseSwitch(path, clock).pause(until=end)
    assert peek(path, end - 1.0) == PauseState(paused=True, until=end)
    assert peek(path, end) == PauseState()


@pytest.mark.parametrize("content", NONSENSE)
def test_a_peek_at_nonsense_shows_no_pause_and_changes_nothing(path, content):
    path.write_bytes(content)
    assert peek(path, 0.0) == PauseState()
    assert [file.read_bytes() for file in path.parent.iterdir()] == [content]


def test_a_peek_creates_nothing(path):
    assert peek(path, 0.0) == PauseState()
    assert list(path.parent.iterdir()) == []


def test_a_pause_in_the_middle_of_a_batch_ends_it_after_the_request_in_flight_and_nothing_is_sent_twice(bench) -> None:
    bench.start()
    bench.list_libraries()
    edit, edits = bench.connection.edit, []

    def observed(*arguments) -> None:
        edit(*arguments)
        edits.append(arguments)
        if len(edits) == 2:
            bench.worker.pause()

    bench.connection.edit = observed
    bench.enqueue(1, 2, 3, 4, 5, tagline="New")
    for _ in range(3):
        bench.worker.step()
    assert len(edits) == 2
    assert bench.queue.counts().pending == 5
    bench.worker.resume()
    bench.settle()
    assert len(edits) == 5
    assert [bench.tagline(number) for number in range(1, 6)] == ["New"] * 5


def test_a_pause_in_the_middle_of_a_trial_leaves_room_for_the_next_one(bench) -> None:
    bench.start()
    bench.list_libraries()
    bench.plex.faults.set(Stopped())
    bench.run(lambda: bench.worker.breaker.state is CircuitState.OPEN)
    bench.plex.faults.clear()
    edit = bench.connection.edit

    def observed(*arguments) -> None:
        edit(*arguments)
        bench.worker.pause()

    bench.connection.edit = observed
    bench.enqueue(1, tagline="New", user_rating=8.0)  # two requests, of which the second is not made
    bench.run(lambda: bench.worker.snapshot().paused)
    bench.connection.edit = edit
    bench.worker.resume()
    assert bench.settle() < 1.0
    assert bench.worker.breaker.state is CircuitState.CLOSED


def test_a_pause_that_could_not_be_written_is_written_at_the_end_at_the_latest(bench) -> None:
    bench.data_dir = bench.folder
    bench.start()
    path = bench.folder / "pause.json"
    path.mkdir()
    bench.worker.pause()
    path.rmdir()
    bench.stop()
    assert peek(path, bench.clock.time()).paused
