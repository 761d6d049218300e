"""The words of a sheet: column titles, states and methods, in the language of whoever reads it.

English is the default; the windows pass translated words. Nothing here knows of Qt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kiosk.domain.marks import MarkState, Method

ENGLISH_STATES: Mapping[MarkState, str] = MappingProxyType(
    {
        MarkState.UNMARKED: "Not yet marked",
        MarkState.PRESENT: "Present",
        MarkState.LATE: "Late",
        MarkState.ABSENT: "Absent",
        MarkState.EXCUSED: "Excused",
        MarkState.LEFT_EARLY: "Left early",
        MarkState.NOT_REQUIRED: "Not required",
    }
)
ENGLISH_METHODS: Mapping[Method, str] = MappingProxyType(
    {
        Method.FACE: "Face",
        Method.CODE: "Number and PIN",
        Method.CARD: "Card",
        Method.TEACHER: "Teacher",
        Method.CLOSING: "Register closed",
    }
)


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Everything a sheet says besides its data.

    Attributes:
        right_to_left: Columns run from the right, as an Arabic reader expects.
        page_of: With `{page}` and `{pages}`.
        trial: Shown on every page of a trial's sheet.
    """

    sheet: str = "Day sheet"
    summary: str = "Summary"
    date: str = "Date"
    class_name: str = "Group"
    room: str = "Room"
    starts: str = "Starts"
    ends: str = "Ends"
    number: str = "Number"
    name: str = "Name"
    state: str = "State"
    code: str = "Code"
    time: str = "Time"
    left: str = "Left"
    minutes_late: str = "Minutes late"
    method: str = "Method"
    note: str = "Note"
    people: str = "People"
    lines: str = "Lines"
    by_person: str = "By person"
    school: str = "School"
    exported: str = "Exported"
    unchanged: str = "Unchanged since"
    exported_by: str = "Exported by"
    all_sessions: str = "All sessions"
    page_of: str = "Page {page} of {pages}"
    trial: str = "TRIAL: not a real register"
    nobody: str = "Nobody is on this register."
    states: Mapping[MarkState, str] = field(default_factory=lambda: ENGLISH_STATES)
    methods: Mapping[Method, str] = field(default_factory=lambda: ENGLISH_METHODS)
    right_to_left: bool = False

    def moment_title(self, *, is_closed: bool) -> str:
        """Say what a sheet's own moment is: of a closed register that of the last change."""
        return self.unchanged if is_closed else self.exported

    @property
    def columns(self) -> tuple[str, ...]:
        """The column titles in the order of every format (docs/export.md)."""
        return (
            self.date,
            self.class_name,
            self.room,
            self.starts,
            self.ends,
            self.number,
            self.name,
            self.state,
            self.code,
            self.time,
            self.left,
            self.minutes_late,
            self.method,
            self.note,
        )
