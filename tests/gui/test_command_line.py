"""What a person gives, and what a terminal can take."""

from __future__ import annotations

import io
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import JobQueue
from core.model import Change, Metadata
from gui import command_line, control
from gui.exit_status import DONE, NOT_RUNNING, WRONG_USAGE


@pytest.fixture
def home(tmp_path: Path) -> Path:
    clock = SystemClock()
    queue = JobQueue(Database(tmp_path / "recloser.sqlite3", clock), clock)
    queue.enqueue([Change("/media/\u6771 (2000)/\u6771.mkv", Metadata(title="\u6771"), "test")])
    queue.close()
    return tmp_path


def run(home: Path, *arguments: str) -> int:
    return command_line.run(["--home", str(home), *arguments], SystemClock())


@pytest.mark.parametrize("number", ["99999999999999999999", "-99999999999999999999", "1.5", "one"])
@pytest.mark.parametrize("command", ["discard", "retry", "undo", "history --limit", "retry --outage"])
def test_a_number_that_nothing_can_have_is_wrong_usage(home: Path, command: str, number: str, capsys) -> None:
    *options, last = command.split()
    with pytest.raises(SystemExit) as ended:
        run(home, *options, f"{last}={number}") if last.startswith("--") else run(home, *options, last, "--", number)
    assert ended.value.code == WRONG_USAGE
    assert number in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("queue",), ("queue", "--json"), ("status", "--json")])
def test_a_pipe_of_windows_gets_what_it_has_characters_for(home: Path, arguments, monkeypatch) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, encoding="cp1252"))
    assert run(home, *arguments) == DONE
    sys.stdout.flush()
    assert printed.getvalue().isascii()
    assert arguments[0] == "status" or b"\\u6771" in printed.getvalue()


def test_a_path_is_named_as_it_is_reached_from_here(home: Path, tmp_path: Path, monkeypatch) -> None:
    asked: list[str] = []

    def ask(_data_dir: Path, _command: control.Command, *, paths: list[str]) -> None:
        asked.extend(paths)
        raise control.NotRunningError

    monkeypatch.setattr(control, "ask", ask)
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    with chdir(tmp_path / "here"):
        assert run(home, "sync", ".", "..", "../there", "../here/../there") == NOT_RUNNING
    assert asked == [str(tmp_path / name) for name in ("here", "", "there", "there")]
