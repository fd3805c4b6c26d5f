"""Asks the desktop's Background portal (`org.freedesktop.portal.Background`) for the right to start at login."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from core.phrases import phrase

if TYPE_CHECKING:
    # Imported where it is needed: hardly ever.
    from jeepney import Message  # type: ignore[import-untyped]  # jeepney ships no types
    from jeepney.io.blocking import DBusConnection  # type: ignore[import-untyped]  # the same

_BUS_NAME = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_REQUEST = "org.freedesktop.portal.Request"
_PATIENCE = 10.0
"""Seconds that the portal gets to take the request."""
_ANSWER_PATIENCE = 300.0
"""Seconds that the person gets to answer."""
_GRANTED = 0


class PortalError(Exception):
    """The portal did not grant it; the message says why, for a person."""


class BackgroundPortal:
    """One request at a time; each waits for the person's answer."""

    def request(self, command: Sequence[str], *, autostart: bool) -> None:
        """Ask to be started at login, or not to be.

        Raises:
            PortalError: There is no portal, it does not answer, or the person or the system said no.
        """
        from jeepney import DBusErrorResponse  # noqa: PLC0415  see the top
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415

        try:
            with open_dbus_connection(bus="SESSION") as connection:
                response, results = _ask(connection, command, autostart=autostart)
        except (OSError, KeyError, DBusErrorResponse) as error:
            words = phrase("The desktop's portal for starting at login is of no use: {words}", words=error)
            raise PortalError(words) from error
        if response != _GRANTED:
            raise PortalError(phrase("You, or your desktop, did not allow Recloser to start when you log in"))
        if autostart and not results.get("autostart", ("b", False))[1]:
            raise PortalError(phrase("Your desktop does not let Recloser start when you log in"))


def _ask(connection: DBusConnection, command: Sequence[str], *, autostart: bool) -> tuple[int, dict[str, Any]]:
    # The path of the answer is known before the question is asked, so that the answer cannot come too early.
    import secrets  # noqa: PLC0415  brings in OpenSSL, which an application at rest does without

    from jeepney import (  # noqa: PLC0415  see the top
        DBusAddress,
        DBusErrorResponse,
        MatchRule,
        MessageType,
        message_bus,
        new_method_call,
    )

    token = f"recloser_{secrets.token_hex(8)}"
    sender = connection.unique_name[1:].replace(".", "_")
    rule = MatchRule(type="signal", interface=_REQUEST, member="Response", path=f"{_PATH}/request/{sender}/{token}")
    connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_PATIENCE)
    answers: deque[Message] = deque()
    reason = QCoreApplication.translate("Autostart", "Start when you log in, and deliver your changes to Plex")
    options = {
        "handle_token": ("s", token),
        "reason": ("s", reason),
        "autostart": ("b", autostart),
        "commandline": ("as", list(command)),
        "dbus-activatable": ("b", False),
    }
    address = DBusAddress(_PATH, bus_name=_BUS_NAME, interface="org.freedesktop.portal.Background")
    with connection.filter(rule, queue=answers):
        call = new_method_call(address, "RequestBackground", "sa{sv}", ("", options))
        reply = connection.send_and_get_reply(call, timeout=_PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise DBusErrorResponse(reply)
        response, results = connection.recv_until_filtered(answers, timeout=_ANSWER_PATIENCE).body
    return response, results
