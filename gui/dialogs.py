"""The few things that are said or asked outside of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QMessageBox

from core import settings
from gui.icons import app_icon
from gui.phrases import spoken


class Dialogs(QObject):
    """Nothing here waits for an answer: the tray, the window and quitting go on. Lives on the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._box = QMessageBox(QMessageBox.Icon.Warning, "Recloser", "")
        self._box.setWindowIcon(app_icon())
        self._box.setTextFormat(Qt.TextFormat.PlainText)
        self._box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._box.setWindowModality(Qt.WindowModality.NonModal)

    def say(self, text: str) -> None:
        """Show `text`, in place of what was said before."""
        self._box.setText(text)
        _bring_to_front(self._box)

    def open_settings(self, path: Path) -> None:
        """Let the desktop open the settings file, made from the template where there is none."""
        try:
            settings.write_template(path)
        except OSError as error:
            self.say(self.tr("The settings file cannot be written: {0}").format(spoken(str(error))))
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.say(self.tr("No program is known for the settings file. Open it in a text editor:\n{0}").format(path))

    def open_plex(self, url: str) -> None:
        """Let the desktop open the server's own page. `url`: the server's address, without a trailing slash."""
        page = f"{url}/web"
        if not QDesktopServices.openUrl(QUrl(page)):
            self.say(self.tr("No web browser is known. The page of your Plex server is:\n{0}").format(page))

    def close(self) -> None:
        """Take everything from the screen."""
        self._box.close()


def _bring_to_front(dialog: QDialog) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
