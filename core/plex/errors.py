"""What can go wrong when Plex is asked something, sorted by whose business it is.

The sorting follows the HTTP status and the kind of network failure, never the text of an exception: plexapi raises
`BadRequest` for 400, 403, 409, 429 and every 5xx alike.
"""

from __future__ import annotations

import re

from core.phrases import phrase

_TAGS = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]+>", re.IGNORECASE | re.DOTALL)
_WORDS_SHOWN = 200
SUCCESSES = (200, 201, 204)
"""What plexapi takes for success."""


class PlexError(Exception):
    """Plex did not do what it was asked; `str()` says so in words for a person."""


class ServerDown(PlexError):
    """Plex as a whole does not serve: unreachable, too slow, restarting, overloaded, or not Plex at all.

    Attributes:
        retry_after: Seconds that the server asked to be left alone, None if it did not ask.
    """

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class ServerSlow(ServerDown):
    """It used up the time that was allowed, so that the same question again would use it up as well."""


class ServerFault(ServerDown):
    """Status 500. It may be the fault of this one request: Plex answers a bad value or picture with it (Kometa)."""


class SignInRequired(PlexError):
    """Status 401 or 403, or there is no token: the server lives, but does not let us in."""


class ItemMissing(PlexError):
    """Status 404: the server answered that there is no such item."""


class Refused(PlexError):
    """Another 4xx: the server answered that it will not do this, and never will."""


class Interrupted(PlexError):
    """We ended the request ourselves (quit, reset); it says nothing about Plex."""


def for_status(status: int, body: str, retry_after: float | None) -> PlexError:
    """The error that an HTTP status stands for, if it is none of the `SUCCESSES`.

    Args:
        status: The HTTP status.
        body: The answer's text; its words go into the reason.
        retry_after: Seconds, already parsed and capped.
    """
    words = _in_words(status, body)
    if status in (401, 403):
        return SignInRequired(words)
    if status == 404:
        return ItemMissing(words)
    if status == 500:
        return ServerFault(words)
    if status == 503 and 'title="Maintenance"' in body:
        return ServerDown(phrase("Plex is starting or under maintenance (503)"), retry_after=retry_after)
    if status == 429 or status > 500:
        return ServerDown(words, retry_after=retry_after)
    if 400 <= status < 500:
        return Refused(words)
    return ServerDown(
        phrase(
            "answered with status {status}, which Plex never does; is something else at this address?", status=status
        )
    )


def _in_words(status: int, body: str) -> str:
    import html  # noqa: PLC0415  knows all entities of HTML by name: half a megabyte, which an application at rest saves

    text = " ".join(html.unescape(_TAGS.sub(" ", body)).split())
    text = text.removeprefix(str(status)).strip()
    if not text:
        return phrase("Plex answered {status}", status=status)
    return phrase("Plex answered {status}: {words}", status=status, words=text[:_WORDS_SHOWN])
