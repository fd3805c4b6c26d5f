"""The one way to Plex: everything Recloser asks a server goes through here, and every answer is sorted here.

While there is nothing to deliver, all questions are glances (`core.plex.glance`). Otherwise plexapi signs in, and asks.
Edits, of which there are thousands and whose answers say nothing, take its headers and addresses, but go past its
`query`, which does as much around each of them as the request itself costs. So do the reads of many items: these are
asked for in JSON, which is read in half the time of XML, and which Plex recommends.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from ipaddress import ip_address
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode, urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

import core
from core.clock import Clock
from core.model import Field, Kind, PictureRole
from core.phrases import phrase
from core.plex import errors, items
from core.plex.glance import Glance, is_plain_way
from core.resilience.retry import parse_retry_after

if TYPE_CHECKING:
    # Both are slow to import (plexapi alone takes 180 ms) and come in on the worker's thread, when first needed.
    import requests

    from core.plex.deadlines import Deadlines
    from core.plex.http import DeadlineSession, HeaderLines
    from core.plex.libraries import PlexServer

_Answer = TypeVar("_Answer")
_Read = TypeVar("_Read")

_log = logging.getLogger(__name__)

_LEAN = {
    "includeGuids": "1",
    "excludeElements": "Genre,Role,Country,Director,Writer,Image,UltraBlurColors",
    "excludeFields": "summary,tagline",
}
"""What makes a listing cheap; the server may ignore it (OpenAPI document: "limited but expanding")."""

_UPLOADS = {
    PictureRole.POSTER: "posters",
    PictureRole.BACKGROUND: "arts",
    PictureRole.CLEAR_LOGO: "clearLogos",
    PictureRole.SQUARE_ART: "squareArts",
}
_SELECTION = {role: name.removesuffix("s") for role, name in _UPLOADS.items()}
"""What plexapi calls a role when it uploads a picture, and when it chooses among those that are there."""
_NOT_PLEX = phrase("answered, but not as a Plex server does; is something else at this address?")


class PlexConnection:
    """A conversation with one Plex server.

    It belongs to one thread (plexapi has no locks), except `interrupt` and `close`, which any thread may call.
    All methods that ask something raise `core.plex.errors.PlexError`.
    """

    def __init__(self, url: str, read_token: Callable[[], str | None], deadlines: Deadlines, clock: Clock) -> None:
        """`read_token` is asked anew after the server has refused a token; None means that there is none."""
        self._url = url.rstrip("/")
        self._read_token = read_token
        self._clock = clock
        self._deadlines = deadlines
        self._own_headers = {"X-Plex-Product": "Recloser", "X-Plex-Version": core.__version__}
        if _is_here(url):
            self._own_headers["Accept-Encoding"] = "identity"  # no network to spare: compressing only takes time
        self._glance = Glance(self._url, deadlines, self._own_headers) if is_plain_way(url, os.environ) else None
        self._session: DeadlineSession | None = None
        self._untried = ""
        """A token that plexapi has not been given yet."""
        self._server: PlexServer | None = None
        self._token = ""
        self._headers: HeaderLines | None = None
        self._last: requests.Response | None = None
        self._closed = False
        self.server: items.Server | None = None
        """Who answered; known after the first authenticated request."""

    def identity(self, within: float | None = None) -> str:
        """The cheapest sign of life, which needs no token (OpenAPI document, ``/identity``): the machine identifier.

        `within` are the seconds it may take, if that is to be less than for other requests.
        """
        with _certain():
            root = self._glimpse("/identity", within=within)
            if root is None:
                session = self._open_session()
                root = self._sorted(lambda: _parse(session.request("GET", f"{self._url}/identity", within=within).text))
        identifier = "" if root is None else root.get("machineIdentifier", "")
        if not identifier:
            raise errors.ServerDown(_NOT_PLEX)
        return identifier

    def sections(self) -> tuple[items.Section, ...]:
        """The libraries that Recloser serves. Also the control request: it needs a token and the server's database."""
        with _certain():
            return self._look(items.read_sections, "/library/sections")

    def page(self, section: items.Section, kind: Kind, start: int, size: int, *, updated_since: int = 0) -> items.Page:
        """A part of a library's listing, with the oldest items first: while items change, their order stays.

        Args:
            section: The library.
            kind: One of its kinds.
            start: How many items to skip.
            size: How many items to ask for.
            updated_since: Unix seconds; only items that were added or changed then or later.
        """
        query = {"sort": "addedAt:asc"}
        if updated_since:  # in brackets, as the OpenAPI document spells them; what is new may have never been updated
            since = str(updated_since)
            query |= {"push": "1", "updatedAt>": since, "or": "1", "addedAt>": since, "pop": "1"}
        return self._look(items.read_page, *_listing(section, kind, query, start, size))

    def by_file_name(self, section: items.Section, name: str) -> items.Page:
        """The items that Plex finds by a file's name; their files have to be compared, it is no exact match."""
        return self._read(items.read_page, *_listing(section, section.kinds[-1], {"file": name}, 0, 100))

    def by_title(self, section: items.Section, kind: Kind, title: str) -> items.Page:
        """The items of a library that have this title."""
        return self._read(items.read_page, *_listing(section, kind, {"title=": title}, 0, 100))

    def read(self, rating_keys: Sequence[int], fields: Collection[Field] | None = None) -> tuple[items.PlexItem, ...]:
        """What Plex knows of these items; those it does not have are left out.

        With `fields`, everything else may seem to be empty: the less a server has to tell, the faster it answers.
        """
        keys = ",".join(str(key) for key in rating_keys)
        less = {} if fields is None else items.leaving_out(fields)
        query = urlencode({"skipRefresh": "1", "checkFiles": "0", **less})
        with _certain():
            try:
                container = self._with_token(lambda: self._ask_in_json(f"/library/metadata/{keys}?{query}"))
            except errors.ItemMissing:
                return ()
            return _understood(items.read_items, container)

    def edit(self, section: int, kind: Kind, rating_key: int, query: str) -> None:
        """Change fields, tags and locks of one item in one request; `query` is that of an `edits.Edit`."""
        self._ask(f"/library/sections/{section}/all?type={items.TYPE_NUMBERS[kind]}&id={rating_key}&{query}", "put")

    def rate(self, rating_key: int, rating: float | None) -> None:
        """Set the owner's own rating, 0 to 10; None takes it away."""
        value = "-1" if rating is None else f"{rating:g}"
        query = {"key": str(rating_key), "identifier": "com.plexapp.plugins.library", "rating": value}
        self._ask(f"/:/rate?{urlencode(query)}", "put")

    def refresh_items(self, rating_keys: Sequence[int]) -> None:
        """Let Plex's agent look at these items anew, their NFO files included where it reads them."""
        self._ask(f"/library/metadata/{','.join(map(str, rating_keys))}/refresh", "put")

    def pictures(self, rating_key: int, role: PictureRole) -> tuple[items.ListedPicture, ...]:
        """The pictures of this role that Plex has for an item."""
        return self._read(items.read_pictures, f"/library/metadata/{rating_key}/{_UPLOADS[role]}")

    def upload_picture(self, rating_key: int, role: PictureRole, data: bytes | None, url: str) -> None:
        """Give an item a picture: the bytes of one, or, without any, the address of one for Plex to fetch."""
        query = "" if data is not None else "?" + urlencode({"url": url})
        self._ask(f"/library/metadata/{rating_key}/{_UPLOADS[role]}{query}", "post", data=data)

    def select_picture(self, rating_key: int, role: PictureRole, key: str) -> None:
        """Let an item have one of its `pictures` (again)."""
        self._ask(f"/library/metadata/{rating_key}/{_SELECTION[role]}?{urlencode({'url': key})}", "put")

    def remove_picture(self, rating_key: int, role: PictureRole) -> None:
        """Let an item have no picture of this role."""
        self._ask(f"/library/metadata/{rating_key}/{_SELECTION[role]}", "delete")

    def scan(self, section: int, folder: str) -> None:
        """Let Plex look for new files in one folder, named as the server names it."""
        self._ask(f"/library/sections/{section}/refresh?{urlencode({'path': folder})}", "get")

    def interrupt(self) -> None:
        """End the request in flight, which then raises `Interrupted`. For any thread."""
        if self._glance is not None:
            self._glance.interrupt()
        if self._session is not None:
            self._session.interrupt()

    def close(self) -> None:
        """End the request in flight and allow no other. For any thread."""
        self._closed = True
        if self._glance is not None:
            self._glance.close()
        if self._session is not None:
            self._session.close()

    @property
    def _may_glance(self) -> bool:
        """With what asks in full loaded, it also asks better: it keeps the connection."""
        return self._glance is not None and self._session is None

    def _glimpse(
        self, path: str, headers: Mapping[str, str] | None = None, within: float | None = None
    ) -> Element | None:
        """The answer to a question of an application at rest; None: ask it in full."""
        if self._glance is None or not self._may_glance:
            return None
        try:
            seen = self._glance.get(path, headers or {}, within)
        except OSError as error:
            raise errors.ServerDown(_connection_words(error, urlsplit(self._url).netloc)) from error
        if seen is None:
            return None
        self._raise_for(seen.status, seen.retry_after, lambda: seen.body.decode(errors="replace"))
        return _plain(seen.body)

    def _glimpse_signed_in(self, path: str, headers: Mapping[str, str]) -> Element | None:
        self._untried = self._fresh_token()
        own = {"X-Plex-Token": self._untried}
        try:
            if self.server is None:
                root = self._glimpse("/", own)
                if root is None:
                    return None
                self._meet(root.get("friendlyName", ""), root.get("version", ""))
            return self._glimpse(path, {**headers, **own})
        except errors.SignInRequired:
            self._untried = self._read_token() or ""  # it may have ended, and been renewed
            return None

    def _look(self, read: Callable[[Element], _Read], path: str, headers: Mapping[str, str] | None = None) -> _Read:
        """As `_read`, for what an application at rest asks."""
        root = self._glimpse_signed_in(path, headers or {}) if self._may_glance else None
        return self._read(read, path, headers) if root is None else _understood(read, root)

    def _read(self, read: Callable[[Element], _Read], path: str, headers: Mapping[str, str] | None = None) -> _Read:
        root = self._ask(path, "get", headers=headers)
        if root is None:
            raise errors.ServerDown(phrase("gave an empty answer"))
        return _understood(read, root)

    def _ask(
        self, path: str, verb: str, *, headers: Mapping[str, str] | None = None, data: bytes | None = None
    ) -> Element | None:
        return self._with_token(lambda: self._ask_once(path, verb, headers, data))

    def _with_token(self, ask: Callable[[], _Answer]) -> _Answer:
        try:
            return ask()
        except errors.SignInRequired:
            if self._server is None:  # it was the newest token that was refused
                raise
            self._server = None
            fresh = self._read_token()  # a token of seven days may just have ended, and been renewed
            if not fresh or fresh == self._token:
                raise
            self._connect(fresh)
            return ask()

    def _ask_once(self, path: str, verb: str, headers: Mapping[str, str] | None, data: bytes | None) -> Element | None:
        server, session = self._sign_in(), self._open_session()
        if verb == "put" and (lines := self._headers):
            return self._sorted(lambda: _said(session.tell("PUT", server.url(path), lines)))
        method = getattr(session, verb)
        body = {} if data is None else {"data": data}
        root: Element | None = self._sorted(lambda: server.query(path, method=method, headers=headers, **body))
        return root

    def _ask_in_json(self, path: str) -> dict[str, Any]:
        server, session = self._sign_in(), self._open_session()
        headers = server._headers(Accept="application/json")  # noqa: SLF001  as for edits: see above
        return self._sorted(lambda: _container(session.request("GET", server.url(path), headers=headers)))

    def _sign_in(self) -> PlexServer:
        return self._server or self._connect(self._fresh_token())

    def _fresh_token(self) -> str:
        """One that the server has not refused: to ask for the same one again would be to say that it has."""
        token, self._untried = self._untried or self._read_token(), ""
        if not token:
            raise errors.SignInRequired(phrase("there is no Plex token yet"))
        return token

    def _meet(self, name: str, version: str) -> None:
        met = items.Server(name, version)
        if met != self.server:
            _log.info("Connected to Plex server %r, version %s", name, version)
        self.server = met

    def _connect(self, token: str) -> PlexServer:
        from core.plex.libraries import PlexServer  # noqa: PLC0415  slow: see above

        session = self._open_session()
        found: list[PlexServer] = []

        def connect() -> Element | None:
            found.append(PlexServer(self._url, token, session=session))
            return None

        with _certain():
            self._sorted(connect)
            if not getattr(found[0], "machineIdentifier", ""):  # plexapi takes an empty answer for a server's
                raise errors.ServerDown(_NOT_PLEX)
        self._server, self._token = found[0], token
        self._headers = session.lines_of(found[0]._headers())  # noqa: SLF001  for what goes around its `query`: see above
        self._meet(str(self._server.friendlyName or ""), str(self._server.version or ""))
        return self._server

    def _open_session(self) -> DeadlineSession:
        if self._session is None:
            from core.plex.http import DeadlineSession  # noqa: PLC0415  brings in requests: see above

            self._session = DeadlineSession(self._url, self._deadlines, self._own_headers)
            self._session.headers["Accept"] = "application/xml"
            self._session.hooks["response"].append(self._remember)
        if self._closed:
            self._session.close()
        return self._session

    def _remember(self, response: requests.Response, *_args: object, **_kwargs: object) -> None:
        self._last = response

    def _sorted(self, ask: Callable[[], _Answer]) -> _Answer:
        """Ask, and raise what went wrong as one of our own errors."""
        self._last = None
        try:
            answer = ask()
        except Exception as error:
            self._raise_for_status()
            raise translated(error, self._url) from error
        self._raise_for_status()
        if isinstance(answer, Element) and answer.tag not in ("MediaContainer", "Response"):
            raise errors.ServerDown(_NOT_PLEX)
        return answer

    def _raise_for_status(self) -> None:
        if (last := self._last) is not None:
            self._raise_for(last.status_code, last.headers.get("Retry-After"), lambda: _text(last))

    def _raise_for(self, status: int, retry_after: str | None, text: Callable[[], str]) -> None:
        if status not in errors.SUCCESSES:
            seconds = parse_retry_after(retry_after, self._clock.time()) if retry_after else None
            raise errors.for_status(status, text(), seconds)


