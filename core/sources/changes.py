"""What NFO files and pictures ask for, as changes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from core.media_paths import reachable
from core.model import Change, Kind, Metadata, PictureRole
from core.sources import nfo
from core.sources.media_items import Item, MediaFolder, is_nfo
from core.sources.tree import Listing, list_folder, read_whole, walk

_log = logging.getLogger(__name__)
_to_log = partial(_log.warning, "%s")


def of_document(folder: MediaFolder, path: str, document: nfo.NfoDocument, *, bulk: bool) -> list[Change]:
    """The changes of an NFO file: what it says, with the pictures beside it.

    A picture in the folder comes before an address in the file. A file that is of no kind or only an address leaves
    the pictures. A season is called what its own file says, else what its show's says: Kodi has titles of seasons only
    there (``namedseason`` in https://kodi.wiki/view/NFO_files/TV_shows), and other programs write both.

    Args:
        folder: Where the file is.
        path: Of the file.
        document: What it says.
        bulk: See `Change`.
    """
    name = Path(path).name
    if not document.entries:
        return of_pictures(folder, folder.described_by(name), bulk=bulk)
    changes = []
    for entry in document.entries:
        item = folder.item_of(name, entry)
        if item is None:
            _log.info("%s is left alone: its name tells of no item, or another NFO file comes first", path)
        elif document.root != "tvshow" or item.kind is not Kind.SEASON or not _has_title(folder, item):
            pictures = {picture.role: picture for picture in (*entry.metadata.artwork, *folder.artwork_of(item))}
            artwork = tuple(pictures[role] for role in PictureRole if role in pictures)
            metadata = entry.metadata._replace(artwork=artwork) if artwork else entry.metadata
            if not metadata.is_empty():
                changes.append(_change(item, metadata, path, bulk))
    return changes


def of_pictures(folder: MediaFolder, items: Iterable[Item], *, bulk: bool) -> list[Change]:
    """The changes of items that have pictures in this folder and no NFO file; the source is the first picture in it."""
    found = ((item, folder.artwork_of(item)) for item in items)
    return [
        _change(item, Metadata(artwork=art), min(art, key=folder.is_away).location, bulk) for item, art in found if art
    ]


def read_tree(
    top: Path, on_problem: Callable[[str], None] = _to_log, *, remote_artwork: bool = False
) -> Iterator[Change]:
    """What all NFO files and pictures below a folder ask for, read now. Nothing is remembered.

    Args:
        top: A folder; or a file: then it is what this NFO file or picture asks for, or what is asked for this video.
        on_problem: Called, in words for a person, for each file, folder or value in a file that cannot be read; they
            are logged otherwise.
        remote_artwork: Whether pictures that are only an address are taken, too.
    """
    path = top.absolute()
    if path.is_dir():
        for listing in walk(str(path), lambda folder, error: on_problem(_refusal(folder, error))):
            yield from _of_listing(listing, on_problem, remote_artwork)
        return
    try:
        listing = list_folder(str(path.parent))
    except OSError as error:
        on_problem(_refusal(str(path.parent), error))
        return
    if path.name not in listing.names:
        on_problem(f"There is no {path}.")
    if is_nfo(path.name):  # what the others say is none of its business
        listing = replace(listing, nfos=tuple(file for file in listing.nfos if file.path == str(path)), pictures=())
    for change in _of_listing(listing, on_problem, remote_artwork):
        if _concerns(change, str(path)):
            yield change


def _concerns(change: Change, file: str) -> bool:
    """Whether a change comes from this file, brings it, or is for it."""
    return file in (change.source, change.path, *(picture.location for picture in change.metadata.artwork))


def _of_listing(listing: Listing, on_problem: Callable[[str], None], remote_artwork: bool) -> Iterator[Change]:
    folder = MediaFolder(Path(listing.folder), listing.names, listing.folders)
    for file in listing.nfos:
        try:
            whole = read_whole(file.path)
            if whole is None:
                on_problem(f"{file.path} is being written at the moment.")
                continue
            document = nfo.parse(whole[1], pictures=remote_artwork)
        except OSError as error:
            on_problem(_refusal(file.path, error))
        except nfo.NfoError as error:
            on_problem(f"{file.path}, {error}.")
        else:
            for problem in document.problems:
                on_problem(f"{file.path}, line {problem.line}: {problem.words}.")
            yield from of_document(folder, file.path, document, bulk=True)
    _, items = folder.owners(Path(picture.path).name for picture in listing.pictures)
    yield from of_pictures(folder, items, bulk=True)


def _has_title(folder: MediaFolder, season: Item) -> bool:
    """Whether an NFO file of its own says how a season of the show in this folder is called."""
    for path in folder.nfos_of_season(season.season or 0):
        try:
            document = nfo.parse(Path(reachable(str(path))).read_bytes())
        except (OSError, nfo.NfoError):
            continue  # it is reported where it is read for its own sake
        if any(entry.metadata.title for entry in document.entries):
            return True
    return False


def _change(item: Item, metadata: Metadata, source: str, bulk: bool) -> Change:
    return Change(item.path, metadata, source, item.kind, item.season, item.episode, bulk)


def _refusal(path: str, error: OSError) -> str:
    return f"{path} cannot be read: {error.strerror or error}."
