"""A desktop's tray and notification service in one small process, which a test can question.

On the session bus it owns `org.kde.StatusNotifierWatcher` and `org.freedesktop.Notifications`. Questions come as lines
of JSON on standard input, ``[name, argument, ...]``, and are answered in order by lines of JSON on standard output,
``{"answer": ...}`` or ``{"error": words}``. The process ends with its input. The test's side is in `screen.py`.
"""

from __future__ import annotations

import base64
import json
import sys
import threading
import time
from contextlib import suppress

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io import blocking
from jeepney.io import threading as threaded

WATCHER, WATCHER_PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
NOTIFICATIONS, NOTIFICATIONS_PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
PATIENCE = 5.0


class Services:
    """What applications talk to; on a thread of its own, so that application and test never wait for each other."""

    def __init__(self) -> None:
        self.items: list[tuple[str, str]] = []
        self.registered_at = 0.0
        self.notifications: list[dict] = []
        self.abilities = ["body", "body-markup", "actions"]
        self.deaf = False
        self.panel = True
        self._bus = threaded.open_dbus_connection(bus="SESSION")
        vanished = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        self._bus.send(message_bus.AddMatch(vanished))
        # Applications call as soon as they see a name: nobody may wait for an answer here and miss that.
        threading.Thread(target=self._serve, daemon=True).start()
        for name in (WATCHER, NOTIFICATIONS):
            self.claim(name)

    def release(self, name: str) -> None:
        self._bus.send(message_bus.ReleaseName(name))

    def claim(self, name: str) -> None:
        self._bus.send(message_bus.RequestName(name))

    def _serve(self) -> None:
        with suppress(ConnectionError, threaded.ReceiveStopped):
            while True:
                message = self._bus.receive()
                kind, member = message.header.message_type, message.header.fields.get(HeaderFields.member)
                if kind is MessageType.signal and member == "NameOwnerChanged":
                    self._forget_items_of(*message.body)
                elif kind is MessageType.method_call and not self.deaf:
                    self._bus.send(self._answer(message, member))

    def _answer(self, message: Message, member: str) -> Message:
        body, sender = message.body, message.header.fields[HeaderFields.sender]
        match member:
            case "RegisterStatusNotifierItem":
                item = (sender, body[0] if body[0].startswith("/") else "/StatusNotifierItem")
                self.registered_at = time.monotonic()
                self.items.append(item)
                self._emit("StatusNotifierItemRegistered", "".join(item))
                return new_method_return(message)
            case "RegisterStatusNotifierHost":
                return new_method_return(message)
            case "Get":
                return new_method_return(message, "v", (self._watcher_properties()[body[1]],))
            case "GetAll":
                return new_method_return(message, "a{sv}", (self._watcher_properties(),))
            case "GetCapabilities":
                return new_method_return(message, "as", (self.abilities,))
            case "GetServerInformation":
                return new_method_return(message, "ssss", ("tray_host", "Recloser", "1", "1.2"))
            case "Notify":
                return new_method_return(message, "u", (self._notify(sender, *body),))
            case "CloseNotification":
                self._close(body[0])
                return new_method_return(message)
            case "Introspect":
                return new_method_return(message, "s", ("<node/>",))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", (f"no method {member}",))

    def _watcher_properties(self) -> dict:
        return {
            "RegisteredStatusNotifierItems": ("as", ["".join(item) for item in self.items]),
            "IsStatusNotifierHostRegistered": ("b", self.panel),
            "ProtocolVersion": ("i", 0),
        }

    def set_panel(self, *, panel: bool) -> None:
        """From now on somebody shows what is registered here, or nobody."""
        self.panel = panel
        news = "StatusNotifierHostRegistered" if panel else "StatusNotifierHostUnregistered"
        self._bus.send(new_signal(DBusAddress(WATCHER_PATH, interface=WATCHER), news))

    def _forget_items_of(self, name: str, _old_owner: str, new_owner: str) -> None:
        for item in [item for item in self.items if item[0] == name and not new_owner]:
            self.items.remove(item)
            self._emit("StatusNotifierItemUnregistered", "".join(item))

    def _emit(self, signal: str, item: str) -> None:
        self._bus.send(new_signal(DBusAddress(WATCHER_PATH, interface=WATCHER), signal, "s", (item,)))

    def _notify(self, sender, app, replaces, icon, title, body, actions, hints, _expires) -> int:
        known = any(each["number"] == replaces and not each["closed"] for each in self.notifications)
        number = replaces if known else len(self.notifications) + 1
        self.notifications.append(
            {
                "number": number,
                "sender": sender,
                "replaces": replaces,
                "app": app,
                "icon": icon,
                "title": title,
                "body": body,
                "actions": actions,
                "urgency": hints.get("urgency", ("y", 1))[1],
                "desktop_entry": hints.get("desktop-entry", ("s", ""))[1],
                "picture": _picture(*hints["image-data"][1]) if "image-data" in hints else None,
                "closed": False,
            }
        )
        return number

    def choose(self, number: int, action: str, *, unicast: bool, closes: bool, activation: str) -> None:
        if activation:
            self._tell(self.notifications[-1]["sender"], "ActivationToken", "us", (number, activation))
        self._tell(self.notifications[-1]["sender"] if unicast else None, "ActionInvoked", "us", (number, action))
        if closes:
            self._close(number, 2)

    def _close(self, number: int, reason: int = 3) -> None:
        for each in self.notifications:
            if each["number"] == number and not each["closed"]:
                each["closed"] = True
        self._tell(None, "NotificationClosed", "uu", (number, reason))

    def _tell(self, to: str | None, signal: str, signature: str, body: tuple) -> None:
        message = new_signal(DBusAddress(NOTIFICATIONS_PATH, interface=NOTIFICATIONS), signal, signature, body)
        if to is not None:
            message.header.fields[HeaderFields.destination] = to
        self._bus.send(message)


