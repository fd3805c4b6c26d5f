"""The engine goes on, whatever becomes of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import settings, status
from core.clock import SystemClock
from core.demo.simulator import PlexSimulator
from core.logs import set_up
from core.model import CircuitState
from core.paths import Home, resolve_home
from core.secrets import TOKEN_VARIABLE, Redactor, TokenStore
from gui.engine import Engine
from gui.worker_thread import WorkerThread


@pytest.fixture
def plex() -> Iterator[PlexSimulator]:
    with PlexSimulator() as simulator:
        simulator.add_library("/data/Movies")
        yield simulator


@pytest.fixture
def home(tmp_path: Path, plex: PlexSimulator) -> Home:
    home = resolve_home(tmp_path, {})
    home.create()
    home.settings.write_text(f'[plex]\nurl = "{plex.url}"\n')
    return home


@pytest.fixture
def engine(qapp, home: Home, plex: PlexSimulator) -> Iterator[Engine]:
    redactor, clock = Redactor(), SystemClock()
    logs = set_up(home.log, to_terminal=False, redact=redactor)
    tokens = TokenStore(home.token_file, {TOKEN_VARIABLE: plex.token}, redactor=redactor, account="test")
    loaded = settings.load(home.settings)
    engine = Engine(home, tokens, logs, loaded, status.at_rest(home, loaded, clock), clock)
    engine.start()
    yield engine
    assert engine.stop()
    logs.close()


def test_settings_that_were_put_back_while_a_request_hung_are_served_again(
    qtbot, engine: Engine, home: Home, plex: PlexSimulator, monkeypatch
) -> None:
    qtbot.waitUntil(lambda: engine.snapshot.server.name is not None, timeout=10_000)
    before, stop = home.settings.read_text(), WorkerThread.stop

    def stop_in_vain(thread: WorkerThread) -> bool:
        """As while a name is looked up, which cannot be given up."""
        stop(thread)
        monkeypatch.setattr(WorkerThread, "stop", stop)
        home.settings.write_text(before)
        return False

    monkeypatch.setattr(WorkerThread, "stop", stop_in_vain)
    home.settings.write_text(f"{before}connect_timeout = 4.0\n")
    qtbot.waitUntil(lambda: WorkerThread.stop is stop, timeout=10_000)
    plex.log.clear()

    def is_asked() -> bool:
        engine.check_now()
        return bool(plex.log.requests)

    qtbot.waitUntil(is_asked, timeout=10_000)


def test_an_outage_is_not_restored_by_a_change_of_the_settings(qtbot, engine: Engine, home: Home, plex) -> None:
    told: list[object] = []
    engine.happened.connect(told.append)
    home.settings.write_text(f'[plex]\nurl = "{plex.url}"\n[breaker]\nfailure_threshold = 1\n')
    plex.stop()
    qtbot.waitUntil(lambda: engine.snapshot.breaker.state is CircuitState.OPEN, timeout=10_000)
    with qtbot.waitSignal(engine.settings_changed, timeout=10_000):
        home.settings.write_text(home.settings.read_text() + "success_threshold = 2\n")
    with qtbot.waitSignal(engine.snapshot_changed, timeout=10_000):
        pass
    assert engine.snapshot.breaker.state is CircuitState.OPEN
    assert len(engine.findChildren(WorkerThread)) == 1
    assert [type(event).__name__ for event in told] == ["OutageBegan"]
