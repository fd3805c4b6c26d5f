from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import core
from core.database import Database
from core.delivery.queue import JobQueue

CYCLES = 1000 if os.environ.get("RECLOSER_PROVE") else 60
VICTIM = Path(__file__).with_name("queue_victim.py")
REPOSITORY = Path(core.__file__).parent.parent


@dataclass
class Promises:
    """What the victims were promised before they died. Titles are numbers that only grow."""

    queued: dict[str, int] = field(default_factory=dict)
    """The newest acknowledged change of each item."""
    delivering: dict[str, int] = field(default_factory=dict)
    """The newest change of each item that may have left the queue."""
    gone: set[int] = field(default_factory=set)
    """Changes whose delivery was acknowledged."""

    def listen(self, line: str) -> None:
        match line.split():
            case ["queued", number, key]:
                self.queued[key] = int(number)
            case ["delivering", number, key]:
                self.delivering[key] = max(self.delivering.get(key, 0), int(number))
            case ["gone", number]:
                self.gone.add(int(number))


def run_and_kill(path: Path, first_number: int, life: float) -> list[str]:
    """Let a victim work for `life` seconds. Returns the whole lines that it said."""
    victim = subprocess.Popen(
        [sys.executable, str(VICTIM), str(path), str(first_number)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    with victim:
        assert victim.stdout is not None
        assert victim.stdout.readline().split() == [b"ready"]
        time.sleep(life)  # the moment of death is random on purpose
        victim.kill()
        said = victim.stdout.read().decode()
    return said[: said.rfind("\n") + 1].splitlines()


def check(path: Path, clock, promises: Promises) -> None:
    with closing(Database(path, clock)) as database, database.reading() as connection:
        assert database.warnings == ()
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = connection.execute("SELECT key, json_extract(metadata, '$.title') FROM jobs").fetchall()
        counted = dict(connection.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())
        counts = JobQueue(database, clock).counts()
    assert {state: getattr(counts, state) for state in counted} == counted
    assert sum(counted.values()) == counts.pending + counts.failed
    assert promises.gone.isdisjoint(int(title) for _, title in rows)
    newest: dict[str, int] = {}
    for key, title in rows:
        newest[key] = max(newest.get(key, 0), int(title))
    lost = {
        key: number
        for key, number in promises.queued.items()
        if max(newest.get(key, 0), promises.delivering.get(key, 0)) < number
    }
    assert lost == {}


@pytest.mark.timeout(60 + CYCLES)
def test_nothing_acknowledged_is_lost_when_the_process_is_killed_at_any_moment(tmp_path, clock):
    path = tmp_path / "recloser.sqlite3"
    promises = Promises()
    chance = random.Random()
    for cycle in range(CYCLES):
        for line in run_and_kill(path, cycle * 1_000_000, life=chance.uniform(0.0, 0.12)):
            promises.listen(line)
        try:
            check(path, clock, promises)
        except sqlite3.OperationalError as error:  # say which cycle broke it
            pytest.fail(f"cycle {cycle}: {error}")
    assert promises.queued
    assert promises.gone
