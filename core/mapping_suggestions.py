"""Which folder of the server may be the one that this computer knows by another name: for a person to confirm."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.media_paths import PathMapping, lies_in, normalise
from core.phrases import phrase


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair of folders that may be one and the same."""

    mapping: PathMapping
    files: int = 0
    """How many of the files in the local folder Plex has in the other one."""
    names: int = 0
    """How many names both have in common, from the innermost outwards."""


def suggest_mappings(
    local_folders: Sequence[str],
    locations: Collection[str],
    *,
    listings: Mapping[str, Collection[str]] | None = None,
    has_file: Callable[[str], bool] = lambda _path: False,
) -> tuple[Suggestion, ...]:
    """Compare folders of this computer with those of the server's libraries.

    A folder may also be a part of a library's, or have several of them in it. What is found there counts most, then
    how many names are the same.

    Args:
        local_folders: As this computer names them.
        locations: The folders of the libraries, as the server names them.
        listings: Some files of a local folder, named from there, such as ``A (2000)/A.mkv``.
        has_file: Whether Plex has this file (`Catalog.has_file`).

    Returns:
        For each folder the best that there is; several, if they are equally good; none, if nothing speaks for any.
    """
    listings = listings or {}
    return tuple(best for local in local_folders for best in _best(local, locations, listings.get(local, ()), has_file))


def unknown_folders(mappings: Iterable[PathMapping], locations: Sequence[str]) -> Iterator[str]:
    """For each folder that no library of the server has, what a person may do about it, in words.

    Args:
        mappings: Between the folders of this computer and those of the server.
        locations: The folders of the libraries, as the server names them.
    """
    for mapping in mappings:
        folder = normalise(mapping.server)
        if any(lies_in(folder, known) or lies_in(known, folder) for known in map(normalise, locations)):
            continue
        likely = [suggestion.mapping.server for suggestion in suggest_mappings([mapping.local], locations)]
        if likely:
            yield phrase(
                "No library in Plex has the folder {place}; Plex may know it as {found}. Say in Preferences, under"
                " Libraries and folders, what it is called on the server (plex_path in settings.toml)",
                place=_both_names(mapping),
                found=", ".join(likely),
            )
        else:
            yield phrase(
                "No library in Plex has the folder {place}; the libraries have {found}. Say in Preferences, under"
                " Libraries and folders, what it is called on the server (plex_path in settings.toml)",
                place=_both_names(mapping),
                found=", ".join(locations) or phrase("no folders"),
            )


def _both_names(folder: PathMapping) -> str:
    """A folder as the server names it, and as it is named here where that is something else."""
    if folder.local == folder.server:
        return folder.server
    return phrase("{folder} (which is {path} here)", folder=folder.server, path=folder.local)


def _best(
    local: str, locations: Collection[str], files: Collection[str], has_file: Callable[[str], bool]
) -> list[Suggestion]:
    found: dict[str, Suggestion] = {}
    for location in locations:
        for server, names in _candidates(local, location):
            there = sum(has_file(normalise(f"{server}/{file}")) for file in files)
            suggestion = Suggestion(PathMapping(local, server), there, names)
            known = found.get(normalise(server))
            if known is None or _merit(known) < _merit(suggestion):
                found[normalise(server)] = suggestion
    best = max(map(_merit, found.values()), default=(0, 0))
    return [each for each in found.values() if _merit(each) == best] if any(best) else []


def _merit(suggestion: Suggestion) -> tuple[int, int]:
    return suggestion.files, suggestion.names


def _candidates(local: str, location: str) -> Iterator[tuple[str, int]]:
    """The folders of the server that `local` may be, and how many names speak for it."""
    here, there = _names(local), _names(location)
    separator = "\\" if "\\" in location else "/"
    for depth in range(len(here)):  # a folder in that of the library
        inner = here[len(here) - depth :]
        names = _in_common(here[: len(here) - depth], there)
        yield separator.join([location.rstrip("/\\"), *inner]), names
    outer = location.rstrip("/\\")
    for depth in range(1, len(there)):  # a folder that the library's is in
        outer = outer[: max(map(outer.rfind, "/\\"))]
        if not outer.endswith((":", "/", "\\")) and len(_names(outer)) > outer.startswith(("\\\\", "//")):
            yield outer, _in_common(here, there[: len(there) - depth])


def _names(path: str) -> list[str]:
    return [name for name in path.replace("\\", "/").split("/") if name]


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if normalise(mine).casefold() != normalise(theirs).casefold():
            break
        count += 1
    return count
