"""The sync worker: what to do next, one bounded step at a time."""

from __future__ import annotations

import logging
import random
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from core.clock import Clock, SystemClock
from core.database import Database, DatabaseUnavailable
from core.delivery.batches import Batches
from core.delivery.books import Books
from core.delivery.consent import Consent
from core.delivery.deliver import Deliverer
from core.delivery.gate import CircuitOpen, Gate
from core.delivery.herald import Herald
from core.delivery.journal import Journal
from core.delivery.pause import PauseSwitch
from core.delivery.progress import ProgressMeter
from core.delivery.queue import JobQueue, Retry
from core.delivery.reconcile import ReconcileSchedule
from core.delivery.recovery import Recovery
from core.delivery.rules import Rules
from core.delivery.sign_in import SignIn
from core.delivery.stats import StatsKeeper
from core.delivery.suspects import Suspects
from core.delivery.unapproved import UnapprovedJobs
from core.delivery.upkeep import Upkeep
from core.delivery.view import View
from core.events import Listener
from core.model import CircuitState, FailureKind, Job, Snapshot
from core.paths import BREAKER_FILE, PAUSE_FILE, STATS_FILE
from core.phrases import phrase
from core.plex.catalog import Catalog
from core.plex.connection import PlexConnection
from core.plex.errors import Interrupted, PlexError, ServerDown, ServerSlow, SignInRequired
from core.resilience.awake import AwakeClock
from core.resilience.breaker import CircuitBreaker, Permit, Transition
from core.resilience.health import HealthSchedule
from core.resilience.inquiry import Inquiry
from core.resilience.restraint import Restraint
from core.settings import BreakerSettings, Reconcile

_log = logging.getLogger(__name__)

