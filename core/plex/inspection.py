"""A first look at a server: does it answer, does it let us in, and which libraries has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.clock import Clock
from core.plex.connection import PlexConnection
from core.plex.errors import Interrupted, PlexError, ServerDown
from core.plex.items import Section, Server

if TYPE_CHECKING:
    from core.plex.http import Deadlines  # slow to import; comes in on the thread that looks


@dataclass(frozen=True, slots=True)
class Inspection:
    """A server that has let us in."""

    url: str
    token: str = field(repr=False)
    server: Server
    sections: tuple[Section, ...]
    """The libraries that Recloser serves."""


class Inspector:
    """Looks at servers. Belongs to one thread, except `interrupt`, which any thread may call."""

    def __init__(self, clock: Clock, *, connect_timeout: float = 4.0, read_timeout: float = 15.0) -> None:
        """The timeouts are in seconds: somebody is waiting, and most wrong addresses never answer."""
        self._clock = clock
        self._timeouts = (connect_timeout, read_timeout)
        self._connection: PlexConnection | None = None
        self._interrupted = False

    def inspect(self, addresses: Sequence[str], token: str) -> Inspection:
        """Look at the first of `addresses` that answers.

        Raises:
            PlexError: None does, or the one that does refuses the token. `str()` says what is wrong.
        """
        failure: PlexError = ServerDown("there is no address to try")
        for address in addresses:
            try:
                return self._inspect(address, token)
            except ServerDown as error:
                # The first address is the likeliest one, so its failure says most.
                failure = failure if address != addresses[0] else error
        raise failure

    def connection(self, address: str, token: str) -> PlexConnection:
        """A conversation that `interrupt` ends; the caller closes it."""
        self._connection = PlexConnection(address, lambda: token, self._deadlines(), self._clock)
        if self._interrupted:
            self._connection.close()
        return self._connection

    def interrupt(self) -> None:
        """End the look that is under way, and allow no other. For any thread."""
        self._interrupted = True
        if self._connection is not None:
            self._connection.close()

    def _inspect(self, address: str, token: str) -> Inspection:
        if self._interrupted:
            raise Interrupted("the look was ended from here")
        connection = self.connection(address, token)
        try:
            connection.identity()
            sections = connection.sections()
        finally:
            connection.close()
        return Inspection(address, token, connection.server or Server("", ""), sections)

    def _deadlines(self) -> Deadlines:
        from core.plex.http import Deadlines  # noqa: PLC0415  slow: see above

        return Deadlines(*self._timeouts)
