"""How the program ends."""

from __future__ import annotations

import sys

DONE, FAILED, WRONG_USAGE, NOT_RUNNING = 0, 1, 2, 3


def complain(words: str) -> int:
    """Tell what went wrong; returns the exit status."""
    print(f"recloser: {words}", file=sys.stderr)  # noqa: T201  to whoever has started it
    return FAILED
