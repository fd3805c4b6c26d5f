"""The first page: what is going to happen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWizardPage

from gui.forms import Words
from gui.icons import app_icon
from gui.room import scrolling

_LOGO = 72  # device-independent pixels


class WelcomePage(QWizardPage):
    """Nothing to decide yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(self.tr("Welcome to Recloser"))
        self.setSubTitle(self.tr("It brings the metadata that you keep next to your media to your Plex server."))
        logo = QLabel()
        logo.setPixmap(app_icon().pixmap(_LOGO, _LOGO))
        logo.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(12)
        for text in (
            self.tr(
                "The next pages ask for four things: your Plex account, the server, its libraries, and your folders."
            ),
            self.tr(
                "Every answer can be tested on its page. You can go back at any time, and change everything later."
            ),
            self.tr("Nothing is written to Plex by this assistant."),
        ):
            words.addWidget(Words(text))
        words.addStretch()
        row = QHBoxLayout(scrolling(self))
        row.setSpacing(20)
        row.addWidget(logo)
        row.addLayout(words, stretch=1)
