from __future__ import annotations

import os
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from core import database as database_module
from core import schema
from core.database import Database, DatabaseDamaged, DatabaseUnavailable, reading_only, to_sql
from core.delivery.queue import JobQueue, SeenFile
from core.model import Change, Metadata, QueueCounts

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permission bits, and locks open files")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "recloser.sqlite3"


def kept_aside(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}*.bad-*"))


def make_sound_file(path: Path, clock) -> bytes:
    """A closed database of ours with several pages of content."""
    with closing(Database(path, clock)) as database, database.transaction() as connection:
        connection.executemany(
            "INSERT INTO seen_files VALUES ('/media/', ?, 1, 1)", [(f"{number:0100}.nfo",) for number in range(500)]
        )
    return path.read_bytes()


def damage_last_page(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-4096] + b"\xff" * 4096)


def read_everything(database: Database) -> None:
    with database.reading() as connection:
        connection.execute("SELECT count(length(name) + size) FROM seen_files NOT INDEXED").fetchall()


def test_a_commit_survives_closing_and_reopening(path, clock):
    with closing(Database(path, clock)) as database:
        database.set_meta("answer", "42")
    with closing(Database(path, clock)) as database:
        assert database.get_meta("answer") == "42"
        assert database.warnings == ()


def test_the_file_is_durable_and_says_whose_it_is(path, clock):
    with closing(Database(path, clock)) as database:
        settings = {
            name: database.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "application_id", "user_version")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": schema.APPLICATION_ID,
        "user_version": len(schema.MIGRATIONS),
    }


@posix_only
def test_nobody_else_may_read_the_file_or_its_companions(path, clock):
    with closing(Database(path, clock)) as database:
        database.set_meta("a", "b")
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.glob(f"{path.name}*")}
    assert modes.pop(f"{path.name}.guard", None) is not None
    assert modes == {path.name: 0o600, f"{path.name}-wal": 0o600, f"{path.name}-shm": 0o600}


