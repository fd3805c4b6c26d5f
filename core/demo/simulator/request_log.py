"""What the simulated server has been asked: for tests that count requests."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from threading import Condition
from typing import Any
from urllib.parse import parse_qsl

from core.demo.simulator.routes import WRITES, RequestKind


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request."""

    at: float
    """Unix seconds, when it had come in completely."""
    kind: RequestKind
    method: str
    path: str
    query: str
    """As it was sent."""
    items: tuple[int, ...]
    """The items it names."""
    status: int | None
    """Of the answer, which may have been held back or cut off; None: none was made."""

    @property
    def arguments(self) -> tuple[tuple[str, str], ...]:
        """The query string's names and values, decoded."""
        return tuple(parse_qsl(self.query, keep_blank_values=True))

    def to_json(self) -> dict[str, Any]:
        """For the control channel."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> LoggedRequest:
        """The reverse of `to_json`."""
        return cls(**{**found, "kind": RequestKind(found["kind"]), "items": tuple(found["items"])})


class RequestLog:
    """The last requests, and counts of all. For any thread."""

    def __init__(self, length: int) -> None:
        """`length` is how many requests are kept; the counts go on."""
        self._changed = Condition()
        self._requests: deque[LoggedRequest] = deque(maxlen=length)
        self._counts: Counter[RequestKind] = Counter()
        self._writes: Counter[int] = Counter()

    def add(self, request: LoggedRequest) -> None:
        """Note a request."""
        with self._changed:
            self._requests.append(request)
            self._counts[request.kind] += 1
            if request.kind in WRITES:
                self._writes.update(request.items)
            self._changed.notify_all()

    def clear(self) -> None:
        """Forget everything, the counts too."""
        with self._changed:
            self._requests.clear()
            self._counts.clear()
            self._writes.clear()

    @property
    def requests(self) -> list[LoggedRequest]:
        """The last requests, oldest first."""
        with self._changed:
            return list(self._requests)

    @property
    def counts(self) -> Counter[RequestKind]:
        """How many requests of each kind have come."""
        with self._changed:
            return Counter(self._counts)

    @property
    def writes(self) -> Counter[int]:
        """How many edits, ratings, uploads and refreshes have come for each item, whether or not they were served."""
        with self._changed:
            return Counter(self._writes)

    def wait_for(self, predicate: Callable[[], bool], timeout: float = 10.0) -> bool:
        """Wait until a request makes `predicate` true, `timeout` seconds at most; returns whether it is."""
        with self._changed:
            return self._changed.wait_for(predicate, timeout)
