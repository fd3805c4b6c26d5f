"""Real panels and a real notification service on the virtual screen: Debian's xfce4-panel, trayer and dunst."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Protocol

from tests.e2e.screen import Picture, Screen, require, wait_until

XFCONFD = "/usr/lib/x86_64-linux-gnu/xfce4/xfconf/xfconfd"
"""Where Debian has it; no program on the path starts it but the session bus, and ours starts nothing."""
ICON = 28
"""Pixels that both panels give to an icon, in the lower left corner of the screen."""

XFCE_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=683;y=754"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="28"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="icon-size" type="int" value="22"/>
      <property name="known-items" type="array"><value type="string" value="recloser"/></property>
    </property>
  </property>
</channel>
"""

DUNST_SETTINGS = """\
[global]
width = 400
height = 200
origin = top-left
offset = 0x0
mouse_left_click = context
dmenu = {chooser}
"""


class Panel(Protocol):
    """Something with a tray in the lower left corner."""

    def start(self) -> None:
        """Let it appear."""

    def end(self) -> None:
        """Kill it."""


class XfcePanel:
    """Takes icons over D-Bus (StatusNotifier)."""

    def __init__(self, screen: Screen) -> None:
        require("xfce4-panel", "xdotool", XFCONFD)
        self._screen = screen
        channel = Path(screen.environ["XDG_CONFIG_HOME"]) / "xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"
        channel.parent.mkdir(parents=True)
        channel.write_text(XFCE_SETTINGS)
        screen.start([XFCONFD])
        wait_until(lambda: owned(screen, "org.xfce.Xfconf"), "xfconfd")

    def start(self) -> None:
        self._process = self._screen.start(["xfce4-panel", "--disable-wm-check"])
        wait_until(lambda: owned(self._screen, "org.kde.StatusNotifierWatcher"), "the panel's tray")

    def end(self) -> None:
        self._process.kill()
        self._process.wait(5)
        wait_until(lambda: not owned(self._screen, "org.kde.StatusNotifierWatcher"), "the end of the panel's tray")


class Trayer:
    """Takes icons as windows (XEmbed)."""

    def __init__(self, screen: Screen) -> None:
        require("trayer", "xdotool")
        self._screen = screen

    def start(self) -> None:
        self._process = self._screen.start(
            ["trayer", "--edge", "bottom", "--align", "left", "--height", str(ICON), "--widthtype", "request",
             "--transparent", "false", "--tint", "0xe0e0e0"]
        )  # fmt: skip

    def end(self) -> None:
        self._process.kill()
        self._process.wait(5)


class Dunst:
    """Shows notifications in the upper left corner; a click chooses the action that `choose` was told."""

    def __init__(self, screen: Screen) -> None:
        require("dunst", "xdotool")
        self._screen = screen
        self._wanted = screen.folder / "wanted"
        chooser = screen.folder / "chooser"
        chooser.write_text(f'#!/bin/sh\ngrep -m 1 -F -f "{self._wanted}"\n')
        chooser.chmod(0o755)
        settings = screen.folder / "dunstrc"
        settings.write_text(DUNST_SETTINGS.format(chooser=chooser))
        screen.start(["dunst", "-conf", str(settings)])
        wait_until(lambda: owned(screen, "org.freedesktop.Notifications"), "dunst")

    @property
    def is_showing(self) -> bool:
        return self._screen.picture(0, 0, 400, 60).contrast > 0 or bool(
            self._screen.picture(0, 0, 400, 60).vivid_colour
        )

    def choose(self, label: str) -> None:
        """Click on the notification and choose the action with this label."""
        self._wanted.write_text(label)
        self._screen.press(60, 20)


def icon(screen: Screen) -> Picture:
    """What is in the place of the first icon."""
    return screen.picture(0, -ICON, ICON, ICON)


def owned(screen: Screen, name: str) -> bool:
    """Whether somebody on the session bus has this name."""
    asked = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
             "org.freedesktop.DBus.NameHasOwner", f"string:{name}"]  # fmt: skip
    answer = subprocess.run(asked, env=screen.environ, capture_output=True, text=True, check=True)
    return "boolean true" in answer.stdout
