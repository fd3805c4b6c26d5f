"""One batch of jobs, from "this file should look like that" to "seen in Plex"."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass

from core.database import Database
from core.delivery.compare import Comparer, Comparison
from core.delivery.decisions import Decisions
from core.delivery.gate import CircuitOpen, Gate
from core.delivery.journal import Journal
from core.delivery.locate import Absent, Locator
from core.delivery.native_agent import NativeAgent, Refreshes
from core.delivery.questions import Questions
from core.delivery.queue import Settlement, Suspected, Verified
from core.delivery.rivals import Rivals
from core.delivery.rules import Rules
from core.delivery.send import Sender, Written
from core.delivery.verdicts import Verdicts
from core.mapping_suggestions import unknown_folders
from core.model import Change, FailureKind, Field, FieldChange, Job, Kind, PlannedChange
from core.phrases import phrase
from core.plex import edits
from core.plex.artwork import Artwork
from core.plex.catalog import Catalog
from core.plex.connection import PlexConnection
from core.plex.errors import Interrupted, PlexError, ServerDown, SignInRequired
from core.plex.finding import Wanted

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """How a batch ended."""

    settlements: list[Settlement]
    """One for each job of the batch."""
    verified: list[Verified]
    """The items that are in Plex as they should be."""
    fault: PlexError | CircuitOpen | None = None
    """What ended the batch before its time; the jobs it kept from delivery are returned untouched."""
    blamed: str | None = None
    """The key of the job whose own request ended the batch, if it was one's."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a batch of jobs would change."""

    planned: list[tuple[int, PlannedChange]]
    """One for each job, with its id."""
    fault: PlexError | CircuitOpen | None = None
    """What ended the comparison before its time; nothing is planned then."""
    suspected: Sequence[int] = ()
    """The ids of those whose own question Plex answered with 500."""


class Deliverer:
    """Delivers batches of jobs, or only compares them. Belongs to the worker's thread."""

    def __init__(
        self,
        plex: PlexConnection,
        catalog: Catalog,
        database: Database,
        journal: Journal,
        rules: Rules,
        jitter: random.Random,
    ) -> None:
        self._plex = plex
        self._catalog = catalog
        self._journal = journal
        self._artwork = Artwork(database)
        self._decisions = Decisions(database)
        self._rivals = Rivals(database, catalog, rules)
        self._rules = rules
        self._jitter = jitter
        self._refreshes = Refreshes()
        self._absent = Absent()

    def deliver(self, jobs: Sequence[Job], gate: Gate) -> BatchResult:
        """Bring `jobs` to Plex: one read for all, one write for each that differs, one read to see that it stuck."""
        return self._batch(gate).deliver(jobs)

    def preview(self, jobs: Sequence[Job], gate: Gate) -> Preview:
        """What `jobs` would change; nothing is written."""
        return self._batch(gate).preview(jobs)

    def is_served(self, gate: Gate) -> bool:
        """Whether Plex answers what every healthy server does."""
        try:
            gate.read(self._plex.sections)
        except (PlexError, CircuitOpen):
            return False
        return True

    def unknown_folders(self) -> tuple[str, ...]:
        """What is wrong with the settings, in words: libraries that the server does not have, else folders."""
        if unknown := self._catalog.unknown_libraries:
            return tuple(
                phrase("Plex has no library “{title}”, which the settings name", title=title) for title in unknown
            )
        locations = [location for section in self._catalog.sections for location in section.locations]
        return tuple(unknown_folders(self._rules.mappings, locations))

    def can_find(self, change: Change) -> bool:
        """Whether the catalog knows an item for this change."""
        return bool(self._catalog.find(Wanted.by(change, self._rules.mappings)))

    def _batch(self, gate: Gate) -> _Batch:
        verdicts = Verdicts(self._jitter)
        questions = Questions(self._plex, gate, verdicts)
        journal, artwork, rules = self._journal, self._artwork, self._rules
        locator = Locator(self._catalog, journal, rules, self._absent, questions, verdicts)
        return _Batch(
            verdicts,
            questions,
            Comparer(
                self._catalog, journal, self._decisions, self._rivals, artwork, rules, locator, questions, verdicts
            ),
            Sender(journal, artwork, locator, questions, verdicts),
            NativeAgent(journal, locator, questions, verdicts, self._refreshes),
            journal,
        )


