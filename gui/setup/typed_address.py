"""What a person means who types the address of a server."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from core.settings import ADDRESS

_PLEX_PAGES = re.compile(r"/web(/.*)?$")
"""Where a server has its pages for browsers."""
_PLEX_PORT = 32400


def meant_address(typed: str) -> str | None:
    """What is meant by a host's name alone, or by what a browser shows of Plex's own pages; None: nothing that fits."""
    text = _PLEX_PAGES.sub("", typed.strip())
    if "://" in text:
        return ADDRESS.accept(text)
    address = ADDRESS.accept(f"http://{text}")
    has_more = address is not None and (urlsplit(address).port or urlsplit(address).path)
    return address if address is None or has_more else f"{address}:{_PLEX_PORT}"
