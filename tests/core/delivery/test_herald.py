from __future__ import annotations

import threading

from core.delivery.herald import Herald
from core.events import Event, SnapshotChanged
from core.model import Snapshot
from tests.conftest import FakeClock


def test_what_one_thread_saw_first_is_not_told_after_what_another_has_seen_since(clock: FakeClock) -> None:
    has_looked, may_tell = threading.Event(), threading.Event()
    told: list[Event] = []
    offline = False

    def look() -> Snapshot:
        seen = offline
        if threading.current_thread() is slow:
            has_looked.set()
            may_tell.wait(10)
        return Snapshot(offline=seen)

    herald = Herald(told.append, look, clock)
    slow, quick = (threading.Thread(target=herald.tell_snapshot) for _ in range(2))
    slow.start()
    assert has_looked.wait(10)
    offline = True
    quick.start()
    quick.join(0.1)  # it must not have overtaken the slow one; if it could, it would have by now
    may_tell.set()
    slow.join()
    quick.join()
    assert isinstance(told[-1], SnapshotChanged)
    assert told[-1].snapshot.offline
