"""A virtual screen with a private D-Bus and a tray, for tests of the real application.

Nothing of it touches the desktop of whoever runs the tests, and everything ends with the `with` block.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
BARE_TRAY = Path(__file__).with_name("bare_tray.py")
"""A program that does nothing but show an icon: what ours is measured against."""
WIDTH, HEIGHT = 1366, 768
PATIENCE = 10.0
"""Seconds that a test waits for what should happen at once: slow machines exist."""

Found = TypeVar("Found")
Colour = tuple[int, int, int]
"""Red, green, blue."""

BUS_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def require(*programs: str) -> None:
    """Skip the test, saying why, where these programs are missing; where RECLOSER_REQUIRE_SCREEN is set, fail it."""
    missing = [program for program in programs if not shutil.which(program)]
    if sys.platform == "linux" and not missing:
        return
    reason = f"not installed: {', '.join(missing)} (.ci/run has the Debian packages)" if missing else "not Linux"
    if os.environ.get("RECLOSER_REQUIRE_SCREEN"):
        pytest.fail(reason)
    pytest.skip(reason)


def wait_until(condition: Callable[[], Found], what: str, timeout: float = PATIENCE) -> Found:
    """Return the condition's value as soon as it is true; fail, saying `what` is missing, when it takes too long."""
    deadline = time.monotonic() + timeout
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"after {timeout:g} s still not: {what}")
        time.sleep(0.02)
    return found


@dataclass(frozen=True)
class Picture:
    """An icon as the tray received it."""

    width: int
    height: int
    argb: bytes

    @property
    def pixels(self) -> list[tuple[int, int, int, int]]:
        """(alpha, red, green, blue), row by row."""
        return [tuple(self.argb[start : start + 4]) for start in range(0, len(self.argb), 4)]

    @property
    def dominant_colour(self) -> Colour:
        """The mean of the opaque pixels, vivid ones counting more: an outline should not make red look grey."""
        opaque = [pixel[1:] for pixel in self.pixels if pixel[0] > 127]
        weights = [1 + max(pixel) - min(pixel) for pixel in opaque]
        total = sum(weights)
        red, green, blue = (
            round(sum(pixel[channel] * weight for pixel, weight in zip(opaque, weights, strict=True)) / total)
            for channel in range(3)
        )
        return red, green, blue

    @property
    def vivid_colour(self) -> Colour | None:
        """The mean of the vivid pixels, wherever they are on a grey panel; None: there are hardly any."""
        vivid = [pixel[1:] for pixel in self.pixels if max(pixel[1:]) - min(pixel[1:]) > 90]
        if len(vivid) < 8:
            return None
        red, green, blue = (round(sum(pixel[channel] for pixel in vivid) / len(vivid)) for channel in range(3))
        return red, green, blue

    @property
    def contrast(self) -> int:
        """How many pixels differ much from the one in the corner."""
        corner = self.pixels[0]
        return sum(max(abs(a - b) for a, b in zip(pixel, corner, strict=True)) > 60 for pixel in self.pixels)


@dataclass(frozen=True)
class MenuEntry:
    number: int
    label: str
    enabled: bool
    visible: bool
    separator: bool
    checked: bool
    children: tuple[MenuEntry, ...]


@dataclass(frozen=True)
class ShownNotification:
    """What one call of `Notify` brought, and whether it has been withdrawn."""

    number: int
    sender: str
    replaces: int
    app: str
    icon: str
    title: str
    body: str
    actions: tuple[str, ...]
    urgency: int
    desktop_entry: str
    picture: dict[str, Any] | None
    closed: bool


