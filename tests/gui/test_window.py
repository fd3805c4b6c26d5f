from __future__ import annotations

import weakref
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
)

from core.logs import set_up
from core.model import Approval, BreakerView, CircuitState, Progress, QueueCounts, ServerView, Snapshot, Stats
from core.paths import resolve_home
from gui.window.asks import Asks
from gui.window.host import WindowHost
from gui.window.log_view import LogView
from gui.window.main_window import MainWindow
from gui.window.reader import Reader
from gui.window.strip import Strip
from gui.window.table import Table

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


@pytest.fixture
def home(tmp_path):
    made = resolve_home(tmp_path, {})
    made.create()
    return made


@pytest.fixture
def logs():
    book = set_up(None, to_terminal=False, redact=lambda text: text)
    yield book
    book.close()


@pytest.fixture
def asks(qapp):
    return Asks()


@pytest.fixture
def window(qtbot, clock, home, logs, asks):
    reader = Reader()
    window = MainWindow(CONNECTED, home, logs, asks, clock, reader, tray_available=True)
    qtbot.addWidget(window, before_close_func=lambda _window: reader.close())
    window.show()
    yield window
    assert reader.close(2000)


def words(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def button(window: MainWindow, text: str) -> QAbstractButton:
    return next(b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.text().replace("&", "") == text)


def buttons(window: MainWindow) -> list[str]:
    return [b.text().replace("&", "") for b in window.findChildren(QAbstractButton) if b.isVisible() and b.text()]


def question(window: MainWindow) -> QMessageBox | None:
    return window.findChild(QMessageBox)


def answer(asked: QMessageBox, text: str) -> QAbstractButton:
    return next(b for b in asked.buttons() if b.text().replace("&", "") == text)


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
    for number, caption in [("59", "Waiting"), ("1", "Failed")]:
        assert shown[shown.index(caption) - 1] == number


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
    assert window._overview._ticking.isActive()
    window.close()
    assert not window._overview._ticking.isActive()


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
        ("Preferences…", "settings_requested", NOT_SET_UP),
        ("Quit", "quit_requested", CONNECTED),
    ],
)
def test_every_button_asks_for_what_it_says(qtbot, window, asks, text, signal, snapshot):
    window.show_snapshot(snapshot)
    with qtbot.waitSignal(getattr(asks, signal), timeout=1000):
        qtbot.mouseClick(button(window, text), Qt.MouseButton.LeftButton)


def test_signing_in_is_offered_only_when_it_is_needed(window):
    assert "Sign in…" not in buttons(window)
    window.show_snapshot(SIGNED_OUT)
    assert "Sign in…" in buttons(window)


def test_the_keyboard_reaches_everything_on_every_page(qtbot, window):
    window.show_snapshot(replace(SIGNED_OUT, approval=Approval(3, 2, 3), progress=Progress(1, 30, 2.0, 14.5)))
    window.activateWindow()
    for page, _ in window._names:
        window._turn_to(page)
        assert page.isVisible()
        window._entries.setFocus()
        reached = set()
        for _ in range(40):
            reached.add(window.focusWidget())
            qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        wanted = [b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled() and b.text()]
        wanted += [w for kind in (Strip, LogView, Table, QLineEdit) for w in page.findChildren(kind) if w.isVisible()]
        assert set(wanted) <= reached


def test_every_control_has_a_name_for_a_screen_reader(window):
    window.show_snapshot(replace(SIGNED_OUT, approval=Approval(3, 2, 3), progress=Progress(1, 30, 2.0, 14.5)))
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTextEdit, QPlainTextEdit, QProgressBar, Strip)
    for kind in kinds:
        for control in window.findChildren(kind):
            if control.focusPolicy() is not Qt.FocusPolicy.NoFocus and not control.objectName().startswith("qt_"):
                interface = QAccessible.queryAccessibleInterface(control)
                assert interface.text(QAccessible.Text.Name), control


def test_every_page_fits_a_small_screen_also_with_text_of_twice_the_size(window):
    window.show_snapshot(replace(OPEN, approval=Approval(3, 2, 3), progress=Progress(1, 30, 2.0, 14.5)))
    assert window.minimumSizeHint().height() <= 728
    assert window.minimumSizeHint().width() <= 1366
    font = window.font()
    font.setPointSizeF(2 * font.pointSizeF())
    window.setFont(font)
    assert window.minimumSizeHint().width() <= 1366


def test_the_numbers_at_the_side_tell_what_waits_and_what_has_failed(window):
    window.show_snapshot(replace(CONNECTED, approval=Approval(1310, 412, 1310)))
    texts = [window._entries.item(row).text() for row in range(window._entries.count())]
    assert texts == ["Overview", "Preview", "Queue (59)", "Failed (1)", "History", "Outages", "Log"]


