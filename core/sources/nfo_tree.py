"""The XML of an NFO file, as lxml reads it. Loaded with the first file that is read: at rest it is not needed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet

from lxml import etree

from core.phrases import phrase
from core.sources.nfo_contents import DESCRIBED, Cast, Contents, Described, Placed, tidy
from core.sources.nfo_text import Malformed, Root, find_roots, is_one_root, readings, to_utf8

_PARSER = etree.XMLParser(
    encoding="utf-8",
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,  # nobody asks for one
)
"""Making one takes longer than parsing a usual file. Threads take turns with it: lxml sees to that."""
_PLACE = re.compile(r", line \d+, column \d+.*", re.DOTALL)
_REPEATED = "episodedetails"
"""A video with several episodes has several roots in its file."""
_MANY = 80
"""Among so many children it takes less time to ask lxml for those that are read than to look at each."""
_WRAPPERS = ("episodes", "multiepisodenfo", "xbmcmultiepisode", "xbmc_compatible_nfo")
"""What some tools put around several episodes, to make one root element of them."""
_DESCRIBED = frozenset((*DESCRIBED, "ratings"))
_CREDIT = ("name", "role", "order", "thumb")
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
        yield name, None if tree is None else _contents(tree, names, placed), line


def _trees(data: bytes, names: Collection[str]) -> list[tuple[str, etree._Element | None, int]]:
    if is_one_root(data):
        try:
            tree = _tree(data)
        except etree.XMLSyntaxError:
            pass  # Kodi may be able to read it all the same
        else:
            if tree.tag in names:
                return [(tree.tag, tree, 0)]
            if tree.tag in _WRAPPERS and {part.tag for part in tree} == {_REPEATED}:
                return [(_REPEATED, part, 0) for part in tree]
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
    for xml in readings(root):
        try:
            return _tree(xml)
        except etree.XMLSyntaxError as error:
            line, words = error.lineno or 1, error.msg
    raise Malformed(root.line + line, _PLACE.sub("", words or phrase("is not XML")))


def _contents(root: etree._Element, names: AbstractSet[str], placed: bool) -> Contents:
    texts: dict[str, list[str]] = {}
    described: dict[str, list[Described]] = {}
    cast: list[tuple[str | None, ...]] = []
    few = len(root) < _MANY
    # A slice is there in half of the time that an iterator takes.
    for node in root[:] if few else root.iterchildren("actor", "sets", *names):  # type: ignore[index]  # unknown to its stubs
        name: str = node.tag
        if name in names:
            if name in _DESCRIBED:
                described.setdefault(name, []).extend(_all_described(node, name, placed))
            elif name == "fanart" and len(node):
                texts.setdefault(name, []).extend(_texts(node, name, placed))
            elif text := _text(node, name, placed):
                if name in texts:
                    texts[name].append(text)
                else:
                    texts[name] = [text]
        elif name == "actor":
            cast += _credits(node)
        elif name == "sets":  # Ember's
            texts.setdefault("set", []).extend(_texts(node, "set", placed))
    return Contents(texts, described, Cast(*zip(*cast, strict=True)))


def _all_described(node: etree._Element, name: str, placed: bool) -> list[Described]:
    if name == "ratings":
        return [read for part in node if part.tag == "rating" and (read := _described(part, "rating", placed))]
    read = _described(node, name, placed)
    return [read] if read else []


def _texts(block: etree._Element, name: str, placed: bool) -> list[str]:
    return [text for part in block if (text := _text(part, name, placed))]


def _text(node: etree._Element, name: str, placed: bool) -> str:
    if not len(node):
        text = node.text
        if not text:
            return ""
        text = tidy(name, text)
    else:
        called = [part for part in node if part.tag == "name"]
        if called or name == "set":  # a set, or a person with a picture
            return next((text for part in called if (text := _text(part, name, placed))), "")
        for block in node.iter("br", "p", "div", "li"):  # a plot may hold HTML
            block.tail = "\n" + (block.tail or "")
        text = tidy(name, "".join(map(str, node.itertext())))
    return _at(node, text) if placed else text


def _described(node: etree._Element, name: str, placed: bool) -> Described | None:
    text = _text(_number(node) if name == "rating" else node, name, placed)
    if not text:
        return None
    attributes: dict[str, str] = dict(node.items())  # type: ignore[arg-type]  # no bytes come out of lxml
    if placed:
        attributes = {name: _at(node, value) for name, value in attributes.items()}
    return attributes, text


def _number(node: etree._Element) -> etree._Element:
    """Where the number of a rating stands: in its ``<value>``, or in itself."""
    for part in node:
        if part.tag == "value":
            return part
    return node


def _at(node: etree._Element, text: str) -> Placed:
    placed = Placed(text)
    placed.element, placed.line = node.tag, node.sourceline  # type: ignore[assignment]  # lxml-stubs leave it open
    return placed


def _credits(actor: etree._Element) -> list[tuple[str | None, ...]]:
    # As Kodi has it, a text in here ends where an element begins.
    parts: list[etree._Element] = actor[:]  # type: ignore[index, assignment]  # as above
    match parts:
        case name, role, order, thumb if (name.tag, role.tag, order.tag, thumb.tag) == _CREDIT:
            return [(name.text, role.text, order.text, thumb.text)]
    said = {part.tag: part.text for part in parts}
    if "type" in said and (said["type"] or "").replace(" ", "").strip().lower() not in _ON_SCREEN:
        return []
    return [(said.get("name") if said else actor.text, said.get("role"), said.get("order"), said.get("thumb"))]
