"""What may be written to Plex."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from core.model import Field
from core.settings import Settings
from gui.field_names import field_name
from gui.forms import Words
from gui.preferences.page import PreferencesPage

_COLUMNS = 3


class FieldsPage(PreferencesPage):
    """A switch for each field."""

    def __init__(self) -> None:
        super().__init__()
        self._switches = {field: QCheckBox(field_name(field)) for field in Field}
        everything, nothing = QPushButton(self.tr("&All")), QPushButton(self.tr("&None"))
        everything.clicked.connect(self._on_all)
        nothing.clicked.connect(self._on_none)
        grid = QGridLayout()
        lines = -(-len(self._switches) // _COLUMNS)
        for place, switch in enumerate(self._switches.values()):
            switch.toggled.connect(self.changed)
            grid.addWidget(switch, place % lines, place // lines)
        buttons = QHBoxLayout()
        buttons.addWidget(everything)
        buttons.addWidget(nothing)
        buttons.addStretch()
        rows = QVBoxLayout(self)
        rows.addWidget(
            Words(self.tr("What Recloser may write to Plex. What is written is locked there, so that Plex keeps it."))
        )
        rows.addSpacing(8)
        rows.addLayout(grid)
        rows.addSpacing(8)
        rows.addLayout(buttons)
        rows.addStretch()

    @property
    def title(self) -> str:
        """See the base class."""
        return self.tr("Fields")

    def show_settings(self, settings: Settings) -> None:
        """See the base class."""
        for field, switch in self._switches.items():
            switch.setChecked(field in settings.fields)

    def edited(self, settings: Settings) -> Settings:
        """See the base class."""
        return replace(
            settings, fields=frozenset(field for field, switch in self._switches.items() if switch.isChecked())
        )

    @Slot()
    def _on_all(self) -> None:
        for switch in self._switches.values():
            switch.setChecked(True)

    @Slot()
    def _on_none(self) -> None:
        for switch in self._switches.values():
            switch.setChecked(False)
