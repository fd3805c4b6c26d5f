from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

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
from core.model import Approval, Face, QueueCounts, Snapshot, Stats
from core.settings import NotificationKind, NotificationSettings
from core.snapshot import AskedCheck, BreakerView, CircuitState
from gui.notifications import Notification, NotificationAction, Notifications, label

OPENED, RECOVERED = NotificationKind.OPENED, NotificationKind.RECOVERED
RESTORED, SIGN_IN = NotificationKind.RESTORED, NotificationKind.SIGN_IN
FAILED, APPROVAL = NotificationKind.FAILED, NotificationKind.APPROVAL
ALL = frozenset(NotificationKind)
DOWN = Snapshot(BreakerView(CircuitState.OPEN))
APPROVAL_WANTED = Snapshot(approval=Approval(compared=420, would_change=412, total=420))


@dataclass
class Screen:
    """An honest sink: what was shown, and what is still to be seen."""

    shown: list[NotificationKind] = field(default_factory=list)
    visible: dict[NotificationKind, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)
    actions: list[tuple[NotificationAction, ...]] = field(default_factory=list)

    def show(self, notification: Notification) -> None:
        self.shown.append(notification.kind)
        self.faces.append(notification.face)
        self.actions.append(notification.actions)
        # Whichever way this computer groups digits.
        self.words.append(re.sub(r"(?<=\d)\D(?=\d{3})", "", f"{notification.title}|{notification.text}"))
        self.visible[notification.kind] = self.words[-1]

    def withdraw(self, kind: NotificationKind) -> None:
        self.visible.pop(kind, None)


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def notifications(screen, clock) -> Notifications:
    """Past the quiet after the start."""
    made = Notifications(screen, clock, ALL, Snapshot())
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
    play.wait(60)
    assert screen.shown == [OPENED, OPENED]
    assert list(screen.visible) == [OPENED]


def in_vain(clock, *, running: bool = False) -> Snapshot:
    check = AskedCheck(clock.time(), running=running, reason="" if running else "connection refused")
    return replace(DOWN, asked_check=check)


def test_a_check_in_vain_that_was_asked_for_where_no_window_shows_it_is_answered_once(
    play, screen, notifications, clock
):
    play.down()
    screen.withdraw(OPENED)  # as the button does that asks for it
    notifications.owe_answer()
    notifications.see(in_vain(clock, running=True))
    assert screen.visible == {}
    notifications.see(in_vain(clock))
    notifications.see(in_vain(clock))
    assert screen.shown == [OPENED, OPENED]
    assert re.search(r"Asked again at .*: connection refused\. Your changes are kept", screen.visible[OPENED])
    play.up()
    assert list(screen.visible) == [RECOVERED]


def test_a_check_that_the_window_shows_and_one_that_plex_passes_are_not_answered_by_a_notification(
    play, screen, notifications, clock
):
    play.down()
    notifications.see(in_vain(clock))
    notifications.owe_answer()
    notifications.see(replace(in_vain(clock), asked_check=AskedCheck(clock.time(), running=False)))
    notifications.see(in_vain(clock))
    assert screen.shown == [OPENED]


def test_answers_do_not_make_the_next_outage_wait_longer(play, screen, notifications, clock):
    play.down()
    for _ in range(5):
        notifications.owe_answer()
        notifications.see(in_vain(clock))
    play.up()
    play.down()
    play.wait(30)
    assert screen.shown[-2:] == [RECOVERED, OPENED]


def test_an_outage_restored_at_start_is_told_at_once(screen, clock):
    fresh = Notifications(screen, clock, ALL, Snapshot())
    fresh.handle(OutageRestored(clock.time() - 30, "timeout"))
    assert screen.shown == [RESTORED]
    assert screen.visible[RESTORED].startswith("Plex was down when Recloser was closed|Since ")
    assert screen.faces == [Face.OPEN]


def test_recovery_after_a_restored_outage_withdraws_it_and_is_told(screen, clock):
    fresh = Notifications(screen, clock, ALL, Snapshot())
    fresh.handle(OutageRestored(clock.time() - 30, "timeout"))
    clock.advance(60)
    fresh.handle(OutageEnded(90, 0, manual=False))
    assert list(screen.visible) == [RECOVERED]


def test_an_outage_in_the_quiet_after_start_is_told_at_its_end_if_it_lasts(screen, clock):
    fresh = Notifications(screen, clock, ALL, Snapshot())
    play = Story(fresh, clock)
    play.wait(5)
    play.down()
    assert screen.shown == []
    assert fresh.next_tick_in() == 10
    play.wait(10)
    assert screen.shown == [OPENED]
    assert fresh.next_tick_in() is None


def test_an_outage_that_begins_and_ends_in_the_quiet_is_not_told_at_all(screen, clock):
    fresh = Notifications(screen, clock, ALL, Snapshot())
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
    fresh = Notifications(screen, clock, ALL, Snapshot())
    fresh.handle(SignInNeeded("no token"))
    assert screen.shown == []
    Story(fresh, clock).wait(15)
    assert screen.shown == [SIGN_IN]


