"""What is loaded until the icon is there: the time until then is what a person waits at every login."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, sys
from gui.cli import main
from gui import desktop_start, plain_imports
from core.clock import SystemClock
from core.paths import resolve_home
plain_imports.load_qt()
from gui import first_sight, single_instance
home = resolve_home(sys.argv[1], {})
home.create()
assert single_instance.SingleInstance(home.data_dir).acquire()
qt = first_sight.QApplication([])
sight = first_sight.FirstSight(home, SystemClock())
import PySide6.QtCore
print(json.dumps([sorted(sys.modules), "Qt" in vars(PySide6.QtCore)]))
"""
OURS = {
    "core.clock",
    "core.delivery.pause",
    "core.delivery.stats",
    "core.fields",
    "core.files",
    "core.kept_value",
    "core.media_paths",
    "core.paths",
    "core.phrases",
    "core.resilience.breaker_file",
    "core.resilience.circuit",
    "core.settings",
    "core.snapshot",
    "core.status",
    "core.toml_reader",
    "gui.cli",
    "gui.exit_status",
    "gui.desktop_start",
    "gui.first_sight",
    "gui.garbage",
    "gui.icons",
    "gui.plain_imports",
    "gui.single_instance",
    "gui.system_libraries",
    "gui.translations",
    "gui.tray",
    "gui.tray_menu",
    "gui.wording",
}
NOT_YET = {
    "argparse",
    "ctypes",
    "hashlib",
    "inotify_simple",
    "lxml",
    "requests",
    "socket",
    "sqlite3",
    "ssl",
    "tomlkit",
    "watchdog",
}


def test_only_what_the_icon_needs_is_loaded_before_it(tmp_path: Path) -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, check=True, env=environ
    )
    loaded, qt_namespace = json.loads(done.stdout)
    packages = {"core", "core.delivery", "core.resilience", "gui"}
    assert {name for name in loaded if name.split(".")[0] in ("core", "gui")} - packages == OURS
    assert not NOT_YET.intersection(loaded)
    qt = {name for name in loaded if name.startswith("PySide6.Qt")}
    assert qt == {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtSvg", "PySide6.QtWidgets"}
    assert not qt_namespace


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings all it needs")
@pytest.mark.parametrize(("library", "package"), [("libxcb-cursor.so.0", "libxcb-cursor0"), ("libEGL.so.1", "libegl1")])
def test_a_library_that_qt_misses_is_named_where_qt_would_abort(tmp_path: Path, library: str, package: str) -> None:
    (tmp_path / library).write_text("no library")
    environ = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    environ |= {"DISPLAY": ":77", "LD_LIBRARY_PATH": str(tmp_path), "RECLOSER_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "gui.cli", "--background"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    assert done.returncode == 1
    assert f" {package}" in done.stderr
