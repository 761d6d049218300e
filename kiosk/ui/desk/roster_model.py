"""The register as a table model, and what filters and sorts it: one register, or several as one list."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from kiosk.domain.ids import ClassId, PersonId, SessionId
from kiosk.domain.marks import MarkState, Standing, minutes_late
from kiosk.domain.people import Person, Roster
from kiosk.domain.registers import WideRow
from kiosk.domain.sessions import Session
from kiosk.ui import i18n, theme
from kiosk.ui.desk.code_menu import Codes
from kiosk.ui.desk.lists import AnyIndex, ListModel, WordFilter, collated
from kiosk.ui.desk.words import STATE_ORDER, method_word, state_word

LOOK_SIGN = "◉"
"""Before the time of a mark by code or card that nobody has looked at."""
_FEW = 50
"""So many changed lines are told one by one; more of them as one stretch."""


class Column(IntEnum):
    """Columns in their order."""

    NAME = 0
    NUMBER = 1
    GROUP = 2
    STATE = 3
    CODE = 4
    TIME = 5
    METHOD = 6
    NOTE = 7


STATE_ROLE = Qt.ItemDataRole.UserRole + 1
FLAG_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Attributes:
        session: Which register it is of.
        group: The name of whose register.
        person: Who.
        standing: What the register says.
        needs_look: Marked by code or card, and not looked at yet.
    """

    session: SessionId
    group: str
    person: Person
    standing: Standing
    needs_look: bool = False

    @property
    def key(self) -> tuple[SessionId, PersonId]:
        """What tells it from every other line."""
        return self.session, self.person.id


