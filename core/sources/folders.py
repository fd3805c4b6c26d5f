"""The watched folders as one source of changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from core.clock import Clock
from core.sources.watched_folder import FolderTiming, NfoQueue, WatchedFolder

__all__ = ["FolderSource", "FolderTiming", "NfoQueue"]


class FolderSource:
    """Turns edits of the NFO files in some folders into changes in the queue.

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
    ) -> None:
        """Nothing is touched before `start`.

        Args:
            folders: What to watch, with all folders below.
            open_queue: Called on each folder's thread for a queue of its own, which is closed there, too.
            clock: The time.
            on_queued: Called on a folder's thread with the number of changes that have just been stored.
            on_change: Called on a folder's thread when `problems` has become different.
            timing: How long to wait for what.
        """
        self._clock = clock
        self._folders = [
            WatchedFolder(folder, open_queue, clock, timing, on_queued, on_change) for folder in dict.fromkeys(folders)
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

    def problems(self) -> tuple[str, ...]:
        """What a person should know at the moment: folders that are away, files that cannot be read."""
        return tuple(words for folder in self._folders for words in folder.problems())
