"""The real application as a process on a virtual screen, against the simulator."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.demo.sample_library import SampleFilm, create, write_nfo
from core.demo.simulator import PlexSimulator
from core.paths import Home, resolve_home
from core.secrets import TOKEN_VARIABLE
from gui.control import Command, NotRunningError, ask
from tests.e2e.screen import REPOSITORY, Screen, ended, wait_until

SETTINGS = """
[plex]
url = {url}
connect_timeout = 1.0
read_timeout = {read_timeout}

[[folders]]
path = {folder}

[breaker]
failure_threshold = {failure_threshold}
recovery_timeout = {recovery_timeout}

[behaviour]
heartbeat = {heartbeat}
confirm_first_sync = false
"""


def wait_for_no_process(process: subprocess.Popen[bytes], seconds: float) -> float:
    """Returns the seconds until it had ended."""
    began = time.monotonic()
    process.wait(seconds)
    return time.monotonic() - began


class Shell:
    """A terminal without a display: what `Screen` is to the tray application, for the headless one."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        unwanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS")
        kept = {name: value for name, value in os.environ.items() if name not in unwanted}
        self.environ = {
            **kept,
            "PYTHONPATH": str(REPOSITORY),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        self._log = folder / "terminal.log"
        self._stack = stack

    def start(self, command: Sequence[str], **environ: str) -> subprocess.Popen[bytes]:
        log = self._stack.enter_context(self._log.open("ab"))
        process = subprocess.Popen(
            command, env={**self.environ, **environ}, cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        return self._stack.enter_context(ended(process))

    def output(self) -> str:
        """What has been printed, by all programs together."""
        return self._log.read_text()


@dataclass
class App:
    """One home, one server, and the application between them."""

    screen: Screen | Shell
    plex: PlexSimulator
    folder: Path
    films: list[SampleFilm] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None
    token: str | None = None
    """In the environment of what is started; None: the right one."""

    def __post_init__(self) -> None:
        self.media = (self.folder / "films").resolve()
        self.films = create(self.media)
        self.plex.add_library(str(self.media))
        self.plex.scan()
        self.home.create()
        self.configure()

    @property
    def home(self) -> Home:
        return resolve_home(self.folder / "home", {})

    def configure(
        self, *, read_timeout: float = 2.0, failure_threshold: int = 2, recovery_timeout: float = 2.0,
        heartbeat: float = 2.0, url: str | None = None,
    ) -> None:  # fmt: skip
        self.home.settings.write_text(
            SETTINGS.format(
                url=json.dumps(url or self.plex.url),
                folder=json.dumps(str(self.media)),
                read_timeout=read_timeout,
                failure_threshold=failure_threshold,
                recovery_timeout=recovery_timeout,
                heartbeat=heartbeat,
            )
        )

    @property
    def environ(self) -> dict[str, str]:
        token = self.plex.token if self.token is None else self.token
        return {TOKEN_VARIABLE: token, "RECLOSER_HOME": str(self.home.data_dir)}

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Launch the tray application."""
        self.process = self.screen.start(
            [sys.executable, "-m", "gui.cli", *(arguments or ("--background",))], **self.environ
        )
        return self.process

    def command(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the command line."""
        return subprocess.run(
            [sys.executable, "-m", "gui.cli", *arguments],
            env={**self.screen.environ, **self.environ},
            input=text,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def status(self) -> dict[str, Any] | None:
        try:
            return ask(self.home.data_dir, Command.STATUS, timeout=2.0)
        except NotRunningError:
            return None

    def wait_for_state(self, state: str, timeout: float = 20.0) -> dict[str, Any]:
        def seen() -> dict[str, Any] | None:
            document = self.status()
            return document if document and document["breaker"]["state"] == state else None

        return wait_until(seen, f"the breaker to be {state}", timeout)

    def wait_for_queue(self, timeout: float = 20.0, **counts: int) -> None:
        def seen() -> bool:
            document = self.status()
            return bool(document) and all(document["queue"][name] == number for name, number in counts.items())

        wait_until(seen, f"the queue to hold {counts}", timeout)

    def wait_for_delivered(self, number: int, timeout: float = 20.0) -> None:
        wait_until(
            lambda: (document := self.status()) and document["stats"]["succeeded"] >= number,
            f"{number} delivered changes",
            timeout,
        )

    def edit(self, number: int, tagline: str) -> None:
        """Edit a film's NFO file as a tool would."""
        film = self.films[number]
        self.films[number] = replace(film, metadata=film.metadata._replace(tagline=tagline))
        write_nfo(film.nfo, self.films[number].metadata, runtime=film.runtime)

    def shown(self, number: int) -> Any:
        """The tagline of a film as Plex has it."""
        wanted = str(self.films[number].media)
        items = self.plex.store.items(list(range(1, len(self.films) + 1)))
        return next(item for item in items if wanted in item.files).fields.get("tagline")

    def kill(self) -> None:
        """As a power cut ends it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(5)

    def end(self) -> None:
        """As the desktop's session manager ends it."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(5)

    def pid_is_gone(self) -> bool:
        assert self.process is not None
        return self.process.poll() is not None
