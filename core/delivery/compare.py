"""What would have to be written, item by item. Nothing is written here."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from core.database import DatabaseUnavailable
from core.delivery.decisions import Decisions
from core.delivery.gate import CircuitOpen
from core.delivery.journal import Journal
from core.delivery.locate import Locator
from core.delivery.questions import Questions, Target
from core.delivery.rivals import Rivals, Word
from core.delivery.rules import Rules
from core.delivery.verdicts import Verdicts
from core.model import DeliveredChange, FailureKind, Field, FieldChange, Job, Kind, PlannedChange, Value
from core.phrases import phrase
from core.plex import edits
from core.plex.artwork import Artwork, Upload
from core.plex.catalog import Catalog
from core.plex.errors import PlexError
from core.plex.items import FIELDS_OF, PlexItem
from core.settings import OnConflict

_Found = TypeVar("_Found")

_log = logging.getLogger(__name__)

_NAMED = (Kind.ARTIST, Kind.ALBUM)
"""Plex knows them by their names: one that gets the name of another is merged with it (OpenAPI document)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A part of a change that is not written, and for which its job will fail after the rest was."""

    kind: FailureKind
    reason: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One item beside what it should be."""

    target: Target
    item: PlexItem
    changes: tuple[FieldChange, ...]
    """What is to be written, pictures left out."""
    uploads: tuple[Upload, ...] = ()
    """The pictures that are to be given to it."""
    undone: DeliveredChange | None = None
    """The change whose old values are put back."""
    skipped: tuple[Field, ...] = ()
    """What was asked for, and Plex does not have for this kind of item."""
    refusals: tuple[Refusal, ...] = ()
    overruled: str = ""
    """What was asked for, but is described otherwise by a file that counts more, in words."""

    @property
    def differs(self) -> bool:
        """Whether there is something to be written."""
        return bool(self.changes or self.uploads or (self.undone and _pictures(self.undone)))

    def entry(self, fields: tuple[FieldChange, ...]) -> DeliveredChange:
        """What the journal is to keep of it, when these fields are written."""
        target = self.target
        return DeliveredChange(
            target.job.change.path,
            target.job.change.source,
            target.section.id,
            target.section.uuid,
            target.kind,
            target.rating_key,
            self.item.title or posixpath.basename(target.job.change.path),
            fields,
            self.skipped,
        )

    def planned(self) -> PlannedChange:
        """The same for a person."""
        pictures = tuple(FieldChange(Field.ARTWORK, None, (upload.picture,)) for upload in self.uploads)
        return PlannedChange(
            self.target.job.change.path,
            self.target.kind,
            self.item.title,
            self.changes + pictures,
            "; ".join(filter(None, [*(refusal.reason for refusal in self.refusals), self.overruled])),
        )


