"""``recloser demo``: the simulator, the sample library and the real application as processes, and the scripted outage.

With a display it is the tray application, without one the same engine headless.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from core.demo import sample_library
from core.demo.scenario import Scenario, Seen, StoryFailed
from core.demo.simulator.process import SimulatorError, SimulatorProcess
from core.model import CircuitState
from core.paths import Home, resolve_home
from core.secrets import TOKEN_VARIABLE
from gui.control import Command, NotRunningError, ask

_SETTINGS = """\
# Written by `recloser demo`.
[plex]
url = {url}
connect_timeout = 2.0
read_timeout = 5.0

[[folders]]
path = {folder}

[breaker]
# Shorter than in real life, so that the story does not take minutes.
failure_threshold = 3
recovery_timeout = 5.0

[behaviour]
heartbeat = 5.0
confirm_first_sync = false
"""
_PACE = 3.0
"""Seconds between two scenes, for somebody who watches."""
_QUIET = 17.0
"""Seconds; the notifications' quiet time after a start, and a little more."""
_LAST_LINES = 20


class ApplicationProcess:
    """The real application as a process, driven as a person and a shell would drive it."""

    def __init__(self, home: Home, token: str, *, display: bool) -> None:
        self._home = home
        self._environment = {**os.environ, TOKEN_VARIABLE: token}
        self._arguments = [] if display else ["run", "--headless"]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """See `core.demo.scenario.Application`."""
        command = [sys.executable, "-m", "gui.cli", "--home", str(self._home.data_dir), *self._arguments]
        self._process = subprocess.Popen(  # noqa: S603  this interpreter, and our own arguments
            command, env=self._environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def close(self) -> None:
        """See `core.demo.scenario.Application`."""
        if self._process is None:
            return
        try:
            ask(self._home.data_dir, Command.QUIT)
            self._process.wait(10)
        except (NotRunningError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        self._process = None

    def look(self) -> Seen | None:
        """See `core.demo.scenario.Application`."""
        if self._process is not None and self._process.poll() is not None:
            raise StoryFailed(f"the application ended with status {self._process.returncode}")
        try:
            document = ask(self._home.data_dir, Command.STATUS, timeout=1.0)
        except NotRunningError:
            return None
        return Seen(CircuitState(document["breaker"]["state"]), document["queue"]["waiting"])


def run(folder: Path | None, *, auto: bool, display: bool) -> int:
    """Play the demo. Returns 0 only if everything has arrived.

    Args:
        folder: Where settings, state and films go; None: a temporary folder.
        auto: Whether to end after the story; otherwise the person may play along.
        display: Whether to use the tray application.
    """
    play_along = display and not auto and sys.stdin is not None and sys.stdin.isatty()
    began = time.monotonic()

    def tell(sentence: str) -> None:
        print(f"[{time.monotonic() - began:5.1f} s] {sentence}", flush=True)

    with ExitStack() as stack:
        root = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="recloser-demo-")))
        home = resolve_home(root / "home", {})
        home.create()
        films = sample_library.create((root / "films").resolve())
        server = SimulatorProcess(root / "plex.sqlite3", media=[(root / "films").resolve()], sample_agent=True)
        try:
            stack.enter_context(server)
            home.settings.write_text(
                _SETTINGS.format(url=_quoted(server.url), folder=_quoted(str((root / "films").resolve()))),
                encoding="utf-8",
            )
            application = ApplicationProcess(home, server.token, display=display)
            stack.callback(application.close)
            scenario = Scenario(
                server,
                films,
                application,
                tell,
                pace=_PACE if play_along else 0.0,
                quiet=_QUIET if display else 0.0,
            )
            scenario.play()
        except (StoryFailed, SimulatorError) as error:
            print(f"recloser: the demo failed: {error}", file=sys.stderr)
            _print_log(home)
            return 1
        if play_along:
            _play_along(server, root / "films")
    return 0


def _play_along(server: SimulatorProcess, films: Path) -> None:
    print(f"\nNow it is yours. Edit NFO files in {films}, and type: kill, start, or quit.", flush=True)
    for line in sys.stdin:
        match line.strip():
            case "kill":
                server.kill()
                print("The Plex server is dead.", flush=True)
            case "start":
                server.start()
                print("The Plex server is back.", flush=True)
            case "quit" | "exit" | "q":
                return
            case _:
                print("kill, start, or quit", flush=True)


def _print_log(home: Home) -> None:
    try:
        lines = home.log.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    print("The last lines of its log:", *lines[-_LAST_LINES:], sep="\n    ", file=sys.stderr)


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are a part of TOML's."""
    return json.dumps(text)
