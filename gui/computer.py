"""What becomes of the computer itself: it sleeps and wakes up, and its network goes away and comes back.

Neither is an outage of Plex, and both are noticed without a look at the wall clock, which anybody may set.
"""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, SignalInstance, Slot

from core.clock import Clock

_TICK = 30.0
"""Seconds between two looks, for what nobody tells."""
_LATE = 20.0
"""Seconds. A look that comes so much later than planned has slept, too: on Windows the monotonic clock goes on."""
_NOTICEABLE = 1.0
"""Seconds. Two clocks are never read at the same moment."""


class Network(Protocol):
    """What leads to servers on other computers."""

    changed: SignalInstance
    """Look again."""

    def leads_to(self, host: str) -> bool:
        """Whether `host` may be reachable from here. Does not wait for the network."""


def system_network() -> Network:
    """This computer's own."""
    from gui.network import SystemNetwork, system_information  # noqa: PLC0415  needed for few, and slow to load

    return SystemNetwork(system_information())


def seconds_awake_and_asleep() -> float:
    """Like `time.monotonic`, but it goes on while the computer sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":  # noqa: RET505  mypy knows a branch for another platform, but no rest for one
        return time.clock_gettime(time.CLOCK_MONOTONIC)  # which Python's own `monotonic` does not use there
    else:
        return time.monotonic()


class Computer(QObject):
    """Tells when the computer has slept, and whether the server can be reached from it at all. For the main thread.

    Signals:
        woke: The computer has slept (or the process was not let run, which is the same to it). With the seconds of it
            that the monotonic clock has missed: on Linux and macOS all, on Windows none.
        online_changed: Whether this computer's own network is there, as far as the server is behind it. True while
            that is not known.
    """

    woke = Signal(float)
    online_changed = Signal(bool)

    def __init__(
        self,
        clock: Clock,
        parent: QObject | None = None,
        *,
        make_network: Callable[[], Network] = system_network,
        elapsed: Callable[[], float] = seconds_awake_and_asleep,
    ) -> None:
        """Watch nothing yet.

        Args:
            clock: Where time comes from.
            parent: Qt's.
            make_network: Called once a server needs one.
            elapsed: Seconds from an arbitrary start, those asleep included.
        """
        super().__init__(parent)
        self._clock = clock
        self._make_network = make_network
        self._elapsed = elapsed
        self._network: Network | None = None
        self._host: str | None = None
        self.online = True
        """What `online_changed` told last."""
        self._reported = float("-inf")
        self._monotonic, self._asleep = clock.monotonic(), 0.0
        self._look_at_clocks()
        self._timer = QTimer(self, interval=round(_TICK * 1000))
        self._timer.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Watch from now on."""
        self._look_at_clocks()
        self._timer.start()
        if sys.platform == "linux":
            self._listen_to_logind()

    def stop(self) -> None:
        """Tell nothing any more."""
        self._timer.stop()
        self.blockSignals(True)

    def serve(self, url: str) -> None:
        """Tell whether the server at `url` can be reached. One on this machine needs no network."""
        self._host = _host_elsewhere(url)
        if self._host is not None and self._network is None:
            self._network = self._make_network()
            self._network.changed.connect(self._look_at_network)
        self._look_at_network()

    @Slot()
    def _look_at_network(self) -> None:
        host, network = self._host, self._network
        online = host is None or network is None or network.leads_to(host)
        if online != self.online:
            self.online = online
            self.online_changed.emit(online)

    @Slot()
    def _on_tick(self) -> None:
        before = self._monotonic
        missed = self._look_at_clocks()
        if missed > _NOTICEABLE or self._monotonic - before > _TICK + _LATE:
            self._report(missed)
        # The routes may go some time after the news that the network is away, and nobody tells of them.
        self._look_at_network()

    @Slot(bool)
    def _on_prepare_for_sleep(self, begins: bool) -> None:
        if begins:
            return
        missed = self._look_at_clocks()
        told = self._monotonic - self._reported < _TICK  # the clocks have been quicker than logind
        if missed > _NOTICEABLE or not told:
            self._report(missed)
        self._look_at_network()

    def _report(self, missed: float) -> None:
        self._reported = self._monotonic
        self.woke.emit(max(0.0, missed))

    def _look_at_clocks(self) -> float:
        """How many seconds the monotonic clock has missed since the last look."""
        self._monotonic, before = self._clock.monotonic(), self._asleep
        self._asleep = self._elapsed() - self._monotonic
        return self._asleep - before

    def _listen_to_logind(self) -> None:
        """So that waking up is noticed at once, not only at the next look."""
        try:
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415  not in every Qt, and slow to load
        except ImportError:
            return
        QDBusConnection.systemBus().connect(  # type: ignore[call-overload]  # PySide wants text, its stubs bytes
            "org.freedesktop.login1",
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager",
            "PrepareForSleep",
            self,
            SLOT("_on_prepare_for_sleep(bool)"),
        )


def _host_elsewhere(url: str) -> str | None:
    """The server's host, unless it is this computer."""
    host, own = (urlsplit(url).hostname or "").rstrip("."), socket.gethostname().lower()
    if host in ("", "localhost", own, f"{own}.local"):
        return None
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return None if address.is_loopback or address.is_unspecified else host