def _listing(
    section: items.Section, kind: Kind, query: dict[str, str], start: int, size: int
) -> tuple[str, dict[str, str]]:
    """Where a part of a library's listing is, and the headers that say which part."""
    locations = {"includeLocations": "1"} if kind is Kind.SHOW else {}
    asked = urlencode({"type": str(items.TYPE_NUMBERS[kind]), **query, **_LEAN, **locations})
    window = {"X-Plex-Container-Start": str(start), "X-Plex-Container-Size": str(size)}
    return f"/library/sections/{section.id}/all?{asked}", window


def _is_here(url: str) -> bool:
    """Whether the server is sure to be on this computer."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _certain() -> Iterator[None]:
    """Around a request that no Plex server refuses: what does is no Plex server, whoever sent the answer."""
    try:
        yield
    except (errors.ItemMissing, errors.Refused) as error:
        raise errors.ServerDown(
            phrase(
                "answered, but not as a Plex server does; is something else at this address? ({reason})", reason=error
            )
        ) from error


def _text(response: requests.Response) -> str:
    """What arrived of the body: of an answer that was cut off, nothing."""
    import requests  # noqa: PLC0415  slow: see above

    try:
        return response.text
    except (requests.RequestException, RuntimeError):  # the latter when reading it has failed before
        return ""


def _plain(xml: bytes) -> Element | None:
    """What Plex says; None: not all of it is as it should be."""
    try:
        root = fromstring(xml)  # noqa: S314  as plexapi reads what it is answered
    except (ParseError, LookupError, ValueError):  # the last two: an encoding that nobody knows
        return None
    return root if root.tag == "MediaContainer" else None


def _said(response: requests.Response | None) -> Element | None:
    return None if response is None else _parse(response.text)


def _parse(text: str) -> Element | None:
    from core.plex.libraries import parseXMLString  # noqa: PLC0415  slow: see above

    root: Element | None = parseXMLString(text)
    return root


def _container(response: requests.Response) -> dict[str, Any]:
    """Numbers stay texts, as in XML."""
    # Plex lets control characters through (strict).
    text = response.content.decode(errors="replace")
    try:
        if text.lstrip().startswith("<"):  # whoever stands between may know no JSON
            root = _parse(text)
            answer = None if root is None else {root.tag: items.as_in_json(root)}
        else:
            answer = json.loads(text, strict=False, parse_int=str, parse_float=str)
    except RecursionError as error:
        raise items.Malformed("nested more deeply than any answer of Plex's") from error
    if isinstance(answer, dict) and isinstance(container := answer.get("MediaContainer"), dict):
        return container
    raise items.Malformed("no answer of Plex's")


def _understood(read: Callable[[_Answer], _Read], answer: _Answer) -> _Read:
    try:
        return read(answer)
    except items.Malformed as error:
        raise errors.ServerDown(_NOT_PLEX) from error


def translated(error: Exception, url: str) -> Exception:
    """What a failed request to `url` means, as one of our own errors; what is none of the network's stays as it is."""
    import requests  # noqa: PLC0415  slow: see above
    import urllib3  # noqa: PLC0415

    from core.plex.http import Cancelled, DeadlinePassed  # noqa: PLC0415

    host = urlsplit(url).netloc
    if isinstance(error, Cancelled):
        return errors.Interrupted(phrase("the request was ended from here"))
    if isinstance(error, DeadlinePassed):
        return errors.ServerSlow(str(error))
    if isinstance(error, requests.ConnectTimeout):
        return errors.ServerDown(phrase("no connection to {host} within the time allowed", host=host))
    if isinstance(error, requests.Timeout):
        return errors.ServerSlow(phrase("no answer within the time allowed"))
    if isinstance(error, requests.exceptions.SSLError):
        return errors.ServerDown(phrase("no secure connection to {host}: its certificate was not accepted", host=host))
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return errors.ServerDown(phrase("the answer was cut off"))
    if isinstance(error, requests.ConnectionError):
        return errors.ServerDown(_connection_words(error, host))
    if isinstance(error, (requests.exceptions.InvalidURL, urllib3.exceptions.LocationParseError)):
        return errors.ServerDown(phrase("the name {host} is not known", host=host))
    is_answer = isinstance(error, (requests.RequestException, ParseError, items.Malformed)) or _is_of_xml(error)
    return errors.ServerDown(_NOT_PLEX) if is_answer else error


