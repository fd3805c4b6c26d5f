"""The virtual screen, for every test in this folder that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.screen import Screen, TrayHost, require, virtual_screen


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A display and a session bus of the test's own, without a tray."""
    require("Xvfb", "dbus-daemon", "xwininfo")
    with virtual_screen() as made:
        yield made


@pytest.fixture
def host(screen: Screen) -> TrayHost:
    """The tray on that screen."""
    return screen.start_tray_host()
