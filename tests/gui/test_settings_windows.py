"""The assistant and the preferences in the running application."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QDialogButtonBox

from core.clock import SystemClock
from core.logs import set_up
from core.paths import resolve_home
from core.secrets import Redactor, TokenStore
from core.settings import write_template
from gui.app import TrayApplication
from gui.first_sight import FirstSight
from tests.core.test_secrets import MemoryKeyring


@pytest.fixture
def application(qapp, tmp_path) -> Iterator[TrayApplication]:
    """Started, for a home without settings."""
    home = resolve_home(tmp_path, {})
    home.create()
    redactor, keyring = Redactor(), MemoryKeyring()
    logs = set_up(home.log, to_terminal=False, redact=redactor)
    tokens = TokenStore(home.token_file, {}, redactor=redactor, account="test", open_keyring=lambda: keyring)
    application = TrayApplication(FirstSight(home, SystemClock()), tokens, logs)
    application.start()
    yield application
    ended = application.close()
    logs.close()
    assert ended


def test_the_first_start_shows_the_assistant_and_every_later_one_the_window(application):
    application.open()
    assistant = application._settings_windows._assistant
    assert assistant.isVisible()
    assert application._window.window is None
    write_template(application._home.settings)
    application.open()
    assert application._window.window.isVisible()


def test_without_a_tray_the_window_does_not_cover_the_assistant_and_appears_after_it(application):
    application.open()
    application._show_window_without_tray()
    assert application._window.window is None
    application._settings_windows._assistant.reject()
    assert application._window.window.isVisible()


def test_without_settings_the_preferences_are_the_assistant(application):
    application._open_preferences()
    assert application._settings_windows._assistant.isVisible()
    assert application._settings_windows._preferences is None


def test_signing_in_skips_the_welcome_and_closes_the_preferences(application):
    write_template(application._home.settings)
    application._open_preferences()
    assert application._settings_windows._preferences.isVisible()
    application._settings_windows._preferences.setup_requested.emit()
    assert application._settings_windows._preferences is None
    assert application._settings_windows._assistant.currentPage().title() == "Sign in to Plex"


def test_a_window_that_is_open_already_is_raised_and_not_opened_again(application):
    application._open_settings_windows().open_assistant()
    first = application._settings_windows._assistant
    first.next()
    application._open_settings_windows().open_assistant()
    assert application._settings_windows._assistant is first
    assert first.currentPage().title() == "Sign in to Plex"


def test_closed_windows_give_their_memory_back(qtbot, application):
    windows = application._open_settings_windows()
    windows.open_assistant()
    assistant = windows._assistant
    assistant.close()
    write_template(application._home.settings)
    windows.open_preferences()
    preferences = windows._preferences
    preferences.close()
    assert windows._assistant is None
    assert windows._preferences is None
    qtbot.waitUntil(lambda: not shiboken6.isValid(assistant) and not shiboken6.isValid(preferences), timeout=2000)


def test_what_is_saved_in_the_preferences_is_in_force_without_a_restart(qtbot, application):
    write_template(application._home.settings)
    application._open_preferences()
    preferences = application._settings_windows._preferences
    breaker = preferences._pages[3]
    breaker._failures.line.setText("7")
    notifications = preferences._pages[5]
    notifications._quiet.setChecked(True)
    changed = []
    application._engine.settings_changed.connect(changed.append)
    preferences._buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    assert application._settings_windows._preferences is None
    qtbot.waitUntil(
        lambda: bool(changed) and changed[-1].breaker.failure_threshold == 7 and changed[-1].notifications.quiet,
        timeout=10_000,
    )
