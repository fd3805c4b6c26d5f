"""`settings.toml`: what it may say, and what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, TypeVar
from urllib.parse import urlsplit

from core.fields import Field
from core.media_paths import normalise
from core.phrases import phrase
from core.toml_reader import SWITCH, Document, Rule, SettingsProblem, Table, number, one_of, whole_number

__all__ = [
    "ADDRESS",
    "FOLDER",
    "HEARTBEAT",
    "ON_CONFLICT",
    "RECONCILE",
    "RECOVERY_TIMEOUT",
    "SERVER_FOLDER",
    "THRESHOLD",
    "TIMEOUT",
    "TITLES",
    "AppearanceSettings",
    "BehaviourSettings",
    "BreakerSettings",
    "FolderSettings",
    "IconStyle",
    "Language",
    "LoadedSettings",
    "NotificationKind",
    "NotificationSettings",
    "OnConflict",
    "PlexSettings",
    "Reconcile",
    "Settings",
    "SettingsProblem",
    "load",
    "parse",
    "write_template",
]

_LARGEST = 100_000
"""Bytes; no settings file is that large, so it is something else."""


class OnConflict(StrEnum):
    """Whose word counts when a field was edited in Plex after Recloser wrote it."""

    NFO = "nfo"
    PLEX = "plex"
    ASK = "ask"


class Reconcile(StrEnum):
    """How often to look whether Plex still shows what was delivered."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


class NotificationKind(StrEnum):
    """What a notification can be about. The values are the keys of `[notifications]`: each kind has a switch."""

    OPENED = "opened"
    RECOVERED = "recovered"
    RESTORED = "restored"
    SIGN_IN = "sign_in"
    FAILED = "failed"
    APPROVAL = "approval"


class IconStyle(StrEnum):
    """What the tray's icon is drawn for."""

    AUTO = "auto"
    """Coloured, with an outline: stands out from any panel."""
    LIGHT = "light"
    """A light panel."""
    DARK = "dark"
    """A dark panel."""
    MONOCHROME = "monochrome"
    """Any panel, without colours."""


class Language(StrEnum):
    """What the windows, the menu and the notifications speak. The command line and the log speak English."""

    SYSTEM = ""
    """The person's own, as the system tells; English where there is no translation."""
    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"


@dataclass(frozen=True, slots=True)
class PlexSettings:
    """`[plex]`: the server, and how long to wait for it."""

    url: str = "http://127.0.0.1:32400"
    """Without a trailing slash."""
    libraries: tuple[str, ...] = ()
    """Titles; empty: all."""
    connect_timeout: float = 5.0
    """Seconds."""
    read_timeout: float = 30.0
    """Seconds."""


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """One of `[[folders]]`: a folder whose NFO files are watched."""

    path: Path
    """Absolute. It need not exist: the disk may be away."""
    plex_path: str
    """The same folder as Plex names it; equal to `path` where the file leaves it out."""


@dataclass(frozen=True, slots=True)
class BreakerSettings:
    """`[breaker]`: when to stop asking Plex, and when to try again."""

    failure_threshold: int = 5
    recovery_timeout: float = 60.0
    """Seconds."""
    success_threshold: int = 1


@dataclass(frozen=True, slots=True)
class BehaviourSettings:
    """`[behaviour]`."""

    heartbeat: float = 30.0
    """Seconds between health checks while idle; 0: none."""
    scan_missing: bool = False
    confirm_first_sync: bool = True
    on_conflict: OnConflict = OnConflict.NFO
    reconcile: Reconcile = Reconcile.OFF
    remote_artwork: bool = False
    """Whether an item without a picture of its own gets the one whose address is in its NFO file."""
    recovery_ramp: bool = True
    """Whether the changes that an outage has held back go out at a growing rate."""


@dataclass(frozen=True, slots=True)
class NotificationSettings:
    """`[notifications]`."""

    quiet: bool = False
    """Whether nothing pops up at all, whatever the kinds' own switches say."""
    kinds: frozenset[NotificationKind] = frozenset(NotificationKind)
    """Those that are switched on."""

    @property
    def shown(self) -> frozenset[NotificationKind]:
        """The kinds that may be shown now."""
        return frozenset() if self.quiet else self.kinds


