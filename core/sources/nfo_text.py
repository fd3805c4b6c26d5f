"""The bytes of an NFO file, made ready for a strict XML parser.

Tools and people write NFO files in many encodings, with HTML's entities, bare ampersands, control characters, several
roots after one another and lines that are no XML at all; Kodi reads them all. What comes out of here are
root elements in UTF-8. Everything outside of a root is left out, and with it the only place where XML allows entities
to be defined.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from core.phrases import phrase


class NfoError(ValueError):
    """An NFO file cannot be read whole, so nothing of it may be delivered; `str()` says where and why."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(f"line {line}: {words}")
        self.line = line
        self.words = words


class Incomplete(NfoError):
    """The file ends in the middle: a tool is still writing it, or died while it did."""


class Malformed(NfoError):
    """The file is whole, but it is not XML that can be read, or it is hostile."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root element of an NFO file."""

    name: str
    xml: bytes = b""
    """As it stands in the file. Empty when its name was not wanted."""
    line: int = 0
    """How many lines are above the one where it begins."""


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_DECLARATION_WITHIN = 512
# Only these: a declared UTF-16 that could be read as ASCII is not true, and Python knows codecs that are no encodings.
_LEGACY = re.compile(r"(windows-|cp)(125\d|874|9\d\d)|iso-?8859-\d+|latin\d|koi8-[ru]|gb\w+|big5|euc-\w+|shift[_-]jis")
_MEANT = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis"), "cp932"),
    "big5": "cp950",
    "euc-kr": "cp949",
    "iso-8859-9": "cp1254",
}
"""Those who say the first mean its superset, as the WHATWG encoding standard has it."""
_BYTE_BY_BYTE = ("windows-125", "cp125", "iso", "latin", "koi8")
_BYTE_AS_1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0x100)}

_ONE_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"']utf-8[\"'])?"
    rb"(?: standalone=[\"']\w+[\"'])?\s*\?>\s*)?(?:<!--[^<>]*-->\s*)*<\w",
    re.IGNORECASE,
)
_END = 64
"""So many bytes of the end are looked at; hardly a file has more blanks there."""

_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_NONCHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")
_ZERO_RUN = bytes(32)

_QUOTED = rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"  # \Z: one that is never closed must not be searched twice
_QUOTE = re.compile(_QUOTED, re.DOTALL)
_START = re.compile(
    _QUOTED + rb"|<\?.*?(?:\?>|\Z)|(?P<entity><!ENTITY)|<(?P<name>[A-Za-z_][\w.-]*)(?=[\s/>])", re.DOTALL
)
_REST_OF_EMPTY = re.compile(rb"(?:\s[^<>]*)?/>")
_REST_OF_CLOSING = re.compile(rb"\s*>")
_AMPERSAND = (
    rb"&(?!(?:amp|lt|gt|quot|apos);)(?:#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|(?P<entity>[A-Za-z][A-Za-z0-9]{1,31};))?"
)
_AMPERSANDS = re.compile(_AMPERSAND)
_AMPERSANDS_OR_QUOTED = re.compile(_QUOTED + rb"|" + _AMPERSAND, re.DOTALL)
# None of these goes beyond the next "<", but for those that are skipped whole.
_TO_MEND = re.compile(
    _AMPERSAND + rb"|(?P<cdata><!\[CDATA\[.*?(?:\]\]>|\Z))|(?P<dropped><!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z))"
    rb"|(?P<tag></?(?P<name>[A-Za-z_\x80-\xff][\w:.\x80-\xff-]*)(?P<rest>(?:\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)?)/?>)"
    rb"|(?P<stray><(?!!)|\]\]>)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/]+(?:/+[^\s\"'/]+)*))")
_UNCLOSED = (b"br", b"p", b"li", b"hr", b"img")
"""HTML's elements that need no end, as they stand in a plot that was taken from a page. No element of an NFO has one of
these names."""


