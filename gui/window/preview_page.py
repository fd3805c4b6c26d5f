"""What the first synchronisation would change, while it waits until a person agrees."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.delivery.listings import PLANNED
from core.model import Approval, PlannedChange, Snapshot
from gui.phrases import spoken
from gui.value_text import printable
from gui.window import words
from gui.window.asks import Asks
from gui.window.list_page import ListPage
from gui.window.paging import Column, PagedModel
from gui.window.reader import Reader


class PreviewPage(ListPage[PlannedChange]):
    """Item by item, field by field, before and after. Nothing is written before the button is pressed."""

    def __init__(self, reader: Reader, database: Path, asks: Asks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks = asks
        columns = (
            Column[PlannedChange](self.tr("Item"), _name, 26, tip=lambda row: printable(row.path)),
            Column[PlannedChange](self.tr("What would change"), _what, 72),
        )
        self.set_up(
            PagedModel(reader, PLANNED, database, columns),
            name=self.tr("Preview"),
            searchable=self.tr("Search titles and paths"),
            empty=self.tr("So far nothing would change: Plex has what your files say."),
        )
        self._summary = QLabel(wordWrap=True)
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        font = self._summary.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self._summary.setFont(font)
        advice = QLabel(
            self.tr(
                "Nothing is written until you approve. To decline, change the folders or the fields in the preferences:"
                " what they leave out is not written."
            ),
            wordWrap=True,
        )
        self._ui.head.addWidget(self._summary)
        self._ui.head.addWidget(advice)
        self._approve = self.add_action(self.tr("&Approve and write"), asks.approve_requested.emit, fits=self._ready)
        self.add_action(self.tr("&Open the preferences…"), asks.settings_requested.emit, fits=lambda _rows: True)
        self._approval: Approval | None = None
        self._on_chosen()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """See `ListPage`."""
        self._approval = snapshot.approval
        if snapshot.approval is not None:
            self._summary.setText(approval_in_words(snapshot.approval))
        self._on_chosen()
        super().show_snapshot(snapshot)

    def gist(self, snapshot: Snapshot) -> object:
        """See `ListPage`."""
        return snapshot.approval

    def details(self, row: PlannedChange) -> str:
        """See `ListPage`."""
        about = [f"<b>{escape(_name(row))}</b>", escape(printable(row.path))]
        if row.problem:
            about.append(escape(printable(spoken(row.problem))))
        return "<br>".join(about) + (words.fields_as_html(row.fields) if row.fields else "")

    def _ready(self, _rows: object) -> bool:
        return self._approval is not None


def approval_in_words(approval: Approval) -> str:
    """``412 of 1,310 items would change``, and how far the comparing has come."""
    total = words.counted(approval.compared)
    changes = approval.would_change
    if changes == 1:
        said = words.translate("window", "1 of {total} items would change").format(total=total)
    else:
        said = words.translate("window", "%Ln of {total} items would change", None, changes).format(total=total)
    if approval.complete:
        return said
    left = words.counted(approval.total - approval.compared)
    return words.translate("window", "{said} · {left} still to be compared").format(said=said, left=left)


def _name(row: PlannedChange) -> str:
    return words.item_name(row.path, row.title)


def _what(row: PlannedChange) -> str:
    return printable(spoken(row.problem)) or words.fields_in_short(row.fields)
