"""Asks before a settings file is changed that is not as it was found."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from core.settings_writer import SettingsChanged, SettingsConflict
from gui.phrases import spoken

# Under this name pyside6-lupdate finds the words.
translate = QCoreApplication.translate


def conflict_question(conflict: SettingsConflict, parent: QWidget) -> QMessageBox:
    """The question, not yet shown. The button `Save` agrees, any other answer leaves the file alone."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    if isinstance(conflict, SettingsChanged):
        box.setText(translate("ConflictQuestion", "The settings file was changed meanwhile."))
        box.setInformativeText(
            translate("ConflictQuestion", "Your changes here can be added to it; everything else in it stays.")
        )
        agree = translate("ConflictQuestion", "&Add my changes")
    else:
        box.setText(translate("ConflictQuestion", "The settings file has mistakes."))
        box.setInformativeText(
            translate(
                "ConflictQuestion", "It can be begun anew. The present one is kept beside it.\n\n{problems}"
            ).format(problems=spoken(str(conflict)))
        )
        agree = translate("ConflictQuestion", "&Begin anew")
    box.setStandardButtons(QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Cancel)
    box.button(QMessageBox.StandardButton.Save).setText(agree)
    for button in box.buttons():
        button.setIcon(QIcon())  # no other question here has one
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    return box
