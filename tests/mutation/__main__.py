"""``python -m tests.mutation [--keep FOLDER]``: is every line of the breaker watched by a test?

Changes the breaker's files in a copy of the project, one small change at a time (cosmic-ray, the extra ``mutate``), and
tells which changes no test has noticed and `docs/mutation.md` does not explain. Takes half an hour.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

_PROJECT = Path(__file__).parents[2]
_COPIED = ("core", "tests/core/resilience", "tests/conftest.py", "tests/mutation")
_PYTEST = "[pytest]\naddopts = --import-mode=importlib\npythonpath = .\nfilterwarnings = error\ntimeout = 60\n"
"""The project's own settings ask for plug-ins that these tests do not need."""
_EXPLANATIONS = _PROJECT / "docs" / "mutation.md"
_CONFIGURATION = "tests/mutation/cosmic-ray.toml"


@dataclass(frozen=True, slots=True, order=True)
class Survivor:
    """A change that no test has noticed."""

    file: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}\n- {self.before}\n+ {self.after}"


def main() -> int:
    """Returns the exit status: 0, or 1 when a survivor is not explained."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--keep", type=Path, help="work in this folder, and go on there where an earlier run ended")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        session = folder / "session.sqlite"
        if not session.exists():
            _copy(folder)
            _cosmic_ray(folder, "init", _CONFIGURATION, session.name)
            _skip_annotations(folder, session)
            _cosmic_ray(folder, "baseline", _CONFIGURATION)
        _cosmic_ray(folder, "exec", _CONFIGURATION, session.name)
        return _report(session)


def _copy(folder: Path) -> None:
    for name in _COPIED:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (_PROJECT / name).is_dir():
            shutil.copytree(_PROJECT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(_PROJECT / name, target)
    (folder / "pytest.ini").write_text(_PYTEST, encoding="utf-8")


def _cosmic_ray(folder: Path, *arguments: str) -> None:
    """With the Python that runs this. No compiled files: a mutant may be as long and as old as its original."""
    here = {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    subprocess.run(
        [sys.executable, "-m", "cosmic_ray.cli", *arguments],
        cwd=folder,
        env={**os.environ, **here, "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )


def _skip_annotations(folder: Path, session: Path) -> None:
    """Nobody evaluates them: that ``int | None`` became ``int - None`` is mypy's business."""
    with use_db(session) as database:
        items = list(database.work_items)
        paths = {item.mutations[0].module_path for item in items}
        spans = {path: list(_annotations(ast.parse((folder / path).read_text(encoding="utf-8")))) for path in paths}
        for item in items:
            (mutation,) = item.mutations
            if any(
                begin <= mutation.start_pos and mutation.end_pos <= end for begin, end in spans[mutation.module_path]
            ):
                skipped = WorkResult(WorkerOutcome.SKIPPED, output="an annotation", test_outcome=TestOutcome.KILLED)
                database.set_result(item.job_id, skipped)


def _annotations(tree: ast.AST) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            found = getattr(node, name, None)
            if found is not None:
                yield (found.lineno, found.col_offset), (found.end_lineno, found.end_col_offset)


def _report(session: Path) -> int:
    with use_db(session, WorkDB.Mode.open) as database:
        made = [(item, result) for item, result in database.completed_work_items if not _is_skipped(result)]
        alive = {_survivor(item.mutations[0].module_path.name, result) for item, result in made if not result.is_killed}
    explained = set(_explained(_EXPLANATIONS.read_text(encoding="utf-8")))
    print(f"{len(made)} mutants; {len(alive)} different ones live, {len(alive & explained)} of them are explained")  # noqa: T201  what the program is for
    for survivor in sorted(alive - explained):
        print(f"\nnot explained: {survivor}")  # noqa: T201  what the program is for
    for survivor in sorted(explained - alive):
        print(f"\nexplained, but dead or gone: {survivor}")  # noqa: T201  what the program is for
    return int(bool(alive - explained))


def _is_skipped(result: WorkResult) -> bool:
    return result.worker_outcome is WorkerOutcome.SKIPPED


def _survivor(file: str, result: WorkResult) -> Survivor:
    lines = [line for line in (result.diff or "").splitlines() if not line.startswith(("---", "+++"))]
    before, after = ([_words(line[1:]) for line in lines if line.startswith(sign)] for sign in "-+")
    return Survivor(file, " ".join(before), " ".join(after))


def _explained(page: str) -> Iterator[Survivor]:
    """The page shows each survivor as a diff, under the name of its file."""
    for block in re.findall(r"^```diff\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        file = before = ""
        for line in block.splitlines():
            if line.startswith("- "):
                before = _words(line[2:])
            elif line.startswith("+ "):
                yield Survivor(file, before, _words(line[2:]))
            elif line:
                file = line.strip()


def _words(line: str) -> str:
    return " ".join(line.split())


if __name__ == "__main__":
    sys.exit(main())
