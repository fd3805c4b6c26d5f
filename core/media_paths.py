"""Names of media files: the same file as this computer and as Plex see it."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass

VIDEO_EXTENSION = re.compile(
    r"3g2|3gp|asf|avi|bdmv|divx|dvr-ms|f4v|flv|ifo|img|iso|m2ts?|m2v|m4v|mk3d|mkv|mov|mp4|mpe|mpe?g|mts|og[mv]|rm|rmvb"
    r"|strm|ts|vob|webm|wmv|wtv|xvid",
    re.IGNORECASE,
)
"""What follows the last dot of a video file's name."""

_LONG = 240
"""Characters. The limit for a file is 259, for a folder 247; either may be used a little earlier."""
_EXTENDED_PREFIX = re.compile(r"\A//[?.]/(UNC/)?", re.IGNORECASE)
_UNC = re.compile(r"//[^/]")


def is_windows(path: str) -> bool:
    r"""Whether a drive letter, or a leading ``\\`` or ``//``, makes it a name of Windows, where case does not count.

    It tells nothing of the computer that this program runs on: the server may run elsewhere.
    """
    return path.startswith("\\\\") or bool(_UNC.match(path)) or (path[1:2] == ":" and path[0].isalpha())


def normalise(path: str) -> str:
    r"""The form in which two names of one file are equal.

    Unicode is composed (macOS stores decomposed names), separators are ``/``, doubled and trailing separators go,
    and Windows names lose ``\\?\`` and their case.
    """
    tidy = _tidy(path)
    return tidy.casefold() if is_windows(path) else tidy


def _tidy(path: str) -> str:
    """Normalised but for its case."""
    path = unicodedata.normalize("NFC", path)
    if is_windows(path):
        path = _EXTENDED_PREFIX.sub(lambda found: "//" if found[1] else "", path.replace("\\", "/"), count=1)
    head = "//" if _UNC.match(path) else "/" if path.startswith("/") else ""
    return head + "/".join(_parts(path))


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def reachable(path: str) -> str:
    r"""An absolute path as the functions of this system take it: on Windows a long one has ``\\?\`` in front.

    Without it, and without a setting that few have made, Windows says of any longer one that there is no such file
    (Microsoft's page on the maximum length of paths).
    """
    if sys.platform == "win32" and len(path) >= _LONG and not path.startswith("\\\\?\\"):
        plain = path.replace("/", "\\")
        return f"\\\\?\\UNC\\{plain[2:]}" if plain.startswith("\\\\") else f"\\\\?\\{plain}"
    return path


def lies_in(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies somewhere in it; both normalised."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


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


def names_below(folder: str, path: str) -> list[str]:
    """The names that lead from a folder to a path in it, in their own case."""
    return _parts(_tidy(path))[len(_parts(_tidy(folder))) :]


def to_server(path: str, mappings: tuple[PathMapping, ...]) -> str:
    """Translate a local path into the server's name for it, in normalised form; the longest matching folder wins.

    What lies below the folder keeps its case where the server minds it, also when this computer does not.
    """
    return normalise(spelt_for_server(path, mappings))


def spelt_for_server(path: str, mappings: tuple[PathMapping, ...]) -> str:
    """As `to_server`, but in the case in which it is written, for the server to read."""
    wanted = normalise(path)
    inside = [mapping for mapping in mappings if lies_in(wanted, normalise(mapping.local))]
    if not inside:
        return _tidy(path)
    mapping = max(inside, key=lambda each: len(_parts(normalise(each.local))))
    return _tidy("/".join([_tidy(mapping.server).rstrip("/"), *names_below(mapping.local, path)]) or "/")
