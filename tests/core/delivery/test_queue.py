from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.database import Database, DatabaseUnavailable
from core.delivery.queue import (
    Delivered,
    Failed,
    JobQueue,
    Retry,
    Returned,
    SeenFile,
    Settlement,
    Suspected,
)
from core.model import Change, FailureKind, Job, Metadata, QueueCounts
from tests.core.delivery.conftest import change

ABSENT = FailureKind.NOT_IN_PLEX
BROKEN = FailureKind.SERVER_ERROR


def names(jobs: list[Job]) -> list[str]:
    return [Path(job.change.path).stem for job in jobs]


def titles(jobs: list[Job]) -> list[str | None]:
    return [job.change.metadata.title for job in jobs]


def settle_all(queue: JobQueue, jobs: list[Job], settlement: type[Delivered | Returned | Suspected]) -> None:
    queue.settle([settlement(job.id) for job in jobs])


class TestWhatAPersonDoesToWaitingChanges:
    def test_what_is_wanted_first_comes_before_all_others_in_the_order_wanted(self, queue):
        queue.enqueue([change(name) for name in "abcd"])
        ids = {Path(job.change.path).stem: job.id for job in queue.claim(4)}
        queue.settle([Returned(job_id) for job_id in ids.values()])
        assert queue.deliver_first([ids["d"], ids["c"]]) == 2
        assert names(queue.claim(4)) == ["d", "c", "a", "b"]

    def test_what_is_wanted_first_need_not_wait_for_its_next_try(self, queue):
        queue.enqueue([change("a"), change("b")])
        job = queue.claim(1)[0]
        queue.settle([Retry(job.id, 3600, ABSENT, "not there")])
        assert queue.deliver_first([job.id]) == 1
        assert names(queue.claim(2)) == ["a", "b"]

    def test_what_is_being_delivered_or_has_failed_is_left_alone(self, queue):
        queue.enqueue([change("a"), change("b")])
        first, second = queue.claim(2)
        queue.settle([Failed(second.id, ABSENT, "gone")])
        assert queue.deliver_first([first.id, second.id]) == 0
        assert queue.remove([first.id, second.id]) == 0
        assert queue.counts() == QueueCounts(in_progress=1, failed=1)

    def test_what_is_removed_is_gone_and_counted_no_more(self, queue):
        queue.enqueue([change("a"), change("b")])
        first = queue.claim(1)[0]
        queue.settle([Retry(first.id, 3600, ABSENT, "not there")])
        assert queue.remove([first.id, first.id + 1]) == 2
        assert queue.counts() == QueueCounts()


