"""From the rows of a sheet's part to its lines: pure, and slow for a long sheet, so beside the database."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from kiosk.domain.clock import Instant
from kiosk.domain.code_sets import CodeSet
from kiosk.domain.marks import MarkState, Method
from kiosk.domain.people import SheetRow
from kiosk.storage import rows
from kiosk.storage.rows import Row

COLUMNS: Final = (
    "s.session AS session, s.starts_utc AS starts_utc, s.starts_zone, s.starts_offset,"
    " s.ends_utc, s.ends_zone, s.ends_offset, s.closed_utc, s.closed_zone, s.closed_offset, s.room,"
    " c.class, c.name AS class_name, c.kind, c.code_set,"
    " p.person, p.number AS number, p.name AS name,"
    " l.state, l.code, l.method, l.at_utc, l.at_zone, l.at_offset, l.arrived_utc, l.arrived_zone,"
    " l.arrived_offset, l.left_utc, l.left_zone, l.left_offset, l.minutes_late, l.note"
)


class RowMaker:
    """Makes lines of rows; what repeats in them is made once."""

    def __init__(
        self, acronyms: Mapping[tuple[str, str], str], code_set: Callable[[str], CodeSet | None]
    ) -> None:
        """Prepare.

        Args:
            acronyms: How the school writes a code, by set and code.
            code_set: Gives a set by its name, None for one that is not known here.
        """
        self._acronyms = acronyms
        self._code_set = code_set
        self._sets: dict[str, CodeSet | None] = {}
        self._sessions: dict[str, tuple[Instant, Instant, Instant | None]] = {}
        self._texts: dict[str, str] = {}

    def lines(self, found: Iterable[Row]) -> list[SheetRow]:
        """Give a line for each row, in their order."""
        return [self._line(row) for row in found]

    def _line(self, row: Row) -> SheetRow:
        session = self._text(row[0])
        starts, ends, closed = self._times(session, row)
        state = MarkState.UNMARKED if row[18] is None else MarkState(row[18])
        code_set = self._text(row[14])
        code, acronym = self._code(code_set, row[19] or "", state)
        return SheetRow(
            self._text(row[12]),
            starts,
            ends,
            self._text(row[16]),
            self._text(row[17]),
            state,
            rows.maybe_instant(*row[24:27]),
            int(row[30] or 0),
            None if row[20] is None else Method(row[20]),
            row[31] or "",
            code,
            acronym,
            rows.maybe_instant(*row[27:30]),
            self._text(row[10]),
            self._text(row[13]),
            code_set,
            self._text(row[11]),
            session,
            self._text(row[15]),
            closed,
            rows.maybe_instant(*row[21:24]),
        )

    def _times(self, session: str, row: Row) -> tuple[Instant, Instant, Instant | None]:
        known = self._sessions.get(session)
        if known is None:
            known = (rows.instant(*row[1:4]), rows.instant(*row[4:7]), rows.maybe_instant(*row[7:10]))
            self._sessions[session] = known
        return known

    def _code(self, name: str, chosen: str, state: MarkState) -> tuple[str, str]:
        """Give the code that goes with a state, the set's own if nobody chose one, and the school's way."""
        if name not in self._sets:
            self._sets[name] = self._code_set(name)
        known = self._sets[name]
        default = None if known is None or chosen else known.default(state)
        code = chosen or ("" if default is None else default.code)
        entry = None if known is None else known.find(code)
        return code, self._acronyms.get((name, code), code if entry is None else entry.acronym)

    def _text(self, text: Any) -> str:
        """One object for a text that is on many lines: 200,000 lines name 10,000 people."""
        return self._texts.setdefault(text, text)
