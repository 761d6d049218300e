"""A timetable without storage: TimetableApi over the fake desk's classes, by the domain's own rules.

Answers are ready at once. The school keeps one term with a holiday in it, and its groups have a week. They
cannot ship: tests/ is not in the package.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, time
from typing import TypeVar

from kiosk.domain.clock import Instant
from kiosk.domain.code_sets import CodeSet
from kiosk.domain.groups import Group, GroupKind, GroupOptions, SchoolMinutes
from kiosk.domain.ids import ClassId, LessonId, SessionId
from kiosk.domain.people import Role, SchoolClass
from kiosk.domain.sessions import Session
from kiosk.domain.timetable import (
    Difference,
    Lesson,
    Planned,
    Span,
    TimetableChange,
    are_days_sound,
    compare,
    meetings,
    overlapping,
)
from kiosk.errors import Code, KioskError
from kiosk.storage import acronyms, code_files
from tests.fakes_desk import ZONE, FakeDesk
from tests.fakes_office import answer

T = TypeVar("T")
TERM = Span("term-0", "Autumn term", date(2026, 9, 1), date(2026, 12, 18))
HOLIDAY = Span("holiday-0", "Founder's day", date(2026, 12, 1), date(2026, 12, 1))


class FakeTimetable:
    """Groups are the desk's classes with a kind and options beside; sessions are the desk's own."""

    def __init__(self, desk: FakeDesk) -> None:
        self.desk = desk
        self.calls: list[str] = []
        self.kinds: dict[ClassId, GroupKind] = {}
        self.options: dict[ClassId, GroupOptions] = {}
        self.terms_: list[Span] = [TERM]
        self.holidays_: list[Span] = [HOLIDAY]
        self.lessons_: list[Lesson] = []
        self.of_lesson: dict[SessionId, LessonId] = {}
        self.sets = {name: code_files.load(name) for name in code_files.names()}
        self._count = 0

    # Groups

    def groups(self) -> "Future[Sequence[Group]]":
        return self._answer("groups", self._groups)

    def add_group(self, name: str, kind: GroupKind, options: GroupOptions) -> "Future[Group]":
        def job() -> Group:
            self._check_group(name, options)
            made = SchoolClass(ClassId(f"class-{len(self.desk.classes_)}"), name.strip())
            self.desk.classes_.append(made)
            return self._set(made, kind, options)

        return self._answer("add_group", job, is_admins=True)

    def change_group(
        self, group: ClassId, name: str, kind: GroupKind, options: GroupOptions
    ) -> "Future[Group]":
        def job() -> Group:
            place = self._place(group)
            self._check_group(name, options, but=group)
            self.desk.classes_[place] = SchoolClass(group, name.strip())
            return self._set(self.desk.classes_[place], kind, options)

        return self._answer("change_group", job, is_admins=True)

    # The week and the year

    def terms(self) -> "Future[Sequence[Span]]":
        return self._answer("terms", lambda: list(self.terms_))

    def set_terms(self, spans: Sequence[Span]) -> "Future[None]":
        def job() -> None:
            if (late := overlapping(spans)) is not None:
                raise KioskError(Code.SPAN_BAD, where=late.name)
            self.terms_ = self._spans("term", spans)

        return self._answer("set_terms", job, is_admins=True)

    def holidays(self) -> "Future[Sequence[Span]]":
        return self._answer("holidays", lambda: list(self.holidays_))

    def set_holidays(self, spans: Sequence[Span]) -> "Future[None]":
        def job() -> None:
            self.holidays_ = self._spans("holiday", spans)

        return self._answer("set_holidays", job, is_admins=True)

    def lessons(self, group: ClassId | None = None) -> "Future[Sequence[Lesson]]":
        def job() -> list[Lesson]:
            ordered = sorted(self.lessons_, key=lambda one: (one.weekday, one.starts, one.id))
            return [one for one in ordered if group is None or one.class_id == group]

        return self._answer("lessons", job)

    def add_lesson(self, lesson: Lesson) -> "Future[Lesson]":
        def job() -> Lesson:
            made = self._checked(replace(lesson, id=LessonId(self._id("lesson"))))
            self.lessons_.append(made)
            return made

        return self._answer("add_lesson", job, is_admins=True)

    def change_lesson(self, lesson: Lesson) -> "Future[Lesson]":
        def job() -> Lesson:
            self._require(lesson.id)
            made = self._checked(lesson)
            self.lessons_ = [made if one.id == made.id else one for one in self.lessons_]
            return made

        return self._answer("change_lesson", job, is_admins=True)

    def remove_lesson(self, lesson: LessonId) -> "Future[None]":
        def job() -> None:
            self._require(lesson)
            self.lessons_ = [one for one in self.lessons_ if one.id != lesson]

        return self._answer("remove_lesson", job, is_admins=True)

    # Sessions

    def preview(self) -> "Future[TimetableChange]":
        return self._answer("preview", lambda: self._compare()[1], is_admins=True)

    def apply(self) -> "Future[TimetableChange]":
        def job() -> TimetableChange:
            difference, counts = self._compare()
            gone = {one.id for one in difference.remove}
            self.desk.sessions_ = [one for one in self.desk.sessions_ if one.id not in gone]
            for meeting in difference.add:
                lesson = meeting.lesson
                options = self.options.get(lesson.class_id, GroupOptions())
                session = SessionId(self._id("planned"))
                times = (meeting.starts, meeting.ends)
                self.desk.sessions_.append(
                    options.session(session, lesson.class_id, times, SchoolMinutes(), lesson.room)
                )
                self.of_lesson[session] = lesson.id
            return counts

        return self._answer("apply", job, is_admins=True)

    def open_once(self, group: ClassId, starts: Instant, ends: Instant, room: str = "") -> "Future[Session]":
        def job() -> Session:
            self._place(group)
            if ends.utc <= starts.utc:
                raise KioskError(Code.SESSION_TIMES)
            if any((s.class_id, s.starts, s.ends) == (group, starts, ends) for s in self.desk.sessions_):
                raise KioskError(Code.SESSION_EXISTS)
            options = self.options.get(group, GroupOptions())
            session = SessionId(self._id("once"))
            made = options.session(session, group, (starts, ends), SchoolMinutes(), room)
            self.desk.sessions_.append(made)
            return made

        return self._answer("open_once", job)

    def cancel(self, session: SessionId) -> "Future[Session]":
        return self._answer("cancel", lambda: self._cancel(session, self.desk.clock.now), is_admins=True)

    def restore(self, session: SessionId) -> "Future[Session]":
        return self._answer("restore", lambda: self._cancel(session, None), is_admins=True)

    # Codes

    def code_sets(self) -> "Future[Sequence[CodeSet]]":
        return self._answer("code_sets", lambda: list(self.sets.values()))

    def set_acronym(self, code_set: str, code: str, acronym: str) -> "Future[None]":
        def job() -> None:
            if code_set not in self.sets:
                raise KioskError(Code.CODE_UNKNOWN, where=code_set)
            before = self.sets[code_set]
            own = code_files.load(code_set).find(code)
            wanted = acronyms.checked(before, code, acronym) or (own.acronym if own else "")
            codes = tuple(replace(c, acronym=wanted) if c.code == code else c for c in before.codes)
            self.sets[code_set] = replace(before, codes=codes)

        return self._answer("set_acronym", job, is_admins=True)

    # Inside

    def _answer(self, name: str, job: Callable[[], T], *, is_admins: bool = False) -> "Future[T]":
        self.calls.append(name)

        def checked() -> T:
            if not self.desk.is_open:
                raise KioskError(Code.SIGNED_OUT)
            if is_admins and self.desk.role is not Role.ADMIN:
                raise KioskError(Code.NOT_ALLOWED)
            return job()

        return answer(checked)

    def _id(self, kind: str) -> str:
        self._count += 1
        return f"{kind}-{self._count}"

    def _groups(self) -> list[Group]:
        return [self._group(one) for one in sorted(self.desk.classes_, key=lambda one: one.name)]

    def _group(self, one: SchoolClass) -> Group:
        kind, options = self.kinds.get(one.id, GroupKind.CLASS), self.options.get(one.id, GroupOptions())
        members = sum(one.id in summary.classes for summary in self.desk.people_)
        return Group(one.id, one.name, kind, options, members)

    def _set(self, one: SchoolClass, kind: GroupKind, options: GroupOptions) -> Group:
        self.kinds[one.id], self.options[one.id] = kind, options
        return self._group(one)

    def _place(self, group: ClassId) -> int:
        for place, one in enumerate(self.desk.classes_):
            if one.id == group:
                return place
        raise KioskError(Code.CLASS_UNKNOWN, where=group)

    def _check_group(self, name: str, options: GroupOptions, but: ClassId | None = None) -> None:
        if not name.strip():
            raise KioskError(Code.TEXT_BAD, where="name", detail="empty")
        if wrong := options.wrong_minutes():
            raise KioskError(Code.MINUTES_BAD, where=wrong)
        wanted = name.strip().casefold()
        if any(one.name.casefold() == wanted for one in self.desk.classes_ if one.id != but):
            raise KioskError(Code.CLASS_EXISTS, where=name)

    def _spans(self, kind: str, spans: Sequence[Span]) -> list[Span]:
        for span in spans:
            if not span.name.strip():
                raise KioskError(Code.TEXT_BAD, where="name", detail="empty")
            if not are_days_sound(span.first, span.last):
                raise KioskError(Code.SPAN_BAD, where=span.name)
        made = [replace(span, id=span.id or self._id(kind)) for span in spans]
        return sorted(made, key=lambda span: span.first)

    def _checked(self, lesson: Lesson) -> Lesson:
        place = self._place(lesson.class_id)
        if not are_days_sound(lesson.first, lesson.last):
            raise KioskError(Code.SPAN_BAD, where=self.desk.classes_[place].name)
        if any(lesson.doubles(other) for other in self.lessons_ if other.id != lesson.id):
            raise KioskError(Code.SESSION_EXISTS)
        return lesson

    def _require(self, lesson: LessonId) -> None:
        if all(one.id != lesson for one in self.lessons_):
            raise KioskError(Code.LESSON_UNKNOWN)

    def _compare(self) -> tuple[Difference, TimetableChange]:
        now = self.desk.clock.now
        found = meetings(self.lessons_, self.terms_, self.holidays_, ZONE, now)
        marked = {event.session for event in self.desk.events}
        there = [
            Planned(
                one.id,
                one.class_id,
                self.of_lesson.get(one.id),
                one.starts.local_date,
                one.starts,
                one.ends,
                one.id in marked or one.closed is not None or one.cancelled is not None,
            )
            for one in self.desk.sessions_
        ]
        difference = compare(found.given, there, now)
        counts = (len(difference.add), len(difference.remove), len(difference.keep), found.in_holidays)
        return difference, TimetableChange(*counts)

    def _cancel(self, session: SessionId, at: Instant | None) -> Session:
        for place, one in enumerate(self.desk.sessions_):
            if one.id == session:
                self.desk.sessions_[place] = replace(one, cancelled=at)
                return self.desk.sessions_[place]
        raise KioskError(Code.SESSION_UNKNOWN)


def with_a_week(timetable: FakeTimetable) -> FakeTimetable:
    """Give each class of the desk lessons from Monday to Friday, half an hour later from class to class.

    The second one has a room of its own on Wednesday, and the third meets every other Friday night, too.
    """
    for number, one in enumerate(timetable.desk.classes_):
        starts, ends = time(8 + number // 2, 30 * (number % 2)), time(9 + number // 2, 30 * (number % 2))
        for weekday in range(5):
            room = "Lab 2" if (number, weekday) == (1, 2) else ""
            timetable.lessons_.append(
                Lesson(
                    LessonId(timetable._id("lesson")), one.id, weekday, starts, ends, TERM.first, TERM.last,
                    room=room,
                )
            )  # fmt: skip
        if number == 2:
            timetable.lessons_.append(
                Lesson(
                    LessonId(timetable._id("lesson")), one.id, 4, time(22), time(2), TERM.first, TERM.last,
                    every_weeks=2,
                )
            )  # fmt: skip
    return timetable
