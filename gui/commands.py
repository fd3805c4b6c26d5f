"""What the running application does when the command line, or a second start, asks it to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core import status
from gui.control import Command, Handler, Request
from gui.engine import Engine


def handler(engine: Engine, show: Callable[[], None], end: Callable[[], None]) -> Handler:
    """Answers each `Command`.

    Args:
        engine: What is being commanded.
        show: Brings the window to the front.
        end: Ends the application.
    """
    actions: dict[Command, Callable[[], None]] = {
        Command.STATUS: lambda: None,
        Command.RESET: engine.reset,
        Command.PAUSE: engine.pause,
        Command.RESUME: engine.resume,
        Command.CHECK: engine.check_now,
        Command.CANCEL: engine.cancel,
        Command.WAKE: engine.wake,
        Command.SHOW: show,
        Command.QUIT: end,
    }

    def handle(request: Request) -> dict[str, Any]:
        if request.command is Command.SYNC:
            if strange := engine.sync(request.paths):
                return {"error": f"in no watched folder: {', '.join(strange)}"}
        else:
            actions[request.command]()
        return status.document(engine.look(), running=True)

    return handle
