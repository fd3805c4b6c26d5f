from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import builtins, linecache, sys
plain = builtins.__import__
from gui.plain_imports import load_qt
{how}
import gui.app
assert "PySide6.QtWidgets" in sys.modules
print(builtins.__import__ is plain, any(name.endswith("tray_menu.py") for name in linecache.cache))
"""


MISTAKEN = """
from gui.plain_imports import load_qt
load_qt()
import sys
from PySide6.QtCore import QObject, QTimer
for call in (lambda: QTimer().setInterval("x"), lambda: QTimer(nonsense=3), lambda: QObject().setObjectName(1, 2)):
    try:
        call()
    except (TypeError, AttributeError) as error:
        print(bool(str(error)))
print("setObjectName" in QObject.setObjectName.__doc__, "argparse" in sys.modules)
"""


def test_what_is_left_out_is_not_missed_where_a_mistake_is_explained():
    command = [sys.executable, "-c", MISTAKEN]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == (["True"] * 4 + ["False"], "")


@pytest.mark.parametrize(
    ("how", "printed"),
    [
        ("load_qt()", "True False"),
        ("", "False True"),  # what PySide6 does by itself; once it does no more, `gui.plain_imports` may go
    ],
)
def test_what_is_imported_behind_qt_is_neither_read_as_text_nor_kept(how, printed):
    command = [sys.executable, "-c", PROGRAM.format(how=how)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == printed
