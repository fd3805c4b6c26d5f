"""The commands about the past, with and without the running application."""

from __future__ import annotations

import csv
import io
import json
import sqlite3

import pytest

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import Failed, JobQueue
from core.demo.simulator import PlexSimulator, Refuses, writes
from core.model import Change, FailureKind, Field, FieldChange, Metadata
from core.resilience.outages import Ending, OutageLog
from tests.e2e.application import App, Shell
from tests.e2e.screen import wait_until

HEADLESS = ("run", "--headless")
COMMANDS = [("outages",), ("failed",), ("retry",), ("discard", "1")]


@pytest.fixture
def app(shell: Shell, plex: PlexSimulator, tmp_path) -> App:
    return App(shell, plex, tmp_path)


def said(app: App, *arguments: str) -> str:
    answer = app.command(*arguments)
    assert (answer.returncode, answer.stderr) == (0, "")
    return answer.stdout


def outages(app: App) -> list[dict]:
    return json.loads(said(app, "outages", "--json"))["outages"]


def failed(app: App) -> list[dict]:
    return json.loads(said(app, "failed", "--json"))


@pytest.fixture
def past(app: App) -> App:
    """Two failed changes, the second of them during outage 1; the application has never run."""
    database = Database(app.home.database, SystemClock())
    queue, log, now = JobQueue(database, SystemClock()), OutageLog(database, SystemClock()), SystemClock().time()
    for number, kind in enumerate((FailureKind.REFUSED, FailureKind.AMBIGUOUS)):
        if number:
            log.began(SystemClock().time(), 'connection refused, by "it", twice')
        queue.enqueue([Change(f"/media/{number}.mkv", Metadata(title="x"), "test")])
        fields = (FieldChange(Field.TITLE, "y", "x"),)
        queue.settle([Failed(job.id, kind, f"Plex said {number}", fields) for job in queue.claim(1)])
    log.ended(now + 90, 90, Ending.RECOVERED, held=7)
    log.drained(1)
    queue.close()
    return app


def test_where_nothing_has_happened_yet_they_say_so_and_create_nothing(app: App) -> None:
    assert said(app, "outages").startswith("No outages.")
    assert said(app, "failed") == "No failed changes.\n"
    assert said(app, "retry") == "0 failed changes tried again\n"
    assert app.command("discard", "1").returncode == 1
    assert not app.home.database.exists()


def test_outages_are_shown_for_people_and_for_programs(past: App) -> None:
    words = said(past, "outages")
    assert "1 min 30 s  recovered; 7 held, 0 delivered; connection refused" in words
    assert "24h: Plex was not watched" in words
    (outage,) = outages(past)
    assert (outage["id"], outage["ending"], outage["held"]) == (1, "recovered", 7)
    assert outage["duration"] == pytest.approx(90, abs=1)
    (row,) = csv.DictReader(io.StringIO(said(past, "outages", "--csv")))
    assert (row["reason"], row["ending"]) == ('connection refused, by "it", twice', "recovered")


def test_failed_changes_are_shown_with_their_reasons_and_both_values(past: App) -> None:
    words = said(past, "failed")
    assert "/media/1.mkv" in words
    assert "Plex said 1" in words
    assert "title: y → x" in words
    assert [(change["path"], change["kind"]) for change in failed(past)] == [
        ("/media/1.mkv", "ambiguous"),
        ("/media/0.mkv", "refused"),
    ]


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        ((), []),
        (("--reason", "refused"), ["/media/1.mkv"]),
        (("--outage", "1"), ["/media/0.mkv"]),
        (("2",), ["/media/0.mkv"]),
        (("1", "2"), []),
        (("--reason", "not_in_plex"), ["/media/1.mkv", "/media/0.mkv"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_all_failed_changes_or_those_that_fit_are_tried_again(past: App, arguments, left) -> None:
    assert said(past, "retry", *arguments).startswith(str(2 - len(left)))
    assert [change["path"] for change in failed(past)] == left
    assert json.loads(said(past, "status", "--json"))["queue"]["waiting"] == 2 - len(left)


def test_a_discarded_change_is_gone(past: App) -> None:
    assert said(past, "discard", "1") == "1 failed change discarded\n"
    assert [change["id"] for change in failed(past)] == [2]


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (("retry", "99"), 1, "1 of the numbers"),
        (("discard", "1", "99"), 1, "1 of the numbers"),
        (("retry", "--outage", "5"), 1, "no outage 5"),
        (("retry", "--reason", "bad_luck"), 2, "not_in_plex"),
        (("retry", "first"), 2, "invalid"),
        (("discard",), 2, "ID"),
        (("outages", "--json", "--csv"), 2, "not allowed with"),
    ],
)
def test_what_makes_no_sense_is_told_in_words(past: App, arguments, status, word) -> None:
    answer = past.command(*arguments)
    assert answer.returncode == status
    assert word in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_database_that_is_not_ours_is_told_in_words(app: App, arguments) -> None:
    connection = sqlite3.connect(app.home.database)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.execute("PRAGMA application_id = 7")
    connection.close()
    answer = app.command(*arguments)
    assert "Traceback" not in answer.stderr
    if arguments[0] in ("outages", "failed"):
        assert answer.returncode == 1
        assert "another program" in answer.stderr


def test_the_running_application_writes_the_history_and_obeys_at_once(app: App) -> None:
    app.plex.faults.set(Refuses(400), writes())
    app.start(*HEADLESS)
    app.wait_for_queue(failed=len(app.films))
    app.plex.faults.clear()
    assert said(app, "retry").startswith(str(len(app.films)))
    app.wait_for_delivered(len(app.films))

    app.plex.stop()
    said(app, "check")
    said(app, "check")
    app.wait_for_state("open")
    wait_until(lambda: outages(app), "the outage to be in the history")
    (in_progress,) = outages(app)
    assert (in_progress["ended_at"], in_progress["ending"]) == (None, None)
    app.edit(0, "waits")
    app.wait_for_queue(waiting=1)
    app.kill()
    assert [outage["ended_at"] for outage in outages(app)] == [None]
    app.start(*HEADLESS)
    app.wait_for_state("open")
    app.plex.start()
    app.wait_for_state("closed")
    wait_until(lambda: outages(app)[0]["drained_at"], "all to have gone out")
    (outage,) = outages(app)
    assert (outage["started_at"], outage["ending"]) == (in_progress["started_at"], "recovered")
    assert (outage["held"], outage["delivered"]) == (1, 1)
    day = json.loads(said(app, "outages", "--json"))["reliability"]["24h"]
    assert 0 < day["availability"] < 1
    assert "Traceback" not in app.screen.output()
