"""Being told when something happens to the NFO files and pictures under a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol


class TreeWatch(Protocol):
    """Watches a folder and all below it, from its creation until `close`.

    A system that wants each folder watched by itself learns of them from the scans, which call `cover` for each before
    they list it: so nothing can happen between the two, what a scan follows is watched, and nothing has to be walked
    through twice. New folders are told, and scanned for that reason. Methods are called on one thread.
    """

    @property
    def misses(self) -> OSError | None:
        """Why some folders are not watched that the last whole scan, or a later one, has come by; None: all are."""
        ...

    @property
    def is_alive(self) -> bool:
        """Whether it still watches; not after the folder itself was deleted."""
        ...

    def begin_scan(self) -> None:
        """A scan of the folder and all below it begins."""
        ...

    def cover(self, folder: str) -> None:
        """Watch what is directly in this folder from now on, under this path. Never raises for a folder's sake."""
        ...

    def end_scan(self) -> None:
        """The scan is over; folders that it did not come by need not be watched any more."""
        ...

    def close(self) -> None:
        """Watch no longer."""
        ...


OnTouch = Callable[[str, bool], None]
"""Called on any thread, with the path of an NFO file, a picture or a folder that was created, written, moved or
deleted, and whether it is a folder. The watched folder itself means that anything may have happened."""
WatchTree = Callable[[str, OnTouch], TreeWatch]
"""Begins to watch a folder, by its absolute path, with which all paths begin that are told, also where it is a link.
Raises `OSError`: the system cannot watch it."""


def watch_tree(folder: str, on_touch: OnTouch) -> TreeWatch:
    """Begin to watch in the way of this system (see `WatchTree`)."""
    # Imported only where it is used: each brings a package along that other systems do not have.
    if sys.platform == "linux":
        from core.sources.inotify_watch import InotifyWatch as Watch  # noqa: PLC0415  as said above
    else:
        from core.sources.native_watch import NativeWatch as Watch  # noqa: PLC0415  as said above
    return Watch(folder, on_touch)
