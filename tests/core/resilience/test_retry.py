from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.resilience.retry import full_jitter, parse_retry_after

NOW = 784_111_777.0
"""Sun, 06 Nov 1994 08:49:37 GMT, the moment in the standard's own examples."""


@given(st.integers(), st.floats(0.0, 1e6), st.floats(0.0, 1e6), st.integers(0, 1000))
def test_a_wait_is_never_negative_and_never_above_the_cap(attempt, base, cap, seed):
    assert 0.0 <= full_jitter(attempt, base, cap, Random(seed)) <= cap


@pytest.mark.parametrize(("attempt", "ceiling"), [(-1, 2.0), (0, 2.0), (1, 4.0), (4, 32.0), (5, 60.0), (10**9, 60.0)])
def test_waits_fill_the_whole_range_up_to_a_ceiling_that_doubles(attempt, ceiling):
    random = Random(1)
    waits = [full_jitter(attempt, 2.0, 60.0, random) for _ in range(1000)]
    assert min(waits) < 0.02 * ceiling
    assert 0.98 * ceiling < max(waits) <= ceiling


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("900", 900.0),
        ("901", 900.0),
        ("9" * 5000, 900.0),
        ("Sun, 06 Nov 1994 08:50:37 GMT", 60.0),
        ("Sunday, 06-Nov-94 08:50:37 GMT", 60.0),
        ("Sun Nov  6 08:50:37 1994", 60.0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0.0),
        ("Sun, 06 Nov 1994 08:00:00 GMT", 0.0),
        ("Tue, 29 Feb 2028 00:00:00 GMT", 900.0),
        ("Sun, 06 Nov 1994 09:50:37 +0100", 60.0),
    ],
)
def test_retry_after_is_read_in_seconds_or_as_any_form_of_date_and_capped(header, seconds):
    assert parse_retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    "header",
    ["", " ", "-1", "+5", "1.5", "soon", "NaN", "inf", "1e3", "٣", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 9"],
)
def test_a_senseless_retry_after_is_no_wait_at_all(header):
    assert parse_retry_after(header, NOW) is None


@given(st.text() | st.text(alphabet="SunNov0123456789:,-+ GMT", max_size=40))
def test_no_header_whatsoever_raises_or_leaves_the_range(header):
    seconds = parse_retry_after(header, NOW)
    assert seconds is None or 0.0 <= seconds <= 900.0
