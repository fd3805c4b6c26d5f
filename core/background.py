"""Work on a thread of its own, for whoever may not be kept waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Answer = TypeVar("Answer")


def in_background(name: str, work: Callable[[], Answer]) -> Future[Answer]:
    """Call `work` on a thread called `name`, which ends with the process even if `work` never does."""
    answer: Future[Answer] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001  handed over to whoever waits for the answer
            answer.set_exception(error)

    threading.Thread(target=run, name=name, daemon=True).start()
    return answer
