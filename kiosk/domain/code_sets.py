"""Sets of attendance codes: what a school calls its states, and which state each code stands for."""

from dataclasses import dataclass

from kiosk.domain.marks import MarkState


@dataclass(frozen=True, slots=True)
class AttendanceCode:
    """One code of a set.

    Attributes:
        code: As the set defines it, such as "I"; what is stored with a mark.
        acronym: What the school writes instead; the code itself where it changed nothing.
        meaning: In English, as the set's source words it.
        state: What it stands for.
        is_default: The code that a state has when nobody chose one.
        counts_present: It counts as attending in a rate, whatever its state (educated off site).
    """

    code: str
    acronym: str
    meaning: str
    state: MarkState
    is_default: bool = False
    counts_present: bool = False


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
