from __future__ import annotations

import ctypes
import gc
import sys
from types import SimpleNamespace

import pytest

from core.clock import SystemClock
from core.paths import resolve_home
from gui import control, desktop_start
from gui.single_instance import SingleInstance


@pytest.mark.parametrize("background", [False, True])
def test_on_windows_a_second_start_lets_the_first_ones_window_come_to_the_front(tmp_path, monkeypatch, background):
    """Windows lets nobody else do so (`SetForegroundWindow`), and would only flash its button in the taskbar."""
    done: list[object] = []
    user = SimpleNamespace(AllowSetForegroundWindow=lambda process: done.append(("allowed", process)))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user), raising=False)
    monkeypatch.setattr(control, "ask", lambda _folder, command: done.append(command))
    first = SingleInstance(tmp_path)
    assert first.acquire()
    monkeypatch.setattr(sys, "platform", "win32")
    assert desktop_start.start(resolve_home(tmp_path, {}), SystemClock(), background=background) == 0
    assert done == ([control.Command.STATUS] if background else [("allowed", -1), control.Command.SHOW])
    gc.enable()
    monkeypatch.undo()
    first.release()
