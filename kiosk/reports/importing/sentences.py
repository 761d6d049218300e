"""What is wrong with a line of a file, in words; one table, marked for translation.

What is wrong with a file as a whole is worded in `kiosk.reasons`, as the detail of an error.
"""

from typing import Final

from kiosk.domain.importing import Problem
from kiosk.error_texts import QT_TRANSLATE_NOOP

_N = QT_TRANSLATE_NOOP
CONTEXT: Final = "imports"
SENTENCES: Final[dict[str, str]] = {
    "empty": _N("imports", "Nothing is written here."),
    "too_long": _N("imports", "This is too long."),
    "direction": _N("imports", "A hidden direction mark is in here; type it anew."),
    "control": _N("imports", "A character that cannot be seen is in here; type it anew."),
    "number-twice": _N("imports", "The same number is in row {detail} already."),
    "number-erased": _N("imports", "This number was somebody's who was erased and whose marks were kept."),
    "language": _N("imports", "This is no language; write its short form, such as en or ar."),
    "bad-date": _N("imports", "This is no day; write it as 2026-11-26."),
    "ambiguous-date": _N("imports", "Day and month could be meant either way; write it as 2026-11-26."),
    "far-date": _N("imports", "This day is too far away, or the time between two days is too long."),
    "bad-time": _N("imports", "This is no time of day; write it as 08:00."),
    "unknown-weekday": _N("imports", "This is no day of the week."),
    "every-weeks": _N("imports", "A lesson takes place every week or every second one: write 1 or 2."),
    "same-time": _N("imports", "It ends when it begins."),
    "last-before-first": _N("imports", "The last day is before the first."),
    "lesson-twice": _N("imports", "The same lesson is in row {detail} already."),
    "lesson-again": _N("imports", "Another row gives the group the same hours on one of its days."),
    "unknown-user": _N("imports", "Nobody in users.csv has this id."),
    "unknown-class": _N("imports", "No class in classes.csv has this id, or it was deleted."),
    "event-unreadable": _N("imports", "This cannot be read."),
    "event-rule": _N("imports", "Only rules for every week or every second one can be read."),
    "event-all-day": _N("imports", "It takes the whole day; a lesson has a time at which it begins."),
    "event-no-start": _N("imports", "It does not say when it begins."),
    "event-no-end": _N("imports", "It does not say when it ends, or ends before it begins."),
    "event-too-long": _N("imports", "It is longer than a day."),
    "event-zone": _N("imports", "Its time zone is not known."),
    "event-moved": _N("imports", "It changes a series that is not in this file, or all of it from a day on."),
    "more-problems": _N("imports", "Further problems that are not listed: {detail}."),
}
"""Reason of a `kiosk.domain.importing.Problem` -> sentence; `{detail}` is a number."""


def in_english(problem: Problem) -> str:
    """Say a problem, without where it is."""
    return SENTENCES[problem.reason].format(detail=problem.detail)
