"""What may go wrong with a server, on request and switchable while it runs.

A fault is a small value; a rule says which requests it befalls. `Faults` keeps the rules of one simulator.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any

from core.demo.simulator.messages import Response, error_page
from core.demo.simulator.routes import WRITES, RequestKind, Route


@dataclass(frozen=True, slots=True)
class Stopped:
    """The server is gone: connections are refused, those that were open are reset. Only for all requests at once."""


@dataclass(frozen=True, slots=True)
class Refuses:
    """The request is not served; an error is answered. The factories below make the usual ones."""

    status: int
    retry_after: str | None = None
    """Seconds or an HTTP date."""

    def response(self) -> Response:
        """The page that is answered."""
        headers = (("Retry-After", self.retry_after),) if self.retry_after is not None else ()
        if self.status == 503:
            return Response(503, _MAINTENANCE, "text/xml;charset=utf-8", headers)
        return error_page(self.status, headers)


@dataclass(frozen=True, slots=True)
class Hangs:
    """The request is taken and never answered. With `served` it has its effect all the same."""

    served: bool = False


@dataclass(frozen=True, slots=True)
class Drips:
    """The request is served, and its answer sent a byte at a time: no single read ever times out."""

    interval: float = 0.5
    """Seconds between two bytes."""
    from_body: bool = False
    """Whether the head comes at once."""


@dataclass(frozen=True, slots=True)
class Garbles:
    """What is answered is no HTTP."""


@dataclass(frozen=True, slots=True)
class NotPlex:
    """Another web server has taken the address: status 200, and a page of its own, for whatever is asked."""


@dataclass(frozen=True, slots=True)
class Truncates:
    """The request is served, but the connection is closed before the end of its answer."""

    after: int = 10
    """Bytes of the body that still arrive."""


@dataclass(frozen=True, slots=True)
class Resets:
    """The connection is reset. With `after`, the request is served and that many bytes of its answer arrive."""

    after: int = 0


@dataclass(frozen=True, slots=True)
class Delays:
    """The request is served at once, and answered late."""

    seconds: float


Fault = Stopped | Refuses | Hangs | Drips | Garbles | NotPlex | Truncates | Resets | Delays

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Stopped, Refuses, Hangs, Drips, Garbles, NotPlex, Truncates, Resets, Delays)
}
_MAINTENANCE = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<Response code="503" title="Maintenance" status="Plex Media Server is currently running startup maintenance'
    b' tasks." />\n'
)


def maintenance(retry_after: str | None = None) -> Refuses:
    """503 with the page that Plex shows while it starts or works on its database."""
    return Refuses(503, retry_after)


def too_many_requests(retry_after: str | None = "30") -> Refuses:
    """429."""
    return Refuses(429, retry_after)


def unauthorized() -> Refuses:
    """401, as if every token had been withdrawn; ``/identity``, which needs none, is still answered."""
    return Refuses(401)


def forbidden() -> Refuses:
    """403."""
    return Refuses(403)


def server_error() -> Refuses:
    """500, which Plex also answers to a bad value or picture."""
    return Refuses(500)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which requests a fault befalls: those that meet both conditions."""

    kinds: frozenset[RequestKind] = frozenset(RequestKind)
    items: frozenset[int] | None = None
    """Only requests that name one of these items; None: whatever they name."""

    def __contains__(self, route: Route) -> bool:
        return route.kind in self.kinds and (
            self.items is None or (route.items is not None and not self.items.isdisjoint(route.items))
        )


EVERYTHING = Scope()
ALL_BUT_IDENTITY = Scope(frozenset(RequestKind) - {RequestKind.IDENTITY})


def writes(*items: int) -> Scope:
    """Edits, ratings, uploads and refreshes; of these items only, if any are given."""
    return Scope(WRITES, frozenset(items) or None)


@dataclass(frozen=True, slots=True)
class Rule:
    """A fault and when it occurs."""

    fault: Fault
    scope: Scope = EVERYTHING
    times: int | None = None
    """How often, before all is well again; None: until it is taken back."""


class Faults:
    """The rules in force; the first one that a request meets decides. For any thread."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        """`on_change` is called after every change, outside the lock."""
        self._on_change = on_change
        self._lock = Lock()
        self._rules: list[Rule] = []
        self._left: list[int | None] = []

    def set(self, fault: Fault, scope: Scope | None = None, times: int | None = None) -> None:
        """Have this fault and no other.

        Args:
            fault: What goes wrong.
            scope: For which requests; by default for all, except that a 401 leaves ``/identity`` alone.
            times: How often; None: until it is changed.

        Raises:
            ValueError: The server cannot be stopped for some requests only.
        """
        self.replace([_rule(fault, scope, times)])

    def add(self, fault: Fault, scope: Scope | None = None, times: int | None = None) -> None:
        """Have this fault too, where no earlier rule applies. Arguments as for `set`."""
        self.replace([*self.rules, _rule(fault, scope, times)])

    def clear(self) -> None:
        """All is well again. Requests that hang stay unanswered."""
        self.replace([])

    def replace(self, rules: Iterable[Rule]) -> None:
        """Have exactly these rules. Raises `ValueError` as `set` does."""
        new = list(rules)
        if any(isinstance(rule.fault, Stopped) and (rule.scope != EVERYTHING or rule.times) for rule in new):
            raise ValueError("a server is stopped for all requests, and until it is started again")
        with self._lock:
            self._rules = new
            self._left = [rule.times for rule in new]
        self._on_change()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Those in force, including those that have occurred as often as they should."""
        with self._lock:
            return tuple(self._rules)

    @property
    def stopped(self) -> bool:
        """Whether the server must not listen."""
        return any(isinstance(rule.fault, Stopped) for rule in self.rules)

    def befalling(self, route: Route) -> Fault | None:
        """What goes wrong with a request that has just come in."""
        if not self._rules:
            return None
        with self._lock:
            for index, rule in enumerate(self._rules):
                left = self._left[index]
                if left != 0 and route in rule.scope:
                    self._left[index] = None if left is None else left - 1
                    return rule.fault
        return None


def rules_to_json(rules: Iterable[Rule]) -> str:
    """For the control channel."""
    return json.dumps(
        [
            {
                "fault": type(rule.fault).__name__,
                "arguments": asdict(rule.fault),
                "kinds": sorted(rule.scope.kinds),
                "items": None if rule.scope.items is None else sorted(rule.scope.items),
                "times": rule.times,
            }
            for rule in rules
        ]
    )


def rules_from_json(text: str | bytes) -> list[Rule]:
    """The reverse of `rules_to_json`. Raises `ValueError`, in words, for anything else."""
    try:
        return [
            Rule(
                _KINDS[each["fault"]](**each["arguments"]),
                Scope(
                    frozenset(map(RequestKind, each["kinds"])),
                    None if each["items"] is None else frozenset(map(int, each["items"])),
                ),
                each["times"],
            )
            for each in json.loads(text)
        ]
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"not a list of faults ({error}); known faults are {', '.join(_KINDS)}") from None


def _rule(fault: Fault, scope: Scope | None, times: int | None) -> Rule:
    usual = ALL_BUT_IDENTITY if fault == unauthorized() else EVERYTHING
    return Rule(fault, usual if scope is None else scope, times)
