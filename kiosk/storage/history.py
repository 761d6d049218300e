"""Everything that happened to one line of a register, oldest first: old value, new value, who, when, why."""

from collections.abc import Sequence

from kiosk.domain.ids import PersonId, SessionId, short
from kiosk.domain.marks import EventKind, MarkEvent, standing
from kiosk.domain.permissions import Act
from kiosk.domain.registers import HistoryLine
from kiosk.domain.sessions import Session
from kiosk.errors import Code, KioskError
from kiosk.storage import mirror, rosters
from kiosk.storage.desk import Desk
from kiosk.storage.sqlcipher import Database

Spans = list[tuple[str, str]]
"""From when until when a register was closed, as texts that sort by time; "" for still."""
_END_OF_TIME = "9999"


def of(desk: Desk, session_id: SessionId, person: PersonId) -> list[HistoryLine]:
    """Tell it.

    Raises:
        KioskError: NOT_ALLOWED, SESSION_UNKNOWN; PERSON_UNKNOWN for nobody, and who is not on the register.
    """
    desk.require(Act.SEE_REGISTERS)
    desk.drain()
    session = rosters.session(desk, session_id)
    events = mirror.line_events(desk.records, session_id, person)
    if not events and all(row.person.id != person for row in rosters.of(desk, [session])[0].rows):
        raise KioskError(Code.PERSON_UNKNOWN, where=short(person))
    return _told(events, _closed(desk.records, session), _names(desk.records))


def _told(events: Sequence[MarkEvent], closed: Spans, names: dict[str, str]) -> list[HistoryLine]:
    ordered = sorted(events, key=lambda event: (event.at.utc, event.id))
    told, old = [], standing([])
    for count, event in enumerate(ordered, start=1):
        new = standing(ordered[:count])
        told.append(
            HistoryLine(
                event.id,
                event.kind,
                event.at,
                old.state,
                new.state,
                event.method,
                names.get(event.actor or "", ""),
                event.note,
                event.code,
                _is_after_closing(event, closed),
            )
        )
        old = new
    return told


def _is_after_closing(event: MarkEvent, closed: Spans) -> bool:
    """Say whether it happened to a closed register; what closing itself set did not."""
    moment = event.at.utc_text
    return event.kind is not EventKind.CLOSING and any(
        since <= moment < (until or _END_OF_TIME) for since, until in closed
    )


def _closed(records: Database, session: Session) -> Spans:
    """Give when the register was closed: from the audit, and from the session where the audit was trimmed."""
    spans: Spans = []
    for moment, action in records.read(
        "SELECT at_utc, action FROM audit WHERE action IN ('session-closed', 'session-reopened')"
        " AND json_extract(subjects, '$[0]') = ? ORDER BY sequence",
        (session.id,),
    ):
        if action == "session-closed":
            spans.append((moment, ""))
        elif spans:
            spans[-1] = (spans[-1][0], moment)
        else:
            spans.append(("", moment))
    if session.closed is not None and not any(not until for _, until in spans):
        spans.append((session.closed.utc_text, ""))
    return spans


def _names(records: Database) -> dict[str, str]:
    return dict(records.read("SELECT signer, name FROM signers"))
