"""Decides which notifications a person gets, and when: enough to be trusted, few enough to stay welcome."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from core.clock import Clock
from core.events import (
    BacklogDelivered,
    Event,
    OutageBegan,
    OutageEnded,
    OutageRestored,
    SignedInAgain,
    SignInNeeded,
)
from core.model import Approval, Face, Snapshot, face_of
from core.settings import NotificationKind
from core.snapshot import AskedCheck
from gui import wording

# Under this name pyside6-lupdate finds the sentences.
translate = wording.translate

_QUIET = 15.0
"""Seconds after start and after sleep: much is down then that will be up in a moment."""

_FIRST_PATIENCE, _LONGEST_PATIENCE = 30.0, 900.0
"""Seconds that bad news has to stay true to be told, when it comes a second time soon after the first: a server that is
away for 20 s again and again is told once. With every time it is told, the next has to stay true for twice as long."""
_CALM = 900.0
"""Seconds without news, after which the next is told at once again."""

_BACKLOG_PATIENCE = 10.0
"""Seconds. What an outage has held back is mostly delivered by then, and one notification tells both."""

_GATHERING, _LONGEST_GATHERING = 30.0, 120.0
"""Seconds. Failed changes are told together: when none has come for so long, or at the latest after so long."""
_BETWEEN_DIGESTS = 900.0
"""Seconds."""

_LONGEST_REASON = 150
"""Characters. Windows shows 255 of a text, and all of it has to be among them in every language."""


class NotificationAction(StrEnum):
    """What a person can choose in a notification."""

    OPEN = "open"
    """The window, on the page that belongs to the matter."""
    CHECK = "check"
    RESET = "reset"
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class Notification:
    """What is shown: plain text, and what can be chosen."""

    kind: NotificationKind
    title: str
    text: str
    face: Face
    actions: tuple[NotificationAction, ...] = (NotificationAction.OPEN,)


def label(action: NotificationAction) -> str:
    """What stands on the button."""
    match action:
        case NotificationAction.OPEN:
            return translate("notifications", "Open")
        case NotificationAction.CHECK:
            return translate("notifications", "Check now")
        case NotificationAction.RESET:
            return translate("notifications", "Reset")
        case NotificationAction.SIGN_IN:
            return translate("notifications", "Sign in")


class NotificationSink(Protocol):
    """Where notifications go. It shows at most one of each kind."""

    def show(self, notification: Notification) -> None:
        """Show it, in place of an earlier one of its kind. Never waits, never raises."""

    def withdraw(self, kind: NotificationKind) -> None:
        """Take it from the screen where that is possible. Never waits, never raises."""


class Notifications:
    """Turns events and snapshots into notifications. For one thread, the sink's.

    After sleep call `resumed`. After every call, let `tick` be called in `next_tick_in` seconds.

    "Plex is back" follows every "Plex is not answering" at once. What changes to and fro is told sparingly all the
    same: an outage soon after another is told only if it lasts.
    """

    def __init__(
        self, sink: NotificationSink, clock: Clock, enabled: frozenset[NotificationKind], first: Snapshot
    ) -> None:
        """Make it quiet for a while: the application has just started.

        Args:
            sink: Where notifications go.
            clock: Where time comes from.
            enabled: The kinds that may be shown.
            first: What is no news any more.
        """
        self._enabled = enabled
        self._sink = sink
        self._clock = clock
        self._outage, self._sign_in, self._approval = _Story(), _Story(), _Story()
        self._failures = _Failures(first.stats.failed)
        self._snapshot = first
        self._told_down = False  # whether the last that the person heard is that Plex is down
        self._backlog_awaited = False
        self._approval_asked = False  # whether the person has been, or is about to be, asked for it
        self._answer_owed = False
        self.resumed()

    def handle(self, event: Event) -> None:
        """Take in what the core tells."""
        now = self._clock.monotonic()
        match event:
            case OutageBegan():
                self._backlog_awaited = False
                self._sink.withdraw(NotificationKind.RECOVERED)
                self._outage.plan(_opened(event, self._clock.time()), now + self._outage.patience(now))
            case OutageRestored():
                self._show(self._outage, _restored(event, self._clock.time()))
            case OutageEnded():
                self._end_outage(event, now)
            case BacklogDelivered() if self._backlog_awaited:
                self._outage.plan(_recovered(event.outage_duration, delivered=event.delivered), now)
            case SignInNeeded():
                self._sign_in.plan(_sign_in_needed(event), now + self._sign_in.patience(now))
            case SignedInAgain():
                self._sign_in.forget()
                self._sink.withdraw(NotificationKind.SIGN_IN)
        self.tick()

    def see(self, snapshot: Snapshot) -> None:
        """Take in how everything stands: changes that have failed, and those that wait for approval."""
        now = self._clock.monotonic()
        before, self._snapshot = self._snapshot, snapshot
        self._failures.see(snapshot.stats.failed, now)
        if before.queue.failed and not snapshot.queue.failed:
            self._sink.withdraw(NotificationKind.FAILED)
        self._see_approval(snapshot.approval, now)
        self._see_check(snapshot)
        self.tick()

    def owe_answer(self) -> None:
        """A person has asked for a check where no window shows its result: if it is in vain, that is told."""
        self._answer_owed = True

    def enable(self, kinds: frozenset[NotificationKind]) -> None:
        """From now on show these kinds only."""
        for kind in self._enabled - kinds:
            self._sink.withdraw(kind)
        self._enabled = kinds

    def resumed(self) -> None:
        """The computer has woken up: be quiet for a while."""
        self._quiet_until = self._clock.monotonic() + _QUIET

    def tick(self) -> None:
        """Tell what had to wait and may be told now."""
        now = self._clock.monotonic()
        if now < self._quiet_until:
            return
        for story in (self._outage, self._sign_in, self._approval):
            if story.planned and story.due <= now:
                self._show(story, story.planned)
        due = self._failures.due
        if due is not None and due <= now:
            # Some may have been retried or discarded meanwhile.
            count = min(self._failures.tell(now), self._snapshot.queue.failed)
            if count and NotificationKind.FAILED in self._enabled:
                self._sink.show(_failed(count))

    def next_tick_in(self) -> float | None:
        """Seconds until something may be told; None: nothing waits."""
        stories = (self._outage, self._sign_in, self._approval)
        due = [story.due for story in stories if story.planned]
        if self._failures.due is not None:
            due.append(self._failures.due)
        return max(0.0, max(min(due), self._quiet_until) - self._clock.monotonic()) if due else None

    def _see_approval(self, approval: Approval | None, now: float) -> None:
        """One notification for one preview, however often it is completed anew because more changes have come."""
        if approval is None:
            if self._approval_asked:
                self._approval.forget()
                self._sink.withdraw(NotificationKind.APPROVAL)
            self._approval_asked = False
        elif approval.complete and not self._approval_asked:
            self._approval_asked = True
            self._approval.plan(_approval_needed(approval), now)

    def _see_check(self, snapshot: Snapshot) -> None:
        """A check that Plex passes ends the outage, which is told anyway."""
        check = snapshot.asked_check
        if not self._answer_owed or (check is not None and check.running):
            return
        self._answer_owed = False
        if check is not None and check.reason and face_of(snapshot) is Face.OPEN:
            self._sink.withdraw(NotificationKind.RESTORED)
            self._show(self._outage, _asked_in_vain(check, self._clock.time()), is_news=False)

    def _end_outage(self, event: OutageEnded, now: float) -> None:
        self._outage.forget()
        self._sink.withdraw(NotificationKind.OPENED)
        self._sink.withdraw(NotificationKind.RESTORED)
        if event.manual:
            self._told_down = False  # the person did it, and knows
        # "Back" is no news to whom nobody had said "down".
        if self._told_down:
            self._backlog_awaited = event.waiting > 0
            patience = _BACKLOG_PATIENCE if self._backlog_awaited else 0.0
            self._outage.plan(_recovered(event.duration, waiting=event.waiting), now + patience)

    def _show(self, story: _Story, notification: Notification, *, is_news: bool = True) -> None:
        """A kind that is switched off is told to nobody, and all else goes on as if it had been."""
        down = notification.kind in {NotificationKind.OPENED, NotificationKind.RESTORED}
        bad = down or notification.kind is NotificationKind.SIGN_IN
        story.told(self._clock.monotonic(), bad=bad and is_news)
        if story is self._outage:
            self._told_down, self._backlog_awaited = down, False
        if notification.kind in self._enabled:
            self._sink.show(notification)


@dataclass(slots=True)
class _Story:
    """What is told about one matter: only the latest counts. All times are monotonic seconds."""

    planned: Notification | None = None
    due: float = 0.0
    """When the planned one may be told."""
    _bad_news: int = 0
    _told_at: float = field(default=float("-inf"))

    def plan(self, notification: Notification, due: float) -> None:
        """Tell it then, if nothing newer has come."""
        self.planned, self.due = notification, due

    def forget(self) -> None:
        """It is not true any more."""
        self.planned = None

    def told(self, now: float, *, bad: bool) -> None:
        """Something has been told."""
        self.forget()
        self._bad_news = (0 if self._is_calm(now) else self._bad_news) + bad
        self._told_at = now

    def patience(self, now: float) -> float:
        """For how many seconds bad news has to stay true."""
        if self._is_calm(now) or not self._bad_news:
            return 0.0
        return min(_FIRST_PATIENCE * 2.0 ** (self._bad_news - 1), _LONGEST_PATIENCE)

    def _is_calm(self, now: float) -> bool:
        return now - self._told_at >= _CALM


class _Failures:
    """Gathers failed changes, to tell of many at once. All times are monotonic seconds."""

    def __init__(self, told: int) -> None:
        """`told`: how many have ever failed, and are no news."""
        self._told = self._total = told
        self._first_at: float | None = None
        self._latest_at = 0.0
        self._not_before = float("-inf")

    def see(self, total: int, now: float) -> None:
        """So many have ever failed."""
        if total > self._total:
            self._first_at = now if self._first_at is None else self._first_at
            self._latest_at = now
        self._told = min(self._told, total)  # statistics may begin anew
        self._total = total

    @property
    def due(self) -> float | None:
        """When to tell; None: there is nothing new."""
        if self._first_at is None:
            return None
        return max(min(self._latest_at + _GATHERING, self._first_at + _LONGEST_GATHERING), self._not_before)

    def tell(self, now: float) -> int:
        """Take them as told. Returns how many they are."""
        news, self._told = self._total - self._told, self._total
        self._first_at = None
        self._not_before = now + _BETWEEN_DIGESTS
        return news


_TRY = (NotificationAction.OPEN, NotificationAction.CHECK, NotificationAction.RESET)


def _opened(event: OutageBegan, now: float) -> Notification:
    title = translate("notifications", "Plex is not answering")
    return Notification(NotificationKind.OPENED, title, _since(event.at, event.reason, now), Face.OPEN, _TRY)


def _asked_in_vain(check: AskedCheck, now: float) -> Notification:
    title = translate("notifications", "Plex is not answering")
    asked = translate("notifications", "Asked again at {time}: {reason}.")
    text = f"{asked.format(time=wording.moment(check.at, now), reason=_short(check.reason))} {_kept()}"
    return Notification(NotificationKind.OPENED, title, text, Face.OPEN, _TRY)


def _restored(event: OutageRestored, now: float) -> Notification:
    title = translate("notifications", "Plex was down when Recloser was closed")
    return Notification(NotificationKind.RESTORED, title, _since(event.since, event.reason, now), Face.OPEN, _TRY)


def _since(at: float, reason: str, now: float) -> str:
    time = wording.moment(at, now)
    since = (
        translate("notifications", "Since {time}: {reason}.") if reason else translate("notifications", "Since {time}.")
    )
    return f"{since.format(time=time, reason=_short(reason))} {_kept()}"


def _kept() -> str:
    return translate("notifications", "Your changes are kept, and go to Plex when it is back.")


def _short(reason: str) -> str:
    """A reason may quote a server's words, which may be a page."""
    from gui.phrases import spoken  # noqa: PLC0415  not needed as long as all is well

    return textwrap.shorten(spoken(reason), _LONGEST_REASON, placeholder="…").rstrip(".")