@dataclass(frozen=True, slots=True)
class AppearanceSettings:
    """`[appearance]`."""

    icon_style: IconStyle = IconStyle.AUTO
    language: Language = Language.SYSTEM


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Made without arguments: the defaults."""

    plex: PlexSettings = PlexSettings()
    folders: tuple[FolderSettings, ...] = ()
    fields: frozenset[Field] = frozenset(Field)
    """The fields that may be delivered."""
    breaker: BreakerSettings = BreakerSettings()
    behaviour: BehaviourSettings = BehaviourSettings()
    notifications: NotificationSettings = NotificationSettings()
    appearance: AppearanceSettings = AppearanceSettings()


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """What a settings file says, as far as it can be understood."""

    settings: Settings
    """Where the file is silent or wrong, the default stands."""
    problems: tuple[SettingsProblem, ...]
    """While there are any, nothing should be delivered: a default may not be what the person meant."""
    exists: bool
    """Whether there is anything at the path."""


def load(path: Path) -> LoadedSettings:
    """Read `settings.toml`. Never raises: whatever is wrong with the file is among the problems."""
    try:
        # Only a regular file is opened: reading a pipe would wait for ever.
        if path.exists() and not path.is_file():
            return _unreadable(path, phrase("something that is not a file"))
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return LoadedSettings(Settings(), (), exists=False)
    except OSError as error:
        return _unreadable(path, phrase("“{reason}” while reading it", reason=error.strerror))
    return parse(path, data)


def parse(path: Path, data: bytes) -> LoadedSettings:
    """What a settings file with this content says; `path` is only named in the problems."""
    if len(data) > _LARGEST:
        return _unreadable(path, phrase("more than {limit} bytes", limit=_LARGEST))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unreadable(path, phrase("text that is not UTF-8"), data.count(b"\n", 0, error.start) + 1)
    document = Document(path, text)
    settings = _settings(document.root)
    return LoadedSettings(settings, document.problems(), exists=True)


def write_template(path: Path) -> bool:
    """Write a file with every key at its default and an explanation, unless something is there already.

    Returns whether it was written. The folder must exist.

    Raises:
        OSError: It cannot be written.
    """
    # Rarely needed, and the settings are read before the first icon is shown.
    from core.files import write_atomically  # noqa: PLC0415
    from core.settings_template import TEMPLATE  # noqa: PLC0415

    if path.exists():
        return False
    write_atomically(path, TEMPLATE.encode())
    return True


def _unreadable(path: Path, found: str, line: int | None = None) -> LoadedSettings:
    problem = SettingsProblem(path, line, "", found, phrase("a readable text file in TOML, saved as UTF-8"))
    return LoadedSettings(Settings(), (problem,), exists=True)


def _settings(root: Table) -> Settings:
    # In the file's order, which is the order in which a person reads what is allowed.
    default = Settings()
    plex = root.table("plex")
    folders = root.list_of_tables("folders")
    fields = root.table("fields")
    breaker = root.table("breaker")
    behaviour = root.table("behaviour")
    notifications = root.table("notifications")
    appearance = root.table("appearance")
    return Settings(
        plex=PlexSettings(
            url=plex.get("url", ADDRESS, default.plex.url),
            libraries=plex.get("libraries", TITLES, default.plex.libraries),
            connect_timeout=plex.get("connect_timeout", TIMEOUT, default.plex.connect_timeout),
            read_timeout=plex.get("read_timeout", TIMEOUT, default.plex.read_timeout),
        ),
        folders=_folders(folders),
        fields=_switched_on(fields, Field),
        breaker=BreakerSettings(
            failure_threshold=breaker.get("failure_threshold", THRESHOLD, default.breaker.failure_threshold),
            recovery_timeout=breaker.get("recovery_timeout", RECOVERY_TIMEOUT, default.breaker.recovery_timeout),
            success_threshold=breaker.get("success_threshold", THRESHOLD, default.breaker.success_threshold),
        ),
        behaviour=BehaviourSettings(
            heartbeat=behaviour.get("heartbeat", HEARTBEAT, default.behaviour.heartbeat),
            scan_missing=behaviour.get("scan_missing", SWITCH, default.behaviour.scan_missing),
            confirm_first_sync=behaviour.get("confirm_first_sync", SWITCH, default.behaviour.confirm_first_sync),
            on_conflict=behaviour.get("on_conflict", ON_CONFLICT, default.behaviour.on_conflict),
            reconcile=behaviour.get("reconcile", RECONCILE, default.behaviour.reconcile),
            remote_artwork=behaviour.get("remote_artwork", SWITCH, default.behaviour.remote_artwork),
            recovery_ramp=behaviour.get("recovery_ramp", SWITCH, default.behaviour.recovery_ramp),
        ),
        notifications=NotificationSettings(
            quiet=notifications.get("quiet", SWITCH, default.notifications.quiet),
            kinds=_switched_on(notifications, NotificationKind),
        ),
        appearance=AppearanceSettings(
            icon_style=appearance.get("icon_style", one_of(IconStyle), default.appearance.icon_style),
            language=appearance.get("language", one_of(Language), default.appearance.language),
        ),
    )


def _folders(tables: Iterable[Table]) -> tuple[FolderSettings, ...]:
    folders: dict[str, FolderSettings] = {}
    for table in tables:
        path = table.find("path", FOLDER)
        plex_path = table.find("plex_path", SERVER_FOLDER)
        if path is None:
            if "path" not in table.content:
                table.refuse(
                    None, phrase("a folder without a path"), phrase("path = {allowed}", allowed=FOLDER.allowed)
                )
        elif normalise(str(path)) in folders:
            table.refuse("path", phrase("the same folder a second time"), phrase("each folder once"))
        else:
            folders[normalise(str(path))] = FolderSettings(path, plex_path or str(path))
    return tuple(folders.values())


Switch = TypeVar("Switch", bound=StrEnum)


def _switched_on(table: Table, switches: type[Switch]) -> frozenset[Switch]:
    return frozenset([switch for switch in switches if table.get(switch, SWITCH, default=True)])


def _address(found: Any) -> str | None:
    if not isinstance(found, str):
        return None
    text = found.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    # A user name, query or fragment could only be a misunderstanding, or a token that would end up in logs.
    strange = "@" in parts.netloc or parts.query or parts.fragment or port == 0 or not text.isprintable() or " " in text
    return None if parts.scheme not in ("http", "https") or not parts.hostname or strange else text.rstrip("/")


def _titles(found: Any) -> tuple[str, ...] | None:
    if isinstance(found, list) and all(isinstance(title, str) and title.strip() for title in found):
        return tuple(title.strip() for title in found)
    return None


def _folder(found: Any) -> Path | None:
    if not isinstance(found, str) or _was_escaped(found):
        return None
    try:
        path = Path(found).expanduser()
    except RuntimeError:  # nobody of that name
        return None
    return path if path.is_absolute() else None


def _server_folder(found: Any) -> str | None:
    # The server may run on another system than this one.
    if not isinstance(found, str) or _was_escaped(found):
        return None
    return found if PurePosixPath(found).is_absolute() or PureWindowsPath(found).is_absolute() else None


def _was_escaped(path: str) -> bool:
    r"""Whether there are control characters in it: TOML makes them of "D:\tv" and of "C:\new"."""
    return any(character < " " for character in path)


def _heartbeat(found: Any) -> float | None:
    return 0.0 if found == 0 and not isinstance(found, bool) else number(1, 86400).accept(found)


def _timeout(found: Any) -> float | None:
    return number(0, 600).accept(found) or None


# What the keys may be set to; the preferences check by the same rules as the file.
ADDRESS = Rule[str](
    phrase('an address that begins with http:// or https://, such as "http://127.0.0.1:32400"'), _address
)
TITLES = Rule[tuple[str, ...]](phrase('a list of titles, such as ["Movies"]'), _titles)
TIMEOUT = Rule[float](phrase("a number above 0, up to 600"), _timeout)
FOLDER = Rule[Path](
    phrase("the full path of a folder, in quotes; one with backslashes in single quotes, such as 'C:\\Media'"), _folder
)
SERVER_FOLDER = Rule[str](
    phrase(
        "the full path of a folder as the Plex server names it, in quotes; one with backslashes in single quotes,"
        " such as 'C:\\Media'"
    ),
    _server_folder,
)
THRESHOLD = whole_number(1, 1000)
RECOVERY_TIMEOUT = number(0.1, 900)
ON_CONFLICT = one_of(OnConflict)
RECONCILE = one_of(Reconcile)
HEARTBEAT = Rule[float](phrase("0, or a number from 1 to 86400"), _heartbeat)