def test_the_preview_is_there_only_while_something_waits_for_approval(window):
    assert window._entries.item(1).isHidden()
    assert "waits for your approval" not in words(window)
    window.show_snapshot(replace(CONNECTED, approval=Approval(1310, 412, 1310)))
    assert not window._entries.item(1).isHidden()
    assert "The first synchronisation waits for your approval: 412 of 1310 items would change." in words(window)
    button(window, "Show the preview").click()
    assert window._preview.isVisible()
    assert "412 of 1310 items would change" in words(window)
    window.show_snapshot(CONNECTED)
    assert window._overview.isVisible()


def test_a_large_delivery_tells_how_far_it_is_and_can_be_cancelled_after_a_question(qtbot, window, asks):
    window.show_snapshot(replace(CONNECTED, progress=Progress(250, 1000, 5.0, 150.0)))
    assert "250 of 1000 changes delivered · about 2 min 30 s left" in words(window)
    with qtbot.assertNotEmitted(asks.cancel_requested):
        button(window, "Cancel the rest").click()
    with qtbot.waitSignal(asks.cancel_requested, timeout=1000):
        answer(question(window), "Cancel the rest").click()


def test_f5_asks_plex_for_a_sign_of_life(qtbot, window, asks):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2000)
    with qtbot.waitSignal(asks.check_requested, timeout=1000):
        qtbot.keyClick(window, Qt.Key.Key_F5)


def test_closing_ends_the_window_while_there_is_a_tray(qtbot, window, asks):
    with qtbot.assertNotEmitted(asks.quit_requested), qtbot.waitSignal(window.closed, timeout=1000):
        window.close()
    assert window.isHidden()
    assert question(window) is None


def test_closing_without_a_tray_asks_once_and_quits_only_when_told(qtbot, window, asks):
    window.set_tray_available(False)
    with qtbot.assertNotEmitted(asks.quit_requested):
        window.close()
        window.close()
    assert window.isVisible()
    assert len(window.findChildren(QMessageBox)) == 1
    with qtbot.waitSignal(asks.quit_requested, timeout=1000):
        qtbot.mouseClick(answer(question(window), "Quit"), Qt.MouseButton.LeftButton)


def test_closing_without_a_tray_can_be_answered_with_going_on_minimised(qtbot, window, asks):
    window.set_tray_available(False)
    window.close()
    with qtbot.assertNotEmitted(asks.quit_requested):
        qtbot.keyClick(question(window), Qt.Key.Key_Escape)
    assert window.isMinimized()
    window.bring_to_front()
    assert not window.isMinimized()
    window.close()
    assert question(window) is not None


def test_the_quit_shortcut_quits_and_the_close_shortcut_closes(qtbot, window, asks):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2000)
    with qtbot.waitSignal(asks.quit_requested, timeout=1000):
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.isHidden, timeout=2000)


class TestMemory:
    """What the window needed is given back when it is closed."""

    @staticmethod
    def opened(qtbot, host: WindowHost) -> list[weakref.ref]:
        """A window that has shown all its pages, and what it is made of."""
        window = host.show(CONNECTED, tray_available=True)
        pages = [page for page in window._lists if page is not window._preview]
        for page in pages:
            window._turn_to(page)
        qtbot.waitUntil(lambda: all(page._model.known for page in pages))
        parts = (window, host._reader, host._reader._thread, *pages, *(page._model for page in pages))
        return [weakref.ref(part) for part in parts]

    def test_the_window_its_models_and_its_thread_are_gone(self, qtbot, home, logs, clock):
        host = WindowHost(home, logs, clock)
        traces = self.opened(qtbot, host)
        host.window.close()
        qtbot.waitUntil(lambda: not any(trace() for trace in traces), timeout=5000)
        assert host.window is None

    def test_a_window_that_was_closed_opens_anew_where_it_was(self, qtbot, home, logs, clock):
        host = WindowHost(home, logs, clock)
        window = host.show(CONNECTED, tray_available=True)
        window.resize(700, 600)
        window.open_failed()
        window.close()
        window = host.show(OPEN, tray_available=True)
        assert (window.width(), window.height()) == (700, 600)
        assert window._failed.isVisible()
        window._turn_to(window._overview)
        assert "Plex: not answering since " in words(window)
        assert host.close()

    def test_a_window_that_is_open_is_not_made_twice(self, home, logs, clock):
        host = WindowHost(home, logs, clock)
        assert host.show(CONNECTED, tray_available=True) is host.show(CONNECTED, tray_available=True)
        assert host.close()
