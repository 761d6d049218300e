"""What the windows and the commands may ask of the running program, as protocols and frozen values.

Every method that touches the database returns a Future at once; the answer is made on the database thread.
The windows turn a Future into a signal (kiosk.ui.bridge); commands call `result()`.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Protocol

from kiosk.domain.cards import CardSighting
from kiosk.domain.clock import Instant
from kiosk.domain.evidence import Refusal, Sighting
from kiosk.domain.faces import Guidance
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import ClassId, EventId, PersonId, SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.people import (
    Correction,
    Custody,
    Person,
    PersonSummary,
    Roster,
    SchoolClass,
    SignedIn,
)
from kiosk.domain.picture_folder import FolderPlan, FolderResult
from kiosk.domain.registers import (
    BoardLine,
    HistoryLine,
    Missing,
    PersonDay,
    SessionCounts,
    WideRow,
)
from kiosk.domain.sessions import Session
from kiosk.runtime.api_door import (
    AlreadyIn,
    AskPin,
    AskSession,
    DoorAnswer,
    DoorView,
    NotIn,
    OpenSession,
    Passed,
    Welcome,
)
from kiosk.runtime.api_register import Progress
from kiosk.runtime.api_system import (
    CameraHealth,
    CameraState,
    Enrolled,
    EnrolmentProgress,
    ModelInUse,
    SystemView,
)

__all__ = [
    "AlreadyIn",
    "AskPin",
    "AskSession",
    "CameraApi",
    "CameraHealth",
    "CameraState",
    "DeskApi",
    "DoorAnswer",
    "DoorApi",
    "DoorView",
    "Enrolled",
    "EnrolmentProgress",
    "ModelInUse",
    "NewSchool",
    "NotIn",
    "OpenSession",
    "Passed",
    "SchoolMade",
    "SetupApi",
    "StartApi",
    "SystemView",
    "Welcome",
]


class CameraApi(Protocol):
    """The camera thread, as others see it. All methods return at once and may be called from any thread."""

    def latest_guidance(self) -> Guidance:
        """Give the newest guidance; the screen asks at its own rate, so nothing queues up."""

    def health(self) -> CameraHealth:
        """Give the camera's state."""

    def on_outcome(self, callback: Callable[[Sighting | Refusal | CardSighting], None]) -> None:
        """Call `callback` on the camera thread for each sighting, refusal and card. One callback."""

    def set_pad_open(self, is_open: bool) -> None:
        """Stop embedding while the code pad is open, and go on afterwards."""

    def enrolment_progress(self) -> EnrolmentProgress | None:
        """Give the running enrolment's progress, or None when there is none."""


class DoorApi(Protocol):
    """What the kiosk window may do: nothing that needs Zone R."""

    def view(self) -> "Future[DoorView]":
        """Say what is open now."""

    def record(self, sighting: Sighting) -> "Future[DoorAnswer]":
        """Mark the person seen, or say why not. The answer comes after COMMIT."""

    def refuse(self, refusal: Refusal) -> "Future[DoorAnswer]":
        """Count a refusal and word it."""

    def sign_code(self, number: str, pin: str) -> "Future[DoorAnswer]":
        """Mark by roster number and PIN. Raises KioskError CODE_WRONG, CODE_WAIT or PIN_SHAPE."""

    def confirm(self, ticket: int, pin: str) -> "Future[DoorAnswer]":
        """Mark whoever of the look-alikes has this PIN, after AskPin.

        Raises KioskError CODE_WRONG, CODE_WAIT, PIN_SHAPE, or CONFIRM_OVER for a ticket used or too old.
        """

    def choose(self, ticket: int, session: SessionId) -> "Future[DoorAnswer]":
        """Mark for one of the sessions of AskSession. Raises KioskError CONFIRM_OVER."""

    def sign_card(self, code: str, source: SourceKind) -> "Future[DoorAnswer]":
        """Mark by a card that the camera read. Raises KioskError CARD_UNKNOWN, SOURCE_NOT_FOR_REAL."""

    def board(self) -> "Future[Sequence[BoardLine]]":
        """Give the second screen's lines; names only while somebody is signed in and the school says so."""

    def withdraw_face(self, number: str, pin: str) -> "Future[int]":
        """End one's own consents by number and PIN, whether or not anybody is signed in.

        Says how many templates went; 0 for somebody who had none. Raises CODE_WRONG, CODE_WAIT, PIN_SHAPE.
        """

    def take_back(self, event: EventId) -> "Future[bool]":
        """Void, after "not me", a mark made at this kiosk just now; False when it is too late."""


