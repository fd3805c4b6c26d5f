"""Whatever happens, a menu must never wait for us."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint

from tests.gui.stall_bench import JOBS, Bench, ten_thousand_changes

pytestmark = pytest.mark.alone

STALL = 0.050
"""Seconds. Longer than that, a person notices."""


@pytest.fixture
def bench(qtbot, tmp_path) -> Iterator[Bench]:
    with ten_thousand_changes(qtbot, tmp_path) as made:
        yield made


def test_the_menu_never_waits_50_ms_with_ten_thousand_changes_waiting_and_while_they_are_delivered(bench) -> None:
    bench.wait_until(lambda: bench.snapshot.queue.waiting == JOBS)
    assert bench.longest_stall(bench.use_everything, STALL) < STALL

    bench.application.show_window()
    bench._qtbot.wait(300)
    assert bench.longest_stall(bench.use_everything, STALL) < STALL

    bench.begin_delivery()
    bench.menu.popup(QPoint(10, 10))
    assert bench.longest_stall(bench.deliver, STALL) < STALL
