"""How everything stands, as far as the files tell: for the first icon, and for `recloser status` at any time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from core.clock import Clock, local_time
from core.delivery import pause, stats
from core.paths import Home
from core.resilience import breaker_file
from core.resilience.circuit import Rules
from core.settings import LoadedSettings
from core.snapshot import BreakerView, Face, Progress, ServerView, Snapshot, face_of

if TYPE_CHECKING:
    # `at_rest` is what the icon waits for, and it needs no token.
    from core.secrets import TokenStore


def at_rest(home: Home, loaded: LoadedSettings, clock: Clock) -> Snapshot:
    """What a few small files tell, without touching the database, the network or the keyring. Changes nothing."""
    switch = pause.peek(home.pause, clock.time())
    return Snapshot(
        breaker=_breaker(home, loaded, clock.time()),
        server=ServerView(url=loaded.settings.plex.url, signed_in=True),
        stats=stats.peek(home.stats),
        set_up=loaded.exists and not loaded.problems,
        paused=switch.paused,
        paused_until=switch.until,
        warnings=tuple(str(problem) for problem in loaded.problems),
    )


def looked_up(home: Home, loaded: LoadedSettings, tokens: TokenStore, clock: Clock) -> Snapshot:
    """`at_rest`, with what the database and the token store say. Changes nothing."""
    # Imported here because `at_rest` is what the icon waits for, and it needs no database.
    from core.database import DatabaseUnavailable  # noqa: PLC0415
    from core.delivery import peek  # noqa: PLC0415

    snapshot = at_rest(home, loaded, clock)
    server = replace(snapshot.server, signed_in=tokens.read() is not None)
    try:
        return replace(snapshot, server=server, queue=peek.peek_counts(home.database))
    except DatabaseUnavailable as error:
        return replace(snapshot, server=server, warnings=(*snapshot.warnings, str(error)))


def document(snapshot: Snapshot, *, running: bool) -> dict[str, Any]:
    """The JSON document of `recloser status --json`; its keys are an interface, more may be added."""
    breaker, server, counts = snapshot.breaker, snapshot.server, snapshot.queue
    return {
        "running": running,
        "face": face_of(snapshot).value,
        "paused": snapshot.paused,
        "paused_until": snapshot.paused_until,
        "set_up": snapshot.set_up,
        "out_of_order": snapshot.out_of_order,
        "breaker": {
            "state": breaker.state.value,
            "failure_count": breaker.failure_count,
            "opened_at": breaker.opened_at,
            "outage_started_at": breaker.outage_started_at,
            "retry_in": None if breaker.retry_in is None else round(breaker.retry_in, 3),
            "reason": breaker.reason,
        },
        "server": {
            "url": server.url,
            "signed_in": server.signed_in,
            "name": server.name,
            "version": server.version,
        },
        "queue": {
            "waiting": counts.waiting,
            "in_progress": counts.in_progress,
            "retrying": counts.retrying,
            "failed": counts.failed,
            "unapproved": counts.unapproved,
        },
        "progress": _progress(snapshot.progress),
        "approval": None if snapshot.approval is None else asdict(snapshot.approval),
        "stats": {
            "processed": snapshot.stats.processed,
            "succeeded": snapshot.stats.succeeded,
            "failed": snapshot.stats.failed,
        },
        "asked_check": None if snapshot.asked_check is None else asdict(snapshot.asked_check),
        "next_check_in": None if snapshot.next_check_in is None else round(snapshot.next_check_in, 3),
        "warnings": list(snapshot.warnings),
    }


def _progress(progress: Progress | None) -> dict[str, Any] | None:
    if progress is None:
        return None
    left = progress.seconds_left
    return asdict(progress) | {"seconds_left": None if left is None else round(left, 1)}


def _breaker(home: Home, loaded: LoadedSettings, now: float) -> BreakerView:
    record = breaker_file.peek(home.breaker_file)
    if record is None:
        return BreakerView()
    limits = loaded.settings.breaker
    rules = Rules(limits.failure_threshold, limits.recovery_timeout, limits.success_threshold)
    record = rules.restored(record, now)
    return BreakerView(
        record.state,
        record.failure_count,
        record.opened_at,
        record.outage_started_at,
        record.retry_in(now),
        record.reason,
    )


def _work_in_words(document: dict[str, Any]) -> Iterator[str]:
    if unapproved := document["queue"]["unapproved"]:
        yield _approval_in_words(document["approval"], unapproved)
    if progress := document["progress"]:
        left = progress["seconds_left"]
        yield (
            f"Delivering: {progress['done']:,} of {progress['total']:,}"
            + (f", {progress['rate']:g} per second" if progress["rate"] else "")
            + ("" if left is None else f", about {left:.0f} s left")
        )


def _approval_in_words(approval: dict[str, Any] | None, unapproved: int) -> str:
    advice = "“recloser preview” shows them, “recloser approve” lets them go"
    if approval is None:
        return f"{unapproved:,} changes of the first synchronisation wait for your approval: {advice}"
    words = f"{approval['would_change']:,} of {approval['total']:,} items would change in the first synchronisation"
    if approval["compared"] < approval["total"]:
        words += f" ({approval['compared']:,} compared so far)"
    if approval["problems"]:
        words += f", and {approval['problems']:,} cannot be found or told apart in Plex"
    if approval["would_change"] or approval["compared"] < approval["total"]:
        return f"{words}; they wait for your approval: {advice}"
    return f"{words}: “recloser preview” tells why, “recloser approve” lets Recloser go on without asking"


def check_in_words(document: dict[str, Any]) -> list[str]:
    """What came of the check that a person has asked for, from a `document`."""
    check = document["asked_check"]
    if check is None:
        return []
    if check["running"]:
        return ["Checked: no answer yet"]
    return [f"Checked: {check['reason'] or 'Plex answers'}"]


def in_words(document: dict[str, Any]) -> list[str]:
    """The lines of `recloser status`, from a `document`."""
    breaker, server, queue, stats = (document[part] for part in ("breaker", "server", "queue", "stats"))
    state = {
        "closed": "Plex is answering",
        "half_open": "Plex is being tried again",
        "open": "Plex is not answering",
    }[breaker["state"]]
    if breaker["state"] == "closed" and breaker["failure_count"]:
        state = "Plex did not answer the last time it was asked"
    elif breaker["state"] == "closed" and not document["running"]:
        state = "No outage was known when Recloser ended"
    if breaker["outage_started_at"] is not None:
        state += f" since {local_time(breaker['outage_started_at']):%Y-%m-%d %H:%M:%S}"
    if breaker["reason"]:
        state += f" ({breaker['reason']})"
    if document["out_of_order"]:
        state = "Recloser cannot work: nothing is delivered for now, and it tries again every few seconds"
    lines = [
        "Recloser is running" if document["running"] else "Recloser is not running",
        state if document["set_up"] else "Recloser is not set up",
        f"Server: {server['url']}" + (f", {server['name']} {server['version']}" if server["name"] else ""),
        (
            f"Changes: {queue['waiting']} waiting, {queue['in_progress']} in progress,"
            f" {queue['retrying']} retrying, {queue['failed']} failed"
        ),
        f"So far: {stats['succeeded']} delivered, {stats['failed']} failed",
    ]
    lines += _work_in_words(document)
    if document["paused"]:
        lines.insert(1, "Paused")
    if document["face"] == Face.OFFLINE.value:
        lines[1] = "This computer is offline: nothing is sent to Plex until its network is back"
    elif breaker["retry_in"] is not None:
        lines.insert(3, f"Next trial in {breaker['retry_in']:.0f} s")
    if not server["signed_in"]:
        lines.append("Sign in to Plex: there is no valid token (recloser sign-in)")
    return lines + [f"Warning: {warning}" for warning in document["warnings"]]