class TrayHost:
    """The tray and the notification service, from the test's side."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self._read_reply() == "ready"

    def wait_for_item(self, timeout: float = PATIENCE) -> None:
        """Wait until an application has put an icon into the tray."""
        wait_until(lambda: self._ask("items"), "an icon in the tray", timeout)

    def wait_for_no_item(self, timeout: float = PATIENCE) -> None:
        wait_until(lambda: not self._ask("items"), "the icon is gone", timeout)

    def registered_at(self) -> float:
        """When the last icon came, by the monotonic clock, which all processes share."""
        return self._ask("registered_at")

    def icon(self, size: int = 22) -> Picture:
        """The icon in the tray, in the size nearest to `size`."""
        pixmaps = self._ask("properties")["pixmaps"]
        best = min(pixmaps, key=lambda pixmap: abs(pixmap["width"] - size))
        return Picture(best["width"], best["height"], base64.b64decode(best["argb"]))

    def icon_pixels(self) -> list[tuple[int, int, int, int]]:
        return self.icon().pixels

    def dominant_colour(self) -> Colour:
        return self.icon().dominant_colour

    def wait_for_colour(self, is_right: Callable[[Colour], bool], what: str, timeout: float = PATIENCE) -> Colour:
        """Wait until the icon's dominant colour is right."""

        def right_colour() -> Colour | None:
            colour = self.dominant_colour()
            return colour if is_right(colour) else None

        found = wait_until(right_colour, what, timeout)
        assert found is not None
        return found

    def tool_tip(self) -> str:
        return self._ask("properties")["tool_tip"]

    def title(self) -> str:
        return self._ask("properties")["title"]

    def status(self) -> str:
        """`Active`, `Passive` or `NeedsAttention`."""
        return self._ask("properties")["status"]

    def menu(self) -> tuple[MenuEntry, ...]:
        """The menu as a person would see it now, invisible entries included."""
        return tuple(_entry(each) for each in self._ask("menu"))

    def entry(self, label: str) -> MenuEntry:
        """The entry with this label, wherever in the menu it is. There must be exactly one that can be seen."""
        found = [each for each in _flat(self.menu()) if each.label == label and each.visible]
        assert len(found) == 1, f"{label!r} is not in the menu once: {[each.label for each in _flat(self.menu())]}"
        return found[0]

    def click(self, label: str) -> None:
        """Choose an entry of the menu; it must be there, visible and enabled."""
        entry = self.entry(label)
        assert entry.enabled, f"{label!r} is disabled"
        self._ask("click", entry.number)

    def activate(self) -> None:
        """Click on the icon."""
        self._ask("activate")

    def notifications(self) -> tuple[ShownNotification, ...]:
        """All that have come, oldest first."""
        return tuple(
            ShownNotification(**{**each, "actions": tuple(each["actions"])}) for each in self._ask("notifications")
        )

    def visible_notifications(self) -> tuple[ShownNotification, ...]:
        """Those that a person would see now: neither withdrawn nor replaced."""
        latest = {each.number: each for each in self.notifications()}
        return tuple(each for each in latest.values() if not each.closed)

    def wait_for_notification(
        self, is_it: Callable[[ShownNotification], bool] = lambda _: True, timeout: float = PATIENCE
    ) -> ShownNotification:
        """Wait for a notification and return it."""

        def first() -> ShownNotification | None:
            return next((each for each in self.notifications() if is_it(each)), None)

        found = wait_until(first, "a notification like that", timeout)
        assert found is not None
        return found

    def choose(
        self, number: int, action: str, *, unicast: bool = True, closes: bool = False, activation: str = ""
    ) -> None:
        """Press a button of a notification. Some services tell everybody of it, some only the program it came from.

        `activation` is what a Wayland desktop gives along.
        """
        self._ask("choose", number, action, unicast, closes, activation)

    def able_to(self, *abilities: str) -> None:
        """From now on the notification service has these abilities (`body`, `body-markup`, ...)."""
        self._ask("able_to", *abilities)

    def be_deaf(self, *, deaf: bool) -> None:
        """From now on both services take every call and answer none (or answer again)."""
        self._ask("be_deaf", deaf)

    def set_panel(self, *, panel: bool) -> None:
        """The panel that shows the icons goes or comes back; the service at which they are registered stays."""
        self._ask("set_panel", panel)

    def end_notification_service(self) -> None:
        self._ask("release", "org.freedesktop.Notifications")

    def begin_notification_service(self) -> None:
        self._ask("claim", "org.freedesktop.Notifications")

    def end(self) -> None:
        """Kill it, and with it the tray."""
        self._process.kill()
        self._process.wait(5)

    def _ask(self, question: str, *arguments: object) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([question, *arguments]) + "\n")
        self._process.stdin.flush()
        return self._read_reply()

    def _read_reply(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the tray host has ended; its standard error tells why"
        reply = json.loads(line)
        if "error" in reply:
            raise AssertionError(reply["error"])
        return reply["answer"]


class Screen:
    """A display and a session bus, with or without a tray; `environ` leads programs there."""

    def __init__(self, folder: Path, environ: dict[str, str], stack: ExitStack) -> None:
        self.folder = folder
        self.environ = environ
        self._stack = stack
        self._started = 0

    def start(self, command: Sequence[str], **environ: str) -> subprocess.Popen[bytes]:
        """Start a program on this screen, in the repository. It ends with the screen at the latest."""
        self._started += 1
        log = self._stack.enter_context((self.folder / f"program-{self._started}.log").open("wb"))
        process = subprocess.Popen(
            command, env={**self.environ, **environ}, cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        return self._stack.enter_context(ended(process))

    def output(self, program: int = 1) -> str:
        """What the first (second, ...) started program has printed."""
        return (self.folder / f"program-{program}.log").read_text(errors="replace")

    def become_wayland(self) -> None:
        """What is started from now on is on a Wayland display of its own, which nobody can see."""
        self.start(["weston", "--backend=headless-backend.so", "--socket=wayland-test", "--idle-time=0"])
        wait_until((Path(self.environ["XDG_RUNTIME_DIR"]) / "wayland-test").exists, "weston")
        del self.environ["DISPLAY"]
        self.environ |= {"WAYLAND_DISPLAY": "wayland-test", "QT_QPA_PLATFORM": "wayland"}

    def picture(self, left: int, top: int, width: int, height: int) -> Picture:
        """What a person sees there, in pixels. A negative `top` counts from the bottom."""
        top = top if top >= 0 else HEIGHT + top
        # Xvfb keeps its screen in this file, in the format of xwd (X11/XWDFile.h).
        dump = (self.folder / "Xvfb_screen0").read_bytes()
        header = struct.unpack(">25I", dump[:100])
        header_size, line, colours = header[0], header[12], header[19]
        start = header_size + 12 * colours
        rows = []
        for y in range(top, top + height):
            at = start + y * line + 4 * left
            row = dump[at : at + 4 * width]
            rows += [bytes((255, row[i + 2], row[i + 1], row[i])) for i in range(0, len(row), 4)]
        return Picture(width, height, b"".join(rows))

    def press(self, x: int, y: int, button: int = 1) -> None:
        """Click there with the mouse; 1: left, 3: right. A negative `y` counts from the bottom."""
        y = y if y >= 0 else HEIGHT + y
        self._xdotool("mousemove", str(x), str(y), "click", str(button))

    def type_keys(self, *keys: str) -> None:
        """Press keys, such as `Down` and `Return`."""
        self._xdotool("key", *keys)

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environ, check=True, capture_output=True, timeout=PATIENCE)

    def start_tray_host(self) -> TrayHost:
        """Let the tray and the notification service appear."""
        return self._stack.enter_context(tray_host(self.environ))


@contextmanager
def virtual_screen() -> Iterator[Screen]:
    """A display without a tray, and a session bus with nobody on it."""
    with ExitStack() as stack:
        bus = stack.enter_context(private_bus())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="recloser-")))
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        environ = {
            **bus,
            "DISPLAY": stack.enter_context(_display(folder)),
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONPATH": str(REPOSITORY),
        }
        yield Screen(folder, environ, stack)


