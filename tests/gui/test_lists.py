"""The pages with long lists, on a real database, read by the real thread."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMessageBox, QTextBrowser

from core.database import Database
from core.delivery.journal import Journal
from core.delivery.queue import Delivered, Failed, JobQueue, Retry
from core.delivery.unapproved import UnapprovedJobs
from core.model import (
    Approval,
    BreakerView,
    Change,
    CircuitState,
    DeliveredChange,
    FailureKind,
    Field,
    FieldChange,
    Kind,
    Metadata,
    PlannedChange,
    QueueCounts,
    ServerView,
    Snapshot,
)
from core.resilience.outages import Ending, OutageLog
from gui.window.asks import Asks
from gui.window.failed_page import FailedPage
from gui.window.history_page import HistoryPage
from gui.window.list_page import ListPage
from gui.window.outages_page import OutagesPage
from gui.window.preview_page import PreviewPage
from gui.window.queue_page import QueuePage
from gui.window.reader import Reader
from gui.window.table import Table
from tests.gui.stall_bench import waited_for_a_processor

CONNECTED = Snapshot(server=ServerView("http://127.0.0.1:32400", signed_in=True))
OPEN = replace(CONNECTED, breaker=BreakerView(CircuitState.OPEN, 5, 1.0, 1.0, 12.0, "connection refused"))
TAGLINE = FieldChange(Field.TAGLINE, "old <b>words</b>", "new words")
GENRES = FieldChange(Field.GENRES, ("Drama",), ("Drama", "Science Fiction"))
SMOOTH = 0.016
"""Seconds."""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "recloser.sqlite3"


@pytest.fixture
def queue(file, clock):
    made = JobQueue(Database(file, clock), clock)
    yield made
    made.close()


@pytest.fixture
def asks(qapp):
    return Asks()


@pytest.fixture
def reader(qapp):
    made = Reader()
    yield made
    assert made.close(5000)


@pytest.fixture
def show(qtbot, reader):
    pages: list[ListPage] = []  # qtbot does not keep them: with the test's last reference they would go at once

    def shown(page: ListPage) -> ListPage:
        # As in the application: a page gets no answer any more once it is gone.
        qtbot.addWidget(page, before_close_func=lambda _page: reader.close())
        pages.append(page)
        page.resize(900, 600)
        page.show()
        qtbot.waitUntil(lambda: page._model.known, timeout=5000)
        return page

    yield shown
    reader.close()


@pytest.fixture
def queue_page(reader, file, asks, clock, queue, show):
    return lambda: show(QueuePage(reader, file, asks, clock, CONNECTED))


@pytest.fixture
def failed_page(reader, file, asks, clock, queue, show):
    return lambda: show(FailedPage(reader, file, asks, clock))


def film(number: int) -> Change:
    return Change(f"/films/Film {number:06}.mkv", Metadata(title=f"Film {number:06}"), "test", Kind.MOVIE)


def table(page: ListPage) -> Table:
    return page.findChild(Table)


def texts(page: ListPage) -> list[tuple[str, ...]]:
    """All rows that have been read, as they are shown."""
    return [page._model.texts(row) for row in range(page._model.rowCount())]


def titles(page: ListPage) -> list[str]:
    return [row[0] for row in texts(page)]


def notice(page: ListPage) -> str:
    found = [label.text() for label in table(page).viewport().findChildren(QLabel) if label.isVisible()]
    return "".join(found)


def press(page: ListPage, text: str) -> None:
    next(b for b in page.findChildren(QAbstractButton) if b.text().replace("&", "") == text).click()


def offered(page: ListPage) -> set[str]:
    return {action.text().replace("&", "") for action, _ in page._actions if action.isEnabled()}


def choose(page: ListPage, *rows: int) -> None:
    selection = table(page).selectionModel()
    for row in rows:
        selection.select(
            page._model.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def failed_twice(queue: JobQueue) -> None:
    queue.enqueue([film(1), film(2)])
    first, second = queue.claim(2)
    queue.settle([Failed(first.id, FailureKind.REFUSED, "400 Bad Request", (TAGLINE, GENRES))])
    queue.settle([Failed(second.id, FailureKind.AMBIGUOUS, "two items have this file")])


class TestQueue:
    def test_tells_what_waits_why_and_when_it_is_tried_next(self, qtbot, queue, queue_page, clock):
        queue.enqueue([film(1), film(2), film(3)])
        (one,) = queue.claim(1)
        queue.settle([Retry(one.id, 3600, FailureKind.NOT_IN_PLEX, "Plex does not have it yet")])
        page = queue_page()
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        assert [row[:2] for row in texts(page)] == [
            ("Film 000002", "Waits for its turn"),
            ("Film 000003", "Waits for its turn"),
            ("Film 000001", "Plex does not have it yet"),
        ]
        assert texts(page)[0][3] == "when its turn comes"
        assert texts(page)[2][3]

    def test_says_why_nothing_moves_when_plex_is_away(self, qtbot, queue, queue_page):
        queue.enqueue([film(1)])
        page = queue_page()
        page.show_snapshot(OPEN)
        qtbot.waitUntil(lambda: texts(page)[0][1:] and texts(page)[0][1] == "Plex does not answer", timeout=5000)
        assert texts(page)[0][3] == "when Plex is back"

    def test_tells_what_is_on_its_way_just_now(self, qtbot, queue, queue_page):
        queue.enqueue([film(1), film(2)])
        page = queue_page()
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        (first,) = queue.claim(1)
        page.show_snapshot(replace(CONNECTED, delivering=(first.id,)))
        assert [(why, when) for _, why, _, when in texts(page)] == [
            ("Is being delivered", "now"),
            ("Waits for its turn", "when its turn comes"),
        ]
        page.show_snapshot(CONNECTED)
        assert texts(page)[0][1] == "Waits for its turn"

    def test_an_empty_queue_says_what_that_means(self, queue_page):
        assert "Nothing waits" in notice(queue_page())

    def test_a_search_narrows_it_down_and_says_when_nothing_fits(self, qtbot, queue, queue_page):
        queue.enqueue([film(number) for number in range(30)])
        page = queue_page()
        page.findChild(QLineEdit).setText("Film 000017")
        qtbot.waitUntil(lambda: titles(page) == ["Film 000017"], timeout=5000)
        page.findChild(QLineEdit).setText("nowhere")
        qtbot.waitUntil(lambda: "Nothing fits “nowhere”." in notice(page), timeout=5000)

    def test_what_is_chosen_stays_chosen_and_in_its_place_while_others_are_delivered(self, qtbot, queue, queue_page):
        queue.enqueue([film(number) for number in range(200)])
        page = queue_page()
        choose(page, 120)
        wanted = page.chosen()
        table(page).verticalScrollBar().setValue(110)
        jobs = queue.claim(50)
        queue.settle([Delivered(job.id) for job in jobs])
        page.refresh()
        qtbot.waitUntil(lambda: page._model.rowCount() == 150, timeout=5000)
        assert page.chosen() == wanted
        assert table(page).selectionModel().selectedRows()[0].row() == 70
        assert table(page).verticalScrollBar().value() == 60

    def test_what_is_chosen_and_delivered_is_chosen_no_more(self, qtbot, queue, queue_page):
        queue.enqueue([film(number) for number in range(20)])
        page = queue_page()
        choose(page, 0, 10)
        left = page.chosen()[1]
        queue.settle([Delivered(job.id) for job in queue.claim(5)])
        page.refresh()
        qtbot.waitUntil(lambda: page._model.rowCount() == 15, timeout=5000)
        assert page.chosen() == [left]

    def test_nothing_moves_while_very_many_are_chosen(self, qtbot, queue, queue_page):
        queue.enqueue([film(number) for number in range(600)])
        page = queue_page()
        table(page).selectAll()
        assert len(page.chosen()) == 600
        queue.settle([Delivered(job.id) for job in queue.claim(5)])
        page.refresh()
        qtbot.wait(400)
        assert page._model.rowCount() == 600
        table(page).clearSelection()
        page.refresh()
        qtbot.waitUntil(lambda: page._model.rowCount() == 595, timeout=5000)

    def test_what_was_seen_long_ago_is_read_again_and_what_is_chosen_is_never_forgotten(self, qtbot, queue, queue_page):
        queue.enqueue([film(number) for number in range(3000)])
        page = queue_page()
        qtbot.waitUntil(lambda: bool(titles(page)[0]), timeout=5000)
        choose(page, 1)
        bar = table(page).verticalScrollBar()
        for row in range(0, 3000, 15):
            bar.setValue(row)
            table(page).viewport().repaint()
            qtbot.waitUntil(lambda row=row: bool(page._model.texts(min(bar.value(), row))[0]))
        qtbot.waitUntil(lambda: "Deliver now" in offered(page), timeout=5000)
        assert "Film 000001" in page.findChild(QTextBrowser).toPlainText()
        assert sum(map(bool, titles(page))) < 1500
        bar.setValue(0)
        qtbot.waitUntil(lambda: bool(titles(page)[0]), timeout=5000)

    def test_very_many_can_be_removed_and_the_list_goes_on(self, qtbot, queue, queue_page, asks):
        queue.enqueue([film(number) for number in range(600)])
        page = queue_page()
        qtbot.waitUntil(lambda: bool(titles(page)[0]), timeout=5000)
        asks.remove_requested.connect(queue.remove)
        table(page).selectAll()
        press(page, "Remove")
        next(b for b in page.findChild(QMessageBox).buttons() if b.text() == "&Remove").click()
        qtbot.waitUntil(lambda: page._model.rowCount() == 0, timeout=5000)
        assert "Nothing waits" in notice(page)

    def test_deliver_now_and_remove_name_the_chosen_changes(self, qtbot, queue, queue_page, asks):
        queue.enqueue([film(number) for number in range(5)])
        page = queue_page()
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        assert offered(page) == set()
        choose(page, 3)
        wanted = page.chosen()
        with qtbot.waitSignal(asks.deliver_first_requested, timeout=1000) as asked:
            press(page, "Deliver now")
        assert asked.args == [wanted]
        page.activateWindow()
        table(page).setFocus()
        qtbot.waitUntil(page.isActiveWindow, timeout=2000)
        with qtbot.waitSignal(asks.remove_requested, timeout=1000) as asked:
            qtbot.keyClick(table(page), Qt.Key.Key_Delete)
        assert asked.args == [wanted]

    def test_removing_several_asks_first(self, qtbot, queue, queue_page, asks):
        queue.enqueue([film(number) for number in range(5)])
        page = queue_page()
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        choose(page, 1, 2)
        wanted = page.chosen()
        with qtbot.assertNotEmitted(asks.remove_requested):
            press(page, "Remove")
        box = page.findChild(QMessageBox)
        assert box.text() == "Remove 2 changes from the queue?"
        with qtbot.waitSignal(asks.remove_requested, timeout=1000) as asked:
            next(b for b in box.buttons() if b.text() == "&Remove").click()
        assert asked.args == [wanted]

    def test_the_list_is_read_again_four_times_a_second_at_most_and_not_at_all_while_nobody_sees_it(
        self, qtbot, queue, queue_page
    ):
        queue.enqueue([film(number) for number in range(5)])
        page = queue_page()
        looks = []
        page._model.listed.connect(lambda: looks.append(time.monotonic()))
        began = time.monotonic()
        while time.monotonic() - began < 1.0:
            page.show_snapshot(replace(CONNECTED, queue=QueueCounts(waiting=int(time.monotonic() * 1000))))
            qtbot.wait(5)
        assert 1 <= len(looks) <= 5
        page.hide()
        qtbot.wait(300)
        looks.clear()
        page.show_snapshot(replace(CONNECTED, queue=QueueCounts(waiting=1)))
        qtbot.wait(400)
        assert looks == []
        page.show()
        qtbot.waitUntil(lambda: len(looks) == 1, timeout=5000)

    def test_a_database_that_cannot_be_read_is_told_and_read_again_later(self, qtbot, file, queue, queue_page):
        queue.enqueue([film(1)])
        page = queue_page()
        hidden = file.with_name("away")
        file.rename(hidden)
        file.write_bytes(b"not a database at all, but long enough to look like one" * 40)
        page.refresh()
        qtbot.waitUntil(lambda: "damaged" in notice(page) or "another program" in notice(page), timeout=5000)
        hidden.replace(file)
        page.refresh()
        qtbot.waitUntil(lambda: notice(page) == "", timeout=5000)

    @pytest.mark.alone
    def test_a_hundred_thousand_rows_scroll_smoothly_from_end_to_end(self, qtbot, queue, queue_page):
        queue.enqueue([film(number) for number in range(100_000)])
        page = queue_page()
        bar = table(page).verticalScrollBar()
        slowest = 0.0
        for step in range(101):
            began, waited = time.perf_counter(), waited_for_a_processor()
            bar.setValue(bar.maximum() * step // 100)
            table(page).viewport().repaint()
            slowest = max(slowest, time.perf_counter() - began - (waited_for_a_processor() - waited))
            qtbot.wait(2)
        last = page._model.rowCount() - 1
        qtbot.waitUntil(lambda: page._model.texts(last)[0] == "Film 099999", timeout=5000)
        assert slowest < SMOOTH


class TestFailed:
    def test_tells_the_reason_in_words_and_before_and_after(self, qtbot, queue, failed_page):
        failed_twice(queue)
        page = failed_page()
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        assert [row[:3] for row in texts(page)] == [
            ("Film 000002", "Ambiguous", "two items have this file"),
            ("Film 000001", "Refused by Plex", "400 Bad Request"),
        ]
        choose(page, 1)
        shown = page.findChild(QTextBrowser).toPlainText()
        for part in ("400 Bad Request", "Tagline", "old <b>words</b>", "new words", "Drama, Science Fiction"):
            assert part in shown

    def test_retry_retry_all_of_this_kind_and_discard_name_what_they_are_about(self, qtbot, queue, failed_page, asks):
        failed_twice(queue)
        page = failed_page()
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        choose(page, 1)
        for text, signal, wanted in (
            ("Retry", asks.retry_requested, page.chosen()),
            ("Retry all of this kind", asks.retry_kind_requested, FailureKind.REFUSED),
            ("Discard", asks.discard_requested, page.chosen()),
        ):
            with qtbot.waitSignal(signal, timeout=1000) as asked:
                press(page, text)
            assert asked.args == [wanted]

    def test_only_changes_of_one_kind_can_be_retried_with_all_of_that_kind(self, qtbot, queue, failed_page):
        failed_twice(queue)
        page = failed_page()
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        choose(page, 0, 1)
        assert offered(page) == {"Retry", "Discard", "Copy details"}

    def test_details_can_be_copied(self, qtbot, queue, failed_page):
        failed_twice(queue)
        page = failed_page()
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        choose(page, 1)
        press(page, "Copy details")
        copied = QGuiApplication.clipboard().text()
        assert "/films/Film 000001.mkv" in copied
        assert "Refused by Plex: 400 Bad Request" in copied
        assert "Genres: Drama → Drama, Science Fiction" in copied

    def test_an_empty_list_says_so(self, failed_page):
        assert "Nothing has failed." in notice(failed_page())


class TestHistory:
    @pytest.fixture
    def page(self, qtbot, reader, file, asks, clock, show):
        journal = Journal(Database(file, clock), clock)
        note = DeliveredChange(
            "/films/a.mkv", "a.nfo", 1, "library", Kind.MOVIE, 7, "Metropolis", (TAGLINE,), (Field.MOODS,)
        )
        (first,) = journal.begin([note])
        journal.begin([replace(note, fields=(TAGLINE, GENRES)), note], [None, first])
        page = show(HistoryPage(reader, file, asks, clock))
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        return page

    def test_tells_what_changed(self, page):
        assert [row[1] for row in texts(page)] == [
            "Tagline: old <b>words</b> → new words",
            "Tagline, Genres",
            "Tagline: old <b>words</b> → new words",
        ]
        choose(page, 1)
        shown = page.findChild(QTextBrowser).toPlainText()
        assert "old <b>words</b>" in shown
        assert "Plex does not have for this item: Moods" in shown

    def test_a_change_can_be_undone_once(self, qtbot, page, asks):
        choose(page, 2)
        assert texts(page)[2][3] == "undone"
        assert offered(page) == set()
        table(page).clearSelection()
        choose(page, 1)
        with qtbot.waitSignal(asks.undo_requested, timeout=1000) as asked:
            press(page, "Undo")
        assert asked.args == [page.chosen()]


class TestPreview:
    def test_shows_item_by_item_what_would_change_and_writes_only_when_approved(
        self, qtbot, reader, file, asks, clock, show
    ):
        database = Database(file, clock)
        JobQueue(database, clock, needs_approval=True).enqueue([film(1), film(2)])
        unapproved = UnapprovedJobs(database, clock)
        first, second = unapproved.unplanned(2)
        unapproved.plan(
            [
                (first.id, PlannedChange("/films/1.mkv", Kind.MOVIE, "Metropolis", (TAGLINE, GENRES))),
                (second.id, PlannedChange("/films/2.mkv", Kind.MOVIE, "Nosferatu", (), "Plex does not have it")),
            ]
        )
        page = show(PreviewPage(reader, file, asks))
        page.show_snapshot(replace(CONNECTED, approval=Approval(2, 1, 3)))
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        assert texts(page) == [("Metropolis", "Tagline, Genres"), ("Nosferatu", "Plex does not have it")]
        said = "\n".join(label.text() for label in page.findChildren(QLabel))
        assert "1 of 2 items would change · 1 still to be compared" in said
        assert "Nothing is written until you approve." in said
        choose(page, 0)
        assert "Drama, Science Fiction" in page.findChild(QTextBrowser).toPlainText()
        with qtbot.waitSignal(asks.approve_requested, timeout=1000):
            press(page, "Approve and write")
        database.close()


class TestOutages:
    @pytest.fixture
    def page(self, reader, file, clock, show):
        log = OutageLog(Database(file, clock), clock)
        log.began(clock.time() - 7200, "connection refused")
        log.ended(clock.time() - 3600, 3600.0, Ending.RECOVERED, 12)
        log.began(clock.time() - 60, "timed out")
        return show(OutagesPage(reader, file, clock))

    def test_tells_of_each_and_of_the_figures(self, qtbot, page):
        qtbot.waitUntil(lambda: all(titles(page)), timeout=5000)
        rows = [(row[0], row[2], row[3], row[4]) for row in texts(page)]
        assert rows == [
            ("timed out", "1 min so far", "goes on", "0"),
            ("connection refused", "1 h", "Plex came back", "12"),
        ]
        qtbot.waitUntil(lambda: "1 h" in [label.text() for label in page.findChildren(QLabel)], timeout=5000)

    def test_are_exported_as_a_table(self, qtbot, page, tmp_path):
        wanted = tmp_path / "outages.csv"
        page.export(str(wanted))
        qtbot.waitUntil(lambda: wanted.exists() and wanted.read_text().count("\n") == 3, timeout=5000)
        assert wanted.read_text().startswith("id,start,end,seconds,ending,reason,held,delivered\n2,")

    def test_a_file_that_cannot_be_written_is_told(self, qtbot, page, tmp_path):
        page.export(str(tmp_path / "missing" / "outages.csv"))
        qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None, timeout=5000)
        assert "cannot be written: No such file or directory" in page.findChild(QMessageBox).text()


def test_an_empty_list_keeps_no_gap_beside_its_search(queue_page, queue, qtbot) -> None:
    page = queue_page()
    assert not page._ui.count.isVisible()
    queue.enqueue([film(1)])
    page.refresh()
    qtbot.waitUntil(page._ui.count.isVisible, timeout=5000)
    assert page._ui.count.text() == "1 row"
