"""Which items in Plex a job is for."""

from __future__ import annotations

import logging
import posixpath
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial

from core.delivery.gate import ItemFault
from core.delivery.journal import Journal
from core.delivery.questions import Questions, Target
from core.delivery.rules import Rules
from core.delivery.verdicts import Verdicts
from core.media_paths import spelt_for_server
from core.model import FailureKind, Job, Kind
from core.phrases import phrase
from core.plex.catalog import Catalog
from core.plex.errors import ItemMissing, Refused
from core.plex.finding import Entry, Wanted
from core.plex.items import Section

_log = logging.getLogger(__name__)

_WITH_FILES = (Kind.MOVIE, Kind.EPISODE)
_OF_MUSIC = (Kind.ARTIST, Kind.ALBUM)
"""Kodi describes them beside music videos, too, which Plex has as films: there is nothing to be delivered then."""


class Absent:
    """The files that Plex did not have when it was asked for them, as long as its library has not changed since."""

    def __init__(self) -> None:
        self._names: dict[int, tuple[int, set[str]]] = {}
        """State and names, by library."""

    def knows(self, section: Section, name: str) -> bool:
        """Whether to ask again would bring nothing new."""
        state, names = self._names.get(section.id, (0, set()))
        return name in names and state == section.content_changed_at

    def note(self, section: Section, name: str) -> None:
        """Plex does not have it. Nothing can be remembered of a server that does not count its changes."""
        state, names = self._names.get(section.id, (0, set()))
        if state != section.content_changed_at:
            names = set()
        if section.content_changed_at:
            self._names[section.id] = section.content_changed_at, names
            names.add(name)


