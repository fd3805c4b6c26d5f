"""A plex.tv to test signing in against: real HTTP, one account, and a person who can be made to approve.

It follows the OpenAPI document ("Authenticating with Plex") and what plexapi's ``myplex`` sends and reads. ::

    with PlexTvSimulator([resource_of(plex)]) as plex_tv:
        address = ...                 # begin to sign in at plex_tv.urls
        plex_tv.sign_in(address)      # as a person would in the browser
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, parse_qsl, urlsplit

from core.clock import Clock, SystemClock
from core.demo.simulator import documents
from core.demo.simulator.documents import Attribute, Element
from core.demo.simulator.messages import HttpError
from core.demo.simulator.plex_tv_account import Pin, PlexTvAccount, Resource, read_json

_CLIENTS = "/clients"


@dataclass(frozen=True, slots=True)
class PlexTvUrls:
    """What stands for the three hosts of Plex's account service.

    For plexapi: ``MyPlexPinLogin.PINS`` is `api` + ``/api/v2/pins``, likewise ``MyPlexAccount.key`` (``/api/v2/user``),
    ``.PING``, ``.SIGNOUT`` and ``MyPlexResource.key``; ``MyPlexJWTLogin.PINS`` and ``.AUTH`` begin with `clients`.
    """

    api: str
    """For ``https://plex.tv``."""
    clients: str
    """For ``https://clients.plex.tv``."""
    page: str
    """For ``https://app.plex.tv/auth``."""


@dataclass(frozen=True, slots=True)
class AccountRequest:
    """One request."""

    method: str
    path: str
    """With ``/clients`` before it when it went to that host."""
    client: str
    status: int


@dataclass(frozen=True, slots=True)
class _Call:
    """What an answer is made from."""

    client: str
    token: str
    arguments: Mapping[str, str]
    body: bytes


