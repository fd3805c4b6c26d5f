from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from gui.frames import FRAMED, Frames

Role = QPalette.ColorRole
BLACK, DARK, LIGHT = ("#000000", "#000000"), ("#2a2e32", "#1b1e20"), ("#efefef", "#ffffff")
"""Window, and what is written on."""


@pytest.fixture(params=[BLACK, DARK, LIGHT])
def colours(qapp, request) -> Iterator[tuple[str, str]]:
    """A desktop that brings no style of its own."""
    before, style = QApplication.palette(), QApplication.style().name()
    window, base = request.param
    text = "#000000" if request.param is LIGHT else "#ffffff"
    palette = QPalette()
    for role, colour in ((Role.Window, window), (Role.Base, base), (Role.WindowText, text), (Role.Text, text)):
        palette.setColor(role, QColor(colour))
    QApplication.setStyle("fusion")
    QApplication.setPalette(palette)
    QApplication.setPalette(palette, "QAbstractItemView")  # as KDE does, which has colours of its own for lists
    yield request.param
    QApplication.setStyle(style)
    QApplication.setPalette(before)
    for name in FRAMED:
        QApplication.setPalette(QPalette(), name)


@pytest.fixture
def window(qtbot, colours) -> QWidget:
    made = QWidget()
    Frames(made)
    rows = QVBoxLayout(made)
    for each in (QCheckBox(), QLineEdit(), QListWidget(), QPlainTextEdit()):
        rows.addWidget(each)
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    made.setFocus()
    return made


def luminance(colour: QColor) -> float:
    """As WCAG defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def strongest_frame(widget: QWidget, around: str) -> float:
    """The contrast to what is around it of the most conspicuous pixel in the first columns, half way down."""
    image = widget.window().grab(widget.geometry()).toImage()
    return max(contrast(image.pixelColor(x, image.height() // 2), QColor(around)) for x in range(4))


def test_on_a_dark_desktop_the_frames_of_empty_boxes_can_be_seen(window, colours) -> None:
    around, inside = colours
    least = 3.0 if luminance(QColor(around)) < 0.5 else 1.2  # on a light one Qt's own are left as they are
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QCheckBox | QLineEdit | QListWidget | QPlainTextEdit):
            assert strongest_frame(widget, around) >= least, widget
            assert strongest_frame(widget, inside) >= least, widget


def test_what_is_written_keeps_its_colour(window, colours) -> None:
    for widget in window.findChildren(QLineEdit):
        assert widget.palette().color(Role.Text) == QApplication.palette().color(Role.Text)
        assert widget.palette().color(Role.Base) == QApplication.palette().color(Role.Base)


def test_a_desktop_with_a_style_of_its_own_is_left_alone(qtbot, qapp, monkeypatch) -> None:
    before = QApplication.palette("QLineEdit")
    monkeypatch.setattr(QApplication, "style", type("Style", (), {"name": lambda _: "breeze"}))
    window = QWidget()
    qtbot.addWidget(window)
    Frames(window)
    assert QApplication.palette("QLineEdit") == before
