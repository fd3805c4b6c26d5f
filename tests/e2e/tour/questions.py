"""The questions that the window asks before it does what cannot be taken back."""

from __future__ import annotations

import json
import time

from core.demo.simulator import Refuses, writes
from tests.e2e.screen import wait_until
from tests.e2e.tour.camera import QUIET, SETTLING, Scheme, add_settings, desk


def take_questions(scheme: Scheme) -> None:
    """Each of them, on a desktop without a tray."""
    with desk(scheme, tray=False) as (app, camera):
        add_settings(app, QUIET)
        app.start("--home", str(app.home.data_dir))
        app.wait_for_delivered(len(app.films))
        camera.wait_for_window("Recloser")
        app.plex.faults.set(Refuses(400), writes())
        for number in range(3):
            app.edit(number, "An edit that Plex refuses")
        app.wait_for_queue(failed=3)
        app.command("pause")
        wait_until(lambda: (document := app.status()) and document["paused"], "the pause")
        for number in range(3, 8):
            app.edit(number, "An edit that waits")
        app.wait_for_queue(waiting=5)
        for key, name in (("alt+4", "question-discard"), ("alt+3", "question-remove")):
            camera.press(key, "ctrl+a", "Delete")
            camera.take(name)
            camera.press("Escape")
        jobs = [{"path": f"{app.media}/{number}.mkv", "metadata": {"title": str(number)}} for number in range(30)]
        app.command("enqueue", "-", text=json.dumps(jobs))
        app.wait_for_queue(waiting=35)
        camera.press("alt+1")
        time.sleep(SETTLING)
        camera.press("alt+n")
        camera.take("question-cancel")
        camera.press("Escape")
        camera.press("ctrl+w")
        camera.take("question-quit")
