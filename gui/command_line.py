"""The command line."""

from __future__ import annotations

import argparse
import errno
import getpass
import io
import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import core
from core import settings, status
from core.clock import Clock
from core.logs import set_up
from core.model import Change
from core.paths import Home, HomeError, resolve_home
from core.secrets import Redactor, TokenError, TokenStore
from gui import cli_delivery, cli_history, desktop_start
from gui.cli_tools import counted
from gui.exit_status import DONE, FAILED, NOT_RUNNING, complain

# Everything that imports Qt or the database comes in only with the command that needs it: `--version` and a wrong
# option answer at once.

_ANSWER, _LOOK = 10.0, 0.1
"""Seconds that somebody who checks is kept waiting for Plex, and between two looks."""


@dataclass(frozen=True, slots=True)
class _Context:
    home: Home
    arguments: argparse.Namespace
    clock: Clock
    redactor: Redactor

    def tokens(self) -> TokenStore:
        home = self.home
        return TokenStore(home.token_file, os.environ, account=lambda: home.keyring_account, redactor=self.redactor)


def run(arguments: Sequence[str], clock: Clock) -> int:
    """Run one command. Returns the exit status: 0 done, 1 failed, 2 wrong usage, 3 not running where it must."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Windows gives a pipe some 200 characters, and titles and our own words have others.
        sys.stdout.reconfigure(errors="backslashreplace")
    parser = _parser()
    parsed = parser.parse_args(arguments)
    try:
        home = resolve_home(parsed.home, os.environ)
        result: int = parsed.run(_Context(home, parsed, clock, Redactor()))
        if sys.stdout is not None:
            sys.stdout.flush()  # not only when Python ends, where nobody could catch what it raises
    except (HomeError, TokenError) as error:
        return complain(str(error))
    except KeyboardInterrupt:
        return FAILED
    except OSError as error:
        if not _has_no_reader(error):
            raise
        # The reader of our output has gone (`recloser status | head -1`): nothing is left to be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return result


def _has_no_reader(error: OSError) -> bool:
    """Whether it is that of a pipe which nobody reads any more; C's library has another for it on Windows."""
    on_windows = sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    return on_windows or isinstance(error, BrokenPipeError)


