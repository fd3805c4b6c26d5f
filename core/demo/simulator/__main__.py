"""``python -m core.demo.simulator``: the simulator as a process.

It prints one line of JSON when it listens, ``{"url": ..., "control": ..., "token": ...}``, or ``{"error": ...}``, and
runs until it is interrupted, killed, or, with ``--exit-with-stdin``, its standard input ends.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from core.demo import sample_library
from core.demo.simulator.control import Control
from core.demo.simulator.faults import rules_from_json
from core.demo.simulator.films import film_at
from core.demo.simulator.simulator import PlexSimulator


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; returns the exit status."""
    options = _parser().parse_args(arguments)
    agent = sample_library.agent if options.sample_agent else film_at
    try:
        plex = PlexSimulator(options.data, token=options.token, port=options.port, agent=agent)
        if not plex.store.sections():
            for section_type in ("movie", "show", "artist"):
                folders = [str(folder.absolute()) for folder in getattr(options, section_type)]
                if folders:
                    plex.add_library(*folders, section_type=section_type)
        plex.scan()
        plex.faults.replace(rules_from_json(options.faults))
        plex.start()
        control = Control(plex, options.control_port)
    except (OSError, ValueError, sqlite3.Error) as error:
        _say(error=f"the Plex simulator cannot start: {error}")
        return 1
    _say(url=plex.url, control=control.url, token=plex.token)
    try:
        if options.exit_with_stdin:
            sys.stdin.read()
        else:
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    plex.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m core.demo.simulator", description="A simulated Plex Media Server.")
    parser.add_argument("--port", type=int, default=0, help="where to listen; 0: any free port")
    parser.add_argument("--control-port", type=int, default=0, help="where to listen for control; 0: any free port")
    parser.add_argument("--data", type=Path, help="where to keep the library; without it, in memory")
    parser.add_argument("--token", help="the one that lets in; without it, a random one")
    for option, section_type, what in (
        ("--media", "movie", "films"),
        ("--shows", "show", "shows"),
        ("--music", "artist", "music"),
    ):
        words = f"a folder of {what}; may be repeated"
        parser.add_argument(option, dest=section_type, type=Path, action="append", default=[], help=words)
    parser.add_argument("--sample-agent", action="store_true", help="know the films of the sample library")
    parser.add_argument("--faults", default="[]", help="what goes wrong from the start, as the control channel has it")
    parser.add_argument("--exit-with-stdin", action="store_true", help="end when standard input ends")
    return parser


def _say(**words: str) -> None:
    print(json.dumps(words), flush=True)  # noqa: T201  the agreed first line of output


if __name__ == "__main__":
    sys.exit(main())
