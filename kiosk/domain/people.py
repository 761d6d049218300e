"""People, classes, consent and rosters as values: what Zone R holds and the desk shows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, ConsentId, EventId, PersonId, SignerId
from kiosk.domain.marks import MarkState, Method, Standing
from kiosk.domain.sessions import Session


class Role(StrEnum):
    """What somebody who signs in may do."""

    TEACHER = "teacher"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in.

    Attributes:
        signer: Their id.
        name: Theirs.
        role: What they may do.
        number: Their sign-in number, which tells their slot from others'; 0 when it is not known.
        wrong_tries: Wrong passphrases at their slot, or by somebody who gave no number, since they last
            signed in.
    """

    signer: SignerId
    name: str
    role: Role
    number: int = 0
    wrong_tries: int = 0


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who may sign in.

    Attributes:
        id: Theirs.
        name: Theirs.
        role: What they may do.
        number: Their sign-in number.
        classes: Those a teacher teaches; an administrator sees all, whatever is here.
        is_removed: Their slot is gone; the row stays, as marks and audit name it.
    """

    id: SignerId
    name: str
    role: Role
    number: int
    classes: tuple[ClassId, ...]
    is_removed: bool


class Custody(StrEnum):
    """Where the device key is, which decides what a thief of this computer gets."""

    ATTENDED = "attended"
    """Level 2: nowhere. Somebody signs in after each start; a locked kiosk that is taken gives nothing."""
    FILE = "file"
    """Level 0: a file of mode 0600; not protected from someone who takes this computer or its disk."""
    KEYRING = "keyring"
    """Level 1: the operating system's keyring; protected while the owner's login is not known."""


class Greeting(StrEnum):
    """What the kiosk shows beside a tick; the school's choice, kept with its records."""

    SYMBOL_AND_INITIALS = "symbol-and-initials"
    TICK_ONLY = "tick-only"
    FIRST_NAME = "first-name"


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A group with a register of its own."""

    id: ClassId
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the rolls.

    Attributes:
        id: Random; the only thing Zone K knows them by.
        number: The school's own id for them, unique.
        name: As the school writes it.
        symbol: One of `kiosk.domain.names.SYMBOLS`.
    """

    id: PersonId
    number: str
    name: str
    symbol: str


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A line of the people tab.

    Attributes:
        person: Who.
        classes: Which classes.
        templates: How many templates of the model in use.
        old_templates: How many of other models, which match nobody.
        has_live_consent: A consent that is neither withdrawn nor over.
        has_pin: Number and PIN work at the kiosk.
        look_alikes: Whom they are too much like to be told apart by face: their PIN is asked.
        is_ageing: What is accepted as them has drifted away from their template: enrol again.
        is_visitor: Not of the school: added to one register by a teacher.
    """

    person: Person
    classes: tuple[ClassId, ...]
    templates: int
    old_templates: int
    has_live_consent: bool
    has_pin: bool
    look_alikes: tuple[PersonId, ...] = ()
    is_ageing: bool = False
    is_visitor: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent as recorded.

    Attributes:
        id: Its id; every template names one.
        person: Whose face it is about.
        text: What was agreed to, or a reference to the signed form.
        given_by: Who agreed: "self", "parent" or the like.
        given: When.
        live_until: When it ends by itself.
        withdrawn: When it was withdrawn, or None.
    """

    id: ConsentId
    person: PersonId
    text: str
    given_by: str
    given: Instant
    live_until: Instant
    withdrawn: Instant | None = None


@dataclass(frozen=True, slots=True)
class GreetingLabel:
    """What the door shows of a person: a symbol's name and a short text, either may be ""."""

    symbol: str
    text: str


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A line of a register.

    Attributes:
        person: Who.
        standing: What the register says.
        needs_look: Marked by number and PIN or by a card, and nobody has looked at it yet.
    """

    person: Person
    standing: Standing
    needs_look: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """A register as it stands.

    Attributes:
        session: Which.
        school_class: Whose.
        rows: One for each member, by name in code point order; the screen sorts by language.
    """

    session: Session
    school_class: SchoolClass
    rows: tuple[RosterRow, ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of a sheet: one person of one session.

    Attributes:
        class_name: The class.
        starts: When the session began.
        ends: When it ended.
        number: The school's own id of the person.
        name: Their name.
        state: What the register says.
        marked: When the door marked them, whatever a teacher has said since; None when it did not.
        minutes_late: Whole minutes after the start, 0 if not late.
        method: How; None when unmarked.
        note: The teacher's note.
        code: The code of the group's set that goes with the state; "" for the state's own.
        acronym: How the school writes it.
        left: When they left, if they have not come back; None where that is not written down.
        room: Where the session was; "" where that is not written down.
        class_kind: What the group is, a `kiosk.domain.groups.GroupKind`.
        code_set: The name of the group's set of codes.
        class_id: The group's id.
        session: The session's id.
        person: The person's id.
        closed: When the register was closed, or None.
        at: When what the state comes from happened; None when unmarked.
    """

    class_name: str
    starts: Instant
    ends: Instant
    number: str
    name: str
    state: MarkState
    marked: Instant | None
    minutes_late: int
    method: Method | None
    note: str
    code: str = ""
    acronym: str = ""
    left: Instant | None = None
    room: str = ""
    class_kind: str = "class"
    code_set: str = "plain"
    class_id: str = ""
    session: str = ""
    person: str = ""
    closed: Instant | None = None
    at: Instant | None = None


ALL_CLASSES: Final = "All classes"
"""The title of a sheet that holds them; the windows say it in their language."""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """Registers of a day, or of several, ready to be written.

    Attributes:
        school: The school's name.
        day: The first day as ISO date, "2026-11-22".
        title: ALL_CLASSES, the names of a teacher's own, the class's name, or the person's.
        exported: When it was taken.
        exported_by: Who was signed in.
        is_trial: Says so on the sheet.
        rows: By session start, class, then name.
        last_day: The last day; "" for a sheet of one day.
        closed: Where every register in it is closed: when the last of them was, or was changed since. The
            sheet then says this and not `exported`, so that it is the same whenever it is taken.
        file_stem: What its file is named after; "" for the title. A person's is their number, never a name.
        is_of_person: It holds one person's lines.
    """

    school: str
    day: str
    title: str
    exported: Instant
    exported_by: str
    is_trial: bool
    rows: tuple[SheetRow, ...]
    last_day: str = ""
    closed: Instant | None = None
    file_stem: str = ""
    is_of_person: bool = False

    @property
    def as_of(self) -> Instant:
        """The moment that the sheet gives for itself."""
        return self.closed or self.exported

    @property
    def days(self) -> str:
        """The day, or "first – last"."""
        return f"{self.day} – {self.last_day}" if self.last_day else self.day


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act, by ids only.

    Attributes:
        sequence: Counts up by one.
        at: When.
        actor: Who was signed in; None for the kiosk itself.
        action: A code such as "mark-corrected" or "export".
        subjects: Ids it was about.
        detail: Codes and numbers, for example the old and the new state; never a name.
    """

    sequence: int
    at: Instant
    actor: SignerId | None
    action: str
    subjects: tuple[str, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a teacher's change did, enough to undo it."""

    events: tuple[EventId, ...]
    state: MarkState