class Questions:
    """What a test may ask. The methods' names are the questions."""

    def __init__(self) -> None:
        self._services = Services()
        self._bus = blocking.open_dbus_connection(bus="SESSION")
        while not all(self._is_owned(name) for name in (WATCHER, NOTIFICATIONS)):
            time.sleep(0.005)

    def _is_owned(self, name: str) -> bool:
        return self._bus.send_and_get_reply(message_bus.NameHasOwner(name), timeout=PATIENCE).body[0]

    def items(self) -> list[str]:
        return ["".join(item) for item in self._services.items]

    def registered_at(self) -> float:
        return self._services.registered_at

    def properties(self) -> dict:
        found = {name: value for name, (_, value) in self._call(ITEM, "GetAll", properties=True)[0].items()}
        pixmaps = [
            {"width": width, "height": height, "argb": base64.b64encode(data).decode()}
            for width, height, data in found["IconPixmap"]
        ]
        _, _, title, text = found["ToolTip"]
        return {
            "title": found["Title"],
            "status": found["Status"],
            "tool_tip": "\n".join(line for line in (title, text) if line),
            "pixmaps": pixmaps,
        }

    def menu(self) -> list[dict]:
        with suppress(DBusErrorResponse):
            self._call(MENU, "AboutToShow", "i", (0,))
        _, (_, _, children) = self._call(MENU, "GetLayout", "iias", (0, -1, []))
        return [_entry(*child) for _, child in children]

    def click(self, entry: int) -> None:
        self._call(MENU, "Event", "isvu", (entry, "clicked", ("i", 0), 0))

    def activate(self) -> None:
        self._call(ITEM, "Activate", "ii", (0, 0))

    def notifications(self) -> list[dict]:
        return self._services.notifications

    def choose(self, number: int, action: str, unicast: bool, closes: bool, activation: str) -> None:
        """A person has chosen this in that notification. Some services tell everybody, some only whom it concerns."""
        self._services.choose(number, action, unicast=unicast, closes=closes, activation=activation)

    def able_to(self, *abilities: str) -> None:
        """From now on the notification service has these abilities."""
        self._services.abilities = list(abilities)

    def be_deaf(self, deaf: bool) -> None:
        """From now on both services take every call and answer none."""
        self._services.deaf = deaf

    def set_panel(self, panel: bool) -> None:
        """The panel that shows the icons goes or comes back; the service at which they are registered stays."""
        self._services.set_panel(panel=panel)

    def release(self, name: str) -> None:
        self._services.release(name)

    def claim(self, name: str) -> None:
        self._services.claim(name)

    def _call(self, interface, method, signature=None, body=(), *, properties=False):
        if not self._services.items:
            raise LookupError("no tray item has been registered")
        name, path = self._services.items[-1]
        if interface == MENU:
            path = self._call(ITEM, "GetAll", properties=True)[0]["Menu"][1]
        if properties:
            interface, signature, body = "org.freedesktop.DBus.Properties", "s", (interface,)
        call = new_method_call(DBusAddress(path, bus_name=name, interface=interface), method, signature, body)
        reply = self._bus.send_and_get_reply(call, timeout=PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise DBusErrorResponse(reply)
        return reply.body


def _entry(number: int, properties: dict, children: list) -> dict:
    values = {name: value for name, (_, value) in properties.items()}
    return {
        "number": number,
        # One underscore marks the next letter as the key for this entry; two are one underscore.
        "label": values.get("label", "").replace("__", "\0").replace("_", "").replace("\0", "_"),
        "enabled": values.get("enabled", True),
        "visible": values.get("visible", True),
        "separator": values.get("type") == "separator",
        "checked": values.get("toggle-state", 0) == 1,
        "children": [_entry(*child) for _, child in children],
    }


def _picture(width, height, stride, alpha, bits, channels, data) -> dict:
    assert len(data) >= (height - 1) * stride + width * channels, "the picture is cut off"
    return {"width": width, "height": height, "alpha": alpha, "bits": bits, "channels": channels}


def main() -> None:
    questions = Questions()
    _reply({"answer": "ready"})
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            reply = {"answer": getattr(questions, name)(*arguments)}
        except Exception as error:  # noqa: BLE001  whatever it is, the test wants to read it
            reply = {"error": f"{type(error).__name__}: {error}"}
        _reply(reply)


def _reply(reply: dict) -> None:
    sys.stdout.write(f"{json.dumps(reply)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
