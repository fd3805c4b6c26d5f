"""XML of which regular expressions make sense: what its texts may not have in them is looked for all at once."""

from __future__ import annotations

import re

_IN_XML = bytes([9, 10, 13, *range(32, 256)])
_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_OTHER_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot|apos);)")


def plain(data: bytes) -> str | None:
    """The text of a piece of XML in UTF-8, with line feeds; None when a parser is needed.

    That is with references to any but XML's own five characters, and with what XML does not allow in any text. Whether
    its tags are in order is not looked at.
    """
    if data.translate(None, _IN_XML):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if "&" in text and _OTHER_REFERENCE.search(text):
        return None
    if ("]" in text and "]]>" in text) or "\ufffe" in text or "\uffff" in text:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unescaped(text: str) -> str:
    """A text in which the five references of `plain` are those characters."""
    for reference, character in _REFERENCES:
        text = text.replace(reference, character)
    return text
