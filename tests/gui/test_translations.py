"""German and Spanish: complete, compiled, with the right plurals, and chosen for the person."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QEvent, QLocale, QObject, QTime
from PySide6.QtWidgets import QDialogButtonBox

from core.events import OutageBegan, OutageRestored, SignInNeeded
from core.model import Snapshot
from core.settings import Language, NotificationKind
from gui import translations, wording
from gui.notifications import Notification, Notifications
from tests.translations import LANGUAGES, collect, compile_into, source_files

PLACES = re.compile(r"\{\w*\}|%Ln")


@pytest.fixture
def person(qapp) -> Iterator[QObject]:
    """Owns the translations of a test."""
    before = QLocale()
    owner = QObject()
    yield owner
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    owner = None
    QLocale.setDefault(before)


def messages(language: str) -> list[tuple[str, str, list[str], bool]]:
    found = []
    for context in ET.parse(source_files(language)).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            finished = translation.get("type") is None and all(forms)
            found.append((context.findtext("name"), message.findtext("source"), forms, finished))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_is_translated(language, tmp_path) -> None:
    collected = Path(shutil.copy(source_files(language), tmp_path))
    collect(collected, language)
    assert collected.read_text() == source_files(language).read_text(), "run `make translations`"
    assert [text for _, text, _, finished in messages(language) if not finished] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_loaded_is_what_was_translated(language, tmp_path) -> None:
    compiled = tmp_path / "made.qm"
    compile_into(source_files(language), compiled)
    assert compiled.read_bytes() == source_files(language).with_suffix(".qm").read_bytes(), "run `make translations`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_places_for_numbers_and_names_and_the_mnemonics(language) -> None:
    for _, text, forms, _ in messages(language):
        for form in forms:
            assert sorted(PLACES.findall(form)) == sorted(PLACES.findall(text)), text
            assert form.count("&") == text.count("&"), text
        assert len(forms) == (2 if "%Ln" in text else 1), text


@pytest.mark.parametrize(
    ("language", "one", "many", "cancel"),
    [
        (Language.GERMAN, "1 Zeile", "1.234 Zeilen", "Abbrechen"),
        (Language.SPANISH, "1 fila", "12.345 filas", "Cancelar"),
    ],
)
def test_plurals_digits_and_qts_own_buttons_are_in_the_persons_language(person, language, one, many, cancel) -> None:
    translations.install(person, language)
    assert QCoreApplication.translate("ListPage", "%Ln rows", None, 1) == one
    number = int(re.sub(r"\D", "", many))
    assert QCoreApplication.translate("ListPage", "%Ln rows", None, number) == many
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == cancel


@pytest.mark.parametrize(("language", "said"), [("de_DE", "03.11.26 14:02"), ("es_ES", "3/11/26 14:02")])
def test_a_moment_is_written_as_the_locale_does(person, monkeypatch, language, said) -> None:
    QLocale.setDefault(QLocale(language))
    at = QDateTime(QDate(2026, 11, 3), QTime(14, 2)).toSecsSinceEpoch()
    assert wording.moment(at, at + 3 * 86_400) == said
    assert wording.moment(at, at + 60) == "14:02"
    assert wording.number(1_234_567) == "1.234.567"


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN, Language.SPANISH])
def test_windows_shows_the_whole_of_every_notification(person, clock, language) -> None:
    """It cuts a title off after 63 characters, and a text after 255 (`NOTIFYICONDATAW` of its shell)."""
    translations.install(person, language)
    shown: list[Notification] = []
    sink = SimpleNamespace(show=shown.append, withdraw=lambda _kind: None)
    long_ago, page = clock.time() - 40 * 86_400, "a " * 500
    for event in (OutageBegan(long_ago, page), OutageRestored(long_ago, page), SignInNeeded(page)):
        notifications = Notifications(sink, clock, frozenset(NotificationKind), Snapshot())
        clock.advance(20.0)
        notifications.handle(event)
    assert [each.kind for each in shown] == ["opened", "restored", "sign_in"]
    assert max(len(each.title) for each in shown) <= 63
    assert max(len(each.text) for each in shown) <= 255


@pytest.mark.parametrize(
    ("wanted", "preferred", "spoken"),
    [
        ("", ["de-AT", "de-Latn-AT", "de", "en-GB"], "de"),
        ("", ["en-US", "en", "de-DE"], "en"),
        ("", ["fr-FR", "fr", "es-ES", "en"], "es"),
        ("", ["fr-FR", "fr"], "en"),
        ("", ["C"], "en"),
        ("es", ["de-DE"], "es"),
    ],
)
def test_the_first_language_that_the_person_knows_is_spoken(wanted, preferred, spoken) -> None:
    assert translations.spoken_language(Language(wanted), preferred) == spoken
