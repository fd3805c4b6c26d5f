from __future__ import annotations

import os
import plistlib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io import threading as threaded
from PySide6.QtCore import QSettings

from core.paths import resolve_home
from gui import autostart
from gui.autostart import (
    Autostart,
    AutostartError,
    Command,
    MacAutostart,
    PortalAutostart,
    WindowsAutostart,
    XdgAutostart,
)
from gui.background_portal import BackgroundPortal
from gui.start_at_login import StartAtLogin
from tests.e2e.screen import private_bus, require

Make = Callable[..., Autostart]


def registry(folder: Path) -> tuple[QSettings, QSettings]:
    """Two files instead of two keys of the registry; Qt reads and writes both alike."""
    return tuple(QSettings(str(folder / f"{key}.ini"), QSettings.Format.IniFormat) for key in ("run", "approved"))


def command(program: str, *arguments: str) -> Command:
    return Command((program,), ("--background", *arguments))


MAKERS: dict[str, Make] = {
    "xdg": lambda folder, *words: XdgAutostart(command(*words), folder / "autostart"),
    "windows": lambda folder, *words: WindowsAutostart(command(*words), *registry(folder)),
    "mac": lambda folder, *words: MacAutostart(command(*words), folder / "LaunchAgents"),
}


@pytest.fixture(params=MAKERS)
def make(request, tmp_path) -> Make:
    return lambda *words: MAKERS[request.param](tmp_path, *words)


@pytest.fixture
def program(tmp_path) -> Path:
    path = tmp_path / "My Programs" / "re closer"
    path.parent.mkdir()
    path.touch(mode=0o755)
    return path


def test_it_is_off_until_it_is_switched_on_and_the_entry_is_the_truth(make, program):
    assert not make(str(program)).is_enabled()
    make(str(program)).disable()
    make(str(program)).enable()
    assert make("whatever").is_enabled()
    assert not make("whatever").is_stale()
    make("whatever").disable()
    assert not make(str(program)).is_enabled()
    assert not make(str(program)).is_stale()


def test_an_entry_whose_program_was_moved_is_stale_until_it_is_written_anew(make, program, tmp_path):
    make(str(program)).enable()
    moved = program.rename(tmp_path / "recloser")
    entry = make(str(moved))
    assert entry.is_enabled()
    assert entry.is_stale()
    entry.enable()
    assert not entry.is_stale()


def test_the_entry_of_another_installation_that_works_is_left_alone(make, program):
    make(str(program)).enable()
    assert not make(sys.executable).is_stale()


def test_the_entry_of_another_home_is_left_alone(make):
    make("/nowhere/recloser", "--home", "/somewhere/else").enable()
    assert not make(sys.executable).is_stale()
    assert not make(sys.executable, "--home", "/here").is_stale()
    assert make(sys.executable, "--home", "/somewhere/else").is_stale()


@pytest.mark.parametrize("maker", ["xdg", "mac"])
def test_a_folder_that_cannot_be_written_is_told_in_words(maker, tmp_path):
    (tmp_path / "autostart").write_text("a file")
    (tmp_path / "LaunchAgents").write_text("a file")
    with pytest.raises(AutostartError, match="cannot be written"):
        MAKERS[maker](tmp_path, "recloser").enable()


# Linux


def desktop_file(folder: Path) -> Path:
    return folder / "autostart" / "recloser.desktop"


def test_the_desktop_entry_says_what_is_needed(tmp_path):
    MAKERS["xdg"](tmp_path, "/usr/bin/recloser").enable()
    lines = desktop_file(tmp_path).read_text().splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert {
        "Type=Application",
        "Exec=/usr/bin/recloser --background",
        "TryExec=/usr/bin/recloser",
        "X-GNOME-Autostart-Delay=5",
        "X-KDE-autostart-after=panel",
    } <= set(lines)


def test_a_strange_path_is_quoted_as_the_specification_has_it(tmp_path):
    MAKERS["xdg"](tmp_path, '/opt/My $1 "`100%\\', "").enable()
    text = desktop_file(tmp_path).read_text()
    assert 'Exec="/opt/My \\\\$1 \\\\"\\\\`100%%\\\\\\\\" --background ""\n' in text
    assert 'TryExec=/opt/My $1 "`100%\\\\\n' in text


