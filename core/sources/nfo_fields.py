"""The contents of an NFO's root element, read as fields. What every kind of NFO has in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from core.model import Actor, Picture, PictureRole, UniqueId
from core.sources import nfo_values as values
from core.sources.nfo_contents import Contents, Described, Placed

_IMDB_ID, _NUMBER = re.compile(r"tt\d+"), re.compile(r"\d+")
_SOURCES = {"themoviedb": "tmdb", "thetvdb": "tvdb"}
_LEGACY_IDS = (
    *((name, "imdb", _IMDB_ID) for name in ("id", "imdbid", "imdb_id", "imdbId", "imdb")),
    *((name, "tmdb", _NUMBER) for name in ("tmdbid", "tmdbId", "tmdb")),
    *((name, "tvdb", _NUMBER) for name in ("tvdbid", "tvdbId")),
)
"""Names of elements, the source, and what its identifiers look like: ``<imdb>`` may hold a rating."""
_NO_IDS = ("0", "-1")
ID_NAMES = tuple(name for name, _, _ in _LEGACY_IDS)
"""The elements of texts from which `Fields.unique_ids` are."""

_AUDIENCE = ("tomatometerallaudience", "tomatometeravgaudience")
_SECOND = (*_AUDIENCE, "themoviedb", "tmdb")
_YES = ("true", "1", "yes")
_YEAR = len("YYYY")
_DIGITS = 6
"""At most, of the number of a season, an episode or a place in the cast."""

_PLACE = itemgetter(0)
_LAST = 10**_DIGITS

_POSTERS = ("", "poster", "thumb")
"""Aspects of a picture that is the item's own: of music and of episodes it is a thumb."""
_ADDRESS = ("http://", "https://")

Row = tuple[str, str, Callable[[Sequence[str]], object] | None]
"""A name of an element, the attribute of `Metadata` that it is for, and how its texts are read; None: it is the first
of them."""


@dataclass(frozen=True, slots=True)
class NfoProblem:
    """One value that could not be read; the rest of the file was."""

    line: int
    """0: not known, where the file was read in a way that knows no lines."""
    words: str


