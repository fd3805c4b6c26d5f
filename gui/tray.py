"""The icon in the tray, its tooltip and its menu."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from core.clock import Clock
from core.settings import IconStyle
from core.snapshot import Face, Snapshot, face_of
from gui import wording
from gui.icons import tray_icon
from gui.tray_menu import TrayMenu

if TYPE_CHECKING:
    # Slow to make: see `gui.icons`.
    from PySide6.QtCore import Qt

    from gui.panel import Panel

_SOON = 1000  # milliseconds
_AVAILABILITY_INTERVAL = 5000  # milliseconds
_LONGEST_AVAILABILITY_INTERVAL = 300_000  # milliseconds; each look costs a conversation over D-Bus, 45 wake-ups
_MESSAGE_DURATION = 10_000  # milliseconds


class Tray(QObject):
    """Shows snapshots as an icon; what a person asks for in its menu comes from `menu`.

    Constructing it shows the icon, so the first snapshot should come from what is persisted, before anything slow is
    touched. Everything can be done from the menu, because some desktops deliver no clicks. Lives on the main thread.
    """

    clicked = Signal()
    message_clicked = Signal()
    availability_changed = Signal(bool)
    """A tray has appeared (True) or gone (False). Without one the window is all that a person can see."""

    def __init__(
        self, first_snapshot: Snapshot, clock: Clock, style: IconStyle = IconStyle.AUTO, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._style = style
        self._icons: dict[tuple[Face, bool], QIcon] = {}
        self._snapshot = first_snapshot
        self._available = QSystemTrayIcon.isSystemTrayAvailable()
        self._panel: Panel | None = None
        self._icon = self._put_up_icon()
        # What the panel asks the icon for is answered in the next turn of the event loop, menu and tooltip included.
        self.menu = TrayMenu(clock, self)
        self._furnish_icon()
        self.show_snapshot(first_snapshot)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_color_scheme)

        # Nobody tells of a tray of the older kind (XEmbed) that comes, nor of Windows' Explorer.
        self._availability_timer = QTimer(self, interval=_AVAILABILITY_INTERVAL)
        self._availability_timer.timeout.connect(self._on_availability_timer)
        self._availability_timer.start()
        if sys.platform == "linux":
            # Not before the first turn of the event loop: loading QtDBus must not hold up the icon.
            QTimer.singleShot(0, self._watch_panel)

    @property
    def is_available(self) -> bool:
        """Whether there is a tray in which the icon can be seen, as far as Qt knows."""
        return self._available

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Update icon, tooltip and menu; what has not changed is left alone. Costs the same for any queue."""
        before, self._snapshot = self._snapshot, snapshot
        if _drawing(snapshot) != _drawing(before):
            self._icon.setIcon(self._current_icon())
        tooltip = wording.tooltip(snapshot, self._clock.time())
        if tooltip != self._icon.toolTip():
            self._icon.setToolTip(tooltip)
        self.menu.show_snapshot(snapshot)

    def set_style(self, style: IconStyle) -> None:
        """From now on draw the icon for that."""
        if style is not self._style:
            self._style = style
            self._draw_anew()

    def message(self, title: str, text: str, face: Face) -> None:
        """Show a popup through the tray, for desktops without a notification service. Dropped where there is no tray.

        With Qt's own "information" symbol the tray icon itself would turn into a light bulb while the popup lasts.
        """
        self._icon.showMessage(title, text, self._icon_for(face, failed=False), _MESSAGE_DURATION)

    def hide(self) -> None:
        """Take the icon away: the application is ending."""
        self._availability_timer.stop()
        self._icon.hide()

    def _put_up_icon(self) -> QSystemTrayIcon:
        self._built_without_tray = not self._available
        icon = QSystemTrayIcon(self._current_icon(), self)
        icon.show()
        return icon

    def _furnish_icon(self) -> None:
        self._icon.setToolTip(wording.tooltip(self._snapshot, self._clock.time()))
        self._icon.setContextMenu(self.menu.menu)
        if sys.platform != "darwin":
            # There each click opens the menu, of which Qt tells like of any click: the window would come up with it.
            self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.message_clicked)

    def _current_icon(self) -> QIcon:
        return self._icon_for(*_drawing(self._snapshot))

    def _icon_for(self, face: Face, failed: bool) -> QIcon:
        if (face, failed) not in self._icons:
            # No other style asks, and the answer brings in all of the namespace `Qt` (see `gui.icons`).
            dark = self._style is IconStyle.MONOCHROME and _is_panel_dark()
            self._icons[face, failed] = tray_icon(face, self._style, failed=failed, dark_panel=dark)
        return self._icons[face, failed]

    @Slot()
    def _on_color_scheme(self) -> None:
        if self._style is IconStyle.MONOCHROME:
            self._draw_anew()

    def _draw_anew(self) -> None:
        self._icons.clear()
        self._icon.setIcon(self._current_icon())

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # GNOME delivers only the double click.
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.clicked.emit()

    @Slot()
    def _watch_panel(self) -> None:
        try:
            from gui.panel import Panel  # noqa: PLC0415 - see the caller
        except ImportError:
            # A Qt built without D-Bus: the timer alone notices.
            return
        self._panel = Panel(self)
        self._panel.changed.connect(self._on_panel_changed)
        self._panel.watch_icon()
        # It may have appeared since the icon was built.
        self._check_availability()
        if self._available and self._panel.tells:
            self._availability_timer.setInterval(_LONGEST_AVAILABILITY_INTERVAL)

    @Slot()
    def _on_panel_changed(self) -> None:
        self._check_availability()
        # A panel may have been both kinds of tray, and D-Bus may hear of its end before the X server does.
        self._availability_timer.setInterval(_SOON)

    @Slot()
    def _on_availability_timer(self) -> None:
        """Look ever more rarely while nothing changes."""
        timer = self._availability_timer
        timer.setInterval(min(2 * timer.interval(), _LONGEST_AVAILABILITY_INTERVAL))
        self._check_availability()

    @Slot()
    def _check_availability(self) -> None:
        panel_is_gone = self._panel is not None and self._panel.is_gone
        available = QSystemTrayIcon.isSystemTrayAvailable() and not panel_is_gone
        if available == self._available:
            return
        self._available = available
        self._availability_timer.setInterval(_AVAILABILITY_INTERVAL)
        if available and self._built_without_tray:
            # On X11 an icon that was built before its host appeared never shows. One that was built under a host
            # registers itself again with the next.
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = self._put_up_icon()
            self._furnish_icon()
            if self._panel is not None:
                self._panel.watch_icon()
        self.availability_changed.emit(available)


def _drawing(snapshot: Snapshot) -> tuple[Face, bool]:
    return face_of(snapshot), snapshot.queue.failed > 0


def _is_panel_dark() -> bool:
    return likely_dark(QGuiApplication.styleHints().colorScheme(), os.environ.get("XDG_CURRENT_DESKTOP", ""))


def likely_dark(scheme: Qt.ColorScheme, desktops: str) -> bool:
    """A guess, for nobody tells the panel's colour: GNOME's is dark whatever the applications are.

    `desktops`: as XDG_CURRENT_DESKTOP has them, separated by colons.
    """
    return scheme.name != "Light" or "GNOME" in desktops.split(":")
