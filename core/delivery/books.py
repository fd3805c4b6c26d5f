"""Keeps on the disk what has to be there, whatever else is going on."""

from __future__ import annotations

import logging
import sqlite3

from core.clock import Clock
from core.database import DatabaseUnavailable
from core.delivery.batches import Batches
from core.delivery.consent import Consent
from core.delivery.journal import Journal
from core.delivery.pause import PauseSwitch
from core.delivery.progress import ProgressMeter
from core.delivery.queue import JobQueue
from core.delivery.recovery import Recovery
from core.delivery.stats import StatsKeeper
from core.model import QueueCounts
from core.phrases import phrase
from core.resilience.breaker import CircuitBreaker
from core.resilience.restraint import Restraint

_log = logging.getLogger(__name__)

_TIDY_EVERY = 86_400.0
"""Seconds between two looks for what is too old to be kept."""
_TIDY_AFTER = 600.0
"""Seconds before the first one: a computer that has just started may not have been told the time yet."""


class Books:
    """Writes, again and again until it is written; belongs to the worker's thread, except the attributes.

    While the database cannot be written nothing is lost and nothing delivered, but Plex is looked after all the same.
    """

    def __init__(
        self,
        queue: JobQueue,
        batches: Batches,
        recovery: Recovery,
        restraint: Restraint,
        breaker: CircuitBreaker,
        pause: PauseSwitch,
        stats: StatsKeeper,
        journal: Journal,
        consent: Consent,
        progress: ProgressMeter,
        clock: Clock,
    ) -> None:
        self._queue = queue
        self._batches = batches
        self._recovery = recovery
        self._restraint = restraint
        self._breaker = breaker
        self._pause = pause
        self._stats = stats
        self._journal = journal
        self._consent = consent
        self._progress = progress
        self._clock = clock
        self._tidy_due = clock.monotonic() + _TIDY_AFTER
        self.counts = QueueCounts()
        """As of the last write."""
        self.begun = False
        """Whether what the last run left has been taken up; nothing may be claimed before."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Which files cannot be written, or could not be read, in words for a person. For any thread."""
        found = (self._breaker.restore_problem, self._breaker.save_problem, self._stats.problem, self._pause.problem)
        return tuple(problem for problem in found if problem)

    @property
    def delivering(self) -> tuple[int, ...]:
        """Identifiers of the jobs that are on their way to Plex. For any thread."""
        return self._batches.in_hand

    @property
    def behind(self) -> bool:
        """Whether something that a restart needs is not in its file yet."""
        return self._breaker.save_problem is not None or self._pause.unwritten

    def write(self, *, watching: bool, delivering: bool) -> str | None:
        """Write what is new. Returns what is wrong with the database, in words, or None.

        Args:
            watching: Whether Plex is being watched now.
            delivering: Whether nothing keeps changes from being delivered now.
        """
        self._breaker.flush()
        self._pause.flush()
        self._stats.flush_if_due()
        try:
            if not self.begun:
                self._begin()
            self._batches.settle_left()
            self.counts = self._queue.counts()
            self._consent.look(self.counts.unapproved)
            left = self.counts.waiting + self.counts.in_progress
            self._progress.look(left, delivering=delivering, no_sooner=self._recovery.time_for(left))
            self._recovery.record(watching=watching)
            self._restraint.flush()
            self._tidy()
        except (DatabaseUnavailable, sqlite3.Error) as error:
            return phrase("The database cannot be used at the moment: {reason}", reason=error)
        return None

    def close(self) -> None:
        """Write what may have waited."""
        self._breaker.flush()
        self._pause.flush()
        self._stats.flush()
        if not self.begun:
            return
        try:
            self._recovery.close()
            self._restraint.flush()
        except (DatabaseUnavailable, sqlite3.Error) as error:
            _log.warning("The end of this run cannot be noted: %s", error)

    def _begin(self) -> None:
        self._consent.begin()
        self._recovery.begin()
        self._journal.take_up()
        self.begun = True

    def _tidy(self) -> None:
        if self._clock.monotonic() >= self._tidy_due:
            self._recovery.prune()
            self._queue.prune()
            self._journal.prune()
            self._tidy_due = self._clock.monotonic() + _TIDY_EVERY
