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
from core.delivery.unapproved import UnapprovedJobs
from core.model import Change, FailureKind, Metadata, QueueCounts

PROVE = bool(os.environ.get("RECLOSER_PROVE"))

PATHS = ["/media/a", "/media/b", "/media/c", "/media/d"]
KEYS = st.sampled_from([*PATHS, "/media/a//undo/7"])
CHANGES = st.builds(
    Change,
    st.sampled_from(PATHS),
    st.builds(
        lambda *said: Metadata(title=said[0], tagline=said[1]),
        st.sampled_from([None, "one"]),
        st.sampled_from([None, "two", "three"]),
    ),
    st.sampled_from(["nfo", "nfo", "program"]),
    bulk=st.booleans(),
    undoes=st.sampled_from([None, None, None, None, 7]),
)
KINDS = st.sampled_from([FailureKind.NOT_IN_PLEX, FailureKind.SERVER_ERROR, FailureKind.CONFLICT])
DELAYS = st.sampled_from([0.0, 1.0, 10.0, 60.0])


def key_of(change: Change) -> str:
    return f"{change.path}//undo/{change.undoes}" if change.undoes else change.path


@dataclass(frozen=True)
class Row:
    """What is left to be done for an item, as plainly as it can be told."""

    id: int
    said: dict[str, str]
    sources: frozenset[str]
    bulk: bool
    place: int
    state: str
    attempts: int = 0
    server_errors: int = 0
    insist: bool = False
    tried_at: float = 0.0
    due_at: float = 0.0
    kind: FailureKind | None = None

    def after(self, older: Row) -> Row:
        """What is left of both."""
        bulk = self.bulk and older.bulk
        if self.sources == older.sources and len(self.sources) == 1:
            return replace(self, bulk=bulk)
        return replace(self, bulk=bulk, said={**older.said, **self.said}, sources=self.sources | older.sources)