def is_one_root(data: bytes) -> bool:
    """Whether it looks like UTF-8 with one root and nothing else: then it may be XML as it is, as nearly all files are.

    It defines no entities, unless it is no XML.
    """
    return _ONE_ROOT.match(data) is not None and data[-_END:].rstrip().endswith(b">")


def to_utf8(data: bytes) -> bytes:
    """The same text in UTF-8, without a byte order mark. Never fails.

    A byte order mark is believed first, then a declared encoding of one language, then UTF-8; each byte that is not
    UTF-8 is taken for Windows-1252, which is what tools without a declaration write. Where each byte would be a
    character, UTF-8 comes first: such a text is hardly ever UTF-8 by chance, but often declared to be what it is not.
    """
    mark, codec = next((each for each in _MARKS if data.startswith(each[0])), (b"", ""))
    data = data.removeprefix(mark)
    codec = codec or _wide_codec(data) or _declared_codec(data)
    if codec.startswith(("utf-16", "utf-32")):
        return data.decode(codec, "replace").encode()
    for believed in ("utf-8", codec) if codec.startswith(_BYTE_BY_BYTE) else (codec, "utf-8"):
        try:
            return data.decode(believed).encode()
        except (LookupError, ValueError):
            pass  # not what it says; judged by its bytes
    return data.decode("utf-8", "surrogateescape").translate(_BYTE_AS_1252).encode()


def find_roots(data: bytes, wanted: Collection[str], repeated: str, wrappers: Collection[str]) -> list[Root]:
    """The first root element with a wanted name; when that is the repeated one, also all later ones of this name.

    When there is none of a wanted name, it is the first of any name; nothing when there is no element at all. Text
    before, between and after the roots is allowed: addresses for scrapers stand there.

    Args:
        data: The file, in UTF-8.
        wanted: Names of root elements.
        repeated: The one of these that may be there several times.
        wrappers: Names of elements that hold roots.

    Raises:
        Incomplete: A wanted root or a wrapper has no end, or the file ends before its first root.
        Malformed: The file defines entities of its own.
    """
    roots: list[Root] = []
    other: Root | None = None
    position = wrapped = counted = line = 0
    while match := _next_start(data, position):
        if match["entity"]:
            raise Malformed(_line(data, match.start()), phrase("defines entities of its own, which is not allowed"))
        name = match["name"].decode()
        is_wrapper = name in wrappers
        end = wrapped if is_wrapper and match.start() < wrapped else _end(data, match["name"], match.end())
        if end is None and (is_wrapper or name in wanted):
            raise Incomplete(_line(data, len(data)), phrase("the file ends before </{name}>", name=name))
        if name in (wanted if not roots else (repeated,)):
            line += data.count(b"\n", counted, match.start())
            counted = match.start()
            roots.append(Root(name, data[counted:end], line))
            if name != repeated:
                break
        other = other or Root(name)
        if end is None:
            break
        if is_wrapper:
            wrapped = end
        position = match.end() if is_wrapper else end
    if roots:
        return roots
    if other is None and data.lstrip().startswith(b"<"):
        raise Incomplete(_line(data, len(data)), phrase("the file ends before its first element"))
    return [other] if other else []


def readings(root: Root) -> Iterator[bytes]:
    """What may be meant by a root, with its lines: each one is for the case that the one before it is no XML.

    First as it stands. Then Kodi's reading of bare ampersands, HTML's entities and control characters. At last, in ten
    times as long, also of a bare ``<``, HTML's tags without end, hyphens in comments, prefixes that nobody declared,
    and attributes without quotes, without a value or given twice.

    Raises:
        Incomplete: There is a hole of zero bytes.
    """
    xml = root.xml
    yield xml
    if (hole := xml.find(_ZERO_RUN)) >= 0:
        line = root.line + _line(xml, hole)
        raise Incomplete(line, phrase("holds zero bytes, as they are left by a write that was cut short"))
    pattern = _AMPERSANDS_OR_QUOTED if b"<!" in xml else _AMPERSANDS
    yield _without_controls(pattern.sub(_reference, xml))
    yield _without_controls(_TO_MEND.sub(_mended, xml))