@pytest.mark.parametrize("mark", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktops_own_tools_have_switched_off_is_off(tmp_path, mark):
    entry = MAKERS["xdg"](tmp_path, sys.executable)
    entry.enable()
    key = mark.split("=")[0]
    kept = [line for line in desktop_file(tmp_path).read_text().splitlines() if not line.startswith(key)]
    desktop_file(tmp_path).write_text("\n".join([*kept, mark, ""]))
    assert not entry.is_enabled()
    assert not entry.is_stale()
    entry.enable()
    assert entry.is_enabled()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"Exec=x", b"[Desktop Entry]\n", b"[[[\n===\n"])
def test_a_desktop_entry_that_makes_no_sense_is_none(tmp_path, content):
    desktop_file(tmp_path).parent.mkdir()
    desktop_file(tmp_path).write_bytes(content)
    assert not MAKERS["xdg"](tmp_path, "x").is_enabled()


# Windows


def test_the_run_key_starts_the_program_whatever_its_path(tmp_path):
    MAKERS["windows"](tmp_path, r"C:\Program Files\Recloser\recloser-tray.exe").enable()
    assert registry(tmp_path)[0].value("Recloser") == (r'"C:\Program Files\Recloser\recloser-tray.exe" --background')


@pytest.mark.parametrize(("first_byte", "enabled"), [(b"\x02", True), (b"\x03", False), (b"\x06", True), (b"", True)])
def test_what_the_task_manager_has_switched_off_is_off_until_it_is_switched_on_here(tmp_path, first_byte, enabled):
    MAKERS["windows"](tmp_path, sys.executable).enable()
    approved = registry(tmp_path)[1]
    # As Qt shows the bytes of the registry: a text of 16-bit characters (REG_BINARY in qsettings_win.cpp).
    approved.setValue("Recloser", (first_byte + bytes(11)).decode("utf-16-le") if first_byte else "")
    approved.sync()
    assert MAKERS["windows"](tmp_path, sys.executable).is_enabled() is enabled
    MAKERS["windows"](tmp_path, sys.executable).enable()
    assert MAKERS["windows"](tmp_path, sys.executable).is_enabled()


def test_a_registry_that_takes_nothing_is_told_in_words(tmp_path):
    missing = QSettings(str(tmp_path), QSettings.Format.IniFormat)  # a folder
    with pytest.raises(AutostartError, match="Windows did not let"):
        WindowsAutostart(command("recloser"), missing, missing).enable()


# macOS


def test_the_launch_agent_starts_the_program_at_login(tmp_path):
    MAKERS["mac"](tmp_path, "/Applications/Recloser.app/Contents/MacOS/recloser").enable()
    [file] = (tmp_path / "LaunchAgents").iterdir()
    agent = plistlib.loads(file.read_bytes())
    assert file.name == f"{agent['Label']}.plist"
    assert agent["ProgramArguments"] == ["/Applications/Recloser.app/Contents/MacOS/recloser", "--background"]
    assert agent["RunAtLoad"] is True


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        b"<?xml version='1.0'?><plist><dict>",
        b"<?xml version='1.0'?><plist><date>today</date></plist>",
        plistlib.dumps([1]),
        plistlib.dumps({"RunAtLoad": False}),
    ],
)
def test_a_property_list_that_makes_no_sense_is_none(tmp_path, content):
    MAKERS["mac"](tmp_path, "x").enable()
    [file] = (tmp_path / "LaunchAgents").iterdir()
    file.write_bytes(content)
    assert not MAKERS["mac"](tmp_path, "x").is_enabled()


# Flatpak


