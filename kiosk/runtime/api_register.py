"""What may be asked around the register: timetable, imports, cards, reports, follow-ups.

As in `kiosk.runtime.api`, every method returns a Future at once. All raise SIGNED_OUT while nobody is signed
in, and NOT_ALLOWED where the table of `kiosk.domain.permissions` says no.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.clock import Instant
from kiosk.domain.code_sets import CodeSet
from kiosk.domain.follow_up import (
    FollowRule,
    FollowState,
    FollowUp,
    Letter,
    LetterTemplate,
    ReportScope,
)
from kiosk.domain.groups import Group, GroupKind, GroupOptions
from kiosk.domain.ids import ClassId, FollowUpId, LessonId, LetterId, PersonId, SessionId
from kiosk.domain.importing import FileColumns, RosterPlan, TimetablePlan
from kiosk.domain.people import DaySheet
from kiosk.domain.registers import IssuedCard
from kiosk.domain.sessions import Session
from kiosk.domain.timetable import Lesson, Span, TimetableChange

if TYPE_CHECKING:
    from kiosk.reports.rates import Report

Progress = Callable[[int, int], None]
"""Called with (done, of how many), on another thread."""


class TimetableApi(Protocol):
    """Groups, lessons, terms, holidays, cancelled sessions, codes."""

    def groups(self) -> "Future[Sequence[Group]]":
        """All groups by name, of a teacher their own."""

    def add_group(self, name: str, kind: GroupKind, options: GroupOptions) -> "Future[Group]":
        """Add one. Raises CLASS_EXISTS, TEXT_BAD, MINUTES_BAD."""

    def change_group(
        self, group: ClassId, name: str, kind: GroupKind, options: GroupOptions
    ) -> "Future[Group]":
        """Change one; its sessions to come follow with the next `apply`.

        Raises CLASS_EXISTS, CLASS_UNKNOWN, TEXT_BAD, MINUTES_BAD.
        """

    def terms(self) -> "Future[Sequence[Span]]":
        """By first day."""

    def set_terms(self, spans: Sequence[Span]) -> "Future[None]":
        """Replace them all. Raises SPAN_BAD for one that ends before it begins, or two that overlap."""

    def holidays(self) -> "Future[Sequence[Span]]":
        """By first day."""

    def set_holidays(self, spans: Sequence[Span]) -> "Future[None]":
        """Replace them all. Raises SPAN_BAD for one that ends before it begins."""

    def lessons(self, group: ClassId | None = None) -> "Future[Sequence[Lesson]]":
        """By weekday, then start."""

    def add_lesson(self, lesson: Lesson) -> "Future[Lesson]":
        """Add one; `apply` makes its sessions. Raises CLASS_UNKNOWN, SPAN_BAD, SESSION_EXISTS, TEXT_BAD."""

    def change_lesson(self, lesson: Lesson) -> "Future[Lesson]":
        """Change one. Raises as add_lesson, and LESSON_UNKNOWN."""

    def remove_lesson(self, lesson: LessonId) -> "Future[None]":
        """Take one away. Raises LESSON_UNKNOWN."""

    def preview(self) -> "Future[TimetableChange]":
        """Say what `apply` would do."""

    def apply(self) -> "Future[TimetableChange]":
        """Make the sessions to come what the timetable says. Past ones and those with marks stay."""

    def open_once(self, group: ClassId, starts: Instant, ends: Instant, room: str = "") -> "Future[Session]":
        """Add a one-off session. Raises SESSION_TIMES, SESSION_EXISTS, CLASS_UNKNOWN, TEXT_BAD."""

    def cancel(self, session: SessionId) -> "Future[Session]":
        """Call a session off; its marks stay and count nowhere. Raises SESSION_UNKNOWN."""

    def restore(self, session: SessionId) -> "Future[Session]":
        """Take that back. Raises SESSION_UNKNOWN."""

    def code_sets(self) -> "Future[Sequence[CodeSet]]":
        """Every set with the school's own letters."""

    def set_acronym(self, code_set: str, code: str, acronym: str) -> "Future[None]":
        """Write a code in the school's own way; "" goes back. Raises CODE_UNKNOWN, ACRONYM_BAD."""


