"""The check that a person asks for."""

from __future__ import annotations

from core.demo.simulator import ALL_BUT_IDENTITY, Stopped, maintenance, unauthorized
from core.model import CircuitState
from tests.core.delivery.conftest import Bench


def after_failed_trials(bench: Bench, trials: int) -> None:
    """OPEN, with a long break ahead: so many trials have failed although /identity answers."""
    bench.lose_the_server()
    bench.plex.faults.clear()
    bench.plex.faults.set(maintenance(), ALL_BUT_IDENTITY)
    bench.run(lambda: bench.worker.breaker.reopen_count == trials)
    assert bench.worker.breaker.retry_in() > 100


def test_check_now_probes_at_once(bench) -> None:
    bench.start()
    bench.lose_the_server()
    bench.plex.faults.clear()
    bench.worker.check_now()
    assert bench.run(lambda: bench.queue.counts().pending == 0) == 0.0


def test_after_failed_trials_check_now_starts_one_trial_at_once_when_plex_answers(bench) -> None:
    bench.start()
    after_failed_trials(bench, 2)
    bench.plex.faults.clear()
    bench.worker.check_now()
    assert bench.worker.snapshot().asked_check.running
    assert bench.run(lambda: bench.queue.counts().pending == 0) == 0.0
    check = bench.worker.snapshot().asked_check
    assert (check.running, check.reason) == (False, "")


def test_a_trial_that_a_person_asked_for_and_that_fails_lengthens_the_break_and_is_told(bench) -> None:
    bench.start()
    after_failed_trials(bench, 2)
    bench.worker.check_now()
    bench.run(lambda: bench.worker.breaker.reopen_count == 3)
    assert bench.worker.breaker.retry_in() == 480.0
    check = bench.worker.snapshot().asked_check
    assert not check.running
    assert "503" in check.reason
    bench.clock.advance(bench.worker.step())
    assert bench.worker.breaker.reopen_count == 3  # one trial, not one after the other


def test_a_check_without_an_answer_starts_no_trial_and_is_told(bench) -> None:
    bench.start()
    after_failed_trials(bench, 1)
    bench.plex.faults.set(Stopped())
    left = bench.worker.breaker.retry_in()
    bench.worker.check_now()
    bench.worker.step()
    assert (bench.worker.breaker.reopen_count, bench.worker.breaker.retry_in()) == (1, left)
    check = bench.worker.snapshot().asked_check
    assert not check.running
    assert "refused" in check.reason


def test_a_check_does_not_wait_for_retry_after_when_plex_answers(bench) -> None:
    bench.start()
    bench.lose_the_server()
    bench.plex.faults.clear()
    bench.plex.faults.set(maintenance(retry_after="600"), ALL_BUT_IDENTITY)
    bench.run(lambda: bench.worker.breaker.reopen_count == 1)
    bench.plex.faults.clear()
    bench.worker.check_now()
    assert bench.run(lambda: bench.worker.breaker.state is CircuitState.CLOSED) == 0.0


def test_a_check_while_paused_tells_that_plex_answers_and_starts_no_trial(bench) -> None:
    bench.start()
    after_failed_trials(bench, 1)
    bench.plex.faults.clear()
    bench.worker.pause()
    bench.worker.check_now()
    bench.worker.step()
    snapshot = bench.worker.snapshot()
    assert (snapshot.breaker.state, snapshot.asked_check.running, snapshot.asked_check.reason) == (
        CircuitState.OPEN,
        False,
        "",
    )
    bench.worker.resume()
    assert bench.run(lambda: bench.worker.breaker.state is CircuitState.CLOSED) == 0.0


def test_the_answer_to_a_check_is_forgotten_when_an_outage_begins_or_ends(bench) -> None:
    bench.start()
    bench.list_libraries()
    bench.worker.check_now()
    bench.worker.step()
    assert bench.worker.snapshot().asked_check.reason == ""
    bench.lose_the_server()
    assert bench.worker.snapshot().asked_check is None
    bench.worker.check_now()
    bench.worker.step()
    assert bench.worker.snapshot().asked_check.reason
    bench.worker.reset()
    assert bench.worker.snapshot().asked_check is None


def test_a_check_is_answered_also_by_a_token_that_is_not_accepted_any_more(bench) -> None:
    bench.options = {"heartbeat": 0}
    bench.start()
    after_failed_trials(bench, 1)
    bench.plex.faults.clear()
    bench.plex.faults.set(unauthorized(), ALL_BUT_IDENTITY)
    bench.worker.check_now()
    bench.run(lambda: not bench.worker.snapshot().server.signed_in)
    assert not bench.worker.snapshot().asked_check.running
