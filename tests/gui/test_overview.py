from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QToolTip

from core.database import Database
from core.delivery.journal import Journal
from core.model import DeliveredChange, Field, FieldChange, Kind, QueueCounts, ServerView, Snapshot, Stats
from core.resilience.outages import Ending, History, Outage, OutageLog
from core.resilience.strip import cut
from core.resilience.watched import Period, WatchLog
from core.snapshot import AskedCheck
from gui.window.asks import Asks
from gui.window.overview_page import OverviewPage
from gui.window.reader import Reader
from gui.window.strip import Strip

CONNECTED = Snapshot(server=ServerView("http://127.0.0.1:32400", signed_in=True))
TAGLINE = FieldChange(Field.TAGLINE, "old", "new")


@pytest.fixture
def database(tmp_path, clock):
    made = Database(tmp_path / "recloser.sqlite3", clock)
    yield made
    made.close()


@pytest.fixture
def show(qtbot, tmp_path, clock, database):
    readers, pages = [], []  # qtbot does not keep them: with the test's last reference they would go at once

    def shown() -> OverviewPage:
        readers.append(Reader())
        page = OverviewPage(readers[0], tmp_path / "recloser.sqlite3", Asks(), clock, CONNECTED)
        qtbot.addWidget(page, before_close_func=lambda _page: readers[0].close())
        pages.append(page)
        page.resize(900, 700)
        page.show()
        qtbot.waitUntil(lambda: not page._reading, timeout=5000)
        return page

    yield shown
    assert all(reader.close(5000) for reader in readers)


def deliver(database: Database, clock, count: int) -> None:
    journal = Journal(database, clock)
    for number in range(count):
        clock.advance(2.5)
        journal.begin([DeliveredChange("/f/a.mkv", "nfo", 1, "uuid", Kind.MOVIE, number, f"Film {number}", (TAGLINE,))])


def words(page: OverviewPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def counter(page: OverviewPage, caption: str) -> str:
    return words(page)[words(page).index(caption) - 1]


def activity(page: OverviewPage) -> list[str]:
    entries = page.findChild(QListWidget)
    return [entries.item(row).text().split("   ", 1)[-1] for row in range(entries.count())]


def test_tells_how_much_was_delivered_today_and_how_fast(show, database, clock):
    deliver(database, clock, 3)
    page = show()
    assert counter(page, "Delivered today") == "3"
    assert counter(page, "Seconds per change") == "2.50"


def test_says_that_nothing_is_known_rather_than_nothing(show):
    page = show()
    assert counter(page, "Seconds per change") == "—"
    assert words(page).count("not known") == 3
    assert activity(page) == ["Nothing has happened yet. Delivered changes and outages appear here."]


def test_recent_activity_is_what_was_delivered_and_what_plex_did_the_latest_first(show, database, clock):
    deliver(database, clock, 1)
    outages = OutageLog(database, clock)
    outages.began(clock.time() + 1, "connection refused")
    outages.ended(clock.time() + 61, 60.0, Ending.RECOVERED, 3)
    page = show()
    assert activity(page) == [
        "Plex answers again, after 1 min",
        "Plex stopped answering: connection refused",
        "Delivered: Film 0 (Tagline: old → new)",
    ]


def test_what_is_delivered_while_it_is_seen_appears_within_seconds(qtbot, show, database, clock):
    page = show()
    deliver(database, clock, 1)
    page.show_snapshot(replace(CONNECTED, stats=Stats(1, 1, 0)))
    qtbot.waitUntil(lambda: counter(page, "Delivered today") == "1", timeout=5000)


def test_the_strips_tell_the_share_of_the_watched_time(show, database, clock):
    watch = WatchLog(database, clock)
    for _ in range(60):
        watch.watching()
        clock.advance(60)
    watch.watching()
    watch.flush()
    outages = OutageLog(database, clock)
    outages.began(clock.time() - 360, "connection refused")
    outages.ended(clock.time(), 360.0, Ending.RECOVERED, 0)
    page = show()
    assert words(page).count("90.00 %") == 3
    assert page.findChildren(Strip)[0].accessibleName() == "24 hours: 90.00 %"


class TestStrip:
    NOW = 1_795_400_000.0

    @pytest.fixture
    def strip(self, qtbot):
        outage = Outage(1, self.NOW - 50, self.NOW - 30, Ending.RECOVERED, "connection refused", 0, 0, None)
        strip = Strip("One minute")
        strip.resize(400, 30)
        strip.show_slices(cut(History((outage,), (Period(self.NOW - 75, self.NOW),)), 100.0, 4, self.NOW), self.NOW)
        qtbot.addWidget(strip)
        strip.show()
        return strip

    @pytest.mark.parametrize("window", ["#f0f0f0", "#202326", "#000000", "#ffffff"])
    def test_up_down_and_unknown_differ_by_more_than_colour(self, strip, window):
        palette = QPalette(strip.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(window))
        text = "white" if QColor(window).lightness() < 128 else "black"
        palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
        strip.setPalette(palette)
        picture = strip.grab().toImage()
        unknown, up, down, mixed = (
            [picture.pixelColor(place * 100 + 40, y).getRgb()[:3] for y in (5, 25)] for place in range(4)
        )
        assert up[0] == up[1]
        assert mixed[0] == mixed[1] or mixed[0] != up[0]
        assert down[0] != down[1]  # hangs from the top
        assert unknown[0] == unknown[1] != up[0]
        assert picture.pixelColor(40, 1).getRgb()[:3] != unknown[0]  # a frame

    def test_the_mouse_tells_of_each_outage(self, qtbot, strip):
        place = QPoint(250, 10)
        QApplication.sendEvent(strip, QHelpEvent(QHelpEvent.Type.ToolTip, place, strip.mapToGlobal(place)))
        assert "for 20 s: connection refused" in QToolTip.text()
        QToolTip.hideText()

    def test_says_what_is_not_known(self, strip):
        assert "Not known: Plex was not being watched" in strip.told(0)
        assert "Plex answered" in strip.told(1)

    def test_the_arrow_keys_go_from_bar_to_bar_and_a_screen_reader_is_told(self, qtbot, strip):
        strip.setFocus()
        qtbot.keyClick(strip, Qt.Key.Key_Left)
        assert "Plex answered" in strip.accessibleDescription()
        qtbot.keyClick(strip, Qt.Key.Key_Left)
        assert "connection refused" in strip.accessibleDescription()
        qtbot.keyClick(strip, Qt.Key.Key_Home)
        assert "Not known" in strip.accessibleDescription()


def test_says_at_once_that_plex_is_being_asked_and_then_what_came_of_it(show, clock):
    page = show()
    page.show_snapshot(replace(CONNECTED, asked_check=AskedCheck(clock.time())))
    assert "Asking Plex…" in words(page)
    page.show_snapshot(replace(CONNECTED, asked_check=AskedCheck(clock.time(), running=False, reason="timed out")))
    clock.advance(3)
    page._on_tick()
    assert "Checked 3 s ago: timed out" in words(page)
    clock.advance(3600)
    page._on_tick()
    assert not page._ui.asked_check.isVisible()


def test_a_page_that_nobody_sees_reads_nothing(qtbot, show):
    page = show()
    page.hide()
    page.show_snapshot(replace(CONNECTED, queue=QueueCounts(failed=1)))
    qtbot.wait(1200)
    assert page._stale
    assert not page._reading