class PlexTvSimulator:
    """Use it as a context manager, or call `start` and `close`. All methods are for any thread."""

    def __init__(self, resources: Iterable[Resource] = (), *, clock: Clock | None = None) -> None:
        """Prepare; nothing listens yet. `resources` is what the account has, see `resource_of`."""
        self._lock = threading.Lock()
        self._account = PlexTvAccount(clock or SystemClock(), list(resources))
        self._refusal: tuple[int, int | None] | None = None
        self._requests: list[AccountRequest] = []
        self._port = 0
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._serving: dict[tuple[str, str], Callable[[_Call], tuple[int, Element]]] = {
            ("POST", "/api/v2/pins"): self._new_pin,
            ("POST", f"{_CLIENTS}/api/v2/pins"): self._new_device_pin,
            ("GET", f"{_CLIENTS}/api/v2/auth/nonce"): self._nonce,
            ("POST", f"{_CLIENTS}/api/v2/auth/token"): self._renewed,
            ("POST", f"{_CLIENTS}/api/v2/auth/jwk"): self._register,
            ("GET", f"{_CLIENTS}/api/v2/auth/keys"): self._keys,
            ("GET", "/api/v2/user"): self._user,
            ("GET", "/api/v2/resources"): self._resources,
            ("GET", "/api/v2/ping"): self._ping,
            ("DELETE", "/api/v2/users/signout"): self._sign_out,
        }

    @property
    def urls(self) -> PlexTvUrls:
        """Which addresses to use for plex.tv's."""
        base = f"http://127.0.0.1:{self._port}"
        return PlexTvUrls(base, base + _CLIENTS, f"{base}/auth")

    def start(self) -> Self:
        """Listen, on the same port as the last time; nothing happens if it does. Raises `OSError`."""
        if self._server is None:
            self._server = _Server(("127.0.0.1", self._port), type("Handler", (_Handler,), {"plex_tv": self}))
            self._port = self._server.server_port
            self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="plex-tv")
            self._thread.start()
        return self

    def close(self) -> None:
        """Refuse connections; what is known stays, and `start` goes on with it."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def requests(self) -> list[AccountRequest]:
        """What it has been asked, oldest first."""
        with self._lock:
            return list(self._requests)

    @property
    def codes(self) -> list[str]:
        """The codes of all sign-ins, oldest first."""
        with self._lock:
            return [pin.code for pin in self._account.pins.values()]

    def sign_in(self, address: str) -> None:
        """Open this address in the browser and sign in there. Raises `KeyError` when it leads to no open sign-in."""
        (code,) = parse_qs(urlsplit(address).fragment.lstrip("!?"))["code"]
        self.approve(code)

    def approve(self, code: str) -> None:
        """Sign in with this code. Raises `KeyError` when nobody waits for it."""
        with self._lock:
            self._account.approve(code)

    def expire(self) -> None:
        """All sign-ins that were begun have expired."""
        with self._lock:
            for pin in self._account.pins.values():
                pin.expires_at = 0.0

    def revoke(self, token: str) -> None:
        """The person has removed the device with this token from the account."""
        with self._lock:
            self._account.revoke(token)

    def list_resources(self, resources: Iterable[Resource]) -> None:
        """From now on the account has these."""
        with self._lock:
            self._account.resources = list(resources)

    def give_device_tokens(self, given: bool) -> None:
        """Whether tokens of 7 days are given from now on; if not, asking for one is refused with 400."""
        with self._lock:
            self._account.device_tokens = given

    def refuse(self, status: int, times: int | None = None) -> None:
        """Answer this status to everything, `times` times or, with None, until `serve_again`."""
        with self._lock:
            self._refusal = (status, times)

    def serve_again(self) -> None:
        """Refuse no more."""
        with self._lock:
            self._refusal = None

    def answer(self, method: str, target: str, headers: Message, body: bytes) -> tuple[int, str, bytes]:
        """Serve one request; returns status, content type and body. For the HTTP server."""
        parts = urlsplit(target)
        arguments = dict(parse_qsl(parts.query))
        client = headers.get("X-Plex-Client-Identifier") or arguments.get("X-Plex-Client-Identifier", "")
        token = headers.get("X-Plex-Token") or arguments.get("X-Plex-Token", "")
        with self._lock:
            try:
                self._refuse_if_told_to()
                status, element = self._answer(method, parts.path, _Call(client, token, arguments, body))
            except HttpError as error:
                status = error.status
                element = Element("errors", {}, [_error(status)])
            self._requests.append(AccountRequest(method, parts.path, client, status))
        if "application/json" in headers.get("Accept", ""):
            return status, "application/json; charset=utf-8", json.dumps(_as_json(element)).encode()
        xml = _PONG if element.name == "ping" else documents.to_xml(element)
        return status, "application/xml; charset=utf-8", xml

    def _refuse_if_told_to(self) -> None:
        if self._refusal is not None:
            status, times = self._refusal
            if times is not None:
                self._refusal = (status, times - 1) if times > 1 else None
            raise HttpError(status)

    def _answer(self, method: str, path: str, call: _Call) -> tuple[int, Element]:
        if serve := self._serving.get((method, path)):
            return serve(call)
        place, _, number = path.rpartition("/")
        if method == "GET" and place.removeprefix(_CLIENTS) == "/api/v2/pins" and number.isdigit():
            return self._pin(call, int(number))
        raise HttpError(404)

    def _new_pin(self, call: _Call) -> tuple[int, Element]:
        strong = call.arguments.get("strong", "").lower() in ("1", "true")
        return 201, self._shown(self._account.new_pin(call.client, strong=strong, key=None))

    def _new_device_pin(self, call: _Call) -> tuple[int, Element]:
        asked = read_json(call.body)
        key = asked.get("jwk")
        if not isinstance(key, dict):
            raise HttpError(400)
        return 201, self._shown(self._account.new_pin(call.client, strong=asked.get("strong") is True, key=key))

    def _pin(self, call: _Call, number: int) -> tuple[int, Element]:
        return 200, self._shown(self._account.pin(number, call.client, call.arguments.get("deviceJWT")))

    def _shown(self, pin: Pin) -> Element:
        left = int(pin.expires_at - self._account.clock.time())
        attributes: dict[str, Attribute] = {"id": pin.id, "code": pin.code, "product": "Recloser", "trusted": False}
        attributes |= {"clientIdentifier": pin.client, "expiresIn": left, "authToken": pin.token or ""}
        return Element("pin", attributes)

    def _nonce(self, _call: _Call) -> tuple[int, Element]:
        return 200, Element("nonce", {"nonce": self._account.nonce()})

    def _renewed(self, call: _Call) -> tuple[int, Element]:
        return 200, Element(
            "token", {"auth_token": self._account.renew(str(read_json(call.body).get("jwt")), call.client)}
        )

    def _register(self, call: _Call) -> tuple[int, Element]:
        key = read_json(call.body).get("jwk")
        self._account.register(call.token, call.client, key if isinstance(key, dict) else {})
        return 201, Element("device")

    def _keys(self, _call: _Call) -> tuple[int, Element]:
        return 200, Element("auth", {}, [Element("keys", self._account.issuer.public)])

    def _user(self, call: _Call) -> tuple[int, Element]:
        self._account.authorize(call.token)
        attributes: dict[str, Attribute] = {
            "id": 1,
            "uuid": "0123456789abcdef",
            "username": "owner",
            "title": "owner",
            "email": "owner@example.org",
            "friendlyName": "Owner",
            "authToken": call.token,
            "scrobbleTypes": "",
        }
        profile = Element("profile", {"autoSelectAudio": True, "autoSelectSubtitle": 0})
        return 200, Element(
            "user", attributes, [Element("subscription", {"active": True, "status": "Active"}), profile]
        )

    def _resources(self, call: _Call) -> tuple[int, Element]:
        self._account.authorize(call.token)
        return 200, Element("resources", {}, [_resource(each) for each in self._account.resources])

    def _ping(self, call: _Call) -> tuple[int, Element]:
        self._account.authorize(call.token)
        return 200, Element("ping", {"pong": True})

    def _sign_out(self, call: _Call) -> tuple[int, Element]:
        self._account.authorize(call.token)
        self._account.revoke(call.token)
        return 200, Element("user")


_PONG = b'<?xml version="1.0" encoding="UTF-8"?>\n<pong>1</pong>\n'
"""The one answer whose element holds text."""
_CODES = {401: 1001, 404: 1020}
_MESSAGES = {
    400: "Bad Request",
    401: "User could not be authenticated",
    404: "Code not found or expired",
    422: "Signature verification failed",
    429: "Too many requests",
    498: "Token expired",
}


def _error(status: int) -> Element:
    message = _MESSAGES.get(status, "")
    return Element("error", {"code": _CODES.get(status, 1000), "message": message, "status": status})


def _as_json(element: Element) -> Any:
    """Unlike a server, plex.tv does not wrap an object in one that names it."""
    ((_name, found),) = json.loads(documents.to_json(element)).items()
    return {"errors": found["error"]} if element.name == "errors" else found


def _resource(resource: Resource) -> Element:
    connections = [
        Element(
            "connection",
            {
                "protocol": urlsplit(each.uri).scheme,
                "address": each.address,
                "port": each.port,
                "uri": each.uri,
                "local": each.local,
                "relay": each.relay,
                "IPv6": each.ipv6,
            },
        )
        for each in resource.connections
    ]
    attributes: dict[str, Attribute] = {
        "name": resource.name,
        "product": "Plex Media Server",
        "productVersion": "1.43.1.10611-1e34174b1",
        "platform": "Linux",
        "clientIdentifier": resource.identifier,
        "createdAt": "2026-01-01T00:00:00Z",
        "lastSeenAt": "2026-01-01T00:00:00Z",
        "provides": resource.provides,
        "ownerId": None if resource.owner is None else 2,
        "sourceTitle": resource.owner,
        "accessToken": resource.token,
        "owned": resource.owner is None,
        "home": False,
        "synced": False,
        "relay": any(each.relay for each in resource.connections),
        "presence": resource.present,
        "httpsRequired": resource.https_required,
        "publicAddressMatches": True,
        "dnsRebindingProtection": False,
        "natLoopbackSupported": False,
    }
    return Element("resource", attributes, [Element("connections", {}, connections)])


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for what is being answered


class _Handler(BaseHTTPRequestHandler):
    plex_tv: PlexTvSimulator
    timeout = 5.0
    """Seconds; a client that sends nothing must not keep the server from closing."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name for it
        """Say nothing: standard error belongs to the program that started us."""

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        status, content_type, answer = self.plex_tv.answer(self.command, self.path, self.headers, body)
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
