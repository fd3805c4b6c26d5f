"""Which item an NFO file or a picture is for, told from the names around it.

The names follow Kodi (https://kodi.wiki/view/NFO_files) and Plex
(https://support.plex.tv/articles/local-files-for-trailers-and-extras/).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from core.media_paths import VIDEO_EXTENSION, reachable
from core.model import Kind, Picture, PictureRole
from core.sources.nfo import NfoEntry
from core.sources.pictures import Pictures, Slot, is_picture, season_in_name

_FOLDER_NFO = "movie"
_SEASON_NFO = "season"
_NFO_OF_FOLDER = {Kind.SHOW: "tvshow", Kind.ARTIST: "artist", Kind.ALBUM: "album"}
_AUDIO_EXTENSION = re.compile(r"aac|aiff?|alac|ape|dsf|flac|m4a|mp3|mpc|og[ga]|opus|wav|wma|wv", re.IGNORECASE)
_THEME = "theme"
"""The music of a show or a film; no album."""
_EXTRA = re.compile(
    r"(?:.*-)?(?:trailer|sample)\d*|.*-(?:behindthescenes|deleted|featurette|interview|scene|short|other)\d*", re.DOTALL
)
_PART = re.compile(r"(.*?)[ _.-]+(?:cd|dvd|part|pt|dis[ck])[ _.-]*(?:[0-9]{1,2}|[a-d])", re.DOTALL)
_VERSION = re.compile(r"(?:(?: - (?!\d{4}-\d\d-\d\d)| ?\[).+)?", re.DOTALL)
"""What follows the name of the folder in that of one of several versions; a date would tell an episode."""
_WITH_YEAR = re.compile(r".*\(\d{4}\)", re.DOTALL)
_EPISODE = re.compile(r"(?:.*[^a-z0-9])?(?:s(\d{1,4})[ ._-]?e(\d{1,4})|(\d{1,2})x(\d{1,3}))(?!\d).*", re.DOTALL)
_SEASON_FOLDER = re.compile(
    r"(?:season|series|staffel|saison|temporada|stagione|seizoen|s[æä]song?|sezon|sezóna|évad|kausi|сезон)[ ._-]*"
    r"(\d{1,4})(?:[ ._-].*)?|s(\d{1,2})|(\d{1,2})\. ?(?:staffel|évad|sezon|sezóna)|第 ?(\d{1,3}) ?季"
)
_SPECIALS_FOLDER = "specials"
# Bins, snapshots and thumbnails of Windows, Synology, QNAP and fsck; what Plex and Kodi keep with a film.
_NO_MEDIA = frozenset(
    {
        "$recycle.bin",
        "system volume information",
        "lost+found",
        "#recycle",
        "#snapshot",
        "@eadir",
        "@recycle",
        "@recently-snapshot",
        "@tmp",
        "extras",
        "trailers",
        "featurettes",
        "behind the scenes",
        "deleted scenes",
        "interviews",
        "sample",
        "samples",
        "extrafanart",
        "extrathumbs",
    }
)


def is_nfo(name: str) -> bool:
    """Whether a file of this name may say something about an item. Hidden files (``._X.nfo`` of macOS) do not."""
    return name[-4:].lower() == ".nfo" and not name.startswith(".")


def is_wanted(name: str) -> bool:
    """Whether a file of this name may be an NFO file or a picture."""
    return is_nfo(name) or is_picture(name)


def holds_media(folder: str) -> bool:
    """Whether a folder of this name may hold media; hidden ones, bins and extras do not."""
    return not folder.startswith(".") and folder.lower() not in _NO_MEDIA


def season_of_folder(name: str) -> int | None:
    """The number in the name of a season's folder, such as ``Season 01``, ``Staffel 1`` or ``Specials`` (0)."""
    lower = name.casefold()
    if lower == _SPECIALS_FOLDER:
        return 0
    found = _SEASON_FOLDER.fullmatch(lower)
    return int(next(filter(None, found.groups()))) if found else None


@dataclass(frozen=True, slots=True)
class Item:
    """What a change is for (see `core.model.Change`)."""

    path: str
    kind: Kind
    season: int | None = None
    episode: int | None = None


