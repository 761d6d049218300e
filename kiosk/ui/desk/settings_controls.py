"""The plain controls of the settings: a switch, a number, a choice, a time, a day of the year, a text.

Each shows a value, says when somebody chose another, and words any value, so that a default can be named.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QSpinBox, QTimeEdit, QWidget

from kiosk.domain.names import TextProblem, clean_name
from kiosk.errors import Code, KioskError
from kiosk.ui import i18n
from kiosk.ui.bridge import trouble
from kiosk.ui.desk.controls import column, field, label, line

_SETTLE_MS = 500
"""Whoever holds an arrow of a number down changes it once."""
WIDTH_PX = 330


class _StillWheel(QObject):
    """Lets a wheel scroll the page: over a control that nobody is in it must change nothing."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the wheel on to the page."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class Editor(QWidget):
    """A control of one setting."""

    chosen = Signal(object)
    """A value of the setting's own type, which is another than was shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wheel = _StillWheel(self)
        self.box = line(self)

    @property
    def part(self) -> QWidget:
        """What takes the keyboard, and carries the setting's name for screen readers."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value; nobody is told."""
        raise NotImplementedError

    def words(self, value: Any) -> str:
        """Say a value."""
        raise NotImplementedError

    def _tame(self, part: QWidget, *, width: int = WIDTH_PX) -> None:
        part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        part.installEventFilter(self._wheel)
        part.setMinimumWidth(min(width, 120))
        part.setMaximumWidth(width)
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class Switch(Editor):
    """On or off."""

    def __init__(self) -> None:
        super().__init__()
        self.tick = QCheckBox(self.tr("On"))
        self.tick.clicked.connect(lambda is_on: self.chosen.emit(bool(is_on)))
        self.box.addWidget(self.tick)
        self.box.addStretch(1)

    @property
    def part(self) -> QWidget:
        """The box to tick."""
        return self.tick

    def show_value(self, value: Any) -> None:
        """Tick it or not."""
        self.tick.setChecked(bool(value))

    def words(self, value: Any) -> str:
        """Say on or off."""
        return self.tr("on") if value else self.tr("off")


class Number(Editor):
    """A whole number with its unit; what is typed or stepped to counts half a second later."""

    def __init__(self, least: int, most: int, say: Callable[[int], str], *, step: int = 1) -> None:
        """Make it.

        Args:
            least: The smallest.
            most: The largest.
            say: Words a number with its unit: "4 min".
            step: Of the arrows.
        """
        super().__init__()
        self._say, self._shown = say, least
        self.spin = QSpinBox()
        self.spin.setRange(least, most)
        self.spin.setSingleStep(step)
        before, _, after = say(0).partition(i18n.number(0))
        self.spin.setPrefix(before)
        self.spin.setSuffix(after)
        self.spin.setKeyboardTracking(False)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.settle)
        self.spin.valueChanged.connect(lambda _: self._settle.start())
        self._tame(self.spin, width=160)
        self.box.addWidget(self.spin)
        self.box.addStretch(1)

    @property
    def part(self) -> QWidget:
        """The field."""
        return self.spin

    def show_value(self, value: Any) -> None:
        """Show a number."""
        self._settle.stop()
        self._shown = int(value)
        with QSignalBlocker(self.spin):
            self.spin.setValue(self._shown)

    def words(self, value: Any) -> str:
        """Say it with its unit."""
        return self._say(int(value))

    def settle(self) -> None:
        """Let what stands there count now."""
        self._settle.stop()
        if self.spin.value() != self._shown:
            self._shown = self.spin.value()
            self.chosen.emit(self._shown)

    def hideEvent(self, event: QHideEvent) -> None:
        """Lose nothing to whoever goes on at once."""
        if self._settle.isActive():
            self.settle()
        super().hideEvent(event)


class Choice(Editor):
    """One of several values in words; the default says that it is one."""

    def __init__(self, options: Sequence[tuple[Any, str]], default: Any) -> None:
        super().__init__()
        self._default = default
        self.list = QComboBox()
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(14)
        self.list.activated.connect(lambda place: self.chosen.emit(self.list.itemData(place)))
        self._tame(self.list)
        self.box.addWidget(self.list, 100)
        self.box.addStretch(1)
        self.offer(options)

    @property
    def part(self) -> QWidget:
        """The list."""
        return self.list

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these."""
        self._options = tuple(options)
        with QSignalBlocker(self.list):
            self.list.clear()
            for value, text in self._options:
                shown = self.tr("{choice} (default)").format(choice=text) if value == self._default else text
                self.list.addItem(shown, value)

    def show_value(self, value: Any) -> None:
        """Show one; a value that is not offered is added as it is."""
        if all(value != each for each, _ in self._options):
            self.offer((*self._options, (value, self.words(value))))
        values = [each for each, _ in self._options]
        with QSignalBlocker(self.list):
            self.list.setCurrentIndex(values.index(value))

    def words(self, value: Any) -> str:
        """Say it."""
        return next((text for each, text in self._options if each == value), str(value))


class TimeOfDay(Editor):
    """Hours and minutes, as "03:00"."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.time = QTimeEdit()
        self.time.setDisplayFormat("HH:mm")
        self.time.setKeyboardTracking(False)
        self.time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.time.editingFinished.connect(self._tell)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._tell)
        self.time.timeChanged.connect(lambda _: self._settle.start())
        self._tame(self.time, width=160)
        self.box.addWidget(self.time)
        self.box.addStretch(1)

    @property
    def part(self) -> QWidget:
        """The field."""
        return self.time

    def show_value(self, value: Any) -> None:
        """Show a time."""
        self._shown = str(value)
        with QSignalBlocker(self.time):
            self.time.setTime(QTime.fromString(self._shown, "HH:mm"))

    def words(self, value: Any) -> str:
        """Say it in the language's digits."""
        return i18n.locale().toString(QTime.fromString(str(value), "HH:mm"), "HH:mm")

    def hideEvent(self, event: QHideEvent) -> None:
        """Lose nothing to whoever goes on at once."""
        self._tell()
        super().hideEvent(event)

    def _tell(self) -> None:
        self._settle.stop()
        now = self.time.time().toString("HH:mm")
        if now != self._shown:
            self._shown = now
            self.chosen.emit(now)


