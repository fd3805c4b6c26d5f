"""What was chosen, before it is put into force."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QFrame, QMessageBox, QScrollArea, QVBoxLayout, QWidget, QWizard, QWizardPage

from core.settings_writer import SettingsConflict
from gui.background import Background
from gui.conflict_question import conflict_question
from gui.forms import Mark, Verdict, Words, named, sentence
from gui.setup.draft import Draft
from gui.setup.finish import Finish, Kept


class SummaryPage(QWizardPage):
    """The button keeps everything; the next page comes when that has been done.

    Signals:
        kept: `Kept`: all is in force.
    """

    kept = Signal(object)

    def __init__(self, draft: Draft, prepare: Callable[[bool], Finish], found: Callable[[], tuple[int, int]]) -> None:
        """`prepare` says what to keep, `found` how many of how many local media files Plex knows."""
        super().__init__()
        self._draft = draft
        self._prepare = prepare
        self._found = found
        self._background = Background(self)
        self._done = False
        self._question: QMessageBox | None = None
        self.setTitle(self.tr("Ready"))
        self.setSubTitle(self.tr("Nothing has been written anywhere so far."))
        self.setCommitPage(True)
        self.setButtonText(QWizard.WizardButton.CommitButton, self.tr("&Set up"))
        self._server, self._libraries, self._folders, self._files = Words(), Words(), Words(), Words()
        self._verdict = Verdict()
        # Somebody has forty folders, and a screen of 768 lines.
        content = QWidget()
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        named(scroll, self.tr("What was chosen"))
        facts = QFormLayout(content)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        facts.setSpacing(8)
        facts.addRow(self.tr("Server:"), self._server)
        facts.addRow(self.tr("Libraries:"), self._libraries)
        facts.addRow(self.tr("Folders:"), self._folders)
        facts.addRow(self.tr("Media files:"), self._files)
        rows = QVBoxLayout(self)
        rows.addWidget(scroll, stretch=1)
        rows.addWidget(Words(self._promise()))
        rows.addWidget(self._verdict)

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        """Show what was chosen."""
        draft = self._draft
        self._done = False
        self._verdict.show_mark(Mark.NONE)
        if draft.inspection is not None:
            self._server.setText(
                self.tr("{name} at {address}").format(name=draft.inspection.server.name, address=draft.inspection.url)
            )
        titles = "\n".join(section.title for section in draft.sections)
        self._libraries.setText(titles if draft.libraries else self.tr("All"))
        self._folders.setText("\n".join(str(folder.path) for folder in draft.folders))
        found, total = (self.locale().toString(number) for number in self._found())
        self._files.setText(self.tr("Plex knows {found} of {total}").format(found=found, total=total))

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """Keep everything first; Qt asks again when that has been done."""
        if not self._done and not self._background.busy and self._question is None:
            self._keep(overwrite=False)
        return self._done

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        """Not while it is being kept."""
        return not self._background.busy

    def stop(self) -> None:
        """Wait no longer."""
        self._background.forget()

    def _promise(self) -> str:
        if self._draft.before.behaviour.confirm_first_sync:
            return self.tr(
                "When you press “Set up”, Recloser compares your NFO files with Plex. Before the first large delivery"
                " it shows what would change, and waits for your approval: until then, nothing is written to Plex."
            )
        return self.tr(
            "When you press “Set up”, Recloser compares your NFO files with Plex and delivers what differs at once,"
            " because confirm_first_sync is switched off in your settings."
        )

    def _keep(self, *, overwrite: bool) -> None:
        self._verdict.show_mark(Mark.BUSY, self.tr("Keeping the token and the settings…"))
        self._background.run(self._prepare(overwrite).keep, self._on_kept, self._on_failed)
        self.completeChanged.emit()

    def _on_kept(self, kept: Kept) -> None:
        self._done = True
        self.completeChanged.emit()
        self.kept.emit(kept)

    def _on_failed(self, error: Exception) -> None:
        self.completeChanged.emit()
        self._verdict.show_mark(Mark.BAD, self.tr("{reason}.").format(reason=sentence(str(error))))
        if isinstance(error, SettingsConflict):
            self._ask(error)

    def _ask(self, error: SettingsConflict) -> None:
        question = self._question = conflict_question(error, self)
        question.finished.connect(self._on_answered)
        question.open()

    @Slot()
    def _on_answered(self) -> None:
        question, self._question = self._question, None
        if question is not None and question.clickedButton() is question.button(QMessageBox.StandardButton.Save):
            self._keep(overwrite=True)
