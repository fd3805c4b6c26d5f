"""Which film an NFO file is for, told from the names around it.

The names follow Kodi (https://kodi.wiki/view/NFO_files/Movies) and Plex
(https://support.plex.tv/articles/local-files-for-trailers-and-extras/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from core.media_paths import VIDEO_EXTENSION

_FOLDER_NFO = "movie"
_EXTRA = re.compile(
    r"(?:.*-)?(?:trailer|sample)\d*|.*-(?:behindthescenes|deleted|featurette|interview|scene|short|other)\d*", re.DOTALL
)
_PART = re.compile(r"(.*?)[ _.-]+(?:cd|dvd|part|pt|dis[ck])[ _.-]*(?:[0-9]{1,2}|[a-d])", re.DOTALL)
# Hidden ones; bins, snapshots and thumbnails of Windows, Synology, QNAP and fsck; what Plex and Kodi keep with a film.
_NO_MEDIA = re.compile(
    r"\..*|\$recycle\.bin|system volume information|lost\+found|#recycle|#snapshot|@eadir|@recycle|@recently-snapshot"
    r"|@tmp|extras|trailers|featurettes|behind the scenes|deleted scenes|interviews|samples?|extrafanart|extrathumbs",
    re.DOTALL,
)


def is_nfo(name: str) -> bool:
    """Whether a file of this name may say something about a film. Hidden files (``._X.nfo`` of macOS) do not."""
    return name[-4:].lower() == ".nfo" and not name.startswith(".")


def holds_media(folder: str) -> bool:
    """Whether a folder of this name may hold films; hidden ones, bins and extras do not."""
    return not _NO_MEDIA.fullmatch(folder.lower())


class FilmFolder:
    """The films of one folder, known by the names of its files.

    Extras do not count as films, and the parts of a stack (``X-cd1``, ``X-cd2``) are one film, the first part.
    """

    def __init__(self, path: Path, names: Iterable[str]) -> None:
        self._path = path
        self._videos: dict[str, str] = {}
        self._films: dict[str, str] = {}
        self._described: set[str] = set()
        extras: dict[str, str] = {}
        for name in sorted(names):
            stem, _, extension = name.lower().rpartition(".")
            if is_nfo(name):
                self._described.add(stem)
            elif stem and VIDEO_EXTENSION.fullmatch(extension):
                self._videos.setdefault(stem, name)
                part = _PART.fullmatch(stem)
                (extras if _EXTRA.fullmatch(stem) else self._films).setdefault(part[1] if part else stem, name)
        self._films = self._films or extras

    def media_of(self, nfo: str) -> str | None:
        """The path that an NFO of a film is for (see `core.model.Change.path`).

        ``<stem>.nfo`` is for the video of that stem, whatever its case, or the first part of it, or, while there is
        none, for the stem itself. ``movie.nfo`` is for the one film that has no NFO of its own, or, when there is
        none or several, for the folder.

        Args:
            nfo: Name of the NFO file in this folder.

        Returns:
            The path; None when this is a ``movie.nfo`` and every film here has an NFO of its own.
        """
        stem = nfo[:-4]
        if stem.lower() != _FOLDER_NFO:
            own = self._videos.get(stem.lower()) or self._films.get(stem.lower())
            return str(self._path / (own or stem))
        left = [name for film, name in self._films.items() if not self._is_described(film, name)]
        if self._films and not left:
            return None
        return str(self._path / left[0] if len(left) == 1 else self._path)

    def _is_described(self, film: str, name: str) -> bool:
        return film in self._described or name.lower().rpartition(".")[0] in self._described