def test_without_a_path_there_is_no_file(tmp_path, clock, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with closing(Database(None, clock)) as database:
        database.set_meta("a", "b")
        assert database.get_meta("a") == "b"
    assert list(tmp_path.iterdir()) == []


def test_closing_twice_does_nothing(path, clock):
    database = Database(path, clock)
    database.close()
    database.close()


def test_an_exception_undoes_the_whole_transaction(path, clock):
    with closing(Database(path, clock)) as database:
        database.set_meta("a", "before")
        with pytest.raises(ZeroDivisionError), database.transaction() as connection:
            1 / (connection.execute("DELETE FROM meta").rowcount - 1)
        assert database.get_meta("a") == "before"
        database.set_meta("a", "after")
        assert database.get_meta("a") == "after"


def test_a_mistake_of_our_own_is_not_blamed_on_the_disk(path, clock):
    with (
        closing(Database(path, clock)) as database,
        pytest.raises(sqlite3.IntegrityError),
        database.transaction() as connection,
    ):
        connection.execute("INSERT INTO meta VALUES ('a', NULL)")


def test_what_another_connection_commits_shows_in_the_data_version(path, clock):
    with closing(Database(path, clock)) as ours, closing(Database(path, clock)) as theirs:
        before = ours.data_version()
        ours.set_meta("a", "ours")
        assert ours.data_version() == before
        theirs.set_meta("a", "theirs")
        assert ours.data_version() != before


class TestAnUnusableFile:
    @pytest.mark.parametrize(
        "content",
        [b"{}", b"nonsense" * 5000, b"\0" * 5000, b"SQLite format 3\0" + b"\xff" * 4080, b"SQLite format 3\0"],
        ids=["two bytes", "text", "zeros", "header garbage", "only the magic"],
    )
    def test_is_kept_aside_as_it_was_and_a_fresh_one_started(self, path, clock, caplog, content):
        path.write_bytes(content)
        with closing(Database(path, clock)) as database:
            database.set_meta("a", "b")
            assert database.get_meta("a") == "b"
            [warning] = database.warnings
        [kept] = kept_aside(path)
        assert kept.read_bytes() == content
        assert kept.name in warning
        assert str(path) in warning
        assert warning in caplog.text
        with closing(Database(path, clock)) as database:
            assert database.warnings == ()

    @pytest.mark.parametrize("length", [17, 99, 100, 512, 4096, 8192, -4096])
    def test_includes_one_that_was_cut_off_anywhere(self, path, clock, length):
        content = make_sound_file(path, clock)[:length]
        path.write_bytes(content)
        with closing(Database(path, clock)) as database:
            read_everything(database)
            assert database.warnings
        assert [kept.read_bytes() for kept in kept_aside(path)] == [content]

    def test_includes_one_in_a_format_that_does_not_exist(self, path, clock):
        content = bytearray(make_sound_file(path, clock))
        content[44:48] = (99).to_bytes(4, "big")
        path.write_bytes(content)
        with pytest.raises(DatabaseUnavailable, match="damaged"), reading_only(path):
            pass
        with closing(Database(path, clock)) as database:
            read_everything(database)
            assert database.warnings
        assert [kept.read_bytes() for kept in kept_aside(path)] == [content]

    def test_includes_the_database_of_another_program(self, path, clock):
        with closing(sqlite3.connect(path)) as foreign:
            foreign.execute("CREATE TABLE bookmarks (url)")
        with closing(Database(path, clock)) as database:
            assert "another program" in database.warnings[0]
        [kept] = kept_aside(path)
        with closing(sqlite3.connect(kept)) as foreign:
            assert foreign.execute("SELECT * FROM bookmarks").fetchall() == []

    def test_includes_an_empty_database_marked_by_another_program(self, path, clock):
        with closing(sqlite3.connect(path)) as foreign:
            foreign.execute("PRAGMA application_id = 77")
        with closing(Database(path, clock)) as database:
            assert "another program" in database.warnings[0]

    def test_includes_one_of_ours_that_lacks_a_table(self, path, clock):
        make_sound_file(path, clock)
        with closing(sqlite3.connect(path)) as meddler:
            meddler.execute("DROP TABLE seen_files")
        with closing(Database(path, clock)) as database:
            assert "seen_files" in database.warnings[0]

    def test_includes_one_with_a_damaged_page(self, path, clock):
        make_sound_file(path, clock)
        damage_last_page(path)
        with closing(Database(path, clock)) as database:
            assert "damaged" in database.warnings[0]
            read_everything(database)

    def test_is_kept_with_what_was_only_in_its_write_ahead_log(self, path, tmp_path, clock):
        live = tmp_path / "live"
        with closing(sqlite3.connect(live, isolation_level=None)) as foreign:
            foreign.execute("PRAGMA journal_mode = WAL")
            foreign.execute("CREATE TABLE bookmarks (url)")
            foreign.execute("INSERT INTO bookmarks VALUES ('last words')")
            for suffix in ("", "-wal"):  # as if its program had been killed now
                path.with_name(path.name + suffix).write_bytes(live.with_name(live.name + suffix).read_bytes())
        Database(path, clock).close()
        [kept] = kept_aside(path)
        with closing(sqlite3.connect(kept)) as foreign:
            assert foreign.execute("SELECT * FROM bookmarks").fetchall() == [("last words",)]

    @posix_only
    def test_is_kept_together_with_its_write_ahead_log_when_its_program_has_it_open(self, path, clock):
        with closing(sqlite3.connect(path, isolation_level=None)) as foreign:
            foreign.execute("PRAGMA journal_mode = WAL")
            foreign.execute("CREATE TABLE bookmarks (url)")
            log = path.with_name(f"{path.name}-wal").read_bytes()
            Database(path, clock).close()
            assert log in [kept.read_bytes() for kept in kept_aside(path)]

    def test_is_replaced_once_when_many_threads_find_it_and_none_loses_what_it_commits(self, path, clock):
        path.write_bytes(b"nonsense" * 5000)
        assert write_from_many_threads(path, clock) == 8
        assert len(kept_aside(path)) == 1


def write_from_many_threads(path: Path, clock) -> int:
    """Eight threads open the file at the same moment and commit once each. Returns how many commits are in it."""
    together = threading.Barrier(8)

    def open_and_write(number: int) -> None:
        together.wait()
        with closing(Database(path, clock)) as database:
            database.set_meta(f"thread {number}", "was here")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(open_and_write, range(8)))
    with closing(Database(path, clock)) as database, database.reading() as connection:
        return connection.execute("SELECT count(*) FROM meta").fetchone()[0]


def test_many_threads_may_create_the_file_together(path, clock):
    assert write_from_many_threads(path, clock) == 8
    assert kept_aside(path) == []


def test_damage_in_the_names_of_its_tables_is_told_in_words(path, clock):
    path.write_bytes(make_sound_file(path, clock).replace(b"UPDATE job_counts", b"UPDATE job_cmunts"))
    with closing(JobQueue(Database(path, clock), clock)) as queue, pytest.raises(DatabaseUnavailable, match="damaged"):
        queue.enqueue([Change("/m/a.mkv", Metadata(title="A"), "s")])