@dataclass(frozen=True, slots=True)
class NewSchool:
    """What the wizard asks.

    Attributes:
        school: Its name.
        admin: The administrator's name.
        passphrase: Theirs; at least 12 characters.
        class_name: The first class.
        is_trial: A trial takes marks from files and synthetic sources, and says so everywhere.
        zone: IANA zone.
        lesson_days: Weekdays (Monday 0) of the first class's fixed lesson; empty for none.
        lesson_starts: Wall-clock time.
        lesson_ends: Wall-clock time.
        custody: Where the device key shall be; None for the best that this machine gives.
    """

    school: str
    admin: str
    passphrase: str
    class_name: str
    is_trial: bool
    zone: str
    lesson_days: frozenset[int] = frozenset()
    lesson_starts: time = time(8, 0)
    lesson_ends: time = time(9, 0)
    custody: Custody | None = None

    def __repr__(self) -> str:
        """Show nothing: it holds a passphrase and names."""
        return "NewSchool(...)"


@dataclass(frozen=True, slots=True)
class SchoolMade:
    """What the wizard shows at its end; the recovery code is shown once and kept nowhere."""

    recovery_code: str
    custody: Custody

    def __repr__(self) -> str:
        """Show nothing of the code."""
        return "SchoolMade(...)"


class StartApi(Protocol):
    """An attended start: the device has no key; all answers are ATTENDED_START until somebody starts it."""

    def start_attended(self, passphrase: str, number: int | None = None) -> "Future[None]":
        """Open what the door needs, until the program ends. Nobody is signed in by it.

        `number` is the sign-in number; None tries every slot. Done at once where it is open already.
        Raises PASSPHRASE_WRONG, PASSPHRASE_WAIT, and what opening the data can raise; it can be tried again.
        """


