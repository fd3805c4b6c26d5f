from __future__ import annotations

import errno
from datetime import UTC, datetime

from core import clock


class OfWindows(datetime):
    """Until Python 3.12 no local time of the first day of 1970 can be made there (CPython's issue 107078)."""

    def astimezone(self, tz=None):
        if self.tzinfo is None and self < datetime(1970, 1, 2):  # noqa: DTZ001  as it was made
            raise OSError(errno.EINVAL, "Invalid argument")
        return super().astimezone(tz)


def test_a_clock_that_has_begun_anew_is_no_fault_on_windows_either(monkeypatch):
    monkeypatch.setattr(clock, "datetime", OfWindows)
    assert clock.local_time(60.0) == datetime(1970, 1, 1, 0, 1, tzinfo=UTC)
    assert clock.local_time(1_795_400_000.0) == datetime(2026, 11, 23, 2, 13, 20, tzinfo=UTC)
