"""Putting old values back: a delivered change becomes a job like any other, and so rides out an outage."""

from __future__ import annotations

from collections.abc import Sequence

from core.model import Change, DeliveredChange, Metadata
from core.phrases import phrase


def as_changes(entries: Sequence[DeliveredChange]) -> list[Change]:
    """The changes that undo these, the latest first: of several for one field the oldest value is left in the end."""
    return [
        Change(entry.path, Metadata(), phrase("undo of change {number}", number=entry.id), entry.kind, undoes=entry.id)
        for entry in sorted(entries, key=lambda entry: entry.id, reverse=True)
    ]
