"""Whatever a server answers, it is understood or sorted; nothing crashes, nothing hangs, and nothing is lost."""

from __future__ import annotations

import gc
import os
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from types import SimpleNamespace

import pytest

from core.demo.simulator import PlexSimulator
from core.model import Kind, Metadata
from core.plex.connection import PlexConnection
from core.plex.deadlines import Deadlines
from core.plex.errors import PlexError, ServerDown
from tests.core.delivery.conftest import Bench, film_path
from tests.prove.mangling_proxy import MangledServer, mangling

PROVE = bool(os.environ.get("RECLOSER_PROVE"))
ANSWERS = 10_000 if PROVE else 400
FILMS = 5
DEADLINES = Deadlines(0.3, 0.3)

pytestmark = [
    pytest.mark.timeout(1800 if PROVE else 120),
    # An answer that could not be read to its end holds its socket until Python finds it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def plex() -> Iterator[PlexSimulator]:
    with PlexSimulator() as simulator:
        for number in range(1, FILMS + 1):
            simulator.add_film(film_path(number), Metadata(genres=("Drama",), summary="Long ago", rating=7.1))
        yield simulator


@pytest.fixture
def server(plex, chance) -> Iterator[MangledServer]:
    with mangling(plex.port, chance) as made:
        yield made


def test_no_answer_raises_anything_but_the_documented_errors_and_none_holds_a_request(plex, server, clock, chance):
    connection = PlexConnection(server.url, lambda: plex.token, DEADLINES, clock)
    sections = section = None
    while server.mangled < ANSWERS:
        server.share = 0.0 if section is None else 0.8
        began = time.perf_counter()
        with suppress(PlexError):
            match chance.randrange(5) if section else 0:
                case 0:
                    sections = connection.sections()
                    section = section or sections[0]
                case 1:
                    connection.identity()
                case 2:
                    connection.page(section, Kind.MOVIE, 0, 50)
                case 3:
                    connection.read(range(1, FILMS + 1))
                case 4:
                    connection.edit(section.id, Kind.MOVIE, 1, "tagline.value=x")
        # A second request may have been made to sign in, and a third after a reset.
        assert time.perf_counter() - began < 3 * (DEADLINES.total + 1.0)
    connection.close()
    gc.collect()


@pytest.mark.parametrize("encoding", ["UTF-9", "utf-32", "shift_jis", "rot13", ""])
def test_an_answer_in_an_encoding_that_nobody_knows_is_not_taken_for_plex(plex, server, clock, encoding):
    body = f"<?xml version='1.0' encoding='{encoding}'?><MediaContainer machineIdentifier='x'/>".encode()
    server.mangle = lambda _answer: b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    connection = PlexConnection(server.url, lambda: plex.token, DEADLINES, clock)
    with pytest.raises(ServerDown):
        connection.identity()
    connection.close()


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[" * 100_000, b"[]", b"{}", b'{"MediaContainer": 5}', b"\xff{"])
def test_an_answer_about_items_that_is_no_container_is_not_taken_for_plex(plex, server, clock, body):
    connection = PlexConnection(server.url, lambda: plex.token, DEADLINES, clock)
    server.share = 0.0
    connection.sections()
    server.mangle = lambda _answer: b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    with pytest.raises(ServerDown):
        connection.read([1, 2])
    connection.close()


@pytest.mark.parametrize("number", ["9" * 30, "-1", "one", "1.5", "9" * 5000])
def test_an_answer_with_a_number_that_plex_never_gives_is_not_taken_for_plex(plex, server, clock, number):
    def mangle(answer: bytes) -> bytes:
        body = answer.partition(b"\r\n\r\n")[2].replace(b'ratingKey="1"', f'ratingKey="{number}"'.encode())
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)

    server.mangle = mangle
    connection = PlexConnection(server.url, lambda: plex.token, DEADLINES, clock)
    (section,) = connection.sections()
    with pytest.raises(ServerDown):
        connection.page(section, Kind.MOVIE, 0, 50)
    connection.close()


def test_no_answer_is_a_surprise_to_the_worker_and_all_arrives_when_they_make_sense_again(
    plex, server, clock, chance, caplog, tmp_path
):
    bench = Bench(SimpleNamespace(url=server.url, token=plex.token), clock, tmp_path, None, {"deadlines": DEADLINES})
    bench.start()
    server.share = 0.2
    try:
        while server.mangled < ANSWERS // 4:
            bench.enqueue(chance.randint(1, FILMS), tagline=f"Edit {chance.randrange(10**6)}")
            for _ in range(20):
                clock.advance(min(bench.worker.step(), 60.0))
            bench.worker.reset()
        surprises = [record for record in caplog.records if record.exc_info and record.name.startswith("core.")]
        assert [traceback.format_exception(record.exc_info[1]) for record in surprises] == []
        server.share = 0.0
        bench.queue.retry()
        # What was mistaken may have made the catalog wrong; a day later it is listed anew.
        clock.advance(86_401.0)
        bench.enqueue(*range(1, FILMS + 1), tagline="In the end")
        bench.settle()
    finally:
        bench.stop()
        gc.collect()
    assert {plex.item(number).fields.get("tagline") for number in range(1, FILMS + 1)} == {"In the end"}
