"""The set-up assistant, driven as a person drives it: real HTTP to a simulated Plex and a simulated plex.tv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListWidget, QRadioButton, QTreeWidget, QWizard

from core import settings
from core.clock import SystemClock
from core.demo.simulator import EVERYTHING, Hangs, PlexSimulator
from core.demo.simulator.plex_tv import PlexTvSimulator
from core.demo.simulator.plex_tv_account import resource_of
from core.plex.discovery import LocalServer
from core.plex.sign_in import PlexTv
from core.secrets import TOKEN_VARIABLE, Redactor, TokenStore
from core.settings import FolderSettings
from gui.forms import Mark, Verdict
from gui.setup.assistant import SetupAssistant
from gui.setup.draft import Outside
from tests.core.test_secrets import BrokenKeyring, MemoryKeyring

FILMS = [f"Film {number} (2000)/Film {number} (2000).mkv" for number in range(1, 6)]


@pytest.fixture
def plex() -> Iterator[PlexSimulator]:
    with PlexSimulator() as simulator:
        simulator.add_library("/data/Movies")
        for film in FILMS[:4]:
            simulator.add_film(f"/data/Movies/{film}")
        yield simulator


@pytest.fixture
def plex_tv(plex) -> Iterator[PlexTvSimulator]:
    with PlexTvSimulator([resource_of(plex, "Attic")]) as simulated:
        yield simulated


@pytest.fixture
def media(tmp_path) -> Path:
    folder = tmp_path / "Movies"
    for film in FILMS:
        (folder / film).parent.mkdir(parents=True)
        (folder / film).touch()
    return folder


class Person:
    """Looks at the assistant and presses its buttons."""

    def __init__(self, qtbot, assistant: SetupAssistant) -> None:
        self._qtbot = qtbot
        self.assistant = assistant

    @property
    def page(self):
        return self.assistant.currentPage()

    def see(self, *texts: str) -> None:
        """Wait until the page says so."""

        def seen() -> None:
            for text in texts:
                assert text in self.verdicts()

        self._qtbot.waitUntil(seen, timeout=10_000)

    def verdicts(self) -> str:
        return "\n".join(verdict.text() for verdict in self.page.findChildren(Verdict) if verdict.isVisible())

    def find(self, kind, text: str):
        widgets = [w for w in self.page.findChildren(kind) if w.isVisible() and text in w.text().replace("&", "")]
        assert len(widgets) == 1, [w.text() for w in self.page.findChildren(kind)]
        return widgets[0]

    def press(self, text: str) -> None:
        self.find(QAbstractButton, text).click()

    def type(self, text: str) -> None:
        (entry,) = [entry for entry in self.page.findChildren(QLineEdit) if entry.isVisible() and entry.isEnabled()]
        entry.clear()
        self._qtbot.keyClicks(entry, text)

    @property
    def may_go_on(self) -> bool:
        return self._button().isEnabled()

    def go_on(self) -> None:
        before = self.assistant.currentId()
        self._qtbot.waitUntil(lambda: self.may_go_on, timeout=10_000)
        self._button().click()
        self._qtbot.waitUntil(lambda: self.assistant.currentId() != before, timeout=10_000)

    def go_back(self) -> None:
        self.assistant.button(QWizard.WizardButton.BackButton).click()

    def sign_in_by_hand(self, token: str) -> None:
        self.find(QRadioButton, "token").click()
        self.type(token)
        self.go_on()

    def _button(self) -> QAbstractButton:
        for which in (QWizard.WizardButton.NextButton, QWizard.WizardButton.CommitButton):
            if self.assistant.button(which).isVisible():
                return self.assistant.button(which)
        return self.assistant.button(QWizard.WizardButton.FinishButton)


@pytest.fixture
def tokens(tmp_path) -> TokenStore:
    keyring = MemoryKeyring()
    return TokenStore(tmp_path / "token", {}, account="test", redactor=Redactor(), open_keyring=lambda: keyring)


@pytest.fixture
def opened() -> list[str]:
    """The addresses that the browser was asked to open."""
    return []


@pytest.fixture
def local() -> list[LocalServer]:
    """Who answers in the local network."""
    return []


@pytest.fixture
def person(qtbot, tmp_path, plex_tv, tokens, opened, local) -> Iterator[Person]:
    outside = Outside(
        SystemClock(),
        PlexTv(*astuple(plex_tv.urls)),
        lambda: tuple(local),
        lambda url: opened.append(url) or not opened[1:],
    )
    assistant = SetupAssistant(tmp_path / "settings.toml", tokens, outside)
    assistant.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(assistant)
    assistant.show()
    yield Person(qtbot, assistant)
    assistant.close()


def sign_in(person: Person, plex_tv: PlexTvSimulator, opened: list[str]) -> None:
    person.press("Sign in with the browser")
    person.see("Your browser shows")
    plex_tv.sign_in(opened[-1])
    person.see("You are signed in")


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
    person.type("192.168.0.9")
    person.see("An address begins with http://")


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


def test_a_folder_that_a_person_names_is_checked_before_the_next_page(person, plex, media, qtbot):
    to_the_folders(person, plex, media)
    person.type("/elsewhere")
    (entry,) = person.page.findChildren(QLineEdit)
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert person.page.title() == "Choose your folders"
    person.see("Plex knows none of the media files here")
    person.type("elsewhere")
    person.see("Enter the full path of the folder as the Plex server names it")
    assert not person.may_go_on
    person.type("/data/Movies")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    person.see("Plex knows 4 of the 5")
    person.go_on()
    assert person.assistant._draft.folders == (FolderSettings(media, "/data/Movies"),)


def test_a_folder_can_be_removed_again(person, plex, media):
    to_the_folders(person, plex, media)
    person.press("Remove")
    person.see("Add the folders that hold your media")
    assert not person.may_go_on


def test_many_folders_leave_the_summary_on_a_small_screen(person, plex, media, tmp_path):
    to_the_folders(person, plex, media)
    for number in range(40):
        (tmp_path / f"More {number}").mkdir()
    person.page._folders.add(*(tmp_path / f"More {number}" for number in range(40)))
    person.go_on()
    person.go_on()
    assert person.page.title() == "Ready"
    assert person.assistant.minimumSizeHint().height() < 700
    assert person.assistant.height() < 700


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


def to_the_folders(person, plex, media) -> None:
    person.go_on()
    person.sign_in_by_hand(plex.token)
    person.type(plex.url)
    person.press("Test")
    person.go_on()
    person.go_on()
    person.page._folders.add(media)
    person.see("media files here")


def to_the_preview(person, plex, media) -> None:
    to_the_folders(person, plex, media)
    person.go_on()


def to_the_summary(person, plex, media) -> None:
    to_the_preview(person, plex, media)
    person.go_on()


def test_the_preview_tells_before_anything_is_written(person, plex, media, tmp_path):
    (media / FILMS[0]).with_suffix(".nfo").write_text("<movie><title>Another title</title></movie>")
    (media / FILMS[4]).with_suffix(".nfo").write_text("<movie><title>Not in Plex yet</title></movie>")
    to_the_preview(person, plex, media)
    person.see("1 item would change", "1 item cannot be compared")
    shown = [person.page._items.topLevelItem(place) for place in range(2)]
    changing = next(item for item in shown if item.childCount())
    assert [changing.child(0).text(column) for column in range(3)] == ["Title", "Film 1", "Another title"]
    assert plex.log.writes == {}
    assert not (tmp_path / "settings.toml").exists()


def test_a_preview_that_is_impossible_is_told_and_stops_nobody(person, plex, media):
    to_the_folders(person, plex, media)
    plex.stop()
    person.go_on()
    person.see("connection refused")
    assert person.may_go_on


def test_a_settings_file_that_was_changed_meanwhile_is_added_to_only_when_told(person, qtbot, plex, media, tmp_path):
    to_the_summary(person, plex, media)
    (tmp_path / "settings.toml").write_text("# mine\n[breaker]\nfailure_threshold = 9\n")
    person._button().click()
    person.see("was changed meanwhile")
    question = person.page._question
    qtbot.waitUntil(question.isVisible)
    question.button(question.StandardButton.Save).click()
    qtbot.waitUntil(lambda: person.page.title() == "Recloser is set up", timeout=5000)
    loaded = settings.load(tmp_path / "settings.toml")
    assert loaded.settings.breaker.failure_threshold == 9
    assert loaded.settings.plex.url == plex.url
    assert "# mine" in (tmp_path / "settings.toml").read_text()


def test_a_token_that_cannot_be_kept_is_told_and_nothing_else_is_written(person, plex, media, tmp_path, tokens):
    to_the_summary(person, plex, media)
    tokens._open_keyring = tokens._file.read_bytes  # raises
    tokens._file.mkdir()
    person._button().click()
    person.see("The token cannot be kept")
    assert not (tmp_path / "settings.toml").exists()
    assert person.may_go_on


@pytest.mark.parametrize("keyring", [MemoryKeyring(keeps=False), BrokenKeyring()])
def test_without_a_usable_keyring_the_token_is_kept_in_a_file_and_that_is_told(person, plex, media, tokens, keyring):
    tokens._open_keyring = lambda: keyring
    to_the_summary(person, plex, media)
    person.go_on()
    assert "kept in a file that only you can read" in person.verdicts()
    assert tokens._file.read_text() == plex.token


def test_a_token_in_the_environment_that_counts_instead_is_told(person, plex, media, tokens):
    tokens._environ = {TOKEN_VARIABLE: "another-token"}
    to_the_summary(person, plex, media)
    person.go_on()
    assert TOKEN_VARIABLE in person.verdicts()


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
