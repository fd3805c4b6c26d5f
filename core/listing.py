"""A list of any length in the database, for a person to look through."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from core.database import reading_only

Row = TypeVar("Row")

MOST_KEYS = 100_000
"""A person who looks for something further down has to search for it."""


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """One kind of list. Changes nothing; for any thread; its methods raise `DatabaseUnavailable`.

    It first tells the keys of all that it holds, in order: a hundred thousand of them take less than a megabyte. The
    rows themselves are read by their keys, as many as fit on a screen. So a row costs the same wherever in the list it
    stands, and what a person has chosen stays chosen while other rows come and go.
    """

    parts: tuple[str, ...]
    """Statements that select keys, one after the other; in each, `{search}` is a condition."""
    searched: tuple[str, ...]
    by_keys: str
    """Selects the rows, their key first; `{keys}` is a list of parameters."""
    read: Callable[[Sequence[Any]], Row]
    sentences: tuple[str, ...] = ()
    """Those of the columns searched that hold what the core says, which a window may say in another language."""

    def keys(self, database: Path, search: str = "", meant: Sequence[Sequence[str]] = ()) -> array[int]:
        """All keys in order, of the first hundred thousand rows in which `search` occurs.

        `meant`: or one of whose sentences has all of these pieces in it, in their order.
        """
        # Cast, because a path that is not Unicode is kept as bytes.
        conditions = [f"CAST({column} AS TEXT) LIKE :pattern ESCAPE '\\'" for column in self.searched]
        patterns = {f"meant{number}": _pattern(pieces) for number, pieces in enumerate(meant)}
        conditions += [f"{column} LIKE :{name} ESCAPE '\\'" for column in self.sentences for name in patterns]
        condition = " OR ".join(conditions) if search else "1"
        found: array[int] = array("q")
        with reading_only(database) as connection:
            if connection is None:
                return found
            for part in self.parts:
                statement = f"{part.format(search=f'({condition})')} LIMIT :limit"
                values = {"pattern": _pattern([search]), "limit": MOST_KEYS - len(found), **patterns}
                found.extend(key for (key,) in connection.execute(statement, values))
        return found

    def rows(self, database: Path, keys: Sequence[int]) -> dict[int, Row]:
        """The rows with these keys, as far as they are still there and can be read."""
        found: dict[int, Row] = {}
        with reading_only(database) as connection:
            if connection is None:
                return found
            statement = self.by_keys.format(keys=", ".join("?" * len(keys)))
            for row in connection.execute(statement, tuple(keys)):
                with suppress(ValueError):  # one that is broken must not hide the others
                    found[row[0]] = self.read(row)
        return found


def _pattern(pieces: Sequence[str]) -> str:
    """For SQL's LIKE: these pieces, with whatever between them."""
    literal = (piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for piece in pieces)
    return f"%{'%'.join(literal)}%"
