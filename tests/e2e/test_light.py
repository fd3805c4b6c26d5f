"""The real application as a process: what it has loaded while it has nothing to do."""

from __future__ import annotations

import sys

import pytest

from core.demo.simulator import RequestKind
from tests.e2e.application import App
from tests.e2e.screen import Screen, TrayHost, wait_until

pytestmark = pytest.mark.screen

FOR_DELIVERIES = {"lxml", "plexapi", "requests", "urllib3", "core.plex.http"}
FOR_A_PERSON = {"PySide6.QtNetwork", "gui.window.main_window", "html.entities", "keyring", "tomlkit"}
FOR_SECRETS = {"_hashlib", "_ssl", "cryptography"}


def test_at_rest_nothing_is_loaded_that_only_deliveries_or_people_need(
    screen: Screen, app: App, host: TrayHost
) -> None:
    app.configure(heartbeat=1.0)
    app.start()
    app.wait_for_delivered(len(app.films))
    app.end()
    app.plex.log.clear()

    screen.start([sys.executable, "-X", "importtime", "-m", "gui.cli", "--background"], **app.environ)
    host.wait_for_item()
    wait_until(lambda: app.plex.log.counts[RequestKind.IDENTITY] >= 2, "two health checks")
    loaded = {line.rpartition("|")[2].strip() for line in screen.output(2).splitlines() if "|" in line}
    assert {"core.delivery.worker", "core.sources.watched_folder"} <= loaded
    assert app.plex.log.counts[RequestKind.SECTIONS] == 1
    assert not loaded & (FOR_DELIVERIES | FOR_A_PERSON | FOR_SECRETS)


@pytest.fixture
def app(screen: Screen, plex, tmp_path) -> App:
    return App(screen, plex, tmp_path)
