"""Which column of a table is what: guessed from its title in English or Arabic, and checked when chosen."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from kiosk.domain.folding import fold
from kiosk.domain.importing import RosterField, TimetableField
from kiosk.errors import Code, KioskError
from kiosk.reports.importing.table import Table
from kiosk.reports.importing.titles import ROSTER_TITLES, TIMETABLE_TITLES

F = TypeVar("F", RosterField, TimetableField)
ROSTER: Final = "roster"
TIMETABLE: Final = "timetable"
_NO_WORD: Final = re.compile(r"[^\w]+|_")


def guess(titles: Sequence[str], kind: str) -> dict[str, str]:
    """Give title -> field for what the titles tell.

    Args:
        titles: Of the columns.
        kind: ROSTER or TIMETABLE.
    """
    if kind == TIMETABLE:
        return _guess(titles, _aliases(TimetableField), TimetableField.GROUP)
    found = _guess(titles, _aliases(RosterField), RosterField.GROUPS)
    fields = set(found.values())
    if RosterField.NAME in fields and {RosterField.GIVEN_NAME, RosterField.FAMILY_NAME} <= fields:
        # "Name" beside a given and a family name says the same once more.
        return {title: field for title, field in found.items() if field != RosterField.NAME}
    if RosterField.FAMILY_NAME in fields and RosterField.GIVEN_NAME not in fields:
        # "Name" and "Surname": the first is the given name.
        return {t: RosterField.GIVEN_NAME if f == RosterField.NAME else f for t, f in found.items()}
    return found


def chosen(table: Table, mapping: Mapping[str, str], kind: str) -> dict[str, list[int]]:
    """Give field -> places of its columns, and see that what is needed is there.

    Raises:
        KioskError: IMPORT_COLUMNS.
    """
    places: dict[str, list[int]] = {}
    for title, field in mapping.items():
        if title not in table.titles:
            raise KioskError(Code.IMPORT_COLUMNS, where=table.name, detail="needs-title")
        places.setdefault(field, []).append(table.titles.index(title))
    known = {str(field) for field in (TimetableField if kind == TIMETABLE else RosterField)}
    if not set(places) <= known:
        raise KioskError(Code.IMPORT_COLUMNS, where=table.name, detail="needs-field")
    if any(len(columns) > 1 for field, columns in places.items() if field != RosterField.GROUPS):
        raise KioskError(Code.IMPORT_COLUMNS, where=table.name, detail="needs-one-column")
    if missing := _missing(set(places), kind):
        raise KioskError(Code.IMPORT_COLUMNS, where=table.name, detail=", ".join(missing))
    return {field: sorted(columns) for field, columns in places.items()}


def chosen_properties(mapping: Mapping[str, str], known: Sequence[str], where: str) -> dict[str, str]:
    """Give GROUP and perhaps ROOM -> a calendar's property.

    Raises:
        KioskError: IMPORT_COLUMNS.
    """
    if not set(mapping) <= set(known):
        raise KioskError(Code.IMPORT_COLUMNS, where=where, detail="needs-title")
    found = {field: name for name, field in mapping.items()}
    if not set(found) <= {TimetableField.GROUP, TimetableField.ROOM}:
        raise KioskError(Code.IMPORT_COLUMNS, where=where, detail="needs-field")
    if len(found) < len(mapping):
        raise KioskError(Code.IMPORT_COLUMNS, where=where, detail="needs-one-column")
    if TimetableField.GROUP not in found:
        raise KioskError(Code.IMPORT_COLUMNS, where=where, detail="needs-group")
    return found


def _missing(have: set[str], kind: str) -> list[str]:
    if kind == TIMETABLE:
        needed = (
            TimetableField.GROUP,
            TimetableField.WEEKDAY,
            TimetableField.STARTS,
            TimetableField.ENDS,
        )
        return [f"needs-{field}" for field in needed if field not in have]
    has_name = bool({RosterField.NAME, RosterField.GIVEN_NAME, RosterField.FAMILY_NAME} & have)
    missing = [] if RosterField.NUMBER in have else ["needs-number"]
    return missing if has_name else [*missing, "needs-name"]


def _guess(titles: Sequence[str], aliases: Mapping[str, tuple[str, int]], several: StrEnum) -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    groups: list[str] = []
    for title in titles:
        field, rank = aliases.get(_words(title), ("", 0))
        if field == several == RosterField.GROUPS:
            groups.append(title)
        elif field and (field not in best or rank < best[field][0]):
            best[field] = (rank, title)
    found = {title: field for field, (_, title) in best.items()}
    found.update(dict.fromkeys(groups, RosterField.GROUPS.value))
    return {title: found[title] for title in titles if title in found}


@cache
def _aliases(fields: type[RosterField] | type[TimetableField]) -> Mapping[str, tuple[str, int]]:
    table: Iterable[tuple[StrEnum, str]]
    table = ROSTER_TITLES.items() if fields is RosterField else TIMETABLE_TITLES.items()
    return {
        _words(alias): (field.value, rank)
        for field, names in table
        for rank, alias in enumerate(names.split(", "))
    }


def _words(title: str) -> str:
    return " ".join(_NO_WORD.sub(" ", fold(title)).split())
