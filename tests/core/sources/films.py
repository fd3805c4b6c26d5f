"""An NFO file of one film, and what it says."""

from __future__ import annotations

from core.model import Metadata
from core.sources.nfo import NfoDocument, parse


def film(inside: str | bytes) -> Metadata:
    document = read(inside)
    assert document.problems == ()
    return metadata(document)


def metadata(document: NfoDocument) -> Metadata:
    [entry] = document.entries
    return entry.metadata


def read(inside: str | bytes) -> NfoDocument:
    data = inside if isinstance(inside, bytes) else inside.encode()
    return parse(b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<movie>\n" + data + b"\n</movie>\n")
