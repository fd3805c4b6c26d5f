"""What a disk may hold after a power cut: all that POSIX allows, from a record of what was asked of it.

Until a file is synced, each of its writes may be lost, kept or torn, and its new length may be there without them.
Until its folder is synced, each new, changed or removed name may be there or not, in any combination.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

SECTOR = 512
"""Bytes that a disk writes as a whole."""


@dataclass(frozen=True)
class Create:
    name: str
    file: int


@dataclass(frozen=True)
class Write:
    file: int
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncate:
    file: int
    size: int


@dataclass(frozen=True)
class Sync:
    file: int


@dataclass(frozen=True)
class Rename:
    old: str
    new: str
    file: int


@dataclass(frozen=True)
class Remove:
    name: str


@dataclass(frozen=True)
class SyncFolder:
    pass


@dataclass(frozen=True)
class Promise:
    """Not the disk's business: what the program has acknowledged by now."""

    words: str


Operation = Create | Write | Truncate | Sync | Rename | Remove | SyncFolder | Promise
Folder = dict[str, bytes]
Fate = Callable[[Write], Iterable[tuple[int, bytes]]]
"""What becomes of a write that was not synced: pieces of it, each with its offset."""


def lost(_write: Write) -> list[tuple[int, bytes]]:
    return []


def kept(write: Write) -> list[tuple[int, bytes]]:
    return [(write.offset, write.data)]


def holes(write: Write) -> list[tuple[int, bytes]]:
    """The new length has reached the disk, the data has not."""
    return [(write.offset, bytes(len(write.data)))]


def torn(write: Write) -> list[tuple[int, bytes]]:
    return [(write.offset, write.data[: len(write.data) // 2])]


def by_chance(chance: random.Random) -> Fate:
    """Each sector of each write has a fate of its own."""

    def fate(write: Write) -> Iterator[tuple[int, bytes]]:
        how = chance.randrange(4)
        for start in range(0, len(write.data), SECTOR):
            if how == 0 or (how == 1 and chance.randrange(2)):
                yield write.offset + start, write.data[start : start + SECTOR]

    return fate


@dataclass
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Write | Truncate] = field(default_factory=list)

    def sync(self) -> None:
        self.durable, self.pending = bytearray(self.after(kept)), []

    def after(self, fate: Fate) -> bytes:
        content = bytearray(self.durable)
        for change in self.pending:
            if isinstance(change, Truncate):
                if list(fate(Write(change.file, 0, b"."))):  # a truncation is kept or lost as a whole
                    content[:] = content[: change.size].ljust(change.size, b"\0")
                continue
            for offset, data in fate(change):
                content.extend(bytes(max(0, offset - len(content))))
                content[offset : offset + len(data)] = data
        return bytes(content)


class Disk:
    """One folder, as far as the operations have been told."""

    def __init__(self, operations: Iterable[Operation] = ()) -> None:
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}
        self._pending: list[Create | Rename | Remove] = []
        for operation in operations:
            self.take(operation)

    def take(self, operation: Operation) -> None:
        match operation:
            case Create(_, file):
                self._files[file] = _File()
                self._pending.append(operation)
            case Write(file) | Truncate(file):
                self._files[file].pending.append(operation)
            case Sync(file):
                self._files[file].sync()
            case Rename() | Remove():
                self._pending.append(operation)
            case SyncFolder():
                self._names, self._pending = self._named([True] * len(self._pending)), []

    def after_power_cut(self, fate: Fate, names: Sequence[bool]) -> Folder:
        """`names`: for each change of a name that is not on the disk for certain, whether it is there."""
        return {name: self._files[file].after(fate) for name, file in self._named(names).items()}

    def all_after_power_cut(self) -> Iterator[Folder]:
        """Every combination of names, with one fate for all writes each time."""
        for names in product([False, True], repeat=len(self._pending)):
            for fate in (lost, kept, holes, torn):
                yield self.after_power_cut(fate, names)

    def some_after_power_cut(self, chance: random.Random) -> Folder:
        return self.after_power_cut(by_chance(chance), [bool(chance.randrange(4)) for _ in self._pending])

    def _named(self, kept_ones: Sequence[bool]) -> dict[str, int]:
        names = dict(self._names)
        for change, stays in zip(self._pending, kept_ones, strict=True):
            if not stays:
                continue
            match change:
                case Create(name, file):
                    names[name] = file
                case Rename(old, new, file):
                    names.pop(old, None)
                    names[new] = file
                case Remove(name):
                    names.pop(name, None)
        return names


def restore(folder: Folder, path: Path) -> None:
    """Put into the folder at `path` what is in `folder`, and nothing else."""
    path.mkdir(exist_ok=True)
    for old in path.iterdir():
        old.unlink()
    for name, content in folder.items():
        (path / name).write_bytes(content)
