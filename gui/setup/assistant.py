"""The set-up assistant: the pages in their order, and what becomes of the answers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget, QWizard

from core import settings_writer
from core.model import Snapshot
from core.secrets import TokenStore
from gui.frames import Frames
from gui.icons import app_icon
from gui.room import open_with
from gui.setup.done_page import DonePage
from gui.setup.draft import Draft, Outside
from gui.setup.finish import Finish, Kept
from gui.setup.folders_page import FoldersPage
from gui.setup.libraries_page import LibrariesPage
from gui.setup.preview_page import PreviewPage
from gui.setup.server_page import ServerPage
from gui.setup.sign_in_page import SignInPage
from gui.setup.summary_page import SummaryPage
from gui.setup.welcome_page import WelcomePage

_SIZE = (720, 560)
"""Device-independent pixels: there is room for it on a screen of 1366 by 768."""


class SetupAssistant(QWizard):
    """Asks for account, server, libraries and folders, and keeps the answers. Lives on the main thread.

    Nothing is written before the last but one page. The engine notices the new settings by itself.

    Signals:
        kept: The token and the settings have been written.
    """

    kept = Signal()

    def __init__(self, path: Path, tokens: TokenStore, outside: Outside, parent: QWidget | None = None) -> None:
        """`path` is the settings file, which need not exist; its folder does."""
        super().__init__(parent)
        self._path = path
        self._tokens = tokens
        self._outside = outside
        self._edition = settings_writer.read(path)
        self._draft = Draft(self._edition.loaded.settings)
        self.setWindowTitle(self.tr("Set up Recloser"))
        self.setWindowIcon(app_icon())
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # One look everywhere: the native styles differ in what they can show.
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setOption(QWizard.WizardOption.NoBackButtonOnLastPage)
        self.setOption(QWizard.WizardOption.NoCancelButtonOnLastPage)
        Frames(self)
        open_with(self, *_SIZE)

        draft = self._draft
        self._sign_in = SignInPage(draft, outside)
        self._server = ServerPage(draft, outside)
        self._folders = FoldersPage(draft, outside)
        self._preview = PreviewPage(draft, outside)
        self._summary = SummaryPage(draft, self._finish, lambda: self._folders.found)
        self._last = DonePage(outside.clock)
        self.addPage(WelcomePage())
        for page in (
            self._sign_in,
            self._server,
            LibrariesPage(draft),
            self._folders,
            self._preview,
            self._summary,
            self._last,
        ):
            self.addPage(page)
        self._summary.kept.connect(self._on_kept)

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """How everything stands now, for the last page."""
        self._last.show_snapshot(snapshot)

    @Slot()
    def bring_to_front(self) -> None:
        """Show it, wherever it was."""
        self.show()
        self.raise_()
        self.activateWindow()

    def skip_welcome(self) -> None:
        """The person knows what it is about."""
        if self.currentId() == self.startId():
            self.next()

    def done(self, result: int) -> None:
        """End all questions that are under way, however it is closed."""
        for page in (self._sign_in, self._server, self._folders, self._preview, self._summary):
            page.stop()
        super().done(result)

    @Slot(object)
    def _on_kept(self, kept: Kept) -> None:
        self._last.show_kept(kept)
        self.kept.emit()
        self.next()

    def _finish(self, overwrite: bool) -> Finish:
        draft = self._draft
        return Finish(
            path=self._path,
            edition=self._edition,
            settings=draft.settings,
            tokens=self._tokens,
            token=draft.inspection.token if draft.inspection else "",
            renewal=draft.renewal,
            clock=self._outside.clock,
            overwrite=overwrite,
        )
