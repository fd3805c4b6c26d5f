"""How everything stands, as one frozen value: all that a person may see.

A file of its own, and not of `core.model`, because the icon waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many changes there are in each state."""

    waiting: int = 0
    in_progress: int = 0
    retrying: int = 0
    failed: int = 0
    unapproved: int = 0
    """Those that wait until a person has agreed to the first synchronisation."""

    @property
    def pending(self) -> int:
        """All that will still be delivered without anybody's help: not the unapproved, not the failed ones."""
        return self.waiting + self.in_progress + self.retrying


class CircuitState(StrEnum):
    """Whether calls to Plex are let through."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class BreakerView:
    """The breaker as a person may see it."""

    state: CircuitState = CircuitState.CLOSED
    failure_count: int = 0
    opened_at: float | None = None
    """Unix seconds of the last opening or reopening; None while CLOSED."""
    outage_started_at: float | None = None
    """Unix seconds; unlike `opened_at` it stays through failed trials. None while CLOSED."""
    retry_in: float | None = None
    """Seconds until a trial is due, at the moment the view was taken; None while CLOSED."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ServerView:
    """The Plex server as far as it is known."""

    url: str = ""
    signed_in: bool = False
    name: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """Counted since the statistics began; kept in `stats.json`."""

    processed: int = 0
    """Changes that came to an end: delivered, or failed."""
    succeeded: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a large delivery has come."""

    done: int
    total: int
    rate: float
    """Changes per second, lately; 0.0: not known yet, or it stands still."""
    seconds_left: float | None = None
    """None: not known, as while it stands still."""


@dataclass(frozen=True, slots=True)
class Approval:
    """The preview of the first synchronisation, which waits until a person agrees."""

    compared: int
    """Changes that have been compared with Plex so far."""
    would_change: int
    """How many of these differ from what Plex has."""
    total: int
    problems: int = 0
    """How many of those compared cannot be delivered as things are: not found in Plex, or ambiguous."""

    @property
    def complete(self) -> bool:
        """Whether all have been compared."""
        return self.compared >= self.total


@dataclass(frozen=True, slots=True)
class AskedCheck:
    """The latest check that a person has asked for. In an outage the trial that follows the probe belongs to it."""

    at: float
    """Unix seconds of the request, and once there is a result those of the result."""
    running: bool = True
    reason: str = ""
    """Why Plex did not pass it, in words; empty: it did, or is still being asked."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a person may want to see, at one moment."""

    breaker: BreakerView = BreakerView()
    queue: QueueCounts = QueueCounts()
    server: ServerView = ServerView()
    stats: Stats = Stats()
    set_up: bool = True
    out_of_order: bool = False
    """Whether Recloser itself cannot work, and tries again: its database cannot be opened. The warnings say why."""
    paused: bool = False
    paused_until: float | None = None
    """Unix seconds; None: until resumed."""
    offline: bool = False
    """Whether this computer's own network is away: no outage of Plex."""
    next_check_in: float | None = None
    """Seconds until Plex will next be asked for a sign of life; None: not planned."""
    asked_check: AskedCheck | None = None
    """None: nobody has asked, or Plex has changed its ways since."""
    progress: Progress | None = None
    """None: there is no large delivery under way."""
    delivering: tuple[int, ...] = ()
    """Identifiers of the changes that are on their way to Plex just now."""
    approval: Approval | None = None
    """None: nothing waits for a person's approval."""
    warnings: tuple[str, ...] = ()
    """What a person should look at: broken settings, a folder that is away, a disk that cannot be written."""


class Face(Enum):
    """The seven faces of the tray icon. The values name the drawings in `resources/icons/`."""

    CLOSED = "closed"
    HALF_OPEN = "half-open"
    OPEN = "open"
    PAUSED = "paused"
    OFFLINE = "offline"
    SIGN_IN = "sign-in"
    NOT_SET_UP = "not-set-up"


def face_of(snapshot: Snapshot) -> Face:
    """The one face that tells the most important truth.

    Whether anything works comes first (not set up, out of order), then what a person decided (paused), then whether
    Plex can be asked from here, then whether it answers at all, then whether it lets us in.
    """
    if not snapshot.set_up or snapshot.out_of_order:
        return Face.NOT_SET_UP
    if snapshot.paused:
        return Face.PAUSED
    if snapshot.offline:
        return Face.OFFLINE
    if snapshot.breaker.state is CircuitState.OPEN:
        return Face.OPEN
    if snapshot.breaker.state is CircuitState.HALF_OPEN:
        return Face.HALF_OPEN
    if not snapshot.server.signed_in:
        return Face.SIGN_IN
    return Face.CLOSED
