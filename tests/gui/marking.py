"""Finds texts that would be English for everybody: what is translated stands in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QTranslator

LEFT_AS_IT_IS = {
    "Recloser", "English", "Deutsch", "Español", "Attic", "OK", "Cancel", "Apply", "Save", "Films", "NFO", "Breeze",
    "Fusion",
}  # fmt: skip
"""Names; Qt's own words come from Qt's translation; what the server and the settings of these tests say."""
PLACES = re.compile(r"https?://\S*|/\S+|\{\w*\}|\b[a-z]+[._][a-z_]+")
"""Addresses, paths, and keys of the settings."""
PLACE = re.compile(r"\{\w*\}")


class Marking(QTranslator):
    """Puts every translated text into brackets, so that the others are found; also those that are put into it."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return PLACE.sub(r"⟧\g<0>⟦", f"⟦{text}⟧")


def english(found: Iterable[str]) -> list[str]:
    """Those with a word outside of the brackets, which may stand in one another."""
    left = []
    for text in found:
        rest, before = text, ""
        while rest != before:
            before, rest = rest, re.sub(r"⟦[^⟦⟧]*⟧", "", rest)
        rest = PLACES.sub("", re.sub(r"<[^>]*>", "", rest))
        if set(re.findall(r"[^\W\d_]{3,}", rest)) - LEFT_AS_IT_IS:
            left.append(text)
    return sorted(left)
