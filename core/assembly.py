"""Puts the delivering half of the core together from the settings of one home."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from core.clock import Clock
from core.database import Database
from core.delivery.deliver import Deliverer
from core.delivery.journal import Journal
from core.delivery.queue import JobQueue
from core.delivery.rules import Rules
from core.delivery.worker import SyncWorker
from core.events import Listener
from core.media_paths import PathMapping
from core.paths import Home
from core.phrases import phrase
from core.plex.catalog import Catalog
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.plex.renewal import TokenKeeper
from core.secrets import TokenStore
from core.settings import LoadedSettings, Settings

if TYPE_CHECKING:
    # Reads files itself, which a worker does not.
    from core.delivery.previewer import Previewer

_KEYRING_PATIENCE = 1.0
"""Seconds that a locked keyring may hold the worker; the person's answer is found at the next look."""


def build_worker(
    home: Home, loaded: LoadedSettings, tokens: TokenStore, clock: Clock, listener: Listener
) -> SyncWorker:
    """Open the database and build the worker on it. Call it on the thread that will call `SyncWorker.step`.

    Raises:
        DatabaseUnavailable: The database cannot be used at the moment.
    """
    settings = loaded.settings
    database = Database(home.database, clock)

    return SyncWorker(
        JobQueue(database, clock),
        _connection(settings, tokens, clock),
        Catalog(database, clock, settings.plex.libraries),
        rules=_rules(settings),
        database=database,
        data_dir=home.data_dir,
        breaker=settings.breaker,
        heartbeat=settings.behaviour.heartbeat,
        recovery_ramp=settings.behaviour.recovery_ramp,
        confirm_first_sync=settings.behaviour.confirm_first_sync,
        reconcile=settings.behaviour.reconcile,
        url=settings.plex.url,
        hold=_hold(loaded),
        warnings=database.warnings,
        clock=clock,
        on_event=listener,
    )


@contextmanager
def build_previewer(home: Home, settings: Settings, tokens: TokenStore, clock: Clock) -> Iterator[Previewer]:
    """What compares without writing, beside an application that may be running.

    Raises:
        DatabaseUnavailable: The database cannot be used at the moment.
    """
    from core.delivery.previewer import Previewer  # noqa: PLC0415  see above

    database = Database(home.database, clock)
    plex = _connection(settings, tokens, clock)
    with closing(database), closing(plex):
        catalog = Catalog(database, clock, settings.plex.libraries)
        deliverer = Deliverer(plex, catalog, database, Journal(database, clock), _rules(settings), random.Random())  # noqa: S311  jitter is no secret
        folders = [folder.path for folder in settings.folders]
        remote_artwork = settings.behaviour.remote_artwork
        yield Previewer(plex, catalog, deliverer, folders, clock, remote_artwork=remote_artwork)


def _connection(settings: Settings, tokens: TokenStore, clock: Clock) -> PlexConnection:
    keeper = TokenKeeper(tokens, clock, patience=_KEYRING_PATIENCE)
    deadlines = Deadlines(settings.plex.connect_timeout, settings.plex.read_timeout)
    return PlexConnection(settings.plex.url, keeper.read, deadlines, clock)


def _rules(settings: Settings) -> Rules:
    return Rules(
        fields=settings.fields,
        mappings=tuple(PathMapping(str(folder.path), folder.plex_path) for folder in settings.folders),
        scan_missing=settings.behaviour.scan_missing,
        on_conflict=settings.behaviour.on_conflict,
        remote_artwork=settings.behaviour.remote_artwork,
    )


def _hold(loaded: LoadedSettings) -> str:
    """Why nothing may be delivered, in words; empty when all is well."""
    if not loaded.exists:
        return phrase("There are no settings yet: the set-up assistant asks for them (Preferences… in the menu)")
    if loaded.problems:
        problems = "; ".join(str(problem) for problem in loaded.problems)
        return phrase("Nothing is delivered until this is mended: {reason}", reason=problems)
    return ""
