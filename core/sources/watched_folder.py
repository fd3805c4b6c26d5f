"""One watched folder, on a thread of its own: what happens to NFO files and pictures becomes changes in the queue."""

from __future__ import annotations

import logging
import os
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.clock import Clock
from core.delivery.queue import SeenFile
from core.model import Change
from core.sources import changes, nfo
from core.sources.debounce import Debounce, Touched
from core.sources.media_items import MediaFolder, is_nfo
from core.sources.problems import FolderProblems, Trouble
from core.sources.tree import Listing, is_gone, list_folder, read_whole, walk
from core.sources.watch import TreeWatch

_log = logging.getLogger(__name__)

_BATCH = 200
"""NFO files per transaction: the first of ten thousand are on their way while the rest is read."""
_GLANCE = 0.1
"""Seconds between two looks, during a scan, at what has been edited meanwhile."""


class NfoQueue(Protocol):
    """What is used of `core.delivery.queue.JobQueue`. Any method may raise; nothing has changed then."""

    def enqueue(self, changes: Sequence[Change], *, seen: Sequence[SeenFile] = ()) -> int:
        """Store changes and remember the files they came from, in one transaction that is durable on return."""
        ...

    def seen_files(self) -> dict[str, SeenFile]:
        """All remembered files, by path."""
        ...

    def forget_seen(self, paths: Iterable[str]) -> None:
        """Files that are gone."""
        ...

    def close(self) -> None:
        """It is not needed any more."""
        ...


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
    """Reads the NFO files of one folder, and of all below it, whenever they or the pictures beside them change.

    A version of a file is remembered in the queue together with its change; so what was edited while nobody watched
    is found by size and time, without reading the rest. A file that cannot be read whole changes nothing, is not
    remembered, and is read again when it is another version.
    """

    def __init__(
        self,
        folder: Path,
        open_queue: Callable[[], NfoQueue],
        clock: Clock,
        timing: FolderTiming,
        on_queued: Callable[[int], None],
        on_change: Callable[[], None],
        *,
        remote_artwork: bool,
    ) -> None:
        self._top = str(folder.absolute())
        self._remote_artwork = remote_artwork
        self._open_queue = open_queue
        self._clock = clock
        self._timing = timing
        self._on_queued = on_queued
        self._problems = FolderProblems(on_change)
        self._queue: NfoQueue | None = None
        self._watch: TreeWatch | None = None
        self._identity: tuple[int, int] | None = None
        """Of the folder while it is there; another one means that a disk was mounted or unmounted."""
        self._look_at = 0.0
        self._changes: list[Change] = []
        self._seen: list[SeenFile] = []
        self._gone: list[str] = []
        # The condition guards these four; everything else belongs to the thread.
        self._condition = threading.Condition()
        self._touched = Debounce(timing.quiet, timing.patience)
        self._scan_at = 0.0
        self._to_reread: deque[str] = deque()
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
            self._close_queue()

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
            self._begin_to_watch()
            self._problems.reopen_folders()
            self._reread_all()
            self._scan([self._top], bulk=True)
        self._take_touched()

    def _give_up_for_now(self, error: Exception) -> None:
        """A full disk, a locked database, our own bug: nothing was remembered, so a later scan finds it all."""
        _log.warning("The folder %s is left alone for a while", self._top, exc_info=error)
        self._problems.begin(Trouble.NOT_STORED, f"Changes in {self._top} cannot be stored: {error}")
        self._changes.clear()
        self._seen.clear()
        self._gone.clear()
        self._close_queue()
        with self._condition:
            self._scan_at = self._clock.monotonic() + self._timing.look

    def _look(self) -> None:
        """Whether the folder is there, the same as before, and watched."""
        try:
            status = os.stat(os.path.join(self._top, ""))  # noqa: PTH116, PTH118  a file is an error with the separator
        except OSError as error:
            self._identity = None
            self._unwatch()
            words = f"The folder {self._top} cannot be reached: {error.strerror or error}. It is looked for again."
            self._problems.begin(Trouble.AWAY, words)
            return
        self._problems.end(Trouble.AWAY)
        identity = status.st_dev, status.st_ino
        if identity != self._identity or (self._watch and not self._watch.is_alive):
            self._identity = identity
            self._unwatch()
            self.rescan()

    def _begin_to_watch(self) -> None:
        """Before a scan, so that nothing can happen between the two."""
        if self._watch and not self._watch.misses:
            return
        self._unwatch()
        try:
            self._watch = TreeWatch(self._top, self._touch)
            refused = self._watch.misses
        except OSError as error:
            refused = error
        if refused:
            words = (
                f"Edits in {self._top} may be noticed only after {self._timing.rescan:g} seconds: the system does not "
                f"watch all of its folders ({refused.strerror or refused})."
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
        """What a person asked for. After an error it is tried again together with the scan."""
        while self._to_reread and not self._stopping:
            path = self._to_reread[0]
            if os.path.isdir(path):  # noqa: PTH112  plain names, as everywhere here
                self._scan([path], bulk=True, anew=True)
            else:
                self._changes += changes.read_tree(Path(path), remote_artwork=self._remote_artwork)
                self._flush()
            with self._condition:
                self._to_reread.popleft()

    def _scan(self, tops: Sequence[str], *, bulk: bool, anew: bool = False) -> None:
        """Read what is another version than the remembered one, or everything, and forget what is gone."""
        within = tuple(top.rstrip(os.sep) + os.sep for top in tops)
        remembered = {path: file for path, file in self._opened().seen_files().items() if path.startswith(within)}
        known = {} if anew else remembered
        missing = set(remembered)
        glance_at = 0.0
        for top in tops:
            for listing in walk(top, self._problems.closed_folder):
                missing.difference_update(file.path for file in (*listing.nfos, *listing.pictures))
                if listing.folder == self._top:
                    self._note_emptiness(listing, bool(remembered))
                self._read_listed(listing, known, bulk=bulk, anew=anew)
                if self._stopping:
                    return
                if self._clock.monotonic() >= glance_at:
                    self._take_touched(folders=False)
                    glance_at = self._clock.monotonic() + _GLANCE
        self._gone += filter(is_gone, missing)
        self._problems.forget_gone()
        self._flush()
        self._problems.end(Trouble.NOT_STORED)

    def _note_emptiness(self, listing: Listing, is_remembered: bool) -> None:
        """The place where a disk should be mounted is an empty folder; what is remembered of the disk stays true."""
        if listing.is_empty and is_remembered:
            self._problems.begin(Trouble.EMPTY, f"The folder {self._top} is empty; is its disk mounted?")
        else:
            self._problems.end(Trouble.EMPTY)

    def _read_listed(self, listing: Listing, known: Mapping[str, SeenFile], *, bulk: bool, anew: bool) -> None:
        """Read the files of one folder that are not as they are known to be."""
        nfos = {
            file.path: known.get(file.path)
            for file in listing.nfos
            if known.get(file.path) != file and (anew or not self._problems.is_bad(file))
        }
        pictures = [file for file in listing.pictures if known.get(file.path) != file]
        if nfos or pictures:
            self._read_files(listing, nfos, pictures, bulk=bulk)

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
            self._read_touched(folder, paths)
        if files:
            self._flush()
        if self._top in tops:
            self._look_at = 0.0  # it was deleted, or another one put in its place
        elif tops:
            self._scan(tops, bulk=False)

    def _read_touched(self, folder: str, paths: Sequence[str]) -> None:
        try:
            listing = list_folder(folder)
        except OSError:
            self._gone += filter(is_gone, paths)
            return
        nfos = dict.fromkeys(path for path in paths if is_nfo(Path(path).name))
        pictures = [file for file in listing.pictures if file.path in paths]
        self._gone += filter(is_gone, set(paths).difference(nfos))
        self._read_files(listing, nfos, pictures, bulk=False)

    def _read_files(
        self, listing: Listing, nfos: dict[str, SeenFile | None], pictures: Collection[SeenFile], *, bulk: bool
    ) -> None:
        """Read NFO files of one folder, also those of the items whose pictures these are.

        Args:
            listing: Of the folder.
            nfos: With the version that needs no change; None: any version does.
            pictures: Those that are new or different.
            bulk: See `Change`.
        """
        folder = MediaFolder(Path(listing.folder), listing.names, listing.folders)
        owners, items = folder.owners([Path(picture.path).name for picture in pictures])
        nfos |= dict.fromkeys(os.path.join(listing.folder, name) for name in owners)  # noqa: PTH118  as listed
        for path, known in nfos.items():
            if self._stopping:
                return
            self._read(path, folder, known, bulk=bulk)
        self._changes += changes.of_pictures(folder, items, bulk=bulk)
        self._seen += pictures
        if len(self._seen) >= _BATCH:
            self._flush()

    def _read(self, path: str, folder: MediaFolder, known: SeenFile | None, *, bulk: bool) -> None:
        """Read one file; `known` is the version that needs no change, None: any version does."""
        version: SeenFile | None = None
        try:
            whole = read_whole(path)
            if whole is None:
                self._touch(path, is_folder=False)  # as soon as it is quiet
                return
            version, data = whole
            if version == known:
                return  # the listings of Windows lag behind what the file itself says
            document = nfo.parse(data, pictures=self._remote_artwork)
        except FileNotFoundError:
            self._problems.good_file(path)
            self._gone.append(path)
        except OSError as error:
            self._problems.bad_file(path, None, f"{path} cannot be read: {error.strerror or error}.")
        except nfo.NfoError as error:
            self._problems.bad_file(path, version, f"{path}, {error}.")
        else:
            self._problems.good_file(path)
            for problem in document.problems:
                _log.warning("%s, line %d: %s", path, problem.line, problem.words)
            self._changes += changes.of_document(folder, path, document, bulk=bulk)
            self._seen.append(version)
            if len(self._seen) >= _BATCH:
                self._flush()

    def _flush(self) -> None:
        """Store what was read and, unless the folder itself has gone, forget what is gone."""
        count = len(self._changes)
        if self._seen or self._changes:
            self._opened().enqueue(self._changes, seen=self._seen)
            self._changes.clear()
            self._seen.clear()
            self._problems.end(Trouble.NOT_STORED)
        if self._gone:
            if Trouble.EMPTY not in self._problems and not is_gone(self._top):
                self._opened().forget_seen(self._gone)
            self._gone.clear()
        self._problems.publish()
        if count:
            self._on_queued(count)

    def _opened(self) -> NfoQueue:
        if self._queue is None:
            self._queue = self._open_queue()
        return self._queue

    def _close_queue(self) -> None:
        queue, self._queue = self._queue, None
        if queue:
            try:
                queue.close()
            except Exception:  # noqa: BLE001  it is given up in any case, and all that was acknowledged is safe
                _log.warning("The queue could not be closed", exc_info=True)
