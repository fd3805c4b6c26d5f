from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from core.events import OutageBegan, OutageEnded
from core.model import Face, QueueCounts, Snapshot, Stats
from core.settings import NotificationKind
from gui.notification_service import Choice
from gui.notifications import Notification, NotificationAction, Notifications
from gui.notifier import DBusNotifier, TrayNotifier, create_sink
from tests.e2e.screen import TrayHost, private_bus, require, tray_host

OPENED, SIGN_IN = NotificationKind.OPENED, NotificationKind.SIGN_IN


def about(kind: NotificationKind, title: str, text: str, face: Face, *actions: NotificationAction) -> Notification:
    return Notification(kind, title, text, face, actions or (NotificationAction.OPEN,))


class RecordingTray(QObject):
    """Stands where the tray is, and notes on which thread it was called."""

    message_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[tuple[str, str, Face]] = []
        self.threads: set[threading.Thread] = set()

    def message(self, title: str, text: str, face: Face) -> None:
        self.messages.append((title, text, face))
        self.threads.add(threading.current_thread())


@pytest.fixture
def tray(qapp) -> RecordingTray:
    return RecordingTray()


@pytest.fixture
def bus(monkeypatch) -> Iterator[dict[str, str]]:
    require("dbus-daemon")
    with private_bus() as environ:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environ["DBUS_SESSION_BUS_ADDRESS"])
        yield environ


@pytest.fixture
def service(bus) -> Iterator[TrayHost]:
    with tray_host(bus) as host:
        yield host


@pytest.fixture
def notifier(qapp, tray) -> Iterator[DBusNotifier]:
    made = DBusNotifier(TrayNotifier(tray))
    yield made
    made.stop()


@pytest.mark.screen
def test_a_notification_arrives_with_its_words_and_its_picture(service: TrayHost, notifier: DBusNotifier, tray):
    notifier.show(about(OPENED, "Plex is not answering", "Since 14:02", Face.OPEN))
    shown = service.wait_for_notification()
    assert (shown.app, shown.title, shown.body) == ("Recloser", "Plex is not answering", "Since 14:02")
    assert (shown.desktop_entry, shown.urgency) == ("recloser", 1)
    assert shown.picture == {"width": 64, "height": 64, "alpha": True, "bits": 8, "channels": 4}
    assert tray.messages == []


@pytest.mark.screen
def test_a_newer_notification_replaces_the_one_of_its_kind_and_no_other(service: TrayHost, notifier: DBusNotifier):
    notifier.show(about(SIGN_IN, "Sign in", "", Face.SIGN_IN))
    notifier.show(about(OPENED, "one", "", Face.OPEN))
    notifier.show(about(OPENED, "two", "", Face.OPEN))
    service.wait_for_notification(lambda each: each.title == "two")
    assert [each.title for each in service.visible_notifications()] == ["Sign in", "two"]


@pytest.mark.screen
def test_a_notification_can_be_withdrawn_and_shown_anew(service: TrayHost, notifier: DBusNotifier):
    notifier.show(about(OPENED, "one", "", Face.OPEN))
    notifier.withdraw(OPENED)
    notifier.withdraw(OPENED)
    notifier.withdraw(SIGN_IN)
    notifier.show(about(OPENED, "two", "", Face.OPEN))
    service.wait_for_notification(lambda each: each.title == "two")
    assert [(each.title, each.closed) for each in service.notifications()] == [("one", True), ("two", False)]


@pytest.mark.screen
def test_ending_withdraws_what_nobody_will_keep_up_to_date(service: TrayHost, notifier: DBusNotifier, qtbot: QtBot):
    notifier.show(about(OPENED, "one", "", Face.OPEN))
    notifier.show(about(SIGN_IN, "two", "", Face.SIGN_IN))
    service.wait_for_notification(lambda each: each.title == "two")
    notifier.stop()
    qtbot.waitUntil(lambda: service.visible_notifications() == ())


@pytest.mark.screen
@pytest.mark.parametrize(
    ("abilities", "title", "body"),
    [
        (["body"], "title", "1 < 2 & so on"),
        (["body", "body-markup"], "title", "1 &lt; 2 &amp; so on"),
        ([], "title: 1 < 2 & so on", ""),
    ],
)
def test_the_text_suits_what_the_service_can_do(service: TrayHost, notifier: DBusNotifier, abilities, title, body):
    service.able_to(*abilities)
    notifier.show(about(OPENED, "title", "1 < 2 & so on", Face.OPEN))
    shown = service.wait_for_notification()
    assert (shown.title, shown.body) == (title, body)


