"""Claiming and acknowledging jobs, beside persist-queue, and with few and many jobs waiting."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from persistqueue import SQLiteAckQueue

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import Delivered, JobQueue
from core.model import Actor, Change, Metadata
from tests.benchmarks.measure import Chapter, Finding, Timing, in_words, side_by_side

_BATCH = 100
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
            _faster(f"{what}, in batches of {_BATCH}", batches.median, peer.median, peer.relative_to(batches), 10),
            _faster(f"{what}, one by one", singly.median, peer.median, peer.relative_to(singly), None),
        ]
    for order, chance, limit in (("their names", None, 1.5), ("chance", random.Random(1), None)):
        few, much = _beside_few(many, chance)
        findings.append(
            Finding(
                f"one job in batches of {_BATCH}, {many:,} pending, beside {_FEW:,}, queued in the order of {order}",
                in_words(much.median),
                in_words(few.median),
                much.relative_to(few),
                limit,
            )
        )
    return Chapter(
        "Queue",
        f"Jobs are claimed and acknowledged, {_BATCH} in each of {_ROUNDS} rounds. Both queues are SQLite files that"
        " are synchronised at every commit, so that the disk's speed decides much of this. persist-queue knows no"
        " batches, and commits twice for a job; ours commits once for a batch or a job, because what is being delivered"
        " is known to the one process that delivers. Finished jobs leave no row, which is checked. Queued by chance and"
        " not folder by folder, the jobs of a batch stand in as many places of the index of the items, each of which is"
        " a page to write.",
        "beside",
        tuple(findings),
    )


def _beside_few(many: int, chance: random.Random | None) -> tuple[Timing, Timing]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        done = _BATCH * (_ROUNDS + 1)
        few = stack.enter_context(_queue(Path(folder, "few"), _FEW + done, _SHORT, chance))
        much = stack.enter_context(_queue(Path(folder, "many"), many + done, _SHORT, chance))
        timings = side_by_side(_ROUNDS, _BATCH, _work(few, _BATCH), _work(much, _BATCH))
        left = few.counts().pending, much.counts().pending
        if left != (_FEW, many):
            raise RuntimeError(f"{left} rows are left, not {(_FEW, many)}")
        return timings[0], timings[1]


def _beside_peer(metadata: Metadata) -> Sequence[Timing]:
    """Ours in batches, ours one by one, and persist-queue's."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ours = stack.enter_context(_queue(Path(folder, "ours"), _PENDING, metadata))
        theirs = SQLiteAckQueue(str(Path(folder, "theirs")))
        stack.callback(theirs.close)
        for number in range(_PENDING):
            theirs.put({"path": f"/media/{number}.mkv", "metadata": metadata._asdict()})

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
def _queue(folder: Path, pending: int, metadata: Metadata, chance: random.Random | None = None) -> Iterator[JobQueue]:
    folder.mkdir()
    clock = SystemClock()
    numbers = list(range(pending))
    if chance:
        chance.shuffle(numbers)
    with closing(JobQueue(Database(folder / "recloser.sqlite3", clock), clock)) as queue:
        for start in range(0, pending, _CHUNK):
            queue.enqueue(
                [Change(f"/media/{n:07}.mkv", metadata, "benchmark") for n in numbers[start : start + _CHUNK]]
            )
        yield queue


def _work(queue: JobQueue, batch: int) -> Callable[[], None]:
    def work() -> None:
        for _ in range(_BATCH // batch):
            queue.settle([Delivered(job.id) for job in queue.claim(batch)])

    return work
