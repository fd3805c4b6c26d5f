"""`circuit_breaker.json`: the breaker's record on disk.

What is written is always whole; what is read may be anything. Who only wants to look uses `peek`, which leaves the
folder as it is.
"""

from __future__ import annotations

import json
import logging
import reprlib
import stat
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from core.clock import Clock
from core.files import set_aside, write_atomically
from core.phrases import phrase
from core.resilience.circuit import BreakerRecord
from core.snapshot import CircuitState

__all__ = ["BreakerRecord", "encode", "load", "parse", "peek", "save"]

_VERSION = 1
_REQUIRED = ("state", "failure_count", "success_count", "opened_at")
_LARGEST_FILE = 65_536
"""Bytes: ten times what is ever written."""
_LARGEST_COUNT = 1_000_000_000
_LAST_MOMENT = 253_402_300_799
"""Unix seconds at the end of the year 9999, where calendars end."""

_log = logging.getLogger(__name__)


def parse(data: bytes) -> BreakerRecord:
    """Read a record.

    State names are read in any case, the four keys of the oldest files are enough, and unknown keys are passed over.

    Raises:
        ValueError: In words, why this is no record.
    """
    found = _object(data)
    missing = [key for key in _REQUIRED if key not in found]
    if missing:
        raise ValueError(phrase("it lacks {names}", names=", ".join(missing)))
    version = _number("version", found.get("version", _VERSION), sys.float_info.max)
    if version != _VERSION:
        raise ValueError(
            phrase("it has version {version:g}; this program knows version {known}", version=version, known=_VERSION)
        )
    state = _state(found["state"])
    opened_at = _moment("opened_at", found["opened_at"])
    if state is CircuitState.OPEN and opened_at is None:
        raise ValueError(phrase("it is open, but opened_at does not say since when"))
    outage_started_at = _moment("outage_started_at", found.get("outage_started_at"))
    closed = state is CircuitState.CLOSED
    return BreakerRecord(
        state=state,
        failure_count=_count("failure_count", found["failure_count"]),
        success_count=_count("success_count", found["success_count"]),
        opened_at=None if closed else opened_at,
        recovery_timeout=_number("recovery_timeout", found.get("recovery_timeout", 60.0), sys.float_info.max),
        reopen_count=_count("reopen_count", found.get("reopen_count", 0)),
        reason=_text("reason", found.get("reason")),
        outage_started_at=None if closed else outage_started_at,
    )


def encode(record: BreakerRecord) -> bytes:
    """The file's content for `record`; `parse` reads it back."""
    return (json.dumps({"version": _VERSION} | asdict(record), allow_nan=False, indent=1) + "\n").encode()


def load(path: Path, clock: Clock, tell: Callable[[str], None] = lambda _words: None) -> BreakerRecord | None:
    """Read the record at start; None when there is none, and the breaker starts CLOSED.

    Whatever else stands in its place is kept beside, as ``<name>.bad-<Unix seconds>``, logged, and told to `tell`.
    Raises nothing.
    """
    try:
        return parse(_read(path))
    except FileNotFoundError:
        _log.warning("There is no breaker state at %s yet: starting CLOSED", path)
    except (OSError, ValueError) as error:
        aside = set_aside(path, clock.time())
        words = phrase(
            "The breaker state at {path} cannot be used: {reason}; {kept}; starting CLOSED",
            path=path,
            reason=error,
            kept=phrase("kept as {name}", name=aside.name) if aside else phrase("it could not be renamed"),
        )
        _log.warning("%s", words)
        tell(words)
    return None


def peek(path: Path) -> BreakerRecord | None:
    """Read the record without touching anything; None when there is none that can be used. Raises nothing."""
    try:
        return parse(_read(path))
    except (OSError, ValueError):
        return None


def save(path: Path, record: BreakerRecord) -> None:
    """Write the record, atomically and durably; the folder is made when it is not there.

    Raises:
        OSError: It could not be written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(path, encode(record))


def _read(path: Path) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError(phrase("it is not a file"))  # opening a pipe could wait for ever
    with path.open("rb") as file:
        data = file.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        raise ValueError(phrase("it is larger than {limit} bytes", limit=_LARGEST_FILE))
    return data


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data, parse_constant=_refuse)
    except RecursionError:
        raise ValueError(phrase("it is nested too deeply")) from None
    except ValueError as error:
        raise ValueError(phrase("it is not JSON ({words})", words=error)) from None
    if not isinstance(found, dict):
        raise _wrong(phrase("the whole"), found, phrase("an object"))
    return found


def _refuse(constant: str) -> NoReturn:
    """Python's reader takes NaN and Infinity, which JSON does not have."""
    raise ValueError(phrase("{value} is no number", value=constant))


def _state(value: object) -> CircuitState:
    try:
        return CircuitState(value.lower() if isinstance(value, str) else "")
    except ValueError:
        raise _wrong("state", value, phrase("one of {names}", names=", ".join(CircuitState))) from None


def _number(key: str, value: object, most: float) -> float:
    # A bool is an int to Python, not to a reader; the comparison refuses infinity, which 1e999 is read as.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise _wrong(key, value, phrase("a number from {low} to {high}", low=0, high=f"{most:g}"))
    return float(value)


def _moment(key: str, value: object) -> float | None:
    return None if value is None else _number(key, value, _LAST_MOMENT)


def _count(key: str, value: object) -> int:
    if isinstance(value, float):
        raise _wrong(key, value, phrase("a whole number"))
    return int(_number(key, value, _LARGEST_COUNT))


def _text(key: str, value: object) -> str:
    if not isinstance(value, str | None):
        raise _wrong(key, value, phrase("text"))
    return value or ""


def _wrong(key: str, value: object, allowed: str) -> ValueError:
    return ValueError(
        phrase("{what} is {value}; it must be {allowed}", what=key, value=reprlib.repr(value), allowed=allowed)
    )
