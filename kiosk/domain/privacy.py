"""Legal basis, consent, objection, retention and erasure as values and rules; time is an argument."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ConsentId, PersonId
from kiosk.domain.people import Person


class Purpose(StrEnum):
    """What data are used for; each has a legal basis of its own."""

    FACE = "face"
    """Recognising people by their face."""
    ATTENDANCE = "attendance"
    """Keeping registers at all."""


class BasisKind(StrEnum):
    """On what ground an organisation does it (GDPR article 6 and 9, in everyday words)."""

    CONSENT = "consent"
    LEGAL_OBLIGATION = "legal-obligation"
    PUBLIC_TASK = "public-task"
    CONTRACT = "contract"
    LEGITIMATE_INTEREST = "legitimate-interest"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Basis:
    """The ground that holds for a purpose.

    Attributes:
        purpose: For what.
        kind: Which ground.
        reference: Law, decision or document; "" only where the kind is consent.
        since: From when.
    """

    purpose: Purpose
    kind: BasisKind
    reference: str
    since: Instant


class Relation(StrEnum):
    """Who speaks for a person."""

    SELF = "self"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    """Somebody else who may by law."""
    BASIS = "basis"
    """Nobody was asked: the organisation's other basis holds, named by its reference."""
    UNKNOWN = "unknown"
    """Recorded before this was asked."""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """What is asked when a consent is recorded.

    Attributes:
        text: What was agreed to, or a reference to the signed form.
        given_by: Who agreed, in words.
        relation: The same, as one of a few.
        live_until: Last day; None for the end of the school year.
        text_version: Of the school's own consent text; "" when it was another.
    """

    text: str
    given_by: str
    relation: Relation
    live_until: date | None = None
    text_version: str = ""


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """A consent as it stands in the records.

    Attributes:
        id: Every template names one.
        given: What was said.
        text_sha256: Of the text, hexadecimal.
        at: When it was recorded.
        ends: When it ends by itself.
        withdrawn: When it was withdrawn, or None.
        is_live: Neither over, nor withdrawn, nor beaten by an objection.
    """

    id: ConsentId
    given: ConsentGiven
    text_sha256: str
    at: Instant
    ends: Instant
    withdrawn: Instant | None
    is_live: bool


@dataclass(frozen=True, slots=True)
class Objection:
    """A no, which beats every consent; a child's own no beats a guardian's yes.

    Attributes:
        by: Who said it.
        since: When.
        lifted: When they took it back, or None.
    """

    by: Relation
    since: Instant
    lifted: Instant | None = None


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The school's own words for a consent.

    Attributes:
        version: "1", "2" and so on.
        text: The words.
        sha256: Of the text's UTF-8, hexadecimal.
    """

    version: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PersonPrivacy:
    """What the desk shows of a person's choices.

    Attributes:
        person: Who.
        consents: Newest first.
        objection: The one that holds, or None.
        left: When they left, or None.
        templates_go: When their templates go because they left, or None.
    """

    person: PersonId
    consents: tuple[ConsentRecord, ...]
    objection: Objection | None
    left: Instant | None
    templates_go: Instant | None


DUE_DAYS: Final = 14
"""A consent that ends within so many days is one to ask for again."""


@dataclass(frozen=True, slots=True)
class ConsentDue:
    """A consent that ends soon, so that somebody is asked in time."""

    person: Person
    ends: Instant


class RetentionKind(StrEnum):
    """What is kept for a time."""

    TEMPLATES = "templates"
    """After somebody left."""
    MARKS = "marks"
    """After their session."""
    AUDIT = "audit"
    LOGS = "logs"


DEFAULT_DAYS: Final[Mapping[RetentionKind, int | None]] = MappingProxyType(
    {
        RetentionKind.TEMPLATES: 30,
        RetentionKind.MARKS: None,
        RetentionKind.AUDIT: None,
        RetentionKind.LOGS: 90,
    }
)
"""Days; None keeps it until the school says otherwise."""
FEWEST_DAYS: Final[Mapping[RetentionKind, int]] = MappingProxyType(
    {
        RetentionKind.TEMPLATES: 0,
        RetentionKind.MARKS: 30,
        RetentionKind.AUDIT: 90,
        RetentionKind.LOGS: 7,
    }
)
MOST_DAYS: Final = 36_500
FIRST_DAY: Final = date(2000, 1, 1)
"""Nobody is said to have left before: that is a slip in the year, and templates would go by it at once."""
MOST_TEMPLATE_DAYS: Final = 30
"""A template outlives a person's leaving by no more than this."""


def days_allowed(kind: RetentionKind) -> tuple[int, int]:
    """Give the fewest and the most days for which a kind may be kept."""
    return FEWEST_DAYS[kind], MOST_TEMPLATE_DAYS if kind is RetentionKind.TEMPLATES else MOST_DAYS


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long a kind is kept; None keeps it."""

    kind: RetentionKind
    days: int | None


@dataclass(frozen=True, slots=True)
class RetentionDue:
    """What running retention now would take away, or took away.

    Attributes:
        kind: Of what.
        count: Rows or files.
        before: Everything older than this goes.
        is_overdue: It has been due for more than a day.
    """

    kind: RetentionKind
    count: int
    before: Instant
    is_overdue: bool


class MarksChoice(StrEnum):
    """What happens to the marks of somebody who is erased."""

    KEEP = "keep"
    """Name and marks stay, because a law or the school's rule asks for it; everything else goes."""
    ANONYMISE = "anonymise"
    """The registers keep their numbers; nothing says any more whose mark it was."""


