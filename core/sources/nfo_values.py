"""How single values of an NFO are read: dates, numbers, lists, ratings of an age.

Every function returns None for text that it cannot read, so that a caller can say where that was.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

_BREAKS = re.compile(r"[\t\r\n]+")
# Windows-1252 that some tool took for Latin-1: nobody writes these control characters on purpose.
_C1_AS_1252 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
"""In UTF-8, where they are found in a fraction of the time."""

_YEAR_FIRST = re.compile(r"(\d{4})([-./]) ?(\d{1,2})\2 ?(\d{1,2})\.?(?:[TZ+ ].*)?")
_COMPACT = re.compile(r"(\d{4})()(\d\d)(\d\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?: .*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?: .*)?")
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_NAMED_MONTH = re.compile(
    rf"(?:[a-z]+, )?(?:{_DAY}[ -])?([a-z]{{3}})[a-z]*\.?[ -](?:{_DAY},? )?(\d{{4}})(?: .*)?", re.ASCII | re.IGNORECASE
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = 12
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:-\d{1,2}(?:-00?)?| ?[-\u2013] ?(?:\d{4}|[a-z]*))?", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_FIRST_FILM = 1874
"""Before it (Passage de Vénus) a date is a tool's word for unknown: 0000-00-00, 0001-01-01, 1601-01-01."""

_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{0,20})?")
_OF_SCALE = re.compile(r"([\d.,]+) ?(?:%|/ ?(\d{1,9}))")

_SHORT = 9
_HIGHEST = 10.0
_PERCENT = 100.0

SHOWN = 60
"""So many characters of what cannot be read are shown."""
_REMEMBERED = 1_000
"""So many ratings are not read again: a library says the same ones again and again."""

_NOT_KNOWN = ("n/a", "na", "none", "unknown", "null")
"""What tools write instead of a number or a date that they do not know, in lower case."""

_OF_COUNTRY = re.compile(r"([^\W\d_][^\d_:/]*):\s*(.+)")
_OWN_COUNTRY = "us"
_COUNTRY_CODES = {
    "australia": "au",
    "canada": "ca",
    "deutschland": "de",
    "france": "fr",
    "germany": "de",
    "italy": "it",
    "netherlands": "nl",
    "spain": "es",
    "sweden": "se",
    "uk": "gb",
    "united kingdom": "gb",
    "united states": "us",
    "usa": "us",
}
"""The names that IMDb, and tinyMediaManager if it is asked to, write instead of a code."""
_BETWEEN_RATINGS = re.compile(r" / |, |\|")
_BARE_RATING = re.compile(r"(?!fsk|rated|n/?a\Z|none|unknown|null)[^: ]*", re.IGNORECASE)
"""Most are."""
_GERMAN = re.compile(r"(?:FSK[ -]?|ab )(\d+)", re.IGNORECASE)
"""The German board's ratings, as people write them."""


def line(text: str) -> str:
    """One line of text: trimmed, and a line break inside becomes a space."""
    if text.isprintable():
        return text.strip()
    return " ".join(filter(None, (part.strip(" ") for part in _BREAKS.split(prose(text)))))


def prose(text: str) -> str:
    """Text that keeps its line breaks, as line feeds; trimmed."""
    if not text.isascii() and _C1.search(text.encode()):
        text = text.translate(_C1_AS_1252)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def unique(values: Sequence[str]) -> tuple[str, ...]:
    """Each value once, in order; two that differ in case only are the same. Empty ones are left out."""
    if len(values) == 1:
        return tuple(values) if values[0] else ()
    found: dict[str, str] = {}
    for value in values:
        if value:
            found.setdefault(value.casefold(), value)
    return tuple(found.values())


def split(text: str) -> list[str]:
    """The names in one element. Kodi's separator is a slash between spaces, so AC/DC stays one name."""
    return [name.strip() for name in text.split(" / ")]


def names(texts: Sequence[str]) -> tuple[str, ...]:
    """The names in elements of one kind."""
    if len(texts) == 1 and " / " not in texts[0]:
        return (texts[0],)
    return unique([name for text in texts for name in split(text)])


def first_name(texts: Sequence[str]) -> str:
    """The first of all names in elements of one kind; there is one."""
    return split(texts[0])[0]


def number(text: str) -> float | None:
    """A number, with a decimal point or a decimal comma."""
    if len(text) <= _SHORT and text.replace(".", "", 1).isdecimal():
        return float(text)
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def is_unknown(text: str) -> bool:
    """Whether this stands for a number, or for a date, that a tool does not know."""
    return not text.strip("0") or text.lower() in _NOT_KNOWN


