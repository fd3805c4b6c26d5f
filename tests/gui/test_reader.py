from __future__ import annotations

import threading
import weakref

import pytest
from PySide6.QtWidgets import QWidget

from core.database import DatabaseUnavailable
from gui.window.reader import Reader


@pytest.fixture
def reader(qapp):
    made = Reader()
    yield made
    assert made.close(5000)


def refuse(_words: str) -> None:
    raise AssertionError("nobody expected trouble")


def test_looks_on_its_own_thread_and_answers_on_the_main_one_in_order(qtbot, reader):
    answers = []
    for _ in range(5):
        reader.ask(threading.get_ident, lambda found: answers.append((found, threading.get_ident())), refuse)
    qtbot.waitUntil(lambda: len(answers) == 5, timeout=5000)
    looked, told = (set(idents) for idents in zip(*answers, strict=True))
    assert told == {threading.get_ident()}
    assert looked.isdisjoint(told)


def test_tells_in_words_what_cannot_be_read_and_goes_on(qtbot, reader):
    def away() -> None:
        raise DatabaseUnavailable("The database is away")

    told, answers = [], []
    reader.ask(away, answers.append, told.append)
    reader.ask(lambda: 1 / 0, answers.append, told.append)
    reader.ask(lambda: "well", answers.append, refuse)
    qtbot.waitUntil(lambda: answers == ["well"], timeout=5000)
    assert told == ["The database is away", "This cannot be shown; details are in the log."]


def test_a_widget_that_goes_while_its_question_is_answered_is_destroyed_on_the_main_thread(qtbot, reader):
    class Page(QWidget):
        def answer(self, found: object) -> None:
            raise AssertionError("gone")

    looking, may_end, destroyed = threading.Event(), threading.Event(), []

    def look() -> None:
        looking.set()
        assert may_end.wait(5)

    page = Page()
    weakref.finalize(page, lambda: destroyed.append(threading.get_ident()))
    reader.ask(look, page.answer, refuse)
    qtbot.waitUntil(looking.is_set, timeout=5000)
    del page
    reader.close()
    assert destroyed == [threading.get_ident()]
    may_end.set()


def test_a_dead_disk_holds_up_neither_the_window_nor_anybody_else(qtbot, qapp):
    looking, may_end, answers = threading.Event(), threading.Event(), []
    reader = Reader()
    reader.ask(lambda: looking.set() or may_end.wait(5), answers.append, refuse)
    qtbot.waitUntil(looking.is_set, timeout=5000)
    assert not reader.close()
    with qtbot.waitSignal(reader.ended, timeout=5000):
        may_end.set()
    assert reader.close(5000)
    assert answers == []
