"""The menu of the tray icon: everything that a person may want in a hurry."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDateTime, QObject, QTime, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from core.clock import Clock
from core.snapshot import Face, Snapshot, face_of
from gui import wording

_HOUR = 3600.0
_MORNING = QTime(6, 0)
"""When "until tomorrow" ends: nobody who says so at midnight means ten minutes."""


class TrayMenu(QObject):
    """Built once and kept up to date. Lives on the main thread.

    Signals:
        pause_requested: Until when, in Unix seconds; None: until resumed.
        failed_requested: The failed changes are wanted.
        approval_requested: What waits for approval is wanted.
        plex_requested: The server's own page is wanted.
    """

    check_requested = Signal()
    reset_requested = Signal()
    pause_requested = Signal(object)
    resume_requested = Signal()
    sync_requested = Signal()
    sign_in_requested = Signal()
    approval_requested = Signal()
    failed_requested = Signal()
    window_requested = Signal()
    plex_requested = Signal()
    preferences_requested = Signal()
    quit_requested = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        # Neither a tray icon nor the desktop owns the menu: this reference keeps it alive.
        self.menu = QMenu()
        self._status = self.menu.addAction("")
        self._status.setEnabled(False)
        self.menu.addSeparator()
        self._sign_in = self._entry(self.tr("S&ign in…"), self.sign_in_requested)
        self._approval = self._entry(self.tr("Look at the &changes…"), self.approval_requested)
        self._check = self._entry(self.tr("Check &now"), self.check_requested)
        self._reset = self._entry(self.tr("&Reset breaker"), self.reset_requested)
        self._pause = self._pause_menu()
        self._resume = self._entry(self.tr("Res&ume"), self.resume_requested)
        self._sync = self._entry(self.tr("&Sync now"), self.sync_requested)
        self._failed = self._entry("", self.failed_requested)
        self.menu.addSeparator()
        self._entry(self.tr("&Open Recloser"), self.window_requested)
        self._plex = self._entry(self.tr("Open P&lex"), self.plex_requested)
        self._entry(self.tr("Pre&ferences…"), self.preferences_requested)
        self.menu.addSeparator()
        self._entry(self.tr("&Quit"), self.quit_requested)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Say how things stand. An action tells the desktop about a change only when there is one."""
        # A mnemonic has no place in what a server or a locale may say.
        self._status.setText(wording.status_line(snapshot, self._clock.time()).replace("&", "&&"))
        self._sign_in.setVisible(face_of(snapshot) is Face.SIGN_IN)
        self._approval.setVisible(snapshot.approval is not None)
        self._pause.setVisible(not snapshot.paused)
        self._resume.setVisible(snapshot.paused)
        self._failed.setText(self.tr("F&ailed changes (%Ln)…", "", snapshot.queue.failed))
        self._failed.setEnabled(snapshot.queue.failed > 0)
        for action in (self._check, self._reset, self._pause, self._sync, self._plex):
            action.setEnabled(snapshot.set_up)

    def _pause_menu(self) -> QAction:
        choices = self.menu.addMenu(self.tr("&Pause"))
        self._choice(choices, self.tr("For 1 &hour"), self._pause_for_an_hour)
        self._choice(choices, self.tr("Until &tomorrow"), self._pause_until_tomorrow)
        self._choice(choices, self.tr("Until &resumed"), self._pause_until_resumed)
        return choices.menuAction()

    def _choice(self, menu: QMenu, text: str, chosen: Callable[[], None]) -> None:
        menu.addAction(text).triggered.connect(chosen)

    def _entry(self, text: str, requested: SignalInstance) -> QAction:
        action = self.menu.addAction(text)
        action.triggered.connect(requested)
        return action

    @Slot()
    def _pause_for_an_hour(self) -> None:
        self.pause_requested.emit(self._clock.time() + _HOUR)

    @Slot()
    def _pause_until_tomorrow(self) -> None:
        today = QDateTime.fromSecsSinceEpoch(int(self._clock.time())).date()
        self.pause_requested.emit(float(QDateTime(today.addDays(1), _MORNING).toSecsSinceEpoch()))

    @Slot()
    def _pause_until_resumed(self) -> None:
        self.pause_requested.emit(None)
