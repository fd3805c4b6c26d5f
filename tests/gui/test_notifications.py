from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from core.events import (
    BacklogDelivered,
    OutageBegan,
    OutageEnded,
    OutageRestored,
    SignedInAgain,
    SignInNeeded,
    SnapshotChanged,
)
from core.model import Face, Snapshot
from core.settings import NotificationKind
from gui.notifications import Notifications

OPENED, RECOVERED = NotificationKind.OPENED, NotificationKind.RECOVERED
RESTORED, SIGN_IN = NotificationKind.RESTORED, NotificationKind.SIGN_IN
ALL = frozenset(NotificationKind)


@dataclass
class Screen:
    """An honest sink: what was shown, and what is still to be seen."""

    shown: list[NotificationKind] = field(default_factory=list)
    visible: dict[NotificationKind, str] = field(default_factory=dict)
    faces: list[Face] = field(default_factory=list)

    def show(self, kind: NotificationKind, title: str, text: str, face: Face) -> None:
        self.shown.append(kind)
        self.faces.append(face)
        self.visible[kind] = f"{title}|{text}"

    def withdraw(self, kind: NotificationKind) -> None:
        self.visible.pop(kind, None)


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def notifications(screen, clock) -> Notifications:
    """Past the quiet after the start."""
    made = Notifications(screen, clock, ALL)
    clock.advance(15)
    return made


class Story:
    """Plays events and lets time pass the way the application does: by the ticks that are asked for."""

    def __init__(self, notifications: Notifications, clock) -> None:
        self._notifications = notifications
        self._clock = clock

    def wait(self, seconds: float) -> None:
        while (tick := self._notifications.next_tick_in()) is not None and tick <= seconds:
            self._clock.advance(tick)
            self._notifications.tick()
            seconds -= tick
        self._clock.advance(seconds)

    def down(self) -> None:
        self._notifications.handle(OutageBegan(self._clock.time(), "connection refused"))

    def up(self, *, duration: float = 20.0, waiting: int = 0, manual: bool = False) -> None:
        self._notifications.handle(OutageEnded(duration, waiting, manual))


@pytest.fixture
def play(notifications, clock) -> Story:
    return Story(notifications, clock)


def test_an_outage_is_told_at_once_with_its_reason(play, screen):
    play.down()
    assert screen.shown == [OPENED]
    assert screen.faces == [Face.OPEN]
    assert re.fullmatch(
        r"Plex is not answering\|Since .*\d.*: connection refused\. Your changes are kept, and go to Plex .*",
        screen.visible[OPENED],
    )


def test_recovery_withdraws_the_outage_and_tells_its_duration(play, screen):
    play.down()
    play.wait(725)
    play.up(duration=725)
    assert screen.visible == {RECOVERED: "Plex is back|It was away for 12 min 5 s."}
    assert screen.faces[-1] is Face.CLOSED


def test_recovery_with_changes_held_back_is_told_when_they_are_delivered(play, screen, notifications):
    play.down()
    play.up(duration=60, waiting=37)
    assert screen.visible == {}
    notifications.handle(BacklogDelivered(60, 37))
    assert screen.visible == {
        RECOVERED: "Plex is back|It was away for 1 min. 37 changes that waited have been delivered."
    }


def test_recovery_with_one_change_and_with_none_delivered_reads_well(play, screen, notifications, clock):
    for delivered, words in ((1, "The change that waited has been delivered."), (0, "1 min.")):
        play.down()
        play.up(duration=60, waiting=3)
        notifications.handle(BacklogDelivered(60, delivered))
        assert screen.visible[RECOVERED].endswith(words)
        play.wait(3600)


def test_recovery_is_told_once(play, screen, notifications):
    play.down()
    play.up(waiting=0)
    notifications.handle(BacklogDelivered(20, 1))
    assert screen.shown == [OPENED, RECOVERED]


def test_a_manual_reset_withdraws_the_outage_and_tells_nothing(play, screen, notifications):
    play.down()
    play.up(waiting=3, manual=True)
    notifications.handle(BacklogDelivered(20, 3))
    assert screen.shown == [OPENED]
    assert screen.visible == {}


def test_a_new_outage_withdraws_plex_is_back(play, screen):
    play.down()
    play.up()
    play.wait(1000)
    play.down()
    assert list(screen.visible) == [OPENED]


def test_a_new_outage_before_the_backlog_is_delivered_leaves_no_plex_is_back_behind(play, screen, notifications):
    play.down()
    play.wait(1000)
    play.up(waiting=100)
    play.down()
    notifications.handle(BacklogDelivered(20, 5))
    assert screen.shown == [OPENED, OPENED]


def test_an_outage_restored_at_start_is_told_at_once(screen, clock):
    fresh = Notifications(screen, clock, ALL)
    fresh.handle(OutageRestored(clock.time() - 30, "timeout"))
    assert screen.shown == [RESTORED]
    assert screen.visible[RESTORED].startswith("Plex was down when Recloser was closed|Since ")
    assert screen.faces == [Face.OPEN]


