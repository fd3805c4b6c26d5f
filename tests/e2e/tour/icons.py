"""The tray icon: a sheet with every face, size and style for each kind of panel, as the application draws it."""

from __future__ import annotations

import os
import subprocess

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from core.model import Face
from core.settings import IconStyle
from gui.icons import tray_icon
from tests.e2e.tour.camera import IMAGES, Scheme

SIZES = (16, 22, 32, 64)
GAP = 10
NAMES, HEAD, LINE = 120, 30, 74
"""Pixels for the names of the faces, for those of the styles, and for each face."""
COLOURS = {Scheme.LIGHT: ("#e4e6e8", "#202428"), Scheme.DARK: ("#303640", "#f4f5f6")}
"""Panel and text."""
FACES = (*((face, False) for face in Face), (Face.CLOSED, True))
"""The last has the dot for failed changes."""


def draw_sheets() -> None:
    """One for a light panel, one for a dark one."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication.instance() or QGuiApplication([])
    for scheme in Scheme:
        file = str(IMAGES / f"icons-{scheme}.png")
        assert _sheet(scheme).save(file), "the sheet cannot be written"
        subprocess.run(["convert", file, "-strip", "+dither", "-colors", "256", f"PNG8:{file}"], check=True)
    del application


def _sheet(scheme: Scheme) -> QImage:
    panel, ink = (QColor(colour) for colour in COLOURS[scheme])
    group = sum(SIZES) + GAP * (len(SIZES) + 2)
    sheet = QImage(NAMES + group * len(IconStyle), HEAD + LINE * len(FACES), QImage.Format.Format_RGB32)
    sheet.fill(panel)
    painter = QPainter(sheet)
    painter.setPen(ink)
    font = QFont("Sans")
    font.setPixelSize(14)
    painter.setFont(font)
    for column, style in enumerate(IconStyle):
        left = NAMES + column * group
        painter.drawText(QRect(left, 0, group, HEAD), Qt.AlignmentFlag.AlignCenter, style.value)
        for row, (face, failed) in enumerate(FACES):
            icon = tray_icon(face, style, failed=failed, dark_panel=scheme is Scheme.DARK)
            x = left + GAP
            for size in SIZES:
                painter.drawPixmap(x, HEAD + row * LINE + (LINE - size) // 2, icon.pixmap(size, size))
                x += size + GAP
    for row, (face, failed) in enumerate(FACES):
        name = "with the dot" if failed else face.value.replace("-", " ")
        painter.drawText(QRect(GAP, HEAD + row * LINE, NAMES, LINE), Qt.AlignmentFlag.AlignVCenter, name)
    painter.end()
    return sheet
