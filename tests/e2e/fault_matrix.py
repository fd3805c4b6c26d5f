"""The fault matrix: the real application, each thing that can happen to its server, and what comes of twenty edits.

``python -m tests.e2e.fault_matrix`` plays all of it with the settings that Recloser comes with, all rows side by side,
which takes nine minutes, and writes `docs/fault-matrix.md` from what was measured. With ``--short`` it only prints,
after half a minute.
"""

from __future__ import annotations

import datetime as dt
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from core.model import Face
from tests.e2e.chaos_proxy import Answer, Fault, Harm, maintenance
from tests.e2e.fault_site import AS_SHIPPED, EDITS, SHORT, Scale, Site, ask_status, delivered_twice
from tests.e2e.screen import REPOSITORY

_HOUR = 3600.0


@dataclass(frozen=True)
class Measured:
    """One row of the table; times in seconds."""

    name: str
    detected: float | None
    """After the fault began; None: it is none that should be seen."""
    faces: tuple[str, ...]
    """Of the tray icon, from the detection until all is well again, in the order of their first appearance."""
    requests: int
    """While the fault lasted, attempts to connect that came to nothing included."""
    lasted: float
    recovered: float
    """After the fault ended, until the last change was in Plex and the icon was green."""
    lost: int
    twice: int


def is_open(document: dict[str, Any]) -> bool:
    return document["breaker"]["state"] != "closed"


def is_signed_out(document: dict[str, Any]) -> bool:
    return not document["server"]["signed_in"]


def is_retrying(document: dict[str, Any]) -> bool:
    return bool(document["queue"]["retrying"])


Story = Callable[[Site], None]
"""Plays from the moment the fault begins; comes back when it has ended."""


@dataclass(frozen=True)
class Row:
    """One fault, and what it should look like."""

    name: str
    play: Story
    faces: frozenset[Face] = frozenset({Face.OPEN, Face.HALF_OPEN, Face.CLOSED})
    """Those that may be seen."""
    sign: Callable[[dict[str, Any]], bool] | None = is_open
    """How the application shows that it has noticed; None: it should not mind."""
    tls: bool = False
    busy: bool = True
    """Whether edits are being delivered when it begins."""

    def measure(self, folder: Path, scale: Scale) -> Measured:
        """Play it in a new folder. Raises `AssertionError` when something does not come in the end."""
        with ExitStack() as stack:
            site = Site(folder, scale, stack, tls=self.tls)
            if self.busy:
                site.begin_to_deliver()
            began = time.monotonic()
            self.play(site)
            ended = time.monotonic()
            recovered = site.watch(site.well, "recovery")
            seen_at = site.seen(self.sign, began) if self.sign else None
            return Measured(
                self.name,
                None if seen_at is None else seen_at - began,
                site.faces(began if seen_at is None else seen_at),
                site.requests(began, ended),
                ended - began,
                recovered - ended,
                site.lost() + ask_status(site.home)["queue"]["failed"],
                delivered_twice(site.proxy.exchanges),
            )


