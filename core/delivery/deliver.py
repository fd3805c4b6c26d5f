"""One batch of jobs, from "this file should look like that" to "seen in Plex"."""

from __future__ import annotations

import logging
import posixpath
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from core.database import DatabaseUnavailable
from core.delivery.gate import CircuitOpen, Gate, ItemFault
from core.delivery.queue import Delivered, Failed, Retry, Returned, Settlement, Suspected
from core.media_paths import PathMapping, is_windows, normalise, to_server
from core.model import FailureKind, Field, FieldChange, Job, Kind
from core.plex import edits
from core.plex.catalog import Catalog
from core.plex.connection import PlexConnection
from core.plex.errors import Interrupted, ItemMissing, PlexError, Refused, ServerDown, ServerFault, SignInRequired
from core.plex.finding import Entry, Wanted
from core.plex.items import PlexItem, Section
from core.resilience.retry import full_jitter

_Found = TypeVar("_Found")

_log = logging.getLogger(__name__)

_TRIES = 3
"""Deliveries of one job that Plex may spoil before it is a failed change."""
_TRIES_NOT_IN_PLEX = 12
_BASE_DELAY = 5.0
_BASE_DELAY_NOT_IN_PLEX = 40.0
"""Seconds; doubled with every try, so that twelve tries take about a day."""
_LONGEST_DELAY = 6 * 3600.0
_NATIVE_AGENT_DELAY = 5.0
"""Seconds that Plex's own NFO agent gets to read a file before the result is looked at."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the owner wants delivered, and how the server names the files."""

    fields: frozenset[Field]
    mappings: tuple[PathMapping, ...] = ()
    scan_missing: bool = False


@dataclass(slots=True)
class BatchResult:
    """How a batch ended."""

    settlements: list[Settlement] = field(default_factory=list)
    """One for each job of the batch."""
    fault: PlexError | CircuitOpen | None = None
    """What ended the batch before its time; the jobs it kept from delivery are returned untouched."""
    blamed: str | None = None
    """The key of the job whose own request ended the batch, if it was one's."""


@dataclass(frozen=True, slots=True)
class _Target:
    """One item that a job is for (the same file may be in several libraries)."""

    job: Job
    section: Section
    rating_key: int


@dataclass(frozen=True, slots=True)
class _Written:
    target: _Target
    changes: tuple[FieldChange, ...]


class Deliverer:
    """Delivers batches of jobs. Belongs to the worker's thread."""

    def __init__(self, plex: PlexConnection, catalog: Catalog, rules: Rules, jitter: random.Random) -> None:
        self._plex = plex
        self._catalog = catalog
        self._rules = rules
        self._jitter = jitter

    def deliver(self, jobs: Sequence[Job], gate: Gate) -> BatchResult:
        """Bring `jobs` to Plex: one read for all, one write for each that differs, one read to see that it stuck."""
        return _Batch(self._plex, self._catalog, self._rules, self._jitter, gate).run(jobs)

    def unknown_folders(self) -> tuple[str, ...]:
        """What is wrong with the path mappings, in words: folders that no library of the server has."""
        locations = [normalise(location) for section in self._catalog.sections for location in section.locations]
        return tuple(
            f"No library of films in Plex has the folder {mapping.server}"
            + (f" (which is {mapping.local} here)" if mapping.local != mapping.server else "")
            + "; is its plex_path in settings.toml missing or wrong? The libraries have "
            + (", ".join(locations) or "no folders")
            for mapping in self._rules.mappings
            if not any(_overlap(normalise(mapping.server), location) for location in locations)
        )

    def can_find(self, path: str) -> bool:
        """Whether the catalog knows an item for this path (as this computer names it)."""
        return bool(self._catalog.find(Wanted(to_server(path, self._rules.mappings), any_case=is_windows(path))))


