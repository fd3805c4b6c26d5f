"""The power fails between any two things asked of the disk; what is found afterwards makes sense, and is recent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.delivery import pause, stats
from core.delivery.pause import PauseState, PauseSwitch
from core.delivery.stats import StatsKeeper
from core.files import write_atomically
from core.model import Stats
from core.resilience.breaker import CircuitBreaker
from core.resilience.breaker_file import load, peek
from core.resilience.circuit import BreakerRecord
from tests.prove.power_cut import Disk, Operation, Promise, restore
from tests.prove.recorder import recording

Story = Callable[[Path, Any, Callable[[], None]], None]


def an_outage_and_a_recovery(path: Path, clock: Any, has_returned: Callable[[], None]) -> None:
    breaker = CircuitBreaker(failure_threshold=2, success_threshold=2, state_file=path, clock=clock)
    verdicts = ["failure", "failure", "failure", "success", "success", "failure", "success"]
    for verdict in verdicts:
        while (permit := breaker.try_acquire()) is None:
            clock.advance(breaker.retry_in() or 0.0)
        has_returned()
        permit.failure("no answer") if verdict == "failure" else permit.success()
        has_returned()
    breaker.trip("by hand")
    has_returned()
    breaker.reset()
    has_returned()


def counting(path: Path, clock: Any, has_returned: Callable[[], None]) -> None:
    keeper = StatsKeeper(path, clock)
    for _ in range(3):
        keeper.record(succeeded=7, failed=1)
        keeper.flush()
        has_returned()


def pausing(path: Path, clock: Any, has_returned: Callable[[], None]) -> None:
    switch = PauseSwitch(path, clock)
    switch.pause()
    has_returned()
    switch.pause(clock.time() + 3600)
    has_returned()
    switch.resume()
    has_returned()


@dataclass(frozen=True)
class StateFile:
    name: str
    story: Story
    read: Callable[[Path, Any], object]
    nothing: object
    """What is read where there is no file."""


STATE_FILES = [
    StateFile("circuit_breaker.json", an_outage_and_a_recovery, lambda path, _clock: peek(path), None),
    StateFile("stats.json", counting, lambda path, _clock: stats.peek(path), Stats()),
    StateFile("pause.json", pausing, lambda path, clock: pause.peek(path, clock.time()), PauseState()),
]


def play(kept: StateFile, folder: Path, clock: Any, operations: list[Operation]) -> list[object]:
    """Let the story happen. Returns what the file said, in order; each is promised once the call has returned."""
    path = folder / kept.name
    said = [kept.nothing]

    def has_returned() -> None:
        now = kept.read(path, clock)
        if now != said[-1]:
            said.append(now)
        operations.append(Promise(str(len(said) - 1)))

    kept.story(path, clock, has_returned)
    return said


def found_after(kept: StateFile, disk: Disk, folder: Path, clock: Any) -> set[object]:
    found = set()
    for state in {frozenset(state.items()) for state in disk.all_after_power_cut()}:
        restore(dict(state), folder)
        found.add(kept.read(folder / kept.name, clock))
    return found


@pytest.mark.parametrize("kept", STATE_FILES, ids=lambda kept: kept.name)
def test_after_a_power_cut_a_state_file_says_the_last_that_was_acknowledged_or_the_next(kept, tmp_path, clock):
    live, after = tmp_path / "live", tmp_path / "after"
    live.mkdir()
    with recording() as operations:
        said = play(kept, live, clock, operations)
    assert len(said) > 3
    disk, acknowledged = Disk(), 0
    for operation in operations:
        disk.take(operation)
        if isinstance(operation, Promise):
            acknowledged = int(operation.words)
        assert found_after(kept, disk, after, clock) <= set(said[acknowledged : acknowledged + 2])
    assert found_after(kept, disk, after, clock) == {said[-1]}


def test_after_a_power_cut_at_any_moment_a_breaker_starts_without_keeping_a_bad_file_aside(tmp_path, clock):
    live, after = tmp_path / "live", tmp_path / "after"
    live.mkdir()
    with recording() as operations:
        play(STATE_FILES[0], live, clock, operations)
    disk = Disk()
    for operation in operations:
        disk.take(operation)
        for state in {frozenset(state.items()) for state in disk.all_after_power_cut()}:
            restore(dict(state), after)
            record = load(after / "circuit_breaker.json", clock)
            assert record is None or isinstance(record, BreakerRecord)
            assert list(after.glob("*.bad-*")) == []


def test_a_write_that_forgets_to_sync_is_found_out(tmp_path):
    path = tmp_path / "state"
    path.write_bytes(b"old")
    with recording(forgets_to_sync=True) as operations:
        write_atomically(path, b"new")
    contents = {state.get("state") for state in Disk(operations).all_after_power_cut()}
    assert contents > {b"new", b"", None}


def test_replaying_everything_gives_what_is_on_the_disk(tmp_path):
    with recording() as operations:
        for content in (b"1", b"2" * 5000, b"3"):
            write_atomically(tmp_path / "state", content)
    assert _distinct(operations) == [{"state": b"3"}]


def _distinct(operations: Sequence[Operation]) -> list[dict[str, bytes]]:
    distinct: list[dict[str, bytes]] = []
    for state in Disk(operations).all_after_power_cut():
        if state not in distinct:
            distinct.append(state)
    return distinct
