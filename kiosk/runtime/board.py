"""The second screen: counts of what runs now, and who is missing where the school shows that.

While nobody is signed in the counts are the door's own. Somebody who is signed in brings the teachers' word
along: whom a teacher marked is here, and whom one excused is not called missing before everybody.
"""

from typing import TYPE_CHECKING

from kiosk.domain.clock import Instant
from kiosk.domain.marks import MarkState
from kiosk.domain.people import Roster
from kiosk.domain.registers import BoardLine
from kiosk.errors import Code, KioskError

if TYPE_CHECKING:
    from kiosk.runtime.served import ServedSessions
    from kiosk.storage.door_sessions import DoorSession
    from kiosk.storage.vault import Vault

_HERE = frozenset({MarkState.PRESENT, MarkState.LATE})


def board(vault: "Vault", served: "ServedSessions", now: Instant) -> tuple[BoardLine, ...]:
    """Give a line for each session that takes marks or has begun and not ended, by start."""
    shows_names = vault.signed_in is not None and vault.office.reports.shows_names_on_board()
    found = [one for one in served.sessions(now) if _is_on(one, now)]
    return tuple(_line(vault, one, now, shows_names=shows_names) for one in found)


def _line(vault: "Vault", found: "DoorSession", now: Instant, *, shows_names: bool) -> BoardLine:
    starts, roster = found.session.starts, _roster(vault, found)
    if roster is None:
        marked = {mark.person for mark in vault.door.today(now) if mark.session == found.session.id}
        return BoardLine(found.label, starts, len(found.members), len(marked))
    states = [row.standing.state for row in roster.rows]
    here = sum(state in _HERE for state in states)
    expected = sum(state is not MarkState.NOT_REQUIRED for state in states)
    missing = (row.person.name for row in roster.rows if row.standing.state is MarkState.UNMARKED)
    return BoardLine(found.label, starts, expected, here, tuple(missing) if shows_names else ())


def _roster(vault: "Vault", found: "DoorSession") -> Roster | None:
    """Give the register, if somebody is signed in who may see it."""
    if vault.signed_in is None:
        return None
    try:
        return vault.records.roster(found.session.id)
    except KioskError as error:
        if error.code is not Code.SESSION_UNKNOWN:
            raise
        return None


def _is_on(found: "DoorSession", now: Instant) -> bool:
    session = found.session
    return session.takes_marks(now) or session.starts.utc <= now.utc < session.ends.utc
