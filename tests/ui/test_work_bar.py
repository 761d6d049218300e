"""How far long work is: time left once it can be told, and no button where stopping does harm."""

import pytest

pytest.importorskip("PySide6")

from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from kiosk.ui import i18n, theme
from kiosk.ui.desk.time_left import TimeLeft, rounded_s
from kiosk.ui.desk.work_bar import WorkBar

pytestmark = pytest.mark.qt


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ([(1.0, 50, 100)], None),
        ([(10.0, 2, 100)], None),
        ([(10.0, 25, 100)], 30.0),
        ([(10.0, 25, 100), (20.0, 50, 100)], 20.0),
        ([(10.0, 100, 100)], 0.0),
        ([(10.0, 90, 100), (11.0, 0, 50), (13.5, 25, 50)], 2.5),
        ([(10.0, 0, 0)], None),
    ],
)
def test_time_left(told: list[tuple[float, int, int]], left: float | None) -> None:
    work = TimeLeft()
    work.begin(0.0)
    assert [work.tell(*each) for each in told][-1] == left


@pytest.mark.parametrize(("seconds", "said"), [(0.2, 5), (12, 10), (13, 15), (56, 55), (58, 60), (200, 180)])
def test_people_count_in_fives_and_in_minutes(seconds: float, said: int) -> None:
    assert rounded_s(seconds) == said


def test_the_bar_says_what_how_far_and_how_long(qtbot: Any, qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    now = [0.0]
    page = QWidget()
    qtbot.addWidget(page)
    bar = WorkBar("How far it is", page, monotonic=lambda: now[0])
    tell = bar.begin("Copying …")
    assert (bar.left.text(), bar.bar.maximum()) == ("", 0)
    now[0] = 10.0
    tell(25, 100)
    qtbot.waitUntil(lambda: bar.left.text() == "about 30 s left")
    assert bar.bar.value() == 250
    now[0] = 20.0
    tell(1, 100)
    qtbot.waitUntil(lambda: bar.left.text() == "")
    assert not bar.stopping.isHidden()


def test_what_cannot_be_stopped_says_so_instead_of_offering_it(qtbot: Any, qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    page = QWidget()
    qtbot.addWidget(page)
    bar = WorkBar("How far it is", page)
    bar.begin("Applying …", can_stop=False)
    assert bar.stopping.isHidden()
    assert "cannot be stopped" in bar.left.text()
    bar.begin("Reading …")
    assert not bar.stopping.isHidden()
    assert bar.left.text() == ""


def test_it_does_not_move_to_and_fro_where_motion_is_reduced(qtbot: Any, qapp: QApplication) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    bar = WorkBar("How far it is", page)
    theme.use(qapp, theme.Appearance(is_still=True))
    try:
        bar.begin("Reading …")
    finally:
        theme.apply(qapp)
    assert (bar.bar.value(), bar.bar.maximum()) == (0, 1)
