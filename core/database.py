"""One SQLite file for what must survive: the queue, the files already read, the catalog."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from core import schema
from core.clock import Clock
from core.files import set_aside
from core.phrases import phrase

_log = logging.getLogger(__name__)

_BUSY_TIMEOUT = 5.0
"""Seconds to wait for another connection that is writing."""
_GUARD_TIMEOUT = 0.1
"""Seconds to wait for the guard before looking again whether it is still needed."""
_QUICK_CHECK_LIMIT = 16 * 1024 * 1024
"""Bytes; a larger file is not read as a whole at every start, only after damage was seen in it."""

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_STRANGE = re.compile("^no such |has no column named|^Could not decode")
"""How it is said that a statement does not fit the tables there are, or a text is none (the latter by Python)."""
_CIRCUMSTANCES = {
    sqlite3.SQLITE_BUSY: phrase("is locked by another program"),
    sqlite3.SQLITE_LOCKED: phrase("is locked by another program"),
    sqlite3.SQLITE_PROTOCOL: phrase("is locked by another program"),
    sqlite3.SQLITE_FULL: phrase("cannot grow; is the disk full?"),
    sqlite3.SQLITE_READONLY: phrase("must not be written; check its permissions"),
    sqlite3.SQLITE_PERM: phrase("must not be written; check its permissions"),
    sqlite3.SQLITE_CANTOPEN: phrase("cannot be opened; check that its folder exists and may be written"),
    sqlite3.SQLITE_IOERR: phrase("cannot be read or written; check the disk"),
    sqlite3.SQLITE_NOMEM: phrase("needs more memory than there is"),
}


class DatabaseUnavailable(Exception):
    """The database cannot be used now, for a reason that lies outside of it; the text says which. Nothing is lost."""


class DatabaseDamaged(DatabaseUnavailable):
    """Damage was met in the middle of the file. The next start examines the whole file, and may keep it aside."""


class _Unready(Exception):
    """The file has to be created or migrated before it can be used."""


class _Unusable(_Unready):
    """The file has to make room for a fresh one; the text completes "The database …"."""


class Database:
    """One connection to the file.

    It belongs to the thread that created it; every thread opens its own, on the same path. A file that is damaged or
    another program's is kept aside (``*.bad-<timestamp>``, with what its ``-wal`` held) and a fresh one started: see
    `warnings`. A file that is merely locked, not writable, or on a full disk stays where it is, and so does one that
    a newer Recloser has written: its changes wait there until that version is back.

    Other rooms read through `reading`, and write through `transaction`.
    """

    def __init__(self, path: Path | None, clock: Clock, *, busy_timeout: float = _BUSY_TIMEOUT) -> None:
        """Open the file, creating or migrating it as needed.

        Args:
            path: The file, in an existing folder; None: in memory, gone when closed.
            clock: Dates the name of a file that is kept aside.
            busy_timeout: Seconds to wait for another connection that is writing.

        Raises:
            DatabaseUnavailable: It cannot be used at the moment, or a newer Recloser has written it.
        """
        self._path = path
        self._clock = clock
        self._busy_timeout = busy_timeout
        self.warnings: tuple[str, ...] = ()
        """What a person should know about this start: that an unusable file was kept aside, and why."""
        self._guard: _Guard | None = None
        if path is None:
            self.connection = self._connect(alone=True)
            return
        with _in_words(path):
            self._guard = _Guard(path)
            try:
                self.connection = self._open(path, self._guard)
            except BaseException:
                self._guard.close()
                raise
        self._identity = _identify(path)

    def close(self) -> None:
        """Close the connection; a second time does nothing."""
        self.connection.close()
        if self._guard:
            self._guard.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """For statements that change nothing.

        Raises:
            DatabaseUnavailable: In place of SQLite's errors that have their cause outside of the program.
        """
        with _in_words(self._path, self._mark_damaged):
            yield self.connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and on the disk when the block has been left. Must not be nested.

        Raises:
            DatabaseUnavailable: As `reading`. Nothing has changed then.
        """
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                self._require_same_file()
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def data_version(self) -> int:
        """A number that is different when another connection has changed something since it was last asked for."""
        with self.reading() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def get_meta(self, name: str) -> str | None:
        """A single remembered value."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, name: str, value: str) -> None:
        """Remember a single value, replacing the former one."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def _open(self, path: Path, guard: _Guard) -> sqlite3.Connection:
        for _ in range(max(1, round(self._busy_timeout / _GUARD_TIMEOUT))):
            if not guard.share():
                continue
            try:
                return self._connect(alone=False)
            except _Unready:
                # Not all that find it unready together may work on it: the first does, the others look again.
                if guard.alone():
                    self._make_ready(path)
        words = phrase("The database “{path}” has to be created, updated or replaced, but it is in use", path=path)
        raise DatabaseUnavailable(words)

    def _make_ready(self, path: Path) -> None:
        try:
            self._connect(alone=True).close()
        except _Unusable as fault:
            kept = _keep_aside(path, self._clock, fault)
            warning = phrase(
                "The database “{path}” {reason}. It was kept as {name}, and an empty one was started. Changes that"
                " were waiting are read again from their NFO files; what other programs had queued is only in the"
                " kept file.",
                path=path,
                reason=fault,
                name=kept.name,
            )
            _log.warning("%s", warning)
            self.warnings = (warning,)
            self._connect(alone=True).close()

    def _connect(self, *, alone: bool) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path or ":memory:", timeout=self._busy_timeout, isolation_level=None)
        with _closing_on_failure(connection):
            version = self._examine(connection)
            if version < len(schema.MIGRATIONS) and not alone:
                raise _Unready
            if self._path:
                with suppress(OSError):  # a file system without modes
                    self._path.chmod(0o600)  # -wal and -shm follow: SQLite gives them the mode of the file
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA fullfsync = ON")  # macOS: an ordinary fsync does not survive a power cut
            connection.execute("PRAGMA secure_delete = OFF")  # Debian's default: no page is worth writing to erase it
            connection.execute("PRAGMA foreign_keys = ON")
            if version < len(schema.MIGRATIONS):
                schema.migrate(connection, version)
        return connection

    def _examine(self, connection: sqlite3.Connection) -> int:
        """Make sure that the file is ours and sound. Returns the version of its schema; 0: it is empty."""
        connection.execute("BEGIN")
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = _tables(connection)
        connection.execute("COMMIT")
        if application != schema.APPLICATION_ID:
            if application or version or tables:
                raise _Unusable(phrase("belongs to another program"))
            return 0
        if version > len(schema.MIGRATIONS):
            raise DatabaseUnavailable(
                phrase(
                    "The database “{path}” was written by a newer Recloser (its schema is {version}, this version"
                    " knows up to {known}). Install the newer version again, or move the file away.",
                    path=self._path,
                    version=version,
                    known=len(schema.MIGRATIONS),
                )
            )
        expected = schema.TABLES[min(version, len(schema.TABLES)) - 1]
        if not tables >= expected:
            raise _Unusable(phrase("lacks the tables {names}", names=", ".join(sorted(expected - tables))))
        if self._path:
            _check_pages(connection, _damage_mark(self._path))
        return version

    def _require_same_file(self) -> None:
        """A commit into a file that was moved away or deleted would be acknowledged, and gone."""
        if self._path and _identify(self._path) != self._identity:
            words = phrase("The database “{path}” was moved or deleted while it was in use", path=self._path)
            raise DatabaseUnavailable(words)

    def _mark_damaged(self) -> None:
        if self._path:
            _damage_mark(self._path).touch(mode=0o600)


