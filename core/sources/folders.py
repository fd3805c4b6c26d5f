"""The watched folders as one source of changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from core.clock import Clock
from core.sources.intake import NfoQueue
from core.sources.watch import WatchTree, watch_tree
from core.sources.watched_folder import FolderTiming, WatchedFolder

__all__ = ["FolderSource", "FolderTiming", "NfoQueue"]


class FolderSource:
    """Turns edits of the NFO files and pictures in some folders into changes in the queue.

    Each folder has its own thread, so that a network share which does not answer holds up only itself. All methods
    may be called on any thread.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        open_queue: Callable[[], NfoQueue],
        *,
        clock: Clock,
        on_queued: Callable[[int], None] = lambda _count: None,
        on_change: Callable[[], None] = lambda: None,
        timing: FolderTiming = FolderTiming(),  # noqa: B008  it is frozen
        watch_tree: WatchTree = watch_tree,
        remote_artwork: bool = False,
    ) -> None:
        """Nothing is touched before `start`.

        Args:
            folders: What to watch, with all folders below.
            open_queue: Called on each folder's thread for a queue of its own, which is closed there, too.
            clock: The time.
            on_queued: Called on a folder's thread with the number of changes that have just been stored.
            on_change: Called on a folder's thread when `problems` has become different.
            timing: How long to wait for what.
            watch_tree: Begins to watch a folder.
            remote_artwork: Whether an item without a picture gets the one whose address is in its NFO file.
        """
        self._clock = clock
        self._folders = [
            WatchedFolder(
                folder, open_queue, clock, timing, on_queued, on_change, watch_tree, remote_artwork=remote_artwork
            )
            for folder in dict.fromkeys(folders)
        ]

    def start(self) -> None:
        """Scan all folders for what has changed meanwhile, and watch them from now on. Once only."""
        for folder in self._folders:
            folder.start()

    def stop(self, timeout: float = 1.0) -> bool:
        """Watch no longer. A file that is being read is read again after the next start.

        Args:
            timeout: Seconds to wait for the threads.

        Returns:
            Whether all have ended; one that waits for a dead network share ends with the process.
        """
        for folder in self._folders:
            folder.ask_to_stop()
        deadline = self._clock.monotonic() + timeout
        ended = [folder.join(max(0.0, deadline - self._clock.monotonic())) for folder in self._folders]
        return all(ended)

    def rescan(self) -> None:
        """Scan all folders now."""
        for folder in self._folders:
            folder.rescan()

    def reread(self, paths: Sequence[Path] | None = None) -> tuple[Path, ...]:
        """Read NFO files and pictures anew, whatever is remembered of them, and queue what they ask for.

        Returns at once; the threads of the folders do it, and deal with edits in between.

        Args:
            paths: Folders, each with all below, or single files: an NFO file, a picture or a video. None: all folders.

        Returns:
            Those that lie in no watched folder; if there are any, nothing is read.
        """
        if paths is None:
            paths = [folder.path for folder in self._folders]
        strangers = tuple(path for path in paths if not any(folder.has(path) for folder in self._folders))
        if not strangers:
            for folder in self._folders:
                folder.reread([path for path in paths if folder.has(path)])
        return strangers

    def cancel_reread(self) -> None:
        """Leave off reading anew; what was queued stays queued."""
        for folder in self._folders:
            folder.cancel_reread()

    def problems(self) -> tuple[str, ...]:
        """What a person should know at the moment: folders that are away, files that cannot be read."""
        return tuple(words for folder in self._folders for words in folder.problems())
