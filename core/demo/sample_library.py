"""A small library to try Recloser with: public-domain films, each with an NFO file as a tool would write it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from core.demo.simulator.films import Film, base_name, film_at
from core.model import Actor, Metadata, UniqueId

_PLACEHOLDER = b"\x1a\x45\xdf\xa3 A placeholder of the Recloser sample library: there is no film in here.\n"
"""Begins as a Matroska file does."""
_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class SampleFilm:
    """One film of the sample library."""

    metadata: Metadata
    """What its NFO file says."""
    runtime: int
    """Minutes."""
    media: Path
    """Its (empty) video file."""
    nfo: Path


def create(folder: Path) -> list[SampleFilm]:
    """Write the library into `folder`, which is created when missing; files that are there are written anew.

    Raises:
        OSError: A file could not be written.
    """
    films = []
    for metadata, runtime in _films():
        name = f"{metadata.title} ({_year(metadata)})"
        home = folder / name
        home.mkdir(parents=True, exist_ok=True)
        film = SampleFilm(metadata, runtime, home / f"{name}.mkv", home / f"{name}.nfo")
        film.media.write_bytes(_PLACEHOLDER)
        write_nfo(film.nfo, metadata, runtime=runtime)
        films.append(film)
    return films


def agent(path: str) -> Film:
    """What the simulated Plex agent knows of a film in a file: of the sample films plainly less than their NFO files.

    A `core.demo.simulator.scanner.Agent`.
    """
    stem = base_name(path).rpartition(".")[0]
    for metadata, runtime in _films():
        if stem == f"{metadata.title} ({_year(metadata)})":
            plain = Metadata(
                title=metadata.title,
                date=_year(metadata),
                summary=f"A film from {_year(metadata)}.",
                genres=("Classics", metadata.genres[0]),
                actors=(Actor(metadata.actors[0].name),),
                unique_ids=metadata.unique_ids,
            )
            return Film(plain, ((path,),), duration=runtime * _MINUTE)
    return film_at(path)


def write_nfo(path: Path, metadata: Metadata, *, runtime: int | None = None) -> None:
    """Write a film's NFO file as Kodi and the tools around it lay it out. Raises `OSError`."""
    root = ET.Element("movie")
    for name, text in _elements(metadata, runtime):
        ET.SubElement(root, name).text = text
    if metadata.rating is not None:
        root.insert(0, _ratings(metadata))
    for name in metadata.collections:
        ET.SubElement(ET.SubElement(root, "set"), "name").text = name
    for known in metadata.unique_ids:
        unique = ET.SubElement(root, "uniqueid", {"type": known.source, "default": "true"})
        unique.text = known.value
    for order, actor in enumerate(metadata.actors):
        element = ET.SubElement(root, "actor")
        parts = {"name": actor.name, "role": actor.role, "order": str(order), "thumb": actor.thumb}
        for part, said in parts.items():
            ET.SubElement(element, part).text = said
    ET.indent(root, space="    ")
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    path.write_text(declaration + ET.tostring(root, "unicode") + "\n", encoding="utf-8", newline="\n")


def _elements(metadata: Metadata, runtime: int | None) -> Iterator[tuple[str, str]]:
    """The simple elements. Those that say nothing are written empty, as tools do."""
    yield "title", metadata.title or ""
    yield "originaltitle", metadata.original_title or ""
    yield "sorttitle", metadata.sort_title or ""
    yield "userrating", f"{metadata.user_rating or 0:g}"
    yield "plot", metadata.summary or ""
    yield "tagline", metadata.tagline or ""
    yield "runtime", str(runtime or "")
    yield "mpaa", metadata.content_rating or ""
    yield "premiered", metadata.date or ""
    yield "year", _year(metadata)
    yield "studio", metadata.studio or ""
    lists = {
        "genre": metadata.genres,
        "country": metadata.countries,
        "credits": metadata.writers,
        "director": metadata.directors,
        "tag": metadata.labels,
        "mood": metadata.moods,
        "style": metadata.styles,
    }
    for name, texts in lists.items():
        yield from ((name, text) for text in texts)


def _ratings(metadata: Metadata) -> ET.Element:
    ratings = ET.Element("ratings")
    sources = (("imdb", metadata.rating, "true"), ("tomatometerallaudience", metadata.audience_rating, "false"))
    for source, value, default in sources:
        if value is not None:
            rating = ET.SubElement(ratings, "rating", {"name": source, "max": "10", "default": default})
            ET.SubElement(rating, "value").text = f"{value:g}"
    return ratings


def _year(metadata: Metadata) -> str:
    return (metadata.date or "")[:4]


@cache
def _films() -> tuple[tuple[Metadata, int], ...]:
    """All films, with their running times in minutes."""
    text = resources.files("resources").joinpath("demo", "films.toml").read_text(encoding="utf-8")
    return tuple((_metadata(entry), entry["runtime"]) for entry in tomllib.loads(text)["film"])


def _metadata(entry: dict[str, Any]) -> Metadata:
    said: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    del said["runtime"]
    said["actors"] = tuple(Actor(name, role) for name, role in said["actors"])
    said["unique_ids"] = (UniqueId("imdb", said.pop("imdb")),)
    return Metadata(**said)
