"""When work of the program's own was done last, in Zone K, and how it came out."""

from typing import Final

from kiosk.domain.clock import Instant
from kiosk.storage.sqlcipher import Database

TEMPLATES_EXPIRED: Final = "templates-expired"
"""How many templates went by themselves since somebody signed in last; the audit takes it over."""
LOGS_TRIMMED: Final = "logs-trimmed"
WRONG_CODES: Final = "wrong-codes"
"""Many wrong PINs in a row at one number: how many, and when the last was. Not at whose."""


def done(kiosk: Database, chore: str, outcome: str, now: Instant) -> None:
    """Note that a chore was done."""
    with kiosk.transaction():
        kiosk.write(
            "INSERT INTO chores (chore, last_utc, outcome) VALUES (?, ?, ?) ON CONFLICT (chore)"
            " DO UPDATE SET last_utc = excluded.last_utc, outcome = excluded.outcome",
            (chore, now.utc_text, outcome),
        )


def last(kiosk: Database, chore: str) -> tuple[str, str] | None:
    """Give when a chore was done, as UTC text, and how it came out; None when it never was."""
    found = kiosk.read("SELECT last_utc, outcome FROM chores WHERE chore = ?", (chore,))
    return (found[0][0], found[0][1]) if found else None


def add(kiosk: Database, chore: str, count: int, now: Instant) -> None:
    """Add to a chore's count, in the transaction of the act itself."""
    before = last(kiosk, chore)
    done(kiosk, chore, str(count + (int(before[1]) if before else 0)), now)


def forget(kiosk: Database, chore: str) -> None:
    """Take a chore's row away."""
    with kiosk.transaction():
        kiosk.write("DELETE FROM chores WHERE chore = ?", (chore,))
