from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from core import files
from core.files import set_aside, write_atomically

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits and syncs no folders")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_new_content_replaces_the_old_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "state.json"
    write_atomically(path, b"old and longer")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["state.json"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_the_file_has_the_mode_asked_for_whatever_the_old_one_had(tmp_path, mode):
    path = tmp_path / "state.json"
    path.write_bytes(b"")
    path.chmod(0o666)
    write_atomically(path, b"x", mode=mode)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_only_the_owner_can_read_it_unless_asked_otherwise(tmp_path):
    write_atomically(tmp_path / "token", b"x")
    assert stat.S_IMODE((tmp_path / "token").stat().st_mode) == 0o600


@posix
def test_the_data_and_then_the_folder_reach_the_disk(tmp_path, monkeypatch):
    synced = []

    def fsync(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        synced.append(("folder", (tmp_path / "state.json").exists()) if is_folder else "data")

    monkeypatch.setattr(os, "fsync", fsync)
    write_atomically(tmp_path / "state.json", b"x")
    assert synced == ["data", ("folder", True)]


@posix
@pytest.mark.parametrize("can", [True, False])
def test_on_macos_the_disk_is_told_to_write_what_it_holds_in_its_memory(tmp_path, monkeypatch, can):
    """fsync(2) of macOS: only fcntl's F_FULLFSYNC asks the drive itself; file systems that have none fail."""
    done = []

    def ask(descriptor, command):
        assert command == 51
        if can:
            done.append(stat.S_IFMT(os.fstat(descriptor).st_mode))
        return 0 if can else -1

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda _program: SimpleNamespace(fcntl=ask))
    monkeypatch.setattr(os, "fsync", lambda descriptor: done.append(stat.S_IFMT(os.fstat(descriptor).st_mode)))
    write_atomically(tmp_path / "state.json", b"x")
    assert done == [stat.S_IFREG, stat.S_IFDIR]


def test_a_full_disk_leaves_the_old_content_and_no_temporary_file(tmp_path, monkeypatch):
    path = tmp_path / "state.json"
    path.write_bytes(b"old")

    def fsync(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["state.json"]


def test_a_folder_in_the_file_s_place_is_an_error_and_leaves_no_temporary_file(tmp_path):
    (tmp_path / "state.json").mkdir()
    with pytest.raises(OSError):  # noqa: PT011  # the words are the platform's
        write_atomically(tmp_path / "state.json", b"x")
    assert names(tmp_path) == ["state.json"]


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "nowhere" / "state.json", b"x")


def readers_let_go_after(attempts: int, monkeypatch) -> None:
    """As on Windows, where a file that somebody reads can be neither replaced nor renamed."""
    left = [attempts]

    def busy(rename):
        def unless_busy(self, target):
            left[0] -= 1
            if left[0] >= 0:
                raise PermissionError(errno.EACCES, "used by another process")
            return rename(self, target)

        return unless_busy

    for name in ("replace", "rename"):
        monkeypatch.setattr(Path, name, busy(getattr(Path, name)))
    monkeypatch.setattr(files, "_PAUSES", (0.0, 0.0))


@pytest.mark.parametrize("attempts", [1, 2])
def test_on_windows_a_reader_that_lets_go_is_waited_for(tmp_path, monkeypatch, attempts):
    readers_let_go_after(attempts, monkeypatch)
    write_atomically(tmp_path / "state.json", b"x")
    assert (tmp_path / "state.json").read_bytes() == b"x"


def test_on_windows_a_reader_that_does_not_let_go_is_an_error_at_last(tmp_path, monkeypatch):
    readers_let_go_after(3, monkeypatch)
    with pytest.raises(PermissionError):
        write_atomically(tmp_path / "state.json", b"x")
    assert names(tmp_path) == []


@pytest.mark.parametrize(("attempts", "expected"), [(2, "state.json.bad-5"), (3, "state.json")])
def test_on_windows_a_file_is_kept_aside_once_a_reader_lets_go(tmp_path, monkeypatch, attempts, expected):
    (tmp_path / "state.json").write_bytes(b"bad")
    readers_let_go_after(attempts, monkeypatch)
    kept = set_aside(tmp_path / "state.json", 5.0)
    assert kept == (tmp_path / expected if attempts == 2 else None)
    assert names(tmp_path) == [expected]


def fail_for_folders(monkeypatch, function: str, error: int) -> None:
    real = getattr(os, function)

    def failing(target, *rest):
        is_folder = stat.S_ISDIR(os.fstat(target).st_mode) if isinstance(target, int) else Path(target).is_dir()
        if is_folder:
            raise OSError(error, os.strerror(error))
        return real(target, *rest)

    monkeypatch.setattr(os, function, failing)


@posix
@pytest.mark.parametrize(("function", "error"), [("open", errno.EACCES), ("fsync", errno.EINVAL)])
def test_a_platform_that_cannot_sync_folders_is_no_error(tmp_path, monkeypatch, function, error):
    fail_for_folders(monkeypatch, function, error)
    write_atomically(tmp_path / "state.json", b"x")
    assert (tmp_path / "state.json").read_bytes() == b"x"


@posix
def test_a_folder_that_should_sync_and_fails_is_an_error(tmp_path, monkeypatch):
    fail_for_folders(monkeypatch, "fsync", errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        write_atomically(tmp_path / "state.json", b"x")


def test_a_file_set_aside_keeps_its_content_under_a_name_with_the_time(tmp_path):
    (tmp_path / "state.json").write_bytes(b"garbage")
    aside = set_aside(tmp_path / "state.json", 1_795_400_000.75)
    assert aside == tmp_path / "state.json.bad-1795400000"
    assert aside.read_bytes() == b"garbage"
    assert names(tmp_path) == [aside.name]


def test_setting_aside_several_in_the_same_second_overwrites_none(tmp_path):
    for content in (b"1", b"2", b"3"):
        (tmp_path / "state.json").write_bytes(content)
        set_aside(tmp_path / "state.json", 5.0)
    assert [(tmp_path / name).read_bytes() for name in names(tmp_path)] == [b"1", b"2", b"3"]


def test_a_folder_can_be_set_aside(tmp_path):
    (tmp_path / "state.json" / "inside").mkdir(parents=True)
    aside = set_aside(tmp_path / "state.json", 5.0)
    assert aside is not None
    assert (aside / "inside").is_dir()


def test_what_is_not_there_cannot_be_set_aside(tmp_path):
    assert set_aside(tmp_path / "state.json", 5.0) is None
