"""Which symbols somebody is offered: first those that nobody in their groups has."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.names import SYMBOLS
from kiosk.domain.people import PersonSummary


@dataclass(frozen=True, slots=True)
class OfferedSymbol:
    """A symbol that can be chosen.

    Attributes:
        symbol: Its name.
        is_own: They have it now.
        is_taken: Somebody else in one of their groups has it.
    """

    symbol: str
    is_own: bool
    is_taken: bool


def offered(
    person: PersonId, groups: Collection[ClassId], people: Iterable[PersonSummary]
) -> tuple[OfferedSymbol, ...]:
    """Give every symbol: the free ones first, their own among them if it is free, in the set's order.

    Args:
        person: Who chooses.
        groups: Theirs.
        people: Everybody, or at least the members of these groups.
    """
    own, taken = "", set()
    for summary in people:
        if summary.person.id == person:
            own = summary.person.symbol
        elif not set(groups).isdisjoint(summary.classes):
            taken.add(summary.person.symbol)
    found = (OfferedSymbol(symbol, symbol == own, symbol in taken) for symbol in SYMBOLS)
    return tuple(sorted(found, key=lambda each: each.is_taken))