class _Batch:
    def __init__(self, plex: PlexConnection, catalog: Catalog, rules: Rules, jitter: random.Random, gate: Gate) -> None:
        self._plex = plex
        self._catalog = catalog
        self._rules = rules
        self._jitter = jitter
        self._gate = gate
        self._settled: dict[int, Settlement] = {}
        self._blamed: str | None = None
        self._sure = False
        self._unreadable: set[int] = set()

    def run(self, jobs: Sequence[Job]) -> BatchResult:
        fault: PlexError | CircuitOpen | None = None
        try:
            targets = [target for job in jobs for target in self._guarded(job, self._resolve(job))]
            found = self._read(targets, _named(jobs) & self._rules.fields)
            written = [done for target in targets for done in self._guarded(target.job, self._write(target, found))]
            self._verify(written)
        except (ServerDown, SignInRequired, Interrupted, CircuitOpen) as error:
            fault = error
        for job in jobs:
            # Without a verdict it was delivered, unless the batch ended early: then nothing is known about it.
            self._settled.setdefault(job.id, Returned(job.id) if fault else Delivered(job.id))
        return BatchResult([self._settled[job.id] for job in jobs], fault, self._blamed)

    def _guarded(self, job: Job, work: Iterator[_Found]) -> Iterator[_Found]:
        """Our own bug costs one job an attempt; it must not stop the others, nor pass for an outage."""
        try:
            yield from work
        except (PlexError, CircuitOpen, DatabaseUnavailable):
            raise
        except Exception as error:  # noqa: BLE001  a bug may be anything
            _log.exception("Something unexpected went wrong with %s", job.change.path)
            self._try_again(job, FailureKind.INTERNAL, f"a fault of Recloser itself: {error}")

    def _resolve(self, job: Job) -> Iterator[_Target]:
        wanted = Wanted.by(job.change, self._rules.mappings)
        if not _is_text(wanted.path):
            self._fail(
                job, FailureKind.REFUSED, "the file's name is not valid text; rename it, so that Plex can name it"
            )
            return
        entries = self._catalog.find(wanted) or self._ask_for(job, wanted) or self._catalog.find_by_ids(wanted)
        if job.id in self._settled:
            return
        if not entries:
            self._not_in_plex(job, wanted)
            return
        for section in self._catalog.sections:
            candidates = [entry for entry in entries if entry.section == section.id]
            if len(candidates) > 1:
                names = ", ".join(f"“{entry.title}” (item {entry.rating_key})" for entry in candidates)
                self._fail(job, FailureKind.AMBIGUOUS, f"several items in {section.title} have this file: {names}")
                return
        for entry in entries:
            home = self._catalog.section(entry.section)
            if home is not None:
                yield _Target(job, home, entry.rating_key)

    def _ask_for(self, job: Job, wanted: Wanted) -> tuple[Entry, ...]:
        """The file may be a new version of a known item, which no listing of new items shows."""
        section, name = self._catalog.home_of(wanted.path, wanted.kind), posixpath.basename(wanted.path)
        if section is None or not posixpath.splitext(name)[1]:
            return ()
        try:
            page = self._ask_about(job, lambda: self._plex.by_file_name(section, name))
        except ItemFault as error:
            self._try_again(job, FailureKind.SERVER_ERROR, str(error))
            return ()
        except (ItemMissing, Refused):
            self._make_sure_of_server()
            return ()
        self._catalog.learn(section, [item for item in page.items if wanted.path in item.files])
        return self._catalog.find(wanted)

    def _read(self, targets: Sequence[_Target], fields: frozenset[Field]) -> dict[int, PlexItem]:
        keys = list(dict.fromkeys(target.rating_key for target in targets))
        if not keys:
            return {}
        if len(keys) == 1:
            found = self._read_one_by_one(targets, fields)
        else:
            try:
                found = _by_key(self._gate.read(lambda: self._plex.read(keys, fields)))
            except ServerFault:  # one item is enough to spoil the answer about all
                found = self._read_one_by_one(targets, fields)
        if not found and not self._unreadable:
            self._make_sure_of_server()
        return found

    def _read_one_by_one(self, targets: Sequence[_Target], fields: frozenset[Field]) -> dict[int, PlexItem]:
        found: dict[int, PlexItem] = {}
        for target in targets:
            try:
                found |= _by_key(self._ask_about(target.job, partial(self._plex.read, [target.rating_key], fields)))
            except ItemFault as error:
                self._unreadable.add(target.rating_key)
                self._try_again(target.job, FailureKind.SERVER_ERROR, str(error))
        return found

    def _ask_about(self, job: Job, ask: Callable[[], _Found]) -> _Found:
        """Ask something that concerns this job alone: Plex may stumble over the answer as over an edit."""
        try:
            return self._gate.read(ask, self._control_for(job))
        except ServerFault:
            self._blamed = job.key
            self._settled[job.id] = Suspected(job.id)
            raise

    def _control_for(self, job: Job) -> Callable[[], object] | None:
        """Once answered with 500, a job has to prove that the server and not the job is at fault."""
        return self._plex.sections if job.server_errors else None

    def _make_sure_of_server(self) -> None:
        """A server that has lost its libraries, or is no Plex server any more, has not just lost an item."""
        if not self._sure:
            self._gate.read(self._plex.sections)
            self._sure = True

    def _write(self, target: _Target, found: dict[int, PlexItem]) -> Iterator[_Written]:
        job, item = target.job, found.get(target.rating_key)
        if target.rating_key in self._unreadable:
            return
        if item is None:
            self._catalog.forget([target.rating_key])
            self._not_in_plex(job, Wanted.by(job.change, self._rules.mappings))
            return
        changes = edits.differences(job.change.metadata, item, self._rules.fields)
        if not changes:
            return
        self._blamed = job.key
        try:
            if target.section.reads_nfo_itself and job.change.source.lower().endswith(".nfo"):
                self._let_agent_read(target, changes)
            else:
                self._send(target, changes)
        except ItemFault as error:
            self._try_again(job, FailureKind.SERVER_ERROR, str(error))
        except ItemMissing:
            self._blamed = None
            self._make_sure_of_server()
            self._catalog.forget([target.rating_key])
            self._try_again(job, FailureKind.NOT_IN_PLEX, "the item has just gone from Plex")
        except Refused as error:
            self._fail(job, FailureKind.REFUSED, str(error))
        except ServerFault:
            self._settled[job.id] = Suspected(job.id)
            raise
        self._blamed = None
        if job.id not in self._settled:
            yield _Written(target, changes)

    def _send(self, target: _Target, changes: tuple[FieldChange, ...]) -> None:
        control = self._control_for(target.job)
        section, key = target.section.id, target.rating_key
        for query in edits.queries_for(changes):
            self._gate.write(partial(self._plex.edit, section, Kind.MOVIE, key, query), control)
        for change in changes:
            if change.field is Field.USER_RATING and isinstance(change.after, float):
                self._gate.write(partial(self._plex.rate, key, change.after), control)

    def _let_agent_read(self, target: _Target, changes: tuple[FieldChange, ...]) -> None:
        """In a library with Plex's own NFO agent the file itself is the truth, and Plex has to read it."""
        job = target.job
        if job.attempts:
            # It has read the file. What differs now is how it understands it, which is not ours to overrule.
            names = ", ".join(change.field.value for change in changes)
            _log.info("%s: Plex's own NFO agent chose other values for %s", job.change.path, names)
            return
        self._gate.write(lambda: self._plex.refresh_item(target.rating_key))
        self._settled[job.id] = Retry(
            job.id, _NATIVE_AGENT_DELAY, FailureKind.NOT_VERIFIED, "waiting for Plex to read the NFO file"
        )

    def _verify(self, written: Sequence[_Written]) -> None:
        changed = frozenset(change.field for done in written for change in done.changes)
        now = self._read([done.target for done in written], changed)
        for done in written:
            if done.target.rating_key in self._unreadable:
                continue
            item = now.get(done.target.rating_key)
            unsettled = edits.missing(done.changes, item) if item else [change.field for change in done.changes]
            if unsettled:
                names = ", ".join(name.value for name in unsettled)
                reason = f"Plex accepted the change, but does not show it: {names}"
                self._try_again(done.target.job, FailureKind.NOT_VERIFIED, reason)
            else:
                names = ", ".join(change.field.value for change in done.changes)
                _log.info("Delivered %s: %s", posixpath.basename(to_server(done.target.job.change.path, ())), names)

    def _not_in_plex(self, job: Job, wanted: Wanted) -> None:
        home = self._catalog.home_of(wanted.path, wanted.kind)
        if home is None:
            reason = f"no Plex library has a folder that contains {wanted.path}; is a path mapping missing?"
        else:
            reason = self._catalog.explain(wanted) or f"not in Plex yet: {wanted.path}"
            if self._rules.scan_missing and not job.attempts:
                folder = posixpath.dirname(wanted.path)
                with suppress(ItemMissing, Refused):  # the scan is a kindness
                    self._gate.read(lambda: self._plex.scan(home.id, folder))
        self._try_again(job, FailureKind.NOT_IN_PLEX, reason)

    def _try_again(self, job: Job, kind: FailureKind, reason: str) -> None:
        absent = kind is FailureKind.NOT_IN_PLEX
        if job.attempts + 1 >= (_TRIES_NOT_IN_PLEX if absent else _TRIES):
            self._fail(job, kind, reason)
            return
        base = _BASE_DELAY_NOT_IN_PLEX if absent else _BASE_DELAY
        delay = full_jitter(job.attempts, base, _LONGEST_DELAY, self._jitter)
        self._settled[job.id] = Retry(job.id, delay, kind, reason)

    def _fail(self, job: Job, kind: FailureKind, reason: str) -> None:
        _log.warning("Failed: %s: %s", job.change.path, reason)
        self._settled[job.id] = Failed(job.id, kind, reason)


def _overlap(one: str, other: str) -> bool:
    """Whether one of two folders, both normalised, is the other one or lies in it."""
    shorter, longer = sorted((one, other), key=len)
    return longer == shorter or longer.startswith(shorter.rstrip("/") + "/")


def _by_key(items: Iterable[PlexItem]) -> dict[int, PlexItem]:
    return {item.rating_key: item for item in items}


def _named(jobs: Sequence[Job]) -> frozenset[Field]:
    """The fields that at least one of them says something about."""
    return frozenset(field for field in edits.DELIVERABLE if any(getattr(job.change.metadata, field) for job in jobs))


def _is_text(path: str) -> bool:
    """Names of files need not be: on Linux they are any bytes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
