"""What all proofs share: how hard to try, and chance that can be repeated."""

from __future__ import annotations

import logging
import os
import random

import pytest

_log = logging.getLogger(__name__)

# Read when the application object is made, long after this file.
os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture
def chance() -> random.Random:
    """Always the same in the short variants; in the long ones another each time, and told when the test fails."""
    wanted = os.environ.get("RECLOSER_SEED")
    seed = int(wanted) if wanted else random.randrange(2**32) if os.environ.get("RECLOSER_PROVE") else 1
    _log.warning("The same again: RECLOSER_SEED=%d", seed)
    return random.Random(seed)
