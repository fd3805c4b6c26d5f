"""How the jobs of one batch end, as far as that is known yet."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence

from core.delivery.queue import Delivered, Failed, Retry, Returned, Settlement, Suspected
from core.model import FailureKind, FieldChange, Job
from core.resilience.retry import full_jitter

_log = logging.getLogger(__name__)

_TRIES = 3
"""Deliveries of one job that Plex may spoil before it is a failed change."""
_TRIES_NOT_IN_PLEX = 12
_BASE_DELAY = 5.0
_BASE_DELAY_NOT_IN_PLEX = 40.0
"""Seconds; doubled with every try, so that twelve tries take about a day."""
_LONGEST_DELAY = 6 * 3600.0


class Verdicts:
    """Collects one settlement for each job that has come to an end. The first verdict on a job stands."""

    def __init__(self, jitter: random.Random) -> None:
        self._jitter = jitter
        self._settled: dict[int, Settlement] = {}
        self.blamed: str | None = None
        """The key of the job whose own request is under way, or has ended the batch."""

    def __contains__(self, job: Job) -> bool:
        return job.id in self._settled

    def settlements(self, jobs: Sequence[Job], *, cut_short: bool) -> list[Settlement]:
        """One for each job. Without a verdict a job was delivered, unless the batch was cut short: then who knows."""
        return [self._settled.get(job.id) or (Returned(job.id) if cut_short else Delivered(job.id)) for job in jobs]

    def postpone(self, job: Job) -> None:
        """It is for another batch."""
        self._settled.setdefault(job.id, Returned(job.id))

    def suspect(self, job: Job) -> None:
        """Plex answered this job's own request with 500."""
        self._settled.setdefault(job.id, Suspected(job.id))

    def fail(self, job: Job, kind: FailureKind, reason: str, fields: tuple[FieldChange, ...] = ()) -> None:
        """It becomes a dead letter. `fields` are what it would have changed."""
        _log.warning("Failed: %s: %s", job.change.path, reason)
        self._settled.setdefault(job.id, Failed(job.id, kind, reason, fields))

    def wait(self, job: Job, seconds: float, kind: FailureKind, reason: str) -> None:
        """It is looked at again after this time."""
        self._settled.setdefault(job.id, Retry(job.id, seconds, kind, reason))

    def try_again(self, job: Job, kind: FailureKind, reason: str, fields: tuple[FieldChange, ...] = ()) -> None:
        """This try was in vain; after the last one it becomes a dead letter."""
        absent = kind is FailureKind.NOT_IN_PLEX
        if job.attempts + 1 >= (_TRIES_NOT_IN_PLEX if absent else _TRIES):
            self.fail(job, kind, reason, fields)
            return
        base = _BASE_DELAY_NOT_IN_PLEX if absent else _BASE_DELAY
        self.wait(job, full_jitter(job.attempts, base, _LONGEST_DELAY, self._jitter), kind, reason)
