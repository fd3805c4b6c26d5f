"""One watched folder, on a thread of its own: what happens to NFO files and pictures becomes changes in the queue."""

from __future__ import annotations

import logging
import os
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.clock import Clock
from core.database import DatabaseUnavailable
from core.phrases import phrase
from core.sources.debounce import Debounce, Touched
from core.sources.intake import Intake, NfoQueue
from core.sources.problems import FolderProblems, Trouble
from core.sources.watch import TreeWatch, WatchTree

_log = logging.getLogger(__name__)

_GLANCE = 0.1
"""Seconds between two looks, during a scan, at what has been edited meanwhile."""


@dataclass(frozen=True, slots=True)
class FolderTiming:
    """All in seconds."""

    quiet: float = 0.5
    """How long a file must have been left alone before it is read: tools write it several times."""
    patience: float = 5.0
    """A file that is never left alone is read after this time."""
    rescan: float = 300.0
    """Between two scans of a whole folder: a network share sends no events for what others do."""
    look: float = 10.0
    """Between two looks whether a folder is there, and before another try after an error of the queue."""


class WatchedFolder:
    """Has the NFO files of one folder, and of all below it, read whenever they or the pictures beside them change.

    What is read, stored and remembered is the matter of `Intake`; here it is decided when.
    """

    def __init__(
        self,
        folder: Path,
        open_queue: Callable[[], NfoQueue],
        clock: Clock,
        timing: FolderTiming,
        on_queued: Callable[[int], None],
        on_change: Callable[[], None],
        watch_tree: WatchTree,
        *,
        remote_artwork: bool,
    ) -> None:
        self._top = str(folder.absolute())
        self._clock = clock
        self._timing = timing
        self._problems = FolderProblems(on_change)
        self._intake = Intake(
            self._top,
            open_queue,
            self._problems,
            on_queued,
            lambda path: self._touch(path, is_folder=False),
            remote_artwork=remote_artwork,
        )
        self._watch_tree = watch_tree
        self._watch: TreeWatch | None = None
        self._refused: OSError | None = None
        """Why there is no watch."""
        self._identity: tuple[int, int] | None = None
        """Of the folder while it is there; another one means that a disk was mounted or unmounted."""
        self._look_at = 0.0
        self._is_first_turn = True
        # The condition guards these five; everything else belongs to the thread.
        self._condition = threading.Condition()
        self._touched = Debounce(timing.quiet, timing.patience)
        self._scan_at = 0.0
        self._to_reread: deque[str] = deque()
        self._cancelled = False
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"folder {self._top}", daemon=True)

    @property
    def path(self) -> Path:
        """Absolute."""
        return Path(self._top)

    def start(self) -> None:
        """Begin with a scan, and go on watching."""
        self._thread.start()

    def ask_to_stop(self) -> None:
        """End soon. Any thread."""
        with self._condition:
            self._stopping = True
            self._condition.notify()

    def join(self, timeout: float) -> bool:
        """Wait, at most `timeout` seconds, until the thread has ended; returns whether it has."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def rescan(self) -> None:
        """Scan the whole folder now. Any thread."""
        with self._condition:
            self._scan_at = 0.0
            self._condition.notify()

    def has(self, path: Path) -> bool:
        """Whether this is a path in the folder, or one that the folder is in. Any thread."""
        path = path.absolute()
        return path.is_relative_to(self._top) or self.path.is_relative_to(path)

    def reread(self, paths: Sequence[Path]) -> None:
        """Read anew what is at or below these paths, each of which the folder has. Any thread."""
        if paths:
            wanted = [str(path) if path.is_relative_to(self._top) else self._top for path in map(Path.absolute, paths)]
            with self._condition:
                self._to_reread.extend(dict.fromkeys(wanted))
                self._scan_at = 0.0
                self._condition.notify()

    def cancel_reread(self) -> None:
        """Leave off reading anew. Any thread."""
        with self._condition:
            self._to_reread.clear()
            self._cancelled = True

    def problems(self) -> tuple[str, ...]:
        """What a person should know, in words. Any thread."""
        return self._problems.words

    def _touch(self, path: str, is_folder: bool) -> None:
        """Called on the watch's threads."""
        with self._condition:
            if self._touched.touch(Touched(path, is_folder), self._clock.monotonic()):
                self._condition.notify()

    def _run(self) -> None:
        try:
            while not self._stopping:
                try:
                    self._turn()
                except Exception as error:  # noqa: BLE001  the folder must go on being watched, whatever it was
                    self._give_up_for_now(error)
                self._problems.publish()
                self._wait()
        finally:
            self._unwatch()
            self._intake.close()

    def _wait(self) -> None:
        with self._condition:
            if not self._stopping:
                until = self._look_at
                if self._identity:
                    until = min(until, self._scan_at, self._touched.due() or until)
                self._condition.wait(max(0.0, until - self._clock.monotonic()))

    def _turn(self) -> None:
        now = self._clock.monotonic()
        if now >= self._look_at:
            self._look_at = now + self._timing.look
            self._look()
        if not self._identity:
            return
        with self._condition:
            is_scan_due = now >= self._scan_at
            if is_scan_due:
                self._scan_at = now + self._timing.rescan
        if is_scan_due:
            self._problems.reopen_folders()
            self._reread_all()
            self._scan_all()
        self._take_touched()
        self._tell_whether_watched()

    def _give_up_for_now(self, error: Exception) -> None:
        """A full disk, a locked database, our own bug: nothing was remembered, so a later scan finds it all."""
        if not isinstance(error, DatabaseUnavailable | OSError):
            _log.warning("The folder %s is left alone for a while", self._top, exc_info=error)
        words = phrase("Changes in {path} cannot be stored: {reason}", path=self._top, reason=error)
        self._problems.begin(Trouble.NOT_STORED, words)
        self._intake.close()
        with self._condition:
            self._scan_at = self._clock.monotonic() + self._timing.look

    def _look(self) -> None:
        """Whether the folder is there, the same as before, and watched."""
        try:
            status = os.stat(os.path.join(self._top, ""))  # noqa: PTH116, PTH118  a file is an error with the separator
        except OSError as error:
            self._identity = None
            self._unwatch()
            self._problems.begin(
                Trouble.AWAY,
                phrase(
                    "The folder {path} cannot be reached: {reason}. It is looked for again.",
                    path=self._top,
                    reason=error.strerror or error,
                ),
            )
            return
        self._problems.end(Trouble.AWAY)
        identity = status.st_dev, status.st_ino
        if identity != self._identity or (self._watch and not self._watch.is_alive):
            self._identity = identity
            self._unwatch()
            self.rescan()

    def _begin_to_watch(self) -> None:
        try:
            self._watch = self._watch_tree(self._top, self._touch)
        except OSError as error:
            self._refused = error

    def _tell_whether_watched(self) -> None:
        refused = self._watch.misses if self._watch else self._refused
        if refused:
            words = phrase(
                "Edits in {path} may be noticed only after {seconds:g} seconds: the system does not watch all of its"
                " folders ({reason}).",
                path=self._top,
                seconds=self._timing.rescan,
                reason=refused.strerror or refused,
            )
            self._problems.begin(Trouble.NOT_WATCHED, words)
        else:
            self._problems.end(Trouble.NOT_WATCHED)

    def _unwatch(self) -> None:
        if self._watch:
            self._watch.close()
        self._watch = None
        with self._condition:
            self._touched.clear()

    def _reread_all(self) -> None:
        """What a person asked for, or a former run has left. After an error it is tried again with the scan."""
        left = self._intake.wanted_anew() if self._is_first_turn else []
        self._is_first_turn = False
        with self._condition:
            self._cancelled = False
            self._to_reread.extend(path for path in left if path not in self._to_reread)
        while self._to_reread:
            self._intake.want_anew([*self._to_reread])
            path = self._to_reread[0]
            if os.path.isdir(path):  # noqa: PTH112  plain names, as everywhere here
                self._step_through(self._intake.scan_anew(path), lambda: self._cancelled)
            else:
                self._intake.reread_file(path)
            if self._stopping:
                return
            with self._condition:
                if self._cancelled:
                    self._intake.close()  # what was read and not stored is not wanted any more either
                    return
                self._to_reread.popleft()
            self._intake.want_anew([*self._to_reread])

    def _scan_all(self) -> None:
        if not self._watch:
            self._begin_to_watch()
        if self._watch:
            self._watch.begin_scan()
        self._scan([self._top], bulk=True)
        if self._watch and not self._stopping:
            self._watch.end_scan()

    def _scan(self, tops: Sequence[str], *, bulk: bool) -> None:
        """Take in what is at and below some folders (see `Intake.scan`), and watch them from now on."""
        self._step_through(self._intake.scan(tops, self._cover, bulk=bulk), lambda: False)

    def _cover(self, folder: str) -> None:
        if self._watch:
            self._watch.cover(folder)

    def _step_through(self, scan: Iterator[None], is_cancelled: Callable[[], bool]) -> None:
        """Go on with a scan, and every now and then take in what is edited meanwhile.

        It is left off where it is when it was cancelled, or this object is to stop.
        """
        glance_at = 0.0
        for _ in scan:
            if self._stopping or is_cancelled():
                return
            if self._clock.monotonic() >= glance_at:
                self._take_touched(folders=False)
                glance_at = self._clock.monotonic() + _GLANCE

    def _take_touched(self, *, folders: bool = True) -> None:
        """Deal with what was touched, and has been left alone since."""
        with self._condition:
            taken = self._touched.take(self._clock.monotonic(), folders=folders)
        files: defaultdict[str, list[str]] = defaultdict(list)
        tops: list[str] = []
        for touched in taken:
            if touched.is_folder:
                tops.append(touched.path)
            else:
                files[str(Path(touched.path).parent)].append(touched.path)
        for folder, paths in files.items():
            self._intake.read_touched(folder, paths)
        if files:
            self._intake.flush()
        if self._top in tops:
            # It was deleted, or another one put in its place, or there were more events than the system could keep.
            self._look_at = 0.0
            self.rescan()
            return
        if tops:
            self._scan(tops, bulk=False)
