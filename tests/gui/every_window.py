"""Every window of the application with something on each of its pages, to look at all of them in one go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.clock import Clock
from core.logs import set_up
from core.model import Approval, BreakerView, CircuitState, Progress, QueueCounts, ServerView, Snapshot
from core.paths import resolve_home
from core.secrets import Redactor, TokenStore
from gui.preferences.window import Preferences
from gui.setup.assistant import SetupAssistant
from gui.setup.draft import Outside
from gui.start_at_login import StartAtLogin
from gui.window.asks import Asks
from gui.window.main_window import MainWindow
from gui.window.reader import Reader

SMALL_SCREEN = (1366, 728)
BUSY = Snapshot(
    queue=QueueCounts(waiting=37, in_progress=20, retrying=2, failed=1, unapproved=3),
    server=ServerView("http://127.0.0.1:32400", signed_in=True, name="Attic", version="1.43.1"),
    breaker=BreakerView(CircuitState.CLOSED, 0, None, None, None, ""),
    approval=Approval(3, 2, 3),
    progress=Progress(1, 30, 2.0, 14.5),
    next_check_in=30.0,
)

Windows = list[tuple[QWidget, list[Callable[[], object]]]]
"""Each window, and what turns to each of its pages."""


class NoAutostart:
    def is_enabled(self) -> bool:
        return False

    def is_stale(self) -> bool:
        return False


@contextmanager
def every_window(qtbot: QtBot, clock: Clock, folder: Path) -> Iterator[Windows]:
    """The window, the preferences and the assistant, on the screen."""
    home = resolve_home(folder, {})
    home.create()
    home.settings.write_text('[plex]\nurl = "http://127.0.0.1:9"\n')
    logs, reader = set_up(None, to_terminal=False, redact=lambda text: text), Reader()
    tokens = TokenStore(folder / "token", {}, account="t", redactor=Redactor(), open_keyring=lambda: None)
    main = MainWindow(BUSY, home, logs, Asks(), clock, reader, tray_available=True)
    preferences = Preferences(home.settings, tokens, clock, StartAtLogin(NoAutostart()))
    assistant = SetupAssistant(home.settings, tokens, Outside(clock, find_servers=tuple))
    assistant.show_snapshot(BUSY)
    for window in (main, preferences, assistant):
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(window)
        window.show()
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


def clipped(window: QWidget) -> list[str]:
    """Texts in sight that have less room than they need."""
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
    """Keys that two of these labels have."""
    keys = Counter(key.lower() for text in labels for key in re.findall(r"&(\w)", text.replace("&&", "")))
    return [f"{key}: {[t for t in labels if f'&{key}' in t.lower()]}" for key, count in keys.items() if count > 1]