def test_signing_in_within_the_quiet_leaves_nothing_to_tell(screen, clock):
    fresh = Notifications(screen, clock, ALL, Snapshot())
    fresh.handle(SignInNeeded("no token"))
    fresh.handle(SignedInAgain())
    assert fresh.next_tick_in() is None


@pytest.mark.parametrize("waiting", [0, 3])
@pytest.mark.parametrize("delivered", [True, False])
@pytest.mark.parametrize("phase", range(0, 20, 3))
def test_flapping_for_five_minutes_makes_at_most_three_notifications_in_all(
    play, screen, notifications, phase, waiting, delivered
):
    play.wait(phase)
    for _ in range(8):
        play.down()
        play.wait(20)
        play.up(waiting=waiting)
        if waiting and delivered:
            play.wait(5)
            notifications.handle(BacklogDelivered(20, waiting))
            play.wait(15)
        else:
            play.wait(20)
    play.wait(3600)
    assert len(screen.shown) <= 3
    assert screen.shown[0] is OPENED
    assert screen.shown[-1] is RECOVERED, "the last that is heard must be the truth"
    assert OPENED not in screen.visible


@pytest.mark.parametrize("restored", [True, False])
@pytest.mark.parametrize("lasted", [1, 20, 100, 1000])
@pytest.mark.parametrize("pause", [1, 30, 100, 1000])
def test_plex_is_back_follows_every_outage_that_was_told_at_once(screen, clock, restored, lasted, pause):
    notifications = Notifications(screen, clock, ALL, Snapshot())
    play = Story(notifications, clock)
    if restored:
        notifications.handle(OutageRestored(clock.time() - 30, "timeout"))
        play.wait(15)
        play.up()
        assert screen.shown == [RESTORED, RECOVERED]
    play.wait(pause if restored else 15)
    for _ in range(4):
        told = screen.shown.count(OPENED)
        play.down()
        play.wait(lasted)
        was_told = screen.shown.count(OPENED) > told
        backs = screen.shown.count(RECOVERED)
        play.up()
        assert screen.shown.count(RECOVERED) == backs + was_told
        assert list(screen.visible) == ([RECOVERED] if was_told else [])
        play.wait(pause)


def test_a_long_backlog_does_not_hold_up_plex_is_back(play, screen, notifications):
    play.down()
    play.wait(100)
    play.up(duration=100, waiting=4000)
    play.wait(10)
    assert screen.visible == {
        RECOVERED: "Plex is back|It was away for 1 min 40 s. 4000 changes that waited are on their way."
    }
    play.wait(600)
    notifications.handle(BacklogDelivered(100, 4000))
    play.wait(3600)
    assert screen.shown == [OPENED, RECOVERED]


def test_an_outage_just_after_plex_is_back_is_told_when_it_has_lasted_half_a_minute(play, screen):
    play.down()
    play.wait(100)
    play.up()
    play.wait(40)
    play.down()
    assert screen.visible == {}, "nothing that is not true any more"
    play.wait(29)
    assert screen.shown == [OPENED, RECOVERED]
    play.wait(1)
    assert screen.shown == [OPENED, RECOVERED, OPENED]
    play.up()
    assert list(screen.visible) == [RECOVERED]


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
    chosen = Notifications(screen, clock, ALL - {off}, Snapshot(stats=Stats(failed=7)))
    chosen.handle(OutageRestored(clock.time(), "timeout"))
    chosen.handle(OutageEnded(20, 0, manual=False))
    play = Story(chosen, clock)
    play.wait(3600)
    play.down()
    play.up()
    play.wait(3600)
    chosen.handle(SignInNeeded("refused"))
    chosen.see(with_failures(1, before=7))
    play.wait(30)
    chosen.see(APPROVAL_WANTED)
    expected = [RESTORED, RECOVERED, OPENED, RECOVERED, SIGN_IN, FAILED, APPROVAL]
    assert screen.shown == [kind for kind in expected if kind is not off]


def test_snapshots_are_no_news(screen, notifications):
    notifications.handle(SnapshotChanged(Snapshot()))
    notifications.see(Snapshot(paused=True))
    assert screen.shown == []


def with_failures(count: int, *, before: int = 0, left: int | None = None) -> Snapshot:
    """So many more have failed; `left` of them nobody has dealt with."""
    failed = before + count
    return Snapshot(queue=QueueCounts(failed=count if left is None else left), stats=Stats(failed, 0, failed))


@pytest.mark.parametrize("seconds", [0.5, 20, 60])
def test_five_thousand_failing_changes_within_a_minute_make_exactly_one_notification(
    play, screen, notifications, seconds
):
    for failed in range(1, 5001):
        notifications.see(with_failures(failed))
        play.wait(seconds / 5000)
    play.wait(6 * 3600)
    assert screen.shown == [FAILED]
    assert screen.visible[FAILED].startswith("5000 changes could not be delivered|")


