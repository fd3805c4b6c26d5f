"""Signed texts (JSON Web Tokens, RFC 7519) with Ed25519 keys: those of devices, and the ones that plex.tv gives.

Written apart from what Recloser signs with, so that a test notices when one of the two is wrong.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LIFETIME = 7 * 24 * 3600
"""Seconds that a token is good for (OpenAPI document, "Authenticating with Plex")."""
_PARTS = 3


class BadSignature(Exception):
    """A text is no token, or nobody has signed it who may."""


class TokenIssuer:
    """The key of plex.tv, and the tokens that it signs."""

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()
        public = self._key.public_key().public_bytes_raw()
        self.public: Mapping[str, str] = {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": encoded(public),
            "use": "sig",
            "alg": "EdDSA",
            "kid": hashlib.sha256(public).hexdigest(),
        }
        """As ``/api/v2/auth/keys`` shows it."""

    def issue(self, client: str, thumbprint: str, now: float) -> str:
        """A token for a device, which has the key that `thumbprint` names. `now` is in Unix seconds."""
        claims = {"iss": "plex.tv", "aud": ["plex.tv", client], "thumbprint": thumbprint}
        times = {"iat": int(now), "exp": int(now) + LIFETIME}
        head = {"kid": self.public["kid"], "typ": "JWT", "alg": "EdDSA"}
        text = f"{_encoded_json(head)}.{_encoded_json({**claims, **times})}"
        return f"{text}.{encoded(self._key.sign(text.encode()))}"


def claims_of(token: str, key: Mapping[str, Any]) -> dict[str, Any]:
    """What a token says, if it was signed with this key. Raises `BadSignature`."""
    parts = token.split(".")
    if len(parts) != _PARTS:
        raise BadSignature("not three parts")
    try:
        public = Ed25519PublicKey.from_public_bytes(_decoded(str(key["x"])))
        public.verify(_decoded(parts[2]), f"{parts[0]}.{parts[1]}".encode())
        head, claims = json.loads(_decoded(parts[0])), json.loads(_decoded(parts[1]))
    except (KeyError, ValueError, InvalidSignature) as error:
        raise BadSignature(str(error)) from error
    if head.get("kid") != key.get("kid") or head.get("alg") != "EdDSA":
        raise BadSignature("signed with another key")
    return dict(claims)


def encoded(data: bytes) -> str:
    """Base64 in the form for addresses, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _encoded_json(value: Mapping[str, Any]) -> str:
    return encoded(json.dumps(value).encode())


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
