"""The ROC's and DET's curves: what stands beside their logarithmic axes."""

import itertools

import pytest

pytest.importorskip("PySide6")
from kiosk.ui.print.curves import log_ticks

pytestmark = pytest.mark.qt


def test_the_figures_of_an_axis_are_plain_and_have_room() -> None:
    """Every ninth of a decade with a figure of its own is unreadable at 900 pixels."""
    for lowest in (1e-5, 8e-4, 9e-3, 0.2):
        labelled, others = log_ticks(lowest)
        spans = -labelled[0][0]
        assert all(second - first >= spans / 16 for (first, _), (second, _) in itertools.pairwise(labelled))
        assert not any(words for _, words in others)
        assert not any("e" in words for _, words in labelled)
        assert len(labelled) >= 3


def test_a_figure_stands_at_its_rate() -> None:
    labelled, others = log_ticks(8e-4)
    assert {words: place for place, words in labelled}["0.02"] == pytest.approx(-1.69897)
    assert labelled[-1] == (0.0, "1")
    assert len(labelled) + len(others) == 4 * 9 + 1
