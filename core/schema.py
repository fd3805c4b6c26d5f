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
    """
    -- Jobs for every kind of item; SQLite cannot change a CHECK, so the table is made anew.
    DROP TRIGGER jobs_inserted;
    DROP TRIGGER jobs_deleted;
    DROP TRIGGER jobs_moved;
    DROP INDEX jobs_item;
    DROP INDEX jobs_line;
    DROP INDEX jobs_due;
    DROP INDEX jobs_tried;
    ALTER TABLE jobs RENAME TO old_jobs;
    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: a late settlement must not hit another job
        key TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('unapproved', 'waiting', 'retrying', 'failed')),
        place INTEGER NOT NULL,  -- in the line
        path TEXT NOT NULL,
        source TEXT NOT NULL,
        metadata TEXT NOT NULL,  -- JSON
        item_kind TEXT,  -- NULL: whatever item has this file
        season INTEGER,
        episode INTEGER,
        bulk INTEGER NOT NULL DEFAULT 0,  -- found by looking through a folder, not an edit of its own
        undoes INTEGER,  -- the entry of the journal whose old values are to be put back
        insist INTEGER NOT NULL DEFAULT 0,  -- a person wants it, whatever was edited in Plex
        attempts INTEGER NOT NULL DEFAULT 0,
        server_errors INTEGER NOT NULL DEFAULT 0,
        created_at REAL NOT NULL,
        tried_at REAL,  -- retrying, failed: when an attempt was last spent
        due_at REAL,  -- retrying
        kind TEXT,  -- retrying, failed
        reason TEXT,  -- retrying, failed
        fields TEXT  -- failed: JSON, what it would have changed
    );
    -- What is being delivered is no state of its own any more; a newer change of the item takes it in.
    UPDATE old_jobs SET metadata = json_patch(older.metadata, old_jobs.metadata) FROM old_jobs AS older
        WHERE older.key = old_jobs.key AND older.state = 'in_progress' AND old_jobs.state <> 'in_progress'
        AND json_valid(older.metadata) AND json_valid(old_jobs.metadata);
    INSERT INTO jobs (id, key, state, place, path, source, metadata, attempts, server_errors, created_at, tried_at,
        due_at, kind, reason) SELECT id, key, iif(state = 'in_progress', 'waiting', state), place, path, source,
        metadata, attempts, server_errors, created_at, tried_at, due_at, kind, reason FROM old_jobs
        WHERE state <> 'in_progress' OR NOT EXISTS (SELECT 1 FROM old_jobs AS newer WHERE newer.key = old_jobs.key
        AND newer.state <> 'in_progress');
    UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM sqlite_sequence WHERE name IN ('jobs', 'old_jobs'))
        WHERE name = 'jobs';
    INSERT INTO sqlite_sequence (name, seq) SELECT 'jobs', seq FROM sqlite_sequence WHERE name = 'old_jobs'
        AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'jobs');
    DROP TABLE old_jobs;
    CREATE UNIQUE INDEX jobs_item ON jobs (key);  -- the newest wins
    CREATE INDEX jobs_line ON jobs (state, place);
    CREATE INDEX jobs_due ON jobs (state, due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX jobs_tried ON jobs (state, tried_at) WHERE tried_at IS NOT NULL;
    DELETE FROM job_counts;
    INSERT INTO job_counts SELECT name, (SELECT count(*) FROM jobs WHERE state = name)
        FROM (SELECT 'unapproved' AS name UNION SELECT 'waiting' UNION SELECT 'retrying' UNION SELECT 'failed');
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

    -- What the unapproved jobs would change, as far as they have been compared with Plex.
    CREATE TABLE planned (
        job INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        fields TEXT NOT NULL,  -- JSON; []: nothing
        problem TEXT NOT NULL
    );

    -- Who has used Recloser before has agreed to it.
    INSERT INTO meta SELECT 'approved_at', '0' WHERE EXISTS (SELECT 1 FROM seen_files);

    -- Files are looked up by their folders.
    ALTER TABLE seen_files RENAME TO old_seen_files;
    CREATE TABLE seen_files (
        folder BLOB NOT NULL,  -- in UTF-8, with the separator at its end
        name BLOB NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        PRIMARY KEY (folder, name)
    ) WITHOUT ROWID;
    INSERT INTO seen_files  -- those whose names are no Unicode are read once more
        SELECT CAST(folder AS BLOB), CAST(substr(path, length(folder) + 1) AS BLOB), size, mtime_ns FROM (
            SELECT *, rtrim(path, replace(path, iif(path LIKE '/%', '/', '\\'), '')) AS folder FROM old_seen_files
        ) WHERE typeof(path) = 'text';
    DROP TABLE old_seen_files;

    -- What was written to Plex.
    CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- people name them by it
        at REAL NOT NULL,
        path TEXT NOT NULL,
        source TEXT NOT NULL,
        section INTEGER NOT NULL,
        library TEXT NOT NULL,  -- the library's uuid: another server may have the same numbers
        kind TEXT NOT NULL,
        rating_key INTEGER NOT NULL,
        title TEXT NOT NULL,
        fields TEXT NOT NULL,  -- JSON
        skipped TEXT NOT NULL,  -- JSON list
        undone_by INTEGER
    );
    CREATE INDEX journal_item ON journal (rating_key, id);
    CREATE INDEX journal_time ON journal (at);

    -- What a person edited in Plex, and wants to stay although a source says otherwise.
    CREATE TABLE kept (
        key TEXT NOT NULL,
        field TEXT NOT NULL,
        change TEXT NOT NULL,  -- JSON: the field, what Plex has, what the source says
        PRIMARY KEY (key, field)
    ) WITHOUT ROWID;

    -- The state of an item in Plex when it was last seen to be as its source says.
    CREATE TABLE verified (
        rating_key INTEGER NOT NULL,
        source TEXT NOT NULL,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (rating_key, source)
    ) WITHOUT ROWID;

    -- The pictures that were last uploaded to an item.
    CREATE TABLE uploads (
        rating_key INTEGER NOT NULL,
        role TEXT NOT NULL,
        location TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,  -- with the time below, saves reading a file again
        mtime_ns INTEGER NOT NULL,
        PRIMARY KEY (rating_key, role)
    ) WITHOUT ROWID;

    -- The catalog is a copy of what Plex says: it is read anew.
    DROP TABLE catalog_parts;
    DROP TABLE catalog_sections;
    CREATE TABLE catalog_items (
        rating_key INTEGER PRIMARY KEY,
        section INTEGER NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        folded TEXT NOT NULL,  -- the title, case-folded
        parent INTEGER,  -- the rating key of an episode's season, a season's show, a track's album, an album's artist
        top INTEGER,  -- of an episode's or season's show, a track's or album's artist
        season INTEGER,  -- number, of a season or an episode
        episode INTEGER,
        updated_at INTEGER NOT NULL
    );
    CREATE INDEX catalog_items_section ON catalog_items (section, kind);
    CREATE INDEX catalog_items_title ON catalog_items (section, kind, folded) WHERE kind IN ('artist', 'album');
    CREATE INDEX catalog_items_parent ON catalog_items (parent) WHERE parent IS NOT NULL;
    CREATE TABLE catalog_parts (
        rating_key INTEGER NOT NULL,
        path TEXT NOT NULL,  -- of a media file, or a show's folder, as the server names it, normalised
        folded TEXT NOT NULL  -- the same, case-folded
    );
    CREATE INDEX catalog_parts_folded ON catalog_parts (folded);
    CREATE INDEX catalog_parts_rating_key ON catalog_parts (rating_key);
    CREATE TABLE catalog_guids (
        guid TEXT NOT NULL,  -- such as imdb://tt0017136, case-folded
        rating_key INTEGER NOT NULL,
        PRIMARY KEY (guid, rating_key)
    ) WITHOUT ROWID;
    CREATE INDEX catalog_guids_rating_key ON catalog_guids (rating_key);
    CREATE TABLE catalog_sections (
        section INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL,  -- another one: another server's library
        title TEXT NOT NULL,
        type TEXT NOT NULL,
        agent TEXT NOT NULL,
        locations TEXT NOT NULL,  -- JSON list
        refreshed_at REAL,  -- Unix seconds, of the last pass through everything; NULL: there was none
        updates_from INTEGER NOT NULL,  -- Unix seconds; what was updated before is known
        content_changed_at INTEGER NOT NULL
    );
    """,
)
"""Each brings the schema one version further; one that has been released never changes."""

_TABLES_OF_1 = frozenset(
    {"meta", "jobs", "job_counts", "seen_files", "catalog_parts", "catalog_sections", "outages", "running"}
)
TABLES = (
    _TABLES_OF_1,
    _TABLES_OF_1 | {"planned", "journal", "kept", "verified", "uploads", "catalog_items", "catalog_guids"},
)
"""What a file of ours holds at least, in each version from 1 on."""


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
