"""The set-up assistant, driven as a person drives it: real HTTP to a simulated Plex and a simulated plex.tv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QRadioButton, QWizard

from core.clock import SystemClock
from core.demo.simulator import PlexSimulator
from core.demo.simulator.plex_tv import PlexTvSimulator
from core.demo.simulator.plex_tv_account import resource_of
from core.plex.discovery import LocalServer
from core.plex.sign_in import PlexTv
from core.secrets import Redactor, TokenStore
from gui.forms import Verdict
from gui.setup.assistant import SetupAssistant
from gui.setup.draft import Outside
from tests.core.test_secrets import MemoryKeyring

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
