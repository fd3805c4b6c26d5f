from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from core.plex.errors import ServerDown
from gui.background import Background


@pytest.fixture
def background(qapp) -> Background:
    return Background()


def test_the_answer_comes_back_on_the_thread_that_asked(qtbot, background):
    seen: list[object] = []
    background.run(
        threading.current_thread, lambda worker: seen.extend((worker, threading.current_thread())), seen.append
    )
    assert background.busy
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert seen[0] is not threading.main_thread()
    assert seen[1] is threading.main_thread()
    assert not background.busy


def test_only_the_newest_question_is_answered(qtbot, background):
    answers: list[str] = []
    go_on = threading.Event()
    background.run(lambda: go_on.wait(10) and "old", answers.append, answers.append)
    background.run(lambda: "new", answers.append, answers.append)
    qtbot.waitUntil(lambda: answers == ["new"], timeout=5000)
    go_on.set()
    qtbot.wait(100)  # in which the older answer could arrive
    assert answers == ["new"]


def test_what_is_forgotten_is_not_answered(qtbot, background):
    answers: list[object] = []
    background.run(lambda: "never", answers.append, answers.append)
    background.forget()
    assert not background.busy
    qtbot.wait(100)  # as above
    assert answers == []


def test_an_error_for_a_person_keeps_its_words(qtbot, background):
    errors: list[Exception] = []

    def fail() -> None:
        raise ServerDown("connection refused")

    background.run(fail, errors.append, errors.append)
    qtbot.waitUntil(lambda: bool(errors), timeout=5000)
    assert isinstance(errors[0], ServerDown)


def test_a_bug_is_logged_and_told_in_words(qtbot, background, caplog):
    errors: list[Exception] = []
    background.run(lambda: 1 // 0, errors.append, errors.append)
    qtbot.waitUntil(lambda: bool(errors), timeout=5000)
    assert "the log has more" in str(errors[0])
    assert "ZeroDivisionError" in caplog.text


def test_whoever_asked_may_be_gone_when_the_answer_comes(qtbot, qapp):
    owner = QObject()
    go_on, answered = threading.Event(), threading.Event()

    def work() -> None:
        go_on.wait(10)
        answered.set()

    Background(owner).run(work, lambda _: pytest.fail("nobody is there"), lambda _: pytest.fail("nobody is there"))
    owner.deleteLater()
    del owner
    qtbot.wait(50)
    go_on.set()
    qtbot.waitUntil(answered.is_set, timeout=5000)
    qtbot.wait(100)  # as above
