"""What Linux itself says that this process watches and has open."""

from __future__ import annotations

from pathlib import Path


def watched() -> int:
    """How many folders the system watches for this process."""
    return sum(_read(info).count("inotify wd:") for info in Path("/proc/self/fdinfo").iterdir())


def _read(info: Path) -> str:
    try:
        return info.read_text()
    except FileNotFoundError:  # closed by another thread a moment ago, or that of the listing itself
        return ""


def descriptors() -> int:
    """How many of its kind this process has open: inotify's, and what wakes a thread."""
    return sum(str(_target(file)).startswith("anon_inode:") for file in Path("/proc/self/fd").iterdir())


def _target(file: Path) -> Path | None:
    try:
        return file.readlink()
    except FileNotFoundError:
        return None


def folders_in(top: Path) -> int:
    return 1 + sum(path.is_dir() for path in top.rglob("*"))
