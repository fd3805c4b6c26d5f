"""What kinds of items a library holds, and what of them can be edited: the tables that the other modules read.

Only films are recorded. What the other kinds have follows the OpenAPI document and plexapi's mixins; how many of their
tags a listing shows is taken from films. This table is deliberately not Recloser's own: a mistake there must show here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class FieldType(Enum):
    """How a field's value is checked, stored and compared (OpenAPI document, "Media Queries")."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    """``YYYY-MM-DD``."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item."""

    number: int
    """As in ``type=1``."""
    name: str
    section_type: str
    element: str
    """What one item is called in XML."""
    fields: Mapping[str, FieldType]
    """What ``<field>.value`` may name; the names are also the attributes' and the database's."""
    tags: Mapping[str, str]
    """What ``<tag>[0].tag.tag`` may name, and the element that shows it, in the order in which they are shown."""
    images: frozenset[str]
    """What can be uploaded and locked, but has no value to edit."""
    listed_tags: Mapping[str, int]
    """How many tags of which kind a listing shows (recorded from PMS 1.43.1); of the others it shows none."""
    agent_images: tuple[str, ...]
    """Of which of its images the agent brings one of its own."""
    view: str
    """The listing's ``title2``."""
    parent: int | None = None
    """The number of the kind whose items hold those of this one."""
    child: int | None = None
    """The number of the kind that its items hold; None: they have files."""
    merges: bool = False
    """Whether an item that gets the title of another becomes one with it (OpenAPI document, "title.value usage")."""

    @property
    def lockable(self) -> frozenset[str]:
        """What ``<name>.locked`` may name."""
        return self.images.union(self.fields, self.tags)


_RATINGS = {
    "rating": FieldType.NUMBER,
    "audienceRating": FieldType.NUMBER,
    "userRating": FieldType.NUMBER,
    "addedAt": FieldType.INTEGER,
}
_DATE = {"year": FieldType.INTEGER, "originallyAvailableAt": FieldType.DATE}
_PICTURES = frozenset({"thumb", "art", "clearLogo", "squareArt"})


def _texts(*names: str) -> dict[str, FieldType]:
    return dict.fromkeys(names, FieldType.TEXT)


MOVIE = Kind(
    number=1,
    name="movie",
    section_type="movie",
    element="Video",
    fields={
        **_texts("title", "titleSort", "originalTitle", "studio", "contentRating", "summary", "tagline"),
        **_texts("editionTitle"),
        **_RATINGS,
        **_DATE,
    },
    tags={
        "genre": "Genre",
        "country": "Country",
        "collection": "Collection",
        "director": "Director",
        "writer": "Writer",
        "actor": "Role",
        "producer": "Producer",
        "similar": "Similar",
        "style": "Style",
        "mood": "Mood",
        "label": "Label",
    },
    images=_PICTURES,
    agent_images=("thumb", "art"),
    listed_tags={"genre": 2, "country": 2, "director": 2, "writer": 2, "actor": 3},
    view="All Movies",
)

SHOW = Kind(
    number=2,
    name="show",
    section_type="show",
    element="Directory",
    fields={
        **_texts("title", "titleSort", "originalTitle", "studio", "contentRating", "summary", "tagline"),
        **_texts("editionTitle"),
        **_RATINGS,
        **_DATE,
    },
    tags={
        "genre": "Genre",
        "collection": "Collection",
        "actor": "Role",
        "similar": "Similar",
        "label": "Label",
    },
    images=_PICTURES,
    agent_images=("thumb", "art"),
    listed_tags={"genre": 2, "actor": 3},
    view="All Shows",
    child=3,
)

SEASON = Kind(
    number=3,
    name="season",
    section_type="show",
    element="Directory",
    fields={**_texts("title", "summary"), **_RATINGS},
    tags={"collection": "Collection", "label": "Label"},
    images=_PICTURES,
    agent_images=("thumb",),
    listed_tags={},
    view="All Seasons",
    parent=2,
    child=4,
)

EPISODE = Kind(
    number=4,
    name="episode",
    section_type="show",
    element="Video",
    fields={**_texts("title", "titleSort", "contentRating", "summary"), **_RATINGS, **_DATE},
    tags={
        "collection": "Collection",
        "director": "Director",
        "writer": "Writer",
        "actor": "Role",
        "producer": "Producer",
        "label": "Label",
    },
    images=_PICTURES,
    agent_images=("thumb",),
    listed_tags={"director": 2, "writer": 2, "actor": 3},
    view="All Episodes",
    parent=3,
)

ARTIST = Kind(
    number=8,
    name="artist",
    section_type="artist",
    element="Directory",
    fields={**_texts("title", "titleSort", "summary"), **_RATINGS},
    tags={
        "genre": "Genre",
        "country": "Country",
        "collection": "Collection",
        "similar": "Similar",
        "style": "Style",
        "mood": "Mood",
        "label": "Label",
    },
    images=_PICTURES,
    agent_images=("thumb", "art"),
    listed_tags={"genre": 2, "country": 2},
    view="All Artists",
    child=9,
    merges=True,
)

ALBUM = Kind(
    number=9,
    name="album",
    section_type="artist",
    element="Directory",
    fields={**_texts("title", "titleSort", "studio", "summary"), **_RATINGS, **_DATE},
    tags={
        "genre": "Genre",
        "collection": "Collection",
        "style": "Style",
        "mood": "Mood",
        "label": "Label",
    },
    images=_PICTURES,
    agent_images=("thumb",),
    listed_tags={"genre": 2},
    view="All Albums",
    parent=8,
    child=10,
    merges=True,
)

TRACK = Kind(
    number=10,
    name="track",
    section_type="artist",
    element="Track",
    fields={
        **_texts("title", "originalTitle"),
        **_RATINGS,
        "index": FieldType.INTEGER,
        "parentIndex": FieldType.INTEGER,
    },
    tags={"genre": "Genre", "collection": "Collection", "mood": "Mood", "label": "Label"},
    images=_PICTURES,
    agent_images=(),
    listed_tags={},
    view="All Tracks",
    parent=9,
)

KINDS: Mapping[int, Kind] = {kind.number: kind for kind in (MOVIE, SHOW, SEASON, EPISODE, ARTIST, ALBUM, TRACK)}
KINDS_BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS.values()}


def kind_of_section(section_type: str) -> Kind:
    """The kind that a listing without ``type`` shows. Raises `KeyError` for a type the simulator does not know."""
    return KINDS_BY_NAME[section_type]
