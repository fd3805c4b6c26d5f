"""Whether a Linux desktop shows the icons that are registered with its tray service."""

from __future__ import annotations

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServiceWatcher, QDBusVariant

_WATCHER, _PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
_PATIENCE = 5000  # milliseconds; nobody waits for the answer


class Panel(QObject):
    """Listens to the tray service over D-Bus. Lives on the main thread, and never makes it wait for another program.

    Qt knows whether the service is there. It may stay when the panel goes: Plasma's service outlives its shell.

    Signals:
        changed: The service, or what it shows icons in, has come or gone.
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
