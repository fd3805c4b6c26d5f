from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from core.database import Database
from core.delivery.queue import Delivered, Failed, JobQueue, Retry, Returned, Settlement, Suspected
from core.model import Change, FailureKind, Metadata, QueueCounts

PROVE = bool(os.environ.get("RECLOSER_PROVE"))

KEYS = st.sampled_from(["/media/a", "/media/b", "/media/c", "/media/d"])
TITLES = st.sampled_from(["one", "two", "three"])
KINDS = st.sampled_from([FailureKind.NOT_IN_PLEX, FailureKind.SERVER_ERROR])
DELAYS = st.sampled_from([0.0, 1.0, 10.0, 60.0])


@dataclass(frozen=True)
class Row:
    """A job, as plainly as it can be told."""

    id: int
    key: str
    title: str
    place: int
    state: str = "waiting"
    attempts: int = 0
    server_errors: int = 0
    tried_at: float = 0.0
    due_at: float = 0.0


class QueueMachine(RuleBasedStateMachine):
    """The queue on a real file, beside a plain list of rows."""

    jobs = Bundle("jobs")

    def __init__(self, new_clock) -> None:
        super().__init__()
        self.clock = new_clock()
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.queue = self.open()
        self.rows: list[Row] = []
        self.last_id = 0

    def open(self) -> JobQueue:
        return JobQueue(Database(Path(self.folder.name) / "recloser.sqlite3", self.clock), self.clock)

    def teardown(self) -> None:
        self.queue.close()
        self.folder.cleanup()

    def of(self, key: str, *, delivering: bool) -> Row | None:
        return next((row for row in self.rows if row.key == key and (row.state == "in_progress") == delivering), None)

    def claimable(self, exclude: set[str]) -> list[Row]:
        now = self.clock.time()
        rows = [row for row in self.rows if row.key not in exclude]
        waiting = [row for row in rows if row.state == "waiting" and not self.of(row.key, delivering=True)]
        retrying = [row for row in rows if row.state == "retrying"]
        return [
            *sorted(waiting, key=lambda row: row.place),
            *sorted((row for row in retrying if row.due_at <= now), key=lambda row: (row.due_at, row.id)),
            *sorted((row for row in retrying if row.tried_at > now), key=lambda row: (row.tried_at, row.id)),
        ]

    @rule(wanted=st.lists(st.tuples(KEYS, TITLES), min_size=1, max_size=4))
    def enqueue(self, wanted) -> None:
        changes = [Change(key, Metadata(title=title), "model") for key, title in wanted]
        assert self.queue.enqueue(changes) == len(dict(wanted))
        for key, title in dict(wanted).items():
            self.last_id += 1
            former = self.of(key, delivering=False)
            place = former.place if former and former.state != "failed" else self.last_id
            self.rows = [row for row in self.rows if row is not former]
            self.rows.append(Row(self.last_id, key, title, place))

    @rule(target=jobs, limit=st.integers(1, 3), exclude=st.sets(KEYS, max_size=2))
    def claim(self, limit, exclude):
        claimed = self.queue.claim(limit, exclude=exclude)
        expected = self.claimable(exclude)[:limit]
        assert [(job.id, job.key, job.change.metadata.title, job.attempts, job.server_errors) for job in claimed] == [
            (row.id, row.key, row.title, row.attempts, row.server_errors) for row in expected
        ]
        for row in expected:
            self.rows[self.rows.index(row)] = replace(row, state="in_progress")
        return multiple(*(job.id for job in claimed))

    @rule(settled=st.lists(st.tuples(jobs, st.sampled_from("drsyf"), DELAYS, KINDS), min_size=1, max_size=3))
    def settle(self, settled) -> None:
        settlements: list[Settlement] = []
        for job_id, how, delay, kind in settled:
            settlements.append(
                {
                    "d": Delivered(job_id),
                    "r": Returned(job_id),
                    "s": Suspected(job_id),
                    "y": Retry(job_id, delay, kind, "why"),
                    "f": Failed(job_id, kind, "why"),
                }[how]
            )
            self.settle_in_model(job_id, how, delay, kind)
        self.queue.settle(settlements)

    def settle_in_model(self, job_id: int, how: str, delay: float, kind: FailureKind) -> None:
        row = next((row for row in self.rows if row.id == job_id and row.state == "in_progress"), None)
        if row is None:
            return
        self.rows.remove(row)
        if how == "d" or self.of(row.key, delivering=False):
            return
        now = self.clock.time()
        errors = row.server_errors
        self.rows.append(
            {
                "r": replace(row, state="waiting"),
                "s": replace(row, state="waiting", server_errors=errors + 1),
                "y": replace(
                    row,
                    state="retrying",
                    attempts=row.attempts + 1,
                    server_errors=errors if kind is FailureKind.SERVER_ERROR else 0,
                    tried_at=now,
                    due_at=now + delay,
                ),
                "f": replace(row, state="failed", tried_at=now),
            }[how]
        )

    @rule(seconds=st.sampled_from([0.5, 1.0, 10.0, 60.0]), by_hand=st.sampled_from([0.0, 0.0, -3600.0, -5.0, 3600.0]))
    def time_passes_and_somebody_may_set_the_clock(self, seconds, by_hand) -> None:
        self.clock.advance(seconds)
        self.clock.step_wall(by_hand)

    @rule()
    def the_application_is_started_again(self) -> None:
        self.queue.close()
        self.queue = self.open()
        delivering = [row for row in self.rows if row.state == "in_progress"]
        assert self.queue.recover() == len(delivering)
        for row in delivering:
            self.settle_in_model(row.id, "r", 0.0, FailureKind.INTERNAL)

    @rule(keys=st.sets(KEYS, min_size=1, max_size=2))
    def hurry(self, keys) -> None:
        hurried = [row for row in self.rows if row.state == "retrying" and row.key in keys]
        assert self.queue.hurry(keys) == len(hurried)
        self.change(hurried, state="waiting")

    @rule(ids=st.one_of(st.none(), st.lists(jobs, max_size=2, unique=True)))
    def a_person_retries_failed_changes(self, ids) -> None:
        retried = [row for row in self.rows if row.state == "failed" and (ids is None or row.id in ids)]
        assert self.queue.retry(ids) == len(retried)
        self.change(retried, state="waiting", attempts=0, server_errors=0)

    @rule(ids=st.lists(jobs, min_size=1, max_size=2, unique=True))
    def a_person_discards_failed_changes(self, ids) -> None:
        discarded = [row for row in self.rows if row.state == "failed" and row.id in ids]
        assert self.queue.discard(ids) == len(discarded)
        self.rows = [row for row in self.rows if row not in discarded]

    def change(self, rows: list[Row], **values) -> None:
        for row in rows:
            self.rows[self.rows.index(row)] = replace(row, **values)

    @initialize(names=st.permutations(["/media/a", "/media/b", "/media/c", "/media/d"]))
    def there_is_some_history(self, names) -> None:
        self.enqueue([(name, "one") for name in names])
        claimed = [row.id for row in self.rows[:2]]
        self.claim(2, set())
        self.settle([(job_id, "y", 0.0, FailureKind.SERVER_ERROR) for job_id in claimed])
        self.claim(4, set())
        self.settle([(claimed[0], "f", 0.0, FailureKind.NOT_IN_PLEX), (claimed[1], "r", 0.0, FailureKind.NOT_IN_PLEX)])

    @invariant()
    def the_counts_are_those_of_the_rows(self) -> None:
        states = [row.state for row in self.rows]
        assert self.queue.counts() == QueueCounts(
            *(states.count(state) for state in ("waiting", "in_progress", "retrying", "failed"))
        )

    @invariant()
    def what_is_due_next_is_due_next(self) -> None:
        due = [row.due_at - self.clock.time() for row in self.rows if row.state == "retrying"]
        expected = 0.0 if self.claimable(set()) else min(due, default=None)
        assert self.queue.next_due() == expected

    @invariant()
    def the_dead_letters_are_listed_latest_first(self) -> None:
        failed = [row for row in self.rows if row.state == "failed"]
        failed.sort(key=lambda row: (row.tried_at, row.id), reverse=True)
        assert [dead.id for dead in self.queue.failed(99)] == [row.id for row in failed]


def test_the_queue_behaves_like_a_plain_list_of_rows(clock):
    run_state_machine_as_test(
        lambda: QueueMachine(type(clock)),
        settings=settings(max_examples=2000 if PROVE else 100, stateful_step_count=30, deadline=None),
    )