def suffer(site: Site, make: Callable[[Scale], Fault], sign: Callable[[dict[str, Any]], bool] = is_open) -> None:
    """The fault lasts, and the other half of the edits is made meanwhile, some of them a second time."""
    began = time.monotonic()
    site.proxy.inject(make(site.scale))
    if not site.edits_made:  # an idle application has to find out by itself
        site.watch(lambda: site.seen(sign, began) is not None, "the fault to be noticed")
    steps = 5
    for _ in range(steps):
        site.edit(EDITS // steps)
        site.pass_time(site.scale.outage / steps)
    site.watch(lambda: site.seen(sign, began) is not None, "the fault to be noticed")
    site.proxy.heal()


def restart_again_and_again(site: Site) -> None:
    rounds, cycle = 15 if site.scale is AS_SHIPPED else 3, site.scale.restart_every
    for number in range(rounds):
        site.proxy.inject(Harm.REFUSED)
        site.edit(EDITS // rounds)
        site.pass_time(0.4 * cycle)
        site.proxy.inject(maintenance())
        site.pass_time(0.2 * cycle)
        site.proxy.heal()
        if number < rounds - 1:
            site.pass_time(0.4 * cycle)


def sleep_two_hours(site: Site) -> None:
    site.sleep(2 * _HOUR)
    site.edit(EDITS // 2)
    site.wake()


def sleep_through_an_outage(site: Site) -> None:
    began = time.monotonic()
    site.proxy.inject(Harm.REFUSED)
    site.edit(EDITS // 2)
    site.watch(lambda: site.seen(is_open, began) is not None, "the outage to be noticed")
    site.sleep(2 * _HOUR)
    site.proxy.heal()
    site.wake()


def set_the_clock(site: Site, seconds: float) -> None:
    site.step_clock(seconds)
    for _ in range(5):
        site.edit(EDITS // 10)
        site.pass_time(min(site.scale.outage, site.scale.heartbeat * 3) / 5)


def set_the_clock_in_an_outage(site: Site, seconds: float) -> None:
    began = time.monotonic()
    site.proxy.inject(Harm.REFUSED)
    site.edit(EDITS // 2)
    site.watch(lambda: site.seen(is_open, began) is not None, "the outage to be noticed")
    site.step_clock(seconds)
    site.pass_time(site.scale.recovery_timeout / 2)
    site.proxy.heal()


def _all_but_identity(_method: str, path: str) -> bool:
    return path != "/identity"


def _edits(method: str, _path: str) -> bool:
    return method == "PUT"


def _items_and_edits(method: str, path: str) -> bool:
    return method == "PUT" or path.startswith("/library/metadata/")


def _fault(name: str, fault: Fault, *, tls: bool = False) -> Row:
    return Row(name, partial(suffer, make=lambda _: fault), tls=tls)


def _sign_in_lost(status: int) -> Row:
    fault = Answer(status, befalls=_all_but_identity)
    story = partial(suffer, make=lambda _: fault, sign=is_signed_out)
    return Row(f"{status} to all but /identity", story, frozenset({Face.SIGN_IN, Face.CLOSED}), is_signed_out)


_NOTHING = frozenset({Face.CLOSED})

ROWS = (
    _fault("refused", Harm.REFUSED),
    Row("refused, while nothing is to be delivered", partial(suffer, make=lambda _: Harm.REFUSED), busy=False),
    _fault("reset", Harm.RESET),
    _fault("black hole", Harm.BLACK_HOLE),
    _fault("drip", Harm.DRIP),
    _fault("garbage", Harm.GARBAGE),
    _fault("truncated answer", Harm.TRUNCATED),
    _fault("TLS failure", Harm.BAD_CERTIFICATE, tls=True),
    _sign_in_lost(401),
    _sign_in_lost(403),
    _fault("404 to all but /identity", Answer(404, befalls=_all_but_identity)),
    Row(
        "404 to every item and edit",
        partial(suffer, make=lambda _: Answer(404, befalls=_items_and_edits), sign=is_retrying),
        _NOTHING,
        is_retrying,
    ),
    Row(
        "429 with Retry-After",
        partial(suffer, make=lambda scale: Answer(429, retry_after=str(scale.retry_after))),
    ),
    _fault("500 to all but /identity", Answer(500, befalls=_all_but_identity)),
    _fault("502", Answer(502)),
    _fault("503 maintenance", maintenance()),
    _fault("/identity fine, every edit 503", Answer(503, befalls=_edits)),
    Row("server restarting again and again", restart_again_and_again),
    Row("sleep for 2 hours", sleep_two_hours, _NOTHING, None),
    Row("sleep for 2 hours, in an outage", sleep_through_an_outage),
    *(
        row
        for hours in (+3, -3)
        for row in (
            Row(f"clock {hours:+} h", partial(set_the_clock, seconds=hours * _HOUR), _NOTHING, None),
            Row(f"clock {hours:+} h, in an outage", partial(set_the_clock_in_an_outage, seconds=hours * _HOUR)),
        )
    ),
)


def _quick(row: Row) -> bool:
    """No breaker tells when all is well again; time has to."""
    return row.sign is is_open


@contextmanager
def measuring(rows: Sequence[Row], scale: Scale, at_once: int) -> Iterator[dict[Row, Future[Measured]]]:
    """Plays them side by side, the slow ones first. Leaving it waits for those that are being played."""
    with tempfile.TemporaryDirectory(prefix="recloser-") as folder, ThreadPoolExecutor(at_once) as pool:
        folders = {row: Path(folder, str(number)) for number, row in enumerate(rows)}
        for one in folders.values():
            one.mkdir()
        try:
            yield {row: pool.submit(row.measure, folders[row], scale) for row in sorted(rows, key=_quick)}
        finally:
            pool.shutdown(cancel_futures=True)


def table(measured: Sequence[Measured]) -> str:
    """In Markdown."""
    lines = [
        "| fault | lasted | detected after | icon | requests meanwhile | recovered after | lost | twice |",
        "|---|--:|--:|---|--:|--:|--:|--:|",
    ]
    for row in measured:
        detected = "nothing to detect" if row.detected is None else f"{row.detected:.1f} s"
        lines.append(
            f"| {row.name} | {row.lasted:.0f} s | {detected} | {', '.join(row.faces)} | {row.requests}"
            f" | {row.recovered:.1f} s | {row.lost} | {row.twice} |"
        )
    return "\n".join(lines)


def page(measured: Sequence[Measured], scale: Scale) -> str:
    """`docs/fault-matrix.md`."""
    return f"""# What Recloser does when its server is in trouble

Measured on {dt.datetime.now(dt.UTC):%Y-%m-%d} on {platform.system()} with Python {platform.python_version()}, by
`python -m tests.e2e.fault_matrix`, which also wrote this page. In each row the real application runs as a process
(`recloser run --headless`) with {EDITS} films in a watched folder. A proxy between it and the Plex simulator makes the
trouble while the first {EDITS // 2} edits are being delivered; the others are made meanwhile, some films are edited a
second time, and nobody helps. `tests/e2e/test_fault_matrix.py` checks every row: in `make test` with short times, in
`make prove` with these.

Settings, as Recloser comes (times in seconds): `failure_threshold = {scale.failure_threshold}`,
`recovery_timeout = {scale.recovery_timeout:g}`, `heartbeat = {scale.heartbeat:g}`,
`connect_timeout = {scale.connect_timeout:g}`, `read_timeout = {scale.read_timeout:g}`.

{table(measured)}

- **lasted**: how long the trouble was there. Two hours of sleep pass on the clocks only.
- **detected after**: from its beginning until the icon showed it.
- **icon**: the faces from then on until all was well, in the order of their first appearance.
- **requests meanwhile**: all that was sent while it lasted, attempts to connect that came to nothing included.
- **recovered after**: from its end until every edit was in Plex and the icon was green again. Breaks double while
  trials fail, so after a long outage the next trial may be minutes away; *Check now* and *Reset* do not wait for it.
- **lost**: films that Plex does not show as they were last edited, and failed changes.
- **twice**: edits sent again although the same edit had been read back from Plex before.

Sleep is a stopped process, cut connections, and clocks that are two hours later; the wall clock is set inside the
process. The certificate of the TLS row is trusted at first, and replaced by one that nobody has signed.
"""


def main() -> int:
    scale = SHORT if "--short" in sys.argv else AS_SHIPPED
    with measuring(ROWS, scale, 8 if scale is SHORT else len(ROWS)) as results:
        failures = {row: error for row in ROWS if (error := results[row].exception())}
        measured = [results[row].result() for row in ROWS if row not in failures]
    for row, error in failures.items():
        sys.stderr.write(f"{row.name}: {error}\n")
    sys.stdout.write(table(measured) + "\n")
    if scale is AS_SHIPPED and not failures:
        (REPOSITORY / "docs").mkdir(exist_ok=True)
        (REPOSITORY / "docs" / "fault-matrix.md").write_text(page(measured, scale), encoding="utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
