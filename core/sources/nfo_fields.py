"""The children of an NFO's root element, read as fields. What every kind of NFO has in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from core.model import Actor, Picture, PictureRole, UniqueId
from core.sources import nfo_values as values

if TYPE_CHECKING:
    # Loaded with the first file that is read: see `core.sources.nfo_tree`.
    from lxml import etree

_IMDB_ID = re.compile(r"tt\d+")
_SOURCES = {"themoviedb": "tmdb", "thetvdb": "tvdb"}
_LEGACY_IDS = (("imdbid", "imdb"), ("imdb_id", "imdb"), ("tmdbid", "tmdb"), ("tvdbid", "tvdb"))
_NO_IDS = ("0", "-1")

_AUDIENCE = ("tomatometerallaudience", "tomatometeravgaudience")
_SECOND_AUDIENCE = ("themoviedb", "tmdb")
_HIGHEST = 10.0
_PERCENT = 100.0
_YES = ("true", "1", "yes")
_SHOWN = 60
_DIGITS = 6
"""At most, of the number of a season, an episode or a place in the cast."""

_ON_SCREEN = ("", "actor", "gueststar")
"""Jellyfin writes producers and composers as actors too, told by their type."""
_ORDER = itemgetter(0)
_LAST = float("inf")

_POSTERS = ("", "poster", "thumb")
"""Aspects of a picture that is the item's own: of music and of episodes it is a thumb."""
_ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class NfoProblem:
    """One value that could not be read; the rest of the file was."""

    line: int
    words: str


@dataclass(slots=True)  # not frozen, because freezing costs
class _Rating:
    source: str
    value: float
    default: bool