def _recovered(seconds: float, *, delivered: int = 0, waiting: int = 0) -> Notification:
    parts = [translate("notifications", "It was away for {time}.").format(time=wording.duration(seconds))]
    if delivered == 1:
        parts.append(translate("notifications", "The change that waited has been delivered."))
    elif delivered:
        parts.append(translate("notifications", "%Ln changes that waited have been delivered.", None, delivered))
    elif waiting == 1:
        parts.append(translate("notifications", "The change that waited is on its way."))
    elif waiting:
        parts.append(translate("notifications", "%Ln changes that waited are on their way.", None, waiting))
    title = translate("notifications", "Plex is back")
    return Notification(NotificationKind.RECOVERED, title, " ".join(parts), Face.CLOSED)


def _sign_in_needed(event: SignInNeeded) -> Notification:
    text = translate("notifications", "{reason}. Your changes are kept until Plex lets Recloser in.")
    return Notification(
        NotificationKind.SIGN_IN,
        translate("notifications", "Sign in to Plex"),
        text.format(reason=_short(event.reason)),
        Face.SIGN_IN,
        (NotificationAction.SIGN_IN, NotificationAction.OPEN),
    )


def _failed(count: int) -> Notification:
    if count == 1:
        title = translate("notifications", "A change could not be delivered")
    else:
        title = translate("notifications", "%Ln changes could not be delivered", None, count)
    text = translate("notifications", "Recloser shows why, and can try again.")
    return Notification(NotificationKind.FAILED, title, text, Face.CLOSED)


def _approval_needed(approval: Approval) -> Notification:
    return Notification(
        NotificationKind.APPROVAL,
        wording.approval(approval),
        translate("notifications", "Look at what the first synchronisation would change in Plex, and agree to it."),
        Face.CLOSED,
    )
