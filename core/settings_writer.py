"""Writes changed settings into `settings.toml`, and leaves everything else in it as the person wrote it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import settings
from core.files import set_aside, write_atomically
from core.media_paths import normalise
from core.model import Field
from core.phrases import phrase
from core.settings import FolderSettings, LoadedSettings, NotificationKind, Settings

if TYPE_CHECKING:
    # Only somebody who changes settings needs it: 60 ms to import.
    from tomlkit import TOMLDocument


class SettingsConflict(Exception):
    """The file is not to be overwritten without asking; `str()` says why, for a person."""


class SettingsChanged(SettingsConflict):
    """Somebody else has changed the file since it was read."""


class SettingsBroken(SettingsConflict):
    """The file has problems: a value may mean something that only its author knows."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A settings file as it was read."""

    loaded: LoadedSettings
    data: bytes | None
    """None: there was no file, or it could not be read."""


def read(path: Path) -> Edition:
    """Read the file for editing. Never raises: what is wrong with it is among its problems."""
    loaded = settings.load(path)
    data = _content(path)
    if data is None:
        return Edition(loaded, None)
    return Edition(settings.parse(path, data), data)


def write(path: Path, edition: Edition, wanted: Settings, now: float, *, overwrite: bool = False) -> Edition:
    """Change what differs between `edition` and `wanted`; comments, order and all other keys stay.

    Args:
        path: The file; its folder exists. Made from the template where there is none.
        edition: What the changes are based on.
        wanted: What shall be in force afterwards.
        now: Unix seconds, for the name of a broken file that is kept aside.
        overwrite: A person has been asked: the same changes are made to what the file says now, and one with
            problems is kept beside as ``settings.toml.bad-<now>`` and begun anew.

    Returns:
        What the file says now.

    Raises:
        SettingsChanged, SettingsBroken: See there; nothing was written.
        OSError: It cannot be written.
    """
    current = read(path)
    if current.data != edition.data and not overwrite:
        raise SettingsChanged(phrase("{path} was changed meanwhile by somebody else", path=path))
    if current.loaded.problems:
        if not overwrite:
            raise SettingsBroken("; ".join(str(problem) for problem in current.loaded.problems))
        set_aside(path, now)
        current = edition = _DEFAULTS
    data = _edited(current.data, edition.loaded.settings, wanted)
    if data != current.data:
        # A person may keep the file elsewhere, and a link to it here.
        write_atomically(Path(os.path.realpath(path)), data)
    return Edition(settings.parse(path, data), data)


_DEFAULTS = Edition(LoadedSettings(Settings(), (), exists=False), None)
_FOLDER_HEADER = re.compile(r"\s*\[\[\s*folders\s*\]\]")


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _edited(data: bytes | None, before: Settings, after: Settings) -> bytes:
    import tomlkit  # noqa: PLC0415  slow: see above

    from core.settings_template import TEMPLATE  # noqa: PLC0415  only for a new file

    bom = b"\xef\xbb\xbf" if data is not None and data.startswith(b"\xef\xbb\xbf") else b""
    text = TEMPLATE if data is None else data.decode("utf-8-sig")
    kept = {name for name, _ in _by_path(after.folders)}
    gone = {name for name, _ in _by_path(before.folders)} - kept
    document = tomlkit.parse(_without_folders(text, gone))
    for table, key, value in _changes(before, after):
        if table not in document:
            document[table] = tomlkit.table()
        document[table][key] = value
    _edit_folders(document, before.folders, after.folders)
    written = tomlkit.dumps(document)
    if "\r\n" in text and "\n" not in text.replace("\r\n", ""):  # an editor of Windows has written it
        written = re.sub("(?<!\r)\n", "\r\n", written)
    return bom + written.encode()