@dataclass
class Portal:
    """The desktop's portal on a private bus, with a person behind it who always answers the same."""

    response: int = 0
    autostart: bool = True
    requests: list[dict] = field(default_factory=list)

    def start(self) -> None:
        self._bus = threaded.open_dbus_connection(bus="SESSION")
        self._bus.send(message_bus.RequestName("org.freedesktop.portal.Desktop"))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._bus.interrupt()  # a bus that is closed under its reader ends it with an error of some kind
        self._thread.join(5)
        self._bus.close()

    def _serve(self) -> None:
        with suppress(ConnectionError, threaded.ReceiveStopped, OSError):
            while True:
                message = self._bus.receive()
                if message.header.message_type is not MessageType.method_call:
                    continue
                options = {key: value for key, (_, value) in message.body[1].items()}
                self.requests.append(options)
                sender = message.header.fields[HeaderFields.sender]
                path = (
                    f"/org/freedesktop/portal/desktop/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
                )
                self._bus.send(new_method_return(message, "o", (path,)))
                results = {"background": ("b", True), "autostart": ("b", self.autostart and options["autostart"])}
                address = DBusAddress(path, interface="org.freedesktop.portal.Request")
                answer = new_signal(address, "Response", "ua{sv}", (self.response, results))
                answer.header.fields[HeaderFields.destination] = sender
                self._bus.send(answer)


@pytest.fixture
def bus(monkeypatch) -> Iterator[None]:
    require("dbus-daemon")
    with private_bus() as environ:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environ["DBUS_SESSION_BUS_ADDRESS"])
        yield


@pytest.fixture
def portal(bus) -> Iterator[Portal]:
    portal = Portal()
    portal.start()
    yield portal
    portal.stop()


@pytest.fixture
def sandboxed(tmp_path) -> PortalAutostart:
    return PortalAutostart(command("recloser"), tmp_path / "home" / "autostart", BackgroundPortal())


@pytest.mark.screen
def test_inside_flatpak_the_portal_is_asked_and_its_answer_remembered(portal, sandboxed, tmp_path):
    assert not sandboxed.is_enabled()
    sandboxed.enable()
    assert sandboxed.is_enabled()
    assert portal.requests[0]["commandline"] == ["recloser", "--background"]
    assert portal.requests[0]["autostart"] is True
    assert not sandboxed.is_stale()
    sandboxed.disable()
    assert portal.requests[1]["autostart"] is False
    assert not sandboxed.is_enabled()


@pytest.mark.screen
@pytest.mark.parametrize(("response", "granted"), [(1, True), (2, True), (0, False)])
def test_a_no_of_person_or_desktop_is_told_in_words_and_changes_nothing(portal, sandboxed, response, granted):
    portal.response, portal.autostart = response, granted
    with pytest.raises(AutostartError, match=r"[Yy]our desktop"):
        sandboxed.enable()
    assert not sandboxed.is_enabled()


@pytest.mark.screen
def test_a_desktop_without_the_portal_is_told_in_words(bus, sandboxed):
    with pytest.raises(AutostartError, match="portal"):
        sandboxed.enable()


