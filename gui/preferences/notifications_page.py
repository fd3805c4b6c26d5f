"""What may pop up."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from core.settings import NotificationKind, NotificationSettings, Settings
from gui.forms import Words
from gui.preferences.page import PreferencesPage


class NotificationsPage(PreferencesPage):
    """A switch for each kind of notification."""

    def __init__(self) -> None:
        super().__init__()
        self._quiet = QCheckBox(self.tr("&Quiet: nothing pops up at all"))
        self._quiet.toggled.connect(self._on_quiet)
        self._switches = {kind: QCheckBox(text) for kind, text in self._names().items()}
        rows = QVBoxLayout(self)
        rows.addWidget(self._quiet)
        rows.addSpacing(8)
        rows.addWidget(Words(self.tr("Recloser may tell you with a notification that:")))
        for switch in self._switches.values():
            switch.toggled.connect(self.changed)
            rows.addWidget(switch)
        rows.addStretch()

    @property
    def title(self) -> str:
        """See the base class."""
        return self.tr("Notifications")

    def show_settings(self, settings: Settings) -> None:
        """See the base class."""
        for kind, switch in self._switches.items():
            switch.setChecked(kind in settings.notifications.kinds)
        self._quiet.setChecked(settings.notifications.quiet)

    def edited(self, settings: Settings) -> Settings:
        """See the base class."""
        kinds = frozenset(kind for kind, switch in self._switches.items() if switch.isChecked())
        return replace(settings, notifications=NotificationSettings(self._quiet.isChecked(), kinds))

    @Slot()
    def _on_quiet(self) -> None:
        for switch in self._switches.values():
            switch.setEnabled(not self._quiet.isChecked())
        self.changed.emit()

    def _names(self) -> dict[NotificationKind, str]:
        return {
            NotificationKind.OPENED: self.tr("Plex does not &answer"),
            NotificationKind.RECOVERED: self.tr("Plex is &back, and all that was held back has been delivered"),
            NotificationKind.RESTORED: self.tr("Plex was down when Recloser was &closed (at start)"),
            NotificationKind.SIGN_IN: self.tr("Plex asks you to &sign in"),
            NotificationKind.APPROVAL: self.tr("The first large delivery &waits for your approval"),
            NotificationKind.FAILED: self.tr("Changes could not be &delivered"),
        }
