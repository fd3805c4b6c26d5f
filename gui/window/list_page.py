"""What the pages with a long list have in common: a search, the table, what the chosen row is about, and buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, QTimer, SignalInstance, Slot
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from core.model import Snapshot
from gui.window import words
from gui.window.labels import search_line
from gui.window.paging import PagedModel
from gui.window.table import Table

# Under this name pyside6-lupdate finds the words. In a subclass `self.tr` does not find the plurals of this class.
translate = QCoreApplication.translate

Row = TypeVar("Row")

_TYPING_MS = 200
"""Milliseconds after the last key until the search begins."""


class ListLayout:
    """The widgets of such a page, put together inside `page`. What they do is the page's business."""

    def __init__(self, page: QWidget, table: Table, *, searchable: str) -> None:
        self.head = QVBoxLayout()
        self.search = search_line(searchable)
        self.count = QLabel()
        self.count.hide()
        self.count.setAccessibleName(translate("ListPage", "Number of rows"))
        self.table = table
        self.details = QTextBrowser()
        self.details.setAccessibleName(translate("ListPage", "Details of the chosen row"))
        self.details.setOpenLinks(False)
        self.details.setTabChangesFocus(True)
        self.details.document().setDocumentMargin(8)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch()

        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, stretch=1)
        top.addWidget(self.count)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(table)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([360, 140])
        self.splitter.setCollapsible(0, False)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(10)
        rows.addLayout(self.head)
        rows.addLayout(top)
        rows.addWidget(self.splitter, stretch=1)
        rows.addLayout(self.buttons)

    def add_button(self, action: QAction) -> None:
        """A button for an action, which is also in the table's context menu."""
        button = QPushButton(action.text())
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        self.buttons.insertWidget(self.buttons.count() - 1, button)
        self.table.addAction(action)


class ListPage(QWidget, Generic[Row]):
    """A page with a long list. Subclasses say what a row is about, and what can be done with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: object = None
        self._told: str | None = None
        self._actions: list[tuple[QAction, Callable[[Sequence[Row]], bool]]] = []

    def set_up(self, model: PagedModel[Row], *, name: str, searchable: str, empty: str) -> None:
        """Build the page; once, by the subclass. `empty` says what it means that there is nothing, and what to do."""
        self._model = model
        model.setParent(self)
        self._empty = empty
        self._ui = ListLayout(self, Table(model, name), searchable=searchable)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._on_search)
        self._ui.search.textChanged.connect(self._typing.start)
        self._ui.table.selectionModel().selectionChanged.connect(self._on_chosen)
        model.listed.connect(self._on_listed)
        model.failed.connect(self._ui.table.show_notice)
        model.dataChanged.connect(self._on_chosen)
        QShortcut(QKeySequence.StandardKey.Find, self, self._ui.search.setFocus)
        self._ui.table.show_notice(self.tr("Reading…"))
        self._on_chosen()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Look again if what the page shows may have changed, and somebody sees it."""
        seen = self.gist(snapshot)
        if seen == self._seen:
            return
        self._seen = seen
        if self.isVisible():
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look again, soon."""
        if not self._ui.table.stands_still:
            self._model.refresh()

    def take_keyboard(self) -> None:
        """The keyboard goes on in the list."""
        self._ui.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Whatever has changed while nobody looked is read now."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """A search that nobody waits for any more does not begin."""
        super().hideEvent(event)
        self._typing.stop()

    def gist(self, snapshot: Snapshot) -> object:
        """While this stays the same, so does the list."""
        raise NotImplementedError

    def details(self, row: Row) -> str:
        """All that there is to say about a row, as HTML."""
        raise NotImplementedError

    def add_action(
        self,
        text: str,
        do: Callable[[], None],
        *,
        key: QKeySequence | QKeySequence.StandardKey | Qt.Key | None = None,
        fits: Callable[[Sequence[Row]], bool] = bool,
    ) -> QAction:
        """Something that can be done with the chosen rows; `fits` says whether with these (as far as known)."""
        action = QAction(text, self)
        if key is not None:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(do)
        action.setEnabled(False)
        self._actions.append((action, fits))
        self._ui.add_button(action)
        return action

    def chosen(self) -> list[int]:
        """The keys of the chosen rows."""
        return self._ui.table.chosen()

    def chosen_rows(self) -> list[Row]:
        """The chosen rows, as far as they have been read; of very many, those that were seen lately."""
        table = self._ui.table
        return self._model.rows_in_sight(table.is_chosen) if table.stands_still else self._model.rows_of(table.chosen())

    def ask(self, requested: SignalInstance, ids: list[int]) -> None:
        """Ask for something to be done with these rows. Where very many were chosen, the list goes on."""
        requested.emit(ids)
        if self._ui.table.stands_still:
            self._ui.table.clearSelection()
            self.refresh()

    @Slot()
    def _on_search(self) -> None:
        self._model.search_for(self._ui.search.text().strip())

    @Slot()
    def _on_listed(self) -> None:
        count = self._model.rowCount()
        if count:
            self._ui.table.show_notice("")
        elif self._model.search:
            self._ui.table.show_notice(self.tr("Nothing fits “{0}”.").format(self._model.search))
        else:
            self._ui.table.show_notice(self._empty)
        self._ui.count.setText(self._count_in_words(count))
        self._ui.count.setVisible(count > 0)  # an empty one would keep a gap beside the search
        self._on_chosen()

    def _count_in_words(self, count: int) -> str:
        if count == 1:
            return self.tr("1 row")
        if self._model.is_cut_off:
            return self.tr("the first {0}; search for more").format(words.counted(count))
        return translate("ListPage", "%Ln rows", None, count) if count else ""

    @Slot()
    def _on_chosen(self) -> None:
        rows = self.chosen_rows()
        for action, fits in self._actions:
            action.setEnabled(fits(rows))
        count = self._ui.table.chosen_count
        text = self.details(rows[0]) if count == len(rows) == 1 else self._several_in_words(count)
        if text != self._told:
            self._told = text
            self._ui.details.setHtml(text)

    def _several_in_words(self, count: int) -> str:
        if count > 1:
            return translate("ListPage", "%Ln rows are chosen.", None, count)
        return self.tr("Choose a row to read all about it.") if self._model.rowCount() else ""
