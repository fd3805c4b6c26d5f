"""Starts Recloser when the person logs in: one small class for each platform, behind one interface.

The entry that the desktop reads is the truth, not a setting of ours: a person may remove it with the desktop's own
tools. No Qt but for the registry of Windows. Any call may take a moment (see `gui.start_at_login`).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings

from core.files import write_atomically
from core.paths import Home
from core.phrases import phrase
from gui.background_portal import BackgroundPortal, PortalError

_NAME = "Recloser"
_LABEL = "io.github.recloser.Recloser"
_MARK = "autostart"
"""The file that remembers what the portal has granted: it cannot be asked."""
_SCRIPTS = ("recloser", "recloser-tray")

_DESKTOP_ENTRY = """\
[Desktop Entry]
Type=Application
Version=1.0
Name=Recloser
Comment=Delivers the metadata you curate to your Plex server, and rides out its outages
Comment[de]=Liefert Ihre gepflegten Metadaten an Ihren Plex-Server und übersteht dessen Ausfälle
Comment[es]=Entrega a su servidor Plex los metadatos que usted cuida y supera sus caídas
Exec={command}
TryExec={program}
Icon=recloser
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
X-GNOME-Autostart-Delay=5
X-KDE-autostart-after=panel
"""


@dataclass(frozen=True, slots=True)
class Command:
    """What is started."""

    program: tuple[str, ...]
    """A file, and what it needs to become Recloser."""
    arguments: tuple[str, ...] = ("--background",)

    @property
    def words(self) -> list[str]:
        """All of it."""
        return [*self.program, *self.arguments]


class AutostartError(Exception):
    """It could not be done; the message says why, for a person."""


class Autostart(Protocol):
    """Whether Recloser is started when the person logs in."""

    def is_enabled(self) -> bool:
        """Whether it is, as far as the desktop's entry tells."""

    def enable(self) -> None:
        """Let it be started.

        Raises:
            AutostartError: That cannot be done.
        """

    def disable(self) -> None:
        """Let it not be started.

        Raises:
            AutostartError: That cannot be done.
        """

    def is_stale(self) -> bool:
        """Whether it is enabled for this home, but the program is not there any more: it was moved or updated."""


def create(home: Home) -> Autostart:
    """The one for this platform. It starts Recloser for `home`."""
    places = ("--home", str(home.config_dir)) if home.chosen else ()
    command = Command(program(sys.argv[0], os.environ), ("--background", *places))
    if sys.platform == "win32":
        return WindowsAutostart(command, *_registry())
    if sys.platform == "darwin":
        return MacAutostart(command, Path.home() / "Library" / "LaunchAgents")
    if Path("/.flatpak-info").exists():
        command = replace(command, program=("recloser",))
        return PortalAutostart(command, home.data_dir / _MARK, BackgroundPortal())
    return XdgAutostart(command, _config_folder(os.environ) / "autostart")


