"""The plain status window: the state in words, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from core.clock import Clock
from core.model import CircuitState, Face, Snapshot, face_of
from gui import wording
from gui.icons import app_icon, face_pixmap
from gui.window.status_layout import FACE_SIZE, StatusLayout

_TICK = 1000  # milliseconds


class StatusWindow(QWidget):
    """Shows snapshots and log lines, and passes on what a person asks for. Lives on the main thread.

    Closing it hides it while there is a tray to reach it from. Without a tray nothing would be left to see of the
    application, so it asks: quit, or go on minimised.
    """

    check_requested = Signal()
    reset_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    sign_in_requested = Signal()
    settings_requested = Signal()
    quit_requested = Signal()

    def __init__(
        self, first_snapshot: Snapshot, clock: Clock, *, tray_available: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._tray_available = tray_available
        self._question: QMessageBox | None = None
        self.setWindowTitle("Recloser")
        self.setWindowIcon(app_icon())
        self.resize(720, 600)
        self._ui = StatusLayout(self)
        self._connect()
        self._ticking = QTimer(self, interval=_TICK)
        self._ticking.timeout.connect(self._show_times)
        self.show_snapshot(first_snapshot)

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Replace all that is shown but the log."""
        self._snapshot = snapshot
        self._taken = self._clock.monotonic()
        ui, face, queue = self._ui, face_of(snapshot), snapshot.queue
        ui.face.setPixmap(face_pixmap(face, FACE_SIZE, self.devicePixelRatioF()))
        ui.explanation.setText(wording.explanation(snapshot))
        ui.warnings.show_warnings(snapshot.warnings)
        ui.waiting.show_number(queue.waiting)
        ui.in_progress.show_number(queue.in_progress)
        ui.retrying.show_number(queue.retrying)
        ui.failed.show_number(queue.failed)
        ui.delivered.show_number(snapshot.stats.succeeded)
        server = snapshot.server
        ui.server.setText(
            " · ".join(part for part in (server.name, server.version, server.url) if part) or self.tr("not known")
        )
        self._show_breaker()
        ui.sign_in.setVisible(face is Face.SIGN_IN)
        ui.pause_or_resume.setText(self.tr("R&esume") if snapshot.paused else self.tr("&Pause"))
        for button in (ui.check, ui.reset, ui.pause_or_resume):
            button.setEnabled(snapshot.set_up)
        self._show_times()

    @Slot(object)
    def show_log(self, lines: Sequence[str]) -> None:
        """Show the last 50 of `lines`, oldest first."""
        self._ui.log.show_lines(lines)

    @Slot(bool)
    def set_tray_available(self, available: bool) -> None:
        """Whether closing may hide the window."""
        self._tray_available = available

    @Slot()
    def bring_to_front(self) -> None:
        """Show the window, wherever it was."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """See the class."""
        if self._tray_available:
            event.accept()
        else:
            event.ignore()
            self._ask_whether_to_quit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Seconds are counted only while somebody can see them."""
        super().showEvent(event)
        self._show_times()
        self._ticking.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """See `showEvent`."""
        super().hideEvent(event)
        self._ticking.stop()

    def _connect(self) -> None:
        ui = self._ui
        ui.check.clicked.connect(self.check_requested)
        ui.reset.clicked.connect(self.reset_requested)
        ui.pause_or_resume.clicked.connect(self._on_pause_or_resume)
        ui.sign_in.clicked.connect(self.sign_in_requested)
        ui.settings.clicked.connect(self.settings_requested)
        ui.quit.clicked.connect(self.quit_requested)
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)
        # Windows has no standard key for it.
        QShortcut("Ctrl+Q", self, self.quit_requested.emit)

    def _show_breaker(self) -> None:
        breaker, facts = self._snapshot.breaker, self._ui.facts
        troubled = breaker.state is not CircuitState.CLOSED or breaker.failure_count > 0
        facts.setRowVisible(self._ui.outage, breaker.outage_started_at is not None)
        facts.setRowVisible(self._ui.reason, troubled and bool(breaker.reason))
        self._ui.reason.setText(breaker.reason)

    @Slot()
    def _show_times(self) -> None:
        """All that changes by the passing of time alone."""
        now = self._clock.time()
        self._ui.headline.setText(wording.headline(self._snapshot, now))
        self._ui.face.setAccessibleName(self._ui.headline.text())
        self._ui.next_check.setText(wording.next_check(self._snapshot, self._clock.monotonic() - self._taken))
        began = self._snapshot.breaker.outage_started_at
        if began is not None:
            self._ui.outage.setText(
                self.tr("since {time} · {duration}").format(
                    time=wording.moment(began, now), duration=wording.duration(now - began)
                )
            )

    @Slot()
    def _on_pause_or_resume(self) -> None:
        (self.resume_requested if self._snapshot.paused else self.pause_requested).emit()

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
        quit_button.clicked.connect(self.quit_requested)
        minimise.clicked.connect(self.showMinimized)
        question.finished.connect(self._on_answered)
        self._question = question
        question.open()

    @Slot()
    def _on_answered(self) -> None:
        self._question = None
