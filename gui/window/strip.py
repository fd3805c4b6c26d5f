"""An availability strip as on a status page: one bar for each slice of time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.resilience.strip import Slice
from gui import wording
from gui.phrases import spoken
from gui.value_text import printable

_GAP = 2.0
"""Device-independent pixels between two bars."""
_HEIGHT = 30
_WHOLE = 0.999
"""Of a slice; what is missing then is the moment that has just passed."""
_SHORTEST = 0.12
"""Of a bar's height: an outage of a second must be seen in a slice of half a day."""
_FAINT = 0.35
_MOST_TOLD = 6
"""Outages that one bar tells of."""

# Told by height and pattern as well as by colour: an outage hangs from the top, unknown time is an empty frame.
_UP_ON_LIGHT, _UP_ON_DARK = QColor("#2f9e55"), QColor("#4cc274")
_DOWN_ON_LIGHT, _DOWN_ON_DARK = QColor("#c62828"), QColor("#ff6b5e")


class Strip(QWidget):
    """Draws slices, the earliest first. The mouse, or the arrow keys, tell of each."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._slices: tuple[Slice, ...] = ()
        self._now = 0.0
        self._current: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def show_slices(self, slices: tuple[Slice, ...], now: float) -> None:
        """Replace all bars; `now` in Unix seconds."""
        self._slices, self._now = slices, now
        if self._current is not None:
            self._current = min(self._current, len(slices) - 1)
        self._say_current()
        self.update()

    def told(self, number: int) -> str:
        """What there is to say about a bar."""
        one = self._slices[number]
        start, end = (wording.moment(at, self._now) for at in (one.period.start, one.period.end))
        lines = [f"{start} – {end}"]  # noqa: RUF001  a dash between two times
        for outage in one.outages[:_MOST_TOLD]:
            began = wording.moment(outage.started_at, self._now)
            lasted = wording.duration((self._now if outage.ended_at is None else outage.ended_at) - outage.started_at)
            reason = printable(spoken(outage.reason))
            if outage.ended_at is None:
                lines.append(self.tr("Not answering since {0} ({1}): {2}").format(began, lasted, reason))
            else:
                lines.append(self.tr("Not answering from {0}, for {1}: {2}").format(began, lasted, reason))
        if len(one.outages) > _MOST_TOLD:
            lines.append(self.tr("and %Ln more outages", "", len(one.outages) - _MOST_TOLD))
        if not one.up and not one.down:
            lines.append(self.tr("Not known: Plex was not being watched"))
        elif not one.outages:
            lines.append(self.tr("Plex answered"))
        return "\n".join(lines)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough to tell the bars apart."""
        return QSize(4 * max(1, len(self._slices)), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark = self.palette().color(QPalette.ColorRole.Window).lightness() < 128
        up, down = (_UP_ON_DARK, _DOWN_ON_DARK) if dark else (_UP_ON_LIGHT, _DOWN_ON_LIGHT)
        # Between text and ground, so that it is seen in every palette.
        unknown = self.palette().color(QPalette.ColorRole.WindowText)
        unknown.setAlphaF(_FAINT)
        for number, one in enumerate(self._slices):
            box = self._box(number)
            whole = one.period.end - one.period.start
            known = one.up + one.down
            if known < whole * _WHOLE:
                painter.setPen(QPen(unknown, 1.0))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setPen(Qt.PenStyle.NoPen)
            if known:
                share = min(1.0, known / whole) if known < whole * _WHOLE else 1.0
                filled = max(_SHORTEST, share) * box.height()
                painter.setBrush(up)
                painter.drawRect(QRectF(box.left(), box.bottom() - filled, box.width(), filled))
            if one.outages:
                hanging = max(_SHORTEST, min(1.0, one.down / whole)) * box.height()
                painter.setBrush(down)
                painter.drawRect(QRectF(box.left(), box.top(), box.width(), hanging))
            if number == self._current and self.hasFocus():
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(-1, 0, 1, 0))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """A tooltip for the bar under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._at(event.pos())
            if number is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.told(number), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right go from bar to bar, Home and End to the ends."""
        last = len(self._slices) - 1
        at = last if self._current is None else self._current
        places = {
            Qt.Key.Key_Left: at if self._current is None else at - 1,
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None or last < 0:
            super().keyPressEvent(event)
            return
        self._current = max(0, min(last, place))
        self._say_current()
        self.update()
        below = self._box(self._current).bottomLeft().toPoint()
        QToolTip.showText(self.mapToGlobal(below), self.told(self._current), self)

    def _say_current(self) -> None:
        self.setAccessibleDescription("" if self._current is None or self._current < 0 else self.told(self._current))

    def _box(self, number: int) -> QRectF:
        step = self.width() / max(1, len(self._slices))
        return QRectF(QPointF(number * step, 1), QPointF((number + 1) * step - _GAP, self.height() - 1))

    def _at(self, point: QPoint) -> int | None:
        number = int(point.x() * len(self._slices) / max(1, self.width()))
        return number if 0 <= number < len(self._slices) else None