class ImportApi(Protocol):
    """Files in. Reading runs beside the database thread; applying is one transaction, all or nothing."""

    def open_file(self, file: Path, kind: str, sheet: str = "") -> "Future[FileColumns]":
        """Look at a file; `kind` is "roster" or "timetable". Raises IMPORT_* with file, row and column.

        `sheet`, here and below: of a workbook; "" for the first.
        """

    def plan_roster(
        self,
        file: Path,
        mapping: Mapping[str, str],
        *,
        is_whole: bool,
        on_progress: Progress | None = None,
        sheet: str = "",
    ) -> "Future[RosterPlan]":
        """Say what importing people would do.

        `is_whole`: whoever of the file's groups is not in it leaves. Raises IMPORT_*, IMPORT_STOPPED.
        """

    def apply_roster(self, plan: RosterPlan, on_progress: Progress | None = None) -> "Future[RosterPlan]":
        """Do it. Raises IMPORT_PROBLEMS, IMPORT_OUTDATED, IMPORT_STOPPED; then nothing is changed."""

    def plan_timetable(
        self, file: Path, mapping: Mapping[str, str], sheet: str = ""
    ) -> "Future[TimetablePlan]":
        """Say what importing lessons would do. Raises IMPORT_*."""

    def apply_timetable(self, plan: TimetablePlan) -> "Future[TimetablePlan]":
        """Do it, and make the sessions. Raises IMPORT_PROBLEMS, IMPORT_OUTDATED."""

    def remember(self, kind: str, titles: Sequence[str], mapping: Mapping[str, str]) -> "Future[None]":
        """Keep a mapping for files with these titles."""

    def cancel(self) -> None:
        """Stop what runs; its future holds IMPORT_STOPPED."""


@dataclass(frozen=True, slots=True)
class CardState:
    """Whether somebody has a card.

    Attributes:
        person: Who.
        issued: When the card in use was made; None for none.
    """

    person: PersonId
    issued: Instant | None


class CardsApi(Protocol):
    """QR cards."""

    def states(self, group: ClassId | None = None) -> "Future[Sequence[CardState]]":
        """Everybody of a group, or of the school, by name."""

    def issue(self, people: Sequence[PersonId]) -> "Future[Sequence[IssuedCard]]":
        """Make a card for each; an older one of theirs stops working at once. Raises PERSON_UNKNOWN."""

    def revoke(self, person: PersonId) -> "Future[bool]":
        """Stop a card; False when there was none. Raises PERSON_UNKNOWN."""


class ReportsApi(Protocol):
    """Sheets and rates."""

    def sheet(self, scope: ReportScope, on_progress: Progress | None = None) -> "Future[DaySheet]":
        """Everything a sheet says, for any scope.

        Raises SESSION_UNKNOWN, SESSION_CANCELLED, CLASS_UNKNOWN, PERSON_UNKNOWN, EXPORT_STOPPED.
        """

    def note_export(self, scope: ReportScope, fmt: str, rows: int) -> "Future[None]":
        """Write the audit row of an export."""

    def rates(self, scope: ReportScope, on_progress: Progress | None = None) -> "Future[Report]":
        """Rates by person, group, weekday and session, trend, heat map. Raises REPORT_STOPPED."""

    def cancel_sheet(self) -> None:
        """Stop the sheets that are being read; a report goes on."""

    def cancel_rates(self) -> None:
        """Stop the reports that are being counted; a sheet goes on."""

    def shows_names_on_board(self) -> "Future[bool]":
        """Whether the second screen may show names."""

    def set_names_on_board(self, shows: bool) -> "Future[None]":
        """Choose it."""


class FollowUpsApi(Protocol):
    """Whom the rules found, and letters."""

    def rules(self) -> "Future[Sequence[FollowRule]]":
        """All rules; three that are off stand ready in a new school."""

    def set_rules(self, rules: Sequence[FollowRule]) -> "Future[None]":
        """Replace them; what a removed one found goes with it. Raises RULE_BAD."""

    def look(self) -> "Future[int]":
        """Apply the rules to the registers as they are; says how many are new."""

    def found(self, state: FollowState | None = None) -> "Future[Sequence[FollowUp]]":
        """The list, newest first."""

    def set_state(self, found: Sequence[FollowUpId], state: FollowState, note: str = "") -> "Future[None]":
        """Say how far it is. Raises FOLLOW_UP_UNKNOWN, TEXT_BAD."""

    def templates(self) -> "Future[Sequence[LetterTemplate]]":
        """The school's letters by name and language; a new school has one in English and one in Arabic."""

    def save_template(self, template: LetterTemplate) -> "Future[LetterTemplate]":
        """Add or change one. Raises LETTER_FIELD for a merge field that is none, TEXT_BAD, LETTER_EXISTS."""

    def remove_template(self, letter: LetterId) -> "Future[None]":
        """Take one away."""

    def letters(self, found: Sequence[FollowUpId], template_name: str) -> "Future[Sequence[Letter]]":
        """Fill a letter in for each, in the person's language where there is one, else the school's first."""

    def note_letters(self, found: Sequence[FollowUpId], fmt: str) -> "Future[None]":
        """Write the audit row of letters that were written to a file."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The five together, as the desk's window takes them."""

    timetable: TimetableApi
    imports: ImportApi
    cards: CardsApi
    reports: ReportsApi
    follow_ups: FollowUpsApi
