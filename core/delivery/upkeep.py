"""Keeping the catalog up to date: when to look, and what follows from what was found."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from core.clock import Clock
from core.delivery.deliver import Deliverer
from core.delivery.queue import JobQueue
from core.delivery.reconcile import ReconcileSchedule
from core.events import EditedInPlex, Event
from core.plex.catalog import Catalog
from core.plex.items import Section

_log = logging.getLogger(__name__)

_AGAIN_AFTER = 10.0
"""Seconds between two looks for new items while some are missed."""
_EVERY = 3600.0
"""Seconds between two looks for new items while none is missed."""


class Upkeep:
    """Decides when the libraries are listed anew. Belongs to the worker's thread, except `unknown_folders`.

    Methods that touch the database raise `DatabaseUnavailable`.
    """

    def __init__(
        self,
        catalog: Catalog,
        deliverer: Deliverer,
        queue: JobQueue,
        reconcile: ReconcileSchedule,
        tell: Callable[[Event], None],
        clock: Clock,
    ) -> None:
        self._catalog = catalog
        self._deliverer = deliverer
        self._queue = queue
        self._reconcile = reconcile
        self._tell = tell
        self._clock = clock
        self._wanted = True
        self._due = 0.0
        self._reconciling = False
        self.libraries_known = False
        """Whether the server has named its libraries in this run; those of the last run may be another server's."""
        self.unknown_folders: tuple[str, ...] = ()
        """What is wrong with the settings of libraries and folders, in words. For any thread."""

    @property
    def is_due(self) -> bool:
        """Whether the libraries should be asked for now."""
        return self._wanted and self._clock.monotonic() >= self._due

    def want(self) -> None:
        """Something is missed, or the server may have changed: look again as soon as that makes sense."""
        self._wanted = True

    def put_off(self) -> None:
        """The server refuses to tell; ask again a little later."""
        self._due = self._clock.monotonic() + _AGAIN_AFTER

    def learn(self, sections: Iterable[Section]) -> None:
        """These are the libraries now; what has changed in them will be listed."""
        self._catalog.plan(sections)
        self.libraries_known = True
        self._note_unknown_folders()
        self._wanted = False
        self.put_off()
        self.listed()

    def listed(self) -> None:
        """A page has arrived. After the last one, what was missed may be there, or a path mapping have been mended."""
        if not self._catalog.refreshing:
            arrived = [key for key, change in self._queue.missing() if self._deliverer.can_find(change)]
            self._queue.hurry(arrived)

    def idle(self) -> float | None:
        """There is nothing to be delivered. Returns the seconds until the next look; None: not planned."""
        now = self._clock.monotonic()
        doubts_in = self._catalog.doubts_in
        if now >= self._due + _EVERY or doubts_in == 0.0:
            self._wanted = True
        self._reconcile_if_due()
        return max(0.0, self._due - now) if self._wanted else doubts_in

    def _reconcile_if_due(self) -> None:
        """With a catalog that is up to date, which the next steps see to."""
        if self._reconciling and not self._wanted:
            self._reconciling = False
            self._reconcile.done()
            edited = self._catalog.touched_in_plex()
            _log.info("Reconciled: %d items have changed in Plex since they were delivered", len(edited))
            if edited:
                self._tell(EditedInPlex(edited))
        elif not self._reconciling and self._reconcile.due_in() == 0.0:
            self._reconciling = self._wanted = True

    def _note_unknown_folders(self) -> None:
        before, self.unknown_folders = self.unknown_folders, self._deliverer.unknown_folders()
        for words in self.unknown_folders:
            if words not in before:
                _log.warning("%s", words)
