"""What stands before the body of an HTTP answer, if it is of the usual kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_PLAIN = re.compile(
    rb"HTTP/1\.1 ((?!204|304)[2-5][0-9][0-9]) ([^\r\n]*)\r\n((?:[A-Za-z0-9!#$%&'*+\-.^_`|~]++: [^\r\n]*+\r\n)*+)\r\n"
)
"""All that stands before the body of a usual answer that may have one: status, reason, headers."""
_FRAMING = re.compile(
    rb"^(content-length|transfer-encoding|content-encoding|connection): ([^\r\n]*)", re.IGNORECASE | re.MULTILINE
)
"""The headers that tell where an answer ends."""
END = b"\r\n\r\n"
_FRAMED = frozenset({b"content-length", b"content-encoding", b"connection"})
_CODINGS = {b"": False, b"gzip": True}
_LENGTH = re.compile(rb"[0-9]{1,8}")


class Head(NamedTuple):
    """What stands before the body of an answer that says how long it is."""

    status: int
    reason: str
    lines: bytes
    """Of the headers."""
    length: int
    """The body's, in bytes."""
    keep: bool
    packed: bool
    """Whether the body is packed, by gzip."""


@lru_cache(maxsize=1)  # the answers to edits have all the same one, as long as their date does not change
def usual_head(head: bytes) -> Head | None:
    """What a head says, with the empty line at its end; None: `http.client` has to look, which knows all kinds.

    It reads headers as those of e-mails, which takes as long as all the rest of a small request.
    """
    plain = _PLAIN.fullmatch(head)
    if plain is None:
        return None
    lines = _FRAMING.findall(plain[3])
    framing = {name.lower(): value for name, value in lines}
    length = framing.get(b"content-length", b"")
    packed = _CODINGS.get(framing.get(b"content-encoding", b"").lower())
    unusual = len(framing) < len(lines) or not framing.keys() <= _FRAMED
    if unusual or packed is None or not _LENGTH.fullmatch(length):
        return None
    keep = b"close" not in framing.get(b"connection", b"").lower()
    return Head(int(plain[1]), plain[2].decode("latin-1"), plain[3], int(length), keep, packed)
