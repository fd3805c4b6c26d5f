from __future__ import annotations

from core.delivery.progress import ProgressMeter
from core.events import SnapshotChanged
from core.model import Change, Metadata, Progress
from tests.core.delivery.conftest import film_path


def test_a_handful_of_changes_is_no_large_delivery(clock) -> None:
    meter = ProgressMeter(clock)
    meter.look(24)
    assert meter.progress is None


def test_done_total_rate_and_time_left_follow_the_delivery(clock) -> None:
    meter = ProgressMeter(clock)
    meter.look(100)
    assert meter.progress == Progress(0, 100, 0.0)
    assert meter.progress.seconds_left is None
    for _ in range(4):
        clock.advance(1.0)
        meter.went(10)
        meter.look(100 - 10)
    assert meter.progress.done == 40
    assert meter.progress.rate == 10.0
    assert meter.progress.seconds_left == 9.0


def test_the_rate_forgets_how_it_was_half_a_minute_ago(clock) -> None:
    meter = ProgressMeter(clock)
    meter.look(1000)
    for rate in (1, 1, 10, 10, 10):
        for _ in range(10):
            clock.advance(1.0)
            meter.went(rate)
            meter.look(500)
    assert meter.progress.rate == 10.0


def test_what_comes_in_meanwhile_belongs_to_it_and_it_ends_when_all_is_done(clock) -> None:
    meter = ProgressMeter(clock)
    meter.look(50)
    clock.advance(1.0)
    meter.went(20)
    meter.look(40)
    assert (meter.progress.done, meter.progress.total) == (20, 60)
    meter.went(40)
    meter.look(0)
    assert meter.progress is None
    meter.look(30)
    assert (meter.progress.done, meter.progress.total) == (0, 30)


def test_a_terminal_is_told_from_time_to_time_and_at_the_end(clock, caplog) -> None:
    caplog.set_level("INFO")
    meter = ProgressMeter(clock)
    meter.look(100)
    for left in range(99, -1, -1):
        clock.advance(0.25)
        meter.went(1)
        meter.look(left)
    assert caplog.messages == [
        "Delivering: 40 of 100, 4 per second, about 15 s left",
        "Delivering: 80 of 100, 4 per second, about 5 s left",
        "100 changes have been dealt with",
    ]


def test_while_changes_are_on_their_way_the_snapshot_names_them(bench) -> None:
    bench.start()
    bench.settle()
    bench.events.clear()
    bench.enqueue(1, 2)
    bench.settle()
    told = [event.snapshot.delivering for event in bench.events if isinstance(event, SnapshotChanged)]
    assert [len(ids) for ids in told if ids] == [2]
    assert told[-1] == ()
    assert bench.tagline(2) == "Edited"


def test_the_snapshot_tells_how_far_a_synchronisation_is_and_it_can_be_cancelled(bench) -> None:
    bench.start()
    bench.settle()
    paths = [f"/elsewhere/{number}.mkv" for number in range(300)]
    bench.queue.enqueue([Change(path, Metadata(title="X"), "test", bulk=True) for path in paths])
    bench.enqueue(1, tagline="An edit of its own")
    bench.worker.step()
    progress = bench.worker.snapshot().progress
    assert progress is not None
    assert (progress.done, progress.total) == (0, 301)
    bench.queue.cancel_bulk()
    bench.settle()
    bench.worker.step()
    assert bench.worker.snapshot().progress is None
    assert bench.tagline(1) == "An edit of its own"
    assert bench.plex.item(1).files == (film_path(1),)


def test_nobody_knows_how_long_it_takes_while_it_stands_still(clock, caplog) -> None:
    caplog.set_level("INFO")
    meter = ProgressMeter(clock)
    meter.look(100)
    for _ in range(5):
        clock.advance(1.0)
        meter.went(10)
        meter.look(50)
    assert meter.progress == Progress(50, 100, 10.0, 5.0)
    for _ in range(20):
        meter.look(50, delivering=False)
        clock.advance(1.0)
    assert meter.progress == Progress(50, 100, 0.0)
    assert caplog.messages == []
    meter.went(5)  # the first second after the pause counts for itself
    meter.look(45)
    assert meter.progress == Progress(55, 100, 5.0, 9.0)


def test_where_the_pace_after_an_outage_is_the_limit_it_tells_the_time(clock) -> None:
    meter = ProgressMeter(clock)
    meter.look(1000)
    clock.advance(10.0)
    meter.went(50)
    meter.look(950, no_sooner=140.0)
    assert meter.progress == Progress(50, 1000, 5.0, 140.0)


def test_a_pause_stops_the_progress_and_what_is_not_in_plex_ends_it(bench, caplog) -> None:
    caplog.set_level("INFO")
    bench.start()
    bench.settle()
    bench.queue.enqueue([Change(f"/elsewhere/{n}.mkv", Metadata(title="X"), "test") for n in range(30)])
    bench.worker.pause()
    bench.worker.step()
    assert bench.worker.snapshot().progress == Progress(0, 30, 0.0)
    bench.worker.resume()
    bench.run(lambda: bench.queue.counts().retrying == 30)
    bench.worker.step()
    assert bench.worker.snapshot().progress is None
    assert not [message for message in caplog.messages if "dealt with" in message]
