"""The children of an NFO's root element, read as fields. What every kind of NFO has in common."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from core.model import Actor, UniqueId
from core.sources import nfo_values as values

_IMDB_ID = re.compile(r"tt\d+")
_SOURCES = {"themoviedb": "tmdb", "thetvdb": "tvdb"}
_LEGACY_IDS = (("imdbid", "imdb"), ("imdb_id", "imdb"), ("tmdbid", "tmdb"))
_NO_IDS = ("0", "-1")

_AUDIENCE = ("tomatometerallaudience", "tomatometeravgaudience")
_SECOND_AUDIENCE = ("themoviedb", "tmdb")
_HIGHEST = 10.0
_PERCENT = 100.0
_SHOWN = 60

_ON_SCREEN = ("", "actor", "gueststar")
"""Jellyfin writes producers and composers as actors too, told by their type."""


@dataclass(frozen=True, slots=True)
class NfoProblem:
    """One value that could not be read; the rest of the file was."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class _Rating:
    source: str
    value: float
    default: bool


@dataclass(slots=True)  # not frozen: a file has dozens, and freezing costs
class _Credit:
    actor: Actor
    kind: str
    order: float


class Fields:
    """Reads the children of one root element by their names.

    Empty elements are absent ones: tools write them for "unknown". What cannot be read is added to `problems` and
    counts as absent.
    """

    def __init__(self, root: etree._Element) -> None:
        self.problems: list[NfoProblem] = []
        self._children: defaultdict[str, list[etree._Element]] = defaultdict(list)
        for child in root:
            self._children[child.tag].append(child)

    def line(self, *names: str) -> str | None:
        """The first text there is under these names, on one line."""
        return next(self._lines(*names), None)

    def prose(self, *names: str) -> str | None:
        """The first text there is under these names, with its line breaks."""
        return next((text for child in self._all(*names) if (text := values.prose(_text(child)))), None)

    def names(self, name: str) -> tuple[str, ...]:
        """All texts of this name, each split where several names stand in one element."""
        return values.unique(each for text in self._lines(name) for each in values.split(text))

    def date(self, *names: str) -> str | None:
        """The first known date under these names, as `Metadata.date` has it."""
        for child in self._all(*names):
            text = _line(child)
            found = values.date(text) if text else ""
            if found is None:
                self._problem(child, f"is not a date: {text[:_SHOWN]!r} (read are YYYY-MM-DD, DD.MM.YYYY and YYYY)")
            elif found:
                return found
        return None

    def content_rating(self, *names: str) -> str | None:
        """The rating of an age (see `values.content_rating`)."""
        return next((rating for text in self._lines(*names) if (rating := values.content_rating(text))), None)

    def own_rating(self) -> float | None:
        """The owner's rating, above 0 up to 10."""
        return next((rating for child in self._children["userrating"] if (rating := self._rating(child, child))), None)

    def ratings(self) -> tuple[float | None, float | None]:
        """The critics' and the audience's rating, above 0 up to 10.

        The first is the default one, else the legacy ``<rating>``, else the first that is not an audience's. The
        second is the audience's of Rotten Tomatoes, else TMDb's, unless it is the first already.
        """
        found = list(self._ratings())
        main = next((rating for rating in found if rating.default), None)
        main = main or next((rating for rating in found if rating.source not in _AUDIENCE), None)
        others = {rating.source: rating.value for rating in found if rating is not main}
        audience = next((others[source] for source in _AUDIENCE + _SECOND_AUDIENCE if source in others), None)
        return (main.value if main else None), audience

    def actors(self) -> tuple[Actor, ...]:
        """The cast: by ``<order>`` as far as that is given, else as written; several roles of one actor are joined."""
        cast: dict[str, Actor] = {}
        for credit in sorted(map(_credit, self._children["actor"]), key=lambda credit: credit.order):
            if not credit.actor.name or credit.kind.replace(" ", "").lower() not in _ON_SCREEN:
                continue
            known = cast.setdefault(credit.actor.name.casefold(), credit.actor)
            if known is not credit.actor:
                roles = values.unique([known.role or "", credit.actor.role or ""])
                thumb = known.thumb or credit.actor.thumb
                cast[known.name.casefold()] = Actor(known.name, " / ".join(roles) or None, thumb)
        return tuple(cast.values())

    def collections(self) -> tuple[str, ...]:
        """The sets it belongs to: ``<set>text</set>``, or ``<set><name>text</name></set>``."""
        sets = (Fields(child).line("name") if len(child) else _line(child) for child in self._children["set"])
        return values.unique(name for name in sets if name)

    def unique_ids(self) -> tuple[UniqueId, ...]:
        """The identifiers of ``<uniqueid>``, and those that older tools wrote into elements of their own."""
        found: list[UniqueId] = []
        for child in self._children["uniqueid"]:
            value, source = _line(child), child.get("type", "").strip().lower()
            if not source and _IMDB_ID.fullmatch(value):
                source = "imdb"
            found.append(UniqueId(_SOURCES.get(source, source), value))
        found += [UniqueId("imdb", value) for value in self._lines("id") if _IMDB_ID.fullmatch(value)]
        found += [UniqueId(source, value) for name, source in _LEGACY_IDS for value in self._lines(name)]
        return tuple(dict.fromkeys(each for each in found if each.source and each.value and each.value not in _NO_IDS))

    def _all(self, *names: str) -> Iterator[etree._Element]:
        return (child for name in names for child in self._children[name])

    def _lines(self, *names: str) -> Iterator[str]:
        return (text for name in names for child in self._children[name] if (text := _line(child)))

    def _ratings(self) -> Iterator[_Rating]:
        """The known ones: those of ``<ratings>`` marked as default come first, then the legacy one, then the rest."""
        inner = [child for block in self._children["ratings"] for child in block if child.tag == "rating"]
        inner.sort(key=_is_default, reverse=True)
        at = sum(map(_is_default, inner))
        for child in inner[:at] + self._children["rating"] + inner[at:]:
            number = next((each for each in child if each.tag == "value"), None) if len(child) else child
            if number is not None and (rating := self._rating(number, child)):
                yield _Rating(child.get("name", "").strip().lower(), rating, _is_default(child))

    def _rating(self, number: etree._Element, scale: etree._Element) -> float | None:
        """A rating on a scale to 10; None when it is unknown (0, -1 or empty)."""
        text, limit = _line(number), values.line(scale.get("max", ""))
        rating, highest = values.number(text), values.number(limit)
        if not text or (rating is not None and rating <= 0):
            return None
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
        self.problems.append(NfoProblem(line, f"<{child.tag}> {words}"))


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""  # a plot may hold HTML


def _line(element: etree._Element) -> str:
    return values.line(_text(element))


def _credit(actor: etree._Element) -> _Credit:
    said = {part.tag: _line(part) for part in actor}
    order, thumb = values.number(said.get("order", "")), said.get("thumb", "")
    if not thumb.lower().startswith(("http://", "https://")):
        thumb = ""  # a file on the disk of whoever wrote it, which Plex could not load
    return _Credit(
        Actor(said.get("name", ""), said.get("role") or None, thumb or None),
        said.get("type", ""),
        float("inf") if order is None else order,
    )


def _is_default(rating: etree._Element) -> bool:
    return rating.get("default", "").strip().lower() in ("true", "1", "yes")
