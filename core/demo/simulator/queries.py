"""Media queries: which items a listing shows, in which order (OpenAPI document, "Media Queries").

Left out: ``group`` and values relative to now, which nobody here sends. A parameter that names no field filters
nothing, as on a real server: a misspelt filter returns the whole library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from core.demo.simulator.edits import fold
from core.demo.simulator.kinds import KINDS, KINDS_BY_NAME, FieldType, Kind
from core.demo.simulator.messages import Arguments, HttpError

_NAME = re.compile(r"(?:(?P<scope>\w+)\.)?(?P<field>\w+)(?P<operator>[!<>]*)")
_BUILT_IN = dict.fromkeys(("id", "updatedAt", "lastRatedAt", "duration", "index", "parentIndex"), FieldType.INTEGER)
_COMPARISONS = {">": ">=", "<": "<=", ">>": ">", "<<": "<"}
"""What stands before the ``=`` that ends a name, and what it means for numbers."""
_PATTERNS = {"": "%{}%", "!": "%{}%", "<": "{}%", ">": "%{}"}
_JOINTS = {"push": "AND (TRUE", "or": "OR TRUE", "pop": ")"}
"""What the brackets and the "or" of a query are in SQL, where each condition is written as ``AND ...``."""
_ORDER = '"titleSort" COLLATE NOCASE, id'
_ORDER_BELOW = 'parent, "index", id'


@dataclass(frozen=True, slots=True)
class Query:
    """A listing's conditions and order, as SQL over the table ``items``."""

    where: str
    parameters: tuple[str | int | float, ...]
    order: str = _ORDER
    limit: int | None = None


def children(item: int) -> Query:
    """What is directly below an item."""
    return Query("parent = ?", (item,), '"parentIndex", "index", "titleSort" COLLATE NOCASE, id')


def leaves(item: int) -> Query:
    """What is two levels below an item: all episodes of a show, all tracks of an artist."""
    return Query("parent IN (SELECT id FROM items WHERE parent = ?)", (item,), '"parentIndex", parent, "index", id')


def parse(section: int, kind: Kind, arguments: Arguments) -> Query:
    """Read the filters of a listing.

    Raises:
        HttpError: 400; a value does not fit its field, or brackets do not match.
    """
    where = ["section = ? AND type = ? AND (TRUE"]
    parameters: list[str | int | float] = [section, kind.number]
    order, limit = _ORDER if kind.parent is None else _ORDER_BELOW, None
    for name, value in arguments:
        if name in _JOINTS:
            where.append(_JOINTS[name])
        elif name == "sort":
            order = _sort(kind, value)
        elif name == "limit":
            limit = _integer(value)
        elif name == "file":
            # Not an exact match: the recorded server finds a path by its last component.
            where.append("AND id IN (SELECT item FROM parts WHERE file LIKE ? ESCAPE '\\')")
            parameters.append(_pattern("%{}%", value))
        elif (match := _NAME.fullmatch(name)) and (scope := KINDS_BY_NAME.get(match["scope"] or kind.name)):
            condition, values = _condition(scope, match["field"], match["operator"], value)
            if condition := condition and _from(kind, scope, condition):
                where.append(f"AND {condition}")
                parameters += values
    if not _is_balanced([name for name, _ in arguments]):
        raise HttpError(400)
    return Query(" ".join([*where, ")"]), tuple(parameters), order, limit)


def _is_balanced(names: list[str]) -> bool:
    depths = list(accumulate(((name == "push") - (name == "pop") for name in names), initial=0))
    return min(depths) == depths[-1] == 0


def _from(kind: Kind, scope: Kind, condition: str) -> str:
    """A condition on an item, or on those above or below it; empty when the kinds are not related."""
    above, below = _steps(kind, scope), _steps(scope, kind)
    for _ in range(above):
        condition = f"parent IN (SELECT id FROM items WHERE {condition})"  # noqa: S608  made by this module
    for _ in range(below):
        condition = f"id IN (SELECT parent FROM items WHERE {condition})"  # noqa: S608  made by this module
    return condition if above or below or scope is kind else ""


def _steps(kind: Kind, above: Kind) -> int:
    """How many levels one kind is above another; 0 when it is not."""
    steps, number = 0, kind.parent
    while number is not None:
        steps += 1
        if number == above.number:
            return steps
        number = KINDS[number].parent
    return 0


def _condition(kind: Kind, name: str, operator: str, value: str) -> tuple[str, list[str | int | float]]:
    if name == "guid":
        return "guid = ?", [value]
    if name in kind.tags:
        ids = [_integer(part) for part in value.split(",")]
        there = "NOT EXISTS" if operator == "!" else "EXISTS"
        matching = f"SELECT 1 FROM taggings WHERE item = items.id AND kind = ? AND tag IN ({_marks(ids)})"  # noqa: S608  question marks only
        return f"{there} ({matching})", [name, *ids]
    field_type = kind.fields.get(name, _BUILT_IN.get(name))
    if field_type is None:
        return "", []
    if field_type in (FieldType.TEXT, FieldType.DATE):
        negated = "NOT " if operator.startswith("!") else ""
        if value.startswith("="):
            return f'{negated}"{name}" = ?', [value[1:]]
        pattern = _PATTERNS.get(operator)
        return (f"\"{name}\" {negated}LIKE ? ESCAPE '\\'", [_pattern(pattern, value)]) if pattern else ("", [])
    numbers = [_number(part) for part in value.split(",")]
    if operator in _COMPARISONS:
        return f'"{name}" {_COMPARISONS[operator]} ?', list(numbers[:1])
    return f'"{name}" {"NOT " if operator == "!" else ""}IN ({_marks(numbers)})', list(numbers)


def _sort(kind: Kind, value: str) -> str:
    """The order asked for; features follow a field after colons, fields after commas."""
    terms = []
    for part in value.split(","):
        name, *features = part.split(":")
        name = name.rpartition(".")[2]
        if name not in kind.fields and name not in _BUILT_IN:
            raise HttpError(400)
        collation = " COLLATE NOCASE" if kind.fields.get(name) is FieldType.TEXT else ""
        direction = " DESC" if "desc" in features else ""
        nulls = " NULLS LAST" if "nullsLast" in features else ""
        terms.append(f'"{name}"{collation}{direction}{nulls}')
    return ", ".join([*terms, "id"])


def _pattern(shape: str, text: str) -> str:
    escaped = re.sub(r"([%_\\])", r"\\\1", fold(text))
    return shape.format(escaped)


def _marks(values: list[int] | list[float]) -> str:
    return ",".join("?" * len(values))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise HttpError(400) from None


def _integer(text: str) -> int:
    return int(_number(text))
