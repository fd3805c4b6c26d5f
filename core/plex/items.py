"""What Plex says about its libraries and items, read from its XML or JSON into our own vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from core.media_paths import lies_in, names_below, normalise
from core.model import Actor, Field, Kind, Metadata, PictureRole

TYPE_NUMBERS = {
    Kind.MOVIE: 1,
    Kind.SHOW: 2,
    Kind.SEASON: 3,
    Kind.EPISODE: 4,
    Kind.ARTIST: 8,
    Kind.ALBUM: 9,
    Kind.TRACK: 10,
}
"""Plex's number for each kind of item (OpenAPI document)."""
SECTION_KINDS = {
    "movie": (Kind.MOVIE,),
    "show": (Kind.SHOW, Kind.SEASON, Kind.EPISODE),
    "artist": (Kind.ARTIST, Kind.ALBUM, Kind.TRACK),
}
"""The kinds of items in each type of library, parents first; the last one has the files. Others are left alone."""

_SEASON_NUMBERS = {Kind.SEASON: "index", Kind.EPISODE: "parentIndex"}

TEXT_ATTRIBUTES = {
    Field.TITLE: "title",
    Field.SORT_TITLE: "titleSort",
    Field.ORIGINAL_TITLE: "originalTitle",
    Field.SUMMARY: "summary",
    Field.TAGLINE: "tagline",
    Field.STUDIO: "studio",
    Field.CONTENT_RATING: "contentRating",
    Field.DATE: "originallyAvailableAt",
}
RATING_ATTRIBUTES = {
    Field.RATING: "rating",
    Field.AUDIENCE_RATING: "audienceRating",
    Field.USER_RATING: "userRating",
}
TAG_ELEMENTS = {
    Field.GENRES: "Genre",
    Field.COUNTRIES: "Country",
    Field.DIRECTORS: "Director",
    Field.WRITERS: "Writer",
    Field.COLLECTIONS: "Collection",
    Field.LABELS: "Label",
    Field.MOODS: "Mood",
    Field.STYLES: "Style",
}
LOCK_NAMES = {
    **TEXT_ATTRIBUTES,
    **RATING_ATTRIBUTES,
    **{field: element.lower() for field, element in TAG_ELEMENTS.items()},
    Field.ACTORS: "actor",
}
"""What Plex calls each field in an edit and in its list of locks."""
_ABOUT = frozenset(
    {Field.TITLE, Field.SORT_TITLE, Field.SUMMARY, Field.RATING, Field.AUDIENCE_RATING, Field.USER_RATING}
)
_KEPT = frozenset({Field.COLLECTIONS, Field.LABELS, Field.ARTWORK})
FIELDS_OF = {
    Kind.MOVIE: frozenset(Field),
    Kind.SHOW: _ABOUT
    | _KEPT
    | {Field.ORIGINAL_TITLE, Field.TAGLINE, Field.STUDIO, Field.CONTENT_RATING, Field.DATE, Field.GENRES, Field.ACTORS},
    Kind.SEASON: (_ABOUT - {Field.SORT_TITLE}) | _KEPT,
    Kind.EPISODE: _ABOUT | _KEPT | {Field.CONTENT_RATING, Field.DATE, Field.DIRECTORS, Field.WRITERS, Field.ACTORS},
    Kind.ARTIST: _ABOUT | _KEPT | {Field.GENRES, Field.COUNTRIES, Field.MOODS, Field.STYLES},
    Kind.ALBUM: _ABOUT | _KEPT | {Field.STUDIO, Field.DATE, Field.GENRES, Field.MOODS, Field.STYLES},
    Kind.TRACK: frozenset[Field](),
}
"""What Plex has for each kind of item (the mixins of plexapi, and the OpenAPI document for actors)."""
PICTURE_ELEMENTS = {
    PictureRole.POSTER: "thumb",
    PictureRole.BACKGROUND: "art",
    PictureRole.CLEAR_LOGO: "clearLogo",
    PictureRole.SQUARE_ART: "squareArt",
}
"""What Plex calls each picture in its list of locks."""
# By the names of `Metadata`'s attributes: an enumeration's value is slow to get for every item.
_TEXTS = tuple((field.value, name) for field, name in TEXT_ATTRIBUTES.items())
_RATINGS = tuple((field.value, name) for field, name in RATING_ATTRIBUTES.items())
_TAGS = tuple((field.value, element) for field, element in TAG_ELEMENTS.items())
_LOCKED_FIELDS = {name: field for field, name in LOCK_NAMES.items()}
_LOCKED_PICTURES = {name: role for role, name in PICTURE_ELEMENTS.items()}
_TRUE = (True, "1", "true")
_NEVER_READ = ("Media", "Guid", "Image", "UltraBlurColors")
_NEVER_READ_FIELDS = (
    "key",
    "guid",
    "slug",
    "librarySectionTitle",
    "librarySectionKey",
    "thumb",
    "art",
    "duration",
    "year",
    "addedAt",
)
_ALWAYS_READ = frozenset({Field.TITLE, Field.SORT_TITLE})
"""The one names an item, the other follows it."""


