"""What a picture beside the media is for, told from its name alone.

The names follow Kodi (https://kodi.wiki/view/Artwork_types) and Plex
(https://support.plex.tv/articles/200220677-local-media-assets-movies/).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from core.model import Kind, PictureRole

Slot = str | int | None
"""Whose picture it is, as far as its name says: that of the video with this stem (in lower case), of the season with
this number, or of whatever the folder is."""

_EXTENSIONS = ("jpg", "jpeg", "png", "webp", "tbn")
"""The first one counts where two files differ in nothing else; ``.tbn`` is a JPEG or PNG of old Kodi versions."""
_BARE = ""
"""Stands for a picture that is called as its video or its season is, without a word behind."""
_WORDS: Mapping[PictureRole, tuple[str, ...]] = {
    PictureRole.BACKGROUND: ("fanart", "background", "backdrop", "art"),
    PictureRole.CLEAR_LOGO: ("clearlogo", "logo"),
    PictureRole.SQUARE_ART: ("squareart", "square", "backgroundsquare"),
}
"""The words of each role, the preferred ones first. They are a name, or stand with a dash behind that of a video."""
_POSTERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.MOVIE: ("poster", "folder", "cover", "movie", "default", _BARE),
    Kind.SHOW: ("poster", "folder", "cover", "show", "default"),
    Kind.SEASON: ("poster", "folder", "cover", _BARE),
    Kind.EPISODE: ("thumb", _BARE),
    Kind.ARTIST: ("poster", "folder", "cover", "thumb", "artist"),
    Kind.ALBUM: ("cover", "folder", "poster", "thumb", "album"),
}
"""The same for posters. A ``thumb`` is the still of an episode; beside a film it is a wide picture without a use."""
_KNOWN = frozenset(word for words in (*_WORDS.values(), *_POSTERS.values()) for word in words)
_OF_SEASON = re.compile(r"season(?:[ _.-]?(\d{1,4})|-(specials))(?:-(\w+))?")


def is_picture(name: str) -> bool:
    """Whether a file of this name may be a picture that an item should have. Hidden files are not."""
    stem, _, extension = name.rpartition(".")
    return extension.lower() in _EXTENSIONS and stem != "" and not name.startswith(".")


def season_in_name(stem: str) -> tuple[int, str] | None:
    """The season in ``season01``, ``season1-poster`` or ``season-specials-fanart``, and the word behind; lower case."""
    found = _OF_SEASON.fullmatch(stem)
    return (0 if found[2] else int(found[1]), found[3] or _BARE) if found else None


class Pictures:
    """The pictures of one folder, by whose they are."""

    def __init__(self, names: Iterable[str], stems: Collection[str]) -> None:
        """Sort them.

        Args:
            names: Of the files in the folder.
            stems: What videos and NFO files of the folder are called, in lower case and without extension.
        """
        self._found: dict[Slot, dict[str, str]] = {}
        self.slots: dict[str, Slot] = {}
        """Whose each picture is; without those that are nobody's, such as a banner."""
        for name in sorted(filter(is_picture, names), key=_by_extension):
            stem = name.lower().rpartition(".")[0]
            if place := _place(stem, stems):
                slot, word = place
                self._found.setdefault(slot, {}).setdefault(word, name)
                self.slots[name] = slot

    def of(self, kind: Kind, slots: Iterable[Slot]) -> dict[PictureRole, str]:
        """The pictures of an item: their names, by role.

        What an earlier slot has comes before what a later one has, and in one slot the order of the words decides.
        """
        chosen: dict[PictureRole, str] = {}
        wanted = {PictureRole.POSTER: _POSTERS[kind], **_WORDS}
        for found in (self._found[slot] for slot in slots if slot in self._found):
            for role, words in wanted.items():
                if name := next((found[word] for word in words if word in found), None):
                    chosen.setdefault(role, name)
        return dict(sorted(chosen.items(), key=lambda each: list(PictureRole).index(each[0])))


def _place(stem: str, stems: Collection[str]) -> tuple[Slot, str] | None:
    if stem in stems:
        return stem, _BARE
    if stem in _KNOWN:
        return None, stem
    if of_season := season_in_name(stem):
        return of_season if of_season[1] in _KNOWN else None
    head, _, word = stem.rpartition("-")
    if word in _KNOWN and (head in stems or head == "artist"):
        return (None if head not in stems else head), word
    return None


def _by_extension(name: str) -> tuple[int, str]:
    return _EXTENSIONS.index(name.lower().rpartition(".")[2]), name
