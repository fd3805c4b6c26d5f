"""How the program ends."""

from __future__ import annotations

import sys

DONE, FAILED, WRONG_USAGE, NOT_RUNNING = 0, 1, 2, 3
_STOP_SIGN = 0x10  # MB_ICONERROR


def complain(words: str) -> int:
    """Tell what went wrong; returns the exit status.

    Windows starts a program without a console from the desktop, and gives it no standard error: a box tells it then.
    """
    if sys.platform == "win32" and sys.stderr is None:
        import ctypes  # noqa: PLC0415  the icon waits for this module

        ctypes.windll.user32.MessageBoxW(None, words, "Recloser", _STOP_SIGN)
    print(f"recloser: {words}", file=sys.stderr)  # noqa: T201  to whoever has started it
    return FAILED