_READ = frozenset(
    (
        *(
            "ratingKey",
            "librarySectionID",
            "parentRatingKey",
            "updatedAt",
            "tag",
            "role",
            "thumb",
            "name",
            "locked",
            "file",
        ),
        *TEXT_ATTRIBUTES.values(),
        *RATING_ATTRIBUTES.values(),
    )
)
"""The attributes that are read of an item and what belongs to it."""
_LARGEST = 2**63 - 1


class Malformed(Exception):
    """An answer that no Plex server gives. A fault of our own in reading a good one is something else."""


@dataclass(frozen=True, slots=True)
class Server:
    """Who answered."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Section:
    """A library."""

    id: int
    uuid: str
    """Never the same for two libraries, on whatever server."""
    title: str
    type: str
    """One of `SECTION_KINDS`."""
    agent: str
    locations: tuple[str, ...]
    content_changed_at: int
    """A counter that moves on whenever the content of the library does."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of items it has, parents first; the last one has the files."""
        return SECTION_KINDS[self.type]

    def spell(self, path: str) -> str:
        r"""A path in this library as its server writes it, as far as that is known; Windows has ``\``."""
        for location in self.locations:
            if lies_in(normalise(path), normalise(location)):
                separator = "\\" if "\\" in location else "/"
                return separator.join([location.rstrip("/\\"), *names_below(location, path)])
        return path

    @property
    def reads_nfo_itself(self) -> bool:
        """Whether Plex's own NFO agent serves this library: then it wants a refresh, not an edit (server 1.43.1)."""
        return self.agent.startswith("tv.plex.agents.nfo.")


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One item of a listing: enough to find it by its files, not enough to compare it (its tags are cut short)."""

    rating_key: int
    kind: Kind
    title: str
    files: tuple[str, ...]
    """All parts of all versions, or a show's folders, as normalised server paths."""
    guids: tuple[str, ...]
    """Such as ``imdb://tt0017136``."""
    parent: int | None
    """The rating key of an episode's season, a season's show, a track's album or an album's artist."""
    top: int | None
    """The rating key of the show or artist that it belongs to."""
    season: int | None
    """The number of a season, or of an episode's; 0: specials."""
    episode: int | None
    updated_at: int
    """Unix seconds."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a listing."""

    items: tuple[ListedItem, ...]
    """Those of a kind that Recloser knows."""
    length: int
    """How many items the answer had."""
    total: int
    """How many items the whole listing has."""


@dataclass(frozen=True, slots=True)
class PlexItem:
    """One item, with everything Plex knows of it."""

    rating_key: int
    section: int
    metadata: Metadata
    """What it looks like now, in the fields that were asked for."""
    locked: frozenset[Field]
    files: tuple[str, ...]
    """All parts of all versions, as normalised server paths; known only when everything was asked for."""
    title: str = ""
    updated_at: int = 0
    """Plex's own mark of the item's state: another one after every change."""
    parent: int = 0
    """The rating key of an album's artist, an episode's season, a season's show; 0: it has none."""
    locked_pictures: frozenset[PictureRole] = frozenset()


@dataclass(frozen=True, slots=True)
class ListedPicture:
    """One of the pictures that Plex has for an item."""

    key: str
    """By which it can be chosen again."""
    selected: bool
    """Whether it is the one that is shown."""


def leaving_out(fields: Collection[Field]) -> dict[str, str]:
    """What makes ``GET /library/metadata/{ids}`` cheaper when only `fields` are looked at; the server may ignore it."""
    tags = {**TAG_ELEMENTS, Field.ACTORS: "Role"}
    elements = [*_NEVER_READ, *(element for field, element in tags.items() if field not in fields)]
    texts = [name for field, name in TEXT_ATTRIBUTES.items() if field not in fields and field not in _ALWAYS_READ]
    return {"excludeElements": ",".join(elements), "excludeFields": ",".join([*_NEVER_READ_FIELDS, *texts])}


def read_sections(root: Element) -> tuple[Section, ...]:
    """The libraries of a kind that Recloser serves, from ``GET /library/sections``.

    As all that follow, it raises `Malformed` for what Plex never says.
    """
    return tuple(
        Section(
            id=_whole(directory.get("key")),
            uuid=directory.get("uuid", ""),
            title=directory.get("title", ""),
            type=directory.get("type", ""),
            agent=directory.get("agent", ""),
            locations=tuple(location.get("path", "") for location in directory.iter("Location")),
            content_changed_at=_whole(directory.get("contentChangedAt")),
        )
        for directory in root.iter("Directory")
        if directory.get("type") in SECTION_KINDS
    )


def read_page(root: Element) -> Page:
    """One page of ``GET /library/sections/{id}/all``."""
    found = list(_items(root))
    items = tuple(_read_listed(item) for item in found if item.get("type") in TYPE_NUMBERS)
    return Page(items, len(found), total=_whole(root.get("totalSize") or root.get("size")) or len(found))


