"""How everything stands, put together for a person."""

from __future__ import annotations

from dataclasses import replace

from core.delivery.books import Books
from core.delivery.consent import Consent
from core.delivery.pause import PauseSwitch
from core.delivery.progress import ProgressMeter
from core.delivery.sign_in import SignIn
from core.delivery.stats import StatsKeeper
from core.delivery.upkeep import Upkeep
from core.model import ServerView, Snapshot
from core.plex.connection import PlexConnection
from core.resilience.breaker import CircuitBreaker
from core.resilience.health import HealthSchedule
from core.resilience.inquiry import Inquiry
from core.resilience.restraint import Restraint


class View:
    """Looks at everything and changes nothing. For any thread."""

    def __init__(
        self,
        breaker: CircuitBreaker,
        plex: PlexConnection,
        health: HealthSchedule,
        inquiry: Inquiry,
        restraint: Restraint,
        pause: PauseSwitch,
        books: Books,
        stats: StatsKeeper,
        sign_in: SignIn,
        progress: ProgressMeter,
        consent: Consent,
        upkeep: Upkeep,
        *,
        url: str,
        hold: str,
        warnings: tuple[str, ...],
    ) -> None:
        """For `url`, `hold` and `warnings` see `SyncWorker`."""
        self._breaker = breaker
        self._plex = plex
        self._health = health
        self._inquiry = inquiry
        self._restraint = restraint
        self._pause = pause
        self._books = books
        self._stats = stats
        self._sign_in = sign_in
        self._progress = progress
        self._consent = consent
        self._upkeep = upkeep
        self._url = url
        self._hold = hold
        self._warnings = warnings

    def take(self, trouble: tuple[str, ...]) -> Snapshot:
        """The state at this moment. `trouble` is what is wrong just now, in words."""
        paused = self._pause.paused
        state = self._breaker.state
        view = self._breaker.view()
        server = self._plex.server
        check_in, left_alone = self._health.due_in(state), self._restraint.left_alone
        if check_in is not None:
            check_in = max(check_in, left_alone)
        if view.retry_in is not None:
            wait = max(view.retry_in, left_alone)
            view = replace(view, retry_in=wait)
            check_in = wait if check_in is None else min(check_in, wait)
        return Snapshot(
            breaker=view,
            queue=self._books.counts,
            server=ServerView(
                url=self._url,
                signed_in=self._sign_in.good,
                name=server.name if server else None,
                version=server.version if server else None,
            ),
            stats=self._stats.stats,
            set_up=not self._hold,
            paused=paused,
            paused_until=self._pause.until if paused else None,
            offline=self._restraint.offline,
            asked_check=self._inquiry.check,
            progress=self._progress.progress,
            delivering=self._books.delivering,
            approval=self._consent.approval,
            next_check_in=None if paused or self._hold or self._restraint.offline else check_in,
            warnings=tuple(
                problem
                for problem in (
                    self._hold,
                    *self._warnings,
                    *self._upkeep.unknown_folders,
                    *self._books.problems,
                    *trouble,
                )
                if problem
            ),
        )
