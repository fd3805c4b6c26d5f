"""Says a snapshot in words: the same ones in the tooltip, in the menu and in the window.

Pure functions of what they are given and of the person's locale. `now` and every moment are Unix seconds. English
stands in the code and is ready to be translated (context "wording"): where a sentence counts, one form is for exactly
one and the other carries the plural forms of the language it is translated into.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from core.snapshot import Approval, AskedCheck, Face, Progress, Snapshot, face_of

# Under this name pyside6-lupdate finds the sentences.
translate = QCoreApplication.translate

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_LATELY = 600.0
"""Seconds in which a person may want to read again what came of a check."""
_SLOW = 10.0
"""Changes per second; below, a tenth makes a difference."""


def status_line(snapshot: Snapshot, now: float) -> str:
    """The state and what is not in Plex yet: ``Plex: not answering since 14:02 · 37 changes waiting · 1 failed``."""
    queue = snapshot.queue
    parts = [headline(snapshot, now)]
    if snapshot.asked_check is not None:
        parts += _check_in_short(snapshot.asked_check, now)
    if snapshot.approval is not None:
        parts.append(approval(snapshot.approval))
    # pyside6-lupdate finds a plural only where a plain name counts.
    waiting, retrying, failed = queue.waiting, queue.retrying, queue.failed
    if waiting == 1:
        parts.append(translate("wording", "1 change waiting"))
    elif waiting:
        parts.append(translate("wording", "%Ln changes waiting", None, waiting))
    if retrying:
        parts.append(translate("wording", "%Ln retrying", None, retrying))
    if failed:
        parts.append(translate("wording", "%Ln failed", None, failed))
    return " · ".join(parts)


def tooltip(snapshot: Snapshot, now: float) -> str:
    """The status line, and why there is an outage or how far a large delivery has come.

    Windows shows the first 127 characters.
    """
    line = status_line(snapshot, now)
    if face_of(snapshot) in (Face.OPEN, Face.HALF_OPEN) and (reason := _latest_reason(snapshot)):
        from gui.phrases import spoken  # noqa: PLC0415  not needed as long as all is well

        return f"{line}\n{spoken(reason)}"
    if snapshot.progress is not None:
        return f"{line}\n{progress(snapshot.progress)}"
    return line


def _check_in_short(check: AskedCheck, now: float) -> list[str]:
    """That a person's check is under way, or was in vain; success shows in the state itself."""
    if check.running:
        return [translate("wording", "asking Plex…")]
    if check.reason and now - check.at <= _LATELY:
        return [translate("wording", "asked in vain at {time}").format(time=moment(check.at, now))]
    return []


def _latest_reason(snapshot: Snapshot) -> str:
    """A probe that a person has asked for knows it better than the breaker, which only trials tell."""
    return (snapshot.asked_check and snapshot.asked_check.reason) or snapshot.breaker.reason


def approval(preview: Approval) -> str:
    """What waits for a person's approval: ``412 changes wait for your approval``."""
    if not preview.complete:
        text = translate("wording", "comparing with Plex: {done} of {total}")
        return text.format(done=number(preview.compared), total=number(preview.total))
    changes = preview.would_change
    if changes == 1:
        return translate("wording", "1 change waits for your approval")
    return translate("wording", "%Ln changes wait for your approval", None, changes)


def progress(delivery: Progress) -> str:
    """How far a large delivery has come: ``412 of 1,000 · 12.5 per second · 47 s left``."""
    done = translate("wording", "{done} of {total}")
    parts = [done.format(done=number(delivery.done), total=number(delivery.total))]
    if delivery.seconds_left is not None:
        rate = QLocale().toString(delivery.rate, "f", 1 if delivery.rate < _SLOW else 0)
        parts.append(translate("wording", "{rate} per second").format(rate=rate))
        parts.append(translate("wording", "{time} left").format(time=duration(delivery.seconds_left)))
    return " · ".join(parts)


def number(count: int) -> str:
    """As the person's locale groups its digits."""
    return QLocale().toString(count)


def headline(snapshot: Snapshot, now: float) -> str:
    """The state alone, beginning as the design's table of faces says."""
    match face_of(snapshot):
        case Face.NOT_SET_UP:
            return _idle_headline(snapshot)
        case Face.PAUSED if snapshot.paused_until is not None:
            return translate("wording", "Paused until {time}").format(time=moment(snapshot.paused_until, now))
        case Face.PAUSED:
            return translate("wording", "Paused")
        case Face.OFFLINE:
            return translate("wording", "This computer is offline")
        case Face.OPEN if snapshot.breaker.outage_started_at is not None:
            since = moment(snapshot.breaker.outage_started_at, now)
            return translate("wording", "Plex: not answering since {time}").format(time=since)
        case Face.OPEN:
            return translate("wording", "Plex: not answering")
        case Face.HALF_OPEN:
            return translate("wording", "Plex: trying again")
        case Face.SIGN_IN:
            return translate("wording", "Sign in to Plex")
        case Face.CLOSED:
            return translate("wording", "Plex: connected")


