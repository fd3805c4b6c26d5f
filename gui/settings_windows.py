"""The windows in which a person changes the settings: the set-up assistant and the preferences."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from core.clock import Clock
from core.paths import Home
from core.plex.sign_in import PlexTv
from core.secrets import TokenStore
from gui.engine import Engine
from gui.preferences.window import Preferences
from gui.setup.assistant import SetupAssistant
from gui.setup.draft import Outside
from gui.start_at_login import StartAtLogin


class SettingsWindows(QObject):
    """Opens each of them once, and forgets it when it is closed: it gives its memory back. Lives on the main thread.

    Signals:
        file_requested: The person wants to see the settings file itself.
        assistant_closed: Finished or not.
    """

    file_requested = Signal()
    assistant_closed = Signal()

    def __init__(
        self,
        home: Home,
        tokens: TokenStore,
        clock: Clock,
        engine: Engine,
        start_at_login: StartAtLogin,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._home = home
        self._tokens = tokens
        self._engine = engine
        self._start_at_login = start_at_login
        self._outside = Outside(clock, PlexTv())
        self._assistant: SetupAssistant | None = None
        self._preferences: Preferences | None = None

    @property
    def asks(self) -> bool:
        """Whether the assistant is open."""
        return self._assistant is not None

    @Slot()
    def open_preferences(self) -> None:
        """Show the preferences; while there are no settings, the assistant makes them."""
        if not self._home.settings.exists():
            self.open_assistant()
            return
        if self._preferences is None:
            made = self._preferences = Preferences(
                self._home.settings, self._tokens, self._outside.clock, self._start_at_login
            )
            made.setup_requested.connect(self.sign_in)
            made.file_requested.connect(self.file_requested)
            made.finished.connect(self._on_preferences_closed)
        self._preferences.bring_to_front()

    @Slot()
    def open_assistant(self) -> None:
        """Show the assistant, at its beginning if it was closed."""
        self._opened_assistant().bring_to_front()

    @Slot()
    def sign_in(self) -> None:
        """Show the assistant where it asks for the account; the preferences are closed, for both write one file."""
        if self._preferences is not None:
            self._preferences.reject()
        assistant = self._opened_assistant()
        assistant.bring_to_front()
        assistant.skip_welcome()

    def close(self) -> None:
        """Take everything from the screen."""
        for window in (self._assistant, self._preferences):
            if window is not None:
                window.reject()

    def _opened_assistant(self) -> SetupAssistant:
        if self._assistant is None:
            made = self._assistant = SetupAssistant(self._home.settings, self._tokens, self._outside)
            made.show_snapshot(self._engine.snapshot)
            self._engine.snapshot_changed.connect(made.show_snapshot)
            made.kept.connect(self._engine.check_now)
            made.finished.connect(self._on_assistant_closed)
        return self._assistant

    @Slot()
    def _on_assistant_closed(self) -> None:
        self._assistant = None
        self.assistant_closed.emit()

    @Slot()
    def _on_preferences_closed(self) -> None:
        self._preferences = None
