"""Groups: what kind a class is, and what holds for its new sessions."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.sessions import Session

PLAIN_CODES = "plain"
"""The code set of a group that chose none; see resources/codes."""
MOST_MINUTES: Final = 24 * 60
CLOSING_STATES: Final = (MarkState.ABSENT, MarkState.EXCUSED, MarkState.NOT_REQUIRED, MarkState.UNMARKED)
"""What closing a register may make of whoever is unmarked."""


@dataclass(frozen=True, slots=True)
class SchoolMinutes:
    """What the school's settings say for sessions of groups that say nothing themselves.

    Attributes:
        early: As `Session.early_minutes`.
        late_after: As `Session.late_after_minutes`.
    """

    early: int = 30
    late_after: int = 10


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

    def __post_init__(self) -> None:
        """Refuse a state that closing cannot give."""
        if self.closing not in CLOSING_STATES:
            raise ValueError("closing a register does not mark anybody present")

    def wrong_minutes(self) -> str:
        """Give the name of minutes that are below 0 or longer than a day; "" when all are right."""
        minutes = {
            "early": self.early_minutes,
            "late": self.late_after_minutes,
            "closes": self.closes_after_minutes,
            "cooldown": self.cooldown_minutes,
        }
        return next((n for n, m in minutes.items() if m is not None and not 0 <= m <= MOST_MINUTES), "")

    def session(
        self,
        session: SessionId,
        class_id: ClassId,
        times: tuple[Instant, Instant],
        school: SchoolMinutes,
        room: str = "",
    ) -> Session:
        """Make a session of a group with these options.

        Args:
            session: Its id.
            class_id: The group.
            times: When it begins and ends.
            school: What holds where the options say nothing.
            room: Where it meets this time; "" takes the group's.
        """
        return Session(
            session,
            class_id,
            *times,
            early_minutes=school.early if self.early_minutes is None else self.early_minutes,
            late_after_minutes=(
                school.late_after if self.late_after_minutes is None else self.late_after_minutes
            ),
            room=room or self.room,
            closes_after_minutes=self.closes_after_minutes,
            has_departures=self.has_departures,
            cooldown_minutes=self.cooldown_minutes,
            is_open=self.is_open,
        )


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
