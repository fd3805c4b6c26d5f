"""The log: a bounded file, the last lines in memory for the window, and the terminal where one is wanted.

No secret gets into any of them, no fault of the disk gets out, and no traceback reaches a person's terminal.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from types import TracebackType

from core.phrases import phrase

_log = logging.getLogger(__name__)

_FILE_SIZE = 1_000_000
"""Bytes of one log file."""
_FILES = 3
_RECENT = 500
"""Lines."""
_TALKATIVE = ("plexapi", "urllib3", "requests", "keyring", "watchdog")
"""Libraries of which only warnings are kept, in few words: what an enemy's server answers may be repeated in them."""
_FEW_WORDS = 300
"""Characters."""

# What a server or a file name says must neither steer a terminal nor pass for a line of its own.
_PRINTABLE = {code: f"\\x{code:02x}" for code in (*range(9), *range(11, 32), *range(127, 160))} | {10: "\n    "}

Redact = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log; an entry of several lines (a traceback) has several."""

    level: int
    """As in `logging`."""
    text: str


class LogBook:
    """The log while the application runs. For any thread; made by `set_up`."""

    def __init__(self, recent: _RecentLines, file: _LogFile | None, terminal: _Terminal) -> None:
        self._recent = recent
        self._file = file
        self._handlers: list[logging.Handler] = [recent, *([file] if file else []), terminal]
        root = logging.getLogger()
        self._earlier_level = root.level
        root.setLevel(logging.INFO)
        for handler in self._handlers:
            handler.addFilter(_is_worth_keeping)
            root.addHandler(handler)
        self._earlier_hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = _on_uncaught
        threading.excepthook = _on_uncaught_in_thread
        sys.unraisablehook = _on_unraisable

    @property
    def revision(self) -> int:
        """Grows with every line: while it stays the same, so do the lines."""
        return self._recent.revision

    @property
    def problem(self) -> str | None:
        """Why the log file cannot be written at the moment, in words; None while it can. It recovers by itself."""
        return self._file.problem if self._file else None

    def lines(self, last: int = 50) -> tuple[LogLine, ...]:
        """The last lines, oldest first; 500 are kept."""
        return self._recent.lines(last)

    def close(self) -> None:
        """End the log: everything goes where it went before. Harmless when repeated."""
        if not self._handlers:
            return
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._earlier_hooks
        root = logging.getLogger()
        root.setLevel(self._earlier_level)
        for handler in self._handlers:
            root.removeHandler(handler)
            handler.close()
        self._handlers = []


def set_up(log_path: Path | None, *, to_terminal: bool, redact: Redact) -> LogBook:
    """Send what is logged to where it belongs, and uncaught exceptions to the log.

    Args:
        log_path: The log file; its folder is made when missing. None: no file. Give it to one process at a time:
            Windows cannot rotate a file that another process has open.
        to_terminal: Whether a person follows the log on standard error. Otherwise only what ends the program gets
            there.
        redact: Hides secrets in a finished line (`core.secrets.Redactor`).
    """
    recent = _RecentLines(redact)
    file = _LogFile(log_path, redact) if log_path else None
    return LogBook(recent, file, _Terminal(redact, log_path, logging.INFO if to_terminal else logging.CRITICAL))


def _is_worth_keeping(record: logging.LogRecord) -> bool:
    # By the record's level: plexapi sets the level of its own logger, whenever it is imported.
    return record.levelno >= logging.WARNING or not _is_talkative(record)


def _is_talkative(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _TALKATIVE


class _Line(logging.Formatter):
    """Local time, level and text; redacted as a whole, so that nothing slips through in arguments or tracebacks."""

    def __init__(self, redact: Redact) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        foreign = _is_talkative(record)
        text = _message(record)
        if record.exc_info and record.exc_info[1] and not foreign:
            text += self.fault(record.exc_info[1])
        text = self._redact(text)
        if foreign:
            text = text[:_FEW_WORDS]
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(record.created))
        level = "" if record.levelno == logging.INFO else f"{record.levelname.capitalize()}: "
        return f"{when}  {level}{text.rstrip().translate(_PRINTABLE)}"

    def fault(self, error: BaseException) -> str:
        """What to say about an exception: everything."""
        return "\n" + "".join(traceback.format_exception(error))


class _TerminalLine(_Line):
    def __init__(self, redact: Redact, log_path: Path | None) -> None:
        super().__init__(redact)
        self._hint = f"; details are in {log_path}" if log_path else ""

    def fault(self, error: BaseException) -> str:
        """What to say about an exception: its name and words."""
        return f": {type(error).__name__}{f': {error}' if str(error) else ''}{self._hint}"


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception as error:  # noqa: BLE001  a mistaken log call must not cost more than its arguments
        return f"{record.msg} (its arguments do not fit: {error})"


class _RecentLines(logging.Handler):
    """The last lines, for the window."""

    def __init__(self, redact: Redact) -> None:
        super().__init__()
        self.setFormatter(_Line(redact))
        self.revision = 0
        self._lines: deque[LogLine] = deque(maxlen=_RECENT)
        self._guard = threading.Lock()

    def emit(self, record: logging.LogRecord) -> None:
        lines = [LogLine(record.levelno, text) for text in self.format(record).split("\n")]
        with self._guard:
            self._lines.extend(lines)
            self.revision += len(lines)

    def lines(self, last: int) -> tuple[LogLine, ...]:
        with self._guard:
            return tuple(self._lines)[-last:] if last > 0 else ()


class _LogFile(logging.FileHandler):
    """The log file. A fault of the disk is noted, and the file opened anew for the next line.

    `logging.handlers` has such a one, and brings in pickle and all that it sends over networks.
    """

    def __init__(self, path: Path, redact: Redact) -> None:
        super().__init__(path, encoding="utf-8", delay=True)
        self.setFormatter(_Line(redact))
        self.problem: str | None = None
        self._failed = False

    def emit(self, record: logging.LogRecord) -> None:
        self._failed = False
        try:
            if self._is_full(record):
                self._roll_over()
            super().emit(record)
        except OSError:
            self.handleError(record)
        if not self._failed:
            self.problem = None

    def _is_full(self, record: logging.LogRecord) -> bool:
        self.stream = self.stream or self._open()
        return os.fstat(self.stream.fileno()).st_size + len(self.format(record)) >= _FILE_SIZE

    def _roll_over(self) -> None:
        """The file becomes the first of the older ones, and the oldest of them goes."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None
        names = [self.baseFilename, *(f"{self.baseFilename}.{number}" for number in range(1, _FILES))]
        with suppress(OSError):  # where files cannot be renamed, the log goes on in the one that is full
            for newer, older in reversed(list(pairwise(names))):
                if os.path.exists(newer):  # noqa: PTH110  plain names, as logging has them
                    os.replace(newer, older)  # noqa: PTH105

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802  the interface is logging's
        error = sys.exc_info()[1]
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        self.problem = phrase("The log cannot be written to {path}: {reason}", path=self.baseFilename, reason=reason)
        self._failed = True
        stream, self.stream = self.stream, None
        if stream:
            with suppress(OSError):  # what it still holds cannot be written either
                stream.close()

    def close(self) -> None:
        with suppress(OSError):  # the same
            super().close()

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # File names may hold bytes that are not UTF-8; the log must take them all the same.
        return open(path, "a", encoding="utf-8", errors="backslashreplace", opener=_for_the_owner_only)


def _for_the_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class _Terminal(logging.Handler):
    """Standard error, which may be missing (a Windows program without a console) or closed."""

    def __init__(self, redact: Redact, log_path: Path | None, level: int) -> None:
        super().__init__(level)
        self.setFormatter(_TerminalLine(redact, log_path))

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()


_FAULT = "Recloser came upon a fault of its own"


def _on_uncaught(_type: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
    if not isinstance(error, KeyboardInterrupt):  # Ctrl-C is no fault
        _log.critical(_FAULT, exc_info=error)


def _on_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        _log.critical("%s, in thread %s", _FAULT, args.thread.name if args.thread else "?", exc_info=args.exc_value)


def _on_unraisable(args: sys.UnraisableHookArgs) -> None:
    _log.error("%s, while cleaning up", _FAULT, exc_info=args.exc_value)
