"""A table of many rows that stays smooth whatever else is going on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QItemSelectionRange, QRect, Qt, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QWidget

from gui.window.paging import Index, PagedModel

_PADDING = 4
"""Device-independent pixels left and right of a text."""
_MANY = 500
"""Chosen rows; with more than that the table stands still, so that nothing moves while a person decides."""
_NARROWEST = 12
"""Characters of any column of words, however narrow the window is."""
_WORDS = 18
"""Characters; a column as wide as that holds words and gives way in a narrow window, a date or a number does not."""


class Table(QTableView):
    """Shows a `PagedModel`; people choose whole rows.

    It paints itself from what the model has at hand: Qt's own painting asks the model some ten times for each cell, and
    each time it would wait until the threads that deliver and read let go of Python's interpreter.
    """

    def __init__(self, model: PagedModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paged = model
        self._top: int | None = None
        self._sharing = self._dragged = False
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(False)
        header.sectionResized.connect(self._on_section_resized)
        self._notice = QLabel(self.viewport(), wordWrap=True)
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._notice.hide()
        model.layoutAboutToBeChanged.connect(self._note_place)
        model.layoutChanged.connect(self._keep_place)
        self._fit()

    def show_notice(self, words: str) -> None:
        """Say in the middle why there is nothing to see; empty: say nothing."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        self.setAccessibleDescription(words)

    def chosen(self) -> list[int]:
        """The keys of the chosen rows, from top to bottom."""
        rows = {row for one in self._ranges() for row in range(one.top(), one.bottom() + 1)}
        return [self._paged.key(row) for row in sorted(rows)]

    def is_chosen(self, row: int) -> bool:
        """Whether the row at this position is chosen."""
        return self.selectionModel().isRowSelected(row)

    @property
    def chosen_count(self) -> int:
        """How many rows are chosen."""
        return sum(one.height() for one in self._ranges())

    @property
    def stands_still(self) -> bool:
        """Whether so many rows are chosen that they should not move now."""
        return self.chosen_count > _MANY

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """See the class."""
        count = self._paged.rowCount()
        first = self.rowAt(0)
        if first < 0:
            return
        last = self.rowAt(self.viewport().height() - 1)
        rows = range(first, (count - 1 if last < 0 else last) + 1)
        self._paged.look_at(rows)
        painter = QPainter(self.viewport())
        self._paint_rows(painter, rows)
        painter.end()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Qt would paint the cells anew that have changed; here it is whole rows."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard has a place to start from."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._paged.rowCount():
            self.selectionModel().setCurrentIndex(self._paged.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The notice stays in the middle, and the columns fill the width, unless a person has made them otherwise."""
        super().resizeEvent(event)
        if not self._dragged:
            self._share_width()
        self._notice.setGeometry(self.viewport().rect().adjusted(24, 8, -24, -8))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Rows and columns are as large as the text wants."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 2 * _PADDING)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(metrics.horizontalAdvance("0") * _NARROWEST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._share_width()

    def _share_width(self) -> None:
        digit = self.fontMetrics().horizontalAdvance("0")
        wanted = [(column.width >= _WORDS, digit * column.width + 2 * _PADDING) for column in self._paged.columns]
        words, rest = (sum(width for is_words, width in wanted if is_words is kind) for kind in (True, False))
        share = min(1.0, max(0, self.viewport().width() - rest) / words)
        self._sharing = True
        for place, (is_words, width) in enumerate(wanted):
            if place:  # the first takes what is left over
                self.horizontalHeader().resizeSection(place, round(width * share) if is_words else width)
        self._sharing = False

    def _paint_rows(self, painter: QPainter, rows: range) -> None:
        palette, metrics, chosen = self.palette(), self.fontMetrics(), self.selectionModel()
        group = QPalette.ColorGroup.Active if self.hasFocus() else QPalette.ColorGroup.Inactive
        height, width = self.verticalHeader().defaultSectionSize(), self.viewport().width()
        columns = [
            (self.columnViewportPosition(place), self.columnWidth(place)) for place in range(len(self._paged.columns))
        ]
        current = self.currentIndex().row() if self.hasFocus() else -1
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        for row in rows:
            top = self.rowViewportPosition(row)
            pen = palette.color(QPalette.ColorRole.Text)
            if chosen.isRowSelected(row):
                painter.fillRect(0, top, width, height, palette.color(group, QPalette.ColorRole.Highlight))
                pen = palette.color(group, QPalette.ColorRole.HighlightedText)
            elif row % 2:
                painter.fillRect(0, top, width, height, palette.color(QPalette.ColorRole.AlternateBase))
            painter.setPen(pen)
            for (left, room), text in zip(columns, self._paged.texts(row), strict=True):
                if text:
                    inner = room - 2 * _PADDING
                    fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner)
                    painter.drawText(QRect(left + _PADDING, top, inner, height), place, fitting)
            if row == current:
                painter.drawRect(0, top, width - 1, height - 1)

    @Slot(int, int, int)
    def _on_section_resized(self, section: int) -> None:
        self._dragged = self._dragged or (section > 0 and not self._sharing)

    @Slot()
    def _note_place(self) -> None:
        row = self.rowAt(0)
        # Who is at the top wants to see what comes to the top.
        self._top = self._paged.key(row) if row > 0 else None

    @Slot()
    def _keep_place(self) -> None:
        if self._top is not None and (row := self._paged.position(self._top)) is not None:
            self.verticalScrollBar().setValue(row)
