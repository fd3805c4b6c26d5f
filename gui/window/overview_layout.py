"""Where everything stands on the Overview page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.room import scrolling
from gui.window.labels import Counter, text_label
from gui.window.strip import Strip

# Under this name pyside6-lupdate finds the words.
translate = QCoreApplication.translate

FACE_SIZE = 72
"""Device-independent pixels."""


class OverviewLayout:
    """The widgets of the page, put together inside `page`. What they do is the page's business."""

    def __init__(self, page: QWidget) -> None:
        self.face = QLabel()
        self.face.setFixedSize(FACE_SIZE, FACE_SIZE)
        self.headline = text_label(scale=1.5, bold=True)
        self.explanation = text_label()
        self.next_check = text_label()
        self.asked_check = text_label()

        self.sign_in = QPushButton(translate("Overview", "S&ign in…"))
        self.check = QPushButton(translate("Overview", "&Check now"))
        self.reset = QPushButton(translate("Overview", "&Reset breaker"))
        self.reset.setToolTip(translate("Overview", "Forget the outage and deliver at once"))
        self.pause_or_resume = QPushButton()

        self.approval = QFrame()
        self.approval_words = text_label(bold=True)
        self.preview = QPushButton(translate("Overview", "Show the pre&view"))
        self.progress = QFrame()
        self.progress_bar = QProgressBar()
        self.progress_words = text_label()
        self.cancel = QPushButton(translate("Overview", "Ca&ncel the rest"))

        self.waiting = Counter(translate("Overview", "Waiting"))
        self.today = Counter(translate("Overview", "Delivered today"))
        self.failed = Counter(translate("Overview", "Failed"))
        self.pace = Counter(translate("Overview", "Seconds per change"))

        self.day = _strip(translate("Overview", "24 hours"))
        self.week = _strip(translate("Overview", "7 days"))
        self.month = _strip(translate("Overview", "30 days"))

        self.server = text_label()
        self.outage = text_label()
        self.reason = text_label()
        self.facts = QFormLayout()
        self.facts.setContentsMargins(0, 0, 0, 0)
        self.facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.facts.addRow(translate("Overview", "Server:"), self.server)
        self.facts.addRow(translate("Overview", "Outage:"), self.outage)
        self.facts.addRow(translate("Overview", "Last failure:"), self.reason)

        self.activity = QListWidget()
        self.activity.setAccessibleName(translate("Overview", "Recent activity"))
        self.activity.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.activity.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activity.setUniformItemSizes(True)

        rows = QVBoxLayout(scrolling(page))
        rows.setContentsMargins(16, 16, 16, 16)
        rows.setSpacing(12)
        rows.addLayout(self._head())
        rows.addWidget(self._banner())
        rows.addWidget(self._large_delivery())
        rows.addLayout(self._counters())
        rows.addLayout(self._strips())
        rows.addLayout(self.facts)
        rows.addLayout(self._recent(), stretch=1)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch()
        for label in (self.headline, self.explanation, self.next_check, self.asked_check):
            words.addWidget(label)
        words.addStretch()
        buttons = QGridLayout()
        buttons.setSpacing(6)
        for place, button in enumerate((self.check, self.reset, self.pause_or_resume, self.sign_in)):
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button, place // 2, place % 2)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.face)
        row.addLayout(words, stretch=1)
        row.addLayout(buttons)
        return row

    def _banner(self) -> QFrame:
        self.approval.setFrameShape(QFrame.Shape.StyledPanel)
        row = QHBoxLayout(self.approval)
        row.addWidget(self.approval_words, stretch=1)
        row.addWidget(self.preview)
        return self.approval

    def _large_delivery(self) -> QFrame:
        self.progress_bar.setAccessibleName(translate("Overview", "Progress of the delivery"))
        column = QVBoxLayout(self.progress)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self.progress_words, stretch=1)
        row.addWidget(self.cancel)
        column.addWidget(self.progress_bar)
        column.addLayout(row)
        return self.progress

    def _counters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for counter in (self.waiting, self.today, self.failed, self.pace):
            row.addWidget(counter)
        return row

    def _strips(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (caption, strip, share) in enumerate((self.day, self.week, self.month)):
            grid.addWidget(caption, row, 0)
            grid.addWidget(strip, row, 1)
            grid.addWidget(share, row, 2)
        return grid

    def _recent(self) -> QVBoxLayout:
        title = QLabel(translate("Overview", "Recent ac&tivity"))
        title.setBuddy(self.activity)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(self.activity)
        return column


def _strip(name: str) -> tuple[QLabel, Strip, QLabel]:
    """Its caption, the strip, and the share of the time in which Plex answered."""
    share = QLabel()
    share.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    return QLabel(name), Strip(name), share
