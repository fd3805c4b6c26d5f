"""An HTTP session that can neither hang nor be fooled by an idle connection.

`requests` bounds each wait for bytes, not the whole: a server that sends a byte now and then would hold its caller for
ever. Here every request has a total deadline, and another thread may end the one in flight.
"""

from __future__ import annotations

import io
import select
import socket
import threading
import time
from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests
import requests.adapters
import urllib3
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ProtocolError

from core.phrases import phrase
from core.plex.deadlines import Deadlines
from core.plex.exchange import Answer, Unanswered, exchange, header_block, is_quoted

_WATCH_INTERVAL = 0.25
"""Seconds between two looks at the deadline; it is met with this precision."""
_PREPARED = ("params", "data", "json", "files", "cookies", "auth")
"""What only `requests` can make a request of."""
_WATCH_LINGER = 5.0
"""Seconds without a request after which the watching thread sleeps until the next one."""


class DeadlinePassed(requests.RequestException):
    """The answer did not arrive whole within the total deadline."""


class Cancelled(requests.RequestException):
    """`DeadlineSession.interrupt` was called."""


class HeaderLines(NamedTuple):
    """Headers as they are sent, so that they need not be put together for every request."""

    headers: dict[str, str]
    lines: bytes


class DeadlineSession(requests.Session):
    """A `requests.Session` for one server and one calling thread.

    Redirects are not followed: Plex sends none, and following them would carry the token to strangers. A request that
    dies on a connection that had been idle is repeated once on a fresh one: servers close idle connections (Plex after
    20 s), and the request may meet that in flight. All requests Recloser sends may safely be sent twice.

    `requests` opens the connections, as the owner's proxies and certificates want it. What is sent on one that is open
    goes around it (`core.plex.exchange`), unless there is something to prepare. Cookies are not kept.

    Raises (besides what `requests` raises): `DeadlinePassed`, `Cancelled`.
    """

    def __init__(self, base_url: str, deadlines: Deadlines, headers: dict[str, str]) -> None:
        super().__init__()
        # Reading the environment costs a good part of a request's time; the server does not change, so once is enough.
        settings = self.merge_environment_settings(base_url, {}, None, None, None)
        self.proxies, self.verify, self.cert = settings["proxies"], settings["verify"], settings["cert"]
        self.trust_env = False
        # Plex sets no cookies; the short cut knows none, and a server must not see them come and go.
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        address = urlsplit(base_url)
        self._origin = f"{address.scheme}://{address.netloc}"
        self._has_login = "@" in address.netloc  # a name and a password, which become a header
        self._deadlines = deadlines
        self._own_headers = headers
        self._guard = _Guard()
        self._adapter = _GuardedAdapter(self._guard)
        self._last_lines: HeaderLines | None = None
        for scheme in ("http://", "https://"):
            self.mount(scheme, self._adapter)

    def request(self, method: str, url: str, within: float | None = None, **kwargs: Any) -> requests.Response:  # type: ignore[override]  # the many optional parameters of the base class are passed through unread
        """See `requests.Session.request`; the whole answer is always read at once.

        `within` are the seconds it may take, if that is to be less than the deadlines say.
        """
        kwargs["headers"] = {**(kwargs.get("headers") or {}), **self._own_headers}
        with self._watch(within):
            plain = self._is_plain(url) and not any(map(kwargs.get, _PREPARED))
            answer = self._answer(method, url, self._lines(kwargs["headers"])) if plain else None
            return self._fully(method, url, kwargs) if answer is None else self._shown(answer.response(url))

    def _lines(self, headers: dict[str, str]) -> bytes:
        if self._last_lines is None or headers != self._last_lines.headers:  # they hardly ever change
            self._last_lines = self.lines_of(headers)
        return self._last_lines.lines

    def lines_of(self, headers: dict[str, str]) -> HeaderLines:
        """For `tell`: these headers and the session's own."""
        own = {**headers, **self._own_headers}
        merged = CaseInsensitiveDict(self.headers)
        merged.update(own)
        return HeaderLines(own, header_block(merged))

    def tell(self, method: str, url: str, headers: HeaderLines) -> requests.Response | None:
        """As `request`, without a body. None: it is done (status 200), and there is nothing else to be said.

        That is how edits are answered, and making a `requests.Response` of it costs as much as sending one.

        Args:
            method: Such as ``PUT``.
            url: An address of this server, quoted.
            headers: Made by `lines_of`.
        """
        with self._watch():
            answer = None if self._has_login else self._answer(method, url, headers.lines)
            if answer is None:
                return self._fully(method, url, {"headers": headers.headers})
            return None if answer.is_silent_success else self._shown(answer.response(url))

    def _watch(self, within: float | None = None) -> _Guard:
        return self._guard.watch(min(within or self._deadlines.total, self._deadlines.total))

    def _fully(self, method: str, url: str, options: dict[str, Any]) -> requests.Response:
        """As `requests` does it, which also opens connections."""
        options["timeout"] = (self._deadlines.connect, self._deadlines.read)
        options["allow_redirects"] = options["stream"] = False
        try:
            return super().request(method, url, **options)
        except requests.ConnectionError as error:
            if self._guard.connected_anew or self._guard.ended or not _is_reset(error):
                raise
        return super().request(method, url, **options)

    def _shown(self, response: requests.Response) -> requests.Response:
        for hook in self.hooks["response"]:
            hook(response)
        return response

    def _answer(self, method: str, url: str, header_lines: bytes) -> Answer | None:
        """The answer on the connection that is open already; None if there is none (any more)."""
        kept = self._adapter.idle_connection()
        if kept is None:
            return None
        try:
            answer = self._exchange(kept, method, url, header_lines)
        except Unanswered:
            self._adapter.drop()
            if self._guard.ended:
                raise
            return None
        except BaseException:
            self._adapter.drop()
            raise
        if not answer.keep:
            self._adapter.drop()
        return answer

    def _is_plain(self, url: str) -> bool:
        """Whether an address may be sent as it is, and adds no headers.

        What `requests` does for every request takes as long as the request itself, and most need none of it.
        """
        origin = self._origin
        return url.startswith(origin + "/") and not self._has_login and is_quoted(url[len(origin) :])

    def _exchange(self, kept: _Kept, method: str, url: str, header_lines: bytes) -> Answer:
        target = url[len(self._origin) :]
        length = "" if method in {"GET", "HEAD"} else "Content-Length: 0\r\n"
        first_lines = f"{method} {target} HTTP/1.1\r\nHost: {kept.host}\r\n{length}".encode("ascii")
        return exchange(kept.sock, method, first_lines + header_lines, self._deadlines.read)

    def interrupt(self) -> None:
        """End the request in flight, if there is one. For any thread."""
        self._guard.interrupt()

    def close(self) -> None:
        """End the request in flight and close all connections. For any thread."""
        self._guard.stop()
        super().close()


