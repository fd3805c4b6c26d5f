"""The page that tells at a glance how everything stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from core.clock import Clock
from core.delivery.listings import Figures, read_figures
from core.model import CircuitState, DeliveredChange, Face, Progress, Snapshot, face_of
from core.resilience.outages import Ending, Outage, peek_history
from core.resilience.reliability import Reliability, reliability
from core.resilience.strip import Slice, cut
from gui import wording
from gui.icons import face_pixmap
from gui.phrases import spoken
from gui.value_text import printable
from gui.window import words
from gui.window.asks import Asks
from gui.window.confirm import confirm
from gui.window.overview_layout import FACE_SIZE, OverviewLayout
from gui.window.preview_page import approval_in_words
from gui.window.reader import Reader

_TICK = 1000  # milliseconds
_LOOK_EVERY = 60
"""Ticks after which the past is read again although nothing is known to have changed: time itself has moved on."""
_RECENT = 12
"""Entries of the recent activity."""
_DAY = 86_400.0
_STRIPS = ((_DAY, 48), (7 * _DAY, 56), (30 * _DAY, 60))
"""Seconds, and the bars that they are cut into."""


@dataclass(frozen=True)
class _Past:
    """What was read about it."""

    figures: Figures
    strips: tuple[tuple[tuple[Slice, ...], Reliability], ...]
    outages: tuple[Outage, ...]


class OverviewPage(QWidget):
    """Shows snapshots, and what the database says of the past.

    Signals:
        preview_requested: A person wants to see what waits for approval.
    """

    preview_requested = Signal()

    def __init__(
        self, reader: Reader, database: Path, asks: Asks, clock: Clock, first: Snapshot, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._database = database
        self._asks = asks
        self._clock = clock
        self._ui = OverviewLayout(self)
        self._face: Face | None = None
        self._reading = False
        self._stale = False
        self._ticks = 0
        self._ticking = QTimer(self, interval=_TICK)
        self._ticking.timeout.connect(self._on_tick)
        self._connect()
        self._show_past(_Past(Figures(0, None, ()), (), ()))
        self._snapshot = first
        self.show_snapshot(first)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Replace all that is shown of the present; the past follows within a second."""
        before, self._snapshot = self._snapshot, snapshot
        self._taken = self._clock.monotonic()
        ui, face = self._ui, face_of(snapshot)
        if face is not self._face:
            self._face = face
            ui.face.setPixmap(face_pixmap(face, FACE_SIZE, self.devicePixelRatioF()))
        ui.explanation.setText(wording.explanation(snapshot))
        ui.waiting.show_number(snapshot.queue.pending)
        ui.failed.show_number(snapshot.queue.failed)
        server = snapshot.server
        ui.server.setText(
            " · ".join(part for part in (server.name, server.version, server.url) if part) or self.tr("not known")
        )
        self._show_breaker()
        self._show_approval()
        self._show_progress(snapshot.progress)
        ui.sign_in.setVisible(face is Face.SIGN_IN)
        ui.pause_or_resume.setText(self.tr("R&esume") if snapshot.paused else self.tr("Pa&use"))
        for button in (ui.check, ui.reset, ui.pause_or_resume):
            button.setEnabled(snapshot.set_up)
        self._show_times()
        if (before.stats, before.queue.failed, before.breaker.state) != (
            snapshot.stats,
            snapshot.queue.failed,
            snapshot.breaker.state,
        ):
            self._stale = True

    @Slot()
    def refresh(self) -> None:
        """Read the past again."""
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale, self._ticks = True, False, 0
        now = self._clock.time()
        midnight = QDateTime.fromSecsSinceEpoch(int(now)).date().startOfDay().toSecsSinceEpoch()
        self._reader.ask(
            partial(_look, self._database, float(midnight), now), self._show_past, lambda _words: self._show_past(None)
        )

    def take_keyboard(self) -> None:
        """The keyboard goes on with the first button."""
        self._ui.check.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Seconds are counted only while somebody can see them."""
        super().showEvent(event)
        self._show_times()
        self._ticking.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """See `showEvent`."""
        super().hideEvent(event)
        self._ticking.stop()

    def _connect(self) -> None:
        ui, asks = self._ui, self._asks
        ui.check.clicked.connect(asks.check_requested)
        ui.reset.clicked.connect(asks.reset_requested)
        ui.pause_or_resume.clicked.connect(self._on_pause_or_resume)
        ui.sign_in.clicked.connect(asks.sign_in_requested)
        ui.preview.clicked.connect(self.preview_requested)
        ui.cancel.clicked.connect(self._on_cancel)

    @Slot()
    def _on_tick(self) -> None:
        self._show_times()
        self._ticks += 1
        if self._stale or self._ticks >= _LOOK_EVERY:
            self.refresh()

    def _show_breaker(self) -> None:
        breaker, facts = self._snapshot.breaker, self._ui.facts
        troubled = breaker.state is not CircuitState.CLOSED or breaker.failure_count > 0
        facts.setRowVisible(self._ui.outage, breaker.outage_started_at is not None)
        facts.setRowVisible(self._ui.reason, troubled and bool(breaker.reason))
        self._ui.reason.setText(spoken(breaker.reason))

    def _show_approval(self) -> None:
        approval = self._snapshot.approval
        self._ui.approval.setVisible(approval is not None)
        if approval is not None:
            question = self.tr("The first synchronisation waits for your approval: {0}.")
            self._ui.approval_words.setText(question.format(approval_in_words(approval)))

    def _show_progress(self, progress: Progress | None) -> None:
        ui = self._ui
        ui.progress.setVisible(progress is not None)
        if progress is None:
            return
        ui.progress_bar.setMaximum(max(1, progress.total))
        ui.progress_bar.setValue(progress.done)
        done, total = words.counted(progress.done), words.counted(progress.total)
        said = self.tr("{0} of {1} changes delivered").format(done, total)
        if progress.seconds_left is not None:
            said = self.tr("{0} · about {1} left").format(said, wording.duration(progress.seconds_left))
        ui.progress_words.setText(said)

    def _show_times(self) -> None:
        """All that changes by the passing of time alone."""
        ui, now = self._ui, self._clock.time()
        ui.headline.setText(wording.headline(self._snapshot, now))
        ui.face.setAccessibleName(ui.headline.text())
        check = wording.next_check(self._snapshot, self._clock.monotonic() - self._taken)
        ui.next_check.setText(self.tr("Next check: {0}").format(check))
        ui.asked_check.setText(wording.asked_check(self._snapshot.asked_check, now))
        ui.asked_check.setVisible(bool(ui.asked_check.text()))
        began = self._snapshot.breaker.outage_started_at
        if began is not None:
            ui.outage.setText(
                self.tr("since {time} · {duration}").format(
                    time=wording.moment(began, now), duration=wording.duration(now - began)
                )
            )

    def _show_past(self, past: _Past | None) -> None:
        """None: it cannot be read at the moment; the warnings say why."""
        self._reading = False
        if past is None:
            return
        ui, now = self._ui, self._clock.time()
        ui.today.show_number(past.figures.delivered)
        ui.pace.show_text(words.pace(past.figures.seconds_per_change))
        for (_, strip, share), (slices, figures) in zip((ui.day, ui.week, ui.month), past.strips, strict=False):
            strip.show_slices(slices, now)
            share.setText(words.availability(figures))
            strip.setAccessibleName(f"{strip.name}: {share.text()}")
        self._show_activity(past, now)

    def _show_activity(self, past: _Past, now: float) -> None:
        found = [(change.at, self._delivered_in_words(change)) for change in past.figures.latest]
        for outage in past.outages:
            found.append((outage.started_at, self.tr("Plex stopped answering: {0}").format(spoken(outage.reason))))
            if outage.ended_at is not None:
                found.append((outage.ended_at, self._end_in_words(outage)))
        lines = [f"{wording.moment(at, now)}   {printable(text)}" for at, text in sorted(found, reverse=True)]
        activity = self._ui.activity
        wanted = lines[:_RECENT] or [self.tr("Nothing has happened yet. Delivered changes and outages appear here.")]
        if wanted != [activity.item(row).text() for row in range(activity.count())]:
            activity.clear()
            for line in wanted:
                item = QListWidgetItem(line)
                item.setToolTip(line)
                activity.addItem(item)

    def _delivered_in_words(self, change: DeliveredChange) -> str:
        name = words.item_name(change.path, change.title)
        return self.tr("Delivered: {0} ({1})").format(name, words.fields_in_short(change.fields))

    def _end_in_words(self, outage: Outage) -> str:
        lasted = wording.duration((outage.ended_at or outage.started_at) - outage.started_at)
        match outage.ending:
            case Ending.MANUAL_RESET:
                return self.tr("The outage was reset by hand, after {0}").format(lasted)
            case Ending.UNSEEN:
                return self.tr("An outage ended, nobody knows when")
            case _:
                return self.tr("Plex answers again, after {0}").format(lasted)

    @Slot()
    def _on_cancel(self) -> None:
        confirm(
            self,
            self.tr("Cancel the rest of this delivery?"),
            self.tr("What was found by looking through your folders is not written. Single edits are still delivered."),
            answer=self.tr("&Cancel the rest"),
            decline=self.tr("&Go on delivering"),
            then=self._asks.cancel_requested.emit,
        )

    @Slot()
    def _on_pause_or_resume(self) -> None:
        (self._asks.resume_requested if self._snapshot.paused else self._asks.pause_requested).emit()


def _look(database: Path, midnight: float, now: float) -> _Past:
    """On the reader's thread."""
    history = peek_history(database)
    return _Past(
        read_figures(database, midnight),
        tuple((cut(history, window, bars, now), reliability(history, window, now)) for window, bars in _STRIPS),
        history.outages[:_RECENT],
    )
