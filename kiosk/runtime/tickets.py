"""Tickets: who came to the door and waits for a PIN to say who it was, or says where they go to.

In memory only.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

from kiosk.domain.evidence import Sighting
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import PersonId, SessionId
from kiosk.domain.marks import Method
from kiosk.errors import Code, KioskError

TICKET_S = 60.0
"""How long a PIN is waited for: enough to find eight digits, and no longer than a queue has patience."""
_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody came.

    Attributes:
        method: FACE, CODE or CARD.
        source: What the frames came from, for a face and a card.
        sighting: What the camera thread said, for a face.
        is_first_try: A face, and nothing went wrong before.
    """

    method: Method
    source: SourceKind | None = None
    sighting: Sighting | None = None
    is_first_try: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who waits.

    Attributes:
        way: How they came.
        group: Who they may be: of a face the person seen and everybody whom they are too much like.
        sessions: Of which sessions they choose one; empty where their PIN is waited for.
        at_ns: When, by the clock that is never set.
    """

    way: Way
    group: frozenset[PersonId]
    sessions: tuple[SessionId, ...]
    at_ns: int


class Tickets:
    """Gives a number for each one who waits, good once and for TICKET_S."""

    def __init__(self, steady_ns: Callable[[], int]) -> None:
        """Take the clock that is never set; nanoseconds."""
        self._steady_ns = steady_ns
        self._numbers = count(1)
        self._open: dict[int, Asked] = {}

    def give(self, way: Way, group: frozenset[PersonId], sessions: tuple[SessionId, ...] = ()) -> int:
        """Keep how somebody came until they answer."""
        now = self._steady_ns()
        self._open = {number: asked for number, asked in self._open.items() if not self._is_over(asked)}
        number = next(self._numbers)
        self._open[number] = Asked(way, group, sessions, now)
        return number

    def look(self, number: int) -> Asked:
        """Give what a ticket was given for, and keep it.

        Raises:
            KioskError: CONFIRM_OVER when it is used, too old, or was never given.
        """
        asked = self._open.get(number)
        if asked is None or self._is_over(asked):
            self._open.pop(number, None)
            raise KioskError(Code.CONFIRM_OVER)
        return asked

    def note_trouble(self, number: int) -> None:
        """Remember that a wrong PIN came first."""
        asked = self._open[number]
        self._open[number] = replace(asked, way=replace(asked.way, is_first_try=False))

    def drop(self, person: PersonId) -> None:
        """Let every ticket be good no more that could end as this person's."""
        self._open = {number: asked for number, asked in self._open.items() if person not in asked.group}

    def use_up(self, number: int) -> None:
        """Let a ticket be good no more."""
        self._open.pop(number, None)

    def _is_over(self, asked: Asked) -> bool:
        return self._steady_ns() - asked.at_ns > TICKET_S * _NS
