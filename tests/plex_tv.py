"""Plex's account service, as far as a sign-in needs it: real HTTP on this computer."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import quoteattr

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.plex.sign_in import PlexTv

Reply = tuple[int, str, str]


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(document: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).rstrip(b"=").decode()


@dataclass(frozen=True)
class Listed:
    """A server of the account."""

    name: str
    token: str
    addresses: tuple[str, ...] = ()


class SimulatedPlexTv:
    """One account with some servers.

    Attributes:
        servers: By their machine identifiers.
        grants_short_tokens: Whether devices may register a key.
        signed_in: Whether the person has completed the page in the browser.
        status: What every request is answered with, if not None.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self.servers: dict[str, Listed] = {}
        self.grants_short_tokens = True
        self.signed_in = False
        self.status: int | None = None
        self.requests: list[str] = []
        self.renewals = 0
        self._now = now
        self._key: Ed25519PublicKey | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def addresses(self) -> PlexTv:
        url = f"http://127.0.0.1:{self._server.server_port}"
        return PlexTv(f"{url}/tv", f"{url}/clients", f"{url}/auth")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer = self._answer

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, kind, text = answer(self.command, self.path, dict(self.headers), body)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            do_POST = do_GET  # noqa: N815  the base class's name

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def _answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Reply:
        parts = urlsplit(target)
        self.requests.append(f"{method} {parts.path}")
        if self.status is not None:
            return self.status, "text/html", "<h1>trouble</h1>"
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match method, parts.path:
            case "POST", "/clients/api/v2/pins" if self.grants_short_tokens:
                self._key = Ed25519PublicKey.from_public_bytes(decoded(json.loads(body)["jwk"]["x"]))
                return self._json({"id": 7, "code": "strong-code", "expiresIn": 1800, "authToken": None}, 201)
            case "GET", "/clients/api/v2/pins/7" if self._is_ours(query["deviceJWT"]) is not None:
                return self._json({"id": 7, "authToken": self._short_token() if self.signed_in else None})
            case "GET", "/clients/api/v2/auth/nonce":
                return self._json({"nonce": "a-nonce"})
            case "POST", "/clients/api/v2/auth/token":
                claims = self._is_ours(json.loads(body)["jwt"])
                if claims is None or claims.get("nonce") != "a-nonce":
                    return 422, "application/json", "{}"
                self.renewals += 1
                return self._json({"auth_token": self._short_token()})
            case "POST", "/tv/api/v2/pins" if query.get("strong") == "true":
                return 201, "application/xml", '<pin id="8" code="strong-code" expiresIn="1800" authToken=""/>'
            case "GET", "/tv/api/v2/pins/8":
                token = "lasting-account-token" if self.signed_in else ""
                return 200, "application/xml", f'<pin id="8" authToken="{token}"/>'
            case "GET", "/tv/api/v2/resources":
                return self._resources() if headers.get("X-Plex-Token") else (401, "text/html", "")
            case _:
                return 404, "text/html", ""

    def _is_ours(self, signed: str) -> dict[str, Any] | None:
        text, _, signature = signed.rpartition(".")
        if self._key is None:
            return None
        try:
            self._key.verify(decoded(signature), text.encode())
        except InvalidSignature:
            return None
        claims: dict[str, Any] = json.loads(decoded(text.split(".")[1]))
        return claims if claims["aud"] == "plex.tv" and claims["exp"] > self._now() else None

    def _short_token(self) -> str:
        return f"{encoded({'alg': 'EdDSA'})}.{encoded({'exp': self._now() + 7 * 86_400, 'n': self.renewals})}.c2ln"

    def _resources(self) -> Reply:
        servers = "".join(
            f'<resource name={quoteattr(server.name)} provides="server" owned="1"'
            f" clientIdentifier={quoteattr(identifier)} accessToken={quoteattr(server.token)}><connections>"
            + "".join(
                f'<connection protocol="http" address="127.0.0.1" port="{urlsplit(url).port}" uri={quoteattr(url)}'
                ' local="1" relay="0" IPv6="0"/>'
                for url in server.addresses
            )
            + "</connections></resource>"
            for identifier, server in self.servers.items()
        )
        player = '<resource name="Telly" provides="player" clientIdentifier="x"><connections/></resource>'
        return 200, "application/xml", f"<resources>{player}{servers}</resources>"

    def _json(self, document: dict[str, Any], status: int = 200) -> Reply:
        return status, "application/json", json.dumps(document)
