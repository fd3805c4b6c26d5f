"""The preferences: the pages, and what becomes of the changes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core import settings_writer
from core.clock import Clock
from core.secrets import TokenStore
from core.settings import Settings
from core.settings_writer import SettingsConflict
from gui.conflict_question import conflict_question
from gui.forms import Mark, Verdict
from gui.frames import Frames
from gui.icons import app_icon
from gui.page_list import PageList
from gui.phrases import spoken
from gui.preferences.appearance_page import AppearancePage
from gui.preferences.behaviour_page import BehaviourPage
from gui.preferences.breaker_page import BreakerPage
from gui.preferences.fields_page import FieldsPage
from gui.preferences.folders_page import FoldersPage
from gui.preferences.notifications_page import NotificationsPage
from gui.preferences.page import PreferencesPage
from gui.preferences.server_page import ServerPage
from gui.room import open_with, scroll_area
from gui.start_at_login import StartAtLogin

_SIZE = (820, 600)
"""Device-independent pixels: there is room for it on a screen of 1366 by 768."""
_MARK_ROOM = 40
"""Beside the longest title, for the mark of a page with a mistake."""

Button = QDialogButtonBox.StandardButton


class Preferences(QDialog):
    """Shows `settings.toml` and writes what was changed into it. Lives on the main thread.

    The engine notices the new settings by itself. What the file says is read when the window opens; if somebody else
    has changed it until the person saves, they are asked.

    Signals:
        setup_requested: The person wants the assistant.
        file_requested: The person wants to see the file itself.
    """

    setup_requested = Signal()
    file_requested = Signal()

    def __init__(
        self,
        path: Path,
        tokens: TokenStore,
        clock: Clock,
        start_at_login: StartAtLogin,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._clock = clock
        self._edition = settings_writer.read(path)
        self._question: QMessageBox | None = None
        self._closing = False
        self.setWindowTitle(self.tr("Preferences of Recloser"))
        self.setWindowIcon(app_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        Frames(self)
        open_with(self, *_SIZE)
        server, folders = ServerPage(tokens, clock), FoldersPage(clock)
        server.tested.connect(folders.show_server)
        server.setup_requested.connect(self.setup_requested)
        self._pages: tuple[PreferencesPage, ...] = (
            server,
            folders,
            FieldsPage(),
            BreakerPage(),
            BehaviourPage(),
            NotificationsPage(),
            AppearancePage(start_at_login),
        )
        self._build()
        for page in self._pages:
            page.show_settings(self._edition.loaded.settings)
            page.changed.connect(self._on_changed)
        self._on_changed()
        self._warn_of_problems()
        server.test()

    @Slot()
    def bring_to_front(self) -> None:
        """Show it, wherever it was."""
        self.show()
        self.raise_()
        self.activateWindow()

    def done(self, result: int) -> None:
        """End what is under way, however it is closed."""
        for page in self._pages:
            page.stop()
        super().done(result)

    def accept(self) -> None:
        """Save, and close when that has worked."""
        self._closing = True
        self._save(overwrite=False)

    def _build(self) -> None:
        self._list = PageList()
        self._stack = QStackedWidget()
        for page in self._pages:
            self._list.addItem(page.title)
            self._stack.addWidget(scroll_area(page))
        self._list.setFixedWidth(self._list.sizeHintForColumn(0) + _MARK_ROOM)
        self._list.turned.connect(self._stack.setCurrentIndex)
        self._list.setCurrentRow(0)
        self._verdict = Verdict()
        self._buttons = QDialogButtonBox(Button.Ok | Button.Apply | Button.Cancel)
        for button in self._buttons.buttons():
            button.setIcon(QIcon())  # no other button here has one
        self._file = self._buttons.addButton(self.tr("Settin&gs file…"), QDialogButtonBox.ButtonRole.ResetRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._buttons.button(Button.Apply).clicked.connect(self._apply)
        self._file.clicked.connect(self.file_requested)
        row = QHBoxLayout()
        row.addWidget(self._list)
        row.addWidget(self._stack, stretch=1)
        rows = QVBoxLayout(self)
        rows.addLayout(row, stretch=1)
        rows.addWidget(self._verdict)
        rows.addWidget(self._buttons)
        # As they stand there, from left to right; the platform decides where.
        for before, after in pairwise(sorted(self._buttons.buttons(), key=lambda button: button is not self._file)):
            self.setTabOrder(before, after)

    @property
    def _wanted(self) -> Settings:
        settings = self._edition.loaded.settings
        for page in self._pages:
            settings = page.edited(settings)
        return settings

    @Slot()
    def _on_changed(self) -> None:
        valid = all(page.is_valid for page in self._pages)
        for place, page in enumerate(self._pages):
            item = self._list.item(place)
            item.setText(
                page.title if page.is_valid else self.tr("{mark} {page}").format(mark=Mark.BAD.value, page=page.title)
            )
        changed = valid and self._wanted != self._edition.loaded.settings
        self._buttons.button(Button.Ok).setEnabled(valid)
        self._buttons.button(Button.Apply).setEnabled(changed)
        if self._verdict.mark is Mark.GOOD and changed:
            self._verdict.show_mark(Mark.NONE)

    @Slot()
    def _apply(self) -> None:
        self._closing = False
        self._save(overwrite=False)

    def _save(self, *, overwrite: bool) -> None:
        wanted = self._wanted
        if wanted == self._edition.loaded.settings and not overwrite:
            self._saved()
            return
        try:
            self._edition = settings_writer.write(
                self._path, self._edition, wanted, self._clock.time(), overwrite=overwrite
            )
        except SettingsConflict as conflict:
            self._ask(conflict)
        except OSError as error:
            text = self.tr("The settings file cannot be written: {reason}.").format(
                reason=spoken(error.strerror or str(error))
            )
            self._verdict.show_mark(Mark.BAD, text)
        else:
            self._verdict.show_mark(Mark.GOOD, self.tr("Saved, and in force."))
            if self._edition.loaded.settings != wanted:  # somebody else's changes have stayed
                for page in self._pages:
                    page.show_settings(self._edition.loaded.settings)
            self._on_changed()
            self._saved()

    def _saved(self) -> None:
        if self._closing:
            super().accept()

    def _ask(self, conflict: SettingsConflict) -> None:
        question = self._question = conflict_question(conflict, self)
        question.finished.connect(self._on_answered)
        question.open()

    @Slot()
    def _on_answered(self) -> None:
        question, self._question = self._question, None
        if question is not None and question.clickedButton() is question.button(QMessageBox.StandardButton.Save):
            self._save(overwrite=True)

    def _warn_of_problems(self) -> None:
        problems = self._edition.loaded.problems
        if problems:
            text = self.tr("The settings file has mistakes; where it has, the defaults are shown: {problems}")
            self._verdict.show_mark(
                Mark.ADVICE, text.format(problems="; ".join(spoken(str(each)) for each in problems))
            )
