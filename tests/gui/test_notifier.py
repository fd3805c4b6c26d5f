from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.model import Face
from core.settings import NotificationKind
from gui.notifier import DBusNotifier, TrayNotifier, create_sink
from tests.e2e.screen import TrayHost, private_bus, require, tray_host

OPENED, SIGN_IN = NotificationKind.OPENED, NotificationKind.SIGN_IN


class RecordingTray:
    """Stands where the tray is, and notes on which thread it was called."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str, Face]] = []
        self.threads: set[threading.Thread] = set()

    def message(self, title: str, text: str, face: Face) -> None:
        self.messages.append((title, text, face))
        self.threads.add(threading.current_thread())


@pytest.fixture
def tray() -> RecordingTray:
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
    notifier.show(OPENED, "Plex is not answering", "Since 14:02", Face.OPEN)
    shown = service.wait_for_notification()
    assert (shown.app, shown.title, shown.body) == ("Recloser", "Plex is not answering", "Since 14:02")
    assert (shown.desktop_entry, shown.urgency) == ("recloser", 1)
    assert shown.picture == {"width": 64, "height": 64, "alpha": True, "bits": 8, "channels": 4}
    assert tray.messages == []


@pytest.mark.screen
def test_a_newer_notification_replaces_the_one_of_its_kind_and_no_other(service: TrayHost, notifier: DBusNotifier):
    notifier.show(SIGN_IN, "Sign in", "", Face.SIGN_IN)
    notifier.show(OPENED, "one", "", Face.OPEN)
    notifier.show(OPENED, "two", "", Face.OPEN)
    service.wait_for_notification(lambda each: each.title == "two")
    assert [each.title for each in service.visible_notifications()] == ["Sign in", "two"]


@pytest.mark.screen
def test_a_notification_can_be_withdrawn_and_shown_anew(service: TrayHost, notifier: DBusNotifier):
    notifier.show(OPENED, "one", "", Face.OPEN)
    notifier.withdraw(OPENED)
    notifier.withdraw(OPENED)
    notifier.withdraw(SIGN_IN)
    notifier.show(OPENED, "two", "", Face.OPEN)
    service.wait_for_notification(lambda each: each.title == "two")
    assert [(each.title, each.closed) for each in service.notifications()] == [("one", True), ("two", False)]


@pytest.mark.screen
def test_ending_withdraws_what_nobody_will_keep_up_to_date(service: TrayHost, notifier: DBusNotifier, qtbot: QtBot):
    notifier.show(OPENED, "one", "", Face.OPEN)
    notifier.show(SIGN_IN, "two", "", Face.SIGN_IN)
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
    notifier.show(OPENED, "title", "1 < 2 & so on", Face.OPEN)
    shown = service.wait_for_notification()
    assert (shown.title, shown.body) == (title, body)


@pytest.mark.screen
def test_without_a_service_the_tray_shows_it_at_once_on_the_main_thread(bus, notifier, tray, qtbot: QtBot):
    notifier.show(OPENED, "title", "text", Face.OPEN)
    qtbot.waitUntil(lambda: tray.messages == [("title", "text", Face.OPEN)], timeout=2000)
    assert tray.threads == {threading.main_thread()}


def test_without_any_bus_the_tray_shows_it(notifier, tray, qtbot: QtBot, monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    notifier.show(OPENED, "title", "text", Face.OPEN)
    notifier.withdraw(OPENED)
    qtbot.waitUntil(lambda: tray.messages == [("title", "text", Face.OPEN)], timeout=2000)


@pytest.mark.screen
def test_a_service_that_comes_later_or_comes_back_is_used(service: TrayHost, notifier, tray, qtbot: QtBot):
    service.end_notification_service()
    notifier.show(OPENED, "one", "", Face.OPEN)
    qtbot.waitUntil(lambda: len(tray.messages) == 1)
    service.begin_notification_service()
    notifier.show(OPENED, "two", "", Face.OPEN)
    service.wait_for_notification(lambda each: each.title == "two")


@pytest.mark.screen
def test_a_number_given_by_an_earlier_service_is_not_used_with_a_new_one(bus, notifier: DBusNotifier):
    with tray_host(bus) as earlier:
        notifier.show(OPENED, "one", "", Face.OPEN)
        earlier.wait_for_notification()
    with tray_host(bus) as later:
        notifier.show(OPENED, "two", "", Face.OPEN)
        assert later.wait_for_notification().replaces == 0


@pytest.mark.screen
def test_a_service_that_does_not_answer_holds_up_neither_the_gui_nor_the_end(service: TrayHost, notifier):
    service.be_deaf(deaf=True)
    begun = time.monotonic()
    for _ in range(3):
        notifier.show(OPENED, "title", "text", Face.OPEN)
    assert time.monotonic() - begun < 0.5
    notifier.stop()
    assert time.monotonic() - begun < 1.5


def test_nothing_is_loaded_before_there_is_something_to_show():
    script = (
        "import sys; from gui.notifier import DBusNotifier, TrayNotifier\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "application = QCoreApplication([])\n"
        "notifier = DBusNotifier(TrayNotifier(None)); notifier.stop()\n"
        "sys.exit('jeepney' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_tray_shows_what_it_is_given(tray):
    notifier = TrayNotifier(tray)
    notifier.show(OPENED, "title", "text", Face.OPEN)
    notifier.withdraw(OPENED)
    notifier.stop()
    assert tray.messages == [("title", "text", Face.OPEN)]


def test_the_platform_decides_which_sink_is_used(qapp, tray, monkeypatch):
    for platform, expected in (("linux", DBusNotifier), ("win32", TrayNotifier), ("darwin", TrayNotifier)):
        monkeypatch.setattr(sys, "platform", platform)
        sink = create_sink(tray)
        assert isinstance(sink, expected)
        sink.stop()