ANONYMOUS_NAME: Final = "—"
"""What a register shows where somebody was erased whose marks stayed without a name."""
ANONYMOUS_NUMBER: Final = "erased-"
"""The beginning of such a line's number; random digits follow."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an erasure did, for the person to take home. Holds no name: the id is the school's own number.

    Attributes:
        number: The school's own id of the person.
        person: The random id.
        erased: When.
        marks: What happened to the marks.
        gone: Kinds that are gone, each with how many: ("templates", 1), ("pin", 1) and so on.
        kept: Kinds that stay.
        last_backup_ends: When the last backup of this machine that can hold a template of theirs goes; None
            when there is none.
        backups: How many such backups there are.
    """

    number: str
    person: PersonId
    erased: Instant
    marks: MarksChoice
    gone: tuple[tuple[str, int], ...]
    kept: tuple[tuple[str, int], ...]
    last_backup_ends: Instant | None
    backups: int


@dataclass(frozen=True, slots=True)
class PersonMarkEvent:
    """One step by which a line of somebody's register came to say what it says.

    Attributes:
        at: When.
        kind: A value of EventKind.
        state: What it set, a value of MarkState.
        method: How, a value of Method.
        note: The teacher's note of then; it is held even where a later one stands.
        code: The code that was set with it, or "".
    """

    at: Instant
    kind: str
    state: str
    method: str
    note: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class PersonMark:
    """One line of somebody's own register.

    Attributes:
        class_name: The class.
        starts: Of the session.
        state: As the register says it, a value of MarkState.
        at: When the door marked them, or None.
        minutes_late: Whole minutes.
        method: How, a value of Method, or "".
        note: The teacher's note.
        events: All that is held of this line, oldest first.
        code: The code that goes with the state, or "".
        left: When the door saw them leave, if they have not come back.
    """

    class_name: str
    starts: Instant
    state: str
    at: Instant | None
    minutes_late: int
    method: str
    note: str
    events: tuple[PersonMarkEvent, ...] = ()
    code: str = ""
    left: Instant | None = None


@dataclass(frozen=True, slots=True)
class PersonFollowStep:
    """Something that was done about somebody's attendance: when, a value of FollowState, the note."""

    at: Instant
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class PersonFollowUp:
    """What a rule of the school found about somebody.

    Attributes:
        rule: A value of RuleKind.
        threshold: The rule's number.
        window: Over how many days or sessions.
        since: The day from which it held.
        figures: What it found.
        steps: What was done, oldest first.
    """

    rule: str
    threshold: int
    window: int
    since: date
    figures: Mapping[str, int]
    steps: tuple[PersonFollowStep, ...]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """The QR card that somebody has or had last; its code is on the paper and is held nowhere.

    Attributes:
        made: When.
        revoked: When it was stopped; None while it works.
    """

    made: Instant
    revoked: Instant | None = None


@dataclass(frozen=True, slots=True)
class PersonData:
    """Everything that is held about one person, and about nobody else.

    Attributes:
        school: The organisation's name.
        taken: When this was put together.
        number: The school's own id.
        name: Theirs.
        symbol: Shown at the door.
        classes: Names of their classes.
        bases: The grounds that hold.
        privacy: Consents, objection, leaving.
        templates: Of each protected template the model's sha256 and when it was made.
        captures: How many single captures are behind them.
        has_pin: Number and PIN work for them.
        marks: Oldest first.
        audit: When and what was done about them: (moment, action); who did it is not theirs to know.
        objections: Every no there was, oldest first, those taken back included.
        follow_ups: What the school's rules found, oldest first.
        card: Theirs; None when no card of theirs is held.
    """

    school: str
    taken: Instant
    number: str
    name: str
    symbol: str
    classes: tuple[str, ...]
    bases: tuple[Basis, ...]
    privacy: PersonPrivacy
    templates: tuple[tuple[str, Instant], ...]
    captures: int
    has_pin: bool
    marks: tuple[PersonMark, ...]
    audit: tuple[tuple[Instant, str], ...]
    objections: tuple[Objection, ...] = ()
    follow_ups: tuple[PersonFollowUp, ...] = ()
    card: PersonCard | None = None


YEAR_ENDS: Final = (7, 31)
"""Month and day of a school year's last day, until the school chooses another in its settings."""


def year_end(today: date, month: int, day: int) -> date:
    """Give the last day of the school year that `today` is in: the next `month`-`day`, today included."""
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)


def templates_go_at(left: Instant, days: int) -> Instant:
    """Give the moment at which the templates of somebody who left go by themselves."""
    return left.plus(timedelta(days=days))
