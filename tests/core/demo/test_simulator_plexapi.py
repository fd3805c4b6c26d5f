"""plexapi, as it is, works with the simulator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from plexapi.exceptions import BadRequest, NotFound, Unauthorized
from plexapi.server import PlexServer


@pytest.fixture
def server(plex) -> Iterator[PlexServer]:
    plex.add_film("/media/Movies/Charade (1963)/Charade (1963).mkv")
    with requests.Session() as session:
        yield PlexServer(plex.url, plex.token, session=session)


def test_it_connects_and_lists_the_libraries(server):
    assert server.friendlyName == "Plex simulator"
    (section,) = server.library.sections()
    assert (section.key, section.title, section.type, section.locations) == (1, "Movies", "movie", ["/media/Movies"])
    assert section.totalSize == 2
    assert server.identity().machineIdentifier == server.machineIdentifier


def test_it_lists_searches_and_fetches_items(server):
    movies = server.library.section("Movies")
    assert [movie.title for movie in movies.all()] == ["Charade", "The Metropolis"]
    assert [movie.title for movie in movies.search(title="metro")] == ["The Metropolis"]
    assert movies.get("Charade").year == 1963
    assert [movie.ratingKey for movie in server.fetchItems([2, 1])] == [2, 1]
    assert server.fetchItem(1).locations == ["/media/Movies/Metropolis (1927)/Metropolis (1927).mkv"]
    with pytest.raises(NotFound):
        server.fetchItem(99)


def test_a_long_library_comes_page_by_page(plex, server):
    for number in range(250):
        plex.add_film(f"/media/Movies/Film {number} (2000).mkv")
    assert len(server.library.section("Movies").all(container_size=100)) == 252


def test_a_partial_item_completes_itself(server):
    listed = server.library.section("Movies").get("The Metropolis")
    assert len(listed.genres) == 2
    assert [label.tag for label in listed.labels] == ["Restored"]
    assert len(listed.genres) == 3


def test_its_edits_arrive(server):
    movie = server.fetchItem(1)
    movie.editTitle("M & M").editSummary("One\nTwo").editSortTitle("Mm").editCriticRating(6.5)
    movie.addGenre(["War", "R&B, Soul"]).removeGenre("Drama").addLabel("Seen", locked=False).addCollection("Lang")
    movie.reload()
    assert (movie.title, movie.summary, movie.titleSort, movie.rating) == ("M & M", "One\nTwo", "Mm", 6.5)
    assert [genre.tag for genre in movie.genres] == ["Science Fiction", "Silent", "War", "R&B, Soul"]
    assert [collection.tag for collection in movie.collections] == ["Lang"]
    assert {field.name for field in movie.fields} == {"title", "summary", "titleSort", "rating", "genre", "collection"}
    movie.removeGenre("R&B, Soul").reload()
    assert "R&B, Soul" not in [genre.tag for genre in movie.genres]


def test_a_batch_of_edits_is_one_request(plex, server):
    movie = server.fetchItem(1)
    plex.log.clear()
    movie.batchEdits().editTitle("A").editTagline("B").addDirector("C").saveEdits()
    assert plex.log.writes == {1: 1}
    movie.reload()
    assert (movie.title, movie.tagline, [each.tag for each in movie.directors]) == ("A", "B", ["Fritz Lang", "C"])


def test_many_items_are_edited_at_once(server):
    section = server.library.section("Movies")
    section.batchMultiEdits(section.all()).editStudio("Everybody").saveMultiEdits()
    assert {movie.studio for movie in section.all()} == {"Everybody"}


def test_it_locks_rates_uploads_refreshes_and_scans(plex, server):
    movie = server.fetchItem(1)
    movie.lockPoster().rate(7.0).uploadArt(filepath=__file__).reload()
    assert movie.userRating == 7.0
    assert {field.name for field in movie.fields} == {"thumb", "art"}
    assert [art.selected for art in movie.arts()] == [False, True]
    movie.refresh()
    server.library.section("Movies").update(path="/media/Movies/Metropolis (1927)")
    assert [request.method for request in plex.log.requests[-2:]] == ["PUT", "GET"]


def test_its_errors_are_those_of_a_real_server(plex, server):
    with pytest.raises(BadRequest, match="400"):
        server.fetchItem(1).edit(**{"colour.value": "red"})
    with pytest.raises(BadRequest, match="500"):
        server.fetchItem(1).editCriticRating("abc")
    with requests.Session() as session, pytest.raises(Unauthorized):
        PlexServer(plex.url, "wrong", session=session)
