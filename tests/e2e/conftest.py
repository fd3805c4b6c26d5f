"""The virtual screen, for every test in this folder that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.demo.simulator import PlexSimulator
from tests.e2e.application import Shell
from tests.e2e.screen import Screen, TrayHost, require, virtual_screen


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A display and a session bus of the test's own, without a tray."""
    require("Xvfb", "dbus-daemon", "xwininfo")
    with virtual_screen() as made:
        yield made


@pytest.fixture
def plex() -> Iterator[PlexSimulator]:
    """A server with an empty library list."""
    with PlexSimulator() as simulator:
        yield simulator


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """No screen at all."""
    with ExitStack() as stack:
        yield Shell(tmp_path, stack)


@pytest.fixture
def host(screen: Screen) -> TrayHost:
    """The tray on that screen."""
    return screen.start_tray_host()
