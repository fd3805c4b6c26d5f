"""The disk fails under the running application: it lives, says so in words, and goes on by itself when that is over.

These stories mostly wait, so they are played side by side; each is a test of its own all the same.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from core.demo.simulator import Delays, PlexSimulator, writes
from tests.e2e.application import App, Shell
from tests.e2e.screen import wait_until
from tests.prove.traced import require_strace

AT_ONCE = 6
HEADLESS = ("run", "--headless")
ERRORS = ["EIO", "EROFS", "ENOSPC"] if os.environ.get("RECLOSER_PROVE") else ["EIO"]
SYNCS = "fsync,fdatasync"
RENAMES = "rename,renameat,renameat2"


class SmallDisk:
    """A file system of four megabytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ballast = path / "ballast"

    def fill(self) -> None:
        with self._ballast.open("wb", buffering=0) as file:
            for size in (65536, 512, 1):
                with suppress(OSError):
                    while True:
                        file.write(bytes(size))

    def free(self) -> None:
        self._ballast.unlink()

    def remount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.path)], check=True)


@contextmanager
def small_disk(path: Path) -> Iterator[SmallDisk]:
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root may mount a small disk to fill it")
    path.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(path)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(path)
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


@dataclass(frozen=True)
class Place:
    """What a story is about."""

    app: App
    plex: PlexSimulator
    disk: SmallDisk | None = None
    """The application's home, where the story wants it on a disk of its own."""


Story = Callable[[Place], None]


def told(*, on_a_small_disk: bool = False) -> Callable[[Story], Callable[[Future[None]], None]]:
    """Makes a test of a story, which is then played together with the others."""

    def decorate(story: Story) -> Callable[[Future[None]], None]:
        def test(end: Future[None]) -> None:
            end.result()

        test.play = partial(play, story, on_a_small_disk)
        return test

    return decorate


def play(story: Story, on_a_small_disk: bool, folder: Path) -> None:
    with ExitStack() as stack:
        if not on_a_small_disk:
            require_strace()
        disk = stack.enter_context(small_disk(folder / "home")) if on_a_small_disk else None
        plex = stack.enter_context(PlexSimulator())
        app = App(Shell(folder, stack), plex, folder)
        app.configure(failure_threshold=1, recovery_timeout=0.5, heartbeat=1.0)
        story(Place(app, plex, disk))
        assert "Traceback" not in app.screen.output()


@pytest.fixture(scope="module")
def ends(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[None]]]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        mine = [item for item in request.session.items if item.path == request.path]
        yield {item.name: pool.submit(item.function.play, tmp_path_factory.mktemp("disk")) for item in mine}
        pool.shutdown(cancel_futures=True)


@pytest.fixture
def end(request: pytest.FixtureRequest, ends: dict[str, Future[None]]) -> Future[None]:
    return ends[request.node.name]


@contextmanager
def failing(app: App, calls: str, error: str, *paths: Path) -> Iterator[None]:
    """These system calls of the running application fail; where paths are given, only those that concern them."""
    assert app.process is not None
    only = [argument for path in paths for argument in ("-P", str(path))]
    with tempfile.TemporaryFile() as words:
        strace = subprocess.Popen(
            ["strace", "-f", *only, "-e", f"trace={calls}", "-e", f"inject={calls}:error={error}", "-o", os.devnull,
             "-p", str(app.process.pid)],
            stderr=words,
        )  # fmt: skip
        try:
            wait_until(lambda: words.seek(0) or b"attached" in words.read(), "strace to attach")
            yield
        finally:
            strace.send_signal(signal.SIGINT)
            strace.wait(10)


def warned(app: App, *words: str) -> None:
    def seen() -> bool:
        warnings = (app.status() or {"warnings": []})["warnings"]
        return any(all(word in warning for word in words) for warning in warnings)

    wait_until(seen, f"a warning with {words}; there is {app.status()}", 20.0)


def wait_for_no_warning(app: App) -> None:
    wait_until(lambda: (app.status() or {"warnings": 1})["warnings"] == [], "no warning any more", 20.0)


def enqueue(app: App, number: int, tagline: str, summary: str = "") -> subprocess.CompletedProcess[str]:
    job = {"path": str(app.films[number].media), "metadata": {"tagline": tagline, "summary": summary or tagline}}
    return app.command("enqueue", "-", text=json.dumps(job))


def wait_until_shown(app: App, number: int, tagline: str) -> None:
    wait_until(lambda: app.shown(number) == tagline, f"{tagline!r} in Plex; {app.status()}", 30.0)


def started(app: App) -> App:
    app.start(*HEADLESS)
    app.wait_for_delivered(len(app.films))
    wait_for_no_warning(app)
    return app


@told(on_a_small_disk=True)
def test_on_a_full_disk_it_lives_says_so_and_goes_on_when_there_is_room(place):
    app, plex, disk = place.app, place.plex, place.disk
    started(app)
    disk.fill()
    refused = enqueue(app, 0, "never acknowledged", "x" * 500_000)
    assert refused.returncode == 1
    assert "disk full" in refused.stderr
    assert "Traceback" not in refused.stderr
    plex.stop()
    app.wait_for_state("open")
    warned(app, "breaker state cannot be written", "No space left")
    plex.start()
    app.edit(1, "While the disk was full")
    acknowledged = enqueue(app, 2, "Perhaps acknowledged").returncode == 0
    disk.free()
    wait_until_shown(app, 1, "While the disk was full")
    if acknowledged:
        wait_until_shown(app, 2, "Perhaps acknowledged")
    wait_for_no_warning(app)
    app.wait_for_state("closed")
    wait_until(lambda: json.loads(app.home.breaker_file.read_bytes())["state"] == "closed", "the file to say so")
    assert app.process.poll() is None


