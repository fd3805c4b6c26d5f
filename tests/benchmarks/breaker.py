"""The breaker's cost per call, beside pybreaker's."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pybreaker

from core.resilience.breaker import CircuitBreaker
from tests.benchmarks.measure import Chapter, Finding, in_words, side_by_side

_CALLS = 10_000
_ROUNDS = 25


class _WriteRecorder:
    """Counts the files that this process opens for writing, and renames. It cannot be removed, only switched off."""

    def __init__(self) -> None:
        self.writes = 0
        self.on = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, details: tuple[object, ...]) -> None:
        if self.on and event in ("open", "os.rename"):
            self.writes += 1


def _server() -> None:
    """A call that costs nothing."""


def chapter() -> Chapter:
    ours, theirs, recorder = CircuitBreaker(), pybreaker.CircuitBreaker(), _WriteRecorder()

    def by_us(breaker: CircuitBreaker = ours) -> None:
        for _ in range(_CALLS):
            permit = breaker.try_acquire()
            if permit is not None:
                _server()
                permit.success()

    def by_them() -> None:
        for _ in range(_CALLS):
            theirs.call(_server)

    our_time, their_time = side_by_side(_ROUNDS, _CALLS, by_us, by_them)
    with tempfile.TemporaryDirectory() as folder:
        on_disk = CircuitBreaker(state_file=Path(folder, "circuit_breaker.json"))
        on_disk.trip("so that there is a file")
        on_disk.reset()
        recorder.on = True
        by_us(on_disk)
        on_success, recorder.writes = recorder.writes, 0
        on_disk.trip("to see that writes are seen")
        on_change = recorder.writes
        recorder.on = False
    if not on_change:
        raise RuntimeError("the recorder of writes does not work")
    return Chapter(
        "Breaker",
        f"A call that costs nothing is admitted and its success counted, {_CALLS:,} times in each of {_ROUNDS} rounds;"
        " pybreaker does the same with `call`. Writes are counted by an audit hook for opened and renamed files, which"
        f" counts {on_change} when the same breaker is tripped.",
        "pybreaker",
        (
            Finding(
                "admission and settlement of one call",
                in_words(our_time.median),
                in_words(their_time.median),
                our_time.relative_to(their_time),
                1 / 3,
            ),
            Finding(f"files written in {_CALLS:,} successes, with a state file", str(on_success), "", on_success, 0),
        ),
    )
