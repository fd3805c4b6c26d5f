"""Every page, dialog, menu and notification in another language: nothing English is left, clipped, or has the key of
something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QPoint
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QTreeWidget,
    QWidget,
)

from core.model import BreakerView, CircuitState, FailureKind, Field, ServerView, Snapshot
from core.settings import Language
from gui import translations, wording
from gui.field_names import field_name
from gui.notifications import NotificationAction, label
from gui.tray_menu import TrayMenu
from gui.window import words
from tests.gui.every_window import BUSY, SMALL_SCREEN, Windows, clipped, doubled, every_window, twice
from tests.gui.marking import Marking, english

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
    Snapshot(out_of_order=True),
)


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
def windows(qtbot, clock, tmp_path, language) -> Iterator[Windows]:
    with every_window(qtbot, clock, tmp_path) as found:
        found[0][0].resize(980, 680)
        yield found


@pytest.fixture
def large_windows(qtbot, clock, tmp_path, language) -> Iterator[Windows]:
    """For eyes that need letters of twice the size."""
    before = QApplication.font()
    larger = QFont(before)
    larger.setPointSizeF(2 * before.pointSizeF())
    QApplication.setFont(larger)
    with every_window(qtbot, clock, tmp_path) as found:
        for window, _ in found:
            window.resize(*SMALL_SCREEN)
        yield found
    QApplication.setFont(before)


def out_of_reach(window: QWidget) -> list[str]:
    """What can be used but not be brought into sight: outside of the window, or of what scrolls."""
    found = []
    for each in window.findChildren(QWidget):
        if not each.isVisible() or not isinstance(each, QAbstractButton | QLineEdit | QComboBox | QAbstractScrollArea):
            continue
        around = each.parentWidget()
        while around is not window and not isinstance(around.parentWidget().parentWidget(), QScrollArea):
            around = around.parentWidget()
        place = each.rect().translated(each.mapTo(around, QPoint()))
        if not around.rect().contains(place):
            found.append(f"{type(each).__name__} {each.accessibleName()} {place} in {around.rect()}")
    return found


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


@pytest.mark.parametrize("language", ["de", "es", "en"], indirect=True)
def test_in_text_of_twice_the_size_nothing_is_clipped_and_everything_can_be_reached(qapp, large_windows) -> None:
    troubles = []
    for window, pages in large_windows:
        for turn in pages:
            turn()
            for _ in range(3):  # as above
                qapp.processEvents()
            troubles += clipped(window) + out_of_reach(window)
            assert (window.width(), window.height()) == SMALL_SCREEN
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
