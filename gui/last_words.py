"""Why the tray application does not start, said where a person sees it who has clicked on it.

It needs no Qt, whose missing libraries may be the reason.
"""

from __future__ import annotations

import sys

from gui.exit_status import complain

_PATIENCE = 2.0
"""Seconds that the desktop gets to take it."""
_STOP_SIGN = 0x10  # MB_ICONERROR of Windows


def give_up(words: str) -> int:
    """Complain in the terminal, and where there is none, to the desktop. Returns the exit status."""
    has_terminal = sys.stderr is not None and sys.stderr.isatty()
    if sys.platform == "linux" and not has_terminal:
        _notify(words)
    if sys.platform == "win32" and sys.stderr is None:  # which a program without a console does not get there
        import ctypes  # noqa: PLC0415  not needed by a start that succeeds

        ctypes.windll.user32.MessageBoxW(None, words, "Recloser", _STOP_SIGN)
    return complain(words)


def _notify(words: str) -> None:
    try:
        from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]  # noqa: PLC0415  not needed by a start that succeeds; jeepney ships no types
        from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # noqa: PLC0415  the same

        name = "org.freedesktop.Notifications"
        service = DBusAddress("/org/freedesktop/Notifications", bus_name=name, interface=name)
        arguments: tuple[object, ...] = ("Recloser", 0, "recloser", "Recloser cannot start", words, [], {}, -1)
        with open_dbus_connection(bus="SESSION") as bus:
            bus.send_and_get_reply(new_method_call(service, "Notify", "susssasa{sv}i", arguments), timeout=_PATIENCE)
    except Exception:  # noqa: BLE001, S110  no bus, no service, one that misbehaves: what can be said is said on standard error
        pass
