"""Rules that find whom somebody should talk to, the list they make, and letters. Nothing is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, FollowUpId, LetterId, RuleId
from kiosk.domain.people import Person


class RuleKind(StrEnum):
    """What a rule looks for."""

    ABSENT_IN_A_ROW = "absent-in-a-row"
    """Absent on so many expected days in a row; excused days neither count nor break it."""
    RATE_BELOW = "rate-below"
    """Attended less than so many percent of the last so many sessions."""
    LATE_TIMES = "late-times"
    """Late so many times within the last so many sessions."""


@dataclass(frozen=True, slots=True)
class FollowRule:
    """One rule of the school.

    Attributes:
        id: Its id; "" for a new one.
        kind: What it looks for.
        threshold: Days in a row, percent, or times.
        window: Sessions looked at, the newest first; for ABSENT_IN_A_ROW the same as the threshold.
        is_active: Whether it is looked at.
    """

    id: RuleId
    kind: RuleKind
    threshold: int
    window: int
    is_active: bool = True


class FollowState(StrEnum):
    """How far somebody has come with it."""

    NEW = "new"
    CONTACTED = "contacted"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class FollowStep:
    """Something that was done about it."""

    at: Instant
    state: FollowState
    actor: str
    note: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Somebody whom a rule found.

    Attributes:
        id: Its id.
        rule: Which rule.
        person: Whom.
        groups: Names of their groups.
        since: The day from which the rule held.
        figures: What it found, such as {"days": 3} or {"rate": 82, "sessions": 20}.
        state: How far it is.
        steps: What was done, oldest first.
    """

    id: FollowUpId
    rule: FollowRule
    person: Person
    groups: tuple[str, ...]
    since: date
    figures: Mapping[str, int]
    state: FollowState
    steps: tuple[FollowStep, ...] = ()


MERGE_FIELDS = (
    "name", "number", "groups", "school", "date", "since", "days", "rate", "sessions", "times",
    "absences", "signed_by",
)  # fmt: skip
"""What may stand between braces in a letter. `absences` is a list of days, one a line."""


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """The school's own words.

    Attributes:
        id: Its id; "" for a new one.
        name: Such as "Three days absent".
        language: "en", "ar" or any other BCP 47 tag; the page runs the way its language does.
        subject: One line with merge fields.
        body: Text with merge fields.
    """

    id: LetterId
    name: str
    language: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, ready to print.

    Attributes:
        person: To whom it is about.
        language: Of its template.
        subject: Filled in.
        body: Filled in.
        school: The letterhead.
        day: Its date.
    """

    person: Person
    language: str
    subject: str
    body: str
    school: str
    day: date


@dataclass(frozen=True, slots=True)
class ReportScope:
    """What a sheet or a report is about; a teacher's holds their own groups only.

    Attributes:
        first: The first day.
        last: The last one, included.
        class_id: One group; None for all.
        person: One person; None for all.
        session: One session, whatever the days; None for all.
    """

    first: date
    last: date
    class_id: ClassId | None = None
    person: str | None = None
    session: str | None = None
