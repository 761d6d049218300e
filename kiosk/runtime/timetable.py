"""TimetableApi: each question becomes a job of the database thread. What the door serves follows at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from kiosk.domain.clock import Instant
from kiosk.domain.code_sets import CodeSet
from kiosk.domain.groups import Group, GroupKind, GroupOptions, SchoolMinutes
from kiosk.domain.ids import ClassId, LessonId, SessionId
from kiosk.domain.sessions import Session
from kiosk.domain.timetable import Lesson, Span, TimetableChange

if TYPE_CHECKING:
    from kiosk.runtime.services import Services
    from kiosk.storage.timetable import Timetable
    from kiosk.storage.vault import Vault

T = TypeVar("T")


class TimetableService:
    """Implements TimetableApi."""

    def __init__(self, services: "Services") -> None:
        self._services = services

    # Groups

    def groups(self) -> "Future[Sequence[Group]]":
        """Give all groups by name, of a teacher their own."""
        return self._read(lambda timetable: timetable.groups())

    def add_group(self, name: str, kind: GroupKind, options: GroupOptions) -> "Future[Group]":
        """Add one. Raises CLASS_EXISTS, TEXT_BAD, MINUTES_BAD."""
        return self._write(lambda timetable: timetable.add_group(name, kind, options))

    def change_group(
        self, group: ClassId, name: str, kind: GroupKind, options: GroupOptions
    ) -> "Future[Group]":
        """Change one. Raises CLASS_EXISTS, CLASS_UNKNOWN, TEXT_BAD, MINUTES_BAD."""
        return self._write(lambda timetable: timetable.change_group(group, name, kind, options))

    # The week and the year

    def terms(self) -> "Future[Sequence[Span]]":
        """Give them by first day."""
        return self._read(lambda timetable: timetable.terms())

    def set_terms(self, spans: Sequence[Span]) -> "Future[None]":
        """Replace them all. Raises SPAN_BAD, TEXT_BAD."""
        return self._read(lambda timetable: timetable.set_terms(spans))

    def holidays(self) -> "Future[Sequence[Span]]":
        """Give them by first day."""
        return self._read(lambda timetable: timetable.holidays())

    def set_holidays(self, spans: Sequence[Span]) -> "Future[None]":
        """Replace them all. Raises SPAN_BAD, TEXT_BAD."""
        return self._read(lambda timetable: timetable.set_holidays(spans))

    def lessons(self, group: ClassId | None = None) -> "Future[Sequence[Lesson]]":
        """Give them by weekday, then start."""
        return self._read(lambda timetable: timetable.lessons(group))

    def add_lesson(self, lesson: Lesson) -> "Future[Lesson]":
        """Add one. Raises CLASS_UNKNOWN, SPAN_BAD, SESSION_EXISTS, TEXT_BAD."""
        return self._read(lambda timetable: timetable.add_lesson(lesson))

    def change_lesson(self, lesson: Lesson) -> "Future[Lesson]":
        """Change one. Raises as add_lesson, and LESSON_UNKNOWN."""
        return self._read(lambda timetable: timetable.change_lesson(lesson))

    def remove_lesson(self, lesson: LessonId) -> "Future[None]":
        """Take one away. Raises LESSON_UNKNOWN."""
        return self._read(lambda timetable: timetable.remove_lesson(lesson))

    # Sessions

    def preview(self) -> "Future[TimetableChange]":
        """Say what `apply` would do."""
        return self._read(lambda timetable: timetable.preview(self.school_minutes()))

    def apply(self) -> "Future[TimetableChange]":
        """Make the sessions to come what the timetable says."""
        return self._mark(lambda timetable: timetable.apply(self.school_minutes()))

    def open_once(self, group: ClassId, starts: Instant, ends: Instant, room: str = "") -> "Future[Session]":
        """Add a one-off session. Raises SESSION_TIMES, SESSION_EXISTS, CLASS_UNKNOWN, TEXT_BAD."""
        return self._write(
            lambda timetable: timetable.open_once(group, starts, ends, room, self.school_minutes())
        )

    def cancel(self, session: SessionId) -> "Future[Session]":
        """Call a session off. Raises SESSION_UNKNOWN."""
        return self._mark(lambda timetable: timetable.cancel(session))

    def restore(self, session: SessionId) -> "Future[Session]":
        """Take that back. Raises SESSION_UNKNOWN."""
        return self._mark(lambda timetable: timetable.restore(session))

    # Codes

    def code_sets(self) -> "Future[Sequence[CodeSet]]":
        """Give every set with the school's own letters."""
        return self._read(lambda timetable: timetable.code_sets())

    def set_acronym(self, code_set: str, code: str, acronym: str) -> "Future[None]":
        """Write a code in the school's own way. Raises CODE_UNKNOWN, ACRONYM_BAD."""
        return self._read(lambda timetable: timetable.set_acronym(code_set, code, acronym))

    def school_minutes(self) -> SchoolMinutes:
        """Give what the settings say for groups that say nothing themselves."""
        settings = self._services.settings
        return SchoolMinutes(settings.early_minutes, settings.late_after_minutes)

    def _read(self, job: "Callable[[Timetable], T]") -> "Future[T]":
        return self._services.submit(lambda vault: job(vault.office.timetable))

    def _write(self, job: "Callable[[Timetable], T]") -> "Future[T]":
        def write(vault: "Vault") -> T:
            answer = job(vault.office.timetable)
            self._services.refresh(vault)
            return answer

        return self._services.submit(write)

    def _mark(self, job: "Callable[[Timetable], T]") -> "Future[T]":
        """As `_write`, and what windows show of registers is out of date."""

        def mark(vault: "Vault") -> T:
            answer = job(vault.office.timetable)
            self._services.refresh(vault)
            self._services.note_change()
            return answer

        return self._services.submit(mark)
