"""What waits to be delivered, why, since when, and when it is tried next."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from core.clock import Clock
from core.delivery.listings import QUEUE, QueuedChange, Stage
from core.model import Face, Snapshot, face_of
from gui import wording
from gui.phrases import spoken
from gui.value_text import printable
from gui.window import words
from gui.window.asks import Asks
from gui.window.confirm import confirm
from gui.window.list_page import ListPage
from gui.window.paging import Column, PagedModel
from gui.window.reader import Reader


class QueuePage(ListPage[QueuedChange]):
    """The queue, in the order in which it is delivered."""

    def __init__(
        self, reader: Reader, database: Path, asks: Asks, clock: Clock, first: Snapshot, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._asks = asks
        self._clock = clock
        self._face = face_of(first)
        self._delivering: frozenset[int] = frozenset()
        columns = (
            Column[QueuedChange](self.tr("Item"), _name, 30, tip=lambda row: printable(row.path)),
            Column[QueuedChange](self.tr("Why it waits"), self._why, 34),
            Column[QueuedChange](self.tr("Since"), lambda row: self._moment(row.created_at), 16),
            Column[QueuedChange](self.tr("Next try"), self._next_try, 19),
        )
        self.set_up(
            PagedModel(reader, QUEUE, database, columns),
            name=self.tr("Queue"),
            searchable=self.tr("Search titles and paths"),
            empty=self.tr("Nothing waits: every change has been delivered or has failed.\n"
                          "Edit an NFO file in one of your folders, and its change appears here."),
        )  # fmt: skip
        self.add_action(self.tr("&Deliver now"), self._deliver_first, key=Qt.Key.Key_Return)
        self.add_action(self.tr("&Remove"), self._remove, key=Qt.Key.Key_Delete)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Why a change waits depends on how everything stands."""
        face, before, delivering = face_of(snapshot), self._delivering, frozenset(snapshot.delivering)
        self._delivering = delivering
        if face is not self._face:
            self._face = face
            self._model.reword()
        elif delivering != before:
            self._model.reword(delivering ^ before)
        super().show_snapshot(snapshot)

    def gist(self, snapshot: Snapshot) -> object:
        """See `ListPage`."""
        counts = snapshot.queue
        return counts.waiting, counts.in_progress, counts.retrying, snapshot.stats

    def details(self, row: QueuedChange) -> str:
        """See `ListPage`."""
        lines = [
            f"<b>{escape(_name(row))}</b>",
            escape(printable(row.path)),
            escape(self.tr("From: {0}").format(printable(spoken(row.source)))),
            escape(self._why(row)),
        ]
        if row.attempts == 1:
            lines.append(escape(self.tr("1 attempt so far.")))
        elif row.attempts:
            lines.append(escape(self.tr("%Ln attempts so far.", "", row.attempts)))
        return "<br>".join(lines)

    def _why(self, row: QueuedChange) -> str:
        if row.id in self._delivering:
            return self.tr("Is being delivered")
        if row.stage is Stage.RETRYING:
            return printable(spoken(row.reason))
        match self._face:
            case Face.OPEN | Face.HALF_OPEN:
                return self.tr("Plex does not answer")
            case Face.PAUSED:
                return self.tr("Recloser is paused")
            case Face.OFFLINE:
                return self.tr("This computer is offline")
            case Face.SIGN_IN:
                return self.tr("Plex wants you to sign in")
            case Face.NOT_SET_UP:
                return self.tr("Recloser is not set up")
            case Face.CLOSED:
                return self.tr("Waits for its turn")

    def _next_try(self, row: QueuedChange) -> str:
        if row.id in self._delivering:
            return self.tr("now")
        if row.due_at is not None:
            return self._moment(row.due_at)
        match self._face:
            case Face.OPEN | Face.HALF_OPEN:
                return self.tr("when Plex is back")
            case Face.PAUSED:
                return self.tr("after the pause")
            case Face.OFFLINE:
                return self.tr("with the network")
            case Face.SIGN_IN | Face.NOT_SET_UP:
                return self.tr("after that")
            case Face.CLOSED:
                return self.tr("when its turn comes")

    def _moment(self, at: float) -> str:
        return wording.moment(at, self._clock.time())

    @Slot()
    def _deliver_first(self) -> None:
        self.ask(self._asks.deliver_first_requested, self.chosen())

    @Slot()
    def _remove(self) -> None:
        ids = self.chosen()
        if len(ids) == 1:
            self.ask(self._asks.remove_requested, ids)
            return
        confirm(
            self,
            self.tr("Remove %Ln changes from the queue?", "", len(ids)),
            self.tr("They are not delivered. Edit their NFO files again to bring them back."),
            answer=self.tr("&Remove"),
            decline=self.tr("&Keep them"),
            then=lambda: self.ask(self._asks.remove_requested, ids),
        )


def _name(row: QueuedChange) -> str:
    return words.item_name(row.path, row.title, row.kind, row.season, row.episode)
