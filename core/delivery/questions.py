"""What is asked of Plex on behalf of the jobs of one batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from core.delivery.gate import Gate, ItemFault
from core.delivery.verdicts import Verdicts
from core.model import FailureKind, Field, Job, Kind
from core.plex.connection import PlexConnection
from core.plex.errors import ServerDown, ServerFault
from core.plex.items import PlexItem, Section

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Target:
    """One item that a job is for (the same file may be in several libraries)."""

    job: Job
    section: Section
    rating_key: int
    kind: Kind


class Questions:
    """Asks through the gate, and tells the fault of one item from the fault of the server."""

    def __init__(self, plex: PlexConnection, gate: Gate, verdicts: Verdicts) -> None:
        self.plex = plex
        self._gate = gate
        self._verdicts = verdicts
        self._sure = False
        self.unreadable: set[int] = set()
        """The rating keys of items whose reading Plex stumbles over."""

    def about(self, job: Job, ask: Callable[[], _Answer]) -> _Answer:
        """Ask something that concerns this job alone: Plex may stumble over the answer as over an edit."""
        try:
            return self._gate.read(ask, self._control_for(job))
        except ServerDown as down:
            self._verdicts.blamed = job.key
            if isinstance(down, ServerFault):
                self._verdicts.suspect(job)
            raise

    def write(self, job: Job, ask: Callable[[], None]) -> None:
        """Change something for this job."""
        try:
            self._gate.write(ask, self._control_for(job))
        except ServerFault:
            self._verdicts.suspect(job)
            raise

    def write_for_many(self, ask: Callable[[], None]) -> None:
        """Change something for several jobs at once."""
        self._gate.write(ask)

    def make_sure_of_server(self) -> None:
        """A server that has lost its libraries, or is no Plex server any more, has not just lost an item."""
        if not self._sure:
            self._gate.read(self.plex.sections)
            self._sure = True

    def read(self, targets: Sequence[Target], fields: frozenset[Field]) -> dict[int, PlexItem]:
        """What Plex has of these items, by rating key; those that it does not have are left out."""
        keys = list(dict.fromkeys(target.rating_key for target in targets))
        if not keys:
            return {}
        if len({target.job.id for target in targets}) == 1:
            found = self._one_by_one(targets, fields)  # in a trial, a joint question would leave no leave for others
        else:
            try:
                found = _by_key(self._gate.read(lambda: self.plex.read(keys, fields)))
            except ServerFault:  # one item is enough to spoil the answer about all
                found = self._one_by_one(targets, fields)
        if not found and not self.unreadable:
            self.make_sure_of_server()
        return found

    def _one_by_one(self, targets: Sequence[Target], fields: frozenset[Field]) -> dict[int, PlexItem]:
        found: dict[int, PlexItem] = {}
        for target in targets:
            try:
                found |= _by_key(self.about(target.job, partial(self.plex.read, [target.rating_key], fields)))
            except ItemFault as error:
                self.unreadable.add(target.rating_key)
                self._verdicts.try_again(target.job, FailureKind.SERVER_ERROR, str(error))
        return found

    def _control_for(self, job: Job) -> Callable[[], object] | None:
        """Once answered with 500, a job has to prove that the server and not the job is at fault."""
        return self.plex.sections if job.server_errors else None


def _by_key(items: Iterable[PlexItem]) -> dict[int, PlexItem]:
    return {item.rating_key: item for item in items}
