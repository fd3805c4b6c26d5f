"""The application on the panels that people have: both kinds of tray, and a notification service."""

from __future__ import annotations

from contextlib import suppress

import pytest

from core.demo.simulator import RequestKind, maintenance
from tests.e2e.application import App
from tests.e2e.panels import Dunst, Trayer, XfcePanel, icon
from tests.e2e.screen import Colour, Screen, require, wait_until
from tests.e2e.test_application import green, red, window_is_shown

pytestmark = pytest.mark.screen


@pytest.fixture
def app(screen: Screen, plex, tmp_path) -> App:
    return App(screen, plex, tmp_path)


def wait_for_icon(screen: Screen, is_right) -> None:
    def seen() -> bool:
        colour: Colour | None = icon(screen).vivid_colour
        return colour is not None and is_right(colour)

    wait_until(seen, f"an icon that is {is_right.__name__}")


def grey_icon(screen: Screen) -> bool:
    picture = icon(screen)
    return picture.vivid_colour is None and picture.contrast > 20


def open_menu(screen: Screen) -> None:
    above_the_panel = (0, -130, 200, 100)
    before = screen.picture(*above_the_panel)

    def pressed() -> bool:
        # An icon that has just been painted may not hear yet; a person would click again.
        screen.press(12, -14, button=3)
        with suppress(AssertionError):
            return wait_until(lambda: screen.picture(*above_the_panel) != before, "the menu", 1.0)
        return False

    wait_until(pressed, "the menu")


@pytest.mark.parametrize("make_panel", [XfcePanel, Trayer])
def test_on_a_real_panel_that_comes_late_and_comes_back_the_icon_and_its_menu_are_there(
    app: App, screen: Screen, make_panel
) -> None:
    panel = make_panel(screen)
    app.start()
    app.wait_for_delivered(len(app.films))
    panel.start()
    wait_for_icon(screen, green)

    # The menu, opened with the mouse and used with the keyboard.
    open_menu(screen)
    screen.type_keys("p", "r")
    wait_until(lambda: grey_icon(screen), "a grey icon")
    status = app.status()
    assert (status["paused"], status["paused_until"]) == (True, None)
    open_menu(screen)
    screen.type_keys("u")
    wait_for_icon(screen, green)

    app.plex.stop()
    app.edit(0, "waits")
    wait_for_icon(screen, red)

    panel.end()
    panel.start()
    wait_for_icon(screen, red)
    app.plex.start()
    wait_for_icon(screen, green)

    app.command()
    wait_until(lambda: window_is_shown(screen), "the window that a second start asks for")

    panel.end()
    app.end()


def test_the_end_of_a_panel_of_the_older_kind_is_noticed_at_once(app: App, screen: Screen) -> None:
    panel = Trayer(screen)
    panel.start()
    app.start()
    wait_for_icon(screen, green)
    assert not window_is_shown(screen)
    panel.end()
    wait_until(lambda: window_is_shown(screen), "the window in place of the icon", 6.0)
    panel.start()
    wait_for_icon(screen, green)
    app.end()


def test_on_wayland_an_icon_appears_in_a_tray_that_comes_late_and_in_one_that_comes_back(
    app: App, screen: Screen
) -> None:
    require("weston")
    screen.become_wayland()
    app.start()
    app.wait_for_delivered(len(app.films))
    for _ in range(2):
        host = screen.start_tray_host()
        host.wait_for_item()
        host.wait_for_colour(green, "green")
        host.end()
    app.end()


def test_check_now_and_reset_are_chosen_in_a_real_notification(app: App, screen: Screen) -> None:
    dunst = Dunst(screen)
    app.configure(recovery_timeout=300.0, heartbeat=60.0)
    app.plex.faults.set(maintenance())
    app.home.breaker_file.write_text(
        '{"state": "open", "failure_count": 5, "success_count": 0, "opened_at": 4000000000.0}'
    )
    app.start()
    wait_until(lambda: dunst.is_showing, "the notification that Plex was down when Recloser was closed")
    app.wait_for_state("open")

    asked = app.plex.log.counts[RequestKind.IDENTITY]
    dunst.choose("Check now")
    assert app.plex.log.wait_for(lambda: app.plex.log.counts[RequestKind.IDENTITY] > asked)

    app.end()
    wait_until(lambda: not dunst.is_showing, "the notifications to disappear")
    app.start()
    wait_until(lambda: dunst.is_showing, "the notification, a second time")
    app.wait_for_state("open")
    app.plex.faults.clear()
    dunst.choose("Reset")
    app.wait_for_delivered(len(app.films))
    wait_until(lambda: not dunst.is_showing, "the notification to disappear")
