"""Shows notifications: over D-Bus where there is a notification service, else through the tray."""

from __future__ import annotations

import html
import logging
import queue
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from core.model import Face
from core.settings import NotificationKind
from gui.icons import face_pixmap
from gui.notifications import NotificationSink

if TYPE_CHECKING:
    # Imported on the notifier's own thread, when there is something to show.
    from jeepney import Message  # type: ignore[import-untyped]  # jeepney ships no types
    from jeepney.io.blocking import DBusConnection  # type: ignore[import-untyped]  # the same

_log = logging.getLogger(__name__)

_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_PATIENCE = 5.0
"""Seconds that the notification service gets to answer."""
_FAREWELL = 0.5
"""Seconds that `stop` waits for what is under way."""
_PICTURE_SIZE = 64
_NORMAL_URGENCY = 1
_NOTHING = 0


class MessageTray(Protocol):
    """The part of the tray that can show a popup (`gui.tray.Tray`)."""

    def message(self, title: str, text: str, face: Face) -> None:
        """Show a popup."""


class Notifier(NotificationSink, Protocol):
    """A sink that has an end."""

    def stop(self) -> None:
        """Take everything from the screen and end, without waiting for anybody for long."""


def create_sink(tray: MessageTray) -> Notifier:
    """Make the best sink for this platform; `tray` is the fallback. For the main thread."""
    return DBusNotifier(TrayNotifier(tray)) if sys.platform == "linux" else TrayNotifier(tray)


class TrayNotifier:
    """Popups of the tray: what has been shown cannot be replaced or withdrawn."""

    def __init__(self, tray: MessageTray) -> None:
        self._tray = tray

    def show(self, kind: NotificationKind, title: str, text: str, face: Face) -> None:  # noqa: ARG002  see the class
        """See `NotificationSink.show`."""
        self._tray.message(title, text, face)

    def withdraw(self, kind: NotificationKind) -> None:
        """Do nothing: see the class."""

    def stop(self) -> None:
        """See `Notifier.stop`."""


class DBusNotifier(QObject):
    """Talks to the notification service of a Linux desktop on a thread of its own, so that the GUI never waits.

    What the service cannot take goes to the fallback at once. Every notification tries the service anew: it may have
    been started, or restarted, in between. All methods are for the main thread.
    """

    _refused = Signal(object)

    def __init__(self, fallback: NotificationSink) -> None:
        super().__init__()
        self._fallback = fallback
        self._refused.connect(self._fall_back)
        self._orders: queue.SimpleQueue[_Show | _Withdraw | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._obey, name="recloser-notifier", daemon=True)
        self._thread.start()

    def show(self, kind: NotificationKind, title: str, text: str, face: Face) -> None:
        """See `NotificationSink.show`."""
        self._orders.put(_Show(kind, title, text, face, _picture(face)))

    def withdraw(self, kind: NotificationKind) -> None:
        """See `NotificationSink.withdraw`."""
        self._orders.put(_Withdraw(kind))

    def stop(self) -> None:
        """See `Notifier.stop`."""
        self._stopping.set()
        self._orders.put(None)
        self._thread.join(_FAREWELL)

    def _obey(self) -> None:
        """The thread: one order after the other."""
        service = _Service()
        while (order := self._orders.get()) and not self._stopping.is_set():
            try:
                if isinstance(order, _Show):
                    service.show(order)
                else:
                    service.withdraw(order.kind)
            except Exception as error:  # noqa: BLE001  no bus, no service, a service that misbehaves: all the same here
                service.disconnect()
                if isinstance(order, _Show) and not self._stopping.is_set():
                    _log.info("The desktop's notification service is of no use at the moment: %r", error)
                    self._refused.emit(order)
        service.withdraw_all()
        service.disconnect()

    @Slot(object)
    def _fall_back(self, order: _Show) -> None:
        self._fallback.show(order.kind, order.title, order.text, order.face)


