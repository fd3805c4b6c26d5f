from __future__ import annotations

import json
import re
import subprocess
import sys
import time

import pytest

from core.demo.simulator import ALL_BUT_IDENTITY, Delays, Hangs, RequestKind, maintenance, unauthorized
from tests.e2e.application import App, wait_for_no_process
from tests.e2e.screen import BARE_TRAY, Colour, Screen, TrayHost, wait_until

pytestmark = pytest.mark.screen


def red(colour: Colour) -> bool:
    return colour[0] > 1.6 * max(colour[1:])


def green(colour: Colour) -> bool:
    return colour[1] > 1.2 * max(colour[0], colour[2])


def amber(colour: Colour) -> bool:
    return colour[0] > colour[1] > 1.4 * colour[2]


def grey(colour: Colour) -> bool:
    return max(colour) - min(colour) < 24


@pytest.fixture
def app(screen: Screen, plex, tmp_path) -> App:
    return App(screen, plex, tmp_path)


def made_red(app: App, host: TrayHost) -> None:
    """Running, with everything delivered, then the server gone and one change waiting."""
    app.start()
    host.wait_for_item()
    app.wait_for_delivered(len(app.films))
    app.plex.stop()
    app.edit(0, "waits")
    app.wait_for_state("open")


def test_an_edit_reaches_plex_within_three_seconds(app: App, host: TrayHost) -> None:
    app.start()
    app.wait_for_delivered(len(app.films))
    host.wait_for_colour(green, "green")
    app.edit(3, "A new tagline")
    wait_until(lambda: app.shown(3) == "A new tagline", "the edit to arrive", 3.0)


def test_an_outage_turns_the_icon_red_then_amber_then_green_and_all_edits_arrive(app: App, host: TrayHost) -> None:
    made_red(app, host)
    host.wait_for_colour(red, "red")
    assert host.tool_tip().startswith("Plex: not answering since")
    assert "1 change waiting" in host.tool_tip()
    assert host.entry("Check now").enabled
    app.plex.faults.set(Delays(1.0))
    app.plex.start()
    host.wait_for_colour(amber, "amber", 15.0)
    assert host.tool_tip().startswith("Plex: trying again")
    host.wait_for_colour(green, "green", 15.0)
    app.plex.faults.clear()
    wait_until(lambda: app.shown(0) == "waits", "the edit to arrive")


def test_paused_sign_in_and_not_set_up_have_their_own_faces(app: App, host: TrayHost) -> None:
    app.start()
    host.wait_for_item()
    host.wait_for_colour(green, "green")
    host.click("Until resumed")
    host.wait_for_colour(grey, "grey")
    assert host.tool_tip().startswith("Paused")
    host.click("Resume")
    host.wait_for_colour(green, "green")
    app.plex.faults.set(unauthorized(), ALL_BUT_IDENTITY)
    app.edit(0, "x")
    host.wait_for_colour(amber, "amber")
    assert host.tool_tip().startswith("Sign in to Plex")
    assert host.entry("Sign in…").visible
    app.home.settings.unlink()
    host.wait_for_colour(grey, "grey")
    assert host.tool_tip().startswith("Recloser is not set up")


def test_a_pause_of_an_hour_survives_a_restart(app: App, host: TrayHost) -> None:
    app.start()
    host.wait_for_item()
    wait_until(app.status, "the application to listen")
    host.click("For 1 hour")
    host.wait_for_colour(grey, "grey")
    until = app.status()["paused_until"]
    assert 3500 < until - time.time() < 3700
    app.end()
    host.wait_for_no_item()
    app.start()
    host.wait_for_item()
    assert host.tool_tip().startswith("Paused until ")
    assert wait_until(app.status, "the application to listen")["paused_until"] == until
    host.click("Resume")
    host.wait_for_colour(green, "green")


def test_a_killed_application_that_was_open_is_red_at_once_when_it_is_started_again(app: App, host: TrayHost) -> None:
    made_red(app, host)
    app.kill()
    host.wait_for_no_item()

    def seconds_to_icon(start) -> float:
        began = time.monotonic()
        process = start()
        host.wait_for_item()
        took = time.monotonic() - began
        if process is not app.process:
            process.kill()
            process.wait(5)
            host.wait_for_no_item()
        return took

    bare = min(seconds_to_icon(lambda: app.screen.start([sys.executable, str(BARE_TRAY)])) for _ in range(2))
    began = time.monotonic()
    ours = seconds_to_icon(app.start)
    assert red(host.dominant_colour())
    document = wait_until(app.status, "status to answer")
    answered = time.monotonic() - began
    assert document["breaker"]["state"] == "open"
    assert document["queue"]["waiting"] in (0, 1)  # 0 until the database is open: the icon does not wait for it

    assert ours < bare + 0.5
    assert answered < bare + 0.5 + 0.2  # the test looks every 20 ms, and asks from another process
    app.wait_for_queue(waiting=1)


