"""The control channel: a second loopback port through which another process sets faults and reads the log.

=========  ============  =============================================================
``GET``    ``/faults``   the rules in force, as JSON
``PUT``    ``/faults``   have exactly these rules; ``[]`` makes all well again
``GET``    ``/requests`` the last requests
``DELETE`` ``/requests`` forget them, and the counts
``GET``    ``/counts``   how many requests of each kind there were
``GET``    ``/writes``   how many writes each item has had
=========  ============  =============================================================
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from core.demo.simulator.faults import rules_from_json, rules_to_json
from core.demo.simulator.simulator import PlexSimulator


class Control:
    """Serves the channel on a thread of its own, so that it answers whatever the simulator is made to do.

    It ends with the process.
    """

    def __init__(self, plex: PlexSimulator, port: int = 0) -> None:
        """Listen at once. Raises `OSError` when the port is taken."""
        handler = type("Handler", (_Handler,), {"plex": plex})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        threading.Thread(target=self._server.serve_forever, name="simulator-control", daemon=True).start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"


class _Handler(BaseHTTPRequestHandler):
    plex: PlexSimulator

    def do_GET(self) -> None:
        if self.path == "/faults":
            self._answer(200, rules_to_json(self.plex.faults.rules))
        elif self.path == "/requests":
            self._answer(200, json.dumps([request.to_json() for request in self.plex.log.requests]))
        elif self.path == "/counts":
            self._answer(200, json.dumps(self.plex.log.counts))
        elif self.path == "/writes":
            self._answer(200, json.dumps(self.plex.log.writes))
        else:
            self._unknown()

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path != "/faults":
            self._unknown()
            return
        try:
            self.plex.faults.replace(rules_from_json(body))
        except ValueError as error:
            self._answer(400, json.dumps({"error": str(error)}))
        else:
            self._answer(200, rules_to_json(self.plex.faults.rules))

    def do_DELETE(self) -> None:
        if self.path != "/requests":
            self._unknown()
            return
        self.plex.log.clear()
        self._answer(200, "[]")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name for it
        """Say nothing: standard error belongs to the program that started us."""

    def _unknown(self) -> None:
        self._answer(404, json.dumps({"error": f"{self.command} {self.path} is not known here"}))

    def _answer(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
