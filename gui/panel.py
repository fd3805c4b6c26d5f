"""Whether anything on a Linux desktop shows tray icons: those of its tray service, and those of the older kind."""

from __future__ import annotations

from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServiceWatcher, QDBusVariant
from PySide6.QtWidgets import QApplication

_WATCHER, _PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
_PATIENCE = 5000  # milliseconds; nobody waits for the answer
_EMBEDDED = "QSystemTrayIconSys"
"""What Qt calls the window that it puts into a panel of the older kind (XEmbed)."""


class Panel(QObject):
    """Listens to the tray service over D-Bus, and looks at what becomes of our own icon.

    Lives on the main thread, and never makes it wait for another program.

    Qt knows whether the service is there. It may stay when the panel goes: Plasma's service outlives its shell.

    Signals:
        changed: The service, or what it shows icons in, has come or gone; or a panel of the older kind has gone.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus = QDBusConnection.sessionBus()
        self.is_gone = False
        """Whether the service is there, and says that nothing shows icons."""
        self._service = QDBusServiceWatcher(_WATCHER, bus, QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange, self)
        self._service.serviceOwnerChanged.connect(self._on_service)
        for news in ("StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"):
            bus.connect(_WATCHER, _PATH, _WATCHER, news, self, SLOT("_ask()"))  # type: ignore[call-overload]  # PySide wants text, its stubs bytes
        self._ask()

    @property
    def tells(self) -> bool:
        """Whether there is a service now, so that `changed` tells of everything."""
        return self._bus.isConnected() and bool(self._bus.interface().isServiceRegistered(_WATCHER).value())

    def watch_icon(self) -> None:
        """An icon has been built: Qt hides it when its panel of the older kind goes, and tells nobody."""
        for window in QApplication.topLevelWidgets():
            if window.metaObject().className() == _EMBEDDED:
                window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See `watch_icon`."""
        if event.type() is QEvent.Type.Hide:
            QTimer.singleShot(0, self._on_hidden)
        return False

    @Slot()
    def _on_hidden(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_service(self) -> None:
        self.is_gone = False
        self.changed.emit()
        self._ask()

    @Slot()
    def _ask(self) -> None:
        """There may be several panels, and only the service knows whether the last has gone."""
        call = QDBusMessage.createMethodCall(_WATCHER, _PATH, "org.freedesktop.DBus.Properties", "Get")
        call.setAutoStartService(False)
        call.setArguments([_WATCHER, "IsStatusNotifierHostRegistered"])
        self._bus.callWithCallback(call, self, SLOT("_on_answer(QDBusMessage)"), _PATIENCE)  # type: ignore[call-overload]  # the same

    @Slot(QDBusMessage)
    def _on_answer(self, answer: QDBusMessage) -> None:
        """A service that does not know is believed to show icons."""
        match answer.arguments():
            case [QDBusVariant() as value]:
                gone = value.variant() is False
            case _:
                gone = False
        if gone is not self.is_gone:
            self.is_gone = gone
            self.changed.emit()
