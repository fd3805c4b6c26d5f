from __future__ import annotations

import re
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QImage
from PySide6.QtWidgets import QSystemTrayIcon

from core.model import Approval, BreakerView, CircuitState, Face, QueueCounts, ServerView, Snapshot
from core.settings import IconStyle
from gui import wording
from gui.icons import tray_icon
from gui.tray import Tray, likely_dark

Reason = QSystemTrayIcon.ActivationReason

CONNECTED = Snapshot(server=ServerView("http://127.0.0.1:32400", signed_in=True))
OPEN = replace(
    CONNECTED, breaker=BreakerView(CircuitState.OPEN, 5, 1_795_399_000.0, 1_795_399_000.0, 12.0, "connection refused")
)
TRYING = replace(OPEN, breaker=replace(OPEN.breaker, state=CircuitState.HALF_OPEN))
PAUSED = replace(CONNECTED, paused=True)
OFFLINE = replace(OPEN, offline=True)
SIGNED_OUT = replace(CONNECTED, server=ServerView("http://127.0.0.1:32400"))
NOT_SET_UP = Snapshot(set_up=False)

APPROVAL = replace(CONNECTED, approval=Approval(420, 412, 420))

ALWAYS = ["Check now", "Reset breaker"]
THEN = ["Sync now", "Failed changes (0)…"]
ENDING = ["Open Recloser", "Open Plex", "Preferences…", "Quit"]


@pytest.fixture
def tray(qapp, clock):
    tray = Tray(CONNECTED, clock)
    yield tray
    tray.hide()


def icon_of(tray: Tray) -> QSystemTrayIcon:
    # A replaced icon lives on until the event loop's next turn.
    return tray.findChildren(QSystemTrayIcon)[-1]


def image(icon: QIcon) -> QImage:
    return icon.pixmap(QSize(16, 16)).toImage()


def entries(tray: Tray) -> list[QAction]:
    return [
        action for action in icon_of(tray).contextMenu().actions() if action.isVisible() and not action.isSeparator()
    ]


def words(action: QAction) -> str:
    return action.text().replace("&", "")


def entry(tray: Tray, text: str) -> QAction:
    return next(action for action in entries(tray) if words(action) == text)


def pauses(tray: Tray) -> dict[str, QAction]:
    return {words(action): action for action in entry(tray, "Pause").menu().actions()}


def test_the_first_snapshot_is_shown_by_constructing_the_tray(qapp, clock):
    tray = Tray(replace(OPEN, queue=QueueCounts(waiting=37)), clock)
    assert icon_of(tray).isVisible()
    assert image(icon_of(tray).icon()) == image(tray_icon(Face.OPEN))
    assert icon_of(tray).toolTip().startswith("Plex: not answering since ")
    assert "37 changes waiting" in icon_of(tray).toolTip()
    tray.hide()


@pytest.mark.parametrize(
    ("snapshot", "face", "words"),
    [
        (CONNECTED, Face.CLOSED, "Plex: connected"),
        (TRYING, Face.HALF_OPEN, "Plex: trying again"),
        (OPEN, Face.OPEN, "Plex: not answering since "),
        (PAUSED, Face.PAUSED, "Paused"),
        (OFFLINE, Face.OFFLINE, "This computer is offline"),
        (SIGNED_OUT, Face.SIGN_IN, "Sign in to Plex"),
        (NOT_SET_UP, Face.NOT_SET_UP, "Recloser is not set up"),
    ],
)
def test_icon_tooltip_and_menu_tell_the_same(tray, clock, snapshot, face, words):
    tray.show_snapshot(snapshot)
    assert image(icon_of(tray).icon()) == image(tray_icon(face))
    assert icon_of(tray).toolTip().startswith(words)
    first = entries(tray)[0]
    assert first.text() == wording.status_line(snapshot, clock.time())
    assert first.text().startswith(words)
    assert not first.isEnabled()


@pytest.mark.parametrize(
    ("snapshot", "between"),
    [
        (CONNECTED, [*ALWAYS, "Pause"]),
        (OPEN, [*ALWAYS, "Pause"]),
        (PAUSED, [*ALWAYS, "Resume"]),
        (SIGNED_OUT, ["Sign in…", *ALWAYS, "Pause"]),
        (APPROVAL, ["Look at the changes…", *ALWAYS, "Pause"]),
        (NOT_SET_UP, [*ALWAYS, "Pause"]),
    ],
)
def test_the_menu_offers_what_makes_sense(tray, snapshot, between):
    tray.show_snapshot(snapshot)
    assert [words(action) for action in entries(tray)[1:]] == [*between, *THEN, *ENDING]


def test_before_it_is_set_up_only_the_window_the_preferences_and_quitting_can_be_chosen(tray):
    tray.show_snapshot(NOT_SET_UP)
    chosen = [words(action) for action in entries(tray) if action.isEnabled()]
    assert chosen == ["Open Recloser", "Preferences…", "Quit"]
    tray.show_snapshot(CONNECTED)
    assert entry(tray, "Check now").isEnabled()