class TestTheLine:
    def test_hands_out_changes_in_the_order_they_came(self, queue):
        queue.enqueue([change("a"), change("b")])
        queue.enqueue([change("c")])
        assert names(queue.claim(2)) == ["a", "b"]
        assert names(queue.claim(2)) == ["c"]
        assert queue.claim(2) == []

    def test_hands_out_a_change_exactly_as_it_came(self, queue, clock):
        came = Change("/media/é/a.mkv", Metadata(title="Ä", genres=("X", "Y"), user_rating=7.5), "b.json")
        queue.enqueue([came])
        [job] = queue.claim(1)
        assert (job.change, job.attempts, job.server_errors) == (came, 0, 0)
        assert (job.key, job.created_at) == ("/media/é/a", clock.time())

    def test_takes_file_names_that_are_not_unicode(self, queue):
        came = Change("/media/\udce9t\udce9.mkv", Metadata(title="Summer"), "/media/\udce9t\udce9.nfo")
        queue.enqueue([came], seen=[SeenFile(came.source, 1, 2)])
        queue.enqueue([came])
        [job] = queue.claim(5)
        assert job.change == came
        queue.settle([Failed(job.id, ABSENT, f"not in Plex: {came.path}")])
        assert (queue.failed(1)[0].path, queue.failed(1)[0].source) == (came.path, came.source)
        assert remembered(queue) == [SeenFile(came.source, 1, 2)]

    def test_has_one_place_for_an_item_and_the_newest_change_wins(self, queue):
        assert queue.enqueue([change("a", "old"), change("b"), change("a", "older than new")]) == 2
        queue.enqueue([change("a", "new")])
        assert queue.counts() == QueueCounts(waiting=2)
        assert titles(queue.claim(9)) == ["new", "b"]

    def test_takes_two_names_of_one_file_for_one_item(self, queue):
        queue.enqueue([Change("C:\\Films\\A.mkv", Metadata(title="old"), "")])
        queue.enqueue([Change("c:/films/a.mkv", Metadata(title="new"), "")])
        assert titles(queue.claim(9)) == ["new"]

    def test_lets_an_item_that_is_edited_again_and_again_keep_its_place(self, queue):
        queue.enqueue([change("a"), change("b"), change("c")])
        queue.enqueue([change("a", "again")])
        queue.enqueue([change("b")])
        assert names(queue.claim(9)) == ["a", "b", "c"]

    def test_puts_what_was_returned_back_to_its_old_place(self, queue):
        queue.enqueue([change("a"), change("b"), change("c")])
        settle_all(queue, queue.claim(2), Returned)
        assert names(queue.claim(9)) == ["a", "b", "c"]

    def test_leaves_out_excluded_items_and_still_fills_the_batch(self, queue):
        queue.enqueue([change(name) for name in "abcd"])
        assert names(queue.claim(1, exclude=["/media/a", "/media/c"])) == ["b"]
        assert names(queue.claim(2, exclude=["/media/a", "/media/unknown"])) == ["c", "d"]
        assert names(queue.claim(2)) == ["a"]

    def test_survives_a_restart(self, path, clock):
        with closing(JobQueue(Database(path, clock), clock)) as queue:
            queue.enqueue([change("a"), change("b")])
        with closing(JobQueue(Database(path, clock), clock)) as queue:
            assert names(queue.claim(9)) == ["a", "b"]

    def test_fails_a_change_that_cannot_be_read_any_more_instead_of_stopping_there(self, queue, path):
        queue.enqueue([change("a"), change("b")])
        with closing(sqlite3.connect(path)) as meddler, meddler:
            meddler.execute("UPDATE jobs SET metadata = '{' WHERE path LIKE '%a.mkv'")
        assert names(queue.claim(9)) == ["b"]
        [failed] = queue.failed(9)
        assert failed.kind is FailureKind.INTERNAL
        assert "cannot be read" in failed.reason


class TestANewerChangeOfAnItemThatIsBeingDelivered:
    @pytest.fixture
    def older(self, queue) -> Job:
        queue.enqueue([change("a", "older")])
        [job] = queue.claim(1)
        queue.enqueue([change("a", "newer")])
        return job

    def test_waits_behind_it(self, queue, older):
        assert queue.counts() == QueueCounts(waiting=1, in_progress=1)
        assert queue.claim(9) == []
        assert queue.next_due() is None

    def test_comes_next_once_it_was_delivered(self, queue, older):
        queue.settle([Delivered(older.id)])
        assert queue.next_due() == 0.0
        assert titles(queue.claim(9)) == ["newer"]

    @pytest.mark.parametrize(
        "settlement",
        [
            Returned,
            Suspected,
            lambda job: Retry(job, 60.0, ABSENT, "not there"),
            lambda job: Failed(job, FailureKind.REFUSED, "no"),
        ],
        ids=["returned", "suspected", "retry", "failed"],
    )
    def test_replaces_it_when_it_was_not_delivered(self, queue, older, settlement):
        queue.settle([settlement(older.id)])
        assert queue.counts() == QueueCounts(waiting=1)
        [newer] = queue.claim(9)
        assert (newer.change.metadata.title, newer.attempts, newer.server_errors) == ("newer", 0, 0)

    def test_does_not_block_others(self, queue, older):
        queue.enqueue([change("b")])
        assert names(queue.claim(1)) == ["b"]

    def test_is_itself_replaced_by_a_third(self, queue, older):
        queue.enqueue([change("a", "newest")])
        assert queue.counts() == QueueCounts(waiting=1, in_progress=1)
        queue.settle([Delivered(older.id)])
        assert titles(queue.claim(9)) == ["newest"]

    def test_replaces_it_when_the_process_died(self, older, path, clock):
        with closing(JobQueue(Database(path, clock), clock)) as successor:
            assert titles(successor.claim(9)) == ["newer"]

    def test_goes_to_the_end_of_the_line_so_that_one_item_cannot_keep_out_the_others(self, queue, older):
        queue.enqueue([change("b")])
        queue.enqueue([change("a", "newest")])
        queue.settle([Returned(older.id)])
        assert titles(queue.claim(9)) == ["b", "newest"]


