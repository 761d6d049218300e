"""Letters filled in, and as text. Dates and figures are written as the letter's language does.

English and Arabic have their months and days here; in any other language a date is written 2026-11-23, which
nobody reads wrongly.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kiosk.domain.follow_up import Letter, LetterTemplate
from kiosk.domain.letters import LetterFacts, fill, held_together
from kiosk.errors import Code, KioskError
from kiosk.paths import write_private

NOTHING: Final = "–"
"""For a field that the rule has no figure for."""
_MONTHS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": (
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ),
        "ar": (
            "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
            "نوفمبر", "ديسمبر",
        ),
    }
)  # fmt: skip
_DAYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    }
)
_DIGITS: Final = MappingProxyType({"ar": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")})
_COMMAS: Final = MappingProxyType({"ar": "، "})
_PAGE: Final = "\n\n\f\n"
"""Between two letters of one text file: printers begin a new page there."""


def written(template: LetterTemplate, facts: LetterFacts) -> Letter:
    """Fill a letter in.

    Raises:
        KioskError: LETTER_FIELD cannot come: a template is checked when it is saved.
        FieldProblem: If the template names a field that is none.
    """
    values = _values(template.language, facts)
    return Letter(
        facts.found.person,
        template.language,
        fill(template.subject, values),
        fill(template.body, values),
        facts.school,
        facts.day,
    )


def day_in(language: str, day: date, *, has_weekday: bool = False) -> str:
    """Write a day in a language."""
    key = _key(language)
    if key not in _MONTHS:
        return day.isoformat()
    text = f"{number_in(key, day.day)} {_MONTHS[key][day.month - 1]} {number_in(key, day.year)}"
    return f"{_DAYS[key][day.weekday()]} {text}" if has_weekday else text


def number_in(language: str, value: int) -> str:
    """Write a whole number with a language's digits."""
    return str(value).translate(_DIGITS.get(_key(language), {}))


def letters_text(letters: Sequence[Letter]) -> str:
    """Give letters as plain text, one after the other, each on a page of its own when printed."""
    return _PAGE.join(_text(letter) for letter in letters)


def write_text(letters: Sequence[Letter], out: Path) -> tuple[Path, ...]:
    """Write letters as UTF-8 text, mode 0600, each file whole or not at all.

    Args:
        letters: In their order.
        out: A file for all of them; or a folder that is there, for one file a person.

    Returns:
        What was written.

    Raises:
        KioskError: FILE_NOT_WRITTEN.
    """
    if not out.is_dir():
        return (write_file(out, letters_text(letters).encode()),)
    names = file_names(letters, "txt")
    return tuple(
        write_file(out / name, letters_text([letter]).encode())
        for name, letter in zip(names, letters, strict=True)
    )


def file_names(letters: Sequence[Letter], ending: str) -> tuple[str, ...]:
    """Give each letter's file name: "letter_NUMBER_DAY.txt", by the school's number and never by a name.

    What no file system should be given is written "-"; who would get another's file name gets a figure more.
    """
    names: list[str] = []
    for letter in letters:
        kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in letter.person.number)
        stem = f"letter_{kept.strip('-') or 'person'}_{letter.day.isoformat()}"
        name, again = f"{stem}.{ending}", 1
        while name.lower() in {other.lower() for other in names}:
            again += 1
            name = f"{stem}_{again}.{ending}"
        names.append(name)
    return tuple(names)


def write_file(out: Path, content: bytes) -> Path:
    """Write one file of mode 0600. Raises KioskError FILE_NOT_WRITTEN."""
    try:
        write_private(out, content)
    except OSError as error:
        raise KioskError(Code.FILE_NOT_WRITTEN, where=out) from error
    return out


def _text(letter: Letter) -> str:
    day = day_in(letter.language, letter.day)
    return f"{letter.school}\n{day}\n\n{letter.subject}\n\n{letter.body}\n"


def _values(language: str, facts: LetterFacts) -> Mapping[str, str]:
    found = facts.found
    comma = _COMMAS.get(_key(language), ", ")

    def figure(name: str) -> str:
        return number_in(language, found.figures[name]) if name in found.figures else NOTHING

    return {
        "name": held_together(found.person.name),
        "number": held_together(found.person.number),
        "groups": comma.join(held_together(group) for group in found.groups) or NOTHING,
        "school": held_together(facts.school),
        "date": day_in(language, facts.day),
        "since": day_in(language, found.since),
        "days": figure("days"),
        "rate": figure("rate"),
        "sessions": figure("sessions"),
        "times": figure("times"),
        "absences": "\n".join(day_in(language, day, has_weekday=True) for day in facts.days) or NOTHING,
        "signed_by": held_together(facts.signed_by),
    }


def _key(language: str) -> str:
    return language.casefold().partition("-")[0]
