"""Whether a person wants deliveries to rest."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from core.clock import Clock
from core.files import set_aside, write_atomically

_log = logging.getLogger(__name__)

_LONGEST_FILE = 10_000
"""Bytes; more than that was not written by us."""
_END_OF_TIME = 1e12
"""Unix seconds; no pause lasts until then."""


@dataclass(frozen=True, slots=True)
class PauseState:
    """What a person decided."""

    paused: bool = False
    until: float | None = None
    """Unix seconds; None: until resumed."""

    def at(self, now: float) -> PauseState:
        """The state at `now` (Unix seconds): a pause whose end has come is none."""
        return PauseState() if self.until is not None and now >= self.until else self


class PauseSwitch:
    """The pause, kept in a small file over restarts. For any thread."""

    def __init__(self, path: Path | None, clock: Clock) -> None:
        """`path` is the file; None: it is not kept. A file that makes no sense is set aside and means "not paused"."""
        self._path = path
        self._clock = clock
        self._state = PauseState()
        self._loading_problem: str | None = None
        self._writing_problem: str | None = None
        self._writing = threading.Lock()
        if path:
            try:
                self._state = _read(path)
            except FileNotFoundError:
                pass
            except (OSError, ValueError) as error:
                kept = set_aside(path, clock.time())
                where = f"kept as {kept.name}" if kept else "could not be set aside"
                self._loading_problem = f"Whether to pause cannot be read from {path} ({error}); not paused: {where}"
                _log.warning("%s", self._loading_problem)
        self._written: PauseState | None = self._state
        """None: whatever a write that failed half way has left."""

    @property
    def paused(self) -> bool:
        """Whether deliveries rest now."""
        return self._now().paused

    @property
    def until(self) -> float | None:
        """Unix seconds; None: not paused, or until resumed."""
        return self._now().until

    @property
    def unwritten(self) -> bool:
        """Whether the file does not hold what the person decided: `flush` tries again."""
        return self._path is not None and self._state != self._written

    @property
    def problem(self) -> str | None:
        """What a person should know about the file, in words."""
        return self._writing_problem or self._loading_problem

    def pause(self, until: float | None = None) -> None:
        """Rest until then (Unix seconds), or until `resume`."""
        self._state = PauseState(paused=True, until=until)
        self.flush()

    def resume(self) -> None:
        """Deliver again."""
        self._state = PauseState()
        self.flush()

    def flush(self) -> None:
        """Write what could not be written before. A failure is a `problem`; the pause itself holds all the same."""
        with self._writing:
            state = self._state
            if self._path is None or state == self._written:
                return
            try:
                write_atomically(self._path, json.dumps(asdict(state)).encode())
            except OSError as error:
                if self._writing_problem is None:
                    _log.warning("Cannot write the pause: %s", error)
                self._written = None
                self._writing_problem = f"The pause cannot be written to {self._path}: {error}"
            else:
                self._written = state
                self._writing_problem = None

    def _now(self) -> PauseState:
        return self._state.at(self._clock.time())


def peek(path: Path, now: float) -> PauseState:
    """The state in the file at `now` (Unix seconds); changes nothing. Without a readable file: not paused."""
    try:
        return _read(path).at(now)
    except (OSError, ValueError):
        return PauseState()


def _read(path: Path) -> PauseState:
    with path.open("rb") as file:
        data = file.read(_LONGEST_FILE + 1)
    if len(data) > _LONGEST_FILE:
        raise ValueError("it is too long")
    try:
        found = json.loads(data)
        paused, until = found["paused"], found["until"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"it is not the JSON that is written there: {error}") from error
    if type(paused) is not bool:
        raise ValueError(f"paused is {paused!r}, and neither true nor false")
    if until is not None and (type(until) not in {int, float} or not 0 <= until < _END_OF_TIME):
        raise ValueError(f"until is {until!r}, and neither null nor a time")
    return PauseState(paused, float(until) if paused and until is not None else None)
