"""The owner's consent to the first synchronisation: what it would change is found out, and nothing is written."""

from __future__ import annotations

from collections.abc import Sequence

from core.delivery.deliver import Deliverer, nothing_known
from core.delivery.gate import CircuitOpen, Gate
from core.delivery.unapproved import UnapprovedJobs
from core.model import Approval, Job
from core.plex.errors import PlexError, ServerDown

_BATCH = 100
"""Jobs that are compared together, as long as all goes well."""


class Consent:
    """Compares the unapproved jobs with Plex, batch by batch. Belongs to the worker's thread, except `approval`."""

    def __init__(self, unapproved: UnapprovedJobs, deliverer: Deliverer, *, needed: bool) -> None:
        self._unapproved = unapproved
        self._deliverer = deliverer
        self._needed = needed
        self._together = _BATCH
        self.approval: Approval | None = None
        """None: nothing waits for consent. For any thread."""

    def begin(self) -> None:
        """Whether consent is needed may have been changed in the settings. Raises `DatabaseUnavailable`."""
        if not self._needed:
            self._unapproved.release()

    def look(self, unapproved: int) -> None:
        """So many jobs are unapproved. Raises `DatabaseUnavailable`."""
        if not unapproved:
            self.approval = None
        elif self.approval is None or self.approval.total != unapproved:
            self._count(unapproved)

    def give(self) -> int:
        """A person agrees. Returns how many changes were waiting for it. Raises `DatabaseUnavailable`."""
        return self._unapproved.approve()

    def compare_some(self, gate: Gate) -> PlexError | CircuitOpen | bool:
        """Compare the next jobs, if there are any. Returns whether there were, or what went wrong.

        Raises `DatabaseUnavailable`.
        """
        jobs = self._unapproved.unplanned(self._together) if self.approval else []
        if not jobs or self.approval is None:
            return False
        preview = self._deliverer.preview(jobs, gate)
        if preview.fault is not None:
            self._unapproved.suspect(preview.suspected)
            if isinstance(preview.fault, ServerDown) and not preview.suspected:
                self._narrow(jobs, preview.fault, gate)
            return preview.fault
        self._together = min(_BATCH, 2 * self._together)
        self._unapproved.plan(preview.planned)
        self._count(self.approval.total)
        return True

    def _narrow(self, jobs: Sequence[Job], fault: ServerDown, gate: Gate) -> None:
        """One of these items may be at fault, and must not hold up all others for ever."""
        self._together = max(1, len(jobs) // 2)
        if len(jobs) == 1 and self._deliverer.is_served(gate):
            self._unapproved.plan([(jobs[0].id, nothing_known(jobs[0], str(fault)))])

    def _count(self, total: int) -> None:
        counts = self._unapproved.planned_counts()
        self.approval = Approval(counts.compared, counts.would_change, total, counts.problems)
