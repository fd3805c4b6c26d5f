"""Two computers that name one file in their own ways, and the edit of it that arrives all the same."""

from __future__ import annotations

import unicodedata
from urllib.parse import parse_qs

import pytest

from core.delivery.rules import Rules
from core.demo.simulator import RequestKind
from core.media_paths import PathMapping
from core.model import Change, FailureKind, Field, Metadata


def decomposed(path: str) -> str:
    """As macOS stores it."""
    return unicodedata.normalize("NFD", path)


def deliver(bench, location: str, file: str, mapping: PathMapping, path: str) -> int:
    """One film in a new library; the change for `path` is on its way. Returns the film's rating key."""
    key = bench.plex.add_film(file, section=bench.plex.add_library(location))
    bench.options["rules"] = Rules(frozenset(Field), (mapping,), scan_missing=True)
    bench.start()
    bench.queue.enqueue([Change(path, Metadata(tagline="Edited"), "test")])
    return key


@pytest.mark.parametrize(
    ("location", "file", "mapping", "path"),
    [
        pytest.param(
            "D:\\Films",
            "D:\\Films\\Straße (2000)\\Straße.MKV",
            PathMapping("/mnt/films", "D:\\Films"),
            "/mnt/films/Straße (2000)/Straße.mkv",
            id="Windows there",
        ),
        pytest.param(
            "D:\\Films",
            "\\\\?\\D:\\Films\\Élan\\Élan.mkv",
            PathMapping("/mnt/films/", "d:/FILMS/"),
            "/mnt/films/ÉLAN/élan.mkv",
            id="another case, a drive in lower case, and the long form of a name",
        ),
        pytest.param(
            "\\\\NAS\\Films\\",
            "\\\\NAS\\Films\\Élan\\Élan.mkv",
            PathMapping("/mnt/films", "//nas/films"),
            "/mnt/films/Élan/Élan.mkv",
            id="a share there",
        ),
        pytest.param(
            "D:\\Films",
            "D:\\Films\\Élan\\Élan.mkv",
            PathMapping("\\\\NAS\\Films", "D:\\Films"),
            "\\\\?\\UNC\\nas\\FILMS\\Élan\\Élan.mkv",
            id="Windows on both sides, a share here",
        ),
        pytest.param(
            "/data/Films",
            "/data/Films/Élan (2000)/Élan.mkv",
            PathMapping("X:\\", "/data/Films"),
            "x:/élan (2000)/ÉLAN.mkv",
            id="Windows here, in another case",
        ),
        pytest.param(
            "/data/Films",
            "/data/Films/Amélie/Amélie.mkv",
            PathMapping(decomposed("/Volumes/Médias"), "/data/Films"),
            decomposed("/Volumes/Médias/Amélie/Amélie.mkv"),
            id="macOS here",
        ),
        pytest.param(
            decomposed("/Volumes/Médias"),
            decomposed("/Volumes/Médias/Amélie/Amélie.mkv"),
            PathMapping("/mnt/films", "/Volumes/Médias"),
            "/mnt/films/Amélie/Amélie.mkv",
            id="macOS there",
        ),
    ],
)
def test_an_edit_finds_its_film(bench, location, file, mapping, path) -> None:
    key = deliver(bench, location, file, mapping, path)
    bench.settle()
    assert bench.tagline(key) == "Edited"
    assert bench.writes == 1


def test_a_new_version_is_asked_for_in_the_form_in_which_macos_has_its_name(bench) -> None:
    mapping = PathMapping("/mnt", "/Volumes/Médias")
    deliver(bench, "/Volumes/Médias", "/Volumes/Médias/Other.mkv", mapping, "/mnt/Other.mkv")
    bench.settle()
    late = bench.plex.add_film(decomposed("/Volumes/Médias/Amélie.mkv"), section=2)
    bench.queue.enqueue([Change("/mnt/Amélie.mkv", Metadata(tagline="Found"), "test")])
    bench.worker.step()
    assert bench.tagline(late) == "Found"


def test_on_a_server_that_minds_case_another_case_is_another_film(bench) -> None:
    key = deliver(bench, "/data/Films", "/data/Films/a.mkv", PathMapping("/mnt", "/data/Films"), "/mnt/A.mkv")
    bench.run(lambda: bench.queue.counts().retrying == 1)
    assert bench.tagline(key) is None


def test_for_windows_here_the_exact_name_tells_two_films_apart_and_no_other_does(bench) -> None:
    mapping = PathMapping("X:\\", "/data/Films")
    upper = deliver(bench, "/data/Films", "/data/Films/ÉLAN.mkv", mapping, "X:\\Élan.mkv")
    exact = bench.plex.add_film("/data/Films/Élan.mkv", section=2)
    bench.settle()
    assert (bench.tagline(upper), bench.tagline(exact)) == (None, "Edited")
    bench.queue.enqueue([Change("X:\\élan.mkv", Metadata(tagline="Whose?"), "test")])
    bench.run(lambda: bench.queue.counts().failed == 1)
    assert bench.queue.failed(1)[0].kind is FailureKind.AMBIGUOUS
    assert (bench.tagline(upper), bench.tagline(exact)) == (None, "Edited")


def test_a_server_is_asked_for_a_new_file_in_the_case_in_which_it_is_written(bench) -> None:
    mapping = PathMapping("/mnt/films", "d:/films")
    deliver(bench, "D:\\Films", "D:\\Films\\Other.mkv", mapping, "/mnt/films/Straße (2000)/Straße.MKV")
    bench.run(lambda: bench.queue.counts().retrying == 1)
    asked = {request.kind: parse_qs(request.query) for request in bench.plex.log.requests}
    assert asked[RequestKind.SCAN]["path"] == ["D:\\Films\\Straße (2000)"]
    by_name = [parse_qs(request.query).get("file") for request in bench.plex.log.requests]
    assert ["Straße.MKV"] in by_name
