"""Batches of jobs: out of the queue, to Plex, and settled whatever happens in between."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from core.database import DatabaseUnavailable
from core.delivery.deliver import BatchResult, Deliverer
from core.delivery.gate import Gate
from core.delivery.progress import ProgressMeter
from core.delivery.queue import Delivered, Failed, JobQueue, Returned, Settlement, Verified
from core.delivery.recovery import Recovery
from core.delivery.stats import StatsKeeper
from core.delivery.suspects import Suspects
from core.model import FailureKind, Job
from core.phrases import phrase

_LARGEST = 200
"""Jobs per batch: two reads, and two waits for the disk, for so many writes."""


class Batches:
    """Takes jobs from the queue at the pace of the recovery, and owes the queue a settlement for each.

    Belongs to the worker's thread. What cannot be settled because the database is away is settled later, and nothing
    else is claimed before.
    """

    def __init__(
        self, queue: JobQueue, deliverer: Deliverer, stats: StatsKeeper, recovery: Recovery, progress: ProgressMeter
    ) -> None:
        self._queue = queue
        self._deliverer = deliverer
        self._stats = stats
        self._recovery = recovery
        self._progress = progress
        self._unsettled: Sequence[Settlement] = ()
        self._singly = 0  # so many more batches of one job
        self.in_hand: tuple[int, ...] = ()
        """Identifiers of the jobs that are being delivered; for any thread."""

    def settle_left(self) -> None:
        """Settle what the last batch had to leave. Raises `DatabaseUnavailable`."""
        if self._unsettled:
            self._settle(self._unsettled)

    def allowance(self) -> int:
        """How many jobs may be claimed now; 0: none before `Recovery.wait` is over."""
        return self._recovery.allowance(1 if self._singly else _LARGEST)

    def claim(self, limit: int, exclude: Collection[str] = ()) -> list[Job]:
        """Take jobs, but none of the items with these keys. Raises `DatabaseUnavailable`."""
        self.settle_left()
        jobs = self._queue.claim(limit, exclude=exclude)
        self._unsettled = [Returned(job.id) for job in jobs]
        self.in_hand = tuple(job.id for job in jobs)
        return jobs

    def claim_for_trial(self, suspects: Suspects) -> list[Job]:
        """Take one job at most, but never the one that failed last: it may be what Plex stumbles over."""
        try:
            jobs = self.claim(1, exclude=suspects.all)
            return self.claim(1, exclude=[suspects.last]) if suspects.last and not jobs else jobs
        except DatabaseUnavailable:
            return []  # whether Plex lives can be found out without a job

    def deliver(self, jobs: Sequence[Job], gate: Gate) -> BatchResult:
        """Bring claimed jobs to Plex and settle them. Raises `DatabaseUnavailable`, and whatever a bug of ours may."""
        try:
            result = self._deliverer.deliver(jobs, gate)
        except (DatabaseUnavailable, sqlite3.Error, OSError):
            raise
        except Exception as error:
            # A bug must not hold up for ever what is claimed together with the job that stirs it up: which one that is
            # shows when they are tried one by one.
            if len(jobs) > 1:
                self._singly = len(jobs)
            else:
                reason = phrase("a fault of Recloser itself: {reason}", reason=error)
                self._unsettled = [Failed(job.id, FailureKind.INTERNAL, reason) for job in jobs]
            raise
        self._singly = max(0, self._singly - 1)
        self._settle(result.settlements, result.verified)
        self._recovery.went(len(jobs), _count(result.settlements, Delivered))
        return result

    def _settle(self, settlements: Sequence[Settlement], verified: Sequence[Verified] = ()) -> None:
        self._unsettled = settlements
        self._queue.settle(settlements, verified=verified)
        self._unsettled, self.in_hand = (), ()
        delivered, failed = _count(settlements, Delivered), _count(settlements, Failed)
        if delivered or failed:
            self._progress.went(delivered + failed)
            self._stats.record(succeeded=delivered, failed=failed)


def _count(settlements: Sequence[Settlement], kind: type[Settlement]) -> int:
    return sum(isinstance(settlement, kind) for settlement in settlements)
