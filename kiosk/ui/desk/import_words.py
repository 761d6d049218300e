"""Words of an import, in the language in use: files, columns, problems, and what was done."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from kiosk.domain.importing import (
    FileColumns,
    Problem,
    RosterField,
    RosterPlan,
    TimetableField,
    TimetablePlan,
)
from kiosk.reports.importing.sentences import CONTEXT, SENTENCES
from kiosk.ui import i18n

CALENDAR: Final = "ics"
_MOST_NAMES: Final = 12
Plan = RosterPlan | TimetablePlan


def format_word(found: FileColumns) -> str:
    """Say what a file is: its kind, and of a text its letters and what parts its columns."""
    say = QCoreApplication.translate
    sep = say("import", " · ")
    names = {
        "csv": say("import", "Text table (CSV)"),
        "xlsx": say("import", "Excel (XLSX)"),
        CALENDAR: say("import", "Calendar (iCalendar)"),
        "oneroster-1.1": say("import", "OneRoster 1.1"),
        "oneroster-1.2": say("import", "OneRoster 1.2"),
    }
    parts = [names.get(found.format, found.format)]
    if found.encoding:
        parts.append(say("import", "letters: {encoding}").format(encoding=_encoding_word(found.encoding)))
    if found.delimiter:
        parts.append(_delimiter_word(found.delimiter))
    parts.append(say("import", "lines: {count}").format(count=i18n.number(found.rows)))
    return sep.join(parts)


def _encoding_word(encoding: str) -> str:
    say = QCoreApplication.translate
    known = {
        "cp1256": say("import", "Windows Arabic"),
        "cp1252": say("import", "Windows Western"),
        "utf-8": "UTF-8",
        "utf-8-sig": "UTF-8",
    }
    return i18n.isolate(known.get(encoding, encoding.upper()))


def _delimiter_word(delimiter: str) -> str:
    say = QCoreApplication.translate
    return {
        ",": say("import", "parted by commas"),
        ";": say("import", "parted by semicolons"),
        "\t": say("import", "parted by tabs"),
    }.get(delimiter, i18n.isolate(delimiter))


def fields_of(kind: str, found: FileColumns) -> tuple[str, ...]:
    """Give what a column of a file can be."""
    if found.format == CALENDAR:
        return (TimetableField.GROUP.value, TimetableField.ROOM.value)
    fields = RosterField if kind == "roster" else TimetableField
    return tuple(field.value for field in fields)


def field_word(field: str) -> str:
    """Name what a column can be."""
    say = QCoreApplication.translate
    return {
        RosterField.NUMBER.value: say("import", "Number"),
        RosterField.NAME.value: say("import", "Whole name"),
        RosterField.GIVEN_NAME.value: say("import", "Given name"),
        RosterField.FAMILY_NAME.value: say("import", "Family name"),
        RosterField.GROUPS.value: say("import", "Groups"),
        RosterField.LANGUAGE.value: say("import", "Language for letters"),
        RosterField.LEAVING.value: say("import", "Last day"),
        TimetableField.GROUP.value: say("import", "Group"),
        TimetableField.WEEKDAY.value: say("import", "Day of the week"),
        TimetableField.STARTS.value: say("import", "Starts"),
        TimetableField.ENDS.value: say("import", "Ends"),
        TimetableField.ROOM.value: say("import", "Room"),
        TimetableField.FIRST.value: say("import", "First day of the lesson"),
        TimetableField.LAST.value: say("import", "Last day of the lesson"),
        TimetableField.EVERY_WEEKS.value: say("import", "Every how many weeks"),
    }[field]


def missing_fields(kind: str, found: FileColumns, chosen: Sequence[str]) -> tuple[str, ...]:
    """Give what is still needed of a table before it can be read."""
    if not found.titles or found.format == CALENDAR:
        return ()
    needed = (
        (RosterField.NUMBER.value,) if kind == "roster" else tuple(f.value for f in list(TimetableField)[:4])
    )
    lacking = [field for field in needed if field not in chosen]
    names = {RosterField.NAME.value, RosterField.GIVEN_NAME.value, RosterField.FAMILY_NAME.value}
    if kind == "roster" and not names & set(chosen):
        lacking.append(RosterField.NAME.value)
    return tuple(lacking)


def problem_words(problem: Problem) -> str:
    """Say what is wrong, without where it is."""
    detail = problem.detail
    if detail.isdecimal():
        detail = i18n.number(int(detail))
    return QCoreApplication.translate(CONTEXT, SENTENCES[problem.reason]).format(detail=detail)


def plan_lines(plan: Plan) -> tuple[str, ...]:
    """Say what a plan would do, or did; the counts first."""
    return _roster_lines(plan) if isinstance(plan, RosterPlan) else _timetable_lines(plan)


def is_idle(plan: Plan) -> bool:
    """Say whether a plan would change nothing."""
    if isinstance(plan, RosterPlan):
        return not plan.changes and not plan.new_groups
    return not (plan.added or plan.removed or plan.new_groups or plan.one_off or plan.called_off)


def _roster_lines(plan: RosterPlan) -> tuple[str, ...]:
    say, sep = QCoreApplication.translate, QCoreApplication.translate("import", " · ")
    counts = (
        (plan.count("add"), say("import", "New: {count}")),
        (plan.count("change"), say("import", "Changed: {count}")),
        (plan.count("leave"), say("import", "Leaving: {count}")),
        (plan.unchanged, say("import", "Unchanged: {count}")),
    )
    lines = [sep.join(text.format(count=i18n.number(count)) for count, text in counts)]
    if plan.new_groups:
        lines.append(_named(say("import", "New groups: {names}"), plan.new_groups))
    if not plan.count("leave"):
        return tuple(lines)
    lines.append(say("import", "Whoever leaves keeps the marks they have."))
    if plan.kept_groups:
        text = say("import", "Groups of the school that the file does not mention stay as they are: {count}")
        lines.append(text.format(count=i18n.number(len(plan.kept_groups))))
    return tuple(lines)


def _timetable_lines(plan: TimetablePlan) -> tuple[str, ...]:
    say = QCoreApplication.translate
    counts = (
        (plan.lessons, say("import", "Lessons of the week in the file: {count}")),
        (plan.added, say("import", "New lessons: {count}")),
        (
            plan.removed,
            say("import", "Lessons of these groups that the file does not have, and that go: {count}"),
        ),
        (plan.one_off, say("import", "Sessions on one day only: {count}")),
        (plan.called_off, say("import", "Meetings that are called off: {count}")),
    )
    lines = [text.format(count=i18n.number(count)) for count, text in counts if count]
    if plan.new_groups:
        lines.append(_named(say("import", "New groups: {names}"), plan.new_groups))
    return tuple(lines)


def _named(pattern: str, names: Sequence[str]) -> str:
    say = QCoreApplication.translate
    shown = say("import", ", ").join(i18n.isolate(name) for name in names[:_MOST_NAMES])
    rest = len(names) - _MOST_NAMES
    if rest > 0:
        shown = say("import", "{names} and more: {count}").format(names=shown, count=i18n.number(rest))
    return pattern.format(names=shown)
