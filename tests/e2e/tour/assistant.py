"""The set-up assistant, filled in by the keyboard."""

from __future__ import annotations

import sys
import time

from tests.e2e.tour.camera import SETTLING, Scheme, desk

COMPARING = 4.0
"""Seconds in which the twelve films are compared with Plex; that page does not wait for it."""


def take_assistant(scheme: Scheme) -> None:
    """Every page, from the first start on."""
    with desk(scheme) as (app, camera):
        app.home.settings.unlink()
        app.process = app.screen.start(
            [sys.executable, "-m", "gui.cli", "--home", str(app.home.data_dir)], RECLOSER_PLEX_TOKEN=""
        )
        camera.wait_for_window("Set up Recloser")
        camera.take_until_turned("setup-welcome")
        camera.take("setup-sign-in")
        camera.press("alt+t", "alt+k")
        camera.type(app.plex.token)
        camera.take_until_turned("setup-token")
        camera.press("alt+d")
        camera.type(app.plex.url)
        camera.press("alt+t")
        camera.take_until_turned("setup-server")
        camera.take_until_turned("setup-libraries")
        camera.press("alt+f")
        time.sleep(2 * SETTLING)
        camera.press("ctrl+a")
        camera.type(str(app.media))
        camera.press("Return")
        camera.wait_for_window("Set up Recloser")
        time.sleep(2 * SETTLING)
        camera.take_until_turned("setup-folders")
        time.sleep(COMPARING)
        camera.take_until_turned("setup-preview")
        camera.take("setup-summary")
        camera.press("alt+s")
        time.sleep(COMPARING)
        camera.take("setup-done")
