"""Room for everything, however large the text is and however small the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

_LINE = 20
"""Device-independent pixels; a line of text that is higher than that is large."""
_LEAST_LINES = 5
"""Of a list, with its head."""
_FRAME = 40
"""What a window manager puts around a window, likewise."""


def as_high_as_fits(rows: QAbstractItemView) -> None:
    """Let a list have all the room that is left over, and always at least some lines."""
    rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    rows.setMinimumHeight(_LEAST_LINES * rows.fontMetrics().lineSpacing())


def open_with(window: QWidget, width: int, height: int) -> None:
    """Make a window so large (device-independent pixels), larger in large text, and never larger than its screen."""
    scale = max(1.0, window.fontMetrics().height() / _LINE)
    room = window.screen().availableGeometry()
    window.resize(min(round(width * scale), room.width()), min(round(height * scale), room.height() - _FRAME))


def scrolling(page: QWidget) -> QWidget:
    """A widget that fills the page, and scrolls where the page is too small for what is in it."""
    inside = QWidget()
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scroll_area(inside))
    return inside


def scroll_area(inside: QWidget) -> QScrollArea:
    """Shows a widget as if it were not there, and scrolls where there is not enough room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    for part in (area, area.viewport(), inside):
        part.setAutoFillBackground(False)
    return area
