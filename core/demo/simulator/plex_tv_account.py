"""One account at the simulated plex.tv: who may sign in, with which tokens, and what servers it has."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.clock import Clock
from core.demo.simulator.device_tokens import BadSignature, TokenIssuer, claims_of
from core.demo.simulator.messages import HttpError
from core.demo.simulator.simulator import PlexSimulator

PIN_LIFETIME = 1800
"""Seconds that a person gets to sign in."""
NONCE_LIFETIME = 300
"""Seconds."""
EXPIRED_TOKEN = 498
BAD_SIGNATURE = 422
_SHORT_CODE = 4


@dataclass(frozen=True, slots=True)
class Connection:
    """An address of a server."""

    address: str
    port: int
    uri: str
    local: bool = True
    relay: bool = False
    ipv6: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """Something the account may use; a Plex Media Server unless `provides` says otherwise."""

    name: str
    identifier: str
    """The machine identifier."""
    token: str
    """What lets the account into this server."""
    connections: tuple[Connection, ...]
    owner: str | None = None
    """Who has shared it; None: the account itself owns it."""
    https_required: bool = False
    present: bool = True
    provides: str = "server"


def resource_of(plex: PlexSimulator, name: str = "Plex simulator") -> Resource:
    """A running simulator, as plex.tv lists it."""
    here = Connection("127.0.0.1", plex.port, plex.url)
    return Resource(name, plex.store.machine_identifier, plex.token, (here,))


@dataclass(slots=True)
class Pin:
    """One attempt to sign in."""

    id: int
    code: str
    client: str
    """The identifier of the program that wants to be let in."""
    expires_at: float
    """Unix seconds."""
    key: Mapping[str, Any] | None = None
    """With which the program's device signs; None: it gets a token of the older kind, without an end."""
    approved: bool = False
    token: str | None = None


@dataclass(slots=True)
class PlexTvAccount:
    """All of it. Belongs to whoever holds the lock of `PlexTvSimulator`."""

    clock: Clock
    resources: list[Resource] = field(default_factory=list)
    device_tokens: bool = True
    """Whether tokens of 7 days are given at all."""
    pins: dict[int, Pin] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    """The good ones without an end."""
    devices: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """The registered keys, by client identifiers."""
    issuer: TokenIssuer = field(default_factory=TokenIssuer)
    _nonces: dict[str, float] = field(default_factory=dict)

    def new_pin(self, client: str, *, strong: bool, key: Mapping[str, Any] | None) -> Pin:
        """Begin a sign-in. Raises `HttpError` 400 without an identifier or with a key that is none."""
        if not client or (key is not None and not (self.device_tokens and key.get("x") and key.get("kid"))):
            raise HttpError(400)
        code = secrets.token_hex(12) if strong else secrets.token_hex(_SHORT_CODE)[:_SHORT_CODE].upper()
        pin = Pin(len(self.pins) + 1, code, client, self.clock.time() + PIN_LIFETIME, key)
        self.pins[pin.id] = pin
        return pin

    def pin(self, number: int, client: str, signed: str | None) -> Pin:
        """How a sign-in stands.

        Raises `HttpError`: 404 when there is none, or not any more, or it is somebody else's, and 422 when a device
        does not prove that it is the one that began.
        """
        pin = self.pins.get(number)
        if pin is None or pin.client != client or pin.expires_at <= self.clock.time():
            raise HttpError(404)
        if pin.key is not None:
            self._check(signed or "", pin.key, client)
        if pin.approved and pin.token is None:
            pin.token = self._let_in(pin)
        return pin

    def approve(self, code: str) -> None:
        """Somebody has signed in with this code. Raises `KeyError`: nobody waits for it."""
        waiting = [pin for pin in self.pins.values() if pin.code == code and pin.expires_at > self.clock.time()]
        if not waiting:
            raise KeyError(code)
        waiting[0].approved = True

    def register(self, token: str, client: str, key: Mapping[str, Any]) -> None:
        """A device that has a token brings its key. Raises `HttpError` 401, 400, or 422: the key is another's."""
        self.authorize(token)
        if not client or not key.get("x") or not key.get("kid"):
            raise HttpError(400)
        if any(known["kid"] == key["kid"] and owner != client for owner, known in self.devices.items()):
            raise HttpError(BAD_SIGNATURE)
        self.devices[client] = key

    def nonce(self) -> str:
        """A word that has to be in what a device signs; good once, and for 5 minutes."""
        word = str(uuid.uuid4())
        self._nonces[word] = self.clock.time() + NONCE_LIFETIME
        return word

    def renew(self, signed: str, client: str) -> str:
        """A new token of 7 days for a registered device. Raises `HttpError` 422."""
        key = self.devices.get(client)
        if key is None or not self.device_tokens:
            raise HttpError(BAD_SIGNATURE)
        claims = self._check(signed, key, client)
        if self._nonces.pop(str(claims.get("nonce")), 0.0) <= self.clock.time():
            raise HttpError(BAD_SIGNATURE)
        return self.issuer.issue(client, key["kid"], self.clock.time())

    def authorize(self, token: str) -> None:
        """Let a token pass, or raise `HttpError`: 401, or 498 for one that has ended."""
        if token in self.tokens:
            return
        try:
            claims = claims_of(token, self.issuer.public)
        except BadSignature:
            raise HttpError(401) from None
        if claims["exp"] <= self.clock.time():
            raise HttpError(EXPIRED_TOKEN)
        if claims["thumbprint"] not in {key["kid"] for key in self.devices.values()}:
            raise HttpError(401)

    def revoke(self, token: str) -> None:
        """Let a token in no more, nor the device that it was given to."""
        self.tokens.discard(token)
        try:
            thumbprint = claims_of(token, self.issuer.public)["thumbprint"]
        except BadSignature:
            return
        self.devices = {client: key for client, key in self.devices.items() if key["kid"] != thumbprint}

    def _let_in(self, pin: Pin) -> str:
        if pin.key is None:
            token = secrets.token_hex(10)
            self.tokens.add(token)
            return token
        self.devices[pin.client] = pin.key
        return self.issuer.issue(pin.client, pin.key["kid"], self.clock.time())

    def _check(self, signed: str, key: Mapping[str, Any], client: str) -> dict[str, Any]:
        try:
            claims = claims_of(signed, key)
        except BadSignature:
            raise HttpError(BAD_SIGNATURE) from None
        now = self.clock.time()
        if claims.get("aud") != "plex.tv" or claims.get("iss") != client or not _number(claims.get("exp")) > now:
            raise HttpError(BAD_SIGNATURE)
        return claims


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def read_json(body: bytes) -> dict[str, Any]:
    """The object in a request's body. Raises `HttpError` 400."""
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise HttpError(400) from None
    if not isinstance(found, dict):
        raise HttpError(400)
    return found
