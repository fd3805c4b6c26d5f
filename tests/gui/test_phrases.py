"""What the core says in English is said anew in the person's language."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject

from core.database import Database
from core.demo.simulator import PlexSimulator, faults
from core.plex.connection import PlexConnection
from core.plex.errors import PlexError
from core.plex.http import Deadlines
from core.resilience.outages import OUTAGES, Ending, OutageLog
from core.settings import Language, parse
from gui import phrases, translations
from gui.phrases import meant_by, spoken
from tests.translations import core_phrases

PART = re.compile(r"\{(\w+)\}|%L(n)")
PARTS = {
    **dict.fromkeys(("n", "line", "number", "status", "size", "limit", "seconds", "low", "high"), ("1,234", "1.234")),
    **dict.fromkeys(("line", "number", "status"), ("404", "404")),
    "fields": ("title, content_rating, strange", "Titel, Altersfreigabe, strange"),
    **dict.fromkeys(
        ("reason", "found", "wanted", "allowed", "place", "what", "lost", "kept"),
        ("the connection was cut off", "die Verbindung wurde unterbrochen"),
    ),
}
"""What may stand for a part of this name, in English and in German; for all others names, which stay as they are."""
A_NAME = "/media/Films/not paused/A & B.nfo"


@pytest.fixture
def outages(clock, tmp_path) -> Path:
    database = Database(tmp_path / "recloser.sqlite3", clock)
    log = OutageLog(database, clock)
    for reason in ("connection refused by plex:32400", "the connection was cut off", "Plex answered 503: 100% busy"):
        log.began(clock.time(), reason)
        log.ended(clock.time(), 1.0, Ending.RECOVERED, 0)
    database.close()
    return tmp_path / "recloser.sqlite3"


@pytest.fixture
def german(qapp) -> Iterator[None]:
    before, owner = QLocale(), QObject()
    translations.install(owner, Language.GERMAN)
    yield
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    QLocale.setDefault(before)


def filled(template: str, german: int) -> str:
    return PART.sub(lambda place: PARTS.get(place[1] or place[2], (A_NAME, A_NAME))[german], template)


def test_the_phrases_are_those_of_the_code() -> None:
    assert Path("gui/core_phrases.py").read_text(encoding="utf-8") == core_phrases(), "run `make translations`"


@pytest.mark.parametrize("template", [each.text for each in phrases._PHRASES])
def test_every_phrase_is_said_in_german_with_its_parts(german, template) -> None:
    count = 1234 if "%Ln" in template else -1
    said = QCoreApplication.translate("core", template, None, count)
    assert spoken(filled(template, german=False)) == filled(said, german=True)


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("Plex answered 500: Oh no; try again, please", "Plex hat mit 500 geantwortet: Oh no; try again, please"),
        ("Plex answered 400", "Plex hat mit 400 geantwortet"),
        ("Plex answered 401: Unauthorized", "Plex hat mit 401 geantwortet: nicht angemeldet"),
        (
            "several items in Films have this file: “A, B” (item 5), “C; D” (item 60)",
            "mehrere Titel in Films haben diese Datei: „A, B“ (Titel 5), „C; D“ (Titel 60)",
        ),
        (
            "Plex has this file as season 1, episode 2; season 2, not as an episode without a number: /a.mkv",
            "Plex führt diese Datei als Staffel 1, Folge 2; Staffel 2, nicht als eine Folge ohne Nummer: /a.mkv",
        ),
        (
            "/a.jpg is no picture; allowed are JPEG, PNG, WebP, GIF and BMP; not in Plex yet: /a.mkv",
            "/a.jpg ist kein Bild; erlaubt sind JPEG, PNG, WebP, GIF und BMP; noch nicht in Plex: /a.mkv",
        ),
        (
            "The folder /m cannot be reached: No such file or directory. It is looked for again.",
            "Der Ordner /m ist nicht erreichbar: Datei oder Ordner nicht gefunden. Es wird weiter nach ihm gesehen.",
        ),
        (
            "The pause cannot be written to /p: [Errno 28] No space left on device: '/p'",
            "Die Pause kann nicht in /p geschrieben werden: kein Platz mehr auf dem Datenträger (Fehler 28): '/p'",
        ),
        (
            "/A, B.nfo, line 3: Opening and ending tag mismatch: title line 3 and movie.",
            "/A, B.nfo, Zeile 3: öffnendes und schließendes Tag passen nicht zusammen: title in Zeile 3 und movie.",
        ),
        (
            "The database “/Jo Doe/r” is locked by another program (database is locked)",
            "Die Datenbank „/Jo Doe/r“ ist von einem anderen Programm gesperrt (Datenbank gesperrt)",
        ),
        (
            "… and 1,002 more NFO files that cannot be read.",
            "… und 1.002 weitere NFO-Dateien, die nicht gelesen werden können.",
        ),
        (
            f"… and {10**30} more NFO files that cannot be read.",
            "… und 2.147.483.647 weitere NFO-Dateien, die nicht gelesen werden können.",
        ),
        ("/A and B, C.nfo, tool (together)", "/A and B, C.nfo, tool (zusammen)"),
    ],
)
def test_sentences_lists_numbers_and_what_others_say_find_their_place(german, english, said) -> None:
    assert spoken(english) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "made by no phrase; of the core",
        "Nothing, paused",
        "{reason}",
        "%1 %Ln",
        "; , ; ",
        "a number from . to ,",
        "… and .,, more NFO files that cannot be read.",
    ],
)
def test_what_is_no_phrase_stays_as_it_is(german, text) -> None:
    assert spoken(text) == text


def test_all_mistakes_in_a_settings_file_are_told_in_german(german) -> None:
    text = b'[plex]\nurl = "x"\nlibraries = 1\nulr = 2\n[breaker]\nfailure_threshold = 0\n[[folders]]\n'
    problems = parse(Path("/s.toml"), text).problems
    said = spoken("Nothing is delivered until this is mended: " + "; ".join(map(str, problems)))
    assert len(problems) == 5
    assert said.startswith("Nichts wird geliefert, bis dies behoben ist: /s.toml, Zeile 2: plex.url: gefunden: ")
    assert said.count("/s.toml, Zeile ") == said.count("gefunden: ") == said.count("erlaubt: ") == 5
    assert said.count(" found ") == 0


@pytest.mark.parametrize(
    "text", ["; ".join(["a, b"] * 2_000), "“a” (item 1), " * 2_000, ": ; , found allowed: " * 1_000]
)
def test_no_text_takes_long(german, text) -> None:
    began = time.process_time()
    spoken(text)
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize(
    ("search", "found"),
    [("Verbindung", [2, 1]), ("abgelehnt", [1]), ("hat mit", [3]), ("ab", []), ("0% B", [3]), ("refused", [1])],
)
def test_outages_are_found_by_their_german_words(german, outages, search, found) -> None:
    assert list(OUTAGES.keys(outages, search, meant_by(search))) == found


def test_a_search_in_english_is_for_what_is_written(outages) -> None:
    assert meant_by("connection") == ()
    assert list(OUTAGES.keys(outages, "connection")) == [2, 1]


def test_every_way_in_which_a_server_fails_is_told_in_german(german, clock) -> None:
    kinds = (
        faults.maintenance(), faults.unauthorized(), faults.Stopped(), faults.Garbles(), faults.Drips(), faults.Hangs(),
    )  # fmt: skip
    said = []
    with PlexSimulator() as simulator:
        for fault in kinds:
            simulator.faults.set(fault)
            with closing(PlexConnection(simulator.url, lambda: "token", Deadlines(0.3, 0.3), clock)) as plex:
                with pytest.raises(PlexError) as caught:
                    plex.sections()
                said.append((str(caught.value), spoken(str(caught.value))))
    assert [english for english, german in said if english == german] == []