@pytest.mark.parametrize(
    ("text", "signal", "snapshot"),
    [
        ("Check now", "check_requested", OPEN),
        ("Reset breaker", "reset_requested", OPEN),
        ("Resume", "resume_requested", PAUSED),
        ("Sync now", "sync_requested", CONNECTED),
        ("Failed changes (3)…", "failed_requested", replace(CONNECTED, queue=QueueCounts(failed=3))),
        ("Look at the changes…", "approval_requested", APPROVAL),
        ("Sign in…", "sign_in_requested", SIGNED_OUT),
        ("Open Recloser", "window_requested", CONNECTED),
        ("Open Plex", "plex_requested", CONNECTED),
        ("Preferences…", "preferences_requested", NOT_SET_UP),
        ("Quit", "quit_requested", CONNECTED),
    ],
)
def test_every_entry_asks_for_what_it_says(qtbot, tray, text, signal, snapshot):
    tray.show_snapshot(snapshot)
    assert entry(tray, text).isEnabled()
    with qtbot.waitSignal(getattr(tray.menu, signal), timeout=1000):
        entry(tray, text).trigger()


@pytest.mark.parametrize("hour", [0, 9, 23])
def test_pause_lasts_for_an_hour_until_tomorrow_or_until_resumed(qtbot, qapp, clock, hour):
    noon = datetime.fromtimestamp(clock.time())  # noqa: DTZ006  a person's wall clock
    clock.step_wall((noon.replace(hour=hour, minute=50) - noon).total_seconds())
    tray = Tray(CONNECTED, clock)
    assert list(pauses(tray)) == ["For 1 hour", "Until tomorrow", "Until resumed"]
    found = []
    tray.menu.pause_requested.connect(found.append)
    for action in pauses(tray).values():
        action.trigger()
    tray.hide()
    tomorrow = noon.replace(hour=6, minute=0, second=0, microsecond=0) + timedelta(days=1)
    assert found == [clock.time() + 3600, tomorrow.timestamp(), None]


@pytest.mark.parametrize("snapshot", [CONNECTED, PAUSED, SIGNED_OUT, APPROVAL])
def test_every_entry_can_be_reached_by_a_key_of_its_own(tray, snapshot):
    tray.show_snapshot(snapshot)
    for actions in (entries(tray)[1:], [] if snapshot is PAUSED else list(pauses(tray).values())):
        keys = [re.search("&(.)", action.text())[1].lower() for action in actions]
        assert len(set(keys)) == len(actions)


def test_counts_in_the_menu_are_live(tray):
    tray.show_snapshot(replace(CONNECTED, queue=QueueCounts(waiting=1200, failed=3)))
    assert "1200 changes waiting · 3 failed" in entries(tray)[0].text().replace(",", "")
    assert entry(tray, "Failed changes (3)…").isEnabled()
    tray.show_snapshot(CONNECTED)
    assert not entry(tray, "Failed changes (0)…").isEnabled()


def test_the_status_line_takes_nothing_for_a_mnemonic(tray):
    tray.show_snapshot(replace(PAUSED, paused_until=1_795_500_000.0))
    assert entries(tray)[0].text().startswith("Paused until ")
    assert "&" not in entries(tray)[0].text()


@pytest.mark.parametrize("reason", [Reason.Trigger, Reason.DoubleClick])
def test_a_click_or_a_double_click_opens_the_window(qtbot, tray, reason):
    with qtbot.waitSignal(tray.clicked, timeout=1000):
        icon_of(tray).activated.emit(reason)


@pytest.mark.parametrize("reason", [Reason.MiddleClick, Reason.Context])
def test_other_clicks_do_nothing(qtbot, tray, reason):
    with qtbot.assertNotEmitted(tray.clicked):
        icon_of(tray).activated.emit(reason)


def test_a_click_on_a_message_is_passed_on(qtbot, tray):
    with qtbot.waitSignal(tray.message_clicked, timeout=1000):
        icon_of(tray).messageClicked.emit()


def test_failed_changes_put_the_dot_on_the_icon_until_they_are_dealt_with(tray):
    tray.show_snapshot(replace(CONNECTED, queue=QueueCounts(failed=1)))
    assert image(icon_of(tray).icon()) == image(tray_icon(Face.CLOSED, failed=True))
    tray.show_snapshot(CONNECTED)
    assert image(icon_of(tray).icon()) == image(tray_icon(Face.CLOSED))


def test_the_menu_is_the_same_object_for_ever(tray):
    menu = icon_of(tray).contextMenu()
    tray.show_snapshot(PAUSED)
    assert icon_of(tray).contextMenu() is menu


def test_an_unchanged_icon_is_not_sent_to_the_desktop_again(tray):
    before = icon_of(tray).icon().cacheKey()
    tray.show_snapshot(replace(CONNECTED, queue=QueueCounts(waiting=1)))
    assert icon_of(tray).icon().cacheKey() == before


