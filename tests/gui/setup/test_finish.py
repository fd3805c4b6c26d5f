"""The assistant from the folders on: what would change, and what is kept in the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from core import settings
from core.secrets import TOKEN_VARIABLE
from core.settings import FolderSettings
from tests.core.test_secrets import BrokenKeyring, MemoryKeyring
from tests.gui.setup.conftest import FILMS, to_the_folders, to_the_preview, to_the_summary


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
