"""The preferences, and what they ask."""

from __future__ import annotations

import time

from tests.e2e.tour.camera import QUIET, SETTLING, Scheme, add_settings, desk

TITLE = "Preferences of Recloser"
PAGES = ("server", "folders", "fields", "outages", "behaviour", "notifications", "appearance")
"""In the order of their list."""


def take_preferences(scheme: Scheme) -> None:
    """Every page, and the question when somebody else has changed the file meanwhile."""
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
        camera.press("Up", "alt+q")  # the notifications, which are not quiet any more
        add_settings(app, "\n# A remark of somebody else's\n")
        camera.press("Return")
        time.sleep(SETTLING)
        camera.take("question-settings-changed")
