"""What a person should look at, in a yellow box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from gui.phrases import spoken

_HIGHEST = 120  # device-independent pixels; more than that scrolls, so that a page keeps its place on a small screen

# Text and ground both: the box looks the same in a light and in a dark palette.
_STYLE = """
QScrollArea { border: 1px solid #d9a400; border-radius: 4px; background: #fff3cd; }
QLabel { color: #3d2e00; background: #fff3cd; padding: 6px 8px; }
"""


class WarningBox(QScrollArea):
    """Shows every warning in words; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._warnings: Sequence[str] = ()
        self._text = QLabel(wordWrap=True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWidget(self._text)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.Box)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(_STYLE)
        self.setAccessibleName(self.tr("Warnings"))
        self.hide()

    def show_warnings(self, warnings: Sequence[str]) -> None:
        """Replace what is shown."""
        if warnings == self._warnings:
            return
        self._warnings = warnings
        self._text.setText("\n".join(f"⚠ {spoken(warning)}" for warning in warnings))
        self._fit()
        self.setVisible(bool(warnings))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As high as the text needs at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self._text.heightForWidth(self.viewport().width()) + 2 * self.frameWidth()
        self.setFixedHeight(min(needed, _HIGHEST))