@pytest.mark.screen
@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("check", NotificationAction.CHECK),
        ("reset", NotificationAction.RESET),
        ("open", NotificationAction.OPEN),
        ("default", NotificationAction.OPEN),
    ],
)
@pytest.mark.parametrize("unicast", [True, False])
def test_what_is_chosen_comes_back_on_the_main_thread(service, notifier: DBusNotifier, qtbot, key, action, unicast):
    actions = (NotificationAction.OPEN, NotificationAction.CHECK, NotificationAction.RESET)
    notifier.show(about(SIGN_IN, "another", "", Face.SIGN_IN))
    notifier.show(about(OPENED, "title", "text", Face.OPEN, *actions))
    shown = service.wait_for_notification(lambda each: each.title == "title")
    assert shown.actions == ("default", "Open", "open", "Open", "check", "Check now", "reset", "Reset")
    threads = []
    notifier.chosen.connect(lambda _: threads.append(threading.current_thread()))
    with qtbot.waitSignal(notifier.chosen, timeout=3000) as seen:
        service.choose(shown.number, key, unicast=unicast)
    assert seen.args == [Choice(OPENED, action)]
    assert threads == [threading.main_thread()]
    qtbot.waitUntil(lambda: [each.title for each in service.visible_notifications()] == ["another"])


@pytest.mark.screen
def test_a_wayland_desktops_leave_to_come_to_the_front_comes_with_the_choice_it_was_given_for(service, notifier, qtbot):
    found = []
    notifier.chosen.connect(found.append)
    for title, activation in (("one", "token"), ("two", "")):
        notifier.show(about(OPENED, title, "text", Face.OPEN))
        shown = service.wait_for_notification(lambda each, title=title: each.title == title)
        service.choose(shown.number, "open", activation=activation)
        qtbot.waitUntil(lambda activation=activation: bool(found) and found[-1].activation == activation)
    assert found == [Choice(OPENED, NotificationAction.OPEN, "token"), Choice(OPENED, NotificationAction.OPEN)]


@pytest.mark.screen
def test_what_is_chosen_in_other_programs_notifications_or_makes_no_sense_is_nothing_to_us(service, notifier, qtbot):
    notifier.show(about(OPENED, "title", "text", Face.OPEN))
    shown = service.wait_for_notification()
    found = []
    notifier.chosen.connect(found.append)
    service.choose(shown.number + 1, "open")
    service.choose(shown.number, "inline-reply")
    service.choose(shown.number, "open")
    qtbot.waitUntil(lambda: found == [Choice(OPENED, NotificationAction.OPEN)])


@pytest.mark.screen
def test_a_service_that_shows_no_buttons_is_given_none(service: TrayHost, notifier: DBusNotifier):
    service.able_to("body")
    notifier.show(about(OPENED, "title", "text", Face.OPEN))
    assert service.wait_for_notification().actions == ()


@pytest.mark.screen
def test_a_notification_that_was_dismissed_is_not_replaced_or_withdrawn(service, notifier, qtbot):
    notifier.show(about(OPENED, "one", "", Face.OPEN))
    service.choose(service.wait_for_notification().number, "open", closes=True)
    qtbot.waitSignal(notifier.chosen, timeout=3000).wait()
    notifier.show(about(OPENED, "two", "", Face.OPEN))
    assert service.wait_for_notification(lambda each: each.title == "two").replaces == 0


@pytest.mark.screen
def test_the_notifiers_thread_sleeps_while_nothing_happens(service: TrayHost, notifier: DBusNotifier):
    notifier.show(about(OPENED, "one", "", Face.OPEN))
    service.wait_for_notification()
    time.sleep(0.2)
    [thread] = [each for each in threading.enumerate() if each.name == "recloser-notifier"]
    status = Path(f"/proc/self/task/{thread.native_id}/status")
    before = re.search(r"voluntary_ctxt_switches:\s*(\d+)", status.read_text())[1]
    time.sleep(1)
    assert re.search(r"voluntary_ctxt_switches:\s*(\d+)", status.read_text())[1] == before