class Comparer:
    """Compares the jobs of one batch with what Plex has: one read for all of them."""

    def __init__(
        self,
        catalog: Catalog,
        journal: Journal,
        decisions: Decisions,
        rivals: Rivals,
        artwork: Artwork,
        rules: Rules,
        locator: Locator,
        questions: Questions,
        verdicts: Verdicts,
    ) -> None:
        self._catalog = catalog
        self._journal = journal
        self._decisions = decisions
        self._rivals = rivals
        self._artwork = artwork
        self._rules = rules
        self._locator = locator
        self._questions = questions
        self._verdicts = verdicts

    def compare(self, jobs: Sequence[Job]) -> list[Comparison]:
        """Every item of these jobs; a job that has none, or cannot be compared, gets its verdict.

        Raises:
            CircuitOpen, PlexError: The batch ends here.
        """
        return self._compared(jobs, self._one_job_for_each_item(jobs))

    def foresee(self, jobs: Sequence[Job]) -> list[Comparison]:
        """The same, when nothing is to be written: also several jobs for one item."""
        found = (guarded(job, items, self._verdicts) for job, items in self._locator.find(jobs))
        return self._compared(jobs, [target for targets in found for target in targets])

    def _compared(self, jobs: Sequence[Job], targets: Sequence[Target]) -> list[Comparison]:
        doubts = self._journal.doubts(target.rating_key for target in targets)
        found = self._questions.read(targets, self._fields(jobs, everything=bool(doubts)))
        self._settle_doubts(doubts, found)
        last = self._last_written(targets)
        sources = self._rivals.sources(targets)
        return [
            comparison
            for target in targets
            for comparison in guarded(target.job, self._beside(target, found, last, sources), self._verdicts)
        ]

    def _one_job_for_each_item(self, jobs: Sequence[Job]) -> list[Target]:
        """A second job for an item has to see what the first one has written: it is for the next batch."""
        targets: dict[int, list[Target]] = {}
        holders: dict[int, Job] = {}
        for job, items in self._locator.find(jobs):
            found = list(guarded(job, items, self._verdicts))
            before = {holder.id: holder for each in found if (holder := holders.get(each.rating_key))}
            if not all(self._rivals.outranks(job, holder) for holder in before.values()):
                self._verdicts.postpone(job)
                continue
            for holder in before.values():
                self._verdicts.postpone(holder)
                for target in targets.pop(holder.id):
                    del holders[target.rating_key]
            targets[job.id] = found
            holders.update((target.rating_key, job) for target in found)
        return [target for found in targets.values() for target in found]

    def _settle_doubts(self, doubts: Mapping[int, int], found: Mapping[int, PlexItem]) -> None:
        """What was begun before has arrived as far as Plex shows it; the journal tells no more than that."""
        vain: list[int] = []
        amended: dict[int, tuple[FieldChange, ...]] = {}
        for rating_key, number in doubts.items():
            item, entry = found.get(rating_key), self._journal.entry(number)
            if item and entry and not (arrived := edits.arrived(entry.fields, item)):
                vain.append(number)
            elif item and entry:
                amended[number] = arrived
        self._journal.take_back(vain)
        self._journal.amend(amended)

    def _fields(self, jobs: Sequence[Job], *, everything: bool) -> frozenset[Field]:
        """The fields that at least one of them is about."""
        if everything or any(job.change.undoes is not None for job in jobs):
            return frozenset(edits.DELIVERABLE)
        named = (field for field in edits.DELIVERABLE if any(getattr(job.change.metadata, field) for job in jobs))
        return frozenset(named) & self._rules.fields

    def _last_written(self, targets: Sequence[Target]) -> Mapping[tuple[int, Field], Value]:
        """Only asked for where it matters."""
        if self._rules.on_conflict is OnConflict.NFO:
            return {}
        return self._journal.last_written(
            (target.rating_key, target.section.uuid) for target in targets if not target.job.insist
        )

    def _beside(
        self,
        target: Target,
        found: dict[int, PlexItem],
        last: Mapping[tuple[int, Field], Value],
        sources: Mapping[int, set[str]],
    ) -> Iterator[Comparison]:
        job, item = target.job, found.get(target.rating_key)
        if target.rating_key in self._questions.unreadable:
            return
        if item is None:
            self._locator.gone(target)
            self._locator.missing(job)
        elif job.change.undoes is not None:
            entry = self._journal.entry(job.change.undoes)
            if entry is not None:
                yield self._as_before(target, item, entry, last)
        else:
            word = self._rivals.word_on(target, sources.get(target.rating_key, ()))
            yield self._as_wanted(target, item, word, last)

    def _as_before(
        self, target: Target, item: PlexItem, entry: DeliveredChange, last: Mapping[tuple[int, Field], Value]
    ) -> Comparison:
        refusals: list[Refusal] = []
        changes = self._settle_conflicts(target, edits.restoring(entry.fields, item), last, refusals)
        return Comparison(target, item, changes, undone=entry, refusals=tuple(refusals))

    def _as_wanted(
        self, target: Target, item: PlexItem, word: Word, last: Mapping[tuple[int, Field], Value]
    ) -> Comparison:
        wanted = word.metadata
        allowed = FIELDS_OF[target.kind] & self._rules.fields
        changes = edits.differences(wanted, item, allowed)
        refusals: list[Refusal] = []
        changes = self._settle_conflicts(target, changes, last, refusals)
        changes = self._keep_names_apart(target, item, changes, refusals)
        uploads: list[Upload] = []
        if wanted.artwork and Field.ARTWORK in allowed:
            new, unusable = self._artwork.new(item.rating_key, wanted.artwork)
            uploads += [upload for upload in new if not self._rivals.has_later_picture(target, upload)]
            refusals += [Refusal(FailureKind.REFUSED, str(error)) for error in unusable]
        absent = self._rules.fields - allowed  # none for a film
        skipped = tuple(field for field in Field if field in absent and getattr(wanted, field)) if absent else ()
        return Comparison(target, item, changes, tuple(uploads), None, skipped, tuple(refusals), word.overruled)

    def _settle_conflicts(
        self,
        target: Target,
        changes: tuple[FieldChange, ...],
        last: Mapping[tuple[int, Field], Value],
        refusals: list[Refusal],
    ) -> tuple[FieldChange, ...]:
        """Leave out what a person has edited in Plex, if that is the owner's wish."""
        key = target.rating_key
        edited = [
            change
            for change in changes
            if (key, change.field) in last and edits.was_edited(change, last[key, change.field])
        ]
        if not edited:
            return changes
        if self._rules.on_conflict is OnConflict.ASK and (asked := self._undecided(target.job.key, edited)):
            names = ", ".join(change.field for change in asked)
            reason = phrase(
                "edited in Plex after Recloser had written it: {fields}; retry to overwrite it, discard to keep it",
                fields=names,
            )
            refusals.append(Refusal(FailureKind.CONFLICT, reason, asked))
        else:
            names = ", ".join(change.field for change in edited)
            _log.info("%s: what was edited in Plex stays: %s", target.job.change.path, names)
        return tuple(change for change in changes if change not in edited)

    def _undecided(self, key: str, edited: Sequence[FieldChange]) -> tuple[FieldChange, ...]:
        """Those that a person has not decided yet, between these very values."""
        kept = self._decisions.kept([key])
        return tuple(
            change
            for change in edited
            for known in [kept.get((key, change.field))]
            if known is None or (known.before, known.after) != (change.before, change.after)
        )

    def _keep_names_apart(
        self, target: Target, item: PlexItem, changes: tuple[FieldChange, ...], refusals: list[Refusal]
    ) -> tuple[FieldChange, ...]:
        """Never rename an artist or an album into another one."""
        title = next((change for change in changes if change.field is Field.TITLE), None)
        if title is None or target.kind not in _NAMED or not self._is_taken(target, item, str(title.after)):
            return changes
        if target.kind is Kind.ARTIST:
            reason = phrase(
                "there is another artist named “{title}” already; Plex would merge the two", title=title.after
            )
        else:
            reason = phrase(
                "there is another album named “{title}” already; Plex would merge the two", title=title.after
            )
        refusals.append(Refusal(FailureKind.REFUSED, reason, (title,)))
        return tuple(change for change in changes if change is not title)

    def _is_taken(self, target: Target, item: PlexItem, title: str) -> bool:
        """The catalog may be some minutes old, so Plex is asked as well."""
        section, key, parent = target.section, item.rating_key, item.parent or None
        if self._catalog.same_title(section.id, target.kind, title, besides=key, parent=parent):
            return True
        ask = partial(self._questions.plex.by_title, section, target.kind, title)
        return any(
            other.rating_key != key
            and other.title.casefold() == title.casefold()
            and (target.kind is Kind.ARTIST or other.parent == parent)
            for other in self._questions.about(target.job, ask).items
        )


def guarded(job: Job, work: Iterator[_Found], verdicts: Verdicts) -> Iterator[_Found]:
    """Our own bug costs one job an attempt; it must not stop the others, nor pass for an outage."""
    try:
        yield from work
    except (PlexError, CircuitOpen, DatabaseUnavailable):
        raise
    except Exception as error:  # noqa: BLE001  a bug may be anything
        _log.exception("Something unexpected went wrong with %s", job.change.path)
        verdicts.try_again(job, FailureKind.INTERNAL, phrase("a fault of Recloser itself: {reason}", reason=error))


def _pictures(entry: DeliveredChange) -> tuple[FieldChange, ...]:
    return tuple(change for change in entry.fields if change.field is Field.ARTWORK)
