"""Writes down, in process, what `core.files` asks of the disk; what it asks is done as well."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.prove.power_cut import Create, Operation, Remove, Rename, Sync, SyncFolder, Write


@contextmanager
def recording(*, forgets_to_sync: bool = False) -> Iterator[list[Operation]]:
    """The list grows with every call. `forgets_to_sync`: the syncs are left out, to see whether anybody notices."""
    operations: list[Operation] = []
    descriptors: dict[int, int] = {}
    files: dict[str, int] = {}
    do_mkstemp, do_fsync, do_replace, do_unlink = tempfile.mkstemp, os.fsync, Path.replace, Path.unlink

    class RecordedFile(io.FileIO):
        def write(self, data):
            operations.append(Write(descriptors[self.fileno()], self.tell(), bytes(data)))
            return super().write(data)

    def mkstemp(**arguments):
        descriptor, name = do_mkstemp(**arguments)
        file = len(operations)
        descriptors[descriptor] = files[Path(name).name] = file
        operations.append(Create(Path(name).name, file))
        return descriptor, name

    def fsync(descriptor):
        if not forgets_to_sync:
            is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
            operations.append(SyncFolder() if is_folder else Sync(descriptors[descriptor]))
        do_fsync(descriptor)

    def replace(old, new):
        operations.append(Rename(old.name, Path(new).name, files[old.name]))
        return do_replace(old, new)

    def unlink(path, **arguments):
        operations.append(Remove(path.name))
        return do_unlink(path, **arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", mkstemp)
        patch.setattr(os, "fdopen", lambda descriptor, _mode: io.BufferedWriter(RecordedFile(descriptor, "wb")))
        patch.setattr(os, "fsync", fsync)
        patch.setattr(Path, "replace", replace)
        patch.setattr(Path, "unlink", unlink)
        yield operations
