"""The sync worker: what to do next, one bounded step at a time."""

from __future__ import annotations

import logging
import random
import sqlite3
import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.clock import Clock, SystemClock
from core.database import DatabaseUnavailable
from core.delivery.deliver import Deliverer, Rules
from core.delivery.gate import CircuitOpen, Gate
from core.delivery.pause import PauseSwitch
from core.delivery.queue import Delivered, Failed, JobQueue, Retry, Returned, Settlement
from core.delivery.stats import StatsKeeper
from core.events import (
    BacklogDelivered,
    Event,
    Listener,
    OutageBegan,
    OutageEnded,
    OutageRestored,
    SignedInAgain,
    SignInNeeded,
    SnapshotChanged,
)
from core.model import CircuitState, FailureKind, Job, QueueCounts, ServerView, Snapshot
from core.paths import BREAKER_FILE, PAUSE_FILE, STATS_FILE
from core.plex.catalog import Catalog
from core.plex.connection import PlexConnection
from core.plex.errors import Interrupted, PlexError, ServerDown, SignInRequired
from core.resilience.breaker import CircuitBreaker, Transition
from core.resilience.health import HealthSchedule
from core.settings import BreakerSettings

_log = logging.getLogger(__name__)

_BATCH = 50
"""Jobs per batch: two reads for fifty writes."""
_IDLE = 30.0
"""Seconds; the longest that `step` asks to be left alone."""
_STUMBLE = 0.25
"""Seconds of pause after a failure that has not opened the breaker yet; doubled with each one."""
_PLAN_AGAIN_AFTER = 10.0
"""Seconds between two looks for new items while some are missed."""
_PLAN_EVERY = 3600.0
"""Seconds between two looks for new items while none is missed."""
_SIGN_IN_EVERY = 30.0
"""Seconds between two tries of a token that Plex has refused."""
_AFTER_TROUBLE = 5.0
"""Seconds until the database or the disk is tried again."""


@dataclass(slots=True)
class _Recovery:
    """The time after an outage, until what it had held back has gone out."""

    outage_duration: float
    delivered: int = 0


