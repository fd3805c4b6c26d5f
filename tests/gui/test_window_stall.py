"""The window must never wait for the threads that deliver and read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.gui.stall_bench import JOBS, Bench, ten_thousand_changes

pytestmark = pytest.mark.alone

STALL = 0.016
"""Seconds: one picture of a screen that shows sixty in a second."""


@pytest.fixture
def bench(qtbot, tmp_path) -> Iterator[Bench]:
    with ten_thousand_changes(qtbot, tmp_path) as made:
        yield made


def test_nothing_waits_16_ms_while_ten_thousand_changes_are_delivered_with_the_queue_page_open(bench) -> None:
    bench.wait_until(lambda: bench.snapshot.queue.waiting == JOBS)
    bench.application.show_window()
    window = bench.application._window.window
    window.open_queue()
    bench.begin_delivery()
    assert bench.longest_stall(bench.deliver, STALL) < STALL