def _is_of_xml(error: Exception) -> bool:
    """Whether it is about an encoding that nobody knows, or that the parser cannot read: these have no own class.

    One that came up in our code, not in a library that was given an answer, tells nothing of Plex.
    """
    if not isinstance(error, LookupError | ValueError):
        return False
    frames = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    return bool(frames) and frames[-1].partition(".")[0] != __name__.partition(".")[0]


def _connection_words(error: BaseException, host: str) -> str:
    """Name the innermost cause, which is the one a person can act on."""
    seen: list[BaseException] = []
    todo: list[BaseException] = [error]
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.append(current)
        inner = (current.__cause__, current.__context__, getattr(current, "reason", None), *current.args)
        todo += [cause for cause in inner if isinstance(cause, BaseException)]
    names = {type(cause).__name__ for cause in seen}
    if "ConnectionRefusedError" in names:
        return phrase("connection refused by {host}", host=host)
    if "NameResolutionError" in names or "gaierror" in names:
        return phrase("the name {host} is not known", host=host)
    if names & {"ConnectionResetError", "RemoteDisconnected", "BrokenPipeError", "ConnectionAbortedError"}:
        return phrase("the connection was cut off")
    if "IncompleteRead" in names:
        return phrase("the answer was cut off")
    if "ReadTimeoutError" in names:
        return phrase("no answer within the time allowed")
    return phrase("no connection to {host}", host=host)
