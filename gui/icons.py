"""Draws the icons: the seven faces of the tray, with or without the dot for failed changes, and the application's own.

The drawings are SVG files; Qt gets them as pixmaps, because icons made of SVG have been invisible on KDE's panel.
Nothing is kept: a tray icon takes a millisecond or two, so whoever shows one may keep it if it comes back often.
All of this needs a QGuiApplication, and its thread.
"""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.model import Face

TRAY_SIZES = (16, 20, 22, 24, 32, 44, 48, 64)
"""Pixels. Panels ask for one of these; at a scale of 2 they ask for twice the size."""

_APP_SIZES = (16, 24, 32, 48, 64, 128, 256)

# The dot, in sixteenths of the icon: the corner that the drawings leave free.
_DOT_CENTRE = QPointF(2.5, 2.5)
_DOT_RADIUS = 2.5
_DOT_OUTLINE = 0.75
_DOT_GAP = 1.25


def tray_icon(face: Face, *, failed: bool = False) -> QIcon:
    """The tray's icon for `face`; `failed` adds the dot that says some changes need a person."""
    drawing = _drawing(face.value)
    icon = QIcon()
    for size in TRAY_SIZES:
        image = _render(drawing, size)
        if failed:
            _add_dot(image)
        icon.addPixmap(QPixmap.fromImage(image))
    return icon


def face_pixmap(face: Face, size: int, ratio: float) -> QPixmap:
    """`face`, `size` device-independent pixels wide, sharp on a screen with the device pixel ratio `ratio`."""
    image = _render(_drawing(face.value), round(size * ratio))
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


def app_icon() -> QIcon:
    """The application's icon, for its windows."""
    drawing = _drawing("recloser")
    icon = QIcon()
    for size in _APP_SIZES:
        icon.addPixmap(QPixmap.fromImage(_render(drawing, size)))
    return icon


def _drawing(name: str) -> QSvgRenderer:
    svg = files("resources").joinpath("icons", f"{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(svg))


def _render(drawing: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def _add_dot(image: QImage) -> None:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(image.width() / 16, image.height() / 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    # A gap around the dot keeps it apart from the drawing, whatever the colours of both.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawEllipse(_DOT_CENTRE, _DOT_RADIUS + _DOT_GAP, _DOT_RADIUS + _DOT_GAP)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setPen(QPen(QColor("#7a120c"), _DOT_OUTLINE))
    painter.setBrush(QColor("#fa4a3e"))
    radius = _DOT_RADIUS - _DOT_OUTLINE / 2
    painter.drawEllipse(_DOT_CENTRE, radius, radius)
    painter.end()
