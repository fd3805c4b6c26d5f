from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from core.logs import set_up
from gui.window.log_page import LogPage
from gui.window.log_view import LogView

LINES = [f"line {number}" for number in range(500)]


@pytest.fixture
def view(qtbot):
    view = LogView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    return view


@pytest.fixture
def page(qtbot, tmp_path):
    book = set_up(None, to_terminal=False, redact=lambda text: text)
    page = LogPage(book, tmp_path)
    qtbot.addWidget(page)
    page.show()
    yield page
    book.close()


def shown(page: LogPage) -> list[str]:
    return [line.split("  ", 1)[1] for line in page.findChild(LogView).toPlainText().splitlines()]


def press(page: LogPage, text: str) -> None:
    next(b for b in page.findChildren(QAbstractButton) if text in b.text().replace("&", "")).click()


def say() -> None:
    logger = logging.getLogger("test")
    logger.info("all is well")
    logger.warning("something is odd")
    logger.error("something is broken")


def test_new_lines_appear_while_the_page_is_seen(qtbot, page):
    say()
    qtbot.waitUntil(lambda: len(shown(page)) == 3, timeout=5000)
    page.hide()
    assert not page._looking.isActive()


def test_the_level_and_the_search_narrow_down_what_is_shown(page):
    say()
    page.refresh()
    level, search = page.findChild(QComboBox), page.findChild(QLineEdit)
    level.setCurrentIndex(1)
    assert shown(page) == ["Warning: something is odd", "Error: something is broken"]
    level.setCurrentIndex(2)
    assert shown(page) == ["Error: something is broken"]
    level.setCurrentIndex(0)
    search.setText("ODD")
    assert shown(page) == ["Warning: something is odd"]
    search.setText("nowhere")
    assert shown(page) == []
    assert page._nothing.isVisible()


def test_what_is_shown_can_be_copied_and_the_folder_opened(page, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    say()
    page.refresh()
    press(page, "Copy")
    assert QGuiApplication.clipboard().text().count("something is") == 2
    press(page, "folder")
    assert opened == [QUrl.fromLocalFile(str(tmp_path))]


def test_the_last_five_hundred_lines_are_shown(view):
    view.show_lines([*LINES, "line 500", "line 501"])
    assert view.toPlainText().splitlines() == [f"line {number}" for number in range(2, 502)]


def test_a_traceback_counts_as_its_lines(view):
    view.show_lines([*LINES, "Traceback:\n  one\n  two"])
    lines = view.toPlainText().splitlines()
    assert len(lines) == 500
    assert lines[-3:] == ["Traceback:", "  one", "  two"]


@pytest.mark.parametrize(
    "sequence",
    [
        [LINES[:3], LINES[:5], LINES[2:7]],
        [LINES[:3], ["other"], []],
        [[], LINES[:1], LINES[:1], LINES[:2]],
        [["same", "same"], ["same", "same", "same"], ["same"]],
    ],
)
def test_whatever_was_shown_before_the_log_shows_what_it_is_given(view, sequence):
    for lines in sequence:
        view.show_lines(lines)
        assert view.toPlainText() == "\n".join(lines)


def test_the_log_follows_the_newest_line(view):
    view.show_lines(LINES)
    bar = view.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == bar.maximum()
    view.show_lines([*LINES, "newest"])
    assert bar.value() == bar.maximum()


def test_the_log_follows_the_newest_line_when_something_takes_its_room(qtbot, view):
    view.show_lines(LINES)
    bar = view.verticalScrollBar()
    before = bar.maximum()
    view.resize(400, 150)
    qtbot.waitUntil(lambda: bar.maximum() > before, timeout=2000)
    assert bar.value() == bar.maximum()


def test_a_log_filled_before_it_is_seen_shows_its_newest_line(qtbot):
    view = LogView()
    qtbot.addWidget(view)
    view.show_lines(LINES)
    view.show_lines([*LINES, "newest"])
    view.show()
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum(), timeout=2000)


def test_a_person_who_has_scrolled_up_keeps_their_place_and_selection(view):
    view.show_lines(LINES)
    view.verticalScrollBar().setValue(10)
    cursor = view.textCursor()
    cursor.setPosition(view.document().findBlockByNumber(12).position())
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    place = view.verticalScrollBar().value()
    view.show_lines([*LINES, "line 500", "line 501", "line 502"])
    assert view.firstVisibleBlock().text() == f"line {place}"
    assert view.textCursor().selectedText() == "line 12"