class _Batch:
    def __init__(
        self,
        verdicts: Verdicts,
        questions: Questions,
        comparer: Comparer,
        sender: Sender,
        native_agent: NativeAgent,
        journal: Journal,
    ) -> None:
        self._verdicts = verdicts
        self._questions = questions
        self._comparer = comparer
        self._sender = sender
        self._native_agent = native_agent
        self._journal = journal
        self._verified: list[Verified] = []

    def deliver(self, jobs: Sequence[Job]) -> BatchResult:
        fault: PlexError | CircuitOpen | None = None
        try:
            comparisons = self._comparer.compare(jobs)
            self._note_equal_ones(comparisons)
            self._native_agent.serve([one for one in comparisons if _is_read_by_plex(one)])
            written = self._sender.send([one for one in comparisons if not _is_read_by_plex(one)])
            self._verify(written)
            self._refuse(comparisons)
        except (ServerDown, SignInRequired, Interrupted, CircuitOpen) as error:
            fault = error
        settlements = self._verdicts.settlements(jobs, cut_short=fault is not None)
        return BatchResult(settlements, self._verified, fault, self._verdicts.blamed)

    def preview(self, jobs: Sequence[Job]) -> Preview:
        try:
            comparisons = self._comparer.foresee(jobs)
        except (ServerDown, SignInRequired, Interrupted, CircuitOpen) as error:
            ends = self._verdicts.settlements(jobs, cut_short=True)
            return Preview([], error, [end.job_id for end in ends if isinstance(end, Suspected)])
        planned = {one.target.job.id: one.planned() for one in comparisons}
        return Preview([(job.id, planned.get(job.id) or self._cannot_plan(job)) for job in jobs])

    def _cannot_plan(self, job: Job) -> PlannedChange:
        (settlement,) = self._verdicts.settlements([job], cut_short=False)
        return nothing_known(job, getattr(settlement, "reason", ""))

    def _note_equal_ones(self, comparisons: Sequence[Comparison]) -> None:
        self._verified += [
            Verified(one.target.rating_key, one.target.job.change.source, one.item.updated_at)
            for one in comparisons
            if not one.differs and not one.refusals and one.undone is None
        ]

    def _refuse(self, comparisons: Sequence[Comparison]) -> None:
        """The rest of these changes has been written."""
        for one in comparisons:
            for refusal in one.refusals:
                self._verdicts.fail(one.target.job, refusal.kind, refusal.reason, refusal.fields)

    def _verify(self, written: Sequence[Written]) -> None:
        if not written:
            return
        changed = frozenset(change.field for done in written for change in done.changes)
        now = self._questions.read([done.comparison.target for done in written], changed)
        vain: list[int] = []
        sure: list[int] = []
        amended: dict[int, tuple[FieldChange, ...]] = {}
        for done in written:
            target = done.comparison.target
            if target.rating_key in self._questions.unreadable:
                continue
            item = now.get(target.rating_key)
            unsettled = [change.field for change in (*done.changes, *done.pictures)]
            if item:
                lost = [role for role in _given(done) if role not in item.locked_pictures]
                unsettled = [*edits.missing(done.changes, item), *(Field.ARTWORK for _ in lost)]
            if unsettled:
                names = ", ".join(dict.fromkeys(unsettled))
                reason = phrase("Plex accepted the change, but does not show it: {fields}", fields=names)
                self._verdicts.try_again(target.job, FailureKind.NOT_VERIFIED, reason, done.changes)
                if len(unsettled) >= len(done.changes) + len(done.pictures):
                    vain.append(done.entry)
                continue
            if item and (followed := edits.followed(done.changes, done.comparison.item, item)):
                amended[done.entry] = (*done.changes, *followed, *done.pictures)
            sure.append(done.entry)
            if item and not done.comparison.refusals:
                # What was undone is no edit of somebody else's, which the reconcile would overwrite.
                undone = done.comparison.undone
                source = undone.source if undone else target.job.change.source
                self._verified.append(Verified(target.rating_key, source, item.updated_at))
            names = ", ".join(dict.fromkeys(change.field for change in (*done.changes, *done.pictures)))
            _log.info("Delivered %s “%s”: %s", target.kind, done.comparison.item.title, names)
        self._journal.take_back(vain)
        self._journal.amend(amended)
        self._journal.sure(sure)


def nothing_known(job: Job, reason: str) -> PlannedChange:
    """A job of which nothing can be said, in words why."""
    return PlannedChange(job.change.path, job.change.kind or Kind.MOVIE, "", (), reason)


def _is_read_by_plex(one: Comparison) -> bool:
    change = one.target.job.change
    return one.target.section.reads_nfo_itself and change.undoes is None and change.source.lower().endswith(".nfo")


def _given(done: Written) -> list[object]:
    return [upload.picture.role for upload in done.comparison.uploads]
