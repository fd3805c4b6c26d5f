"""Waiting until a file has been left alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class _Touch:
    first: float
    last: float
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """A file or folder that something happened to."""

    path: str
    is_folder: bool


class Debounce:
    """Holds what was touched until it has been quiet for a while, or has kept others waiting for too long.

    Times are monotonic seconds. Not thread-safe: its user has a lock.
    """

    def __init__(self, quiet: float, patience: float) -> None:
        self._quiet = quiet
        self._patience = patience
        self._touches: dict[str, _Touch] = {}

    def touch(self, touched: Touched, now: float) -> bool:
        """Something happened; returns whether nothing else is being held."""
        touch = self._touches.setdefault(touched.path, _Touch(now, now, touched.is_folder))
        touch.last = now
        touch.is_folder = touched.is_folder or touch.is_folder
        return len(self._touches) == 1

    def due(self) -> float | None:
        """When there will be something to take; None: nothing is held."""
        return min(map(self._due, self._touches.values()), default=None)

    def take(self, now: float, *, folders: bool) -> list[Touched]:
        """All that are due, in the order of their first touch; without `folders` only the files."""
        taken = [
            Touched(path, touch.is_folder)
            for path, touch in self._touches.items()
            if self._due(touch) <= now and (folders or not touch.is_folder)
        ]
        for touched in taken:
            del self._touches[touched.path]
        return taken

    def clear(self) -> None:
        """Hold nothing any more."""
        self._touches.clear()

    def _due(self, touch: _Touch) -> float:
        return min(touch.last + self._quiet, touch.first + self._patience)
