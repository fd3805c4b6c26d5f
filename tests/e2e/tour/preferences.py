"""The preferences, and what they ask."""

from __future__ import annotations

import time

from tests.e2e.tour.camera import QUIET, SETTLING, Camera, Scheme, add_settings, desk

TITLE = "Preferences of Recloser"
PAGES = ("server", "folders", "fields", "outages", "behaviour", "notifications", "appearance")
"""In the order of their list."""


def take_preferences(scheme: Scheme) -> None:
    """Every page, and the questions about the file."""
    with desk(scheme) as (app, camera):
        add_settings(app, QUIET)
        app.start("--home", str(app.home.data_dir))
        app.wait_for_delivered(len(app.films))
        camera.wait_for_window("Recloser")
        camera.press("alt+f")
        camera.wait_for_window(TITLE)
        time.sleep(SETTLING)
        for place, page in enumerate(PAGES):
            if place:
                camera.press("Down")
            camera.take(f"preferences-{page}")
        camera.press("Up")
        _change(camera)
        add_settings(app, "\n# A remark of somebody else's\n")
        camera.press("Return")
        camera.take("question-settings-changed")
        camera.press("Escape", "Escape")
        camera.wait_for_window("Recloser")
        settings = app.home.settings.read_text()
        app.home.settings.write_text(settings.replace("heartbeat = 2.0", 'heartbeat = "often"'))
        camera.press("alt+f")
        camera.wait_for_window(TITLE)
        camera.press(*["Down"] * PAGES.index("notifications"))
        _change(camera)
        camera.press("Return")
        camera.take("question-settings-mistakes")


def _change(camera: Camera) -> None:
    """The notifications, which are not quiet any more."""
    camera.press("alt+q")
    time.sleep(SETTLING)  # a box is pressed for a moment before it is ticked
