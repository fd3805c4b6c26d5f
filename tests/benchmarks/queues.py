"""Claiming and acknowledging jobs, beside persist-queue, and with few and many jobs waiting."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path

from persistqueue import SQLiteAckQueue

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import Delivered, JobQueue
from core.model import Actor, Change, Metadata
from tests.benchmarks.measure import Chapter, Finding, Timing, in_words, side_by_side

_BATCH = 50
"""As the worker claims them."""
_ROUNDS = 21
_PENDING = 10_000
_CHUNK = 10_000
_FEW = 1_000

_SHORT = Metadata(title="A Film", tagline="It's here.")
_FULL = Metadata(
    title="A Film",
    summary="What it is about. " * 20,
    genres=("Drama", "War"),
    actors=tuple(Actor(f"Actor {number}", f"Role {number}") for number in range(15)),
)


def chapter(many: int) -> Chapter:
    findings: list[Finding] = []
    for metadata, what in ((_SHORT, "two fields"), (_FULL, "a whole film")):
        batches, singly, peer = _beside_peer(metadata)
        findings += [
            _faster(f"{what}, in batches of 50", batches.median, peer.median, peer.relative_to(batches), 10),
            _faster(f"{what}, one by one", singly.median, peer.median, peer.relative_to(singly), None),
        ]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        few = stack.enter_context(_queue(Path(folder, "few"), _FEW + _BATCH * (_ROUNDS + 1), _SHORT))
        much = stack.enter_context(_queue(Path(folder, "many"), many, _SHORT))
        short, long = side_by_side(_ROUNDS, _BATCH, _work(few, _BATCH), _work(much, _BATCH))
        left = much.counts()
        rows = many - _BATCH * (_ROUNDS + 1)
        if left.pending != rows:
            raise RuntimeError(f"{left.pending} rows are left, not {rows}")
    return Chapter(
        "Queue",
        f"Jobs are claimed and acknowledged, {_BATCH} in each of {_ROUNDS} rounds. Both queues are SQLite files that"
        " are synchronised at every commit, so that the disk's speed decides most of this. persist-queue knows no"
        " batches; ours commits twice for a batch, and twice for a single job, as persist-queue does. Finished jobs"
        f" leave no row: after the last line the table held exactly {rows:,}.",
        "beside",
        (
            *findings,
            Finding(
                f"one job in batches of 50, {many:,} pending, beside {_FEW:,}",
                in_words(long.median),
                in_words(short.median),
                long.relative_to(short),
                1.5,
            ),
        ),
    )


def _beside_peer(metadata: Metadata) -> Sequence[Timing]:
    """Ours in batches, ours one by one, and persist-queue's."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ours = stack.enter_context(_queue(Path(folder, "ours"), _PENDING, metadata))
        theirs = SQLiteAckQueue(str(Path(folder, "theirs")))
        stack.callback(theirs.close)
        for number in range(_PENDING):
            theirs.put({"path": f"/media/{number}.mkv", "metadata": asdict(metadata)})

        def by_them() -> None:
            for _ in range(_BATCH):
                theirs.ack(theirs.get(block=False))

        return side_by_side(_ROUNDS, _BATCH, _work(ours, _BATCH), _work(ours, 1), by_them)


def _faster(what: str, ours: float, theirs: float, times: float, least: float | None) -> Finding:
    return Finding(
        f"{what}, {_PENDING:,} pending: times as fast as SQLiteAckQueue",
        in_words(ours),
        in_words(theirs),
        times,
        least,
        at_least=True,
    )


@contextmanager
def _queue(folder: Path, pending: int, metadata: Metadata) -> Iterator[JobQueue]:
    folder.mkdir()
    clock = SystemClock()
    with closing(JobQueue(Database(folder / "recloser.sqlite3", clock), clock)) as queue:
        numbers = count()
        for start in range(0, pending, _CHUNK):
            chunk = min(_CHUNK, pending - start)
            queue.enqueue([Change(f"/media/{next(numbers)}.mkv", metadata, "benchmark") for _ in range(chunk)])
        yield queue


def _work(queue: JobQueue, batch: int) -> Callable[[], None]:
    def work() -> None:
        for _ in range(_BATCH // batch):
            queue.settle([Delivered(job.id) for job in queue.claim(batch)])

    return work
