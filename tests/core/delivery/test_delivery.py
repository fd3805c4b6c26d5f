from __future__ import annotations

import pytest

from core.delivery.journal import peek_journal
from core.delivery.rules import Rules
from core.delivery.undo import as_changes
from core.demo.simulator import Film, Refuses, RequestKind, Scope, server_error, writes
from core.media_paths import PathMapping
from core.model import Actor, Change, FailureKind, Field, Metadata, UniqueId


def film_path(number: int) -> str:
    return f"/media/Movies/Film {number} (2000)/Film {number} (2000).mkv"


FULL = Metadata(
    title="Film & Co. + 100 %",
    sort_title="Film",
    original_title="Фильм",
    summary="First line,\nsecond “line” with emoji 🎬 and \u200f\u05e2\u05d1\u05e8\u05d9\u05ea.",
    tagline="It's here",
    studio="Studio, Inc.",
    content_rating="PG-13",
    date="1999-03-31",
    rating=7.8,
    audience_rating=8.1,
    user_rating=9.0,
    genres=("R&B, Soul", "Drama"),
    countries=("Germany",),
    directors=("Jane + Joe",),
    writers=("A", "B"),
    actors=(Actor("Zoë", "Hero", "http://pictures.example/zoe.jpg"), Actor("Bob")),
    collections=("My Collection",),
    labels=("Restored",),
    unique_ids=(UniqueId("imdb", "tt0000001"),),
)


def test_every_field_arrives_in_one_edit_and_is_locked(bench) -> None:
    worker = bench.start()
    bench.queue.enqueue([Change(film_path(1), FULL, "test")])
    bench.settle()
    (item,) = bench.connection.read([1])
    shown = item.metadata
    for field in Field:
        if field not in (Field.ARTWORK, Field.ACTORS, Field.MOODS, Field.STYLES):
            assert getattr(shown, field) == getattr(FULL, field), field
    assert [(actor.name, actor.role) for actor in shown.actors] == [("Zoë", "Hero"), ("Bob", None)]
    written = {field for field in Field if field is not Field.ARTWORK and getattr(FULL, field)}
    assert item.locked == written - {Field.USER_RATING}
    assert bench.plex.log.counts[RequestKind.EDIT] == 1
    assert bench.plex.log.counts[RequestKind.RATE] == 1
    assert worker.snapshot().stats.succeeded == 1


def test_fields_that_the_change_does_not_name_are_untouched_and_unlocked(bench) -> None:
    key = bench.plex.add_films([Film(Metadata(title="Old", summary="Kept", genres=("Kept",)), ((film_path(9),),))])[0]
    bench.start()
    bench.enqueue(9, tagline="New")
    bench.settle()
    (item,) = bench.connection.read([key])
    assert (item.metadata.summary, item.metadata.genres, item.metadata.tagline) == ("Kept", ("Kept",), "New")
    assert item.locked == {Field.TAGLINE}


def test_an_unchanged_item_is_not_written(bench) -> None:
    bench.start()
    bench.enqueue(1, 2, tagline="Same")
    bench.settle()
    bench.plex.log.clear()
    bench.enqueue(1, 2, tagline="Same")
    bench.settle()
    assert bench.writes == 0
    assert bench.worker.snapshot().stats.succeeded == 4


def test_a_batch_costs_one_write_per_item_and_two_reads_in_all(bench) -> None:
    bench.plex.add_films([Film(Metadata(title=f"F{n}"), ((film_path(n),),)) for n in range(6, 51)])
    bench.start()
    bench.list_libraries()
    bench.connection.read([1])  # the first question in full is preceded by another
    bench.plex.log.clear()
    bench.enqueue(*range(1, 51))
    bench.settle()
    assert bench.plex.log.counts == {RequestKind.EDIT: 50, RequestKind.ITEMS: 2}


def test_tags_that_a_listing_cuts_off_are_replaced_too(bench) -> None:
    genres = ("One", "Two", "Three", "Four")
    key = bench.plex.add_films([Film(Metadata(title="T", genres=genres), ((film_path(9),),))])[0]
    bench.start()
    bench.enqueue(9, genres=("New",))
    bench.settle()
    assert bench.connection.read([key])[0].metadata.genres == ("New",)


def test_a_local_path_is_translated_by_the_path_mapping(bench) -> None:
    bench.start()
    bench.queue.enqueue([Change("/local/Film 1 (2000)/Film 1 (2000).mkv", Metadata(tagline="Mapped"), "test")])
    bench.settle()
    assert bench.connection.read([1])[0].metadata.tagline == "Mapped"


