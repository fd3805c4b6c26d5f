from __future__ import annotations

import pytest

from core.database import Database
from core.delivery.journal import Journal
from core.delivery.listings import FAILED, JOURNAL, PLANNED, QUEUE, Figures, Stage, read_figures
from core.delivery.queue import Failed, JobQueue, Retry
from core.delivery.unapproved import UnapprovedJobs
from core.listing import MOST_KEYS
from core.model import Change, DeliveredChange, FailureKind, Field, FieldChange, Kind, Metadata, PlannedChange

TAGLINE = FieldChange(Field.TAGLINE, "old", "new")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "recloser.sqlite3"


@pytest.fixture
def queue(file, clock):
    made = JobQueue(Database(file, clock), clock)
    yield made
    made.close()


def film(number: int, **metadata: str) -> Change:
    return Change(f"/films/Film {number}.mkv", Metadata(tagline="x", **metadata), f"/films/Film {number}.nfo")


def listed(listing, file, search=""):
    keys = listing.keys(file, search)
    rows = listing.rows(file, keys)
    return [rows[key] for key in keys]


def note(number: int) -> DeliveredChange:
    return DeliveredChange(
        f"/films/Film {number}.mkv", "nfo", 1, "uuid", Kind.MOVIE, number, f"Film {number}", (TAGLINE,)
    )


def test_without_a_database_every_list_is_empty(file):
    assert [len(listing.keys(file)) for listing in (QUEUE, FAILED, JOURNAL, PLANNED)] == [0, 0, 0, 0]
    assert QUEUE.rows(file, [1]) == {}
    assert read_figures(file, 0.0) == Figures(0, None, ())


def test_the_queue_is_listed_in_the_order_of_delivery_with_reasons(file, queue, clock):
    queue.enqueue([film(number) for number in range(5)])
    (first,) = queue.claim(1)
    queue.settle([Retry(first.id, 60.0, FailureKind.NOT_IN_PLEX, "Plex does not have it yet")])
    rows = listed(QUEUE, file)
    assert [row.path[-5] for row in rows] == ["1", "2", "3", "4", "0"]
    assert [row.stage for row in rows] == [*[Stage.WAITING] * 4, Stage.RETRYING]
    assert rows[-1].reason == "Plex does not have it yet"
    assert rows[-1].due_at == clock.time() + 60
    assert rows[-1].attempts == 1
    assert rows[0].created_at == clock.time()


def test_failed_changes_are_listed_with_what_they_would_have_changed_the_latest_first(file, queue, clock):
    queue.enqueue([film(1), film(2, title="Nosferatu")])
    for job in queue.claim(2):
        clock.advance(1)
        queue.settle([Failed(job.id, FailureKind.REFUSED, "400 Bad Request", (TAGLINE,))])
    rows = listed(FAILED, file)
    assert [row.path for row in rows] == ["/films/Film 2.mkv", "/films/Film 1.mkv"]
    assert rows[0].fields == (TAGLINE,)
    assert [row.title for row in rows] == ["Nosferatu", ""]
    assert [row.path for row in listed(FAILED, file, "nosfer")] == ["/films/Film 2.mkv"]


def test_a_failed_episode_is_listed_with_its_place_in_the_series(file, queue):
    queue.enqueue([Change("/series/1x02.mkv", Metadata(title="Pilot"), "nfo", Kind.EPISODE, 1, 2)])
    (job,) = queue.claim(1)
    queue.settle([Failed(job.id, FailureKind.REFUSED, "400 Bad Request")])
    (row,) = listed(FAILED, file)
    assert (row.title, row.item, row.season, row.episode) == ("Pilot", Kind.EPISODE, 1, 2)


def test_the_journal_is_listed_the_latest_first(file, clock):
    Journal(Database(file, clock), clock).begin([note(1), note(2)])
    assert [row.title for row in listed(JOURNAL, file)] == ["Film 2", "Film 1"]


def test_the_preview_leaves_out_what_would_change_nothing(file, clock):
    database = Database(file, clock)
    JobQueue(database, clock, needs_approval=True).enqueue([film(number) for number in range(3)])
    unapproved = UnapprovedJobs(database, clock)
    jobs = unapproved.unplanned(10)
    unapproved.plan(
        [
            (jobs[0].id, PlannedChange(jobs[0].change.path, Kind.MOVIE, "A", (TAGLINE,))),
            (jobs[1].id, PlannedChange(jobs[1].change.path, Kind.MOVIE, "B", ())),
            (jobs[2].id, PlannedChange(jobs[2].change.path, Kind.MOVIE, "C", (), "Plex does not have it")),
        ]
    )
    assert [(row.title, row.problem) for row in listed(PLANNED, file)] == [("A", ""), ("C", "Plex does not have it")]
    assert len(QUEUE.keys(file)) == 0
    database.close()


@pytest.mark.parametrize("search", ["film 7", "100%", "a_b", "back\\slash", "Nosferatu"])
def test_a_search_finds_text_as_it_is_in_path_or_title(file, queue, search):
    queue.enqueue([film(number) for number in range(9)])
    for name in ("100%", "1000", "a_b", "aXb", "back\\slash"):
        queue.enqueue([Change(f"/films/{name}.mkv", Metadata(tagline="x"), "other")])
    queue.enqueue([film(99, title="Nosferatu")])
    found = listed(QUEUE, file, search)
    assert len(found) == 1
    assert search.lower() in (found[0].path + found[0].title).lower()


def test_a_path_that_is_not_unicode_is_listed_and_found(file, queue):
    queue.enqueue([Change("/films/b\udce4d.mkv", Metadata(tagline="x"), "nfo")])
    assert listed(QUEUE, file, "films")[0].path == "/films/b\udce4d.mkv"


def test_a_job_that_cannot_be_read_does_not_hide_the_others(file, queue, clock):
    queue.enqueue([film(1), film(2, title="Two")])
    database = Database(file, clock)
    with database.transaction() as connection:
        connection.execute("UPDATE jobs SET metadata = 'broken' WHERE id = 1")
    database.close()
    assert [row.title for row in listed(QUEUE, file, "film")] == ["", "Two"]


def test_rows_that_have_gone_meanwhile_are_left_out(file, queue):
    queue.enqueue([film(1), film(2)])
    keys = QUEUE.keys(file)
    queue.remove([keys[1]])
    assert list(QUEUE.rows(file, keys)) == [keys[0]]


def test_a_list_has_an_end(file, clock):
    database = Database(file, clock)
    with database.transaction() as connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO journal (at, path, source, section, library, kind, rating_key, title, fields, skipped)"
            " SELECT i, '/f', 'nfo', 1, 'uuid', 'movie', i, 'Film', '[]', '[]' FROM n",
            (MOST_KEYS + 5,),
        )
    database.close()
    keys = JOURNAL.keys(file)
    assert len(keys) == MOST_KEYS
    assert keys[0] == MOST_KEYS + 5


def test_the_figures_count_since_a_moment_and_leave_breaks_out_of_the_average(file, clock):
    journal = Journal(Database(file, clock), clock)
    journal.begin([note(1)])
    clock.advance(3600)
    since = clock.time()
    for number in range(2, 6):
        journal.begin([note(number)])
        clock.advance(0.5)
    figures = read_figures(file, since)
    assert figures.delivered == 4
    assert figures.seconds_per_change == pytest.approx(0.5)
    assert figures.latest[0].title == "Film 5"