def program(started_as: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """What starts this Recloser: the AppImage, the frozen program, the installed script, or Python with the module."""
    if image := environ.get("APPIMAGE"):
        return (image,)
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    # On Windows the installed program calls itself by its path without the suffix.
    found = shutil.which(started_as) or (shutil.which(f"{started_as}.exe") if sys.platform == "win32" else None)
    if Path(started_as).stem in _SCRIPTS and found:
        # Of the two, the one for which Windows opens no console; the same below.
        folder, suffix = Path(found).absolute().parent, Path(found).suffix
        windowed = folder / f"recloser-tray{suffix}"
        return (str(windowed if windowed.exists() else folder / Path(found).name),)
    without_console = Path(sys.executable).with_name("pythonw.exe")
    is_there = sys.platform == "win32" and without_console.exists()
    return (str(without_console) if is_there else sys.executable, "-m", "gui.cli")


class XdgAutostart:
    """A desktop entry in `~/.config/autostart`, as the freedesktop specifications have it."""

    def __init__(self, command: Command, folder: Path) -> None:
        self._command = command
        self._file = folder / "recloser.desktop"

    def is_enabled(self) -> bool:
        """See `Autostart`. GNOME's and KDE's own tools leave the file and mark it."""
        entry = self._entry()
        return (
            "Exec" in entry
            and entry.get("Hidden", "").lower() != "true"
            and entry.get("X-GNOME-Autostart-enabled", "").lower() != "false"
        )

    def enable(self) -> None:
        """See `Autostart`."""
        entry = _DESKTOP_ENTRY.format(command=_exec(self._command.words), program=_escaped(self._command.program[0]))
        _write(self._file, entry.encode())

    def disable(self) -> None:
        """See `Autostart`."""
        _remove(self._file)

    def is_stale(self) -> bool:
        """See `Autostart`."""
        entry = self._entry()
        is_ours = entry.get("Exec", "").endswith(f" {_exec(self._command.arguments)}")
        return self.is_enabled() and is_ours and not shutil.which(entry.get("TryExec", "").replace("\\\\", "\\"))

    def _entry(self) -> Mapping[str, str]:
        try:
            text = self._file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return {}
        import configparser  # noqa: PLC0415  most people have no entry

        parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",), strict=False)
        parser.optionxform = str  # type: ignore[assignment,method-assign]  # as the standard library's manual says
        try:
            parser.read_string(text)
        except configparser.Error:
            return {}
        return dict(parser["Desktop Entry"]) if parser.has_section("Desktop Entry") else {}


class PortalAutostart:
    """Inside Flatpak the desktop's portal writes the entry, and may ask the person first."""

    def __init__(self, command: Command, mark: Path, portal: BackgroundPortal) -> None:
        self._command = command
        self._mark = mark
        self._portal = portal

    def is_enabled(self) -> bool:
        """See `Autostart`."""
        return self._mark.exists()

    def enable(self) -> None:
        """See `Autostart`. Waits for the person's answer."""
        self._request(autostart=True)
        _write(self._mark, b"")

    def disable(self) -> None:
        """See `Autostart`."""
        self._request(autostart=False)
        _remove(self._mark)

    def is_stale(self) -> bool:
        """See `Autostart`: Flatpak keeps the entry right."""
        return False

    def _request(self, *, autostart: bool) -> None:
        try:
            self._portal.request(self._command.words, autostart=autostart)
        except PortalError as error:
            raise AutostartError(str(error)) from error


class WindowsAutostart:
    """A value under the Run key of the person's registry."""

    def __init__(self, command: Command, run: QSettings, approved: QSettings) -> None:
        """Change nothing yet.

        Args:
            command: What is started.
            run: The Run key.
            approved: The key where the Task Manager notes what it has switched off: an odd first byte.
        """
        self._command = command
        self._run = run
        self._approved = approved

    def is_enabled(self) -> bool:
        """See `Autostart`."""
        # Qt makes a text of bytes in the registry, two of them a character, the lower first (qsettings_win.cpp).
        verdict = self._approved.value(_NAME)
        switched_off = isinstance(verdict, str) and verdict != "" and ord(verdict[0]) % 2 == 1
        return self._run.contains(_NAME) and not switched_off

    def enable(self) -> None:
        """See `Autostart`."""
        import subprocess  # noqa: PLC0415  only here and below, and never on Linux

        self._run.setValue(_NAME, subprocess.list2cmdline(self._command.words))
        self._approved.remove(_NAME)
        self._save()

    def disable(self) -> None:
        """See `Autostart`."""
        self._run.remove(_NAME)
        self._approved.remove(_NAME)
        self._save()

    def is_stale(self) -> bool:
        """See `Autostart`."""
        value = str(self._run.value(_NAME, ""))
        started = value.split('"')[1] if value.startswith('"') else value.split(" ", maxsplit=1)[0]
        import subprocess  # noqa: PLC0415  see above

        is_ours = value.endswith(f" {subprocess.list2cmdline(self._command.arguments)}")
        return self.is_enabled() and is_ours and not Path(started).exists()

    def _save(self) -> None:
        for key in (self._run, self._approved):
            key.sync()
            if key.status() is not QSettings.Status.NoError:
                raise AutostartError(phrase("Windows did not let Recloser change what starts when you log in"))


class MacAutostart:
    """A property list in `~/Library/LaunchAgents`."""

    def __init__(self, command: Command, folder: Path) -> None:
        self._command = command
        self._file = folder / f"{_LABEL}.plist"

    def is_enabled(self) -> bool:
        """See `Autostart`."""
        agent = self._agent()
        return bool(agent.get("RunAtLoad")) and not agent.get("Disabled")

    def enable(self) -> None:
        """See `Autostart`. launchd reads it at the next login."""
        agent = {
            "Label": _LABEL,
            "ProgramArguments": self._command.words,
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        import plistlib  # noqa: PLC0415  only here and below, and only on macOS

        _write(self._file, plistlib.dumps(agent))

    def disable(self) -> None:
        """See `Autostart`."""
        _remove(self._file)

    def is_stale(self) -> bool:
        """See `Autostart`."""
        match self._agent().get("ProgramArguments"):
            case [str(started), *rest]:
                is_ours = rest[-len(self._command.arguments) :] == list(self._command.arguments)
                return self.is_enabled() and is_ours and not Path(started).exists()
        return False

    def _agent(self) -> Mapping[str, object]:
        import plistlib  # noqa: PLC0415  see above

        try:
            agent = plistlib.loads(self._file.read_bytes())
        except Exception:  # noqa: BLE001  plistlib lets through whatever its parsers raise
            return {}
        return agent if isinstance(agent, dict) else {}


def _config_folder(environ: Mapping[str, str]) -> Path:
    """The XDG Base Directory Specification lets nobody use a relative path."""
    folder = Path(environ.get("XDG_CONFIG_HOME", ""))
    return folder if folder.is_absolute() else Path.home() / ".config"


def _registry() -> tuple[QSettings, QSettings]:
    """The keys of `WindowsAutostart`: Qt's way to the registry can be imported on every platform."""
    root = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion"
    paths = (rf"{root}\Run", rf"{root}\Explorer\StartupApproved\Run")
    run, approved = (QSettings(path, QSettings.Format.NativeFormat) for path in paths)
    return run, approved


def _exec(words: Iterable[str]) -> str:
    return " ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    """One argument of the Exec key (Desktop Entry Specification, "The Exec key")."""
    if word and all(character.isalnum() or character in "-_./" for character in word):
        return word
    for character in '\\"`$':
        word = word.replace(character, f"\\{character}")
    return _escaped(f'"{word}"').replace("%", "%%")


def _escaped(text: str) -> str:
    """A value of the type string."""
    return text.replace("\\", "\\\\")


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    except OSError as error:
        raise AutostartError(phrase("{path} cannot be written: {reason}", path=path, reason=error.strerror)) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise AutostartError(phrase("{path} cannot be removed: {reason}", path=path, reason=error.strerror)) from error
