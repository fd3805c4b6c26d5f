"""What Recloser looks like, and whether it is there after a login."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QVBoxLayout

from core.model import Face
from core.settings import AppearanceSettings, IconStyle, Language, Settings
from gui.forms import Mark, Verdict, Words, add_choice, sentence
from gui.icons import tray_icon
from gui.preferences.page import PreferencesPage
from gui.start_at_login import StartAtLogin

_ICON = 22  # device-independent pixels, as in most panels


class AppearancePage(PreferencesPage):
    """The icon's style is a setting; starting at login is the desktop's business, and is switched at once."""

    def __init__(self, start_at_login: StartAtLogin) -> None:
        super().__init__()
        self._start_at_login = start_at_login
        self._style = QComboBox()
        self._style.setIconSize(QSize(_ICON, _ICON))
        for style, text in (
            (IconStyle.AUTO, self.tr("Coloured, for any panel")),
            (IconStyle.LIGHT, self.tr("Coloured, for a light panel")),
            (IconStyle.DARK, self.tr("Coloured, for a dark panel")),
            (IconStyle.MONOCHROME, self.tr("Without colours")),
        ):
            self._style.addItem(tray_icon(Face.CLOSED, style), text, style)
        self._language = QComboBox()
        for language, text in (
            (Language.SYSTEM, self.tr("That of the system")),
            # In their own words, for somebody who does not understand the present one.
            (Language.ENGLISH, "English"),
            (Language.GERMAN, "Deutsch"),
            (Language.SPANISH, "Español"),
        ):
            self._language.addItem(text, language)
        self._login = QCheckBox(self.tr("&Start Recloser when I log in"))
        self._verdict = Verdict()
        form = QFormLayout()
        add_choice(form, self.tr("&Icon in the tray:"), self._style)
        form.addRow("", Words(self.tr("The shape tells the state in every style; colours only help.")))
        add_choice(form, self.tr("&Language:"), self._language)
        form.addRow("", Words(self.tr("Another language is spoken when Recloser is started the next time.")))
        rows = QVBoxLayout(self)
        rows.addLayout(form)
        rows.addSpacing(16)
        rows.addWidget(self._login)
        rows.addWidget(Words(self.tr("This is switched at once.")))
        rows.addWidget(self._verdict)
        rows.addStretch()
        self._style.currentIndexChanged.connect(self.changed)
        self._language.currentIndexChanged.connect(self.changed)
        self._login.clicked.connect(self._on_clicked)
        start_at_login.changed.connect(self._on_start_at_login)
        start_at_login.refused.connect(self._on_refused)
        start_at_login.look()

    @property
    def title(self) -> str:
        """See the base class."""
        return self.tr("Appearance and start")

    def show_settings(self, settings: Settings) -> None:
        """See the base class."""
        self._style.setCurrentIndex(self._style.findData(settings.appearance.icon_style))
        self._language.setCurrentIndex(self._language.findData(settings.appearance.language))

    def edited(self, settings: Settings) -> Settings:
        """See the base class."""
        style, language = IconStyle(self._style.currentData()), Language(self._language.currentData())
        return replace(settings, appearance=AppearanceSettings(style, language))

    @Slot(bool)
    def _on_clicked(self, on: bool) -> None:
        self._verdict.show_mark(Mark.NONE)
        self._start_at_login.switch(on=on)

    @Slot(bool)
    def _on_start_at_login(self, on: bool) -> None:
        self._login.setChecked(on)

    @Slot(str)
    def _on_refused(self, reason: str) -> None:
        self._verdict.show_mark(Mark.BAD, self.tr("{reason}.").format(reason=sentence(reason)))
