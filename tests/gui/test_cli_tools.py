from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.model import Actor, Field, FieldChange, Picture, PictureRole
from gui.cli_tools import as_json
from gui.command_line import _has_no_reader


def test_what_a_value_is_made_of_is_told_by_name() -> None:
    cast = FieldChange(Field.ACTORS, (), (Actor("Jane Doe", "A Part"),))
    picture = FieldChange(Field.ARTWORK, None, (Picture(PictureRole.POSTER, "/films/poster.jpg"),))
    assert as_json(cast) == {
        "field": "actors",
        "before": [],
        "after": [{"name": "Jane Doe", "role": "A Part", "thumb": None}],
    }
    assert as_json(picture)["after"] == [{"role": "poster", "location": "/films/poster.jpg"}]
    assert as_json(FieldChange(Field.GENRES, ("Drama",), ("War",)))["before"] == ["Drama"]


def test_a_reader_that_has_gone_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").touch()
    reading, writing = os.pipe()
    os.close(reading)
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-m", "gui.cli", "--home", str(tmp_path), "status"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False, env=environ)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize(("platform", "ours"), [("win32", True), ("linux", False)])
def test_on_windows_the_error_of_such_a_pipe_is_another_one(monkeypatch, platform: str, ours: bool) -> None:
    """EINVAL where others have EPIPE (CPython's issue 79935)."""
    monkeypatch.setattr(sys, "platform", platform)
    assert _has_no_reader(OSError(errno.EINVAL, "Invalid argument")) is ours
    assert not _has_no_reader(OSError(errno.EINVAL, "Invalid argument", "a:file"))
    assert not _has_no_reader(OSError(errno.ENOSPC, "No space left on device"))
