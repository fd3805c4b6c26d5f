"""The last page: it runs."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWizardPage

from core.clock import Clock
from core.model import Snapshot
from core.secrets import TOKEN_VARIABLE, KeptIn
from gui import wording
from gui.forms import Mark, Verdict, Words
from gui.room import scrolling
from gui.setup.finish import Kept


class DonePage(QWizardPage):
    """Shows how everything stands, live."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.setTitle(self.tr("Recloser is set up"))
        self.setSubTitle(self.tr("This is how everything stands now."))
        self.setFinalPage(True)
        self._status = Words(bold=True)
        self._explanation = Words()
        self._remark = Verdict()
        rows = QVBoxLayout(scrolling(self))
        rows.setSpacing(12)
        rows.addWidget(self._status)
        rows.addWidget(self._explanation)
        rows.addWidget(
            Words(
                self.tr(
                    "You find Recloser in the tray. Its icon tells whether Plex answers; a click opens the window,"
                    " and everything is in its menu."
                )
            )
        )
        rows.addWidget(self._remark)
        rows.addStretch()

    def show_kept(self, kept: Kept) -> None:
        """Where the token is kept, if a person might be surprised."""
        if kept.overruled:
            text = self.tr("{variable} is set in the environment, and counts instead of the token that was kept.")
            self._remark.show_mark(Mark.ADVICE, text.format(variable=TOKEN_VARIABLE))
        elif kept.kept_in is not KeptIn.KEYRING:
            text = self.tr("There is no usable keyring: the token is kept in a file that only you can read.")
            self._remark.show_mark(Mark.ADVICE, text)
        else:
            self._remark.show_mark(Mark.NONE)

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Replace what is shown."""
        self._status.setText(wording.status_line(snapshot, self._clock.time()))
        self._explanation.setText(wording.explanation(snapshot))