@pytest.mark.alone
def test_ten_thousand_waiting_changes_update_the_menu_within_50_ms(tray):
    slowest = 0.0
    for waiting in range(10_000, 10_020):
        began = time.perf_counter()
        tray.show_snapshot(replace(OPEN if waiting % 2 else CONNECTED, queue=QueueCounts(waiting, 20, 500, 100)))
        slowest = max(slowest, time.perf_counter() - began)
    assert slowest < 0.050


def test_a_message_without_a_tray_is_no_error(tray):
    tray.message("Plex is back", "37 changes were delivered.", Face.CLOSED)


def test_a_tray_that_comes_and_goes_is_noticed(qtbot, tray, monkeypatch):
    # Qt's own answer is replaced: offscreen there is never a tray.
    assert not tray.is_available
    built_without_tray = icon_of(tray)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    with qtbot.waitSignal(tray.availability_changed, timeout=1000) as seen:
        tray._check_availability()
    assert seen.args == [True]
    assert tray.is_available
    assert icon_of(tray) is not built_without_tray
    assert not built_without_tray.isVisible()
    assert icon_of(tray).isVisible()
    assert icon_of(tray).toolTip() == built_without_tray.toolTip()
    assert icon_of(tray).contextMenu() is built_without_tray.contextMenu()

    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    with qtbot.waitSignal(tray.availability_changed, timeout=1000) as seen:
        tray._check_availability()
    assert seen.args == [False]


def test_news_of_the_panel_that_come_before_the_x_server_knows_are_looked_into_again_soon(qtbot, tray, monkeypatch):
    monkeypatch.setattr("gui.tray._SOON", 20)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    tray._check_availability()
    tray._availability_timer.setInterval(300_000)
    tray._on_panel_changed()
    assert tray.is_available
    with qtbot.waitSignal(tray.availability_changed, timeout=1000) as seen:
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    assert seen.args == [False]


def test_while_nothing_changes_the_desktop_is_asked_ever_more_rarely(tray, monkeypatch):
    intervals = []
    for _ in range(8):
        tray._on_availability_timer()
        intervals.append(tray._availability_timer.interval())
    assert intervals == [10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    tray._on_availability_timer()
    assert tray._availability_timer.interval() == 5000


def test_a_new_icon_still_opens_the_window_and_follows_the_state(qtbot, tray, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    tray._check_availability()
    tray.show_snapshot(OPEN)
    assert image(icon_of(tray).icon()) == image(tray_icon(Face.OPEN))
    with qtbot.waitSignal(tray.clicked, timeout=1000):
        icon_of(tray).activated.emit(Reason.Trigger)


@pytest.mark.parametrize("style", IconStyle)
def test_the_icon_is_drawn_in_the_style_that_was_chosen(qapp, clock, style):
    tray = Tray(OPEN, clock, style)
    assert image(icon_of(tray).icon()) == image(tray_icon(Face.OPEN, style))
    tray.set_style(IconStyle.AUTO)
    assert image(icon_of(tray).icon()) == image(tray_icon(Face.OPEN))
    tray.hide()


@pytest.mark.parametrize(
    ("scheme", "desktop", "dark"),
    [
        (Qt.ColorScheme.Light, "KDE", False),
        (Qt.ColorScheme.Dark, "KDE", True),
        (Qt.ColorScheme.Unknown, "", True),
        (Qt.ColorScheme.Light, "ubuntu:GNOME", True),
    ],
)
def test_the_panels_colour_is_guessed_from_the_desktop(scheme, desktop, dark):
    assert likely_dark(scheme, desktop) is dark


def test_on_macos_a_click_opens_the_menu_and_not_the_window_with_it(qapp, clock, monkeypatch):
    """Qt for macOS tells `activated` when the menu that it was given begins to be shown (qcocoasystemtrayicon.mm)."""
    monkeypatch.setattr(sys, "platform", "darwin")
    tray = Tray(CONNECTED, clock)
    opened = []
    tray.clicked.connect(lambda: opened.append(True))
    for reason in (Reason.Trigger, Reason.DoubleClick, Reason.Context):
        icon_of(tray).activated.emit(reason)
    assert opened == []
    assert icon_of(tray).contextMenu() is tray.menu.menu
    tray.hide()


def test_the_monochrome_icon_follows_the_desktop(qapp, clock, monkeypatch):
    tray = Tray(OPEN, clock, IconStyle.MONOCHROME)
    assert image(icon_of(tray).icon()) == image(tray_icon(Face.OPEN, IconStyle.MONOCHROME, dark_panel=True))
    monkeypatch.setattr("gui.tray.likely_dark", lambda *_: False)  # offscreen there are no colour schemes
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert image(icon_of(tray).icon()) == image(tray_icon(Face.OPEN, IconStyle.MONOCHROME, dark_panel=False))
    tray.hide()


def test_hiding_takes_the_icon_away(tray):
    tray.hide()
    assert not icon_of(tray).isVisible()
