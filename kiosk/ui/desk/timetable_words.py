"""Words of the timetable, in the language in use."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from kiosk.domain.code_sets import CodeSet
from kiosk.domain.groups import PLAIN_CODES, Group, GroupKind, GroupOptions
from kiosk.domain.marks import MarkState
from kiosk.domain.timetable import Lesson, TimetableChange
from kiosk.ui import i18n
from kiosk.ui.desk.report_words import plain_day, weekday_word


def kind_word(kind: GroupKind) -> str:
    """Name a kind of group."""
    say = QCoreApplication.translate
    return {
        GroupKind.CLASS: say("timetable", "Class"),
        GroupKind.TEAM: say("timetable", "Team"),
        GroupKind.SHIFT: say("timetable", "Shift"),
        GroupKind.EVENT: say("timetable", "Event"),
    }[kind]


def closing_word(state: MarkState) -> str:
    """Say what closing a register makes of whoever is unmarked."""
    say = QCoreApplication.translate
    return {
        MarkState.ABSENT: say("timetable", "They are absent"),
        MarkState.EXCUSED: say("timetable", "They are excused"),
        MarkState.NOT_REQUIRED: say("timetable", "They were not required"),
        MarkState.UNMARKED: say("timetable", "They stay unmarked"),
    }[state]


def week_order() -> tuple[int, ...]:
    """Give the weekdays as the language in use begins its week; Monday is 0."""
    first = i18n.locale().firstDayOfWeek().value - 1
    return tuple((first + place) % 7 for place in range(7))


def clock_range(lesson: Lesson) -> str:
    """Write "08:00 – 09:00", and say where it ends on the next day."""
    shown = i18n.locale()
    starts, ends = (shown.toString(QTime(at.hour, at.minute), "HH:mm") for at in (lesson.starts, lesson.ends))
    if lesson.ends > lesson.starts:
        return f"{starts} – {ends}"
    return QCoreApplication.translate("timetable", "{starts} – {ends} next day").format(
        starts=starts, ends=ends
    )


def weeks_word(every_weeks: int) -> str:
    """Say how often a lesson takes place."""
    say = QCoreApplication.translate
    return say("timetable", "Every week") if every_weeks == 1 else say("timetable", "Every other week")


def lesson_words(lesson: Lesson, room: str = "") -> str:
    """Say a lesson in one line, for a tooltip and for a screen reader; `room` is where the group meets."""
    say, sep = QCoreApplication.translate, QCoreApplication.translate("timetable", " · ")
    parts = [f"{weekday_word(lesson.weekday)}, {clock_range(lesson)}"]
    if lesson.room or room:
        parts.append(say("timetable", "Room: {room}").format(room=i18n.isolate(lesson.room or room)))
    parts.append(weeks_word(lesson.every_weeks))
    parts.append(
        say("timetable", "{first} to {last}").format(
            first=plain_day(lesson.first), last=plain_day(lesson.last)
        )
    )
    return sep.join(parts)


def group_words(group: Group) -> str:
    """Say what a group is: kind, members, room."""
    say, sep = QCoreApplication.translate, QCoreApplication.translate("timetable", " · ")
    parts = [kind_word(group.kind)]
    if group.options.is_open:
        parts.append(say("timetable", "Open to everybody"))
    else:
        parts.append(say("timetable", "Members: {count}").format(count=i18n.number(group.members)))
    if group.options.room:
        parts.append(say("timetable", "Room: {room}").format(room=i18n.isolate(group.options.room)))
    return sep.join(parts)


def options_words(options: GroupOptions, sets: Sequence[CodeSet]) -> str:
    """Say what holds for a group's sessions."""
    say, sep = QCoreApplication.translate, QCoreApplication.translate("timetable", " · ")
    parts = [
        say("timetable", "Early: {minutes}").format(minutes=_minutes(options.early_minutes)),
        say("timetable", "Late: {minutes}").format(minutes=_minutes(options.late_after_minutes)),
        say("timetable", "Door closes: {minutes}").format(
            minutes=say("timetable", "at the end")
            if options.closes_after_minutes is None
            else _minutes(options.closes_after_minutes)
        ),
        say("timetable", "Unmarked at closing: {what}").format(what=closing_word(options.closing)),
    ]
    if options.has_departures:
        text = say("timetable", "Leaving and coming back, {minutes} apart")
        parts.append(text.format(minutes=_minutes(options.cooldown_minutes)))
    if options.code_set != PLAIN_CODES:
        titles = {each.name: each.title for each in sets}
        title = i18n.isolate(titles.get(options.code_set, options.code_set))
        parts.append(say("timetable", "Codes: {title}").format(title=title))
    return sep.join(parts)


def change_lines(change: TimetableChange) -> tuple[str, ...]:
    """Say what applying the timetable does, a line for each thing; () where it does nothing."""
    say = QCoreApplication.translate
    texts = (
        (change.added, say("timetable", "New sessions: {count}")),
        (change.changed, say("timetable", "Sessions that get another room or other minutes: {count}")),
        (change.removed, say("timetable", "Sessions to come that go, since no lesson gives them: {count}")),
    )
    return tuple(text.format(count=i18n.number(count)) for count, text in texts if count)


def aside_lines(change: TimetableChange) -> tuple[str, ...]:
    """Say what applying leaves as it is."""
    say = QCoreApplication.translate
    texts = (
        (
            change.kept,
            say(
                "timetable",
                "Kept although no lesson gives them, since they hold marks or were changed by hand: {count}",
            ),
        ),
        (
            change.in_holidays,
            say("timetable", "Not taking place, since they fall on holidays or outside the terms: {count}"),
        ),
    )
    return tuple(text.format(count=i18n.number(count)) for count, text in texts if count)


def hour_text(hour: int) -> str:
    """Write an hour at the side of the week."""
    here = i18n.locale()
    here.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return here.toString(QTime(hour % 24, 0), "HH:mm")


def _minutes(minutes: int | None) -> str:
    say = QCoreApplication.translate
    if minutes is None:
        return say("timetable", "as in the settings")
    return say("timetable", "{count} min").format(count=i18n.number(minutes))
