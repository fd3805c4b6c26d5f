"""The harness itself: what the other tests in this folder rely on, shown with a tray application of a few lines."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.e2e.screen import Screen, TrayHost, virtual_screen, wait_until

pytestmark = pytest.mark.screen

APPLICATION = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

def painted(colour):
    pixmap = QPixmap(22, 22)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)

application = QApplication(sys.argv)
application.setQuitOnLastWindowClosed(False)
menu = QMenu()
menu.addAction("Status: &fine").setEnabled(False)
menu.addSeparator()
menu.addAction("Turn blue", lambda: tray.setIcon(painted("blue")))
menu.addAction("Hidden").setVisible(False)
more = menu.addMenu("More")
more.addAction("Say hello", lambda: tray.setToolTip("hello"))
menu.addAction("Quit", application.quit)
tray = QSystemTrayIcon(painted("red"))
tray.setToolTip("a test")
tray.setContextMenu(menu)
tray.activated.connect(lambda reason: tray.showMessage("Activated", reason.name, painted("green")))
tray.show()
sys.exit(application.exec())
"""


def start(screen: Screen) -> subprocess.Popen[bytes]:
    return screen.start([sys.executable, "-c", APPLICATION])


def test_the_icon_arrives_with_its_pixels_and_words(screen: Screen, host: TrayHost):
    start(screen)
    host.wait_for_item()
    assert set(host.icon_pixels()) == {(255, 255, 0, 0)}
    assert host.dominant_colour() == (255, 0, 0)
    assert (host.icon().width, host.icon().height) == (22, 22)
    assert host.tool_tip() == "a test"
    assert host.status() == "Active"


def test_the_menu_can_be_read_and_clicked(screen: Screen, host: TrayHost):
    process = start(screen)
    host.wait_for_item()
    labels = [entry.label for entry in host.menu() if entry.visible and not entry.separator]
    assert labels == ["Status: fine", "Turn blue", "More", "Quit"]
    assert not host.entry("Status: fine").enabled
    with pytest.raises(AssertionError, match="disabled"):
        host.click("Status: fine")
    with pytest.raises(AssertionError, match="not in the menu"):
        host.click("Hidden")
    host.click("Turn blue")
    host.wait_for_colour(lambda colour: colour == (0, 0, 255), "the icon is blue")
    host.click("Say hello")
    wait_until(lambda: host.tool_tip() == "hello", "the tool tip says hello")
    host.click("Quit")
    assert process.wait(10) == 0
    host.wait_for_no_item()


def test_a_click_on_the_icon_arrives_and_notifications_are_received(screen: Screen, host: TrayHost):
    start(screen)
    host.wait_for_item()
    assert host.notifications() == ()
    host.activate()
    notification = host.wait_for_notification(lambda each: each.title == "Activated")
    assert notification.body == "Trigger"
    assert host.visible_notifications() == (notification,)


def test_waiting_in_vain_says_what_for(host: TrayHost):
    with pytest.raises(AssertionError, match=r"after 0\.1 s still not: an icon in the tray"):
        host.wait_for_item(timeout=0.1)


def test_what_a_program_prints_can_be_read(screen: Screen):
    process = screen.start([sys.executable, "-c", "import os; print(os.environ['GREETING'])"], GREETING="hello")
    assert process.wait(10) == 0
    assert screen.output() == "hello\n"


def test_everything_ends_with_the_screen(screen: Screen):
    with virtual_screen() as own:
        tray_host = own.start_tray_host()
        application = start(own)
        tray_host.wait_for_item()
        folder = own.folder
    assert application.poll() is not None
    assert tray_host._process.poll() is not None
    assert not folder.exists()
