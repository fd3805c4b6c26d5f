"""Slow work on a thread of its own; the answer comes back on the main thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

from core.background import in_background
from core.plex.errors import PlexError
from core.plex.sign_in import SignInError
from core.secrets import TokenError
from core.settings_writer import SettingsConflict

_log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

_IN_WORDS = (PlexError, SignInError, TokenError, SettingsConflict, OSError)
"""Errors whose text is meant for a person."""
_LOOK_EVERY = 30  # milliseconds, and only while somebody waits for an answer


class Background(QObject):
    """Runs one piece of work at a time, as far as anybody can tell. Lives on the main thread.

    Whoever asks for something new is no longer interested in what was asked before: its answer is dropped, though its
    thread may go on until the work's own deadlines end it. No thread ever touches a Qt object, so a window may be
    closed and destroyed at any moment: the answer is looked for from here.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answer: Future[Any] | None = None
        self._then: Callable[[Any], None]
        self._failed: Callable[[Exception], None]
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._answer is not None

    def run(
        self, work: Callable[[], Answer], then: Callable[[Answer], None], failed: Callable[[Exception], None]
    ) -> None:
        """Call `work` on a thread, and then either `then` with what it returned or `failed` on the main thread.

        `work` touches no widget, and holds none. What it raises is one of the core's errors for a person, or a bug;
        that one is logged and reaches `failed` as an error with words, too.
        """
        self._answer, self._then, self._failed = in_background("recloser-slow-work", work), then, failed
        self._timer.start()

    def forget(self) -> None:
        """The answer is not wanted any more."""
        self._timer.stop()
        self._answer = None

    @Slot()
    def _look(self) -> None:
        answer = self._answer
        if answer is None or not answer.done():
            return
        self.forget()
        error = answer.exception()
        if error is None:
            self._then(answer.result())
        elif isinstance(error, _IN_WORDS):
            self._failed(error)
        else:
            _log.error("Slow work has failed", exc_info=error)
            self._failed(OSError(self.tr("something unexpected went wrong ({0}); the log has more").format(error)))
