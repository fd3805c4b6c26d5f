"""Changes that are not tried again by themselves: why, what they would have changed, and what a person can do."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from core.clock import Clock
from core.delivery.listings import FAILED
from core.model import FailedChange, Snapshot
from gui import wording
from gui.phrases import spoken
from gui.value_text import printable
from gui.window import words
from gui.window.asks import Asks
from gui.window.confirm import confirm
from gui.window.list_page import ListPage
from gui.window.paging import Column, PagedModel
from gui.window.reader import Reader


class FailedPage(ListPage[FailedChange]):
    """The dead letters, the latest first."""

    def __init__(self, reader: Reader, database: Path, asks: Asks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks = asks
        self._clock = clock
        columns = (
            Column[FailedChange](self.tr("Item"), _name, 32, tip=lambda row: printable(row.path)),
            Column[FailedChange](self.tr("Kind"), lambda row: words.failure_name(row.kind), 18),
            Column[FailedChange](self.tr("Reason"), lambda row: printable(spoken(row.reason)), 34),
            Column[FailedChange](self.tr("Failed"), lambda row: wording.moment(row.failed_at, clock.time()), 16),
        )
        self.set_up(
            PagedModel(reader, FAILED, database, columns),
            name=self.tr("Failed changes"),
            searchable=self.tr("Search titles, paths and reasons"),
            empty=self.tr(
                "Nothing has failed.\nA change that Plex refuses, or cannot find, appears here with the reason."
            ),
        )
        self.add_action(self.tr("Re&try"), self._retry, key=Qt.Key.Key_Return)
        self.add_action(self.tr("Retry &all of this kind"), self._retry_kind, fits=_of_one_kind)
        self.add_action(self.tr("&Discard"), self._discard, key=Qt.Key.Key_Delete)
        self.add_action(self.tr("Copy detai&ls"), self._copy, key=QKeySequence.StandardKey.Copy)

    def gist(self, snapshot: Snapshot) -> object:
        """See `ListPage`."""
        return snapshot.queue.failed, snapshot.stats.failed

    def details(self, row: FailedChange) -> str:
        """See `ListPage`."""
        about = [
            f"<b>{escape(_name(row))}</b>",
            escape(printable(spoken(row.reason))),
            escape(printable(row.path)),
            escape(self.tr("From: {0}").format(printable(spoken(row.source)))),
        ]
        return "<br>".join(about) + (words.fields_as_html(row.fields) if row.fields else "")

    @Slot()
    def _retry(self) -> None:
        self.ask(self._asks.retry_requested, self.chosen())

    @Slot()
    def _retry_kind(self) -> None:
        self._asks.retry_kind_requested.emit(self.chosen_rows()[0].kind)

    @Slot()
    def _discard(self) -> None:
        ids = self.chosen()
        if len(ids) == 1:
            self.ask(self._asks.discard_requested, ids)
            return
        confirm(
            self,
            self.tr("Discard %Ln failed changes?", "", len(ids)),
            self.tr("They are forgotten. Edit their NFO files again to bring them back."),
            answer=self.tr("&Discard"),
            decline=self.tr("&Keep them"),
            then=lambda: self.ask(self._asks.discard_requested, ids),
        )

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n\n".join(self._as_text(row) for row in self.chosen_rows()))

    def _as_text(self, row: FailedChange) -> str:
        return "\n".join(
            part
            for part in (
                _name(row),
                printable(row.path),
                self.tr("From: {0}").format(printable(spoken(row.source))),
                f"{words.failure_name(row.kind)}: {printable(spoken(row.reason))}",
                wording.moment(row.failed_at, self._clock.time()),
                words.fields_as_text(row.fields),
            )
            if part
        )


def _of_one_kind(rows: Sequence[FailedChange]) -> bool:
    return len({row.kind for row in rows}) == 1


def _name(row: FailedChange) -> str:
    return words.item_name(row.path, row.title, row.item, row.season, row.episode)
