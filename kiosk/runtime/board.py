"""The second screen: counts of what runs now, and who is missing where the school shows that.

While nobody is signed in the counts are the door's own. Somebody who is signed in brings the teachers' word
along: whom a teacher marked is here, and whom one excused is not called missing before everybody.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kiosk.domain.clock import Instant
from kiosk.domain.ids import SessionId
from kiosk.domain.marks import MarkState
from kiosk.domain.registers import BoardLine, SessionCounts

if TYPE_CHECKING:
    from kiosk.runtime.served import ServedSessions
    from kiosk.storage.door_sessions import DoorSession
    from kiosk.storage.vault import Vault

_HERE = (MarkState.PRESENT, MarkState.LATE)


def board(vault: "Vault", served: "ServedSessions", now: Instant) -> tuple[BoardLine, ...]:
    """Give a line for each session that takes marks or has begun and not ended, by start."""
    found = [one for one in served.sessions(now) if _is_on(one, now)]
    counts = _counts(vault, found)
    missing = _missing(vault, counts, now)
    marked = Counter(mark.session for mark in vault.door.today(now)) if len(counts) < len(found) else {}
    return tuple(
        _by_register(one, counts[one.session.id], missing.get(one.session.id, ()))
        if one.session.id in counts
        else BoardLine(one.label, one.session.starts, len(one.members), marked.get(one.session.id, 0))
        for one in found
    )


def _by_register(found: "DoorSession", counts: SessionCounts, missing: Sequence[str]) -> BoardLine:
    expected = sum(counts.counts) - counts.count(MarkState.NOT_REQUIRED)
    here = sum(counts.count(state) for state in _HERE)
    return BoardLine(found.label, found.session.starts, expected, here, tuple(missing))


def _counts(vault: "Vault", found: "Sequence[DoorSession]") -> Mapping[SessionId, SessionCounts]:
    """Give what the registers say that whoever is signed in may see."""
    if vault.signed_in is None:
        return {}
    counted = vault.records.counts_of([one.session.id for one in found])
    return {one.session.id: one for one in counted}


def _missing(
    vault: "Vault", counts: Mapping[SessionId, SessionCounts], now: Instant
) -> Mapping[SessionId, list[str]]:
    """Give the names of whoever is not marked in these registers, where the school shows them."""
    names: dict[SessionId, list[str]] = {}
    if not counts or not vault.office.reports.shows_names_on_board():
        return names
    for row in vault.records.wide_roster(now.local_date, list(counts)):
        if row.standing.state is MarkState.UNMARKED:
            names.setdefault(row.session, []).append(row.person.name)
    return names


def _is_on(found: "DoorSession", now: Instant) -> bool:
    session = found.session
    return session.takes_marks(now) or session.starts.utc <= now.utc < session.ends.utc