class Fields:
    """Reads the contents of one root element.

    Empty elements are absent ones: tools write them for "unknown". What cannot be read is added to the problems and
    counts as absent. Plain loops, here and below: a file has dozens of elements, and each step counts.
    """

    def __init__(self, contents: Contents, line: int, problems: list[NfoProblem]) -> None:
        """Read nothing yet.

        Args:
            contents: Of the root element.
            line: How many lines of the file are not in what it was parsed from.
            problems: Where to add to.
        """
        self._texts, self._described, self._cast = contents
        self._line_of_root = line
        self._problems = problems

    def read(self, rows: Iterable[Row]) -> dict[str, Any]:
        """What the elements of these names say, by the attributes of `Metadata`. The first to say something counts."""
        said: dict[str, Any] = {}
        texts = self._texts
        for name, attribute, reader in rows:
            if name in texts and attribute not in said and (found := texts[name]):
                value = reader(found) if reader else found[0]
                if value:
                    said[attribute] = value
        return said

    def date(self, *names: str) -> str | None:
        """The first known date under these names, as `Metadata.date` has it; else a year that is sure.

        A year is made more precise by a later name, but not by ``<premiered>``, which may be that of a whole show.
        """
        year = ""
        for name in names:
            for text in self._texts.get(name, ()):
                found = values.date(text)
                if found is None:
                    shown = text[: values.SHOWN]
                    self._problem(text, f"is not a date: {shown!r} (read are YYYY-MM-DD, DD.MM.YYYY and YYYY)")
                    year = year or values.year_at_least(text) or ""
                elif not year or (found.startswith(year) and name != "premiered"):
                    if len(found) > _YEAR:
                        return found
                    year = found
        return year or None

    def own_rating(self) -> float | None:
        """The owner's rating, above 0 up to 10."""
        for attributes, number in self._described.get("userrating", ()):
            if rating := self._rating(number, attributes.get("max", "")):
                return rating
        return None

    def count(self, *names: str) -> int | None:
        """The first whole number under these names that is not negative; tools write -1 for unknown."""
        for name in names:
            for text in self._texts.get(name, ()):
                if len(text) <= _DIGITS and text.isdecimal():
                    return int(text)
                if not text.startswith("-"):
                    self._problem(text, f"is not a number: {text[: values.SHOWN]!r}")
        return None

    def ratings(self) -> tuple[float | None, float | None]:
        """The critics' and the audience's rating, above 0 up to 10.

        The first is the default one, else the legacy ``<rating>``, else the first that is not an audience's. The
        second is the audience's of Rotten Tomatoes, else TMDb's, unless it is the first already.
        """
        described = self._described
        if "ratings" not in described and "rating" not in described:
            return None, None
        defaults: list[Described] = []
        rest = [*described.get("rating", ())]
        for rating in described.get("ratings", ()):
            (defaults if _said(rating[0], "default") in _YES else rest).append(rating)
        main: float | None = None
        others: dict[str, float] = {}
        for attributes, number in defaults + rest:
            if value := self._rating(number, attributes.get("max", "")):
                source = _said(attributes, "name")
                if main is None and (source not in _AUDIENCE or _said(attributes, "default") in _YES):
                    main = value
                else:
                    others[source] = value
        audience = next((others[source] for source in _SECOND if source in others), None) if others else None
        return main, audience

    def actors(self) -> tuple[Actor, ...]:
        """The cast: by ``<order>`` as far as that is given, else as written; several roles of one actor are joined."""
        cast = self._cast
        if not cast.names:
            return ()
        names = [name or "" for name in _lines(cast.names)]
        # A file on the disk of whoever wrote it is nothing that Plex could load.
        portraits = [thumb if thumb and thumb.startswith(_ADDRESS) else None for thumb in _lines(cast.thumbs)]
        people = [*map(Actor, names, _lines(cast.roles), portraits)]
        places = [
            int(order) if order and len(order) <= _DIGITS and order.isdecimal() else _LAST for order in cast.orders
        ]
        if places != sorted(places):
            people = [person for _, person in sorted(zip(places, people, strict=True), key=_PLACE)]
        return tuple(people) if len({"", *map(str.casefold, names)}) > len(people) else _joined(people)

    def season_titles(self) -> list[tuple[int, str]]:
        """The titles that a show gives to its seasons, with their numbers."""
        titles: dict[int, str] = {}
        for attributes, text in self._described.get("namedseason", ()):
            number, title = attributes.get("number", "").strip(), text
            if title and len(number) <= _DIGITS and number.isdecimal():
                titles.setdefault(int(number), title)
            elif title and not number.startswith("-"):  # Kodi's number for all seasons
                self._problem(text, f"has a number that is none: {number[: values.SHOWN]!r}")
        return list(titles.items())

    def unique_ids(self) -> tuple[UniqueId, ...]:
        """The identifiers of ``<uniqueid>``, and those that older tools wrote into elements of their own."""
        found: list[UniqueId] = []
        for attributes, value in self._described.get("uniqueid", ()):
            source = _said(attributes, "type")
            if not source and _IMDB_ID.fullmatch(value):
                source = "imdb"
            found.append(UniqueId(_SOURCES.get(source, source), value))
        texts = self._texts
        for name, source, form in _LEGACY_IDS:
            if name in texts:
                found += [UniqueId(source, value) for value in texts[name] if form.fullmatch(value)]
        return _known_ids(found)

    def music_ids(self, *names: str) -> tuple[UniqueId, ...]:
        """The identifiers of MusicBrainz under these names."""
        return _known_ids([UniqueId("mbid", value) for name in names for value in self._texts.get(name, ())])

    def artwork(self) -> tuple[Picture, ...]:
        """The addresses of the first poster (an episode's is its still) and of the first background."""
        posters = [
            text
            for attributes, text in self._described.get("thumb", ())
            if _said(attributes, "aspect") in _POSTERS and not attributes.get("season")
        ]
        found = ((PictureRole.POSTER, posters), (PictureRole.BACKGROUND, self._texts.get("fanart", ())))
        return tuple(
            Picture(role, address)
            for role, texts in found
            if (address := next((text for text in texts if text.startswith(_ADDRESS)), None))
        )

    def _rating(self, number: str, limit: str) -> float | None:
        """A rating on a scale to 10; None when it is unknown (0, -1 or empty)."""
        try:
            return values.rating(number, limit)
        except values.NoRating as error:
            self._problem(limit if error.is_about_limit else number, str(error))
            return None

    def _problem(self, text: str, words: str) -> None:
        name, line = (text.element, text.line) if isinstance(text, Placed) else ("", 0)
        self._problems.append(NfoProblem(self._line_of_root + line, f"<{name}> {words}"))


def _said(attributes: Mapping[str, str], name: str) -> str:
    return attributes.get(name, "").strip().lower()


def _lines(texts: Sequence[str | None]) -> Sequence[str | None]:
    if not any(texts):
        return (None,) * len(texts)
    return [(text.strip() if text.isprintable() else values.line(text)) or None if text else None for text in texts]


def _joined(people: Iterable[Actor]) -> tuple[Actor, ...]:
    """Without those who have no name, and with all roles of each actor in the first one's place."""
    cast: dict[str, Actor] = {}
    for person in people:
        if person.name:
            key = person.name.casefold()
            if known := cast.get(key):
                roles = values.unique([known.role or "", person.role or ""])
                cast[key] = Actor(known.name, " / ".join(roles) or None, known.thumb or person.thumb)
            else:
                cast[key] = person
    return tuple(cast.values())


def _known_ids(found: list[UniqueId]) -> tuple[UniqueId, ...]:
    known = [each for each in found if each.source and each.value and each.value not in _NO_IDS]
    return tuple(dict.fromkeys(known)) if len(known) > 1 else tuple(known)
