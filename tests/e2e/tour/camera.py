"""A desk to take pictures of: the screen, the panel, the application, and the keyboard in front of it."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.demo.simulator import PlexSimulator
from tests.e2e.application import App
from tests.e2e.screen import REPOSITORY, Screen, virtual_screen, wait_until

IMAGES = REPOSITORY / "docs" / "images"
SETTLING = 1.0
"""Seconds for the panel and the window manager to draw what has changed."""
SMALL = ("-strip", "+dither", "-colors", "64", "-define", "png:compression-level=9")
"""So a picture's file stays small, and nobody sees a difference."""
HEAD = "600x60+0+0"
"""The part of the assistant that is another on every page."""

DARK_COLOURS = """\
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
QUIET = """
[notifications]
quiet = true
"""
"""No balloon covers the window."""


class Scheme(StrEnum):
    """What the person likes: it is a part of the pictures' names."""

    LIGHT = "light"
    DARK = "dark"

    @property
    def panel(self) -> str:
        """The colour of the panel, for trayer."""
        return "0xe4e6e8" if self is Scheme.LIGHT else "0x303640"


@dataclass(frozen=True)
class Camera:
    """Takes pictures of the window that has the keyboard, and presses keys in it."""

    screen: Screen
    scheme: Scheme

    def run(self, *command: str) -> str:
        return subprocess.run(command, env=self.screen.environ, capture_output=True, text=True, check=True).stdout

    def press(self, *keys: str) -> None:
        self.run("xdotool", "key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        self.run("xdotool", "type", "--delay", "15", text)

    def wait_for_window(self, title: str) -> None:
        """Wait until a window with this title has the keyboard, and has been drawn."""
        wait_until(lambda: self.title() == title, f"the window {title!r}", timeout=20.0)
        time.sleep(SETTLING)

    def title(self) -> str:
        """Empty: no window has the keyboard at the moment."""
        window = self._window()
        return self.run("xdotool", "getwindowname", window).strip() if window else ""

    def take(self, name: str) -> None:
        """The window that has the keyboard, alone."""
        time.sleep(SETTLING)
        self.run("import", "-window", self._window(), *SMALL, f"PNG8:{self._file(name)}")

    def take_part(self, name: str, part: str, *changes: str) -> None:
        """A part of the screen, as ImageMagick writes it: ``WIDTHxHEIGHT+LEFT+TOP``."""
        whole = str(self.screen.folder / "whole.png")
        self.run("import", "-window", "root", whole)
        self.run("convert", whole, "-crop", part, "+repage", *changes, *SMALL, f"PNG8:{self._file(name)}")

    def take_until_turned(self, name: str) -> None:
        """The assistant's page as it is when it is complete, which is when the next one can be asked for."""
        head = self._head()
        deadline = time.monotonic() + 30.0
        while self._head() == head:
            assert time.monotonic() < deadline, f"the page {name} is not complete"
            self.take(name)
            self.press("alt+n")
            time.sleep(SETTLING / 2)

    def _file(self, name: str) -> Path:
        return IMAGES / f"{name}-{self.scheme}.png"

    def _head(self) -> bytes:
        command = ["import", "-window", self._window(), "-crop", HEAD, "rgb:-"]
        return subprocess.run(command, env=self.screen.environ, capture_output=True, check=True).stdout

    def _window(self) -> str:
        found = subprocess.run(
            ["xdotool", "getactivewindow"], env=self.screen.environ, capture_output=True, text=True, check=False
        )
        return found.stdout.strip()


@contextmanager
def desk(scheme: Scheme, *, tray: bool = True) -> Iterator[tuple[App, Camera]]:
    """A screen with a window manager, and with a panel, and the application, not yet started."""
    with ExitStack() as stack:
        screen = stack.enter_context(virtual_screen())
        if scheme is Scheme.DARK:
            settings = Path(screen.environ["XDG_CONFIG_HOME"])
            settings.mkdir()
            (settings / "kdeglobals").write_text(DARK_COLOURS)
            screen.environ.update(XDG_CURRENT_DESKTOP="KDE", KDE_FULL_SESSION="true", KDE_SESSION_VERSION="6")
        # No keyring of whoever takes the pictures is asked.
        screen.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        plex = stack.enter_context(PlexSimulator())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="Media-")))
        app = App(screen, plex, folder)
        app.configure(recovery_timeout=60.0)
        screen.start(["openbox"])
        if tray:
            screen.start(["trayer", "--edge", "bottom", "--align", "right", "--height", "32", "--widthtype", "request",
                          "--transparent", "true", "--alpha", "0", "--tint", scheme.panel])  # fmt: skip
        time.sleep(SETTLING)
        yield app, Camera(screen, scheme)


def add_settings(app: App, text: str, *, confirm: bool = False) -> None:
    """Add tables to the settings; `confirm`: whether the first synchronisation waits for approval."""
    settings = app.home.settings.read_text()
    if confirm:
        settings = settings.replace("confirm_first_sync = false", "confirm_first_sync = true")
    app.home.settings.write_text(settings + text)