def _host(connection: HTTPConnection) -> str:
    host = f"[{connection.host}]" if ":" in connection.host else connection.host
    return host if connection.port == connection.default_port else f"{host}:{connection.port}"


def _is_reset(error: requests.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    return isinstance(cause, ProtocolError) and any(isinstance(part, ConnectionError) for part in cause.args)


class _Guard:
    """Watches the request in flight from a thread of its own, and shuts its socket down when time is up.

    Shutting down is the one way to wake a thread that waits for bytes; closing is not. The request's thread finds out
    through an ordinary network error, which `watch` turns into what it means.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._deadline: float | None = None
        self._allowed = 0.0
        self._last_used = 0.0
        self._dozing = False  # whether the thread waits for a request to watch
        self._sockets: list[socket.socket] = []
        self._error: type[requests.RequestException] | None = None
        self.connected_anew = False
        """Whether the request in flight has opened a connection of its own."""

    @property
    def ended(self) -> bool:
        """Whether the request in flight has been ended from here."""
        return self._error is not None

    @property
    def watching(self) -> bool:
        """Whether a request is in flight."""
        return self._deadline is not None

    def watch(self, seconds: float) -> _Guard:
        """Everything inside this context has to be over within `seconds`."""
        if self._stopped:
            raise Cancelled(phrase("the session is closed"))
        self.connected_anew = False
        self._error = None
        self._allowed = seconds
        self._last_used = time.monotonic()
        self._deadline = self._last_used + seconds
        if self._thread is None:
            with self._condition:
                self._thread = threading.Thread(target=self._run, name="recloser-deadlines", daemon=True)
                self._thread.start()
        elif self._dozing:
            with self._condition:
                self._condition.notify_all()
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: TracebackType | None) -> None:
        self._deadline = None
        # Also when all seems well: a body without a length ends where its connection ends, so that what looks whole
        # may have been cut off by us.
        if self._error is not None and (error is None or isinstance(error, Exception)):
            raise self._error(phrase("no complete answer within {seconds:g} s", seconds=self._allowed)) from error

    def adopt(self, sock: socket.socket) -> None:
        """Take note of a connection; called on the request's thread."""
        with self._condition:
            self.connected_anew = True
            self._sockets = [known for known in self._sockets if known.fileno() != -1]
            self._sockets.append(sock)
        if self._error is not None:
            self._shut_down()

    def interrupt(self) -> None:
        """End the request in flight, if there is one. For any thread."""
        if self._deadline is not None:
            self._error = Cancelled
            self._shut_down()

    def stop(self) -> None:
        """End the request in flight and allow no other. For any thread."""
        self._stopped = True
        self.interrupt()
        with self._condition:
            self._condition.notify_all()

    def _shut_down(self) -> None:
        with self._condition:
            sockets, self._sockets = self._sockets, []
        for sock in sockets:
            try:
                # Not SSLSocket's own method: it would pull the encryption away under the thread that is reading.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
            except OSError:
                continue  # it is closed already, which is what was wanted

    def _run(self) -> None:
        with self._condition:
            while not self._stopped:
                # Set before the look: a request that begins at this very moment is seen here, or sees it and notifies.
                self._dozing = True
                self._dozing = self._deadline is None
                self._condition.wait(_WATCH_LINGER if self._dozing else _WATCH_INTERVAL)
                self._dozing = False
                deadline, now = self._deadline, time.monotonic()
                if deadline is not None and now > deadline:
                    self._error, self._deadline = DeadlinePassed, None
                    self._shut_down()
                elif deadline is None and now - self._last_used >= _WATCH_LINGER:
                    # The next request starts a new thread: an idle program wakes up for nothing. One that begins at
                    # this very moment has set its deadline before it looked for the thread, so it is seen here.
                    self._thread = None
                    if self._deadline is None:
                        return
                    self._thread = threading.current_thread()


class _Kept(NamedTuple):
    """A connection that is open already."""

    connection: HTTPConnection
    host: str
    """As requests name it."""
    sock: socket.socket
    """The connection's own, also when another thread has just closed it."""
    number: io.RawIOBase
    """As long as it is there and open, no other thread's close can set the socket's number free."""


class _GuardedAdapter(requests.adapters.HTTPAdapter):
    """Tells the guard about every connection that is opened, and knows the one that is kept."""

    def __init__(self, guard: _Guard) -> None:
        self._guard = guard
        self._kept: _Kept | None = None
        super().__init__(pool_connections=1, pool_maxsize=1)

    def idle_connection(self) -> _Kept | None:
        """The open connection to the server, if there is one and the server has not said anything on it unasked."""
        kept = self._kept
        if kept is None or kept.connection.sock is not kept.sock:  # urllib3 has closed it
            self.drop()
            return None
        try:
            said, _, _ = select.select([kept.sock], (), (), 0)
        except (OSError, ValueError):  # it is closed, or its number is too high for this way to look
            return None
        return None if said else kept

    def drop(self) -> None:
        """Close the connection, which cannot be used any more. For the thread that makes the requests."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.connection.close()
            kept.number.close()

    def close(self) -> None:
        """For any thread; a connection that is in use is closed by the request that has just been ended on it."""
        super().close()
        kept = self._kept
        if kept is not None and not self._guard.watching:
            self._kept = None  # a request that begins just now still has it
            kept.connection.close()  # urllib3 leaves it to the garbage collector

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _guarded_pools(self._opened)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        if isinstance(manager, urllib3.ProxyManager):  # the other kind, SOCKS, has connections of its own
            manager.pool_classes_by_scheme = _guarded_pools(lambda connection: self._guard.adopt(connection.sock))
        return manager

    def _opened(self, connection: HTTPConnection) -> None:
        self._kept = _Kept(connection, _host(connection), connection.sock, connection.sock.makefile("rb", buffering=0))
        self._guard.adopt(connection.sock)


def _guarded_pools(opened: Callable[[HTTPConnection], None]) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    class PlainConnection(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            opened(self)

    class TlsConnection(HTTPSConnection):
        def connect(self) -> None:
            super().connect()  # the handshake as a whole is bounded by the connect timeout (CPython's ssl)
            opened(self)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = PlainConnection

    class TlsPool(urllib3.HTTPSConnectionPool):
        ConnectionCls = TlsConnection

    return {"http": PlainPool, "https": TlsPool}
