"""Fixtures of the tests of watched folders."""

from __future__ import annotations

import pytest

from tests.core.sources.house import House


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path)
    yield house
    house.close()
    house.queue.close()