class NoRating(ValueError):
    """Why a rating cannot be read, in words about its element."""

    def __init__(self, words: str, *, is_about_limit: bool = False) -> None:
        super().__init__(words)
        self.is_about_limit = is_about_limit
        """Whether it is the scale that cannot be read."""


@lru_cache(_REMEMBERED)
def rating(text: str, limit: str) -> float | None:
    """A rating on a scale to 10; None when it is unknown (0, -1 or empty).

    Args:
        text: The number; with its scale behind it in ``8.5/10`` and ``85%``.
        limit: The highest one of its scale; "" when that is not said.

    Raises:
        NoRating: One of the two is not a number, or the first is the larger one.
    """
    if of_scale := _OF_SCALE.fullmatch(text):
        text, limit = of_scale[1], of_scale[2] or "100"
    value = number(text)
    if is_unknown(text) if value is None else value <= 0:
        return None
    if scale := limit.strip():
        highest = number(scale)
    else:
        # Where no tool says its scale, more than 10 can only be percent.
        highest = _HIGHEST if value is None or value <= _HIGHEST else _PERCENT
    if value is None:
        raise NoRating(f"is not a number: {text[:SHOWN]!r}")
    if not highest:
        raise NoRating(f"has a max that is no number above 0: {scale[:SHOWN]!r}", is_about_limit=True)
    if value > highest:
        raise NoRating(f"is {text[:SHOWN]}, which is more than its max, {highest:g}")
    return round(value * _HIGHEST / highest, 2)


def date(text: str) -> str | None:
    """``YYYY-MM-DD``, or ``YYYY`` when only a year is given; "" when the date is one that stands for unknown.

    Read are ``2001-02-03``, also with a time behind it and with dots, slashes or nothing between, ``03.02.2001``,
    ``3 Feb 2001``, ``Sat, February 3rd, 2001``, and ``25/03/2001`` or ``25-03-2001`` in either order. A date such as
    ``02/03/2001`` means two days in two countries, and is not read. Of ``2001-2005`` it is the first year.
    """
    if _ISO.fullmatch(text):
        try:
            return text if dt.date.fromisoformat(text).year >= _FIRST_FILM else ""
        except ValueError:
            pass  # a day or a month may be left open, as below
    if found := _YEAR.fullmatch(text):
        return str(int(found[1])) if int(found[1]) >= _FIRST_FILM else ""
    day = _day(text)
    if day is None:
        return "" if is_unknown(text) else None
    if day[0] < _FIRST_FILM:
        return ""
    try:
        return dt.date(*day).isoformat()
    except ValueError:
        return None


def year_at_least(text: str) -> str | None:
    """The year in a date that cannot be read, if there is one that is sure."""
    years = _ANY_YEAR.findall(text)
    return date(years[0]) or None if len(years) == 1 else None


def _day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day, as far as it is told which is which."""
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _DAY_FIRST.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _YEAR_LAST.fullmatch(text):
        month, day = sorted((int(found[1]), int(found[3])))
        return (int(found[4]), month, day) if day > _MONTHS or month == day else None
    if (found := _NAMED_MONTH.fullmatch(text)) and found[2].lower() in _MONTH_NAMES and (found[1] or found[3]):
        return int(found[4]), _MONTH_NAMES.index(found[2].lower()) + 1, int(found[1] or found[3])
    return None


def content_rating(texts: Sequence[str]) -> str:
    """The first rating of an age in elements of one kind; "" when there is none (see `age`)."""
    return next(filter(None, map(age, texts)), "")


@lru_cache(_REMEMBERED)
def age(text: str) -> str:
    """The rating of an age, without the words around it; "" when there is none.

    ``Rated PG-13 for violence`` is PG-13. In a list such as ``DE:16 / US:R`` the American one counts, as the agents of
    Plex have it by default, else the first, in Plex's own form for other countries: ``de/16``.
    """
    if _BARE_RATING.fullmatch(text):
        return text
    chosen = ""
    for entry in _BETWEEN_RATINGS.split(text):
        of_country = _OF_COUNTRY.fullmatch(entry)
        country = of_country[1].strip().lower() if of_country else _OWN_COUNTRY
        country = _COUNTRY_CODES.get(country, country)
        if len(country) != len(_OWN_COUNTRY):
            chosen = chosen or entry
            continue
        value = of_country[2] if of_country else entry
        if german := _GERMAN.fullmatch(value):
            country, value = "de", german[1]
        if f"{value} ".lower().startswith("rated "):
            value = value[len("rated ") :].partition(" for ")[0].strip()
        value = value.partition(" (")[0]
        if not value or value.lower() in _NOT_KNOWN:
            continue
        if country == _OWN_COUNTRY:
            return value
        chosen = chosen or f"{country}/{value}"
    return chosen
