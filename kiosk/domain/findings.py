"""What a look at the machine found: a line a check. Used by `kiosk doctor` and by the desk."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How a check came out."""

    OK = "OK"
    WARN = "warn"
    """The kiosk works, less well or less safely."""
    FAIL = "fail"
    """The kiosk does not work."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line.

    Attributes:
        check: What was looked at.
        level: How it is.
        found: What was seen.
        action: What to do; "" when nothing has to be done.
    """

    check: str
    level: Level
    found: str
    action: str = ""