def test_recovery_after_a_restored_outage_withdraws_it_and_is_told(screen, clock):
    fresh = Notifications(screen, clock, ALL)
    fresh.handle(OutageRestored(clock.time() - 30, "timeout"))
    clock.advance(60)
    fresh.handle(OutageEnded(90, 0, manual=False))
    assert list(screen.visible) == [RECOVERED]


def test_an_outage_in_the_quiet_after_start_is_told_at_its_end_if_it_lasts(screen, clock):
    fresh = Notifications(screen, clock, ALL)
    play = Story(fresh, clock)
    play.wait(5)
    play.down()
    assert screen.shown == []
    assert fresh.next_tick_in() == 10
    play.wait(10)
    assert screen.shown == [OPENED]
    assert fresh.next_tick_in() is None


def test_an_outage_that_begins_and_ends_in_the_quiet_is_not_told_at_all(screen, clock):
    fresh = Notifications(screen, clock, ALL)
    play = Story(fresh, clock)
    play.down()
    play.wait(5)
    play.up()
    play.wait(3600)
    assert screen.shown == []


def test_after_sleep_it_is_quiet_again(play, screen, notifications):
    play.wait(3600)
    notifications.resumed()
    play.down()
    assert screen.shown == []
    play.wait(15)
    assert screen.shown == [OPENED]


def test_sign_in_needed_is_told_and_withdrawn(screen, notifications):
    notifications.handle(SignInNeeded("Plex refused the token"))
    assert screen.visible[SIGN_IN].startswith("Sign in to Plex|Plex refused the token. ")
    assert screen.faces == [Face.SIGN_IN]
    notifications.handle(SignedInAgain())
    assert screen.visible == {}


def test_sign_in_needed_at_start_waits_for_the_end_of_the_quiet(screen, clock):
    fresh = Notifications(screen, clock, ALL)
    fresh.handle(SignInNeeded("no token"))
    assert screen.shown == []
    Story(fresh, clock).wait(15)
    assert screen.shown == [SIGN_IN]


def test_signing_in_within_the_quiet_leaves_nothing_to_tell(screen, clock):
    fresh = Notifications(screen, clock, ALL)
    fresh.handle(SignInNeeded("no token"))
    fresh.handle(SignedInAgain())
    assert fresh.next_tick_in() is None


@pytest.mark.parametrize("phase", range(20))
def test_flapping_for_five_minutes_makes_at_most_three_notifications(play, screen, phase):
    play.wait(phase)
    for _ in range(8):
        play.down()
        play.wait(20)
        play.up()
        play.wait(20)
    assert len(screen.shown) <= 3
    assert OPENED in screen.shown
    play.wait(3600)
    assert screen.shown[-1] is RECOVERED, "the last that is heard must be the truth"
    assert len(screen.shown) <= 4


def test_an_outage_that_lasts_after_flapping_is_told_within_three_minutes(play, screen):
    for _ in range(5):
        play.down()
        play.wait(20)
        play.up()
        play.wait(20)
    play.down()
    play.wait(180)
    assert screen.shown[-1] is OPENED
    assert list(screen.visible) == [OPENED]


def test_rare_outages_are_all_told(play, screen):
    for _ in range(3):
        play.down()
        play.wait(200)
        play.up()
        play.wait(200)
    assert screen.shown == [OPENED, RECOVERED] * 3


def test_flapping_of_the_server_does_not_hold_up_sign_in(play, screen, notifications):
    for _ in range(3):
        play.down()
        play.up()
    notifications.handle(SignInNeeded("refused"))
    assert screen.shown[-1] is SIGN_IN


@pytest.mark.parametrize("off", NotificationKind)
def test_each_kind_has_a_switch(screen, clock, off):
    chosen = Notifications(screen, clock, ALL - {off})
    chosen.handle(OutageRestored(clock.time(), "timeout"))
    chosen.handle(OutageEnded(20, 0, manual=False))
    play = Story(chosen, clock)
    play.wait(3600)
    play.down()
    play.up()
    play.wait(3600)
    chosen.handle(SignInNeeded("refused"))
    expected = [RESTORED, RECOVERED, OPENED, RECOVERED, SIGN_IN]
    assert screen.shown == [kind for kind in expected if kind is not off]


def test_snapshots_are_no_news(screen, notifications):
    notifications.handle(SnapshotChanged(Snapshot()))
    assert screen.shown == []


def test_an_outage_without_a_reason_reads_well(screen, notifications, clock):
    notifications.handle(OutageBegan(clock.time(), ""))
    assert re.search(r"Since [^:]*:?\d\d( [AP]M)?\. Your", screen.visible[OPENED])


def test_a_page_given_as_reason_is_cut(screen, notifications, clock):
    notifications.handle(OutageBegan(clock.time(), "<html>\n" * 1000))
    assert len(screen.visible[OPENED]) < 350
    assert "\n" not in screen.visible[OPENED]


def test_kinds_can_be_switched_while_running(screen, notifications, clock):
    notifications.enable(ALL - {OPENED})
    notifications.handle(OutageBegan(clock.time(), "x"))
    assert screen.shown == []


def test_setting_the_wall_clock_changes_nothing(screen, clock):
    fresh = Notifications(screen, clock, ALL)
    fresh.handle(OutageBegan(clock.time(), "x"))
    clock.step_wall(-86400)
    assert fresh.next_tick_in() == 15