@pytest.mark.patient
def test_reopened_while_plex_is_in_maintenance_it_sends_no_change_before_a_trial_is_due(
    app: App, host: TrayHost
) -> None:
    app.configure(recovery_timeout=30.0)
    made_red(app, host)
    app.kill()
    app.plex.faults.set(maintenance())
    app.plex.start()
    app.plex.log.clear()
    app.start()
    assert app.wait_for_state("open")["breaker"]["retry_in"] <= 30
    app.wait_for_queue(waiting=1)
    app.plex.log.wait_for(lambda: app.plex.log.counts[RequestKind.IDENTITY] >= 1)
    time.sleep(1)  # a window in which something could go wrong, not a wait for something
    assert set(app.plex.log.counts) <= {RequestKind.IDENTITY}


def test_reset_from_the_menu_takes_effect_at_once_while_a_request_hangs(app: App, host: TrayHost) -> None:
    app.configure(read_timeout=30.0)
    made_red(app, host)
    app.plex.faults.set(Hangs())
    app.plex.start()
    host.click("Check now")
    assert app.plex.log.wait_for(lambda: app.plex.log.counts[RequestKind.IDENTITY] >= 2)
    assert red(host.dominant_colour())
    app.plex.faults.clear()
    began = time.monotonic()
    host.click("Reset breaker")
    app.wait_for_state("closed", 2.0)
    assert time.monotonic() - began < 1.0
    host.wait_for_colour(green, "green")
    wait_until(lambda: app.shown(0) == "waits", "the edit to arrive")


def test_after_a_failed_trial_check_now_in_the_menu_does_not_wait_for_the_next(app: App, host: TrayHost) -> None:
    app.configure(recovery_timeout=300.0)
    made_red(app, host)
    app.plex.faults.set(maintenance(), ALL_BUT_IDENTITY)
    app.plex.start()
    assert "Checked: Plex is starting or under maintenance (503)" in app.command("check").stdout
    assert app.status()["breaker"]["retry_in"] > 500  # the check's own trial has failed, and doubled the wait
    app.plex.faults.clear()
    host.click("Check now")
    host.wait_for_colour(green, "green")
    wait_until(lambda: app.shown(0) == "waits", "the edit to arrive")
    assert app.command("check").stdout.startswith("Checked: Plex answers\n")


def test_quit_ends_the_process_within_two_seconds_while_a_request_hangs(app: App, host: TrayHost) -> None:
    app.configure(read_timeout=30.0)
    app.start()
    app.wait_for_delivered(len(app.films))
    app.plex.faults.set(Hangs())
    asked = sum(app.plex.log.counts.values())
    app.edit(0, "survives")
    assert app.plex.log.wait_for(lambda: sum(app.plex.log.counts.values()) > asked)
    host.click("Quit")
    assert wait_for_no_process(app.process, 5) < 2.0
    assert app.process.returncode == 0
    status = json.loads(app.command("status", "--json").stdout)
    assert (status["running"], status["queue"]["waiting"]) == (False, 1)


@pytest.mark.patient
def test_opened_and_recovered_are_told_once_each_and_recovery_withdraws_the_first(app: App, host: TrayHost) -> None:
    made_red(app, host)
    opened = host.wait_for_notification(lambda shown: "not answering" in shown.title, 25.0)
    assert "refused" in opened.body
    app.plex.start()
    recovered = host.wait_for_notification(lambda shown: "back" in shown.title, 25.0)
    assert "1" in recovered.body or "change" in recovered.body
    wait_until(lambda: [shown.title for shown in host.visible_notifications()] == [recovered.title], "one to be left")
    assert len(host.notifications()) == 2


def test_a_restored_outage_is_told_at_once_and_check_now_is_answered_there(app: App, host: TrayHost) -> None:
    made_red(app, host)
    app.kill()
    app.start()
    told = host.wait_for_notification(lambda shown: "was down" in shown.title, 5.0)
    host.choose(told.number, "check")
    answer = host.wait_for_notification(lambda shown: shown.body.startswith("Asked again at "))
    assert "refused" in answer.body
    wait_until(lambda: host.visible_notifications() == (answer,), "one to be left")


