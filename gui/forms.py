"""Parts that the assistant and the preferences are made of."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QSizePolicy, QWidget

from gui.phrases import spoken


class Words(QLabel):
    """A label for sentences, and for words that come from outside: never taken for markup, and wrapped."""

    def __init__(self, text: str = "", *, scale: float = 1.0, bold: bool = False) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # a long address must not widen a window
        self.setSizePolicy(policy)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * scale)
        font.setBold(bold)
        self.setFont(font)


class Mark(Enum):
    """How a test went: a sign that needs no colour."""

    NONE = ""
    BUSY = "…"
    GOOD = "✓"
    ADVICE = "⚠"
    BAD = "✗"


class Verdict(Words):
    """One sentence on how a test went. Keeps the room of two lines, so that nothing jumps when it changes."""

    def __init__(self) -> None:
        super().__init__()
        self.mark = Mark.NONE
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)

    def show_mark(self, mark: Mark, text: str = "") -> None:
        """Replace what is shown."""
        self.mark = mark
        self.setText(f"{mark.value} {text}".strip())
        self.setAccessibleName(text)


def sentence(words: str) -> str:
    """Error words of the core, which begin in lower case to be put into other sentences, as a sentence of their own.

    In the person's language.
    """
    said = spoken(words)
    return said[:1].upper() + said[1:]


def named(widget: QWidget, name: str) -> QWidget:
    """Give a widget without a label of its own a name for screen readers."""
    widget.setAccessibleName(name)
    return widget


def without_mnemonic(label: str) -> str:
    """A label of a form as the name of what stands beside it."""
    return label.replace("&", "").rstrip(":")


def add_choice(form: QFormLayout, label: str, choice: QComboBox) -> None:
    """A line of a form; what pops up has the label's name, too."""
    form.addRow(label, choice)
    choice.view().setAccessibleName(without_mnemonic(label))
