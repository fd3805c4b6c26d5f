"""Telling when something happens to the NFO files and pictures under a folder: the operating system's events."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from core.sources.media_items import holds_media, is_wanted

_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
    FileCreatedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    # Linux tells when a writer has closed a file; there, each write to a video that is being copied is only noise.
    FileClosedEvent if sys.platform == "linux" else FileModifiedEvent,
]
_GOODBYE = 0.5
"""Seconds that `close` waits for the threads of watchdog, which end by themselves as well."""


class TreeWatch(FileSystemEventHandler):
    """Watches a folder and all below it, from its creation until `close`.

    What lies behind links inside of the folder is not watched: it is on its user to look there from time to time.
    """

    def __init__(self, folder: str, on_touch: Callable[[str, bool], None]) -> None:
        """Begin. Returns when everything that happens from now on will be told.

        Args:
            folder: The folder, by its absolute path.
            on_touch: Called on a thread of this object, with the path of an NFO file, a picture or a folder that was
                created, written, moved or deleted, and whether it is a folder. Paths begin with `folder`, also where
                that is a link.

        Raises:
            OSError: The system cannot watch it.
        """
        self._folder = folder
        self._real = os.path.realpath(folder)  # inotify does not follow a link, and macOS tells real names
        self._on_touch = on_touch
        self._observer = _start(self, self._real, recursive=True)
        self.misses: OSError | None = None
        """Why some folders below are not watched: the system allows no more watches."""
        if sys.platform == "linux":
            # watchdog leaves a folder out in silence when its watch is refused; if so, another one is refused, too.
            try:
                _stop(_start(FileSystemEventHandler(), self._real, recursive=False))
            except OSError as error:
                self.misses = error

    @property
    def is_alive(self) -> bool:
        """Whether it still watches; not after the folder itself was deleted."""
        return self._observer.is_alive() and all(emitter.is_alive() for emitter in self._observer.emitters)

    def close(self) -> None:
        """Watch no longer."""
        _stop(self._observer)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """See `FileSystemEventHandler`."""
        for path in (event.src_path, event.dest_path):
            place = Path(os.fsdecode(path))
            if path and place.is_relative_to(self._real) and (event.is_directory or is_wanted(place.name)):
                inside = place.relative_to(self._real)
                if all(map(holds_media, inside.parts if event.is_directory else inside.parts[:-1])):
                    self._on_touch(str(Path(self._folder, inside)), event.is_directory)


def _start(handler: FileSystemEventHandler, folder: str, *, recursive: bool) -> BaseObserver:
    observer = Observer()
    try:
        observer.schedule(handler, folder, recursive=recursive, event_filter=_EVENTS)
        observer.start()
    except BaseException:
        observer.stop()
        raise
    return observer


def _stop(observer: BaseObserver) -> None:
    observer.stop()
    observer.join(_GOODBYE)
