"""What the report says in words: figures, labels of its lines, and what a chart shows in a sentence."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from kiosk.reports.rates import Rate, Report
from kiosk.ui import i18n

NOTHING = "–"
"""Instead of a rate where nothing was expected."""


class Section(StrEnum):
    """The parts of the report, in the order they are shown."""

    PEOPLE = "people"
    GROUPS = "groups"
    WEEKDAYS = "weekdays"
    SESSIONS = "sessions"
    LATE = "late"
    TREND = "trend"
    DAYS = "days"


def lines_of(report: Report, section: Section) -> Sequence[Rate]:
    """Give a section's lines."""
    if section is Section.LATE:
        late = [rate for rate in report.people if rate.late]
        return sorted(late, key=lambda rate: (-rate.late_minutes, -rate.late))
    return {
        Section.PEOPLE: report.people,
        Section.GROUPS: report.groups,
        Section.WEEKDAYS: report.weekdays,
        Section.SESSIONS: report.sessions,
        Section.TREND: report.trend,
        Section.DAYS: report.days,
    }[section]


def section_word(section: Section) -> str:
    """Name a section."""
    say = QCoreApplication.translate
    return {
        Section.PEOPLE: say("report", "People"),
        Section.GROUPS: say("report", "Groups"),
        Section.WEEKDAYS: say("report", "Weekdays"),
        Section.SESSIONS: say("report", "Time of day"),
        Section.LATE: say("report", "Late minutes"),
        Section.TREND: say("report", "Week by week"),
        Section.DAYS: say("report", "Calendar"),
    }[section]


def line_title(section: Section) -> str:
    """Give the title of the first column."""
    say = QCoreApplication.translate
    return {
        Section.PEOPLE: say("report", "Person"),
        Section.GROUPS: say("report", "Group"),
        Section.WEEKDAYS: say("report", "Weekday"),
        Section.SESSIONS: say("report", "Begins at"),
        Section.LATE: say("report", "Person"),
        Section.TREND: say("report", "Week from"),
        Section.DAYS: say("report", "Day"),
    }[section]


def line_label(section: Section, rate: Rate) -> str:
    """Name a line: people and groups as the school writes them, days in the language in use."""
    if section is Section.WEEKDAYS:
        return weekday_word(int(rate.key))
    if section is Section.TREND:
        return short_day(date.fromisoformat(rate.key))
    if section is Section.DAYS:
        return full_day(date.fromisoformat(rate.key))
    if section is Section.SESSIONS:
        return i18n.time_text(datetime.combine(date.min, time.fromisoformat(rate.key)))
    return rate.label


def _shown(section: Section, rate: Rate) -> str:
    return i18n.isolate(line_label(section, rate))


def weekday_word(weekday: int, *, is_short: bool = False) -> str:
    """Name a weekday, Monday being 0; `is_short` for the head of a column."""
    shape = QLocale.FormatType.ShortFormat if is_short else QLocale.FormatType.LongFormat
    return i18n.locale().standaloneDayName(weekday + 1, shape)


def short_day(day: date) -> str:
    """Write a day without its year: "12 May"."""
    return i18n.locale().toString(QDate(day.year, day.month, day.day), "d MMM")


def full_day(day: date) -> str:
    """Write a day with weekday and year: "Tue 12 May 2026"."""
    return i18n.locale().toString(QDate(day.year, day.month, day.day), "ddd d MMM yyyy")


def plain_day(day: date) -> str:
    """Write a day with its year: "12 May 2026"."""
    return i18n.locale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def percent(value: float) -> str:
    """Write a rate with one decimal: "91.3 %"."""
    figure = i18n.locale().toString(value, "f", 1)
    return QCoreApplication.translate("report", "{rate} %").format(rate=figure)


def whole_percent(value: float) -> str:
    """Write a rate without decimals, rounded down, so that 100 is nobody missing."""
    return QCoreApplication.translate("report", "{rate} %").format(rate=i18n.number(int(value)))


def rate_text(rate: Rate) -> str:
    """Write a line's rate; a dash where nothing was expected."""
    return percent(rate.percent) if rate.expected else NOTHING


def late_text(rate: Rate) -> str:
    """Write a line's late minutes, and how often: "43 min (6)"."""
    say = QCoreApplication.translate
    text = say("report", "{minutes} min ({times})")
    return text.format(minutes=i18n.number(rate.late_minutes), times=i18n.number(rate.late))


def total_words(report: Report) -> str:
    """Say what all lines together are."""
    say, total, count = QCoreApplication.translate, report.total, i18n.number
    if not total.expected:
        return say("report", "No marks were expected on these days.")
    parts = [
        say("report", "Attended: {rate} ({attended} of {expected})").format(
            rate=percent(total.percent), attended=count(total.attended), expected=count(total.expected)
        ),
        say("report", "late: {count} (minutes: {minutes})").format(
            count=count(total.late), minutes=count(total.late_minutes)
        ),
        say("report", "absent: {count}").format(count=count(total.absent)),
        say("report", "excused: {count}").format(count=count(total.excused)),
    ]
    return "  ·  ".join(parts)


def unmarked_words(report: Report) -> str:
    """Say how many lines nobody marked; "" for none. They are in no rate."""
    if not report.unmarked:
        return ""
    text = QCoreApplication.translate(
        "report", "△ Not marked and not closed: {count}. They are in none of the figures."
    )
    return text.format(count=i18n.number(report.unmarked))


def finding(section: Section, rates: Sequence[Rate]) -> str:
    """Say what a section's chart shows, in a sentence that needs no chart; "" where there is nothing."""
    say = QCoreApplication.translate
    known = [rate for rate in rates if rate.expected]
    if not known:
        return ""
    if section is Section.LATE:
        return say("report", "Most late: {who} with {what}.").format(
            who=_shown(section, known[0]), what=late_text(known[0])
        )
    if section is Section.TREND:
        return _trend_finding(known)
    lowest, highest = _extremes(known)
    if len(known) == 1:
        return say("report", "{who}: {rate}.").format(who=_shown(section, lowest), rate=rate_text(lowest))
    if lowest.percent == highest.percent:
        return say("report", "The rate is {rate} everywhere.").format(rate=rate_text(lowest))
    return say("report", "Lowest: {low} with {low_rate}. Highest: {high} with {high_rate}.").format(
        low=_shown(section, lowest), low_rate=rate_text(lowest),
        high=_shown(section, highest), high_rate=rate_text(highest),
    )  # fmt: skip


def _extremes(rates: Sequence[Rate]) -> tuple[Rate, Rate]:
    return min(rates, key=lambda rate: rate.percent), max(rates, key=lambda rate: rate.percent)


def _trend_finding(weeks: Sequence[Rate]) -> str:
    say, first, last = QCoreApplication.translate, weeks[0], weeks[-1]
    if len(weeks) == 1:
        return say("report", "There is one week: {rate}.").format(rate=rate_text(first))
    if rate_text(last) == rate_text(first):  # a difference that nobody can read is none
        text = say("report", "The first and the last week have the same rate, {last}.")
    elif last.percent > first.percent:
        text = say("report", "The rate rose from {first} in the first week to {last} in the last.")
    else:
        text = say("report", "The rate fell from {first} in the first week to {last} in the last.")
    lowest, _ = _extremes(weeks)
    more = say("report", "Lowest: the week from {day} with {rate}.")
    return " ".join((
        text.format(first=rate_text(first), last=rate_text(last)),
        more.format(day=line_label(Section.TREND, lowest), rate=rate_text(lowest)),
    ))  # fmt: skip
