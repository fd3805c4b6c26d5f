"""Shows, seasons, episodes, artists and albums: the right item, all of its fields, and nothing merged."""

from __future__ import annotations

import pytest

from core.delivery.journal import peek_journal
from core.delivery.rules import Rules
from core.demo.simulator import (
    Album,
    Artist,
    RequestKind,
    Season,
    Show,
    episode_at,
    server_error,
    track_at,
    writes,
)
from core.events import OutageBegan
from core.model import Actor, Change, FailureKind, Field, Kind, Metadata, UniqueId

SHOW = "/media/Shows/Dragnet"
DOUBLE = f"{SHOW}/Season 01/Dragnet - S01E02-E03.mkv"
MUSIC = "/media/Music"


@pytest.fixture
def server(bench):
    """A show with a double episode, and two artists of whom one has two albums."""
    season = Season(
        1,
        (
            episode_at(f"{SHOW}/Season 01/Dragnet - S01E01.mkv", 1),
            episode_at(DOUBLE, 2),
            episode_at(DOUBLE, 3),
        ),
    )
    specials = Season(0, (episode_at(f"{SHOW}/Specials/Dragnet - S00E01.mkv", 1),))
    bench.show = bench.plex.add_show(Show(SHOW, (specials, season)))
    albums = (
        Album("First", (track_at(f"{MUSIC}/Bach/First/01.flac", 1),)),
        Album(
            "Second", (track_at(f"{MUSIC}/Bach/Second/CD1/01.flac", 1), track_at(f"{MUSIC}/Bach/Second/CD2/01.flac", 2))
        ),
    )
    bench.bach = bench.plex.add_artist(Artist("Bach", albums))
    bench.brahms = bench.plex.add_artist(
        Artist("Brahms", (Album("First", (track_at(f"{MUSIC}/Brahms/First/01.flac", 1),)),))
    )
    bench.options["rules"] = Rules(frozenset(Field))
    bench.start()
    return bench


def deliver(bench, *changes: Change) -> None:
    bench.queue.enqueue(changes)
    bench.settle()


def fields(bench, key: int) -> dict[str, object]:
    return dict(bench.plex.item(key).fields)


def test_a_show_its_seasons_and_their_episodes_are_told_apart(server) -> None:
    one = f"{SHOW}/Season 01/Dragnet - S01E01.mkv"
    deliver(
        server,
        Change(SHOW, Metadata(title="Dragnet!", genres=("Crime",), actors=(Actor("Jack", "Joe"),)), "a", Kind.SHOW),
        Change(SHOW, Metadata(title="The Beginning", summary="Season one"), "b", Kind.SEASON, season=1),
        Change(SHOW, Metadata(title="Extras"), "c", Kind.SEASON, season=0),
        Change(one, Metadata(title="Pilot", directors=("Jack",), date="1951-12-16"), "d", Kind.EPISODE, 1, 1),
    )
    keys = server.show
    assert fields(server, keys.show)["title"] == "Dragnet!"
    assert server.plex.item(keys.show).names("genre") == ("Crime",)
    assert [(tag.name, tag.text) for tag in server.plex.item(keys.show).tags if tag.kind == "actor"] == [
        ("Jack", "Joe")
    ]
    assert [fields(server, keys.seasons[number])["title"] for number in (0, 1)] == ["Extras", "The Beginning"]
    assert fields(server, keys.episodes[1, 1])["title"] == "Pilot"
    assert fields(server, keys.episodes[1, 1])["originallyAvailableAt"] == "1951-12-16"
    assert server.queue.counts().failed == 0


def test_each_episode_of_a_double_file_gets_its_own(server) -> None:
    deliver(
        server,
        Change(DOUBLE, Metadata(title="Two"), "x.nfo", Kind.EPISODE, 1, 2),
        Change(DOUBLE, Metadata(title="Three"), "x.nfo", Kind.EPISODE, 1, 3),
    )
    titles = [fields(server, server.show.episodes[1, number])["title"] for number in (2, 3)]
    assert titles == ["Two", "Three"]


def test_a_double_file_without_numbers_is_never_guessed(server) -> None:
    deliver(server, Change(DOUBLE, Metadata(title="Which?"), "test"))
    (failed,) = server.queue.failed(9)
    assert failed.kind is FailureKind.AMBIGUOUS


