"""The register as a table model, and what filters and sorts it."""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from kiosk.domain.ids import PersonId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Person, Roster, RosterRow
from kiosk.domain.sessions import Session
from kiosk.ui import i18n, theme
from kiosk.ui.desk.lists import ROOT, SORT_ROLE, AnyIndex, ListModel, WordFilter, collated, folded
from kiosk.ui.desk.words import STATE_ORDER, method_word, state_word


class Column(IntEnum):
    """Columns in their order."""

    NAME = 0
    NUMBER = 1
    STATE = 2
    TIME = 3
    METHOD = 4
    NOTE = 5


STATE_ROLE = Qt.ItemDataRole.UserRole + 1
FLAG_ROLE = Qt.ItemDataRole.UserRole + 2


class RosterModel(ListModel):
    """One register. Rows that a live change touched are `fresh` until `settle`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RosterRow, ...] = ()
        self._session: Session | None = None
        self._name_places: list[int] = []
        self._number_places: list[int] = []
        self._fresh: set[PersonId] = set()

    @property
    def rows(self) -> tuple[RosterRow, ...]:
        """The lines in the roster's own order."""
        return self._rows

    def show_roster(self, roster: Roster | None) -> None:
        """Take a register as it stands now; the same people in the same order change in place."""
        rows = () if roster is None else roster.rows
        same_session = (
            roster is not None and self._session is not None and roster.session.id == self._session.id
        )
        if same_session and [r.person for r in rows] == [r.person for r in self._rows]:
            self._session = roster.session if roster else None
            self._change(rows)
            return
        self.beginResetModel()
        self._rows = rows
        self._session = None if roster is None else roster.session
        self._name_places = collated([row.person.name for row in rows])
        self._number_places = collated([row.person.number for row in rows])
        self.haystacks = [folded(f"{row.person.name}\n{row.person.number}") for row in rows]
        self._fresh.clear()
        self.endResetModel()

    def settle(self) -> None:
        """Let fresh rows look like the others again."""
        touched = [place for place, row in enumerate(self._rows) if row.person.id in self._fresh]
        self._fresh.clear()
        for place in touched:
            self._tell(place)

    def counts(self) -> dict[MarkState, int]:
        """Count the lines by state; every state has its number."""
        found = dict.fromkeys(MarkState, 0)
        for row in self._rows:
            found[row.standing.state] += 1
        return found

    def person_at(self, place: int) -> PersonId:
        """Give the person of a line."""
        return self._rows[place].person.id

    def person(self, wanted: PersonId) -> Person:
        """Give who an id of the list is. Raises StopIteration when they are not on it."""
        return next(row.person for row in self._rows if row.person.id == wanted)

    def state_at(self, place: int) -> MarkState:
        """Give the state of a line."""
        return self._rows[place].standing.state

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """Lines."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (
            self.tr("Name"),
            self.tr("Number"),
            self.tr("State"),
            self.tr("Time"),
            self.tr("Method"),
            self.tr("Note"),
        )
        return titles[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        answers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._text(row, column),
            SORT_ROLE: lambda: self._sort_key(index.row(), row, column),
            STATE_ROLE: lambda: row.standing.state,
            FLAG_ROLE: lambda: row.standing.is_flagged,
            Qt.ItemDataRole.BackgroundRole: lambda: self._ground(row),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(row, column),
            Qt.ItemDataRole.ToolTipRole: lambda: self._note_hint(row) if column is Column.NOTE else None,
        }
        answer = answers.get(role)
        return None if answer is None else answer()

    def _ground(self, row: RosterRow) -> QColor | None:
        return QColor(theme.current().active_soft) if row.person.id in self._fresh else None

    def _change(self, rows: tuple[RosterRow, ...]) -> None:
        old, self._rows = self._rows, rows
        for place, (before, after) in enumerate(zip(old, rows, strict=True)):
            if before.standing != after.standing:
                self._fresh.add(after.person.id)
                self._tell(place)

    def _tell(self, place: int) -> None:
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def _text(self, row: RosterRow, column: Column) -> str:
        standing = row.standing
        if column is Column.NAME:
            return row.person.name
        if column is Column.NUMBER:
            return row.person.number
        if column is Column.STATE:
            return state_word(standing.state)
        if column is Column.TIME:
            return self._time_text(row)
        if column is Column.METHOD:
            return method_word(standing.method)
        return standing.note

    def _time_text(self, row: RosterRow) -> str:
        at, session = row.standing.arrived, self._session
        if at is None:
            return ""
        late = session.minutes_late(at) if session is not None else 0
        if row.standing.state is MarkState.LATE and late:
            return self.tr("{time} · {minutes} min late").format(
                time=i18n.time_text(at), minutes=i18n.number(late)
            )
        return i18n.time_text(at)

    def _sort_key(self, place: int, row: RosterRow, column: Column) -> Any:
        if column is Column.NAME:
            return self._name_places[place]
        if column is Column.NUMBER:
            return self._number_places[place]
        if column is Column.STATE:
            return STATE_ORDER.index(row.standing.state) * len(self._rows) + self._name_places[place]
        if column is Column.TIME:
            return "" if row.standing.arrived is None else row.standing.arrived.utc_text
        return self._text(row, column)

    def _spoken(self, row: RosterRow, column: Column) -> str:
        if column is Column.NAME:
            return self.tr("{name}: {state}").format(
                name=i18n.isolate(row.person.name), state=state_word(row.standing.state)
            )
        if column is Column.NOTE and row.standing.is_flagged:
            return self._note_hint(row)
        return self._text(row, column)

    def _note_hint(self, row: RosterRow) -> str:
        if not row.standing.is_flagged:
            return row.standing.note
        look = self.tr("Worth a look: a mark was taken back here, or the clock was changed.")
        return f"{look}\n{row.standing.note}".strip()


class RosterFilter(WordFilter):
    """Filters a register by what is typed and by state, and sorts it by the language's order."""

    def __init__(self, model: RosterModel, parent: QObject | None = None) -> None:
        super().__init__(model, parent)
        self._model = model
        self._state: MarkState | None = None

    def set_state(self, state: MarkState | None) -> None:
        """Keep one state's lines; None keeps all."""
        self._state = state
        self.invalidate()

    def keeps(self, source_row: int) -> bool:
        """Say whether the state is the one chosen."""
        return self._state is None or self._model.state_at(source_row) is self._state
