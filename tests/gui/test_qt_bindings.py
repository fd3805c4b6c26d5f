from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QTimer


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal: no reference to it can be lost")
def test_the_qt_bindings_lose_no_reference_to_none(qapp) -> None:
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(300):
        timer.stop()
    assert sys.getrefcount(None) > before - 100
