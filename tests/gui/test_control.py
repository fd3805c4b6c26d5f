from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalSocket

from gui import control
from gui.control import Command, ControlServer, NotRunningError, ask
from gui.single_instance import SingleInstance, channel_name

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="named pipes there")


def printed(code: str, data_dir: Path, qtbot) -> str:
    """What another process prints, while this one goes on."""
    names = "from pathlib import Path; from gui.control import *; from gui.single_instance import *; import sys"
    command = [sys.executable, "-c", f"{names}; here = Path(sys.argv[1]); print({code})", str(data_dir)]
    asking = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    qtbot.waitUntil(lambda: asking.poll() is not None, timeout=5000)
    return asking.communicate()[0].strip()


def answer(data_dir: Path, qtbot) -> str:
    return printed("ask(here, Command.STATUS)", data_dir, qtbot)


def test_one_after_the_other_is_answered(tmp_path, qtbot):
    server = ControlServer(tmp_path, lambda request: {"done": request.command})
    for _ in range(3):
        assert answer(tmp_path, qtbot) == "{'done': 'status'}"
    server.close()
    with pytest.raises(NotRunningError):
        ask(tmp_path, Command.STATUS)


def test_whoever_asks_hangs_up_and_is_forgotten_then(tmp_path, qtbot, monkeypatch):
    """A pipe of Windows loses what was not read yet when the server hangs up (DisconnectNamedPipe, Microsoft Learn)."""
    server = ControlServer(tmp_path, lambda request: {"done": request.command})

    def asked() -> QLocalSocket:
        client = QLocalSocket(server)
        client.setObjectName("asking")
        client.connectToServer(channel_name(tmp_path))
        client.write(b'{"command": "status"}\n')
        qtbot.waitUntil(client.canReadLine)
        return client

    def connections() -> list[QLocalSocket]:
        return [each for each in server.findChildren(QLocalSocket) if each.objectName() != "asking"]

    client = asked()
    client.write(b'{"command": "quit"}\n')
    qtbot.wait(50)
    assert client.state() is QLocalSocket.LocalSocketState.ConnectedState
    assert bytes(client.readAll().data()) == b'{"done": "status"}\n'
    client.abort()
    qtbot.waitUntil(lambda: connections() == [])

    monkeypatch.setattr(control, "_FAREWELL", 10)
    client = asked()
    qtbot.waitUntil(lambda: client.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert bytes(client.readAll().data()) == b'{"done": "status"}\n'
    server.close()


@pytest.mark.parametrize("asked", [False, True])
def test_the_socket_is_for_its_owner_only_and_goes_with_the_server(tmp_path, qtbot, asked):
    socket = Path(channel_name(tmp_path))
    socket.touch()  # of a killed one
    server = ControlServer(tmp_path, lambda _request: {})
    if asked:
        answer(tmp_path, qtbot)
    assert stat.S_IMODE(socket.stat().st_mode) == 0o600
    server.close()
    QCoreApplication.processEvents()
    assert not socket.exists()


def test_a_place_where_no_socket_can_be_is_told_and_harms_nothing(tmp_path, qtbot, caplog):
    Path(channel_name(tmp_path)).mkdir()
    ControlServer(tmp_path, lambda _request: {}).close()
    assert "cannot reach this application" in caplog.text


def test_one_that_holds_no_lock_counts_when_it_answers(tmp_path, qtbot):
    """It was started on a full disk."""
    server = ControlServer(tmp_path, lambda _request: {})
    assert printed("SingleInstance(here).acquire()", tmp_path, qtbot) == "False"
    server.close()
    assert SingleInstance(tmp_path).acquire()


def test_while_nobody_asks_the_network_of_qt_is_not_loaded(tmp_path):
    program = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "qt = QCoreApplication([])\n"
        "from gui.control import ControlServer\n"
        "server = ControlServer(Path(sys.argv[1]), lambda request: {}); qt.processEvents()\n"
        "print('PySide6.QtNetwork' in sys.modules); server.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "False"