def test_five_thousand_failing_changes_in_bursts_make_one_too(play, screen, notifications):
    for burst in range(1, 4):
        notifications.see(with_failures(burst * 1666))
        play.wait(25)
    play.wait(6 * 3600)
    assert screen.shown == [FAILED]


def test_one_failing_change_is_told_in_half_a_minute(play, screen, notifications):
    notifications.see(with_failures(1))
    play.wait(30)
    assert screen.visible == {FAILED: "A change could not be delivered|Recloser shows why, and can try again."}


def test_failures_that_go_on_and_on_are_told_every_quarter_of_an_hour(play, screen, notifications):
    for failed in range(1, 361):
        notifications.see(with_failures(failed))
        play.wait(10)
    assert screen.shown == [FAILED] * 4
    play.wait(3600)
    assert len(screen.shown) == 5
    assert sum(int(words.split()[0]) for words in screen.words) == 360, "each only once"


def test_failed_changes_of_an_earlier_run_are_no_news(screen, clock):
    fresh = Notifications(screen, clock, ALL, Snapshot(stats=Stats(9, 2, 7)))
    fresh.see(with_failures(0, before=7, left=7))
    assert fresh.next_tick_in() is None


def test_failed_changes_that_have_been_dealt_with_are_not_told_or_are_withdrawn(play, screen, notifications):
    notifications.see(with_failures(3))
    notifications.see(with_failures(3, left=0))
    play.wait(60)
    assert screen.shown == []
    play.wait(3600)
    notifications.see(with_failures(4, left=1))
    play.wait(60)
    assert list(screen.visible) == [FAILED]
    notifications.see(with_failures(4, left=0))
    assert screen.visible == {}


def test_statistics_that_begin_anew_are_no_failures(play, screen, clock):
    fresh = Notifications(screen, clock, ALL, Snapshot(stats=Stats(9, 2, 7)))
    fresh.see(with_failures(0))
    fresh.see(with_failures(1))
    Story(fresh, clock).wait(60)
    assert screen.visible[FAILED].startswith("A change could not")


def test_a_first_synchronisation_that_waits_for_approval_is_told_once_and_withdrawn(play, screen, notifications):
    notifications.see(Snapshot(approval=Approval(100, 90, 420)))
    assert screen.shown == []
    notifications.see(APPROVAL_WANTED)
    assert screen.visible == {
        APPROVAL: "412 changes wait for your approval|Look at what the first synchronisation would change in Plex,"
        " and agree to it."
    }
    notifications.see(Snapshot(approval=Approval(420, 412, 421)))
    notifications.see(Snapshot(approval=Approval(421, 413, 421)))
    assert screen.shown == [APPROVAL]
    notifications.see(Snapshot())
    assert screen.visible == {}


def test_an_approval_given_within_the_quiet_leaves_nothing_to_tell(screen, clock):
    fresh = Notifications(screen, clock, ALL, Snapshot())
    fresh.see(APPROVAL_WANTED)
    assert fresh.next_tick_in() == 15
    fresh.see(Snapshot())
    assert fresh.next_tick_in() is None


def test_what_can_be_done_about_it_can_be_chosen_in_the_notification(play, screen, notifications, clock):
    Notifications(screen, clock, ALL, Snapshot()).handle(OutageRestored(clock.time(), "timeout"))
    play.down()
    play.up()
    notifications.handle(SignInNeeded("refused"))
    assert [[label(action) for action in actions] for actions in screen.actions] == [
        ["Open", "Check now", "Reset"],
        ["Open", "Check now", "Reset"],
        ["Open"],
        ["Sign in", "Open"],
    ]


def test_an_outage_without_a_reason_reads_well(screen, notifications, clock):
    notifications.handle(OutageBegan(clock.time(), ""))
    assert re.search(r"Since [^:]*:?\d\d( [AP]M)?\. Your", screen.visible[OPENED])


def test_a_page_given_as_reason_is_cut(screen, notifications, clock):
    notifications.handle(OutageBegan(clock.time(), "<html>\n" * 1000))
    assert len(screen.visible[OPENED]) < 350
    assert "\n" not in screen.visible[OPENED]


def test_what_is_switched_off_disappears(play, screen, notifications):
    play.down()
    notifications.handle(SignInNeeded("refused"))
    notifications.enable(ALL - {OPENED})
    assert list(screen.visible) == [SIGN_IN]
    notifications.enable(NotificationSettings(quiet=True).shown)
    assert screen.visible == {}


def test_kinds_can_be_switched_while_running(screen, notifications, clock):
    notifications.enable(ALL - {OPENED})
    notifications.handle(OutageBegan(clock.time(), "x"))
    assert screen.shown == []


def test_setting_the_wall_clock_changes_nothing(screen, clock):
    fresh = Notifications(screen, clock, ALL, Snapshot())
    fresh.handle(OutageBegan(clock.time(), "x"))
    clock.step_wall(-86400)
    assert fresh.next_tick_in() == 15
