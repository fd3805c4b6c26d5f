from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from core.clock import SystemClock
from core.events import OutageBegan
from core.logs import set_up
from core.paths import resolve_home
from core.secrets import Redactor, TokenStore
from core.settings import AppearanceSettings, IconStyle, NotificationKind, NotificationSettings, Settings
from core.sources.folders import FolderSource
from gui.app import TrayApplication
from gui.first_sight import FirstSight
from gui.notification_service import Choice
from gui.notifications import NotificationAction


@pytest.fixture
def application(qapp, clock, tmp_path) -> Iterator[TrayApplication]:
    """Started, for a home without settings."""
    home = resolve_home(tmp_path, {})
    home.create()
    redactor = Redactor()
    logs = set_up(home.log, to_terminal=False, redact=redactor)
    tokens = TokenStore(home.token_file, {}, redactor=redactor, account="test")
    application = TrayApplication(FirstSight(home, clock), tokens, logs)
    application.start()
    yield application
    ended = application.close()
    logs.close()
    assert ended


def test_after_waking_up_an_outage_is_told_only_when_it_lasts(application, clock):
    clock.advance(3600)
    application._engine._computer.woke.emit(1800.0)
    application._engine.happened.emit(OutageBegan(clock.time(), "no route to host"))
    assert application._notifications.next_tick_in() == 15
    assert 14_000 < application._deferred.remainingTime() <= 15_000


def test_the_worker_learns_of_sleep_and_network_as_soon_as_it_is_there(application, qtbot):
    engine = application._engine
    engine._computer.online = False
    engine._computer.online_changed.emit(False)
    engine._computer.woke.emit(0.0)
    qtbot.waitUntil(lambda: engine.snapshot.offline, timeout=5000)
    engine._computer.online_changed.emit(True)
    qtbot.waitUntil(lambda: not engine.snapshot.offline, timeout=5000)


def test_a_folder_that_does_not_let_go_is_left_to_the_end_of_the_process(application, qtbot, tmp_path):
    """watchdog reads what happens on Windows on a thread that is no daemon: ending as usual would wait for it."""
    engine = application._engine
    qtbot.waitUntil(lambda: engine._worker.snapshot() is not None, timeout=5000)
    let_go, stuck = threading.Event(), threading.Event()

    def dead_share():
        stuck.set()
        assert let_go.wait(10)
        raise OSError

    engine._source = source = FolderSource([tmp_path], dead_share, clock=SystemClock())
    source.start()
    assert stuck.wait(5)
    assert not engine.stop()
    let_go.set()
    assert source.stop(5.0)


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        (NotificationAction.CHECK, "check_now"),
        (NotificationAction.RESET, "reset"),
    ],
)
def test_what_is_chosen_in_a_notification_is_done(application, monkeypatch, action, asked):
    done = []
    monkeypatch.setattr(application._engine, asked, lambda: done.append(asked))
    application._sink.chosen.emit(Choice(NotificationKind.OPENED, action))
    assert done == [asked]


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        (NotificationKind.OPENED, "show_window"),
        (NotificationKind.FAILED, "_show_failed"),
        (NotificationKind.APPROVAL, "_show_preview"),
    ],
)
def test_open_in_a_notification_opens_what_it_is_about(application, monkeypatch, kind, page):
    shown = []
    for each in ("show_window", "_show_failed", "_show_preview"):
        monkeypatch.setattr(application, each, lambda each=each: shown.append(each))
    application._sink.chosen.emit(Choice(kind, NotificationAction.OPEN))
    assert shown == [page]


@pytest.mark.parametrize(
    ("platform", "action", "expected"),
    [
        ("wayland", NotificationAction.OPEN, "token"),
        ("wayland", NotificationAction.CHECK, None),
        ("xcb", NotificationAction.OPEN, None),
    ],
)
def test_a_window_that_a_notification_opens_may_come_to_the_front_under_wayland(
    application, monkeypatch, platform, action, expected
):
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN")
    monkeypatch.setattr(QApplication, "platformName", lambda: platform)
    found = []
    monkeypatch.setattr(application, "show_window", lambda: found.append(os.environ.get("XDG_ACTIVATION_TOKEN")))
    application._sink.chosen.emit(Choice(NotificationKind.OPENED, action, "token"))
    assert found == ([] if action is NotificationAction.CHECK else [expected])
    assert os.environ.get("XDG_ACTIVATION_TOKEN") == expected


def test_a_changed_style_and_quiet_mode_are_applied_at_once(application):
    application._engine.settings_changed.emit(
        Settings(appearance=AppearanceSettings(IconStyle.MONOCHROME), notifications=NotificationSettings(quiet=True))
    )
    assert application._tray._style is IconStyle.MONOCHROME
    assert application._notifications._enabled == frozenset()


@pytest.mark.parametrize("comes_back", [True, False])
def test_the_window_opens_when_the_tray_stays_away_but_not_when_the_panel_is_restarted(
    application, qtbot, monkeypatch, comes_back
):
    monkeypatch.setattr("gui.app._TRAY_GRACE_MS", 50)
    monkeypatch.setattr(application._tray, "_available", False)
    application._tray.availability_changed.emit(False)
    assert application._window.window is None
    if comes_back:
        monkeypatch.setattr(application._tray, "_available", True)
        qtbot.wait(100)
        assert application._window.window is None
    else:
        qtbot.waitUntil(lambda: application._window.window is not None)
