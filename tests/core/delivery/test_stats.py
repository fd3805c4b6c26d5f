from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.delivery.stats import StatsKeeper, peek
from core.model import Stats

NONSENSE = [
    b"",
    b"{",
    b"[]",
    b"7",
    b"null",
    b"\xff\xfe",
    b"{}",
    b'{"processed": 1, "succeeded": 1}',
    b'{"processed": -1, "succeeded": 0, "failed": 0}',
    b'{"processed": 1.5, "succeeded": 0, "failed": 0}',
    b'{"processed": true, "succeeded": 0, "failed": 0}',
    b'{"processed": NaN, "succeeded": 0, "failed": 0}',
    b"[" * 5_000,
    b" " * 20_000,
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "stats.json"


def test_every_change_that_came_to_an_end_is_counted(clock):
    keeper = StatsKeeper(None, clock)
    keeper.record(succeeded=3, failed=1)
    keeper.record(failed=1)
    assert keeper.stats == Stats(processed=5, succeeded=3, failed=2)


def test_the_counts_go_on_after_a_restart(path, clock):
    keeper = StatsKeeper(path, clock)
    keeper.record(succeeded=2)
    keeper.flush()
    again = StatsKeeper(path, clock)
    again.record(failed=1)
    assert (again.stats, again.problem) == (Stats(3, 2, 1), None)


def test_the_file_is_plain_json(path, clock):
    keeper = StatsKeeper(path, clock)
    keeper.record(succeeded=2, failed=1)
    keeper.flush()
    assert json.loads(path.read_text()) == {"processed": 3, "succeeded": 2, "failed": 1}


def test_the_file_is_written_at_most_every_five_seconds(path, clock):
    keeper = StatsKeeper(path, clock)
    keeper.record(succeeded=1)
    assert not path.exists()
    clock.advance(5.0)
    keeper.record(succeeded=1)
    assert peek(path).succeeded == 2
    keeper.record(succeeded=1)
    assert peek(path).succeeded == 2
    clock.advance(5.0)
    keeper.flush_if_due()
    assert peek(path).succeeded == 3


def test_the_file_is_not_written_when_nothing_is_new(path, clock):
    keeper = StatsKeeper(path, clock)
    keeper.record(succeeded=1)
    keeper.flush()
    path.unlink()
    keeper.flush()
    clock.advance(60.0)
    keeper.flush_if_due()
    assert not path.exists()


def test_without_a_path_nothing_is_written(tmp_path, clock, monkeypatch):
    monkeypatch.chdir(tmp_path)
    keeper = StatsKeeper(None, clock)
    keeper.record(succeeded=1)
    keeper.flush()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", NONSENSE)
def test_a_file_that_makes_no_sense_is_set_aside_and_the_counts_start_anew(path, clock, content):
    path.write_bytes(content)
    keeper = StatsKeeper(path, clock)
    assert keeper.stats == Stats()
    [kept] = path.parent.glob("stats.json.bad-*")
    assert kept.read_bytes() == content
    assert kept.name in keeper.problem
    keeper.record(succeeded=1)
    keeper.flush()
    assert peek(path) == Stats(1, 1, 0)


def test_a_folder_in_its_place_is_set_aside(path, clock):
    path.mkdir()
    problem = StatsKeeper(path, clock).problem
    assert not path.exists()
    assert problem is not None
    assert "Errno" not in problem


def test_a_failed_write_is_a_problem_until_one_succeeds(path, clock):
    keeper = StatsKeeper(path, clock)
    path.mkdir()
    keeper.record(succeeded=1)
    keeper.flush()
    assert str(path) in keeper.problem
    path.rmdir()
    keeper.flush()
    assert keeper.problem is None
    assert peek(path) == Stats(1, 1, 0)


def test_a_failed_write_is_not_tried_again_all_the_time(path, clock):
    keeper = StatsKeeper(path, clock)
    path.mkdir()
    keeper.record(succeeded=1)
    keeper.flush()
    path.rmdir()
    keeper.flush_if_due()
    assert not path.exists()
    clock.advance(5.0)
    keeper.flush_if_due()
    assert path.exists()


def test_several_threads_lose_no_count(path, clock):
    keeper = StatsKeeper(path, clock)

    def count(_: int) -> None:
        for _ in range(50):
            keeper.record(succeeded=1)
            keeper.flush()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(4)))
    assert keeper.stats == peek(path) == Stats(200, 200, 0)


@pytest.mark.parametrize("content", NONSENSE)
def test_a_peek_at_nonsense_shows_zeros_and_changes_nothing(path, content):
    path.write_bytes(content)
    assert peek(path) == Stats()
    assert [file.read_bytes() for file in path.parent.iterdir()] == [content]


def test_a_peek_creates_nothing(path):
    assert peek(path) == Stats()
    assert list(path.parent.iterdir()) == []
