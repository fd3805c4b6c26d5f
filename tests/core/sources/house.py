"""A folder of films, the real queue, and a source that watches the one for the other."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import Delivered, JobQueue
from core.model import Change, PictureRole
from core.sources.folders import FolderSource, FolderTiming

FAST = FolderTiming(quiet=0.05, patience=0.4, rescan=300, look=0.1)
LIMIT = 10.0


def until(condition, what="the condition"):
    deadline = time.monotonic() + LIMIT
    while not (result := condition()):
        assert time.monotonic() < deadline, f"waited {LIMIT} s for {what}"
        time.sleep(0.005)
    return result


def nfo(title: str) -> str:
    return f"<movie>\n<title>{title}</title>\n</movie>\n"


def link(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target, target_is_directory=True)
    except OSError as error:
        pytest.skip(f"no links here: {error}")


class House:
    """A folder of films, a queue, and what a FolderSource says; it can be closed and opened again."""

    def __init__(self, home: Path) -> None:
        self.films = home / "films"
        self.films.mkdir()
        self.database = home / "recloser.sqlite3"
        self.queue = self.open_queue()
        self.batches: list[int] = []
        self.changes = 0
        self.titles: list[tuple[str, str]] = []
        self.came: list[Change] = []
        self.source: FolderSource | None = None

    def open_queue(self) -> JobQueue:
        return JobQueue(Database(self.database, SystemClock(), busy_timeout=0.5), SystemClock())

    def open(self, *folders: Path, timing: FolderTiming = FAST, open_queue=None, **more) -> FolderSource:
        self.source = FolderSource(
            folders or [self.films],
            open_queue or self.open_queue,
            clock=SystemClock(),
            on_queued=self.batches.append,
            on_change=self._count_change,
            timing=timing,
            **more,
        )
        self.source.start()
        return self.source

    def _count_change(self) -> None:
        self.changes += 1

    def close(self) -> None:
        if self.source:
            assert self.source.stop(LIMIT)
        self.source = None

    def write(self, name: str, text: str) -> Path:
        path = self.films / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def arrived(self) -> list[tuple[str, str]]:
        """All changes that have come so far: the path inside of the folder, and the title."""
        jobs = self.queue.claim(10_000)
        self.queue.settle([Delivered(job.id) for job in jobs])
        for job in jobs:
            self.came.append(job.change)
            path = Path(job.change.path)
            inside = path.relative_to(self.films).as_posix() if path.is_relative_to(self.films) else path.name
            self.titles.append((inside, job.change.metadata.title or ""))
        return self.titles

    def wait_for(self, *expected: tuple[str, str]) -> None:
        until(lambda: set(expected) <= set(self.arrived()), f"{expected}; there are {self.titles}")

    def settled(self) -> None:
        """All that has happened so far has been dealt with: a file written now comes through as the last one."""
        marker = f"marker {len(self.titles)} {time.monotonic_ns()}"
        self.write("Marker.nfo", nfo(marker))
        self.wait_for(("Marker", marker))

    def others(self) -> list[tuple[str, str]]:
        return [title for title in self.arrived() if title[0] != "Marker"]

    def remembered(self) -> set[str]:
        return {self.inside(file.path) for _, files in self.queue.seen_files(str(self.films)) for file in files}

    def inside(self, path: str) -> str:
        return Path(path).relative_to(self.films).as_posix()

    def next_for(self, name: str, after: int = 0) -> Change:
        """The first change for this path inside of the folder that came after so many changes."""

        def find() -> Change | None:
            self.arrived()
            return next((change for change in self.came[after:] if self.inside(change.path) == name), None)

        return until(find, f"a change for {name}; there are {self.came[after:]}")

    def art(self, change: Change) -> dict[PictureRole, str]:
        return {
            picture.role: picture.location if "://" in picture.location else self.inside(picture.location)
            for picture in change.metadata.artwork
        }
