"""The window: the pages, a list of them at the side, and what a person should look at on top."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QByteArray, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.clock import Clock
from core.logs import LogBook
from core.model import Snapshot
from core.paths import Home
from gui.frames import Frames
from gui.page_list import PageList
from gui.room import open_with
from gui.window import words
from gui.window.asks import Asks
from gui.window.failed_page import FailedPage
from gui.window.history_page import HistoryPage
from gui.window.log_page import LogPage
from gui.window.outages_page import OutagesPage
from gui.window.overview_page import OverviewPage
from gui.window.preview_page import PreviewPage
from gui.window.queue_page import QueuePage
from gui.window.reader import Reader
from gui.window.warning_box import WarningBox

_SIZE = (980, 680)
"""Device-independent pixels."""


@dataclass(frozen=True)
class Place:
    """Where the window was when it was closed, and what it showed."""

    geometry: QByteArray
    page: int


class MainWindow(QWidget):
    """Shows snapshots, and raises what a person asks for through `Asks`. Lives on the main thread.

    Closing it ends it while there is a tray to reach Recloser from. Without a tray nothing would be left to see of the
    application, so it asks: quit, or go on minimised.

    Signals:
        closed: It has been closed, and reads nothing any more; whoever made it may delete it.
    """

    closed = Signal()

    def __init__(
        self,
        first: Snapshot,
        home: Home,
        logs: LogBook,
        asks: Asks,
        clock: Clock,
        reader: Reader,
        *,
        tray_available: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._asks = asks
        self._tray_available = tray_available
        self._question: QMessageBox | None = None
        self.setWindowTitle("Recloser")
        Frames(self)
        database = home.database
        self._overview = OverviewPage(reader, database, asks, clock, first)
        self._preview = PreviewPage(reader, database, asks)
        self._queue = QueuePage(reader, database, asks, clock, first)
        self._failed = FailedPage(reader, database, asks, clock)
        self._history = HistoryPage(reader, database, asks, clock)
        self._outages = OutagesPage(reader, database, clock)
        self._log = LogPage(logs, home.log_dir)
        self._build()
        self._connect()
        self._fit_screen()
        self.show_snapshot(first)

    @property
    def place(self) -> Place:
        """For the next window; see `go_to`."""
        return Place(self.saveGeometry(), self._pages.currentIndex())

    def go_to(self, place: Place) -> None:
        """Open where an earlier window was, with the same page if there is something on it."""
        self.restoreGeometry(place.geometry)
        self._turn_to(self._names[place.page][0])

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Replace all that is shown."""
        self._warnings.show_warnings(snapshot.warnings)
        self._show_entries(snapshot)
        self._overview.show_snapshot(snapshot)
        for page in self._lists:
            page.show_snapshot(snapshot)

    @Slot(bool)
    def set_tray_available(self, available: bool) -> None:
        """Whether closing may end the window."""
        self._tray_available = available

    @Slot()
    def bring_to_front(self) -> None:
        """Show the window, wherever it was."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    @Slot()
    def open_queue(self) -> None:
        """Turn to what waits."""
        self._turn_to(self._queue)

    @Slot()
    def open_failed(self) -> None:
        """Turn to the failed changes."""
        self._turn_to(self._failed)

    @Slot()
    def open_preview(self) -> None:
        """Turn to what waits for approval."""
        self._turn_to(self._preview)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """See the class."""
        if self._tray_available:
            event.accept()
            self.closed.emit()
        else:
            event.ignore()
            self._ask_whether_to_quit()

    def _build(self) -> None:
        self._lists = (self._preview, self._queue, self._failed, self._history, self._outages)
        self._pages = QStackedWidget()
        self._entries = PageList()
        self._names = (
            (self._overview, self.tr("Overview")),
            (self._preview, self.tr("Preview")),
            (self._queue, self.tr("Queue")),
            (self._failed, self.tr("Failed")),
            (self._history, self.tr("History")),
            (self._outages, self.tr("Outages")),
            (self._log, self.tr("Log")),
        )
        for page, name in self._names:
            self._pages.addWidget(page)
            self._entries.addItem(QListWidgetItem(name))
        self._entries.setFrameShape(QFrame.Shape.NoFrame)
        self._warnings = WarningBox()
        self._settings = QPushButton(self.tr("Pre&ferences…"))
        self._quit = QPushButton(self.tr("&Quit"))

        side = QVBoxLayout()
        side.setContentsMargins(8, 8, 0, 8)
        side.setSpacing(8)
        side.addWidget(self._entries, stretch=1)
        side.addWidget(self._settings)
        side.addWidget(self._quit)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 8, 16, 0)
        top.addWidget(self._warnings)
        beside.addLayout(top)
        beside.addWidget(self._pages, stretch=1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addLayout(side)
        both.addLayout(beside, stretch=1)

    def _connect(self) -> None:
        self._entries.turned.connect(self._pages.setCurrentIndex)
        self._entries.setCurrentRow(0)
        self._overview.preview_requested.connect(self.open_preview)
        self._settings.clicked.connect(self._asks.settings_requested)
        self._quit.clicked.connect(self._asks.quit_requested)
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)
        # Windows has no standard key for it.
        QShortcut("Ctrl+Q", self, self._asks.quit_requested.emit)
        QShortcut(QKeySequence.StandardKey.Refresh, self, self._refresh)
        for number in range(len(self._names)):
            QShortcut(f"Alt+{number + 1}", self, partial(self._go_to, number))

    def _fit_screen(self) -> None:
        metrics = self._entries.fontMetrics()
        self._entries.setFixedWidth(metrics.averageCharWidth() * 22)
        open_with(self, *_SIZE)

    def _show_entries(self, snapshot: Snapshot) -> None:
        """The numbers at the side, and whether there is something to approve."""
        queue = snapshot.queue
        counts = {self._preview: queue.unapproved, self._queue: queue.pending, self._failed: queue.failed}
        for row, (page, name) in enumerate(self._names):
            count = counts.get(page, 0)
            text = f"{name} ({words.counted(count)})" if count else name
            if self._entries.item(row).text() != text:
                self._entries.item(row).setText(text)
        place = self._pages.indexOf(self._preview)
        self._entries.item(place).setHidden(snapshot.approval is None)
        if snapshot.approval is None and self._pages.currentWidget() is self._preview:
            self._turn_to(self._overview)

    def _go_to(self, number: int) -> None:
        """Turn to a page by the keyboard, which goes on there."""
        page, _ = self._names[number]
        self._turn_to(page)
        if page.isVisible():
            page.take_keyboard()

    def _turn_to(self, page: QWidget) -> None:
        place = self._pages.indexOf(page)
        if not self._entries.item(place).isHidden():
            self._entries.setCurrentRow(place)

    @Slot()
    def _refresh(self) -> None:
        """Ask Plex for a sign of life, and read anew what is in sight."""
        self._asks.check_requested.emit()
        page = self._pages.currentWidget()
        if isinstance(page, OverviewPage | LogPage) or page in self._lists:
            page.refresh()

    def _ask_whether_to_quit(self) -> None:
        if self._question is not None:
            return
        question = QMessageBox(self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(self.tr("There is no tray that Recloser could go on in."))
        question.setInformativeText(self.tr("Without it running, changes wait until you start it again."))
        quit_button = question.addButton(self.tr("&Quit"), QMessageBox.ButtonRole.DestructiveRole)
        minimise = question.addButton(self.tr("&Minimise"), QMessageBox.ButtonRole.AcceptRole)
        question.setDefaultButton(minimise)
        question.setEscapeButton(minimise)
        quit_button.clicked.connect(self._asks.quit_requested)
        minimise.clicked.connect(self.showMinimized)
        question.finished.connect(self._on_answered)
        self._question = question
        question.open()

    @Slot()
    def _on_answered(self) -> None:
        self._question = None
