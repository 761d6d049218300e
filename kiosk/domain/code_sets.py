"""Sets of attendance codes: what a school calls its states, and which state each code stands for."""

from dataclasses import dataclass
from typing import Final

from kiosk.domain.marks import MarkState

_ATTENDING: Final = frozenset({MarkState.PRESENT, MarkState.LATE, MarkState.LEFT_EARLY})
MOST_LETTERS: Final = 8
"""Of an acronym."""


@dataclass(frozen=True, slots=True)
class AttendanceCode:
    """One code of a set.

    Attributes:
        code: As the set defines it, such as "I"; what is stored with a mark.
        acronym: What the school writes instead; the set's own short form where it changed nothing.
        meaning: In English, as the set's source words it.
        state: What it stands for.
        is_default: The code that a state has when nobody chose one.
        counts_present: Whether it counts as attending in a rate, whatever its state: in England somebody
            educated off site does, and who came after the register closed does not. None: as its state.
    """

    code: str
    acronym: str
    meaning: str
    state: MarkState
    is_default: bool = False
    counts_present: bool | None = None

    @property
    def is_attending(self) -> bool:
        """Say whether it counts as attending in a rate."""
        return self.state in _ATTENDING if self.counts_present is None else self.counts_present


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A set of codes, read from resources/codes.

    Attributes:
        name: Its file's name, such as "dfe-england-2024".
        title: As shown.
        source: Who defined it, and where that can be read.
        codes: In the set's order.
    """

    name: str
    title: str
    source: str
    codes: tuple[AttendanceCode, ...]

    def default(self, state: MarkState) -> AttendanceCode | None:
        """Give the code that a state has when nobody chose one, or None."""
        return next((c for c in self.codes if c.state is state and c.is_default), None)

    def find(self, code: str) -> AttendanceCode | None:
        """Give a code of the set, or None."""
        return next((c for c in self.codes if c.code == code), None)

    def holds_acronym(self, acronym: str, but: str) -> bool:
        """Say whether a code other than `but` is written so; upper and lower case are the same."""
        return any(c.acronym.casefold() == acronym.casefold() for c in self.codes if c.code != but)