@pytest.mark.parametrize("path", [film_path(1).removesuffix(".mkv"), "/media/Movies/Film 1 (2000)"])
def test_an_item_is_found_by_a_file_without_extension_and_by_its_folder(bench, path) -> None:
    bench.start()
    bench.queue.enqueue([Change(path, Metadata(tagline="Found"), "test")])
    bench.settle()
    assert bench.connection.read([1])[0].metadata.tagline == "Found"


def test_an_item_is_found_by_any_part_of_any_version(bench) -> None:
    key = bench.plex.add_films(
        [Film(Metadata(title="L"), (("/media/Movies/L/a.mkv",), ("/media/Movies/L/b1.mkv", "/media/Movies/L/b2.mkv")))]
    )[0]
    bench.start()
    bench.queue.enqueue([Change("/media/Movies/L/b2.mkv", Metadata(tagline="Found"), "test")])
    bench.settle()
    assert bench.connection.read([key])[0].metadata.tagline == "Found"


def test_several_candidates_are_never_guessed_and_all_are_named(bench) -> None:
    bench.plex.add_films([Film(Metadata(title="Twin"), ((film_path(1),),))])
    bench.start()
    bench.enqueue(1)
    bench.run(lambda: bench.queue.counts().failed == 1)
    (failed,) = bench.queue.failed(9)
    assert failed.kind is FailureKind.AMBIGUOUS
    assert "Film 1" in failed.reason
    assert "Twin" in failed.reason
    assert bench.writes == 0


def test_the_same_file_in_two_libraries_is_updated_in_both(bench) -> None:
    other = bench.plex.add_library("/media/Movies", title="Kids")
    key = bench.plex.add_films([Film(Metadata(title="Copy"), ((film_path(1),),))], section=other)[0]
    bench.start()
    bench.enqueue(1, tagline="Both")
    bench.settle()
    assert [item.metadata.tagline for item in bench.connection.read([1, key])] == ["Both", "Both"]


def test_a_film_that_plex_does_not_know_yet_is_delivered_once_it_does(bench) -> None:
    bench.start()
    bench.enqueue(77)
    bench.run(lambda: bench.queue.counts().retrying == 1)
    assert bench.worker.snapshot().breaker.failure_count == 0
    key = bench.plex.add_film(film_path(77))
    bench.settle()
    assert bench.connection.read([key])[0].metadata.tagline == "Edited"


def test_a_film_that_never_appears_is_a_failed_change_after_twelve_tries_over_hours(bench) -> None:
    bench.start()
    bench.enqueue(77)
    took = bench.run(lambda: bench.queue.counts().failed == 1, seconds=5 * 86_400)
    (failed,) = bench.queue.failed(9)
    assert failed.kind is FailureKind.NOT_IN_PLEX
    assert film_path(77) in failed.reason
    assert took > 6 * 3600


def test_a_path_outside_all_libraries_says_that_a_mapping_may_be_missing(bench) -> None:
    bench.start()
    bench.queue.enqueue([Change("/elsewhere/a.mkv", Metadata(title="A"), "test")])
    bench.run(lambda: bench.queue.counts().failed == 1, seconds=5 * 86_400)
    assert "mapping" in bench.queue.failed(9)[0].reason


def test_a_missing_file_makes_plex_scan_its_folder_once_if_that_is_wanted(bench) -> None:
    bench.options = {"rules": Rules(frozenset(Field), (PathMapping("/local", "/media/Movies"),), scan_missing=True)}
    bench.start()
    bench.enqueue(77)
    bench.run(lambda: bench.queue.counts().retrying == 1)
    (scan,) = [request for request in bench.plex.log.requests if request.kind is RequestKind.SCAN]
    assert dict(scan.arguments) == {"path": "/media/Movies/Film 77 (2000)"}


def test_a_new_version_of_a_known_item_is_found_by_its_file_name(bench) -> None:
    bench.start()
    bench.list_libraries()
    key = bench.plex.add_films([Film(Metadata(title="Late"), (("/media/Movies/Late/a.mkv",),))])[0]
    bench.queue.enqueue([Change("/media/Movies/Late/a.mkv", Metadata(tagline="Found"), "test")])
    bench.settle()
    assert bench.connection.read([key])[0].metadata.tagline == "Found"


def test_an_item_deleted_in_plex_is_looked_for_again_and_never_written_elsewhere(bench) -> None:
    bench.start()
    bench.list_libraries()
    bench.plex.remove(1)
    bench.enqueue(1)
    bench.run(lambda: bench.queue.counts().retrying == 1)
    assert bench.writes == 0
    key = bench.plex.add_film(film_path(1))
    bench.settle()
    assert bench.connection.read([key])[0].metadata.tagline == "Edited"


