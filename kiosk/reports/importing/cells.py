"""What single cells mean: texts, days, times, weekdays, languages. No error holds what a cell holds."""

import re
from datetime import date, time
from functools import cache
from typing import Final

from kiosk.domain.folding import fold
from kiosk.domain.names import TextProblem, ascii_digits, clean_name, clean_number
from kiosk.domain.timetable import FIRST_YEAR, LAST_YEAR

_ISO: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]00:00(?::00)?)?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2})(?:[:.]\d{2})?)?\s*([a-z.]*|ص|م|صباحا|مساء?)")
_SPLIT_GROUPS: Final = re.compile(r"[,;|\n\u060c\u061b]")
_SPLIT_DAYS: Final = re.compile(r"[,;/|+&\s\u060c\u061b]+")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
_LANGUAGES: Final = {
    "en": ("english", "الانجليزية", "انجليزي"),
    "ar": ("arabic", "العربية", "عربي"),
    "fr": ("french", "français", "الفرنسية"),
    "de": ("german", "deutsch"),
    "es": ("spanish", "español"),
    "tr": ("turkish", "türkçe"),
}
_WEEKDAYS: Final = (
    ("monday", "mon", "mo", "1", "الاثنين", "اثنين", "الإثنين"),
    ("tuesday", "tue", "tues", "tu", "2", "الثلاثاء", "ثلاثاء", "الثلاثا"),
    ("wednesday", "wed", "we", "3", "الأربعاء", "أربعاء", "الاربعا"),
    ("thursday", "thu", "thur", "thurs", "th", "4", "الخميس", "خميس"),
    ("friday", "fri", "fr", "5", "الجمعة", "جمعة"),
    ("saturday", "sat", "sa", "6", "السبت", "سبت"),
    ("sunday", "sun", "su", "7", "الأحد", "أحد"),
)
"""Monday first; numbers as ISO 8601 counts."""
_FIRST_HALF: Final = frozenset({"am", "a", "ص", "صباحا"})
_SECOND_HALF: Final = frozenset({"pm", "p", "م", "مسا", "مساء"})


class CellProblem(ValueError):  # noqa: N818 - a problem with a file, told to the person
    """What is wrong with a cell, as a code of `kiosk.reports.importing.sentences`."""


def name_of(cell: str) -> str:
    """Clean a name. Raises CellProblem."""
    try:
        return clean_name(cell)
    except TextProblem as problem:
        raise CellProblem(str(problem)) from None


def number_of(cell: str) -> str:
    """Clean a school's own id. Raises CellProblem."""
    try:
        return clean_number(cell)
    except TextProblem as problem:
        raise CellProblem(str(problem)) from None


def groups_of(cell: str, known: frozenset[str]) -> tuple[str, ...]:
    """Part a cell into groups at commas, semicolons, bars and line breaks, Arabic ones among them.

    Args:
        cell: As it is.
        known: Groups that the school has, casefolded: one whose name holds a comma is not parted.

    Raises:
        CellProblem: For a name that is none.
    """
    if not cell.strip():
        return ()
    whole = " ".join(cell.split())
    parts = [whole] if whole.casefold() in known else _SPLIT_GROUPS.split(cell)
    names = [name_of(part) for part in parts if part.strip()]
    return tuple({name.casefold(): name for name in reversed(names)}.values())[::-1]


def language_of(cell: str) -> str:
    """Read a language's tag or its name; "" for nothing. Raises CellProblem."""
    text = cell.strip()
    if not text:
        return ""
    named = _language_names().get(fold(text), text)
    if len(named) > 35 or _LANGUAGE.fullmatch(named) is None:
        raise CellProblem("language")
    first, *rest = named.split("-")
    return "-".join((first.lower(), *rest))


def day_of(cell: str) -> date | None:
    """Read a day: 2026-11-26, 26.11.2026, or 26/11/2026 where it can be nothing else; None for nothing.

    Raises:
        CellProblem: "bad-date", "ambiguous-date", "far-date".
    """
    text = ascii_digits(cell.strip())
    if not text:
        return None
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _DOTTED.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _SLASHED.fullmatch(text):
        day, month, year = map(int, found.groups())
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month:
            raise CellProblem("ambiguous-date")
    else:
        raise CellProblem("bad-date")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellProblem("far-date")
    try:
        return date(year, month, day)
    except ValueError:
        raise CellProblem("bad-date") from None


def time_of(cell: str) -> time:
    """Read a time of day: 08:00, 8.00, 8:00 AM, in Arabic with a letter for the half of the day.

    Raises:
        CellProblem: "bad-time".
    """
    found = _TIME.fullmatch(ascii_digits(cell.strip()).casefold())
    if found is None:
        raise CellProblem("bad-time")
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    half = fold(found.group(3)).replace(".", "")
    if half in _FIRST_HALF | _SECOND_HALF and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half in _SECOND_HALF else 0)
    elif half or found.group(2) is None:
        raise CellProblem("bad-time")
    try:
        return time(hour, minute)
    except ValueError:
        raise CellProblem("bad-time") from None


def weekdays_of(cell: str) -> tuple[int, ...]:
    """Read one weekday or several, Monday 0.

    Raises:
        CellProblem: "empty", "unknown-weekday".
    """
    parts = [part for part in _SPLIT_DAYS.split(fold(cell).replace(".", "")) if part]
    if not parts:
        raise CellProblem("empty")
    known = _weekday_names()
    if any(part not in known for part in parts):
        raise CellProblem("unknown-weekday")
    return tuple(sorted({known[part] for part in parts}))


def weeks_of(cell: str) -> int:
    """Read every how many weeks: 1 or 2; nothing is 1. Raises CellProblem."""
    text = ascii_digits(cell.strip())
    if text not in {"", "1", "2"}:
        raise CellProblem("every-weeks")
    return int(text or 1)


@cache
def _weekday_names() -> dict[str, int]:
    return {fold(name): day for day, names in enumerate(_WEEKDAYS) for name in names}


@cache
def _language_names() -> dict[str, str]:
    return {fold(name): tag for tag, names in _LANGUAGES.items() for name in names}