class Fields:
    """Reads the children of one root element by their names.

    Empty elements are absent ones: tools write them for "unknown". What cannot be read is added to the problems and
    counts as absent. Plain loops, here and below: a file has dozens of elements, and each step counts.
    """

    def __init__(self, root: etree._Element, line: int, problems: list[NfoProblem]) -> None:
        """Sort the children by name.

        Args:
            root: The element.
            line: How many lines of the file are not in what it was parsed from.
            problems: Where to add to.
        """
        self._line_of_root = line
        self._problems = problems
        self._children: dict[str, list[etree._Element]] = {}
        for child in root:
            tag: str = child.tag
            if tag in self._children:
                self._children[tag].append(child)
            else:
                self._children[tag] = [child]

    def line(self, *names: str) -> str | None:
        """The first text there is under these names, on one line."""
        for child in self._all(names):
            if text := _line(child):
                return text
        return None

    def prose(self, *names: str) -> str | None:
        """The first text there is under these names, with its line breaks."""
        for child in self._all(names):
            if text := values.prose(_text(child)):
                return text
        return None

    def first(self, *names: str) -> str | None:
        """The first of all names under these names."""
        for name in names:
            if found := self.names(name):
                return found[0]
        return None

    def names(self, name: str) -> tuple[str, ...]:
        """All texts of this name, each split where several names stand in one element."""
        if name not in self._children:
            return ()
        found: list[str] = []
        for child in self._children[name]:
            text = _line(child)
            if " / " in text:
                found += values.split(text)
            else:
                found.append(text)
        return values.unique(found)

    def count(self, *names: str) -> int | None:
        """The first whole number under these names that is not negative; tools write -1 for unknown."""
        for child in self._all(names):
            text = _line(child)
            if len(text) <= _DIGITS and text.isdecimal():
                return int(text)
            if text and not text.startswith("-"):
                self._problem(child, f"is not a number: {text[:_SHOWN]!r}")
        return None

    def date(self, *names: str) -> str | None:
        """The first known date under these names, as `Metadata.date` has it; else a year that is sure."""
        year: str | None = None
        for child in self._all(names):
            text = _line(child)
            found = values.date(text) if text else ""
            if found is None:
                self._problem(child, f"is not a date: {text[:_SHOWN]!r} (read are YYYY-MM-DD, DD.MM.YYYY and YYYY)")
                year = year or values.year_at_least(text)
            elif found:
                return found
        return year

    def content_rating(self, *names: str) -> str | None:
        """The rating of an age (see `values.content_rating`)."""
        for child in self._all(names):
            if rating := values.content_rating(_line(child)):
                return rating
        return None

    def own_rating(self) -> float | None:
        """The owner's rating, above 0 up to 10."""
        for child in self._all(("userrating",)):
            if rating := self._rating(child, child):
                return rating
        return None

    def ratings(self) -> tuple[float | None, float | None]:
        """The critics' and the audience's rating, above 0 up to 10.

        The first is the default one, else the legacy ``<rating>``, else the first that is not an audience's. The
        second is the audience's of Rotten Tomatoes, else TMDb's, unless it is the first already.
        """
        if "ratings" not in self._children and "rating" not in self._children:
            return None, None
        found = self._ratings()
        main = next((rating for rating in found if rating.default), None)
        main = main or next((rating for rating in found if rating.source not in _AUDIENCE), None)
        others = {rating.source: rating.value for rating in found if rating is not main}
        audience = next((others[source] for source in _AUDIENCE + _SECOND_AUDIENCE if source in others), None)
        return (main.value if main else None), audience

    def actors(self) -> tuple[Actor, ...]:
        """The cast: by ``<order>`` as far as that is given, else as written; several roles of one actor are joined.

        As Kodi has it, a text in here ends where an element begins.
        """
        if "actor" not in self._children:
            return ()
        credited = [_credit(child) for child in self._children["actor"]]
        credited.sort(key=_ORDER)
        cast: dict[str, Actor] = {}
        for _, name, role, thumb in credited:
            if name:
                key = name.casefold()
                known = cast.get(key)
                if known:
                    roles = values.unique([known.role or "", role])
                    name, role, thumb = known.name, " / ".join(roles), known.thumb or thumb  # noqa: PLW2901  one person
                cast[key] = Actor(name, role or None, thumb or None)
        return tuple(cast.values())

    def collections(self) -> tuple[str, ...]:
        """The sets it belongs to: ``<set>text</set>``, or ``<set><name>text</name></set>``; Ember has ``<sets>``."""
        sets = self._all(("set",)) + [child for block in self._all(("sets",)) for child in block if child.tag == "set"]
        return values.unique([_inner(child, "name") if len(child) else _line(child) for child in sets])

    def season_titles(self) -> list[tuple[int, str]]:
        """The titles that a show gives to its seasons, with their numbers."""
        titles: dict[int, str] = {}
        for child in self._all(("namedseason",)):
            number, title = child.get("number", "").strip(), _line(child)
            if title and len(number) <= _DIGITS and number.isdecimal():
                titles.setdefault(int(number), title)
            elif title and not number.startswith("-"):  # Kodi's number for all seasons
                self._problem(child, f"has a number that is none: {number[:_SHOWN]!r}")
        return list(titles.items())

    def unique_ids(self) -> tuple[UniqueId, ...]:
        """The identifiers of ``<uniqueid>``, and those that older tools wrote into elements of their own."""
        found: list[UniqueId] = []
        for child in self._all(("uniqueid",)):
            value, source = _line(child), child.get("type", "").strip().lower()
            if not source and _IMDB_ID.fullmatch(value):
                source = "imdb"
            found.append(UniqueId(_SOURCES.get(source, source), value))
        found += [UniqueId("imdb", value) for value in map(_line, self._all(("id",))) if _IMDB_ID.fullmatch(value)]
        for name, source in _LEGACY_IDS:
            if name in self._children:
                found += [UniqueId(source, _line(child)) for child in self._children[name]]
        return _known_ids(found)

    def music_ids(self, *names: str) -> tuple[UniqueId, ...]:
        """The identifiers of MusicBrainz under these names."""
        return _known_ids([UniqueId("mbid", _line(child)) for child in self._all(names)])

    def artwork(self) -> tuple[Picture, ...]:
        """The addresses of the first poster (an episode's is its still) and of the first background."""
        backgrounds = [thumb for block in self._all(("fanart",)) for thumb in ([*block] or [block])]
        posters = [
            child
            for child in self._all(("thumb",))
            if child.get("aspect", "").strip().lower() in _POSTERS and not child.get("season")
        ]
        found = ((PictureRole.POSTER, posters), (PictureRole.BACKGROUND, backgrounds))
        return tuple(
            Picture(role, address)
            for role, children in found
            if (address := next((text for child in children if (text := _line(child)).startswith(_ADDRESS)), None))
        )

    def _all(self, names: Iterable[str]) -> list[etree._Element]:
        found: list[etree._Element] = []
        for name in names:
            if name in self._children:
                found += self._children[name]
        return found

    def _ratings(self) -> list[_Rating]:
        """The known ones: those of ``<ratings>`` marked as default come first, then the legacy one, then the rest."""
        defaults: list[etree._Element] = []
        rest = self._all(("rating",))
        for block in self._all(("ratings",)):
            for child in block:
                if child.tag == "rating":
                    is_default = child.get("default", "").strip().lower() in _YES
                    (defaults if is_default else rest).append(child)
        found = []
        for child in defaults + rest:
            number = child
            for each in child:
                if each.tag == "value":
                    number = each
                    break
            if rating := self._rating(number, child):
                found.append(_Rating(child.get("name", "").strip().lower(), rating, child in defaults))
        return found

    def _rating(self, number: etree._Element, scale: etree._Element) -> float | None:
        """A rating on a scale to 10; None when it is unknown (0, -1 or empty)."""
        text = _line(number)
        rating = values.number(text)
        if values.is_unknown(text) if rating is None else rating <= 0:
            return None
        limit = values.line(scale.get("max", ""))
        highest = values.number(limit)
        if not limit and rating is not None:
            # Where no tool says its scale, more than 10 can only be percent.
            highest = _HIGHEST if rating <= _HIGHEST else _PERCENT
        if rating is None:
            self._problem(number, f"is not a number: {text[:_SHOWN]!r}")
        elif not highest:
            self._problem(scale, f"has a max that is no number above 0: {limit[:_SHOWN]!r}")
        elif rating > highest:
            self._problem(number, f"is {text[:_SHOWN]}, which is more than its max, {highest:g}")
        else:
            return round(rating * _HIGHEST / highest, 2)
        return None

    def _problem(self, child: etree._Element, words: str) -> None:
        line: int = child.sourceline  # type: ignore[assignment]  # lxml-stubs leave its type open
        self._problems.append(NfoProblem(self._line_of_root + line, f"<{child.tag}> {words}"))


