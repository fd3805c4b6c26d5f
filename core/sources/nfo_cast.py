"""The cast of an NFO file in the form in which nearly all tools write it, cut out and read by itself.

A regular expression reads it in less time than lxml takes to parse it, and it is the larger part of most files. What is
read here is proved to be XML: every tag is closed by its own, and no text has in it what XML does not allow.
"""

from __future__ import annotations

import re

from core.sources.nfo_contents import Cast
from core.sources.nfo_plain import plain, unescaped
from core.sources.nfo_text import is_one_root

HERE = "cast"
"""The text of the one actor whom `cut` leaves in the place of all."""

_OPENING, _CLOSING = b"<actor>", b"</actor>"
_PLACE = b"%b%b%b" % (_OPENING, HERE.encode(), _CLOSING)
_ACTOR = re.compile(
    r"<actor>\s*<name>([^<]*)</name>\s*(?:<role(?:>([^<]*)</role| ?/)>\s*|)(?:<type>(?:Actor|GuestStar)</type>\s*|)"
    r"(?:<order>([^<]*)</order>\s*|)(?:<thumb(?:>([^<]*)</thumb| ?/)>\s*|)</actor>\s*",
    re.ASCII,
)
_BETWEEN = _ACTOR.groups + 1
"""In what is split by it, this is the distance of the texts between actors."""


def cut(data: bytes, least: int) -> tuple[bytes, Cast] | None:
    """The file with one actor in the place of all, and these; None when they are not of this form.

    They are in the root element if that one actor, `HERE`, is.

    Args:
        data: The file.
        least: The bytes of a cast that is worth it.
    """
    begin, end = data.find(_OPENING), data.rfind(_CLOSING) + len(_CLOSING)
    if begin < 0 or end - begin < least or not is_one_root(data):
        return None
    text = plain(data[begin:end])
    if text is None:
        return None
    parts = _ACTOR.split(text)
    if any(parts[::_BETWEEN]):
        return None  # there is something between them
    if "&" in text:
        parts = [part and unescaped(part) for part in parts]
    cast = Cast(parts[1::_BETWEEN], parts[2::_BETWEEN], parts[3::_BETWEEN], parts[4::_BETWEEN])
    return data[:begin] + _PLACE + data[end:], cast
