"""The last log lines, as a part of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

LINES = 500
"""So many are shown at most."""


class LogView(QPlainTextEdit):
    """Follows the newest line, unless the person has scrolled up to read; never disturbs what they have selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # Otherwise the Tab key would never leave it again.
        self.setTabChangesFocus(True)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show the last 500 of `lines`, oldest first. An entry of several lines (a traceback) counts as several."""
        wanted = [part for line in lines for part in line.splitlines()][-LINES:]
        if wanted == self._lines:
            return
        bar = self.verticalScrollBar()
        following, position = bar.value() == bar.maximum(), bar.value()
        gone = _gone(self._lines, wanted)
        self._replace_oldest(gone, wanted[len(self._lines) - gone :])
        self._lines = wanted
        # One step of the bar is one line.
        bar.setValue(bar.maximum() if following else position - gone)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The newest line stays in sight when something above grows."""
        bar = self.verticalScrollBar()
        following = bar.value() == bar.maximum()
        super().resizeEvent(event)
        if following:
            bar.setValue(bar.maximum())

    def _replace_oldest(self, gone: int, new: list[str]) -> None:
        # With cursors of its own: the widget's one, and with it the selection and what is in view, stays put.
        if gone == len(self._lines):
            self.setPlainText("\n".join(new))
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor, gone)
        cursor.removeSelectedText()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("".join(f"\n{line}" for line in new))


def _gone(shown: list[str], wanted: list[str]) -> int:
    """How many of the oldest lines have gone, so that the rest of `shown` is the beginning of `wanted`."""
    return next(gone for gone in range(len(shown) + 1) if shown[gone:] == wanted[: len(shown) - gone])
