"""The notification service of a Linux desktop, as the freedesktop specification (1.2) has it."""

from __future__ import annotations

import logging
import socket
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.settings import NotificationKind
from gui.notifications import Notification, NotificationAction, label

if TYPE_CHECKING:
    # Imported on the thread that uses them, when there is something to show.
    from jeepney import Message  # type: ignore[import-untyped]  # jeepney ships no types
    from jeepney.io.blocking import DBusConnection  # type: ignore[import-untyped]  # the same

_log = logging.getLogger(__name__)

_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_PATIENCE = 5.0
"""Seconds that the service gets to answer."""
_NORMAL_URGENCY = 1
_NOTHING = 0
_CLICK = "default"
"""The action of a click on the notification itself."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels as the service wants them: rows of red, green, blue and alpha bytes."""

    width: int
    height: int
    stride: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person has chosen in a notification."""

    kind: NotificationKind
    action: NotificationAction
    activation: str = ""
    """A Wayland desktop's leave for one window to come to the front; empty: it gave none."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A notification on the screen. Its number means something only to the service that gave it."""

    owner: str
    number: int


class NotificationService:
    """Shows notifications, and hears what is chosen in them. Belongs to one thread; any call may raise.

    Every notification asks the service anew: it may have been started, or replaced by another, in between.
    """

    def __init__(self) -> None:
        self._connection: DBusConnection | None = None
        self._heard: deque[Message] = deque()
        self._chosen: list[Choice] = []
        self._activation = ""  # comes just before what is chosen, since version 1.2 of the specification
        self._shown: dict[NotificationKind, _Shown] = {}

    @property
    def socket(self) -> socket.socket | None:
        """Where something can be read as soon as the service tells something; None: not connected."""
        connected: socket.socket | None = self._connection and self._connection.sock
        return connected

    def show(self, notification: Notification, picture: Picture) -> None:
        """Show it, in place of the earlier one of its kind."""
        answer = self._call("GetCapabilities")
        self._take_in_what_was_heard()  # what has been dismissed meanwhile is not replaced
        abilities, owner = answer.body[0], _sender(answer)
        title, text = notification.title, notification.text
        if "body" not in abilities:
            title, text = f"{title}: {text}", ""
        elif "body-markup" in abilities:
            import html  # noqa: PLC0415  see above: half a megabyte

            text = html.escape(text, quote=False)
        before = self._shown.get(notification.kind)
        replaces = before.number if before and before.owner == owner else _NOTHING
        actions = _buttons(notification) if "actions" in abilities else []
        hints = {
            "urgency": ("y", _NORMAL_URGENCY),
            "desktop-entry": ("s", "recloser"),
            "image-data": (
                "(iiibiiay)",
                (picture.width, picture.height, picture.stride, True, 8, 4, picture.data),
            ),
        }
        arguments = ("Recloser", replaces, "recloser", title, text, actions, hints, -1)
        answer = self._call("Notify", "susssasa{sv}i", arguments)
        self._shown[notification.kind] = _Shown(_sender(answer), answer.body[0])

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

    def choices(self) -> list[Choice]:
        """What has been chosen since this was last asked. Does not wait."""
        if self._connection is None:
            return []
        try:
            while True:
                self._connection.recv_messages(timeout=0)
        except TimeoutError:
            pass
        self._take_in_what_was_heard()
        chosen, self._chosen = self._chosen, []
        return chosen

    def disconnect(self) -> None:
        """Begin anew with the next call. Never raises."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._heard.clear()

    def _take_in_what_was_heard(self) -> None:
        from jeepney import HeaderFields  # noqa: PLC0415  see the top

        while self._heard:
            message = self._heard.popleft()
            shown = _Shown(_sender(message), message.body[0])
            kind = next((kind for kind, each in self._shown.items() if each == shown), None)
            if kind is None:
                continue  # another program's
            match message.header.fields[HeaderFields.member]:
                case "ActivationToken":
                    self._activation = message.body[1]
                case "ActionInvoked":
                    key = message.body[1]
                    wanted = NotificationAction.OPEN if key == _CLICK else key
                    activation, self._activation = self._activation, ""
                    chosen = [Choice(kind, action, activation) for action in NotificationAction if action == wanted]
                    self._chosen += chosen
                    if chosen:  # it has served; most services know that by themselves
                        self.withdraw(kind)
                case "NotificationClosed":
                    del self._shown[kind]

    def _connect(self) -> DBusConnection:
        from jeepney import MatchRule, message_bus  # noqa: PLC0415  see the top
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415

        connection = open_dbus_connection(bus="SESSION")
        rule = MatchRule(type="signal", interface=_SERVICE, path=_PATH)
        connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_PATIENCE)
        connection.filter(rule, queue=self._heard)
        return connection

    def _call(self, method: str, signature: str | None = None, arguments: tuple[object, ...] = ()) -> Message:
        from jeepney import DBusAddress, DBusErrorResponse, MessageType, new_method_call  # noqa: PLC0415  see the top

        if self._connection is None:
            self._connection = self._connect()
        address = DBusAddress(_PATH, bus_name=_SERVICE, interface=_SERVICE)
        call = new_method_call(address, method, signature, arguments)
        answer = self._connection.send_and_get_reply(call, timeout=_PATIENCE)
        if answer.header.message_type is MessageType.error:
            raise DBusErrorResponse(answer)
        return answer


def _buttons(notification: Notification) -> list[str]:
    """Pairs of key and words."""
    buttons = [word for action in notification.actions for word in (action.value, label(action))]
    return [_CLICK, label(NotificationAction.OPEN), *buttons]


def _sender(message: Message) -> str:
    from jeepney import HeaderFields  # noqa: PLC0415  see the top

    return str(message.header.fields[HeaderFields.sender])