def _without_controls(xml: bytes) -> bytes:
    return _NONCHARACTERS.sub(b"", xml.translate(None, _CONTROLS))


def _wide_codec(data: bytes) -> str | None:
    """UTF-16 without its mark: every NFO begins with an ASCII character."""
    if len(data) > 1 and (data[0] == 0) != (data[1] == 0):
        return "utf-16-be" if data[0] == 0 else "utf-16-le"
    return None


def _declared_codec(data: bytes) -> str:
    declared = _DECLARED.search(data, 0, _DECLARATION_WITHIN)
    name = declared[1].decode().lower() if declared else ""
    return _MEANT.get(name) or (name if _LEGACY.fullmatch(name) else "utf-8")


def _next_start(data: bytes, position: int) -> re.Match[bytes] | None:
    for match in _START.finditer(data, position):
        if match["name"] or match["entity"]:
            return match
    return None


def _end(data: bytes, name: bytes, position: int) -> int | None:
    """Where the root ends whose name ends at `position`.

    A comment or a CDATA section may quote its closing tag, and a child may have its name: a season its ``<season>``.
    """
    if empty := _REST_OF_EMPTY.match(data, position):
        return empty.end()
    opening, closing = b"<" + name + b">", b"</" + name
    depth = 1
    found = data.find(closing, position)
    while found >= 0:
        mark = data.find(b"<!", position, found)
        depth += data.count(opening, position, mark if mark >= 0 else found)
        if mark >= 0:
            quoted = _QUOTE.match(data, mark)
            position = quoted.end() if quoted else mark + 2
        elif rest := _REST_OF_CLOSING.match(data, found + len(closing)):
            depth -= 1
            position = rest.end()
            if not depth:
                return position
        else:
            position = found + len(closing)
        if position > found:
            found = data.find(closing, position)
    return None


def _mended(match: re.Match[bytes]) -> bytes:
    found = match[0]
    match match.lastgroup:
        case "tag":
            return _tag(match)
        case "cdata":
            return found
        case "dropped":
            return b"\n" * found.count(b"\n")
        case "stray":
            return b"&lt;" if found == b"<" else b"]]&gt;"
        case _:
            return _reference(match)


def _tag(match: re.Match[bytes]) -> bytes:
    tag, rest = match["tag"], match["rest"]
    _, _, name = match["name"].rpartition(b":")
    closes, is_empty = tag.startswith(b"</"), tag.endswith(b"/>")
    lines = b"\n" * rest.count(b"\n")
    if name.lower() in _UNCLOSED:
        return lines if closes else b"<br/>" + lines
    if closes:
        return b"</" + name + lines + b">"
    attributes: dict[bytes, bytes] = {}
    for found in _ATTRIBUTE.finditer(rest):
        _, _, attribute = found[1].rpartition(b":")
        value = _AMPERSANDS.sub(_reference, found[2] or found[3] or found[4] or b"").replace(b'"', b"&quot;")
        attributes.setdefault(attribute, b' %b="%b"' % (attribute, value))
    return b"<" + name + b"".join(attributes.values()) + lines + (b"/>" if is_empty else b">")


def _reference(match: re.Match[bytes]) -> bytes:
    if match[0].startswith(b"<"):
        return match[0]
    found = match[0].decode()
    if found == "&":
        return b"&amp;"
    import html  # noqa: PLC0415  knows all entities of HTML by name: half a megabyte, which an application at rest saves
    from html.entities import html5  # noqa: PLC0415

    # U+FFFD stands for what is forbidden. A line break stays a reference: lines are counted.
    text = html5.get(found[1:], found) if match["entity"] else html.unescape(found).replace("\ufffd", "")
    return html.escape(text).replace("\n", "&#10;").replace("\r", "&#13;").encode()


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
