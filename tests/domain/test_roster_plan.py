"""What importing people would change: tables of plain values."""

from datetime import date

import pytest

from kiosk.domain.ids import PersonId
from kiosk.domain.importing import KnownPerson, KnownSchool, Problem, RosterFile, RosterLine, RosterPlan
from kiosk.domain.roster_plan import plan_roster

TODAY = date(2026, 11, 23)
ADA = KnownPerson(PersonId("ada"), "1", "Ada", "", ("7a", "Choir"))
BEA = KnownPerson(PersonId("bea"), "2", "Bea", "en", ("7b",))
CAI = KnownPerson(PersonId("cai"), "3", "Cai", "", (), has_left=True)
ELI = KnownPerson(PersonId("eli"), "5", "Eli", "", ("Staff",), has_left=True)
SCHOOL = KnownSchool((ADA, BEA, CAI, ELI), ("7a", "7b", "Choir", "Staff"), frozenset({"9"}), TODAY, "basis")


def line(
    number: str, name: str, *groups: str, row: int = 2, language: str = "", leaving: date | None = None
) -> RosterLine:
    return RosterLine(row, number, name, groups, language, leaving)


def plan(*lines: RosterLine, is_whole: bool = False, groups: tuple[str, ...] = ()) -> RosterPlan:
    return plan_roster(RosterFile("x.csv", lines, (), groups), SCHOOL, is_whole=is_whole)


def changes(found: RosterPlan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(change.kind, change.number, change.new_groups) for change in found.changes]


@pytest.mark.parametrize(
    ("lines", "is_whole", "wanted", "unchanged"),
    [
        ([line("1", "Ada", "7a")], False, [], 1),
        ([line("1", "Ada", "7A")], False, [], 1),
        ([line("1", "Ada")], False, [], 1),
        ([line("1", "Ada", "7b")], False, [("change", "1", ("7a", "7b", "Choir"))], 0),
        ([line("1", "Ada King", "7a")], False, [("change", "1", ("7a", "Choir"))], 0),
        ([line("1", "Ada", language="ar")], False, [("change", "1", ("7a", "Choir"))], 0),
        ([line("2", "Bea", "7b")], False, [], 1),
        ([line("4", "Dan", "7b")], False, [("add", "4", ("7b",))], 0),
        ([line("4", "Dan")], False, [("add", "4", ())], 0),
        # The whole of 7a and 7b: Ada has moved, Bea has left, the choir is not the file's to speak of.
        (
            [line("1", "Ada", "7b"), line("4", "Dan", "7a")],
            True,
            [("change", "1", ("7b", "Choir")), ("add", "4", ("7a",)), ("leave", "2", ())],
            0,
        ),
        ([line("4", "Dan", "7a")], True, [("add", "4", ("7a",)), ("change", "1", ("Choir",))], 0),
        ([line("4", "Dan")], True, [("add", "4", ())], 0),
        ([line("2", "Bea", "Choir"), line("1", "Ada", "7b")], True,
         [("change", "2", ("Choir",)), ("change", "1", ("7a", "7b"))], 0),
        # Not the whole: what another line says of 7a takes nobody out of it.
        ([line("1", "Ada", "7b"), line("4", "Dan", "7a")], False,
         [("change", "1", ("7a", "7b", "Choir")), ("add", "4", ("7a",))], 0),
        # Said to have left, but on a list all the same: here again.
        ([line("5", "Eli", "Staff")], False, [("change", "5", ("Staff",))], 0),
        # Who left and is on a list again is here again; without a list nothing is said.
        ([line("3", "Cai", "7b")], False, [("change", "3", ("7b",))], 0),
        ([line("3", "Cai")], False, [], 1),
        # A last day that has come.
        ([line("2", "Bea", "7b", leaving=TODAY)], False, [("leave", "2", ())], 0),
        ([line("2", "Bea", "7b", leaving=date(2026, 11, 24))], False, [], 1),
        ([line("4", "Dan", "7b", leaving=TODAY)], False, [], 1),
        ([line("3", "Cai", "7b", leaving=TODAY)], False, [], 1),
    ],
)  # fmt: skip
def test_changes(
    lines: list[RosterLine], is_whole: bool, wanted: list[tuple[str, str, tuple[str, ...]]], unchanged: int
) -> None:
    found = plan(*lines, is_whole=is_whole)
    assert (changes(found), found.unchanged) == (wanted, unchanged)


def test_groups_that_are_new_and_groups_that_are_left_alone() -> None:
    found = plan(line("1", "Ada", "CHOIR", "9c"), line("4", "Dan", "9C"), groups=("10a",))
    assert (found.new_groups, found.kept_groups) == (("10a", "9c"), ("7a", "7b", "Staff"))
    assert [change.new_groups for change in found.changes] == [("7a", "9c", "Choir"), ("9c",)]
    assert (found.basis, found.file) == ("basis", "x.csv")


def test_an_empty_group_of_a_whole_file_loses_its_members() -> None:
    assert changes(plan(groups=("7b",), is_whole=True)) == [("leave", "2", ())]


def test_a_number_of_somebody_who_was_erased_is_a_problem() -> None:
    assert plan(line("9", "Eve", row=7)).problems == (Problem(7, "", "number-erased"),)


def test_a_person_with_no_group_left_has_left() -> None:
    """The line is there, but of a whole file it says: in no group of yours any more."""
    found = plan(line("2", "Bea"), groups=("7b",), is_whole=True)
    assert [(change.kind, change.row) for change in found.changes] == [("leave", 2)]
