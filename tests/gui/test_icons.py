from __future__ import annotations

import itertools
import math
import re
import sys
from functools import cache
from importlib.resources import files

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from core.model import Face
from core.settings import IconStyle
from gui.icons import _INKS, TRAY_SIZES, app_icon, face_pixmap, tray_icon

pytestmark = pytest.mark.usefixtures("qapp")

Colour = tuple[float, ...]

STYLES = {  # what each is drawn for
    IconStyle.AUTO: ["#ffffff", "#f2f2f2", "#202124", "#000000"],
    IconStyle.LIGHT: ["#ffffff", "#f2f2f2"],
    IconStyle.DARK: ["#303640", "#202124", "#000000"],
    IconStyle.MONOCHROME: ["#ffffff", "#f2f2f2", "#303640", "#202124", "#000000"],
}
STYLES_ON_PANELS = [(style, panel) for style, panels in STYLES.items() for panel in panels]

COLOUR_BLIND = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip

GREEN, RED, AMBER = range(120, 160), (*range(350, 360), *range(13)), range(32, 50)  # hues, degrees


def image_of(icon: QIcon, size: int = 16) -> QImage:
    return icon.pixmap(QSize(size, size)).toImage()


def pixels(image: QImage) -> list[tuple[int, int, int, int]]:
    converted = image.convertToFormat(QImage.Format.Format_RGBA8888)  # kept: the bits do not keep it
    flat = bytes(converted.constBits())
    return list(zip(flat[0::4], flat[1::4], flat[2::4], flat[3::4], strict=True))


