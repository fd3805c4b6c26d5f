"""The shared, honest fakes: a clock that tests advance by hand. (The Plex simulator lives in `core.demo`.)"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Its table of all characters is made with the first text of a fresh clone, which takes a second on a busy computer.
settings.register_profile("recloser", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("recloser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What has a screen of its own is slow to start and watched in real time: see the markers `alone` and `patient`."""
    for item in items:
        if "screen" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("patient"):
            item.add_marker(pytest.mark.alone)


class FakeClock:
    """Stands still until told otherwise; wall clock and monotonic clock can be moved apart."""

    def __init__(self, now: float = 1_795_400_000.0) -> None:
        self._wall = now
        self._monotonic = 1000.0

    def monotonic(self) -> float:
        return self._monotonic

    def time(self) -> float:
        return self._wall

    def advance(self, seconds: float) -> None:
        """Time passes: both clocks move."""
        self._wall += seconds
        self._monotonic += seconds

    def step_wall(self, seconds: float) -> None:
        """Somebody sets the computer's clock: only the wall clock moves."""
        self._wall += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="module")
def garbage_on_the_main_thread() -> Iterator[None]:
    """For modules with Qt and threads in one process: see `gui.garbage`."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
