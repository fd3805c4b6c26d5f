"""Small parts that several pages are made of."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout

from gui.window import words

# Under this name pyside6-lupdate finds the words.
translate = QCoreApplication.translate


def text_label(text: str = "", *, scale: float = 1.0, bold: bool = False) -> QLabel:
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


def search_line(name: str) -> QLineEdit:
    """A line to search with; `name` says what is searched."""
    line = QLineEdit()
    line.setPlaceholderText(name)
    line.setAccessibleName(name)
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):  # Qt leaves it without a name
        button.setAccessibleName(translate("window", "Clear the search"))
    return line


class Counter(QFrame):
    """A number and what it counts."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._caption = caption
        self._number = text_label(scale=1.5, bold=True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        for label in (self._number, text_label(caption)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)

    def show_number(self, number: int) -> None:
        """Written as the person's locale writes it."""
        self.show_text(words.counted(number))

    def show_text(self, text: str) -> None:
        """For what is not a whole number."""
        if text != self._number.text():
            self._number.setText(text)
            self.setAccessibleName(f"{self._caption}: {text}")
