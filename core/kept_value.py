"""One small value that is kept over restarts, in a JSON file of its own."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from core.clock import Clock
from core.files import set_aside, write_atomically
from core.phrases import phrase

if TYPE_CHECKING:  # the type of all dataclasses is not there at run time
    from _typeshed import DataclassInstance

Value = TypeVar("Value", bound="DataclassInstance")

_log = logging.getLogger(__name__)

_LONGEST_FILE = 10_000
"""Bytes; more than that was not written by us."""


class KeptValue(Generic[Value]):
    """A frozen dataclass in memory, and its attributes in a file. For any thread.

    The value holds whether or not it can be written: the owner calls `flush` again and again.
    """

    def __init__(
        self, path: Path | None, clock: Clock, read: Callable[[Any], Value], initial: Value, name: str, lost: str
    ) -> None:
        """A file that makes no sense is set aside.

        Args:
            path: The file; None: the value is not kept.
            clock: Dates the name of a file that is set aside.
            read: Makes the value of the file's JSON; raises `ValueError`, `KeyError` or `TypeError` for nonsense.
            initial: The value where there is no file, or none that can be read.
            name: What it is, in words for a person, such as "The pause".
            lost: What follows for a person when it cannot be read, such as "not paused".
        """
        self._path = path
        self._name = name
        self._loading_problem: str | None = None
        self._writing_problem: str | None = None
        self._writing = threading.Lock()
        self.value = initial
        if path:
            try:
                self.value = _read(path, read)
            except FileNotFoundError:
                pass
            except (OSError, ValueError) as error:
                kept = set_aside(path, clock.time())
                self._loading_problem = phrase(
                    "{what} cannot be read from {path} ({reason}); {lost}: {kept}",
                    what=name,
                    path=path,
                    reason=_in_words(error),
                    lost=lost,
                    kept=phrase("kept as {name}", name=kept.name) if kept else phrase("could not be set aside"),
                )
                _log.warning("%s", self._loading_problem)
        self._written: Value | None = self.value
        """None: whatever a write that failed half way has left."""

    @property
    def unwritten(self) -> bool:
        """Whether the file does not hold the value: `flush` tries again."""
        return self._path is not None and self.value != self._written

    @property
    def problem(self) -> str | None:
        """What a person should know about the file, in words."""
        return self._writing_problem or self._loading_problem

    def flush(self) -> None:
        """Write the value, if that is new. A failure is a `problem`."""
        with self._writing:
            value = self.value
            if self._path is None or value == self._written:
                return
            try:
                write_atomically(self._path, json.dumps(asdict(value)).encode())
            except OSError as error:
                problem = phrase(
                    "{what} cannot be written to {path}: {reason}",
                    what=self._name,
                    path=self._path,
                    reason=_in_words(error),
                )
                if self._writing_problem is None:
                    _log.warning("%s", problem)
                self._written = None
                self._writing_problem = problem
            else:
                self._written = value
                self._writing_problem = None


def _in_words(error: OSError | ValueError) -> str:
    """Without the number and the path that Python puts around the system's words."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


def peek(path: Path, read: Callable[[Any], Value], initial: Value) -> Value:
    """The value in the file, or the initial one where it cannot be read; changes nothing."""
    try:
        return _read(path, read)
    except (OSError, ValueError):
        return initial


def _read(path: Path, read: Callable[[Any], Value]) -> Value:
    with path.open("rb") as file:
        data = file.read(_LONGEST_FILE + 1)
    if len(data) > _LONGEST_FILE:
        raise ValueError(phrase("it is too long"))
    try:
        return read(json.loads(data))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(phrase("it does not hold what is written there: {reason}", reason=error)) from error
