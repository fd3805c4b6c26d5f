"""The simulator as a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from core.demo import sample_library
from core.demo.simulator import (
    PlexSimulator,
    RequestKind,
    Season,
    Show,
    SimulatorProcess,
    Stopped,
    episode_at,
    maintenance,
    server_error,
    writes,
)
from core.demo.simulator.process import SimulatorError

PROJECT = Path(sample_library.__file__).parents[2]


def answers(url: str) -> bool:
    try:
        return requests.get(url + "/identity", timeout=5).ok
    except requests.ConnectionError:
        return False


def get(process: SimulatorProcess, path: str, method: str = "GET") -> requests.Response:
    return requests.request(method, process.url + path, headers={"X-Plex-Token": process.token}, timeout=5)


def test_edits_outlive_a_kill_and_the_address_stays_the_same(tmp_path):
    sample_library.create(tmp_path / "Movies")
    with SimulatorProcess(tmp_path / "plex.db", media=[tmp_path / "Movies"], sample_agent=True) as process:
        url = process.url
        machine = get(process, "/identity").text
        assert get(process, "/library/sections/1/all?type=1").text.count("<Video ") == 12
        edit = "/library/sections/1/all?type=1&id=3&title.value=Edited&title.locked=1"
        assert get(process, edit, "PUT").status_code == 200
        process.kill()
        assert process.pid is None
        with pytest.raises(requests.ConnectionError):
            get(process, "/identity")
        process.start()
        assert process.url == url
        assert get(process, "/identity").text == machine
        assert 'title="Edited"' in get(process, "/library/metadata/3").text
        assert get(process, "/library/sections/1/all?type=1").text.count("<Video ") == 12


def test_a_scan_finds_new_films_only_where_it_looks(tmp_path):
    for name in ("Here/A (2000)", "There/B (2001)"):
        (tmp_path / name).mkdir(parents=True)
    with SimulatorProcess(tmp_path / "plex.db", media=[tmp_path / "Here", tmp_path / "There"]) as process:
        (tmp_path / "Here/A (2000)/A (2000).mkv").touch()
        (tmp_path / "Here/A (2000)/A (2000).nfo").touch()
        (tmp_path / "There/B (2001)/B (2001).MP4").touch()

        def titles(path: Path | None) -> list[str]:
            query = requests.models.RequestEncodingMixin._encode_params({"path": str(path)} if path else {})
            assert get(process, f"/library/sections/1/refresh?{query}").content == b""
            deadline = time.monotonic() + 10
            while 'refreshing="1"' in get(process, "/library/sections").text:
                assert time.monotonic() < deadline
            listing = get(process, "/library/sections/1/all?type=1").text
            return [part.partition('"')[0] for part in listing.split(' type="movie" title="')[1:]]

        assert titles(tmp_path / "Elsewhere") == []
        assert titles(tmp_path / "Here" / "A (2000)") == ["A"]
        assert titles(None) == ["A", "B"]


def test_faults_and_the_log_are_within_reach_of_another_process(tmp_path):
    with SimulatorProcess(tmp_path / "plex.db") as process:
        process.faults.set(maintenance("3"), writes(5))
        assert get(process, "/:/rate?key=5&rating=1", "PUT").headers["Retry-After"] == "3"
        assert process.writes == {5: 1}
        assert process.counts == {RequestKind.RATE: 1}
        assert [request.kind for request in process.requests] == [RequestKind.RATE]
        process.clear_log()
        assert process.requests == []
        process.faults.set(Stopped())
        with pytest.raises(requests.ConnectionError):
            get(process, "/identity")
        process.faults.clear()
        assert get(process, "/identity").status_code == 200


def test_faults_are_in_force_from_the_start_also_over_a_restart(tmp_path):
    process = SimulatorProcess(tmp_path / "plex.db")
    process.faults.set(Stopped())
    with process:
        with pytest.raises(requests.ConnectionError):
            get(process, "/identity")
        process.faults.set(server_error())
        process.restart()
        assert get(process, "/identity").status_code == 500


def test_the_control_channel_refuses_in_words_what_it_does_not_know(tmp_path):
    with SimulatorProcess(tmp_path / "plex.db") as process:
        connection = HTTPConnection(urlsplit(process._control).netloc, timeout=5)
        answers = []
        for method, path in (("PUT", "/faults"), ("PUT", "/weather"), ("GET", "/weather"), ("DELETE", "/weather")):
            connection.request(method, path, "[{}]")
            answer = connection.getresponse()
            answers.append((answer.status, b"error" in answer.read()))
            connection.close()
        assert answers == [(400, True), (404, True), (404, True), (404, True)]


def test_asking_a_process_that_does_not_run_is_refused_in_words(tmp_path):
    process = SimulatorProcess(tmp_path / "plex.db")
    with pytest.raises(SimulatorError, match="does not run"):
        process.requests  # noqa: B018  it is a question
    process.close()


def test_a_database_that_cannot_be_opened_is_reported_in_words(tmp_path):
    (tmp_path / "plex.db").write_bytes(b"no database" * 1000)
    with pytest.raises(SimulatorError, match="cannot start: file is not a database"):
        SimulatorProcess(tmp_path / "plex.db").start()


def test_a_port_that_is_taken_is_reported_in_words(tmp_path):
    with SimulatorProcess(tmp_path / "one.db") as first:
        second = SimulatorProcess(tmp_path / "two.db")
        second.url = first.url
        with pytest.raises(SimulatorError, match=r"cannot start: .*in use"):
            second.start()
        assert second.pid is None


def test_no_orphan_is_left_when_the_program_that_started_it_is_killed(tmp_path):
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from core.demo.simulator import SimulatorProcess\n"
        "print(SimulatorProcess(Path(sys.argv[1])).start().url, flush=True)\n"
        "time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "plex.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as parent:
        url = parent.stdout.readline().strip()
        assert answers(url)
        parent.kill()
    deadline = time.monotonic() + 10
    while answers(url):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_library_that_was_filled_before_is_served_and_new_shows_and_music_are_found(tmp_path):
    with PlexSimulator(tmp_path / "full.db") as plex:
        keys = plex.add_show(Show("/s/A", (Season(1, (episode_at("/s/A/S01E01.mkv", 1),)),)))
    with SimulatorProcess(tmp_path / "full.db") as process:
        assert 'title="Episode 1"' in get(process, f"/library/metadata/{keys.episodes[1, 1]}").text
    for name in ("Shows/Dragnet/Season 01/Dragnet - S01E01.mkv", "Music/Scott Joplin/Rags/01 - Maple Leaf Rag.flac"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    with SimulatorProcess(tmp_path / "new.db", shows=[tmp_path / "Shows"], music=[tmp_path / "Music"]) as process:
        assert get(process, "/library/sections/1/all?type=4").text.count("<Video ") == 1
        assert get(process, "/library/sections/2/all?type=10").text.count("<Track ") == 1
