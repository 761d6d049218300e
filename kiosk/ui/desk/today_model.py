"""Today's registers, and who is missing from those that run now, as two tables."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from kiosk.domain.clock import Instant
from kiosk.domain.marks import MarkState
from kiosk.domain.registers import Missing, SessionCounts
from kiosk.ui import i18n, theme
from kiosk.ui.desk.lists import AnyIndex
from kiosk.ui.desk.roster_model import LOOK_SIGN
from kiosk.ui.desk.text_table import TextTable
from kiosk.ui.desk.words import time_range

LATE_SIGN = "⚠"
"""Before a register that should have been closed long ago."""


class RegisterColumn(IntEnum):
    """Columns in their order."""

    GROUP = 0
    TIMES = 1
    STATUS = 2
    LIST = 3
    HERE = 4
    UNMARKED = 5
    LATE = 6
    ABSENT = 7
    LOOK = 8


class RegistersModel(TextTable):
    """One line a register of the day."""

    def __init__(self, clock: Callable[[], Instant], parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._clock = clock
        self._titles = (
            self.tr("Group"),
            self.tr("Times"),
            self.tr("Register"),
            self.tr("List"),
            self.tr("Here"),
            self.tr("Unmarked"),
            self.tr("Late"),
            self.tr("Absent"),
            self.tr("To look at"),
        )
        self.registers: tuple[SessionCounts, ...] = ()

    def show_registers(self, registers: Sequence[SessionCounts]) -> None:
        """Take the day's registers, by start."""
        self.registers = tuple(registers)
        now = self._clock()
        numbers = [_numbers(each) for each in registers]
        ranks: dict[int, Sequence[Any]] = {
            RegisterColumn.LIST + place: [line[place] for line in numbers] for place in range(6)
        }
        starts = [each.session.starts.utc for each in registers]
        statuses = [(self._urgency(each, now), start) for each, start in zip(registers, starts, strict=True)]
        ranks |= {RegisterColumn.TIMES: starts, RegisterColumn.STATUS: statuses}
        texts = [self._line(each, line, now) for each, line in zip(registers, numbers, strict=True)]
        self._put(texts, ranks, [each.school_class.name for each in registers])

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell; what waits for somebody is in another ink, too."""
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(self.registers[index.row()], index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= RegisterColumn.LIST:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[index.column()]}: {self._texts[index.row()][index.column()]}"
        return super().data(index, role)

    def _line(self, each: SessionCounts, numbers: Sequence[int], now: Instant) -> tuple[str, ...]:
        session = each.session
        counts = [i18n.number(number) for number in numbers[:-1]]
        looks = f"{LOOK_SIGN} {i18n.number(numbers[-1])}" if numbers[-1] else "–"
        times = time_range(session.starts, session.ends)
        return (each.school_class.name, times, self._status(each, now), *counts, looks)

    def _status(self, each: SessionCounts, now: Instant) -> str:
        session = each.session
        if session.cancelled is not None:
            return self.tr("Called off")
        if session.closed is not None:
            return self.tr("Closed at {time}").format(time=i18n.time_text(session.closed))
        if each.is_open_too_long:
            text = self.tr("{sign} Open, ended at {time}")
            return text.format(sign=LATE_SIGN, time=i18n.time_text(session.ends))
        if now.utc < session.starts.utc:
            return self.tr("Begins at {time}").format(time=i18n.time_text(session.starts))
        return self.tr("Open since {time}").format(time=i18n.time_text(session.starts))

    @staticmethod
    def _urgency(each: SessionCounts, now: Instant) -> int:
        session = each.session
        if session.cancelled is not None:
            return 4
        if session.closed is not None:
            return 3
        if each.is_open_too_long:
            return 0
        return 1 if session.starts.utc <= now.utc else 2

    @staticmethod
    def _ink(each: SessionCounts, column: int) -> QColor | None:
        palette = theme.current()
        if column == RegisterColumn.STATUS and each.is_open_too_long:
            return QColor(palette.care)
        if column == RegisterColumn.LOOK and each.to_look_at:
            return QColor(palette.care)
        return QColor(palette.muted) if each.session.cancelled is not None else None


class MissingColumn(IntEnum):
    """Columns in their order."""

    NAME = 0
    NUMBER = 1
    GROUP = 2
    SINCE = 3


class MissingModel(TextTable):
    """Whoever is expected now and not marked."""

    def __init__(self, clock: Callable[[], Instant], parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._clock = clock
        self._titles = (self.tr("Name"), self.tr("Number"), self.tr("Group"), self.tr("Since"))
        self.people: tuple[Missing, ...] = ()

    def show_people(self, people: Sequence[Missing]) -> None:
        """Take them, by group and name."""
        self.people = tuple(people)
        now = self._clock()
        texts = [(p.person.name, p.person.number, p.class_name, self._since(p, now)) for p in people]
        words = [f"{p.person.name}\n{p.person.number}\n{p.class_name}" for p in people]
        self._put(texts, {MissingColumn.SINCE: [p.since.utc for p in people]}, words)

    def _since(self, missing: Missing, now: Instant) -> str:
        minutes = max(0, int(now.minutes_since(missing.since)))
        text = self.tr("{time} · {minutes} min")
        return text.format(time=i18n.time_text(missing.since), minutes=i18n.number(minutes))


def _numbers(each: SessionCounts) -> tuple[int, ...]:
    """Give a register's figures in the columns' order."""
    late = each.count(MarkState.LATE)
    here = each.count(MarkState.PRESENT) + late
    unmarked, absent = each.count(MarkState.UNMARKED), each.count(MarkState.ABSENT)
    return sum(each.counts), here, unmarked, late, absent, each.to_look_at