def read_items(container: Mapping[str, Any]) -> tuple[PlexItem, ...]:
    """The items of ``GET /library/metadata/{ids}``, from JSON in which numbers are texts."""
    section = container.get("librarySectionID", "0")
    try:
        return tuple([_read_item(item, section) for item in container.get("Metadata") or () if item.get("ratingKey")])
    except (AttributeError, TypeError) as error:
        # Looked at only now, because it takes as long as reading.
        if _are_items(container.get("Metadata") or []) and isinstance(section, str):
            raise
        raise Malformed("Plex's items look different") from error


def as_in_json(element: Element) -> dict[str, Any]:
    """What XML says, in the form in which Plex says it in JSON: elements of a name are a list, items are `Metadata`."""
    lists: dict[str, list[dict[str, Any]]] = {}
    for child in element:
        lists.setdefault("Metadata" if child.get("ratingKey") else child.tag, []).append(as_in_json(child))
    return {**lists, **element.attrib}


def read_pictures(root: Element) -> tuple[ListedPicture, ...]:
    """The pictures of ``GET /library/metadata/{id}/posters`` and its likes."""
    return tuple(
        ListedPicture(photo.get("ratingKey") or photo.get("key") or "", photo.get("selected") in ("1", "true"))
        for photo in root
    )


def _whole(text: str | None) -> int:
    """A number as it may stand in the database, where it goes; a missing one is 0."""
    try:
        number = int(text or 0)
    except ValueError:
        number = -1
    if not 0 <= number <= _LARGEST:
        raise Malformed(f"{text} is no number of Plex's")
    return number


def _items(root: Element) -> Iterator[Element]:
    return (child for child in root if child.get("ratingKey"))


def _read_listed(item: Element) -> ListedItem:
    kind = Kind(item.get("type", ""))
    parent = _optional(item.get("parentRatingKey"))
    return ListedItem(
        rating_key=_whole(item.get("ratingKey")),
        kind=kind,
        title=item.get("title", ""),
        files=_folders(item) if kind is Kind.SHOW else _files(item),
        guids=tuple(guid.get("id", "") for guid in item.iter("Guid") if guid.get("id")),
        parent=parent,
        top=_optional(item.get("grandparentRatingKey")) or parent,
        season=_optional(item.get(_SEASON_NUMBERS[kind])) if kind in _SEASON_NUMBERS else None,
        episode=_optional(item.get("index")) if kind is Kind.EPISODE else None,
        updated_at=_whole(item.get("updatedAt")),
    )


def _optional(text: str | None) -> int | None:
    return _whole(text) if text else None


def _folders(show: Element) -> tuple[str, ...]:
    """Known only when the listing was asked to name them."""
    return tuple(normalise(location.get("path", "")) for location in show.iter("Location") if location.get("path"))


def _files(video: Element) -> tuple[str, ...]:
    return tuple(normalise(part.get("file", "")) for part in video.iter("Part") if part.get("file"))


def _read_item(item: Mapping[str, Any], default_section: str) -> PlexItem:
    texts = {attribute: item.get(name) or None for attribute, name in _TEXTS}
    texts["sort_title"] = texts["sort_title"] or texts["title"]  # Plex does not show one that is the title
    ratings = {attribute: _number(item[name]) for attribute, name in _RATINGS if name in item}
    tags = {
        attribute: tuple([tag.get("tag", "") for tag in item[name] or ()]) for attribute, name in _TAGS if name in item
    }
    actors = [
        Actor(role.get("tag", ""), role.get("role") or None, role.get("thumb") or None)
        for role in item.get("Role") or ()
    ]
    locks = {field.get("name", "") for field in item.get("Field") or () if field.get("locked") in _TRUE}
    files = [part["file"] for media in item.get("Media") or () for part in media.get("Part") or () if part.get("file")]
    return PlexItem(
        rating_key=_whole(item.get("ratingKey")),
        section=_whole(item.get("librarySectionID") or default_section),
        metadata=Metadata(**texts, **ratings, **tags, actors=tuple(actors)),  # type: ignore[arg-type]  # the tables above pair every field with its type
        locked=frozenset([_LOCKED_FIELDS[name] for name in locks if name in _LOCKED_FIELDS]),
        files=tuple(map(normalise, files)),
        title=item.get("title", ""),
        updated_at=_whole(item.get("updatedAt")),
        parent=_whole(item.get("parentRatingKey")),
        locked_pictures=frozenset([_LOCKED_PICTURES[name] for name in locks if name in _LOCKED_PICTURES]),
    )


def _are_items(found: Any) -> bool:
    """Whether this is made as Plex makes its items, as far as they are read."""
    parts = ("Media", "Part", "Role", "Field", *TAG_ELEMENTS.values())
    return isinstance(found, list) and all(
        isinstance(each, dict)
        and all(
            _are_items(value) if name in parts else isinstance(value, str | bool | None) or name not in _READ
            for name, value in each.items()
        )
        for each in found
    )


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
