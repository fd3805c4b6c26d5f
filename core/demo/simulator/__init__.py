"""A Plex Media Server to test and demonstrate against: real HTTP, a real database, and faults on request.

It follows Plex's OpenAPI document and recorded answers of PMS 1.43.1. In process::

    with PlexSimulator() as plex:
        key = plex.add_film("/media/Movies/Metropolis (1927)/Metropolis (1927).mkv")
        plex.faults.set(maintenance(retry_after="5"), writes(key), times=2)

As a process of its own, which can be killed: `SimulatorProcess`, or ``python -m core.demo.simulator``.
"""

from core.demo.simulator.faults import (
    ALL_BUT_IDENTITY,
    EVERYTHING,
    Delays,
    Drips,
    Fault,
    Garbles,
    Hangs,
    NotPlex,
    Refuses,
    Resets,
    Scope,
    Stopped,
    Truncates,
    forbidden,
    maintenance,
    server_error,
    too_many_requests,
    unauthorized,
    writes,
)
from core.demo.simulator.films import Film, film_at
from core.demo.simulator.http_server import Limits
from core.demo.simulator.process import SimulatorProcess
from core.demo.simulator.request_log import LoggedRequest
from core.demo.simulator.routes import RequestKind
from core.demo.simulator.simulator import PlexSimulator

__all__ = [
    "ALL_BUT_IDENTITY",
    "EVERYTHING",
    "Delays",
    "Drips",
    "Fault",
    "Film",
    "Garbles",
    "Hangs",
    "Limits",
    "LoggedRequest",
    "NotPlex",
    "PlexSimulator",
    "Refuses",
    "RequestKind",
    "Resets",
    "Scope",
    "SimulatorProcess",
    "Stopped",
    "Truncates",
    "film_at",
    "forbidden",
    "maintenance",
    "server_error",
    "too_many_requests",
    "unauthorized",
    "writes",
]