def average_colour(image: QImage) -> QColor:
    opaque = [pixel for pixel in pixels(image) if pixel[3] > 127]
    return QColor(*(sum(channel) // len(opaque) for channel in zip(*opaque, strict=True)))


def grey(red: int, green: int, blue: int, _alpha: int = 255) -> float:
    return 0.299 * red + 0.587 * green + 0.114 * blue


def seen_on(panel: str, image: QImage) -> list[Colour]:
    """The icon's pixels as the screen has them, red, green and blue from 0 to 255."""
    canvas = QImage(image.size(), QImage.Format.Format_RGB32)
    canvas.fill(QColor(panel))
    painter = QPainter(canvas)
    painter.drawImage(0, 0, image)
    painter.end()
    return [(red, green, blue) for red, green, blue, _ in pixels(canvas)]


def greys_on(panel: str, image: QImage) -> list[float]:
    return [grey(*pixel) for pixel in seen_on(panel, image)]


def mean_difference(one: list[float], other: list[float]) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def mean_distance(one: list[Colour], other: list[Colour]) -> float:
    """Of 441 (from black to white), averaged over the whole icon."""
    return sum(math.dist(a, b) for a, b in zip(one, other, strict=True)) / len(one)


def seen_by(eyes: str, colour: Colour) -> Colour:
    """What somebody without one kind of cones sees, by Machado, Oliveira and Fernandes (2009), severity 1."""
    light = [(value / 255) ** 2.2 for value in colour]
    mixed = [sum(part * value for part, value in zip(row, light, strict=True)) for row in COLOUR_BLIND[eyes]]
    return tuple(255 * min(1.0, max(0.0, value)) ** (1 / 2.2) for value in mixed)


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


def drawn(style: IconStyle, panel: str, face: Face, *, failed: bool = False, size: int = 16) -> QImage:
    dark = grey(*QColor(panel).getRgb()) < 128
    return image_of(tray_icon(face, style, failed=failed, dark_panel=dark), size)


@pytest.mark.parametrize(("style", "panel"), STYLES_ON_PANELS)
def test_any_two_faces_differ_in_greyscale_at_16_pixels(style, panel):
    greys = {face: greys_on(panel, drawn(style, panel, face)) for face in Face}
    alike = {pair: mean_difference(greys[pair[0]], greys[pair[1]]) for pair in itertools.combinations(Face, 2)}
    assert min(alike.values()) > 20  # of 255, averaged over the whole icon


@pytest.mark.parametrize("eyes", COLOUR_BLIND)
@pytest.mark.parametrize(("style", "panel"), STYLES_ON_PANELS)
def test_any_two_faces_differ_for_colour_blind_people_at_16_pixels(style, panel, eyes):
    see = cache(seen_by)
    seen = {face: [see(eyes, pixel) for pixel in seen_on(panel, drawn(style, panel, face))] for face in Face}
    alike = {pair: mean_distance(seen[pair[0]], seen[pair[1]]) for pair in itertools.combinations(Face, 2)}
    assert min(alike.values()) > 40  # of 441, averaged over the whole icon


@pytest.mark.parametrize(("style", "panel"), STYLES_ON_PANELS)
@pytest.mark.parametrize("face", list(Face))
def test_every_face_stands_out_from_the_panels_it_is_drawn_for(face, style, panel):
    background = grey(*QColor(panel).getRgb())
    greys = greys_on(panel, drawn(style, panel, face))
    assert len([shade for shade in greys if abs(shade - background) > 60]) >= 40  # of 256 pixels


@pytest.mark.parametrize("panel", ["#ffffff", "#000000"])
@pytest.mark.parametrize("face", list(Face))
def test_the_monochrome_icon_can_be_made_out_although_the_panel_was_guessed_wrongly(face, panel):
    background = grey(*QColor(panel).getRgb())
    guessed_wrongly = tray_icon(face, IconStyle.MONOCHROME, dark_panel=background > 128)
    greys = greys_on(panel, image_of(guessed_wrongly))
    assert len([shade for shade in greys if abs(shade - background) > 60]) >= 30  # of 256 pixels


@pytest.mark.parametrize("face", list(Face))
def test_the_monochrome_icon_has_no_colours(face):
    for dark in (True, False):
        image = image_of(tray_icon(face, IconStyle.MONOCHROME, failed=True, dark_panel=dark))
        assert all(max(pixel[:3]) - min(pixel[:3]) < 24 for pixel in pixels(image) if pixel[3] > 64)


@pytest.mark.parametrize("bar", ["#ffffff", "#000000"])
def test_on_macos_the_monochrome_icon_is_a_mask_that_the_menu_bar_may_colour_as_it_likes(monkeypatch, bar):
    """Qt makes a mask a template image there (qcocoasystemtrayicon.mm), of which AppKit takes the alpha channel."""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not tray_icon(Face.OPEN, IconStyle.AUTO).isMask()
    greys = {}
    for face, failed in itertools.product(Face, (False, True)):
        icon = tray_icon(face, IconStyle.MONOCHROME, failed=failed, dark_panel=False)
        assert icon.isMask()
        line = "#000000" if bar == "#ffffff" else "#ffffff"
        coloured = image_of(icon).convertToFormat(QImage.Format.Format_ARGB32)
        painter = QPainter(coloured)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(coloured.rect(), QColor(line))
        painter.end()
        greys[face, failed] = greys_on(bar, coloured)
    alike = [mean_difference(greys[one, False], greys[other, False]) for one, other in itertools.combinations(Face, 2)]
    assert min(alike) > 20
    assert all(mean_difference(greys[face, False], greys[face, True]) > 2 for face in Face)


def test_the_drawings_use_no_other_colours_than_those_that_the_styles_replace():
    for face in Face:
        svg = files("resources").joinpath("icons", f"{face.value}.svg").read_text(encoding="utf-8")
        inks = {ink for each in _INKS[IconStyle.AUTO] for ink in (each.line, each.outline)}
        assert set(re.findall("#[0-9A-Za-z]+", re.sub('href="#[a-z]+"|id="[a-z]+"', "", svg))) <= inks


@pytest.mark.parametrize(("style", "panel"), STYLES_ON_PANELS)
@pytest.mark.parametrize("face", list(Face))
def test_the_dot_for_failed_changes_can_be_seen_on_every_face(face, style, panel):
    plain, dotted = (drawn(style, panel, face, failed=failed) for failed in (False, True))
    greys = [greys_on(panel, image.copy(0, 0, 5, 5)) for image in (plain, dotted)]
    assert mean_difference(*greys) > 30
    background = grey(*QColor(panel).getRgb())
    # An empty gap goes round it.
    assert all(
        abs(shade - background) < 20
        for shade in (grey(*seen_on(panel, dotted)[16 * y + x]) for x, y in ((5, 2), (2, 5), (5, 0), (0, 5)))
    )


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [16, 20, 22, 24, 32])
@pytest.mark.parametrize("face", list(Face))
def test_an_icon_is_drawn_for_the_very_pixels_of_the_screen_and_never_scaled(face, size, ratio):
    pixmap = tray_icon(face).pixmap(QSize(size, size), ratio)
    assert pixmap.width() == round(size * ratio)
    assert pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32) == face_pixmap(
        face, size, ratio
    ).toImage().convertToFormat(QImage.Format.Format_ARGB32)


@pytest.mark.parametrize("size", [16, 32, 48, 64])
@pytest.mark.parametrize("style", [IconStyle.LIGHT, IconStyle.DARK])
def test_the_line_of_the_closed_switch_lies_on_whole_pixels(style, size):
    image = image_of(tray_icon(Face.CLOSED, style), size)
    column = [image.pixelColor(size // 2, y).alpha() for y in range(10 * size // 16, size)]
    assert column == [0] * (size // 8) + [255] * (size // 8) + [0] * (size // 8)


def test_an_icon_has_every_size_that_panels_ask_for():
    assert sorted(size.width() for size in tray_icon(Face.OPEN).availableSizes()) == sorted(TRAY_SIZES)


def test_the_window_drawing_is_sharp_on_a_dense_screen():
    pixmap = face_pixmap(Face.OPEN, 64, 2.0)
    assert pixmap.size() == QSize(128, 128)
    assert pixmap.deviceIndependentSize().toSize() == QSize(64, 64)


def test_the_application_has_an_icon():
    assert average_colour(image_of(app_icon(), 64)).isValid()
