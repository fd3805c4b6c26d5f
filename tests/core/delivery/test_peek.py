"""Looks into the queue from outside."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from core.database import Database, DatabaseUnavailable
from core.delivery.peek import peek_counts
from core.delivery.queue import Failed, JobQueue, Retry
from core.model import FailureKind, QueueCounts
from tests.core.delivery.conftest import change

ABSENT = FailureKind.NOT_IN_PLEX


class TestAPeek:
    def folder_content(self, path: Path) -> dict[str, str]:
        # The index of the -wal is shared memory; every reader notes itself there.
        files = [file for file in path.parent.iterdir() if not file.name.endswith("-shm")]
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}

    def test_sees_nothing_and_creates_nothing_where_there_is_no_file(self, path):
        assert peek_counts(path) == QueueCounts()
        assert list(path.parent.iterdir()) == []

    def test_sees_nothing_in_a_file_that_is_still_empty(self, path):
        path.touch()
        assert peek_counts(path) == QueueCounts()

    def test_sees_what_the_running_application_has_not_settled_yet(self, queue, path):
        queue.enqueue([change(name) for name in "abcd"])
        a, b, _ = queue.claim(3)
        queue.settle([Failed(a.id, ABSENT, ""), Retry(b.id, 60.0, ABSENT, "")])
        before = self.folder_content(path)
        assert queue.counts() == QueueCounts(waiting=1, in_progress=1, retrying=1, failed=1)
        assert peek_counts(path) == QueueCounts(waiting=2, retrying=1, failed=1)
        assert self.folder_content(path) == before

    def test_sees_what_the_closed_application_left_and_changes_nothing(self, tmp_path, clock):
        path = tmp_path / "a folder? 100% #1" / "recloser.sqlite3"
        path.parent.mkdir()
        with closing(JobQueue(Database(path, clock), clock)) as queue:
            queue.enqueue([change("a")])
        before = self.folder_content(path)
        assert peek_counts(path) == QueueCounts(waiting=1)
        assert self.folder_content(path) == before

    def test_sees_what_is_only_in_the_log_of_a_killed_application(self, tmp_path, path, clock):
        with closing(JobQueue(Database(path, clock), clock)) as queue:
            queue.enqueue([change("a")])
            killed = tmp_path / "killed" / path.name
            killed.parent.mkdir()
            for suffix in ("", "-wal", "-shm"):
                content = path.with_name(path.name + suffix).read_bytes()
                killed.with_name(path.name + suffix).write_bytes(content)
        before = self.folder_content(killed)
        assert peek_counts(killed) == QueueCounts(waiting=1)
        assert self.folder_content(killed) == before

    @pytest.mark.parametrize("content", [b"nonsense" * 999, b"SQLite format 3\0"])
    def test_says_in_words_that_the_file_is_not_ours(self, path, content):
        path.write_bytes(content)
        with pytest.raises(DatabaseUnavailable, match="damaged"):
            peek_counts(path)
        assert path.read_bytes() == content
        assert list(path.parent.iterdir()) == [path]
