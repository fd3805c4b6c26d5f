from __future__ import annotations

import os
import signal
import sys

import pytest

from gui.interrupts import Interrupts


@pytest.mark.skipif(sys.platform == "win32", reason="there a signal to a process ends it")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGBREAK"])
def test_whoever_asks_the_process_to_end_is_heard(qtbot, monkeypatch, name):
    """SIGBREAK is what Windows makes of Ctrl-Break, of `CTRL_BREAK_EVENT` and of a console that is closed."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(signal, "SIGBREAK", signal.SIGUSR1, raising=False)
    interrupts = Interrupts()
    with qtbot.waitSignal(interrupts.interrupted, timeout=2000):
        os.kill(os.getpid(), getattr(signal, name))
    interrupts.close()
    assert signal.getsignal(getattr(signal, name)) is signal.SIG_DFL
    signal.signal(signal.SIGINT, signal.default_int_handler)
