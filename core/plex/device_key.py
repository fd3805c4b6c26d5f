"""This installation as Plex knows it: its name for itself, and the key with which it proves to be itself.

Plex's tokens of 7 days are given to devices that have registered a public key, and renewed for a text that the device
has signed with the private one (OpenAPI document, "Authenticating with Plex": JWT authentication).
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Any

_SEED_LENGTH = 32
_VALID_FOR = 300
"""Seconds that a signed text is good for; Plex takes none of more than five minutes."""
_SCOPE = "username,email,friendly_name"


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """An Ed25519 key pair, and the client identifier it is registered for."""

    client_id: str
    seed: bytes = field(repr=False)

    @staticmethod
    def generate() -> DeviceKey:
        """A new one."""
        import secrets  # noqa: PLC0415  brings in OpenSSL, which an application at rest does without
        import uuid  # noqa: PLC0415

        return DeviceKey(str(uuid.uuid4()), secrets.token_bytes(_SEED_LENGTH))

    @property
    def public(self) -> dict[str, str]:
        """The public key as a JSON Web Key, as it is registered."""
        public = self._public_bytes()
        return {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": _encoded(public),
            "kid": self._identifier(),
            "use": "sig",
            "alg": "EdDSA",
        }

    def signed(self, now: float, nonce: str | None = None) -> str:
        """A JSON Web Token by which Plex knows this device.

        Args:
            now: Unix seconds.
            nonce: What Plex wants to see in it, for a renewal.
        """
        claims: dict[str, Any] = {"aud": "plex.tv", "iss": self.client_id, "scope": _SCOPE}
        claims |= {"iat": int(now), "exp": int(now) + _VALID_FOR}
        if nonce is not None:
            claims["nonce"] = nonce
        head = {"kid": self._identifier(), "alg": "EdDSA", "typ": "JWT"}
        text = f"{_encoded(json.dumps(head).encode())}.{_encoded(json.dumps(claims).encode())}"
        return f"{text}.{_encoded(self._private().sign(text.encode()))}"

    def to_text(self) -> str:
        """For keeping; a secret."""
        return f"{self.client_id}.{_encoded(self.seed)}"

    @staticmethod
    def from_text(text: str) -> DeviceKey:
        """The one that was kept. Raises `ValueError` when `text` is none."""
        client_id, _, encoded = text.partition(".")
        seed = _decoded(encoded)
        if not client_id or len(seed) != _SEED_LENGTH:
            raise ValueError("no device key")
        return DeviceKey(client_id, seed)

    def _identifier(self) -> str:
        import hashlib  # noqa: PLC0415  see above

        return hashlib.sha256(self._public_bytes()).hexdigest()

    def _private(self) -> Any:
        # Only a sign-in or a renewal needs it: 30 ms to import.
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def _public_bytes(self) -> bytes:
        public: bytes = self._private().public_key().public_bytes_raw()
        return public


def expires_at(token: str) -> float | None:
    """When a token ends by what it says itself, in Unix seconds; None for one that has no end."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        end = json.loads(_decoded(parts[1]))["exp"]
    except (ValueError, KeyError, TypeError):
        return None
    return float(end) if isinstance(end, int | float) else None


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
