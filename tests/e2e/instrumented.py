"""The application's own command line, in a process whose clock can be set and whose attempts to connect are noted.

A refused connection leaves no trace at the server, so the attempts are noted where they are made. In the folder that
`FOLDER` names, `attempts` gets a line, ``<monotonic> <port>``, for each attempt; `clock` holds the seconds that the
wall clock is wrong by, and those that the computer has slept. Linux's monotonic clock stands still in its sleep, and a
stopped process cannot tell what it was: the clocks that go on are all there is to see of it. `PATIENCE` are the seconds
between two tries of a token that was refused, for whoever has less of it than a person.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from core.clock import SystemClock
from core.delivery import sign_in
from gui import cli

FOLDER = "RECLOSER_TEST_FOLDER"
PATIENCE = "RECLOSER_TEST_PATIENCE"


class SetClock(SystemClock):
    """A clock that somebody may set."""

    def time(self) -> float:
        return super().time() + sum(_error_and_sleep())


def _error_and_sleep() -> list[float]:
    return [float(text) for text in Path(os.environ[FOLDER], "clock").read_text().split()]


def let_boot_clock_go_on() -> None:
    read = time.clock_gettime

    def clock_gettime(clock: int) -> float:
        return read(clock) + (_error_and_sleep()[1] if clock == time.CLOCK_BOOTTIME else 0.0)

    time.clock_gettime = clock_gettime


def note_attempts() -> None:
    attempts = os.open(Path(os.environ[FOLDER], "attempts"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.connect" and isinstance(address := arguments[1], tuple):
            os.write(attempts, f"{time.monotonic()} {address[1]}\n".encode())

    sys.addaudithook(note)


if __name__ == "__main__":
    note_attempts()
    let_boot_clock_go_on()
    cli.SystemClock = SetClock
    sign_in._EVERY = float(os.environ[PATIENCE])
    sys.exit(cli.main())
