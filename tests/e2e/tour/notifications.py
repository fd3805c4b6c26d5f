"""Every kind of notification, as dunst shows it."""

from __future__ import annotations

import time

from core.demo.simulator import ALL_BUT_IDENTITY, Refuses, unauthorized, writes
from tests.e2e.panels import owned
from tests.e2e.screen import wait_until
from tests.e2e.tour.camera import SETTLING, Camera, Scheme, add_settings, desk

WIDTH, HEIGHT = 400, 96
SETTINGS = """\
[global]
width = {width}
height = 200
origin = top-left
offset = 0x0
frame_width = 0
padding = 10
horizontal_padding = 12
font = Sans 10
icon_position = left
max_icon_size = 48
min_icon_size = 48
markup = full
show_indicators = no
timeout = 0
history_length = 0
format = "<b>%s</b>\\n%b"
[urgency_normal]
background = "{background}"
foreground = "{foreground}"
timeout = 0
"""
COLOURS = {Scheme.LIGHT: ("#f7f8f9", "#202428"), Scheme.DARK: ("#2a2e32", "#fcfcfc")}
"""Background and foreground."""
GATHERING = 45.0
"""Seconds within which failed changes are told, together."""


def take_notifications(scheme: Scheme) -> None:
    """One after the other, in a story that leads through all of them."""
    with desk(scheme) as (app, camera):
        add_settings(app, "", confirm=True)
        _start_dunst(camera)
        app.start()
        _take(camera, "approval")
        app.command("approve")
        films = len(app.films)
        app.wait_for_delivered(films)
        app.plex.stop()
        for number in range(4):
            app.edit(number, "Edited during the outage")
        app.wait_for_state("open")
        _take(camera, "opened")
        app.kill()
        _close(camera)
        app.start()
        _take(camera, "restored")
        app.plex.start()
        app.command("check")
        app.wait_for_state("closed")
        _take(camera, "recovered")
        app.plex.faults.set(Refuses(400), writes())
        for number in range(3):
            app.edit(number, "An edit that Plex refuses")
        app.wait_for_queue(failed=3)
        _take(camera, "failed")
        app.plex.faults.set(unauthorized(), ALL_BUT_IDENTITY)
        app.edit(5, "Edited without a token")
        _take(camera, "sign-in")


def _start_dunst(camera: Camera) -> None:
    background, foreground = COLOURS[camera.scheme]
    settings = camera.screen.folder / "dunstrc"
    settings.write_text(SETTINGS.format(width=WIDTH, background=background, foreground=foreground))
    camera.screen.start(["dunst", "-conf", str(settings)])
    wait_until(lambda: owned(camera.screen, "org.freedesktop.Notifications"), "dunst")


def _take(camera: Camera, kind: str) -> None:
    """Wait for the notification, take its picture without what is below it, and close it."""
    wait_until(lambda: _is_showing(camera), f"the notification {kind}", timeout=GATHERING)
    time.sleep(SETTLING)
    camera.take_part(
        f"notification-{kind}",
        f"{WIDTH}x{HEIGHT + 60}+0+0",
        "-bordercolor",
        "black",
        "-border",
        "1",
        "-trim",
        "+repage",
    )
    _close(camera)


def _is_showing(camera: Camera) -> bool:
    return bool(camera.screen.picture(0, 0, 60, 60).contrast)


def _close(camera: Camera) -> None:
    """All that are shown."""
    camera.run("dunstctl", "close-all")
    wait_until(lambda: not _is_showing(camera), "an empty screen")
