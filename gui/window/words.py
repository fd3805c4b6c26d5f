"""Says changes in words, for the window: items, fields, values, reasons.

Pure functions; the texts are ready to be translated (context "window").
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication, QLocale

from core.model import FailureKind, FieldChange, Kind, Value
from core.resilience.reliability import Reliability
from gui.field_names import field_name
from gui.value_text import printable, value_text

# Under this name pyside6-lupdate finds the words.
translate = QCoreApplication.translate

_SHORTEST = 0.01
"""Seconds per change."""
_LONGEST = 60
"""Characters of a value in a table."""


def failure_name(kind: FailureKind) -> str:
    """What kind of failure it is, in two or three words."""
    match kind:
        case FailureKind.NOT_IN_PLEX:
            return translate("window", "Not in Plex")
        case FailureKind.AMBIGUOUS:
            return translate("window", "Ambiguous")
        case FailureKind.REFUSED:
            return translate("window", "Refused by Plex")
        case FailureKind.SERVER_ERROR:
            return translate("window", "Plex stumbles over it")
        case FailureKind.NOT_VERIFIED:
            return translate("window", "Did not stick")
        case FailureKind.CONFLICT:
            return translate("window", "Edited in Plex")
        case FailureKind.INTERNAL:
            return translate("window", "Fault of Recloser")


def item_name(path: str, title: str = "", kind: Kind | None = None, season: int | None = None,
              episode: int | None = None) -> str:  # fmt: skip
    """What to call an item in a list: its title, or else the end of its path; with season and episode."""
    name = printable(title) or printable(PurePath(path.replace("\\", "/")).stem or path)
    if kind is Kind.SEASON and season == 0:
        return translate("window", "{name} · specials").format(name=name)
    if kind is Kind.SEASON and season is not None:
        return translate("window", "{name} · season {n}").format(name=name, n=season)
    if kind is Kind.EPISODE and season is not None and episode is not None:
        return f"{name} · {season}x{episode:02}"
    return name


def fields_in_short(fields: Sequence[FieldChange]) -> str:
    """One line: ``Tagline: old → new``, or the names of all fields."""
    if len(fields) == 1:
        one = fields[0]
        before, after = (_shortened(value_text(value)) or "—" for value in (one.before, one.after))
        return f"{field_name(one.field)}: {before} → {after}"
    return ", ".join(field_name(one.field) for one in fields)


def fields_as_text(fields: Sequence[FieldChange]) -> str:
    """One line for each field, to be copied."""
    return "\n".join(
        f"{field_name(one.field)}: {value_text(one.before) or '—'} → {value_text(one.after) or '—'}" for one in fields
    )


def fields_as_html(fields: Sequence[FieldChange]) -> str:
    """A table with before and after; what comes from outside is never taken for markup."""
    heads = (translate("window", "Field"), translate("window", "Before"), translate("window", "After"))
    head = "".join(f"<th align='left'>{escape(text)}</th>" for text in heads)
    rows = "".join(
        f"<tr><td><b>{escape(field_name(one.field))}</b></td><td>{_cell(one.before)}</td>"
        f"<td>{_cell(one.after)}</td></tr>"
        for one in fields
    )
    return f"<table cellpadding='3' cellspacing='0'><tr>{head}</tr>{rows}</table>"


def counted(number: int) -> str:
    """A number as the person's locale writes it."""
    return QLocale().toString(number)


def pace(seconds: float | None) -> str:
    """Seconds per change, to a hundredth; what is quicker is not said to take no time."""
    if seconds is None:
        return "—"
    shown = QLocale().toString(max(seconds, _SHORTEST), "f", 2)
    return f"< {shown}" if seconds < _SHORTEST else shown


def availability(figures: Reliability) -> str:
    """The share of the time in which Plex answered, in per cent; never rounded up to a hundred."""
    if figures.availability is None:
        return translate("window", "not known")
    share = int(figures.availability * 10_000) / 100
    return translate("window", "{0} %").format(QLocale().toString(share, "f", 2))


def _cell(value: Value) -> str:
    return escape(value_text(value)).replace("\n", "<br>") or "—"


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