def _without_folders(text: str, gone: set[str]) -> str:
    """Take out these folders' tables, but not the remarks below them: they belong to what follows."""
    import tomlkit  # noqa: PLC0415  slow: see above

    document = tomlkit.parse(text)
    tables: Any = document.get("folders", [])
    places = [place for place, table in enumerate(tables) if _name(table) in gone]
    if not places:
        return text
    lines = text.splitlines(keepends=True)
    headers = [number for number, line in enumerate(lines) if _FOLDER_HEADER.match(line)]
    if len(headers) != len(tables):  # written in another way: within one line, or with quoted names
        for place in reversed(places):
            del tables[place]
        if not tables:
            del document["folders"]
        return tomlkit.dumps(document)
    for place in reversed(places):
        end = next((n for n in range(headers[place] + 1, len(lines)) if lines[n].lstrip().startswith("[")), len(lines))
        while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
            end -= 1
        del lines[headers[place] : end]
    return "".join(lines)


def _changes(before: Settings, after: Settings) -> Iterator[tuple[str, str, Any]]:
    """Table, key and new value of all that differs, but for the folders."""
    old, new = list(_values(before)), list(_values(after))
    return (after for before, after in zip(old, new, strict=True) if before != after)


def _values(of: Settings) -> Iterator[tuple[str, str, Any]]:
    """Every key that is not a folder's, as the file writes it."""
    plex, breaker, behaviour = of.plex, of.breaker, of.behaviour
    yield "plex", "url", plex.url
    yield "plex", "libraries", list(plex.libraries)
    yield "plex", "connect_timeout", plex.connect_timeout
    yield "plex", "read_timeout", plex.read_timeout
    for each in Field:
        yield "fields", each.value, each in of.fields
    yield "breaker", "failure_threshold", breaker.failure_threshold
    yield "breaker", "recovery_timeout", breaker.recovery_timeout
    yield "breaker", "success_threshold", breaker.success_threshold
    yield "behaviour", "heartbeat", behaviour.heartbeat
    yield "behaviour", "scan_missing", behaviour.scan_missing
    yield "behaviour", "confirm_first_sync", behaviour.confirm_first_sync
    yield "behaviour", "on_conflict", behaviour.on_conflict.value
    yield "behaviour", "reconcile", behaviour.reconcile.value
    yield "behaviour", "remote_artwork", behaviour.remote_artwork
    yield "behaviour", "recovery_ramp", behaviour.recovery_ramp
    yield "notifications", "quiet", of.notifications.quiet
    for kind in NotificationKind:
        yield "notifications", kind.value, kind in of.notifications.kinds
    yield "appearance", "icon_style", of.appearance.icon_style.value
    yield "appearance", "language", of.appearance.language.value


def _edit_folders(
    document: TOMLDocument, before: tuple[FolderSettings, ...], after: tuple[FolderSettings, ...]
) -> None:
    """Change and add tables; those that stay keep their remarks."""
    import tomlkit  # noqa: PLC0415  slow: see above
    from tomlkit.items import AoT  # noqa: PLC0415

    new = [(name, folder) for name, folder in _by_path(after) if (name, folder) not in _by_path(before)]
    if new and "folders" not in document:
        document["folders"] = tomlkit.aot()
    tables: Any = document.get("folders", [])
    standing = {_name(table): table for table in tables}
    for name, folder in new:
        if name in standing:
            _set_plex_path(standing[name], folder)
        else:
            table: Any = tomlkit.table() if isinstance(tables, AoT) else tomlkit.inline_table()
            table["path"] = _quoted(str(folder.path))
            _set_plex_path(table, folder)
            tables.append(table)


def _name(table: Any) -> str:
    return normalise(str(Path(str(table["path"])).expanduser()))


def _set_plex_path(table: Any, folder: FolderSettings) -> None:
    if folder.plex_path == str(folder.path):
        table.pop("plex_path", None)
    else:
        table["plex_path"] = _quoted(folder.plex_path)


def _quoted(text: str) -> Any:
    """In single quotes where that spares the person doubled backslashes."""
    import tomlkit  # noqa: PLC0415  slow: see above

    return tomlkit.string(text, literal="\\" in text and "'" not in text and text.isprintable())


def _by_path(folders: tuple[FolderSettings, ...]) -> list[tuple[str, FolderSettings]]:
    return [(normalise(str(folder.path)), folder) for folder in folders]
