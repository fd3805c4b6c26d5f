"""The XML of an NFO file, as lxml reads it. Loaded with the first file that is read: at rest it is not needed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from lxml import etree

from core.phrases import phrase
from core.sources.nfo_text import Malformed, Root, find_roots, mend, to_utf8

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
_USUAL = re.compile(
    rb"(?:\xef\xbb\xbf)?<\?xml version=[\"']1.0[\"'] encoding=[\"']utf-8[\"'][^<>]*\?>\s*<", re.IGNORECASE
)
"""How nearly every file begins. What follows may be handed to the parser as it is, which takes half of the time."""
_REPEATED = "episodedetails"
"""A video with several episodes has several roots in its file."""
_WRAPPERS = ("episodes", "multiepisodenfo", "xbmcmultiepisode")
"""What some tools put around several episodes, to make one root element of them."""


def elements(data: bytes, names: Collection[str]) -> Iterable[tuple[str, etree._Element | None, int]]:
    """The roots with these names that can be read, with the lines above each; or the name of one that cannot.

    Raises `Incomplete` and `Malformed`.
    """
    if _USUAL.match(data) and b"<!ENTITY" not in data:
        try:
            element = _tree(data)
        except etree.XMLSyntaxError:
            pass  # Kodi may be able to read it all the same
        else:
            if element.tag in names:
                return ((element.tag, element, 0),)
    roots = find_roots(to_utf8(data), names, _REPEATED, _WRAPPERS)
    return [(root.name, _mended_tree(root) if root.xml else None, root.line) for root in roots]


def _tree(xml: bytes) -> etree._Element:
    root = etree.fromstring(xml, _PARSER)
    if root.nsmap:
        # A few tools declare namespaces; all of them mean Kodi's names.
        for element in root.iter():
            element.tag = etree.QName(element).localname
    return root


def _mended_tree(root: Root) -> etree._Element:
    try:
        return _tree(root.xml)
    except etree.XMLSyntaxError:
        try:
            return _tree(mend(root))
        except etree.XMLSyntaxError as error:
            line = root.line + (error.lineno or 1)
            raise Malformed(line, _PLACE.sub("", error.msg or phrase("is not XML"))) from None