@dataclass(frozen=True, slots=True)
class _Picture:
    """Pixels as the notification service wants them: rows of red, green, blue and alpha bytes."""

    width: int
    height: int
    stride: int
    data: bytes


@dataclass(frozen=True, slots=True)
class _Show:
    kind: NotificationKind
    title: str
    text: str
    face: Face
    picture: _Picture


@dataclass(frozen=True, slots=True)
class _Withdraw:
    kind: NotificationKind


@dataclass(frozen=True, slots=True)
class _Shown:
    """A notification on the screen. Its number means something only to the service that gave it."""

    owner: str
    number: int


class _Service:
    """The notification service, as the freedesktop specification has it. Belongs to one thread; any call may raise."""

    def __init__(self) -> None:
        self._connection: DBusConnection | None = None
        self._shown: dict[NotificationKind, _Shown] = {}

    def show(self, order: _Show) -> None:
        """Show it, in place of the earlier one of its kind."""
        # Asked every time: the service may have been replaced by another one, with other abilities.
        answer = self._call("GetCapabilities")
        abilities, owner = answer.body[0], _sender(answer)
        title, text = order.title, order.text
        if "body" not in abilities:
            title, text = f"{title}: {text}", ""
        elif "body-markup" in abilities:
            text = html.escape(text, quote=False)
        before = self._shown.get(order.kind)
        replaces = before.number if before and before.owner == owner else _NOTHING
        picture = order.picture
        hints = {
            "urgency": ("y", _NORMAL_URGENCY),
            "desktop-entry": ("s", "recloser"),
            "image-data": (
                "(iiibiiay)",
                (picture.width, picture.height, picture.stride, True, 8, 4, picture.data),
            ),
        }
        arguments: tuple[object, ...] = ("Recloser", replaces, "recloser", title, text, [], hints, -1)
        answer = self._call("Notify", "susssasa{sv}i", arguments)
        self._shown[order.kind] = _Shown(_sender(answer), answer.body[0])

    def withdraw(self, kind: NotificationKind) -> None:
        """Take it from the screen. It may be gone already, so nobody waits for the answer."""
        shown = self._shown.pop(kind, None)
        if shown is None or self._connection is None:
            return
        from jeepney import DBusAddress, MessageFlag, new_method_call  # noqa: PLC0415  see the top

        address = DBusAddress(_PATH, bus_name=shown.owner, interface=_SERVICE)
        message = new_method_call(address, "CloseNotification", "u", (shown.number,))
        message.header.flags = MessageFlag.no_reply_expected | MessageFlag.no_auto_start
        self._connection.send(message)

    def withdraw_all(self) -> None:
        """Take everything from the screen, as far as that goes. Never raises."""
        try:
            for kind in tuple(self._shown):
                self.withdraw(kind)
        except OSError:
            _log.debug("The D-Bus went away before the notifications did")

    def disconnect(self) -> None:
        """Begin anew with the next call. Never raises."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _call(self, method: str, signature: str | None = None, arguments: tuple[object, ...] = ()) -> Message:
        from jeepney import DBusAddress, DBusErrorResponse, MessageType, new_method_call  # noqa: PLC0415  see the top
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415

        if self._connection is None:
            self._connection = open_dbus_connection(bus="SESSION")
        address = DBusAddress(_PATH, bus_name=_SERVICE, interface=_SERVICE)
        call = new_method_call(address, method, signature, arguments)
        answer = self._connection.send_and_get_reply(call, timeout=_PATIENCE)
        if answer.header.message_type is MessageType.error:
            raise DBusErrorResponse(answer)
        return answer


def _sender(answer: Message) -> str:
    from jeepney import HeaderFields  # noqa: PLC0415  see the top

    return str(answer.header.fields[HeaderFields.sender])


def _picture(face: Face) -> _Picture:
    image = face_pixmap(face, _PICTURE_SIZE, 1.0).toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    return _Picture(image.width(), image.height(), image.bytesPerLine(), bytes(image.constBits()))
