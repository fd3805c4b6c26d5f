"""Every page of the window, with something on it."""

from __future__ import annotations

import time
from contextlib import closing

from core.clock import SystemClock
from core.database import Database
from core.delivery.listings import PLANNED
from core.demo.simulator import ALL_BUT_IDENTITY, Refuses, unauthorized, writes
from core.resilience.outages import Ending
from tests.e2e.application import App
from tests.e2e.screen import wait_until
from tests.e2e.tour.camera import QUIET, SETTLING, Camera, Scheme, add_settings, desk

PAGES = ("overview", "preview", "queue", "failed", "history", "outages", "log")
"""In the order of their shortcuts, Alt+1 and so on."""

DAY = 86_400.0
OUTAGES = (
    (24.3, 2_700.0, "no answer within 30 s", 12),
    (17.6, 410.0, "503 Service Unavailable: maintenance", 0),
    (9.4, 14_100.0, "connection refused", 37),
    (3.2, 95.0, "connection refused", 1),
    (0.4, 1_260.0, "503 Service Unavailable: maintenance", 4),
)
"""How many days ago, for how many seconds, why, and how many changes were held back."""


def remember(app: App) -> None:
    """The computer was on during the day for a month, and Plex was away now and then."""
    clock = SystemClock()
    now = clock.time()
    days = [now - day * DAY for day in range(30)]
    with closing(Database(app.home.database, clock)) as database, database.transaction() as connection:
        connection.executemany(
            "INSERT INTO running (started_at, seen_at) VALUES (?, ?)",
            [(day - 0.7 * DAY, day - 60) for day in reversed(days)],
        )
        connection.executemany(
            "INSERT INTO outages (started_at, ended_at, ending, reason, held, delivered, drained_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    now - ago * DAY,
                    now - ago * DAY + lasted,
                    Ending.RECOVERED,
                    reason,
                    held,
                    held,
                    now - ago * DAY + lasted,
                )
                for ago, lasted, reason, held in OUTAGES
            ],
        )


def take_window(scheme: Scheme) -> None:
    """From the first synchronisation over an outage to a refused token."""
    with desk(scheme) as (app, camera):
        remember(app)
        add_settings(app, QUIET, confirm=True)
        app.start("--home", str(app.home.data_dir))
        films = len(app.films)
        wait_until(lambda: len(PLANNED.keys(app.home.database)) == films, "the preview")
        camera.wait_for_window("Recloser")
        _take_page(camera, "overview", "approval")
        _take_page(camera, "preview", row=2)
        app.command("approve")
        app.wait_for_delivered(films)
        _take_page(camera, "overview", "connected")
        app.plex.faults.set(Refuses(400), writes())
        for number in range(3):
            app.edit(number, "An edit that Plex refuses")
        app.wait_for_queue(failed=3)
        app.plex.faults.clear()
        app.plex.stop()
        for number in range(3, films):
            app.edit(number, "Edited during the outage")
        app.wait_for_state("open")
        app.wait_for_queue(waiting=films - 3)
        _take_page(camera, "overview", "outage")
        _take_page(camera, "queue", row=3)
        _take_page(camera, "failed", row=2)
        _take_page(camera, "history", row=3)
        app.plex.start()
        app.command("reset")
        app.wait_for_delivered(2 * films - 3)
        _take_page(camera, "outages", row=1)
        _take_page(camera, "log")
        app.plex.faults.set(unauthorized(), ALL_BUT_IDENTITY)
        app.edit(5, "Edited without a token")
        wait_until(lambda: (document := app.status()) and not document["server"]["signed_in"], "sign-in to be needed")
        _take_page(camera, "overview", "sign-in")


def _take_page(camera: Camera, page: str, name: str = "", *, row: int = 0) -> None:
    """A page, with the `row`-th row of its list chosen, if that is not 0."""
    camera.press(f"alt+{PAGES.index(page) + 1}")
    if row:
        time.sleep(SETTLING)
        camera.press(*["Down"] * row)
    camera.take(f"window-{name or page}")