class DeskApi(Protocol):
    """What the desk window and the commands may do. All but `sign_in` raise SIGNED_OUT while nobody is."""

    def sign_in(self, passphrase: str, number: int | None = None) -> "Future[SignedIn]":
        """Open Zone R and drain the outbox; start the kiosk too, where it waits for somebody.

        With a sign-in number only that slot is tried and slowed; without one all are, and "no number" is.
        Raises PASSPHRASE_WRONG, PASSPHRASE_WAIT, OUTBOX_BROKEN.
        """

    def sign_out(self) -> "Future[None]":
        """Close Zone R and wipe its key."""

    def school(self) -> "Future[str]":
        """The school's name."""

    def classes(self) -> "Future[Sequence[SchoolClass]]":
        """All classes by name."""

    def add_class(self, name: str) -> "Future[SchoolClass]":
        """Add a class. Raises CLASS_EXISTS, TEXT_BAD."""

    def people(self, class_id: ClassId | None = None) -> "Future[Sequence[PersonSummary]]":
        """Everybody, or a class's members."""

    def add_person(self, number: str, name: str, class_ids: Sequence[ClassId]) -> "Future[Person]":
        """Add somebody. Raises PERSON_EXISTS, TEXT_BAD."""

    def person_by_number(self, number: str) -> "Future[Person]":
        """Find somebody. Raises PERSON_UNKNOWN."""

    def set_pin(self, person: PersonId, pin: str) -> "Future[None]":
        """Set or change a PIN. Raises PIN_SHAPE, PIN_EASY."""

    def record_consent(self, person: PersonId, text: str, given_by: str, live_until: date) -> "Future[None]":
        """Record a consent."""

    def withdraw_consent(self, person: PersonId) -> "Future[int]":
        """Withdraw it and erase the person's templates at once; says how many."""

    def enrol_pictures(self, person: PersonId, pictures: Sequence[Path]) -> "Future[Enrolled]":
        """Make a template from picture files, which are read and forgotten.

        Raises CONSENT_MISSING, NO_GOOD_FACE, DUPLICATE_FACE; see enrol_as_twins.
        """

    def enrol_camera(self, person: PersonId, *, has_glasses: bool = False) -> "Future[Enrolled]":
        """Make a template from the camera; progress by CameraApi.

        Raises CONSENT_MISSING, CAMERA_NONE, DUPLICATE_FACE; see enrol_as_twins.
        """

    def enrol_as_twins(self, person: PersonId) -> "Future[Enrolled]":
        """Store the template that DUPLICATE_FACE refused just now: two people, told apart by their PINs.

        Raises CONSENT_MISSING, CONFIRM_OVER when there is none, or it is too old.
        """

    def system(self) -> "Future[SystemView]":
        """Say how recognition is doing. Raises ADMIN_NEEDED for a teacher."""

    def look_at_folder(self, folder: Path, on_progress: Progress | None = None) -> "Future[FolderPlan]":
        """Say what enrolling a folder of pictures would do: `101.jpg`, `101_2.jpg`, `101/…` are number 101's.

        `on_progress` is called on another thread, with pictures looked at. Changes nothing, keeps nothing.
        Raises NOT_ALLOWED, FILE_UNREADABLE, SOURCE_UNREADABLE without a picture, IMPORT_TOO_LARGE,
        IMPORT_STOPPED.
        """

    def enrol_folder(
        self, folder: Path, plan: FolderPlan, on_progress: Progress | None = None
    ) -> "Future[tuple[FolderResult, ...]]":
        """Enrol whoever a plan accepts; each answer says what came of one.

        `on_progress` is called on another thread, with people enrolled. Raises SIGNED_OUT, NOT_ALLOWED,
        DATABASE_FULL; once somebody was enrolled, the answers say where it ended and why instead.
        """

    def cancel_folder(self) -> None:
        """Stop either; whoever was enrolled by then stays so."""

    def cancel_enrolment(self) -> None:
        """Stop a running enrolment by camera; its future is cancelled."""

    def sessions(self, day: date) -> "Future[Sequence[Session]]":
        """The day's sessions of all classes, by start, and those that run into it from before."""

    def open_session(self, class_id: ClassId, starts: Instant, ends: Instant) -> "Future[Session]":
        """Add a session. Raises SESSION_TIMES, SESSION_EXISTS."""

    def plan_lessons(
        self, class_id: ClassId, days: frozenset[int], starts: time, ends: time, first: date, last: date
    ) -> "Future[int]":
        """Add a class's fixed lessons for a term; says how many sessions that makes."""

    def close_session(self, session: SessionId) -> "Future[Session]":
        """Close a register: whoever is unmarked becomes absent."""

    def reopen_session(self, session: SessionId) -> "Future[Session]":
        """Open it again: what closing set is taken back, marks stay."""

    def roster(self, session: SessionId) -> "Future[Roster]":
        """The register as it stands."""

    def correct(
        self,
        session: SessionId,
        people: Sequence[PersonId],
        state: MarkState,
        note: str = "",
        *,
        code: str = "",
        minutes: int | None = None,
    ) -> "Future[Correction]":
        """Set a state for several people at once.

        `code` is one of the group's set; `minutes` says how late, for LATE. Once a register is closed a note
        is needed. Raises REASON_NEEDED, CODE_UNKNOWN.
        """

    def undo(self, correction: Correction) -> "Future[None]":
        """Take a correction back. Raises SESSION_CLOSED once the register was closed after it."""

    def redo(self, correction: Correction) -> "Future[Correction]":
        """Make a correction that was taken back once more; gives the new one. Raises SESSION_CLOSED."""

    def history(self, session: SessionId, person: PersonId) -> "Future[Sequence[HistoryLine]]":
        """Everything that happened to a line, oldest first."""

    def look_at(self, session: SessionId, people: Sequence[PersonId]) -> "Future[None]":
        """Say that the marks made by code or card were looked at: their sign goes."""

    def overview(self, day: date) -> "Future[Sequence[SessionCounts]]":
        """Every register of the day with its counts, by start: the office's view."""

    def wide_roster(self, day: date, sessions: Sequence[SessionId] = ()) -> "Future[Sequence[WideRow]]":
        """Several registers as one list, by class and name; none named: those running now, else the day's."""

    def missing(self) -> "Future[Sequence[Missing]]":
        """Whoever is expected now and unmarked, by class and name."""

    def person_days(self, person: PersonId, first: date, last: date) -> "Future[Sequence[PersonDay]]":
        """One person's sessions, oldest first; cancelled ones are left out. Raises PERSON_UNKNOWN."""

    def change_person(
        self, person: PersonId, number: str, name: str, class_ids: Sequence[ClassId]
    ) -> "Future[Person]":
        """Change somebody; who leaves a group keeps their marks.

        Raises PERSON_EXISTS, PERSON_UNKNOWN, TEXT_BAD.
        """

    def add_visitor(self, session: SessionId, name: str, note: str = "") -> "Future[Person]":
        """Add somebody who is not of the school to one register, and mark them present. Raises TEXT_BAD."""

    def set_symbol(self, person: PersonId, symbol: str) -> "Future[Person]":
        """Choose what the door shows beside somebody's tick. Raises PERSON_UNKNOWN, TEXT_BAD."""

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` on the database thread after each committed change to marks. One callback."""


class SetupApi(Protocol):
    """First start."""

    def suggest_passphrase(self) -> str:
        """Six random words. At once: it touches nothing of the school."""

    def is_weak(self, passphrase: str) -> bool:
        """Say whether `create` would refuse a passphrase as too easy to guess. At once, as above."""

    def custody_here(self) -> "Future[Custody]":
        """Say where this machine would keep a device key: KEYRING or FILE. Makes nothing."""

    def create(self, plan: NewSchool) -> "Future[SchoolMade]":
        """Make the data directory. Raises DATA_DIR_EXISTS, PASSPHRASE_WEAK, TEXT_BAD; then makes nothing."""
