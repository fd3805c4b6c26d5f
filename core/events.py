"""What the core tells the outside: one callback, a few frozen events.

`Listener` is called on whichever thread caused the event: mostly the worker's, for a manual reset or pause the
caller's. It must return quickly and must not call back into the core.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.model import Snapshot


@dataclass(frozen=True, slots=True)
class SnapshotChanged:
    """Something that a person may see is different now."""

    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class OutageBegan:
    """The breaker opened: Plex does not answer."""

    at: float
    """Unix seconds."""
    reason: str


@dataclass(frozen=True, slots=True)
class OutageRestored:
    """The application started, and Plex was down when it was last closed."""

    since: float
    """Unix seconds."""
    reason: str


@dataclass(frozen=True, slots=True)
class OutageEnded:
    """The breaker closed again after an outage."""

    duration: float
    """Seconds."""
    waiting: int
    """Changes that were held back and go out now."""
    manual: bool
    """Whether a person reset the breaker (then nothing is known about Plex yet)."""


@dataclass(frozen=True, slots=True)
class BacklogDelivered:
    """All that an outage had held back has been dealt with."""

    outage_duration: float
    """Seconds."""
    delivered: int


@dataclass(frozen=True, slots=True)
class SignInNeeded:
    """Plex answered that the token is not (or no longer) good."""

    reason: str


@dataclass(frozen=True, slots=True)
class SignedInAgain:
    """The token works (again)."""


@dataclass(frozen=True, slots=True)
class EditedInPlex:
    """The reconcile found items that are not any more as they were delivered; their sources should be read again."""

    sources: tuple[str, ...]
    """Paths of NFO files."""


Event = (
    SnapshotChanged
    | OutageBegan
    | OutageRestored
    | OutageEnded
    | BacklogDelivered
    | SignInNeeded
    | SignedInAgain
    | EditedInPlex
)
Listener = Callable[[Event], None]
