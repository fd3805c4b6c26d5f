"""What kinds of items a library holds, and what of them can be edited: the tables that the other modules read.

A new kind (show, episode, album ...) is a new row of `KINDS`; only its listing's grandparents need code.
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
    view: str
    """The listing's ``title2``."""

    @property
    def lockable(self) -> frozenset[str]:
        """What ``<name>.locked`` may name."""
        return self.images.union(self.fields, self.tags)


MOVIE = Kind(
    number=1,
    name="movie",
    section_type="movie",
    element="Video",
    fields={
        "title": FieldType.TEXT,
        "titleSort": FieldType.TEXT,
        "originalTitle": FieldType.TEXT,
        "studio": FieldType.TEXT,
        "contentRating": FieldType.TEXT,
        "summary": FieldType.TEXT,
        "tagline": FieldType.TEXT,
        "editionTitle": FieldType.TEXT,
        "rating": FieldType.NUMBER,
        "audienceRating": FieldType.NUMBER,
        "userRating": FieldType.NUMBER,
        "year": FieldType.INTEGER,
        "originallyAvailableAt": FieldType.DATE,
        "addedAt": FieldType.INTEGER,
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
    images=frozenset({"thumb", "art", "clearLogo", "squareArt"}),
    listed_tags={"genre": 2, "country": 2, "director": 2, "writer": 2, "actor": 3},
    view="All Movies",
)

KINDS: Mapping[int, Kind] = {kind.number: kind for kind in (MOVIE,)}


def kind_of_section(section_type: str) -> Kind:
    """The kind that a listing without ``type`` shows. Raises `KeyError` for a type the simulator does not know."""
    return {kind.section_type: kind for kind in KINDS.values()}[section_type]
