"""What the commands of the command line have in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from core.clock import SystemClock, local_time
from core.model import Actor, Field, FieldChange, Picture, Value
from gui.exit_status import complain

if TYPE_CHECKING:
    # Brings in SQLite, which most commands need not wait for.
    from core.delivery.queue import JobQueue
    from core.paths import Home
    from core.secrets import TokenStore

_SHOWN = 60
"""Characters of a value in a list for people."""
_LARGEST = 2**63 - 1
"""Of the numbers that the database has."""


class Context(Protocol):
    """What a command is given."""

    @property
    def home(self) -> Home:
        """Where everything lives."""
        ...

    @property
    def arguments(self) -> argparse.Namespace:
        """As they were parsed."""
        ...

    def tokens(self) -> TokenStore:
        """Where the Plex token is kept."""
        ...


def in_words(command: Callable[[Context], int]) -> Callable[[Context], int]:
    """The same command, but a database that cannot be used is told to the person."""

    def run(context: Context) -> int:
        from core.database import DatabaseUnavailable  # noqa: PLC0415  see above

        try:
            return command(context)
        except DatabaseUnavailable as error:
            return complain(str(error))

    return run


@contextmanager
def opened_queue(home: Home) -> Iterator[JobQueue]:
    """The queue, for a moment."""
    from core.database import Database  # noqa: PLC0415  see above
    from core.delivery.queue import JobQueue  # noqa: PLC0415

    clock = SystemClock()
    with closing(JobQueue(Database(home.database, clock), clock)) as queue:
        yield queue


def wake(home: Home) -> None:
    """Let the running application, if there is one, look at the queue."""
    from gui import control  # noqa: PLC0415  slow: Qt

    with suppress(control.NotRunningError):
        control.ask(home.data_dir, control.Command.WAKE)


def whole_number(text: str) -> int:
    """An argument that is a number; argparse tells the person of a `ValueError`, and names this function."""
    found = int(text)
    if abs(found) > _LARGEST:
        raise ValueError
    return found


def counted(number: int, word: str) -> str:
    """Such as "1 change" and "2 changes"."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def local(at: float) -> str:
    """Unix seconds as the person's clock shows them."""
    return f"{local_time(at):%Y-%m-%d %H:%M:%S}"


def printable(text: str) -> str:
    """On Linux a file's name is any bytes, which a terminal does not take."""
    return text.encode(errors="replace").decode()


def in_one_line(change: FieldChange) -> str:
    """A field with both values, for people."""
    if change.field is Field.ARTWORK:  # what was there has no name that a person knows
        return f"{change.field}: {_short(change.after)}"
    return f"{change.field}: {_short(change.before)} → {_short(change.after)}"


def _short(value: Value) -> str:
    if value is None or value in ("", ()):
        return "nothing"
    text = ", ".join(map(_name, value)) if isinstance(value, tuple) else str(value)
    text = printable(" ".join(text.split()))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _name(part: str | Actor | Picture) -> str:
    if isinstance(part, Actor):
        return f"{part.name} ({part.role})" if part.role else part.name
    if isinstance(part, Picture):
        has_name = part.is_remote or Path(part.location).is_absolute()
        return f"{part.role} {part.location}" if has_name else f"{part.role} as before"
    return part


def as_json(change: FieldChange) -> dict[str, Any]:
    """For other programs: the field, and its values before and after."""
    return {"field": change.field, "before": _plain(change.before), "after": _plain(change.after)}


def _plain(value: Value) -> object:
    return [_named(part) for part in value] if isinstance(value, tuple) else value


def _named(part: str | Actor | Picture) -> object:
    if isinstance(part, Actor):
        return part._asdict()
    return part if isinstance(part, str) else asdict(part)
