"""A Plex Media Server to test and demonstrate against: real HTTP, a real database, and faults on request.

It follows Plex's OpenAPI document and recorded answers of PMS 1.43.1. In process::

    with PlexSimulator() as plex:
        key = plex.add_film("/media/Movies/Metropolis (1927)/Metropolis (1927).mkv")
        pilot = episode_at("/media/Shows/Dragnet/Season 01/Dragnet - S01E01.mkv", 1)
        keys = plex.add_show(Show("/media/Shows/Dragnet", (Season(1, (pilot,)),)))
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
from core.demo.simulator.trees import (
    Album,
    Artist,
    ArtistKeys,
    Episode,
    Season,
    Show,
    ShowKeys,
    Track,
    episode_at,
    track_at,
)

__all__ = [
    "ALL_BUT_IDENTITY",
    "EVERYTHING",
    "Album",
    "Artist",
    "ArtistKeys",
    "Delays",
    "Drips",
    "Episode",
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
    "Season",
    "Show",
    "ShowKeys",
    "SimulatorProcess",
    "Stopped",
    "Track",
    "Truncates",
    "episode_at",
    "film_at",
    "forbidden",
    "maintenance",
    "server_error",
    "too_many_requests",
    "track_at",
    "unauthorized",
    "writes",
]
