"""How a camera stands, in words: from guidance alone, and nothing that is not known yet is said."""

import pytest

pytest.importorskip("PySide6")

from dataclasses import replace
from typing import Any

from kiosk.domain.faces import NOBODY, Guidance, Verdict
from kiosk.ui.widgets.meter import Meter, Reading, distance_m, readings

pytestmark = pytest.mark.qt

HERE = Guidance(0.5, 0.5, 0.19, 0, 0, 0, 0.5, Verdict.OK, 0)
G, F, W, U = Reading.GOOD, Reading.FAIR, Reading.WRONG, Reading.UNKNOWN


@pytest.mark.parametrize(
    ("verdict", "light", "found"),
    [
        (Verdict.NONE, 0.5, (U, U, U, U)),
        (Verdict.TOO_FAR, 0.5, (U, W, U, U)),
        (Verdict.TOO_CLOSE, 0.5, (U, W, U, U)),
        (Verdict.OFF_CENTRE, 0.5, (W, G, U, U)),
        (Verdict.COVERED, 0.5, (G, G, U, U)),
        (Verdict.TURNED, 0.5, (G, G, U, U)),
        (Verdict.DARK, 0.05, (G, G, W, U)),
        (Verdict.BACKLIT, 0.05, (G, G, W, U)),
        (Verdict.BLURRED, 0.5, (G, G, G, W)),
        (Verdict.OK, 0.5, (G, G, G, G)),
        (Verdict.OK, 0.15, (G, G, F, G)),
    ],
)
def test_what_comes_after_the_first_thing_that_is_wrong_is_unknown(
    verdict: Verdict, light: float, found: tuple[Reading, ...]
) -> None:
    read = readings(replace(HERE, verdict=verdict, light=light))
    assert (read.place, read.distance, read.light, read.sharpness) == found


@pytest.mark.parametrize(
    ("size", "metres"), [(0.0, None), (0.19, 1.0), (0.095, 2.0), (0.9, 0.3), (0.01, 5.0)]
)
def test_a_face_that_is_half_as_high_is_twice_as_far(size: float, metres: float | None) -> None:
    assert distance_m(size) == metres


def test_it_is_said_by_sign_and_word_and_for_who_cannot_see_it(qtbot: Any) -> None:
    meter = Meter()
    qtbot.addWidget(meter)
    meter.show_guidance(NOBODY)
    assert "nobody" in meter.lines[0].text()
    meter.show_guidance(replace(HERE, verdict=Verdict.DARK, light=0.05))
    assert [line.text()[0] for line in meter.lines] == ["✓", "✓", "△", "–"]
    assert "about 1.0 m" in meter.lines[1].text()
    assert "lamp" in meter.accessibleDescription()
