"""Writes to Plex what a comparison has found to be different."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from core.delivery.compare import Comparison, guarded
from core.delivery.gate import ItemFault
from core.delivery.journal import Journal
from core.delivery.locate import Locator
from core.delivery.questions import Questions
from core.delivery.verdicts import Verdicts
from core.model import FailureKind, Field, FieldChange, Picture, PictureRole
from core.phrases import phrase
from core.plex import edits
from core.plex.artwork import Artwork, Upload
from core.plex.errors import ItemMissing, Refused


@dataclass(frozen=True, slots=True)
class Written:
    """What was written to one item."""

    comparison: Comparison
    entry: int
    """Its id in the journal."""
    changes: tuple[FieldChange, ...]
    """Without pictures."""
    pictures: tuple[FieldChange, ...]
    edits: Sequence[edits.Edit]
    """Those that make `changes`. They are written out for the whole batch at once: between two requests, when nothing
    that is needed for it is at hand, it takes a processor more than twice as long."""


class Sender:
    """Sends the changes of one batch, one write for each item. The journal has them before Plex does."""

    def __init__(
        self,
        journal: Journal,
        artwork: Artwork,
        locator: Locator,
        questions: Questions,
        verdicts: Verdicts,
    ) -> None:
        self._journal = journal
        self._artwork = artwork
        self._locator = locator
        self._questions = questions
        self._plex = questions.plex
        self._verdicts = verdicts

    def send(self, comparisons: Sequence[Comparison]) -> list[Written]:
        """Write what differs. Jobs whose writes were refused get their verdict.

        Raises:
            CircuitOpen, PlexError: The batch ends here.
        """
        planned = [one for comparison in comparisons if comparison.differs for one in self._plan(comparison)]
        undone = [one.comparison.undone.id if one.comparison.undone else None for one in planned]
        jobs = [one.comparison.target.job.id for one in planned]
        told = [one.comparison.entry(one.changes + one.pictures) for one in planned]
        entries = self._journal.begin(told, undone, jobs)
        numbered = [replace(one, entry=entry) for one, entry in zip(planned, entries, strict=True)]
        unsent = dict.fromkeys(entries)
        try:
            return [
                done
                for one in numbered
                for done in guarded(one.comparison.target.job, self._write(one, unsent), self._verdicts)
            ]
        finally:
            self._journal.take_back(unsent)

    def _plan(self, comparison: Comparison) -> Iterator[Written]:
        pictures: list[FieldChange] = []
        if comparison.undone:
            pictures += [
                replace(change, before=change.after, after=change.before)
                for change in comparison.undone.fields
                if change.field is Field.ARTWORK
            ]
        try:
            pictures += [self._as_change(comparison, upload) for upload in comparison.uploads]
        except (ItemFault, ItemMissing, Refused) as error:
            self._spoilt(comparison, error, comparison.changes)
            return
        undone = comparison.undone.fields if comparison.undone else ()
        yield Written(comparison, 0, comparison.changes, tuple(pictures), edits.edits_for(comparison.changes, undone))

    def _as_change(self, comparison: Comparison, upload: Upload) -> FieldChange:
        """What the item shows now is remembered, so that it can be chosen again."""
        role, key = upload.picture.role, comparison.target.rating_key
        present = self._questions.about(comparison.target.job, lambda: self._plex.pictures(key, role))
        before = tuple(Picture(role, picture.key) for picture in present if picture.selected)
        return FieldChange(Field.ARTWORK, before, (upload.picture,), role in comparison.item.locked_pictures)

    def _write(self, one: Written, unsent: dict[int, None]) -> Iterator[Written]:
        job = one.comparison.target.job
        self._verdicts.blamed = job.key
        del unsent[one.entry]
        done: list[FieldChange] = []
        try:
            self._edit(one, done)
            self._give_pictures(one, done)
        except (ItemFault, ItemMissing, Refused) as error:
            self._verdicts.blamed = None
            if done:
                self._journal.amend({one.entry: tuple(done)})
            else:
                unsent[one.entry] = None
            self._spoilt(one.comparison, error, tuple(change for change in one.changes if change not in done))
            return
        self._verdicts.blamed = None
        yield one

    def _edit(self, one: Written, done: list[FieldChange]) -> None:
        """What Plex has taken goes into `done`; one edit that it refuses does not keep it from the others."""
        target = one.comparison.target
        refused: Refused | None = None
        for edit in one.edits:
            try:
                self._questions.write(
                    target.job, partial(self._plex.edit, target.section.id, target.kind, target.rating_key, edit.query)
                )
            except Refused as error:
                refused = _with_length(error, edit)
            else:
                done += edit.changes
        for change in one.changes:
            if change.field is Field.USER_RATING:
                rating = change.after if isinstance(change.after, float) else None
                self._questions.write(target.job, partial(self._plex.rate, target.rating_key, rating))
                done.append(change)
        if refused:
            raise refused

    def _give_pictures(self, one: Written, done: list[FieldChange]) -> None:
        target = one.comparison.target
        if one.comparison.undone:
            for change in one.pictures:
                self._give_back(one, change)
                done.append(change)
        for upload in one.comparison.uploads:
            role, url = upload.picture.role, upload.picture.location
            give = partial(self._plex.upload_picture, target.rating_key, role, upload.data, url)
            self._questions.write(target.job, give)
            self._artwork.uploaded(target.rating_key, upload)
            done += [change for change in one.pictures if change.after == (upload.picture,)]

    def _give_back(self, one: Written, change: FieldChange) -> None:
        """Show the picture again that was there before, locked as it was."""
        target, key = one.comparison.target, one.comparison.target.rating_key
        role, former = _shown(change)
        if former:
            self._questions.write(target.job, partial(self._plex.select_picture, key, role, former))
        else:
            self._questions.write(target.job, partial(self._plex.remove_picture, key, role))
        self._artwork.forget(key, role)
        lock = edits.picture_lock(role, locked=change.was_locked)
        self._questions.write(target.job, partial(self._plex.edit, target.section.id, target.kind, key, lock))

    def _spoilt(self, comparison: Comparison, error: Exception, left: tuple[FieldChange, ...]) -> None:
        job = comparison.target.job
        if isinstance(error, ItemFault):
            self._verdicts.try_again(job, FailureKind.SERVER_ERROR, str(error), left)
        elif isinstance(error, ItemMissing):
            self._questions.make_sure_of_server()
            self._locator.gone(comparison.target)
            self._verdicts.try_again(job, FailureKind.NOT_IN_PLEX, phrase("the item has just gone from Plex"))
        else:
            self._verdicts.fail(job, FailureKind.REFUSED, str(error), left)


def _with_length(error: Refused, edit: edits.Edit) -> Refused:
    if not edit.is_long:
        return error
    names = ", ".join(change.field for change in edit.changes)
    return Refused(phrase("{reason} ({fields} may be longer than Plex takes)", reason=error, fields=names))


def _shown(change: FieldChange) -> tuple[PictureRole, str]:
    """The role of a picture that is given back, and the key by which Plex knows it; "" when there was none."""
    pictures = [picture for value in (change.after, change.before) if isinstance(value, tuple) for picture in value]
    first = next(picture for picture in pictures if isinstance(picture, Picture))
    return first.role, first.location if change.after else ""
