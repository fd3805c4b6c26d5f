"""The simulator as a process of its own, so that it can be killed as a real server dies."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from core.demo.simulator.faults import Faults, rules_to_json
from core.demo.simulator.request_log import LoggedRequest
from core.demo.simulator.routes import RequestKind

_PROJECT = Path(__file__).parents[3]
_START_TIMEOUT = 20.0
_CONTROL_TIMEOUT = 10.0


class SimulatorError(Exception):
    """The process could not be started or asked; `str()` says why."""


class SimulatorProcess:
    """Starts, kills and controls one. What it has stored is in `database`, and outlives it.

    The process ends when this program does, however it ends.

    Attributes:
        url: Its address, the same after every start. Empty before the first.
        token: The one that lets in.
        faults: What goes wrong; what is set while it does not run is in force when it starts.
    """

    def __init__(
        self,
        database: Path,
        *,
        media: Iterable[Path] = (),
        shows: Iterable[Path] = (),
        music: Iterable[Path] = (),
        token: str | None = None,
        sample_agent: bool = False,
    ) -> None:
        """Prepare; `start` starts it.

        Args:
            database: Where it keeps its libraries; created when missing. A `PlexSimulator` may have filled it before.
            media: The folders of its films, if the database has no library yet. They are scanned at every start.
            shows: The folders of its shows, likewise.
            music: The folders of its music, likewise.
            token: None: a random one.
            sample_agent: Whether its agent knows the sample library's films, and not only their files' names.
        """
        self.url = ""
        self.token = token or secrets.token_hex(10)
        self.faults = Faults(self._send_faults)
        self._database = database
        self._folders = {"--media": tuple(media), "--shows": tuple(shows), "--music": tuple(music)}
        self._sample_agent = sample_agent
        self._control = ""
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """None while it does not run."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self) -> Self:
        """Start it and wait until it listens; nothing happens if it runs. Raises `SimulatorError`."""
        if self.pid is None:
            self._reap()
            self._process = subprocess.Popen(  # noqa: S603  this interpreter, and our own arguments
                self._command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # exists on Windows only
            )
            ready = self._read_ready(self._process)
            self.url, self._control = ready["url"], ready["control"]
        return self

    def kill(self) -> None:
        """End it at once, without a chance to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._reap()

    def restart(self) -> None:
        """Kill it and start it again on the same port."""
        self.kill()
        self.start()

    def close(self) -> None:
        """End it."""
        self.kill()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def requests(self) -> list[LoggedRequest]:
        """What this run of the process has been asked lately, oldest first. Raises `SimulatorError`."""
        return [LoggedRequest.from_json(each) for each in self._ask("GET", "/requests")]

    @property
    def writes(self) -> Counter[int]:
        """How many writes each item has had from this run of the process. Raises `SimulatorError`."""
        return Counter({int(item): count for item, count in self._ask("GET", "/writes").items()})

    @property
    def counts(self) -> Counter[RequestKind]:
        """How many requests of each kind this run of the process has had. Raises `SimulatorError`."""
        return Counter({RequestKind(kind): count for kind, count in self._ask("GET", "/counts").items()})

    def clear_log(self) -> None:
        """Forget the requests and the counts. Raises `SimulatorError`."""
        self._ask("DELETE", "/requests")

    def _command(self) -> list[str]:
        port = urlsplit(self.url).port or 0
        command = [sys.executable, "-m", "core.demo.simulator", "--exit-with-stdin", "--port", str(port)]
        command += ["--data", str(self._database), "--token", self.token]
        command += ["--faults", rules_to_json(self.faults.rules)]
        for option, folders in self._folders.items():
            command += [part for folder in folders for part in (option, str(folder))]
        return [*command, "--sample-agent"] if self._sample_agent else command

    def _read_ready(self, process: subprocess.Popen[str]) -> dict[str, str]:
        """The line it prints when it listens. It prints one within its own time limits, or ends."""
        assert process.stdout is not None  # noqa: S101  it is a pipe
        line = process.stdout.readline()
        ready: dict[str, str] = json.loads(line) if line.startswith("{") else {}
        if "url" not in ready:
            status = process.wait(_START_TIMEOUT)
            self._reap()
            raise SimulatorError(ready.get("error") or f"the Plex simulator ended with status {status} as it started")
        return ready

    def _send_faults(self) -> None:
        if self.pid is not None:
            self._ask("PUT", "/faults", rules_to_json(self.faults.rules))

    def _ask(self, method: str, path: str, body: str | None = None) -> Any:
        if self.pid is None:
            raise SimulatorError("the Plex simulator does not run")
        connection = HTTPConnection(urlsplit(self._control).netloc, timeout=_CONTROL_TIMEOUT)
        try:
            connection.request(method, path, body)
            answer = connection.getresponse()
            found = json.loads(answer.read())
        except (OSError, ValueError) as error:
            raise SimulatorError(f"the Plex simulator's control channel does not answer: {error}") from error
        finally:
            connection.close()
        if answer.status >= 400:
            raise SimulatorError(found["error"])
        return found

    def _reap(self) -> None:
        if self._process is not None:
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None


def _environment() -> dict[str, str]:
    """Ours, with the project where Python finds it, also when it is not installed."""
    paths = [str(_PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