class MediaFolder:
    """The items of one folder, known by the names of what is in it.

    Extras do not count as films, and the parts of a stack (``X-cd1``, ``X-cd2``) are one film, the first part.
    """

    def __init__(self, path: Path, names: Iterable[str], folders: Iterable[str] = ()) -> None:
        """Sort the names.

        Args:
            path: The folder.
            names: Of its files.
            folders: Of the folders in it.
        """
        self._path = path
        self._names = sorted(names)
        self._folders = tuple(folders)
        self._videos: dict[str, str] = {}
        self._films: dict[str, str] = {}
        self._nfos: dict[str, str] = {}
        self._has_audio = False
        extras: dict[str, str] = {}
        for name in self._names:
            stem, _, extension = name.lower().rpartition(".")
            if is_nfo(name):
                self._nfos.setdefault(stem, name)
            elif stem and VIDEO_EXTENSION.fullmatch(extension):
                self._videos.setdefault(stem, name)
                (extras if _EXTRA.fullmatch(stem) else self._films).setdefault(_whole(stem), name)
            elif stem and stem != _THEME and _AUDIO_EXTENSION.fullmatch(extension):
                self._has_audio = True
        self._films = self._films or extras

    def media_of(self, nfo: str) -> str | None:
        """The path that an NFO of a film or an episode is for (see `core.model.Change.path`).

        ``<stem>.nfo`` is for the video of that stem, whatever its case, or the first part of it, or, while there is
        none, for the stem itself. ``movie.nfo``, or one that is called as the folder, is for the one film that has no
        NFO of its own, or, when there is none or several, for the folder. In the folder of one film, ``movie.nfo``
        comes first and ``<stem>.nfo``, which may be a release's own, is left alone: as Kodi has it where films are in
        folders of their own (https://kodi.wiki/view/NFO_files/Movies, and `FindNFO` in its VideoTagLoaderNFO.cpp).

        Args:
            nfo: Name of the NFO file in this folder.

        Returns:
            The path; None when another NFO file comes first, or when this is a ``movie.nfo`` and every film here has
            one of its own.
        """
        stem = nfo[:-4]
        if nfo not in self._folder_nfos:
            if self._has_movie_nfo(stem.lower()):
                return None
            own = self._videos.get(stem.lower()) or self._films.get(stem.lower())
            return str(self._path / (own or stem))
        if nfo != self._folder_nfos[0]:
            return None
        if self._only_film and self._has_movie_nfo(self._only_film):
            return str(self._path / self._films[self._only_film])
        left = [name for film, name in self._films.items() if not self._own_nfo(film, name)]
        if self._films and not left:
            return None
        return str(self._path / left[0] if len(left) == 1 else self._path)

    def item_of(self, nfo: str, entry: NfoEntry) -> Item | None:
        """What an entry of an NFO file in this folder is for; None: nothing, because its name is not one for that.

        A show, an artist and an album have a name that Kodi looks for (``tvshow.nfo``), and so has a season:
        ``season.nfo`` in its folder, or ``season01.nfo`` or ``season-specials.nfo`` in that folder or the show's. Where
        a season has several, the one in its own folder counts.
        """
        stem = nfo[:-4].lower()
        if entry.kind in _NFO_OF_FOLDER:
            return Item(str(self._path), entry.kind) if stem == _NFO_OF_FOLDER[entry.kind] else None
        if entry.kind is Kind.SEASON:
            season = self._described_season(stem, entry.season)
            is_by_show = stem == _NFO_OF_FOLDER[Kind.SHOW]
            is_second = season and season.path == str(self._path) and self._nfos_within(season.season)
            return None if is_second and not is_by_show else season
        if stem in _NFO_OF_FOLDER.values() and stem not in self._videos:
            return None
        path = self.media_of(nfo)
        return Item(path, entry.kind, entry.season, entry.episode) if path else None

    def _described_season(self, stem: str, number: int | None) -> Item | None:
        if stem == _NFO_OF_FOLDER[Kind.SHOW]:
            return Item(str(self._path), Kind.SEASON, number)
        named = season_in_name(stem)
        if stem != _SEASON_NFO and (named is None or named[1]):
            return None
        return self._season(number if number is not None or named is None else named[0])

    def nfos_of_season(self, season: int) -> list[Path]:
        """The NFO files that count of those about nothing but a season of the show that has this folder."""
        beside = self._nfo_of(season)
        return self._nfos_within(season) or ([self._path / beside] if beside else [])

    def _nfos_within(self, season: int | None) -> list[Path]:
        """Those in a folder of the season's own."""
        if season is None:
            return []
        found = ((folder, folder._nfos.get(_SEASON_NFO)) for folder in self._folders_of_season(season))  # noqa: SLF001  of the same class
        return [folder._path / nfo for folder, own in found if (nfo := own or folder._nfo_of(season))]  # noqa: SLF001  as above

    def artwork_of(self, item: Item) -> tuple[Picture, ...]:
        """The pictures in this folder that are an item's (see `core.sources.pictures`).

        A season may also have some in a folder of its own. Those come first, and are named here as well: whichever of
        the two folders is read, and whenever, the season looks the same.
        """
        found = self._pictures.of(item.kind, self._slots_of(item))
        pictures = tuple(Picture(role, str(self._path / name)) for role, name in found.items())
        if not pictures or item.kind is not Kind.SEASON or item.path != str(self._path):
            return pictures
        inner = [folder.artwork_of(item) for folder in self._folders_of_season(item.season)]
        chosen = {picture.role: picture for picture in chain(pictures, *reversed(inner))}
        return tuple(chosen[role] for role in PictureRole if role in chosen)

    def is_away(self, picture: Picture) -> bool:
        """Whether one of those that `artwork_of` names lies in another folder."""
        return Path(picture.location).parent != self._path

    def owners(self, pictures: Iterable[str]) -> tuple[list[str], list[Item]]:
        """Whose some of the pictures in this folder are.

        Args:
            pictures: Names of files.

        Returns:
            The NFO files of their items, and those items that have none in this folder.
        """
        nfos: dict[str, None] = {}
        items: dict[Item, None] = {}
        for slot in dict.fromkeys(self._pictures.slots[name] for name in pictures if name in self._pictures.slots):
            if nfo := self._nfo_of(slot):
                nfos[nfo] = None
            elif item := self._item_in(slot):
                items[item] = None
        return list(nfos), list(items)

    def described_by(self, nfo: str) -> list[Item]:
        """The items with pictures whose NFO file this is, as far as names tell; for a file that says nothing itself."""
        slots = [slot for slot in dict.fromkeys(self._pictures.slots.values()) if self._nfo_of(slot) == nfo]
        return list(dict.fromkeys(item for slot in slots if (item := self._item_in(slot))))

    @cached_property
    def _pictures(self) -> Pictures:
        return Pictures(self._names, {*self._videos, *self._films, *self._nfos} - {_FOLDER_NFO})

    @cached_property
    def _folder_item(self) -> Item | None:
        """What the folder itself is; None: nothing that can be told, or several films."""
        path = str(self._path)
        for kind, stem in _NFO_OF_FOLDER.items():
            if stem in self._nfos:
                return Item(path, kind)
        if _SEASON_NFO in self._nfos or (self._in_name is not None and self._holds_episodes):
            return self._season(None)
        film = self._only_film
        if film:
            return self._video(film)
        if self._are_versions or (not self._videos and _FOLDER_NFO in self._nfos):
            return Item(path, Kind.MOVIE)
        if not self._videos and any(season_of_folder(each) is not None for each in self._folders):
            return Item(path, Kind.SHOW)
        return Item(path, Kind.ALBUM) if self._has_audio and not self._videos else None

    @property
    def _only_film(self) -> str | None:
        """The stem of the one film in this folder; an episode is none."""
        stems = list(self._films)
        return stems[0] if len(stems) == 1 and not _EPISODE.fullmatch(stems[0]) else None

    @cached_property
    def _are_versions(self) -> bool:
        """Whether all films here are versions of one: Plex and Jellyfin want them to begin as their folder does."""
        name = self._path.name.lower()
        return (
            len(self._films) > 1
            and _WITH_YEAR.fullmatch(name) is not None
            and not any(map(_EPISODE.fullmatch, self._films))
            and all(film.startswith(name) and _VERSION.fullmatch(film[len(name) :]) for film in self._films)
        )

    @cached_property
    def _folder_nfos(self) -> tuple[str, ...]:
        """The NFO files that are for the film of this folder, whatever its file is called; the preferred one first."""
        name = self._path.name.lower()
        is_taken = not self._films or name in self._videos or name in self._films
        stems = (_FOLDER_NFO,) if is_taken else (_FOLDER_NFO, name)
        return tuple(self._nfos[stem] for stem in stems if stem in self._nfos)

    def _season(self, number: int | None) -> Item:
        """A season, of the show that has this folder or the one above."""
        number = self._in_name if number is None else number
        if number is None:
            return Item(str(self._path), Kind.SEASON)
        is_shows = _NFO_OF_FOLDER[Kind.SHOW] in self._nfos or (self._in_name is None and not self._is_in_show)
        return Item(str(self._path if is_shows else self._path.parent), Kind.SEASON, number)

    def _folders_of_season(self, number: int | None) -> Iterator[MediaFolder]:
        """Asks the disk, for each season that has pictures, or that something is said of, beside its show."""
        for name in sorted(self._folders):
            if number is not None and season_of_folder(name) == number:
                names: list[str] = []
                with suppress(OSError), os.scandir(reachable(str(self._path / name))) as entries:
                    names += [entry.name for entry in entries if not entry.is_dir()]
                yield MediaFolder(self._path / name, names)

    @cached_property
    def _in_name(self) -> int | None:
        return season_of_folder(self._path.name)

    @property
    def _holds_episodes(self) -> bool:
        return any(map(_EPISODE.fullmatch, self._videos)) or self._is_in_show

    @cached_property
    def _is_in_show(self) -> bool:
        """Asks the disk, which is rarely necessary."""
        show = self._path.parent / f"{_NFO_OF_FOLDER[Kind.SHOW]}.nfo"
        return os.path.exists(reachable(str(show)))  # noqa: PTH110  it never raises

    def _video(self, stem: str) -> Item:
        """What a video is that has no NFO file."""
        path = str(self._path / (self._videos.get(stem) or self._films[stem]))
        episode = _EPISODE.fullmatch(stem)
        if episode:
            return Item(path, Kind.EPISODE, int(episode[1] or episode[3]), int(episode[2] or episode[4]))
        return Item(path, Kind.MOVIE)

    def _item_in(self, slot: Slot) -> Item | None:
        if slot is None:
            return self._folder_item
        if isinstance(slot, int):
            return self._season(slot)
        return self._video(slot) if slot in self._videos or slot in self._films else None

    def _slots_of(self, item: Item) -> list[Slot]:
        slots: list[Slot] = []
        if item.kind in (Kind.MOVIE, Kind.EPISODE):
            stem = Path(item.path).name.lower()
            head, _, extension = stem.rpartition(".")
            stem = head if VIDEO_EXTENSION.fullmatch(extension) else stem
            slots = [stem, _whole(stem)]
        elif item.kind is Kind.SEASON and item.season is not None:
            slots = [item.season]
        folder = self._folder_item
        if folder and (folder.path, folder.kind, folder.season) == (item.path, item.kind, item.season):
            slots += [None, self._path.name.lower()]
        return slots

    def _nfo_of(self, slot: Slot) -> str | None:
        if isinstance(slot, int):
            stems = ["season-specials"] if slot == 0 else []
            stems += [f"season{slot:02}", f"season{slot}"]
            return next((self._nfos[stem] for stem in stems if stem in self._nfos), None)
        if isinstance(slot, str):
            return self._nfo_of_video(slot)
        folder = self._folder_item
        if folder is None:
            return None
        if folder.kind is Kind.MOVIE:
            return self._nfo_of_video(self._only_film) if self._only_film else next(iter(self._folder_nfos), None)
        if folder.kind is Kind.SEASON:
            return self._nfos.get(_SEASON_NFO) or (self._nfo_of(folder.season) if folder.season is not None else None)
        return self._nfos.get(_NFO_OF_FOLDER[folder.kind])

    def _has_movie_nfo(self, stem: str) -> bool:
        """Whether the one film of this folder has this stem, and a ``movie.nfo``."""
        return _FOLDER_NFO in self._nfos and self._only_film == _whole(stem)

    def _nfo_of_video(self, stem: str) -> str | None:
        if self._has_movie_nfo(stem):
            return self._nfos[_FOLDER_NFO]
        name = self._videos.get(stem) or self._films.get(stem) or stem
        own = self._own_nfo(stem, name) or self._own_nfo(_whole(stem), name)
        folder_nfo = next(iter(self._folder_nfos), None)
        if own or not folder_nfo:
            return own
        return folder_nfo if self.media_of(folder_nfo) == str(self._path / name) else None

    def _own_nfo(self, film: str, name: str) -> str | None:
        return self._nfos.get(film) or self._nfos.get(name.lower().rpartition(".")[0])


def _whole(stem: str) -> str:
    """The stem of a film, given that of one of its parts."""
    part = _PART.fullmatch(stem)
    return part[1] if part else stem
