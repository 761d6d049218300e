"""Text that has not the room it needs; parts that are cut off, outside of the window, or over each other."""

from itertools import combinations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.access.seen import called, clip, controls, is_inner, parts, place

_SLACK_PX = 2
"""Rounding; and what of a letter's side bearing nobody sees."""
_ICON_PX = 20
_CELL_PX = 4
"""What a cell keeps free beside its text at the least."""
_TOGETHER_PX = 2
"""So much may frames touch each other."""


def cut_texts(window: QWidget) -> list[str]:
    """Give a sentence for each text that is wider or taller than its box."""
    found = []
    for part in parts(window):
        missing = _missing(part)
        if missing:
            found.append(f"{called(part)}: {missing}")
    return found


def _missing(part: QWidget) -> str:
    if isinstance(part, QLabel):
        return _of_label(part)
    if is_inner(part) and not isinstance(part, QHeaderView):
        return ""
    if isinstance(part, QCheckBox | QRadioButton):
        return _than(part.sizeHint(), part.size())
    if isinstance(part, QAbstractButton):
        return _of_button(part)
    if isinstance(part, QComboBox):
        return _of_line(part.currentText(), part, part.width() - 28 - 2 * 14)
    if isinstance(part, QAbstractSpinBox):
        line = part.findChild(QLineEdit)
        return "" if line is None else _of_line(line.text(), part, line.width())
    if isinstance(part, QLineEdit):
        return _of_line("" if part.text() else part.placeholderText(), part, part.width() - 2 * 14 - 4)
    if isinstance(part, QTabBar):
        return _of_tabs(part)
    if isinstance(part, QHeaderView):
        return _of_header(part)
    if isinstance(part, QTableView):
        return _of_table(part)
    return ""


def _than(wanted: QSize, given: QSize) -> str:
    if wanted.width() > given.width() + _SLACK_PX:
        return f"needs {wanted.width()} px of width, has {given.width()}"
    if wanted.height() > given.height() + _SLACK_PX:
        return f"needs {wanted.height()} px of height, has {given.height()}"
    return ""


def _of_label(part: QLabel) -> str:
    if not part.text():
        return ""
    if not part.wordWrap():
        return _than(part.minimumSizeHint(), part.size())
    if part.heightForWidth(part.width()) > part.height() + _SLACK_PX:
        return f"needs {part.heightForWidth(part.width())} px of height, has {part.height()}"
    words = part.text().replace("\u200b", " ").split()
    longest = max(words, key=part.fontMetrics().horizontalAdvance, default="")
    return _of_line(longest, part, part.contentsRect().width())


def _of_button(part: QAbstractButton) -> str:
    if not part.text():
        return ""
    metrics = part.fontMetrics()
    lines = part.text().replace("&&", "\0").replace("&", "").split("\n")
    icon = 0 if part.icon().isNull() else part.iconSize().width() + 4
    wanted = max(metrics.horizontalAdvance(line) for line in lines) + icon
    room = part.width() - 2 * 3
    if wanted > room + _SLACK_PX and not _tells(part, part.text()):
        return f"needs {wanted} px of width, has {room}"
    tall = metrics.height() * len(lines)
    return f"needs {tall} px of height, has {part.height()}" if tall > part.height() else ""


def _of_line(text: str, part: QWidget, room: int) -> str:
    wanted = part.fontMetrics().horizontalAdvance(text)
    if wanted <= room + _SLACK_PX or _tells(part, text):
        return ""
    return f"“{text[:60]}” needs {wanted} px of width, has {room}"


def _of_tabs(bar: QTabBar) -> str:
    bold = QFont(bar.font())
    bold.setBold(True)
    for place_ in range(bar.count()):
        wanted = QFontMetrics(bold).horizontalAdvance(bar.tabText(place_))
        room = bar.tabRect(place_).width()
        if wanted > room and not bar.tabToolTip(place_):
            return f"the tab “{bar.tabText(place_)}” needs {wanted} px of width, has {room}"
    return ""


def _of_header(header: QHeaderView) -> str:
    model, bold = header.model(), QFont(header.font())
    if not header.isVisible() or header.orientation() is Qt.Orientation.Vertical:
        return ""
    bold.setBold(True)
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        text = str(model.headerData(section, header.orientation()) or "")
        wanted, room = QFontMetrics(bold).horizontalAdvance(text), header.sectionSize(section) - 2 * 4
        tip = model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole)
        if wanted > room + _SLACK_PX and not tip:
            return f"the title “{text}” needs {wanted} px of width, has {room}"
    return ""


def _of_table(table: QTableView) -> str:
    model = table.model()
    found = []
    for row in range(model.rowCount()):
        if table.rowViewportPosition(row) > table.viewport().height():
            break
        for column in range(model.columnCount()):
            missing = "" if table.isColumnHidden(column) else _of_cell(table, model.index(row, column))
            if missing:
                found.append(missing)
    return f"{found[0]} (cells like it: {len(found)})" if found else ""


def _of_cell(table: QAbstractItemView, index: QModelIndex) -> str:
    text = index.data()
    if not isinstance(text, str) or not text:
        return ""
    icon = _ICON_PX if index.data(Qt.ItemDataRole.DecorationRole) is not None else 0
    wanted = max(map(table.fontMetrics().horizontalAdvance, text.split("\n"))) + icon + 2 * _CELL_PX
    room = table.visualRect(index).width()
    if wanted <= room + _SLACK_PX or text in str(index.data(Qt.ItemDataRole.ToolTipRole) or ""):
        return ""
    height = table.visualRect(index).height()
    if isinstance(table, QTableView) and table.wordWrap() and height >= 2 * table.fontMetrics().height():
        return ""
    return f"the cell “{text[:60]}” needs {wanted} px of width, has {room}"


def _tells(part: QWidget, text: str) -> bool:
    """Say whether what is cut can be read or heard whole elsewhere."""
    return text.strip() != "" and text.strip() in part.toolTip()


def misplaced(window: QWidget) -> list[str]:
    """Give a sentence for each part that is cut by what it stands in, or outside of the window."""
    found = []
    for part in (*controls(window), *_labels(window)):
        whole, seen = place(part), clip(part)
        if not seen.adjusted(-_SLACK_PX, -_SLACK_PX, _SLACK_PX, _SLACK_PX).contains(whole):
            found.append(f"{called(part)}: at {_box(whole)}, and {_box(seen)} of the window is there for it")
    return found


def overlapping(window: QWidget) -> list[str]:
    """Give a sentence for each two parts that cover each other."""
    found = []
    everything = [(part, place(part)) for part in (*controls(window), *_labels(window))]
    for (one, first), (other, second) in combinations(everything, 2):
        common = first.intersected(second)
        if common.width() <= _TOGETHER_PX or common.height() <= _TOGETHER_PX:
            continue
        if one.isAncestorOf(other) or other.isAncestorOf(one) or not _both_seen(one, other, common):
            continue
        found.append(f"{called(one)} and {called(other)} cover each other at {_box(common)}")
    return found


def _both_seen(one: QWidget, other: QWidget, common: QRect) -> bool:
    """Leave out what a scroll area has scrolled away."""
    return _in_view(one).intersects(common) and _in_view(other).intersects(common)


def _in_view(part: QWidget) -> QRect:
    return part.visibleRegion().boundingRect().translated(place(part).topLeft())


def _labels(window: QWidget) -> list[QLabel]:
    return [part for part in parts(window) if isinstance(part, QLabel) and part.text() and not is_inner(part)]


def _box(area: QRect) -> str:
    return f"({area.left()}, {area.top()}) to ({area.right()}, {area.bottom()})"
