"""Files that are whole or absent after a power cut, and unreadable ones kept aside."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2) if os.name == "nt" else ()
"""Seconds between attempts: on Windows a file stays where it is while another process, even a scanner, reads it."""
_FULL_SYNC = 51  # F_FULLFSYNC in macOS' fcntl.h
_FOLDER_SYNC_UNKNOWN = (errno.EINVAL, errno.ENOTSUP)
"""What file systems answer that write folders through and so cannot sync them."""


def write_atomically(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Replace `path` by `data`, durably: whoever reads it sees the old content or the new one, never a part.

    `mode` are the new file's permission bits, where the platform has them. Waits up to 0.4 s for a reader on Windows.

    Raises:
        OSError: It could not be written, or not made durable; no temporary file is left behind.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            temporary.chmod(mode)
            _sync(descriptor)
        _patiently(temporary.replace, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def set_aside(path: Path, now: float) -> Path | None:
    """Rename an unreadable file (or whatever stands in its place) to ``<name>.bad-<now>``, overwriting nothing.

    `now` is in Unix seconds. Returns the new path, or None when it could not be renamed. Waits like `write_atomically`.
    """
    first = aside = path.with_name(f"{path.name}.bad-{int(now)}")
    number = 1
    while os.path.lexists(aside):
        number += 1
        aside = first.with_name(f"{first.name}-{number}")
    try:
        return _patiently(path.rename, aside)
    except OSError:
        return None


def _patiently(rename: Callable[[Path], Path], target: Path) -> Path:
    for pause in _PAUSES:
        try:
            return rename(target)
        except PermissionError:
            time.sleep(pause)
    return rename(target)


def _sync(descriptor: int) -> None:
    """Have it on the disk. On macOS a plain fsync leaves it in the disk's own memory, as fsync(2) says there."""
    if sys.platform == "darwin":
        import ctypes  # noqa: PLC0415  the icon waits for this module

        if ctypes.CDLL(None).fcntl(descriptor, _FULL_SYNC) == 0:  # else a file system that cannot, such as a share
            return
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable as well."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folders; there the new name is durable without it
    try:
        _sync(descriptor)
    except OSError as error:
        if error.errno not in _FOLDER_SYNC_UNKNOWN:
            raise
    finally:
        os.close(descriptor)
