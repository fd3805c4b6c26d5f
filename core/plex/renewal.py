"""Keeps the token fresh: one that ends after 7 days is renewed before that, or as soon as the server refuses it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.clock import Clock
from core.plex.device_key import DeviceKey, expires_at
from core.secrets import KeptIn, TokenError, TokenStore

if TYPE_CHECKING:
    # Once a week is early enough.
    from core.plex.sign_in import PlexTv

_log = logging.getLogger(__name__)

_EARLY = 86_400.0
"""Seconds before its end from which a token is renewed."""
_PAUSE = 600.0
"""Seconds between two attempts; plex.tv limits them."""
_SECRET = "renewal"  # noqa: S105  the name of a file and of an entry in the keyring


@dataclass(frozen=True, slots=True)
class Renewal:
    """What it takes to get a new token without asking the person."""

    device: DeviceKey
    server: str
    """The machine identifier of the server whose token it is."""


def keep_renewal(tokens: TokenStore, renewal: Renewal) -> None:
    """Keep it beside the token. Raises `TokenError` when that cannot be done."""
    tokens.beside(_SECRET).store(f"{renewal.server}.{renewal.device.to_text()}")


def forget_renewal(tokens: TokenStore) -> None:
    """The token that is kept is of another kind. Raises `TokenError` when that cannot be done."""
    secret = tokens.beside(_SECRET)
    if secret.read() is not None:  # where there is none, a keyring that is out of order does not matter
        secret.delete()


class TokenKeeper:
    """Hands out the token, for `PlexConnection`. Belongs to one thread."""

    def __init__(self, tokens: TokenStore, clock: Clock, *, patience: float, plex_tv: PlexTv | None = None) -> None:
        """`patience` are the seconds that a locked keyring may hold the caller; `plex_tv` is for tests."""
        self._tokens = tokens
        self._renewals = tokens.beside(_SECRET)
        self._clock = clock
        self._patience = patience
        self._plex_tv = plex_tv
        self._handed_out: str | None = None
        self._tried_at: float | None = None

    def read(self) -> str | None:
        """The token, or None where there is none. Being asked for the same one again means that it was refused."""
        token = self._tokens.read(patience=self._patience)
        if token is None:
            return None
        end = expires_at(token.value)
        ends = end is not None and end - self._clock.time() < _EARLY
        refused = token.value == self._handed_out
        self._handed_out = token.value
        if (ends or refused) and token.kept_in is not KeptIn.ENVIRONMENT and self._may_try():
            self._handed_out = self._renewed() or token.value
        return self._handed_out

    def _may_try(self) -> bool:
        now = self._clock.monotonic()
        return self._tried_at is None or now - self._tried_at >= _PAUSE

    def _renewed(self) -> str | None:
        renewal = self._read_renewal()
        if renewal is None:
            return None
        self._tried_at = self._clock.monotonic()
        from core.plex.sign_in import AccountService, PlexTv, SignInError  # noqa: PLC0415  see the top

        service = AccountService(renewal.device, self._clock, self._plex_tv or PlexTv())
        try:
            servers = service.servers(service.renew())
            fresh = next((server.token for server in servers if server.identifier == renewal.server), None)
            if fresh is None:
                _log.warning("The Plex account does not have this server any more")
                return None
            self._tokens.store(fresh, patience=self._patience)
        except (SignInError, TokenError) as error:
            _log.warning("The Plex token cannot be renewed: %s", error)
            return None
        finally:
            service.close()
        _log.info("The Plex token has been renewed")
        return fresh

    def _read_renewal(self) -> Renewal | None:
        kept = self._renewals.read(patience=self._patience)
        if kept is None:
            return None
        server, _, device = kept.value.partition(".")
        try:
            return Renewal(DeviceKey.from_text(device), server)
        except ValueError:
            return None
