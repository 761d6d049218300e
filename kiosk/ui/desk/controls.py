"""Small builders, so that every control of the desk has its look, its accessible name and its key."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui import i18n, theme
from kiosk.ui.widgets.text import TextLabel

L = TypeVar("L", bound=QLayout)
_AROUND_TEXT_PX = 40
"""Frame and air of a line to type into, as the style sheet draws it."""


def holds_keyboard(widget: QWidget) -> bool:
    """Say whether the keyboard is in a part of `widget`, also while its window is not the active one."""
    return widget.isAncestorOf(widget.window().focusWidget())


class _Button(QPushButton):
    """A button that Enter presses while it has the keyboard, as the space bar does.

    Qt does that in dialogs only, of which the desk has none. None is pressed from elsewhere: no button is the
    window's default one, and a form says itself what Enter in its fields does.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it by Enter; a key that is held down does not press what took the keyboard meanwhile."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(
    text: str,
    on_click: Callable[[], object],
    *,
    kind: str = "",
    key: str = "",
    hint: str = "",
    icon: QIcon | None = None,
) -> QPushButton:
    """Make a button.

    Args:
        text: What it says, and its accessible name.
        on_click: Called without arguments.
        kind: The theme's "primary", "quiet" or "danger"; "" is the plain one.
        key: A key sequence that presses it, told in the tooltip.
        hint: The tooltip, and the accessible description.
        icon: Drawn beside the text.
    """
    made = _Button(text)
    made.setAccessibleName(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: on_click())
    told = hint
    if key:
        sequence = QKeySequence(key)
        made.setShortcut(sequence)
        native = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        told = f"{hint} ({native})" if hint else native
    if told:
        made.setToolTip(told)
        made.setAccessibleDescription(told)
    if icon is not None:
        made.setIcon(icon)
        made.setIconSize(icon.availableSizes()[0] if icon.availableSizes() else QSize(16, 16))
    return made


def label(text: str = "", role: str = "", *, wraps: bool = False) -> QLabel:
    """Make a label. Its text is never read as markup: names come in here."""
    made = TextLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    # By the language, not by the text: a Latin name on an Arabic page belongs on the right.
    side = Qt.AlignmentFlag.AlignRight if i18n.is_right_to_left() else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
    if wraps:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def field(name: str, placeholder: str = "", *, longest: int = 120) -> QLineEdit:
    """Make a line to type into."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    made.setMaxLength(longest)
    return made


def show_whole_hint(line: QLineEdit) -> None:
    """Make a line wide enough for the words that stand in it while it is empty, in any language."""
    line.setMinimumWidth(line.fontMetrics().horizontalAdvance(line.placeholderText()) + _AROUND_TEXT_PX)


def day_field(name: str, day: date) -> QDateEdit:
    """Make a day to type or to pick."""
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setCalendarPopup(True)
    # Qt turns the parts of a date round in right-to-left languages; with a month's name they turn twice.
    made.setDisplayFormat("dd/MM/yyyy" if i18n.is_right_to_left() else "ddd d MMM yyyy")
    made.setAccessibleName(name)
    made.setMinimumWidth(170)
    if i18n.is_right_to_left():  # digits alone would stand at the left, away from their label
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    return made


def named(text: str, control: QWidget, *, wraps: bool = False) -> QWidget:
    """Put a label above a control, tied to it for screen readers."""
    box = QWidget()
    layout = column(box, spacing=4)
    title = label(text, wraps=wraps)
    title.setBuddy(control)
    if not control.accessibleName():
        control.setAccessibleName(text)
    layout.addWidget(title)
    layout.addWidget(control)
    return box


def column(
    parent: QWidget | None = None, *, margins: int = 0, spacing: int = theme.SPACE.tight
) -> QVBoxLayout:
    """Make a vertical layout."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    return _spaced(layout, margins, spacing)


def line(parent: QWidget | None = None, *, margins: int = 0, spacing: int = theme.SPACE.tight) -> QHBoxLayout:
    """Make a horizontal layout, which mirrors in right-to-left languages."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    return _spaced(layout, margins, spacing)


def card() -> QFrame:
    """Make a card."""
    made = QFrame()
    made.setProperty("role", "card")
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def empty(layout: QLayout) -> None:
    """Remove and delete everything in a layout, nested layouts included."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def _spaced(layout: L, margins: int, spacing: int) -> L:
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(spacing)
    return layout
