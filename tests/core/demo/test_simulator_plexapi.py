"""plexapi, as it is, works with the simulator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from plexapi.exceptions import BadRequest, NotFound, Unauthorized
from plexapi.server import PlexServer

from core.demo.simulator import Album, Artist, ArtistKeys, Season, Show, ShowKeys, episode_at, track_at
from core.model import Metadata, UniqueId


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


@pytest.fixture
def show(plex) -> ShowKeys:
    folder = "/media/Shows/Dragnet"
    seasons = (
        Season(0, (episode_at(f"{folder}/Specials/Dragnet - S00E01.mkv", 1),)),
        Season(1, tuple(episode_at(f"{folder}/Season 01/Dragnet - S01E0{number}.mkv", number) for number in (1, 2))),
    )
    return plex.add_show(Show(folder, seasons, Metadata(genres=("Crime",), unique_ids=(UniqueId("tvdb", "1"),))))


@pytest.fixture
def artist(plex) -> ArtistKeys:
    tracks = (track_at("/media/Music/Scott Joplin/Rags/01 - Maple Leaf Rag.flac", 1),)
    return plex.add_artist(Artist("Scott Joplin", (Album("Rags", tracks), Album("Waltzes", tracks))))


def test_it_walks_through_shows(server, show):
    (found,) = server.library.section("TV Shows").all()
    assert (found.title, found.locations, found.leafCount, found.childCount) == (
        "Dragnet",
        ["/media/Shows/Dragnet"],
        3,
        2,
    )
    assert [season.seasonNumber for season in found.seasons()] == [0, 1]
    assert [episode.seasonEpisode for episode in found.episodes()] == ["s00e01", "s01e01", "s01e02"]
    episode = found.episode(season=1, episode=2)
    assert episode.locations == ["/media/Shows/Dragnet/Season 01/Dragnet - S01E02.mkv"]
    assert (episode.show().title, episode.season().title) == ("Dragnet", "Season 1")
    assert [each.ratingKey for each in found.season(1).episodes()] == [show.episodes[1, 1], show.episodes[1, 2]]
    assert len(server.library.section("TV Shows").searchEpisodes()) == 3
    assert [guid.id for guid in found.guids] == ["tvdb://1"]


def test_it_walks_through_music(server, artist):
    music = server.library.section("Music")
    (found,) = music.all()
    assert [album.title for album in found.albums()] == ["Rags", "Waltzes"]
    assert found.album("Waltzes").ratingKey == artist.albums["Waltzes"]
    assert [track.trackNumber for track in found.tracks()] == [1, 1]
    (track,) = found.album("Rags").tracks()
    assert (track.title, track.locations) == (
        "01 - Maple Leaf Rag",
        ["/media/Music/Scott Joplin/Rags/01 - Maple Leaf Rag.flac"],
    )
    assert (track.album().title, track.artist().title) == ("Rags", "Scott Joplin")
    assert [album.title for album in music.searchAlbums()] == ["Rags", "Waltzes"]


def test_its_edits_of_every_kind_arrive(server, show, artist):
    for key in (show.show, show.seasons[1], show.episodes[1, 1], artist.artist, artist.albums["Rags"]):
        item = server.fetchItem(key)
        item.editTitle("New").editSummary("Words").editUserRating(9).addLabel("L").addCollection("C")
        item.reload()
        assert (item.title, item.summary, item.userRating) == ("New", "Words", 9.0)
        assert ([each.tag for each in item.labels], [each.tag for each in item.collections]) == (["L"], ["C"])
        assert {field.name for field in item.fields} == {"title", "summary", "userRating", "label", "collection"}
    found = server.fetchItem(show.show).editTagline("T").editContentRating("PG").addGenre("Drama").reload()
    assert (found.tagline, found.contentRating, [each.tag for each in found.genres]) == ("T", "PG", ["Crime", "Drama"])
    episode = server.fetchItem(show.episodes[1, 1]).editOriginallyAvailable("1951-12-16").addDirector("Webb").reload()
    assert (episode.year, [each.tag for each in episode.directors]) == (1951, ["Webb"])
    album = server.fetchItem(artist.albums["Rags"]).editStudio("S").addMood("Merry").addStyle("Ragtime").reload()
    assert (album.studio, [each.tag for each in album.moods + album.styles]) == ("S", ["Merry", "Ragtime"])
    track = server.fetchItem(artist.tracks["Rags", 1, 1]).editTrackNumber(7).editTrackArtist("A").reload()
    assert (track.trackNumber, track.originalTitle) == (7, "A")


def test_it_uploads_chooses_and_deletes_pictures(plex, server, show):
    season = server.fetchItem(show.seasons[1])
    (own,) = season.posters()
    assert own.ratingKey.startswith("metadata://")
    season.uploadPoster(filepath=__file__).uploadLogo(filepath=__file__).uploadSquareArt(filepath=__file__)
    assert [poster.selected for poster in season.posters()] == [False, True]
    season.reload()
    assert season.logo
    assert season.squareArt
    season.setPoster(own)
    assert [poster.selected for poster in season.posters()] == [True, False]
    season.unlockPoster().deleteLogo().reload()
    assert {field.name for field in season.fields} == {"clearLogo", "squareArt"}
    assert season.logo is None


def test_it_filters_and_pages_shows(server, show):
    section = server.library.section("TV Shows")
    assert [each.title for each in section.search(libtype="episode", filters={"show.title": "Dragnet"})] == [
        *("Episode 1", "Episode 1", "Episode 2")
    ]
    assert len(section.all(libtype="episode", container_size=2)) == 3
    section.batchMultiEdits(section.all(libtype="episode")).editContentRating("PG").saveMultiEdits()
    assert {each.contentRating for each in section.all(libtype="episode")} == {"PG"}
