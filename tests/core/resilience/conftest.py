"""Breakers, and what makes them fail."""

from __future__ import annotations

import pytest

from core.resilience.breaker import CircuitBreaker


@pytest.fixture
def breaker(clock):
    return CircuitBreaker(clock=clock)


@pytest.fixture
def seen(breaker):
    """Its transitions."""
    transitions = []
    breaker.subscribe(transitions.append)
    return transitions


def fail(breaker, times=1, reason="timeout"):
    for _ in range(times):
        assert breaker.try_acquire().failure(reason)


def fail_trials(breaker, clock, times):
    for _ in range(times):
        clock.advance(breaker.retry_in())
        fail(breaker)
