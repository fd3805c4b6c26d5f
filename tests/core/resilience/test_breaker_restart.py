"""What a breaker remembers over a restart, and when it writes."""

from __future__ import annotations

import errno
import json
import logging
import os
import stat

import pytest

from core.resilience.breaker import CircuitBreaker, CircuitState
from core.resilience.breaker_file import peek
from tests.core.resilience.conftest import fail

CLOSED, OPEN, HALF_OPEN = CircuitState.CLOSED, CircuitState.OPEN, CircuitState.HALF_OPEN


@pytest.fixture
def path(tmp_path):
    return tmp_path / "circuit_breaker.json"


@pytest.fixture
def start(path, clock):
    def start(now=clock, **settings):
        return CircuitBreaker(state_file=path, clock=now, **settings)

    return start


def half_open(breaker, clock):
    fail(breaker, 5)
    clock.advance(60)
    return breaker.try_acquire()


def rebooted(clock):
    """The same moment on a computer whose monotonic clock has started anew."""
    return type(clock)(now=clock.time())


# What is remembered


def test_open_survives_a_restart_and_blocks_for_the_rest_of_the_break(start, clock):
    fail(start(), 5, "connection refused")
    began = clock.time()
    clock.advance(45)
    reopened = start(rebooted(clock))
    assert (reopened.state, reopened.failure_count, reopened.reason) == (OPEN, 5, "connection refused")
    assert (reopened.opened_at, reopened.outage_started_at, reopened.restored_open) == (began, began, True)
    assert reopened.retry_in() == 15.0
    assert reopened.try_acquire() is None


def test_a_trial_is_due_at_once_when_the_break_ended_while_the_application_was_closed(start, clock):
    fail(start(), 5)
    clock.advance(3 * 3600)
    reopened = start()
    assert (reopened.state, reopened.retry_in()) == (OPEN, 0.0)
    assert reopened.try_acquire().success()
    assert reopened.state is CLOSED


def test_closed_after_recovery_survives_a_restart(start, clock):
    assert half_open(start(), clock).success()
    reopened = start()
    assert (reopened.state, reopened.failure_count, reopened.reason) == (CLOSED, 0, "")
    assert not reopened.restored_open
    assert reopened.try_acquire() is not None


def test_half_open_survives_a_restart_and_admits_one_trial(start, clock):
    half_open(start(), clock)
    reopened = start()
    assert (reopened.state, reopened.restored_open, reopened.retry_in()) == (HALF_OPEN, True, 0.0)
    assert reopened.try_acquire() is not None
    assert reopened.try_acquire() is None


def test_counted_failures_survive_a_restart(start):
    fail(start(), 3)
    reopened = start()
    assert reopened.failure_count == 3
    fail(reopened, 2)
    assert reopened.state is OPEN


def test_counted_failures_open_it_at_the_next_one_when_the_threshold_was_lowered_meanwhile(start):
    fail(start(), 4)
    reopened = start(failure_threshold=2)
    assert reopened.state is CLOSED
    fail(reopened)
    assert reopened.state is OPEN


def test_successful_trials_survive_a_restart(start, clock):
    assert half_open(start(success_threshold=2), clock).success()
    reopened = start(success_threshold=2)
    assert (reopened.state, reopened.success_count) == (HALF_OPEN, 1)
    assert reopened.try_acquire().success()
    assert reopened.state is CLOSED


def test_failed_trials_and_the_outage_s_beginning_survive_a_restart(start, clock):
    breaker = start()
    fail(breaker, 5)
    began = clock.time()
    clock.advance(60)
    fail(breaker)
    reopened = start()
    assert (reopened.reopen_count, reopened.retry_in(), reopened.outage_started_at) == (1, 120.0, began)
    assert not reopened.hint_healthy()


def test_a_sign_of_life_still_helps_after_a_restart_in_the_first_break(start):
    fail(start(), 5)
    assert start().hint_healthy()


@pytest.mark.parametrize("back", [1.0, 3600.0, 1e9])
def test_a_clock_set_back_while_closed_means_one_full_break_at_most(start, clock, back):
    fail(start(), 5)
    opened_at = clock.time()
    clock.step_wall(-back)
    reopened = start()
    assert (reopened.retry_in(), reopened.opened_at) == (60.0, opened_at)
    clock.advance(60)
    assert reopened.try_acquire() is not None


