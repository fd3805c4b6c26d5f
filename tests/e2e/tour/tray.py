"""The real icon in a real panel, in every state that can be brought about in a minute."""

from __future__ import annotations

import time
from pathlib import Path

from core.demo.simulator import ALL_BUT_IDENTITY, unauthorized
from tests.e2e.screen import wait_until
from tests.e2e.tour.camera import IMAGES, SETTLING, SMALL, Camera, Scheme, desk

CORNER = "24x32+1342+736"
"""Of the panel, with the icon in it."""
MENU = "700x501+666+236"
"""Where the menu opens, with nothing else there."""


def take_tray(scheme: Scheme) -> None:
    """The icon of each state, side by side in one picture, three times as large as it is."""
    with desk(scheme) as (app, camera):
        app.start()
        app.wait_for_delivered(len(app.films))
        _take(camera, "connected")
        app.plex.stop()
        app.edit(0, "Edited during the outage")
        app.wait_for_state("open")
        _take(camera, "outage")
        _take_menu(camera)
        app.plex.start()
        app.command("reset")
        app.wait_for_delivered(len(app.films) + 1)
        app.command("pause")
        _take(camera, "paused")
        app.command("resume")
        app.plex.faults.set(unauthorized(), ALL_BUT_IDENTITY)
        app.edit(5, "Edited without a token")
        wait_until(lambda: (document := app.status()) and not document["server"]["signed_in"], "sign-in to be needed")
        _take(camera, "sign-in")
        app.home.settings.unlink()
        wait_until(lambda: (document := app.status()) and not document["set_up"], "the settings to be gone")
        _take(camera, "not-set-up")
        states = ("connected", "outage", "paused", "sign-in", "not-set-up")
        camera.run("convert", *(str(_part(camera, state)) for state in states), "+append",
                   "-filter", "point", "-resize", "300%", *SMALL, f"PNG8:{IMAGES / f'tray-{scheme}.png'}")  # fmt: skip


def _take_menu(camera: Camera) -> None:
    camera.run("xdotool", "mousemove", "1352", "737", "click", "3")
    time.sleep(SETTLING)
    camera.take_part("menu", MENU, "-bordercolor", "black", "-border", "1", "-trim", "+repage")
    camera.press("Escape")
    camera.run("xdotool", "mousemove", "0", "0")  # no tooltip in the next picture


def _take(camera: Camera, state: str) -> None:
    time.sleep(SETTLING)
    camera.run("import", "-window", "root", "-crop", CORNER, "+repage", str(_part(camera, state)))


def _part(camera: Camera, state: str) -> Path:
    return camera.screen.folder / f"tray-{state}.png"
