"""The entry point of everything: the tray application as desktops start it, or the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from core.clock import SystemClock

_BACKGROUND = "--background"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say. Returns the exit status: see `gui.command_line.run`."""
    given = sys.argv[1:] if arguments is None else arguments
    if set(given) <= {_BACKGROUND}:
        # The icon does not wait for the parser of twenty commands.
        from gui import desktop_start  # noqa: PLC0415

        return desktop_start.from_environment(SystemClock(), background=_BACKGROUND in given)
    from gui import command_line  # noqa: PLC0415  the same

    return command_line.run(given, SystemClock())


if __name__ == "__main__":
    sys.exit(main())
