"""What a synchronisation would change, found out on the spot and without the queue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from core.clock import Clock
from core.delivery.deliver import Deliverer
from core.delivery.gate import CircuitOpen, Gate
from core.delivery.queue import one_for_each_item
from core.model import Change, Job, PlannedChange
from core.phrases import phrase
from core.plex.catalog import Catalog
from core.plex.connection import PlexConnection
from core.plex.errors import PlexError
from core.resilience.breaker import CircuitBreaker
from core.sources.changes import read_tree

_BATCH = 100
"""Items that are compared together."""


class PreviewImpossible(Exception):
    """What would change cannot be found out now; the text says why."""


class Previewer:
    """Compares NFO files with Plex, and writes nothing. Belongs to one thread."""

    def __init__(
        self,
        plex: PlexConnection,
        catalog: Catalog,
        deliverer: Deliverer,
        folders: Sequence[Path],
        clock: Clock,
        *,
        remote_artwork: bool = False,
    ) -> None:
        """`folders` are the watched ones; for `remote_artwork` see `read_tree`."""
        self._plex = plex
        self._catalog = catalog
        self._deliverer = deliverer
        self._folders = folders
        self._clock = clock
        self._remote_artwork = remote_artwork

    def run(self, paths: Sequence[Path] = ()) -> Iterator[PlannedChange]:
        """One for every item that an NFO file is about, below these paths or in all folders.

        Raises:
            PreviewImpossible: Plex does not answer, or a path lies in no watched folder.
            DatabaseUnavailable: The catalog cannot be kept.
        """
        for path in paths:
            if not any(path.is_relative_to(folder) for folder in self._folders):
                raise PreviewImpossible(phrase("{path} lies in no watched folder", path=path))
        tops = paths or self._folders
        changes = (change for top in tops for change in read_tree(top, remote_artwork=self._remote_artwork))
        # One that never opens: whoever asks wants to know now what is wrong.
        gate = Gate(CircuitBreaker(failure_threshold=1_000_000, clock=self._clock))
        try:
            self._catalog.plan(self._plex.sections())
            while self._catalog.refreshing:
                self._catalog.advance(self._plex)
        except PlexError as error:
            raise PreviewImpossible(phrase("Plex cannot be asked: {reason}", reason=error)) from error
        number = 0
        while batch := list(islice(changes, _BATCH)):
            newest = one_for_each_item(batch).values()
            jobs = [self._as_job(number + place, change) for place, change in enumerate(newest)]
            number += len(jobs)
            yield from self._compare(jobs, gate)

    def _compare(self, jobs: Sequence[Job], gate: Gate) -> Iterable[PlannedChange]:
        preview = self._deliverer.preview(jobs, gate)
        if isinstance(preview.fault, CircuitOpen | PlexError):
            raise PreviewImpossible(phrase("Plex cannot be asked: {reason}", reason=preview.fault))
        return [planned for _, planned in preview.planned]

    def _as_job(self, number: int, change: Change) -> Job:
        # As if Plex had stumbled over it before: whoever asks wants to know now whether it is this item or the server.
        return Job(number, str(number), change, 0, server_errors=1, created_at=self._clock.time())
