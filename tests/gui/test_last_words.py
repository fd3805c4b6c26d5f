from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from gui.exit_status import FAILED
from gui.last_words import give_up


@pytest.fixture
def boxes(monkeypatch) -> list[tuple[str, str]]:
    """What Windows has shown (MessageBoxW in user32)."""
    shown: list[tuple[str, str]] = []
    box = SimpleNamespace(MessageBoxW=lambda _owner, words, title, _kind: shown.append((title, words)))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=box), raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    return shown


def test_in_a_terminal_it_is_told_there(boxes, capsys):
    assert give_up("no home") == FAILED
    assert capsys.readouterr().err == "recloser: no home\n"
    assert boxes == []


def test_on_windows_without_a_console_a_box_tells_it(boxes, monkeypatch):
    """`pythonw.exe`, and what pip makes of gui-scripts, start with no standard streams at all (`sys.stderr`)."""
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdout", None)
    assert give_up("no home") == FAILED
    assert boxes == [("Recloser", "no home")]
