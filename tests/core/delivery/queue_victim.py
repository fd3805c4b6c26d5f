"""Works on a queue until it is killed, and says on standard output what it was promised, line by line.

``queued NUMBER KEY`` and ``gone NUMBER`` come after the commit, ``delivering NUMBER KEY`` before it.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from core.clock import SystemClock
from core.database import Database
from core.delivery.queue import Delivered, Failed, JobQueue, Retry, Returned, Settlement, Suspected
from core.model import Change, FailureKind, Metadata


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def work(path: Path, first_number: int) -> None:
    chance = random.Random(first_number)
    clock = SystemClock()
    queue = JobQueue(Database(path, clock), clock)
    number = first_number
    say("ready")
    while True:
        changes = []
        for _ in range(chance.randint(1, 6)):
            number += 1
            path_of_item = f"/media/{chance.randrange(40)}"
            changes.append(Change(path_of_item, Metadata(title=str(number), summary="x" * chance.randrange(3000)), ""))
        queue.enqueue(changes)
        for change in changes:
            say("queued", change.metadata.title, change.path)
        queue.retry()
        jobs = queue.claim(chance.randint(1, 8))
        settlements: list[Settlement] = []
        delivered = []
        for job in jobs:
            how = chance.randrange(8)
            if how < 4:
                say("delivering", job.change.metadata.title, job.key)
                delivered.append(job.change.metadata.title)
                settlements.append(Delivered(job.id))
            elif how == 4:
                settlements.append(Returned(job.id))
            elif how == 5:
                settlements.append(Suspected(job.id))
            elif how == 6:
                settlements.append(Retry(job.id, 0.0, FailureKind.NOT_IN_PLEX, "not yet"))
            else:
                settlements.append(Failed(job.id, FailureKind.REFUSED, "no"))
        queue.settle(settlements)
        for title in delivered:
            say("gone", title)


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]))