class TestDamageInALargeFile:
    @pytest.fixture(autouse=True)
    def every_file_is_large(self, monkeypatch):
        monkeypatch.setattr(database_module, "_QUICK_CHECK_LIMIT", 0)

    def test_is_told_in_words_when_it_is_met_and_the_file_kept_aside_at_the_next_start(self, path, clock):
        make_sound_file(path, clock)
        damage_last_page(path)
        with closing(Database(path, clock)) as database:
            assert database.warnings == ()
            with pytest.raises(DatabaseDamaged, match="Start Recloser again"):
                read_everything(database)
        with closing(Database(path, clock)) as database:
            assert database.warnings
            read_everything(database)
        assert not path.with_name(path.name + ".damaged").exists()

    def test_is_found_also_where_only_an_index_is_wrong(self, path, clock):
        with closing(Database(path, clock)) as database, database.transaction() as connection:
            connection.execute("INSERT INTO catalog_parts VALUES (1, '/a.mkv', 'only here')")
        path.write_bytes(path.read_bytes().replace(b"only here", b"elsewhere", 1))
        path.with_name(path.name + ".damaged").touch()
        with closing(Database(path, clock)) as database:
            assert database.warnings

    def test_is_not_moved_away_under_another_connection(self, path, clock):
        make_sound_file(path, clock)
        damage_last_page(path)
        with closing(Database(path, clock)) as user:
            with pytest.raises(DatabaseDamaged):
                read_everything(user)
            with pytest.raises(DatabaseUnavailable, match="in use"):
                Database(path, clock, busy_timeout=0.3)
            assert kept_aside(path) == []
            user.set_meta("still", "works")

    def test_that_a_whole_examination_does_not_find_leaves_the_file_in_place(self, path, clock):
        make_sound_file(path, clock)
        path.with_name(path.name + ".damaged").touch()
        with closing(Database(path, clock)) as database:
            assert database.warnings == ()
        assert [file.name for file in path.parent.iterdir() if file.name.endswith(".damaged")] == []


class TestAFileThatIsSoundButCannotBeUsedNow:
    def test_is_refused_in_words_and_left_alone_when_a_newer_version_has_written_it(self, path, clock):
        make_sound_file(path, clock)
        with closing(sqlite3.connect(path)) as newer:
            newer.execute("PRAGMA user_version = 99")
        content = path.read_bytes()
        with pytest.raises(DatabaseUnavailable, match=r"newer Recloser .*99"):
            Database(path, clock)
        assert path.read_bytes() == content
        assert kept_aside(path) == []

    def test_is_waited_for_and_then_reported_when_it_is_locked(self, path, clock):
        with closing(Database(path, clock)) as database:
            database.set_meta("a", "b")
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                with closing(Database(path, clock, busy_timeout=0.1)) as impatient:
                    with pytest.raises(DatabaseUnavailable, match="locked by another program"):
                        impatient.set_meta("a", "c")
                    assert impatient.get_meta("a") == "b"
                    other.execute("ROLLBACK")
                    impatient.set_meta("a", "c")
            assert database.get_meta("a") == "c"
        assert kept_aside(path) == []

    def test_is_not_taken_for_damaged_when_it_is_locked_at_the_start(self, path, clock):
        make_sound_file(path, clock)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(DatabaseUnavailable, match="locked by another program"):
                Database(path, clock, busy_timeout=0.1)
            other.execute("ROLLBACK")
        with closing(Database(path, clock)) as database:
            assert database.warnings == ()

    def test_keeps_its_content_when_the_disk_is_full_and_works_again_afterwards(self, path, clock):
        with closing(Database(path, clock)) as database:
            database.set_meta("before", "kept")
            database.connection.execute("PRAGMA max_page_count = 1")
            with pytest.raises(DatabaseUnavailable, match="disk full"):
                database.set_meta("during", "x" * 100_000)
            assert (database.get_meta("before"), database.get_meta("during")) == ("kept", None)
            database.connection.execute("PRAGMA max_page_count = 1000000")
            database.set_meta("after", "x" * 100_000)
            assert database.get_meta("after") is not None

    def test_is_reported_when_its_folder_is_missing(self, tmp_path, clock):
        with pytest.raises(DatabaseUnavailable, match="folder"):
            Database(tmp_path / "missing" / "recloser.sqlite3", clock)

    def test_is_reported_when_a_folder_has_its_name(self, path, clock):
        path.mkdir()
        with pytest.raises(DatabaseUnavailable, match="cannot be opened"):
            Database(path, clock)
        assert path.is_dir()

    @posix_only
    def test_acknowledges_nothing_after_it_was_deleted(self, path, clock):
        with closing(Database(path, clock)) as database:
            path.unlink()
            with pytest.raises(DatabaseUnavailable, match="moved or deleted"):
                database.set_meta("a", "b")

    @posix_only
    def test_acknowledges_nothing_after_it_was_replaced(self, path, clock):
        with closing(Database(path, clock)) as database:
            path.rename(path.with_name("moved"))
            path.write_bytes(b"")
            with pytest.raises(DatabaseUnavailable, match="moved or deleted"):
                database.set_meta("a", "b")


