"""Listings written as a Plex server writes them (OpenAPI document; attribute names as plexapi reads them)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing
from xml.etree.ElementTree import Element, SubElement

import pytest

from core.database import Database
from core.model import Kind
from core.plex.catalog import Catalog
from core.plex.items import read_page, read_sections

_ELEMENTS = {Kind.MOVIE: "Video", Kind.EPISODE: "Video", Kind.TRACK: "Track"}


class Library:
    """The content of one library, and a catalog that has seen it."""

    def __init__(self, catalog: Catalog, key: int, type_: str, *locations: str, title: str = "") -> None:
        root = Element("MediaContainer")
        self.directory = SubElement(
            root, "Directory", key=str(key), type=type_, title=title or f"{type_} {key}", agent="tv.plex.agents.x",
            uuid=f"uuid-{key}", contentChangedAt="7",
        )  # fmt: skip
        for location in locations:
            SubElement(self.directory, "Location", path=location)
        (self.section,) = read_sections(root)
        self._catalog = catalog
        self._keys = itertools.count(key * 1000 + 1)

    def add(
        self,
        kind: Kind,
        title: str = "",
        *files: str,
        guids: tuple[str, ...] = (),
        updated: int = 1,
        **attributes: object,
    ) -> int:
        """Put an item into the catalog by way of a listing; attributes are named as in XML."""
        key = next(self._keys)
        root = Element("MediaContainer", size="1")
        shown = {"ratingKey": key, "type": kind.value, "title": title, "updatedAt": updated, **attributes}
        item = SubElement(root, _ELEMENTS.get(kind, "Directory"), {name: str(value) for name, value in shown.items()})
        if kind is Kind.SHOW:
            for file in files:
                SubElement(item, "Location", path=file)
        elif files:
            media = SubElement(item, "Media")
            for file in files:
                SubElement(media, "Part", file=file)
        for guid in guids:
            SubElement(item, "Guid", id=guid)
        self.last = read_page(root).items
        self._catalog.learn(self.section, self.last)
        return key

    def film(self, path: str, **rest: object) -> int:
        return self.add(Kind.MOVIE, path.rpartition("/")[2], path, **rest)

    def show(self, folder: str | None, title: str = "A Show") -> int:
        return self.add(Kind.SHOW, title, *([folder] if folder else []))

    def season(self, show: int, number: int) -> int:
        return self.add(Kind.SEASON, f"Season {number}", parentRatingKey=show, index=number)

    def episode(self, show: int, season: int, number: int | None, *files: str, of: int = 1, **rest: object) -> int:
        index = {} if number is None else {"index": number, "parentIndex": of}
        return self.add(
            Kind.EPISODE,
            f"Episode {number}",
            *files,
            parentRatingKey=season,
            grandparentRatingKey=show,
            **index,
            **rest,
        )

    def artist(self, title: str) -> int:
        return self.add(Kind.ARTIST, title)

    def album(self, artist: int, title: str, *files: str) -> int:
        """With one track for each file."""
        key = self.add(Kind.ALBUM, title, parentRatingKey=artist)
        for number, file in enumerate(files, 1):
            self.add(
                Kind.TRACK, f"Track {number}", file, parentRatingKey=key, grandparentRatingKey=artist, index=number
            )
        return key


class Shelf:
    """Several libraries of one server."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._libraries: list[Library] = []

    def library(self, type_: str, *locations: str) -> Library:
        library = Library(self.catalog, len(self._libraries) + 1, type_, *locations)
        self._libraries.append(library)
        self.catalog.plan([each.section for each in self._libraries])
        return library


@pytest.fixture
def database(clock) -> Iterator[Database]:
    with closing(Database(None, clock)) as database:
        yield database


@pytest.fixture
def catalog(database, clock) -> Catalog:
    return Catalog(database, clock)


@pytest.fixture
def shelf(catalog) -> Shelf:
    return Shelf(catalog)
