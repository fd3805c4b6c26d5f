"""Stands between the application and the simulator, and mutates whole answers: status line, head and body alike."""

from __future__ import annotations

import random
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.prove.mutations import mutated


class MangledServer(socketserver.ThreadingTCPServer):
    """One answer per connection."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, behind: int, chance: random.Random) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = behind
        self.share = 1.0
        """Of the answers that are mutated."""
        self.mangled = 0
        self._chance = chance
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def mangle(self, answer: bytes) -> bytes:
        with self._lock:
            if self._chance.random() >= self.share:
                return answer
            self.mangled += 1
            head, gap, body = answer.partition(b"\r\n\r\n")
            match self._chance.randrange(3):
                case 0:
                    return head + gap + mutated(self._chance, [body])
                case 1:  # a whole answer, as far as its head can tell
                    body = mutated(self._chance, [body])
                    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length")]
                    return b"\r\n".join([*lines, b"Content-Length: %d" % len(body)]) + gap + body
            return mutated(self._chance, [answer])


class _Handler(socketserver.BaseRequestHandler):
    server: MangledServer

    def handle(self) -> None:
        with suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                piece = self.request.recv(65536)
                if not piece:
                    return
                request += piece
            self.request.sendall(self.server.mangle(self._fetch(request)))

    def _fetch(self, request: bytes) -> bytes:
        # Not compressed, so that what is mutated is what will be read.
        unwanted = (b"connection:", b"accept-encoding:")
        lines = [line for line in request.split(b"\r\n") if not line.lower().startswith(unwanted)]
        lines.insert(1, b"Connection: close")
        answer = b""
        with socket.create_connection(("127.0.0.1", self.server.behind), timeout=5) as plex:
            plex.sendall(b"\r\n".join(lines))
            while piece := plex.recv(65536):
                answer += piece
        return answer


@contextmanager
def mangling(behind: int, chance: random.Random) -> Iterator[MangledServer]:
    with MangledServer(behind, chance) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="mangling-proxy")
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
