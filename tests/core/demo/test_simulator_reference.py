"""The simulator beside a real server's recorded answers and the official OpenAPI document.

Needs the environment variable RECLOSER_PLEX_REFERENCE: a folder with ``plex-openapi.json`` and a folder
``pms-*-recordings`` of VCR cassettes whose personal attributes have been taken out.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from core.demo.simulator import Album, Artist, Film, Season, Show, episode_at, track_at
from core.model import Actor, Metadata

REFERENCE = os.environ.get("RECLOSER_PLEX_REFERENCE")
pytestmark = pytest.mark.skipif(not REFERENCE, reason="RECLOSER_PLEX_REFERENCE names no folder of recordings")

NOT_COPIED = {"Server", "Content-Length", "content-length"}
"""Lengths differ, and the recorder has unpacked the bodies."""
TAKEN_OUT = {"addedAt", "updatedAt", "uuid"}
"""Attributes that the recordings lack although their announced lengths prove that the server had sent them."""
MENUS = {"/", "/library"}
"""Their entries have lost all but their title."""
ONLY_WITH_PREVIEWS = {"indexes"}


@dataclass
class Recorded:
    uri: str
    accept: str
    paged: bool
    headers: set[str]
    body: str


def recordings() -> list[Recorded]:
    """Read the cassettes without a YAML library: they are all laid out alike."""
    found = []
    for path in sorted(Path(REFERENCE or "").glob("pms-*-recordings/*.yaml")):
        for part in re.split(r"^- request:\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            request, _, response = part.partition("\n  response:\n")
            body, _, rest = response.partition("\n    headers:\n")
            text = body.partition("string: ")[2].strip()
            text = re.sub(r"\n\s*\n\s*", "\n", text[1:-1].replace("''", "'"))
            text = re.sub(r"\n\s+", " ", text) if text.startswith("{") else re.sub(r"\n {6,}(?=\S)", " ", text)
            found.append(
                Recorded(
                    uri=re.search(r"uri: http://fake-server(\S+)", request)[1],
                    accept=re.search(r"Accept:\n\s+- (\S+)", request)[1].strip("'"),
                    paged="X-Plex-Container-Start:" in request,
                    headers=set(re.findall(r"^      ([\w-]+):$", rest.partition("\n    status:")[0], re.MULTILINE)),
                    body=text,
                )
            )
    return found


@pytest.fixture
def film(plex) -> None:
    """A film as the recorded one."""
    metadata = Metadata(
        title="Test Movie: G-BOAF",
        date="2025-01-01",
        genres=("Action",),
        countries=("United Kingdom",),
        directors=("James P Savage",),
        writers=("James P Savage",),
        actors=(Actor("Sushma H"), Actor("Steven Morrison"), Actor("James P Savage")),
    )
    plex.add_films([Film(metadata, (("/media/Movies/Test Movie H264 (2024)/Test Movie H264 (2024).mkv",),))])


def shape(element: ET.Element) -> dict[str, list[frozenset[str]]]:
    """Which elements there are, how often, and with which attributes."""
    found: dict[str, list[frozenset[str]]] = {}
    for each in element.iter():
        found.setdefault(each.tag, []).append(frozenset(each.attrib) - TAKEN_OUT - ONLY_WITH_PREVIEWS)
    return found


def ask_as_recorded(ask, recorded: Recorded):
    paging = {"X_Plex_Container_Start": "0", "X_Plex_Container_Size": "100"} if recorded.paged else {}
    return ask(recorded.uri, Accept=recorded.accept, **paging)


def test_the_headers_are_the_recorded_ones(ask, film):
    for recorded in recordings():
        if "/tree" not in recorded.uri:
            response = ask_as_recorded(ask, recorded)
            theirs = recorded.headers - NOT_COPIED
            assert set(response.headers) - NOT_COPIED - {"Content-Encoding"} == theirs, recorded.uri


def test_the_elements_and_attributes_are_the_recorded_ones(ask, film):
    compared = 0
    for recorded in recordings():
        if recorded.body.startswith("<?xml") and "/tree" not in recorded.uri:
            theirs = shape(ET.fromstring(recorded.body.encode()))
            ours = shape(ET.fromstring(ask_as_recorded(ask, recorded).text))
            if recorded.uri in MENUS:
                del theirs["Directory"], ours["Directory"]
            assert ours == theirs, recorded.uri
            compared += 1
    assert compared >= 10


def test_json_has_the_recorded_types(ask, film):
    for recorded in recordings():
        if recorded.body.startswith("{"):
            theirs = json.loads(recorded.body)["MediaContainer"]
            ours = ask_as_recorded(ask, recorded).json()["MediaContainer"]
            assert {name: type(value) for name, value in ours.items()} == {
                name: type(value) for name, value in theirs.items()
            }


def test_what_is_answered_exists_in_the_openapi_document(ask, film):
    document = json.loads((Path(REFERENCE or "") / "plex-openapi.json").read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    ask.edit(
        "titleSort.value=T&originalTitle.value=O&tagline.value=T&contentRating.value=R&userRating.value=5&title.locked=1"
    )
    video = ask("/library/metadata/1", Accept="application/json").json()["MediaContainer"]["Metadata"][0]
    newer = {"guid", "slug", "lastRatedAt", "librarySectionID", "librarySectionKey", "librarySectionTitle"}
    newer |= {"Label", "Field", "UltraBlurColors", "Collection"}
    assert set(video) - set(schemas["metadata"]["properties"]) <= newer
    assert set(video["Genre"][0]) | set(video["Role"][0]) <= set(schemas["tag"]["properties"])
    section = ask("/library/sections", Accept="application/json").json()["MediaContainer"]["Directory"][0]
    assert set(section) - set(schemas["librarySection"]["properties"]) == {"uuid", "metadataAgentProviderGroupId"}
    for path, method in {
        "/identity": "get",
        "/": "get",
        "/:/rate": "put",
        "/library/sections/all": "get",
        "/library/sections/{sectionId}/all": "put",
        "/library/metadata/{ids}": "get",
        "/library/metadata/{ids}/refresh": "put",
        "/library/metadata/{ids}/{element}": "post",
    }.items():
        assert method in document["paths"][path]
    page = document["components"]["responses"]["404"]["content"]["text/html"]["examples"]["notFound"]["value"]
    assert ask("/library/metadata/99").text == page


def test_shows_and_music_have_only_what_the_openapi_document_or_plexapi_knows(plex, ask):
    document = json.loads((Path(REFERENCE or "") / "plex-openapi.json").read_text(encoding="utf-8"))
    known = set(document["components"]["schemas"]["metadata"]["properties"])
    known |= {"guid", "slug", "librarySectionID", "librarySectionKey", "librarySectionTitle", "UltraBlurColors"}
    known |= {"Location", "childCount", "parentGuid", "grandparentGuid", "parentSlug", "grandparentSlug"}
    known |= {"parentStudio", "parentYear"}
    show = plex.add_show(Show("/s/A", (Season(1, (episode_at("/s/A/S01E01.mkv", 1),)),)))
    artist = plex.add_artist(Artist("B", (Album("C", (track_at("/m/B/C/1.flac", 1),)),)))
    keys = [show.show, *show.seasons.values(), *show.episodes.values()]
    keys += [artist.artist, *artist.albums.values(), *artist.tracks.values()]
    for key in keys:
        (item,) = ask(f"/library/metadata/{key}", Accept="application/json").json()["MediaContainer"]["Metadata"]
        assert set(item) <= known
    for path, method in {
        "/library/metadata/{ids}/allLeaves": "get",
        "/library/metadata/{ids}/file": "get",
        "/library/metadata/{ids}/{element}": "put",
        "/library/sections/{sectionId}/collections": "get",
    }.items():
        assert method in document["paths"][path]
    assert "delete" in document["paths"]["/library/metadata/{ids}/{element}"]


def test_every_version_and_part_is_shown_as_the_recorded_one(plex, ask):
    document = json.loads((Path(REFERENCE or "") / "plex-openapi.json").read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    recorded = next(each.body for each in recordings() if "<Part " in each.body and "/tree" not in each.uri)
    theirs = shape(ET.fromstring(recorded.encode()))
    (key,) = plex.add_films([Film(Metadata(title="A"), (("/m/A cd1.mkv", "/m/A cd2.mkv"), ("/m/A 4K.mkv",)))])
    ours = shape(ask.item(key))
    assert (ours["Media"], ours["Part"]) == (theirs["Media"][:1] * 2, theirs["Part"][:1] * 3)
    (video,) = ask(f"/library/metadata/{key}", Accept="application/json").json()["MediaContainer"]["Metadata"]
    assert [len(medium["Part"]) for medium in video["Media"]] == [2, 1]
    for medium in video["Media"]:
        assert set(medium) <= set(schemas["media"]["properties"])
        assert all(set(part) <= set(schemas["part"]["properties"]) for part in medium["Part"])
    for path in ("merge", "split"):
        assert "put" in document["paths"][f"/library/metadata/{{ids}}/{path}"]
