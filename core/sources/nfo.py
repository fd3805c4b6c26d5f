"""NFO files: what a file of metadata beside the media says (https://kodi.wiki/view/NFO_files)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from lxml import etree

from core.model import Kind, Metadata
from core.phrases import phrase
from core.sources.nfo_contents import Contents, of_tree
from core.sources.nfo_fields import ID_NAMES, Fields, NfoProblem, Row
from core.sources.nfo_text import Incomplete, Malformed, NfoError, Root, find_roots, mend, to_utf8
from core.sources.nfo_usual import usual

__all__ = ["MAX_BYTES", "Incomplete", "Malformed", "NfoDocument", "NfoEntry", "NfoError", "NfoProblem", "parse"]

MAX_BYTES = 10 * 1024 * 1024
"""A larger file is refused. Real ones end at some hundred kilobytes."""

_PARSER = etree.XMLParser(
    encoding="utf-8",
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
"""Making one takes longer than parsing a usual file. Threads take turns with it: lxml sees to that."""
_PLACE = re.compile(r", line \d+, column \d+.*", re.DOTALL)
_USUAL = re.compile(
    rb"(?:\xef\xbb\xbf)?<\?xml version=[\"']1.0[\"'] encoding=[\"']utf-8[\"'][^<>]*\?>\s*<", re.IGNORECASE
)
"""How nearly every file begins. What follows may be handed to the parser as it is, which takes half of the time."""
_LINE = attrgetter("line")
_REPEATED = "episodedetails"
"""A video with several episodes has several roots in its file."""
_VIDEOS = ("movie", "tvshow", "season", "episodedetails", "musicvideo")
_WRAPPERS = ("episodes", "multiepisodenfo", "xbmcmultiepisode")
"""What some tools put around several episodes, to make one root element of them."""


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
    found = None if pictures else usual(data, _VIDEOS)
    document = _document([(*found, 0)] if found else _parsed(data, pictures), pictures)
    if not document.problems:
        return document
    # Only now it is worth the time to find out where everything stands.
    return document._replace(problems=_document(_parsed(data, pictures, placed=True), pictures).problems)


def _document(roots: Iterable[tuple[str, Contents | None, int]], pictures: bool) -> NfoDocument:
    problems: list[NfoProblem] = []
    name = ""
    entries: list[NfoEntry] = []
    for name, contents, line in roots:
        if contents:
            entries += _READERS[name](Fields(contents, line, problems), pictures)
    return NfoDocument(name, tuple(entries), tuple(sorted(problems, key=_LINE)))


def _parsed(data: bytes, pictures: bool, *, placed: bool = False) -> Iterator[tuple[str, Contents | None, int]]:
    """What lxml makes of `_trees`."""
    names = _NAMES_WITH_PICTURES if pictures else _NAMES
    for name, tree, line in _trees(data):
        yield name, None if tree is None else of_tree(tree, names, placed=placed), line


def _trees(data: bytes) -> Iterable[tuple[str, etree._Element | None, int]]:
    """The roots that can be read, with the number of lines above each; or the name of one that cannot."""
    if _USUAL.match(data) and b"<!ENTITY" not in data:
        try:
            element = _tree(data)
        except etree.XMLSyntaxError:
            pass  # Kodi may be able to read it all the same
        else:
            if element.tag in _READERS:
                return ((element.tag, element, 0),)
    roots = find_roots(to_utf8(data), _READERS, _REPEATED, _WRAPPERS)
    return [(root.name, _mended_tree(root) if root.xml else None, root.line) for root in roots]


def _tree(xml: bytes) -> etree._Element:
    root = etree.fromstring(xml, _PARSER)
    if root.nsmap:
        # A few tools declare namespaces; all of them mean Kodi's names.
        for element in root.iter():
            element.tag = etree.QName(element).localname
    return root


def _mended_tree(root: Root) -> etree._Element:
    try:
        return _tree(root.xml)
    except etree.XMLSyntaxError:
        try:
            return _tree(mend(root))
        except etree.XMLSyntaxError as error:
            line = root.line + (error.lineno or 1)
            raise Malformed(line, _PLACE.sub("", error.msg or phrase("is not XML"))) from None


_VIDEO: tuple[Row, ...] = (
    ("title", "title", None),
    ("sorttitle", "sort_title", None),
    ("originaltitle", "original_title", None),
    ("plot", "summary", None),
    ("outline", "summary", None),
    ("tagline", "tagline", None),
    ("studio", "studio", Fields.first),
    ("mpaa", "content_rating", Fields.content_rating),
    ("certification", "content_rating", Fields.content_rating),
    ("genre", "genres", Fields.names),
    ("country", "countries", Fields.names),
    ("director", "directors", Fields.names),
    ("credits", "writers", Fields.names),
    ("writer", "writers", Fields.names),
    ("set", "collections", Fields.whole),
    ("tag", "labels", Fields.names),
    ("mood", "moods", Fields.names),
    ("style", "styles", Fields.names),
)
_VIDEO_DATES = ("premiered", "aired", "releasedate", "year")
_EPISODE_DATES = ("aired", "releasedate", "premiered", "year")
"""Kodi writes the first day of the whole show into an episode's ``<premiered>``."""
_MUSIC: tuple[Row, ...] = (
    ("sortname", "sort_title", None),
    ("sorttitle", "sort_title", None),
    ("label", "studio", Fields.first),
    ("studio", "studio", Fields.first),
    ("genre", "genres", Fields.names),
    ("country", "countries", Fields.names),
    ("tag", "labels", Fields.names),
    ("mood", "moods", Fields.names),
    ("style", "styles", Fields.names),
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
