"""Takes them all, or what is named: ``python -m tests.e2e.tour window assistant``."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from tests.e2e.tour.assistant import take_assistant
from tests.e2e.tour.camera import IMAGES, Scheme
from tests.e2e.tour.icons import draw_sheets
from tests.e2e.tour.notifications import take_notifications
from tests.e2e.tour.preferences import take_preferences
from tests.e2e.tour.questions import take_questions
from tests.e2e.tour.tray import take_tray
from tests.e2e.tour.window import take_window

SCENES = {
    "window": take_window,
    "tray": take_tray,
    "assistant": take_assistant,
    "preferences": take_preferences,
    "questions": take_questions,
    "notifications": take_notifications,
}


def main(wanted: list[str]) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    if not wanted or "icons" in wanted:
        draw_sheets()
    scenes = [take for name, take in SCENES.items() if not wanted or name in wanted]
    with ThreadPoolExecutor(len(Scheme)) as both:  # each has a screen of its own
        for take in scenes:
            list(both.map(take, Scheme))


if __name__ == "__main__":
    main(sys.argv[1:])
