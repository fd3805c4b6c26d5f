"""How long a server may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a request may take, in seconds."""

    connect: float
    read: float
    """The longest silence between two pieces of an answer."""

    @property
    def total(self) -> float:
        """From the first byte sent to the last one received."""
        return self.connect + 2 * self.read