_IDLE = 30.0
"""Seconds; the longest that `step` asks to be left alone."""
_STUMBLE = 0.25
"""Seconds of pause after a failure that has not opened the breaker yet; doubled with each one."""
_AFTER_TROUBLE = 5.0
"""Seconds until the database or the disk is tried again."""
_SIGN_OF_LIFE = 5.0
"""Seconds for a health check of a server that has just used up the time for something else."""


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
        database: Database | None = None,
        data_dir: Path | None = None,
        breaker: BreakerSettings | None = None,
        heartbeat: float = 30.0,
        recovery_ramp: bool = True,
        confirm_first_sync: bool = False,
        reconcile: Reconcile = Reconcile.OFF,
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
            database: Where outages, and what the server has asked for, are kept; None: nowhere.
            data_dir: Where the breaker, the pause and the statistics are kept; None: they are not.
            breaker: The breaker's settings; None: its defaults.
            heartbeat: Seconds between health checks while idle; 0: none.
            recovery_ramp: Whether what an outage has held back goes out at a growing rate; else at once.
            confirm_first_sync: Whether what comes from folders for the first time waits until a person agrees.
            reconcile: How often to look whether Plex still shows what was delivered.
            url: The server's address, to be shown.
            hold: Why nothing may be delivered at all (settings with a mistake), in words; empty: all is well.
            warnings: What else a person should see, in words.
            clock: Where time comes from.
            jitter: Where chance comes from.
            on_event: Told about everything that a person may want to know.
        """
        limits = breaker or BreakerSettings()
        self._clock = AwakeClock(clock or SystemClock())
        self._jitter = jitter or random.Random()  # noqa: S311  jitter is no secret
        self.queue = queue
        """For the worker's thread."""
        self._plex = plex
        self._catalog = catalog
        self._stats = StatsKeeper(data_dir / STATS_FILE if data_dir else None, self._clock)
        self._pause = PauseSwitch(data_dir / PAUSE_FILE if data_dir else None, self._clock)
        self.breaker = CircuitBreaker(
            failure_threshold=limits.failure_threshold,
            recovery_timeout=limits.recovery_timeout,
            success_threshold=limits.success_threshold,
            state_file=data_dir / BREAKER_FILE if data_dir else None,
            clock=self._clock,
        )
        self._inquiry = Inquiry(self._clock)
        self._health = HealthSchedule(
            heartbeat, self._clock, self._jitter, self._inquiry, outage=self.breaker.restored_open
        )
        self._database = database or Database(None, self._clock)
        self._journal = Journal(self._database, self._clock)
        self._deliverer = Deliverer(plex, catalog, self._database, self._journal, rules, self._jitter)
        self._restraint = Restraint(self._database, self._clock)
        self._herald = Herald(on_event, self.snapshot, self._clock)
        self._sign_in = SignIn(self._clock, self._herald.tell)
        self._recovery = Recovery(
            self.breaker,
            self._database,
            self._clock,
            tell=self._herald.tell,
            pending=lambda: self._books.counts.pending,
            ramp=recovery_ramp,
        )
        self._progress = ProgressMeter(self._clock)
        unapproved = UnapprovedJobs(self._database, self._clock)
        self._consent = Consent(unapproved, self._deliverer, needed=confirm_first_sync)
        self._upkeep = Upkeep(
            catalog,
            self._deliverer,
            queue,
            ReconcileSchedule(self._database, self._clock, reconcile),
            self._herald.tell,
            self._clock,
        )
        self._batches = Batches(queue, self._deliverer, self._stats, self._recovery, self._progress)
        self._books = Books(
            queue,
            self._batches,
            self._recovery,
            self._restraint,
            self.breaker,
            self._pause,
            self._stats,
            self._journal,
            self._consent,
            self._progress,
            self._clock,
        )
        self._view = View(
            self.breaker,
            plex,
            self._health,
            self._inquiry,
            self._restraint,
            self._pause,
            self._books,
            self._stats,
            self._sign_in,
            self._progress,
            self._consent,
            self._upkeep,
            url=url,
            hold=hold,
            warnings=warnings,
        )
        self._hold = hold
        self._stopping = threading.Event()
        self._suspects = Suspects(self._clock)
        self._trouble: tuple[str, ...] = ()
        self.breaker.subscribe(self._on_transition)

    # For any thread

    def check_now(self) -> None:
        """Ask Plex for a sign of life at once, and in an outage let a trial follow. Wake the worker afterwards."""
        if self._hold:
            return
        self._sign_in.hurry()
        self._inquiry.begin()
        self._herald.tell_snapshot()

    def reset(self) -> None:
        """Close the breaker by hand. A request that hangs is given up, so that delivery goes on at once."""
        self.breaker.reset()
        self._restraint.lift()
        self._plex.interrupt()
        self._herald.tell_snapshot()

    def pause(self, until: float | None = None) -> None:
        """Deliver nothing until then (Unix seconds), or until `resume`. The request in flight is finished."""
        self._pause.pause(until)
        _log.info("Paused")
        self._herald.tell_snapshot()

    def resume(self) -> None:
        """Deliver again."""
        self._pause.resume()
        _log.info("Resumed")
        self._herald.tell_snapshot()

    def set_online(self, online: bool) -> None:
        """This computer's own network has gone (nothing is sent, which is no outage) or is back. Wake the worker."""
        if self._restraint.set_online(online):
            self._health.hurry()
            self._herald.tell_snapshot()

    def woke(self, missed: float) -> None:
        """The computer has slept. Wake the worker afterwards; call this from one thread only.

        `missed`: so many seconds of it the monotonic clock has stood still. All waits end as if it had not.
        """
        self._clock.missed(missed)
        self._restraint.came_back()
        self._health.hurry()

    def stop(self) -> None:
        """Give up the request in flight and start no other. What it was about stays in the queue."""
        self._stopping.set()
        self._plex.close()

    def snapshot(self) -> Snapshot:
        """How everything stands now. An outage that it shows is in the breaker's file by then: it survives a kill."""
        self.breaker.flush()
        return self._view.take(self._trouble)

    # For the worker's thread

    def step(self) -> float:
        """Do one bounded piece of work. Returns the seconds until there may be more; 0.0: at once.

        Never raises: what goes wrong is logged, shown as a warning in the snapshot, and tried again.
        """
        if self._stopping.is_set():
            return _IDLE
        trouble: list[str] = []
        delay = _AFTER_TROUBLE
        try:
            trouble += self._write()
            delay = self._step()
            if not trouble:
                trouble += self._write()
        except (DatabaseUnavailable, sqlite3.Error, OSError) as error:
            trouble.append(phrase("The database cannot be used at the moment: {reason}", reason=error))
        except Exception:  # noqa: BLE001  our own bug must not end the worker, nor pass for an outage
            _log.exception("Something unexpected went wrong; the change stays in the queue")
            trouble.append(phrase("Something unexpected went wrong; details are in the log"))
        if trouble and not self._trouble:
            _log.warning("%s", trouble[0])
        self._trouble = tuple(dict.fromkeys(trouble))
        self._herald.tell_snapshot()
        return min(delay, _AFTER_TROUBLE if self._books.behind else _IDLE)

    def approve(self) -> int:
        """The first synchronisation may go ahead. Returns how many changes it has. Raises `DatabaseUnavailable`."""
        return self._consent.give()

    def close(self) -> None:
        """Write what has not been written yet, and close the queue. The worker cannot be used any more."""
        self.stop()
        self._books.close()
        self.queue.close()
        self._database.close()

    def _write(self) -> list[str]:
        watching = not (self._hold or self._pause.paused or self._restraint.offline)
        is_let_in = self.breaker.state is CircuitState.CLOSED and self._sign_in.good
        delivering = watching and is_let_in and not self._restraint.left_alone
        trouble = self._books.write(watching=watching, delivering=delivering)
        return [trouble] if trouble else []

    def _step(self) -> float:
        if self._hold:
            return _IDLE
        if self._inquiry.wanted:
            return self._check()
        if rest := self._rest():
            return rest
        if self._health.due_in(self.breaker.state) == 0.0:
            return self._check()
        if self.breaker.state is not CircuitState.CLOSED:
            return self._try_again()
        if not self._sign_in.good:
            return self._try_token()
        return self._work()

    def _rest(self) -> float:
        """Seconds for which nothing may be sent whatever the breaker says; 0.0: none."""
        if self._pause.paused:
            until = self._pause.until
            return _IDLE if until is None else max(0.0, until - self._clock.time())
        if self._restraint.offline:
            return _IDLE
        return max(self._restraint.left_alone, self._restraint.breath)

    def _check(self) -> float:
        """One health check. During an outage it is a probe, which the breaker takes only as a hint."""
        permit = self.breaker.try_acquire() if self.breaker.state is CircuitState.CLOSED else None
        hurried = self._health.hurried
        try:
            self._plex.identity(within=_SIGN_OF_LIFE if hurried else None)
        except Interrupted:
            if permit:
                permit.cancel()
            return 0.0
        except SignInRequired:
            pass  # something before Plex wants a sign-in; Plex itself needs none for this
        except PlexError as error:
            _log.log(logging.INFO if permit else logging.DEBUG, "Plex gave no sign of life: %s", error)
            if permit and self._restraint.excuses:
                permit.cancel()
            elif permit:
                permit.failure(str(error))
            if isinstance(error, ServerDown):
                self._found_down(error)
            return 0.0
        if permit:
            # Whoever was slow to answer something else has not yet shown that it can.
            (permit.cancel if hurried else permit.success)()
        else:
            self._hint_healthy(asked=self._inquiry.take())
        self._health.answered(self.breaker.state)
        if self._restraint.set_online(online=True):
            _log.info("Plex answers, so this computer is not offline")
        return 0.0

    def _hint_healthy(self, *, asked: bool) -> None:
        if self.breaker.hint_healthy(by_hand=asked) and asked:
            self._restraint.lift()
        if asked and self._pause.paused:
            self._inquiry.conclude()  # no trial follows before the pause is over

    def _try_again(self) -> float:
        """While the breaker is not closed: nothing, until a trial is due."""
        permit = self.breaker.try_acquire()
        if permit is None:
            return self._sooner(self.breaker.retry_in() or 0.0)
        self._herald.tell_snapshot()
        gate = self._gate(permit)
        try:
            return self._run_trial(gate)
        except BaseException:
            gate.cancel()
            raise

    def _run_trial(self, gate: Gate) -> float:
        """One job, or a control request."""
        may_deliver = self._books.begun and self._sign_in.good and self._upkeep.libraries_known
        jobs = self._batches.claim_for_trial(self._suspects) if may_deliver else []
        if not jobs:
            return self._ask_for_sections(gate)
        delay = self._deliver(jobs, gate)
        gate.cancel()  # if it is open still: there was nothing to write, or a person has paused half way through
        return delay

    def _try_token(self) -> float:
        """Health goes on without a token; delivery waits until one works."""
        if wait := self._sign_in.wait:
            return self._sooner(wait)
        if self._sign_in.delivery_refused:
            jobs = self._batches.claim(1)
            if jobs:
                return self._deliver(jobs, self._gate())
            self._sign_in.delivery_refused = False
        return self._ask_for_sections(self._gate())

    def _work(self) -> float:
        """The breaker is closed: bring the catalog up to date, then deliver a batch."""
        gate = self._gate()
        if self._upkeep.is_due:
            return self._ask_for_sections(gate)
        if self._catalog.refreshing:
            return self._list_a_page(gate)
        if not self._books.begun:
            return _AFTER_TROUBLE
        allowed = self._batches.allowance()
        if not allowed:
            return self._sooner(self._recovery.wait())
        jobs = self._batches.claim(1 if self._suspects.one_by_one else allowed, exclude=self._suspects.all)
        jobs = jobs or self._batches.claim(1, exclude=self._suspects.resting)
        if not jobs:
            return self._preview(gate)
        self._herald.tell_snapshot()  # what is under way now
        return self._deliver(jobs, gate)

    def _gate(self, trial: Permit | None = None) -> Gate:
        return Gate(
            self.breaker,
            trial,
            excuses=lambda: self._restraint.excuses,
            observe=self._recovery.observe,
            halted=lambda: self._pause.paused,
        )

    def _ask_for_sections(self, gate: Gate) -> float:
        """The control request; it also tells which libraries have to be listed anew."""
        try:
            sections = gate.read(self._plex.sections)
        except (PlexError, CircuitOpen) as error:
            return self._stumbled(error)
        gate.close(control=True)
        self._upkeep.learn(sections)
        self._health.answered(self.breaker.state)
        self._sign_in.accepted(delivering=False)
        return 0.0

    def _list_a_page(self, gate: Gate) -> float:
        try:
            gate.read(lambda: self._catalog.advance(self._plex))
        except (PlexError, CircuitOpen) as error:
            return self._stumbled(error)
        gate.close()
        self._health.answered(self.breaker.state)
        self._upkeep.listed()
        return 0.0

    def _deliver(self, jobs: Sequence[Job], gate: Gate) -> float:
        result = self._batches.deliver(jobs, gate)
        if any(isinstance(one, Retry) and one.kind is FailureKind.NOT_IN_PLEX for one in result.settlements):
            self._upkeep.want()
        if result.fault is not None:
            if isinstance(result.fault, ServerDown) and not self._restraint.excuses:
                self._suspects.blamed(result.blamed, [job.key for job in jobs])
            return self._stumbled(result.fault, delivering=True)
        gate.close()
        self._suspects.cleared([job.key for job in jobs])
        if gate.asked:
            self._health.answered(self.breaker.state)
            self._sign_in.accepted(delivering=True)
        return 0.0

    def _preview(self, gate: Gate) -> float:
        """There is nothing to be delivered; there may be something that waits for consent, and can be compared."""
        compared = self._consent.compare_some(gate)
        if not isinstance(compared, bool):
            return self._stumbled(compared)
        if not compared:
            return self._idle()
        gate.close()
        self._health.answered(self.breaker.state)
        return 0.0

    def _idle(self) -> float:
        self._recovery.drained()
        look = self._upkeep.idle()
        if not self._books.counts.pending:
            self._suspects.forget()
        due = self.queue.next_due(exclude=self._suspects.resting)
        waits = (_IDLE, look, due, self._suspects.rest())
        return self._sooner(max(0.0, min(wait for wait in waits if wait is not None)))

    def _stumbled(self, error: PlexError | CircuitOpen, *, delivering: bool = False) -> float:
        """A request did not succeed; the breaker has been told."""
        if isinstance(error, SignInRequired):
            self._sign_in.refused(str(error), delivering=delivering)
        elif isinstance(error, ServerDown):
            self._upkeep.want()
            self._found_down(error)
        elif not isinstance(error, Interrupted | CircuitOpen):
            _log.warning("Plex refuses what every Plex server answers: %s", error)
            self._upkeep.put_off()
        return 0.0

    def _found_down(self, error: ServerDown) -> None:
        self._health.failed(self.breaker.state, str(error), slow=isinstance(error, ServerSlow))
        if error.retry_after:
            self._restraint.respect(error.retry_after)
        if self._restraint.excuses:
            self._restraint.catch_breath(_AFTER_TROUBLE)
        elif self.breaker.state is CircuitState.CLOSED:
            self._restraint.catch_breath(min(_AFTER_TROUBLE, _STUMBLE * 2.0**self.breaker.failure_count))

    def _sooner(self, wait: float) -> float:
        check = self._health.due_in(self.breaker.state)
        return wait if check is None else min(wait, check)

    def _on_transition(self, transition: Transition) -> None:
        """Called by the breaker on the thread that caused the transition."""
        if transition.new is CircuitState.CLOSED:
            (self._suspects.forget if transition.manual else self._suspects.server_lives)()
        self._inquiry.see(transition)
        self._herald.tell_snapshot()
