"""Takes the pictures of the documentation from the real application, on a virtual screen with a real panel.

Run it with ``make screenshots``; it needs the Debian packages trayer, openbox, xdotool and imagemagick besides those of
the tests.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from core.demo.simulator import ALL_BUT_IDENTITY, PlexSimulator, unauthorized
from tests.e2e.application import App
from tests.e2e.screen import REPOSITORY, Screen, virtual_screen, wait_until

IMAGES = REPOSITORY / "docs" / "images"
SETTLING = 1.0
"""Seconds for the panel and the window manager to draw what has changed."""


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
        identity = self.run(["xdotool", "search", "--onlyvisible", "--name", "^Recloser$"]).split()[-1]
        self.run(["import", "-window", identity, str(IMAGES / f"{name}.png")])

    def tray(self, name: str) -> None:
        """The panel's corner, four times as large as it is."""
        time.sleep(SETTLING)
        self.run(["import", "-window", "root", "-crop", "26x32+1340+736", "-filter", "point", "-resize", "400%",
                  "+repage", str(IMAGES / f"tray-{name}.png")])  # fmt: skip

    def menu(self) -> None:
        """The tray's menu, opened with the right button."""
        self.run(["xdotool", "mousemove", "1352", "752", "click", "3"])
        time.sleep(SETTLING)
        self.run(["import", "-window", "root", "-crop", "190x190+1176+578", "+repage", str(IMAGES / "menu.png")])
        self.run(["xdotool", "key", "Escape"])


def take_all() -> None:
    """Every state of window and tray."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        screen = stack.enter_context(virtual_screen())
        plex = stack.enter_context(PlexSimulator())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="Media-")))
        app = App(screen, plex, folder)
        app.configure(recovery_timeout=60.0)
        screen.start(["openbox"])
        screen.start(["trayer", "--edge", "bottom", "--align", "right", "--height", "32", "--widthtype", "request",
                      "--transparent", "false", "--tint", "0x303640"])  # fmt: skip
        time.sleep(SETTLING)
        photographer = Photographer(screen, app)
        app.start("--home", str(app.home.data_dir))
        app.wait_for_delivered(len(app.films))
        photographer.window("window-connected")
        photographer.tray("connected")
        photographer.menu()
        plex.stop()
        for number in range(4):
            app.edit(number, "Edited during the outage")
        app.wait_for_state("open")
        app.wait_for_queue(waiting=4)
        photographer.window("window-outage")
        photographer.tray("outage")
        plex.start()
        app.command("reset")
        app.wait_for_delivered(len(app.films) + 4)
        app.command("pause")
        photographer.tray("paused")
        app.command("resume")
        plex.faults.set(unauthorized(), ALL_BUT_IDENTITY)
        app.edit(5, "Edited without a token")
        wait_until(lambda: (document := app.status()) and not document["server"]["signed_in"], "sign-in to be needed")
        photographer.tray("sign-in")
        photographer.window("window-sign-in")
        app.home.settings.unlink()
        wait_until(lambda: (document := app.status()) and not document["set_up"], "the settings to be gone")
        photographer.tray("not-set-up")


if __name__ == "__main__":
    take_all()
