"""How long to wait before trying again."""

from __future__ import annotations

from datetime import UTC
from random import Random

LONGEST_RETRY_AFTER = 900.0
"""Seconds; a server that asks for more is asked again after this."""
_DOUBLINGS = 60
"""More are beyond every cap, and would leave the range of a float."""


def full_jitter(attempt: int, base: float, cap: float, random: Random) -> float:
    """Seconds to wait: anything from 0 up to `base` doubled `attempt` times, but at most `cap`.

    Drawing from the whole range keeps many that failed together from returning together.
    """
    return random.uniform(0.0, min(cap, base * 2.0 ** max(0, min(attempt, _DOUBLINGS))))


def parse_retry_after(value: str, now: float) -> float | None:
    """Seconds to wait, from a `Retry-After` header (RFC 9110, 10.2.3): whole seconds, or a date.

    `now` is in Unix seconds. A date in the past gives 0.0, and nothing more than 15 minutes. None when the header makes
    no sense.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_RETRY_AFTER)
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  half a megabyte, which an application at rest saves

    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # all of which the standard library lets through
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)  # the oldest of the three forms of a date names no zone, and means UTC
    return min(max(0.0, date.timestamp() - now), LONGEST_RETRY_AFTER)