@pytest.mark.screen
def test_five_minutes_of_flapping_and_a_flood_of_failures_reach_the_desktop_as_three_notifications(
    service: TrayHost, notifier: DBusNotifier, clock, qtbot
):
    told = Notifications(notifier, clock, frozenset(NotificationKind), Snapshot())
    failed = 0
    clock.advance(15)
    for second in range(320):
        if second % 40 == 0:
            told.handle(OutageBegan(clock.time(), "connection refused"))
        elif second % 40 == 20:
            told.handle(OutageEnded(20, 0, manual=False))
        if second < 60:
            for _ in range(84):
                failed += 1
                told.see(Snapshot(queue=QueueCounts(failed=failed), stats=Stats(failed, 0, failed)))
        clock.advance(1)
        told.tick()
    clock.advance(3600)
    told.tick()
    service.wait_for_notification(lambda each: "could not be delivered" in each.title)
    assert [each.title.replace(",", "") for each in service.notifications()] == [
        "Plex is not answering",
        "Plex is back",
        "5040 changes could not be delivered",
    ]


@pytest.mark.screen
def test_without_a_service_the_tray_shows_it_at_once_on_the_main_thread(bus, notifier, tray, qtbot: QtBot):
    notifier.show(about(OPENED, "title", "text", Face.OPEN))
    qtbot.waitUntil(lambda: tray.messages == [("title", "text", Face.OPEN)], timeout=2000)
    assert tray.threads == {threading.main_thread()}


def test_without_any_bus_the_tray_shows_it(notifier, tray, qtbot: QtBot, monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    notifier.show(about(OPENED, "title", "text", Face.OPEN))
    notifier.withdraw(OPENED)
    qtbot.waitUntil(lambda: tray.messages == [("title", "text", Face.OPEN)], timeout=2000)


@pytest.mark.screen
def test_a_service_that_comes_later_or_comes_back_is_used(service: TrayHost, notifier, tray, qtbot: QtBot):
    service.end_notification_service()
    notifier.show(about(OPENED, "one", "", Face.OPEN))
    qtbot.waitUntil(lambda: len(tray.messages) == 1)
    service.begin_notification_service()
    notifier.show(about(OPENED, "two", "", Face.OPEN))
    service.wait_for_notification(lambda each: each.title == "two")


@pytest.mark.screen
def test_a_number_given_by_an_earlier_service_is_not_used_with_a_new_one(bus, notifier: DBusNotifier):
    with tray_host(bus) as earlier:
        notifier.show(about(OPENED, "one", "", Face.OPEN))
        earlier.wait_for_notification()
    with tray_host(bus) as later:
        notifier.show(about(OPENED, "two", "", Face.OPEN))
        assert later.wait_for_notification().replaces == 0


@pytest.mark.screen
def test_a_service_that_does_not_answer_holds_up_neither_the_gui_nor_the_end(service: TrayHost, notifier):
    service.be_deaf(deaf=True)
    begun = time.monotonic()
    for _ in range(3):
        notifier.show(about(OPENED, "title", "text", Face.OPEN))
    assert time.monotonic() - begun < 0.5
    notifier.stop()
    assert time.monotonic() - begun < 1.5


def test_nothing_is_loaded_before_there_is_something_to_show():
    script = (
        "import sys; from gui.notifier import DBusNotifier, TrayNotifier\n"
        "from PySide6.QtCore import QCoreApplication, QObject, Signal\n"
        "class Tray(QObject): message_clicked = Signal()\n"
        "application = QCoreApplication([])\n"
        "notifier = DBusNotifier(TrayNotifier(Tray())); notifier.stop()\n"
        "sys.exit('jeepney' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_tray_shows_what_it_is_given(tray):
    notifier = TrayNotifier(tray)
    notifier.show(about(OPENED, "title", "text", Face.OPEN))
    notifier.withdraw(OPENED)
    notifier.stop()
    assert tray.messages == [("title", "text", Face.OPEN)]


def test_a_click_on_a_popup_of_the_tray_opens_what_it_is_about(tray, qtbot):
    notifier = TrayNotifier(tray)
    tray.message_clicked.emit()  # of an earlier run
    notifier.show(about(SIGN_IN, "title", "text", Face.SIGN_IN))
    with qtbot.waitSignal(notifier.chosen, timeout=1000) as seen:
        tray.message_clicked.emit()
    assert seen.args == [Choice(SIGN_IN, NotificationAction.OPEN)]


def test_the_platform_decides_which_sink_is_used(qapp, tray, monkeypatch):
    for platform, expected in (("linux", DBusNotifier), ("win32", TrayNotifier), ("darwin", TrayNotifier)):
        monkeypatch.setattr(sys, "platform", platform)
        sink = create_sink(tray)
        assert isinstance(sink, expected)
        sink.stop()
