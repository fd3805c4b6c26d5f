"""What goes with an outage: its news, its place in the history, and the pace at which its backlog goes out."""

from __future__ import annotations

import json
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import astuple, dataclass

from core.clock import Clock
from core.database import Database
from core.events import BacklogDelivered, Event, OutageBegan, OutageEnded, OutageRestored
from core.model import CircuitState
from core.resilience.breaker import CircuitBreaker, Transition
from core.resilience.outages import Ending, OutageLog
from core.resilience.ramp import RampMark, RecoveryRamp
from core.resilience.watched import WatchLog

_log = logging.getLogger(__name__)

_RAMP = "recovery_ramp"
"""In the database: the ramp's mark as a JSON list."""


@dataclass(frozen=True, slots=True)
class _Began:
    at: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Ended:
    at: float
    duration: float
    ending: Ending
    held: int


@dataclass(slots=True)
class _Backlog:
    """What an outage has held back, while it goes out."""

    outage: int
    duration: float
    ending: Ending | None
    delivered: int


class Recovery:
    """Follows the breaker through outages.

    The breaker may change its state on any thread; what has to be written about that is written by `record`, which
    belongs to the thread of the database, as does the rest. A kill in between loses nothing but the exact end of an
    outage: at the next start the breaker knows better.
    """

    def __init__(
        self,
        breaker: CircuitBreaker,
        database: Database,
        clock: Clock,
        *,
        tell: Callable[[Event], None],
        pending: Callable[[], int],
        ramp: bool = True,
    ) -> None:
        """Follow `breaker` from now on.

        Args:
            breaker: Restored already.
            database: Where the history is kept.
            clock: Where time comes from.
            tell: Told of each outage's beginning and end, on the thread that caused it.
            pending: Counts the changes that are held back. For any thread.
            ramp: Whether the backlog goes out at a growing rate; else at once.
        """
        self._breaker = breaker
        self._database = database
        self._clock = clock
        self._tell = tell
        self._pending = pending
        self._log = OutageLog(database, clock)
        self._watch = WatchLog(database, clock)
        self._ramp = RecoveryRamp(clock)
        self._ramp_wanted = ramp
        self._ramp_kept: RampMark | None = None
        self._news: deque[_Began | _Ended] = deque()
        self._backlog: _Backlog | None = None
        self._delivered = 0  # and not noted yet
        self._since = clock.monotonic()
        self._restored, self._restored_reason = breaker.outage_started_at, breaker.reason
        self._lasted_before = 0.0 if self._restored is None else max(0.0, clock.time() - self._restored)
        breaker.subscribe(self._on_transition)

    def begin(self) -> None:
        """Take up what the last run left. Raises `DatabaseUnavailable`."""
        self._log.reconcile(self._restored, self._restored_reason, self._watch.last_seen)
        self._take_up_backlog()
        self._ramp_kept = _to_mark(self._database.get_meta(_RAMP))
        if self._restored is None and self._ramp_wanted and self._ramp_kept:
            self._ramp.restore(self._ramp_kept)
        if self._restored is not None and self._breaker.state is not CircuitState.CLOSED:
            self._tell(OutageRestored(self._restored, self._restored_reason))

    def record(self, *, watching: bool) -> None:
        """Write what is new. `watching`: whether Plex is being watched now. Raises `DatabaseUnavailable`."""
        if watching:
            self._watch.watching()
        if self._news:
            self._watch.flush()  # so that what is known reaches up to the beginning, and the end, of an outage
        while self._news:
            news = self._news[0]
            if isinstance(news, _Began):
                self._log.began(news.at, news.reason)
                self._backlog = None
                self._ramp.cancel()
            else:
                self._log.ended(news.at, news.duration, news.ending, news.held)
                self._take_up_backlog()
                if self._ramp_wanted:
                    self._ramp.begin()
            self._news.popleft()
        if self._backlog and self._delivered:
            self._log.delivered(self._backlog.outage, self._delivered)
            self._backlog.delivered += self._delivered
        if self._backlog or self._breaker.state is CircuitState.CLOSED:
            self._delivered = 0  # else they are those of trials, and count once the outage has ended
        if self._ramp.mark != self._ramp_kept:
            mark = self._ramp.mark
            self._database.set_meta(_RAMP, json.dumps(astuple(mark)) if mark else "")
            self._ramp_kept = mark

    def prune(self) -> None:
        """Forget what is too old. Raises `DatabaseUnavailable`."""
        self._log.prune()

    def close(self) -> None:
        """Write the last sign of life. Raises `DatabaseUnavailable`."""
        self.record(watching=False)
        self._watch.flush()

    def observe(self, served: bool) -> None:
        """A request was made, and the server served it or not."""
        self._ramp.observe(served)

    def allowance(self, limit: int) -> int:
        """How many jobs may go now, at most `limit`."""
        return self._ramp.allowance(limit)

    def wait(self) -> float:
        """Seconds until the next jobs may go."""
        return self._ramp.wait()

    def time_for(self, jobs: int) -> float:
        """Seconds in which so many jobs may go; 0.0: nothing but the server's own pace limits them."""
        return self._ramp.time_for(jobs)

    def went(self, jobs: int, delivered: int) -> None:
        """So many jobs were tried, and so many of them delivered."""
        self._ramp.spend(jobs)
        self._delivered += delivered

    def drained(self) -> None:
        """Nothing is left that could be delivered now. Raises `DatabaseUnavailable`."""
        if self._backlog is None:
            return
        self._log.drained(self._backlog.outage)
        backlog, self._backlog = self._backlog, None
        if backlog.ending is Ending.RECOVERED:
            self._tell(BacklogDelivered(backlog.duration, backlog.delivered))

    def _take_up_backlog(self) -> None:
        outage = self._log.draining()
        if outage is None or outage.ended_at is None:
            self._backlog = None
            return
        duration = outage.ended_at - outage.started_at
        self._backlog = _Backlog(outage.id, duration, outage.ending, outage.delivered)

    def _on_transition(self, transition: Transition) -> None:
        now = self._clock.monotonic()
        if transition.new is CircuitState.CLOSED:
            duration = self._lasted_before + now - self._since
            held, ending = self._pending(), Ending.MANUAL_RESET if transition.manual else Ending.RECOVERED
            self._news.append(_Ended(transition.at, duration, ending, held))
            self._tell(OutageEnded(duration, held, manual=transition.manual))
        elif transition.old is CircuitState.CLOSED:
            self._lasted_before, self._since = 0.0, now
            self._news.append(_Began(transition.at, transition.reason))
            self._tell(OutageBegan(transition.at, transition.reason))


def _to_mark(text: str | None) -> RampMark | None:
    try:
        left, at = json.loads(text or "null")
        return RampMark(float(left), float(at))
    except (ValueError, TypeError) as error:
        if text:
            _log.warning("What was kept of the recovery makes no sense and is not used: %s", error)
        return None
