"""Walking through a tree of folders for NFO files, and reading them."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.delivery.queue import SeenFile
from core.media_paths import reachable
from core.phrases import phrase
from core.sources.media_items import holds_media, is_nfo
from core.sources.nfo import MAX_BYTES, Malformed
from core.sources.pictures import is_picture


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in one folder."""

    folder: str
    names: tuple[str, ...]
    """The files."""
    nfos: tuple[SeenFile, ...]
    """The NFO files among them, as they are now."""
    pictures: tuple[SeenFile, ...]
    """The same for the pictures."""
    folders: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all, not even a folder."""
        return not self.names and not self.folders


class Reach:
    """Which links are followed: those that lead out of a tree, and to each place only one.

    So no file is met under two names for long, and no loop has a second turn.
    """

    def __init__(self, top: str) -> None:
        """Of the tree at and below `top`; it is looked where that really is."""
        place = Path(os.path.realpath(top))
        self._ways = {place: top}
        """How each place is reached that is followed."""
        self._above = {*place.parents}

    def takes(self, link: str) -> bool:
        """Whether this link is followed; from then on it is the one to its place, while it leads there."""
        place = Path(os.path.realpath(link))
        way = self._ways.get(place)
        if way is None:
            if place in self._above or not self._ways.keys().isdisjoint(place.parents):
                return False
        elif way != link and Path(os.path.realpath(way)) == place:
            return False
        self._ways[place] = link
        self._above.update(place.parents)
        return True


def _nothing(_folder: str) -> None:
    pass


def walk(
    top: str,
    on_error: Callable[[str, OSError], None],
    *,
    before: Callable[[str], None] = _nothing,
    reach: Reach | None = None,
) -> Iterator[Listing]:
    """All folders under `top` that may hold media, itself included, each as soon as it has been listed.

    They come in the order of their names as these are with the separator at the end. Only NFO files and pictures are
    asked for their size and time.

    Args:
        top: Where to begin; a link is always followed.
        on_error: Called with a folder that cannot be listed; the walk goes on without it.
        before: Called with each folder, right before it is listed.
        reach: Of a former walk through this tree, or one that this is a part of: which links are followed.
    """
    waiting = [("", [top])]  # names, not paths: a folder may hold a hundred thousand
    reach = reach or Reach(top)
    while waiting:
        parent, names = waiting[-1]
        if not names:
            waiting.pop()
            continue
        folder = parent + names.pop()
        before(folder)
        try:
            listing, links = _list(folder)
        except OSError as error:
            on_error(folder, error)
        else:
            place = with_separator(folder)
            below = sorted(filter(holds_media, listing.folders), key=with_separator)
            if links:
                below = [name for name in below if name not in links or reach.takes(place + name)]
            below.reverse()
            waiting.append((place, below))
            yield listing


def with_separator(folder: str) -> str:
    """The folder with the separator at its end; by these names folders are ordered."""
    return folder if folder.endswith(os.sep) else folder + os.sep


def list_folder(folder: str) -> Listing:
    """What is in one folder. Raises `OSError`."""
    return _list(folder)[0]


def _list(folder: str) -> tuple[Listing, set[str]]:
    """Also tells which of the folders in it are links."""
    names: list[str] = []
    links: set[str] = set()
    folders: list[str] = []
    nfos: list[SeenFile] = []
    pictures: list[SeenFile] = []
    place = with_separator(folder)
    with os.scandir(reachable(folder)) as entries:
        for entry in entries:
            name = entry.name
            if entry.is_dir():
                folders.append(name)
                if _is_link(entry):
                    links.add(name)
                continue
            names.append(name)
            known = nfos if is_nfo(name) else pictures if is_picture(name) else None
            if known is not None and (found := _seen(place + name, entry)):
                known.append(found)
    return Listing(folder, tuple(names), tuple(nfos), tuple(pictures), tuple(folders)), links


def read_whole(path: str) -> tuple[SeenFile, bytes] | None:
    """A file's content, with the version that this is; None when it changed meanwhile.

    Raises:
        Malformed: It is larger than `MAX_BYTES`; it is not read then.
        OSError: It cannot be read, or is no regular file.
    """
    place = reachable(path)
    if not stat.S_ISREG(os.stat(place).st_mode):  # noqa: PTH116  as all of this module: plain names, ten thousand times
        raise OSError(phrase("it is no regular file"))  # opening a pipe would wait for ever
    with open(place, "rb") as file:  # noqa: PTH123  as above
        before = os.fstat(file.fileno())
        if before.st_size > MAX_BYTES:
            raise Malformed(
                1,
                phrase(
                    "the file has {size:,} bytes; at most {limit:,} are allowed", size=before.st_size, limit=MAX_BYTES
                ),
            )
        data = file.read(MAX_BYTES + 1)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        return None
    return SeenFile(path, after.st_size, after.st_mtime_ns), data


def is_gone(path: str) -> bool:
    """Whether it is certain that there is no such file; a disk that does not answer is not."""
    try:
        os.lstat(reachable(path))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        pass
    return False


def _seen(path: str, entry: os.DirEntry[str]) -> SeenFile | None:
    try:
        status = entry.stat()
    except OSError:
        return None  # deleted a moment ago, or a link to nothing
    return SeenFile(path, status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def _is_link(entry: os.DirEntry[str]) -> bool:
    if sys.platform == "win32" and entry.stat(follow_symlinks=False).st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT:
        return True  # a junction, which `is_symlink` does not tell
    return entry.is_symlink()
