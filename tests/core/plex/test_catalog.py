"""How the catalog keeps up with the libraries: with a simulated server over HTTP, and with servers that misbehave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace

import pytest

from core.database import Database
from core.demo.simulator import PlexSimulator, Refuses, RequestKind, Scope
from core.demo.simulator.films import Film
from core.demo.simulator.trees import Album, Artist, Season, Show, episode_at, track_at
from core.model import Kind, Metadata, UniqueId
from core.plex.catalog import Catalog
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.plex.errors import PlexError, ServerDown
from core.plex.finding import Wanted
from core.plex.items import ListedItem, Page, Section

LISTINGS = Scope(frozenset({RequestKind.LISTING}))


def film(number: int) -> str:
    return f"/media/Movies/F{number}/F{number}.mkv"


@dataclass
class Reader:
    """A catalog on a database in a file, and the server it reads."""

    plex: PlexSimulator
    catalog: Catalog
    connection: PlexConnection

    def plan(self) -> None:
        self.catalog.plan(self.connection.sections())

    def read(self, pages: int = 100) -> int:
        """Ask for pages until there is no more to ask for; returns how many there were."""
        for count in range(pages):
            if not self.catalog.refreshing:
                return count
            self.catalog.advance(self.connection)
        return pages

    def refresh(self) -> int:
        self.plan()
        return self.read()

    def add(self, *numbers: int) -> list[int]:
        return self.plex.add_films([Film(Metadata(title=f"F{n}"), ((film(n),),)) for n in numbers])

    def has(self, number: int) -> bool:
        return bool(self.catalog.find(Wanted(film(number), Kind.MOVIE)))

    def known(self, numbers) -> set[int]:
        return {number for number in numbers if self.has(number)}

    @property
    def last_query(self) -> str:
        return self.plex.log.requests[-1].query


@pytest.fixture
def plex(clock) -> Iterator[PlexSimulator]:
    with PlexSimulator(clock=clock) as simulator:
        simulator.add_library("/media/Movies")
        yield simulator


@pytest.fixture
def reader(plex, catalog, clock, monkeypatch) -> Iterator[Reader]:
    monkeypatch.setattr("core.plex.catalog._PAGE", 4)
    connection = PlexConnection(plex.url, lambda: plex.token, Deadlines(1.0, 1.0), clock)
    yield Reader(plex, catalog, connection)
    connection.close()


class TestRefresh:
    def test_reads_a_library_page_by_page_and_then_only_what_was_updated(self, reader, clock) -> None:
        reader.add(*range(9))
        clock.advance(10)
        reader.add(9)
        clock.advance(3600)
        assert reader.refresh() == 3
        assert reader.known(range(10)) == set(range(10))
        assert reader.refresh() == 0  # nothing has changed
        clock.advance(3600)
        reader.add(10)
        assert reader.refresh() == 1
        assert "updatedAt%3E=" in reader.last_query
        assert "sort=addedAt%3Aasc" in reader.last_query
        assert reader.has(10)

    @pytest.mark.parametrize("updated", [None, 12345], ids=["never", "long ago"])
    def test_finds_what_is_new_though_it_was_updated(self, reader, clock, updated) -> None:
        reader.add(*range(3))
        reader.refresh()
        clock.advance(3600)
        keys = reader.add(4)
        with reader.plex.store._writing() as store:
            store.execute("UPDATE items SET updatedAt = ? WHERE id = ?", (updated, *keys))
        assert reader.refresh() == 1
        assert reader.has(4)

    def test_asks_for_guids_and_for_little_else(self, reader) -> None:
        reader.refresh()
        assert "includeGuids=1" in reader.last_query
        assert "excludeFields=summary" in reader.last_query

    def test_notices_a_renamed_item(self, reader, clock) -> None:
        (key, _) = reader.add(1, 2)
        reader.refresh()
        clock.advance(3600)
        reader.connection.edit(1, Kind.MOVIE, key, "title.value=New")
        reader.refresh()
        assert [entry.title for entry in reader.catalog.find(Wanted(film(1)))] == ["New"]

    def test_writes_nothing_for_what_it_knows_already(self, reader, database, clock) -> None:
        reader.add(*range(10))
        reader.refresh()
        before = database.connection.total_changes
        clock.advance(86_401)
        assert reader.refresh() == 3
        assert database.connection.total_changes - before == 1  # when it was

    def test_finds_deletions_once_a_day(self, reader, clock) -> None:
        keys = reader.add(*range(10))
        reader.refresh()
        reader.plex.remove(keys[3])
        clock.advance(3600)
        reader.refresh()
        assert reader.has(3)
        clock.advance(86_400)
        assert reader.refresh() == 3
        assert reader.known(range(10)) == set(range(10)) - {3}

    def test_loses_no_item_when_others_are_deleted_while_it_reads(self, reader) -> None:
        keys = reader.add(*range(12))
        reader.plan()
        reader.read(pages=1)
        for key in keys[:3]:
            reader.plex.remove(key)
        reader.read()
        assert reader.known(range(3, 12)) == set(range(3, 12))

    def test_finds_what_was_changed_on_a_page_that_had_been_read_already(self, reader, clock) -> None:
        keys = reader.add(*range(8))
        reader.plan()
        reader.read(pages=1)
        clock.advance(100)
        reader.connection.edit(1, Kind.MOVIE, keys[0], "title.value=New")
        reader.connection.edit(1, Kind.MOVIE, keys[7], "title.value=New")
        reader.read()
        reader.refresh()
        assert [reader.catalog.find(Wanted(film(n)))[0].title for n in (0, 7)] == ["New", "New"]

    def test_goes_on_after_an_outage_where_it_was(self, reader) -> None:
        reader.add(*range(12))
        reader.plan()
        reader.read(pages=1)
        reader.plex.faults.set(Refuses(503), LISTINGS)
        with pytest.raises(ServerDown):
            reader.catalog.advance(reader.connection)
        reader.plex.faults.clear()
        reader.plan()
        assert reader.read() == 2
        assert reader.known(range(12)) == set(range(12))

    def test_begins_anew_after_a_restart_in_the_middle(self, reader, database, clock) -> None:
        reader.add(*range(12))
        reader.plan()
        reader.read(pages=1)
        reader.catalog = Catalog(database, clock)
        assert reader.catalog.sections == ()  # what is known of them is not enough to rely on
        assert reader.refresh() == 3
        assert reader.known(range(12)) == set(range(12))
        assert [each.title for each in Catalog(database, clock).sections] == ["Movies"]

    def test_forgets_a_library_that_is_gone_also_while_it_reads_it(self, reader, clock) -> None:
        reader.plex.add_library("/media/Other", title="Other")
        reader.add(*range(8))
        reader.plan()
        reader.read(pages=1)
        other = [section for section in reader.connection.sections() if section.title == "Other"]
        reader.catalog.plan(other)
        assert reader.read() == 1
        assert reader.known(range(8)) == set()
        reader.refresh()  # and reads it as a new one when it is back
        assert reader.known(range(8)) == set(range(8))

    def test_takes_nothing_over_from_another_servers_library_with_the_same_number(self, reader, clock) -> None:
        reader.add(1)
        reader.refresh()
        with PlexSimulator(clock=clock) as other:
            other.add_library("/media/Movies")
            other.add_film(film(2))
            reader.connection = PlexConnection(other.url, lambda: other.token, Deadlines(1.0, 1.0), clock)
            reader.plan()
            assert not reader.has(1)
            reader.read()
            assert reader.known((1, 2)) == {2}
            reader.connection.close()

    def test_leaves_a_library_that_cannot_be_listed_until_the_next_plan(self, reader) -> None:
        reader.add(1)
        reader.plan()
        reader.plex.faults.set(Refuses(404), LISTINGS)
        with suppress(PlexError):
            reader.catalog.advance(reader.connection)
        assert not reader.catalog.refreshing
        reader.plex.faults.clear()
        reader.refresh()
        assert reader.has(1)

    def test_serves_only_the_chosen_libraries(self, reader, database, clock) -> None:
        reader.add(1)
        reader.refresh()
        chosen = Catalog(database, clock, ["Other"])
        assert chosen.find(Wanted(film(1))) == ()
        chosen.plan(reader.connection.sections())
        assert not chosen.refreshing
        assert chosen.sections == ()


class TestShowsAndMusic:
    """As the simulated server lists them."""

    def at(self, reader, path, kind=None, **numbers) -> set[int]:
        return {entry.rating_key for entry in reader.catalog.find(Wanted(path, kind, **numbers))}

    def test_every_item_of_a_show_is_found(self, reader, clock) -> None:
        folder = "/media/Shows/Show"
        pilot, double = f"{folder}/Specials/pilot.mkv", f"{folder}/Season 1/e1-e2.mkv"
        show = Show(
            folder,
            (
                Season(0, (episode_at(pilot, 1),)),
                Season(1, tuple(episode_at(double, number) for number in (1, 2))),
            ),
        )
        keys = reader.plex.add_show(show)
        reader.refresh()
        assert self.at(reader, folder) == self.at(reader, folder, Kind.SHOW) == {keys.show}
        for number in (0, 1):
            assert self.at(reader, folder, Kind.SEASON, season=number) == {keys.seasons[number]}
        assert self.at(reader, f"{folder}/Specials", Kind.SEASON) == {keys.seasons[0]}
        assert self.at(reader, pilot) == {keys.episodes[0, 1]}
        for number in (1, 2):
            found = self.at(reader, double, Kind.EPISODE, season=1, episode=number)
            assert found == {keys.episodes[1, number]}
        clock.advance(3600)
        added = reader.plex.add_seasons(keys.show, [Season(2, (episode_at(f"{folder}/Season 2/e1.mkv", 1),))])
        reader.refresh()
        assert self.at(reader, folder, Kind.SEASON, season=2) == {added.seasons[2]}
        assert self.at(reader, f"{folder}/Season 2/e1.mkv") == {added.episodes[2, 1]}

    def test_a_show_that_is_deleted_takes_all_that_is_in_it_along(self, reader, clock) -> None:
        paths = [f"/media/Shows/{name}/e1.mkv" for name in "AB"]
        first, _ = (
            reader.plex.add_show(Show(path.rpartition("/")[0], (Season(1, (episode_at(path, 1),)),))) for path in paths
        )
        reader.refresh()
        reader.plex.remove(first.show)
        clock.advance(90_000)
        reader.refresh()
        assert self.at(reader, paths[0]) == self.at(reader, "/media/Shows/A") == set()
        assert self.at(reader, "/media/Shows/A", Kind.SEASON, season=1) == set()
        assert len(self.at(reader, paths[1])) == 1

    def test_every_artist_and_album_is_found(self, reader) -> None:
        folder = "/media/Music/Artist"
        albums = (
            Album("One", tuple(track_at(f"{folder}/One/{number}.flac", number) for number in (1, 2))),
            Album("Two", tuple(track_at(f"{folder}/Two/CD{disc}/1.flac", 1, disc=disc) for disc in (1, 2))),
        )
        keys = reader.plex.add_artist(Artist("Artist", albums))
        section = reader.plex.store.sections()[-1].key
        reader.refresh()
        assert self.at(reader, folder) == self.at(reader, folder, Kind.ARTIST) == {keys.artist}
        for title in ("One", "Two"):
            assert self.at(reader, f"{folder}/{title}", Kind.ALBUM) == {keys.albums[title]}
        one, two = keys.albums.values()
        assert reader.catalog.same_title(section, Kind.ALBUM, "two", besides=one).rating_key == two
        assert reader.catalog.same_title(section, Kind.ALBUM, "Three", besides=one) is None


@dataclass
class Stubborn:
    """A server that does as it pleases; only `page` is asked of it."""

    items: list[ListedItem]
    filters: bool = True
    paging: str = "right"
    types: bool = True
    asked: list[tuple[Kind, int, int]] = field(default_factory=list)

    def page(self, section: Section, kind: Kind, start: int, size: int, *, updated_since: int = 0) -> Page:
        self.asked.append((kind, start, updated_since))
        found = [item for item in self.items if item.kind is kind or not self.types]
        if self.filters:
            found = [item for item in found if item.updated_at >= updated_since]
        total = len(found)
        if self.paging == "right":
            found = found[start : start + size]
        elif self.paging == "always the first page":
            found = found[:size]
        return Page(tuple(found), len(found), total)


def listed(key: int, kind: Kind = Kind.MOVIE, updated: int = 100, **more) -> ListedItem:
    return ListedItem(key, kind, f"T{key}", (f"/m/{key}.mkv",), (), None, None, None, None, updated_at=updated, **more)


class TestAServerThat:
    MOVIES = Section(1, "u", "Movies", "movie", "agent", ("/m",), 1)

    @pytest.fixture(autouse=True)
    def _small_pages(self, monkeypatch) -> None:
        monkeypatch.setattr("core.plex.catalog._PAGE", 3)

    def read(self, catalog, server, section=MOVIES) -> None:
        catalog.plan([section])
        for _ in range(50):
            if not catalog.refreshing:
                return
            catalog.advance(server)
        raise AssertionError("it never ends")

    def known(self, catalog, keys) -> set[int]:
        return {key for key in keys if catalog.find(Wanted(f"/m/{key}.mkv"))}

    def test_ignores_paging_is_read_in_one_answer(self, catalog) -> None:
        server = Stubborn([listed(key) for key in range(1, 9)], paging="everything")
        self.read(catalog, server)
        assert len(server.asked) == 1
        assert self.known(catalog, range(1, 9)) == set(range(1, 9))

    def test_always_sends_the_first_page_makes_nothing_be_forgotten(self, catalog, clock) -> None:
        server = Stubborn([listed(key) for key in range(1, 9)])
        self.read(catalog, server)
        clock.advance(90_000)
        server.paging = "always the first page"
        self.read(catalog, server)
        assert self.known(catalog, range(1, 9)) == set(range(1, 9))

    def test_ignores_filters_is_read_anew(self, catalog) -> None:
        server = Stubborn([listed(key, updated=2_000_000_000) for key in range(1, 9)], filters=False)
        self.read(catalog, server)
        server.items.append(listed(9, updated=5))
        self.read(catalog, server, replace(self.MOVIES, content_changed_at=2))
        assert self.known(catalog, range(1, 10)) == set(range(1, 10))

    def test_ignores_the_kind_that_was_asked_for_is_understood_by_the_kinds_it_sends(self, catalog, clock) -> None:
        series = Section(1, "u", "TV", "show", "agent", ("/m",), 1)
        items = [listed(1, Kind.SHOW), listed(2, Kind.SEASON), *(listed(key, Kind.EPISODE) for key in range(3, 9))]
        server = Stubborn(items, types=False)
        self.read(catalog, server, series)
        clock.advance(90_000)
        self.read(catalog, server, series)
        assert self.known(catalog, range(1, 9)) == {1, *range(3, 9)}

    def test_names_a_time_that_has_not_come_yet_hides_nothing_of_today(self, catalog, clock) -> None:
        future = int(clock.time()) + 10_000_000
        server = Stubborn([listed(1, updated=future)])
        self.read(catalog, server)
        clock.advance(600)
        server.items.append(listed(2, updated=int(clock.time())))
        self.read(catalog, server, replace(self.MOVIES, content_changed_at=2))
        assert self.known(catalog, (1, 2)) == {1, 2}

    def test_has_shows_and_music_is_asked_for_every_kind_parents_first(self, catalog) -> None:
        server = Stubborn([])
        for number, type_ in enumerate(("show", "artist"), 1):
            section = Section(number, f"u{number}", type_, type_, "agent", ("/m",), 1)
            self.read(catalog, server, section)
        assert [kind for kind, _, _ in server.asked] == [
            Kind.SHOW, Kind.SEASON, Kind.EPISODE, Kind.ARTIST, Kind.ALBUM, Kind.TRACK,
        ]  # fmt: skip


def test_what_changed_in_plex_since_it_was_verified_is_named_by_its_source(shelf, database) -> None:
    films = shelf.library("movie", "/m")
    same, changed, twice = (films.film(f"/m/{name}.mkv", updated=50) for name in "abc")
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO verified (rating_key, source, updated_at) VALUES (?, ?, ?)",
            [
                (same, "/l/a.nfo", 50),
                (changed, "/l/b.nfo", 40),
                (twice, "/l/c.nfo", 40),
                (twice, "/l/movie.nfo", 50),
                (99_999, "/l/gone.nfo", 1),
            ],
        )
    assert shelf.catalog.touched_in_plex() == ("/l/b.nfo", "/l/c.nfo")


def test_what_was_forgotten_is_not_found_until_it_is_learnt_again(shelf) -> None:
    films = shelf.library("movie", "/m")
    key = films.film("/m/a.mkv", guids=("imdb://tt1",))
    shelf.catalog.forget([key])
    assert shelf.catalog.find(Wanted("/m/a.mkv")) == ()
    assert not shelf.catalog.has_file("/m/a.mkv")
    assert shelf.catalog.find_by_ids(Wanted("/x", unique_ids=(UniqueId("imdb", "tt1"),))) == ()
    shelf.catalog.learn(films.section, films.last * 2)
    assert [entry.rating_key for entry in shelf.catalog.find(Wanted("/m/a.mkv"))] == [key]


def test_the_catalog_outlives_the_program(clock, tmp_path) -> None:
    path = tmp_path / "recloser.sqlite3"
    server = Stubborn([listed(1)])
    section = Section(1, "u", "Movies", "movie", "agent", ("/m",), 1)
    with closing(Database(path, clock)) as database:
        catalog = Catalog(database, clock)
        catalog.plan([section])
        catalog.advance(server)
    with closing(Database(path, clock)) as database:
        again = Catalog(database, clock)
        assert again.sections == (section,)
        assert [entry.rating_key for entry in again.find(Wanted("/m/1.mkv"))] == [1]
