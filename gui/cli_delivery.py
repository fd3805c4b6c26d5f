"""The commands about what is delivered: `sync`, `preview`, `approve`, `cancel`, `history` and `undo`."""

# ruff: noqa: T201  a command line speaks by printing

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import settings
from core.clock import SystemClock
from core.model import DeliveredChange, PlannedChange
from gui.cli_tools import (
    Context,
    as_json,
    counted,
    in_one_line,
    in_words,
    local,
    opened_queue,
    printable,
    wake,
    whole_number,
)
from gui.exit_status import DONE, NOT_RUNNING, complain

if TYPE_CHECKING:
    # Brings in SQLite, which most commands need not wait for.
    from core.delivery.listings import QueuedChange


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the parsers. Each sets `run` to the function that runs it."""
    sync = commands.add_parser("sync", help="compare everything with Plex, and deliver the differences")
    sync.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="only what lies there")
    sync.set_defaults(run=_sync)

    preview = commands.add_parser("preview", help="what would change in Plex; nothing is written")
    preview.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="only what lies there")
    preview.add_argument("--json", action="store_true", help="as a JSON document")
    preview.set_defaults(run=in_words(_preview))

    approve = commands.add_parser("approve", help="let the first synchronisation go ahead")
    approve.set_defaults(run=in_words(_approve))

    cancel = commands.add_parser("cancel", help="drop what a synchronisation has not delivered yet; edits stay")
    cancel.set_defaults(run=in_words(_cancel))

    history = commands.add_parser("history", help="what was delivered: before and after, for 90 days")
    history.add_argument("--json", action="store_true", help="as a JSON document; times are Unix seconds")
    history.add_argument("--search", default="", metavar="TEXT", help="only items with this in their title or path")
    history.add_argument("--limit", type=whole_number, default=-1, metavar="N", help="only the latest N")
    history.set_defaults(run=in_words(_history))

    queue = commands.add_parser("queue", help="what is still to be delivered, and why it has not been yet")
    queue.add_argument("--json", action="store_true", help="as a JSON document; times are Unix seconds")
    queue.set_defaults(run=in_words(_queue))

    undo = commands.add_parser("undo", help="put back the values and locks that a delivered change has overwritten")
    undo.add_argument(
        "changes", nargs="+", type=whole_number, metavar="CHANGE", help="numbers, as “recloser history” shows them"
    )
    undo.set_defaults(run=in_words(_undo))


def _sync(context: Context) -> int:
    from gui import control  # noqa: PLC0415  slow: Qt

    paths = _paths(context)
    if missing := _missing(paths):
        return complain(missing)
    try:
        reply = control.ask(context.home.data_dir, control.Command.SYNC, paths=[str(path) for path in paths])
    except control.NotRunningError:
        complain("“sync” needs the running application, and none runs here")
        return NOT_RUNNING
    if refusal := reply.get("error"):
        return complain(refusal)
    what = "What lies there" if paths else "Everything"
    print(f"{what} is being compared with Plex; “recloser status” shows how far it is")
    return DONE


def _paths(context: Context) -> list[Path]:
    # What is found below a path is named after it, and no library of Plex has a file with ".." on its way.
    return [Path(os.path.abspath(path)) for path in context.arguments.paths]  # noqa: PTH100  pathlib keeps the ".."


def _missing(paths: Iterable[Path]) -> str:
    """Which of them there is not, in words; "" if all are there."""
    return next((f"there is no {path}" for path in paths if not path.exists()), "")


def _preview(context: Context) -> int:
    from core.assembly import build_previewer  # noqa: PLC0415  slow, as all below: SQLite, lxml, plexapi
    from core.delivery.previewer import PreviewImpossible  # noqa: PLC0415

    loaded = settings.load(context.home.settings)
    if not loaded.exists:
        return complain(f"Recloser is not set up: there is no {context.home.settings}")
    if loaded.problems:
        return complain("; ".join(map(str, loaded.problems)))
    paths = _paths(context)
    if missing := _missing(paths):
        return complain(missing)
    context.home.create()
    found: list[PlannedChange] = []
    try:
        with build_previewer(context.home, loaded.settings, context.tokens(), SystemClock()) as previewer:
            for planned in previewer.run(paths):
                found.append(planned)
                if not context.arguments.json and (planned.fields or planned.problem):
                    print("\n".join(_one_planned(planned)))
    except PreviewImpossible as error:
        return complain(str(error))
    changing = sum(bool(planned.fields) for planned in found)
    if context.arguments.json:
        print(json.dumps(_preview_document(found, changing), indent=1))
    else:
        print(f"{changing:,} of {counted(len(found), 'item')} would change")
    return DONE


def _preview_document(found: Iterable[PlannedChange], changing: int) -> dict[str, Any]:
    items = [
        {
            "path": printable(planned.path),
            "kind": planned.kind,
            "title": planned.title,
            "changes": [as_json(change) for change in planned.fields],
            "problem": planned.problem or None,
        }
        for planned in found
    ]
    return {"would_change": changing, "total": len(items), "items": items}


def _one_planned(planned: PlannedChange) -> Iterable[str]:
    path = printable(planned.path)  # a title alone, such as “Episode 1”, may be that of many
    yield f"{planned.title}  ({path})" if planned.title else path
    for change in planned.fields:
        yield f"    {in_one_line(change)}"
    if planned.problem:
        yield f"    ! {planned.problem}"


def _approve(context: Context) -> int:
    from core.database import Database  # noqa: PLC0415  see above
    from core.delivery.unapproved import UnapprovedJobs  # noqa: PLC0415

    context.home.create()
    clock = SystemClock()
    with closing(Database(context.home.database, clock)) as database:
        count = UnapprovedJobs(database, clock).approve()
    wake(context.home)
    print(f"{counted(count, 'change')} approved; later changes need no approval")
    return DONE


def _cancel(context: Context) -> int:
    from gui import control  # noqa: PLC0415  slow: Qt

    count = 0
    if context.home.database.exists():
        with opened_queue(context.home) as queue:
            count = queue.cancel_bulk()
        with suppress(control.NotRunningError):  # what is still being read is not to be queued either
            control.ask(context.home.data_dir, control.Command.CANCEL)
    print(f"{counted(count, 'change')} dropped")
    return DONE


def _queue(context: Context) -> int:
    from core.delivery.listings import QUEUE  # noqa: PLC0415  see above

    keys = QUEUE.keys(context.home.database)
    rows = QUEUE.rows(context.home.database, keys)
    queued = [rows[key] for key in keys if key in rows]
    if context.arguments.json:
        print(json.dumps([asdict(one) | {"path": printable(one.path)} for one in queued], indent=1))
    elif queued:
        print("\n".join(line for one in queued for line in _one_queued(one)))
    else:
        print("Nothing is waiting.")
    return DONE


def _one_queued(one: QueuedChange) -> Iterable[str]:
    due = "" if one.due_at is None else f", next try {local(one.due_at)}"
    yield f"{one.id:5}  {one.stage}{due}  {printable(one.path)}"
    if one.reason:
        yield f"       {one.reason}"


def _history(context: Context) -> int:
    from core.delivery.journal import peek_journal  # noqa: PLC0415  see above

    arguments = context.arguments
    entries = peek_journal(context.home.database, arguments.limit, search=arguments.search)
    if arguments.json:
        print(json.dumps([_entry_as_json(entry) for entry in entries], indent=1))
    elif entries:
        print("\n".join(line for entry in entries for line in _one_entry(entry)))
    else:
        print("Nothing was delivered.")
    return DONE


def _entry_as_json(entry: DeliveredChange) -> dict[str, Any]:
    return {
        "id": entry.id,
        "at": entry.at,
        "path": printable(entry.path),
        "source": printable(entry.source),
        "kind": entry.kind,
        "rating_key": entry.rating_key,
        "title": entry.title,
        "changes": [as_json(change) | {"was_locked": change.was_locked} for change in entry.fields],
        "skipped": list(entry.skipped),
        "undone_by": entry.undone_by,
    }


def _one_entry(entry: DeliveredChange) -> Iterable[str]:
    undone = "" if entry.undone_by is None else f"  (undone by {entry.undone_by})"
    program = "" if Path(entry.source).is_absolute() else f"  (from {printable(entry.source)})"
    yield f"{entry.id:5}  {local(entry.at)}  {entry.title}{undone}"
    yield f"       {printable(entry.path)}{program}"
    for change in entry.fields:
        yield f"       {in_one_line(change)}"
    if entry.skipped:
        yield f"       left out, because Plex has no such field (kind {entry.kind}): {', '.join(entry.skipped)}"


def _undo(context: Context) -> int:
    from core.delivery.journal import peek_entries  # noqa: PLC0415  see above
    from core.delivery.undo import as_changes  # noqa: PLC0415

    wanted = set(context.arguments.changes)
    entries = {entry.id: entry for entry in peek_entries(context.home.database, wanted)}
    if missing := sorted(wanted - entries.keys()):
        return complain(f"there is no change {', '.join(map(str, missing))}; “recloser history” shows them")
    if undone := sorted(entry.id for entry in entries.values() if entry.undone_by is not None):
        return complain(f"undone already: {', '.join(map(str, undone))}")
    with opened_queue(context.home) as queue:
        queue.enqueue(as_changes(list(entries.values())))
    wake(context.home)
    print(f"{counted(len(entries), 'change')} will be undone")
    return DONE
