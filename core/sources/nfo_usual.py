"""NFO files of texts in the form in which nearly all tools write them, read without making a tree of them.

What is read here is proved to be XML: each tag has a form that XML allows and is closed by its own, and no text has in
it what XML does not allow. A file with anything else, such as a comment in its root, is left to lxml. A test proves
that its tree says the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from core.sources.nfo_contents import DESCRIBED, Cast, Contents, Described, tidy
from core.sources.nfo_plain import plain, unescaped

_MOST_ATTRIBUTES, _FIRST = 12, 2_000
"""So many in the first bytes, with those of the declaration: tags with some, as pictures have, take lxml less time."""
_DEEPEST = 9
"""Elements inside of each other, below the root."""
_BEGIN = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1.0[\"'] encoding=[\"'](?:utf|UTF)-8[\"'][^<>]*\?>\s*)?"
    rb"(?:<!--[^<>]*-->\s*)?<(\w+)>"
)

_NAME = r"[a-zA-Z]\w{0,60}"
_LEAF_OR_TAG = re.compile(rf"<({_NAME})>([^<]*)</\1>|<{_NAME} ?(/)>|<([^<]*)", re.ASCII)
_OPENING = re.compile(rf'({_NAME})((?: (?!xmlns){_NAME}="[^"\t\n]*")*)', re.ASCII)
_ATTRIBUTE = re.compile(r' (\w+)="([^"]*)"')

_PARENTS = frozenset({"ratings", "rating", "set"})
"""What is read of these is in their own children."""
_UNREAD = frozenset(("fileinfo", "resume", "fanart", "thumb", "art", "episodeguide", "album"))
"""These may have children, too, and nobody reads any of it."""

_Texts = dict[str, list[str]]
"""The texts of the children of one element by their names; an empty element has the name ""."""


def is_light(data: bytes) -> bool:
    """Whether there are so few attributes in a file that it is worth to look whether it is `usual`."""
    return data.count(b"=", 0, _FIRST) <= _MOST_ATTRIBUTES


def usual(data: bytes, names: Collection[str]) -> tuple[str, Contents] | None:
    """The name of the root element and what is in it, but for pictures; None when the file is not of this form.

    Args:
        data: The file.
        names: Of the roots that are wanted.
    """
    begin = _BEGIN.match(data)
    if not begin:
        return None
    root, end = begin[1].decode(), data.rfind(b"</")
    if root not in names or data[end:].rstrip() != b"</%b>" % begin[1]:
        return None
    text = plain(data[begin.end() : end])
    contents = None if text is None else _read(text)
    return contents and (root, contents)


def _read(xml: str) -> Contents | None:
    """What stands between the tags of the root."""
    nest = _Nest()
    here = nest.here
    for name, content, empty, tag in _LEAF_OR_TAG.findall(xml):
        if name:
            text = unescaped(content) if "&" in content else content
            text = text.strip() if text.isprintable() else tidy(name, text)
            if name in here:
                here[name].append(text)
            elif text or nest.above:
                here[name] = [text]
        elif empty:
            here[""] = []
        elif nest.step(tag):
            here = nest.here
        else:
            return None
    for name in DESCRIBED:
        if name in here:
            if name in nest.described:
                return None  # in which order they are, is not known
            nest.described[name] = [({}, content) for content in here.pop(name)]
    names = here.pop("actor", [])
    unsaid = [None] * len(names)
    return None if nest.above else Contents(here, nest.described, Cast(names, unsaid, unsaid, unsaid))


class _Opening(NamedTuple):
    """An opening tag."""

    name: str
    closing: str
    """What is inside of the tag that closes it."""
    attributes: Mapping[str, str]


class _Nest:
    """Goes into elements with attributes or children, and out again."""

    __slots__ = ("_closing", "above", "described", "here")

    def __init__(self) -> None:
        self.here: _Texts = {}
        """What stands in the element that it is in."""
        self.described: dict[str, list[Described]] = {}
        self.above: list[tuple[_Opening, str, _Texts, str | None]] = []
        """For each element that it is in below the root: its tag, the text behind that, and `here` of its parent and
        what closes its parent."""
        self._closing: str | None = None

    def step(self, tag: str) -> bool:
        """Take a tag without the ``<``, with the text behind it; False when it is not of the usual form."""
        inside, end, content = tag.partition(">")
        if not end:
            return False
        if inside == self._closing:
            return self._leave()
        opening = _opening(inside)
        if not opening or len(self.above) == _DEEPEST:
            return False
        self.above.append((opening, content, self.here, self._closing))
        self.here, self._closing = {}, opening.closing
        return True

    def _leave(self) -> bool:
        children = self.here
        opening, content, self.here, self._closing = self.above.pop()
        name = opening.name
        text = self._text(name, children) if children else tidy(name, unescaped(content))
        if text is None:
            return False
        if self._is_in_ratings(name):
            self.here[""] = []
            name = "ratings"
        elif self.above or name not in DESCRIBED:
            if text or self.above:
                self.here.setdefault(name, []).append(text)
            return True
        if text:
            self.described.setdefault(name, []).append((opening.attributes, text))
        return True

    def _text(self, name: str, children: _Texts) -> str | None:
        """What an element with children says; None when it is not usual that it has these."""
        if self.above and self.above[0][0].name in _PARENTS and not self._is_in_ratings(name):
            return None
        if name == "rating":
            return children["value"][0] if "value" in children and "" not in children else None
        if name == "set":
            return next(filter(None, children.get("name", ())), "")
        if name == "ratings":
            return None if "rating" in children else ""  # one without attributes
        return "" if self.above or name in _UNREAD else None

    def _is_in_ratings(self, name: str) -> bool:
        return name == "rating" and len(self.above) == 1 and self.above[0][0].name == "ratings"


@lru_cache
def _opening(tag: str) -> _Opening | None:
    """What an opening tag says; None when it is not of the usual form. Most are the same in all files."""
    parts = _OPENING.fullmatch(tag)
    if not parts:
        return None
    said = _ATTRIBUTE.findall(parts[2])
    attributes = {name: unescaped(value) for name, value in said}
    return _Opening(parts[1], f"/{parts[1]}", attributes) if len(attributes) == len(said) else None
