"""The tray application: wires the engine to the tray, the window, the notifications and the control channel."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from core.events import Event
from core.logs import LogBook
from core.model import Snapshot
from core.secrets import TokenStore
from core.settings import NotificationKind, Settings
from gui.commands import handler
from gui.control import ControlServer
from gui.engine import Engine
from gui.first_sight import FirstSight
from gui.interrupts import Interrupts
from gui.notification_service import Choice
from gui.notifications import NotificationAction, Notifications
from gui.notifier import create_sink
from gui.tray_menu import TrayMenu
from gui.window.asks import Asks
from gui.window.host import WindowHost

if TYPE_CHECKING:
    # Loaded when somebody wants to see them.
    from gui.dialogs import Dialogs
    from gui.settings_windows import SettingsWindows
    from gui.start_at_login import StartAtLogin

_TRAY_GRACE_MS = 3000
"""At login the panel often comes later than we do, or it is restarted; after this the window opens in its place."""
_ACTIVATION = "XDG_ACTIVATION_TOKEN"
"""Where Qt finds what lets its next window come to the front; of a click in the tray, Qt itself puts it there."""
_TURN = 0.001
"""Seconds after which a busy thread lets the event loop have the interpreter. With Python's own 5 ms, a few handlers
in a row take longer than one picture of the screen lasts."""
_MEND_AFTER_MS = 5000
"""Nobody waits for the entry that starts us at the next login."""


class TrayApplication(QObject):
    """Everything that lives on the main thread; the icon is there already. Nothing happens before `start`."""

    def __init__(self, sight: FirstSight, tokens: TokenStore, logs: LogBook) -> None:
        super().__init__()
        self._sight = sight
        self._home = sight.home
        self._clock = sight.clock
        self._logs = logs
        self._tokens = tokens
        self._tray = sight.tray
        self._window = WindowHost(self._home, logs, self._clock, self)
        self._without_tray = QTimer(self, singleShot=True, interval=_TRAY_GRACE_MS)
        self._without_tray.timeout.connect(self._show_window_without_tray)
        self._dialogs: Dialogs | None = None
        self._settings_windows: SettingsWindows | None = None
        self._start_at_login: StartAtLogin | None = None

    @Slot()
    def start(self) -> None:
        """Open the core and start delivering. Without a tray the window opens."""
        sys.setswitchinterval(_TURN)
        loaded = self._sight.loaded
        self._engine = Engine(self._home, self._tokens, self._logs, loaded, self._sight.snapshot, self._clock)
        self._interrupts = Interrupts(self)
        self._interrupts.interrupted.connect(self.end)
        self._control = ControlServer(self._home.data_dir, handler(self._engine, self.show_window, self.end), self)
        self._sink = create_sink(self._tray)
        self._sink.chosen.connect(self._on_chosen)
        self._notifications = Notifications(
            self._sink, self._clock, loaded.settings.notifications.shown, self._engine.snapshot
        )
        self._deferred = QTimer(self, singleShot=True)
        self._deferred.timeout.connect(self._on_tick)

        engine, tray = self._engine, self._tray
        engine.snapshot_changed.connect(self._on_snapshot)
        engine.happened.connect(self._on_event)
        engine.settings_changed.connect(self._on_settings)
        engine.woke.connect(self._on_woke)
        tray.clicked.connect(self.show_window)
        tray.availability_changed.connect(self._on_tray_availability)
        tray.menu.check_requested.connect(self._check_unseen)
        tray.menu.window_requested.connect(self.show_window)
        tray.menu.approval_requested.connect(self._show_preview)
        tray.menu.failed_requested.connect(self._show_failed)
        tray.menu.sync_requested.connect(engine.sync)
        tray.menu.plex_requested.connect(self._open_plex)
        tray.menu.preferences_requested.connect(self._open_preferences)
        self._obey(tray.menu)
        self._obey(self._window.asks)
        self._obey_about_changes(self._window.asks)
        engine.start()
        self._without_tray.start()
        QTimer.singleShot(_MEND_AFTER_MS, self._mend_start_at_login)

    def close(self) -> bool:
        """End everything. Returns whether all threads have ended in time."""
        self._without_tray.stop()
        self._deferred.stop()
        if self._dialogs is not None:
            self._dialogs.close()
        if self._settings_windows is not None:
            self._settings_windows.assistant_closed.disconnect(self._show_window_without_tray)
            self._settings_windows.close()
        self._control.close()
        self._interrupts.close()
        ended = self._window.close()
        ended = self._engine.stop() and ended
        self._sink.stop()
        self._tray.hide()
        return ended

    @Slot()
    def show_window(self) -> None:
        """Show the window, wherever it was."""
        self._window.show(self._engine.snapshot, tray_available=self._tray.is_available)

    @Slot()
    def _show_preview(self) -> None:
        self._window.show(self._engine.snapshot, tray_available=self._tray.is_available).open_preview()

    @Slot()
    def _show_failed(self) -> None:
        self._window.show(self._engine.snapshot, tray_available=self._tray.is_available).open_failed()

    @Slot()
    def open(self) -> None:
        """What a person sees who starts the application: at the first time the set-up assistant."""
        if self._home.settings.exists():
            self.show_window()
        else:
            self._open_settings_windows().open_assistant()

    @Slot()
    def _show_window_without_tray(self) -> None:
        """Unless the assistant is on the screen: the window would cover it, and appears when it is closed."""
        asks = self._settings_windows is not None and self._settings_windows.asks
        if not self._tray.is_available and not asks:
            self.show_window()

    @Slot()
    def _mend_start_at_login(self) -> None:
        self._open_start_at_login().repair()

    def _open_start_at_login(self) -> StartAtLogin:
        if self._start_at_login is None:
            from gui import autostart  # noqa: PLC0415  see the top
            from gui.start_at_login import StartAtLogin  # noqa: PLC0415

            self._start_at_login = StartAtLogin(autostart.create(self._home), self)
        return self._start_at_login

    @Slot()
    def end(self) -> None:
        """Leave the event loop, once a reply that is under way has been sent.

        Not by `quit`, which a window may refuse: without a tray ours asks whether that is meant, and a session that
        ends, or a person who has said so, is not asked.
        """
        QTimer.singleShot(0, QApplication.exit)

    def _obey(self, asks: TrayMenu | Asks) -> None:
        """The tray's menu and the window's buttons ask for the same things."""
        asks.reset_requested.connect(self._engine.reset)
        asks.pause_requested.connect(self._engine.pause)
        asks.resume_requested.connect(self._engine.resume)
        asks.sign_in_requested.connect(self._sign_in)
        asks.quit_requested.connect(self.end)

    def _obey_about_changes(self, asks: Asks) -> None:
        """What only the window asks for."""
        engine = self._engine
        asks.check_requested.connect(engine.check_now)
        asks.settings_requested.connect(self._open_preferences)
        asks.approve_requested.connect(engine.approve)
        asks.cancel_requested.connect(engine.cancel)
        asks.deliver_first_requested.connect(engine.deliver_first)
        asks.remove_requested.connect(engine.remove)
        asks.retry_requested.connect(engine.retry)
        asks.retry_kind_requested.connect(engine.retry_kind)
        asks.discard_requested.connect(engine.discard)
        asks.undo_requested.connect(engine.undo)

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._tray.show_snapshot(snapshot)
        self._notifications.see(snapshot)
        self._plan_tick()
        self._window.show_snapshot(snapshot)

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        self._notifications.handle(event)
        self._plan_tick()

    @Slot()
    def _on_tick(self) -> None:
        self._notifications.tick()
        self._plan_tick()

    def _plan_tick(self) -> None:
        wait = self._notifications.next_tick_in()
        if wait is not None:
            from PySide6.QtCore import Qt  # noqa: PLC0415  its enumerations take 15 ms and a megabyte

            # A coarse one may come a twentieth late, which is most of a second here.
            self._deferred.setTimerType(Qt.TimerType.PreciseTimer)
            self._deferred.start(max(1, round(wait * 1000)))

    @Slot()
    def _on_woke(self) -> None:
        self._notifications.resumed()
        self._plan_tick()

    @Slot(object)
    def _on_settings(self, changed: Settings) -> None:
        self._notifications.enable(changed.notifications.shown)
        self._tray.set_style(changed.appearance.icon_style)

    @Slot(object)
    def _on_chosen(self, choice: Choice) -> None:
        opens = choice.action in (NotificationAction.OPEN, NotificationAction.SIGN_IN)
        if opens and choice.activation and QApplication.platformName() == "wayland":
            os.environ[_ACTIVATION] = choice.activation
        match choice.action:
            case NotificationAction.OPEN if choice.kind is NotificationKind.FAILED:
                self._show_failed()
            case NotificationAction.OPEN if choice.kind is NotificationKind.APPROVAL:
                self._show_preview()
            case NotificationAction.OPEN:
                self.show_window()
            case NotificationAction.CHECK:
                self._check_unseen()
            case NotificationAction.RESET:
                self._engine.reset()
            case NotificationAction.SIGN_IN:
                self._sign_in()

    @Slot()
    def _check_unseen(self) -> None:
        """A check asked for where no window shows what comes of it."""
        self._notifications.owe_answer()
        self._engine.check_now()

    @Slot(bool)
    def _on_tray_availability(self, available: bool) -> None:
        self._window.set_tray_available(available)
        if not available:
            # A panel that is being restarted is back in a moment.
            QTimer.singleShot(_TRAY_GRACE_MS, self._show_window_without_tray)

    def _open_dialogs(self) -> Dialogs:
        if self._dialogs is None:
            from gui.dialogs import Dialogs  # noqa: PLC0415  see the top

            self._dialogs = Dialogs(self)
        return self._dialogs

    @Slot()
    def _open_settings(self) -> None:
        self._open_dialogs().open_settings(self._home.settings)

    def _open_settings_windows(self) -> SettingsWindows:
        if self._settings_windows is None:
            from gui.settings_windows import SettingsWindows  # noqa: PLC0415  see the top

            made = self._settings_windows = SettingsWindows(
                self._home, self._tokens, self._clock, self._engine, self._open_start_at_login(), self
            )
            made.file_requested.connect(self._open_settings)
            made.assistant_closed.connect(self._show_window_without_tray)
        return self._settings_windows

    @Slot()
    def _open_plex(self) -> None:
        self._open_dialogs().open_plex(self._engine.snapshot.server.url)

    @Slot()
    def _open_preferences(self) -> None:
        self._open_settings_windows().open_preferences()

    @Slot()
    def _sign_in(self) -> None:
        self._open_settings_windows().sign_in()
