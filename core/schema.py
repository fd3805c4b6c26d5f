"""The tables of the database, and the steps that lead there from every released version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

APPLICATION_ID = 0x52434C52
"""Stands in the header of every file of ours ("RCLR"), so that another program's database is not taken for one."""

MIGRATIONS = (
    """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: a late settlement must not hit another job
        key TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'in_progress', 'retrying', 'failed')),
        place INTEGER NOT NULL,  -- in the line
        path TEXT NOT NULL,
        source TEXT NOT NULL,
        metadata TEXT NOT NULL,  -- JSON
        attempts INTEGER NOT NULL DEFAULT 0,
        server_errors INTEGER NOT NULL DEFAULT 0,
        created_at REAL NOT NULL,
        tried_at REAL,  -- retrying, failed: when an attempt was last spent
        due_at REAL,  -- retrying
        kind TEXT,  -- retrying, failed
        reason TEXT  -- retrying, failed
    );
    -- Besides the job being delivered, an item has at most one other row: the newest wins.
    CREATE UNIQUE INDEX jobs_item ON jobs (key, state = 'in_progress');
    CREATE INDEX jobs_line ON jobs (state, place);
    CREATE INDEX jobs_due ON jobs (state, due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX jobs_tried ON jobs (state, tried_at) WHERE tried_at IS NOT NULL;

    CREATE TABLE job_counts (state TEXT PRIMARY KEY, amount INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO job_counts VALUES ('waiting', 0), ('in_progress', 0), ('retrying', 0), ('failed', 0);
    CREATE TRIGGER jobs_inserted AFTER INSERT ON jobs BEGIN
        UPDATE job_counts SET amount = amount + 1 WHERE state = NEW.state;
    END;
    CREATE TRIGGER jobs_deleted AFTER DELETE ON jobs BEGIN
        UPDATE job_counts SET amount = amount - 1 WHERE state = OLD.state;
    END;
    CREATE TRIGGER jobs_moved AFTER UPDATE OF state ON jobs WHEN OLD.state <> NEW.state BEGIN
        UPDATE job_counts SET amount = amount - 1 WHERE state = OLD.state;
        UPDATE job_counts SET amount = amount + 1 WHERE state = NEW.state;
    END;

    CREATE TABLE seen_files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE catalog_parts (
        path TEXT NOT NULL,  -- of a media file as the server names it, normalised
        stem TEXT NOT NULL,  -- the same without extension
        folder TEXT NOT NULL,
        rating_key INTEGER NOT NULL,
        section INTEGER NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        PRIMARY KEY (path, rating_key)
    ) WITHOUT ROWID;
    CREATE INDEX catalog_parts_stem ON catalog_parts (stem);
    CREATE INDEX catalog_parts_folder ON catalog_parts (folder);
    CREATE INDEX catalog_parts_rating_key ON catalog_parts (rating_key);
    CREATE TABLE catalog_sections (
        section INTEGER PRIMARY KEY,
        title TEXT,
        kind TEXT,
        agent TEXT,
        locations TEXT,  -- JSON list
        refreshed_at REAL,
        newest_added_at INTEGER,
        newest_updated_at INTEGER,
        content_changed_at INTEGER
    );

    -- Times are Unix seconds.
    CREATE TABLE outages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- people name them by it
        started_at REAL NOT NULL,
        ended_at REAL,  -- NULL: it goes on
        ending TEXT,
        reason TEXT NOT NULL,
        held INTEGER NOT NULL DEFAULT 0,  -- changes that waited for its end
        delivered INTEGER NOT NULL DEFAULT 0,  -- of these and later ones, until none was left
        drained_at REAL  -- when that was
    );
    CREATE TABLE running (id INTEGER PRIMARY KEY, started_at REAL NOT NULL, seen_at REAL NOT NULL);
    """,
)
"""Each brings the schema one version further; one that has been released never changes."""

TABLES = frozenset(
    {"meta", "jobs", "job_counts", "seen_files", "catalog_parts", "catalog_sections", "outages", "running"}
)
"""What a file of ours holds at least."""


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the file from `version` (0: empty) to the newest one, wholly or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    for script in MIGRATIONS[version:]:
        for statement in _statements(script):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """One by one, because `executescript` would commit the transaction around it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
