from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.logs import LogBook, set_up
from core.secrets import Redactor

log = logging.getLogger("core.something")


@contextmanager
def log_book(
    path: Path | None = None, *, to_terminal: bool = False, redactor: Redactor | None = None
) -> Iterator[LogBook]:
    book = set_up(path, to_terminal=to_terminal, redact=redactor or Redactor())
    try:
        yield book
    finally:
        book.close()


def test_a_line_has_local_time_and_plain_words(tmp_path: Path):
    with log_book(tmp_path / "x.log"):
        log.info("Plex is %s", "back")
        log.warning("Something")
    lines = (tmp_path / "x.log").read_text().splitlines()
    assert len(lines[0].split("  ")[0]) == len("2026-11-23 05:55:22")
    assert [line.split("  ", 1)[1] for line in lines] == ["Plex is back", "Warning: Something"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_the_file_and_its_folder_are_open_to_nobody_else(tmp_path: Path):
    path = tmp_path / "logs" / "x.log"
    with log_book(path):
        log.info("x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_files_are_bounded(tmp_path: Path):
    path = tmp_path / "x.log"
    with log_book(path):
        for _ in range(450):
            log.info("%s", "x" * 10_000)
    files = list(tmp_path.iterdir())
    assert len(files) == 3
    assert all(file.stat().st_size <= 1_000_000 for file in files)
    if os.name == "posix":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_the_last_lines_are_at_hand_and_their_number_is_bounded():
    with log_book() as book:
        before = book.revision
        assert book.lines() == ()
        for number in range(600):
            log.info("line %d", number)
        assert book.revision == before + 600
        assert [line.text.split("  ")[1] for line in book.lines(2)] == ["line 598", "line 599"]
        assert len(book.lines()) == 50
        assert len(book.lines(10_000)) == 500
        assert book.lines(0) == ()


def test_lines_may_come_from_many_threads_while_they_are_read():
    with log_book() as book:
        threads = [threading.Thread(target=lambda: [log.info("x") for _ in range(200)]) for _ in range(4)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            book.lines()
        assert book.revision == 800


def test_a_secret_gets_nowhere_not_even_within_tracebacks_and_arguments(tmp_path: Path, capsys):
    redactor = Redactor()
    redactor.add("very-secret")
    with log_book(tmp_path / "x.log", to_terminal=True, redactor=redactor) as book:
        log.info("token %s", "very-secret")
        log.info("%s", {"X-Plex-Token": "not-yet-known"})
        logging.getLogger("plexapi").warning("GET http://host/?X-Plex-Token=not-yet-known")
        try:
            int("very-secret")
        except ValueError:
            log.exception("very-secret")
        shown = (
            "\n".join(line.text for line in book.lines()) + (tmp_path / "x.log").read_text() + capsys.readouterr().err
        )
    assert "Traceback" in shown
    assert "very-secret" not in shown
    assert "not-yet-known" not in shown


def test_libraries_tell_warnings_only_even_when_they_set_their_own_level():
    with log_book() as book:
        logger = logging.getLogger("urllib3.connectionpool")
        earlier, logger.level = logger.level, logging.DEBUG
        logger.info("chatter")
        logger.warning("trouble")
        logger.level = earlier
        assert [line.text.split("  ")[1] for line in book.lines()] == ["Warning: trouble"]


def test_libraries_tell_of_trouble_in_few_words_and_without_a_traceback():
    with log_book() as book:
        fault = ValueError("unparsed data")
        logging.getLogger("urllib3.connection").warning("Failed to parse headers: %s", "x" * 70_000, exc_info=fault)
        (line,) = book.lines()
    assert "Failed to parse headers" in line.text
    assert len(line.text) < 400


def test_foreign_text_neither_steers_the_terminal_nor_passes_for_a_line_of_its_own():
    with log_book() as book:
        log.info("%s", "red \x1b[31m alert\r\n2026-01-01 00:00:00  all is well\u009b")
        first, second = book.lines()
    assert first.text.endswith("red \\x1b[31m alert\\x0d")
    assert second.text == "    2026-01-01 00:00:00  all is well\\x9b"


def test_a_log_that_cannot_be_written_is_told_and_recovers_by_itself(tmp_path: Path, capsys):
    path = tmp_path / "logs" / "x.log"
    path.mkdir(parents=True)
    with log_book(path) as book:
        log.info("lost")
        assert "cannot be written to" in (book.problem or "")
        assert book.lines()[-1].text.endswith("lost")
        path.rmdir()
        log.info("kept")
        assert book.problem is None
    assert path.read_text().endswith("kept\n")
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
def test_a_full_disk_is_told_and_harms_nothing(tmp_path: Path, capsys):
    path = tmp_path / "x.log"
    path.symlink_to("/dev/full")
    with log_book(path) as book:
        log.info("lost")
        log.info("lost, too")
        assert "No space left on device" in (book.problem or "")
        path.unlink()
        log.info("kept")
        assert book.problem is None
    assert path.read_text().endswith("kept\n")
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_rotated_goes_on_in_the_full_file(tmp_path: Path):
    path = tmp_path / "x.log"
    (tmp_path / "x.log.1").mkdir()
    (tmp_path / "x.log.1" / "in the way").touch()
    (tmp_path / "x.log.2").mkdir()
    (tmp_path / "x.log.2" / "in the way").touch()
    with log_book(path) as book:
        for _ in range(120):
            log.info("%s", "x" * 10_000)
        assert book.problem is None
    assert path.stat().st_size > 1_000_000


def test_the_terminal_shows_lines_only_where_a_person_follows_the_log(capsys):
    with log_book(to_terminal=False):
        log.error("unseen")
    assert capsys.readouterr().err == ""
    with log_book(to_terminal=True):
        log.info("seen")
    assert capsys.readouterr().err.endswith("  seen\n")


def test_the_terminal_may_be_missing_or_closed(monkeypatch):
    with log_book(to_terminal=True) as book:
        monkeypatch.setattr(sys, "stderr", None)
        log.info("one")
        with Path(os.devnull).open("w") as closed:
            pass
        monkeypatch.setattr(sys, "stderr", closed)
        log.info("two")
        assert len(book.lines()) == 2


def test_closing_puts_everything_back(tmp_path: Path):
    root = logging.getLogger()
    before = (root.level, list(root.handlers), sys.excepthook, threading.excepthook, sys.unraisablehook)
    with log_book(tmp_path / "x.log", to_terminal=True) as book:
        log.info("x")
        book.close()
    assert (root.level, list(root.handlers), sys.excepthook, threading.excepthook, sys.unraisablehook) == before


UNCAUGHT = """
import sys, threading
from pathlib import Path
from core.logs import set_up
from core.secrets import Redactor
book = set_up(Path(sys.argv[1]), to_terminal=False, redact=Redactor())
def fail(): {}
if sys.argv[2] == "thread":
    thread = threading.Thread(target=fail, name="watcher")
    thread.start()
    thread.join()
else:
    fail()
"""


def run_failing(tmp_path: Path, statement: str, where: str) -> tuple[str, str]:
    command = [sys.executable, "-c", UNCAUGHT.format(statement), str(tmp_path / "x.log"), where]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.stderr, (tmp_path / "x.log").read_text() if (tmp_path / "x.log").exists() else ""


@pytest.mark.parametrize("where", ["main", "thread"])
def test_an_uncaught_exception_is_logged_and_a_person_reads_one_line(tmp_path: Path, where: str):
    shown, logged = run_failing(tmp_path, "raise ValueError('out of beans')", where)
    assert "Traceback" in logged
    assert "ValueError: out of beans" in logged
    assert len(shown.splitlines()) == 1
    assert "Traceback" not in shown
    assert f"ValueError: out of beans; details are in {tmp_path / 'x.log'}" in shown
    assert ("thread watcher" in shown) == (where == "thread")


def test_a_mistaken_log_call_costs_only_its_arguments(tmp_path: Path):
    shown, logged = run_failing(tmp_path, "import logging; logging.getLogger('x').warning('%d of %d', 1)", "main")
    assert shown == ""
    assert "Warning: %d of %d (its arguments do not fit: " in logged


def test_a_file_name_that_is_not_utf8_can_be_logged(tmp_path: Path):
    shown, logged = run_failing(tmp_path, r"import logging; logging.getLogger('x').warning('caf\udce9.nfo')", "main")
    assert shown == ""
    assert logged.endswith("Warning: caf\\udce9.nfo\n")


def test_ctrl_c_is_no_fault(tmp_path: Path):
    assert run_failing(tmp_path, "raise KeyboardInterrupt", "main") == ("", "")


def test_a_thread_may_end_itself(tmp_path: Path):
    assert run_failing(tmp_path, "sys.exit()", "thread") == ("", "")


def test_a_fault_while_cleaning_up_is_logged_and_not_printed(tmp_path: Path):
    statement = "type('X', (), {'__del__': lambda self: 1 / 0})()"
    shown, logged = run_failing(tmp_path, statement, "main")
    assert shown == ""
    assert "ZeroDivisionError" in logged