def test_a_start_that_fails_says_why_also_where_there_is_no_terminal(app: App, host: TrayHost) -> None:
    home = app.folder / "no folder"
    home.write_text("")
    process = app.start("--home", str(home))
    said = host.wait_for_notification(lambda shown: shown.title == "Recloser cannot start")
    assert said.body == f"{home} is a file; Recloser needs a folder there"
    assert process.wait(5) == 1


def test_a_second_start_raises_the_first_ones_window_and_ends(app: App, host: TrayHost) -> None:
    app.start()
    host.wait_for_item()
    wait_until(app.status, "the application to listen")
    assert not window_is_shown(app.screen)
    second = app.command()
    assert (second.returncode, second.stdout) == (0, "Recloser is already running.\n")
    wait_until(lambda: window_is_shown(app.screen), "the window")
    assert app.process.poll() is None


def test_a_click_on_the_icon_opens_the_window(app: App, host: TrayHost) -> None:
    app.start()
    host.wait_for_item()
    wait_until(app.status, "the application to listen")
    host.activate()
    wait_until(lambda: window_is_shown(app.screen), "the window")


def test_without_a_tray_the_window_appears_so_that_it_is_never_invisible(app: App) -> None:
    app.start()
    wait_until(app.status, "the application to listen")  # it first gives a panel 3 s to appear
    wait_until(lambda: window_is_shown(app.screen), "the window")


def test_a_tray_that_comes_late_gets_the_icon(app: App) -> None:
    app.start()
    wait_until(app.status, "the application to listen")
    app.screen.start_tray_host().wait_for_item()


def test_a_panel_that_goes_while_the_desktops_tray_service_stays_is_noticed_at_once(app: App, host: TrayHost) -> None:
    app.start()
    host.wait_for_item()
    wait_until(app.status, "the application to listen")
    assert not window_is_shown(app.screen)
    host.set_panel(panel=False)
    wait_until(lambda: window_is_shown(app.screen), "the window in place of the icon")
    host.set_panel(panel=True)
    host.wait_for_colour(green, "green")


def test_settings_changed_by_hand_are_applied_without_a_restart(app: App, host: TrayHost) -> None:
    app.configure(url="http://127.0.0.1:1")
    app.start()
    app.wait_for_state("open")
    app.configure()
    app.command("reset")
    app.wait_for_delivered(len(app.films))
    app.home.settings.write_text("[plex]\nurl = 5\n")
    wait_until(lambda: not app.status()["set_up"], "the mistake to be noticed")
    assert any("url" in warning for warning in app.status()["warnings"])
    app.configure()
    wait_until(lambda: app.status()["set_up"], "the mended settings to be noticed")


def test_the_first_start_opens_the_set_up_assistant(app: App, host: TrayHost) -> None:
    app.home.settings.unlink()
    app.start("--home", str(app.home.data_dir))
    wait_until(lambda: window_is_shown(app.screen, "Set up Recloser"), "the assistant")
    assert not window_is_shown(app.screen)


def test_in_the_background_the_assistant_waits_for_the_menu(app: App, host: TrayHost) -> None:
    app.home.settings.unlink()
    app.start()
    host.wait_for_item()
    wait_until(app.status, "the application to listen")
    assert not window_is_shown(app.screen, "Set up Recloser")
    host.click("Preferences…")
    wait_until(lambda: window_is_shown(app.screen, "Set up Recloser"), "the assistant")
    app.process.terminate()
    wait_for_no_process(app.process, 5.0)


def test_the_preferences_open_from_the_menu(app: App, host: TrayHost) -> None:
    app.start()
    host.wait_for_item()
    wait_until(app.status, "the application to listen")
    host.click("Preferences…")
    wait_until(lambda: window_is_shown(app.screen, "Preferences of Recloser"), "the preferences")
    app.process.terminate()
    wait_for_no_process(app.process, 5.0)


def window_is_shown(screen: Screen, title: str = "Recloser") -> bool:
    def ask(*arguments: str) -> str:
        command = ["xwininfo", *arguments]
        return subprocess.run(command, env=screen.environ, capture_output=True, text=True, check=False).stdout

    # A helper window of Qt's, of one pixel, and an icon in a panel of the older kind have the same name.
    windows = [
        line.split()[0]
        for line in ask("-root", "-tree").splitlines()
        if f'"{title}"' in line and re.search(r"\s\d{3,}x\d{3,}\+", line)
    ]
    return any("IsViewable" in ask("-id", window) for window in windows)