class TestAMigration:
    def test_brings_an_older_file_forward_and_keeps_its_content(self, path, clock, monkeypatch):
        with closing(Database(path, clock)) as database:
            database.set_meta("a", "b")
        newer = (*schema.MIGRATIONS, "ALTER TABLE meta ADD COLUMN note TEXT;\nUPDATE meta SET note = 'migrated';\n")
        monkeypatch.setattr(schema, "MIGRATIONS", newer)
        with closing(Database(path, clock)) as database:
            assert database.warnings == ()
            assert database.connection.execute("SELECT * FROM meta").fetchall() == [("a", "b", "migrated")]
            assert database.connection.execute("PRAGMA user_version").fetchone() == (len(newer),)

    def test_that_fails_half_way_leaves_the_older_file_as_it_was(self, path, clock, monkeypatch):
        with closing(Database(path, clock)) as database:
            database.set_meta("a", "b")
        with monkeypatch.context() as patch:
            patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "DELETE FROM meta;\nnonsense;\n"))
            with pytest.raises(sqlite3.OperationalError):
                Database(path, clock)
        with closing(Database(path, clock)) as database:
            assert database.get_meta("a") == "b"

    def test_waits_until_nobody_uses_the_older_file(self, path, clock, monkeypatch):
        with closing(Database(path, clock)) as older:
            monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE more (x);\n"))
            with pytest.raises(DatabaseUnavailable, match="in use"):
                Database(path, clock, busy_timeout=0.3)
            older.set_meta("still", "works")
        with closing(Database(path, clock)) as newer:
            assert newer.get_meta("still") == "works"

    def test_from_the_first_version_keeps_every_job_and_takes_its_owner_s_consent_as_given(self, path, clock):
        connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript(schema.MIGRATIONS[0])
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        seen = [SeenFile(path, 10, 1_795_400_000_123_456_789) for path in ("/m/a.nfo", "/m/b/é.nfo", "/m/é/A B.nfo")]
        connection.executemany(
            "INSERT INTO seen_files VALUES (?, ?, ?)", [(to_sql(file.path), file.size, file.mtime_ns) for file in seen]
        )
        job = (
            "INSERT INTO jobs (key, state, place, path, source, metadata, created_at) VALUES (?, ?, 1, ?, 's', ?, 1.0)"
        )
        connection.execute(job, ("/m/gone", "waiting", "/m/gone.mkv", "{}"))
        connection.execute("DELETE FROM jobs")
        connection.execute(job, ("/m/a", "waiting", "/m/a.mkv", '{"title": "A"}'))
        connection.execute(job, ("/m/b", "failed", "/m/b.mkv", '{"title": "B"}'))
        connection.execute(job, ("/m/d", "in_progress", "/m/d.mkv", '{"title": "D"}'))
        connection.execute(job, ("/m/e", "in_progress", "/m/e.mkv", '{"title": "old", "tagline": "kept"}'))
        connection.execute(job, ("/m/e", "waiting", "/m/e.mkv", '{"title": "new"}'))
        connection.close()
        database = Database(path, clock)
        with closing(JobQueue(database, clock, needs_approval=True)) as queue:
            assert queue.counts() == QueueCounts(waiting=3, failed=1)
            claimed = queue.claim(9)
            assert [(job.id, job.change) for job in claimed] == [
                (2, Change("/m/a.mkv", Metadata(title="A"), "s")),
                (4, Change("/m/d.mkv", Metadata(title="D"), "s")),
                (6, Change("/m/e.mkv", Metadata(title="new", tagline="kept"), "s")),
            ]
            assert [file for _, files in queue.seen_files("/") for file in files] == seen
            queue.enqueue([Change("/m/c.mkv", Metadata(title="C"), "s")])
            assert [job.id for job in queue.claim(9)] == [7]
