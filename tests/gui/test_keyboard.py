"""Everything can be done with the keyboard: each control is reached, in reading order, and left again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QRadioButton, QWidget, QWizard

from core.model import Approval, QueueCounts, ServerView, Snapshot
from gui.tray_menu import TrayMenu
from gui.window.confirm import confirm
from tests.gui.every_window import Windows, every_window

Key = Qt.Key
EVERYTHING_IN_THE_MENU = Snapshot(
    queue=QueueCounts(failed=3), server=ServerView("http://127.0.0.1:32400"), approval=Approval(3, 2, 3)
)


@pytest.fixture
def windows(qtbot, clock, tmp_path) -> Iterator[Windows]:
    with every_window(qtbot, clock, tmp_path) as found:
        yield found


def activate(qtbot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def told(widget: QWidget) -> str:
    text = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} “{text}”"


def usable(window: QWidget) -> set[QWidget]:
    """What the key Tab has to come by. Of radio buttons, that is the chosen one: arrows lead to the others."""
    return {
        each
        for each in window.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None and not (isinstance(each, QRadioButton) and not each.isChecked())
    }  # fmt: skip


def way_round(window: QWidget, key: Qt.Key) -> list[QWidget]:
    """Where the keyboard goes until it is somewhere for the second time."""
    way: list[QWidget] = []
    while (place := QApplication.focusWidget()) not in way:
        assert place is not None, f"the keyboard is nowhere after {told(way[-1]) if way else 'opening'}"
        way.append(place)
        QTest.keyClick(place, key)
    assert QApplication.focusWidget() is way[0], f"{told(QApplication.focusWidget())} is not left any more"
    return way


def goes_back(window: QWidget, one: QWidget, other: QWidget) -> bool:
    """Whether the second stands above the first, or to its left."""
    before, after = (QRect(each.mapTo(window, QPoint()), each.size()) for each in (one, other))
    above = after.bottom() < before.top() and after.left() <= before.right() and before.left() <= after.right()
    left = after.right() < before.left() and after.top() <= before.bottom() and before.top() <= after.bottom()
    return above or left


def test_on_every_page_tab_comes_by_every_control_in_reading_order_and_back_to_the_first(qtbot, qapp, windows) -> None:
    troubles = []
    for window, pages in windows:
        activate(qtbot, window)
        for turn in pages:
            turn()
            for _ in range(3):  # what has changed is laid out anew in a later turn
                qapp.processEvents()
            first = QApplication.focusWidget()
            way = way_round(window, Key.Key_Tab)
            where = f"{window.windowTitle()}, page with {told(way[min(3, len(way) - 1)])}: "
            troubles += [f"{where}{told(each)} is not reached" for each in usable(window) - set(way)]
            troubles += [
                f"{where}{told(one)} comes before {told(other)}"
                for one, other in pairwise(way)
                if goes_back(window, one, other)
            ]
            first.setFocus()
            back = way_round(window, Key.Key_Backtab)
            if set(back) != set(way):
                troubles.append(f"{where}it goes elsewhere backwards")
    assert not troubles, "\n".join(troubles)


def test_escape_closes_preferences_and_assistant_and_leaves_the_window(qtbot, windows) -> None:
    for window, pages in windows:
        activate(qtbot, window)
        pages[1]()
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert [window.isVisible() for window, _ in windows] == [True, False, False]


def test_enter_goes_on_in_the_assistant_and_saves_the_preferences(qtbot, windows) -> None:
    _, (preferences, pages), (assistant, _) = windows
    activate(qtbot, assistant)
    before = assistant.currentId()
    QTest.keyClick(assistant, Key.Key_Return)
    assert assistant.currentId() == before + 1
    assert not assistant.button(QWizard.WizardButton.NextButton).isEnabled()
    QTest.keyClick(assistant, Key.Key_Return)
    assert assistant.currentId() == before + 1, "the page is not complete"
    activate(qtbot, preferences)
    pages[2]()
    QTest.keyClick(preferences._list, Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert not preferences.isVisible()
    assert "title = false" in preferences._path.read_text()


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return])
def test_escape_and_enter_are_harmless_answers_to_a_question(qtbot, windows, key) -> None:
    window, agreed = windows[0][0], []
    confirm(window, "Discard?", "All.", answer="&Discard", decline="&Keep", then=lambda: agreed.append(True))
    (question,) = window.findChildren(QMessageBox)
    activate(qtbot, question)
    QTest.keyClick(question.defaultButton() if key is Key.Key_Return else question, key)
    qtbot.waitUntil(lambda: not question.isVisible())
    assert agreed == []


def test_arrows_lead_through_the_whole_menu_of_the_tray_and_a_letter_chooses(qtbot, clock) -> None:
    made = TrayMenu(clock)
    made.show_snapshot(EVERYTHING_IN_THE_MENU)
    menu = made.menu
    menu.popup(QPoint(10, 10))
    qtbot.waitUntil(menu.isVisible)
    wanted = [each for each in menu.actions() if each.isVisible() and each.isEnabled() and not each.isSeparator()]
    seen = []
    for _ in wanted:
        QTest.keyClick(menu, Key.Key_Down)
        seen.append(menu.activeAction())
    assert seen == wanted
    QTest.keyClick(menu, Key.Key_Down)
    assert menu.activeAction() is wanted[0]

    until = []
    made.pause_requested.connect(until.append)
    QTest.keyClick(menu, Key.Key_P)
    pauses = made._pause.menu()
    qtbot.waitUntil(pauses.isVisible)
    QTest.keyClick(pauses, Key.Key_H)
    assert until == [clock.time() + 3600]
    menu.popup(QPoint(10, 10))
    QTest.keyClick(menu, Key.Key_Escape)
    assert not menu.isVisible()
