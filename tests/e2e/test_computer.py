from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from core.secrets import TOKEN_VARIABLE
from tests.e2e.screen import Screen, TrayHost, ended, private_bus, require, wait_until

if sys.platform != "linux":
    pytest.skip("logind and NetworkManager are Linux's", allow_module_level=True)

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io import threading as threaded

from tests.e2e.application import App, Shell

LOGIND = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
NETWORK_MANAGER = "org.freedesktop.NetworkManager"
PROPERTIES = DBusAddress("/org/freedesktop/NetworkManager", interface="org.freedesktop.DBus.Properties")
DISCONNECTED, CONNECTED = 20, 70
"""NetworkManager's own numbers."""

SETTINGS = """
[plex]
url = "{url}"
connect_timeout = 1.0
read_timeout = 1.0

[breaker]
failure_threshold = 2

[behaviour]
heartbeat = 1.0
"""


class SystemBus:
    """logind and NetworkManager, as far as an application listens to them."""

    def __init__(self, address: str) -> None:
        self.environ = {"DBUS_SYSTEM_BUS_ADDRESS": address}
        self._state = CONNECTED
        self._bus = threaded.open_dbus_connection(bus=address)
        for name in ("org.freedesktop.login1", NETWORK_MANAGER):
            self._send_and_wait(message_bus.RequestName(name))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def sleep(self, *, begins: bool) -> None:
        self._bus.send(new_signal(LOGIND, "PrepareForSleep", "b", (begins,)))

    def set_network(self, state: int) -> None:
        self._state = state
        changed = (NETWORK_MANAGER, {"State": ("u", state)}, [])
        self._bus.send(new_signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", changed))

    def close(self) -> None:
        self._bus.interrupt()
        self._thread.join()
        self._bus.close()

    def _send_and_wait(self, message: Message) -> None:
        serial = next(self._bus.outgoing_serial)
        self._bus.send(message, serial=serial)
        while self._bus.receive(timeout=5).header.fields.get(HeaderFields.reply_serial) != serial:
            pass

    def _serve(self) -> None:
        with suppress(ConnectionError, threaded.ReceiveStopped):
            while True:
                message = self._bus.receive()
                if message.header.message_type is MessageType.method_call:
                    self._bus.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        properties = {
            "State": ("u", self._state),
            "Connectivity": ("u", 4),
            "Metered": ("u", 2),
            "PrimaryConnection": ("o", "/"),
            "PrimaryConnectionType": ("s", ""),
        }
        match message.header.fields[HeaderFields.member]:
            case "GetAll":
                return new_method_return(message, "a{sv}", (properties,))
            case "Get":
                return new_method_return(message, "v", (properties[message.body[1]],))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", ("not here",))


@pytest.fixture
def system_bus() -> Iterator[SystemBus]:
    require("dbus-daemon")
    with private_bus() as environ:
        bus = SystemBus(environ["DBUS_SESSION_BUS_ADDRESS"])
        yield bus
        bus.close()


@pytest.fixture
def without_network() -> list[str]:
    """Runs a command where there is no network at all."""
    command = ["unshare", "--map-root-user", "--net"]
    if not shutil.which(command[0]) or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let a program be cut off from the network (unshare)")
    return command


def test_waking_up_is_noticed_at_once_by_the_word_of_logind(shell: Shell, plex, system_bus, tmp_path: Path) -> None:
    app = App(shell, plex, tmp_path)
    shell.start([sys.executable, "-m", "gui.cli", "run", "--headless"], **app.environ, **system_bus.environ)
    app.wait_for_delivered(len(app.films))
    system_bus.sleep(begins=True)
    system_bus.sleep(begins=False)
    wait_until(lambda: "has woken up" in shell.output(), "waking up to be noticed", 5.0)
    system_bus.sleep(begins=True)
    app.edit(0, "Still awake")
    wait_until(lambda: app.shown(0) == "Still awake", "the edit to arrive")
    assert shell.output().count("has woken up") == 1


@pytest.mark.screen
@pytest.mark.parametrize("server", ["http://192.0.2.7:32400", "http://plex.invalid:32400"])
def test_a_computer_without_its_network_is_grey_and_counts_no_outage_until_the_network_is_back(
    screen: Screen, host: TrayHost, system_bus, without_network, tmp_path: Path, server
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "settings.toml").write_text(SETTINGS.format(url=server))
    system_bus.set_network(DISCONNECTED)
    command = [*without_network, sys.executable, "-m", "gui.cli", "--background"]
    environ = {"RECLOSER_HOME": str(home), TOKEN_VARIABLE: "a-token", **system_bus.environ}
    with ended(screen.start(command, **environ)):
        host.wait_for_item()
        wait_until(lambda: host.tool_tip().startswith("This computer is offline"), "offline to be said")
        red, green, blue = host.dominant_colour()
        assert max(red, green, blue) - min(red, green, blue) < 24
        assert not (home / "circuit_breaker.json").exists()  # no failure has been counted
        system_bus.set_network(CONNECTED)
        wait_until(lambda: not host.tool_tip().startswith("This computer is offline"), "the network to be noticed")
        system_bus.set_network(DISCONNECTED)
        wait_until(lambda: host.tool_tip().startswith("This computer is offline"), "offline to be said again")