def test_after_the_restart_no_step_of_the_wall_clock_changes_the_wait(start, clock):
    fail(start(), 5)
    clock.advance(20)
    reopened = start()
    clock.step_wall(-86_400)
    assert reopened.retry_in() == 40.0
    clock.step_wall(2 * 86_400)
    assert reopened.retry_in() == 40.0


@pytest.mark.parametrize(("timeout", "wait"), [(30.0, 10.0), (10.0, 0.0), (300.0, 280.0)])
def test_the_wait_follows_today_s_settings_not_those_in_the_file(start, clock, timeout, wait):
    fail(start(), 5)
    clock.advance(20)
    assert start(recovery_timeout=timeout).retry_in() == wait


def test_a_file_of_the_four_oldest_keys_is_restored(start, path, clock):
    opened_at = clock.time() - 10
    old = {"state": "OPEN", "failure_count": 5, "success_count": 0, "opened_at": opened_at}
    path.write_text(json.dumps(old), encoding="utf-8")
    breaker = start()
    assert (breaker.state, breaker.retry_in(), breaker.outage_started_at) == (OPEN, 50.0, opened_at)
    assert breaker.reason == "no reason given"


def test_successes_that_another_tool_left_in_an_open_record_are_no_trials(start, path, clock):
    old = {"state": "open", "failure_count": 5, "success_count": 1, "opened_at": clock.time() - 60}
    path.write_text(json.dumps(old), encoding="utf-8")
    breaker = start(success_threshold=2)
    assert breaker.try_acquire().success()
    assert breaker.state is HALF_OPEN


def test_half_open_without_a_time_counts_from_the_restart(start, path, clock):
    old = {"state": "half_open", "failure_count": 5, "success_count": 0, "opened_at": None}
    path.write_text(json.dumps(old), encoding="utf-8")
    breaker = start()
    assert (breaker.state, breaker.opened_at, breaker.outage_started_at) == (HALF_OPEN, clock.time(), clock.time())
    assert breaker.try_acquire().success()


def test_what_was_restored_is_logged_in_words(start, clock, caplog):
    caplog.set_level(logging.INFO)
    breaker = start()
    fail(breaker, 3, "connection refused")
    caplog.clear()
    start()
    fail(breaker, 2, "connection refused")
    clock.advance(45)
    start()
    clock.advance(15)
    breaker.try_acquire()
    start()
    assert [message for message in caplog.messages if "restored" in message] == [
        "Breaker restored CLOSED with 3 failures",
        "Breaker restored OPEN (connection refused); a trial is due in 15 s",
        "Breaker restored HALF_OPEN (connection refused); a trial is due in 0 s",
    ]


def test_the_log_tells_the_whole_time_since_the_opening_over_restarts(start, clock, caplog):
    fail(start(), 5)
    clock.advance(3600)
    reopened = start(rebooted(clock))
    caplog.set_level(logging.INFO)
    reopened.try_acquire()
    assert "entering HALF_OPEN after 3600 s" in caplog.text


# When it is written


def written(path):
    """Changes with each write, since each makes a new file; None: never written."""
    return (path.stat().st_ino, path.stat().st_mtime_ns) if path.exists() else None


def test_every_change_is_in_the_file_when_the_call_returns(start, path, clock):
    breaker = start(success_threshold=2)

    def on_disk():
        record = peek(path)
        return record.state, record.failure_count, record.success_count, record.reopen_count

    for count in range(1, 5):
        fail(breaker)
        assert on_disk() == (CLOSED, count, 0, 0)
    fail(breaker)
    assert on_disk() == (OPEN, 5, 0, 0)
    clock.advance(60)
    trial = breaker.try_acquire()
    assert on_disk() == (HALF_OPEN, 5, 0, 0)
    trial.failure("timeout")
    assert on_disk() == (OPEN, 6, 0, 1)
    clock.advance(120)
    breaker.try_acquire().success()
    assert on_disk() == (HALF_OPEN, 6, 1, 1)
    breaker.try_acquire().success()
    assert on_disk() == (CLOSED, 0, 0, 0)
    breaker.trip("x")
    assert on_disk() == (OPEN, 0, 0, 0)
    breaker.reset()
    assert on_disk() == (CLOSED, 0, 0, 0)


