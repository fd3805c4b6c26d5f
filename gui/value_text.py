"""Values and names as a screen can show them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from core.model import Actor, Picture, Value


def value_text(value: Value) -> str:
    """The whole value, numbers as the person's locale writes them; empty: nothing."""
    match value:
        case None:
            return ""
        case float():
            return QLocale().toString(value, "g", 4)
        case str():
            return printable(value)
        case _:
            return ", ".join(printable(_part(part)) for part in value)


def printable(text: str) -> str:
    """On Linux a file's name is any bytes, which a screen does not take."""
    return text.encode(errors="replace").decode()


def _part(part: str | Actor | Picture) -> str:
    match part:
        case Actor(name=name, role=role):
            return f"{name} ({role})" if role else name
        case Picture(location=location):
            return location
        case _:
            return part
