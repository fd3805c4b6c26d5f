"""NFO files: what a file of metadata beside the media says (https://kodi.wiki/view/NFO_files)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from core.model import Metadata
from core.sources.nfo_fields import Fields, NfoProblem
from core.sources.nfo_text import Incomplete, Malformed, NfoError, find_root, mend, to_utf8

__all__ = ["MAX_BYTES", "Incomplete", "Malformed", "NfoDocument", "NfoError", "NfoProblem", "parse"]

MAX_BYTES = 10 * 1024 * 1024
"""A larger file is refused. Real ones end at some hundred kilobytes."""

_PARSER = etree.XMLParser(
    encoding="utf-8",
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
"""Making one takes longer than parsing a usual file. Threads take turns with it: lxml sees to that."""
_PLACE = re.compile(r", line \d+, column \d+.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NfoDocument:
    """What an NFO file says."""

    kind: str
    """Name of the root element that was read, such as ``movie``; "" when the file holds none (a mere address, or
    a text that is no NFO of Kodi's kind)."""
    metadata: Metadata | None
    """None: nothing that can be delivered, because it is of another kind."""
    problems: tuple[NfoProblem, ...] = ()
    """Values that could not be read, and are not in `metadata`."""


def parse(data: bytes) -> NfoDocument:
    """Read an NFO file. Safe for any bytes, from any thread.

    Neither entities of its own nor anything outside of the file is ever read.

    Raises:
        Incomplete: The file ends in the middle.
        Malformed: It cannot be read, or is larger than `MAX_BYTES`.
    """
    if len(data) > MAX_BYTES:
        raise Malformed(1, f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are allowed")
    root = find_root(to_utf8(data), _READERS)
    if root is None or not root.xml:
        return NfoDocument(root.name if root else "", None)
    try:
        element = _tree(root.xml)
    except etree.XMLSyntaxError:
        try:
            element = _tree(mend(root.xml))
        except etree.XMLSyntaxError as error:
            raise Malformed(error.lineno or 1, _PLACE.sub("", error.msg or "is not XML")) from None
    fields = Fields(element)
    return NfoDocument(root.name, _READERS[root.name](fields), tuple(fields.problems))


def _tree(xml: bytes) -> etree._Element:
    root = etree.fromstring(xml, _PARSER)
    if root.nsmap:
        # A few tools declare namespaces; all of them mean Kodi's names.
        for element in root.iter():
            element.tag = etree.QName(element).localname
    return root


def _film(fields: Fields) -> Metadata:
    rating, audience_rating = fields.ratings()
    return Metadata(
        title=fields.line("title"),
        sort_title=fields.line("sorttitle"),
        original_title=fields.line("originaltitle"),
        summary=fields.prose("plot", "outline"),
        tagline=fields.line("tagline"),
        studio=next(iter(fields.names("studio")), None),
        content_rating=fields.content_rating("mpaa", "certification"),
        date=fields.date("premiered", "aired", "releasedate", "year"),
        rating=rating,
        audience_rating=audience_rating,
        user_rating=fields.own_rating(),
        genres=fields.names("genre"),
        countries=fields.names("country"),
        directors=fields.names("director"),
        writers=fields.names("credits"),
        actors=fields.actors(),
        collections=fields.collections(),
        labels=fields.names("tag"),
        moods=fields.names("mood"),
        styles=fields.names("style"),
        unique_ids=fields.unique_ids(),
    )


_READERS: dict[str, Callable[[Fields], Metadata]] = {"movie": _film}