def test_a_listener_finds_the_change_in_the_file_already(start, path):
    breaker = start()
    found = []
    breaker.subscribe(lambda transition: found.append(peek(path).state is transition.new))
    breaker.trip("x")
    breaker.reset()
    assert found == [True, True]


def test_a_success_that_clears_failures_is_written_and_the_next_ones_are_not(start, path):
    breaker = start()
    fail(breaker, 3)
    breaker.try_acquire().success()
    assert peek(path).failure_count == 0
    before = written(path)
    for _ in range(10):
        assert breaker.try_acquire().success()
    assert written(path) == before


def test_calls_to_a_healthy_server_make_no_file_at_all(start, path):
    breaker = start()
    for _ in range(10):
        assert breaker.try_acquire().success()
    assert breaker.try_acquire().cancel()
    breaker.reset()
    breaker.flush()
    assert written(path) is None


def test_what_changes_nothing_writes_nothing(start, path, clock):
    breaker = start()
    late = breaker.try_acquire()
    fail(breaker, 5)
    before = written(path)
    late.success()
    breaker.try_acquire()
    breaker.trip("again")
    breaker.hint_healthy()
    breaker.view()
    breaker.flush()
    assert written(path) == before


def test_restoring_writes_nothing(start, path):
    fail(start(), 5)
    before = written(path)
    start()
    assert written(path) == before


def test_without_a_file_all_works_in_memory(clock, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    breaker = CircuitBreaker(clock=clock)
    assert half_open(breaker, clock).success()
    breaker.flush()
    assert breaker.save_problem is None
    assert list(tmp_path.iterdir()) == []


# When it cannot be written


@pytest.fixture
def disk(monkeypatch):
    """A disk that is full whenever `disk.full` is set."""

    class Disk:
        full = False
        spoils_folders = False

    real = os.fsync

    def fsync(descriptor):
        if Disk.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        if Disk.spoils_folders and stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return Disk


def test_a_full_disk_stops_nothing_and_is_told_in_words(start, path, clock, disk, caplog):
    disk.full = True
    breaker = start()
    assert half_open(breaker, clock).success()
    assert breaker.state is CLOSED
    assert breaker.save_problem == f"The breaker state cannot be written to {path}: No space left on device"
    assert caplog.messages.count(breaker.save_problem) == 1


def test_a_failed_write_is_made_up_for_on_the_next_change(start, path, disk):
    disk.full = True
    breaker = start()
    fail(breaker, 5)
    disk.full = False
    breaker.reset()
    assert (peek(path).state, breaker.save_problem) == (CLOSED, None)


def test_a_failed_write_is_made_up_for_when_the_worker_asks(start, path, disk):
    disk.full = True
    breaker = start()
    fail(breaker, 5)
    breaker.flush()
    assert breaker.save_problem is not None
    disk.full = False
    breaker.flush()
    assert (peek(path).state, breaker.save_problem) == (OPEN, None)


def test_a_write_that_failed_half_way_is_not_taken_for_the_old_content(start, path, disk):
    breaker = start()
    breaker.trip("x")
    breaker.reset()
    disk.spoils_folders = True
    fail(breaker)  # replaces the file, but is not known to last
    disk.spoils_folders = False
    assert breaker.try_acquire().success()
    assert peek(path).failure_count == 0


def test_a_folder_that_vanished_is_made_again(start, path, tmp_path, clock):
    breaker = CircuitBreaker(state_file=tmp_path / "home" / path.name, clock=clock)
    breaker.trip("x")
    assert peek(tmp_path / "home" / path.name).state is OPEN


def test_a_file_where_the_folder_should_be_stops_nothing(tmp_path, clock):
    (tmp_path / "home").write_bytes(b"")
    breaker = CircuitBreaker(state_file=tmp_path / "home" / "circuit_breaker.json", clock=clock)
    breaker.trip("x")
    assert breaker.state is OPEN
    assert str(tmp_path / "home") in breaker.save_problem
