"""Asks whether a person means it; nothing waits for the answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def confirm(
    parent: QWidget, question: str, consequence: str, *, answer: str, decline: str, then: Callable[[], None]
) -> None:
    """Call `then` if the person presses the button that says `answer`; Escape and Return decline."""
    box = QMessageBox(QMessageBox.Icon.Question, "Recloser", question, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setInformativeText(consequence)
    box.addButton(answer, QMessageBox.ButtonRole.DestructiveRole).clicked.connect(then)
    keep = box.addButton(decline, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.open()
