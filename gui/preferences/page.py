"""What every page of the preferences is able to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.settings import Settings


class PreferencesPage(QWidget):
    """Shows a part of the settings and lets a person change it. Lives on the main thread.

    Signals:
        changed: The person has changed something, or what was entered has become valid or invalid.
    """

    changed = Signal()

    @property
    def title(self) -> str:
        """Its name in the list of pages."""
        raise NotImplementedError

    @property
    def is_valid(self) -> bool:
        """Whether everything entered may stand in the settings file."""
        return True

    def show_settings(self, settings: Settings) -> None:
        """Replace what is shown."""
        raise NotImplementedError

    def edited(self, settings: Settings) -> Settings:
        """`settings` with what this page says; asked only while it is valid."""
        raise NotImplementedError

    def stop(self) -> None:
        """The window is closed: end what is under way."""