@contextmanager
def private_bus() -> Iterator[dict[str, str]]:
    """An environment with a session bus with nobody on it. No service is started by being called."""
    with tempfile.TemporaryDirectory(prefix="recloser-") as folder:
        configuration = Path(folder) / "bus.conf"
        configuration.write_text(BUS_CONFIGURATION.format(folder=folder))
        command = ["dbus-daemon", f"--config-file={configuration}", "--print-address=1", "--nofork", "--nopidfile"]
        daemon = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        with ended(daemon):
            assert daemon.stdout is not None
            address = daemon.stdout.readline().strip()
            assert address, "dbus-daemon does not start; its standard error tells why"
            desktop = ("WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "XAUTHORITY", "SESSION_MANAGER")
            inherited = {name: value for name, value in os.environ.items() if name not in desktop}
            yield {**inherited, "DBUS_SESSION_BUS_ADDRESS": address}


@contextmanager
def tray_host(environ: dict[str, str]) -> Iterator[TrayHost]:
    """A tray and a notification service on the session bus of `environ`."""
    command = [sys.executable, str(Path(__file__).with_name("tray_host.py"))]
    process = subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with ended(process):
        yield TrayHost(process)


@contextmanager
def _display(folder: Path) -> Iterator[str]:
    reading, writing = os.pipe()
    with os.fdopen(reading) as announcement:
        size = f"{WIDTH}x{HEIGHT}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-fbdir", str(folder), "-nolisten", "tcp"]
        try:
            server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        finally:
            os.close(writing)
        with ended(server):
            number = announcement.readline().strip()
            assert number, "Xvfb does not start"
            yield f":{number}"


@contextmanager
def ended(process: subprocess.Popen[Any]) -> Iterator[Any]:
    """The process ends with the block: asked first, then made to."""
    try:
        yield process
    finally:
        with process:  # closes its pipes
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()


def _entry(values: dict[str, Any]) -> MenuEntry:
    return MenuEntry(**{**values, "children": tuple(_entry(child) for child in values["children"])})


def _flat(entries: Sequence[MenuEntry]) -> list[MenuEntry]:
    return [each for entry in entries for each in (entry, *_flat(entry.children))]
