"""Reading what is on the disk: NFO files beside a bare lxml parse, a tree of folders beside a bare walk."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from lxml import etree

from core.demo import sample_library
from core.model import Actor
from core.sources import nfo
from core.sources.tree import walk
from tests.benchmarks.measure import Chapter, Finding, in_words, side_by_side

_ROUNDS = 25
_REPEATS = 20
_FOLDERS = 2_000
_CAST = 60
_PICTURES = 40
_FILES = ("{}.mkv", "{}.nfo", "{}-poster.jpg", "{}-fanart.jpg", "{}.en.srt")


def chapter() -> Chapter:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        films = sample_library.create(folder / "films")
        small = [film.nfo.read_bytes() for film in films]
        cast = tuple(
            Actor(f"Actor {number}", f"Role {number}", f"http://x.example/{number}.jpg") for number in range(_CAST)
        )
        sample_library.write_nfo(folder / "large.nfo", films[0].metadata._replace(actors=cast))
        large = [(folder / "large.nfo").read_bytes()] * len(small)
        exported = [_exported(large[0])] * len(small)
        findings = [
            _parsing(f"NFO files of the sample library ({_kilobytes(small)})", small),
            _parsing(f"an NFO file with a cast of {_CAST} ({_kilobytes(large)})", large),
            _parsing(
                f"the same with {_PICTURES} pictures and streams, as Kodi exports it ({_kilobytes(exported)})", exported
            ),
            _walking(folder / "tree"),
        ]
    return Chapter(
        "Reading",
        "Beside the parsing of an NFO file stands `lxml.etree.fromstring` of the same bytes, which yields a tree and no"
        " metadata; beside the walk, `os.scandir` of every folder and `stat` of every file in it"
        f" ({_FOLDERS:,} films with {len(_FILES)} files each).",
        "bare",
        tuple(findings),
    )


def _exported(film: bytes) -> bytes:
    """With everything that Kodi's export of a library adds."""
    site = "https://pictures.example.org"
    pictures = [
        f'    <thumb spoof="" cache="" aspect="poster" preview="{site}/small/{number}.jpg">{site}/{number}.jpg</thumb>'
        for number in range(_PICTURES)
    ]
    streams = (
        "    <fileinfo><streamdetails><video><codec>h264</codec><aspect>1.33</aspect><width>960</width></video>"
        "<audio><codec>ac3</codec><language>eng</language><channels>2</channels></audio></streamdetails></fileinfo>"
    )
    more = "\n".join(["    <playcount>1</playcount>", *pictures, streams, ""])
    return film.replace(b"    <actor>", more.encode() + b"    <actor>", 1)


def _kilobytes(documents: list[bytes]) -> str:
    return f"{sum(map(len, documents)) / len(documents) / 1024:.1f} kB on average"


def _parsing(what: str, documents: list[bytes]) -> Finding:
    def ours() -> None:
        for _ in range(_REPEATS):
            for document in documents:
                nfo.parse(document)

    def bare() -> None:
        for _ in range(_REPEATS):
            for document in documents:
                etree.fromstring(document)

    mine, theirs = side_by_side(_ROUNDS, _REPEATS * len(documents), ours, bare)
    return Finding(what, in_words(mine.median), in_words(theirs.median), mine.relative_to(theirs), 2)


def _walking(top: Path) -> Finding:
    for number in range(_FOLDERS):
        folder = top / f"Film {number:05} (2000)"
        folder.mkdir(parents=True)
        for name in _FILES:
            (folder / name.format(folder.name)).touch()

    def ours() -> None:
        found = sum(len(listing.nfos) for listing in walk(str(top), _refuse))
        if found != _FOLDERS:
            raise RuntimeError(f"{found} NFO files were found")

    def bare() -> None:
        waiting = [str(top)]
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir():
                        waiting.append(entry.path)
                    else:
                        entry.stat()

    mine, theirs = side_by_side(_ROUNDS, _FOLDERS, ours, bare)
    return Finding("walking, one film", in_words(mine.median), in_words(theirs.median), mine.relative_to(theirs), 2)


def _refuse(folder: str, error: OSError) -> None:
    raise RuntimeError(f"{folder}: {error}")
