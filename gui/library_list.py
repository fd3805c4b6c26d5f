"""Choosing libraries: all of them, or some by their titles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QRadioButton, QVBoxLayout, QWidget

from core.plex.items import Section
from gui.forms import named
from gui.room import as_high_as_fits

_TITLE = Qt.ItemDataRole.UserRole


class LibraryList(QWidget):
    """Lives on the main thread.

    Signals:
        changed: The person has chosen otherwise.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = QRadioButton(self.tr("&All libraries, also those that are added later"))
        self._some = QRadioButton(self.tr("&Only these:"))
        self._list = QListWidget()
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        as_high_as_fits(self._list)
        named(self._list, self.tr("Libraries"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._all)
        rows.addWidget(self._some)
        rows.addWidget(self._list, stretch=1)
        self._all.setChecked(True)
        self._all.toggled.connect(self._on_changed)
        self._list.itemChanged.connect(self._on_changed)
        self._on_changed()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Titles; empty: all."""
        return () if self._all.isChecked() else self._checked()

    @property
    def is_complete(self) -> bool:
        """Whether at least one library is chosen."""
        return self._all.isChecked() or bool(self._checked())

    def show_libraries(self, sections: Sequence[Section], chosen: Sequence[str]) -> None:
        """Offer these, and those of `chosen` that the server does not have, or has not told of yet."""
        folders = {section.title: ", ".join(section.locations) for section in sections}
        self._list.blockSignals(True)
        self._list.clear()
        for title in dict.fromkeys((*folders, *chosen)):
            item = QListWidgetItem(f"{title} — {folders[title]}" if folders.get(title) else title)
            item.setData(_TITLE, title)
            item.setToolTip(item.text())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if title in chosen else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.blockSignals(False)
        (self._some if chosen else self._all).setChecked(True)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self._list.setEnabled(self._some.isChecked())
        self.changed.emit()

    def _checked(self) -> tuple[str, ...]:
        items = [self._list.item(row) for row in range(self._list.count())]
        return tuple(str(item.data(_TITLE)) for item in items if item.checkState() is Qt.CheckState.Checked)
