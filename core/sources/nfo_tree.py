"""The XML of an NFO file, as lxml reads it. Loaded with the first file that is read: at rest it is not needed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet

from lxml import etree

from core.phrases import phrase
from core.sources.nfo_contents import DESCRIBED, Cast, Contents, Described, Placed, tidy
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
_ON_SCREEN = ("", "actor", "gueststar")
"""Jellyfin writes producers and composers as actors too, told by their type."""


def parsed(
    data: bytes, roots: Collection[str], names: AbstractSet[str], *, placed: bool
) -> Iterator[tuple[str, Contents | None, int]]:
    """What is in the roots that can be read, with the number of lines above each; or the name of one that cannot.

    Args:
        data: The file.
        roots: The names of those that are wanted.
        names: Of the children that are read, beside the actors. The others take no time.
        placed: Whether the texts and the values of the attributes are to be `Placed`, which takes longer.

    Raises:
        Incomplete: The file ends in the middle.
        Malformed: It cannot be read.
    """
    for name, tree, line in _trees(data, roots):
        yield name, None if tree is None else _contents(tree, names, placed=placed), line


def _trees(data: bytes, names: Collection[str]) -> Iterable[tuple[str, etree._Element | None, int]]:
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


def _contents(root: etree._Element, names: AbstractSet[str], *, placed: bool) -> Contents:
    nodes: dict[str, list[etree._Element]] = {}
    for node in root:
        name: str = node.tag
        if name in nodes:
            nodes[name].append(node)
        else:
            nodes[name] = [node]
    cast = Cast(*zip(*filter(None, map(_credit, nodes.pop("actor", ()))), strict=True))
    if "ratings" in nodes:
        nodes["ratings"] = [rating for block in nodes["ratings"] for rating in block.iterchildren("rating")]
    if "sets" in nodes:  # Ember's
        nodes.setdefault("set", []).extend(part for block in nodes["sets"] for part in block.iterchildren("set"))
    if "fanart" in nodes:
        nodes["fanart"] = [thumb for block in nodes["fanart"] for thumb in ([*block] or [block])]
    texts: dict[str, list[str]] = {}
    described: dict[str, list[Described]] = {}
    for name, group in nodes.items():
        if name not in names:
            continue
        if name == "ratings" or name in DESCRIBED:
            described[name] = [read for node in group if (read := _described(node, placed))]
        else:
            texts[name] = [_at(node, text) if placed else text for node in group if (text := _text(node))]
    return Contents(texts, described, cast)


def _text(node: etree._Element) -> str:
    if not len(node):
        text = node.text
        if not text:
            return ""
        return text.strip() if text.isprintable() else tidy(node.tag, text)
    if node.tag == "set":
        return next((text for part in node if part.tag == "name" and (text := _text(part))), "")
    for line_break in node.iter("br"):  # a plot may hold HTML
        line_break.text = "\n"
    return tidy(node.tag, "".join(map(str, node.itertext())))


def _described(node: etree._Element, placed: bool) -> Described | None:
    number = _number(node)
    text = _text(number)
    if not text:
        return None
    attributes: dict[str, str] = dict(node.items())  # type: ignore[arg-type]  # no bytes come out of lxml
    if placed:
        text = _at(number, text)
        attributes = {name: _at(node, value) for name, value in attributes.items()}
    return attributes, text


def _number(node: etree._Element) -> etree._Element:
    """Where the number of a rating stands: in its ``<value>``, or in itself."""
    if node.tag == "rating":
        for part in node:
            if part.tag == "value":
                return part
    return node


def _at(node: etree._Element, text: str) -> Placed:
    placed = Placed(text)
    placed.element, placed.line = node.tag, node.sourceline  # type: ignore[assignment]  # lxml-stubs leave it open
    return placed


def _credit(actor: etree._Element) -> tuple[str | None, ...] | None:
    # As Kodi has it, a text in here ends where an element begins.
    said: dict[str, str | None] = {part.tag: part.text for part in actor}
    kind = said.get("type")
    if kind and kind.replace(" ", "").strip().lower() not in _ON_SCREEN:
        return None
    return said.get("name") if said else actor.text, said.get("role"), said.get("order"), said.get("thumb")