class RosterModel(ListModel):
    """Registers. Rows that a live change touched are `fresh` until `settle`."""

    columns = len(Column)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Line, ...] = ()
        self._keys: list[tuple[SessionId, PersonId]] = []
        self._sessions: Mapping[SessionId, Session] = {}
        self._codes = Codes()
        self._name_places: list[int] = []
        self._fresh: set[tuple[SessionId, PersonId]] = set()

    @property
    def rows(self) -> tuple[Line, ...]:
        """The lines in the roster's own order."""
        return self._rows

    def show_roster(self, roster: Roster | None) -> None:
        """Take a register as it stands now; the same people in the same order change in place."""
        if roster is None:
            self._take((), {}, is_wide=False)
            return
        session, group = roster.session, roster.school_class.name
        lines = tuple(
            Line(session.id, group, row.person, row.standing, row.needs_look) for row in roster.rows
        )
        self._take(lines, {session.id: session}, is_wide=False)

    def show_wide(self, rows: Sequence[WideRow], sessions: Sequence[Session]) -> None:
        """Take several registers as they stand now."""
        lines = tuple(
            Line(row.session, row.class_name, row.person, row.standing, row.needs_look) for row in rows
        )
        self._take(lines, {session.id: session for session in sessions}, is_wide=True)

    def use_codes(self, codes: Codes) -> None:
        """Take the codes of the groups."""
        self._codes = codes
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def settle(self) -> None:
        """Let fresh rows look like the others again."""
        touched = [place for place, key in enumerate(self._keys) if key in self._fresh]
        self._fresh.clear()
        self._tell(touched, [Qt.ItemDataRole.BackgroundRole])

    def counts(self) -> dict[MarkState, int]:
        """Count the lines by state; every state has its number."""
        found = Counter(row.standing.state for row in self._rows)
        return {state: found[state] for state in MarkState}

    def to_look_at(self) -> int:
        """Count the marks by code or card that nobody has looked at."""
        return sum(row.needs_look for row in self._rows)

    def person_at(self, place: int) -> PersonId:
        """Give the person of a line."""
        return self._rows[place].person.id

    def place_of(self, session: SessionId, person: PersonId) -> int:
        """Give a line's place. Raises ValueError when it is not there."""
        return self._keys.index((session, person))

    def has_codes(self) -> bool:
        """Say whether any line is of a group with a set of codes of its own."""
        return any(self._codes.of(session.class_id) is not None for session in self._sessions.values())

    def class_of(self, session: SessionId) -> ClassId | None:
        """Give whose register one of the registers shown is."""
        found = self._sessions.get(session)
        return None if found is None else found.class_id

    def line_count(self) -> int:
        """Lines."""
        return len(self._rows)

    def titles(self) -> tuple[str, ...]:
        """Column titles."""
        return (
            self.tr("Name"),
            self.tr("Number"),
            self.tr("Group"),
            self.tr("State"),
            self.tr("Code"),
            self.tr("Time"),
            self.tr("Method"),
            self.tr("Note"),
        )

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell. Asked for every cell on each paint, so nothing is made that is not wanted."""
        answer = self._ANSWERS.get(role)
        return None if answer is None else answer(self, self._rows[index.row()], index.column())

    def sort_keys(self, column: int) -> Sequence[Any]:
        """Give what each line is sorted by: words by the language, states and times by name within them."""
        names = self._name_places
        if column == Column.NAME:
            return names
        if column == Column.STATE:
            ranks = {state: place for place, state in enumerate(STATE_ORDER)}
            return list(zip([ranks[row.standing.state] for row in self._rows], names, strict=True))
        if column == Column.TIME:
            times = ["" if r.standing.arrived is None else r.standing.arrived.utc_text for r in self._rows]
            return list(zip(times, names, strict=True))
        texts = [self._text(row, column) for row in self._rows]
        different = sorted(set(texts))
        places = dict(zip(different, collated(different), strict=True))
        return list(zip([places[text] for text in texts], names, strict=True))

    def _take(self, rows: tuple[Line, ...], sessions: Mapping[SessionId, Session], *, is_wide: bool) -> None:
        keys = [row.key for row in rows]
        if keys and keys == self._keys:
            self._sessions = sessions
            self._change(rows)
            return
        self.beginResetModel()
        self._rows, self._keys, self._sessions = rows, keys, sessions
        self._name_places = collated([row.person.name for row in rows])
        self.take_words(
            ["\n".join((row.person.name, row.person.number, row.group if is_wide else "")) for row in rows]
        )
        self._fresh.clear()
        self.endResetModel()

    def _change(self, rows: tuple[Line, ...]) -> None:
        old, self._rows = self._rows, rows
        changed = [
            place
            for place, (before, after) in enumerate(zip(old, rows, strict=True))
            if before.standing != after.standing or before.needs_look != after.needs_look
        ]
        self._fresh.update(self._keys[place] for place in changed)
        self._tell(changed)

    def _tell(self, places: Sequence[int], roles: Sequence[int] = ()) -> None:
        last = len(Column) - 1
        runs = [(place, place) for place in places] if len(places) <= _FEW else [(places[0], places[-1])]
        for first, final in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(final, last), list(roles))

    def _text(self, row: Line, column: int) -> str:
        return self._TEXTS[column](self, row)

    def _code_text(self, row: Line) -> str:
        group = self.class_of(row.session)
        return "" if group is None else self._codes.text(group, row.standing.code, row.standing.state)

    def _time_text(self, row: Line) -> str:
        standing = row.standing
        parts = []
        if row.needs_look:
            parts.append(LOOK_SIGN)
        if standing.arrived is not None:
            parts.append(i18n.time_text(standing.arrived))
        late = self._minutes_late(row)
        if late:
            parts.append(self.tr("{minutes} min late").format(minutes=i18n.number(late)))
        if standing.left is not None:
            parts.append(self.tr("left {time}").format(time=i18n.time_text(standing.left)))
        return " · ".join(parts).replace(f"{LOOK_SIGN} · ", f"{LOOK_SIGN} ")

    def _minutes_late(self, row: Line) -> int:
        session = self._sessions.get(row.session)
        return 0 if session is None else minutes_late(session, row.standing)

    def _spoken(self, row: Line, column: int) -> str:
        if column == Column.NAME:
            return self.tr("{name}: {state}").format(
                name=i18n.isolate(row.person.name), state=state_word(row.standing.state)
            )
        if column == Column.TIME and row.needs_look:
            return f"{self._time_text(row).replace(LOOK_SIGN, '').strip()}\n{self._look_hint()}"
        if column == Column.NOTE and row.standing.is_flagged:
            return self._note_hint(row)
        return self._text(row, column)

    def _hint(self, row: Line, column: int) -> str | None:
        if column == Column.NOTE:
            return self._note_hint(row)
        if column in {Column.TIME, Column.METHOD}:
            return self._look_hint() if row.needs_look else self._text(row, column)
        if column == Column.CODE:
            group = self.class_of(row.session)
            standing = row.standing
            return None if group is None else self._codes.meaning(group, standing.code, standing.state)
        return None

    def _look_hint(self) -> str:
        return self.tr("Marked without the face, by number and PIN or by a card: look whether they are here.")

    def _note_hint(self, row: Line) -> str:
        if not row.standing.is_flagged:
            return row.standing.note
        look = self.tr("Worth a look: a mark was taken back here, or the clock was changed.")
        return f"{look}\n{row.standing.note}".strip()

    def _ground(self, row: Line, _: int) -> QColor | None:
        return QColor(theme.current().active_soft) if row.key in self._fresh else None

    _TEXTS: ClassVar[tuple[Callable[["RosterModel", Line], str], ...]] = (
        lambda _, row: row.person.name,
        lambda _, row: row.person.number,
        lambda _, row: row.group,
        lambda _, row: state_word(row.standing.state),
        _code_text,
        _time_text,
        lambda _, row: method_word(row.standing.method),
        lambda _, row: row.standing.note,
    )
    """What each column says, in their order."""
    _ANSWERS: ClassVar[Mapping[int, Callable[["RosterModel", Line, int], Any]]] = {
        Qt.ItemDataRole.DisplayRole: _text,
        Qt.ItemDataRole.BackgroundRole: _ground,
        Qt.ItemDataRole.AccessibleTextRole: _spoken,
        Qt.ItemDataRole.ToolTipRole: _hint,
        STATE_ROLE: lambda _, row, _column: row.standing.state,
        FLAG_ROLE: lambda _, row, _column: row.standing.is_flagged,
    }


class RosterFilter(WordFilter):
    """Filters a register by what is typed and by state, and sorts it by the language's order."""

    def __init__(self, model: RosterModel, parent: QObject | None = None) -> None:
        self._model = model
        self._state: MarkState | None = None
        self._has_only_looks = False
        super().__init__(model, parent)

    def set_state(self, state: MarkState | None) -> None:
        """Keep one state's lines; None keeps all."""
        self._state, self._has_only_looks = state, False
        self.invalidate()

    def set_only_looks(self) -> None:
        """Keep the marks by code or card that nobody has looked at."""
        self._state, self._has_only_looks = None, True
        self.invalidate()

    def keeps(self, source_row: int) -> bool:
        """Say whether the line is of what was chosen."""
        line = self._model.rows[source_row]
        if self._has_only_looks:
            return line.needs_look
        return self._state is None or line.standing.state is self._state