class _Subcommand(argparse.ArgumentParser):
    """Takes `--home` behind the command as well as before it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.add_argument("--home", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="recloser",
        description="Delivers the metadata you curate to your Plex server, and rides out its outages.",
    )
    parser.add_argument("--version", action="version", version=f"recloser {core.__version__}")
    parser.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help="keep settings, state, queue and logs in this folder (or RECLOSER_HOME)",
    )
    parser.add_argument("--background", action="store_true", help="start in the tray, without opening a window")
    parser.set_defaults(run=_tray)
    commands: argparse._SubParsersAction[argparse.ArgumentParser] = parser.add_subparsers(  # the only name it has
        title="commands", metavar="COMMAND", parser_class=_Subcommand
    )

    run = commands.add_parser("run", help="run without a screen: log to the terminal, Ctrl-C to stop")
    run.add_argument("--headless", action="store_true", required=True, help="no tray, no window")
    run.set_defaults(run=_headless)

    shown = commands.add_parser("status", help="how everything stands, whether or not the application runs")
    shown.add_argument("--json", action="store_true", help="as a JSON document")
    shown.set_defaults(run=_status)

    for name, words in (
        ("reset", "close the breaker by hand and try Plex at once"),
        ("pause", "deliver nothing until resumed"),
        ("resume", "deliver again"),
        ("check", "ask Plex for a sign of life now; in an outage, an answer lets a trial follow at once"),
    ):
        commands.add_parser(name, help=words).set_defaults(run=_command, command=name)

    enqueue = commands.add_parser("enqueue", help="queue one job or a list of jobs from another program")
    enqueue.add_argument("file", metavar="FILE.json", help="the file with the jobs; - reads standard input")
    enqueue.set_defaults(run=_enqueue)

    cli_delivery.add_commands(commands)
    cli_history.add_commands(commands)

    sign_in = commands.add_parser("sign-in", help="keep a Plex token (asked for, or read from standard input)")
    sign_in.set_defaults(run=_sign_in)

    demo = commands.add_parser("demo", help="play an outage against an embedded Plex simulator")
    demo.add_argument("--auto", action="store_true", help="end by itself; exit status 0 when everything has arrived")
    demo.set_defaults(run=_demo)
    return parser


def _tray(context: _Context) -> int:
    return desktop_start.start(context.home, context.clock, background=context.arguments.background)


def _headless(context: _Context) -> int:
    from gui import plain_imports  # noqa: PLC0415  see above

    plain_imports.load_qt()
    from gui import headless, single_instance  # noqa: PLC0415  see above

    context.home.create()
    instance = single_instance.SingleInstance(context.home.data_dir)
    if not instance.acquire():
        return complain(f"Recloser is already running for {context.home.data_dir}")
    logs = set_up(context.home.log, to_terminal=True, redact=context.redactor)
    result = headless.run(context.home, context.tokens(), context.clock, logs)
    instance.release()
    return result


def _status(context: _Context) -> int:
    from gui import control  # noqa: PLC0415  see above

    try:
        document = control.ask(context.home.data_dir, control.Command.STATUS)
    except control.NotRunningError:
        loaded = settings.load(context.home.settings)
        snapshot = status.looked_up(context.home, loaded, context.tokens(), context.clock)
        document = status.document(snapshot, running=False)
    if context.arguments.json:
        print(json.dumps(document, indent=1))
    else:
        print("\n".join(status.in_words(document)))
    return DONE


def _command(context: _Context) -> int:
    from gui import control  # noqa: PLC0415  see above

    command = control.Command(context.arguments.command)
    try:
        document = control.ask(context.home.data_dir, command)
        if command is control.Command.CHECK:
            document = _answered(context, document)
    except control.NotRunningError:
        print(f"recloser: “{command}” needs the running application, and none runs here", file=sys.stderr)
        return NOT_RUNNING
    result = status.check_in_words(document) if command is control.Command.CHECK else []
    print("\n".join([*result, *status.in_words(document)]))
    return DONE


def _answered(context: _Context, document: dict[str, Any]) -> dict[str, Any]:
    """How everything stands when Plex has answered, or after so long. Raises `NotRunningError`."""
    from gui import control  # noqa: PLC0415  see above

    deadline = time.monotonic() + _ANSWER
    while (document.get("asked_check") or {}).get("running") and time.monotonic() < deadline:
        time.sleep(_LOOK)
        document = control.ask(context.home.data_dir, control.Command.STATUS)
    return document


def _enqueue(context: _Context) -> int:
    from core.database import Database, DatabaseUnavailable  # noqa: PLC0415  see above
    from core.delivery.job_document import JobFormatError, parse_jobs  # noqa: PLC0415
    from core.delivery.queue import JobQueue  # noqa: PLC0415
    from gui import control  # noqa: PLC0415

    name: str = context.arguments.file
    try:
        # As bytes: what a pipe's text is decoded with differs from terminal to terminal, JSON is UTF-8 everywhere.
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = data.decode("utf-8-sig")
        changes = parse_jobs(text, "enqueue")
        context.home.create()
        queue = JobQueue(Database(context.home.database, context.clock), context.clock)
        try:
            count = queue.enqueue(changes)
        finally:
            queue.close()
    except UnicodeDecodeError:
        return complain(f"{name} is not UTF-8 text; jobs are JSON in UTF-8")
    except OSError as error:
        return complain(f"{name} cannot be read: {error.strerror}")
    except (JobFormatError, DatabaseUnavailable) as error:
        return complain(str(error))
    try:
        control.ask(context.home.data_dir, control.Command.WAKE)
        when = "on their way"
    except control.NotRunningError:
        when = "they go out when Recloser runs"
    print(f"{counted(len(changes), 'change')} for {counted(count, 'item')} queued; {when}")
    for missing in _missing_pictures(changes):
        print(f"recloser: there is no picture {missing} (yet); without it this picture is left out", file=sys.stderr)
    return DONE


def _missing_pictures(changes: Sequence[Change]) -> list[str]:
    """Files that are to be uploaded and cannot be: whoever names them should know at once."""
    pictures = (picture for change in changes for picture in change.metadata.artwork)
    return [each.location for each in pictures if not each.is_remote and not Path(each.location).is_file()]


def _sign_in(context: _Context) -> int:
    from core.plex.renewal import forget_renewal  # noqa: PLC0415  see above
    from gui import control  # noqa: PLC0415

    token = getpass.getpass("Plex token: ") if sys.stdin.isatty() else sys.stdin.read()
    context.home.create()
    tokens = context.tokens()
    kept = tokens.store(token)
    forget_renewal(tokens)  # it is for a token that the browser brought
    print(f"The token is kept in {kept}.")
    with suppress(control.NotRunningError):  # then the token is read at the next start
        control.ask(context.home.data_dir, control.Command.CHECK)
    return DONE


def _demo(context: _Context) -> int:
    from gui import demo  # noqa: PLC0415  see above

    return demo.run(context.arguments.home, auto=context.arguments.auto, display=desktop_start.has_display())
