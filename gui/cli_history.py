"""The commands about the past: `outages`, `failed`, `retry` and `discard`. They need no running application."""

# ruff: noqa: T201  a command line speaks by printing

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.clock import SystemClock
from core.model import FailedChange, FailureKind
from gui.cli_tools import Context, as_json, in_one_line, in_words, local, opened_queue, printable, wake, whole_number
from gui.exit_status import DONE, complain

if TYPE_CHECKING:
    # Brings in SQLite, which most commands need not wait for.
    from core.resilience.outages import History
    from core.resilience.reliability import Reliability

_HOUR, _DAY = 3600.0, 86_400.0
_WINDOWS = {"24h": _DAY, "7d": 7 * _DAY, "30d": 30 * _DAY}
_ENDINGS = {
    "recovered": "recovered",
    "manual_reset": "reset by hand",
    "unseen": "its end was not seen",
    None: "goes on",
}


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parsers. Each sets `run` to the function that runs it."""
    outages = commands.add_parser("outages", help="when Plex did not answer, and how reliable it has been")
    form = outages.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as a JSON document; times are Unix seconds")
    form.add_argument("--csv", action="store_true", help="the outages as a table; times are ISO 8601")
    outages.set_defaults(run=in_words(_outages))

    failed = commands.add_parser("failed", help="the changes that are not tried again by themselves")
    failed.add_argument("--json", action="store_true", help="as a JSON document; times are Unix seconds")
    failed.set_defaults(run=in_words(_failed))

    retry = commands.add_parser("retry", help="try failed changes again: all, or those that fit")
    retry.add_argument("--reason", choices=[kind.value for kind in FailureKind], metavar="KIND", help=_kinds())
    retry.add_argument(
        "--outage", type=whole_number, metavar="N", help="those that failed during outage N, or right after it"
    )
    retry.add_argument("ids", nargs="*", type=whole_number, metavar="ID", help="those with these numbers")
    retry.set_defaults(run=in_words(_retry))

    discard = commands.add_parser("discard", help="forget failed changes for good")
    discard.add_argument(
        "ids", nargs="+", type=whole_number, metavar="ID", help="their numbers, as “recloser failed” shows them"
    )
    discard.set_defaults(run=in_words(_discard))


def _outages(context: Context) -> int:
    from core.resilience.outages import peek_history  # noqa: PLC0415  see above
    from core.resilience.outages_csv import as_csv  # noqa: PLC0415
    from core.resilience.reliability import reliability  # noqa: PLC0415

    now = SystemClock().time()
    history = peek_history(context.home.database)
    figures = {name: reliability(history, window, now) for name, window in _WINDOWS.items()}
    if context.arguments.json:
        print(json.dumps(_outages_document(history, figures, now), indent=1))
    elif context.arguments.csv:
        sys.stdout.write(as_csv(history, now))
    else:
        print("\n".join(_outages_in_words(history, figures, now)))
    return DONE


def _outages_document(history: History, figures: dict[str, Reliability], now: float) -> dict[str, Any]:
    from core.resilience.outages_csv import duration  # noqa: PLC0415  see above

    return {
        "outages": [asdict(outage) | {"duration": duration(outage, now)} for outage in history.outages],
        "reliability": {name: asdict(reliability) for name, reliability in figures.items()},
    }


def _outages_in_words(history: History, figures: dict[str, Reliability], now: float) -> Iterator[str]:
    from core.resilience.outages_csv import duration  # noqa: PLC0415  see above

    for one in history.outages:
        yield (
            f"{one.id:4}  {local(one.started_at)}  {_length(duration(one, now)):>12}  {_ENDINGS[one.ending]};"
            f" {one.held} held, {one.delivered} delivered; {one.reason}"
        )
    yield "" if history.outages else "No outages."
    for name, one_window in figures.items():
        if one_window.availability is None:
            yield f"{name:>4}: Plex was not watched"
            continue
        parts = [f"{100 * one_window.availability:.2f} % available", f"watched for {_length(one_window.watched)}"]
        if one_window.mtbf is not None:
            parts.append(f"{_length(one_window.mtbf)} between failures")
        if one_window.mttr is not None:
            parts.append(f"{_length(one_window.mttr)} to recover")
        yield f"{name:>4}: {', '.join(parts)}"


def _failed_as_json(failed: FailedChange) -> dict[str, Any]:
    fields = [as_json(change) | {"was_locked": change.was_locked} for change in failed.fields]
    return asdict(failed) | {"fields": fields}


def _failed(context: Context) -> int:
    from core.delivery.peek import peek_failed  # noqa: PLC0415  see above

    changes = peek_failed(context.home.database)
    if context.arguments.json:
        print(json.dumps([_failed_as_json(change) for change in changes], indent=1))
    elif changes:
        print("\n".join(line for change in changes for line in _one_failed(change)))
    else:
        print("No failed changes.")
    return DONE


def _one_failed(change: FailedChange) -> Iterator[str]:
    yield f"{change.id:4}  {local(change.failed_at)}  {change.kind:12}  {printable(change.path)}"
    yield f"      {change.reason}"
    for field in change.fields:
        yield f"      {in_one_line(field)}"


def _retry(context: Context) -> int:
    between = None
    if context.arguments.outage is not None:
        between = _time_of(context.home.database, context.arguments.outage)
        if between is None:
            return complain(f"there is no outage {context.arguments.outage}; “recloser outages” shows them")
    if not context.home.database.exists():
        return _told(0, context.arguments.ids, "tried again")
    kind = FailureKind(context.arguments.reason) if context.arguments.reason else None
    with opened_queue(context.home) as queue:
        count = queue.retry(context.arguments.ids or None, kind=kind, failed_between=between)
    if count:
        wake(context.home)
    return _told(count, context.arguments.ids, "tried again")


def _time_of(database: Path, number: int) -> tuple[float, float] | None:
    """When the changes failed that an outage is to blame for: until all that it held had gone out."""
    from core.resilience.outages import peek_history  # noqa: PLC0415  see above

    outage = next((one for one in peek_history(database).outages if one.id == number), None)
    if outage is None:
        return None
    end = outage.drained_at if outage.ended_at is not None else None
    return outage.started_at, SystemClock().time() if end is None else end


def _discard(context: Context) -> int:
    if not context.home.database.exists():
        return _told(0, context.arguments.ids, "discarded")
    with opened_queue(context.home) as queue:
        count = queue.discard(context.arguments.ids)
    if count:
        wake(context.home)
    return _told(count, context.arguments.ids, "discarded")


def _told(count: int, ids: list[int], what: str) -> int:
    print(f"{count} failed change{'' if count == 1 else 's'} {what}")
    missing = len(set(ids)) - count
    return (
        complain(f"{missing} of the numbers fit no failed change; “recloser failed” shows them")
        if missing > 0
        else DONE
    )


def _length(seconds: float) -> str:
    """In its two biggest units."""
    whole = round(seconds)
    units = ((whole // 86_400, "d"), (whole % 86_400 // 3600, "h"), (whole % 3600 // 60, "min"), (whole % 60, "s"))
    first = next((place for place, (number, _) in enumerate(units) if number), len(units) - 1)
    return " ".join(f"{number} {unit}" for number, unit in units[first : first + 2] if number or not whole)


def _kinds() -> str:
    return f"those that failed for this reason: {', '.join(FailureKind)}"
