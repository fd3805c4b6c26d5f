"""Loads PySide6 without its eye on every other import.

PySide6 puts a function of its own in the place of `__import__`, for the sake of programs that switch its methods to
snake case (``from __feature__ import ...``, which ours does not). It has `inspect` read the source of each module that
is imported from then on, to see whether PySide6 occurs in it, and `linecache` keeps all of that: half of the time to
the icon, and a fifth of the memory.
"""

from __future__ import annotations

import builtins
import linecache


def load_qt() -> None:
    """Import PySide6, and leave all imports as they were. Call it before anything else imports PySide6."""
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401, PLC0415  what this function is for

    builtins.__import__ = plain
    linecache.clearcache()  # of the modules that PySide6 itself consists of