class TestSettling:
    def test_removes_what_was_delivered_without_a_trace(self, queue, path):
        queue.enqueue([change("a")])
        settle_all(queue, queue.claim(1), Delivered)
        assert queue.counts() == QueueCounts()
        with closing(sqlite3.connect(path)) as reader:
            assert reader.execute("SELECT count(*) FROM jobs").fetchone() == (0,)

    def test_charges_no_attempt_for_an_outage(self, queue):
        queue.enqueue([change("a")])
        for _ in range(20):
            settle_all(queue, queue.claim(1), Returned)
        [job] = queue.claim(1)
        assert (job.attempts, job.server_errors) == (0, 0)

    def test_remembers_a_suspicion_until_plex_gave_another_answer(self, queue, clock):
        queue.enqueue([change("a")])
        settle_all(queue, queue.claim(1), Suspected)
        settle_all(queue, queue.claim(1), Returned)
        [job] = queue.claim(1)
        assert (job.attempts, job.server_errors) == (0, 1)
        queue.settle([Retry(job.id, 0.0, BROKEN, "500")])
        [job] = queue.claim(1)
        assert (job.attempts, job.server_errors) == (1, 1)
        queue.settle([Retry(job.id, 0.0, ABSENT, "404")])
        [job] = queue.claim(1)
        assert (job.attempts, job.server_errors) == (2, 0)

    def test_of_a_job_that_is_not_being_delivered_changes_nothing(self, queue):
        queue.enqueue([change("a")])
        [job] = queue.claim(1)
        queue.settle([Returned(job.id)])
        every: list[Settlement] = [
            Delivered(job.id),
            Returned(job.id),
            Suspected(job.id),
            Retry(job.id, 1.0, ABSENT, ""),
            Failed(job.id, ABSENT, ""),
            Delivered(9999),
        ]
        queue.settle(every)
        assert queue.claim(9) == [job]

    def test_counts_only_the_first_of_several_for_one_job(self, queue):
        queue.enqueue([change("a"), change("b")])
        a, b = queue.claim(2)
        queue.settle([Returned(a.id), Delivered(a.id), Delivered(b.id), Failed(b.id, ABSENT, "")])
        assert queue.counts() == QueueCounts(waiting=1)
        assert queue.claim(9) == [a]

    def test_writes_nothing_when_an_outage_sends_back_what_waited(self, queue, path):
        queue.enqueue([change("a"), change("b")])
        before = path.with_name(path.name + "-wal").read_bytes()
        settle_all(queue, queue.claim(2), Returned)
        assert path.with_name(path.name + "-wal").read_bytes() == before

    def test_never_hits_a_later_job_of_the_same_item(self, queue):
        queue.enqueue([change("a", "old")])
        [old] = queue.claim(1)
        queue.settle([Delivered(old.id)])
        queue.enqueue([change("a", "new")])
        queue.claim(1)
        queue.settle([Delivered(old.id)])
        assert queue.counts() == QueueCounts(in_progress=1)

    def test_is_all_or_nothing(self, queue):
        queue.enqueue([change("a"), change("b")])
        a, b = queue.claim(2)
        with pytest.raises(AttributeError):
            queue.settle([Delivered(a.id), None, Delivered(b.id)])
        assert queue.counts() == QueueCounts(in_progress=2)