def test_a_refused_edit_is_a_failed_change_at_once_with_the_servers_words(bench) -> None:
    from core.demo.simulator import Refuses

    bench.plex.faults.set(Refuses(400), writes(2))
    bench.start()
    bench.enqueue(1, 2, 3)
    bench.settle()
    (failed,) = bench.queue.failed(9)
    assert (failed.kind, failed.path) == (FailureKind.REFUSED, film_path(2))
    assert "Bad Request" in failed.reason
    assert bench.worker.snapshot().breaker.failure_count == 0
    assert bench.plex.log.writes[2] == 1


def test_poison_ends_as_a_failed_change_and_never_holds_up_the_others(bench) -> None:
    bench.plex.faults.set(server_error(), writes(2))
    bench.start()
    bench.enqueue(1, 2, 3)
    bench.run(lambda: bench.queue.counts().failed == 1)
    (failed,) = bench.queue.failed(9)
    assert failed.kind is FailureKind.SERVER_ERROR
    assert "500" in failed.reason
    assert bench.worker.breaker.state.value == "closed"
    assert bench.plex.log.writes[2] == 4  # the first counts as the server's fault, then three attempts
    assert [bench.connection.read([key])[0].metadata.tagline for key in (1, 3)] == ["Edited", "Edited"]


def test_poison_alone_in_the_queue_does_not_keep_the_breaker_open(bench) -> None:
    from core.settings import BreakerSettings

    bench.options = {"breaker": BreakerSettings(failure_threshold=1)}
    bench.plex.faults.set(server_error(), writes(2))
    bench.start()
    bench.enqueue(2)
    bench.run(lambda: bench.queue.counts().failed == 1)
    assert bench.worker.breaker.state.value == "closed"


def test_an_edit_that_does_not_stick_is_not_called_delivered(bench) -> None:
    bench.start()
    bench.list_libraries()
    edit = bench.connection.edit
    bench.connection.edit = lambda *arguments: None  # a server that says yes and does nothing
    bench.enqueue(1)
    bench.run(lambda: bench.queue.counts().failed == 1)
    (failed,) = bench.queue.failed(9)
    assert failed.kind is FailureKind.NOT_VERIFIED
    assert "tagline" in failed.reason
    bench.connection.edit = edit
    bench.queue.retry([failed.id])
    bench.settle()
    assert bench.worker.snapshot().stats.succeeded == 1


def test_a_library_with_plexs_own_nfo_agent_gets_a_refresh_instead_of_an_edit(bench) -> None:
    section = bench.plex.add_library("/media/Nfo", title="Nfo", agent="tv.plex.agents.nfo.movie")
    bench.plex.add_film("/media/Nfo/a.mkv", section=section)
    bench.start()
    bench.queue.enqueue([Change("/media/Nfo/a.mkv", Metadata(tagline="x"), "/media/Nfo/a.nfo")])
    bench.settle()
    assert bench.plex.log.counts[RequestKind.REFRESH] == 1
    assert bench.plex.log.counts[RequestKind.EDIT] == 0


def test_a_catalog_of_several_pages_is_built_once_and_kept(bench, monkeypatch) -> None:
    monkeypatch.setattr("core.plex.catalog._PAGE", 20)
    bench.plex.add_films([Film(Metadata(title=f"F{n}"), ((film_path(n),),)) for n in range(6, 100)])
    bench.clock.advance(3600)
    bench.plex.add_film(film_path(100))
    bench.start()
    bench.enqueue(100)
    bench.settle()
    assert bench.plex.log.counts[RequestKind.LISTING] == 5
    bench.start()
    bench.plex.log.clear()
    bench.enqueue(99)
    bench.settle()
    (listing,) = [request for request in bench.plex.log.requests if request.kind is RequestKind.LISTING]
    assert "updatedAt%3E=" in listing.query


def test_a_library_that_was_not_chosen_is_left_alone(bench) -> None:
    from core.plex.catalog import Catalog

    worker = bench.start()
    worker._catalog = worker._deliverer._catalog = Catalog(bench.queue._database, bench.clock, ("Other",))
    bench.enqueue(1)
    bench.run(lambda: bench.queue.counts().retrying == 1)
    assert bench.writes == 0


