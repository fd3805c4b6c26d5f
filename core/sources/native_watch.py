"""Watching a tree of folders where the system does so as a whole: Windows and macOS."""

from __future__ import annotations

import os
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
    """See `TreeWatch`. What lies behind links inside of the folder is not watched: there, scans have to look."""

    misses: None = None

    def __init__(self, folder: str, on_touch: OnTouch) -> None:
        """Begin (see `core.sources.watch.WatchTree`). Returns when all that happens from now on will be told."""
        self._folder = folder
        self._real = os.path.realpath(folder)  # macOS tells real names
        self._on_touch = on_touch
        self._observer = Observer()
        try:
            self._observer.schedule(self, self._real, recursive=True, event_filter=_EVENTS)
            self._observer.start()
        except BaseException:
            self._observer.stop()
            raise

    @property
    def is_alive(self) -> bool:
        """See `TreeWatch`."""
        return self._observer.is_alive() and all(emitter.is_alive() for emitter in self._observer.emitters)

    def begin_scan(self) -> None:
        """See `TreeWatch`."""

    def cover(self, folder: str) -> None:
        """The system has done so by itself."""

    def end_scan(self) -> None:
        """See `TreeWatch`."""

    def close(self) -> None:
        """Watch no longer."""
        self._observer.stop()
        self._observer.join(_GOODBYE)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """See `FileSystemEventHandler`."""
        for path in (event.src_path, event.dest_path):
            place = Path(os.fsdecode(path))
            if path and place.is_relative_to(self._real) and (event.is_directory or is_wanted(place.name)):
                inside = place.relative_to(self._real)
                if all(map(holds_media, inside.parts if event.is_directory else inside.parts[:-1])):
                    self._on_touch(str(Path(self._folder, inside)), event.is_directory)
