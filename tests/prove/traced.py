"""Writes down what a program asks of the disk, as the kernel sees it (Linux, with strace)."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from tests.e2e.screen import REPOSITORY
from tests.prove.power_cut import Create, Operation, Promise, Remove, Sync, SyncFolder, Truncate, Write

_CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink"
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (\d+)(?:<.*>)?$")
_DESCRIPTOR = re.compile(r"^(\d+)<(.*?)>(?:, (.*))?$", re.DOTALL)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def require_strace() -> None:
    """Skip the test, saying why, where programs cannot be traced."""
    if sys.platform != "linux" or not shutil.which("strace"):
        pytest.skip("needs strace (Debian: apt install strace)")
    if subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let strace trace")


def trace(command: Sequence[str], lines: int, log: Path) -> None:
    """Run a program until it has said so many lines; then nobody listens any more."""
    traced = ["strace", "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={_CALLS}", "-o", str(log), *command]
    environ = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(traced, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ) as program:
        assert program.stdout is not None
        for _ in range(lines):
            program.stdout.readline()
        program.stdout.close()
        program.wait(60)


def operations(log: Path, folder: Path) -> Iterator[Operation]:
    """What was asked of the files in `folder`, and what was said on standard output."""
    files: dict[str, int] = {}
    numbers = count()
    with log.open() as lines:
        for line in lines:
            call = _LINE.match(line.rstrip("\n"))
            if call is None:
                continue  # signals, and calls that failed
            name, arguments, result = call.groups()
            if name in ("openat", "unlink"):
                path = Path(_text(arguments))
                # SQLite's index of the WAL is made anew by the first to open the file.
                if path.parent == folder and not path.name.endswith("-shm"):
                    yield from _named(path.name, arguments, files, numbers, create=name == "openat")
                continue
            descriptor, target, rest = _parted(arguments)
            if name == "write" and descriptor == 1:
                yield from map(Promise, _text(rest).splitlines())
            elif target == folder and name in ("fsync", "fdatasync"):
                yield SyncFolder()
            elif target.parent == folder and target.name in files:
                yield _written(name, files[target.name], rest, int(result))


def _named(
    name: str, arguments: str, files: dict[str, int], numbers: Iterator[int], *, create: bool
) -> Iterator[Operation]:
    if not create:
        del files[name]
        yield Remove(name)
    elif "O_CREAT" in arguments and name not in files:
        files[name] = next(numbers)
        yield Create(name, files[name])


def _written(call: str, file: int, rest: str, result: int) -> Operation:
    match call:
        case "pwrite64":
            return Write(file, int(rest.rpartition(", ")[2]), _bytes(rest)[:result])
        case "ftruncate":
            return Truncate(file, int(rest))
        case "fsync" | "fdatasync":
            return Sync(file)
    raise AssertionError(f"{call} does not say where it writes")


def _parted(arguments: str) -> tuple[int, Path, str]:
    parts = _DESCRIPTOR.match(arguments)
    assert parts is not None, arguments[:200]
    number, target, rest = parts.groups()
    return int(number), Path(_unescaped(target).decode(errors="replace")), rest or ""


def _text(arguments: str) -> str:
    return _bytes(arguments).decode(errors="replace")


def _bytes(arguments: str) -> bytes:
    found = _TEXT.search(arguments)
    return _unescaped(found[1]) if found else b""


def _unescaped(text: str) -> bytes:
    return bytes(ast.literal_eval(f"b'{text}'"))
