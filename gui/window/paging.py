"""A table model whose rows are read as they come into sight."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from core.listing import MOST_KEYS, Listing
from gui.phrases import meant_by, spoken
from gui.window.reader import Reader

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_MOST_AT_ONCE = 100
"""Rows that are read in one go; more than any screen shows."""
_KEPT = 1_000
"""Rows that are remembered."""
_REFRESH_MS = 250
"""Milliseconds between two looks for what has changed."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a table."""

    title: str
    text: Callable[[Row], str]
    width: int
    """In characters; the first column takes what is left over."""
    tip: Callable[[Row], str] | None = None
    """What the mouse tells; None: the text."""


@dataclass(frozen=True)
class _Shown(Generic[Row]):
    row: Row
    texts: tuple[str, ...]


@dataclass(frozen=True)
class _Found(Generic[Row]):
    """What one look has brought."""

    search: str
    keys: array[int] | None
    """None: nobody asked."""
    rows: dict[int, Row]
    asked: tuple[int, ...]


class PagedModel(QAbstractTableModel, Generic[Row]):
    """Shows a `Listing`. Keys are known of all rows, the rows themselves of those that were in sight lately.

    Asks for nothing before the first `refresh`. What is chosen, or in sight, stays so when other rows come and go.

    Signals:
        listed: All keys are known anew.
        failed: Why nothing can be read, in words; it is tried again with the next refresh.
    """

    listed = Signal()
    failed = Signal(str)

    def __init__(
        self,
        reader: Reader,
        listing: Listing[Row],
        database: Path,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._listing = listing
        self._database = database
        self.columns = tuple(columns)
        self._search = ""
        self._keys: array[int] = array("q")
        self._shown: dict[int, _Shown[Row]] = {}
        self._fresh: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._in_sight = range(0)
        self._stale = False
        self._asking = False
        self.known = False
        """Whether all keys have been read at least once."""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        self._refreshing = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refreshing.timeout.connect(self._look_again)

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """See Qt."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """See Qt."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """See Qt."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if role == Qt.ItemDataRole.DisplayRole:
            if (key := self._keys[index.row()]) not in self._fresh:
                self._want(key)
            return self.texts(index.row())[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            row, column = self.row(index.row()), self.columns[index.column()]
            return row and (column.tip or column.text)(row)
        return None

    # What our views ask

    def texts(self, position: int) -> tuple[str, ...]:
        """What the row says in each column; empty until it has been read."""
        shown = self._shown.get(self._keys[position])
        return shown.texts if shown else ("",) * len(self.columns)

    def look_at(self, positions: range) -> None:
        """These rows are in sight now: they are read if need be, and again with every refresh."""
        self._in_sight = positions
        for key in self._keys[positions.start : positions.stop]:
            if key not in self._fresh:
                self._want(key)

    def row(self, position: int) -> Row | None:
        """The row there; None: it has not been read, or is gone."""
        shown = self._shown.get(self._keys[position]) if 0 <= position < len(self._keys) else None
        return shown.row if shown else None

    def rows_of(self, keys: Sequence[int]) -> list[Row]:
        """Those of these rows that have been read; of the others, the first are read soon."""
        for key in keys[:_MOST_AT_ONCE]:
            if key not in self._shown and key not in self._fresh:
                self._want(key)
        return [self._shown[key].row for key in keys if key in self._shown]

    def rows_in_sight(self, fits: Callable[[int], bool]) -> list[Row]:
        """Those of the rows in sight that have been read, and whose positions fit."""
        return [row for position in self._in_sight if fits(position) and (row := self.row(position)) is not None]

    @property
    def is_cut_off(self) -> bool:
        """Whether there may be more than can be listed."""
        return len(self._keys) >= MOST_KEYS

    def key(self, position: int) -> int:
        """The key of the row there."""
        return self._keys[position]

    def position(self, key: int) -> int | None:
        """Where the row with this key is; None: nowhere."""
        try:
            return self._keys.index(key)
        except ValueError:
            return None

    @property
    def search(self) -> str:
        """What occurs in all rows."""
        return self._search

    def search_for(self, text: str) -> None:
        """Show only rows in which `text` occurs."""
        if text != self._search:
            self._search = text
            self._look_again()

    def refresh(self) -> None:
        """Something has changed: look again, soon. Costs nothing when called often."""
        if not self.known:
            self._look_again()
        elif not self._refreshing.isActive():
            self._refreshing.start()

    def reword(self, keys: Collection[int] | None = None) -> None:
        """What these rows mean has changed, not what they are; None: all rows."""
        changed = [key for key in (self._shown if keys is None else keys) if key in self._shown]
        for key in changed:
            self._shown[key] = self._worded(self._shown[key].row)
        if changed:
            self._tell_changed()

    @Slot()
    def _look_again(self) -> None:
        self._refreshing.stop()
        self._stale = True
        self._fresh.clear()
        self.look_at(self._in_sight)
        self._ask()

    def _want(self, key: int) -> None:
        self._wanted[key] = None
        if not self._asking and not self._stale and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _ask(self) -> None:
        """One question at a time, about what is in sight by then."""
        if self._asking or not (self._stale or self._wanted):
            return
        wanted = tuple(self._wanted)[-_MOST_AT_ONCE:]
        self._wanted.clear()
        stale, self._stale = self._stale, False
        self._asking = True
        meant = meant_by(self._search) if stale and self._search else ()
        self._reader.ask(
            partial(_look, self._listing, self._database, self._search, meant, wanted, listing_all=stale),
            self._on_found,
            self._on_trouble,
        )

    def _on_found(self, found: _Found[Row]) -> None:
        self._asking = False
        if len(self._shown) > _KEPT:
            self._shown.clear()
            self._fresh.clear()
        for key in found.asked:
            self._fresh.add(key)
            self._shown.pop(key, None)
        for key, row in found.rows.items():
            self._shown[key] = self._worded(row)
        if found.keys is not None and found.search == self._search:
            self._replace_keys(found.keys)
            self.known = True
            self.listed.emit()
        self._tell_changed()
        self._ask()

    def _on_trouble(self, words: str) -> None:
        self._asking = False
        self.failed.emit(spoken(words))

    def _replace_keys(self, keys: array[int]) -> None:
        if keys == self._keys:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        moved = [(self._keys[index.row()], index.column()) for index in before]
        self._keys = keys
        places = {key: self.position(key) for key in {key for key, _ in moved}}
        after = [
            QModelIndex() if (place := places[key]) is None else self.createIndex(place, column)
            for key, column in moved
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tell_changed(self) -> None:
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(self.columns) - 1))

    def _worded(self, row: Row) -> _Shown[Row]:
        return _Shown(row, tuple(column.text(row) for column in self.columns))


def _look(
    listing: Listing[Row],
    database: Path,
    search: str,
    meant: tuple[tuple[str, ...], ...],
    wanted: tuple[int, ...],
    *,
    listing_all: bool,
) -> _Found[Row]:
    """On the reader's thread."""
    keys = listing.keys(database, search, meant) if listing_all else None
    return _Found(search, keys, listing.rows(database, wanted) if wanted else {}, wanted)
