"""Symbols are offered so that two of one group rarely have the same."""

from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.names import SYMBOLS
from kiosk.domain.people import Person, PersonSummary
from kiosk.domain.symbols import offered

OWN, OTHER = ClassId("7b"), ClassId("8a")


def somebody(name: str, symbol: str, *groups: ClassId) -> PersonSummary:
    return PersonSummary(Person(PersonId(name), name, name, symbol), groups, 0, 0, False, False)


def test_what_nobody_in_the_group_has_comes_first() -> None:
    people = [somebody("me", "bell", OWN), somebody("her", "anchor", OWN), somebody("him", "apple", OTHER)]
    found = offered(PersonId("me"), (OWN,), people)
    assert len(found) == len(SYMBOLS)
    assert [each.symbol for each in found[:3]] == ["apple", "bell", "bicycle"]
    assert (found[-1].symbol, found[-1].is_taken) == ("anchor", True)
    assert [each.symbol for each in found if each.is_own] == ["bell"]


def test_ones_own_is_said_to_be_taken_where_somebody_shares_it() -> None:
    people = [somebody("me", "bell", OWN), somebody("her", "bell", OWN)]
    (last,) = [each for each in offered(PersonId("me"), (OWN,), people) if each.is_taken]
    assert (last.symbol, last.is_own) == ("bell", True)


def test_without_a_group_every_symbol_is_free() -> None:
    people = [somebody("me", "bell"), somebody("her", "anchor", OWN)]
    assert not any(each.is_taken for each in offered(PersonId("me"), (), people))
