"""Several files that describe one item, such as an NFO file beside each of its versions."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from core.database import Database, from_sql
from core.delivery.questions import Target
from core.delivery.rules import Rules
from core.media_paths import lies_in, normalise, reachable
from core.model import Change, Field, Job, Metadata
from core.phrases import phrase
from core.plex import edits
from core.plex.artwork import Upload
from core.plex.catalog import Catalog
from core.plex.finding import Wanted
from core.sources.changes import read_tree

_log = logging.getLogger(__name__)

_NOTHING = Metadata()
_SOURCES = (
    "SELECT rating_key, source FROM verified WHERE rating_key IN (SELECT value FROM json_each(:keys))"
    " UNION SELECT rating_key, source FROM journal WHERE rating_key IN (SELECT value FROM json_each(:keys))"
)


@dataclass(frozen=True, slots=True)
class Word:
    """What is to be written of what a file says."""

    metadata: Metadata
    overruled: str = ""
    """What is left out, and why, in words; empty: nothing."""


class Rivals:
    """Knows which NFO files have described an item before.

    Of what several of them name, the one counts that was edited last: so it does not matter in which order they are
    read, and reading all of them again changes nothing. The same holds for pictures. What is on the disk decides, not
    what is remembered of it. It belongs to the worker's thread.
    """

    def __init__(self, database: Database, catalog: Catalog, rules: Rules) -> None:
        self._database = database
        self._catalog = catalog
        self._rules = rules

    def outranks(self, job: Job, other: Job) -> bool:
        """Whether `job` goes before `other`, which is for the same item and was asked for before."""
        mine, theirs = _nfo(job.change.source), _nfo(other.change.source)
        return mine is not None and theirs is not None and mine.is_later_than(theirs)

    def sources(self, targets: Sequence[Target]) -> Mapping[int, set[str]]:
        """What has described these items, or does so in these jobs. Raises `DatabaseUnavailable`."""
        found = defaultdict[int, set[str]](set)
        for target in targets:
            found[target.rating_key].add(target.job.change.source)
        with self._database.reading() as connection:
            for rating_key, source in connection.execute(_SOURCES, {"keys": json.dumps([*found])}):
                found[rating_key].add(from_sql(source))
        return found

    def word_on(self, target: Target, sources: Collection[str]) -> Word:
        """What is to be written to an item that these files have described. Raises `DatabaseUnavailable`."""
        change = target.job.change
        said, disputed = change.metadata, list[str]()
        others = sorted(source for source in sources if source != change.source)
        mine = _nfo(change.source) if others else None
        for rival in map(_nfo, others):
            if mine and rival and rival.is_later_than(mine):
                for other in self._asked_by(rival.path, target):
                    left = _beside(said, other.metadata)
                    fields = _disputed(said, left, other.metadata)
                    disputed += [f"{rival.path} ({', '.join(fields)})"] if fields else []
                    said = left
        if not disputed:
            return Word(said)
        words = phrase("another NFO file of this item was edited later, and counts: {found}", found="; ".join(disputed))
        _log.warning("%s: %s", change.source, words)
        return Word(said, words)

    def has_later_picture(self, target: Target, upload: Upload) -> bool:
        """Whether the picture that the item has is another version's, was edited later, and is still asked for."""
        if upload.picture.is_remote or upload.picture.location == upload.former:
            return False
        mine, rival = _file(upload.picture.location), _file(upload.former)
        if mine is None or rival is None or not rival.is_later_than(mine):
            return False
        return any(
            picture.location == upload.former
            for change in self._asked_by(upload.former, target)
            for picture in change.metadata.artwork
        )

    def _asked_by(self, file: str, target: Target) -> Iterator[Change]:
        """What a file asks for the item now; it did once, but Plex may have split it, or its folder be given up."""
        if not any(lies_in(normalise(file), normalise(mapping.local)) for mapping in self._rules.mappings):
            return
        for change in read_tree(Path(file), _log.debug, remote_artwork=self._rules.remote_artwork):
            found = self._catalog.find(Wanted.by(change, self._rules.mappings))
            if any(entry.rating_key == target.rating_key for entry in found):
                yield change


class _File(NamedTuple):
    path: str
    edited: int
    """When, in nanoseconds."""

    def is_later_than(self, other: _File) -> bool:
        """Of two that were edited at once, the first by name."""
        return (self.edited, other.path) > (other.edited, self.path)


def _file(path: str) -> _File | None:
    try:
        return _File(path, Path(reachable(path)).stat().st_mtime_ns) if path else None
    except (OSError, ValueError):
        return None


def _nfo(source: str) -> _File | None:
    return _file(source) if source.lower().endswith(".nfo") else None


def _beside(own: Metadata, later: Metadata) -> Metadata:
    """What is left of `own`. To lists to which is only added, both add; pictures that are files have their own age."""
    named = [field for field in edits.DELIVERABLE if field not in edits.ADDED_ONLY and getattr(later, field)]
    theirs = {picture.role: picture for picture in later.artwork}
    artwork = tuple(
        picture
        for picture in own.artwork
        if not (other := theirs.get(picture.role)) or not (picture.is_remote or other.is_remote)
    )
    nothing: dict[str, Any] = {field.value: getattr(_NOTHING, field) for field in named}
    return own._replace(**nothing, artwork=artwork)


def _disputed(own: Metadata, left: Metadata, later: Metadata) -> list[Field]:
    """What of `own` is not left, and is not the same in `later`."""
    pairs = [(field, getattr(own, field)) for field in Field if getattr(own, field) != getattr(left, field)]
    return [field for field, value in pairs if value != getattr(later, field)]
