"""One application, its server and the proxy between them, and somebody who edits films and watches what comes of it."""

from __future__ import annotations

import json
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from core.delivery import sign_in
from core.demo.sample_library import write_nfo
from core.demo.simulator import PlexSimulator
from core.model import Face, Metadata
from core.secrets import TOKEN_VARIABLE
from core.settings import Settings
from gui.single_instance import channel_name
from tests.e2e.application import Shell
from tests.e2e.chaos_proxy import ChaosProxy, Exchange
from tests.e2e.instrumented import FOLDER, PATIENCE

EDITS = 20
_LOOK_EVERY = 0.05
_DEFAULTS = Settings()


@dataclass(frozen=True)
class Scale:
    """How patient the application is, and how long everything lasts, in seconds."""

    connect_timeout: float = _DEFAULTS.plex.connect_timeout
    read_timeout: float = _DEFAULTS.plex.read_timeout
    failure_threshold: int = _DEFAULTS.breaker.failure_threshold
    recovery_timeout: float = _DEFAULTS.breaker.recovery_timeout
    heartbeat: float = _DEFAULTS.behaviour.heartbeat
    outage: float = 300.0
    restart_every: float = 20.0
    retry_after: int = 30
    sign_in: float = sign_in._EVERY
    patience: float = 900.0
    """For what has to come in the end."""

    @property
    def until_sure(self) -> float:
        """How long an outage may stay unnoticed: a heartbeat, one request that uses up its time, and all failures."""
        total = self.connect_timeout + 2 * self.read_timeout
        return self.heartbeat + total + self.failure_threshold * max(10.0, self.retry_after)


AS_SHIPPED = Scale()
SHORT = Scale(0.5, 0.6, 3, 1.0, 1.0, outage=2.5, restart_every=5.0, retry_after=2, sign_in=2.0, patience=75.0)


