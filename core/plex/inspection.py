"""A first look at a server: does it answer, does it let us in, and which libraries has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from core.clock import Clock
from core.phrases import phrase
from core.plex.connection import PlexConnection
from core.plex.errors import Interrupted, PlexError, ServerDown, SignInRequired
from core.plex.folder_match import ServerFiles, server_files
from core.plex.items import Section, Server


@dataclass(frozen=True, slots=True)
class Inspection:
    """A server that has let us in."""

    url: str
    token: str = field(repr=False)
    identifier: str
    """Its machine identifier."""
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

    def inspect(self, addresses: Sequence[str], token_for: Callable[[str], str | None]) -> Inspection:
        """Look at the first of `addresses` that answers.

        `token_for` is asked with the machine identifier of who answers, so that no stranger is told a token.

        Raises:
            PlexError: None answers, or the one that does refuses the token. `str()` says what is wrong.
        """
        failures: list[PlexError] = []
        for address in addresses:
            try:
                return self._inspect(address, token_for)
            except ServerDown as error:
                failures.append(error)
        # The first address is the likeliest one, so its failure says most.
        raise failures[0] if failures else ServerDown(phrase("there is no address to try"))

    def list_files(self, inspection: Inspection, sections: Iterable[Section]) -> ServerFiles:
        """The media files of some libraries. Raises `PlexError`."""
        with self._connected(inspection.url, lambda: inspection.token) as connection:
            return server_files(connection, sections)

    def interrupt(self) -> None:
        """End the look that is under way, and allow no other. For any thread."""
        self._interrupted = True
        if self._connection is not None:
            self._connection.close()

    def _inspect(self, address: str, token_for: Callable[[str], str | None]) -> Inspection:
        token: str | None = None
        with self._connected(address, lambda: token) as connection:
            identifier = connection.identity()
            token = token_for(identifier)
            if not token:
                raise SignInRequired(phrase("there is no token for this server"))
            sections = connection.sections()
            return Inspection(address, token, identifier, connection.server or Server("", ""), sections)

    @contextmanager
    def _connected(self, address: str, read_token: Callable[[], str | None]) -> Iterator[PlexConnection]:
        from core.plex.deadlines import Deadlines  # noqa: PLC0415  slow; it comes in on the thread that looks

        connection = self._connection = PlexConnection(address, read_token, Deadlines(*self._timeouts), self._clock)
        try:
            if self._interrupted:
                raise Interrupted(phrase("the look was ended from here"))
            yield connection
        finally:
            connection.close()
