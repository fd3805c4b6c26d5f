from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QObject, Signal

from gui.computer import Computer, seconds_awake_and_asleep

ELSEWHERE = "http://192.168.1.20:32400"
LONG_AGO = 40.0
"""Seconds between two looks at the clocks."""


class Network(QObject):
    """One that comes and goes as the test wants."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.away = False

    def leads_to(self, _host: str) -> bool:
        return not self.away

    def go(self, *, away: bool) -> None:
        self.away = away
        self.changed.emit()


class Bench:
    """A computer that can be put to sleep and cut off."""

    def __init__(self, clock) -> None:
        self.clock = clock
        self.network = Network()
        self.networks = 0
        self.asleep = 0.0
        self.computer = Computer(
            clock,
            make_network=self.make_network,
            elapsed=lambda: clock.monotonic() + self.asleep,
        )
        self.woke: list[float] = []
        self.online: list[bool] = []
        self.computer.woke.connect(self.woke.append)
        self.computer.online_changed.connect(self.online.append)

    def make_network(self) -> Network:
        self.networks += 1
        return self.network

    def sleep(self, seconds: float) -> None:
        self.asleep += seconds
        self.clock.step_wall(seconds)

    def tick(self, seconds: float = 30.0) -> None:
        self.clock.advance(seconds)
        self.computer._on_tick()

    def logind(self, *, begins: bool) -> None:
        self.computer._on_prepare_for_sleep(begins)


@pytest.fixture
def bench(qapp, clock) -> Bench:
    return Bench(clock)


def test_a_sleep_that_nobody_told_of_is_found_at_the_next_look(bench):
    bench.tick()
    bench.sleep(7200)
    assert bench.woke == []
    bench.tick()
    assert bench.woke == [7200]


def test_a_sleep_that_logind_tells_of_is_told_at_once_and_once(bench):
    bench.logind(begins=True)
    bench.sleep(7200)
    bench.logind(begins=False)
    assert bench.woke == [7200]
    bench.tick()
    bench.tick()
    assert bench.woke == [7200]


def test_when_the_clocks_are_quicker_than_logind_the_sleep_is_told_once_all_the_same(bench):
    bench.logind(begins=True)
    bench.sleep(7200)
    bench.tick(1)
    bench.logind(begins=False)
    assert bench.woke == [7200]


def test_two_sleeps_in_quick_succession_are_both_told(bench):
    for seconds in (600, 60):
        bench.logind(begins=True)
        bench.sleep(seconds)
        bench.clock.advance(2)
        bench.logind(begins=False)
    assert bench.woke == [600, 60]


@pytest.mark.parametrize("step", [3 * 3600, -3 * 3600])
def test_setting_the_wall_clock_is_no_sleep(bench, step):
    bench.tick()
    bench.clock.step_wall(step)
    bench.tick()
    bench.tick()
    assert bench.woke == []


def test_where_the_monotonic_clock_goes_on_in_sleep_waking_up_shows_by_a_late_look_and_nothing_was_missed(bench):
    bench.tick()
    bench.tick(7200)
    assert bench.woke == [0]


def test_a_look_that_comes_a_little_late_is_no_sleep(bench):
    bench.tick(LONG_AGO)
    assert bench.woke == []


def test_a_network_that_goes_and_comes_back_is_told_at_once(bench):
    bench.computer.serve(ELSEWHERE)
    assert bench.computer.online
    bench.network.go(away=True)
    assert bench.online == [False]
    assert not bench.computer.online
    bench.network.go(away=False)
    assert bench.online == [False, True]


def test_the_same_news_twice_is_told_once(bench):
    bench.computer.serve(ELSEWHERE)
    for away in (True, True, False, False):
        bench.network.go(away=away)
    assert bench.online == [False, True]


def test_a_change_that_nobody_told_of_is_found_at_the_next_look(bench):
    bench.computer.serve(ELSEWHERE)
    for away in (True, False):
        bench.network.away = away
        bench.tick()
    assert bench.online == [False, True]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:32400",
        "http://127.0.1.1",
        "http://localhost:32400",
        "https://[::1]:32400",
        "http://LOCALHOST.",
    ],
)
def test_a_server_on_this_machine_needs_no_network(bench, url):
    bench.network.away = True
    bench.computer.serve(url)
    bench.tick()
    assert bench.computer.online
    assert bench.networks == 0


@pytest.mark.parametrize("suffix", ["", ".local"])
def test_this_machines_own_name_is_this_machine(bench, monkeypatch, suffix):
    monkeypatch.setattr("socket.gethostname", lambda: "Attic")
    bench.network.away = True
    bench.computer.serve(f"http://attic{suffix}:32400")
    assert bench.computer.online


def test_moving_from_a_server_elsewhere_to_one_here_ends_being_offline(bench):
    bench.network.away = True
    bench.computer.serve(ELSEWHERE)
    bench.computer.serve("http://127.0.0.1:32400")
    assert bench.online == [False, True]


def test_waking_up_looks_at_the_network_too(bench):
    bench.computer.serve(ELSEWHERE)
    bench.network.away = True
    bench.logind(begins=False)
    assert bench.online == [False]


def test_after_the_end_nothing_is_told(bench):
    bench.computer.start()
    bench.computer.serve(ELSEWHERE)
    bench.computer.stop()
    bench.network.go(away=True)
    bench.sleep(100)
    bench.tick()
    assert (bench.online, bench.woke) == ([], [])


def test_the_clock_that_sleeps_not_goes_with_the_other_while_awake():
    before = seconds_awake_and_asleep() - time.monotonic()
    after = seconds_awake_and_asleep() - time.monotonic()
    assert after == pytest.approx(before, abs=0.5)