def _text(element: etree._Element) -> str:
    if not len(element):
        return element.text or ""
    for line_break in element.iter("br"):  # a plot may hold HTML
        line_break.text = "\n"
    return "".join(map(str, element.itertext()))


def _line(element: etree._Element) -> str:
    text = _text(element) if len(element) else element.text
    return values.line(text) if text else ""


def _inner(element: etree._Element, name: str) -> str:
    """The first text under this name inside of an element."""
    return next((text for child in element if child.tag == name and (text := _line(child))), "")


def _credit(actor: etree._Element) -> tuple[float, str, str, str]:
    """Order, name, role and address of a portrait; no name when it is nobody on the screen."""
    said: dict[str, str | None] = {part.tag: part.text for part in actor}
    name = said.get("name") if said else actor.text
    kind = said.get("type")
    if not name or (kind and kind.replace(" ", "").strip().lower() not in _ON_SCREEN):
        return _LAST, "", "", ""
    role, thumb, order = said.get("role"), said.get("thumb"), said.get("order")
    return (
        int(order) if order and len(order) <= _DIGITS and order.isdecimal() else _LAST,
        values.line(name),
        values.line(role) if role else "",
        # A file on the disk of whoever wrote it is nothing that Plex could load.
        values.line(thumb) if thumb and thumb.lstrip().startswith(_ADDRESS) else "",
    )


def _known_ids(found: list[UniqueId]) -> tuple[UniqueId, ...]:
    if not found:
        return ()
    return tuple(dict.fromkeys(each for each in found if each.source and each.value and each.value not in _NO_IDS))
