"""What Recloser has written into its log lately."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.logs import LogBook, LogLine
from gui.window.labels import search_line
from gui.window.log_view import LINES, LogView

_LOOK_MS = 1000
"""Milliseconds between two looks for new lines, while somebody sees them."""


class LogPage(QWidget):
    """Follows the log; filtered by level and by words."""

    def __init__(self, logs: LogBook, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logs = logs
        self._folder = folder
        self._revision = -1
        self._build()
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._look)

    @Slot()
    def refresh(self) -> None:
        """Show what the log says now."""
        self._revision = self._logs.revision
        lowest, wanted = self._level.currentData(), self._search.text().strip().casefold()
        found = [line.text for line in self._logs.lines(LINES) if _fits(line, lowest, wanted)]
        self._view.show_lines(found)
        self._nothing.setVisible(not found)

    def take_keyboard(self) -> None:
        """The keyboard goes on in the text."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """See `_LOOK_MS`."""
        super().showEvent(event)
        self.refresh()
        self._looking.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """See `_LOOK_MS`."""
        super().hideEvent(event)
        self._looking.stop()

    def _build(self) -> None:
        self._level = QComboBox()
        self._level.addItem(self.tr("Everything"), logging.INFO)
        self._level.addItem(self.tr("Warnings and errors"), logging.WARNING)
        self._level.addItem(self.tr("Errors only"), logging.ERROR)
        self._level.setAccessibleName(self.tr("What to show"))
        self._level.view().setAccessibleName(self.tr("What to show"))
        self._level.currentIndexChanged.connect(self.refresh)
        self._search = search_line(self.tr("Search the log"))
        self._search.textChanged.connect(self.refresh)
        QShortcut(QKeySequence.StandardKey.Find, self, self._search.setFocus)
        self._view = LogView()
        self._view.setAccessibleName(self.tr("Log"))
        self._nothing = QLabel(self.tr("No line fits. The log file may hold older ones."))
        copy = QPushButton(self.tr("&Copy all that is shown"))
        copy.clicked.connect(self._copy)
        folder = QPushButton(self.tr("Open the f&older of the log"))
        folder.clicked.connect(self._open_folder)

        top = QHBoxLayout()
        top.addWidget(self._level)
        top.addWidget(self._search, stretch=1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(copy)
        buttons.addWidget(folder)
        buttons.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(10)
        rows.addLayout(top)
        rows.addWidget(self._view, stretch=1)
        rows.addWidget(self._nothing)
        rows.addLayout(buttons)

    @Slot()
    def _look(self) -> None:
        if self._logs.revision != self._revision:
            self.refresh()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._view.toPlainText())

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _fits(line: LogLine, lowest: int, wanted: str) -> bool:
    return line.level >= lowest and (not wanted or wanted in line.text.casefold())