class Site:
    """One home with twenty films, one server, the proxy between them, and somebody who edits and watches."""

    def __init__(self, folder: Path, scale: Scale, stack: ExitStack, *, tls: bool) -> None:
        self.scale = scale
        self.home, self._media, self._notes = folder / "home", folder / "films", folder
        self._wanted: dict[Path, str] = {}
        self._seen: list[tuple[float, dict[str, Any]]] = []
        self.edits_made = 0
        for number in range(EDITS):
            film = self._media / f"Film {number} (2000)"
            film.mkdir(parents=True)
            (film / f"{film.name}.mkv").write_bytes(b"")
            self._write(film, "as it was")
        self._error = self._slept = 0.0
        self._set_clock()
        self._plex = stack.enter_context(PlexSimulator())
        self._plex.add_library(str(self._media))
        self._plex.scan()
        self.proxy = stack.enter_context(ChaosProxy(self._plex.port, tls=folder if tls else None))
        self._configure()
        environ = {TOKEN_VARIABLE: self._plex.token, FOLDER: str(folder), PATIENCE: str(scale.sign_in)}
        if tls:
            environ["REQUESTS_CA_BUNDLE"] = str(self.proxy.certificate)
        command = [sys.executable, "-m", "tests.e2e.instrumented", "--home", str(self.home), "run", "--headless"]
        self._process = Shell(folder, stack).start(command, **environ)
        stack.callback(self.wake)  # what is stopped cannot end
        self.watch(self.well, "all films to be delivered once")

    def well(self) -> bool:
        """Whether everything is in Plex, and the application knows it."""
        document = self._seen[-1][1]
        pending = sum(document["queue"][state] for state in ("waiting", "in_progress", "retrying"))
        return document["face"] == Face.CLOSED.value and not pending and not self.lost()

    def lost(self) -> int:
        """Films that Plex does not show as they were last edited."""
        items = self._plex.store.items(list(range(1, EDITS + 1)))
        shown = {Path(item.files[0]).parent: item.fields.get("tagline") for item in items}
        return sum(shown.get(film) != tagline for film, tagline in self._wanted.items())

    def edit(self, count: int) -> None:
        """Change so many NFO files, each time the next ones."""
        films = list(self._wanted)
        for _ in range(count):
            self._write(films[self.edits_made % EDITS], f"edit {self.edits_made}")
            self.edits_made += 1

    def begin_to_deliver(self) -> None:
        """Half of the edits; comes back in the middle of their delivery."""
        before = len(self.proxy.exchanges)
        self.edit(EDITS // 2)
        self.watch(lambda: any(one.method == "PUT" for one in self.proxy.exchanges[before:]), "a first edit on its way")

    def watch(self, until: Callable[[], bool], what: str, timeout: float | None = None) -> float:
        """Look at the application's status until the condition holds. Returns `time.monotonic`."""
        deadline = time.monotonic() + (timeout or self.scale.patience)
        while True:
            now = time.monotonic()
            with suppress(OSError, ValueError):
                self._seen.append((now, ask_status(self.home)))
            if self._seen and until():
                return now
            if now > deadline:
                latest = json.dumps(self._seen[-1][1]) if self._seen else "no status"
                raise AssertionError(f"in vain waited for {what}: {latest}")
            time.sleep(_LOOK_EVERY)

    def pass_time(self, seconds: float) -> None:
        """Go on looking for so long."""
        end = time.monotonic() + seconds
        self.watch(lambda: time.monotonic() >= end, "the time to pass", seconds + self.scale.patience)

    def seen(self, is_it: Callable[[dict[str, Any]], bool], since: float) -> float | None:
        """When the status was first like that."""
        return next((at for at, document in self._seen if at >= since and is_it(document)), None)

    def faces(self, since: float) -> tuple[str, ...]:
        return tuple(dict.fromkeys(document["face"] for at, document in self._seen if at >= since))

    def requests(self, since: float, until: float) -> int:
        """All that was sent, and all attempts to connect that came to nothing."""

        def between(moments: Sequence[float]) -> int:
            return sum(since <= at <= until for at in moments)

        lines = (self._notes / "attempts").read_text().splitlines()
        attempts = [float(at) for at, port in map(str.split, lines) if int(port) == self.proxy.port]
        exchanges = between([one.at for one in self.proxy.exchanges])
        return exchanges + max(0, between(attempts) - between(self.proxy.connections))

    def sleep(self, seconds: float) -> None:
        """The computer goes to sleep; `wake` ends it. The monotonic clock stands still meanwhile, as it does on Linux.

        `seconds` is how much later it is afterwards.
        """
        self._process.send_signal(signal.SIGSTOP)
        self._slept += seconds
        self._set_clock()
        self.proxy.cut()

    def wake(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def step_clock(self, seconds: float) -> None:
        """Somebody sets the computer's clock."""
        self._error += seconds
        self._set_clock()

    def _set_clock(self) -> None:
        new = self._notes / "clock.new"
        new.write_text(f"{self._error} {self._slept}")
        new.replace(self._notes / "clock")

    def _write(self, film: Path, tagline: str) -> None:
        self._wanted[film] = tagline
        metadata = Metadata(title=film.name.partition(" (")[0], date="2000-01-01", tagline=tagline)
        write_nfo(film / f"{film.name}.nfo", metadata)

    def _configure(self) -> None:
        scale = self.scale
        self.home.mkdir()
        (self.home / "settings.toml").write_text(
            f"[plex]\nurl = {json.dumps(self.proxy.url)}\n"
            f"connect_timeout = {scale.connect_timeout}\nread_timeout = {scale.read_timeout}\n"
            f"[[folders]]\npath = {json.dumps(str(self._media))}\n"
            f"[breaker]\nfailure_threshold = {scale.failure_threshold}\nrecovery_timeout = {scale.recovery_timeout}\n"
            f"[behaviour]\nheartbeat = {scale.heartbeat}\nconfirm_first_sync = false\n"
        )


def ask_status(home: Path) -> dict[str, Any]:
    """As `recloser status --json`, but without Qt, which wants its own threads."""
    with socket.socket(socket.AF_UNIX) as channel:
        channel.settimeout(1.0)
        channel.connect(channel_name(home))
        channel.sendall(b'{"command": "status"}\n')
        found: dict[str, Any] = json.loads(channel.makefile().readline())
        return found


def delivered_twice(exchanges: Sequence[Exchange]) -> int:
    """Edits that were sent although the same edit had been served and read back before, with no other in between."""
    served: dict[str, str] = {}
    verified: dict[str, str] = {}
    twice = 0
    for one in exchanges:
        path, _, query = one.target.partition("?")
        if one.method == "PUT" and one.served:
            (item,) = parse_qs(query)["id"]
            twice += verified.pop(item, None) == one.target
            served[item] = one.target
        elif path.startswith("/library/metadata/") and one.status == 200:
            for item in path.rpartition("/")[2].split(","):
                if item in served:
                    verified[item] = served.pop(item)
    return twice
