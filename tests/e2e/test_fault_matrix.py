"""Each row of `docs/fault-matrix.md` as a test; RECLOSER_PROVE=1 plays them with the settings Recloser comes with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

pytest.importorskip("cryptography", reason="no certificates can be made without it")
if sys.platform == "win32":
    pytest.skip("Windows can neither stop a process nor fill a listener's queue", allow_module_level=True)

from tests.e2e.chaos_proxy import Exchange
from tests.e2e.fault_matrix import ROWS, Measured, Row, is_open, is_signed_out, measuring
from tests.e2e.fault_site import AS_SHIPPED, EDITS, SHORT, delivered_twice

PROVE = bool(os.environ.get("RECLOSER_PROVE"))
SCALE = AS_SHIPPED if PROVE else SHORT
SLACK = 15.0
"""Seconds: for a folder to be read, for twenty deliveries at the pace after an outage, and for a slow machine."""

pytestmark = pytest.mark.timeout(2 * SCALE.patience)

Results = dict[Row, Future[Measured]]


@pytest.fixture(scope="module")
def results(request: pytest.FixtureRequest) -> Iterator[Results]:
    """All rows that are asked for are played side by side."""
    mine = [item.callspec for item in request.session.items if item.path == request.path]
    rows = list(dict.fromkeys(spec.params["row"] for spec in mine if "row" in spec.params))
    with measuring(rows, SCALE, len(rows) if PROVE else 8) as found:
        yield found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_nothing_is_lost_or_sent_twice_and_all_is_well_again_without_help(results: Results, row: Row) -> None:
    measured = results[row].result()
    assert measured.lost == 0
    assert measured.twice == 0
    assert set(measured.faces) <= {face.value for face in row.faces}
    assert (measured.detected is None) == (row.sign is None)
    if measured.detected is not None:
        assert measured.detected <= SCALE.until_sure + SLACK
    if row.sign is is_open:
        # Breaks double, so the one that has begun is at most as long as all before it and the first together.
        assert measured.recovered <= measured.lasted + SCALE.recovery_timeout + SLACK
        assert measured.requests <= 2 * EDITS + 5 * SCALE.failure_threshold + measured.lasted / 2
    elif row.sign is is_signed_out:
        assert measured.recovered <= SCALE.sign_in + SLACK
    elif row.sign is None:
        assert measured.recovered <= SLACK


def put(item: int, tagline: str, *, served: bool = True) -> Exchange:
    return Exchange(0.0, "PUT", f"/library/sections/1/all?id={item}&tagline.value={tagline}", served, 200)


def read(*items: int, status: int | None = 200) -> Exchange:
    return Exchange(0.0, "GET", f"/library/metadata/{','.join(map(str, items))}?x=1", True, status)


@pytest.mark.parametrize(
    ("exchanges", "twice"),
    [
        ([put(1, "a"), read(1, 2), put(1, "a")], 1),
        ([put(1, "a"), read(1), put(1, "a"), read(1), put(1, "a")], 2),
        ([put(1, "a"), put(1, "a"), read(1)], 0),
        ([put(1, "a"), read(1, status=None), put(1, "a")], 0),
        ([put(1, "a", served=False), read(1), put(1, "a")], 0),
        ([put(1, "a"), read(1), put(1, "b"), read(1), put(1, "a")], 0),
        ([put(1, "a"), read(1), put(2, "a")], 0),
    ],
)
def test_the_count_of_what_was_delivered_twice_after_its_verification_is_right(exchanges, twice) -> None:
    assert delivered_twice(exchanges) == twice
