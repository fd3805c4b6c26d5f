"""Reads a TOML document by rules, and tells what is wrong with it in words: where, what was found, what is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

from core.phrases import phrase

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)
Keys = tuple[str | int, ...]
"""Where a value stands: names of tables and keys, and positions in lists."""

_LONGEST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""
_LARGEST_SHOWN = 10**20
_MOST_LINES = 2000
_MOST_LOCATED = 20
"""Finding a line means parsing several times; beyond these bounds a problem goes without its line."""


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """One thing that is wrong with a settings file. As a string, it is a sentence for a person."""

    path: Path
    line: int | None
    """Counted from 1; None: the file as a whole, or not known."""
    key: str
    """Such as ``plex.url`` or ``folders[2].path``; empty: the file as a whole."""
    found: str
    allowed: str

    def __str__(self) -> str:
        place = str(self.path)
        if self.line:
            place = phrase("{path}, line {line}", path=self.path, line=self.line)
        if not self.key:
            return phrase(
                "{place}: found {found}; allowed: {allowed}", place=place, found=self.found, allowed=self.allowed
            )
        return phrase(
            "{place}: {key}: found {found}; allowed: {allowed}",
            place=place,
            key=self.key,
            found=self.found,
            allowed=self.allowed,
        )


@dataclass(frozen=True)
class Rule(Generic[Value]):
    """What a key may be set to."""

    allowed: str
    """In words."""
    accept: Callable[[Any], Value | None]
    """Turns what TOML has into the value; None refuses it."""


SWITCH = Rule[bool](phrase("true or false"), lambda found: found if isinstance(found, bool) else None)


def number(low: float, high: float) -> Rule[float]:
    """A number within bounds; true and false are no numbers."""
    return Rule(
        phrase("a number from {low} to {high}", low=f"{low:g}", high=f"{high:g}"),
        lambda found: float(found) if _is_number(found) and low <= found <= high else None,
    )


def whole_number(low: int, high: int) -> Rule[int]:
    """A number without a fraction, within bounds."""
    return Rule(
        phrase("a whole number from {low} to {high}", low=low, high=high),
        lambda found: found if _is_number(found) and isinstance(found, int) and low <= found <= high else None,
    )


def one_of(choices: type[Choice]) -> Rule[Choice]:
    """One of the values of an enumeration."""
    return Rule(
        phrase("one of {names}", names=", ".join(f'"{choice}"' for choice in choices)),
        lambda found: next((choice for choice in choices if choice == found), None),
    )


class Table:
    """A table being read. It remembers which keys were asked for: all others are unknown."""

    def __init__(self, document: Document, keys: Keys, content: dict[str, Any]) -> None:
        self.keys = keys
        self.content = content
        self.known: list[str] = []
        self._document = document
        document.tables.append(self)

    def get(self, key: str, rule: Rule[Value], default: Value) -> Value:
        """The value of `key`; the default where the table says nothing, or nothing that the rule accepts."""
        value = self.find(key, rule)
        return default if value is None else value

    def find(self, key: str, rule: Rule[Value]) -> Value | None:
        """The value of `key`; None where the table says nothing, or nothing that the rule accepts."""
        self.known.append(key)
        if key not in self.content:
            return None
        value = rule.accept(self.content[key])
        if value is None:
            self.refuse(key, _shown(self.content[key]), rule.allowed)
        return value

    def table(self, key: str) -> Table:
        """The table in this one; an empty one where there is none."""
        rule = Rule[dict[str, Any]](phrase("a table, begun with [{key}]", key=key), _dict_or_none)
        return Table(self._document, (*self.keys, key), self.get(key, rule, {}))

    def list_of_tables(self, key: str) -> list[Table]:
        """The tables of a list of tables (``[[key]]``)."""
        rule = Rule[list[Any]](
            phrase("tables, each begun with [[{key}]]", key=key),
            lambda found: found if isinstance(found, list) and all(isinstance(each, dict) for each in found) else None,
        )
        contents = self.get(key, rule, [])
        return [Table(self._document, (*self.keys, key, place), each) for place, each in enumerate(contents)]

    def refuse(self, key: str | None, found: str, allowed: str) -> None:
        """Note a problem with `key`, or with the table as a whole."""
        self._document.refuse(self.keys if key is None else (*self.keys, key), found, allowed)


class Document:
    """A settings file being read: take what you know from `root`, then ask for the `problems`."""

    def __init__(self, path: Path, text: str) -> None:
        """Parse it. A document that is not TOML reads as an empty one with a problem."""
        self.tables: list[Table] = []
        self._path = path
        self._lines = text.split("\n")
        self._refused: list[tuple[Keys, SettingsProblem]] = []
        try:
            content = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # ValueError also for a number of too many digits
            self._refused.append(((), self._syntax_problem(error)))
            content = {}
        self.root = Table(self, (), content)

    def refuse(self, keys: Keys, found: str, allowed: str) -> None:
        """Note a problem."""
        self._refused.append((keys, SettingsProblem(self._path, None, _dotted(keys), found, allowed)))

    def problems(self) -> tuple[SettingsProblem, ...]:
        """All that is wrong, unknown keys included. Ask once, after everything known has been read."""
        for table in self.tables:
            for key in table.content:
                if key not in table.known:
                    table.refuse(key, self._unknown(table, key), ", ".join(table.known))
        located = [
            problem if problem.line else replace(problem, line=self._line_of(keys))
            for keys, problem in self._refused[:_MOST_LOCATED]
        ]
        rest = [problem for _, problem in self._refused[_MOST_LOCATED:]]
        return (*sorted(located, key=lambda problem: problem.line or 0), *rest)

    def _unknown(self, table: Table, key: str) -> str:
        import difflib  # noqa: PLC0415  rarely needed, and the icon waits for the settings

        # The right name in the wrong table is as common as a wrong letter.
        for tables, likeness in ((self.tables, 1.0), ([table], 0.6), (self.tables, 0.6)):
            names = {name: _dotted((*each.keys, name)) for each in tables for name in each.known}
            close = difflib.get_close_matches(key.casefold(), names, 1, likeness)
            if close:
                return phrase("an unknown key (did you mean {name}?)", name=names[close[0]])
        return phrase("an unknown key")

    def _syntax_problem(self, error: Exception) -> SettingsProblem:
        if isinstance(error, RecursionError):
            return SettingsProblem(self._path, None, "", phrase("lists within lists without end"), "TOML")
        words = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error))
        line = int(words[2]) if words and words[2] else len(self._lines)
        allowed = phrase("TOML, such as: key = value")
        if "\\" in self._lines[line - 1]:
            allowed = phrase(
                "TOML, such as: key = value; a text with backslashes needs single quotes, such as 'C:\\Media'"
            )
        return SettingsProblem(self._path, line, "", f"“{words[1] if words else error}”", allowed)

    def _line_of(self, keys: Keys) -> int | None:
        """The line where the statement that sets `keys` begins.

        The file is cut off ever closer to the first place where it still has the keys, so this is right for whatever
        way of writing TOML allows.
        """
        if not keys or len(self._lines) > _MOST_LINES:
            return None
        first, last = 1, len(self._lines)
        while first < last:
            middle = end = (first + last) // 2
            while (content := self._first_lines(end)) is None:
                end += 1  # a value of several lines
            if _has(content, keys):
                last = middle
            else:
                first = end + 1
        return first

    def _first_lines(self, count: int) -> dict[str, Any] | None:
        try:
            return tomllib.loads("".join(f"{line}\n" for line in self._lines[:count]))
        except tomllib.TOMLDecodeError:
            return None


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


def _dict_or_none(found: Any) -> dict[str, Any] | None:
    return found if isinstance(found, dict) else None


def _has(content: Any, keys: Keys) -> bool:
    for key in keys:
        if isinstance(key, int):
            if key >= len(content):
                return False
        elif key not in content:
            return False
        content = content[key]
    return True


def _dotted(keys: Keys) -> str:
    """People count from 1."""
    return "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")


def _shown(found: Any) -> str:
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, str):
        from core.secrets import redact  # noqa: PLC0415  rarely needed, and the icon waits for the settings

        text = "".join(each if each.isprintable() else repr(each)[1:-1] for each in redact(found))
        return f'"{text}"' if len(text) <= _LONGEST_SHOWN else f'"{text[:_LONGEST_SHOWN]}…"'
    if isinstance(found, dict):
        return phrase("a table")
    if isinstance(found, list):
        return phrase("a list") if found else phrase("an empty list")
    if isinstance(found, int) and abs(found) > _LARGEST_SHOWN:
        return phrase("a huge number")
    return str(found)
