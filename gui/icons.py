"""Draws the icons: the seven faces of the tray, with or without the dot for failed changes, and the application's own.

The drawings are SVG files; Qt gets them as pixmaps, because icons made of SVG have been invisible on KDE's panel.
Nothing is kept: a tray icon takes a few milliseconds, so whoever shows one may keep it if it comes back often.
All of this needs a QGuiApplication, and its thread.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from core.settings import IconStyle
from core.snapshot import Face

_DRAWINGS = Path(resources.__file__).with_name("icons")

TRAY_SIZES = (16, 20, 22, 24, 30, 32, 33, 36, 40, 44, 48, 64)
"""Pixels. Panels ask for 16, 20, 22, 24, 32, 48 or 64, and on dense screens for 1.5 or 2 times as many. Qt sends none
above 64 over D-Bus."""

_APP_SIZES = (16, 24, 32, 48, 64, 128, 256)

# Nothing here may touch the namespace `Qt` (as `QImage.fill` does, whatever it is given): to make its enumerations
# takes a tenth of the time to the icon.
_TRANSPARENT = QColor(0, 0, 0, 0)

# The dot, in sixteenths of the icon: the corner that the drawings leave free.
_DOT_CENTRE = QPointF(2.5, 2.5)
_DOT_RADIUS = 2.5
_DOT_OUTLINE = 0.75
_DOT_GAP = 1.25


@dataclass(frozen=True, slots=True)
class _Ink:
    """A colour for the lines, and the one that sets them off from the panel ("none": nothing does)."""

    line: str
    outline: str


# In this order in every style: what is well, under way, wrong, at rest. The drawings are made with those of AUTO.
_INKS = {
    IconStyle.AUTO: (
        _Ink("#2ecc6a", "#0d5c2b"),
        _Ink("#ffb31f", "#7a4d00"),
        _Ink("#fa4a3e", "#7a120c"),
        _Ink("#bcc2ca", "#4b535d"),
    ),
    IconStyle.LIGHT: (
        _Ink("#0f7a3c", "none"),
        _Ink("#a85f00", "none"),
        _Ink("#c4211b", "none"),
        _Ink("#5b636d", "none"),
    ),
    IconStyle.DARK: (
        _Ink("#5ae795", "none"),
        _Ink("#ffcb5c", "none"),
        _Ink("#ff8378", "none"),
        _Ink("#dde1e6", "none"),
    ),
}
# Where the panel's colour has been guessed wrongly, the outline can still be seen.
_MONOCHROME_ON_DARK = (_Ink("#f4f5f6", "#23282e"),) * 4
_MONOCHROME_ON_LIGHT = (_Ink("#23282e", "#f4f5f6"),) * 4
# macOS colours such an icon itself, by the wallpaper behind its menu bar, and looks at nothing but what is opaque.
_MASK = (_Ink("#000000", "none"),) * 4
_WRONG = 2
"""Which of the inks the dot has."""


def tray_icon(face: Face, style: IconStyle = IconStyle.AUTO, *, failed: bool = False, dark_panel: bool = True) -> QIcon:
    """The tray's icon for `face`.

    Args:
        face: What it tells.
        style: What it is drawn for.
        failed: Whether it has the dot that says some changes need a person.
        dark_panel: What the panel is likely to be; only the monochrome style asks, and not on macOS.
    """
    is_mask = style is IconStyle.MONOCHROME and sys.platform == "darwin"
    inks = _MASK if is_mask else _inks(style, dark_panel=dark_panel)
    drawing = _drawing(face.value, inks)
    pixmaps = [_render(drawing, size) for size in TRAY_SIZES]
    if failed:
        for pixmap in pixmaps:
            _add_dot(pixmap, inks[_WRONG])
    icon = _icon(pixmaps)
    icon.setIsMask(is_mask)
    return icon


def face_pixmap(face: Face, size: int, ratio: float, *, failed: bool = False) -> QPixmap:
    """`face`, `size` device-independent pixels wide, sharp on a screen with the device pixel ratio `ratio`."""
    pixmap = _render(_drawing(face.value), round(size * ratio))
    if failed:
        _add_dot(pixmap, _INKS[IconStyle.AUTO][_WRONG])
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def app_icon() -> QIcon:
    """The application's icon, for its windows."""
    drawing = _drawing("recloser")
    return _icon([_render(drawing, size) for size in _APP_SIZES])


def _icon(pixmaps: Iterable[QPixmap]) -> QIcon:
    icon = QIcon()
    for pixmap in pixmaps:
        icon.addPixmap(pixmap)
    return icon


def _inks(style: IconStyle, *, dark_panel: bool) -> tuple[_Ink, ...]:
    if style is IconStyle.MONOCHROME:
        return _MONOCHROME_ON_DARK if dark_panel else _MONOCHROME_ON_LIGHT
    return _INKS[style]


def _drawing(name: str, inks: tuple[_Ink, ...] = _INKS[IconStyle.AUTO]) -> QSvgRenderer:
    svg = (_DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")
    replaced: dict[str, str] = {}
    for drawn, wanted in zip(_INKS[IconStyle.AUTO], inks, strict=True):
        replaced |= {drawn.line: wanted.line, drawn.outline: wanted.outline}
    svg = re.sub("#[0-9a-f]{6}", lambda colour: replaced.get(colour[0], colour[0]), svg)
    return QSvgRenderer(QByteArray(svg.encode()))


def _render(drawing: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(_TRANSPARENT)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _add_dot(pixmap: QPixmap, ink: _Ink) -> None:
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(pixmap.width() / 16, pixmap.height() / 16)
    painter.setPen(_TRANSPARENT)
    painter.setBrush(QColor("black"))
    # A gap around the dot keeps it apart from the drawing, whatever the colours of both.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawEllipse(_DOT_CENTRE, _DOT_RADIUS + _DOT_GAP, _DOT_RADIUS + _DOT_GAP)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    outline = ink.line if ink.outline == "none" else ink.outline
    painter.setPen(QPen(QColor(outline), _DOT_OUTLINE))
    painter.setBrush(QColor(ink.line))
    radius = _DOT_RADIUS - _DOT_OUTLINE / 2
    painter.drawEllipse(_DOT_CENTRE, radius, radius)
    painter.end()
