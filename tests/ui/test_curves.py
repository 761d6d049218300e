"""The ROC's and DET's curves: what stands beside their logarithmic axes."""

import itertools
import os
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6")
from kiosk.ui.print.curves import Axes, Curve, draw, log_ticks

pytestmark = pytest.mark.qt


@pytest.mark.skipif(os.name != "posix", reason="links need no right of their own there")
def test_a_curve_is_written_through_no_link_that_lies_there(qapp: object, tmp_path: Path) -> None:
    """The folder may be one that others write to."""
    victim, target = tmp_path / "victim", tmp_path / "roc.png"
    victim.write_bytes(b"precious")
    for name in (f".roc.{os.getpid()}.png", f".roc.png.{os.getpid()}.new", "roc.png"):
        (tmp_path / name).symlink_to(victim)
    rates = np.array([0.001, 0.1, 1.0])
    draw([Curve("a", rates, rates)], Axes("ROC", "FAR", "TAR", has_log_y=False), target)
    assert victim.read_bytes() == b"precious"
    assert not target.is_symlink()
    assert target.read_bytes().startswith(b"\x89PNG")


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
