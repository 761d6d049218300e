"""Cards without a kiosk: CardsApi over the fake desk's people. Cannot ship; answers are ready at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import timedelta
from typing import TypeVar

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId
from kiosk.domain.people import PersonSummary
from kiosk.domain.registers import IssuedCard
from kiosk.errors import Code, KioskError
from kiosk.runtime.api_register import CardState
from tests.fakes_desk import FakeDesk
from tests.fakes_office import answer

T = TypeVar("T")


class FakeCards:
    """Everybody of the desk may have a card; `failure` is what the next question is answered with."""

    def __init__(self, desk: FakeDesk) -> None:
        self.desk = desk
        self.calls: list[str] = []
        self.issued: dict[PersonId, Instant] = {}
        self.made = 0
        self.failure: KioskError | None = None

    def states(self, group: ClassId | None = None) -> "Future[Sequence[CardState]]":
        return self._answer("states", lambda: [
            CardState(each.person.id, self.issued.get(each.person.id)) for each in self._members(group)
        ])  # fmt: skip

    def issue(self, people: Sequence[PersonId]) -> "Future[Sequence[IssuedCard]]":
        def job() -> list[IssuedCard]:
            known = {each.person.id: each.person for each in self.desk.people_}
            if any(person not in known for person in people):
                raise KioskError(Code.PERSON_UNKNOWN)
            made = []
            for person in people:
                self.made += 1
                self.issued[person] = self.desk.clock.now
                code = f"RC1:{self.made:026d}"
                made.append(IssuedCard(person, known[person].name, known[person].number, code))
            return made

        return self._answer("issue", job)

    def revoke(self, person: PersonId) -> "Future[bool]":
        return self._answer("revoke", lambda: self.issued.pop(person, None) is not None)

    def _members(self, group: ClassId | None) -> list[PersonSummary]:
        found = [each for each in self.desk.people_ if group is None or group in each.classes]
        return sorted(found, key=lambda each: each.person.name)

    def _answer(self, name: str, job: Callable[[], T]) -> "Future[T]":
        self.calls.append(name)

        def checked() -> T:
            failure, self.failure = self.failure, None
            if failure is not None:
                raise failure
            if not self.desk.is_open:
                raise KioskError(Code.SIGNED_OUT)
            return job()

        return answer(checked)


def with_some_cards(cards: FakeCards) -> FakeCards:
    """Give every third person a card, made some days ago."""
    for place, each in enumerate(cards.desk.people_):
        if place % 3 == 0:
            cards.issued[each.person.id] = cards.desk.clock.now.plus(timedelta(days=-10 - place))
    return cards
