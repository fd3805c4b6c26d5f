"""A thread that reads for the window: the disk may be slow, and the window must never wait for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from core.database import DatabaseUnavailable

_log = logging.getLogger(__name__)


class _Looker(QObject):
    """Lives on the reader's thread."""

    answered = Signal(int, object)
    troubled = Signal(int, str)

    @Slot(int, object)
    def look(self, number: int, look: Callable[[], Any]) -> None:
        try:
            found = look()
        except DatabaseUnavailable as error:
            self.troubled.emit(number, str(error))
        except Exception:  # noqa: BLE001  our own bug must not leave the page waiting for ever
            _log.exception("The window cannot read what it shows")
            self.troubled.emit(number, self.tr("This cannot be shown; details are in the log."))
        else:
            self.answered.emit(number, found)


class Reader(QObject):
    """Answers questions one after the other, in order. Belongs to the main thread.

    Signals:
        ended: The thread has ended, after `close`.
    """

    ended = Signal()
    _asked = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._numbers = count()
        # Who asked is known on this thread only: were the other the last to let go of a widget, it would destroy it.
        self._waiting: dict[int, tuple[Callable[[Any], None], Callable[[str], None]]] = {}
        self._thread = QThread()
        self._thread.setObjectName("recloser-reader")
        self._looker = _Looker()
        self._looker.moveToThread(self._thread)
        self._asked.connect(self._looker.look)
        self._looker.answered.connect(self._on_answered)
        self._looker.troubled.connect(self._on_troubled)
        self._thread.finished.connect(self.ended)
        self._thread.start(QThread.Priority.LowPriority)

    def ask(self, look: Callable[[], Any], answer: Callable[[Any], None], trouble: Callable[[str], None]) -> None:
        """Call `look` on the thread, then on the main thread `answer` with what it returned.

        Instead, `trouble` is called with words for a person when the database cannot be read. Nothing is called any
        more after `close`. `look` must hold no widget.
        """
        if self._open:
            number = next(self._numbers)
            self._waiting[number] = answer, trouble
            self._asked.emit(number, look)

    def close(self, patience: int = 0) -> bool:
        """Answer no more, and let the thread end, which a dead disk may hold up.

        Returns whether it has ended within `patience` milliseconds. If not, this object has to be kept until `ended`.
        """
        self._open = False
        self._waiting.clear()
        self._thread.quit()
        return self._thread.wait(patience)

    @Slot(int, object)
    def _on_answered(self, number: int, found: object) -> None:
        if number in self._waiting:
            answer, _ = self._waiting.pop(number)
            answer(found)

    @Slot(int, str)
    def _on_troubled(self, number: int, words: str) -> None:
        if number in self._waiting:
            _, trouble = self._waiting.pop(number)
            trouble(words)
