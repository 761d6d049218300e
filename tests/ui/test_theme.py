"""Contrast of every pair of colours that occurs, and a style sheet without holes."""

import re

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from kiosk.paths import resources_dir
from kiosk.settings import THEMES
from kiosk.ui import theme

pytestmark = pytest.mark.qt
PALETTES = theme.PALETTES


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("pair", theme.TEXT_PAIRS, ids="-on-".join)
def test_text_has_a_contrast_of_4_5(name: str, pair: tuple[str, str]) -> None:
    text, ground = (getattr(PALETTES[name], part) for part in pair)
    assert theme.contrast(text, ground) >= theme.TEXT_CONTRAST


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("pair", theme.PART_PAIRS, ids="-on-".join)
def test_parts_have_a_contrast_of_3(name: str, pair: tuple[str, str]) -> None:
    part, ground = (getattr(PALETTES[name], part) for part in pair)
    assert theme.contrast(part, ground) >= theme.PART_CONTRAST


@pytest.mark.parametrize("name", ["light-contrast", "dark-contrast"])
@pytest.mark.parametrize("pair", theme.TEXT_PAIRS, ids="-on-".join)
def test_a_contrast_palette_holds_7_for_text(name: str, pair: tuple[str, str]) -> None:
    text, ground = (getattr(PALETTES[name], part) for part in pair)
    assert theme.contrast(text, ground) >= theme.HIGH_TEXT_CONTRAST


def test_every_theme_of_the_settings_has_a_palette() -> None:
    assert tuple(PALETTES) == THEMES


def test_contrast_is_the_one_of_wcag() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # WCAG's own example


@pytest.mark.parametrize("name", PALETTES)
def test_the_style_sheet_has_no_token_left(name: str) -> None:
    sheet = theme.stylesheet(PALETTES[name])
    assert not re.findall(r"@\w+", sheet)
    assert sheet.count("{") == sheet.count("}")


@pytest.mark.parametrize("name", PALETTES)
def test_the_parts_the_style_sheet_draws_are_there_in_the_palettes_colours(name: str) -> None:
    palette = PALETTES[name]
    on_accent, text = palette.on_accent, palette.text
    colours = {"check": on_accent, "dot": on_accent, "down": text, "up": text, "left": text, "right": text}
    for part, colour in colours.items():
        file = resources_dir() / "icons" / f"part-{part}-{name}.svg"
        assert f'stroke="{colour}"' in file.read_text("utf-8")
        assert file.as_posix() in theme.stylesheet(palette)


def test_every_tone_has_its_colours() -> None:
    for palette in PALETTES.values():
        for tone in theme.Tone:
            assert theme.contrast(palette.strong(tone), palette.soft(tone)) >= theme.TEXT_CONTRAST


def test_the_cross_that_empties_a_filter_stays_inside_its_line(qapp: QApplication) -> None:
    """It is a tool button, and a tool button's least height would push it out, below the middle."""
    theme.apply(qapp)
    line = QLineEdit("Eileen")
    line.setClearButtonEnabled(True)
    line.resize(250, line.sizeHint().height())
    line.ensurePolished()
    line.grab()
    (cross,) = line.findChildren(QToolButton)
    assert line.rect().contains(cross.geometry())
    assert abs(cross.geometry().center().y() - line.rect().center().y()) <= 1


def test_a_bar_with_more_tabs_than_room_shows_no_torn_edge(qtbot: QtBot, qapp: QApplication) -> None:
    """Qt draws a piece of a zigzag over the tab that is cut off; the arrows say it already."""
    theme.apply(qapp)
    bar = QTabBar()
    qtbot.addWidget(bar)
    for name in ("Register", "Timetable", "Reports", "Privacy", "System"):
        bar.addTab(name)
    bar.setDrawBase(False)
    bar.resize(260, 40)
    bar.setCurrentIndex(4)
    bar.show()
    edge = bar.grab(QRect(0, 0, 4, 6)).toImage()
    assert len({edge.pixel(x, y) for x in range(4) for y in range(6)}) == 1
    qapp.setStyleSheet("")