class TestARetry:
    @pytest.fixture
    def waiting_for_60_s(self, queue) -> None:
        queue.enqueue([change("a")])
        [job] = queue.claim(1)
        queue.settle([Retry(job.id, 60.0, ABSENT, "not in Plex yet")])

    def test_is_due_after_its_delay_and_not_before(self, queue, clock, waiting_for_60_s):
        assert queue.counts() == QueueCounts(retrying=1)
        assert queue.next_due() == 60.0
        clock.advance(59.0)
        assert (queue.claim(9), queue.next_due()) == ([], 1.0)
        clock.advance(1.0)
        assert queue.next_due() == 0.0
        [job] = queue.claim(9)
        assert job.attempts == 1

    def test_does_not_block_others_while_it_waits(self, queue, waiting_for_60_s):
        queue.enqueue([change("b")])
        assert queue.next_due() == 0.0
        assert names(queue.claim(9)) == ["b"]

    def test_lets_those_go_first_that_have_not_had_their_turn(self, queue, clock, waiting_for_60_s):
        queue.enqueue([change("b")])
        clock.advance(60.0)
        assert names(queue.claim(1)) == ["b"]
        assert names(queue.claim(1)) == ["a"]

    def test_starts_anew_when_a_newer_change_replaces_it(self, queue, waiting_for_60_s):
        queue.enqueue([change("a", "newer")])
        [job] = queue.claim(9)
        assert (job.change.metadata.title, job.attempts) == ("newer", 0)

    def test_never_waits_longer_than_its_delay_when_the_clock_is_set_back(self, queue, clock, waiting_for_60_s):
        clock.step_wall(-100_000.0)
        clock.advance(60.0)
        assert queue.next_due() == 0.0
        assert names(queue.claim(9)) == ["a"]

    def test_keeps_its_due_time_over_a_restart(self, path, clock, queue, waiting_for_60_s):
        clock.advance(20.0)
        with closing(JobQueue(Database(path, clock), clock)) as reopened:
            assert reopened.next_due() == 40.0

    def test_is_listed_as_missing_while_its_item_is_not_in_plex(self, queue, waiting_for_60_s):
        queue.enqueue([change("b")])
        [job] = queue.claim(1)
        queue.settle([Retry(job.id, 60.0, BROKEN, "500")])
        assert queue.missing() == [("/media/a", change("a"))]

    def test_is_due_at_once_when_hurried_with_its_attempts_unchanged(self, queue, waiting_for_60_s):
        queue.enqueue([change("b")])
        assert queue.hurry(["/media/a", "/media/b", "/media/unknown"]) == 1
        jobs = queue.claim(9)
        assert [(job.change.path, job.attempts) for job in jobs] == [("/media/a.mkv", 1), ("/media/b.mkv", 0)]

    @pytest.mark.parametrize("delay", [-5.0, float("nan")])
    def test_with_a_senseless_delay_is_due_at_once(self, queue, delay):
        queue.enqueue([change("a")])
        [job] = queue.claim(1)
        queue.settle([Retry(job.id, delay, ABSENT, "")])
        assert names(queue.claim(9)) == ["a"]

    def test_of_an_excluded_item_does_not_count_as_due(self, queue, clock, waiting_for_60_s):
        assert queue.next_due(exclude=["/media/a"]) is None
        queue.enqueue([change("b")])
        [job] = queue.claim(1)
        queue.settle([Retry(job.id, 90.0, ABSENT, "not in Plex yet")])
        assert queue.next_due(exclude=["/media/a"]) == 90.0


class TestAFailedChange:
    @pytest.fixture
    def job(self, queue) -> Job:
        queue.enqueue([change("a")])
        [job] = queue.claim(1)
        queue.settle([Failed(job.id, FailureKind.REFUSED, "Plex says no")])
        return job

    def test_is_kept_with_its_reason_and_not_tried_again(self, queue, clock, job):
        [failed] = queue.failed(10)
        assert (failed.id, failed.path, failed.source) == (job.id, job.change.path, job.change.source)
        assert (failed.kind, failed.reason) == (FailureKind.REFUSED, "Plex says no")
        assert failed.failed_at == clock.time()
        clock.advance(1e6)
        assert (queue.claim(9), queue.next_due()) == ([], None)
        assert queue.counts() == QueueCounts(failed=1)

    def test_gives_way_to_a_newer_change_of_the_same_item(self, queue, job):
        queue.enqueue([change("b"), change("a", "newer")])
        assert queue.counts() == QueueCounts(waiting=2)
        assert titles(queue.claim(9)) == ["b", "newer"]

    @pytest.mark.parametrize("which", ["all", "this"])
    def test_starts_anew_when_a_person_retries_it(self, queue, which):
        queue.enqueue([change("a")])
        settle_all(queue, queue.claim(1), Suspected)
        [job] = queue.claim(1)
        queue.settle([Retry(job.id, 0.0, BROKEN, "500")])
        queue.claim(1)
        queue.settle([Failed(job.id, BROKEN, "500")])
        assert queue.retry(None if which == "all" else [job.id, 9999]) == 1
        [again] = queue.claim(9)
        assert (again.change, again.attempts, again.server_errors) == (job.change, 0, 0)

    def test_is_gone_when_a_person_discards_it(self, queue, job):
        assert queue.discard([job.id, 9999]) == 1
        assert queue.counts() == QueueCounts()

    def test_is_listed_latest_first_up_to_a_limit(self, queue, clock, job):
        for name in "bc":
            clock.advance(1.0)
            queue.enqueue([change(name)])
            queue.settle([Failed(other.id, ABSENT, "") for other in queue.claim(1)])
        assert [Path(failed.path).stem for failed in queue.failed(2)] == ["c", "b"]

    def test_is_the_only_kind_of_job_that_can_be_retried_or_discarded(self, queue):
        queue.enqueue([change("a"), change("b")])
        [job] = queue.claim(1)
        assert (queue.retry([job.id, job.id + 1]), queue.discard([job.id, job.id + 1])) == (0, 0)
        assert queue.counts() == QueueCounts(waiting=1, in_progress=1)


