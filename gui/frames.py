"""Frames that can be seen on a dark desktop."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

FRAMED = (
    "QLineEdit", "QFrame", "QAbstractItemView", "QTextEdit", "QComboBox", "QPushButton", "QCheckBox", "QRadioButton",
    "QGroupBox", "QProgressBar",
)  # fmt: skip
"""Widgets that show the colour of the window in their frames only; each that a desktop may have colours of its own for
by its own name."""
_FUSION = "fusion"
"""Qt's own style, where the desktop brings none."""
_DARKENED = 1.4
"""What it divides the window's colour by to draw a frame: on a black window that is black again."""
_DARK = 0.35
"""Lightness below which that cannot be seen."""
_INK = 0.45
"""The share of the text's colour in ours: on a dark window a contrast of three to one and more, as WCAG 1.4.11 asks."""


class Frames(QObject):
    """As long as it lives, boxes and lines to type in can be told from an empty place. Lives on the main thread."""

    def __init__(self, window: QWidget) -> None:
        """For a window that is being opened."""
        super().__init__(window)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._draw, Qt.ConnectionType.QueuedConnection)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        if QApplication.style().name() != _FUSION:
            return
        palette, frames = QApplication.palette(), QPalette()
        window, ink = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
        if window.lightnessF() < _DARK:
            frames.setColor(QPalette.ColorRole.Window, _drawn_as(window, ink))
        for name in FRAMED:
            QApplication.setPalette(frames, name)  # type: ignore[arg-type]  # PySide wants text, its stubs bytes


def _drawn_as(window: QColor, ink: QColor) -> QColor:
    """The colour of a window on which frames are drawn in a mixture of these two."""
    shares = zip((window.redF(), window.greenF(), window.blueF()), (ink.redF(), ink.greenF(), ink.blueF()), strict=True)
    return QColor.fromRgbF(*(min(1.0, _DARKENED * ((1 - _INK) * one + _INK * other)) for one, other in shares))
