"""What can be delivered."""

from __future__ import annotations

from enum import StrEnum


class Field(StrEnum):
    """A field that Recloser can deliver. The values are the keys of `[fields]` in settings and of a job's metadata."""

    TITLE = "title"
    SORT_TITLE = "sort_title"
    ORIGINAL_TITLE = "original_title"
    SUMMARY = "summary"
    TAGLINE = "tagline"
    STUDIO = "studio"
    CONTENT_RATING = "content_rating"
    DATE = "date"
    RATING = "rating"
    AUDIENCE_RATING = "audience_rating"
    USER_RATING = "user_rating"
    GENRES = "genres"
    COUNTRIES = "countries"
    DIRECTORS = "directors"
    WRITERS = "writers"
    ACTORS = "actors"
    COLLECTIONS = "collections"
    LABELS = "labels"
    MOODS = "moods"
    STYLES = "styles"
    ARTWORK = "artwork"
