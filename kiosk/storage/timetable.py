"""Groups, lessons, terms and holidays, and the sessions that follow from them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.code_sets import CodeSet
from kiosk.domain.groups import Group, GroupKind, GroupOptions, SchoolMinutes
from kiosk.domain.ids import ClassId, LessonId, SessionId, new_id, short
from kiosk.domain.permissions import Act
from kiosk.domain.sessions import Session
from kiosk.domain.timetable import Lesson, Span, TimetableChange, are_days_sound, overlapping
from kiosk.errors import Code, KioskError
from kiosk.storage import acronyms, code_files, group_rows, mirror, rows, session_plan, texts
from kiosk.storage.desk import Desk
from kiosk.storage.sqlcipher import ConstraintError

AS_NEW_SCHOOL: Final = SchoolMinutes()


class Timetable:
    """The synchronous twin of `kiosk.runtime.api_register.TimetableApi`."""

    def __init__(self, desk: Desk) -> None:
        """Take both zones; used by the vault."""
        self._desk = desk

    # Groups

    def groups(self) -> list[Group]:
        """Give all groups by name, of a teacher their own."""
        self._desk.require(Act.SEE_REGISTERS)
        own = self._desk.own_classes()
        found = group_rows.read_groups(self._desk.records)
        return [group for group in found if own is None or group.id in own]

    def add_group(self, name: str, kind: GroupKind, options: GroupOptions) -> Group:
        """Add one. Raises KioskError CLASS_EXISTS, TEXT_BAD, MINUTES_BAD, CODE_UNKNOWN."""
        self._desk.require(Act.EDIT_TIMETABLE)
        group = Group(ClassId(new_id()), texts.clean("name", name), kind, _checked(options))
        return self._write_group("class-added", group, group_rows.insert_group)

    def change_group(self, group: ClassId, name: str, kind: GroupKind, options: GroupOptions) -> Group:
        """Change one; sessions that exist follow with the next `apply`.

        Raises:
            KioskError: CLASS_EXISTS, CLASS_UNKNOWN, TEXT_BAD, MINUTES_BAD, CODE_UNKNOWN.
        """
        self._desk.require(Act.EDIT_TIMETABLE)
        before = self._group(group)
        after = replace(before, name=texts.clean("name", name), kind=kind, options=_checked(options))
        return self._write_group("group-changed", after, group_rows.update_group)

    # Terms and holidays

    def terms(self) -> list[Span]:
        """Give them by first day."""
        self._desk.require(Act.SEE_REGISTERS)
        return group_rows.read_spans(self._desk.records, "terms")

    def set_terms(self, spans: Sequence[Span]) -> None:
        """Replace them all. Raises KioskError SPAN_BAD, TEXT_BAD."""
        self._desk.require(Act.EDIT_TIMETABLE)
        if (late := overlapping(spans)) is not None:
            raise KioskError(Code.SPAN_BAD, where=late.name)
        self._write_spans("terms-set", "terms", spans)

    def holidays(self) -> list[Span]:
        """Give them by first day."""
        self._desk.require(Act.SEE_REGISTERS)
        return group_rows.read_spans(self._desk.records, "holidays")

    def set_holidays(self, spans: Sequence[Span]) -> None:
        """Replace them all. Raises KioskError SPAN_BAD, TEXT_BAD."""
        self._desk.require(Act.EDIT_TIMETABLE)
        self._write_spans("holidays-set", "holidays", spans)

    # Lessons

    def lessons(self, group: ClassId | None = None) -> list[Lesson]:
        """Give the week by weekday, then start; of a teacher their own groups'."""
        self._desk.require(Act.SEE_REGISTERS)
        own = self._desk.own_classes()
        return [
            lesson
            for lesson in group_rows.read_lessons(self._desk.records)
            if (own is None or lesson.class_id in own) and (group is None or lesson.class_id == group)
        ]

    def add_lesson(self, lesson: Lesson) -> Lesson:
        """Add one; `apply` makes its sessions.

        Raises:
            KioskError: CLASS_UNKNOWN, SPAN_BAD, TEXT_BAD; SESSION_EXISTS when the group has a lesson with the
                same hours on one of its days. Hours that only overlap are allowed: half a group may be
                elsewhere.
        """
        self._desk.require(Act.EDIT_TIMETABLE)
        return self._write_lesson("lesson-added", replace(lesson, id=LessonId(new_id())))

    def change_lesson(self, lesson: Lesson) -> Lesson:
        """Change one. Raises KioskError as `add_lesson`, and LESSON_UNKNOWN."""
        self._desk.require(Act.EDIT_TIMETABLE)
        self._require_lesson(lesson.id)
        return self._write_lesson("lesson-changed", lesson)

    def remove_lesson(self, lesson: LessonId) -> None:
        """Take one away; its sessions go with the next `apply`. Raises KioskError LESSON_UNKNOWN."""
        self._desk.require(Act.EDIT_TIMETABLE)
        self._require_lesson(lesson)
        with self._desk.act("lesson-removed", [lesson]):
            self._desk.records.write("DELETE FROM lessons WHERE lesson = ?", (lesson,))

    # Sessions

    def preview(self, school: SchoolMinutes = AS_NEW_SCHOOL) -> TimetableChange:
        """Say what `apply` would do."""
        self._desk.require(Act.EDIT_TIMETABLE)
        return self._plan(school).counts

    def apply(self, school: SchoolMinutes = AS_NEW_SCHOOL) -> TimetableChange:
        """Make the sessions to come what the timetable says; what has begun, and what holds marks, stays."""
        self._desk.require(Act.EDIT_TIMETABLE)
        found = self._plan(school)
        counts = found.counts
        if counts.added or counts.removed or counts.changed:
            detail = f"added={counts.added} removed={counts.removed} changed={counts.changed}"
            with self._desk.act("timetable-applied", detail=detail):
                session_plan.carry_out(self._desk.records, found)
            self._mirror(mirror.SESSIONS)
        return counts

    def open_once(
        self,
        group: ClassId,
        starts: Instant,
        ends: Instant,
        room: str = "",
        school: SchoolMinutes = AS_NEW_SCHOOL,
    ) -> Session:
        """Add a one-off session with its group's options.

        Raises:
            KioskError: SESSION_TIMES, SESSION_EXISTS, CLASS_UNKNOWN, TEXT_BAD.
        """
        self._desk.require_class(Act.OPEN_SESSIONS, group)
        if ends.utc <= starts.utc:
            raise KioskError(Code.SESSION_TIMES)
        options = self._group(group).options
        session = options.session(SessionId(new_id()), group, (starts, ends), school, _room(room))
        try:
            with self._desk.act("session-added", [session.id, group]):
                session_plan.insert(self._desk.records, session)
        except ConstraintError:
            raise KioskError(Code.SESSION_EXISTS) from None
        self._mirror(mirror.SESSIONS, session.id)
        return session

    def cancel(self, session: SessionId) -> Session:
        """Call a session off; its marks stay and count nowhere. Raises KioskError SESSION_UNKNOWN."""
        self._desk.require(Act.EDIT_TIMETABLE)
        self._desk.drain()
        if self._session(session).cancelled is None:
            self._set_cancelled("session-cancelled", session, self._desk.clock())
        return self._session(session)

    def restore(self, session: SessionId) -> Session:
        """Take that back. Raises KioskError SESSION_UNKNOWN."""
        self._desk.require(Act.EDIT_TIMETABLE)
        if self._session(session).cancelled is not None:
            self._set_cancelled("session-restored", session, None)
        return self._session(session)

    # Codes

    def code_sets(self) -> list[CodeSet]:
        """Give every set with the school's own letters."""
        self._desk.require(Act.SEE_REGISTERS)
        return [acronyms.of_school(self._desk.records, name) for name in code_files.names()]

    def set_acronym(self, code_set: str, code: str, acronym: str) -> None:
        """Write a code in the school's own way; "" goes back. Raises KioskError CODE_UNKNOWN, ACRONYM_BAD."""
        self._desk.require(Act.EDIT_RULES)
        wanted = acronyms.checked(acronyms.of_school(self._desk.records, code_set), code, acronym)
        with self._desk.act("acronym-set", detail=f"{code_set} {code}"):
            acronyms.write(self._desk.records, code_set, code, wanted)

    # Inside

    def _plan(self, school: SchoolMinutes) -> session_plan.SessionPlan:
        """Compare with the door's newest marks: what somebody came to early holds a mark already."""
        self._desk.drain()
        return session_plan.plan(self._desk.records, self._desk.install.zone, self._desk.clock(), school)

    def _group(self, class_id: ClassId) -> Group:
        found = group_rows.read_group(self._desk.records, class_id)
        if found is None:
            raise KioskError(Code.CLASS_UNKNOWN, where=short(class_id))
        return found

    def _write_group(self, action: str, group: Group, write: Callable[..., None]) -> Group:
        try:
            with self._desk.act(action, [group.id]):
                write(self._desk.records, group)
        except ConstraintError:
            raise KioskError(Code.CLASS_EXISTS, where=group.name) from None
        self._mirror(mirror.CLASSES, group.id)
        return group

    def _write_spans(self, action: str, table: str, spans: Sequence[Span]) -> None:
        cleaned = [replace(span, name=texts.clean("name", span.name)) for span in spans]
        for span in cleaned:
            if not are_days_sound(span.first, span.last):
                raise KioskError(Code.SPAN_BAD, where=span.name)
        with self._desk.act(action, detail=f"rows={len(cleaned)}"):
            group_rows.replace_spans(self._desk.records, table, cleaned)

    def _write_lesson(self, action: str, lesson: Lesson) -> Lesson:
        group = self._group(lesson.class_id)
        cleaned = replace(
            lesson,
            starts=lesson.starts.replace(second=0, microsecond=0),
            ends=lesson.ends.replace(second=0, microsecond=0),
            room=_room(lesson.room),
        )
        if not are_days_sound(cleaned.first, cleaned.last):
            raise KioskError(Code.SPAN_BAD, where=group.name)
        others = group_rows.read_lessons(self._desk.records)
        if any(cleaned.doubles(other) for other in others if other.id != cleaned.id):
            raise KioskError(Code.SESSION_EXISTS)
        with self._desk.act(action, [cleaned.id, cleaned.class_id]):
            group_rows.write_lesson(self._desk.records, cleaned)
        return cleaned

    def _require_lesson(self, lesson: LessonId) -> None:
        if not self._desk.records.read("SELECT 1 FROM lessons WHERE lesson = ?", (lesson,)):
            raise KioskError(Code.LESSON_UNKNOWN)

    def _session(self, session: SessionId) -> Session:
        found = self._desk.records.read(
            f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE session = ?", (session,)
        )
        if not found or not self._desk.sees(found[0][1]):
            raise KioskError(Code.SESSION_UNKNOWN)
        return rows.session(found[0])

    def _set_cancelled(self, action: str, session: SessionId, cancelled: Instant | None) -> None:
        with self._desk.act(action, [session]):
            self._desk.records.write(
                "UPDATE sessions SET cancelled_utc = ?, cancelled_zone = ?, cancelled_offset = ?"
                " WHERE session = ?",
                (*rows.instant_values(cancelled), session),
            )
        self._mirror(mirror.SESSIONS, session)

    def _mirror(self, table: "mirror.Table", identifier: str | None = None) -> None:
        mirror.copy(self._desk.records, self._desk.kiosk, table, self._desk.clock(), identifier)


def _checked(options: GroupOptions) -> GroupOptions:
    """Clean a group's options. Raises KioskError MINUTES_BAD, TEXT_BAD, CODE_UNKNOWN."""
    if wrong := options.wrong_minutes():
        raise KioskError(Code.MINUTES_BAD, where=wrong)
    code_files.load(options.code_set)
    return replace(options, room=_room(options.room))


def _room(text: str) -> str:
    return texts.clean("room", text) if text.strip() else ""
