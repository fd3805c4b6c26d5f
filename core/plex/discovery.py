"""Finds Plex servers in the local network, by the multicast question that they all answer (GDM).

plexapi has the same search, but no bound on its time, and one answer that it cannot read costs it all the others.
"""

from __future__ import annotations

import logging
import socket
import time
from dataclasses import dataclass

_log = logging.getLogger(__name__)

GROUP = ("239.0.0.250", 32414)
"""Where servers listen (plexapi's ``gdm``)."""
_QUESTION = b"M-SEARCH * HTTP/1.0"
_LONGEST = 65_535
"""Bytes; none can be longer. On Windows a longer one than is taken would be an error, and the end of the search."""
_PATIENCE = 1.5
"""Seconds; a server in the same network answers within a tenth."""


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server that has answered."""

    identifier: str
    """Its machine identifier."""
    name: str
    address: str


def find_servers(patience: float = _PATIENCE, group: tuple[str, int] = GROUP) -> tuple[LocalServer, ...]:
    """Ask the local network, and listen for `patience` seconds.

    Returns none where there is no network, or none that lets such a question pass.
    """
    found: dict[str, LocalServer] = {}
    deadline = time.monotonic() + patience
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
            asking.sendto(_QUESTION, group)
            while (left := deadline - time.monotonic()) > 0:
                asking.settimeout(left)
                answer, (host, _port) = asking.recvfrom(_LONGEST)
                server = _server(answer.decode(errors="replace"), host)
                if server is not None:
                    found[server.identifier] = server
    except TimeoutError:
        pass
    except OSError as error:
        _log.info("The local network cannot be searched: %s", error)
    return tuple(found.values())


def _server(answer: str, host: str) -> LocalServer | None:
    """Who has answered from `host`; None for whatever is no server."""
    first, *lines = answer.splitlines() or [""]
    says = {name.strip(): value.strip() for name, colon, value in (line.partition(":") for line in lines) if colon}
    port = says.get("Port", "")
    if "200 OK" not in first or says.get("Content-Type") != "plex/media-server" or not port.isdecimal():
        return None
    return LocalServer(says.get("Resource-Identifier") or host, says.get("Name") or host, f"http://{host}:{port}")
