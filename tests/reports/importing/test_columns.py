"""What a column is, by its title in English or Arabic."""

import pytest

from kiosk.domain.importing import RosterField, TimetableField
from kiosk.errors import Code, KioskError
from kiosk.reports.importing.columns import ROSTER, TIMETABLE, chosen, guess
from kiosk.reports.importing.table import Table, letters
from kiosk.reports.importing.titles import ROSTER_TITLES, TIMETABLE_TITLES


@pytest.mark.parametrize(
    ("titles", "fields"),
    [
        (("Number", "Name", "Class"), ("number", "name", "groups")),
        (("No", "Student ID", "Full name"), ("", "number", "name")),
        (("STUDENT_ID", "first-name", "Last Name:"), ("number", "given-name", "family-name")),
        (("ID", "Name", "Surname"), ("number", "given-name", "family-name")),
        (("ID", "Name", "First name", "Last name"), ("number", "", "given-name", "family-name")),
        (("رقم الطالب", "الاسم", "الصف"), ("number", "name", "groups")),
        (("رقم القيد", "الاسم الأوّل", "اسم العائله"), ("number", "given-name", "family-name")),
        (("الرقم", "الإسم", "المجموعة"), ("number", "name", "groups")),
        (("ID", "Name", "Class", "Team"), ("number", "name", "groups", "groups")),
        (("ID", "Name", "Language", "Leaving date"), ("number", "name", "language", "leaving")),
        (("ID", "Name", "Phone", ""), ("number", "name", "", "")),
    ],
)
def test_a_rosters_titles(titles: tuple[str, ...], fields: tuple[str, ...]) -> None:
    assert guess(titles, ROSTER) == {t: f for t, f in zip(titles, fields, strict=True) if f}


@pytest.mark.parametrize(
    ("titles", "fields"),
    [
        (("Class", "Day", "Start", "End", "Room"), ("group", "weekday", "starts", "ends", "room")),
        (("Group", "Weekday", "From", "To", "First day", "Last day", "Every weeks"),
         ("group", "weekday", "starts", "ends", "first", "last", "every-weeks")),
        (("الصف", "اليوم", "من", "إلى", "القاعة"), ("group", "weekday", "starts", "ends", "room")),
        (("SUMMARY", "LOCATION"), ("group", "room")),
    ],
)  # fmt: skip
def test_a_timetables_titles(titles: tuple[str, ...], fields: tuple[str, ...]) -> None:
    assert guess(titles, TIMETABLE) == dict(zip(titles, fields, strict=True))


def test_every_known_title_is_known_as_itself_and_as_nothing_else() -> None:
    for table, kind in ((ROSTER_TITLES, ROSTER), (TIMETABLE_TITLES, TIMETABLE)):
        for field, titles in table.items():
            for title in titles.split(", "):
                assert guess((title,), kind) in ({title: field.value}, {title: "given-name"}), title


def table(*titles: str) -> Table:
    return Table("x.csv", "csv", "utf-8", ",", titles, ())


@pytest.mark.parametrize(
    ("mapping", "kind", "detail"),
    [
        ({}, ROSTER, "needs-number, needs-name"),
        ({"a": "number"}, ROSTER, "needs-name"),
        ({"a": "name"}, ROSTER, "needs-number"),
        ({"a": "number", "b": "name", "c": "name"}, ROSTER, "needs-one-column"),
        ({"a": "number", "z": "name"}, ROSTER, "needs-title"),
        ({"a": "number", "b": "shoe-size"}, ROSTER, "needs-field"),
        ({"a": "group", "b": "weekday"}, TIMETABLE, "needs-starts, needs-ends"),
    ],
)
def test_a_choice_that_does_not_do(mapping: dict[str, str], kind: str, detail: str) -> None:
    with pytest.raises(KioskError) as raised:
        chosen(table("a", "b", "c"), mapping, kind)
    assert (raised.value.code, raised.value.detail) == (Code.IMPORT_COLUMNS, detail)


def test_a_choice_that_does() -> None:
    groups = RosterField.GROUPS
    found = chosen(table("a", "b", "c", "d"), {"d": groups, "a": "number", "b": "name", "c": groups}, ROSTER)
    assert found == {"groups": [2, 3], "number": [0], "name": [1]}
    assert TimetableField.GROUP not in found


@pytest.mark.parametrize(("column", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters(column: int, text: str) -> None:
    assert letters(column) == text
