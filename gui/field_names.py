"""What people call the fields."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.model import Field

# Under this name pyside6-lupdate finds the words.
translate = QCoreApplication.translate


def field_name(field: Field) -> str:
    """As people call it."""
    return {
        Field.TITLE: translate("fields", "Title"),
        Field.SORT_TITLE: translate("fields", "Sort title"),
        Field.ORIGINAL_TITLE: translate("fields", "Original title"),
        Field.SUMMARY: translate("fields", "Summary"),
        Field.TAGLINE: translate("fields", "Tagline"),
        Field.STUDIO: translate("fields", "Studio"),
        Field.CONTENT_RATING: translate("fields", "Content rating"),
        Field.DATE: translate("fields", "Date"),
        Field.RATING: translate("fields", "Rating"),
        Field.AUDIENCE_RATING: translate("fields", "Audience rating"),
        Field.USER_RATING: translate("fields", "Your own rating"),
        Field.GENRES: translate("fields", "Genres"),
        Field.COUNTRIES: translate("fields", "Countries"),
        Field.DIRECTORS: translate("fields", "Directors"),
        Field.WRITERS: translate("fields", "Writers"),
        Field.ACTORS: translate("fields", "Actors"),
        Field.COLLECTIONS: translate("fields", "Collections"),
        Field.LABELS: translate("fields", "Labels"),
        Field.MOODS: translate("fields", "Moods"),
        Field.STYLES: translate("fields", "Styles"),
        Field.ARTWORK: translate("fields", "Artwork"),
    }[field]