def test_no_bus_at_all_is_told_in_words(sandboxed, monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with pytest.raises(AutostartError, match="portal"):
        sandboxed.enable()


# What is started


def test_an_appimage_is_started_as_the_file_that_it_is():
    assert autostart.program("/tmp/.mount_x/AppRun", {"APPIMAGE": "/home/me/Recloser.AppImage"}) == (
        "/home/me/Recloser.AppImage",
    )


def test_an_installed_script_is_started_by_its_path_and_without_a_console(tmp_path):
    scripts = [tmp_path / "recloser", tmp_path / "recloser-tray"]
    scripts[0].touch(mode=0o755)
    assert autostart.program(str(scripts[0]), {}) == (str(scripts[0]),)
    scripts[1].touch(mode=0o755)
    assert autostart.program(str(scripts[0]), {}) == (str(scripts[1]),)


def test_on_windows_the_installed_program_is_found_although_it_calls_itself_by_less_than_its_name(
    tmp_path, monkeypatch
):
    """What pip installs there takes `.exe` off `sys.argv[0]`; before Python 3.12 `which` does not put it on again."""
    monkeypatch.setattr(sys, "platform", "win32")
    for name in ("recloser.exe", "recloser-tray.exe"):
        (tmp_path / name).touch(mode=0o755)
    assert autostart.program(str(tmp_path / "recloser"), {}) == (str(tmp_path / "recloser-tray.exe"),)
    assert autostart.program(str(tmp_path / "recloser-tray"), {}) == (str(tmp_path / "recloser-tray.exe"),)


def test_on_windows_a_python_that_opens_no_console_is_started(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    assert autostart.program("cli.py", {}) == (str(tmp_path / "python.exe"), "-m", "gui.cli")
    (tmp_path / "pythonw.exe").touch()
    assert autostart.program("cli.py", {}) == (str(tmp_path / "pythonw.exe"), "-m", "gui.cli")


def test_from_a_checkout_python_is_started_with_the_module():
    assert autostart.program("/somewhere/gui/cli.py", {}) == (sys.executable, "-m", "gui.cli")


def test_a_frozen_program_is_started_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert autostart.program("whatever", {}) == (sys.executable,)


@pytest.mark.parametrize(("chosen", "arguments"), [(False, ""), (True, " --home {}")])
def test_the_home_that_a_person_has_chosen_is_started_again(monkeypatch, tmp_path, chosen, arguments):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    autostart.create(resolve_home(tmp_path / "home" if chosen else None, {})).enable()
    entry = desktop_file(tmp_path / "config").read_text()
    assert f"--background{arguments.format(tmp_path / 'home')}\n" in entry


@pytest.mark.parametrize(("platform", "kind"), [("win32", WindowsAutostart), ("darwin", MacAutostart)])
def test_the_platform_decides_which_is_used(monkeypatch, tmp_path, platform, kind):
    monkeypatch.setattr(sys, "platform", platform)
    assert isinstance(autostart.create(resolve_home(tmp_path, {})), kind)


# The switch in the GUI


@pytest.fixture
def login(qapp, tmp_path) -> StartAtLogin:
    return StartAtLogin(MAKERS["xdg"](tmp_path, sys.executable))


def test_the_switch_tells_how_it_stands(qtbot, login, tmp_path):
    for act, expected in (
        (login.look, False),
        (lambda: login.switch(on=True), True),
        (login.look, True),
        (login.repair, True),
        (lambda: login.switch(on=False), False),
        (login.repair, False),
    ):
        with qtbot.waitSignal(login.changed, timeout=3000) as seen:
            act()
        assert seen.args == [expected]
    assert not desktop_file(tmp_path).exists()


def test_a_stale_entry_is_repaired(qtbot, login, tmp_path):
    MAKERS["xdg"](tmp_path, "/nowhere/recloser").enable()
    with qtbot.waitSignal(login.changed, timeout=3000):
        login.repair()
    assert f"Exec={sys.executable} --background" in desktop_file(tmp_path).read_text()


def test_the_switch_goes_on_working_after_a_fault_of_ours(qtbot, tmp_path, monkeypatch):
    autostart = MAKERS["xdg"](tmp_path, sys.executable)
    login = StartAtLogin(autostart)
    with monkeypatch.context() as patched:
        patched.setattr(autostart, "enable", lambda: 1 / 0)
        with qtbot.waitSignals([login.refused, login.changed], timeout=3000):
            login.switch(on=True)
    with qtbot.waitSignal(login.changed, timeout=3000) as seen:
        login.switch(on=True)
    assert seen.args == [True]


def test_a_refusal_is_told_in_words_and_the_switch_goes_on_working(qtbot, tmp_path):
    (tmp_path / "autostart").write_text("a file")
    login = StartAtLogin(MAKERS["xdg"](tmp_path, sys.executable))
    with qtbot.waitSignals([login.refused, login.changed], timeout=3000):
        login.switch(on=True)
    (tmp_path / "autostart").unlink()
    with qtbot.waitSignal(login.changed, timeout=3000) as seen:
        login.switch(on=True)
    assert seen.args == [True]


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux desktops do with the entry")
def test_the_entry_really_starts_the_program_with_its_arguments(tmp_path):
    script = tmp_path / 'My "$HOME"' / "reclo`ser"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >"{tmp_path}/told"\n')
    script.chmod(0o755)
    MAKERS["xdg"](tmp_path, str(script), "--home", 'a "b" \\c 100%').enable()
    require("gio")
    # GLib reads the entry as GNOME, Xfce and MATE do when a person logs in.
    gio = subprocess.run(
        ["gio", "launch", str(desktop_file(tmp_path))], env=dict(os.environ), capture_output=True, check=False
    )
    assert gio.returncode == 0, gio.stderr
    assert (tmp_path / "told").read_text() == '--background\n--home\na "b" \\c 100%\n'
