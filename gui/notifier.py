"""Shows notifications: over D-Bus where there is a notification service, else through the tray."""

from __future__ import annotations

import logging
import queue
import selectors
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QImage

from core.model import Face
from core.settings import NotificationKind
from gui.icons import face_pixmap
from gui.notification_service import Choice, NotificationService, Picture
from gui.notifications import Notification, NotificationAction, NotificationSink

_log = logging.getLogger(__name__)

_FAREWELL = 0.5
"""Seconds that `stop` waits for what is under way."""
_PICTURE_SIZE = 64


class MessageTray(Protocol):
    """The part of the tray that can show a popup (`gui.tray.Tray`)."""

    message_clicked: SignalInstance

    def message(self, title: str, text: str, face: Face) -> None:
        """Show a popup."""


class Notifier(NotificationSink, Protocol):
    """A sink that tells what is chosen, and that has an end."""

    chosen: SignalInstance
    """A `Choice`, on the main thread."""

    def stop(self) -> None:
        """Take everything from the screen and end, without waiting for anybody for long."""


def create_sink(tray: MessageTray) -> Notifier:
    """Make the best sink for this platform; `tray` is the fallback. For the main thread."""
    return DBusNotifier(TrayNotifier(tray)) if sys.platform == "linux" else TrayNotifier(tray)


class TrayNotifier(QObject):
    """Popups of the tray: what has been shown cannot be replaced or withdrawn, and a click is all that comes back."""

    chosen = Signal(object)

    def __init__(self, tray: MessageTray) -> None:
        super().__init__()
        self._tray = tray
        self._latest: Notification | None = None
        tray.message_clicked.connect(self._on_clicked)

    def show(self, notification: Notification) -> None:
        """See `NotificationSink.show`."""
        self._latest = notification
        self._tray.message(notification.title, notification.text, notification.face)

    def withdraw(self, kind: NotificationKind) -> None:
        """Do nothing: see the class."""

    def stop(self) -> None:
        """See `Notifier.stop`."""

    @Slot()
    def _on_clicked(self) -> None:
        if self._latest is not None:
            self.chosen.emit(Choice(self._latest.kind, NotificationAction.OPEN))


class DBusNotifier(QObject):
    """Talks to the notification service of a Linux desktop on a thread of its own, so that the GUI never waits.

    What the service cannot take goes to the fallback at once. All methods are for the main thread.
    """

    chosen = Signal(object)
    _refused = Signal(object)
    _heard = Signal(object)

    def __init__(self, fallback: Notifier) -> None:
        super().__init__()
        self._fallback = fallback
        self._refused.connect(self._fall_back)
        self._heard.connect(self._pass_on)
        fallback.chosen.connect(self._pass_on)
        self._orders: queue.SimpleQueue[_Show | _Withdraw] = queue.SimpleQueue()
        self._bell, self._bell_heard = socket.socketpair()
        self._bell.setblocking(False)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="recloser-notifier", daemon=True)
        self._thread.start()

    def show(self, notification: Notification) -> None:
        """See `NotificationSink.show`."""
        self._order(_Show(notification, _picture(notification)))

    def withdraw(self, kind: NotificationKind) -> None:
        """See `NotificationSink.withdraw`."""
        self._order(_Withdraw(kind))

    def stop(self) -> None:
        """See `Notifier.stop`."""
        self._stopping.set()
        self._bell.close()  # which is heard
        self._thread.join(_FAREWELL)

    def _order(self, order: _Show | _Withdraw) -> None:
        self._orders.put(order)
        with suppress(OSError):  # it rings already, or nobody listens any more
            self._bell.send(b"!")

    def _serve(self) -> None:
        """The thread: asleep until there is an order, or until the service tells something."""
        service = NotificationService()
        with self._bell_heard:
            while not self._stopping.is_set():
                self._wait(service.socket)
                self._obey(service)
                self._listen(service)
        service.withdraw_all()
        service.disconnect()

    def _wait(self, told: socket.socket | None) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._bell_heard, selectors.EVENT_READ)
            if told is not None:
                selector.register(told, selectors.EVENT_READ)
            if any(key.fileobj is self._bell_heard for key, _ in selector.select()):
                self._bell_heard.recv(1024)

    def _obey(self, service: NotificationService) -> None:
        while not self._stopping.is_set() and not self._orders.empty():
            order = self._orders.get()
            try:
                if isinstance(order, _Show):
                    service.show(order.notification, order.picture)
                else:
                    service.withdraw(order.kind)
            except Exception as error:  # noqa: BLE001  no bus, no service, a service that misbehaves: all the same here
                service.disconnect()
                if isinstance(order, _Show) and not self._stopping.is_set():
                    _log.info("The desktop's notification service is of no use at the moment: %r", error)
                    self._refused.emit(order.notification)

    def _listen(self, service: NotificationService) -> None:
        try:
            for choice in service.choices():
                self._heard.emit(choice)
        except Exception as error:  # noqa: BLE001  the same
            _log.info("The desktop's notification service cannot be heard: %r", error)
            service.disconnect()

    @Slot(object)
    def _fall_back(self, notification: Notification) -> None:
        self._fallback.show(notification)

    @Slot(object)
    def _pass_on(self, choice: Choice) -> None:
        self.chosen.emit(choice)


@dataclass(frozen=True, slots=True)
class _Show:
    notification: Notification
    picture: Picture


@dataclass(frozen=True, slots=True)
class _Withdraw:
    kind: NotificationKind


def _picture(notification: Notification) -> Picture:
    failed = notification.kind is NotificationKind.FAILED
    pixmap = face_pixmap(notification.face, _PICTURE_SIZE, 1.0, failed=failed)
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    return Picture(image.width(), image.height(), image.bytesPerLine(), bytes(image.constBits()))
