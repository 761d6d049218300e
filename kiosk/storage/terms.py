"""How much a term is at this school: sessions, and people on their lists."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.storage.sqlcipher import Database

TERM: Final = timedelta(weeks=13)


@dataclass(frozen=True, slots=True)
class Term:
    """What 13 weeks hold.

    Attributes:
        sessions: How many registers.
        transactions: People on their lists, added up: how often somebody steps up if all come.
    """

    sessions: int
    transactions: int


def busier_term(records: Database, now: Instant) -> Term:
    """Give the 13 weeks before this moment or those after it, whichever have more.

    A new school has only what it planned, and one that opens its sessions by hand only what it had.
    """
    terms = (_between(records, now.plus(-TERM), now), _between(records, now, now.plus(TERM)))
    return max(terms, key=lambda term: (term.transactions, term.sessions))


def _between(records: Database, first: Instant, last: Instant) -> Term:
    sessions, people = records.read(
        "SELECT count(*), coalesce(sum((SELECT count(*) FROM memberships m WHERE m.class = s.class"
        " AND m.left_utc IS NULL)), 0) FROM sessions s WHERE s.starts_utc >= ? AND s.starts_utc < ?",
        (first.utc_text, last.utc_text),
    )[0]
    return Term(int(sessions), int(people))
