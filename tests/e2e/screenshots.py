"""Takes the pictures of the documentation from the real application, on a virtual screen with a real panel.

Run it with ``make screenshots``; it needs the Debian packages trayer, openbox, xdotool and imagemagick besides those of
the tests.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from core.clock import SystemClock
from core.database import Database
from core.delivery.peek import peek_planned
from core.demo.simulator import ALL_BUT_IDENTITY, PlexSimulator, Refuses, unauthorized, writes
from core.resilience.outages import Ending
from tests.e2e.application import App
from tests.e2e.screen import REPOSITORY, Screen, virtual_screen, wait_until

IMAGES = REPOSITORY / "docs" / "images"
SETTLING = 1.0
"""Seconds for the panel and the window manager to draw what has changed."""
SMALL = ("-strip", "+dither", "-colors", "64", "-define", "png:compression-level=9")
"""So a picture's file stays small, and nobody sees a difference."""
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
QUIET = """
[notifications]
opened = false
recovered = false
failed = false
"""
"""No balloon covers the window."""
DARK = """\
[Colors:Window]
BackgroundNormal=42,46,50
ForegroundNormal=252,252,252
[Colors:View]
BackgroundNormal=27,30,32
BackgroundAlternate=35,38,41
ForegroundNormal=252,252,252
ForegroundInactive=161,169,177
ForegroundLink=29,153,243
[Colors:Button]
BackgroundNormal=49,54,59
ForegroundNormal=252,252,252
[Colors:Selection]
BackgroundNormal=30,87,116
ForegroundNormal=252,252,252
[Colors:Tooltip]
BackgroundNormal=49,54,59
ForegroundNormal=252,252,252
"""
"""How KDE tells its applications that the person likes it dark (`kdeglobals`)."""


class Photographer:
    """Drives one application through its states and takes its picture in each."""

    def __init__(self, screen: Screen, app: App) -> None:
        self._screen = screen
        self._app = app

    def run(self, command: Sequence[str]) -> str:
        return subprocess.run(command, env=self._screen.environ, capture_output=True, text=True, check=True).stdout

    def window(self, name: str) -> None:
        """The window alone."""
        time.sleep(SETTLING)
        self.run(["import", "-window", self._window(), *SMALL, f"PNG8:{IMAGES / f'window-{name}.png'}"])

    def page(self, page: str, name: str, *, row: int = 0) -> None:
        """A page of the window; with the `row`-th row of its list chosen, if that is not 0."""
        window = self._window()
        self.run(["xdotool", "windowfocus", "--sync", window, "key", f"alt+{PAGES.index(page) + 1}"])
        if row:
            time.sleep(SETTLING)
            self.run(["xdotool", "key", *["Down"] * row])
        self.window(name)

    def tray(self, name: str) -> None:
        """The panel's corner, four times as large as it is."""
        time.sleep(SETTLING)
        self.run(["import", "-window", "root", "-crop", "26x32+1340+736", "-filter", "point", "-resize", "400%",
                  "+repage", str(IMAGES / f"tray-{name}.png")])  # fmt: skip

    def menu(self) -> None:
        """The tray's menu, opened with the right button."""
        self.run(["xdotool", "mousemove", "1352", "752", "click", "3"])
        time.sleep(SETTLING)
        self.run(["import", "-window", "root", "-crop", "200x250+1166+518", "+repage", str(IMAGES / "menu.png")])
        self.run(["xdotool", "key", "Escape"])
        self.run(["xdotool", "mousemove", "0", "0"])  # no tooltip in the next picture

    def _window(self) -> str:
        return self.run(["xdotool", "search", "--onlyvisible", "--name", "^Recloser$"]).split()[-1]


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


@contextmanager
def desk(*, dark: bool = False) -> Iterator[tuple[App, Photographer]]:
    """A screen with a panel and a window manager, and the application, not yet started."""
    with ExitStack() as stack:
        screen = stack.enter_context(virtual_screen())
        if dark:
            settings = Path(screen.environ["XDG_CONFIG_HOME"])
            settings.mkdir()
            (settings / "kdeglobals").write_text(DARK)
            screen.environ.update(XDG_CURRENT_DESKTOP="KDE", KDE_FULL_SESSION="true", KDE_SESSION_VERSION="6")
        plex = stack.enter_context(PlexSimulator())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="Media-")))
        app = App(screen, plex, folder)
        app.configure(recovery_timeout=60.0)
        remember(app)
        screen.start(["openbox"])
        screen.start(["trayer", "--edge", "bottom", "--align", "right", "--height", "32", "--widthtype", "request",
                      "--transparent", "false", "--tint", "0x303640"])  # fmt: skip
        time.sleep(SETTLING)
        yield app, Photographer(screen, app)


def take_states() -> None:
    """Every state of tray and overview."""
    with desk() as (app, photographer):
        app.start("--home", str(app.home.data_dir))
        app.wait_for_delivered(len(app.films))
        photographer.window("connected")
        photographer.tray("connected")
        photographer.menu()
        app.plex.stop()
        for number in range(4):
            app.edit(number, "Edited during the outage")
        app.wait_for_state("open")
        app.wait_for_queue(waiting=4)
        photographer.window("outage")
        photographer.tray("outage")
        app.plex.start()
        app.command("reset")
        app.wait_for_delivered(len(app.films) + 4)
        app.command("pause")
        photographer.tray("paused")
        app.command("resume")
        app.plex.faults.set(unauthorized(), ALL_BUT_IDENTITY)
        app.edit(5, "Edited without a token")
        wait_until(lambda: (document := app.status()) and not document["server"]["signed_in"], "sign-in to be needed")
        photographer.tray("sign-in")
        photographer.window("sign-in")
        app.home.settings.unlink()
        wait_until(lambda: (document := app.status()) and not document["set_up"], "the settings to be gone")
        photographer.tray("not-set-up")


def take_pages(scheme: str) -> None:
    """Every page of the window, with something on it, in a light or a dark scheme."""
    with desk(dark=scheme == "dark") as (app, photographer):
        text = app.home.settings.read_text().replace("confirm_first_sync = false", "confirm_first_sync = true")
        app.home.settings.write_text(text + QUIET)
        app.start("--home", str(app.home.data_dir))
        films = len(app.films)
        wait_until(lambda: len(peek_planned(app.home.database)) == films, "the preview")
        photographer.page("overview", f"approval-{scheme}")
        photographer.page("preview", f"preview-{scheme}", row=2)
        app.command("approve")
        app.wait_for_delivered(films)
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
        photographer.page("overview", f"overview-{scheme}")
        photographer.page("queue", f"queue-{scheme}", row=3)
        photographer.page("failed", f"failed-{scheme}", row=2)
        photographer.page("history", f"history-{scheme}", row=3)
        app.plex.start()
        app.command("reset")
        app.wait_for_delivered(2 * films - 3)
        photographer.page("outages", f"outages-{scheme}", row=1)
        photographer.page("log", f"log-{scheme}")


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    take_states()
    for colours in ("light", "dark"):
        take_pages(colours)