class DayOfYear(Editor):
    """A day of every year, as "07-31"."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = "01-01"
        self.month = QComboBox()
        for month in range(1, 13):
            self.month.addItem(i18n.locale().standaloneMonthName(month), month)
        self.month.setAccessibleName(self.tr("Month"))
        self.day = QSpinBox()
        self.day.setKeyboardTracking(False)
        self.day.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.settle)
        self._tame(self.day, width=80)
        self._tame(self.month, width=150)
        self.month.activated.connect(self._take_month)
        self.day.valueChanged.connect(lambda _: self._settle.start())
        for part in (self.day, self.month):
            self.box.addWidget(part)
        self.box.addStretch(1)

    @property
    def part(self) -> QWidget:
        """The day's field."""
        return self.day

    def show_value(self, value: Any) -> None:
        """Show a day."""
        self._settle.stop()
        self._shown = str(value)
        month, day = (int(part) for part in self._shown.split("-"))
        with QSignalBlocker(self.month), QSignalBlocker(self.day):
            self.month.setCurrentIndex(month - 1)
            self._limit_day()
            self.day.setValue(day)

    def words(self, value: Any) -> str:
        """Say it with the month's name."""
        month, day = (int(part) for part in str(value).split("-"))
        return self.tr("{day} {month}").format(day=i18n.number(day), month=i18n.locale().monthName(month))

    def settle(self) -> None:
        """Let what stands there count now."""
        self._settle.stop()
        now = f"{self.month.currentData():02}-{self.day.value():02}"
        if now != self._shown:
            self._shown = now
            self.chosen.emit(now)

    def hideEvent(self, event: QHideEvent) -> None:
        """Lose nothing to whoever goes on at once."""
        if self._settle.isActive():
            self.settle()
        super().hideEvent(event)

    def _take_month(self) -> None:
        with QSignalBlocker(self.day):
            self._limit_day()
        self.settle()

    def _limit_day(self) -> None:
        """Offer the days of a common year: a day of every year is wanted."""
        month = int(self.month.currentData())
        first_after = date(2027 + month // 12, month % 12 + 1, 1)
        self.day.setRange(1, (first_after - date(2027, month, 1)).days)


class RoomName(Editor):
    """A short text that may be empty."""

    def __init__(self, empty_words: str) -> None:
        """Make it.

        Args:
            empty_words: What it means when nothing is typed.
        """
        super().__init__()
        self._empty, self._shown = empty_words, ""
        self.line = field(empty_words, empty_words)
        self.problem = label("", "error", wraps=True)
        self.problem.setVisible(False)
        self.line.editingFinished.connect(self._tell)
        self.line.textEdited.connect(lambda _: self.problem.setVisible(False))
        self.line.setMinimumWidth(120)
        self.line.setMaximumWidth(WIDTH_PX)
        typed = line()
        typed.addWidget(self.line, 100)
        typed.addStretch(1)
        inner = column(spacing=4)
        inner.addLayout(typed)
        inner.addWidget(self.problem)
        self.box.addLayout(inner, 1)

    @property
    def part(self) -> QWidget:
        """The line."""
        return self.line

    def show_value(self, value: Any) -> None:
        """Show a text."""
        self._shown = str(value)
        self.line.setText(self._shown)
        self.problem.setVisible(False)

    def words(self, value: Any) -> str:
        """Say it, or what an empty one means."""
        return i18n.isolate(str(value)) if value else self._empty

    def _tell(self) -> None:
        typed = self.line.text()
        try:
            text = clean_name(typed) if typed.strip() else ""
        except TextProblem as problem:
            error = KioskError(Code.TEXT_BAD, where="room", detail=str(problem))
            self.problem.setText(trouble(error).text)
            self.problem.setVisible(True)
            return
        self.line.setText(text)
        if text != self._shown:
            self._shown = text
            self.chosen.emit(text)
