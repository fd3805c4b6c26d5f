"""Signing in at plex.tv with the browser, and what the account then tells: its servers, their addresses and tokens.

The requests are those of plexapi's MyPlexPinLogin, MyPlexJWTLogin and MyPlexAccount.resources. They are sent from here
because plexapi takes any failed question for an expired sign-in, where one lost packet should only be asked again.
"""

from __future__ import annotations

import logging
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError

import core
from core.clock import Clock
from core.phrases import phrase
from core.plex import errors
from core.plex.connection import translated
from core.plex.deadlines import Deadlines
from core.plex.device_key import DeviceKey, expires_at

if TYPE_CHECKING:
    # Slow to import; comes in on the thread that signs in.
    import requests

    from core.plex.http import DeadlineSession

_log = logging.getLogger(__name__)

_CONNECT, _READ = 5.0, 10.0
"""Seconds that plex.tv gets; it is far away, but it is no home server that has to wake up its disks."""
_PATIENCE = 15 * 60.0
"""Seconds that a person gets to sign in, if plex.tv does not say less."""


class SignInError(Exception):
    """Signing in has failed; `str()` says why, for a person."""


class PlexTvUnreachable(SignInError):
    """plex.tv does not answer, or not now: the same question may be asked again."""


class SignInExpired(SignInError):
    """The person has not signed in within the time that plex.tv allows; begin anew."""


@dataclass(frozen=True, slots=True)
class PlexTv:
    """The addresses of Plex's account service."""

    api: str = "https://plex.tv"
    clients: str = "https://clients.plex.tv"
    """Where devices with keys of their own sign in."""
    page: str = "https://app.plex.tv/auth"
    """Where a person signs in, with a browser."""


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in account."""

    token: str = field(repr=False)
    device: DeviceKey
    """Who has signed in; it renews the token if that ends."""

    @property
    def expires(self) -> bool:
        """Whether the token ends by itself, so that it has to be renewed."""
        return expires_at(self.token) is not None


@dataclass(frozen=True, slots=True)
class AccountServer:
    """A Plex Media Server that an account may use."""

    identifier: str
    """Its machine identifier."""
    name: str
    owner: str
    """Whose it is; empty: the account's own. Plex lets only the owner change metadata."""
    token: str = field(repr=False)
    addresses: tuple[str, ...]
    """Best first: within the local network before the internet, encrypted before plain, Plex's relay last."""


class AccountService:
    """Talks to plex.tv. Belongs to one thread, except `close`, which any thread may call.

    All methods that ask something raise `SignInError`.
    """

    def __init__(self, device: DeviceKey, clock: Clock, plex_tv: PlexTv) -> None:
        self._device = device
        self._clock = clock
        self._plex_tv = plex_tv
        self._session: DeadlineSession | None = None
        self._closed = False

    def close(self) -> None:
        """End the request in flight and allow no other. For any thread."""
        self._closed = True
        if self._session is not None:
            self._session.close()

    def begin(self) -> BrowserSignIn:
        """Ask plex.tv for a sign-in that a person completes in a browser.

        A token of 7 days that only this device can renew is asked for first; where plex.tv does not grant that, one of
        the older kind, which has no end.
        """
        try:
            body = {"jwk": self._device.public, "strong": True}
            found = self.ask("POST", f"{self._plex_tv.clients}/api/v2/pins", json=body)
            return self._begun(_as_json(found), self._ask_for_short_token)
        except PlexTvUnreachable:
            raise
        except SignInError as error:
            _log.info("plex.tv grants no token of the newer kind (%s)", error)
        found = self.ask("POST", f"{self._plex_tv.api}/api/v2/pins", params={"strong": "true"})
        return self._begun(_as_xml(found).attrib, self._ask_for_lasting_token)

    def renew(self) -> Account:
        """A new token of 7 days, for one that ends or has ended."""
        nonce = _as_json(self.ask("GET", f"{self._plex_tv.clients}/api/v2/auth/nonce")).get("nonce")
        signed = self._device.signed(self._clock.time(), str(nonce))
        answer = self.ask("POST", f"{self._plex_tv.clients}/api/v2/auth/token", json={"jwt": signed})
        token = _as_json(answer).get("auth_token")
        if not token:
            raise SignInError(phrase("plex.tv has given no new token"))
        return Account(str(token), self._device)

    def servers(self, account: Account) -> tuple[AccountServer, ...]:
        """The servers of the account, its own first."""
        query = urlencode({"includeHttps": 1, "includeRelay": 1, "includeIPv6": 1})
        found = self.ask(
            "GET", f"{self._plex_tv.api}/api/v2/resources?{query}", headers={"X-Plex-Token": account.token}
        )
        servers = [
            _server(each) for each in _as_xml(found).iter("resource") if "server" in each.get("provides", "").split(",")
        ]
        return tuple(sorted(servers, key=lambda server: (server.owner != "", server.name.casefold())))

    def _begun(self, found: Any, ask: Callable[[str], str | None]) -> BrowserSignIn:
        try:
            identifier, code = str(found["id"]), str(found["code"])
            patience = min(_PATIENCE, float(found.get("expiresIn") or _PATIENCE))
        except (KeyError, TypeError, ValueError) as error:
            raise SignInError(phrase("plex.tv has answered with something that is no sign-in")) from error
        names = {name: value for name, value in self._about_us().items() if name != "X-Plex-Client-Identifier"}
        context = {f"context[device][{_context_name(name)}]": value for name, value in names.items()}
        query = urlencode({"clientID": self._device.client_id, "code": code, **context})
        return BrowserSignIn(
            url=f"{self._plex_tv.page}#?{query}",
            device=self._device,
            ask=lambda: ask(identifier),
            clock=self._clock,
            ends_at=self._clock.monotonic() + patience,
        )

    def _ask_for_short_token(self, identifier: str) -> str | None:
        query = urlencode({"deviceJWT": self._device.signed(self._clock.time())})
        found = _as_json(self.ask("GET", f"{self._plex_tv.clients}/api/v2/pins/{identifier}?{query}"))
        return found.get("authToken") or None

    def _ask_for_lasting_token(self, identifier: str) -> str | None:
        return _as_xml(self.ask("GET", f"{self._plex_tv.api}/api/v2/pins/{identifier}")).get("authToken") or None

    def ask(self, method: str, url: str, **options: Any) -> requests.Response:
        """Send one request; whatever is no success is raised in words."""
        try:
            kind = "application/json" if url.startswith(self._plex_tv.clients + "/") else "application/xml"
            options["headers"] = {"Accept": kind, **options.pop("headers", {})}
            response = self._open_session().request(method, url, **options)
        except Exception as error:
            failure = translated(error, url)
            if isinstance(failure, errors.ServerDown):
                raise PlexTvUnreachable(phrase("plex.tv cannot be reached: {reason}", reason=failure)) from error
            if isinstance(failure, errors.Interrupted):
                raise SignInError(phrase("signing in was cancelled")) from error
            raise
        if response.status_code == 404:
            raise SignInExpired(phrase("the sign-in has expired"))
        if response.status_code == 429 or response.status_code >= 500:
            words = phrase("plex.tv has trouble of its own (status {status})", status=response.status_code)
            raise PlexTvUnreachable(words)
        if not response.ok:
            raise SignInError(phrase("plex.tv refuses (status {status})", status=response.status_code))
        return response

    def _open_session(self) -> DeadlineSession:
        if self._session is None:
            from core.plex.http import DeadlineSession  # noqa: PLC0415  slow: see above

            self._session = DeadlineSession(self._plex_tv.api, Deadlines(_CONNECT, _READ), self._about_us())
        if self._closed:
            self._session.close()
        return self._session

    def _about_us(self) -> dict[str, str]:
        return {
            "X-Plex-Client-Identifier": self._device.client_id,
            "X-Plex-Product": "Recloser",
            "X-Plex-Version": core.__version__,
            "X-Plex-Platform": platform.system() or "unknown",
            "X-Plex-Device-Name": f"Recloser on {platform.node() or 'a computer'}",
        }