def test_a_fault_of_our_own_costs_one_job_an_attempt_and_the_others_nothing(bench, monkeypatch) -> None:
    from core.plex import edits

    differences = edits.differences

    def faulty(wanted, item, fields):
        if item.rating_key == 2:
            raise ZeroDivisionError("oops")
        return differences(wanted, item, fields)

    monkeypatch.setattr(edits, "differences", faulty)
    bench.start()
    bench.enqueue(1, 2, 3)
    bench.run(lambda: bench.queue.counts().failed == 1)
    assert bench.queue.failed(9)[0].kind is FailureKind.INTERNAL
    assert bench.worker.snapshot().breaker.failure_count == 0
    assert bench.worker.snapshot().stats.succeeded == 2


def test_only_identity_is_asked_without_a_token(bench) -> None:
    bench.options = {"read_token": lambda: None}
    bench.start()
    bench.enqueue(1)
    bench.run(lambda: bench.plex.log.counts[RequestKind.IDENTITY] >= 2)
    assert set(bench.plex.log.counts) == {RequestKind.IDENTITY}
    assert not bench.worker.snapshot().server.signed_in


def test_a_folder_that_no_library_has_is_told_at_once_with_the_folders_there_are(bench) -> None:
    bench.options = {"rules": Rules(frozenset(Field), (PathMapping("/local", "/data/Films"),))}
    bench.start()
    bench.run(lambda: bool(bench.worker.snapshot().warnings))
    (warning,) = bench.worker.snapshot().warnings
    assert "/data/Films" in warning
    assert "/local" in warning
    assert "/media/Movies" in warning


@pytest.mark.parametrize("server", ["/media/Movies/", "/media", "/media/Movies/Sub"])
def test_a_folder_above_or_below_that_of_a_library_is_no_mistake(bench, server) -> None:
    bench.options = {"rules": Rules(frozenset(Field), (PathMapping("/local", server),))}
    bench.start()
    bench.run(lambda: bench.worker.snapshot().server.name is not None)
    assert bench.worker.snapshot().warnings == ()


def test_changes_that_waited_for_a_mended_path_mapping_go_out_at_once_after_it(bench) -> None:
    bench.options = {"rules": Rules(frozenset(Field), (PathMapping("/local", "/wrong"),))}
    bench.start()
    path = film_path(1).replace("/media/Movies", "/local")
    bench.queue.enqueue([Change(path, Metadata(tagline="Mended"), "test")])
    bench.run(lambda: bench.queue.counts().retrying == 1)
    bench.clock.advance(5)
    bench.options = {}
    bench.start()
    assert bench.settle() == 0.0


def test_a_library_that_the_settings_name_and_plex_does_not_have_is_told_instead_of_the_folders_in_it(bench):
    worker = bench.start()
    worker._catalog._libraries = frozenset({"Movies", "Filme"})
    bench.list_libraries()
    assert worker.snapshot().warnings == ("Plex has no library “Filme”, which the settings name",)


def test_one_value_that_is_too_long_for_plex_keeps_no_other_from_it_and_is_named(bench):
    bench.start()
    bench.enqueue(1, title="Title", summary="\u0436" * 16_000, genres=("Drama",), user_rating=7.0)
    bench.run(lambda: bench.queue.counts().failed == 1)
    item = bench.plex.item(1)
    assert (item.fields["title"], item.names("genre"), item.fields["userRating"]) == ("Title", ("Drama",), 7.0)
    (failed,) = bench.queue.failed(9)
    assert ([change.field for change in failed.fields], "summary may be longer" in failed.reason) == (
        [Field.SUMMARY],
        True,
    )
    (entry,) = peek_journal(bench.folder / "recloser.sqlite3", -1)
    assert [change.field for change in entry.fields] == [Field.TITLE, Field.GENRES, Field.USER_RATING]
    bench.queue.enqueue(as_changes([entry]))
    bench.settle()
    assert (bench.plex.item(1).fields["title"], bench.plex.item(1).names("genre")) == ("Film 1", ())


def test_what_arrived_before_the_rest_of_a_change_was_refused_can_be_undone(bench):
    bench.start()
    bench.plex.faults.set(Refuses(400), Scope(frozenset({RequestKind.RATE})))
    bench.enqueue(1, tagline="Edited", user_rating=7.0)
    bench.run(lambda: bench.queue.counts().failed == 1)
    bench.plex.faults.clear()
    (entry,) = peek_journal(bench.folder / "recloser.sqlite3", -1)
    assert [change.field for change in entry.fields] == [Field.TAGLINE]
    bench.queue.enqueue(as_changes([entry]))
    bench.settle()
    assert not bench.tagline(1)
