"""The rules that keep it a good house."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
CORE = sorted((PROJECT / "core").rglob("*.py"))
GUI = sorted((PROJECT / "gui").rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module}
    return names


def named(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize("path", CORE, ids=named)
def test_core_knows_neither_qt_nor_gui(path: Path) -> None:
    assert {name.split(".")[0] for name in imported(path)}.isdisjoint({"PySide6", "shiboken6", "gui"})


def test_all_of_core_can_be_imported_without_qt() -> None:
    modules = [named(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__") for path in CORE]
    elsewhere = () if sys.platform == "linux" else ("core.sources.inotify_watch",)
    wanted = [module for module in modules if not module.endswith("__main__") and module not in elsewhere]
    script = (
        f"import sys, importlib; [importlib.import_module(name) for name in {wanted}]; print('PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("path", CORE + GUI, ids=named)
def test_nothing_is_tied_to_one_platform(path: Path) -> None:
    assert imported(path).isdisjoint({"fcntl", "pwd", "grp", "termios", "resource", "msvcrt", "winreg"})
    assert "shell=True" not in path.read_text(encoding="utf-8")


def test_the_version_can_be_asked_without_qt_database_or_network() -> None:
    script = (
        "import sys; from gui import cli\n"
        "try: cli.main(['--version'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('PySide6', 'sqlite3', 'requests', 'plexapi', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["recloser 0.1.0", "[]"]


@pytest.mark.parametrize("path", CORE + GUI, ids=named)
def test_plexapi_comes_in_through_one_door(path: Path) -> None:
    # Two threads that enter its circles at different places can get half a module.
    wanted = {name for name in imported(path) if name.split(".")[0] == "plexapi"}
    assert not wanted or named(path) == "core/plex/libraries.py"


def test_threads_that_need_plexapi_and_requests_at_once_all_get_them_whole() -> None:
    script = (
        "import sys, threading\n"
        "sys.setswitchinterval(1e-5)\n"
        "start, failed = threading.Barrier(3), []\n"
        "threading.excepthook = failed.append\n"
        "def run(code): start.wait(); exec(code, {})\n"
        "codes = ('from core.plex.libraries import PlexServer; import requests; requests.exceptions',\n"
        "    'import requests; requests.exceptions.SSLError; from core.plex.libraries import parseXMLString',\n"
        "    'from core.plex.http import Cancelled; import requests; requests.exceptions')\n"
        "threads = [threading.Thread(target=run, args=(code,)) for code in codes]\n"
        "[thread.start() for thread in threads]; [thread.join() for thread in threads]\n"
        "print([args.exc_value for args in failed])"
    )
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"