class SyncWorker:
    """Takes jobs from the queue to Plex, guarded by the breaker.

    `step` and the constructor belong to one thread, the worker's. Everything under "for any thread" below may be called
    from others and takes effect at once, also while a request is in flight.
    """

    def __init__(
        self,
        queue: JobQueue,
        plex: PlexConnection,
        catalog: Catalog,
        *,
        rules: Rules,
        data_dir: Path | None = None,
        breaker: BreakerSettings | None = None,
        heartbeat: float = 30.0,
        url: str = "",
        hold: str = "",
        warnings: tuple[str, ...] = (),
        clock: Clock | None = None,
        jitter: random.Random | None = None,
        on_event: Listener = lambda _event: None,
    ) -> None:
        """Build the worker; nothing is sent yet.

        Args:
            queue: Where jobs come from.
            plex: The server.
            catalog: Finds items by path.
            rules: What may be delivered.
            data_dir: Where the breaker, the pause and the statistics are kept; None: they are not.
            breaker: The breaker's settings; None: its defaults.
            heartbeat: Seconds between health checks while idle; 0: none.
            url: The server's address, to be shown.
            hold: Why nothing may be delivered at all (settings with a mistake), in words; empty: all is well.
            warnings: What else a person should see, in words.
            clock: Where time comes from.
            jitter: Where chance comes from.
            on_event: Told about everything that a person may want to know.
        """
        limits = breaker or BreakerSettings()
        self._clock = clock or SystemClock()
        self._jitter = jitter or random.Random()  # noqa: S311  jitter is no secret
        self._queue = queue
        self._plex = plex
        self._catalog = catalog
        self._deliverer = Deliverer(plex, catalog, rules, self._jitter)
        self._stats = StatsKeeper(data_dir / STATS_FILE if data_dir else None, self._clock)
        self._pause = PauseSwitch(data_dir / PAUSE_FILE if data_dir else None, self._clock)
        self.breaker = CircuitBreaker(
            failure_threshold=limits.failure_threshold,
            recovery_timeout=limits.recovery_timeout,
            success_threshold=limits.success_threshold,
            state_file=data_dir / BREAKER_FILE if data_dir else None,
            clock=self._clock,
        )
        self._health = HealthSchedule(heartbeat, self._clock, self._jitter, outage=self.breaker.restored_open)
        self._url = url
        self._hold = hold
        self._warnings = warnings
        self._on_event = on_event
        self._stopping = threading.Event()
        self._signed_in = True
        self._sign_in_due = 0.0
        self._begun = False
        self._plan_wanted = True
        self._plan_due = 0.0
        self._leave_alone_until = 0.0  # monotonic; what the server asked for with Retry-After
        self._failed_last: str | None = None
        self._claimed: list[Job] = []
        self._outage_began: float | None = self.breaker.outage_started_at
        self._recovery: _Recovery | None = None
        self._trouble: tuple[str, ...] = ()
        self._counts = QueueCounts()
        self._told: object = None
        self.breaker.subscribe(self._on_transition)

    # For any thread

    def check_now(self) -> None:
        """Ask Plex for a sign of life at once. Wake the worker afterwards."""
        self._sign_in_due = 0.0
        self._health.check_now()

    def reset(self) -> None:
        """Close the breaker by hand. A request that hangs is given up, so that delivery goes on at once."""
        self.breaker.reset()
        self._leave_alone_until = 0.0
        self._plex.interrupt()
        self._tell_snapshot()

    def pause(self, until: float | None = None) -> None:
        """Deliver nothing until then (Unix seconds), or until `resume`. What is being sent is finished."""
        self._pause.pause(until)
        _log.info("Paused")
        self._tell_snapshot()

    def resume(self) -> None:
        """Deliver again."""
        self._pause.resume()
        _log.info("Resumed")
        self._tell_snapshot()

    def stop(self) -> None:
        """Give up the request in flight and start no other. What it was about stays in the queue."""
        self._stopping.set()
        self._plex.close()

    def snapshot(self) -> Snapshot:
        """How everything stands now."""
        paused = self._pause.paused
        state = self.breaker.state
        view = self.breaker.view()
        server = self._plex.server
        check_in = self._health.due_in(state)
        if view.retry_in is not None:
            wait = max(view.retry_in, self._leave_alone_until - self._clock.monotonic())
            view = replace(view, retry_in=wait)
            check_in = wait if check_in is None else min(check_in, wait)
        problems = (self.breaker.save_problem, self._stats.problem, self._pause.problem)
        return Snapshot(
            breaker=view,
            queue=self._counts,
            server=ServerView(
                url=self._url,
                signed_in=self._signed_in,
                name=server.name if server else None,
                version=server.version if server else None,
            ),
            stats=self._stats.stats,
            set_up=not self._hold,
            paused=paused,
            paused_until=self._pause.until if paused else None,
            next_check_in=None if paused or self._hold else check_in,
            warnings=tuple(problem for problem in (self._hold, *self._warnings, *problems, *self._trouble) if problem),
        )

    # For the worker's thread

    def step(self) -> float:
        """Do one bounded piece of work. Returns the seconds until there may be more; 0.0: at once.

        Never raises: what goes wrong is logged, shown as a warning in the snapshot, and tried again.
        """
        if self._stopping.is_set():
            return _IDLE
        try:
            delay = self._step()
            self._trouble = ()
        except (DatabaseUnavailable, sqlite3.Error, OSError) as error:
            if not self._trouble:
                _log.warning("Cannot use the database: %s", error)
            self._trouble = (f"The database cannot be used at the moment: {error}",)
            delay = _AFTER_TROUBLE
        except Exception:  # noqa: BLE001  our own bug must not end the worker, nor pass for an outage
            _log.exception("Something unexpected went wrong; the change stays in the queue")
            self._trouble = ("Something unexpected went wrong; details are in the log",)
            delay = _AFTER_TROUBLE
        self._tell_snapshot()
        return min(delay, _IDLE)

    def close(self) -> None:
        """Write what has not been written yet, and close the queue. The worker cannot be used any more."""
        self.stop()
        self.breaker.flush()
        self._stats.flush()
        self._queue.close()

    def _step(self) -> float:
        if not self._begun:
            self._begin()
        if self._claimed:
            # The last step broke off between claiming and settling them.
            self._settle([Returned(job.id) for job in self._claimed])
        self._counts = self._queue.counts()
        self.breaker.flush()
        self._stats.flush_if_due()
        if self._hold:
            return _IDLE
        if self._health.asked:
            return self._check()
        if self._pause.paused:
            until = self._pause.until
            return _IDLE if until is None else max(0.0, until - self._clock.time())
        left_alone = self._leave_alone_until - self._clock.monotonic()
        if left_alone > 0:
            return left_alone
        if self._health.due_in(self.breaker.state) == 0.0:
            return self._check()
        if self.breaker.state is not CircuitState.CLOSED:
            return self._try_again()
        if not self._signed_in:
            return self._sign_in()
        return self._work()

    def _begin(self) -> None:
        recovered = self._queue.recover()
        if recovered:
            _log.info("%d changes were being delivered when Recloser ended; they are waiting again", recovered)
        self._counts = self._queue.counts()
        self._begun = True
        if self.breaker.restored_open:
            since = self.breaker.outage_started_at or self._clock.time()
            self._tell(OutageRestored(since, self.breaker.reason))

    def _check(self) -> float:
        """One health check. During an outage it is a probe, which the breaker takes only as a hint."""
        permit = self.breaker.try_acquire() if self.breaker.state is CircuitState.CLOSED else None
        try:
            self._plex.identity()
        except Interrupted:
            if permit:
                permit.cancel()
            return 0.0
        except SignInRequired:
            pass  # something before Plex wants a sign-in; Plex itself needs none for this
        except PlexError as error:
            _log.log(logging.INFO if permit else logging.DEBUG, "Plex gave no sign of life: %s", error)
            if permit:
                permit.failure(str(error))
            self._health.failed(self.breaker.state)
            if isinstance(error, ServerDown):
                self._respect(error)
            return 0.0
        self._health.answered()
        if permit:
            permit.success()
        else:
            self.breaker.hint_healthy()
        return 0.0

    def _try_again(self) -> float:
        """While the breaker is not closed: nothing, until a trial is due."""
        permit = self.breaker.try_acquire()
        if permit is None:
            return self._sooner(self.breaker.retry_in() or 0.0)
        self._tell_snapshot()
        gate = Gate(self.breaker, trial=permit)
        try:
            return self._run_trial(gate)
        except BaseException:
            gate.cancel()
            raise

    def _run_trial(self, gate: Gate) -> float:
        """One job, but never the one that failed last: it may be what Plex stumbles over. Else a control request."""
        if self._signed_in and self._catalog.sections:
            jobs = self._claim(1, exclude=[self._failed_last] if self._failed_last else [])
            if jobs:
                delay = self._deliver(jobs, gate)
                if gate.asked:
                    return delay
        return self._ask_for_sections(gate)

    def _sign_in(self) -> float:
        """Health goes on without a token; delivery waits until one works."""
        wait = self._sign_in_due - self._clock.monotonic()
        return self._sooner(wait) if wait > 0 else self._ask_for_sections(Gate(self.breaker))

    def _work(self) -> float:
        """The breaker is closed: bring the catalog up to date, then deliver a batch."""
        gate = Gate(self.breaker)
        if self._plan_wanted and self._clock.monotonic() >= self._plan_due:
            return self._ask_for_sections(gate)
        if self._catalog.refreshing:
            return self._list_a_page(gate)
        jobs = self._claim(_BATCH)
        return self._deliver(jobs, gate) if jobs else self._idle()

    def _ask_for_sections(self, gate: Gate) -> float:
        """The control request; it also tells which libraries have to be listed anew."""
        try:
            sections = gate.read(self._plex.sections)
        except (PlexError, CircuitOpen) as error:
            return self._stumbled(error)
        gate.close()
        self._catalog.plan(sections)
        self._plan_wanted = False
        self._plan_due = self._clock.monotonic() + _PLAN_AGAIN_AFTER
        self._health.answered()
        if not self._signed_in:
            self._signed_in = True
            _log.info("Plex accepts the token")
            self._tell(SignedInAgain())
        return 0.0

    def _list_a_page(self, gate: Gate) -> float:
        try:
            gate.read(lambda: self._catalog.advance(self._plex))
        except (PlexError, CircuitOpen) as error:
            return self._stumbled(error)
        gate.close()
        self._health.answered()
        if not self._catalog.refreshing:
            arrived = [key for key, path in self._queue.missing() if self._deliverer.can_find(path)]
            self._queue.hurry(arrived)
        return 0.0

    def _claim(self, limit: int, exclude: Collection[str] = ()) -> list[Job]:
        self._claimed = self._queue.claim(limit, exclude=exclude)
        return self._claimed

    def _deliver(self, jobs: list[Job], gate: Gate) -> float:
        result = self._deliverer.deliver(jobs, gate)
        self._settle(result.settlements)
        if result.fault is not None:
            self._failed_last = result.blamed
            return self._stumbled(result.fault)
        gate.close()
        if gate.asked:
            self._health.answered()
        if self._recovery:
            self._recovery.delivered += sum(isinstance(settlement, Delivered) for settlement in result.settlements)
        return 0.0

    def _settle(self, settlements: Sequence[Settlement]) -> None:
        self._queue.settle(settlements)
        self._claimed = []
        delivered = sum(isinstance(settlement, Delivered) for settlement in settlements)
        failed = sum(isinstance(settlement, Failed) for settlement in settlements)
        if delivered or failed:
            self._stats.record(succeeded=delivered, failed=failed)
        if any(isinstance(one, Retry) and one.kind is FailureKind.NOT_IN_PLEX for one in settlements):
            self._plan_wanted = True

    def _idle(self) -> float:
        if self._recovery:
            self._tell(BacklogDelivered(self._recovery.outage_duration, self._recovery.delivered))
            self._recovery = None
        if self._clock.monotonic() >= self._plan_due + _PLAN_EVERY:
            self._plan_wanted = True
        wanted = self._plan_due - self._clock.monotonic() if self._plan_wanted else _IDLE
        due = self._queue.next_due()
        return self._sooner(max(0.0, min(wanted, _IDLE if due is None else due)))

    def _stumbled(self, error: PlexError | CircuitOpen) -> float:
        """A request did not succeed; the breaker has been told. Returns the pause that is due."""
        if isinstance(error, SignInRequired):
            self._sign_in_due = self._clock.monotonic() + _SIGN_IN_EVERY
            if self._signed_in:
                self._signed_in = False
                _log.warning("Sign in to Plex: %s", error)
                self._tell(SignInNeeded(str(error)))
        elif isinstance(error, ServerDown):
            self._plan_wanted = True
            self._health.failed(self.breaker.state)
            self._respect(error)
            if self.breaker.state is CircuitState.CLOSED:
                return min(_AFTER_TROUBLE, _STUMBLE * 2.0**self.breaker.failure_count)
        elif not isinstance(error, Interrupted | CircuitOpen):
            _log.warning("Plex refuses what every Plex server answers: %s", error)
            self._plan_due = self._clock.monotonic() + _PLAN_AGAIN_AFTER
        return 0.0

    def _respect(self, error: ServerDown) -> None:
        """`Retry-After` is a floor for everything that is sent to this server."""
        if error.retry_after:
            self._leave_alone_until = self._clock.monotonic() + error.retry_after

    def _sooner(self, wait: float) -> float:
        check = self._health.due_in(self.breaker.state)
        return wait if check is None else min(wait, check)

    def _on_transition(self, transition: Transition) -> None:
        """Called by the breaker on the thread that caused the transition."""
        if transition.new is CircuitState.CLOSED:
            began, self._outage_began = self._outage_began or transition.at, None
            duration = max(0.0, transition.at - began)
            self._tell(OutageEnded(duration, self._counts.pending, manual=transition.manual))
            self._recovery = None if transition.manual else _Recovery(duration)
            self._failed_last = None
        elif transition.old is CircuitState.CLOSED:
            self._outage_began, self._recovery = transition.at, None
            self._tell(OutageBegan(transition.at, transition.reason))
        self._tell_snapshot()

    def _tell(self, event: Event) -> None:
        try:
            self._on_event(event)
        except Exception:  # noqa: BLE001  a listener's bug is not the worker's
            _log.exception("A listener failed")

    def _tell_snapshot(self) -> None:
        snapshot = self.snapshot()
        now = self._clock.monotonic()
        due = tuple(
            None if wait is None else round(now + wait, 1)
            for wait in (snapshot.breaker.retry_in, snapshot.next_check_in)
        )
        # The waits shrink all the time; what they wait for is what may have changed.
        gist = (replace(snapshot, breaker=replace(snapshot.breaker, retry_in=None), next_check_in=None), due)
        if gist != self._told:
            self._told = gist
            self._tell(SnapshotChanged(snapshot))
