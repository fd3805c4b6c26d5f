"""The window of the real application, on a virtual screen."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import JobQueue
from core.demo.simulator import ALL_BUT_IDENTITY, Hangs
from core.model import Change, Kind, Metadata
from tests.e2e.application import App
from tests.e2e.screen import Screen, TrayHost, require, wait_until

pytestmark = pytest.mark.screen

MANY = 20_000
PAGES = (1, 3, 4, 5, 6, 7)
"""The shortcuts of those that are always there."""
GIVEN_BACK = 12_288
"""KiB of its own that the application may have more after the window was closed than before it was first opened: what
Qt keeps of fonts and styles, and the code of the pages."""
OFTEN = 3
"""So often it is opened again; were it kept, each time would cost four to seven thousand KiB."""


@pytest.fixture
def app(screen: Screen, host: TrayHost, plex, tmp_path) -> App:
    require("xdotool")
    return App(screen, plex, tmp_path)


def xdotool(app: App, *arguments: str) -> str:
    command = ["xdotool", *arguments]
    return subprocess.run(command, env=app.screen.environ, capture_output=True, text=True, check=False).stdout


def window(app: App) -> str | None:
    found = xdotool(app, "search", "--onlyvisible", "--name", "^Recloser$").split()
    return found[-1] if found else None


def browse_and_close(app: App, host: TrayHost) -> None:
    """All pages, as a person does it with the keyboard."""
    host.activate()
    shown = wait_until(lambda: window(app), "the window")
    assert is_reading(app)
    xdotool(app, "windowfocus", "--sync", shown)
    for page in PAGES:
        xdotool(app, "key", "--delay", "100", f"alt+{page}", "Down", "End")
    xdotool(app, "key", "ctrl+w")
    wait_until(lambda: not window(app), "the window to be gone")


def own_memory(app: App) -> int:
    """KiB that no other process shares."""
    status = Path(f"/proc/{app.process.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("RssAnon"))


def is_reading(app: App) -> bool:
    """Whether the thread that reads for the window is there."""
    threads = Path(f"/proc/{app.process.pid}/task").iterdir()
    return any((thread / "comm").read_text().startswith("recloser-reader"[:15]) for thread in threads)


def settled(app: App, most: int) -> int:
    """What is left after the window is gone, as soon as it is below `most`; else after some seconds."""
    left = []

    def low() -> bool:
        left.append(own_memory(app))
        return left[-1] <= most

    try:
        wait_until(low, "memory to be given back", timeout=8.0)
    except AssertionError:
        return left[-1]
    return left[-1]


@pytest.mark.patient
def test_closing_the_window_gives_its_memory_and_its_thread_back(app: App, host: TrayHost) -> None:
    clock = SystemClock()
    queue = JobQueue(Database(app.home.database, clock), clock)
    queue.enqueue(
        [Change(f"/nowhere/Film {n}.mkv", Metadata(title=f"Film {n}"), "test", Kind.MOVIE) for n in range(MANY)]
    )
    queue.close()
    app.plex.faults.set(Hangs(), ALL_BUT_IDENTITY)
    app.start()
    host.wait_for_item()
    app.wait_for_queue(waiting=MANY + len(app.films))
    before = own_memory(app)
    browse_and_close(app, host)
    wait_until(lambda: not is_reading(app), "the reading thread to end")
    assert settled(app, before + GIVEN_BACK) - before <= GIVEN_BACK
    for _ in range(OFTEN):
        browse_and_close(app, host)
    assert settled(app, before + GIVEN_BACK) - before <= GIVEN_BACK
