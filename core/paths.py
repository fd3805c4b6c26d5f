"""Where everything lives: one folder of the person's choice, or the platform's usual places."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "RECLOSER_HOME"

SETTINGS_FILE = "settings.toml"
BREAKER_FILE = "circuit_breaker.json"
STATS_FILE = "stats.json"
PAUSE_FILE = "pause.json"
DATABASE_FILE = "recloser.sqlite3"
TOKEN_FILE = "token"  # noqa: S105  the file's name, not a token
LOG_FILE = "recloser.log"


class HomeError(Exception):
    """A folder that Recloser needs cannot be used; the message says which and why, for a person."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one Recloser, and the files in them. Nothing has to exist yet."""

    config_dir: Path
    data_dir: Path
    log_dir: Path
    chosen: bool
    """Whether a person has chosen the folder."""

    @property
    def keyring_account(self) -> str:
        """Under which name the keyring keeps this home's token: two homes never share one."""
        if not self.chosen:
            return "default"
        import hashlib  # noqa: PLC0415  brings in OpenSSL, which an application without a keyring does without

        place = os.path.normcase(self.data_dir)
        return f"home-{hashlib.sha256(place.encode(errors='surrogateescape')).hexdigest()[:16]}"

    @property
    def settings(self) -> Path:
        """`settings.toml`, for people to edit."""
        return self.config_dir / SETTINGS_FILE

    @property
    def breaker_file(self) -> Path:
        """`circuit_breaker.json`."""
        return self.data_dir / BREAKER_FILE

    @property
    def stats(self) -> Path:
        """`stats.json`."""
        return self.data_dir / STATS_FILE

    @property
    def pause(self) -> Path:
        """`pause.json`: whether, and until when, a person paused delivery."""
        return self.data_dir / PAUSE_FILE

    @property
    def database(self) -> Path:
        """`recloser.sqlite3`: the queue and the catalog."""
        return self.data_dir / DATABASE_FILE

    @property
    def token_file(self) -> Path:
        """Keeps the Plex token where there is no keyring."""
        return self.data_dir / TOKEN_FILE

    @property
    def log(self) -> Path:
        """`recloser.log`; older ones stand beside it."""
        return self.log_dir / LOG_FILE

    def create(self) -> None:
        """Make the folders that are missing, open to nobody else (mode 0700 where the platform has modes).

        Raises:
            HomeError: One cannot be made, or cannot be written to.
        """
        for folder in dict.fromkeys((self.config_dir, self.data_dir, self.log_dir)):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except FileExistsError as error:
                raise HomeError(f"{folder} is a file; Recloser needs a folder there") from error
            except OSError as error:
                raise HomeError(f"The folder {folder} cannot be made: {error.strerror}") from error
            if not os.access(folder, os.W_OK | os.X_OK):
                raise HomeError(f"The folder {folder} cannot be written to")


def resolve_home(explicit: Path | None, environ: Mapping[str, str]) -> Home:
    """Decide where everything lives.

    Args:
        explicit: What the person gave as ``--home``.
        environ: The process environment; an empty ``RECLOSER_HOME`` counts as none.

    Raises:
        HomeError: The folder is named after a person (``~name``) who is not known here.
    """
    chosen = explicit if explicit is not None else environ.get(HOME_VARIABLE)
    return _platform_home() if chosen is None or chosen == "" else _one_folder(Path(chosen))


def _one_folder(root: Path) -> Home:
    try:
        root = root.expanduser().resolve()
    except (RuntimeError, OSError) as error:
        raise HomeError(f"{root} cannot be used as home: {error}") from error
    return Home(config_dir=root, data_dir=root, log_dir=root / "logs", chosen=True)


def _platform_home() -> Home:
    import platformdirs  # noqa: PLC0415  not needed, so not waited for, when the person chose the folder

    places = platformdirs.PlatformDirs("recloser", appauthor=False)
    return Home(
        config_dir=places.user_config_path,
        data_dir=places.user_data_path,
        log_dir=places.user_log_path,
        chosen=False,
    )
