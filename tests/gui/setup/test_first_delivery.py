"""From the first start to the first delivered change: the real application, Plex and plex.tv simulated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWizard

from core import settings
from core.clock import SystemClock
from core.demo.sample_library import SampleFilm, create
from core.demo.simulator import PlexSimulator
from core.logs import set_up
from core.paths import resolve_home
from core.plex.sign_in import PlexTv
from core.secrets import Redactor, TokenStore
from gui.app import TrayApplication
from gui.first_sight import FirstSight
from gui.setup.assistant import SetupAssistant
from gui.setup.draft import Outside
from tests.core.test_secrets import MemoryKeyring


@pytest.fixture
def films(tmp_path) -> list[SampleFilm]:
    return create((tmp_path / "films").resolve())


@pytest.fixture
def plex(films, tmp_path) -> Iterator[PlexSimulator]:
    with PlexSimulator() as simulator:
        simulator.add_library(str((tmp_path / "films").resolve()))
        simulator.scan()
        yield simulator


@pytest.fixture
def application(qapp, tmp_path, plex_tv, opened) -> Iterator[TrayApplication]:
    """Started for a home without settings; its assistant knows the simulated plex.tv."""
    home = resolve_home(tmp_path / "home", {})
    home.create()
    redactor = Redactor()
    logs = set_up(home.log, to_terminal=False, redact=redactor)
    keyring = MemoryKeyring()
    tokens = TokenStore(home.token_file, {}, redactor=redactor, account="test", open_keyring=lambda: keyring)
    application = TrayApplication(FirstSight(home, SystemClock()), tokens, logs)
    application.start()
    windows = application._open_settings_windows()
    windows._outside = Outside(
        SystemClock(), PlexTv(*astuple(plex_tv.urls)), lambda: (), lambda url: opened.append(url) or True
    )
    yield application
    ended = application.close()
    logs.close()
    assert ended


def test_a_person_comes_from_the_first_start_to_the_first_delivered_change(
    qtbot, application, plex, plex_tv, opened, films, tmp_path
):
    application.open()
    assistant = application._settings_windows._assistant
    assert isinstance(assistant, SetupAssistant)
    assert assistant.isVisible()

    def go_on(which=QWizard.WizardButton.NextButton) -> None:
        page = assistant.currentPage()
        button = assistant.button(which)
        qtbot.waitUntil(button.isEnabled, timeout=20_000)
        button.click()
        qtbot.waitUntil(lambda: assistant.currentPage() is not page, timeout=20_000)

    go_on()
    sign_in = assistant.currentPage()
    next(button for button in sign_in.findChildren(QPushButton) if "Sign in" in button.text().replace("&", "")).click()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    plex_tv.sign_in(opened[-1])
    go_on()  # signed in
    go_on()  # the only server of the account was tested by itself
    go_on()  # all libraries
    folder = (tmp_path / "films").resolve()
    assert [each.path for each in assistant.currentPage()._folders.folders] == [
        folder
    ]  # it is here under the same name
    go_on()
    preview = assistant.currentPage()
    qtbot.waitUntil(lambda: preview._items.topLevelItemCount() == len(films), timeout=20_000)
    assert f"{len(films)} items would change" in preview._verdict.text()
    assert plex.log.writes == {}
    go_on()
    assert not settings.load(Path(application._home.settings)).exists
    go_on(QWizard.WizardButton.CommitButton)
    assert settings.load(application._home.settings).problems == ()

    engine = application._engine
    qtbot.waitUntil(lambda: engine.snapshot.approval is not None and engine.snapshot.approval.complete, timeout=30_000)
    assert plex.log.writes == {}
    engine.approve()
    qtbot.waitUntil(lambda: engine.snapshot.stats.succeeded == len(films), timeout=30_000)
    assert sum(plex.log.writes.values()) >= len(films)
    assert "Plex: connected" in assistant.currentPage()._status.text()
    assistant.button(QWizard.WizardButton.FinishButton).click()
    assert application._settings_windows._assistant is None
