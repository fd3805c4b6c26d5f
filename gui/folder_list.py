"""The watched folders, each with its name on the server, checked against what the server has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.clock import Clock
from core.media_paths import normalise
from core.phrases import phrase
from core.plex.folder_match import FolderMatch, ServerFiles, local_files
from core.settings import SERVER_FOLDER, FolderSettings
from gui.background import Background
from gui.forms import Mark, Verdict, named, sentence
from gui.room import as_high_as_fits

Loader = Callable[[], ServerFiles]
"""Lists the server's files; slow, and raises `PlexError`."""


@dataclass(frozen=True, slots=True)
class _Row:
    folder: Path
    plex_path: str
    """As entered; empty while nothing is known."""
    by_hand: bool = False
    """Whether a person has named it: then nothing else is suggested."""
    match: FolderMatch | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Checked:
    files: ServerFiles
    rows: tuple[_Row, ...]


class FolderList(QWidget):
    """Lives on the main thread.

    Signals:
        changed: The folders, or what is known of them, are others.
    """

    changed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._background = Background(self)
        self._load: Loader | None = None
        self._files: ServerFiles | None = None
        self._rows: list[_Row] = []
        self._build()
        self._show_rows()

    @property
    def folders(self) -> tuple[FolderSettings, ...]:
        """As they stand."""
        return tuple(FolderSettings(row.folder, row.plex_path or str(row.folder)) for row in self._rows)

    @property
    def is_valid(self) -> bool:
        """Whether every folder's name on the server may be one."""
        return all(not row.plex_path or SERVER_FOLDER.accept(row.plex_path) for row in self._rows)

    @property
    def found(self) -> tuple[int, int]:
        """How many of how many local media files the server has, over all folders."""
        matches = [row.match for row in self._rows if row.match is not None]
        return sum(match.found for match in matches), sum(match.total for match in matches)

    @property
    def busy(self) -> bool:
        """Whether folders are being compared."""
        return self._background.busy

    def show_folders(self, folders: Sequence[FolderSettings], load: Loader | None) -> None:
        """Replace all. With `load`, they are compared with what the server has."""
        self._load, self._files = load, None
        self._rows = [_Row(folder.path, folder.plex_path, by_hand=True) for folder in folders]
        self._show_rows()
        self._check()

    def compare_with(self, load: Loader) -> None:
        """Compare the folders, as they stand, with what the server has."""
        self._load = load
        self._on_again()

    def add(self, *folders: Path) -> None:
        """Add folders, unless they are there already, and look for them on the server."""
        for folder in folders:
            if normalise(str(folder)) not in {normalise(str(row.folder)) for row in self._rows}:
                self._rows.append(_Row(folder, ""))
        self._show_rows(len(self._rows) - 1)
        self._check()

    def stop(self) -> None:
        """Compare no longer."""
        self._background.forget()

    def _build(self) -> None:
        self._table = QTreeWidget()
        self._table.setHeaderLabels([self.tr("Folder"), self.tr("On the server"), self.tr("Known to Plex")])
        self._table.setRootIsDecorated(False)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self._table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        as_high_as_fits(self._table)
        named(self._table, self.tr("Folders"))
        self._add = QPushButton(self.tr("Add &folder…"))
        self._remove = QPushButton(self.tr("&Remove"))
        self._again = QPushButton(self.tr("C&heck again"))
        self._plex_path = QLineEdit()
        label = QLabel(self.tr("Named on the ser&ver:"))
        label.setBuddy(self._plex_path)
        self._verdict = Verdict()
        buttons = QHBoxLayout()
        for button in (self._add, self._remove, self._again):
            buttons.addWidget(button)
        buttons.addStretch()
        entry = QHBoxLayout()
        entry.addWidget(label)
        entry.addWidget(self._plex_path, stretch=1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._table, stretch=1)
        rows.addLayout(buttons)
        rows.addLayout(entry)
        rows.addWidget(self._verdict)
        self._table.itemSelectionChanged.connect(self._show_selected)
        self._add.clicked.connect(self._choose)
        self._remove.clicked.connect(self._on_remove)
        self._again.clicked.connect(self._on_again)
        self._plex_path.textChanged.connect(self._on_edited)
        self._plex_path.editingFinished.connect(self._check)

    @Slot()
    def _choose(self) -> None:
        nearby = str(self._rows[-1].folder.parent) if self._rows else QDir.homePath()
        dialog = QFileDialog(self, self.tr("A folder with media and NFO files"), nearby)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.open()

    @Slot(str)
    def _on_folder_chosen(self, name: str) -> None:
        self.add(Path(name))

    @Slot()
    def _on_remove(self) -> None:
        place = self._selected()
        if place is not None:
            del self._rows[place]
            self._show_rows(min(place, len(self._rows) - 1))
            self._check()

    @Slot()
    def _on_again(self) -> None:
        self._files = None
        self._rows = [replace(row, match=None, problem="") for row in self._rows]
        self._show_rows(self._selected())
        self._check()

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        place = self._selected()
        row = None if place is None else self._rows[place]
        if place is not None and row is not None and row.plex_path != text.strip():
            self._background.forget()  # its answer would be about what stood here before
            self._rows[place] = replace(row, plex_path=text.strip(), by_hand=bool(text.strip()), match=None)
            self._show_row(place)
            self._show_verdict()
            self.changed.emit()

    @Slot()
    def _check(self) -> None:
        """Compare those rows that have not been."""
        load, files, clock = self._load, self._files, self._clock
        rows = tuple(self._rows)
        if load is None or not self.is_valid or all(row.match or row.problem for row in rows):
            self._background.forget()
            return

        def compare() -> _Checked:
            known = files or load()
            return _Checked(known, tuple(row if row.match else _compared(row, known, clock) for row in rows))

        self._background.run(compare, self._on_checked, self._on_check_failed)
        self._show_verdict()
        self.changed.emit()

    def _on_checked(self, checked: _Checked) -> None:
        self._files = checked.files
        self._rows = list(checked.rows)
        self._show_rows(self._selected())

    def _on_check_failed(self, error: Exception) -> None:
        self._rows = [replace(row, problem=row.problem or str(error)) for row in self._rows]
        self._show_rows(self._selected())

    def _selected(self) -> int | None:
        item = self._table.currentItem()
        return None if item is None else self._table.indexOfTopLevelItem(item)

    def _show_rows(self, selected: int | None = 0) -> None:
        self._table.blockSignals(True)
        self._table.clear()
        for place in range(len(self._rows)):
            self._table.addTopLevelItem(QTreeWidgetItem())
            self._show_row(place)
        item = self._table.topLevelItem(selected if selected is not None and selected >= 0 else 0)
        if item is not None:
            self._table.setCurrentItem(item)
        self._table.blockSignals(False)
        self._show_selected()
        self.changed.emit()

    def _show_row(self, place: int) -> None:
        item, row = self._table.topLevelItem(place), self._rows[place]
        if item is not None:
            texts = (str(row.folder), row.plex_path, self._count(row))
            for column, text in enumerate(texts):
                item.setText(column, text)
                item.setToolTip(column, text)

    def _count(self, row: _Row) -> str:
        if row.problem:
            return Mark.BAD.value
        if row.match is None:
            return Mark.BUSY.value if self._load is not None else ""
        mark = Mark.GOOD if row.match.found else Mark.ADVICE
        text = self.tr("{mark} {found} of {total}")
        locale = self.locale()
        return text.format(
            mark=mark.value, found=locale.toString(row.match.found), total=locale.toString(row.match.total)
        )

    @Slot()
    def _show_selected(self) -> None:
        place = self._selected()
        self._remove.setEnabled(place is not None)
        self._again.setEnabled(self._load is not None and bool(self._rows))
        self._plex_path.setEnabled(place is not None)
        if not self._plex_path.hasFocus() or place is None:
            self._plex_path.setText("" if place is None else self._rows[place].plex_path)
        self._show_verdict()

    def _show_verdict(self) -> None:
        place = self._selected()
        if place is None:
            self._verdict.show_mark(Mark.ADVICE, self.tr("Add the folders that hold your media and its NFO files."))
            return
        row = self._rows[place]
        if row.plex_path and not SERVER_FOLDER.accept(row.plex_path):
            self._verdict.show_mark(Mark.BAD, self.tr("Enter the full path of the folder as the Plex server names it."))
        elif row.problem:
            self._verdict.show_mark(Mark.BAD, self.tr("{reason}.").format(reason=sentence(row.problem)))
        elif row.match is not None:
            self._show_match(row.match)
        elif self._background.busy:
            self._verdict.show_mark(Mark.BUSY, self.tr("Comparing the files here with those of the server…"))
        else:
            self._verdict.show_mark(Mark.NONE)

    def _show_match(self, match: FolderMatch) -> None:
        if not match.total:
            self._verdict.show_mark(Mark.ADVICE, self.tr("There are no media files in this folder yet."))
            return
        if not match.found:
            text = self.tr(
                "Plex knows none of the media files here. Is this the folder's name on the server,"
                " and does a chosen library have it?"
            )
            self._verdict.show_mark(Mark.ADVICE, text)
            return
        if match.total == 1:
            text = self.tr("Plex knows the 1 media file that is here.")
        else:
            text = self.tr("Plex knows {found} of the %Ln media files here.", "", match.total)
        mark = Mark.GOOD if 2 * match.found >= match.total else Mark.ADVICE
        self._verdict.show_mark(mark, text.format(found=self.locale().toString(match.found)))


def _compared(row: _Row, files: ServerFiles, clock: Clock) -> _Row:
    """Called on a thread."""
    try:
        match = files.match(row.folder, local_files(row.folder, clock), row.plex_path if row.by_hand else "")
    except OSError as error:
        return replace(row, problem=phrase("this folder cannot be read: {reason}", reason=error.strerror or error))
    return replace(row, match=match, problem="", plex_path=match.plex_path or row.plex_path)
