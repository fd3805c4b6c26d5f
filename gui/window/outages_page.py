"""When Plex did not answer, and how reliable it has been."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QMessageBox, QWidget

from core.clock import Clock
from core.model import Snapshot
from core.resilience.outages import OUTAGES, Ending, Outage, peek_history
from core.resilience.outages_csv import as_csv, duration
from core.resilience.reliability import Reliability, reliability
from gui import wording
from gui.phrases import spoken
from gui.value_text import printable
from gui.window import words
from gui.window.list_page import ListPage
from gui.window.paging import Column, PagedModel
from gui.window.reader import Reader

_DAY = 86_400.0
_WINDOWS = (_DAY, 7 * _DAY, 30 * _DAY)
_FIGURES = 4
"""Columns of figures."""


class OutagesPage(ListPage[Outage]):
    """All that is remembered, the latest first, with the figures of the last day, week and month."""

    def __init__(self, reader: Reader, database: Path, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._database = database
        self._clock = clock
        columns = (
            Column[Outage](self.tr("Reason"), lambda row: printable(spoken(row.reason)), 40),
            Column[Outage](self.tr("Began"), lambda row: self._moment(row.started_at), 16),
            Column[Outage](self.tr("Lasted"), self._lasted, 11),
            Column[Outage](self.tr("How it ended"), _ending, 18),
            Column[Outage](self.tr("Held back"), lambda row: words.counted(row.held), 9),
            Column[Outage](self.tr("Delivered"), lambda row: words.counted(row.delivered), 9),
        )
        self.set_up(
            PagedModel(reader, OUTAGES, database, columns),
            name=self.tr("Outages"),
            searchable=self.tr("Search reasons"),
            empty=self.tr(
                "No outage has been seen.\nWhen Plex stops answering, it is noted here, with its end and its cause."
            ),
        )
        self._ui.head.addLayout(self._build_figures())
        self._export = self.add_action(
            self.tr("&Export as CSV…"), self._on_export, key=QKeySequence.StandardKey.Save, fits=lambda _rows: True
        )
        self._on_chosen()

    def gist(self, snapshot: Snapshot) -> object:
        """See `ListPage`."""
        return snapshot.breaker.state, snapshot.breaker.outage_started_at, snapshot.stats.succeeded

    def details(self, row: Outage) -> str:
        """See `ListPage`."""
        return "<br>".join(
            escape(line)
            for line in (
                printable(spoken(row.reason)),
                self.tr("Began: {0}").format(self._moment(row.started_at)),
                self.tr("Lasted: {0}").format(self._lasted(row)),
                self.tr("How it ended: {0}").format(_ending(row)),
                self.tr("Changes held back: {0}, and delivered afterwards: {1}").format(
                    words.counted(row.held), words.counted(row.delivered)
                ),
            )
        )

    @Slot()
    def refresh(self) -> None:
        """The figures as well."""
        super().refresh()
        self._reader.ask(partial(_look, self._database, self._clock.time()), self._show_figures, lambda _words: None)

    def _build_figures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        heads = ("", self.tr("Available"), self.tr("Watched for"), self.tr("Between failures"), self.tr("To recover"))
        for column, text in enumerate(heads):
            grid.addWidget(QLabel(text), 0, column)
        grid.setColumnStretch(len(heads), 1)
        self._figures = []
        names = (self.tr("24 hours"), self.tr("7 days"), self.tr("30 days"))
        for row, name in enumerate(names, 1):
            grid.addWidget(QLabel(name), row, 0)
            labels = [QLabel() for _ in range(_FIGURES)]
            for column, label in enumerate(labels, 1):
                font = label.font()
                font.setBold(True)
                label.setFont(font)
                label.setAccessibleName(f"{heads[column]}, {name}")
                grid.addWidget(label, row, column)
            self._figures.append(labels)
        return grid

    def _show_figures(self, found: tuple[Reliability, ...]) -> None:
        for labels, figures in zip(self._figures, found, strict=True):
            texts = (
                words.availability(figures),
                wording.duration(figures.watched) if figures.watched else "—",
                "—" if figures.mtbf is None else wording.duration(figures.mtbf),
                "—" if figures.mttr is None else wording.duration(figures.mttr),
            )
            for label, text in zip(labels, texts, strict=True):
                label.setText(text)

    @Slot()
    def _on_export(self) -> None:
        """Nothing waits for the person's answer."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self.tr("Export the outages"), QDir(folder).filePath("plex-outages.csv"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilter(self.tr("Comma-separated values (*.csv)"))
        dialog.selectFile("plex-outages.csv")
        dialog.fileSelected.connect(self.export)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def export(self, name: str) -> None:
        """Write all outages to a file."""
        self._reader.ask(partial(_export, self._database, self._clock.time(), Path(name)), self._say, self._say)

    def _say(self, trouble: str) -> None:
        if trouble:
            box = QMessageBox(QMessageBox.Icon.Warning, "Recloser", trouble, parent=self)
            box.finished.connect(box.deleteLater)
            box.open()

    def _moment(self, at: float) -> str:
        return wording.moment(at, self._clock.time())

    def _lasted(self, row: Outage) -> str:
        lasted = wording.duration(duration(row, self._clock.time()))
        return lasted if row.ended_at is not None else self.tr("{0} so far").format(lasted)


def _look(database: Path, now: float) -> tuple[Reliability, ...]:
    """On the reader's thread."""
    history = peek_history(database)
    return tuple(reliability(history, window, now) for window in _WINDOWS)


def _export(database: Path, now: float, file: Path) -> str:
    """On the reader's thread. Returns what is wrong, in words; empty: nothing."""
    try:
        file.write_text(as_csv(peek_history(database), now), encoding="utf-8")
    except OSError as error:
        return words.translate("window", "{0} cannot be written: {1}").format(
            file, spoken(error.strerror or str(error))
        )
    return ""


def _ending(row: Outage) -> str:
    match row.ending:
        case Ending.RECOVERED:
            return words.translate("window", "Plex came back")
        case Ending.MANUAL_RESET:
            return words.translate("window", "reset by hand")
        case Ending.UNSEEN:
            return words.translate("window", "its end was not seen")
        case None:
            return words.translate("window", "goes on")
