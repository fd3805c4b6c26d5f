"""Watching a tree of folders on Linux, which wants each folder watched by itself (inotify(7))."""

from __future__ import annotations

import errno
import os
import select
import threading
from contextlib import suppress

from inotify_simple import Event, INotify, flags  # type: ignore[import-untyped]  # it carries no types

from core.phrases import phrase
from core.sources.media_items import holds_media, is_wanted
from core.sources.watch import OnTouch

_APPEARED = int(flags.CREATE | flags.MOVED_TO)
# When a writer has closed a file is told, too; each write to a video that is being copied would only be noise.
_IN_FOLDER = int(_APPEARED | flags.CLOSE_WRITE | flags.MOVED_FROM | flags.DELETE | flags.ONLYDIR)
_GONE = int(flags.MOVED_FROM | flags.DELETE)
_TOP_GONE = int(flags.DELETE_SELF | flags.MOVE_SELF | flags.UNMOUNT | flags.IGNORED)
_IN_TOP = int(_IN_FOLDER | flags.DELETE_SELF | flags.MOVE_SELF)
_LIMITS = {
    errno.ENOSPC: phrase("the limit fs.inotify.max_user_watches is reached"),
    errno.EMFILE: phrase("the limit fs.inotify.max_user_instances, or that of open files, is reached"),
}
_GOODBYE = 0.5
"""Seconds that `close` waits for the thread, which ends by itself as well."""


class InotifyWatch:
    """See `TreeWatch`. Links to folders are watched wherever the scans follow them.

    The system watches folders, not paths: one that was moved is watched on, and its path here is a former one until
    the scan of the new place, which the move brings about, covers it and all below again. Before that nothing is lost:
    the scan lists each folder after it was covered. What the scans do not come by any more, because it was deleted or
    moved out of the tree, `end_scan` lets go.
    """

    def __init__(self, folder: str, on_touch: OnTouch) -> None:
        """Begin (see `core.sources.watch.WatchTree`)."""
        self._folder = folder
        self._prefix = len(os.fsencode(os.path.join(folder, "")))  # noqa: PTH118  plain names, as everywhere here
        self._on_touch = on_touch
        self._closing = False
        # The lock guards these three.
        self._lock = threading.Lock()
        self._folders: dict[int, bytes] = {}
        """Paths inside of the folder, by the numbers of their watches; there may be a hundred thousand."""
        self._uncovered: dict[int, bytes] = {}
        """The same, of those that the scan which is under way has not come by yet."""
        self._top: int | None = None
        """The number of the folder itself, once it was covered."""
        self._is_top_gone = False
        self.misses: OSError | None = None
        """See `TreeWatch`."""
        self._bell = os.eventfd(0)
        """Wakes the thread."""
        try:
            self._inotify: INotify = INotify()
        except OSError as error:
            os.close(self._bell)
            raise _in_words(error) from error
        self._thread = threading.Thread(target=self._run, name=f"watch {folder}", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """See `TreeWatch`."""
        return self._thread.is_alive() and not self._is_top_gone

    def begin_scan(self) -> None:
        """See `TreeWatch`."""
        self.misses = None
        with self._lock:
            self._uncovered.update(self._folders)
            self._folders = {}

    def cover(self, folder: str) -> None:
        """See `TreeWatch`. A folder that is gone or closed is left out; its listing tells."""
        is_top = folder == self._folder
        path = os.fsencode(folder)
        with self._lock:  # until the number has its path, no event is looked up
            try:
                watch: int = self._inotify.add_watch(path, _IN_TOP if is_top else _IN_FOLDER)
            except (FileNotFoundError, NotADirectoryError, PermissionError):
                return
            except OSError as error:
                self.misses = _in_words(error)
                return
            self._folders[watch] = path[self._prefix :]  # the number is the old one when the folder is watched already
            self._uncovered.pop(watch, None)
            if is_top:
                self._top = watch

    def end_scan(self) -> None:
        """See `TreeWatch`."""
        with self._lock:
            left, self._uncovered = self._uncovered, {}
        for watch in left:
            with suppress(OSError):  # it went by itself, with the folder
                self._inotify.rm_watch(watch)

    def close(self) -> None:
        """Watch no longer."""
        self._closing = True
        os.eventfd_write(self._bell, 1)
        self._thread.join(_GOODBYE)
        if not self._thread.is_alive():  # else it waits for a dead network share, and would wait for a stranger's file
            os.close(self._bell)

    def _run(self) -> None:
        with self._inotify:
            poll = select.poll()
            poll.register(self._inotify, select.POLLIN)
            poll.register(self._bell, select.POLLIN)
            while poll.poll() and not self._closing:
                gone: set[bytes] = set()
                for event in self._inotify.read(timeout=0):
                    self._notice(event, gone)
                if gone:
                    self._notice_links(gone)

    def _notice_links(self, gone: set[bytes]) -> None:
        """A link to a folder goes as a file does; that it was one is known by what is watched under its path."""
        with self._lock:
            links = [inside for inside in self._folders.values() if inside in gone]
        for inside in links:
            self._on_touch(os.path.join(self._folder, os.fsdecode(inside)), True)  # noqa: PTH118  as above

    def _notice(self, event: Event, gone: set[bytes]) -> None:
        """`gone` takes in the paths inside of the folder at which there is nothing any more."""
        if event.mask & flags.Q_OVERFLOW:
            self._on_touch(self._folder, True)
            return
        with self._lock:
            inside = self._folders.get(event.wd, self._uncovered.get(event.wd))
            is_top = event.wd == self._top
        if is_top and event.mask & _TOP_GONE:
            self._is_top_gone |= bool(event.mask & flags.IGNORED)
            self._on_touch(self._folder, True)
        elif inside is not None and event.name:
            path = os.path.join(self._folder, os.fsdecode(inside), event.name)  # noqa: PTH118  as above
            self._tell(path, event)
            if event.mask & _GONE and not event.mask & flags.ISDIR:
                gone.add(os.fsencode(path)[self._prefix :])

    def _tell(self, path: str, event: Event) -> None:
        if event.mask & flags.ISDIR:
            is_folder = True
        elif is_wanted(event.name):
            is_folder = False
        elif event.mask & _APPEARED and os.path.islink(path) and os.path.isdir(path):  # noqa: PTH112, PTH114  as above
            is_folder = True
        else:
            return
        if not is_folder or holds_media(event.name):
            self._on_touch(path, is_folder)


def _in_words(error: OSError) -> OSError:
    number = error.errno or 0
    return OSError(number, _LIMITS.get(number, error.strerror or str(error)))
