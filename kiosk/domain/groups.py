"""Groups: what kind a class is, and what holds for its new sessions."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.ids import ClassId
from kiosk.domain.marks import MarkState

PLAIN_CODES = "plain"
"""The code set of a group that chose none; see resources/codes."""


class GroupKind(StrEnum):
    """What a group is. All are `kiosk.domain.people.SchoolClass`; the word on the screen differs."""

    CLASS = "class"
    TEAM = "team"
    SHIFT = "shift"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class GroupOptions:
    """What holds for a group's new sessions; None takes the school's setting.

    Attributes:
        room: Where it meets.
        early_minutes: As `Session.early_minutes`.
        late_after_minutes: As `Session.late_after_minutes`.
        closes_after_minutes: As `Session.closes_after_minutes`; None for the session's end.
        has_departures: The door writes leaving and coming back.
        cooldown_minutes: As `Session.cooldown_minutes`.
        is_open: Everybody of the school may come: an event without a list of its own.
        closing: What closing the register makes of whoever is unmarked: ABSENT, EXCUSED, NOT_REQUIRED, or
            UNMARKED to leave them.
        code_set: The name of its set of codes.
    """

    room: str = ""
    early_minutes: int | None = None
    late_after_minutes: int | None = None
    closes_after_minutes: int | None = None
    has_departures: bool = False
    cooldown_minutes: int = 5
    is_open: bool = False
    closing: MarkState = MarkState.ABSENT
    code_set: str = PLAIN_CODES


@dataclass(frozen=True, slots=True)
class Group:
    """A group as the timetable shows it.

    Attributes:
        id: Its id.
        name: As the school writes it.
        kind: What it is.
        options: What holds for its new sessions.
        members: How many are on its list now.
    """

    id: ClassId
    name: str
    kind: GroupKind = GroupKind.CLASS
    options: GroupOptions = field(default_factory=GroupOptions)
    members: int = 0
