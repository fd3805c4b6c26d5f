"""The real application, with a server in another process and ten thousand changes, and a watch on its event loop."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import JobQueue
from core.demo.simulator import ALL_BUT_IDENTITY, Hangs, PlexSimulator, SimulatorProcess
from core.logs import set_up
from core.model import Change, Metadata
from core.paths import Home, resolve_home
from core.secrets import TOKEN_VARIABLE, Redactor, TokenStore
from gui.app import TrayApplication
from gui.first_sight import FirstSight

JOBS = 10_000
ROUND = JOBS // 3 if os.environ.get("RECLOSER_PROVE") else 500
"""Deliveries that are watched at a stretch."""
ROUNDS = 3
"""What is ours is there every time; what other programs do to this one is not."""

SETTINGS = """
[plex]
url = {url}

[[folders]]
path = {folder}

[behaviour]
recovery_ramp = false
"""


class Pulse(QObject):
    """Watches the event loop, as a person's hand would."""

    def __init__(self) -> None:
        super().__init__()
        self._longest = 0.0
        self._timer = QTimer(self, interval=5)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last, self._waited = time.perf_counter(), waited_for_a_processor()
        self._idle, self._asleep_since = 0.0, self._last
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.connect(self._sleep)
        dispatcher.awake.connect(self._wake)
        self._timer.start()

    def _sleep(self) -> None:
        self._asleep_since = time.perf_counter()

    def _wake(self) -> None:
        self._idle += time.perf_counter() - self._asleep_since

    def _beat(self) -> None:
        now, waited = time.perf_counter(), waited_for_a_processor()
        # While other programs had the processors, nothing of ours held the loop up; nor did anything while it slept: a
        # virtual machine may wake it up late.
        self._longest = max(self._longest, (now - self._last) - self._idle - max(0.0, waited - self._waited))
        self._last, self._waited, self._idle = now, waited, 0.0

    def longest(self) -> float:
        """Seconds that an event had to wait at most, since this was last asked."""
        longest, self._longest = self._longest, 0.0
        return longest


def waited_for_a_processor() -> float:
    """Seconds, by all threads of ours together: any may have held the interpreter. 0 where the system does not tell."""
    waited = 0
    for thread in Path("/proc/self/task").glob("*/schedstat"):
        with suppress(OSError):  # it has just ended
            waited += int(thread.read_bytes().split()[1])
    return waited / 1e9


class Bench:
    def __init__(self, application: TrayApplication, plex: SimulatorProcess, qtbot) -> None:
        self.application, self.plex, self._qtbot = application, plex, qtbot
        self.menu: QMenu = application._tray.menu.menu
        self._pulse = Pulse()

    @property
    def snapshot(self):
        return self.application._engine.snapshot

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=60_000)

    def longest_stall(self, once: Callable[[], None], enough: float) -> float:
        """Seconds; of several rounds the quietest, which ends it when it is below `enough`."""
        found = []
        for _ in range(ROUNDS):
            self._qtbot.wait(20)
            self._pulse.longest()
            once()
            found.append(self._pulse.longest())
            if found[-1] < enough:
                break
        return min(found)

    def use_everything(self) -> None:
        """What a person may do in a second."""
        self.menu.popup(QPoint(10, 10))
        self._qtbot.wait(200)
        self.menu.close()
        self.application._engine.pause()
        self._qtbot.wait(100)
        self.menu.popup(QPoint(10, 10))
        self.application._engine.resume()
        self._qtbot.wait(200)
        self.menu.close()

    def begin_delivery(self) -> None:
        """The server answers again, and the first changes have arrived."""
        self.plex.faults.clear()
        self.application._engine.reset()
        self.wait_until(lambda: self.snapshot.stats.succeeded > 0)

    def deliver(self) -> None:
        """Until so many more have arrived."""
        wanted = self.snapshot.stats.succeeded + ROUND
        self.wait_until(lambda: self.snapshot.stats.succeeded >= min(wanted, JOBS))


def fill(home: Home, folder: Path, database: Path) -> None:
    paths = [str(folder / f"Film {number} (2000).mkv") for number in range(JOBS)]
    with PlexSimulator(database) as plex:
        plex.add_library(str(folder))
        for path in paths:
            plex.add_film(path)
    clock = SystemClock()
    queue = JobQueue(Database(home.database, clock), clock)
    queue.enqueue([Change(path, Metadata(tagline="Edited"), "test") for path in paths])
    queue.close()


@contextmanager
def ten_thousand_changes(qtbot, tmp_path: Path) -> Iterator[Bench]:
    """Waiting for a server that hangs."""
    home = resolve_home(tmp_path / "home", {})
    home.create()
    folder = tmp_path / "films"
    folder.mkdir()
    fill(home, folder, tmp_path / "plex.sqlite3")
    redactor = Redactor()
    with SimulatorProcess(tmp_path / "plex.sqlite3") as plex:
        plex.faults.set(Hangs(), ALL_BUT_IDENTITY)
        home.settings.write_text(SETTINGS.format(url=json.dumps(plex.url), folder=json.dumps(str(folder))))
        logs = set_up(home.log, to_terminal=False, redact=redactor)
        tokens = TokenStore(home.token_file, {TOKEN_VARIABLE: plex.token}, account="test", redactor=redactor)
        application = TrayApplication(FirstSight(home, SystemClock()), tokens, logs)
        application.start()
        yield Bench(application, plex, qtbot)
        ended = application.close()
        logs.close()
        assert ended
