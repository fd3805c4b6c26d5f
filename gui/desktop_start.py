"""Starts the tray application: the icon first, everything else behind it."""

from __future__ import annotations

import gc
import os
import sys
import time
from typing import TYPE_CHECKING

from core.paths import Home, HomeError, resolve_home
from gui.exit_status import DONE, FAILED, complain

if TYPE_CHECKING:
    from core.clock import Clock

_PATIENCE = 5.0
"""Seconds that a first instance gets to answer a second one."""

_ANYBODY = -1  # ASFW_ANY of Windows


def from_environment(clock: Clock, *, background: bool) -> int:
    """`start`, where nobody has named a home."""
    try:
        return start(resolve_home(None, os.environ), clock, background=background)
    except HomeError as error:
        return _give_up(str(error))
    except KeyboardInterrupt:
        return FAILED


def start(home: Home, clock: Clock, *, background: bool) -> int:
    """Run the tray application until it is asked to end. Returns the exit status.

    Args:
        home: Where everything lives.
        clock: Where time comes from.
        background: Whether no window is wanted.
    """
    # What is loaded on the way to the icon is no garbage; looking for some takes a tenth of the time. From the moment
    # that Qt runs, the collector is `gui.garbage`'s.
    gc.disable()
    from gui import plain_imports  # noqa: PLC0415  all of it brings in Qt, of which no other command knows

    if not has_display():
        return complain("there is no display; without one there is “recloser run --headless”")
    try:
        plain_imports.load_qt()
        from gui import first_sight, single_instance  # noqa: PLC0415  the same
    except ImportError as error:
        return _give_up(_missing_libraries() or str(error))
    if not first_sight.can_be_shown() and (advice := _missing_libraries()):
        return _give_up(advice)
    try:
        home.create()
    except HomeError as error:
        return _give_up(str(error))
    instance = single_instance.SingleInstance(home.data_dir)
    if not instance.acquire():
        return _raise_the_first(home, background=background)
    result = first_sight.run(home, clock, window=not background)
    instance.release()
    return result


def has_display() -> bool:
    """Whether Qt can open windows here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _give_up(words: str) -> int:
    from gui import last_words  # noqa: PLC0415  not needed by a start that succeeds

    return last_words.give_up(words)


def _missing_libraries() -> str:
    from gui import system_libraries  # noqa: PLC0415  takes a while, and is right only where something has gone wrong

    return system_libraries.advice()


def _raise_the_first(home: Home, *, background: bool) -> int:
    """What a second start from the desktop is meant to do."""
    from gui import control  # noqa: PLC0415  brings in Qt's network, which the first start needs later

    wanted = control.Command.STATUS if background else control.Command.SHOW
    if sys.platform == "win32" and not background:
        import ctypes  # noqa: PLC0415  the icon waits for this module

        # Only whom the person has just started may bring a window to the front there, and may pass that on.
        ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            control.ask(home.data_dir, wanted)
        except control.NotRunningError as error:
            # It may have been started in the same moment, and not be listening yet.
            if time.monotonic() > deadline:
                return _give_up(f"Recloser runs already for {home.data_dir}, but does not answer: {error}")
            time.sleep(0.1)
        else:
            print("Recloser is already running.")  # noqa: T201  to whoever has started it in a terminal
            return DONE
