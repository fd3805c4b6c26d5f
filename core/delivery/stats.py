"""How many changes were delivered and how many failed, over the years."""

from __future__ import annotations

import threading
from dataclasses import fields
from pathlib import Path
from typing import Any

from core import kept_value
from core.clock import Clock
from core.kept_value import KeptValue
from core.phrases import phrase
from core.snapshot import Stats

_WRITE_EVERY = 5.0
"""Seconds between two writes while there is a lot to count."""


class StatsKeeper:
    """Counts, and keeps the counts in `stats.json`. For any thread."""

    def __init__(self, path: Path | None, clock: Clock) -> None:
        """`path` is the file; None: the counts are not kept. A file that makes no sense is set aside."""
        self._clock = clock
        self._stats = KeptValue(path, clock, _from_json, Stats(), phrase("The statistics"), phrase("they start anew"))
        self._counting = threading.Lock()
        self._flushed_at = clock.monotonic()

    @property
    def stats(self) -> Stats:
        """The counts now."""
        return self._stats.value

    @property
    def problem(self) -> str | None:
        """What a person should know about the file, in words."""
        return self._stats.problem

    def record(self, *, succeeded: int = 0, failed: int = 0) -> None:
        """Count changes that came to an end. The file follows within a few seconds, if `flush_if_due` is called."""
        with self._counting:
            was = self._stats.value
            self._stats.value = Stats(
                was.processed + succeeded + failed, was.succeeded + succeeded, was.failed + failed
            )
        self.flush_if_due()

    def flush_if_due(self) -> None:
        """Write what is new, unless the last write, or the last try of one, was less than five seconds ago."""
        if self._clock.monotonic() - self._flushed_at >= _WRITE_EVERY:
            self.flush()

    def flush(self) -> None:
        """Write what is new, now. A failure is a `problem`, and what was to be written is tried again next time."""
        if self._stats.unwritten:
            self._flushed_at = self._clock.monotonic()
            self._stats.flush()


def peek(path: Path) -> Stats:
    """The counts in the file, or zeros; changes nothing."""
    return kept_value.peek(path, _from_json, Stats())


def _from_json(found: Any) -> Stats:
    counts = [found[field.name] for field in fields(Stats)]
    if not all(type(count) is int and count >= 0 for count in counts):
        raise ValueError(phrase("its counts are {values}, and not numbers from 0", values=counts))
    return Stats(*counts)
