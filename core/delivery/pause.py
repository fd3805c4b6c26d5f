"""Whether a person wants deliveries to rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import kept_value
from core.clock import Clock
from core.kept_value import KeptValue
from core.phrases import phrase

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
        self._clock = clock
        self._state = KeptValue(path, clock, _from_json, PauseState(), phrase("The pause"), phrase("not paused"))

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
        return self._state.unwritten

    @property
    def problem(self) -> str | None:
        """What a person should know about the file, in words."""
        return self._state.problem

    def pause(self, until: float | None = None) -> None:
        """Rest until then (Unix seconds), or until `resume`."""
        self._state.value = PauseState(paused=True, until=until)
        self.flush()

    def resume(self) -> None:
        """Deliver again."""
        self._state.value = PauseState()
        self.flush()

    def flush(self) -> None:
        """Write what could not be written before. A failure is a `problem`; the pause itself holds all the same."""
        self._state.flush()

    def _now(self) -> PauseState:
        return self._state.value.at(self._clock.time())


def peek(path: Path, now: float) -> PauseState:
    """The state in the file at `now` (Unix seconds); changes nothing. Without a readable file: not paused."""
    return kept_value.peek(path, _from_json, PauseState()).at(now)


def _from_json(found: Any) -> PauseState:
    paused, until = found["paused"], found["until"]
    if type(paused) is not bool:
        raise ValueError(phrase("paused is {value!r}, and neither true nor false", value=paused))
    if until is not None and (type(until) not in {int, float} or not 0 <= until < _END_OF_TIME):
        raise ValueError(phrase("until is {value!r}, and neither null nor a time", value=until))
    return PauseState(paused, float(until) if paused and until is not None else None)
