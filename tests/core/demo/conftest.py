"""A simulated server with one film, and a plain way to ask it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

import pytest
import requests

from core.demo.simulator import Film, PlexSimulator
from core.model import Actor, Metadata, UniqueId

METROPOLIS = Film(
    Metadata(
        title="The Metropolis",
        date="1927-01-10",
        summary="Above & below.",
        studio="UFA",
        rating=8.3,
        genres=("Science Fiction", "Drama", "Silent"),
        countries=("Germany", "France", "Italy"),
        directors=("Fritz Lang",),
        writers=("Thea von Harbou", "Fritz Lang", "Somebody"),
        actors=(
            Actor("Brigitte Helm", "Maria"),
            Actor("Alfred Abel"),
            Actor("Gustav Fröhlich"),
            Actor("Heinrich George"),
        ),
        labels=("Restored",),
        unique_ids=(UniqueId("imdb", "tt0017136"),),
    ),
    (("/media/Movies/Metropolis (1927)/Metropolis (1927).mkv",),),
)


@dataclass
class Client:
    """Asks with the right token, and closes its connections."""

    plex: PlexSimulator
    session: requests.Session = field(default_factory=requests.Session)

    def __call__(
        self, path: str, method: str = "GET", *, timeout: float = 5.0, body: bytes | None = None, **headers: str
    ):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("X-Plex-Token", self.plex.token)
        return self.session.request(method, self.plex.url + path, headers=named, timeout=timeout, data=body)

    def xml(self, path: str, **headers: str) -> ET.Element:
        response = self(path, **headers)
        assert response.status_code == 200, response.text
        return ET.fromstring(response.text)

    def item(self, key: int = 1) -> ET.Element:
        return self.xml(f"/library/metadata/{key}")[0]

    def edit(self, query: str, *, key: int | str = 1, kind: int = 1) -> int:
        return self(f"/library/sections/1/all?type={kind}&id={key}&{query}", "PUT").status_code

    def tags(self, element: str, key: int = 1) -> list[str | None]:
        return [tag.get("tag") for tag in self.item(key).findall(element)]

    def locks(self, key: int = 1) -> list[str | None]:
        return [each.get("name") for each in self.item(key).findall("Field") if each.get("locked") == "1"]


@pytest.fixture
def plex(clock) -> Iterator[PlexSimulator]:
    with PlexSimulator(clock=clock) as simulator:
        simulator.add_films([METROPOLIS])
        yield simulator


@pytest.fixture
def ask(plex) -> Iterator[Client]:
    with requests.Session() as session:
        yield Client(plex, session)
