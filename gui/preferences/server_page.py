"""The server, and how long to wait for it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout

from core.clock import Clock
from core.plex.errors import SignInRequired
from core.plex.inspection import Inspection, Inspector
from core.secrets import TokenStore
from core.settings import ADDRESS, TIMEOUT, Settings
from gui.background import Background
from gui.forms import Mark, Verdict, Words
from gui.phrases import spoken
from gui.preferences.page import PreferencesPage
from gui.preferences.rule_edit import RuleEdit


class ServerPage(PreferencesPage):
    """Tests the address that stands there with the token that is kept.

    Signals:
        tested: The `Inspection` of a server that has let us in, or None.
        setup_requested: The person wants the assistant: for another account or server.
    """

    tested = Signal(object)
    setup_requested = Signal()

    def __init__(self, tokens: TokenStore, clock: Clock) -> None:
        super().__init__()
        self._tokens = tokens
        self._clock = clock
        self._background = Background(self)
        self._inspector: Inspector | None = None
        self._url = RuleEdit(ADDRESS, str)
        self._connect = RuleEdit(TIMEOUT, float, unit=self.tr("seconds"))
        self._read = RuleEdit(TIMEOUT, float, unit=self.tr("seconds"))
        self._test = QPushButton(self.tr("&Test"))
        self._setup = QPushButton(self.tr("Sign in, or &choose another server…"))
        self._verdict = Verdict()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._url.add_to(form, self.tr("&Address:"))
        self._connect.add_to(form, self.tr("Wait for a c&onnection:"))
        self._read.add_to(form, self.tr("Wait for an a&nswer:"))
        buttons = QHBoxLayout()
        buttons.addWidget(self._test)
        buttons.addWidget(self._setup)
        buttons.addStretch()
        rows = QVBoxLayout(self)
        rows.addLayout(form)
        rows.addLayout(buttons)
        rows.addWidget(self._verdict)
        rows.addWidget(
            Words(self.tr("The Plex token is kept apart from the settings: in the keyring, where there is one."))
        )
        rows.addStretch()
        for each in (self._url, self._connect, self._read):
            each.changed.connect(self._on_changed)
        self._test.clicked.connect(self.test)
        self._setup.clicked.connect(self.setup_requested)

    @property
    def title(self) -> str:
        """See the base class."""
        return self.tr("Server")

    @property
    def is_valid(self) -> bool:
        """See the base class."""
        return None not in (self._url.value, self._connect.value, self._read.value)

    def show_settings(self, settings: Settings) -> None:
        """See the base class."""
        self._url.show_value(settings.plex.url)
        self._connect.show_value(settings.plex.connect_timeout)
        self._read.show_value(settings.plex.read_timeout)

    def edited(self, settings: Settings) -> Settings:
        """See the base class."""
        url, connect, read = self._url.value, self._connect.value, self._read.value
        if url is None or connect is None or read is None:
            return settings
        return replace(settings, plex=replace(settings.plex, url=url, connect_timeout=connect, read_timeout=read))

    def stop(self) -> None:
        """See the base class."""
        self._background.forget()
        if self._inspector is not None:
            self._inspector.interrupt()

    @Slot()
    def test(self) -> None:
        """Ask the server who it is and what it has; `tested` tells."""
        url = self._url.value
        if url is None:
            return
        self.stop()
        inspector, tokens = Inspector(self._clock), self._tokens
        self._inspector = inspector
        self._verdict.show_mark(Mark.BUSY, self.tr("Testing {name}…").format(name=url))

        def look() -> Inspection:
            token = tokens.read()
            return inspector.inspect([url], lambda _identifier: token.value if token else None)

        self._background.run(look, self._on_tested, self._on_failed)

    @Slot()
    def _on_changed(self) -> None:
        self._test.setEnabled(self._url.value is not None)
        self.changed.emit()

    def _on_tested(self, inspection: Inspection) -> None:
        count, server = len(inspection.sections), inspection.server
        text = (
            self.tr("{name} answers, version {version}, with 1 library.")
            if count == 1
            else self.tr("{name} answers, version {version}, with %Ln libraries.", "", count)
        )
        self._verdict.show_mark(Mark.GOOD, text.format(name=server.name, version=server.version))
        self.tested.emit(inspection)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, SignInRequired):
            text = self.tr("The server answers, but wants you to sign in.")
        else:
            text = self.tr("The server cannot be used: {reason}.").format(reason=spoken(str(error)))
        self._verdict.show_mark(Mark.BAD, text)
        self.tested.emit(None)
