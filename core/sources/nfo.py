"""NFO files: what a file of metadata beside the media says (https://kodi.wiki/view/NFO_files)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.model import Kind, Metadata
from core.phrases import phrase
from core.sources.nfo_fields import Fields, NfoProblem
from core.sources.nfo_text import Incomplete, Malformed, NfoError

__all__ = ["MAX_BYTES", "Incomplete", "Malformed", "NfoDocument", "NfoEntry", "NfoError", "NfoProblem", "parse"]

MAX_BYTES = 10 * 1024 * 1024
"""A larger file is refused. Real ones end at some hundred kilobytes."""


@dataclass(frozen=True, slots=True)
class NfoEntry:
    """One item that an NFO file describes."""

    kind: Kind
    metadata: Metadata
    """Its artwork are addresses, if they were asked for."""
    season: int | None = None
    """Of a season or an episode, as far as the file says."""
    episode: int | None = None


@dataclass(frozen=True, slots=True)
class NfoDocument:
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
    from core.sources.nfo_tree import elements  # noqa: PLC0415  brings in lxml

    problems: list[NfoProblem] = []
    name = ""
    entries: list[NfoEntry] = []
    for name, element, line in elements(data, _READERS):
        if element is not None:
            fields = Fields(element, line, problems)
            entries += _READERS[name](fields, pictures)
    return NfoDocument(name, tuple(entries), tuple(problems))


_VIDEO_DATES = ("premiered", "aired", "releasedate", "year")
_EPISODE_DATES = ("aired", "releasedate", "premiered", "year")
"""Kodi writes the first day of the whole show into an episode's ``<premiered>``."""


def _video(fields: Fields, dates: tuple[str, ...] = _VIDEO_DATES) -> Metadata:
    rating, audience_rating = fields.ratings()
    return Metadata(
        title=fields.line("title"),
        sort_title=fields.line("sorttitle"),
        original_title=fields.line("originaltitle"),
        summary=fields.prose("plot", "outline"),
        tagline=fields.line("tagline"),
        studio=fields.first("studio"),
        content_rating=fields.content_rating("mpaa", "certification"),
        date=fields.date(*dates),
        rating=rating,
        audience_rating=audience_rating,
        user_rating=fields.own_rating(),
        genres=fields.names("genre"),
        countries=fields.names("country"),
        directors=fields.names("director"),
        writers=fields.names("credits") or fields.names("writer"),
        actors=fields.actors(),
        collections=fields.collections(),
        labels=fields.names("tag"),
        moods=fields.names("mood"),
        styles=fields.names("style"),
        unique_ids=fields.unique_ids(),
    )


def _music(fields: Fields, titles: tuple[str, ...], summaries: tuple[str, ...], ids: tuple[str, ...]) -> Metadata:
    rating, audience_rating = fields.ratings()
    return Metadata(
        title=fields.line(*titles),
        sort_title=fields.line("sortname", "sorttitle"),
        summary=fields.prose(*summaries),
        studio=fields.first("label", "studio"),
        date=fields.date("releasedate", "originalreleasedate", "premiered", "year"),
        rating=rating,
        audience_rating=audience_rating,
        user_rating=fields.own_rating(),
        genres=fields.names("genre"),
        countries=fields.names("country"),
        labels=fields.names("tag"),
        moods=fields.names("mood"),
        styles=fields.names("style"),
        unique_ids=fields.music_ids(*ids),
    )


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
    ids = ("musicBrainzArtistID", "musicbrainzartistid")
    metadata = _music(fields, ("name", "title"), ("biography", "plot"), ids)
    yield NfoEntry(Kind.ARTIST, _with_pictures(metadata, fields, pictures))


def _album(fields: Fields, pictures: bool) -> Iterator[NfoEntry]:
    ids = ("musicbrainzalbumid", "musicBrainzAlbumID")
    metadata = _music(fields, ("title",), ("review", "plot"), ids)
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