def test_an_artist_and_an_album_are_found_by_their_folders(server) -> None:
    deliver(
        server,
        Change(f"{MUSIC}/Bach", Metadata(summary="Wrote fugues", moods=("Grave",)), "a", Kind.ARTIST),
        Change(
            f"{MUSIC}/Bach/Second", Metadata(title="The Second", studio="Archiv", styles=("Baroque",)), "b", Kind.ALBUM
        ),
    )
    assert fields(server, server.bach.artist)["summary"] == "Wrote fugues"
    assert server.plex.item(server.bach.artist).names("mood") == ("Grave",)
    album = server.plex.item(server.bach.albums["Second"])
    assert (album.fields["title"], album.fields["studio"], album.names("style")) == (
        "The Second",
        "Archiv",
        ("Baroque",),
    )


@pytest.mark.parametrize("title", ["Brahms", "BRAHMS"])
def test_an_artist_is_never_renamed_into_another_and_the_rest_is_delivered(server, title) -> None:
    deliver(server, Change(f"{MUSIC}/Bach", Metadata(title=title, summary="New"), "test", Kind.ARTIST))
    assert fields(server, server.bach.artist)["title"] == "Bach"
    assert fields(server, server.bach.artist)["summary"] == "New"
    assert fields(server, server.brahms.artist)["title"] == "Brahms"
    (failed,) = server.queue.failed(9)
    assert (failed.kind, "merge" in failed.reason) == (FailureKind.REFUSED, True)
    assert [(each.field, each.after) for each in failed.fields] == [(Field.TITLE, title)]


def test_an_artist_who_came_to_plex_a_moment_ago_is_not_renamed_into_either(server) -> None:
    server.list_libraries()
    server.plex.add_artist(Artist("Berg", (Album("Lulu", (track_at(f"{MUSIC}/Berg/Lulu/01.flac", 1),)),)))
    deliver(server, Change(f"{MUSIC}/Bach", Metadata(title="Berg"), "test", Kind.ARTIST))
    assert fields(server, server.bach.artist)["title"] == "Bach"
    assert [failed.kind for failed in server.queue.failed(9)] == [FailureKind.REFUSED]


def test_albums_of_different_artists_may_have_one_name_but_not_those_of_one(server) -> None:
    deliver(server, Change(f"{MUSIC}/Bach/First", Metadata(title="Second"), "test", Kind.ALBUM))
    assert [failed.kind for failed in server.queue.failed(9)] == [FailureKind.REFUSED]
    deliver(server, Change(f"{MUSIC}/Brahms/First", Metadata(title="Second"), "test", Kind.ALBUM))
    assert fields(server, next(iter(server.brahms.albums.values())))["title"] == "Second"


def test_an_artist_may_change_the_case_of_the_own_name(server) -> None:
    deliver(server, Change(f"{MUSIC}/Bach", Metadata(title="BACH"), "test", Kind.ARTIST))
    assert fields(server, server.bach.artist)["title"] == "BACH"


def test_fields_that_plex_does_not_have_for_a_kind_are_skipped_and_the_journal_says_so(server) -> None:
    wanted = Metadata(title="The Beginning", tagline="None here", countries=("US",), directors=("Jack",))
    deliver(server, Change(SHOW, wanted, "test", Kind.SEASON, season=1))
    (entry,) = peek_journal(server.folder / "recloser.sqlite3", 9)
    assert [change.field for change in entry.fields] == [Field.TITLE]
    assert set(entry.skipped) == {Field.TAGLINE, Field.COUNTRIES, Field.DIRECTORS}
    assert server.queue.counts().failed == 0


def test_an_item_with_an_unknown_path_is_found_by_its_identifier_if_only_one_has_it(bench) -> None:
    key = bench.plex.add_film("/elsewhere/X.mkv", Metadata(title="X", unique_ids=(UniqueId("imdb", "tt0017136"),)))
    bench.start()
    wanted = Metadata(tagline="Found", unique_ids=(UniqueId("imdb", "tt0017136"),))
    deliver(bench, Change("/unknown/Metropolis.mkv", wanted, "test", Kind.MOVIE))
    assert fields(bench, key)["tagline"] == "Found"


