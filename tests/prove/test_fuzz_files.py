"""Whatever stands in its files, the application starts, and says what is wrong in words."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from core import settings, status
from core.database import Database, DatabaseUnavailable
from core.delivery.job_document import JobFormatError, parse_jobs
from core.delivery.job_json import metadata_from_json, metadata_to_json
from core.delivery.pause import PauseSwitch
from core.delivery.queue import JobQueue, Returned
from core.delivery.stats import StatsKeeper
from core.demo.sample_library import create
from core.model import Change, CircuitState, Metadata
from core.paths import resolve_home
from core.resilience import breaker_file
from core.resilience.breaker import CircuitBreaker
from core.resilience.circuit import BreakerRecord
from core.settings_template import TEMPLATE
from core.sources import nfo
from tests.prove.mutations import mutated

PROVE = bool(os.environ.get("RECLOSER_PROVE"))
TIMES = 10_000 if PROVE else 400
LONGEST = 2.0
"""Seconds that any of them may take."""

pytestmark = pytest.mark.timeout(1800 if PROVE else 120)


@contextmanager
def in_time(data: bytes) -> Iterator[None]:
    began = time.perf_counter()
    yield
    assert time.perf_counter() - began < LONGEST, f"too slow for {data[:300]!r}"


def for_a_person(words: str) -> None:
    assert words.strip()
    assert "Traceback" not in words
    assert 'File "' not in words


STATES = [
    breaker_file.encode(BreakerRecord(CircuitState.OPEN, 5, 0, 1_795_400_000.25, 60.0, 2, "refused", 1_795_399_000.0)),
    breaker_file.encode(BreakerRecord(CircuitState.HALF_OPEN, 5, 1, 1_795_400_000.25, reason="é")),
    breaker_file.encode(BreakerRecord(failure_count=3, reason="no answer")),
    b'{"state": "OPEN", "failure_count": 5, "success_count": 0, "opened_at": 1795400000}',
]
COUNTS = [b'{"processed": 9, "succeeded": 7, "failed": 2}']
PAUSES = [b'{"paused": true, "until": null}', b'{"paused": true, "until": 1795400500.5}', b'{"paused": false}']


def test_whatever_stands_in_the_state_file_the_breaker_starts_and_waits_no_longer_than_a_break(tmp_path, clock, chance):
    path = tmp_path / "circuit_breaker.json"
    home = resolve_home(tmp_path, {})
    nothing = settings.load(tmp_path / "none")
    for _ in range(TIMES):
        data = mutated(chance, STATES)
        path.write_bytes(data)
        with in_time(data):
            shown = status.document(status.at_rest(home, nothing, clock), running=False)
            breaker = CircuitBreaker(state_file=path, clock=clock)
        json.dumps(shown)
        assert shown["breaker"]["state"] == breaker.state
        assert (breaker.retry_in() or 0.0) <= 900.0
        clock.advance(900.0)
        permit = breaker.try_acquire()
        assert permit is not None
        assert permit.failure("no answer")
        assert breaker_file.peek(path) is not None
        empty(tmp_path)


def test_whatever_stands_in_the_small_files_they_are_replaced_and_work(tmp_path, clock, chance):
    counts, pause = tmp_path / "stats.json", tmp_path / "pause.json"
    for _ in range(TIMES // 2):
        counted, paused = mutated(chance, COUNTS), mutated(chance, PAUSES)
        counts.write_bytes(counted)
        pause.write_bytes(paused)
        with in_time(counted + paused):
            keeper, switch = StatsKeeper(counts, clock), PauseSwitch(pause, clock)
        for problem in filter(None, (keeper.problem, switch.problem)):
            for_a_person(problem)
        before = keeper.stats
        keeper.record(succeeded=1)
        keeper.flush()
        assert StatsKeeper(counts, clock).stats.succeeded == before.succeeded + 1
        switch.pause()
        assert PauseSwitch(pause, clock).paused
        empty(tmp_path)


SETTINGS = [
    TEMPLATE.encode(),
    TEMPLATE.replace("\n# ", "\n").encode(),
    b"""
    [plex]
    url = "http://127.0.0.1:32400"
    libraries = ["Movies"]
    [[folders]]
    path = "/media/Movies"
    plex_path = "/data/Movies"
    [fields]
    title = true
    [breaker]
    failure_threshold = 5
    recovery_timeout = 60.0
    [behaviour]
    heartbeat = 30.0
    on_conflict = "nfo"
    """,
]


def test_whatever_stands_in_the_settings_they_are_read_or_refused_in_words(tmp_path, chance):
    path = tmp_path / "settings.toml"
    for _ in range(TIMES):
        data = mutated(chance, SETTINGS)
        path.write_bytes(data)
        with in_time(data):
            loaded = settings.load(path)
        for problem in loaded.problems:
            for_a_person(str(problem))
            assert "settings.toml" in str(problem)
        assert loaded.settings.breaker.failure_threshold >= 1
        assert loaded.settings.plex.read_timeout > 0


@pytest.fixture(scope="module")
def nfos(tmp_path_factory) -> list[bytes]:
    return [film.nfo.read_bytes() for film in create(tmp_path_factory.mktemp("films"))]


def test_whatever_stands_in_an_nfo_file_it_is_read_or_refused_in_words(nfos, chance):
    for _ in range(TIMES):
        data = mutated(chance, nfos)
        with in_time(data):
            try:
                document = nfo.parse(data)
            except nfo.NfoError as error:
                for_a_person(str(error))
                continue
        for entry in document.entries:
            # What was read can be queued, whatever it is.
            assert metadata_from_json(metadata_to_json(entry.metadata)) == entry.metadata


def test_whatever_another_program_enqueues_it_is_read_or_refused_in_words(chance):
    seeds = [
        b'{"path": "/media/Movies/X (2000)/X.mkv", "metadata": {"title": "X", "genres": ["Drama"], "rating": 7.5}}',
        b'[{"path": "/a.mkv", "metadata": {"actors": [{"name": "A", "role": "B"}], "date": "2000-01-01"}}]',
    ]
    for _ in range(TIMES):
        data = mutated(chance, seeds)
        with in_time(data):
            try:
                parse_jobs(data.decode(errors="surrogateescape"), "fuzz")
            except JobFormatError as error:
                for_a_person(str(error))


def test_whatever_has_happened_to_the_database_it_opens_or_says_why_not(tmp_path, clock, chance):
    sound = a_queue(tmp_path / "sound.sqlite3", clock, chance)
    path = tmp_path / "home" / "recloser.sqlite3"
    path.parent.mkdir()
    for _ in range(TIMES // 10):
        data = mutated(chance, [sound])
        path.write_bytes(data)
        with in_time(data), suppress(DatabaseUnavailable), closing(Database(path, clock)) as database:
            queue = JobQueue(database, clock)
            with suppress(DatabaseUnavailable):
                queue.settle([Returned(job.id) for job in queue.claim(5)])
            for warning in database.warnings:
                for_a_person(warning)
        empty(path.parent)


def test_a_database_whose_tables_have_names_that_are_no_text_is_kept_aside(tmp_path, clock, chance):
    path = tmp_path / "recloser.sqlite3"
    a_queue(path, clock, chance)
    path.write_bytes(
        path.read_bytes().replace(b"TABLE meta", b"TABLE m\xcet\xce").replace(b"metameta", b"m\xcetam\xceta")
    )
    with closing(Database(path, clock)) as database:
        (warning,) = database.warnings
        for_a_person(warning)


def a_queue(path: Path, clock, chance: random.Random) -> bytes:
    with closing(Database(path, clock)) as database:
        queue = JobQueue(database, clock)
        queue.enqueue([Change(f"/media/{n}.mkv", Metadata(title=f"{n}", summary="x" * 200), "") for n in range(200)])
        queue.claim(3)
    return path.read_bytes()


def empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