class Locator:
    """Finds the items of the jobs of one batch; a job without any gets its verdict."""

    def __init__(
        self,
        catalog: Catalog,
        journal: Journal,
        rules: Rules,
        absent: Absent,
        questions: Questions,
        verdicts: Verdicts,
    ) -> None:
        self._absent = absent
        self._catalog = catalog
        self._journal = journal
        self._rules = rules
        self._questions = questions
        self._verdicts = verdicts

    def find(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Iterator[Target]]]:
        """The items of each job: one in each library that has its file."""
        wanted = [Wanted.by(job.change, self._rules.mappings) for job in jobs]
        for job, one, found in zip(jobs, wanted, self._catalog.find_by_files(wanted), strict=True):
            yield job, self._targets(job, one, found)

    def _targets(self, job: Job, wanted: Wanted, found: tuple[Entry, ...]) -> Iterator[Target]:
        if job.change.undoes is not None:
            yield from self._changed_before(job, job.change.undoes)
            return
        if not _is_text(wanted.path):
            reason = phrase("the file's name is not valid text; rename it, so that Plex can name it")
            self._verdicts.fail(job, FailureKind.REFUSED, reason)
            return
        entries = found or self._catalog.find(wanted) or self._ask_for(job, wanted) or self._catalog.find_by_ids(wanted)
        if job in self._verdicts:
            return
        if self._ambiguous(entries):
            entries = self._as_they_are_now(job, wanted, entries)
        if not entries:
            self.missing(job)
            return
        if several := self._ambiguous(entries):
            self._verdicts.fail(job, FailureKind.AMBIGUOUS, _several(*several, job))
            return
        for entry in entries:
            home = self._catalog.section(entry.section)
            if home is not None:
                yield Target(job, home, entry.rating_key, entry.kind)

    def _ambiguous(self, entries: Sequence[Entry]) -> tuple[Sequence[Entry], Section] | None:
        """Several items of one library, if there are any."""
        for section in self._catalog.sections:
            candidates = [entry for entry in entries if entry.section == section.id]
            if len(candidates) > 1:
                return candidates, section
        return None

    def _as_they_are_now(self, job: Job, wanted: Wanted, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Plex may have merged or split these items, or added one of them anew, since its libraries were listed."""
        if not all(entry.kind in _WITH_FILES for entry in entries):
            return entries
        keys = [entry.rating_key for entry in entries]
        with suppress(ItemFault):
            self._catalog.correct(keys, self._questions.about(job, partial(self._questions.plex.read, keys)))
            return self._catalog.find(wanted)
        return entries

    def missing(self, job: Job) -> None:
        """Plex does not have the item (yet)."""
        wanted = Wanted.by(job.change, self._rules.mappings)
        home = self._catalog.home_of(wanted.path, wanted.kind)
        if home is None and (other := self._catalog.home_of(wanted.path)):
            self._is_elsewhere(job, other)
            return
        if home is None:
            reason = phrase(
                "no Plex library has a folder that contains {path}; is a path mapping missing?", path=wanted.path
            )
        else:
            reason = self._catalog.explain(wanted) or phrase("not in Plex yet: {path}", path=wanted.path)
            if self._rules.scan_missing and not job.attempts:
                folder = posixpath.dirname(self._spelt(job))
                with suppress(ItemFault, ItemMissing, Refused):  # the scan is a kindness
                    self._questions.about(job, lambda: self._questions.plex.scan(home.id, home.spell(folder)))
        self._verdicts.try_again(job, FailureKind.NOT_IN_PLEX, reason)

    def _is_elsewhere(self, job: Job, home: Section) -> None:
        """Its folder is in a library of another type, which never has such an item."""
        if job.change.kind in _OF_MUSIC:
            _log.info("%s: there is no %s in %s", job.change.path, job.change.kind, home.title)
        else:
            reason = phrase(
                "this folder is in the library “{library}”, which has no items of this kind", library=home.title
            )
            self._verdicts.fail(job, FailureKind.REFUSED, reason)

    def gone(self, target: Target) -> None:
        """The item has gone from Plex; the next look-up has to find out anew."""
        self._catalog.forget([target.rating_key])

    def _changed_before(self, job: Job, number: int) -> Iterator[Target]:
        entry = self._journal.entry(number)
        home = None if entry is None else self._catalog.section(entry.section)
        if entry is None:
            reason = phrase("the journal has no change {number} (any more)", number=number)
            self._verdicts.fail(job, FailureKind.REFUSED, reason)
        elif home is None or home.uuid != entry.library:
            reason = phrase("the library of “{title}” has gone from Plex", title=entry.title)
            self._verdicts.fail(job, FailureKind.REFUSED, reason)
        else:
            yield Target(job, home, entry.rating_key, entry.kind)

    def _ask_for(self, job: Job, wanted: Wanted) -> tuple[Entry, ...]:
        """The file may be a new version of a known item, which no listing of new items shows."""
        section, name = self._catalog.home_of(wanted.path, wanted.kind), posixpath.basename(self._spelt(job))
        if section is None or not posixpath.splitext(name)[1]:
            return ()
        if job.attempts and self._absent.knows(section, wanted.path):
            return ()
        try:
            for spelling in dict.fromkeys((name, unicodedata.normalize("NFD", name))):  # the latter on macOS
                page = self._questions.about(job, partial(self._questions.plex.by_file_name, section, spelling))
                self._catalog.learn(section, page.items)
                if found := self._catalog.find(wanted):
                    return found
            self._absent.note(section, wanted.path)
        except ItemFault as error:
            self._verdicts.try_again(job, FailureKind.SERVER_ERROR, str(error))
        except (ItemMissing, Refused):
            self._questions.make_sure_of_server()
        return ()

    def _spelt(self, job: Job) -> str:
        return spelt_for_server(job.change.path, self._rules.mappings)


def _several(candidates: Sequence[Entry], section: Section, job: Job) -> str:
    """Why it is not clear which item is meant, in words."""
    found = ", ".join(
        phrase("“{title}” (item {number})", title=entry.title, number=entry.rating_key) for entry in candidates
    )
    if job.change.kind is not None:
        return phrase("several items in {library} have this file: {found}", library=section.title, found=found)
    return phrase(
        "several items in {library} have this file: {found}; name its kind, or the numbers of season and episode",
        library=section.title,
        found=found,
    )


def _is_text(path: str) -> bool:
    """Names of files need not be: on Linux they are any bytes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