@told(on_a_small_disk=True)
def test_an_outage_is_seen_to_end_while_the_disk_is_full(place):
    app, plex, disk = place.app, place.plex, place.disk
    started(app)
    disk.fill()
    plex.stop()
    app.wait_for_state("open")
    plex.start()
    app.wait_for_state("closed")


@told(on_a_small_disk=True)
def test_changes_that_find_the_disk_full_are_queued_when_there_is_room(place):
    app, disk = place.app, place.disk
    started(app)
    disk.fill()
    for number in range(len(app.films)):
        app.edit(number, f"Edited on a full disk {number}. " + "x" * 30_000)
    warned(app, "disk full")
    disk.free()
    for number, film in enumerate(app.films):
        wait_until_shown(app, number, film.metadata.tagline)
    wait_for_no_warning(app)


@told(on_a_small_disk=True)
def test_a_full_disk_at_the_start_is_told_and_waited_for(place):
    app, disk = place.app, place.disk
    disk.fill()
    app.start(*HEADLESS)
    warned(app, "disk full")
    disk.free()
    app.wait_for_delivered(len(app.films))
    wait_for_no_warning(app)


@told(on_a_small_disk=True)
def test_a_read_only_disk_at_the_start_is_told_in_words(place):
    app, disk = place.app, place.disk
    disk.remount("ro")
    refused = app.command(*HEADLESS)
    assert refused.returncode == 1
    assert "cannot be written" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert app.command("status").returncode == 0
    refused = enqueue(app, 0, "Not acknowledged")
    assert refused.returncode == 1
    assert "cannot be written" in refused.stderr
    disk.remount("rw")
    started(app)


@told()
def test_a_database_that_cannot_be_written_is_told_and_loses_nothing(place):
    app = place.app
    started(app)
    for error in ERRORS:
        database = app.home.database
        with failing(app, f"pwrite64,ftruncate,{SYNCS}", error, database, database.with_name(database.name + "-wal")):
            app.edit(0, f"Edited under {error}")
            warned(app, "database")
            assert app.shown(0) != f"Edited under {error}"
        wait_until_shown(app, 0, f"Edited under {error}")
        wait_for_no_warning(app)
        assert app.process.poll() is None


@told()
def test_a_change_is_not_sent_again_when_its_end_could_not_be_stored(place):
    app, plex = place.app, place.plex
    started(app)
    database = app.home.database
    wal = database.with_name(database.name + "-wal")
    plex.faults.set(Delays(1.5), writes())
    before = sum(plex.log.writes.values())
    app.edit(0, "Sent once")
    wait_until(lambda: app.shown(0) == "Sent once", "the edit to arrive")
    plex.faults.clear()
    with failing(app, f"pwrite64,{SYNCS}", "EIO", database, wal):
        warned(app, "database")
    wait_for_no_warning(app)
    app.wait_for_queue(waiting=0, in_progress=0, retrying=0, failed=0)
    assert sum(plex.log.writes.values()) == before + 1


@told()
def test_small_files_that_cannot_be_written_are_told_and_delivery_goes_on(place):
    app, plex = place.app, place.plex
    started(app)
    for error in ERRORS:
        with failing(app, RENAMES, error):
            plex.stop()
            app.wait_for_state("open")
            warned(app, "breaker state cannot be written")
            plex.start()
            app.wait_for_state("closed")
            app.edit(0, f"Delivered under {error}")
            wait_until_shown(app, 0, f"Delivered under {error}")
            warned(app, "statistics cannot be written")
        wait_for_no_warning(app)
        assert json.loads(app.home.breaker_file.read_bytes())["state"] == "closed"


@told()
def test_a_pause_that_cannot_be_written_is_told_and_made_up_for(place):
    app = place.app
    started(app)
    with failing(app, RENAMES, "EIO"):
        assert app.command("pause").returncode == 0
        warned(app, "pause cannot be written")
        assert app.status()["paused"]
    wait_for_no_warning(app)
    assert json.loads(app.home.pause.read_bytes())["paused"]


@told()
def test_a_state_file_that_cannot_be_synced_is_told_and_made_up_for(place):
    app, plex = place.app, place.plex
    started(app)
    plex.stop()
    app.wait_for_state("open")
    with failing(app, SYNCS, "EIO"):
        app.command("reset")
        warned(app, "breaker state cannot be written")
    wait_for_no_warning(app)
    plex.start()
    app.wait_for_state("closed")


@told()
def test_a_log_that_cannot_be_written_is_told_and_delivery_goes_on(place):
    app = place.app
    started(app)
    with failing(app, "write", "EIO", app.home.log):
        app.edit(0, "Delivered without a log")
        wait_until_shown(app, 0, "Delivered without a log")
        warned(app, "log cannot be written")
    app.edit(1, "Delivered with a log")
    wait_until_shown(app, 1, "Delivered with a log")
    wait_for_no_warning(app)
    assert f"Delivered movie “{app.films[1].metadata.title}”" in app.home.log.read_text()
