"""What the wizard asks for, and what is wrong with an answer. Pure: no Qt."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from kiosk.domain.names import TextProblem, clean_name
from kiosk.domain.people import Custody
from kiosk.runtime.api import NewSchool

LEAST_PASSPHRASE = 12


class Problem(StrEnum):
    """What is wrong; the page words it."""

    SCHOOL = "school"
    CLASS = "class"
    TIMES = "times"
    ADMIN = "admin"
    TOO_SHORT = "too_short"
    TOO_PLAIN = "too_plain"
    DIFFERS = "differs"


@dataclass(slots=True)
class Answers:
    """What has been typed so far. Never printed: it holds a passphrase."""

    school: str = ""
    class_name: str = ""
    is_trial: bool = False
    lesson_days: frozenset[int] = frozenset()
    lesson_starts: time = time(8, 0)
    lesson_ends: time = time(9, 0)
    admin: str = ""
    passphrase: str = ""
    repeated: str = ""
    custody: Custody | None = None
    """Where the device key shall be; None before it was accepted."""

    def __repr__(self) -> str:
        """Show nothing."""
        return "Answers(...)"

    def school_problem(self) -> Problem | None:
        """Look at school and class."""
        if not _is_name(self.school):
            return Problem.SCHOOL
        return None if _is_name(self.class_name) else Problem.CLASS

    def lesson_problem(self) -> Problem | None:
        """Look at the times; an end before the start means the next day, the same time means nothing."""
        return Problem.TIMES if self.lesson_days and self.lesson_starts == self.lesson_ends else None

    def admin_problem(self) -> Problem | None:
        """Look at the administrator's name and passphrase."""
        if not _is_name(self.admin):
            return Problem.ADMIN
        if len(self.passphrase) < LEAST_PASSPHRASE:
            return Problem.TOO_SHORT
        if len(set(self.passphrase.casefold())) < 5:
            return Problem.TOO_PLAIN
        return None if self.passphrase == self.repeated else Problem.DIFFERS

    def plan(self, zone: str) -> NewSchool:
        """Give what is handed to SetupApi.

        Args:
            zone: IANA zone of this device.
        """
        return NewSchool(
            school=clean_name(self.school),
            admin=clean_name(self.admin),
            passphrase=self.passphrase,
            class_name=clean_name(self.class_name),
            is_trial=self.is_trial,
            zone=zone,
            lesson_days=self.lesson_days,
            lesson_starts=self.lesson_starts,
            lesson_ends=self.lesson_ends,
            # Not the keyring by name: the best there is, and what came of it is said after the making.
            custody=Custody.ATTENDED if self.custody is Custody.ATTENDED else None,
        )

    def forget_passphrase(self) -> None:
        """Drop it as soon as the school is made."""
        self.passphrase = self.repeated = ""


def _is_name(text: str) -> bool:
    try:
        clean_name(text)
    except TextProblem:
        return False
    return True
