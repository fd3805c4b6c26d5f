"""Slow work on a thread of its own; the answer comes back on the main thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from core.plex.errors import PlexError
from core.plex.sign_in import SignInError
from core.secrets import TokenError
from core.settings_writer import SettingsConflict

_log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

_IN_WORDS = (PlexError, SignInError, TokenError, SettingsConflict, OSError)
"""Errors whose text is meant for a person."""


@dataclass(frozen=True, slots=True)
class _Done:
    ticket: int
    answer: Any
    error: Exception | None


class Background(QObject):
    """Runs one piece of work at a time, as far as anybody can tell. Lives on the main thread.

    Whoever asks for something new is no longer interested in what was asked before: its answer is dropped, though its
    thread may go on until the work's own deadlines end it.
    """

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticket = 0
        self._then: Callable[[Any], None] | None = None
        self._failed: Callable[[Exception], None] | None = None
        self._done.connect(self._on_done)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._then is not None

    def run(
        self, work: Callable[[], Answer], then: Callable[[Answer], None], failed: Callable[[Exception], None]
    ) -> None:
        """Call `work` on a thread, and then either `then` with what it returned or `failed` on the main thread.

        `work` touches no widget. What it raises is one of the core's errors for a person, or a bug; that one is logged
        and reaches `failed` as an error with words, too.
        """
        self._ticket += 1
        self._then, self._failed = then, failed
        thread = threading.Thread(target=self._work, args=(self._ticket, work), name="recloser-slow-work", daemon=True)
        thread.start()

    def forget(self) -> None:
        """The answer is not wanted any more."""
        self._ticket += 1
        self._then = self._failed = None

    def _work(self, ticket: int, work: Callable[[], Any]) -> None:
        try:
            done = _Done(ticket, work(), None)
        except _IN_WORDS as error:
            done = _Done(ticket, None, error)
        except Exception as error:  # noqa: BLE001  a bug must be told, and must not leave its page waiting for ever
            _log.exception("Slow work has failed")
            done = _Done(ticket, None, OSError(f"something unexpected went wrong ({error}); the log has more"))
        with suppress(RuntimeError):  # the window that wanted to know is gone
            self._done.emit(done)

    @Slot(object)
    def _on_done(self, done: _Done) -> None:
        if done.ticket != self._ticket or self._then is None or self._failed is None:
            return
        then, failed = self._then, self._failed
        self._then = self._failed = None
        if done.error is None:
            then(done.answer)
        else:
            failed(done.error)