class TestALibraryWithPlexsOwnNfoAgent:
    @pytest.fixture
    def server(self, bench):
        """Its agent reads what this dict says, as if it stood in NFO files."""
        bench.nfo = {}
        folder = "/nfo/Shows/Dragnet"
        section = bench.plex.add_library("/nfo/Shows", section_type="show", agent="tv.plex.agents.nfo.series")
        files = [f"{folder}/S01E0{number}.mkv" for number in (1, 2, 3)]
        season = Season(1, tuple(episode_at(file, number) for number, file in enumerate(files, 1)))
        bench.show = bench.plex.add_show(Show(folder, (season,)), section=section)
        bench.files = files
        bench.plex._scanner._read_nfo = lambda item, _place: bench.nfo.get(item.id)
        bench.options["rules"] = Rules(frozenset(Field))
        bench.start()
        return bench

    def changes(self, bench, **said: object) -> list[Change]:
        return [
            Change(file, Metadata(**said), f"{file[:-4]}.nfo", Kind.EPISODE, 1, number)
            for number, file in enumerate(bench.files, 1)
        ]

    def test_gets_one_refresh_for_a_whole_batch_and_no_edit(self, server) -> None:
        for number in (1, 2, 3):
            server.nfo[server.show.episodes[1, number]] = Metadata(title="As the file says")
        deliver(server, *self.changes(server, title="As the file says"))
        assert server.plex.log.counts[RequestKind.EDIT] == 0
        assert server.plex.log.counts[RequestKind.REFRESH] == 1
        assert [fields(server, key)["title"] for key in server.show.episodes.values()] == ["As the file says"] * 3
        assert len(peek_journal(server.folder / "recloser.sqlite3", 9)) == 3

    def test_that_does_not_take_over_anything_is_told(self, server) -> None:
        deliver(server, *self.changes(server, title="As the file says")[:1])
        (failed,) = server.queue.failed(9)
        assert (failed.kind, "NFO agent" in failed.reason) == (FailureKind.NOT_VERIFIED, True)

    def test_that_stumbles_over_one_file_is_no_outage_and_reads_the_others(self, server) -> None:
        one, poison, other = server.show.episodes.values()
        server.nfo |= dict.fromkeys((one, poison, other), Metadata(title="As the file says"))
        server.plex.faults.set(server_error(), writes(poison))
        deliver(server, *self.changes(server, title="As the file says"))
        assert server.told(OutageBegan) == []
        assert [(failed.path, failed.kind) for failed in server.queue.failed(9)] == [
            (server.files[1], FailureKind.SERVER_ERROR)
        ]
        assert [fields(server, key)["title"] for key in (one, other)] == ["As the file says"] * 2

    def test_is_asked_again_for_a_file_that_it_has_stumbled_over(self, server) -> None:
        key = server.show.episodes[1, 1]
        server.nfo[key] = Metadata(title="As the file says")
        server.plex.faults.set(server_error(), writes(key), times=2)
        deliver(server, *self.changes(server, title="As the file says")[:1])
        assert fields(server, key)["title"] == "As the file says"

    def test_that_understands_a_part_otherwise_is_not_overruled(self, server) -> None:
        server.nfo[server.show.episodes[1, 1]] = Metadata(title="As the file says", content_rating="TV-PG")
        deliver(server, *self.changes(server, title="As the file says", content_rating="PG")[:1])
        assert server.queue.counts().failed == 0
        assert fields(server, server.show.episodes[1, 1])["contentRating"] == "TV-PG"

    def test_gets_an_edit_from_a_job_of_another_program(self, server) -> None:
        deliver(server, Change(server.files[0], Metadata(title="Asked for"), "another program", Kind.EPISODE, 1, 1))
        assert fields(server, server.show.episodes[1, 1])["title"] == "Asked for"


def test_an_artist_beside_music_videos_has_nothing_to_be_delivered_and_another_kind_is_refused(bench) -> None:
    bench.start()
    folder = "/media/Movies/Film 1 (2000)"
    bench.queue.enqueue([Change(folder, Metadata(summary="From Cologne"), "/artist.nfo", Kind.ARTIST)])
    bench.settle()
    assert (bench.queue.counts().failed, bench.writes) == (0, 0)
    bench.queue.enqueue([Change(folder, Metadata(title="X"), "/tvshow.nfo", Kind.SHOW)])
    bench.settle()
    (failed,) = bench.queue.failed(9)
    assert (failed.kind, failed.reason) == (
        FailureKind.REFUSED,
        "this folder is in the library “Movies”, which has no items of this kind",
    )
