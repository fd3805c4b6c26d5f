"""Where every request to Plex asks the breaker first, and tells it afterwards how it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, TypeVar

from core.model import CircuitState
from core.plex.errors import Interrupted, PlexError, ServerDown, ServerFault, SignInRequired
from core.resilience.breaker import CircuitBreaker, Permit

Answer = TypeVar("Answer")


class CircuitOpen(Exception):
    """The breaker lets no call through at the moment."""


class ItemFault(PlexError):
    """Plex answers 500 to this one request again and again, while it serves all others."""


class Gate:
    """Settles a permit for each request of one piece of work, by the rules of what counts as what.

    A failure counts at once. A success counts at once only for a write, else when the whole work went through: a server
    that answers questions but fails every edit must not pass for a healthy one in between. In a trial, one permit
    stands for all requests.
    """

    def __init__(
        self,
        breaker: CircuitBreaker,
        trial: Permit | None = None,
        *,
        excuses: Callable[[], bool] = lambda: False,
        observe: Callable[[bool], None] = lambda _served: None,
        halted: Callable[[], bool] = lambda: False,
    ) -> None:
        """Let requests through as the breaker does.

        Args:
            breaker: Asked and told.
            trial: Leave that was given already, to be used for all requests.
            excuses: Whether a failure says nothing about the server at the moment.
            observe: Told for each request whether the server served it.
            halted: Whether nothing may be written (any more): a person has paused.
        """
        self._breaker = breaker
        self._trial = trial
        self._excuses = excuses
        self._observe = observe
        self._halted = halted
        self.asked = False
        """Whether any request was made."""
        self._decided = False
        """Whether the requests so far tell if the server serves: questions alone do not."""

    def read(self, ask: Callable[[], Answer], control: Callable[[], object] | None = None) -> Answer:
        """Make one request that changes nothing in Plex. For `control` see `write`.

        Raises:
            CircuitOpen: The request was not made.
            ItemFault: What was asked for is at fault, not the server.
            PlexError: As `ask` raised it.
        """
        return self._call(ask, control, writes=False)

    def write(self, ask: Callable[[], None], control: Callable[[], object] | None = None) -> None:
        """Make one request that changes something in Plex.

        Args:
            ask: The request; it raises `PlexError`.
            control: If a request for the same item has been answered with 500 before: another request, which every
                healthy server answers. If it succeeds, the fault is the item's, not the server's.

        Raises:
            CircuitOpen: The request was not made.
            ItemFault: The item is at fault, not the server.
            PlexError: As `ask` raised it; `Interrupted` when nothing may be written any more.
        """
        if self._halted():
            raise Interrupted("paused")
        self._call(ask, control, writes=True)

    def close(self, *, control: bool = False) -> None:
        """The work went through. With `control` a trial may end without a write: there is none to be made."""
        if not self.asked:
            return
        if self._trial is not None:
            if self._decided or control:
                self._trial.success()
        elif self._breaker.state is CircuitState.CLOSED and (permit := self._breaker.try_acquire()):
            permit.success()

    def cancel(self) -> None:
        """The work says nothing about the server."""
        if self._trial is not None:
            self._trial.cancel()

    def _call(self, ask: Callable[[], Answer], control: Callable[[], object] | None, *, writes: bool) -> Answer:
        permit = self._trial or self._breaker.try_acquire()
        if permit is None:
            raise CircuitOpen
        self.asked = True
        decided, self._decided = self._decided or writes, True  # any failure decides
        try:
            answer = ask()
        except ServerDown as down:
            if control is None or not isinstance(down, ServerFault):
                self._failed(permit, down)
                raise
            self._cross_examine(permit, down, control)
        except SignInRequired:
            self._observe(True)
            permit.success()  # the server lives; without a token even a trial can go no further
            raise
        except Interrupted:
            permit.cancel()
            raise
        except PlexError:
            self._lives(permit, counts=writes)
            self._decided = decided
            raise
        except BaseException:
            permit.cancel()  # our own bug is no outage
            raise
        self._lives(permit, counts=writes)
        self._decided = decided
        return answer

    def _failed(self, permit: Permit, down: ServerDown) -> None:
        if self._excuses():
            permit.cancel()
        else:
            self._observe(False)
            permit.failure(str(down))

    def _lives(self, permit: Permit, *, counts: bool) -> None:
        self._observe(True)
        if permit is not self._trial:
            (permit.success if counts else permit.cancel)()

    def _cross_examine(self, permit: Permit, fault: ServerFault, control: Callable[[], object]) -> NoReturn:
        try:
            control()
        except ServerDown:
            self._failed(permit, fault)
            raise fault from None
        except Interrupted:
            permit.cancel()
            raise
        except PlexError:
            pass  # an answer is an answer: the server lives
        self._lives(permit, counts=True)
        raise ItemFault(str(fault))
