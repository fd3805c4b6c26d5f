"""What a request is about, told from its method and path alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from core.demo.simulator.messages import Arguments


class RequestKind(StrEnum):
    """The kinds of requests that the simulator tells apart, for its answers, its faults and its log."""

    IDENTITY = "identity"
    SERVER = "server"
    LIBRARY = "library"
    SECTIONS = "sections"
    LISTING = "listing"
    COLLECTIONS = "collections"
    ITEMS = "items"
    CHILDREN = "children"
    EDIT = "edit"
    RATE = "rate"
    UPLOAD = "upload"
    PICTURES = "pictures"
    SELECT = "select"
    REFRESH = "refresh"
    MERGE = "merge"
    SPLIT = "split"
    SCAN = "scan"
    OTHER = "other"


WRITES = frozenset({RequestKind.EDIT, RequestKind.RATE, RequestKind.UPLOAD, RequestKind.SELECT, RequestKind.REFRESH})
"""Those that change items."""

_ELEMENTS = {
    "thumb": "thumb",
    "poster": "thumb",
    "posters": "thumb",
    "art": "art",
    "arts": "art",
    "clearLogo": "clearLogo",
    "clearLogos": "clearLogo",
    "squareArt": "squareArt",
    "squareArts": "squareArt",
}
"""The OpenAPI document uploads to the element, plexapi to its plural, and a poster is the ``thumb``.

plexapi selects one by ``PUT`` to the singular of the list's address, and removes it by ``DELETE`` of the element.
"""

_WHOLE_ITEMS = {"refresh": RequestKind.REFRESH, "merge": RequestKind.MERGE, "split": RequestKind.SPLIT}

_PLACES = {
    ("GET", "/identity"): RequestKind.IDENTITY,
    ("GET", "/"): RequestKind.SERVER,
    ("GET", "/library"): RequestKind.LIBRARY,
    ("GET", "/library/sections"): RequestKind.SECTIONS,
    ("GET", "/library/sections/all"): RequestKind.SECTIONS,
    ("PUT", "/:/rate"): RequestKind.RATE,
    ("GET", "/:/rate"): RequestKind.RATE,
}
_SECTION = re.compile(r"/library/sections/(?P<section>\d+|all)/(?P<what>all|refresh|collections)")
_ITEMS = re.compile(r"/library/metadata/(?P<ids>\d+(?:,\d+)*)(?:/(?P<what>\w+)(?:/(?P<which>.+))?)?")


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request goes."""

    kind: RequestKind
    section: int | None = None
    """None also for all sections."""
    items: tuple[int, ...] | None = None
    """None when the request names no items."""
    element: str = ""
    """The picture it is about: ``thumb``, ``art`` ..."""
    which: str = ""
    """The key of one picture, or ``allLeaves`` when not the children are asked for but what is below them."""


def find(method: str, path: str, arguments: Arguments) -> Route:
    """Sort a request. It may still turn out that what it is about does not exist."""
    route: Route | None = None
    if kind := _PLACES.get((method, path)):
        return Route(kind, items=_ids(arguments, "key") if kind is RequestKind.RATE else None)
    if match := _SECTION.fullmatch(path):
        route = _in_section(method, match, arguments)
    elif match := _ITEMS.fullmatch(path):
        route = _of_items(method, match, arguments)
    return route or Route(RequestKind.OTHER)


def _in_section(method: str, match: re.Match[str], arguments: Arguments) -> Route | None:
    section = int(match["section"]) if match["section"] != "all" else None
    if match["what"] == "refresh":
        return Route(RequestKind.SCAN, section) if method in ("GET", "POST") else None
    if match["what"] == "collections":
        return Route(RequestKind.COLLECTIONS, section) if method == "GET" and section is not None else None
    if section is not None and method == "GET":
        return Route(RequestKind.LISTING, section)
    if section is not None and method == "PUT":
        return Route(RequestKind.EDIT, section, _ids(arguments, "id"))
    return None


def _of_items(method: str, match: re.Match[str], arguments: Arguments) -> Route | None:
    items = tuple(map(int, match["ids"].split(",")))
    what, element = match["what"] or "", _ELEMENTS.get(match["what"] or "", "")
    if method == "GET" and not what:
        return Route(RequestKind.ITEMS, items=items)
    if method == "GET" and what in ("children", "allLeaves"):
        return Route(RequestKind.CHILDREN, items=items, which=what)
    if method == "GET" and what == "file":
        return Route(RequestKind.PICTURES, items=items, which=next((url for key, url in arguments if key == "url"), ""))
    if method == "GET" and element:
        return Route(RequestKind.PICTURES, items=items, element=element, which=match["which"] or "")
    if method == "POST" and element:
        return Route(RequestKind.UPLOAD, items=items, element=element)
    if method in ("PUT", "DELETE") and element:
        return Route(RequestKind.SELECT, items=items, element=element)
    if method == "PUT" and what in _WHOLE_ITEMS:
        return Route(_WHOLE_ITEMS[what], items=items)
    return None


def _ids(arguments: Arguments, name: str) -> tuple[int, ...] | None:
    """The item ids in a parameter; () when it is there, but names none that could exist."""
    text = next((value for key, value in arguments if key == name), None)
    if text is None:
        return None
    parts = text.split(",")
    return tuple(int(part) for part in parts if part.isascii() and part.isdigit())
