"""The preferences: what is entered is checked as it is typed, and what was changed is in the file afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QDialogButtonBox, QLabel, QLineEdit, QWidget

from core import settings
from core.clock import SystemClock
from core.demo.simulator import PlexSimulator
from core.model import Field
from core.secrets import Redactor, TokenStore
from core.settings import (
    AppearanceSettings,
    IconStyle,
    NotificationKind,
    NotificationSettings,
    OnConflict,
    Reconcile,
    Settings,
)
from gui.autostart import AutostartError
from gui.forms import Verdict
from gui.preferences.rule_edit import RuleEdit
from gui.preferences.window import Preferences
from gui.start_at_login import StartAtLogin
from tests.core.test_secrets import MemoryKeyring

WRITTEN_BY_HAND = """\
# My own remarks.
[plex]
url = "{url}"  # the attic

[[folders]]
path = "{folder}"    # films
plex_path = "/data/Movies"
"""


@pytest.fixture
def plex() -> Iterator[PlexSimulator]:
    with PlexSimulator() as simulator:
        simulator.add_library("/data/Movies")
        simulator.add_library("/data/Concerts", title="Concerts")
        simulator.add_film("/data/Movies/M (1931)/M (1931).mkv")
        yield simulator


@pytest.fixture
def path(tmp_path, plex) -> Path:
    media = tmp_path / "Movies" / "M (1931)"
    media.mkdir(parents=True)
    (media / "M (1931).mkv").touch()
    path = tmp_path / "settings.toml"
    path.write_text(WRITTEN_BY_HAND.format(url=plex.url, folder=tmp_path / "Movies"))
    return path


class MemoryAutostart:
    """A desktop that starts programs at login, or refuses to."""

    def __init__(self) -> None:
        self.on = False
        self.refuses = False

    def is_enabled(self) -> bool:
        return self.on

    def enable(self) -> None:
        if self.refuses:
            raise AutostartError("the desktop does not allow it")
        self.on = True

    def disable(self) -> None:
        self.on = False

    def is_stale(self) -> bool:
        return False


@pytest.fixture
def autostart() -> MemoryAutostart:
    return MemoryAutostart()


@pytest.fixture
def preferences(qtbot, path, tmp_path, plex, autostart) -> Iterator[Preferences]:
    keyring = MemoryKeyring()
    tokens = TokenStore(tmp_path / "token", {}, account="t", redactor=Redactor(), open_keyring=lambda: keyring)
    tokens.store(plex.token)
    made = Preferences(path, tokens, SystemClock(), StartAtLogin(autostart))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def turn_to(preferences: Preferences, title: str) -> QWidget:
    place = next(n for n, page in enumerate(preferences._pages) if page.title == title)
    preferences._list.setCurrentRow(place)
    return preferences._pages[place]


def button(preferences: Preferences, which: QDialogButtonBox.StandardButton) -> QAbstractButton:
    return preferences._buttons.button(which)


def apply(preferences: Preferences) -> Settings:
    assert button(preferences, QDialogButtonBox.StandardButton.Apply).isEnabled()
    button(preferences, QDialogButtonBox.StandardButton.Apply).click()
    assert "Saved" in preferences._verdict.text()
    loaded = settings.load(preferences._path)
    assert loaded.problems == ()
    return loaded.settings


def test_nothing_is_offered_to_be_saved_before_something_has_changed(preferences):
    assert not button(preferences, QDialogButtonBox.StandardButton.Apply).isEnabled()
    assert button(preferences, QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_what_is_changed_on_every_page_is_in_the_file_with_the_remarks_of_its_author(preferences, path):
    before = settings.load(path).settings
    turn_to(preferences, "Server")._read.line.setText("45")
    fields = turn_to(preferences, "Fields")
    fields._switches[Field.SUMMARY].setChecked(False)
    breaker = turn_to(preferences, "Outages")
    breaker._failures.line.setText("7")
    breaker._recovery.line.setText("12.5")
    behaviour = turn_to(preferences, "Behaviour")
    behaviour._conflict.setCurrentIndex(2)
    behaviour._reconcile.setCurrentIndex(1)
    behaviour._heartbeat.line.setText("0")
    for switch in behaviour.findChildren(QCheckBox):
        switch.toggle()
    notifications = turn_to(preferences, "Notifications")
    notifications._switches[NotificationKind.RECOVERED].setChecked(False)
    notifications._quiet.setChecked(True)
    turn_to(preferences, "Appearance and start")._style.setCurrentIndex(3)
    expected = replace(
        before,
        plex=replace(before.plex, read_timeout=45.0),
        fields=frozenset(Field) - {Field.SUMMARY},
        breaker=replace(before.breaker, failure_threshold=7, recovery_timeout=12.5),
        behaviour=replace(
            before.behaviour,
            heartbeat=0.0,
            scan_missing=True,
            confirm_first_sync=False,
            recovery_ramp=False,
            remote_artwork=True,
            on_conflict=OnConflict.ASK,
            reconcile=Reconcile.DAILY,
        ),
        notifications=NotificationSettings(True, frozenset(NotificationKind) - {NotificationKind.RECOVERED}),
        appearance=AppearanceSettings(IconStyle.MONOCHROME),
    )
    assert apply(preferences) == expected
    assert "# My own remarks." in path.read_text()
    assert "# the attic" in path.read_text()
    assert not button(preferences, QDialogButtonBox.StandardButton.Apply).isEnabled()


@pytest.mark.parametrize(
    ("page", "entry", "text", "words"),
    [
        ("Server", "_url", "192.168.0.9", "http://"),
        ("Server", "_connect", "0", "above 0"),
        ("Server", "_read", "soon", "above 0"),
        ("Outages", "_failures", "2.5", "a whole number from 1 to 1000"),
        ("Outages", "_failures", "", "a whole number from 1 to 1000"),
        ("Outages", "_failures", "inf", "a whole number from 1 to 1000"),
        ("Outages", "_failures", "nan", "a whole number from 1 to 1000"),
        ("Outages", "_recovery", "901", "a number from 0.1 to 900"),
        ("Behaviour", "_heartbeat", "0.5", "0, or a number from 1 to 86400"),
    ],
)
def test_what_the_file_would_refuse_is_refused_as_it_is_typed(preferences, page, entry, text, words):
    shown = turn_to(preferences, page)
    edit: RuleEdit = getattr(shown, entry)
    edit.line.setText(text)
    assert words in "\n".join(label.text() for label in edit.findChildren(QLabel) if label.isVisible())
    assert words in edit.line.accessibleDescription()
    assert not button(preferences, QDialogButtonBox.StandardButton.Ok).isEnabled()
    assert "✗" in preferences._list.currentItem().text()


def test_numbers_are_read_and_shown_as_the_persons_locale_writes_them(qtbot, preferences):
    edit: RuleEdit = turn_to(preferences, "Outages")._recovery
    edit.setLocale(QLocale(QLocale.Language.German))
    edit.line.setText("12,5")
    assert edit.value == 12.5
    edit.show_value(60.5)
    assert edit.line.text() == "60,5"


def test_starting_at_login_is_switched_at_once(qtbot, preferences, autostart):
    page = turn_to(preferences, "Appearance and start")
    page._login.click()
    qtbot.waitUntil(lambda: autostart.on and page._login.isChecked(), timeout=5000)
    page._login.click()
    qtbot.waitUntil(lambda: not autostart.on and not page._login.isChecked(), timeout=5000)


def test_a_desktop_that_refuses_to_start_it_at_login_is_told(qtbot, preferences, autostart):
    page = turn_to(preferences, "Appearance and start")
    autostart.refuses = True
    page._login.click()
    qtbot.waitUntil(lambda: "The desktop does not allow it." in page._verdict.text(), timeout=5000)
    qtbot.waitUntil(lambda: not page._login.isChecked(), timeout=5000)


def test_libraries_and_folders_are_checked_against_the_server(qtbot, preferences, plex):
    page = turn_to(preferences, "Libraries and folders")
    qtbot.waitUntil(lambda: page._folders.found == (1, 1), timeout=10_000)
    page._libraries._some.setChecked(True)
    assert not button(preferences, QDialogButtonBox.StandardButton.Ok).isEnabled()
    item = page._libraries._list.item(1)
    assert item.text() == "Concerts — /data/Concerts"
    item.setCheckState(Qt.CheckState.Checked)
    assert apply(preferences).plex.libraries == ("Concerts",)


def test_what_the_server_has_told_is_still_shown_after_saving(qtbot, preferences):
    page = turn_to(preferences, "Libraries and folders")
    qtbot.waitUntil(lambda: page._folders.found == (1, 1), timeout=10_000)
    turn_to(preferences, "Outages")._failures.line.setText("7")
    apply(preferences)
    assert page._libraries._list.count() == 2
    assert page._folders.found == (1, 1)


def test_a_library_that_the_server_does_not_tell_of_stays_chosen(qtbot, preferences, path):
    page = turn_to(preferences, "Libraries and folders")
    page._libraries.show_libraries((), ("Gone",))
    assert apply(preferences).plex.libraries == ("Gone",)


def test_a_server_that_does_not_answer_is_told_in_words(qtbot, preferences, plex):
    page = turn_to(preferences, "Server")
    plex.stop()
    page._test.click()
    (verdict,) = page.findChildren(Verdict)
    qtbot.waitUntil(lambda: "connection refused" in verdict.text(), timeout=10_000)


def test_a_file_that_was_changed_meanwhile_is_added_to_only_when_told(qtbot, preferences, path):
    turn_to(preferences, "Outages")._failures.line.setText("7")
    path.write_text(path.read_text() + "\n[behaviour]\nscan_missing = true\n")
    button(preferences, QDialogButtonBox.StandardButton.Apply).click()
    assert settings.load(path).settings.breaker.failure_threshold == 5
    question = preferences._question
    qtbot.waitUntil(question.isVisible)
    question.button(question.StandardButton.Save).click()
    qtbot.waitUntil(lambda: settings.load(path).settings.breaker.failure_threshold == 7, timeout=5000)
    assert settings.load(path).settings.behaviour.scan_missing
    assert turn_to(preferences, "Behaviour")._scan.isChecked()


def test_a_file_with_mistakes_is_told_and_not_touched_by_looking(qtbot, path, tmp_path, autostart):
    path.write_text("[plex]\nurll = 'http://x'\n")
    tokens = TokenStore(tmp_path / "t", {}, account="t", redactor=Redactor(), open_keyring=MemoryKeyring)
    made = Preferences(path, tokens, SystemClock(), StartAtLogin(autostart))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    assert "did you mean plex.url" in made._verdict.text()
    button(made, QDialogButtonBox.StandardButton.Ok).click()
    assert path.read_text() == "[plex]\nurll = 'http://x'\n"


def test_a_file_that_cannot_be_written_is_told_and_the_window_stays(preferences, path):
    turn_to(preferences, "Outages")._failures.line.setText("7")
    preferences._path = path.parent / "not there" / "settings.toml"
    preferences._edition = replace(preferences._edition, data=None)
    button(preferences, QDialogButtonBox.StandardButton.Ok).click()
    assert "cannot be written" in preferences._verdict.text()
    assert preferences.isVisible()


def test_every_control_has_a_name_for_screen_readers(preferences):
    labelled = {label.buddy() for label in preferences.findChildren(QLabel)}
    for kind in (QLineEdit, QCheckBox, QComboBox, QAbstractButton):
        for widget in preferences.findChildren(kind):
            inner = widget.objectName().startswith("qt_")  # a part of a table or a box
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert inner or widget in labelled or widget.accessibleName() or text, (kind, widget.parent())


def test_the_window_fits_a_small_screen(preferences):
    assert preferences.minimumSizeHint().height() < 700
    assert preferences.minimumSizeHint().width() < 1200
