"""Whatever is wrong, the application lives, says so in words, and loses nothing."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import threading

import pytest

from core.demo.simulator import PlexSimulator
from tests.e2e.application import App, Shell, wait_for_no_process
from tests.e2e.screen import wait_until

HEADLESS = ("run", "--headless")


@pytest.fixture
def app(shell: Shell, plex: PlexSimulator, tmp_path) -> App:
    return App(shell, plex, tmp_path)


def warned(app: App, *words: str) -> str:
    """Waits for a warning that has all these words."""

    def find() -> str | None:
        warnings = (app.status() or {"warnings": []})["warnings"]
        return next((warning for warning in warnings if all(word in warning for word in words)), None)

    return wait_until(find, f"a warning with {words}; there are {(app.status() or {}).get('warnings')}")


def no_traceback(app: App) -> None:
    assert "Traceback" not in app.screen.output()


def test_broken_settings_are_told_with_key_and_what_is_allowed_and_nothing_is_delivered(app: App) -> None:
    app.home.settings.write_text(app.home.settings.read_text().replace("read_timeout = 2.0", 'read_timeout = "soon"'))
    app.start(*HEADLESS)
    warning = warned(app, "read_timeout", "soon")
    assert "settings.toml" in warning
    assert not app.status()["set_up"]
    assert app.plex.log.requests == []
    app.configure()
    app.wait_for_delivered(len(app.films))
    no_traceback(app)


def test_settings_that_are_no_toml_are_told_with_their_line(app: App) -> None:
    app.home.settings.write_text("[plex\nurl = 1")
    app.start(*HEADLESS)
    warned(app, "settings.toml", "line 1")
    no_traceback(app)


@pytest.mark.parametrize("command", ["sync", "preview"])
def test_a_path_that_is_not_there_is_refused_in_words(app: App, command) -> None:
    done = app.command(command, str(app.media / "nowhere"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"recloser: there is no {app.media / 'nowhere'}\n"


def test_a_corrupt_state_file_is_kept_beside_and_everything_goes_on(app: App) -> None:
    app.home.breaker_file.write_bytes(b'{"state": "op')
    app.start(*HEADLESS)
    app.wait_for_delivered(len(app.films))
    warned(app, "circuit_breaker.json", "kept as")
    (kept,) = app.home.data_dir.glob("circuit_breaker.json.bad-*")
    assert kept.read_bytes() == b'{"state": "op'
    no_traceback(app)


@pytest.mark.parametrize("what", ["garbage", "foreign"])
def test_a_corrupt_or_foreign_database_is_kept_aside_and_everything_goes_on(app: App, what: str) -> None:
    if what == "garbage":
        app.home.database.write_bytes(b"not a database at all" * 1000)
    else:
        connection = sqlite3.connect(app.home.database)
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.close()
    before = app.home.database.read_bytes()
    app.start(*HEADLESS)
    app.wait_for_delivered(len(app.films))
    (kept,) = app.home.data_dir.glob("recloser.sqlite3.bad-*")
    assert kept.read_bytes() == before
    warned(app, "recloser.sqlite3", "kept as")
    no_traceback(app)


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE movie [<!ENTITY a 'aaaaaaaaaa'>"
        + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]><movie><title>&j;</title></movie>",
        b'<!DOCTYPE movie [<!ENTITY x SYSTEM "file:///etc/passwd">]><movie><title>&x;</title></movie>',
        b"<movie><title>Cut off in the mid",
        b"\x00\xff\xfe garbage",
    ],
    ids=["entity bomb", "external entity", "cut off", "garbage"],
)
def test_a_hostile_or_broken_nfo_changes_nothing_and_holds_up_nobody(app: App, content: bytes) -> None:
    app.films[0].nfo.write_bytes(content)
    app.start(*HEADLESS)
    app.wait_for_delivered(len(app.films) - 1)
    item = next(item for item in app.plex.store.items(list(range(1, 13))) if str(app.films[0].media) in item.files)
    assert not any(word in str(item.fields) for word in ("root:", "aaaa", "Cut off"))
    no_traceback(app)


def test_a_50_mb_nfo_is_refused_in_words(app: App) -> None:
    with app.films[0].nfo.open("wb") as file:
        file.truncate(50_000_000)
    app.start(*HEADLESS)
    app.wait_for_delivered(len(app.films) - 1)
    warned(app, app.films[0].nfo.name, "50,000,000 bytes")
    no_traceback(app)


def test_an_nfo_that_is_finished_later_is_delivered_then(app: App) -> None:
    whole = app.films[0].nfo.read_bytes()
    app.films[0].nfo.write_bytes(whole[: len(whole) // 2])
    app.start(*HEADLESS)
    app.wait_for_delivered(len(app.films) - 1)
    app.films[0].nfo.write_bytes(whole)
    app.wait_for_delivered(len(app.films))


def test_a_folder_that_does_not_exist_is_told_and_the_others_are_served(app: App) -> None:
    missing = app.folder / "away"
    with app.home.settings.open("a") as file:
        file.write(f"\n[[folders]]\npath = {json.dumps(str(missing))}\n")
    app.start(*HEADLESS)
    warned(app, str(missing))
    app.wait_for_delivered(len(app.films))


def test_a_port_that_is_not_plex_is_an_outage_in_words(app: App) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n<html><body>A printer</body></html>")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        app.configure(url=f"http://127.0.0.1:{listener.getsockname()[1]}")
        app.start(*HEADLESS)
        assert "not as a Plex server" in app.wait_for_state("open")["breaker"]["reason"]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
    no_traceback(app)


def test_a_wrong_token_asks_for_sign_in_and_keeps_everything(app: App) -> None:
    app.token = "wrong-token-1234"
    app.start(*HEADLESS)
    wait_until(lambda: (document := app.status()) and not document["server"]["signed_in"], "sign-in to be needed")
    app.wait_for_queue(waiting=len(app.films))
    assert app.status()["breaker"]["state"] == "closed"
    assert "wrong-token-1234" not in app.home.log.read_text()
    assert "wrong-token-1234" not in app.screen.output()


def test_a_token_kept_by_sign_in_is_used_by_the_running_application(app: App) -> None:
    app.token = ""
    app.start(*HEADLESS)
    wait_until(lambda: (document := app.status()) and not document["server"]["signed_in"], "sign-in to be needed")
    kept = app.command("sign-in", text=app.plex.token + "\n")
    assert kept.returncode == 0
    assert app.plex.token not in kept.stdout
    app.wait_for_delivered(len(app.films))


def test_a_second_headless_instance_is_refused(app: App) -> None:
    app.start(*HEADLESS)
    wait_until(app.status, "the first one to listen")
    second = app.command(*HEADLESS)
    assert second.returncode == 1
    assert "already running" in second.stderr
    assert app.status() is not None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_terminate_end_it_properly(app: App, number: signal.Signals) -> None:
    process = app.start(*HEADLESS)
    app.wait_for_delivered(len(app.films))
    process.send_signal(number)
    assert wait_for_no_process(process, 5) < 2.0
    assert process.returncode == 0
    assert json.loads(app.home.stats.read_bytes())["succeeded"] == len(app.films)


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ("{", "JSON"),
        ('{"path": "relative.mkv", "metadata": {"title": "X"}}', "full path"),
        ('{"path": "/media/a.mkv", "metadata": {"titel": "X"}}', "titel"),
        ('{"path": "/media/a.mkv", "metadata": {"rating": 11}}', "rating"),
        ('[{"path": "/media/a.mkv", "metadata": {"title": "X"}}, 5]', "2"),
    ],
)
def test_a_wrong_job_is_refused_whole_and_in_words(app: App, document: str, word: str) -> None:
    refused = app.command("enqueue", "-", text=document)
    assert refused.returncode == 1
    assert word in refused.stderr
    assert "Traceback" not in refused.stderr
    assert json.loads(app.command("status", "--json").stdout)["queue"]["waiting"] == 0


def test_enqueue_works_while_the_application_does_not_run_and_is_delivered_when_it_does(app: App) -> None:
    job = {"path": str(app.films[0].media), "metadata": {"summary": "From another program"}}
    app.films[0].nfo.unlink()
    assert app.command("enqueue", "-", text=json.dumps(job)).returncode == 0
    status = json.loads(app.command("status", "--json").stdout)
    assert (status["running"], status["queue"]["waiting"]) == (False, 1)
    app.start(*HEADLESS)
    app.wait_for_delivered(len(app.films))
    job["metadata"]["summary"] = "A second time"
    assert app.command("enqueue", "-", text=json.dumps(job)).returncode == 0
    app.wait_for_delivered(len(app.films) + 1)


def test_a_database_that_cannot_be_opened_is_told_and_when_it_is_mended_everything_goes_on(app: App) -> None:
    app.home.database.mkdir(parents=True)
    app.start(*HEADLESS)
    wait_until(lambda: (document := app.status()) and document["out_of_order"], "the trouble to be seen")
    assert app.status()["face"] == "not-set-up"
    said = app.command("status").stdout
    assert "Recloser cannot work" in said
    assert "cannot be opened" in said
    app.home.database.rmdir()
    app.command("check")  # whoever asks does not wait for the next try either
    app.wait_for_delivered(len(app.films))
    assert not app.status()["out_of_order"]


@pytest.mark.parametrize("command", ["reset", "pause", "resume", "check"])
def test_a_command_for_the_running_application_says_that_none_runs(app: App, command: str) -> None:
    answer = app.command(command)
    assert answer.returncode == 3
    assert "running" in answer.stderr


def test_commands_reach_the_running_application(app: App) -> None:
    app.start(*HEADLESS)
    app.wait_for_delivered(len(app.films))
    assert app.command("pause").returncode == 0
    assert app.status()["paused"]
    app.edit(0, "while paused")
    app.wait_for_queue(waiting=1)
    app.kill()
    assert json.loads(app.command("status", "--json").stdout)["paused"]
    app.start(*HEADLESS)
    wait_until(app.status, "it to listen")
    assert app.status()["paused"]
    assert app.command("resume").returncode == 0
    wait_until(lambda: app.shown(0) == "while paused", "the edit to arrive")
    app.plex.stop()
    app.command("check")
    app.command("check")
    app.wait_for_state("open")
    assert "not answering" in app.command("status").stdout
    assert app.command("reset").returncode == 0


@pytest.mark.parametrize("arguments", [("--nonsense",), ("dance",), ("enqueue",)])
def test_wrong_usage_has_status_2(app: App, arguments: tuple[str, ...]) -> None:
    assert app.command(*arguments).returncode == 2


def test_without_a_display_the_tray_application_says_what_to_use_instead(app: App) -> None:
    answer = app.command("--background")
    assert answer.returncode == 1
    assert "--headless" in answer.stderr


def test_jobs_are_read_as_utf_8_whatever_the_terminal_is_set_to(app: App) -> None:
    job = {"path": str(app.films[0].media), "metadata": {"tagline": "Löwe 🦁"}}
    app.films[0].nfo.unlink()
    done = subprocess.run(
        [sys.executable, "-m", "gui.cli", "enqueue", "-"],
        env={**app.screen.environ, **app.environ, "PYTHONIOENCODING": "cp1252"},
        input=json.dumps(job, ensure_ascii=False).encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().startswith("1 change for 1 item queued")
    app.start(*HEADLESS)
    wait_until(lambda: app.shown(0) == "Löwe 🦁", "the job to arrive")


def test_the_home_may_be_named_behind_the_command(app: App) -> None:
    elsewhere = app.folder / "elsewhere"
    assert (
        app.command("status", "--home", str(elsewhere)).stdout == app.command("--home", str(elsewhere), "status").stdout
    )


def test_a_home_whose_name_is_too_long_is_told_in_words(app: App) -> None:
    answer = app.command("--home", "x" * 300, "status")
    assert "Traceback" not in answer.stderr
