"""The power fails at any moment of the queue's life; whatever was acknowledged is still there."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.core.delivery.test_queue_kill import VICTIM, Promises, check
from tests.prove.power_cut import Disk, Operation, Promise, Sync, restore
from tests.prove.traced import operations, require_strace, trace

PROVE = bool(os.environ.get("RECLOSER_PROVE"))
LINES = 3000 if PROVE else 300
"""That the victim says before it ends; the WAL is brought into the main file after about 500."""
CUTS = 5000 if PROVE else 300


@pytest.fixture(scope="module")
def story(tmp_path_factory) -> list[Operation]:
    """What a program that works on a queue asked of the disk, with what it acknowledged in between."""
    require_strace()
    folder = tmp_path_factory.mktemp("traced")
    live, log = folder / "live", folder / "trace"
    live.mkdir()
    trace([sys.executable, str(VICTIM), str(live / "recloser.sqlite3"), "0"], LINES, log)
    told = list(operations(log, live))
    assert sum(isinstance(operation, Promise) for operation in told) >= LINES
    return told


def cut_the_power(story: Sequence[Operation], cuts: int, chance: random.Random, folder: Path, clock) -> Promises:
    """At so many moments, and look each time at what is left."""
    moments = sorted(chance.choices(range(len(story)), k=cuts))
    disk, promises = Disk(), Promises()
    for number, operation in enumerate(story):
        disk.take(operation)
        if isinstance(operation, Promise):
            promises.listen(operation.words)
        while moments and moments[0] == number:
            moments.pop(0)
            restore(disk.some_after_power_cut(chance), folder)
            check(folder / "recloser.sqlite3", clock, promises)
    return promises


@pytest.mark.timeout(60 + CUTS // 5)
def test_what_the_queue_has_acknowledged_survives_a_power_cut_at_any_moment(story, chance, tmp_path, clock):
    promises = cut_the_power(story, CUTS, chance, tmp_path / "after", clock)
    assert promises.queued
    assert promises.gone


def test_a_queue_that_forgets_to_sync_is_found_out(story, chance, tmp_path, clock):
    forgetful = [operation for operation in story if not isinstance(operation, Sync)]
    with pytest.raises(AssertionError):
        cut_the_power(forgetful, 50, chance, tmp_path / "after", clock)
