"""What is wrong with a watched folder at the moment."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from core.delivery.queue import SeenFile
from core.phrases import phrase
from core.sources.tree import is_gone

_log = logging.getLogger(__name__)

_SHOWN = 20
"""Files and folders each; a person cannot act on ten thousand lines."""


class Trouble(Enum):
    """What can be wrong with a folder as a whole."""

    AWAY = auto()
    EMPTY = auto()
    NOT_WATCHED = auto()
    NOT_STORED = auto()


@dataclass(frozen=True, slots=True)
class _BadFile:
    version: SeenFile | None
    words: str


class FolderProblems:
    """Collects the problems of one folder; `publish` makes them known.

    Everything belongs to the folder's thread, except for `words`.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._troubles: dict[Trouble, str] = {}
        self._closed_folders: dict[str, str] = {}
        self._bad_files: dict[str, _BadFile] = {}
        self._told: dict[str, int] = {}
        """Hashes of what was last told of the values in a file."""
        self.words: tuple[str, ...] = ()
        """As published last, for a person. May be read on any thread."""

    def __contains__(self, trouble: Trouble) -> bool:
        return trouble in self._troubles

    def begin(self, trouble: Trouble, words: str) -> None:
        """The folder has this trouble."""
        self._troubles[trouble] = words

    def end(self, trouble: Trouble) -> None:
        """The folder does not have this trouble (any more)."""
        self._troubles.pop(trouble, None)

    def closed_folder(self, folder: str, error: OSError) -> None:
        """A folder below cannot be listed. One that is gone is no problem."""
        if not is_gone(folder):
            self._closed_folders[folder] = phrase(
                "The folder {path} cannot be read: {reason}.", path=folder, reason=error.strerror or error
            )

    def bad_file(self, path: str, version: SeenFile | None, words: str) -> None:
        """A file cannot be read whole, in this version; None: whether it can may change without a new version."""
        self._bad_files[path] = _BadFile(version, words)

    def good_file(self, path: str) -> None:
        """A file could be read, or is gone."""
        self._bad_files.pop(path, None)

    def odd_values(self, path: str, words: Sequence[str]) -> None:
        """Values in a file that cannot be read, while the rest of it can. The same is told but once."""
        if not words:
            self._told.pop(path, None)
        elif self._told.get(path) != hash(tuple(words)):
            self._told[path] = hash(tuple(words))
            for each in words:
                _log.warning("%s, %s", path, each)

    def is_bad(self, version: SeenFile) -> bool:
        """Whether this version of a file is known to be unreadable."""
        bad = self._bad_files.get(version.path)
        return bad is not None and bad.version == version

    def forget_gone(self) -> None:
        """Files and folders that are gone are no problem any more."""
        for known in (self._closed_folders, self._bad_files, self._told):
            for path in list(filter(is_gone, known)):
                del known[path]

    def reopen_folders(self) -> None:
        """A scan of all folders begins: it will tell which of them are closed."""
        self._closed_folders.clear()

    def publish(self) -> None:
        """Make the problems known, if they are others than before."""
        found = (
            *self._troubles.values(),
            *_some(list(self._closed_folders.values()), _more_folders),
            *_some([bad.words for bad in self._bad_files.values()], _more_files),
        )
        # Names of files need not be valid Unicode, but what a person reads must be.
        words = tuple(each.encode(errors="replace").decode() for each in found)
        if words != self.words:
            for new in sorted(set(words).difference(self.words)):
                _log.warning("%s", new)
            self.words = words
            self._on_change()


def _some(words: list[str], more: Callable[[int], str]) -> list[str]:
    left = len(words) - _SHOWN
    return [*words[:_SHOWN], more(left)] if left > 0 else words


def _more_folders(count: int) -> str:
    if count == 1:
        return phrase("… and 1 more folder that cannot be read.")
    return phrase("… and {count:,} more folders that cannot be read.", count=count)


def _more_files(count: int) -> str:
    if count == 1:
        return phrase("… and 1 more NFO file that cannot be read.")
    return phrase("… and {count:,} more NFO files that cannot be read.", count=count)
