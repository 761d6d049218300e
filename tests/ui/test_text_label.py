"""The label for plain text, from right to left."""

import pytest

pytest.importorskip("PySide6")
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from kiosk.domain.names import isolate
from kiosk.ui import fonts
from kiosk.ui.widgets.text import BalancedLabel, TextLabel

pytestmark = pytest.mark.qt

WRAPPED = "عند توصيل كاميرا يُتعرَّف عليها تلقائيًا. رمزك يعمل حتى ذلك الحين."
WIDTH = 240


def made(qtbot: QtBot, text: str, *, wraps: bool = True) -> TextLabel:
    assert fonts.load()
    label = TextLabel(text)
    qtbot.addWidget(label)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    label.setStyleSheet("font-family: 'DejaVu Sans'; font-size: 18px; background: white; color: black;")
    label.setWordWrap(wraps)
    label.ensurePolished()
    height = label.heightForWidth(WIDTH) if wraps else label.sizeHint().height()
    label.resize(WIDTH, height)
    return label


def ink(image: QImage, line: range) -> list[int]:
    """Columns with something dark in them."""
    dark = QColor(Qt.GlobalColor.gray).lightness()
    return [x for x in range(image.width()) if any(image.pixelColor(x, y).lightness() < dark for y in line)]


def test_every_line_begins_at_the_right_edge(qtbot: QtBot) -> None:
    image = made(qtbot, WRAPPED).grab().toImage()
    half = image.height() // 2
    assert max(ink(image, range(half))) >= WIDTH - 4
    assert max(ink(image, range(half, image.height()))) >= WIDTH - 4


def test_no_letter_is_cut_off_at_the_top(qtbot: QtBot) -> None:
    label = made(qtbot, "أو", wraps=False)
    exact = label.grab().toImage()
    label.resize(WIDTH, label.height() + 20)
    label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom)
    roomy = label.grab().toImage()

    def rows(image: QImage) -> int:
        return sum(bool(ink(image, range(y, y + 1))) for y in range(image.height()))

    assert rows(exact) == rows(roomy)


def test_a_latin_name_stands_on_the_right(qtbot: QtBot) -> None:
    image = made(qtbot, isolate("Noor"), wraps=False).grab().toImage()
    columns = ink(image, range(image.height()))
    assert max(columns) >= WIDTH - 4
    assert min(columns) > WIDTH / 2


def test_from_left_to_right_nothing_changes(qtbot: QtBot) -> None:
    label = made(qtbot, "Noor", wraps=False)
    label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    image = label.grab().toImage()
    assert max(ink(image, range(image.height()))) < WIDTH / 2


def test_markup_is_shown_as_it_is() -> None:
    assert TextLabel("<b>Noor</b>").textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Number and PIN say whose it is.", 250, ("Number and PIN", "say whose it is.")),
        ("Number and PIN say whose it is.", 900, ("Number and PIN say whose it is.",)),
        ("Unbelievably short", 150, ("Unbelievably", "short")),
        ("One two three\nfour five", 160, ("One two three", "four five")),
        ("a b c d e f", 12, ("a", "b", "c", "d", "e", "f")),
    ],
)
def test_a_few_lines_are_about_as_long_as_each_other(
    qtbot: QtBot, text: str, width: int, lines: tuple[str, ...], side: Qt.LayoutDirection
) -> None:
    assert fonts.load()
    label = BalancedLabel(text)
    qtbot.addWidget(label)
    label.setLayoutDirection(side)
    label.setStyleSheet("font-family: 'DejaVu Sans'; font-size: 18px;")
    label.setWordWrap(True)
    label.ensurePolished()
    label.resize(width, label.heightForWidth(width))
    assert label.lines() == lines


@pytest.mark.parametrize(
    ("alignment", "beside"),
    [
        (Qt.AlignmentFlag.AlignLeft, (0, 40)),
        (Qt.AlignmentFlag.AlignHCenter, (40, 40)),
        (Qt.AlignmentFlag.AlignRight, (40, 0)),
    ],
)
def test_balanced_lines_stand_where_the_label_says(
    qtbot: QtBot, alignment: Qt.AlignmentFlag, beside: tuple[int, int]
) -> None:
    assert fonts.load()
    label = BalancedLabel("Number and PIN say whose it is.")
    qtbot.addWidget(label)
    label.setStyleSheet("font-family: 'DejaVu Sans'; font-size: 18px; background: white; color: black;")
    label.setWordWrap(True)
    label.setAlignment(alignment)
    label.ensurePolished()
    label.resize(250, label.heightForWidth(250))
    columns = ink(label.grab().toImage(), range(label.height()))
    assert columns[0] >= beside[0]
    assert columns[-1] <= 250 - beside[1]
    assert (columns[0] < 8) == (beside[0] == 0)
