from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from core import settings
from gui.dialogs import Dialogs


@pytest.fixture
def dialogs(qapp):
    dialogs = Dialogs()
    yield dialogs
    dialogs.close()


def shown(kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def opens(monkeypatch, *, well: bool) -> list[str]:
    """The desktop opens files, or knows no program for them; what it was asked to open."""
    asked: list[str] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url.toLocalFile() or url.toString())
        return well

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


def test_opening_the_settings_file_makes_it_when_it_is_missing(dialogs, monkeypatch, tmp_path):
    asked = opens(monkeypatch, well=True)
    path = tmp_path / "settings.toml"
    dialogs.open_settings(path)
    assert settings.load(path).problems == ()
    assert [tmp_path.joinpath(name) for name in asked] == [path]
    assert not shown(QMessageBox)


def test_opening_the_settings_file_leaves_what_is_in_it(dialogs, monkeypatch, tmp_path):
    opens(monkeypatch, well=True)
    path = tmp_path / "settings.toml"
    path.write_text("# mine\n")
    dialogs.open_settings(path)
    assert path.read_text() == "# mine\n"


def test_plex_is_opened_on_its_own_page(dialogs, monkeypatch):
    asked = opens(monkeypatch, well=True)
    dialogs.open_plex("https://plex.example:32400")
    assert asked == ["https://plex.example:32400/web"]
    assert not shown(QMessageBox)


def test_a_computer_without_a_browser_tells_where_the_page_is(dialogs, monkeypatch):
    opens(monkeypatch, well=False)
    dialogs.open_plex("http://127.0.0.1:32400")
    assert "http://127.0.0.1:32400/web" in shown(QMessageBox)[0].text()


def test_a_desktop_that_opens_nothing_tells_where_the_file_is(dialogs, monkeypatch, tmp_path):
    opens(monkeypatch, well=False)
    dialogs.open_settings(tmp_path / "settings.toml")
    assert str(tmp_path / "settings.toml") in shown(QMessageBox)[0].text()


def test_a_settings_file_that_cannot_be_made_is_told(dialogs, monkeypatch, tmp_path):
    asked = opens(monkeypatch, well=True)
    dialogs.open_settings(tmp_path / "not there" / "settings.toml")
    assert "cannot be written" in shown(QMessageBox)[0].text()
    assert asked == []


def test_what_is_said_later_replaces_what_was_said_before(dialogs):
    dialogs.say("one")
    dialogs.say("<b>two</b>")
    (box,) = shown(QMessageBox)
    assert box.text() == "<b>two</b>"
    assert box.textFormat().name == "PlainText"
    assert not box.isModal()
