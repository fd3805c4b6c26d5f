"""The tray application beside the smallest one that PySide6 allows: until the icon is there, and at rest."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.demo.simulator import PlexSimulator
from tests.benchmarks.measure import Chapter, Finding, Timing, in_words
from tests.e2e.application import App
from tests.e2e.screen import BARE_TRAY, Screen, TrayHost, virtual_screen

_PAIRS = 9
_SETTLING = 20.0
"""Seconds of rest before memory is looked at, and before what a resting program does is counted."""
_REST = 60.0
"""Seconds for which that is counted: two health checks."""
_LOOK = 0.05
"""Seconds between two looks at a program's threads; some live only for a health check."""
_HEARTBEAT = 30.0
"""Seconds: the default."""
_PATIENCE = 30.0
_TICKS = 100
"""Of /proc, in a second."""

Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class _Memory:
    """Megabytes."""

    resident: float
    private: float
    """What no other process shares: all of it is the program's doing."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a program did while it had nothing to do."""

    processor: float
    """Percent of one processor."""
    wake_ups: float
    """A second."""


def chapter() -> Chapter:
    """Empty, saying why, where there is no virtual screen."""
    if sys.platform != "linux" or not (shutil.which("Xvfb") and shutil.which("dbus-daemon")):
        return Chapter("Desktop", "Not measured: this needs Linux with Xvfb and dbus-daemon.", "bare", ())
    with tempfile.TemporaryDirectory() as folder, virtual_screen() as screen, PlexSimulator() as plex:
        # An installed program has been compiled; whoever measures it here may have forbidden that.
        screen.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        screen.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "compiled"))
        app = App(screen, plex, Path(folder))
        app.configure(heartbeat=_HEARTBEAT, recovery_timeout=60.0)
        host = screen.start_tray_host()
        app.start()
        app.wait_for_delivered(len(app.films), _PATIENCE)
        time.sleep(_SETTLING)
        assert app.process is not None
        delivered = _memory(app.process)
        _end(host, app.process)
        findings = (_time_to_icon(app, host), *_at_rest(app, delivered))
    return Chapter(
        "Desktop",
        "On a virtual screen with a tray host on a private D-Bus, beside a PySide6 program that does nothing but show"
        " a red square in the tray. Recloser is set up, and its 20 films have been delivered. The time goes from the"
        f" start of the process until its icon is registered with the host; both are started in turn, {_PAIRS} times."
        f" Then both rest for {_SETTLING:g} s, with nothing to deliver; what deliveries load (requests, plexapi, lxml)"
        " stays in their process, which the next row tells. Resident memory is `Rss`, private memory `Private_Clean`"
        f" and `Private_Dirty` of `/proc/…/smaps_rollup`. For another {_REST:g} s, with a health check every"
        f" {_HEARTBEAT:g} s, `/proc` tells the time of the processor (user and system, all threads) and the voluntary"
        f" context switches of every thread, looked at every {_LOOK * 1000:g} ms, because some threads end.",
        "bare",
        findings,
    )


def _bare(screen: Screen) -> Process:
    return screen.start([sys.executable, str(BARE_TRAY)])


def _time_to_icon(app: App, host: TrayHost) -> Finding:
    def seconds(start: Callable[[], Process]) -> float:
        began = time.monotonic()
        process = start()
        host.wait_for_item(_PATIENCE)
        took = host.registered_at() - began
        _end(host, process)
        return took

    bare, ours = [], []
    for _ in range(_PAIRS):
        bare.append(seconds(lambda: _bare(app.screen)))
        ours.append(seconds(app.start))
    mine, theirs = Timing(tuple(ours)), Timing(tuple(bare))
    return Finding(
        "from the start to the icon", in_words(mine.median), in_words(theirs.median), mine.relative_to(theirs), 1.3
    )


def _end(host: TrayHost, process: Process | None) -> None:
    assert process is not None
    process.terminate()
    process.wait(_PATIENCE)
    host.wait_for_no_item()


def _at_rest(app: App, delivered: _Memory) -> list[Finding]:
    """`delivered`: of a process that has delivered, and rests."""
    bare, ours = _bare(app.screen), app.start()
    time.sleep(_SETTLING)
    theirs, mine = _memory(bare), _memory(ours)
    rest = _watched(ours)
    return [
        Finding(
            "resident memory at rest",
            f"{mine.resident:.1f} MB",
            f"{theirs.resident:.1f} MB",
            mine.resident / theirs.resident,
            1.35,
        ),
        Finding(
            "resident memory at rest, after this process has delivered 20 films",
            f"{delivered.resident:.1f} MB",
            f"{theirs.resident:.1f} MB",
            delivered.resident / theirs.resident,
        ),
        Finding(
            "private memory at rest",
            f"{mine.private:.1f} MB",
            f"{theirs.private:.1f} MB",
            mine.private / theirs.private,
        ),
        Finding("a processor at rest, of the 0.1 % allowed", f"{rest.processor:.3f} %", "", rest.processor / 0.1, 1),
        Finding("wake-ups a second at rest, of the 1 allowed", f"{rest.wake_ups:.2f}", "", rest.wake_ups, 1),
    ]


def _memory(process: Process) -> _Memory:
    lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()[1:]
    megabytes = {name: int(rest.split()[0]) / 1024 for name, _, rest in (line.partition(":") for line in lines)}
    return _Memory(megabytes["Rss"], megabytes["Private_Clean"] + megabytes["Private_Dirty"])


def _watched(process: Process) -> _Rest:
    before, used = _switches(process), _processor_time(process)
    seen = dict(before)
    began = time.monotonic()
    while (passed := time.monotonic() - began) < _REST:
        time.sleep(_LOOK)
        seen |= _switches(process)
    wake_ups = sum(count - before.get(thread, 0) for thread, count in seen.items())
    return _Rest(100 * (_processor_time(process) - used) / passed, wake_ups / passed)


def _switches(process: Process) -> dict[int, int]:
    """How often each thread has gone to sleep by itself, which is how often it has been woken up."""
    found = {}
    for thread in Path(f"/proc/{process.pid}/task").iterdir():
        with suppress(OSError):  # it has just ended
            lines = (thread / "status").read_text().splitlines()
            found[int(thread.name)] = int(next(line for line in lines if line.startswith("voluntary_")).split()[1])
    return found


def _processor_time(process: Process) -> float:
    """Seconds, those of threads that have ended included."""
    user, system = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / _TICKS
