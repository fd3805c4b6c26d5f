from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox, QPlainTextEdit

from core.model import BreakerView, CircuitState, QueueCounts, ServerView, Snapshot, Stats
from gui.window.log_view import LogView
from gui.window.status_window import StatusWindow

CONNECTED = Snapshot(
    queue=QueueCounts(waiting=37, in_progress=20, retrying=2, failed=1),
    server=ServerView("http://127.0.0.1:32400", signed_in=True, name="Attic", version="1.43.1"),
    stats=Stats(processed=1312, succeeded=909, failed=403),
    next_check_in=30.0,
)
# The clock of the tests stands at 1 795 400 000.
OPEN = replace(
    CONNECTED,
    breaker=BreakerView(CircuitState.OPEN, 5, 1_795_399_875.0, 1_795_399_875.0, 12.0, "connection refused"),
    next_check_in=None,
)
TRYING = replace(OPEN, breaker=replace(OPEN.breaker, state=CircuitState.HALF_OPEN))
PAUSED = replace(CONNECTED, paused=True)
OFFLINE = replace(OPEN, offline=True)
SIGNED_OUT = replace(CONNECTED, server=ServerView("http://127.0.0.1:32400"))
NOT_SET_UP = Snapshot(set_up=False)

LINES = [f"line {number}" for number in range(50)]


@pytest.fixture
def window(qtbot, clock):
    window = StatusWindow(CONNECTED, clock, tray_available=True)
    qtbot.addWidget(window)
    window.show()
    return window


