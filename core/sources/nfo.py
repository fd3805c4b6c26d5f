"""NFO files: what a file of metadata beside the media says (https://kodi.wiki/view/NFO_files)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from core.model import Kind, Metadata
from core.phrases import phrase
from core.sources import nfo_cast
from core.sources import nfo_values as values
from core.sources.nfo_contents import Cast, Contents
from core.sources.nfo_fields import ID_NAMES, Fields, NfoProblem, Row
from core.sources.nfo_text import Incomplete, Malformed, NfoError
from core.sources.nfo_usual import is_light, usual

__all__ = ["MAX_BYTES", "Incomplete", "Malformed", "NfoDocument", "NfoEntry", "NfoError", "NfoProblem", "parse"]

MAX_BYTES = 10 * 1024 * 1024
"""A larger file is refused. Real ones end at some hundred kilobytes."""

_VIDEOS = ("movie", "tvshow", "season", "episodedetails", "musicvideo")
_LARGE_CAST = 2_000
"""Bytes of a cast that take less time when they are read apart, beside a tree of the rest."""
_LINE = attrgetter("line")


class NfoEntry(NamedTuple):
    """One item that an NFO file describes."""

    kind: Kind
    metadata: Metadata
    """Its artwork are addresses, if they were asked for."""
    season: int | None = None
    """Of a season or an episode, as far as the file says."""
    episode: int | None = None


class NfoDocument(NamedTuple):
    """What an NFO file says."""

    root: str
    """Name of the root element that was read, such as ``movie``; "" when the file holds none (a mere address, or
    a text that is no NFO of Kodi's kind)."""
    entries: tuple[NfoEntry, ...] = ()
    """Several are the episodes of one video, or a show and the names of its seasons. None: another kind of file."""
    problems: tuple[NfoProblem, ...] = ()
    """Values that could not be read, and are not in `entries`."""


def parse(data: bytes, *, pictures: bool = False) -> NfoDocument:
    """Read an NFO file. Safe for any bytes, from any thread.

    Neither entities of its own nor anything outside of the file is ever read.

    Args:
        data: The file.
        pictures: Whether to read the addresses of a poster and a background, too.

    Raises:
        Incomplete: The file ends in the middle.
        Malformed: It cannot be read, or is larger than `MAX_BYTES`.
    """
    if len(data) > MAX_BYTES:
        raise Malformed(
            1, phrase("the file has {size:,} bytes; at most {limit:,} are allowed", size=len(data), limit=MAX_BYTES)
        )
    document = _document(_read(data, pictures), pictures)
    if not document.problems:
        return document
    # Only now it is worth the time to find out where everything stands.
    return document._replace(problems=_document(_parsed(data, pictures, placed=True), pictures).problems)


def _read(data: bytes, pictures: bool) -> Iterable[tuple[str, Contents | None, int]]:
    light = not pictures and is_light(data)
    found = nfo_cast.cut(data, 0 if light else _LARGE_CAST)
    if found:
        rest, cast = found
        try:
            roots = [*_read_rest(rest, light, pictures)]
        except NfoError:
            roots = []  # with the lines of the whole file it is told better
        match roots:
            case [(name, Contents(cast=Cast(names=[nfo_cast.HERE])) as contents, line)]:
                return [(name, contents._replace(cast=cast), line)]
    return _read_rest(data, light, pictures)


def _read_rest(data: bytes, light: bool, pictures: bool) -> Iterable[tuple[str, Contents | None, int]]:
    root = usual(data, _VIDEOS) if light else None
    return [(*root, 0)] if root else _parsed(data, pictures)


def _document(roots: Iterable[tuple[str, Contents | None, int]], pictures: bool) -> NfoDocument:
    problems: list[NfoProblem] = []
    name = ""
    entries: list[NfoEntry] = []
    for name, contents, line in roots:
        if contents:
            entries += _READERS[name](Fields(contents, line, problems), pictures)
    return NfoDocument(name, tuple(entries), tuple(sorted(problems, key=_LINE)))


def _parsed(data: bytes, pictures: bool, *, placed: bool = False) -> Iterator[tuple[str, Contents | None, int]]:
    from core.sources.nfo_tree import parsed  # noqa: PLC0415  brings in lxml, which files of the usual form need not

    return parsed(data, _READERS, _NAMES_WITH_PICTURES if pictures else _NAMES, placed=placed)


_VIDEO: tuple[Row, ...] = (
    ("title", "title", None),
    ("sorttitle", "sort_title", None),
    ("originaltitle", "original_title", None),
    ("plot", "summary", None),
    ("outline", "summary", None),
    ("tagline", "tagline", None),
    ("studio", "studio", values.first_name),
    ("mpaa", "content_rating", values.content_rating),
    ("certification", "content_rating", values.content_rating),
    ("genre", "genres", values.names),
    ("country", "countries", values.names),
    ("director", "directors", values.names),
    ("credits", "writers", values.names),
    ("writer", "writers", values.names),
    ("set", "collections", values.unique),
    ("tag", "labels", values.names),
    ("mood", "moods", values.names),
    ("style", "styles", values.names),
)
_VIDEO_DATES = ("premiered", "aired", "releasedate", "year")
_EPISODE_DATES = ("aired", "releasedate", "premiered", "year")
"""Kodi writes the first day of the whole show into an episode's ``<premiered>``."""
_MUSIC: tuple[Row, ...] = (
    ("sortname", "sort_title", None),
    ("sorttitle", "sort_title", None),
    ("label", "studio", values.first_name),
    ("studio", "studio", values.first_name),
    ("genre", "genres", values.names),
    ("country", "countries", values.names),
    ("tag", "labels", values.names),
    ("mood", "moods", values.names),
    ("style", "styles", values.names),
)
_MUSIC_DATES = ("releasedate", "originalreleasedate", "premiered", "year")
_ARTIST: tuple[Row, ...] = (
    ("name", "title", None),
    ("title", "title", None),
    ("biography", "summary", None),
    ("plot", "summary", None),
    *_MUSIC,
)
_ALBUM: tuple[Row, ...] = (
    ("title", "title", None),
    ("review", "summary", None),
    ("plot", "summary", None),
    *_MUSIC,
)


def _video(fields: Fields, dates: tuple[str, ...] = _VIDEO_DATES) -> Metadata:
    said = fields.read(_VIDEO)
    said["date"] = fields.date(*dates)
    said["rating"], said["audience_rating"] = fields.ratings()
    said["user_rating"] = fields.own_rating()
    said["actors"], said["unique_ids"] = fields.actors(), fields.unique_ids()
    return Metadata(**said)


def _music(fields: Fields, rows: tuple[Row, ...], ids: tuple[str, ...]) -> Metadata:
    said = fields.read(rows)
    said["date"] = fields.date(*_MUSIC_DATES)
    said["rating"], said["audience_rating"] = fields.ratings()
    said["user_rating"] = fields.own_rating()
    said["unique_ids"] = fields.music_ids(*ids)
    return Metadata(**said)


_NUMBERS = ("seasonnumber", "season", "episode")
_ARTIST_IDS = ("musicBrainzArtistID", "musicbrainzartistid")
_ALBUM_IDS = ("musicbrainzalbumid", "musicBrainzAlbumID")
_NAMES = frozenset(
    (
        *(name for name, _, _ in (*_VIDEO, *_ARTIST, *_ALBUM)),
        *(*_VIDEO_DATES, *_MUSIC_DATES),
        *("ratings", "rating", "userrating", "uniqueid", "namedseason"),
        *(*ID_NAMES, *_ARTIST_IDS, *_ALBUM_IDS, *_NUMBERS),
    )
)
"""All elements that are read, beside the actors."""
_NAMES_WITH_PICTURES = _NAMES | {"thumb", "fanart"}


def _film(fields: Fields, pictures: bool) -> Iterator[NfoEntry]:
    yield NfoEntry(Kind.MOVIE, _with_pictures(_video(fields), fields, pictures))


def _show(fields: Fields, pictures: bool) -> Iterator[NfoEntry]:
    yield NfoEntry(Kind.SHOW, _with_pictures(_video(fields), fields, pictures))
    for season, title in fields.season_titles():
        yield NfoEntry(Kind.SEASON, Metadata(title=title), season)


def _season(fields: Fields, pictures: bool) -> Iterator[NfoEntry]:
    season = fields.count("seasonnumber", "season")
    yield NfoEntry(Kind.SEASON, _with_pictures(_video(fields), fields, pictures), season)


def _episode(fields: Fields, pictures: bool) -> Iterator[NfoEntry]:
    metadata = _with_pictures(_video(fields, _EPISODE_DATES), fields, pictures)
    yield NfoEntry(Kind.EPISODE, metadata, fields.count("season"), fields.count("episode"))


def _artist(fields: Fields, pictures: bool) -> Iterator[NfoEntry]:
    metadata = _music(fields, _ARTIST, _ARTIST_IDS)
    yield NfoEntry(Kind.ARTIST, _with_pictures(metadata, fields, pictures))


def _album(fields: Fields, pictures: bool) -> Iterator[NfoEntry]:
    metadata = _music(fields, _ALBUM, _ALBUM_IDS)
    yield NfoEntry(Kind.ALBUM, _with_pictures(metadata, fields, pictures))


def _with_pictures(metadata: Metadata, fields: Fields, pictures: bool) -> Metadata:
    return Metadata(artwork=fields.artwork()).over(metadata) if pictures else metadata


_READERS: dict[str, Callable[[Fields, bool], Iterator[NfoEntry]]] = {
    "movie": _film,
    "musicvideo": _film,
    "tvshow": _show,
    "season": _season,
    "episodedetails": _episode,
    "artist": _artist,
    "album": _album,
}
