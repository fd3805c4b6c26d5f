"""Decides which notifications a person gets, and when: enough to be trusted, few enough to stay welcome."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
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
from core.model import Face
from core.settings import NotificationKind
from gui import wording

# Under this name pyside6-lupdate finds the sentences.
translate = wording.translate

_QUIET = 15.0
"""Seconds after start and after sleep: much is down then that will be up in a moment."""
_REFILL = 180.0
"""Seconds. Of each story two notifications may come at once; from then on, one in so many seconds."""

_LONGEST_REASON = 160
"""Characters."""


class NotificationSink(Protocol):
    """Where notifications go. It shows at most one of each kind."""

    def show(self, kind: NotificationKind, title: str, text: str, face: Face) -> None:
        """Show plain text, in place of an earlier notification of this kind. Never waits, never raises."""

    def withdraw(self, kind: NotificationKind) -> None:
        """Take it from the screen where that is possible. Never waits, never raises."""


class Notifications:
    """Turns events into notifications. For one thread, the sink's.

    After sleep call `resumed`. After every call, let `tick` be called in `next_tick_in` seconds.

    What changes to and fro is told sparingly: what cannot be told yet is told when it may, if it is still true then.
    """

    def __init__(self, sink: NotificationSink, clock: Clock, enabled: frozenset[NotificationKind]) -> None:
        """Make it quiet for a while: the application has just started.

        Args:
            sink: Where notifications go.
            clock: Where time comes from.
            enabled: The kinds that may be shown.
        """
        self._enabled = enabled
        self._sink = sink
        self._clock = clock
        self._outage, self._sign_in = _Story(), _Story()
        self._told_down = False  # whether the last that the person heard is that Plex is down
        self._backlog_awaited = False
        self.resumed()

    def handle(self, event: Event) -> None:
        """Take in what the core tells."""
        match event:
            case OutageBegan():
                self._backlog_awaited = False
                self._sink.withdraw(NotificationKind.RECOVERED)
                self._tell(self._outage, _opened(event, self._clock.time()))
            case OutageRestored():
                self._tell(self._outage, _restored(event, self._clock.time()), at_once=True)
            case OutageEnded():
                self._end_outage(event)
            case BacklogDelivered() if self._backlog_awaited:
                self._backlog_awaited = False
                self._tell(self._outage, _recovered(event.outage_duration, event.delivered))
            case SignInNeeded():
                self._tell(self._sign_in, _sign_in_needed(event))
            case SignedInAgain():
                self._sign_in.pending = None
                self._sink.withdraw(NotificationKind.SIGN_IN)
        self.tick()

    def enable(self, kinds: frozenset[NotificationKind]) -> None:
        """From now on show these kinds only."""
        self._enabled = kinds

    def resumed(self) -> None:
        """The computer has woken up: be quiet for a while."""
        self._quiet_until = self._clock.monotonic() + _QUIET

    def tick(self) -> None:
        """Tell what had to wait and may be told now."""
        for story in (self._outage, self._sign_in):
            if story.pending and self._due(story) <= self._clock.monotonic():
                self._show(story, story.pending)

    def next_tick_in(self) -> float | None:
        """Seconds until something may be told; None: nothing waits."""
        due = [self._due(story) for story in (self._outage, self._sign_in) if story.pending]
        return max(0.0, min(due) - self._clock.monotonic()) if due else None

    def _end_outage(self, event: OutageEnded) -> None:
        self._outage.pending = None
        self._sink.withdraw(NotificationKind.OPENED)
        self._sink.withdraw(NotificationKind.RESTORED)
        if event.manual:
            self._told_down = False  # the person did it, and knows
        # "Back" is no news to whom nobody had said "down".
        self._backlog_awaited = self._told_down and event.waiting > 0
        if self._told_down and not self._backlog_awaited:
            self._tell(self._outage, _recovered(event.duration, 0))

    def _tell(self, story: _Story, notification: _Notification, *, at_once: bool = False) -> None:
        if notification.kind not in self._enabled:
            story.pending = None
            self._heard(notification.kind)  # who wants to hear of recoveries only is to hear of them
        elif at_once:
            self._show(story, notification)
        else:
            story.pending = notification

    def _show(self, story: _Story, notification: _Notification) -> None:
        story.pending = None
        story.spend(self._clock.monotonic())
        self._heard(notification.kind)
        self._sink.show(notification.kind, notification.title, notification.text, notification.face)

    def _heard(self, kind: NotificationKind) -> None:
        if kind is not NotificationKind.SIGN_IN:
            self._told_down = kind is not NotificationKind.RECOVERED

    def _due(self, story: _Story) -> float:
        return max(self._quiet_until, story.free_at)


@dataclass(frozen=True, slots=True)
class _Notification:
    kind: NotificationKind
    title: str
    text: str
    face: Face


class _Story:
    """What is told about one matter: only the latest counts, and only so much of it in so much time."""

    def __init__(self) -> None:
        self.pending: _Notification | None = None
        self._paid_at = float("-inf")

    @property
    def free_at(self) -> float:
        """When the next notification may come (monotonic seconds)."""
        return self._paid_at - _REFILL

    def spend(self, now: float) -> None:
        """One has come. Each costs `_REFILL` seconds, and credit is given for one."""
        self._paid_at = max(self._paid_at, now) + _REFILL


def _opened(event: OutageBegan, now: float) -> _Notification:
    title = translate("notifications", "Plex is not answering")
    return _Notification(NotificationKind.OPENED, title, _since(event.at, event.reason, now), Face.OPEN)


def _restored(event: OutageRestored, now: float) -> _Notification:
    title = translate("notifications", "Plex was down when Recloser was closed")
    return _Notification(NotificationKind.RESTORED, title, _since(event.since, event.reason, now), Face.OPEN)


def _since(at: float, reason: str, now: float) -> str:
    time = wording.moment(at, now)
    since = (
        translate("notifications", "Since {time}: {reason}.") if reason else translate("notifications", "Since {time}.")
    )
    kept = translate("notifications", "Your changes are kept, and go to Plex when it is back.")
    return f"{since.format(time=time, reason=_short(reason))} {kept}"


def _short(reason: str) -> str:
    """A reason may quote a server's words, which may be a page."""
    return textwrap.shorten(reason, _LONGEST_REASON, placeholder="…").rstrip(".")


def _recovered(seconds: float, delivered: int) -> _Notification:
    text = translate("notifications", "It was away for {time}.").format(time=wording.duration(seconds))
    if delivered == 1:
        text += " " + translate("notifications", "The change that waited has been delivered.")
    elif delivered:
        text += " " + translate("notifications", "%Ln changes that waited have been delivered.", None, delivered)
    return _Notification(NotificationKind.RECOVERED, translate("notifications", "Plex is back"), text, Face.CLOSED)


def _sign_in_needed(event: SignInNeeded) -> _Notification:
    text = translate("notifications", "{reason}. Your changes are kept until Plex lets Recloser in.")
    title = translate("notifications", "Sign in to Plex")
    return _Notification(NotificationKind.SIGN_IN, title, text.format(reason=_short(event.reason)), Face.SIGN_IN)
