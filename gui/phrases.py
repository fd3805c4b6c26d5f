"""Says anew, in the person's language, what the core has said in English.

The core makes its sentences of templates (`core.phrases`). Here it is found out of which template a text was made, and
the translation of that template gets its parts; so it does not matter whether the text is a minute old, or was kept in
a file by last year's version. What was made of no template stays as it is: a server's own words, a file's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from core.model import Field
from gui.core_phrases import PHRASES
from gui.field_names import field_name

# Under this name pyside6-lupdate finds the words.
translate = QCoreApplication.translate

_OF_OTHERS = (
    QT_TRANSLATE_NOOP("core", "No such file or directory"),
    QT_TRANSLATE_NOOP("core", "Permission denied"),
    QT_TRANSLATE_NOOP("core", "Operation not permitted"),
    QT_TRANSLATE_NOOP("core", "Not a directory"),
    QT_TRANSLATE_NOOP("core", "Is a directory"),
    QT_TRANSLATE_NOOP("core", "File exists"),
    QT_TRANSLATE_NOOP("core", "File name too long"),
    QT_TRANSLATE_NOOP("core", "File too large"),
    QT_TRANSLATE_NOOP("core", "Too many open files"),
    QT_TRANSLATE_NOOP("core", "No space left on device"),
    QT_TRANSLATE_NOOP("core", "Disk quota exceeded"),
    QT_TRANSLATE_NOOP("core", "Read-only file system"),
    QT_TRANSLATE_NOOP("core", "Input/output error"),
    QT_TRANSLATE_NOOP("core", "Stale file handle"),
    QT_TRANSLATE_NOOP("core", "Host is down"),
    QT_TRANSLATE_NOOP("core", "No route to host"),
    QT_TRANSLATE_NOOP("core", "Network is unreachable"),
    QT_TRANSLATE_NOOP("core", "Connection refused"),
    QT_TRANSLATE_NOOP("core", "Connection timed out"),
    QT_TRANSLATE_NOOP("core", "Transport endpoint is not connected"),
    QT_TRANSLATE_NOOP("core", "[Errno {number}] {reason}"),
    QT_TRANSLATE_NOOP("core", "[Errno {number}] {reason}: {path}"),
    QT_TRANSLATE_NOOP("core", "Opening and ending tag mismatch: {name} line {line} and {other}"),
    QT_TRANSLATE_NOOP("core", "Premature end of data in tag {name} line {line}"),
    QT_TRANSLATE_NOOP("core", "Extra content at the end of the document"),
    QT_TRANSLATE_NOOP("core", "xmlParseEntityRef: no name"),
    QT_TRANSLATE_NOOP("core", "StartTag: invalid element name"),
    QT_TRANSLATE_NOOP("core", "Bad Request"),
    QT_TRANSLATE_NOOP("core", "Unauthorized"),
    QT_TRANSLATE_NOOP("core", "Forbidden"),
    QT_TRANSLATE_NOOP("core", "Not Found"),
    QT_TRANSLATE_NOOP("core", "Too Many Requests"),
    QT_TRANSLATE_NOOP("core", "Internal Server Error"),
    QT_TRANSLATE_NOOP("core", "Bad Gateway"),
    QT_TRANSLATE_NOOP("core", "Service Unavailable"),
    QT_TRANSLATE_NOOP("core", "Gateway Timeout"),
    QT_TRANSLATE_NOOP("core", "database is locked"),
    QT_TRANSLATE_NOOP("core", "database or disk is full"),
    QT_TRANSLATE_NOOP("core", "attempt to write a readonly database"),
    QT_TRANSLATE_NOOP("core", "unable to open database file"),
    QT_TRANSLATE_NOOP("core", "disk I/O error"),
    QT_TRANSLATE_NOOP("core", "database disk image is malformed"),
    QT_TRANSLATE_NOOP("core", "file is not a database"),
)
"""What the core quotes: the system (Linux and macOS; Windows speaks the person's language), the reader of XML, servers,
SQLite."""

_PLACE = re.compile(r"\{(\w+)\}|%L(n)")
_COUNT = "n"
"""The part that a plural follows: Qt's ``%Ln``."""
_DIGITS = {_COUNT, "line", "number", "status", "size", "limit", "seconds", "low", "high"}
"""Parts that are numbers, so that nothing else is taken for them."""
_MOST_COUNTED = 2**31 - 1
"""By Qt."""
_SHORTEST_SEARCH = 3
"""Letters; fewer occur in nearly all texts."""
_MOST_WITHIN = 8
"""Pieces of a list that may belong together, because a separator is within a phrase: a bound on the search."""


def spoken(text: str) -> str:
    """A text of the core in the language of the application, as far as it is made of phrases of the core."""
    return _phrases(text) or _one(text, wholly=False) or text


def meant_by(search: str) -> tuple[tuple[str, ...], ...]:
    """What the texts of the core, in whose translation `search` occurs, have in them, in this order."""
    wanted = search.casefold()
    if len(wanted) < _SHORTEST_SEARCH:
        return ()
    return tuple(phrase.literals for phrase in _PHRASES if phrase.is_translated_with(wanted))


def _phrases(text: str) -> str | None:
    """One phrase or more, down to the reasons in them; None: it is not that."""
    return _several(text, "; ", _names) or _names(text)


def _names(text: str) -> str | None:
    return _several(text, ", ", _one) or _one(text)


def _one(text: str, *, wholly: bool = True) -> str | None:
    return next((said for phrase in _PHRASES if (said := phrase.said_anew(text, wholly=wholly))), None)


def _several(text: str, separator: str, anew: Callable[[str], str | None]) -> str | None:
    """Phrases with a separator between them, which may also be within one."""
    pieces = text.split(separator)
    if len(pieces) == 1:
        return None
    found: list[str] = []
    while pieces:
        for size in range(1, min(len(pieces), _MOST_WITHIN) + 1):
            if said := anew(separator.join(pieces[:size])):
                found.append(said)
                del pieces[:size]
                break
        else:
            return None
    return separator.join(found) if len(found) > 1 else None


@dataclass(frozen=True)
class _Phrase:
    """A template."""

    text: str
    literals: tuple[str, ...]
    """What stands between its parts."""
    names: tuple[str, ...]
    """Of its parts."""

    @staticmethod
    def of(text: str) -> _Phrase:
        pieces = _PLACE.split(text)
        return _Phrase(text, tuple(pieces[::3]), tuple(a or b for a, b in zip(pieces[1::3], pieces[2::3], strict=True)))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when it is first needed: most phrases are never said."""
        parts = (r"(\d[\d,]*(?:\.\d+)?)" if name in _DIGITS else "(.+?)" for name in self.names)
        pieces = [f"{re.escape(literal)}{part}" for literal, part in zip(self.literals, (*parts, ""), strict=True)]
        return re.compile("".join(pieces), re.DOTALL)

    def is_translated_with(self, words: str) -> bool:
        """Whether these words, in small letters, occur in its translation, and not because it is none."""
        translation = translate("core", self.text)
        return translation != self.text and any(words in piece.casefold() for piece in _PLACE.split(translation)[::3])

    def said_anew(self, text: str, *, wholly: bool) -> str | None:
        """The translation of `text`; None when it was not made of this template, or is wanted `wholly` and is not."""
        literals = self.literals
        # Nearly all end here; the pattern costs ten times as much.
        if not (text.startswith(literals[0]) and text.endswith(literals[-1]) and all(map(text.__contains__, literals))):
            return None
        match = self.pattern.fullmatch(text)
        if match is None:
            return None
        parts = dict(zip(self.names, match.groups(), strict=True))
        if wholly and "reason" in parts and not _phrases(parts["reason"]):
            return None
        count = parts.pop(_COUNT, None)
        if count is not None:
            translation = translate("core", self.text, None, min(_MOST_COUNTED, int(_value(count))))
        else:
            translation = translate("core", self.text)
        return _PLACE.sub(lambda place: _part(place[1], parts[place[1]]), translation)


def _part(name: str, text: str) -> str:
    """What stands for a part of a phrase; its name tells what it is."""
    match name:
        case "reason" | "found" | "wanted" | "allowed" | "place" | "what" | "lost" | "kept" | "words":
            return spoken(text)
        case "fields":
            return ", ".join(map(_field, text.split(", ")))
        case "size" | "limit" | "seconds" | "low" | "high":
            return QLocale().toString(_value(text), "g", 15)
        case _:
            return text


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))


def _field(key: str) -> str:
    return field_name(Field(key)) if key in set(Field) else key


_PHRASES = sorted(
    (_Phrase.of(str(template)) for template in (*PHRASES, *_OF_OTHERS)),
    key=lambda phrase: -sum(map(len, phrase.literals)),
)
"""What is more particular comes first."""