class _Guard:
    """Tells who uses the file: everybody with a connection shares it; who creates, migrates or moves it has it alone.

    SQLite finds the ``-wal`` by its name: a connection to a file that was renamed would write the successor's WAL
    into the renamed file. And it does not wait for others while it turns a new file into a WAL database. The lock is
    SQLite's own, on an empty file: it works on every platform and ends with its holder.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path}.guard", timeout=_GUARD_TIMEOUT, isolation_level=None)

    def share(self) -> bool:
        """Hold it together with others until `close` or `alone`; False if somebody has it alone."""
        return self._hold("BEGIN", "SELECT 1 FROM sqlite_master")

    def alone(self) -> bool:
        """Hold it alone until `close` or `share`; False, and then not at all, if others hold it as well."""
        return self._hold("BEGIN EXCLUSIVE")

    def close(self) -> None:
        self._connection.close()

    def _hold(self, *statements: str) -> bool:
        self._release()
        try:
            for statement in statements:
                self._connection.execute(statement).fetchall()
        except sqlite3.OperationalError as error:
            self._release()
            if _primary_code(error) != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def _release(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


@contextmanager
def reading_only(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A look into the file from outside: creates and changes nothing, and works while the application is running.

    The connection is None where there is no file, or an empty one.

    Raises:
        DatabaseUnavailable: The file cannot be read, or is not ours.
    """
    try:
        there = path.exists()
    except OSError as error:
        words = phrase("The database “{path}” cannot be looked at: {reason}", path=path, reason=error.strerror)
        raise DatabaseUnavailable(words) from error
    if not there:
        yield None
        return
    name = path.absolute().as_posix()
    # Without a -wal nobody has the file open; but SQLite would create one, even to read, unless told that the file
    # will not change meanwhile.
    still = "" if path.with_name(path.name + "-wal").exists() else "&immutable=1"
    uri = f"file://{'' if name.startswith('/') else '/'}{quote(os.fsencode(name))}?mode=ro{still}"
    with _in_words(path), closing(sqlite3.connect(uri, uri=True, timeout=1.0, isolation_level=None)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application not in {0, schema.APPLICATION_ID}:
            raise DatabaseUnavailable(phrase("The database “{path}” belongs to another program", path=path))
        try:
            _tables(connection)
        except _Unusable as fault:
            raise DatabaseUnavailable(phrase("The database “{path}” {reason}", path=path, reason=fault)) from fault
        yield connection if application else None


def to_sql(text: str) -> str | bytes:
    """File names need not be valid Unicode; what SQLite does not take as text it takes as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def from_sql(value: str | bytes) -> str:
    """What `to_sql` was given."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


@contextmanager
def _closing_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        connection.close()
        # The second: not even the names of its tables are text.
        if (isinstance(error, sqlite3.Error) and _primary_code(error) in _DAMAGE) or isinstance(error, UnicodeError):
            raise _Unusable(phrase("is damaged or not a database ({words})", words=error)) from error
        raise


def _tables(connection: sqlite3.Connection) -> set[str]:
    try:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.OperationalError as error:
        if _primary_code(error) != sqlite3.SQLITE_ERROR:
            raise
        # The number of its format makes no sense.
        raise _Unusable(phrase("is damaged ({words})", words=error)) from error


def _check_pages(connection: sqlite3.Connection, mark: Path) -> None:
    suspected = mark.exists()
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if not suspected and pages * size > _QUICK_CHECK_LIMIT:
        return
    check = "integrity_check" if suspected else "quick_check"
    verdict = connection.execute(f"PRAGMA {check}(1)").fetchone()[0]
    if verdict != "ok":
        raise _Unusable(phrase("is damaged ({words})", words=verdict))
    mark.unlink(missing_ok=True)


def _damage_mark(path: Path) -> Path:
    """Exists once damage was met, so that the next start examines the whole file, however large it is."""
    return path.with_name(path.name + ".damaged")


def _identify(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _keep_aside(path: Path, clock: Clock, fault: _Unusable) -> Path:
    """Move the file and its companions away; the file itself last, so that an interrupted move is taken up again."""
    kept: Path | None = None
    for suffix in ("-journal", "-wal", "-shm", ""):
        part = path.with_name(path.name + suffix)
        if not part.exists():
            continue
        kept = set_aside(part, clock.time())
        if kept is None:
            raise DatabaseUnavailable(
                phrase(
                    "The database “{path}” {reason}, and {name} cannot be moved aside",
                    path=path,
                    reason=fault,
                    name=part.name,
                )
            )
    if kept is None:
        words = phrase("The database “{path}” {reason}, and was moved away meanwhile", path=path, reason=fault)
        raise DatabaseUnavailable(words)
    return kept


@contextmanager
def _in_words(path: Path | None, on_damage: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Tell a person about SQLite's errors that have a cause outside of the program; our own bugs stay as they are."""
    try:
        yield
    except sqlite3.Error as error:
        code = _primary_code(error)
        if code in _DAMAGE:
            try:
                on_damage()
            except OSError as failure:
                _log.warning("Cannot leave a note about the damaged database: %s", failure)
            raise DatabaseDamaged(
                phrase(
                    "The database “{path}” is damaged ({words}). Start Recloser again: it will examine the file"
                    " and, if need be, keep it aside and start an empty one.",
                    path=path,
                    words=error,
                )
            ) from error
        if code in {0, sqlite3.SQLITE_ERROR} and _STRANGE.search(str(error)):
            raise DatabaseUnavailable(
                phrase(
                    "The database “{path}” is damaged: what it holds is not as Recloser wrote it ({words})."
                    " Move the file away and start Recloser again; what other programs had queued is only in that"
                    " file.",
                    path=path,
                    words=str(error)[:200],
                )
            ) from error
        if code in _CIRCUMSTANCES:
            fault = _CIRCUMSTANCES[code]
            words = phrase("The database “{path}” {reason} ({words})", path=path, reason=fault, words=error)
            raise DatabaseUnavailable(words) from error
        raise


def _primary_code(error: sqlite3.Error) -> int:
    """SQLite's error code without its extension; 0 where Python itself raised the error."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
