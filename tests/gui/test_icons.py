from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from core.model import Face
from gui.icons import TRAY_SIZES, app_icon, face_pixmap, tray_icon

pytestmark = pytest.mark.usefixtures("qapp")

GREEN, RED, AMBER = range(120, 160), (*range(350, 360), *range(13)), range(32, 50)  # hues, degrees


def image_of(icon: QIcon, size: int = 16) -> QImage:
    return icon.pixmap(QSize(size, size)).toImage()


def pixels(image: QImage) -> list[tuple[int, int, int, int]]:
    flat = bytes(image.convertToFormat(QImage.Format.Format_RGBA8888).constBits())
    return list(zip(flat[0::4], flat[1::4], flat[2::4], flat[3::4], strict=True))


def average_colour(image: QImage) -> QColor:
    opaque = [pixel for pixel in pixels(image) if pixel[3] > 127]
    return QColor(*(sum(channel) // len(opaque) for channel in zip(*opaque, strict=True)))


def grey(red: int, green: int, blue: int, _alpha: int = 255) -> float:
    return 0.299 * red + 0.587 * green + 0.114 * blue


def greys_on(panel: str, image: QImage) -> list[float]:
    canvas = QImage(image.size(), QImage.Format.Format_RGB32)
    canvas.fill(QColor(panel))
    painter = QPainter(canvas)
    painter.drawImage(0, 0, image)
    painter.end()
    return [grey(*pixel) for pixel in pixels(canvas)]


def mean_difference(one: list[float], other: list[float]) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


@pytest.mark.parametrize("failed", [False, True])
@pytest.mark.parametrize("size", TRAY_SIZES)
@pytest.mark.parametrize(
    ("face", "hues"), [(Face.CLOSED, GREEN), (Face.OPEN, RED), (Face.HALF_OPEN, AMBER), (Face.SIGN_IN, AMBER)]
)
def test_the_colour_of_a_face_is_unmistakable_at_every_size(face, hues, size, failed):
    colour = average_colour(image_of(tray_icon(face, failed=failed), size))
    if not failed:
        assert colour.hsvHue() in hues
        assert colour.hsvSaturation() > 150
        assert colour.value() > 140
    else:
        # The dot is red: it may tint the average, but not turn it into another face's colour.
        others = set(itertools.chain(GREEN, RED, AMBER)) - set(hues)
        assert colour.hsvHue() not in others


@pytest.mark.parametrize("face", [Face.PAUSED, Face.OFFLINE, Face.NOT_SET_UP])
def test_a_face_that_delivers_nothing_is_grey(face):
    colour = average_colour(image_of(tray_icon(face)))
    assert colour.hsvSaturation() < 40
    assert 120 < colour.value() < 200


@pytest.mark.parametrize("panel", ["#f2f2f2", "#202124"])
@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(Face, 2)))
def test_any_two_faces_differ_in_greyscale_at_16_pixels(one, other, panel):
    images = [greys_on(panel, image_of(tray_icon(face))) for face in (one, other)]
    assert mean_difference(*images) > 20  # of 255, averaged over the whole icon


@pytest.mark.parametrize("panel", ["#ffffff", "#f2f2f2", "#202124", "#000000"])
@pytest.mark.parametrize("face", list(Face))
def test_every_face_stands_out_from_light_and_dark_panels(face, panel):
    background = grey(*QColor(panel).getRgb())
    strongly = [shade for shade in greys_on(panel, image_of(tray_icon(face))) if abs(shade - background) > 60]
    assert len(strongly) >= 40  # of 256 pixels


@pytest.mark.parametrize("panel", ["#f2f2f2", "#202124"])
@pytest.mark.parametrize("face", list(Face))
def test_the_dot_for_failed_changes_can_be_seen_on_every_face(face, panel):
    plain, dotted = (image_of(tray_icon(face, failed=failed)) for failed in (False, True))
    greys = [greys_on(panel, image.copy(0, 0, 5, 5)) for image in (plain, dotted)]
    assert mean_difference(*greys) > 30
    assert dotted.pixelColor(2, 2).red() > 200


def test_an_icon_has_every_size_that_panels_ask_for():
    assert sorted(size.width() for size in tray_icon(Face.OPEN).availableSizes()) == sorted(TRAY_SIZES)


def test_the_window_drawing_is_sharp_on_a_dense_screen():
    pixmap = face_pixmap(Face.OPEN, 64, 2.0)
    assert pixmap.size() == QSize(128, 128)
    assert pixmap.deviceIndependentSize().toSize() == QSize(64, 64)


def test_the_application_has_an_icon():
    assert average_colour(image_of(app_icon(), 64)).isValid()
