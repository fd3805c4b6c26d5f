"""What the core gives a reason for, wherever it is shown, in another language: nothing English is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QWidget

from core.database import Database, DatabaseUnavailable
from core.delivery.journal import Journal
from core.delivery.queue import Delivered, Failed, JobQueue, Retry
from core.delivery.unapproved import UnapprovedJobs
from core.delivery.undo import as_changes
from core.events import (
    BacklogDelivered,
    OutageBegan,
    OutageEnded,
    OutageRestored,
    SignedInAgain,
    SignInNeeded,
)
from core.logs import set_up
from core.model import (
    Approval,
    BreakerView,
    Change,
    CircuitState,
    DeliveredChange,
    FailureKind,
    Field,
    FieldChange,
    Kind,
    Metadata,
    PlannedChange,
    QueueCounts,
    ServerView,
    Snapshot,
    Stats,
)
from core.paths import Home, resolve_home
from core.phrases import phrase
from core.plex.errors import ServerDown
from core.plex.sign_in import PlexTvUnreachable, SignInError
from core.resilience.outages import Ending, OutageLog, peek_history
from core.resilience.strip import cut
from core.secrets import Redactor, TokenError, TokenStore
from core.settings import NotificationKind, parse
from core.settings_writer import SettingsBroken, SettingsChanged
from gui import wording
from gui.conflict_question import conflict_question
from gui.dialogs import Dialogs
from gui.notifications import Notification, Notifications
from gui.preferences.rule_edit import RuleEdit
from gui.preferences.window import Preferences
from gui.setup.assistant import SetupAssistant
from gui.setup.draft import Outside
from gui.setup.preview_page import _as_row
from gui.start_at_login import StartAtLogin
from gui.window.asks import Asks
from gui.window.list_page import ListPage
from gui.window.main_window import MainWindow
from gui.window.reader import Reader
from gui.window.strip import Strip
from tests.gui.every_window import NoAutostart
from tests.gui.marking import Marking, english
from tests.gui.test_every_text import texts

REASON = "no connection to 127.0.0.1:32400 within the time allowed"
BROKEN = b"[plex]\nurl = 1\n[breaker]\nfailure_threshold = 0\n"
TITLE = FieldChange(Field.TITLE, "1", "2")
OPEN = Snapshot(
    breaker=BreakerView(CircuitState.OPEN, 5, 1_795_399_875.0, 1_795_399_875.0, 12.0, REASON),
    queue=QueueCounts(waiting=1, retrying=1, failed=1, unapproved=1),
    server=ServerView("http://127.0.0.1:32400", signed_in=True),
    approval=Approval(1, 1, 1),
    warnings=(
        phrase(
            "The folder {path} cannot be reached: {reason}. It is looked for again.", path="/1", reason="Host is down"
        ),
        phrase("The database cannot be used at the moment: {reason}", reason=REASON),
    ),
)


@pytest.fixture(autouse=True)
def _marked(qapp) -> Iterator[None]:
    owner = QObject()
    marking = Marking(owner)
    QCoreApplication.installTranslator(marking)
    yield
    QCoreApplication.removeTranslator(marking)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)


@pytest.fixture
def home(tmp_path) -> Home:
    made = resolve_home(tmp_path, {})
    made.create()
    return made


@pytest.fixture
def tokens(tmp_path) -> TokenStore:
    return TokenStore(tmp_path / "token", {}, account="t", redactor=Redactor(), open_keyring=lambda: None)


@pytest.fixture
def main(qtbot, home, clock) -> Iterator[MainWindow]:
    """A window on a home where everything has gone wrong."""
    database = Database(home.database, clock)
    _fill(database, clock)
    logs, reader = set_up(None, to_terminal=False, redact=lambda text: text), Reader()
    made = MainWindow(OPEN, home, logs, Asks(), clock, reader, tray_available=False)
    qtbot.addWidget(made)
    made.show_snapshot(OPEN)
    made.show()
    yield made
    made.set_tray_available(True)
    made.close()
    assert reader.close(5000)
    logs.close()
    database.close()


def _fill(database: Database, clock) -> None:
    queue = JobQueue(database, clock)
    queue.enqueue([Change(f"/{number}.mkv", Metadata(title=str(number)), "/1.nfo", Kind.MOVIE) for number in range(3)])
    first, second, third = queue.claim(3)
    unseen = phrase("Plex accepted the change, but does not show it: {fields}", fields="title, content_rating")
    unknown = phrase("not in Plex yet: {path}", path="/1.mkv")
    queue.settle(
        [
            Failed(first.id, FailureKind.NOT_VERIFIED, unseen, (TITLE,)),
            Retry(second.id, 60.0, FailureKind.NOT_IN_PLEX, unknown),
            Delivered(third.id),
        ]
    )
    journal = Journal(database, clock)
    journal.begin([DeliveredChange("/1.mkv", "/1.nfo", 1, "u", Kind.MOVIE, 1, "1", (TITLE,), (Field.STUDIO,))])
    queue.enqueue(as_changes([journal.entry(1)]))
    (undo,) = queue.claim(1)
    gone = phrase("the journal has no change {number} (any more)", number=1)
    queue.settle([Failed(undo.id, FailureKind.REFUSED, gone)])
    journal.begin([DeliveredChange("/1.mkv", undo.change.source, 1, "u", Kind.MOVIE, 1, "1", (TITLE,))], [1])
    queue.enqueue(as_changes([journal.entry(2)]))
    asked = JobQueue(database, clock, needs_approval=True)
    asked.enqueue([Change("/9.mkv", Metadata(title="9"), "/9.nfo", Kind.MOVIE, bulk=True)])
    unapproved = UnapprovedJobs(database, clock)
    (job,) = unapproved.unplanned(1)
    unapproved.plan([(job.id, PlannedChange("/9.mkv", Kind.MOVIE, "9", (), unknown))])
    log = OutageLog(database, clock)
    for ending in Ending:
        log.began(clock.time() - 7200, REASON)
        log.ended(clock.time() - 3600, 3600.0, ending, 12)
    log.began(clock.time() - 60, REASON)


def rows(qtbot, page: ListPage) -> list[str]:
    """All that a page says of what it lists."""
    model = page._model
    qtbot.waitUntil(lambda: model.known, timeout=5000)
    assert model.rowCount()
    qtbot.waitUntil(lambda: all(map(model.row, range(model.rowCount()))), timeout=5000)
    said = [text for row in range(model.rowCount()) for text in model.texts(row)]
    return said + [page.details(model.row(row)) for row in range(model.rowCount())]


def boxes() -> list[QMessageBox]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]


def test_every_page_tells_its_reasons_in_the_language(qtbot, clock, home, main) -> None:
    said = set()
    for page, _ in main._names:
        main._turn_to(page)
        if isinstance(page, ListPage):
            said |= set(rows(qtbot, page))
        else:
            qtbot.waitUntil(lambda: not main._overview._reading, timeout=5000)
        said |= texts(main)
    failed = main._failed._model
    said |= {main._failed._as_text(failed.row(row)) for row in range(failed.rowCount())}
    strip = Strip("")
    qtbot.addWidget(strip)
    strip.show_slices(cut(peek_history(home.database), 86_400.0, 1, clock.time()), clock.time())
    said.add(strip.told(0))
    assert any("⟦no connection to " in text for text in said)
    assert english(said) == []


def test_every_notification_and_the_tooltip_are_in_the_language(clock) -> None:
    shown: list[Notification] = []

    class Screen:
        show = staticmethod(shown.append)

        def withdraw(self, kind: NotificationKind) -> None:
            pass

    told = Notifications(Screen(), clock, frozenset(NotificationKind), Snapshot())
    token = phrase("there is no Plex token yet")
    for events in (
        [OutageRestored(clock.time(), REASON), OutageEnded(60.0, 0, manual=False)],
        [OutageBegan(clock.time(), REASON), OutageEnded(60.0, 1, manual=False)],
        [OutageBegan(clock.time(), ""), OutageEnded(60.0, 2, manual=False)],
        [OutageBegan(clock.time(), REASON), OutageEnded(60.0, 1, manual=False), BacklogDelivered(60.0, 1)],
        [OutageBegan(clock.time(), REASON), OutageEnded(60.0, 1, manual=False), BacklogDelivered(60.0, 2)],
        [SignInNeeded(token), SignedInAgain()],
    ):
        for event in events:
            told.handle(event)
            clock.advance(1000.0)
            told.tick()
    for failed in (1, 3):
        told.see(Snapshot(queue=QueueCounts(failed=failed), stats=Stats(failed, 0, failed)))
        clock.advance(1000.0)
        told.tick()
    for wanted in (1, 2):
        told.see(replace(OPEN, approval=Approval(wanted, wanted, wanted)))
        told.see(replace(OPEN, approval=None))
    assert {one.kind for one in shown} == set(NotificationKind)
    said = {one.title for one in shown} | {one.text for one in shown} | {wording.tooltip(OPEN, clock.time())}
    assert sum("⟦no connection to " in text for text in said) == 2
    assert english(said) == []


def test_every_question_and_every_message_is_in_the_language(qtbot, monkeypatch, tmp_path, main) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    said: set[str] = set()
    dialogs = Dialogs()
    failed, queue, outages = main._failed, main._queue, main._outages
    for page in (failed, queue):
        monkeypatch.setattr(page, "chosen", lambda: [1, 2])
    changed = SettingsChanged(phrase("{path} was changed meanwhile by somebody else", path="/1"))
    broken = SettingsBroken("; ".join(map(str, parse(Path("/1"), BROKEN).problems)))
    acts: list[Callable[[], object]] = [
        main._overview._on_cancel,
        failed._discard,
        queue._remove,
        lambda: main.closeEvent(QCloseEvent()),
        lambda: outages.export(str(tmp_path / "1" / "2.csv")),
        lambda: dialogs.open_settings(tmp_path / "1" / "2.toml"),
        lambda: dialogs.open_settings(tmp_path / "2.toml"),
        lambda: dialogs.open_plex("http://127.0.0.1:1"),
        conflict_question(changed, main).open,
        conflict_question(broken, main).open,
    ]
    for act in acts:
        act()
        qtbot.waitUntil(lambda: len(boxes()) == 1, timeout=5000)
        (box,) = boxes()
        said |= {box.text(), box.informativeText(), *(button.text() for button in box.findChildren(QAbstractButton))}
        box.close()
        qtbot.waitUntil(lambda: not boxes(), timeout=5000)
    assert len(said) > 20
    assert english(said) == []


def test_the_preferences_and_the_assistant_tell_failures_in_the_language(qtbot, clock, home, tokens) -> None:
    home.settings.write_bytes(BROKEN)
    preferences = Preferences(home.settings, tokens, clock, StartAtLogin(NoAutostart()))
    said = set(texts(preferences))
    preferences._path = home.settings / "nowhere" / "settings.toml"
    preferences._save(overwrite=True)
    home.settings.write_bytes(b"")
    assistant = SetupAssistant(home.settings, tokens, Outside(clock, find_servers=tuple))
    errors = (
        ServerDown(REASON), PlexTvUnreachable(phrase("plex.tv cannot be reached: {reason}", reason=REASON)),
        SignInError(phrase("signing in was cancelled")), OSError(28, "No space left on device", "/1"),
        TokenError(phrase("The keyring does not answer; it may be waiting for you to unlock it")),
    )  # fmt: skip
    failures = 0
    for window in (preferences, assistant):
        qtbot.addWidget(window)
        said |= texts(window)
        for widget in window.findChildren(QWidget):
            for name in ("_on_failed", "_on_test_failed", "_on_search_failed", "_on_check_failed"):
                for error in errors if hasattr(widget, name) else ():
                    getattr(widget, name)(error)
                    failures += 1
                    said |= texts(window)
            if hasattr(widget, "_on_refused"):
                widget._on_refused(phrase("Your desktop does not let Recloser start when you log in"))
                failures += 1
            if isinstance(widget, RuleEdit):
                widget.line.setText("?!")
        said |= texts(window)
        window.reject()
    planned = _as_row(PlannedChange("/9.mkv", Kind.MOVIE, "9", (), phrase("not in Plex yet: {path}", path="/9.mkv")))
    said |= {planned.text(1), planned.toolTip(1)}
    assert failures > 20
    assert english(said) == []


def test_a_search_finds_what_is_told_in_the_language(qtbot, main) -> None:
    for page, search, found in ((main._outages, "⟦NO conn", 4), (main._failed, "accepted the change, but", 1)):
        main._turn_to(page)
        page._model.search_for(search)
        qtbot.waitUntil(lambda page=page, found=found: page._model.rowCount() == found, timeout=5000)
    main._failed._model.search_for("⟦nothing")
    qtbot.waitUntil(lambda: main._failed._model.rowCount() == 0, timeout=5000)


def test_a_page_that_cannot_be_read_says_so_in_the_language(qtbot, main) -> None:
    model = main._failed._model
    error = DatabaseUnavailable(phrase("The database “{path}” belongs to another program", path="/1"))
    with qtbot.waitSignal(model.failed, timeout=1000) as told:
        model._on_trouble(str(error))
    assert english(told.args) == []
