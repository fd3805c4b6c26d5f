"""What a person asks for in the window is done by the real engine, to a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from core.clock import SystemClock
from core.delivery.journal import peek_journal
from core.delivery.listings import FAILED, QUEUE
from core.delivery.peek import peek_failed
from core.demo.simulator import PlexSimulator, Refuses, writes
from core.logs import set_up
from core.model import Change, FailureKind, Metadata
from core.paths import Home, resolve_home
from core.secrets import TOKEN_VARIABLE, Redactor, TokenStore
from gui.app import TrayApplication
from gui.first_sight import FirstSight

SETTINGS = """
[plex]
url = {url}

[[folders]]
path = {folder}
"""


class Bench:
    def __init__(self, application: TrayApplication, plex: PlexSimulator, home: Home, qtbot) -> None:
        self.application, self.plex, self.home, self._qtbot = application, plex, home, qtbot
        self.asks = application._window.asks
        self.paths: list[str] = []

    @property
    def snapshot(self):
        return self.application._engine.snapshot

    def wait(self, condition) -> None:
        self._qtbot.waitUntil(condition, timeout=15_000)

    def edit(self, *numbers: int, tagline: str = "Edited") -> None:
        changes = [Change(self.paths[number], Metadata(tagline=tagline), "test") for number in numbers]
        self.application._engine._post(lambda worker: worker.queue.enqueue(changes))

    def tagline(self, number: int) -> str | None:
        (item,) = (item for item in self.plex.store.items([1, 2, 3]) if self.paths[number] in item.files)
        return item.fields.get("tagline") or None

    def ids(self, listing) -> list[int]:
        return list(listing.keys(self.home.database))


@pytest.fixture
def bench(qtbot, tmp_path) -> Iterator[Bench]:
    home = resolve_home(tmp_path / "home", {})
    home.create()
    folder = tmp_path / "films"
    folder.mkdir()
    redactor = Redactor()
    with PlexSimulator() as plex:
        plex.add_library(str(folder))
        home.settings.write_text(SETTINGS.format(url=json.dumps(plex.url), folder=json.dumps(str(folder))))
        logs = set_up(home.log, to_terminal=False, redact=redactor)
        tokens = TokenStore(home.token_file, {TOKEN_VARIABLE: plex.token}, account="test", redactor=redactor)
        application = TrayApplication(FirstSight(home, SystemClock()), tokens, logs)
        made = Bench(application, plex, home, qtbot)
        for number in range(3):
            made.paths.append(str(folder / f"Film {number} (2000).mkv"))
            plex.add_film(made.paths[-1])
        application.start()
        made.wait(lambda: made.snapshot.server.name is not None)
        yield made
        ended = application.close()
        logs.close()
        assert ended


def test_a_delivered_change_can_be_undone(bench):
    before = bench.tagline(0)
    bench.edit(0)
    bench.wait(lambda: bench.tagline(0) == "Edited")
    (entry,) = peek_journal(bench.home.database, -1)
    bench.asks.undo_requested.emit([entry.id])
    bench.wait(lambda: bench.tagline(0) == before)
    bench.wait(lambda: peek_journal(bench.home.database, -1)[-1].undone_by is not None)


def test_failed_changes_can_be_retried_one_by_one_or_all_of_a_kind_and_discarded(bench):
    bench.plex.faults.set(Refuses(400), writes())
    bench.edit(0, 1, 2)
    bench.wait(lambda: bench.snapshot.queue.failed == 3)
    first = peek_failed(bench.home.database)[-1]
    bench.asks.discard_requested.emit([first.id])
    bench.wait(lambda: bench.snapshot.queue.failed == 2)
    bench.plex.faults.clear()
    bench.asks.retry_requested.emit(bench.ids(FAILED)[:1])
    bench.wait(lambda: bench.snapshot.queue.failed == 1)
    bench.asks.retry_kind_requested.emit(FailureKind.REFUSED)
    bench.wait(lambda: [bench.tagline(number) for number in range(3)].count("Edited") == 2)
    bench.wait(lambda: bench.snapshot.queue.failed == 0)


def test_waiting_changes_can_be_removed_and_put_first(bench):
    bench.asks.pause_requested.emit()
    bench.wait(lambda: bench.snapshot.paused)
    bench.edit(0, 1, 2)
    bench.wait(lambda: bench.snapshot.queue.waiting == 3)
    first, second, third = bench.ids(QUEUE)
    bench.asks.deliver_first_requested.emit([third])
    bench.wait(lambda: bench.ids(QUEUE) == [third, first, second])
    bench.asks.remove_requested.emit([first])
    bench.wait(lambda: bench.snapshot.queue.waiting == 2)
    bench.asks.resume_requested.emit()
    bench.wait(lambda: bench.tagline(1) == bench.tagline(2) == "Edited")
    assert bench.tagline(0) != "Edited"


def test_the_menu_leads_to_the_page_that_it_names(bench):
    bench.plex.faults.set(Refuses(400), writes())
    bench.edit(0)
    bench.wait(lambda: bench.snapshot.queue.failed == 1)
    bench.application._tray.menu.failed_requested.emit()
    assert bench.application._window.window._failed.isVisible()
