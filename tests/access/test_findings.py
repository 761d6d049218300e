"""Each check finds what it is for on a small widget with just that fault, and nothing on one without."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kiosk.ui import i18n, theme
from tests.access import clipping, flashing, naming, tabbing, targets

pytestmark = pytest.mark.qt
Make = Callable[..., QWidget]
LONG = "A sentence that is a good deal longer than the box it has to stand in"


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    """A window of 640 x 480 without a layout."""
    i18n.install(qapp, "en")
    theme.apply(qapp)
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.setWindowTitle("A window")
    yield made
    i18n.install(qapp, "en")


def put(window: QWidget, part: QWidget, x: int, y: int, width: int, height: int) -> None:
    """Place a part and show the window."""
    part.setParent(window)
    part.setGeometry(x, y, width, height)
    window.show()
    part.show()
    QApplication.processEvents()


def a_wrapped_label() -> QLabel:
    made = QLabel(LONG)
    made.setWordWrap(True)
    return made


def a_field() -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(LONG)
    return made


def a_choice() -> QComboBox:
    made = QComboBox()
    made.addItem(LONG)
    return made


def a_table() -> QTableWidget:
    made = QTableWidget(1, 1)
    made.setItem(0, 0, QTableWidgetItem(LONG))
    made.setColumnWidth(0, 90)
    return made


def tabs() -> QTabWidget:
    made = QTabWidget()
    made.tabBar().setElideMode(Qt.TextElideMode.ElideRight)
    made.tabBar().setExpanding(False)
    made.setUsesScrollButtons(False)
    for _ in range(3):
        made.addTab(QWidget(), LONG)
    return made


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (lambda: QLabel(LONG), (120, 40)),
        (a_wrapped_label, (120, 40)),
        (lambda: QPushButton(LONG), (120, 60)),
        (lambda: QCheckBox(LONG), (120, 40)),
        (a_field, (120, 40)),
        (a_choice, (120, 40)),
        (a_table, (200, 100)),
        (tabs, (300, 100)),
    ],
    ids=["label", "wrapped", "button", "check box", "placeholder", "choice", "cell", "tab"],
)
def test_text_without_room_is_found(window: QWidget, make: Make, size: tuple[int, int]) -> None:
    part = make()
    put(window, part, 0, 0, *size)
    assert len(clipping.cut_texts(window)) == 1
    part.resize(640, 300)
    if isinstance(part, QTableWidget):
        part.setColumnWidth(0, 600)
    if isinstance(part, QTabWidget):
        for place in range(part.count()):
            part.setTabText(place, "Short")
    QApplication.processEvents()
    assert clipping.cut_texts(window) == []


def test_a_tool_tip_that_has_the_whole_makes_good_for_a_cut_button(window: QWidget) -> None:
    button = QPushButton(LONG)
    button.setToolTip(LONG)
    put(window, button, 0, 0, 120, 60)
    assert clipping.cut_texts(window) == []


def test_what_is_outside_of_the_window_is_found(window: QWidget) -> None:
    put(window, QPushButton("Go"), 600, 10, 100, 40)
    assert len(clipping.misplaced(window)) == 1
    window.findChildren(QPushButton)[0].move(500, 10)
    assert clipping.misplaced(window) == []


def test_what_its_owner_cuts_is_found(window: QWidget) -> None:
    owner = QWidget()
    put(window, owner, 10, 10, 100, 20)
    put(owner, QLabel("Low"), 0, 0, 60, 40)
    assert len(clipping.misplaced(window)) == 1


def test_two_that_cover_each_other_are_found(window: QWidget) -> None:
    put(window, QPushButton("One"), 10, 10, 100, 40)
    put(window, QPushButton("Other"), 80, 10, 100, 40)
    assert len(clipping.overlapping(window)) == 1
    window.findChildren(QPushButton)[1].move(120, 10)
    assert clipping.overlapping(window) == []


def test_a_control_without_a_name_is_found(window: QWidget) -> None:
    line = QLineEdit()
    put(window, line, 10, 10, 100, 40)
    assert len(naming.unnamed(window)) == 1
    line.setAccessibleName("School")
    assert naming.unnamed(window) == []


def test_an_icon_alone_has_to_be_explained(window: QWidget) -> None:
    button, pixmap = QPushButton(), QPixmap(QSize(16, 16))
    pixmap.fill(Qt.GlobalColor.red)
    button.setIcon(QIcon(pixmap))
    button.setAccessibleName("Undo")
    put(window, button, 10, 10, 60, 40)
    assert len(naming.unnamed(window)) == 1
    button.setToolTip("Undo")
    assert naming.unnamed(window) == []


def test_neighbours_of_one_name_are_found(window: QWidget) -> None:
    for place in range(2):
        put(window, QPushButton("Change"), 10, 10 + 60 * place, 100, 40)
    assert len(naming.unnamed(window)) == 1
    window.findChildren(QPushButton)[1].setAccessibleDescription("the second")
    assert naming.unnamed(window) == []


def test_a_name_without_the_words_that_are_seen_is_found(window: QWidget) -> None:
    button = QPushButton("About")
    button.setAccessibleName("What is kept")
    put(window, button, 10, 10, 100, 40)
    assert len(naming.unnamed(window)) == 1
    button.setAccessibleName("About: what is kept")
    assert naming.unnamed(window) == []


def test_a_window_without_a_title_is_found(window: QWidget) -> None:
    window.setWindowTitle("")
    assert len(naming.unnamed(window)) == 1


def test_a_small_target_is_found(window: QWidget) -> None:
    button = QPushButton("x")
    button.setStyleSheet("min-height: 0; padding: 0; border: 0;")
    put(window, button, 10, 10, 23, 30)
    assert len(targets.small(window, 24)) == 1
    button.resize(24, 24)
    assert targets.small(window, 24) == []


def test_low_lines_of_a_table_are_found(window: QWidget) -> None:
    table = QTableWidget(1, 1)
    put(window, table, 0, 0, 200, 100)
    table.verticalHeader().setMinimumSectionSize(10)
    table.setRowHeight(0, 20)
    assert any("lines of 20 px" in sentence for sentence in targets.small(window, 24))


def three_in_a_column(window: QWidget) -> list[QPushButton]:
    column = QVBoxLayout(window)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    made = [QPushButton(name) for name in ("One", "Two", "Three")]
    for button in made:
        column.addWidget(button)
    window.show()
    QApplication.processEvents()
    return made


def test_tab_goes_round_in_the_order_of_reading(window: QWidget) -> None:
    buttons = three_in_a_column(window)
    been = tabbing.walk(window)
    assert been == buttons
    assert tabbing.unreached(window, been) == tabbing.disordered(been) == []


def test_a_control_that_tab_passes_by_is_found(window: QWidget) -> None:
    """A form whose keyboard begins at its second field loses the first: Qt leaves out what is before it."""
    form = QWidget()
    row = QHBoxLayout(form)
    first, second = QLineEdit(), QLineEdit()
    row.addWidget(first)
    row.addWidget(second)
    form.setFocusProxy(second)
    column = QVBoxLayout(window)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    column.addWidget(QPushButton("Before"))
    column.addWidget(form)
    window.show()
    QApplication.processEvents()
    assert len(tabbing.unreached(window, tabbing.walk(window))) == 1


def test_a_step_back_is_found(window: QWidget) -> None:
    one, two, three = three_in_a_column(window)
    QWidget.setTabOrder(one, three)
    QWidget.setTabOrder(three, two)
    assert len(tabbing.disordered(tabbing.walk(window))) == 1


def test_a_focus_that_nobody_sees_is_found(window: QWidget) -> None:
    one, two, _ = three_in_a_column(window)
    assert tabbing.unseen_focus(one) == ""
    two.setStyleSheet("border: 2px solid black;")
    assert tabbing.unseen_focus(two)


def frames(values: list[float]) -> list["np.ndarray[tuple[int, ...], np.dtype[np.float64]]"]:
    return [np.full((9, 16), value) for value in values]


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([0.1, 0.9] * 15, 14),
        ([0.1, 0.15] * 15, 0),
        ([0.85, 0.99] * 15, 0),
        ([0.1] * 15 + [0.9] * 15, 0),
        (([0.1] * 8 + [0.9] * 7) * 2, 1),
    ],
    ids=["each frame", "too little to count", "bright both times", "one step", "twice a second"],
)
def test_flashes_are_counted(values: list[float], count: int) -> None:
    assert flashing.flashes(frames(values), 30) == count


def test_luminance_is_that_of_wcag() -> None:
    image = QImage(160, 90, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert flashing.luminances(image) == pytest.approx(0.2126, abs=1e-3)