def words(window: StatusWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def button(window: StatusWindow, text: str) -> QAbstractButton:
    return next(b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.text().replace("&", "") == text)


def buttons(window: StatusWindow) -> list[str]:
    return [b.text().replace("&", "") for b in window.findChildren(QAbstractButton) if b.isVisible() and b.text()]


def log(window: StatusWindow) -> QPlainTextEdit:
    return window.findChild(LogView)


def question(window: StatusWindow) -> QMessageBox | None:
    return window.findChild(QMessageBox)


@pytest.mark.parametrize(
    ("snapshot", "headline"),
    [
        (CONNECTED, "Plex: connected"),
        (TRYING, "Plex: trying again"),
        (OPEN, "Plex: not answering since "),
        (PAUSED, "Paused"),
        (OFFLINE, "This computer is offline"),
        (SIGNED_OUT, "Sign in to Plex"),
        (NOT_SET_UP, "Recloser is not set up"),
    ],
)
def test_each_state_is_said_in_words_and_drawn(window, snapshot, headline):
    window.show_snapshot(snapshot)
    assert headline in words(window)
    drawing = next(label for label in window.findChildren(QLabel) if not label.pixmap().isNull())
    assert drawing.accessibleName().startswith(headline)


def test_the_server_and_every_count_are_shown(window):
    shown = words(window).splitlines()
    assert "Attic · 1.43.1 · http://127.0.0.1:32400" in shown
    for number, caption in [("37", "Waiting"), ("20", "In progress"), ("2", "Retrying"), ("1", "Failed")]:
        assert shown[shown.index(caption) - 1] == number
    assert shown[shown.index("Delivered") - 1] == "909"


def test_an_outage_has_its_duration_and_its_reason(window):
    assert "Outage:" not in words(window)
    window.show_snapshot(OPEN)
    assert "2 min 5 s" in words(window)
    assert "connection refused" in words(window)
    window.show_snapshot(CONNECTED)
    assert "connection refused" not in words(window)


def test_a_failure_is_shown_before_it_becomes_an_outage(window):
    window.show_snapshot(replace(CONNECTED, breaker=BreakerView(failure_count=2, reason="timed out")))
    assert "timed out" in words(window)
    assert "Outage:" not in words(window)


def test_the_next_check_is_counted_down_while_the_window_is_seen(qtbot, window, clock):
    window.show_snapshot(OPEN)
    assert "in 12 s" in words(window)
    clock.advance(5)
    qtbot.waitUntil(lambda: "in 7 s" in words(window) and "2 min 10 s" in words(window), timeout=5000)


def test_a_window_that_nobody_sees_counts_nothing(window):
    assert window._ticking.isActive()
    window.close()
    assert not window._ticking.isActive()


def test_every_warning_is_shown_as_it_is_and_goes_with_its_cause(window):
    warnings = ("settings.toml: <b>heartbeat</b> is wrong", "The folder /media/Movies is not there.")
    window.show_snapshot(replace(CONNECTED, warnings=warnings))
    assert all(warning in words(window) for warning in warnings)
    window.show_snapshot(CONNECTED)
    assert not any(warning in words(window) for warning in warnings)


def test_many_warnings_leave_room_for_the_rest_on_a_small_screen(window):
    window.show_snapshot(replace(OPEN, warnings=tuple(f"Warning {n}: " + "a long story " * 20 for n in range(30))))
    assert window.minimumSizeHint().height() < 700


def test_a_long_address_does_not_widen_the_window(window):
    window.show_snapshot(replace(CONNECTED, server=ServerView("http://" + "x" * 400)))
    assert window.minimumSizeHint().width() < 800


@pytest.mark.parametrize(
    ("text", "signal", "snapshot"),
    [
        ("Check now", "check_requested", OPEN),
        ("Reset breaker", "reset_requested", OPEN),
        ("Pause", "pause_requested", CONNECTED),
        ("Resume", "resume_requested", PAUSED),
        ("Sign in…", "sign_in_requested", SIGNED_OUT),
        ("Settings file", "settings_requested", NOT_SET_UP),
        ("Quit", "quit_requested", CONNECTED),
    ],
)
def test_every_button_asks_for_what_it_says(qtbot, window, text, signal, snapshot):
    window.show_snapshot(snapshot)
    with qtbot.waitSignal(getattr(window, signal), timeout=1000):
        qtbot.mouseClick(button(window, text), Qt.MouseButton.LeftButton)


def test_signing_in_is_offered_only_when_it_is_needed(window):
    assert "Sign in…" not in buttons(window)
    window.show_snapshot(SIGNED_OUT)
    assert "Sign in…" in buttons(window)


def test_the_keyboard_reaches_every_button_and_the_log(qtbot, window):
    window.show_snapshot(SIGNED_OUT)
    window.activateWindow()
    log(window).setFocus()
    reached = set()
    for _ in range(20):
        reached.add(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert {button(window, text) for text in buttons(window)} <= reached
    assert log(window) in reached


def test_the_last_fifty_log_lines_are_shown(window):
    window.show_log([*LINES, "line 50", "line 51"])
    assert log(window).toPlainText().splitlines() == [f"line {number}" for number in range(2, 52)]


def test_a_traceback_counts_as_its_lines(window):
    window.show_log([*LINES, "Traceback:\n  one\n  two"])
    shown = log(window).toPlainText().splitlines()
    assert len(shown) == 50
    assert shown[-3:] == ["Traceback:", "  one", "  two"]


@pytest.mark.parametrize(
    "sequence",
    [
        [LINES[:3], LINES[:5], LINES[2:7]],
        [LINES[:3], ["other"], []],
        [[], LINES[:1], LINES[:1], LINES[:2]],
        [["same", "same"], ["same", "same", "same"], ["same"]],
    ],
)
def test_whatever_was_shown_before_the_log_shows_what_it_is_given(window, sequence):
    for lines in sequence:
        window.show_log(lines)
        assert log(window).toPlainText() == "\n".join(lines)


def test_the_log_follows_the_newest_line(window):
    window.show_log(LINES)
    bar = log(window).verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == bar.maximum()
    window.show_log([*LINES, "newest"])
    assert bar.value() == bar.maximum()


def test_the_log_follows_the_newest_line_when_warnings_take_its_room(qtbot, window):
    window.show_log(LINES)
    bar = log(window).verticalScrollBar()
    before = bar.maximum()
    window.show_snapshot(replace(CONNECTED, warnings=("a long story " * 20,) * 9))
    qtbot.waitUntil(lambda: bar.maximum() > before, timeout=2000)
    assert bar.value() == bar.maximum()
    window.show_log([*LINES, "newest"])
    assert bar.value() == bar.maximum()


def test_a_log_filled_before_the_window_is_seen_shows_its_newest_line(qtbot, clock):
    window = StatusWindow(CONNECTED, clock, tray_available=True)
    qtbot.addWidget(window)
    window.show_log(LINES)
    window.show_log([*LINES, "newest"])
    window.show()
    bar = log(window).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum(), timeout=2000)


def test_a_person_who_has_scrolled_up_keeps_their_place_and_selection(window):
    window.show_log(LINES)
    view = log(window)
    view.verticalScrollBar().setValue(10)
    cursor = view.textCursor()
    cursor.setPosition(view.document().findBlockByNumber(12).position())
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    place = view.verticalScrollBar().value()
    window.show_log([*LINES, "line 50", "line 51", "line 52"])
    assert view.firstVisibleBlock().text() == f"line {place}"
    assert view.textCursor().selectedText() == "line 12"


def test_closing_hides_the_window_while_there_is_a_tray(qtbot, window):
    with qtbot.assertNotEmitted(window.quit_requested):
        window.close()
    assert window.isHidden()
    assert question(window) is None
    window.bring_to_front()
    assert window.isVisible()


def test_closing_without_a_tray_asks_once_and_quits_only_when_told(qtbot, window):
    window.set_tray_available(False)
    with qtbot.assertNotEmitted(window.quit_requested):
        window.close()
        window.close()
    assert window.isVisible()
    assert len(window.findChildren(QMessageBox)) == 1
    answer = next(b for b in question(window).buttons() if "Quit" in b.text().replace("&", ""))
    with qtbot.waitSignal(window.quit_requested, timeout=1000):
        qtbot.mouseClick(answer, Qt.MouseButton.LeftButton)


def test_closing_without_a_tray_can_be_answered_with_going_on_minimised(qtbot, window):
    window.set_tray_available(False)
    window.close()
    with qtbot.assertNotEmitted(window.quit_requested):
        qtbot.keyClick(question(window), Qt.Key.Key_Escape)
    assert window.isMinimized()
    window.bring_to_front()
    assert not window.isMinimized()
    window.close()
    assert question(window) is not None


def test_the_quit_shortcut_quits_and_the_close_shortcut_hides(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2000)
    with qtbot.waitSignal(window.quit_requested, timeout=1000):
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.isHidden, timeout=2000)
