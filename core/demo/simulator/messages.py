"""One request and one answer, as values: what the HTTP server hands to the rest of the simulator and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

Arguments = tuple[tuple[str, str], ...]
"""The query string's names and values, decoded, in their order; a name may occur several times."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked."""

    method: str
    path: str
    """Decoded, without the query string and without a trailing slash."""
    query: str
    """The query string as it was sent."""
    arguments: Arguments
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes = b""

    def argument(self, name: str) -> str | None:
        """The first value of a query parameter."""
        return next((value for key, value in self.arguments if key == name), None)

    def option(self, name: str) -> str | None:
        """An ``X-Plex-...`` value, which may come as a header or as a query parameter."""
        return self.headers.get(name.lower()) or self.argument(name)


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered. Empty bodies are ``text/html``, as Plex has them."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()
    """In addition to those that every answer has."""
    afterwards: Callable[[], None] | None = None
    """Work that the server goes on with once it has answered, such as a scan."""


class HttpError(Exception):
    """The request cannot be served; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


def error_page(status: int, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    """The page Plex answers when it does not serve a request (OpenAPI document, "responses")."""
    phrase = HTTPStatus(status).phrase
    page = f"<html><head><title>{phrase}</title></head><body><h1>{status} {phrase}</h1></body></html>"
    return Response(status, page.encode(), headers=headers)
