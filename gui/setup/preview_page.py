"""What would change in Plex, found out before anything is in force."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWizardPage

from core.model import PlannedChange
from gui.background import Background
from gui.field_names import field_name
from gui.forms import Mark, Verdict, named, sentence
from gui.phrases import spoken
from gui.setup.draft import Draft, Outside
from gui.setup.rehearsal import Rehearsal, rehearse
from gui.value_text import printable, value_text
from gui.window import words


class PreviewPage(QWizardPage):
    """Always complete: a large library takes its time, and nobody has to wait for it here."""

    def __init__(self, draft: Draft, outside: Outside) -> None:
        super().__init__()
        self._draft = draft
        self._clock = outside.clock
        self._background = Background(self)
        self._unwanted = Event()
        self.setTitle(self.tr("What would change"))
        self.setSubTitle(self.tr("Your NFO files are compared with Plex. Nothing is written."))
        self._verdict = Verdict()
        self._items = QTreeWidget()
        self._items.setHeaderLabels([self.tr("Item"), self.tr("Now in Plex"), self.tr("In your files")])
        self._items.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._items.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        named(self._items, self.tr("Items that would change"))
        rows = QVBoxLayout(self)
        rows.addWidget(self._verdict)
        rows.addWidget(self._items, stretch=1)

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        """Begin to compare."""
        self.stop()
        self._items.clear()
        inspection = self._draft.inspection
        if inspection is None:
            return
        unwanted = self._unwanted = Event()
        settings, token, clock = self._draft.settings, inspection.token, self._clock
        self._verdict.show_mark(Mark.BUSY, self.tr("Comparing… You need not wait for it."))
        self._background.run(
            lambda: rehearse(settings, token, clock, lambda: not unwanted.is_set()), self._on_found, self._on_failed
        )

    def cleanupPage(self) -> None:  # noqa: N802 - Qt's name
        """The person goes back."""
        self.stop()

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """Go on, without waiting."""
        self.stop()
        return True

    def stop(self) -> None:
        """Compare no longer."""
        self._unwanted.set()
        self._background.forget()

    def _on_found(self, found: Rehearsal) -> None:
        sentences = [self._how_many_change(found.changing)]
        if found.unclear == 1:
            sentences.append(self.tr("1 item cannot be compared; why stands beside it."))
        elif found.unclear:
            sentences.append(self.tr("%Ln items cannot be compared; why stands beside them.", "", found.unclear))
        self._verdict.show_mark(Mark.ADVICE if found.unclear else Mark.GOOD, "\n".join(sentences))
        for planned in found.planned:
            self._items.addTopLevelItem(_as_row(planned))
        first = self._items.topLevelItem(0)
        if first is not None:  # so that it is seen what can be unfolded
            first.setExpanded(True)

    def _how_many_change(self, number: int) -> str:
        if not number:
            return self.tr("Nothing would change: Plex has what your files say.")
        return self.tr("1 item would change.") if number == 1 else self.tr("%Ln items would change.", "", number)

    def _on_failed(self, error: Exception) -> None:
        self._verdict.show_mark(Mark.BAD, self.tr("{reason}.").format(reason=sentence(str(error))))


def _as_row(planned: PlannedChange) -> QTreeWidgetItem:
    problem = printable(spoken(planned.problem))
    row = QTreeWidgetItem([words.item_name(planned.path, planned.title, planned.kind), problem])
    row.setToolTip(0, printable(planned.path))
    row.setToolTip(1, problem)
    for change in planned.fields:
        before, after = value_text(change.before) or "—", value_text(change.after) or "—"
        child = QTreeWidgetItem([field_name(change.field), before, after])
        child.setToolTip(1, before)
        child.setToolTip(2, after)
        row.addChild(child)
    return row
