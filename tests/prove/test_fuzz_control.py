"""Whatever arrives at the local channel, the application answers or hangs up, and goes on."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop
from PySide6.QtNetwork import QLocalSocket

from gui.control import _LONGEST_MESSAGE, Command, ControlServer, Request
from gui.single_instance import channel_name
from tests.prove.mutations import mutated

PROVE = bool(os.environ.get("RECLOSER_PROVE"))
MESSAGES = 10_000 if PROVE else 300
DEADLINE_MS = 2000

pytestmark = pytest.mark.usefixtures("qapp", "garbage_on_the_main_thread")

SEEDS = [json.dumps({"command": command}).encode() + b"\n" for command in Command]
SEEDS += [
    b"",
    b"\n",
    b"null\n",
    b"[]\n",
    b"{}\n",
    b'"status"\n',
    b'{"command": null}\n',
    b'{"command": ["status"]}\n',
    b'{"command": {"command": "status"}}\n',
    b'{"command": "status"}',
    b'{"command": "sync", "paths": ["/media/a.nfo", "C:\\\\b.nfo"]}\n',
    b'{"command": "sync", "paths": null}\n',
    b'{"command": "sync", "paths": [1, []]}\n',
    b'{"command": "sync", "paths": {"/media": "\\ud800"}}\n',
    b"[" * 30_000 + b"\n",
    b'{"a":' * 10_000 + b"\n",
    b"1" * 10_000 + b"\n",
    b"x" * 70_000,
    b"x" * 70_000 + b"\n",
    b'"\\ud800"\n',
    b"\xff\xfe\n",
]


@pytest.fixture
def handled() -> list[Command]:
    return []


@pytest.fixture
def server(tmp_path, handled) -> Iterator[ControlServer]:
    def handle(request: Request) -> dict[str, str]:
        handled.append(request.command)
        return {"done": request.command}

    made = ControlServer(tmp_path, handle)
    yield made
    made.close()


def answer(data_dir, message: bytes) -> bytes | None:
    """What comes back for these bytes; None: the connection was closed without a word, or we had to give up."""
    client = QLocalSocket()
    client.connectToServer(channel_name(data_dir))
    client.write(message)
    timer = QElapsedTimer()
    timer.start()
    complete = b"\n" in message or len(message) > _LONGEST_MESSAGE
    while timer.elapsed() < (DEADLINE_MS if complete else 3):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        if client.canReadLine():
            break
        if client.state() == QLocalSocket.LocalSocketState.UnconnectedState and not client.bytesAvailable():
            break
    else:
        assert not complete, f"no answer and no end within {DEADLINE_MS} ms for {message[:200]!r}"
    said = bytes(client.readAll().data())
    client.abort()
    return said or None


@pytest.mark.timeout(900 if PROVE else 120)
def test_no_message_does_anything_but_be_answered_or_refused(server, handled, tmp_path, chance, caplog):
    for _ in range(MESSAGES):
        handled.clear()
        message = mutated(chance, SEEDS)
        said = answer(tmp_path, message)
        if said is None:
            assert not handled
            continue
        reply = json.loads(said)
        assert reply == {"done": handled[0]} if handled else set(reply) == {"error"}
        assert b"Traceback" not in said
    assert answer(tmp_path, SEEDS[0])
    assert not [record for record in caplog.records if record.exc_info]


def test_a_message_without_end_is_not_kept(server, handled, tmp_path):
    assert answer(tmp_path, b"x" * (_LONGEST_MESSAGE + 5000)) is None
    assert answer(tmp_path, SEEDS[0])
    assert handled == [Command.STATUS]


@pytest.mark.parametrize("message", [b"[" * 30_000 + b"\n", b'{"a":' * 10_000 + b"\n", b"1" * 10_000 + b"\n"])
def test_what_python_cannot_read_is_refused_like_any_other_nonsense(server, tmp_path, message):
    assert set(json.loads(answer(tmp_path, message) or b"{}")) == {"error"}


@pytest.mark.skipif(sys.platform == "win32", reason="local sockets have other names there")
def test_a_client_that_hangs_up_at_any_moment_disturbs_nobody(server, tmp_path, chance):
    for _ in range(MESSAGES // 10):
        message = mutated(chance, SEEDS)
        with socket.socket(socket.AF_UNIX) as rude:
            rude.connect(channel_name(tmp_path))
            rude.setblocking(False)
            with suppress(BlockingIOError):
                rude.send(message[: chance.randrange(len(message) + 1)])
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
    assert json.loads(answer(tmp_path, SEEDS[0]) or b"") == {"done": "status"}
