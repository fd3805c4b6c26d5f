"""The journal: what was written to Plex, and what stood there before."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from core.clock import Clock
from core.delivery.listings import JOURNAL
from core.model import DeliveredChange, Snapshot
from gui import wording
from gui.field_names import field_name
from gui.phrases import spoken
from gui.value_text import printable
from gui.window import words
from gui.window.asks import Asks
from gui.window.list_page import ListPage
from gui.window.paging import Column, PagedModel
from gui.window.reader import Reader


class HistoryPage(ListPage[DeliveredChange]):
    """Delivered changes, the latest first."""

    def __init__(self, reader: Reader, database: Path, asks: Asks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks = asks
        columns = (
            Column[DeliveredChange](self.tr("Item"), _name, 26, tip=lambda row: printable(row.path)),
            Column[DeliveredChange](self.tr("What changed"), lambda row: words.fields_in_short(row.fields), 42),
            Column[DeliveredChange](self.tr("Delivered"), lambda row: wording.moment(row.at, clock.time()), 16),
            Column[DeliveredChange](self.tr("Undone"), self._undone, 10),
        )
        self.set_up(
            PagedModel(reader, JOURNAL, database, columns),
            name=self.tr("History"),
            searchable=self.tr("Search titles and paths"),
            empty=self.tr(
                "Nothing has been written to Plex yet.\nEvery delivered change appears here and can be undone."
            ),
        )
        self.add_action(self.tr("&Undo"), self._undo, key=QKeySequence.StandardKey.Undo, fits=_can_be_undone)

    def gist(self, snapshot: Snapshot) -> object:
        """See `ListPage`."""
        return snapshot.stats.succeeded

    def details(self, row: DeliveredChange) -> str:
        """See `ListPage`."""
        about = [
            f"<b>{escape(_name(row))}</b>",
            escape(printable(row.path)),
            escape(self.tr("From: {0}").format(printable(spoken(row.source)))),
        ]
        if row.skipped:
            names = ", ".join(field_name(field) for field in row.skipped)
            about.append(escape(self.tr("Plex does not have for this item: {0}").format(names)))
        if row.undone_by is not None:
            about.append(escape(self.tr("Undone by entry {0}.").format(row.undone_by)))
        return "<br>".join(about) + words.fields_as_html(row.fields)

    def _undone(self, row: DeliveredChange) -> str:
        return "" if row.undone_by is None else self.tr("undone")

    @Slot()
    def _undo(self) -> None:
        self.ask(self._asks.undo_requested, self.chosen())


def _can_be_undone(rows: Sequence[DeliveredChange]) -> bool:
    return bool(rows) and all(row.undone_by is None for row in rows)


def _name(row: DeliveredChange) -> str:
    return words.item_name(row.path, row.title)
