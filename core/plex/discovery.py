"""Finds Plex servers in the local network, by the multicast question they all answer (GDM)."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

_log = logging.getLogger(__name__)

_PATIENCE = 5.0
"""Seconds. One second of silence ends the search, but a network in which everybody answers for ever must not."""


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server that has answered."""

    identifier: str
    """Its machine identifier."""
    name: str
    address: str


def find_servers(patience: float = _PATIENCE) -> tuple[LocalServer, ...]:
    """Ask the local network, and wait for the answers for at most `patience` seconds.

    Returns none where there is no network, or none that lets such a question pass.
    """
    found: list[LocalServer] = []

    def search() -> None:
        from plexapi.gdm import GDM  # noqa: PLC0415  slow, and not needed by anybody else

        gdm = GDM()
        try:
            gdm.scan()
        except (OSError, ValueError, IndexError) as error:  # the latter two: somebody answers who is no Plex server
            _log.info("The local network cannot be searched: %s", error)
        found.extend(server for entry in gdm.entries if (server := _server(entry)) is not None)

    thread = threading.Thread(target=search, name="recloser-gdm", daemon=True)
    thread.start()
    thread.join(patience)
    return tuple({server.identifier: server for server in found}.values())


def _server(entry: dict[str, object]) -> LocalServer | None:
    """What plexapi makes of an answer: its lines as a dictionary, and who sent it."""
    match entry:
        case {"data": {"Content-Type": "plex/media-server", "Port": str(port), **data}, "from": (str(host), _)}:
            name = str(data.get("Name") or host)
            return LocalServer(str(data.get("Resource-Identifier") or host), name, f"http://{host}:{port}")
        case _:
            return None
