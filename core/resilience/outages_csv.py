"""The outages as a table for a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

from core.clock import local_time
from core.resilience.outages import History, Outage


def as_csv(history: History, now: float) -> str:
    """One row for each outage, the latest first; times are ISO 8601 in local time, `now` is in Unix seconds."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["id", "start", "end", "seconds", "ending", "reason", "held", "delivered"])
    for one in history.outages:
        end = "" if one.ended_at is None else _iso(one.ended_at)
        seconds = round(duration(one, now), 3)
        table.writerow(
            [one.id, _iso(one.started_at), end, seconds, one.ending or "", one.reason, one.held, one.delivered]
        )
    return text.getvalue()


def duration(outage: Outage, now: float) -> float:
    """Seconds, so far if it goes on."""
    return max(0.0, (now if outage.ended_at is None else outage.ended_at) - outage.started_at)


def _iso(at: float) -> str:
    return local_time(at).isoformat(timespec="seconds")
