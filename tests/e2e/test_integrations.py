"""The recipes of docs/integrations.md do what the page says: its own scripts, the real application, a server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import requests
from jsonschema import Draft202012Validator

from core.delivery.job_document import parse_jobs
from core.demo.simulator import PlexSimulator, Season, Show, ShowKeys, episode_at
from tests.e2e.application import App, Shell
from tests.e2e.screen import REPOSITORY, wait_until

PAGE = (REPOSITORY / "docs" / "integrations.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for the installed command is a shell script")


@pytest.fixture
def app(shell: Shell, plex: PlexSimulator, tmp_path: Path) -> App:
    app = App(shell, plex, tmp_path)
    command = tmp_path / "bin" / "recloser"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gui.cli "$@"\n')
    command.chmod(0o755)
    app.start("run", "--headless")
    app.wait_for_delivered(len(app.films))
    return app


@pytest.fixture
def show(plex: PlexSimulator, tmp_path: Path) -> ShowKeys:
    folder = tmp_path / "shows" / "Y"
    file = str(folder / "Season 02" / "Y - S02E03-E04.mkv")
    return plex.add_show(Show(str(folder), (Season(2, (episode_at(file, 3), episode_at(file, 4))),)))


def run(app: App, name: str, said: dict[str, str], text: str = "") -> str:
    """Run a script of the page as the program would. Returns what it printed."""
    script = app.folder / name
    script.write_text(RECIPES[name], encoding="utf-8")
    interpreter = sys.executable if name.endswith(".py") else need("sh")
    environ = {**app.screen.environ, **app.environ, **said}
    environ["PATH"] = f"{app.folder / 'bin'}{os.pathsep}{environ['PATH']}"
    done = subprocess.run(
        [interpreter, str(script)], env=environ, input=text, capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def need(program: str) -> str:
    found = shutil.which(program)
    if found is None or shutil.which("jq") is None:
        pytest.skip("needs sh and jq")
    return found


def shown(app: App, key: int, field: str) -> object:
    return app.plex.item(key).fields.get(field)


def key_of(app: App, number: int) -> int:
    wanted = str(app.films[number].media)
    keys = range(1, len(app.films) + 1)
    return next(item.id for item in app.plex.store.items(list(keys)) if wanted in item.files)


def test_every_script_of_the_page_is_tried_here() -> None:
    assert set(RECIPES) == {
        "job.json", "radarr.sh", "radarr.py", "sonarr.sh", "sonarr.py", "tinymediamanager.txt", "recloser.yml",
        "recloser.py",
    }  # fmt: skip


def test_the_jobs_of_the_page_are_jobs() -> None:
    schema = json.loads((REPOSITORY / "resources" / "job.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(RECIPES["job.json"]))
    assert len(parse_jobs(RECIPES["job.json"], "the page")) == 2


@pytest.mark.parametrize("script", ["radarr.sh", "radarr.py"])
@pytest.mark.parametrize(("event", "variable"), [("Download", "path"), ("Rename", "paths")])
def test_what_radarr_imports_or_renames_arrives(app: App, script: str, event: str, variable: str) -> None:
    said = {
        "radarr_eventtype": event,
        f"radarr_moviefile_{variable}": str(app.films[0].media),
        "radarr_movie_title": 'A "Title" & $HOME, 漢',
        "radarr_movie_overview": "One.\nTwo.",
        "radarr_movie_genres": "Drama|Sci-Fi & Fantasy",
        "radarr_movie_imdbid": "",
        "radarr_movie_tmdbid": "19",
    }
    assert "1 change for 1 item queued" in run(app, script, said)
    key = key_of(app, 0)
    wait_until(lambda: shown(app, key, "title") == said["radarr_movie_title"], "the title")
    assert shown(app, key, "summary") == "One.\nTwo."
    assert app.plex.item(key).names("genre") == ("Drama", "Sci-Fi & Fantasy")


@pytest.mark.parametrize("script", ["radarr.sh", "radarr.py"])
def test_a_radarr_that_says_little_is_enough(app: App, script: str) -> None:
    said = {"radarr_eventtype": "Download", "radarr_moviefile_path": str(app.films[0].media)}
    run(app, script, {**said, "radarr_movie_title": "Alone"})
    wait_until(lambda: shown(app, key_of(app, 0), "title") == "Alone", "the title")


def test_the_test_button_succeeds_and_changes_nothing(app: App) -> None:
    for script in ("radarr.sh", "radarr.py", "sonarr.sh", "sonarr.py"):
        assert run(app, script, {"radarr_eventtype": "Test", "sonarr_eventtype": "Test"}) == ""


@pytest.mark.parametrize("script", ["sonarr.sh", "sonarr.py"])
def test_each_episode_of_what_sonarr_imports_arrives(show: ShowKeys, app: App, script: str) -> None:
    file = app.plex.item(show.episodes[2, 3]).files[0]
    said = {
        "sonarr_eventtype": "Download",
        "sonarr_episodefile_path": file,
        "sonarr_episodefile_seasonnumber": "2",
        "sonarr_episodefile_episodenumbers": "3,4",
        "sonarr_episodefile_episodetitles": "The first, half|The second half",
        "sonarr_episodefile_episodeairdates": "2001-02-03,",
    }
    assert "2 changes for 2 items queued" in run(app, script, said)
    first, second = show.episodes[2, 3], show.episodes[2, 4]
    wait_until(lambda: shown(app, second, "title") == "The second half", "the second title")
    wait_until(lambda: shown(app, first, "title") == "The first, half", "the first title")
    assert shown(app, first, "originallyAvailableAt") == "2001-02-03"
    assert (
        f"{file}  (from Sonarr)" in app.command("history", "--limit", "2").stdout
    )  # many an episode is called “Episode 1”


def test_tinymediamanager_makes_recloser_look_at_the_film_again(app: App) -> None:
    key, title = key_of(app, 0), app.films[0].metadata.title
    edit = {"type": "1", "id": str(key), "title.value": "Edited in Plex", "X-Plex-Token": app.plex.token}
    requests.put(f"{app.plex.url}/library/sections/1/all", params=edit, timeout=10).raise_for_status()
    assert shown(app, key, "title") == "Edited in Plex"
    lines = RECIPES["tinymediamanager.txt"].replace("${movie.path}", str(app.films[0].media.parent)).splitlines()
    done = app.command(*lines)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("What lies there is being compared")
    wait_until(lambda: shown(app, key, "title") == title, "the title of the NFO file")


@pytest.fixture
def stash(app: App) -> Iterator[tuple[str, list[dict]]]:
    """What a Stash writes to its plugin, and what it is asked."""
    asked: list[dict] = []
    scene = {
        "title": "A scene",
        "details": "What happens.",
        "date": "2020-02-03",
        "rating100": 85,
        "studio": {"name": "The studio"},
        "tags": [{"name": "outdoors"}],
        "performers": [{"name": "Somebody"}, {"name": "Somebody else"}],
        "files": [{"path": str(app.films[0].media)}],
    }

    class Stash(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body | {"path": self.path, "cookie": self.headers["Cookie"]})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"data": {"findScene": scene}}).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Stash) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        connection = {
            "Scheme": "http",
            "Host": "127.0.0.1",
            "Port": server.server_port,
            "SessionCookie": {"Name": "session", "Value": "secret"},
        }
        hook = {"id": 45, "type": "Scene.Update.Post", "input": None, "inputFields": ["title"]}
        yield json.dumps({"server_connection": connection, "args": {"hookContext": hook}}), asked
        server.shutdown()
        thread.join()


def test_an_edit_in_stash_arrives(app: App, stash: tuple[str, list[dict]]) -> None:
    told, asked = stash
    assert "1 change for 1 item queued" in json.loads(run(app, "recloser.py", {}, told))["output"]
    key = key_of(app, 0)
    wait_until(lambda: shown(app, key, "title") == "A scene", "the title")
    assert (shown(app, key, "studio"), shown(app, key, "userRating")) == ("The studio", 8.5)
    assert app.plex.item(key).names("genre") == ("outdoors",)
    assert [(one["path"], one["cookie"], one["variables"]) for one in asked] == [
        ("/graphql", "session=secret", {"id": "45"})
    ]