def _idle_headline(snapshot: Snapshot) -> str:
    if snapshot.out_of_order:
        return translate("wording", "Recloser cannot work")
    return translate("wording", "Recloser is not set up")


def explanation(snapshot: Snapshot) -> str:
    """What the state means for the changes, in a sentence or two."""
    match face_of(snapshot):
        case Face.NOT_SET_UP if snapshot.out_of_order:
            return translate("wording", "Nothing is delivered for now. Recloser tries again every few seconds.")
        case Face.NOT_SET_UP:
            return translate(
                "wording",
                "Choose Preferences…: the settings have to name your Plex server and folders, without mistakes.",
            )
        case Face.PAUSED:
            return translate("wording", "Changes are collected. They go to Plex after the pause.")
        case Face.OFFLINE:
            return translate("wording", "Changes are collected. They go to Plex when the network is back.")
        case Face.OPEN:
            return translate("wording", "Changes are collected. They go to Plex when it is back.")
        case Face.HALF_OPEN:
            return translate("wording", "One request is on its way to find out whether Plex is back.")
        case Face.SIGN_IN:
            return translate("wording", "Plex wants a valid token. Changes are collected until it has one.")
        case Face.CLOSED:
            return _explanation_while_connected(snapshot)


def _explanation_while_connected(snapshot: Snapshot) -> str:
    queue = snapshot.queue
    if snapshot.breaker.failure_count:
        return translate("wording", "Plex did not answer just now. Recloser asks again before it calls that an outage.")
    if snapshot.approval is not None and not queue.pending:
        return translate("wording", "Nothing is written before you have agreed to it.")
    if queue.waiting or queue.in_progress:
        return translate("wording", "Changes are on their way to Plex.")
    if queue.retrying or queue.failed:
        return translate("wording", "Plex has all changes but those below.")
    return translate("wording", "Plex has all changes.")


def next_check(snapshot: Snapshot, elapsed: float) -> str:
    """When Plex is asked next, by a probe or a trial: ``in 12 s``, ``now``, ``not planned``.

    `elapsed`: seconds since the snapshot was taken.
    """
    if face_of(snapshot) is Face.HALF_OPEN:
        return translate("wording", "now")
    if face_of(snapshot) is Face.OFFLINE:
        return translate("wording", "when the network is back")
    # The break goes on while a person has paused, but no trial follows it.
    trial = snapshot.breaker.retry_in if face_of(snapshot) is Face.OPEN else None
    due = [seconds for seconds in (trial, snapshot.next_check_in) if seconds is not None]
    if not due:
        return translate("wording", "not planned")
    left = ceil(min(due) - elapsed)
    return translate("wording", "in {time}").format(time=duration(left)) if left > 0 else translate("wording", "now")


def asked_check(check: AskedCheck | None, now: float) -> str:
    """What came of a person's question, and when; empty: nobody has asked lately."""
    if check is None:
        return ""
    if check.running:
        return translate("wording", "Asking Plex…")
    ago = max(0.0, now - check.at)
    if ago > _LATELY:
        return ""
    if not check.reason:
        return translate("wording", "Checked {time} ago: Plex answers").format(time=duration(ago))
    from gui.phrases import spoken  # noqa: PLC0415  not needed as long as all is well

    text = translate("wording", "Checked {time} ago: {reason}")
    return text.format(time=duration(ago), reason=spoken(check.reason))


def duration(seconds: float) -> str:
    """In its two biggest units: ``45 s``, ``2 min 5 s``, ``3 d 4 h``. What is smaller than the second one is cut."""
    whole = max(0, int(seconds))
    units = (
        (translate("wording", "{n} d"), whole // _DAY),
        (translate("wording", "{n} h"), whole % _DAY // _HOUR),
        (translate("wording", "{n} min"), whole % _HOUR // _MINUTE),
        (translate("wording", "{n} s"), whole % _MINUTE),
    )
    first = next((i for i, (_, n) in enumerate(units) if n), len(units) - 1)
    return " ".join(text.format(n=n) for text, n in units[first : first + 2] if n or not whole)


def moment(at: float, now: float) -> str:
    """A moment by the local clock, as the person's locale writes it, with the date unless it is today's."""
    locale, when = QLocale(), QDateTime.fromSecsSinceEpoch(int(at))
    time = locale.toString(when.time(), QLocale.FormatType.ShortFormat)
    if when.date() == QDateTime.fromSecsSinceEpoch(int(now)).date():
        return time
    # The C locale has no customary date; its short form (3 11 2026) would puzzle anybody.
    if locale.language() is QLocale.Language.C:
        return f"{when.toString('yyyy-MM-dd')} {time}"
    return f"{locale.toString(when.date(), QLocale.FormatType.ShortFormat)} {time}"
