from __future__ import annotations

from contextlib import closing

import pytest

from core.database import Database
from core.delivery.queue import Delivered, Failed, JobQueue, Retry, Returned, SeenFile
from core.model import Change, FailureKind, Metadata


def use_every_part(queue: JobQueue) -> None:
    changes = [Change(f"/media/{number}.mkv", Metadata(title="x"), "") for number in range(20)]
    queue.enqueue(changes, seen=[SeenFile("/media/0.nfo", 1, 1)])
    queue.enqueue(changes[:3])
    jobs = queue.claim(8, exclude=["/media/1.mkv"])
    queue.enqueue(changes[4:6])
    queue.settle(
        [
            Delivered(jobs[0].id),
            Returned(jobs[1].id),
            Retry(jobs[2].id, 0.0, FailureKind.NOT_IN_PLEX, ""),
            Retry(jobs[3].id, 9.0, FailureKind.NOT_IN_PLEX, ""),
            *(Failed(job.id, FailureKind.REFUSED, "") for job in jobs[4:7]),
        ]
    )
    queue.counts()
    queue.next_due()
    queue.failed(5)
    queue.missing()
    queue.hurry(["/media/3.mkv"])
    queue.discard([jobs[4].id])
    queue.retry([jobs[5].id])
    queue.retry(kind=FailureKind.REFUSED, failed_between=(0.0, 1.0))
    queue.retry()
    queue.prune()
    queue.claim(100)
    queue.next_due()
    list(queue.seen_files("/media"))
    queue.forget_seen(["/media/0.nfo"])


def test_no_statement_reads_all_jobs_or_sorts_them(clock):
    database = Database(None, clock)
    statements: set[str] = set()
    with closing(JobQueue(database, clock)) as queue:
        database.connection.set_trace_callback(statements.add)
        use_every_part(queue)
        database.connection.set_trace_callback(None)
        plans = {
            statement: [row[3] for row in database.connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
            for statement in statements
            if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))
        }
    assert len(plans) > 20
    costly = {
        statement: plan
        for statement, plan in plans.items()
        if any(step.startswith(("SCAN jobs", "SCAN seen_files")) or "TEMP B-TREE" in step for step in plan)
    }
    assert costly == {}


@pytest.mark.parametrize("pending", [200, 20_000])
def test_the_work_of_one_batch_does_not_grow_with_what_waits(clock, pending):
    database = Database(None, clock)
    with closing(JobQueue(database, clock)) as queue:
        queue.enqueue([Change(f"/media/{number}.mkv", Metadata(title="x"), "") for number in range(pending)])
        ticks = 0

        def tick() -> int:
            nonlocal ticks
            ticks += 1
            return 0

        database.connection.set_progress_handler(tick, 100)  # called every 100 steps of SQLite's virtual machine
        queue.counts()
        queue.next_due()
        queue.settle([Delivered(job.id) for job in queue.claim(50)])
        queue.enqueue([Change("/media/new.mkv", Metadata(title="x"), "")])
        database.connection.set_progress_handler(None, 0)
    assert ticks < 150
