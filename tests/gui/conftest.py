"""Widgets are tested without a screen."""

from __future__ import annotations

import os

import pytest

# Read when the application object is made, long after this file.
os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def _garbage(garbage_on_the_main_thread: None) -> None:
    """The collector of a worker's thread must not meet the widgets of an earlier test."""
