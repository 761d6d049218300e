"""What can be read or heard on a window, and what of it never went through translation."""

import re
import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QTabWidget,
    QWidget,
)

from bootstrap.pseudo import CLOSING, OPENING, changed
from kiosk.ui.desk.inline import Strip

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_ROWS = 40
"""Rows of a list that are looked at: the next ones say the same of others."""
_NAMED = re.compile("[\u2066-\u2068][^\u2069]*\u2069")
_INNERMOST = re.compile(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}")
_TAG = re.compile(r"<[^<>]*>|&\w+;")
_WORD = re.compile(r"[^\W\d_]{2,}")


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Give (what says it, the text), of every widget of a window whether it is on show or not.

    Strips that are dismissed are left out: what they say is made anew each time.
    """
    for widget in (window, *window.findChildren(QWidget)):
        if isinstance(widget, Strip | QPushButton | QLabel) and _is_dismissed(widget):
            continue
        kind = type(widget).__name__
        for text in _of_widget(widget):
            if text:
                yield kind, text


def _is_dismissed(widget: QWidget) -> bool:
    strip: QObject | None = widget
    while strip is not None and not isinstance(strip, Strip):
        strip = strip.parent()
    return isinstance(strip, Strip) and strip.isHidden()


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName())
    yield widget.accessibleDescription()
    yield from (action.text() for action in widget.actions())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QGroupBox | QMenu):
        yield widget.title()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QTabWidget):
        for place in range(widget.count()):
            yield from (widget.tabText(place), widget.tabToolTip(place))
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        yield from _of_model(widget.model(), is_table=isinstance(widget, QTableView))


def _of_model(model: QAbstractItemModel | None, *, is_table: bool) -> Iterator[str]:
    if model is None:
        return
    top = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)  # private there
    if is_table:
        for column in range(columns):
            for role in ROLES:
                yield _said(model.headerData(column, Qt.Orientation.Horizontal, role))
    for row in range(min(model.rowCount(top), _ROWS)):
        for column in range(columns):
            index: QModelIndex = model.index(row, column)
            yield from (_said(model.data(index, role)) for role in ROLES)


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def words(text: str) -> list[str]:
    """Give the words of a text, of two letters and more, without the marks that Arabic may leave out."""
    return _WORD.findall("".join(c for c in text if unicodedata.category(c) != "Mn"))


def untranslated(text: str, data: frozenset[str] = frozenset()) -> str:
    """Give what of a text never became the pseudo-language's.

    A sentence with fields in it is shown in pieces: those have no brackets, but their letters are changed.

    Args:
        text: As it is shown.
        data: Words that are the school's own, or a standard's: names, classes, codes, file names.

    Returns:
        The rest; "" where all of it went through translation.
    """
    rest = _TAG.sub("", _NAMED.sub("", text))
    while (shorter := _INNERMOST.sub("", rest)) != rest:
        rest = shorter
    return " ".join(word for word in words(rest) if word not in data and not _is_pseudo(word))


def _is_pseudo(word: str) -> bool:
    return all("LATIN" in unicodedata.name(letter, "") for letter in word) and changed(word) == word