class QueueMachine(RuleBasedStateMachine):
    """The queue on a real file, beside a plain table of rows and the ids of those that are being delivered."""

    jobs = Bundle("jobs")

    def __init__(self, new_clock, empty: bytes) -> None:
        super().__init__()
        self.clock = new_clock()
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.path = Path(self.folder.name) / "recloser.sqlite3"
        self.path.write_bytes(empty)
        self.rows: dict[str, Row] = {}
        self.delivering: dict[int, str] = {}
        self.approved = False
        self.last_id = 0
        self.open()

    def open(self) -> None:
        mine, another = (Database(self.path, self.clock) for _ in range(2))
        for database in (mine, another):
            database.connection.execute("PRAGMA synchronous = OFF")  # no power is cut here
        self.queue = JobQueue(mine, self.clock)
        self.from_folders = JobQueue(another, self.clock, needs_approval=True)
        self.unapproved = UnapprovedJobs(another, self.clock)

    def close(self) -> None:
        self.queue.close()
        self.from_folders.close()

    def teardown(self) -> None:
        self.close()
        self.folder.cleanup()

    def claimable(self, exclude: set[str]) -> list[Row]:
        now = self.clock.time()
        rows = [row for key, row in self.rows.items() if key not in {*exclude, *self.delivering.values()}]
        retrying = [row for row in rows if row.state == "retrying"]
        return [
            *sorted((row for row in rows if row.state == "waiting"), key=lambda row: row.place),
            *sorted((row for row in retrying if row.due_at <= now), key=lambda row: (row.due_at, row.id)),
            *sorted((row for row in retrying if row.tried_at > now), key=lambda row: (row.tried_at, row.id)),
        ]

    def change_rows(self, wanted: dict[str, Row], **values) -> None:
        self.rows.update((key, replace(row, **values)) for key, row in wanted.items())

    def in_state(self, *states: str) -> dict[str, Row]:
        return {key: row for key, row in self.rows.items() if row.state in states and row.id not in self.delivering}

    @rule(changes=st.lists(CHANGES, min_size=1, max_size=4), found_in_folders=st.sampled_from([False, False, True]))
    def enqueue(self, changes, found_in_folders) -> None:
        queue = self.from_folders if found_in_folders else self.queue
        assert queue.enqueue(changes) == len({key_of(change) for change in changes})
        newest: dict[str, Row] = {}
        for change in changes:
            metadata = change.metadata
            said = {name: getattr(metadata, name) for name in ("title", "tagline") if getattr(metadata, name)}
            row = Row(0, said, frozenset({change.source}), change.bulk, 0, "waiting")
            newest[key_of(change)] = row.after(newest[key_of(change)]) if key_of(change) in newest else row
        for key, row in newest.items():
            self.last_id += 1
            former = self.rows.get(key)
            state = "unapproved" if found_in_folders and not self.approved else "waiting"
            place = self.last_id
            if former:
                row = row.after(former)  # noqa: PLW2901
                place = former.place if former.state != "failed" else place
                state = former.state if former.state == "unapproved" else state
            self.rows[key] = replace(row, id=self.last_id, place=place, state=state)

    @rule(target=jobs, limit=st.integers(1, 3), exclude=st.sets(KEYS, max_size=2))
    def claim(self, limit, exclude):
        claimed = self.queue.claim(limit, exclude=exclude)
        expected = self.claimable(exclude)[:limit]
        assert [job.id for job in claimed] == [row.id for row in expected]
        for job, row in zip(claimed, expected, strict=True):
            assert self.rows[job.key] is row
            assert job.change.metadata == Metadata(**row.said)
            assert (job.change.bulk, job.insist) == (row.bulk, row.insist)
            assert (job.attempts, job.server_errors) == (row.attempts, row.server_errors)
        self.delivering.update((job.id, job.key) for job in claimed)
        return multiple(*(job.id for job in claimed))

    @rule(settled=st.lists(st.tuples(jobs, st.sampled_from("dddrsyf"), DELAYS, KINDS), min_size=1, max_size=4))
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
        key = self.delivering.pop(job_id, None)
        if key is None or key not in self.rows:
            return
        row = self.rows.pop(key)
        now = self.clock.time()
        if row.id != job_id:  # a newer one has replaced it
            self.rows[key] = replace(row, place=row.id)
        elif how in "rs":
            self.rows[key] = replace(row, state="waiting", server_errors=row.server_errors + (how == "s"))
        elif how == "y":
            errors = row.server_errors if kind is FailureKind.SERVER_ERROR else 0
            self.rows[key] = replace(
                row,
                state="retrying",
                attempts=row.attempts + 1,
                server_errors=errors,
                tried_at=now,
                due_at=now + delay,
                kind=kind,
            )
        elif how == "f":
            self.rows[key] = replace(row, state="failed", tried_at=now, kind=kind)

    @rule(seconds=st.sampled_from([0.5, 1.0, 10.0, 60.0]), by_hand=st.sampled_from([0.0, 0.0, -3600.0, -5.0, 3600.0]))
    def time_passes_and_somebody_may_set_the_clock(self, seconds, by_hand) -> None:
        self.clock.advance(seconds)
        self.clock.step_wall(by_hand)

    @rule()
    def the_application_is_started_again(self) -> None:
        self.close()
        self.open()
        self.delivering.clear()

    @rule(keys=st.sets(KEYS, min_size=1, max_size=2))
    def hurry(self, keys) -> None:
        hurried = {key: row for key, row in self.in_state("retrying").items() if key in keys}
        assert self.queue.hurry(keys) == len(hurried)
        self.change_rows(hurried, state="waiting")

    @rule(ids=st.one_of(st.none(), st.lists(jobs, max_size=2, unique=True)))
    def a_person_retries_failed_changes(self, ids) -> None:
        retried = {key: row for key, row in self.in_state("failed").items() if ids is None or row.id in ids}
        assert self.queue.retry(ids) == len(retried)
        for key, row in retried.items():
            insist = row.insist or row.kind is FailureKind.CONFLICT
            self.rows[key] = replace(row, state="waiting", attempts=0, server_errors=0, insist=insist)

    @rule(ids=st.lists(jobs, min_size=1, max_size=2, unique=True))
    def a_person_discards_failed_changes(self, ids) -> None:
        discarded = [key for key, row in self.in_state("failed").items() if row.id in ids]
        assert self.queue.discard(ids) == len(discarded)
        for key in discarded:
            del self.rows[key]

    @rule()
    def a_person_cancels_what_was_found_in_bulk(self) -> None:
        cancelled = [key for key, row in self.in_state("unapproved", "waiting", "retrying").items() if row.bulk]
        assert self.queue.cancel_bulk() == len(cancelled)
        for key in cancelled:
            del self.rows[key]

    @rule(for_ever=st.sampled_from([False, False, True]))
    def what_was_unapproved_is_let_through(self, for_ever) -> None:
        unapproved = self.in_state("unapproved")
        assert (self.unapproved.approve() if for_ever else self.unapproved.release()) == len(unapproved)
        self.approved |= for_ever
        self.change_rows(unapproved, state="waiting")

    @initialize(names=st.permutations(PATHS), errors=st.sampled_from([FailureKind.NOT_IN_PLEX, FailureKind.CONFLICT]))
    def there_is_some_history(self, names, errors) -> None:
        self.enqueue([Change(name, Metadata(title="one"), "nfo", bulk=name == names[3]) for name in names], False)
        claimed = [self.rows[name].id for name in names[:2]]
        self.claim(2, set())
        self.settle([(job_id, "y", 0.0, FailureKind.SERVER_ERROR) for job_id in claimed])
        self.claim(4, set())
        self.settle([(claimed[0], "f", 0.0, errors), (claimed[1], "r", 0.0, errors)])

    @invariant()
    def the_counts_are_those_of_the_rows(self) -> None:
        amounts = {state: len(self.in_state(state)) for state in ("waiting", "retrying", "failed", "unapproved")}
        assert self.queue.counts() == QueueCounts(in_progress=len(self.delivering), **amounts)

    @invariant()
    def what_is_due_next_is_due_next(self) -> None:
        retrying = [row for key, row in self.rows.items() if row.state == "retrying"]
        retrying = [row for row in retrying if row.id not in self.delivering]
        due = [row.due_at - self.clock.time() for row in retrying]
        assert self.queue.next_due() == (0.0 if self.claimable(set()) else min(due, default=None))

    @invariant()
    def the_dead_letters_are_listed_latest_first(self) -> None:
        failed = sorted(self.in_state("failed").values(), key=lambda row: (row.tried_at, row.id), reverse=True)
        assert [dead.id for dead in self.queue.failed(99)] == [row.id for row in failed]

    @invariant()
    def the_unapproved_are_kept_apart_in_the_order_they_came(self) -> None:
        unapproved = sorted(row.id for row in self.in_state("unapproved").values())
        assert [job.id for job in self.unapproved.unplanned(99)] == unapproved


def test_the_queue_behaves_like_a_plain_table_of_rows(clock, tmp_path):
    Database(tmp_path / "empty.sqlite3", clock).close()
    empty = (tmp_path / "empty.sqlite3").read_bytes()
    run_state_machine_as_test(
        lambda: QueueMachine(type(clock), empty),
        settings=settings(max_examples=2000 if PROVE else 100, stateful_step_count=30, deadline=None),
    )
