"""How many changes were delivered and how many failed, over the years."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import asdict, fields
from pathlib import Path

from core.clock import Clock
from core.files import set_aside, write_atomically
from core.model import Stats

_log = logging.getLogger(__name__)

_WRITE_EVERY = 5.0
"""Seconds between two writes while there is a lot to count."""
_LONGEST_FILE = 10_000
"""Bytes; more than that was not written by us."""


class StatsKeeper:
    """Counts, and keeps the counts in `stats.json`. For any thread."""

    def __init__(self, path: Path | None, clock: Clock) -> None:
        """`path` is the file; None: the counts are not kept. A file that makes no sense is set aside."""
        self._path = path
        self._clock = clock
        self._stats = Stats()
        self._loading_problem: str | None = None
        self._writing_problem: str | None = None
        self._counting = threading.Lock()
        self._writing = threading.Lock()
        self._written_at = clock.monotonic()
        if path:
            try:
                self._stats = _read(path)
            except FileNotFoundError:
                pass
            except (OSError, ValueError) as error:
                kept = set_aside(path, clock.time())
                where = f"kept as {kept.name}" if kept else "could not be set aside"
                self._loading_problem = f"The statistics in {path} cannot be read ({error}); they start anew: {where}"
                _log.warning("%s", self._loading_problem)
        self._written = self._stats

    @property
    def stats(self) -> Stats:
        """The counts now."""
        return self._stats

    @property
    def problem(self) -> str | None:
        """What a person should know about the file, in words."""
        return self._writing_problem or self._loading_problem

    def record(self, *, succeeded: int = 0, failed: int = 0) -> None:
        """Count changes that came to an end. The file follows within a few seconds, if `flush_if_due` is called."""
        with self._counting:
            was = self._stats
            self._stats = Stats(was.processed + succeeded + failed, was.succeeded + succeeded, was.failed + failed)
        self.flush_if_due()

    def flush_if_due(self) -> None:
        """Write what is new, unless the last write, or the last try of one, was less than five seconds ago."""
        if self._clock.monotonic() - self._written_at >= _WRITE_EVERY:
            self.flush()

    def flush(self) -> None:
        """Write what is new, now. A failure is a `problem`, and what was to be written is tried again next time."""
        with self._writing:
            stats = self._stats
            if self._path is None or stats == self._written:
                return
            self._written_at = self._clock.monotonic()
            try:
                write_atomically(self._path, json.dumps(asdict(stats)).encode())
            except OSError as error:
                if self._writing_problem is None:
                    _log.warning("Cannot write the statistics: %s", error)
                self._writing_problem = f"The statistics cannot be written to {self._path}: {error}"
            else:
                self._written = stats
                self._writing_problem = None


def peek(path: Path) -> Stats:
    """The counts in the file, or zeros; changes nothing."""
    try:
        return _read(path)
    except (OSError, ValueError):
        return Stats()


def _read(path: Path) -> Stats:
    with path.open("rb") as file:
        data = file.read(_LONGEST_FILE + 1)
    if len(data) > _LONGEST_FILE:
        raise ValueError("it is too long")
    try:
        found = json.loads(data)
        counts = [found[field.name] for field in fields(Stats)]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"it is not the JSON that is written there: {error}") from error
    if not all(type(count) is int and count >= 0 for count in counts):
        raise ValueError(f"its counts are {counts}, and not numbers from 0")
    return Stats(*counts)
