"""Taking in what stands in one folder: NFO files and pictures become changes in the queue, each version once."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from core.delivery.queue import SeenFile
from core.model import Change
from core.phrases import phrase
from core.sources import changes, nfo
from core.sources.media_items import MediaFolder, is_nfo
from core.sources.problems import FolderProblems, Trouble
from core.sources.tree import Listing, Reach, is_gone, list_folder, read_whole, walk, with_separator

_log = logging.getLogger(__name__)

_BATCH = 200
"""Files per transaction: the first of ten thousand are on their way while the rest is read."""


class NfoQueue(Protocol):
    """What is used of `core.delivery.queue.JobQueue`. Any method may raise; nothing has changed then."""

    def enqueue(self, changes: Sequence[Change], *, seen: Sequence[SeenFile] = ()) -> int:
        """Store changes and remember the files they came from, in one transaction that is durable on return."""
        ...

    def seen_files(self, top: str) -> Iterator[tuple[str, list[SeenFile]]]:
        """The remembered files at and below a folder, folder by folder in the order of `core.sources.tree.walk`.

        A folder has the separator at its end. Other methods may be called meanwhile.
        """
        ...

    def forget_seen(self, paths: Iterable[str]) -> None:
        """Files that are gone."""
        ...

    def want_anew(self, top: str, paths: Sequence[str]) -> None:
        """Remember what is still to be read anew in this watched folder."""
        ...

    def wanted_anew(self, top: str) -> list[str]:
        """What `want_anew` was last told."""
        ...

    def close(self) -> None:
        """It is not needed any more."""
        ...


class Intake:
    """Reads files of one watched folder, and stores what they ask for.

    A version of a file is remembered in the queue together with its change; so what was edited while nobody watched
    is found by size and time, without reading the rest. A file that cannot be read whole changes nothing, is not
    remembered, and is read again when it is another version. What is remembered is never held as a whole: it passes by,
    folder by folder, together with what is there.

    It belongs to one thread. The methods raise what the queue raises; what was not stored is found again by a scan.
    """

    def __init__(
        self,
        top: str,
        open_queue: Callable[[], NfoQueue],
        problems: FolderProblems,
        on_queued: Callable[[int], None],
        on_busy: Callable[[str], None],
        *,
        remote_artwork: bool,
    ) -> None:
        """Nothing is touched yet.

        Args:
            top: The watched folder, by its absolute path.
            open_queue: Called when a queue is needed and there is none.
            problems: Where to tell what cannot be read.
            on_queued: Called with the number of changes that have just been stored.
            on_busy: Called with a file that is being written, so that it has to be read later.
            remote_artwork: See `core.sources.folders.FolderSource`.
        """
        self._top = top
        self._open_queue = open_queue
        self._problems = problems
        self._on_queued = on_queued
        self._on_busy = on_busy
        self._remote_artwork = remote_artwork
        self._queue: NfoQueue | None = None
        self._reach: Reach | None = None
        """As the last scan of the whole watched folder found it."""
        self._changes: list[Change] = []
        self._seen: list[SeenFile] = []
        self._gone: list[str] = []

    def scan(self, tops: Collection[str], cover: Callable[[str], None], *, bulk: bool) -> Iterator[None]:
        """Read what is another version than the remembered one, and forget what is gone.

        It halts after each file and each folder, so that others have their turn; it may be left off at any halt.

        Args:
            tops: The watched folder, or some below. A link is left alone if a scan of all would not follow it.
            cover: Called with each folder before it is listed.
            bulk: See `Change`.
        """
        if self._top in tops or self._reach is None:
            self._reach = Reach(self._top)
        for top in _outermost(tops):
            if top == self._top or not os.path.islink(top) or self._reach.takes(top):  # noqa: PTH114  plain names
                listings = walk(top, self._problems.closed_folder, before=cover, reach=self._reach)
            else:
                listings = iter(())
            yield from self._take_in(top, listings, bulk=bulk, anew=False)
        self._end_scan()

    def scan_anew(self, top: str) -> Iterator[None]:
        """Read everything, and forget what is gone; otherwise the same as `scan`."""
        yield from self._take_in(top, walk(top, self._problems.closed_folder), bulk=True, anew=True)
        self._end_scan()

    def read_touched(self, folder: str, paths: Sequence[str]) -> None:
        """Read files of one folder that something has happened to."""
        try:
            listing = list_folder(folder)
        except OSError:
            self._note_gone(paths)
            return
        nfos = dict.fromkeys(path for path in paths if is_nfo(Path(path).name))
        pictures = [file for file in listing.pictures if file.path in paths]
        self._note_gone(set(paths).difference(nfos))
        for _ in self._read_files(listing, nfos, pictures, bulk=False):
            pass

    def reread_file(self, path: str) -> None:
        """Read anew what an NFO file or a picture asks for, or what is asked for a video."""
        self._changes += changes.read_tree(Path(path), remote_artwork=self._remote_artwork)
        self.flush()

    def want_anew(self, paths: Sequence[str]) -> None:
        """These are still to be read anew, also after a kill."""
        self._opened().want_anew(self._top, paths)

    def wanted_anew(self) -> list[str]:
        """What was still to be read anew when this was last noted."""
        return self._opened().wanted_anew(self._top)

    def flush(self) -> None:
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

    def close(self) -> None:
        """Give up what is not stored yet, and the queue, until they are needed again."""
        self._changes.clear()
        self._seen.clear()
        self._gone.clear()
        queue, self._queue = self._queue, None
        if queue:
            try:
                queue.close()
            except Exception:  # noqa: BLE001  it is given up in any case, and all that was acknowledged is safe
                _log.warning("The queue could not be closed", exc_info=True)

    def _opened(self) -> NfoQueue:
        if self._queue is None:
            self._queue = self._open_queue()
        return self._queue

    def _take_in(self, top: str, listings: Iterator[Listing], *, bulk: bool, anew: bool) -> Iterator[None]:
        for listing, remembered in self._beside_remembered(top, listings):
            if listing is None:
                self._note_gone(file.path for file in remembered)
            elif anew or {*listing.nfos, *listing.pictures} != set(remembered):
                known = {file.path: file for file in remembered}
                yield from self._read_listed(listing, {} if anew else known, bulk=bulk, anew=anew)
                self._note_gone(known.keys() - {file.path for file in (*listing.nfos, *listing.pictures)})
            yield

    def _end_scan(self) -> None:
        self._problems.forget_gone()
        self.flush()
        self._problems.end(Trouble.NOT_STORED)

    def _beside_remembered(
        self, top: str, listings: Iterator[Listing]
    ) -> Iterator[tuple[Listing | None, list[SeenFile]]]:
        """Each folder with the files in it that are remembered; None: the walk did not come by it.

        Two streams in one order, so that neither has to be held.
        """
        seen = self._opened().seen_files(top)
        nothing: tuple[str, list[SeenFile]] = ("", [])
        folder, files = next(seen, nothing)
        for listing in listings:
            if listing.folder == self._top:
                self._note_emptiness(listing, bool(folder))
            place = with_separator(listing.folder)
            while folder and folder < place:
                yield None, files
                folder, files = next(seen, nothing)
            if folder == place:
                yield listing, files
                folder, files = next(seen, nothing)
            else:
                yield listing, []
        while folder:
            yield None, files
            folder, files = next(seen, nothing)

    def _note_emptiness(self, listing: Listing, is_remembered: bool) -> None:
        """The place where a disk should be mounted is an empty folder; what is remembered of the disk stays true."""
        if listing.is_empty and is_remembered:
            words = phrase("The folder {path} is empty; is its disk mounted?", path=self._top)
            self._problems.begin(Trouble.EMPTY, words)
        else:
            self._problems.end(Trouble.EMPTY)

    def _note_gone(self, paths: Iterable[str]) -> None:
        """Forget those of the files that are certainly gone."""
        self._gone += filter(is_gone, paths)
        self._flush_if_many()

    def _flush_if_many(self) -> None:
        if len(self._seen) >= _BATCH or len(self._gone) >= _BATCH:
            self.flush()

    def _read_listed(self, listing: Listing, known: dict[str, SeenFile], *, bulk: bool, anew: bool) -> Iterator[None]:
        """Read the files of one folder that are not as they are known to be."""
        nfos = {
            file.path: known.get(file.path)
            for file in listing.nfos
            if known.get(file.path) != file and (anew or not self._problems.is_bad(file))
        }
        pictures = [file for file in listing.pictures if known.get(file.path) != file]
        if nfos or pictures:
            yield from self._read_files(listing, nfos, pictures, bulk=bulk)

    def _read_files(
        self, listing: Listing, nfos: dict[str, SeenFile | None], pictures: Collection[SeenFile], *, bulk: bool
    ) -> Iterator[None]:
        """Read NFO files of one folder, also those of the items whose pictures these are; halts after each.

        Args:
            listing: Of the folder.
            nfos: With the version that needs no change; None: any version does.
            pictures: Those that are new or different.
            bulk: See `Change`.
        """
        folder = MediaFolder(Path(listing.folder), listing.names, listing.folders)
        owners, items = folder.owners([Path(picture.path).name for picture in pictures])
        nfos |= dict.fromkeys(os.path.join(listing.folder, name) for name in owners)  # noqa: PTH118  as above
        for path, known in nfos.items():
            self._read(path, folder, known, bulk=bulk)
            yield
        self._changes += changes.of_pictures(folder, items, bulk=bulk)
        self._seen += pictures
        self._flush_if_many()

    def _read(self, path: str, folder: MediaFolder, known: SeenFile | None, *, bulk: bool) -> None:
        """Read one file; `known` is the version that needs no change, None: any version does."""
        version: SeenFile | None = None
        try:
            whole = read_whole(path)
            if whole is None:
                self._on_busy(path)
                return
            version, data = whole
            if version == known:
                return  # the listings of Windows lag behind what the file itself says
            document = nfo.parse(data, pictures=self._remote_artwork)
        except FileNotFoundError:
            self._problems.good_file(path)
            self._gone.append(path)
        except OSError as error:
            words = phrase("{path} cannot be read: {reason}.", path=path, reason=error.strerror or error)
            self._problems.bad_file(path, None, words)
        except nfo.NfoError as error:
            self._problems.bad_file(
                path, version, phrase("{path}, line {line}: {reason}.", path=path, line=error.line, reason=error.words)
            )
        else:
            self._problems.good_file(path)
            self._problems.odd_values(path, [f"line {each.line}: {each.words}" for each in document.problems])
            self._changes += changes.of_document(folder, path, document, bulk=bulk)
            self._seen.append(version)
            self._flush_if_many()


def _outermost(folders: Iterable[str]) -> Iterator[str]:
    """Those that are not below another one."""
    last = ""
    for folder in sorted(folders, key=with_separator):
        if not last or not folder.startswith(last):
            last = with_separator(folder)
            yield folder
