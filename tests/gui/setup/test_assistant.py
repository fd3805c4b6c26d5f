"""The way to a server that lets us in, and what holds for all pages of the assistant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListWidget, QRadioButton, QTreeWidget

from core import settings
from core.demo.simulator import EVERYTHING, Hangs
from core.demo.simulator.plex_tv_account import resource_of
from core.plex.discovery import LocalServer
from core.settings import FolderSettings
from gui.forms import Mark, Verdict
from tests.gui.setup.conftest import sign_in


def test_from_the_first_page_to_settings_and_token(person, plex, plex_tv, tokens, opened, media, tmp_path):
    person.go_on()
    assert not person.may_go_on
    person.press("Sign in with the browser")
    person.see("Your browser shows")
    assert opened[0].startswith(plex_tv.urls.page)
    plex_tv.sign_in(opened[-1])
    person.see("You are signed in")
    person.go_on()
    person.see("answers, version", "with 1 library")
    person.go_on()
    person.go_on()
    person.page._folders.add(media)
    person.see("Plex knows 4 of the 5 media files here")
    person.go_on()
    person.go_on()
    assert not (tmp_path / "settings.toml").exists()
    person.go_on()
    loaded = settings.load(tmp_path / "settings.toml")
    assert loaded.problems == ()
    assert loaded.settings.plex.url == plex.url
    assert loaded.settings.folders == (FolderSettings(media, "/data/Movies"),)
    assert tokens.read().value == plex.token


def test_with_token_and_address_by_hand(person, plex, media, tokens):
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.see("No server was found")
    person.type(plex.url)
    person.press("Test")
    person.see("answers, version")
    person.go_on()
    person.go_on()
    person.page._folders.add(media)
    person.go_on()
    person.go_on()
    person.go_on()
    assert tokens.read().value == plex.token
    assert tokens.beside("renewal").read() is None


def test_a_wrong_token_is_told_and_can_be_mended_by_going_back(person, plex):
    person.go_on()
    person.sign_in_by_hand("wrong-token")
    person.type(plex.url)
    person.press("Test")
    person.see("does not accept the token")
    assert not person.may_go_on
    person.go_back()
    person.sign_in_by_hand(plex.token)
    person.see("answers, version")
    assert person.may_go_on


def test_a_text_that_is_no_token_is_told_as_it_is_typed(person):
    person.go_on()
    person.find(QRadioButton, "token").click()
    person.type("no token")
    person.see("A token is made of letters")
    assert not person.may_go_on


def test_another_address_than_the_tested_one_has_to_be_tested_itself(person, plex):
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.type(plex.url)
    person.press("Test")
    person.see("answers, version")
    person.type("http://127.0.0.1:1")
    assert not person.may_go_on
    assert "answers" not in person.verdicts()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:1", "connection refused by 127.0.0.1:1"),
        ("http://no-such-host.invalid:32400", "is not known"),
    ],
)
def test_an_address_where_nobody_answers_is_told(person, plex, address, words):
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.type(address)
    person.press("Test")
    person.see("The server cannot be used", words)
    assert not person.may_go_on


def test_a_text_that_is_no_address_is_told_as_it_is_typed(person, plex):
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.type("ftp://192.168.0.9")
    person.see("An address begins with http://")


@pytest.mark.parametrize("typed", ["{host}", " {host}/ ", "http://{host}/web", "http://{host}/web/index.html#!/"])
def test_an_address_may_be_a_host_alone_or_be_copied_from_the_browser(person, plex, typed):
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.type(typed.format(host=plex.url.removeprefix("http://")))
    person.press("Test")
    person.see("answers, version")


def test_a_server_in_the_network_is_offered_and_tested(person, plex, local):
    local.append(LocalServer("another", "Cellar", plex.url))
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.see("answers, version")
    (table,) = person.page.findChildren(QTreeWidget)
    assert [table.topLevelItem(0).text(column) for column in (0, 2)] == ["Cellar", "in your network"]


def test_a_server_that_is_not_the_accounts_is_told_no_token(person, plex, plex_tv, local, opened):
    plex_tv.list_resources([])
    local.append(LocalServer("another", "Cellar", plex.url))
    person.go_on()
    sign_in(person, plex_tv, opened)
    person.go_on()
    person.see("is not one of your account's")
    assert {request.path for request in plex.log.requests} == {"/identity"}


def test_a_shared_server_is_told_to_be_of_little_use(person, plex, plex_tv, opened):
    plex_tv.list_resources([replace(resource_of(plex, "Attic"), owner="Maria")])
    person.go_on()
    sign_in(person, plex_tv, opened)
    person.go_on()
    person.see("answers, version", "shared by Maria: Plex lets only the owner change metadata")


def test_a_long_address_does_not_widen_the_window(person, plex):
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.type("http://" + "x" * 60 + ".invalid/" + "y" * 300)
    person.press("Test")
    person.see("The server cannot be used")
    assert person.assistant.width() == 720
    assert person.assistant.minimumSizeHint().width() <= 720


def test_without_a_browser_the_link_can_be_copied(person, qapp, opened):
    opened.append("the first of two, so that the browser fails")
    person.go_on()
    person.press("Sign in with the browser")
    person.see("No browser could be opened")
    person.press("Copy the link")
    assert qapp.clipboard().text() == opened[1]


def test_trouble_at_plex_tv_is_told_and_the_attempt_goes_on(person, plex_tv, opened):
    person.go_on()
    person.press("Sign in with the browser")
    person.see("Your browser shows")
    plex_tv.refuse(503)
    person.see("trouble of its own (status 503)", "asked again")
    plex_tv.serve_again()
    plex_tv.sign_in(opened[-1])
    person.see("You are signed in")


def test_a_refused_sign_in_can_be_begun_anew(person, plex_tv, opened):
    plex_tv.refuse(403)
    person.go_on()
    person.press("Sign in with the browser")
    person.see("Plex.tv refuses (status 403)")
    plex_tv.serve_again()
    sign_in(person, plex_tv, opened)


def test_waiting_for_the_browser_can_be_stopped(person, plex_tv, qtbot):
    person.go_on()
    person.press("Sign in with the browser")
    person.see("Your browser shows")
    person.press("Stop waiting")
    asked = len(plex_tv.requests)
    qtbot.wait(1700)  # longer than the pause between two questions
    assert len(plex_tv.requests) == asked
    assert person.find(QAbstractButton, "Sign in with").isEnabled()


def test_cancelling_writes_nothing(person, tmp_path, tokens, plex):
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.assistant.reject()
    assert not (tmp_path / "settings.toml").exists()
    assert tokens.read() is None


def test_no_page_waits_for_a_server_that_hangs(person, plex, qtbot):
    plex.faults.set(Hangs(), EVERYTHING)
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.type(plex.url)
    person.press("Test")
    assert person.page.findChildren(Verdict)[-1].mark is Mark.BUSY
    person.go_back()
    assert person.page.title() == "Sign in to Plex"


def nameless(page) -> list[object]:
    """The controls that a screen reader has no name for."""
    labelled = {label.buddy() for label in page.findChildren(QLabel)}
    controls = [w for kind in (QLineEdit, QAbstractButton, QTreeWidget, QListWidget) for w in page.findChildren(kind)]
    return [
        widget
        for widget in controls
        if widget.isVisible()
        and widget not in labelled
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]


def test_every_control_has_a_name_for_screen_readers(person, plex):
    person.go_on()
    assert nameless(person.page) == []
    person.sign_in_by_hand(plex.token)
    assert nameless(person.page) == []
    person.type(plex.url)
    person.press("Test")
    person.go_on()
    assert nameless(person.page) == []
    person.go_on()
    assert nameless(person.page) == []


def test_the_keyboard_reaches_every_control_of_the_server_page(person, plex, qtbot):
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.see("No server was found")
    person.type(plex.url)
    person.assistant.activateWindow()
    reached = set()
    for _ in range(20):
        reached.add(person.assistant.focusWidget())
        qtbot.keyClick(person.assistant.focusWidget(), Qt.Key.Key_Tab)
    assert {person.find(QAbstractButton, text) for text in ("Search again", "Test")} <= reached
    assert set(person.page.findChildren(QTreeWidget)) <= reached