def remembered(queue: JobQueue, top: str = "/") -> list[SeenFile]:
    return [file for _, files in queue.seen_files(top) for file in files]


class TestSeenFiles:
    def test_are_remembered_together_with_their_changes(self, queue):
        a, b = SeenFile("/media/a.nfo", 10, 1_795_400_000_123_456_789), SeenFile("/media/b.nfo", 20, 2)
        queue.enqueue([change("a")], seen=[b, a])
        assert remembered(queue) == [a, b]

    def test_are_remembered_in_their_latest_version(self, queue):
        queue.enqueue([], seen=[SeenFile("/media/a.nfo", 10, 1)])
        queue.enqueue([], seen=[SeenFile("/media/a.nfo", 11, 2)])
        assert remembered(queue) == [SeenFile("/media/a.nfo", 11, 2)]

    def test_are_forgotten_on_request(self, queue):
        b = SeenFile("/media/b.nfo", 10, 1)
        queue.enqueue([], seen=[SeenFile("/media/a.nfo", 10, 1), b])
        queue.forget_seen(["/media/a.nfo", "/media/unknown.nfo"])
        assert remembered(queue) == [b]

    def test_are_told_folder_by_folder_in_order_however_many_there_are_and_whatever_they_are_called(self, queue):
        inside = ["/media/", "/media/a/", "/media/a/b/", "/media/é/", "/media/\udcff/", "/media/\ue000/"]
        inside += [f"/media/{number:04}/" for number in range(1200)]
        outside = ["/", "/med/", "/media-2/a/", "/media0/"]
        queue.enqueue([], seen=[SeenFile(f"{at}{name}", 1, 1) for at in (*inside, *outside) for name in ("a", "b")])
        found = list(queue.seen_files("/media"))
        assert [at for at, _ in found] == sorted(inside)
        assert all(files == [SeenFile(f"{at}a", 1, 1), SeenFile(f"{at}b", 1, 1)] for at, files in found)
        assert [at for at, _ in queue.seen_files("/media/a")] == ["/media/a/", "/media/a/b/"]
        assert [at for at, _ in queue.seen_files("/")] == sorted([*inside, *outside])

    def test_may_be_forgotten_while_they_are_told(self, queue):
        queue.enqueue([], seen=[SeenFile(f"/media/{number:04}/a.nfo", 1, 1) for number in range(1200)])
        for _, files in queue.seen_files("/media"):
            queue.forget_seen([file.path for file in files])
        assert remembered(queue) == []

    def test_are_not_remembered_when_their_changes_could_not_be_stored(self, clock):
        database = Database(None, clock)
        with closing(JobQueue(database, clock)) as queue:
            database.connection.execute("PRAGMA max_page_count = 1")
            with pytest.raises(DatabaseUnavailable):
                queue.enqueue([change("a", "x" * 100_000)], seen=[SeenFile("/media/a.nfo", 1, 1)])
            assert queue.counts() == QueueCounts()
            assert remembered(queue) == []


class TestRecovery:
    def test_lets_what_was_being_delivered_wait_again_at_its_old_place(self, path, clock):
        with closing(JobQueue(Database(path, clock), clock)) as killed:
            killed.enqueue([change("a"), change("b"), change("c")])
            killed.claim(2)
            assert killed.counts() == QueueCounts(waiting=1, in_progress=2)
        with closing(JobQueue(Database(path, clock), clock)) as queue:
            assert queue.counts() == QueueCounts(waiting=3)
            assert names(queue.claim(9)) == ["a", "b", "c"]

    def test_is_not_done_by_others_that_only_enqueue(self, queue, path, clock):
        queue.enqueue([change("a")])
        queue.claim(1)
        with closing(JobQueue(Database(path, clock), clock)) as other:
            other.enqueue([change("b")])
        assert queue.counts() == QueueCounts(waiting=1, in_progress=1)
