"""Watching a tree of folders where the system does so as a whole: Windows and macOS."""

from __future__ import annotations

import errno
import os
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from core.phrases import phrase
from core.sources.media_items import holds_media, is_wanted
from core.sources.watch import OnTouch

_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
    FileCreatedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
]
_GOODBYE = 0.5
"""Seconds that `close` waits for the threads of watchdog, which end by themselves as well."""


class NativeWatch(FileSystemEventHandler):
    """See `TreeWatch`. What lies behind links inside of the folder is not watched: there, scans have to look.

    The system may end a watch although the folder is there, or stop telling without a word: a share that was away for
    a moment, a server that tells of no changes. Therefore each scan of all has a new watch, and none comes earlier
    than with the next scan.
    """

    def __init__(self, folder: str, on_touch: OnTouch) -> None:
        """Begin (see `core.sources.watch.WatchTree`). Returns when all that happens from now on will be told."""
        self._folder = folder
        self._on_touch = on_touch
        self._observer: BaseObserver | None = None
        self._refused: OSError | None = None
        self._begin()
        self._is_new = True

    @property
    def misses(self) -> OSError | None:
        """See `TreeWatch`."""
        return None if self._runs else self._refused or OSError(phrase("the system has ended its watch"))

    @property
    def is_alive(self) -> bool:
        """See `TreeWatch`."""
        return self._runs or self._is_same_folder()

    def begin_scan(self) -> None:
        """See `TreeWatch`."""
        if self._is_new:
            self._is_new = False
            return
        self.close()
        self._refused = None
        try:
            self._begin()
        except OSError as error:
            self._refused = error

    def cover(self, folder: str) -> None:
        """The system has done so by itself."""

    def end_scan(self) -> None:
        """See `TreeWatch`."""

    def close(self) -> None:
        """Watch no longer."""
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            observer.join(_GOODBYE)

    @property
    def _runs(self) -> bool:
        observer = self._observer
        return observer is not None and observer.is_alive() and all(emitter.is_alive() for emitter in observer.emitters)

    def _begin(self) -> None:
        self._real = _real_name(self._folder)
        self._identity = _identity(self._real)
        observer = Observer()
        try:
            observer.schedule(self, self._real, recursive=True, event_filter=_EVENTS)
            observer.start()
        except Exception as error:
            observer.stop()
            if isinstance(error, OSError):
                raise
            # On Windows, watchdog says nothing at all of a folder that it cannot open (`queue.Empty`).
            raise OSError(str(error) or os.strerror(errno.EACCES)) from error
        self._observer = observer

    def _is_same_folder(self) -> bool:
        try:
            return _identity(self._real) == self._identity
        except OSError:
            return False

    def on_any_event(self, event: FileSystemEvent) -> None:
        """See `FileSystemEventHandler`."""
        for path in (event.src_path, event.dest_path):
            place = Path(os.fsdecode(path))
            if place == Path(self._real) and self._is_same_folder():
                return  # its watch has ended, not the folder: see `misses`
            if path and place.is_relative_to(self._real) and (event.is_directory or is_wanted(place.name)):
                inside = place.relative_to(self._real)
                if all(map(holds_media, inside.parts if event.is_directory else inside.parts[:-1])):
                    self._on_touch(str(Path(self._folder, inside)), event.is_directory)


def _identity(folder: str) -> tuple[int, int]:
    status = os.stat(folder)  # noqa: PTH116  plain names, as everywhere here
    return status.st_dev, status.st_ino


def _real_name(folder: str) -> str:
    """As the system names it when it tells of what happened.

    Disks of macOS take a name in any case, composed or decomposed, and FSEvents tells it as it is on the disk.
    """
    real = os.path.realpath(folder)
    if sys.platform == "darwin":
        first, *names = Path(real).parts
        real = first
        for name in names:
            real = os.path.join(real, _spelling(real, name))  # noqa: PTH118  as above
    return real


def _spelling(folder: str, name: str) -> str:
    """How the disk spells this name in the folder; as it is where that cannot be seen."""
    with suppress(OSError):
        names = os.listdir(folder)  # noqa: PTH208  as above
        if name not in names:
            return next((each for each in names if _alike(each) == _alike(name)), name)
    return name


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
