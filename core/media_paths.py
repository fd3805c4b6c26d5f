"""Names of media files: the same file as this computer and as Plex see it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

VIDEO_EXTENSION = re.compile(
    r"3g2|3gp|asf|avi|bdmv|divx|dvr-ms|f4v|flv|ifo|img|iso|m2ts?|m2v|m4v|mk3d|mkv|mov|mp4|mpe|mpe?g|mts|og[mv]|rm|rmvb"
    r"|strm|ts|vob|webm|wmv|wtv|xvid",
    re.IGNORECASE,
)
"""What follows the last dot of a video file's name."""

_EXTENDED_PREFIX = "\\\\?\\"


def _looks_like_windows(path: str) -> bool:
    """Drive letters and UNC names are Windows', wherever this program runs: the server may run elsewhere."""
    return path.startswith("\\\\") or (len(path) > 1 and path[1] == ":" and path[0].isalpha())


def normalise(path: str) -> str:
    r"""The form in which two names of one file are equal.

    Unicode is composed (macOS stores decomposed names), separators are ``/``, doubled and trailing separators go,
    and Windows names, which are told by a drive letter or a leading ``\\``, lose ``\\?\`` and their case.
    """
    path = unicodedata.normalize("NFC", path)
    if path.startswith(_EXTENDED_PREFIX):
        path = path[len(_EXTENDED_PREFIX) :]
        if path.upper().startswith("UNC\\"):
            path = "\\\\" + path[4:]
    if _looks_like_windows(path):
        path = path.replace("\\", "/").casefold()
    head = "//" if path.startswith("//") and not path.startswith("///") else "/" if path.startswith("/") else ""
    return head + "/".join(part for part in path.split("/") if part)


def item_key(path: str, kind: str | None = None, season: int | None = None, episode: int | None = None) -> str:
    """Identifies the item that a change is for, in the queue.

    A film, and whatever item a file has, is known by its path alone; a show, a season or an album shares its folder
    with others and an episode its file, so these are told apart by what follows the path.

    Without a video file's extension: an NFO file may come before its video, and versions of one film in one folder that
    differ in nothing but their extension are one item in Plex.
    """
    normalised = normalise(path)
    stem, dot, extension = normalised.rpartition(".")
    stem = stem if dot and VIDEO_EXTENSION.fullmatch(extension) else normalised
    if kind in (None, "movie"):
        return stem
    numbers = "".join(f"/{number}" for number in (season, episode) if number is not None)
    return f"{stem}//{kind}{numbers}"  # no normalised path has a doubled slash within


@dataclass(frozen=True, slots=True)
class PathMapping:
    """A folder as this computer names it, and the same folder as Plex names it."""

    local: str
    server: str


def to_server(path: str, mappings: tuple[PathMapping, ...]) -> str:
    """Translate a local path into the server's name for it, in normalised form; the longest matching folder wins."""
    wanted = normalise(path)
    best: tuple[int, str] | None = None
    for mapping in mappings:
        local, server = normalise(mapping.local), normalise(mapping.server)
        inside = wanted == local or wanted.startswith(local.rstrip("/") + "/")
        if inside and (best is None or len(local) > best[0]):
            rest = wanted[len(local) :].lstrip("/")
            best = (len(local), normalise(f"{server}/{rest}" if rest else server))
    return best[1] if best else wanted
