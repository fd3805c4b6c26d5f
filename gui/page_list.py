"""The list at the side of a window with pages."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

_SPACING, _PADDING = 1, 6
"""Device-independent pixels between two names, and above and below each together."""


class PageList(QListWidget):
    """The names of the pages.

    Signals:
        turned: To the page at this place.
    """

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Pages"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(_SPACING)
        self.setItemDelegate(_Airy(self))
        self.itemSelectionChanged.connect(self._on_selected)

    @Slot()
    def _on_selected(self) -> None:
        """A screen reader chooses an entry without moving the keyboard to it."""
        for index in self.selectedIndexes():
            self.setCurrentRow(index.row())
            self.turned.emit(index.row())


class _Airy(QStyledItemDelegate):
    """Leaves some room around a name."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """See Qt."""
        return super().sizeHint(option, index) + QSize(0, _PADDING)
