"""Every page, dialog, menu and notification in another language: nothing English is left, clipped, or has the key of
something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListWidget, QTreeWidget, QWidget

from core.logs import set_up
from core.model import (
    Approval,
    BreakerView,
    CircuitState,
    FailureKind,
    Field,
    Progress,
    QueueCounts,
    ServerView,
    Snapshot,
)  # fmt: skip
from core.paths import resolve_home
from core.secrets import Redactor, TokenStore
from core.settings import Language
from gui import translations, wording
from gui.field_names import field_name
from gui.notifications import NotificationAction, label
from gui.preferences.window import Preferences
from gui.setup.assistant import SetupAssistant
from gui.setup.draft import Outside
from gui.start_at_login import StartAtLogin
from gui.tray_menu import TrayMenu
from gui.window import words
from gui.window.asks import Asks
from gui.window.main_window import MainWindow
from gui.window.reader import Reader
from tests.gui.marking import Marking, english

SMALL_SCREEN = (1366, 728)
BUSY = Snapshot(
    queue=QueueCounts(waiting=37, in_progress=20, retrying=2, failed=1, unapproved=3),
    server=ServerView("http://127.0.0.1:32400", signed_in=True, name="Attic", version="1.43.1"),
    breaker=BreakerView(CircuitState.CLOSED, 0, None, None, None, ""),
    approval=Approval(3, 2, 3),
    progress=Progress(1, 30, 2.0, 14.5),
    next_check_in=30.0,
)
OPEN = replace(BUSY, breaker=BreakerView(CircuitState.OPEN, 5, 1_795_399_875.0, 1_795_399_875.0, 12.0, ""))
STATES = (
    BUSY,
    OPEN,
    replace(OPEN, breaker=replace(OPEN.breaker, state=CircuitState.HALF_OPEN)),
    replace(BUSY, paused=True),
    replace(BUSY, paused=True, paused_until=1_795_500_000.0),
    replace(OPEN, offline=True),
    replace(BUSY, server=ServerView("http://127.0.0.1:32400")),
    Snapshot(set_up=False),
)


class NoAutostart:
    def is_enabled(self) -> bool:
        return False

    def is_stale(self) -> bool:
        return False


@pytest.fixture(params=["marked", "de", "es", "en"])
def language(qapp, request) -> Iterator[str]:
    before, owner = QLocale(), QObject()
    if request.param == "marked":
        marking = Marking(owner)
        QCoreApplication.installTranslator(marking)
    else:
        translations.install(owner, Language(request.param))
    yield request.param
    if request.param == "marked":
        QCoreApplication.removeTranslator(marking)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    QLocale.setDefault(before)


@pytest.fixture
def windows(qtbot, clock, tmp_path, language) -> Iterator[list[tuple[QWidget, list]]]:
    """Each window, and what turns to each of its pages."""
    home = resolve_home(tmp_path, {})
    home.create()
    home.settings.write_text('[plex]\nurl = "http://127.0.0.1:9"\n')
    logs, reader = set_up(None, to_terminal=False, redact=lambda text: text), Reader()
    tokens = TokenStore(tmp_path / "token", {}, account="t", redactor=Redactor(), open_keyring=lambda: None)
    main = MainWindow(BUSY, home, logs, Asks(), clock, reader, tray_available=True)
    preferences = Preferences(home.settings, tokens, clock, StartAtLogin(NoAutostart()))
    assistant = SetupAssistant(home.settings, tokens, Outside(clock, find_servers=tuple))
    assistant.show_snapshot(BUSY)
    for window in (main, preferences, assistant):
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(window)
        window.show()
    main.resize(980, 680)
    pages = assistant.pageIds()
    yield [
        (main, [lambda page=page: main._turn_to(page) for page, _ in main._names]),
        (preferences, [lambda n=n: preferences._list.setCurrentRow(n) for n in range(len(preferences._pages))]),
        (assistant, [lambda n=n: (assistant.setStartId(n), assistant.restart()) for n in pages]),
    ]
    preferences.reject()
    assistant.reject()
    assert reader.close(2000)
    logs.close()


def texts(window: QWidget) -> set[str]:
    found = {window.windowTitle()}
    for each in (window, *window.findChildren(QWidget)):
        if each.objectName().startswith("qt_"):
            continue
        found |= {each.toolTip(), each.accessibleName(), each.accessibleDescription()}
        if isinstance(each, QAbstractButton | QLabel):
            found.add(each.text())
        if isinstance(each, QLineEdit):
            found.add(each.placeholderText())
        if isinstance(each, QComboBox):
            found |= {each.itemText(n) for n in range(each.count())}
        if isinstance(each, QListWidget):
            found |= {each.item(n).text() for n in range(each.count())}
        if isinstance(each, QTreeWidget):
            found |= {each.headerItem().text(n) for n in range(each.columnCount())}
    for action in window.actions():
        found.add(action.text())
    return found


def clipped(window: QWidget) -> list[str]:
    found = []
    for each in window.findChildren(QWidget):
        if not each.isVisible() or not isinstance(each, QLabel | QAbstractButton) or not each.text():
            continue
        if isinstance(each, QLabel) and each.wordWrap():
            fits = each.height() >= each.heightForWidth(each.width())
        else:
            fits = each.width() >= each.minimumSizeHint().width() and each.height() >= each.minimumSizeHint().height()
        if not fits:
            found.append(f"{each.text()} {each.size()} {each.sizeHint()}")
    return found


def twice(window: QWidget) -> list[str]:
    """Keys that two things in sight have."""
    shown = [each for each in window.findChildren(QWidget) if each.isVisible()]
    labels = [each.text() for each in shown if isinstance(each, QAbstractButton) or
              (isinstance(each, QLabel) and each.buddy() is not None)]  # fmt: skip
    return doubled(labels)


def doubled(labels: list[str]) -> list[str]:
    keys = Counter(key.lower() for text in labels for key in re.findall(r"&(\w)", text.replace("&&", "")))
    return [f"{key}: {[t for t in labels if f'&{key}' in t.lower()]}" for key, count in keys.items() if count > 1]


def test_every_page_speaks_the_language_is_not_clipped_and_has_each_key_once(qapp, windows, language) -> None:
    troubles = []
    for window, pages in windows:
        for turn in pages:
            turn()
            for _ in range(3):  # what has changed is laid out anew in a later turn
                qapp.processEvents()
            troubles += twice(window)
            if language == "marked":
                troubles += english(texts(window))
            else:
                troubles += clipped(window)
                assert window.width() <= SMALL_SCREEN[0]
                assert window.height() <= SMALL_SCREEN[1]
    assert not troubles, "\n".join(sorted(set(troubles)))


def test_every_state_is_said_in_the_language_in_menu_tooltip_and_window(qapp, clock, windows, language) -> None:
    main, menu = windows[0][0], TrayMenu(clock)
    troubles = []
    for state in STATES:
        main.show_snapshot(state)
        menu.show_snapshot(state)
        entries = [action for action in menu.menu.actions() if action.isVisible()]
        troubles += doubled([entry.text() for entry in entries])
        if language == "marked":
            said = {wording.tooltip(state, clock.time()), wording.explanation(state), wording.next_check(state, 0.0)}
            said |= {entry.text() for entry in entries}
            said |= {action.text() for action in menu._pause.menu().actions()}
            troubles += english(said | texts(main))
    assert not troubles, "\n".join(sorted(set(troubles)))


@pytest.mark.parametrize("language", ["marked"], indirect=True)
def test_fields_failures_and_what_can_be_chosen_in_a_notification_are_translated(language) -> None:
    said = {field_name(field) for field in Field} | {words.failure_name(kind) for kind in FailureKind}
    assert english(said | {label(action) for action in NotificationAction}) == []