class BrowserSignIn:
    """One attempt to sign in. A person completes it at `url`; somebody calls `poll` about once a second meanwhile."""

    def __init__(
        self, *, url: str, device: DeviceKey, ask: Callable[[], str | None], clock: Clock, ends_at: float
    ) -> None:
        """`ends_at` is a reading of the monotonic clock."""
        self.url = url
        self._device = device
        self._ask = ask
        self._clock = clock
        self._ends_at = ends_at

    def poll(self) -> Account | None:
        """The account, or None as long as the person has not signed in.

        Raises:
            PlexTvUnreachable: Not known this time; ask again.
            SignInError: This attempt is over.
        """
        if self._clock.monotonic() > self._ends_at:
            raise SignInExpired(phrase("the sign-in has expired"))
        token = self._ask()
        return Account(token, self._device) if token else None


def _server(resource: Element) -> AccountServer:
    addresses = [(_rank(each, each.get("uri", "")), each.get("uri", "")) for each in resource.iter("connection")]
    if not _says(resource, "httpsRequired"):
        # The encrypted local address needs a name from the internet, which some routers refuse to look up.
        plain = [(each, f"http://{_host(each)}:{each.get('port')}") for each in resource.iter("connection")]
        addresses += [(_rank(each, uri), uri) for each, uri in plain if _says(each, "local") and each.get("address")]
    return AccountServer(
        identifier=resource.get("clientIdentifier", ""),
        name=resource.get("name", ""),
        owner="" if _says(resource, "owned") else resource.get("sourceTitle") or "?",
        token=resource.get("accessToken", ""),
        addresses=tuple(dict.fromkeys(address.rstrip("/") for _, address in sorted(addresses) if address)),
    )


def _rank(connection: Element, address: str) -> tuple[bool, ...]:
    """What is worse sorts later."""
    plain = not address.startswith("https://")
    return (_says(connection, "relay"), not _says(connection, "local"), plain, _says(connection, "IPv6"))


def _says(element: Element, name: str) -> bool:
    return element.get(name) in ("1", "true")


def _host(connection: Element) -> str:
    address = connection.get("address", "")
    return f"[{address}]" if ":" in address else address


def _context_name(header: str) -> str:
    words = header.removeprefix("X-Plex-").split("-")
    return words[0].lower() + "".join(words[1:])


def _as_json(response: requests.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError as error:
        raise SignInError(phrase("plex.tv has answered with something that cannot be read")) from error
    if not isinstance(found, dict):
        raise SignInError(phrase("plex.tv has answered with something that cannot be read"))
    return found


def _as_xml(response: requests.Response) -> Element:
    from core.plex.libraries import parseXMLString  # noqa: PLC0415  slow: see above

    try:
        root: Element | None = parseXMLString(response.text)
    except (ParseError, ValueError, LookupError) as error:
        raise SignInError(phrase("plex.tv has answered with something that cannot be read")) from error
    if root is None:
        raise SignInError(phrase("plex.tv has given an empty answer"))
    return root
