"""Where everything stands on the status page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.window.log_view import LogView
from gui.window.warning_box import WarningBox

# Under this name pyside6-lupdate finds the words.
translate = QCoreApplication.translate

FACE_SIZE = 64
"""Device-independent pixels."""


class StatusLayout:
    """The widgets of the status page, put together inside `page`. What they do is the page's business."""

    def __init__(self, page: QWidget) -> None:
        self.face = QLabel()
        self.face.setFixedSize(FACE_SIZE, FACE_SIZE)
        self.headline = _text(scale=1.5, bold=True)
        self.explanation = _text()

        self.warnings = WarningBox()

        self.waiting = Counter(translate("StatusWindow", "Waiting"))
        self.in_progress = Counter(translate("StatusWindow", "In progress"))
        self.retrying = Counter(translate("StatusWindow", "Retrying"))
        self.failed = Counter(translate("StatusWindow", "Failed"))
        self.delivered = Counter(translate("StatusWindow", "Delivered"))

        self.server = _text()
        self.outage = _text()
        self.reason = _text()
        self.next_check = _text()
        self.facts = QFormLayout()
        self.facts.setSpacing(6)
        self.facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.facts.addRow(translate("StatusWindow", "Server:"), self.server)
        self.facts.addRow(translate("StatusWindow", "Outage:"), self.outage)
        self.facts.addRow(translate("StatusWindow", "Last failure:"), self.reason)
        self.facts.addRow(translate("StatusWindow", "Next check:"), self.next_check)

        self.log = LogView()

        self.sign_in = QPushButton(translate("StatusWindow", "S&ign in…"))
        self.check = QPushButton(translate("StatusWindow", "&Check now"))
        self.reset = QPushButton(translate("StatusWindow", "&Reset breaker"))
        self.pause_or_resume = QPushButton()
        self.settings = QPushButton(translate("StatusWindow", "&Settings file"))
        self.quit = QPushButton(translate("StatusWindow", "&Quit"))

        rows = QVBoxLayout(page)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(14)
        rows.addLayout(self._head())
        rows.addWidget(self.warnings)
        rows.addLayout(self._counters())
        rows.addLayout(self.facts)
        rows.addLayout(self._titled_log(), stretch=1)
        rows.addLayout(self._buttons())

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch()
        words.addWidget(self.headline)
        words.addWidget(self.explanation)
        words.addStretch()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.face)
        row.addLayout(words, stretch=1)
        return row

    def _counters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for counter in (self.waiting, self.in_progress, self.retrying, self.failed, self.delivered):
            row.addWidget(counter)
        return row

    def _titled_log(self) -> QVBoxLayout:
        title = QLabel(translate("StatusWindow", "&Log"))
        title.setBuddy(self.log)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(self.log)
        return column

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.sign_in, self.check, self.reset, self.pause_or_resume):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.settings)
        row.addWidget(self.quit)
        return row


class Counter(QFrame):
    """A number and what it counts."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._caption = caption
        self._number = _text(scale=1.6, bold=True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        for label in (self._number, _text(caption)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)

    def show_number(self, number: int) -> None:
        """Written as the person's locale writes it."""
        text = self.locale().toString(number)
        self._number.setText(text)
        self.setAccessibleName(f"{self._caption}: {text}")


def _text(text: str = "", *, scale: float = 1.0, bold: bool = False) -> QLabel:
    """A label for words that come from outside: never taken for markup, wrapped, and never widening the window."""
    label = QLabel(text, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(bold)
    label.setFont(font)
    return label
