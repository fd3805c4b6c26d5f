"""Libraries that are served by Plex's own NFO agent: there the file itself is the truth, and Plex has to read it."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from core.delivery.compare import Comparison
from core.delivery.gate import ItemFault
from core.delivery.journal import Journal
from core.delivery.locate import Locator
from core.delivery.questions import Questions
from core.delivery.verdicts import Verdicts
from core.model import DeliveredChange, FailureKind, FieldChange
from core.phrases import phrase
from core.plex.errors import ItemMissing, Refused, ServerFault

_log = logging.getLogger(__name__)

_READING_TIME = 5.0
"""Seconds that the agent gets to read a file before the result is looked at."""


class Refreshes:
    """The items that Plex was asked to read, by rating key, and what differed then. Kept from batch to batch.

    What a restart forgets is not told in the journal; it is read by Plex all the same.
    """

    def __init__(self) -> None:
        self._asked: dict[int, tuple[FieldChange, ...]] = {}

    def ask(self, rating_key: int, changes: tuple[FieldChange, ...]) -> None:
        """Plex has been asked to read this item's file."""
        self._asked[rating_key] = changes

    def answered(self, rating_key: int) -> tuple[FieldChange, ...]:
        """What differed when Plex was asked; from now on it is not waited for any more."""
        return self._asked.pop(rating_key, ())

    def waiting(self, rating_key: int) -> tuple[FieldChange, ...]:
        """What differed when Plex was asked; empty when it was not."""
        return self._asked.get(rating_key, ())


class NativeAgent:
    """Lets Plex read the NFO files of one batch, with one request for all, and sees what has come of it."""

    def __init__(
        self, journal: Journal, locator: Locator, questions: Questions, verdicts: Verdicts, refreshes: Refreshes
    ) -> None:
        self._journal = journal
        self._locator = locator
        self._questions = questions
        self._verdicts = verdicts
        self._refreshes = refreshes

    def serve(self, comparisons: Sequence[Comparison]) -> None:
        """Raises `CircuitOpen` and `PlexError`: the batch ends here."""
        unread: list[Comparison] = []
        arrived: list[DeliveredChange] = []
        for one in comparisons:
            asked, job = self._refreshes.waiting(one.target.rating_key), one.target.job
            # A job that was tried before has been asked for, but for one that Plex stumbled over.
            if one.changes and not asked and (job.server_errors or not job.attempts):
                unread.append(one)
            elif one.changes and asked and not _arrived(asked, one):
                reason = phrase("Plex's own NFO agent has not taken over what the NFO file says")
                self._verdicts.try_again(job, FailureKind.NOT_VERIFIED, reason, one.changes)
            else:
                self._refreshes.answered(one.target.rating_key)
                if values := _arrived(asked, one):
                    arrived.append(one.entry(values))
                if one.changes:
                    # It has read the file. How it understands the rest is not ours to overrule.
                    names = ", ".join(change.field for change in one.changes)
                    _log.info("%s: Plex's own NFO agent chose other values for %s", job.change.path, names)
        self._journal.begin(arrived)
        self._let_read(unread)

    def _let_read(self, unread: Sequence[Comparison]) -> None:
        if len(unread) > 1:
            keys = [one.target.rating_key for one in unread]
            try:
                self._questions.write_for_many(lambda: self._questions.plex.refresh_items(keys))
            except (ItemMissing, Refused, ServerFault):
                pass  # one item is enough to spoil it for all
            else:
                for one in unread:
                    self._wait_for(one)
                return
        for one in unread:
            self._let_read_one(one)

    def _let_read_one(self, one: Comparison) -> None:
        job = one.target.job
        self._verdicts.blamed = job.key
        try:
            self._questions.write(job, lambda: self._questions.plex.refresh_items([one.target.rating_key]))
        except ItemFault as error:
            self._verdicts.try_again(job, FailureKind.SERVER_ERROR, str(error))
        except ItemMissing:
            self._questions.make_sure_of_server()
            self._locator.gone(one.target)
            self._verdicts.try_again(job, FailureKind.NOT_IN_PLEX, phrase("the item has just gone from Plex"))
        except Refused as error:
            self._verdicts.fail(job, FailureKind.REFUSED, str(error), one.changes)
        else:
            self._wait_for(one)
        self._verdicts.blamed = None

    def _wait_for(self, one: Comparison) -> None:
        self._refreshes.ask(one.target.rating_key, one.changes)
        reason = phrase("waiting for Plex to read the NFO file")
        self._verdicts.wait(one.target.job, _READING_TIME, FailureKind.NOT_VERIFIED, reason)


def _arrived(asked: tuple[FieldChange, ...], now: Comparison) -> tuple[FieldChange, ...]:
    """Those of the changes that Plex was asked for and that differ no longer, or otherwise than then."""
    left = {change.field: change.before for change in now.changes}
    return tuple(change for change in asked if change.field not in left or left[change.field] != change.before)
