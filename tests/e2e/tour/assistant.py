"""The set-up assistant, filled in by the keyboard."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import astuple
from pathlib import Path

from core.demo.simulator.plex_tv import PlexTvSimulator
from core.demo.simulator.plex_tv_account import resource_of
from tests.e2e.application import App
from tests.e2e.screen import wait_until
from tests.e2e.tour.camera import SETTLING, Camera, Scheme, desk

COMPARING = 4.0
"""Seconds in which the twelve films are compared with Plex; that page does not wait for it."""


def take_assistant(scheme: Scheme) -> None:
    """Every page, from the first start on."""
    with desk(scheme) as (app, camera), PlexTvSimulator([resource_of(app.plex, "Attic")]) as plex_tv:
        browser = Browser(camera.screen.folder)
        app.home.settings.unlink()
        app.process = camera.screen.start(
            [sys.executable, "-m", "tests.e2e.tour.simulated_account", *astuple(plex_tv.urls),
             "--home", str(app.home.data_dir)],
            RECLOSER_PLEX_TOKEN="", HOME=str(app.folder), PATH=f"{browser.folder}:{os.environ['PATH']}",
        )  # fmt: skip
        camera.wait_for_window("Set up Recloser")
        camera.take_until_turned("setup-welcome")
        camera.take("setup-sign-in")
        camera.press("alt+t", "alt+k")
        camera.type(app.plex.token)
        camera.take("setup-token")
        camera.press("ctrl+a", "Delete", "alt+a")
        time.sleep(SETTLING)
        camera.press("alt+s")
        address = wait_until(browser.address, "the browser")
        camera.take("setup-browser")
        plex_tv.sign_in(address)
        camera.take_until_turned("setup-signed-in")
        camera.take_until_turned("setup-server")
        camera.take_until_turned("setup-libraries")
        _choose_folder(app, camera)
        camera.take_until_turned("setup-folders")
        time.sleep(COMPARING)
        camera.take_until_turned("setup-preview")
        camera.take("setup-summary")
        camera.press("alt+s")
        time.sleep(COMPARING)
        camera.take("setup-done")


class Browser:
    """Stands where the person's browser is, and notes what it is asked to open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "browser"
        """To be looked for programs first."""
        self.folder.mkdir()
        self._opened = self.folder / "opened"
        program = self.folder / "xdg-open"
        program.write_text(f'#!/bin/sh\nprintf %s "$1" > "{self._opened}"\n')
        program.chmod(0o755)

    def address(self) -> str:
        """Empty: nothing has been opened yet."""
        return self._opened.read_text() if self._opened.exists() else ""


def _choose_folder(app: App, camera: Camera) -> None:
    """In the dialog of Qt, because there is no desktop with one of its own."""
    camera.press("alt+f")
    time.sleep(2 * SETTLING)
    camera.press("ctrl+a")
    camera.type(str(app.media))
    time.sleep(SETTLING)
    camera.press("Escape")  # the suggestions
    camera.take("setup-folder-dialog")
    camera.press("Return")
    camera.wait_for_window("Set up Recloser")
    time.sleep(2 * SETTLING)
