"""What the door has written today, in Zone K: marks, leaving and coming back, and the notes on card bursts.

Kept so that "already marked at 09:02" can be answered; a day's are gone with the day, but for sessions that
still run. Each function works inside the caller's transaction where it writes.
"""

from datetime import timedelta
from typing import Final

from kiosk.domain.clock import Instant
from kiosk.domain.ids import EventId, PersonId, SessionId
from kiosk.domain.marks import LEAVING_MINUTES, EventKind, MarkEvent, MarkState, Method, TodayMark
from kiosk.storage import rows
from kiosk.storage.rows import Row
from kiosk.storage.sqlcipher import Database

BURSTS_KEPT: Final = timedelta(days=7)
LEAVING: Final = timedelta(minutes=LEAVING_MINUTES)


def marks(kiosk: Database, person: PersonId | None = None) -> list[TodayMark]:
    """Give the marks that were not taken back, oldest first, each with where its person is now.

    Args:
        kiosk: Zone K.
        person: Whose; None for everybody's.
    """
    narrow, values = ("", ()) if person is None else (" AND person = ?", (person,))
    passages: dict[tuple[str, str], list[tuple[str, Instant]]] = {}
    for session, of, kind, *at in kiosk.read(
        "SELECT session, person, kind, at_utc, at_zone, at_offset FROM passages"
        f" WHERE taken_back = 0{narrow} ORDER BY at_utc, event",
        values,
    ):
        passages.setdefault((session, of), []).append((kind, rows.instant(*at)))
    found = kiosk.read(
        "SELECT session, person, state, at_utc, at_zone, at_offset, event FROM today"
        f" WHERE taken_back = 0{narrow} ORDER BY at_utc, event",
        values,
    )
    return [_mark(row, passages.get((row[0], row[1]), [])) for row in found]


def _mark(row: Row, passages: list[tuple[str, Instant]]) -> TodayMark:
    at = rows.instant(row[3], row[4], row[5])
    # What somebody else's mark, taken back since, was followed by is not this one's.
    since = [(kind, moment) for kind, moment in passages if moment.utc >= at.utc]
    kind, last = since[-1] if since else ("", None)
    left = last if kind == EventKind.DEPARTURE.value else None
    return TodayMark(SessionId(row[0]), PersonId(row[1]), MarkState(row[2]), at, EventId(row[6]), left, last)


def add(kiosk: Database, event: MarkEvent) -> None:
    """Write down an arrival, a departure or a return."""
    line = (event.id, event.session, event.person)
    moment = (event.at.local_date.isoformat(), *rows.instant_values(event.at))
    if event.kind is EventKind.ARRIVAL:
        kiosk.write(
            "INSERT INTO today (event, session, person, state, method, day, at_utc, at_zone, at_offset)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*line, event.state.value, event.method.value, *moment),
        )
    else:
        kiosk.write(
            "INSERT INTO passages (event, session, person, kind, method, day, at_utc, at_zone, at_offset)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*line, event.kind.value, event.method.value, *moment),
        )


def find(kiosk: Database, event: EventId) -> tuple[SessionId, PersonId, Method, Instant] | None:
    """Give whose an event is, how it was made and when; None for one that was taken back, or is not there."""
    columns = "session, person, method, at_utc, at_zone, at_offset"
    found = kiosk.read(
        f"SELECT {columns} FROM today WHERE event = ?1 AND taken_back = 0"
        f" UNION ALL SELECT {columns} FROM passages WHERE event = ?1 AND taken_back = 0",
        (event,),
    )
    if not found:
        return None
    session, person, method, *at = found[0]
    return SessionId(session), PersonId(person), Method(method), rows.instant(*at)


def take_back(kiosk: Database, event: EventId) -> None:
    """Let an event be as if it had not been."""
    for table in ("today", "passages"):
        kiosk.write(f"UPDATE {table} SET taken_back = 1 WHERE event = ?", (event,))


def clear(kiosk: Database, now: Instant) -> bool:
    """Forget the days gone by, but for sessions that somebody can still leave; says whether there were any.

    Notes on card bursts go after a week.
    """
    leaving = now.plus(-LEAVING).utc_text
    past = (
        " WHERE day < ? AND session NOT IN"
        " (SELECT session FROM sessions WHERE ends_utc > ? OR (has_departures = 1 AND ends_utc > ?))"
    )
    day = (now.local_date.isoformat(), now.utc_text, leaving)
    due = (
        (f" FROM today{past}", day),
        (f" FROM passages{past}", day),
        (" FROM card_bursts WHERE at_utc < ?", (now.plus(-BURSTS_KEPT).utc_text,)),
    )
    if not any(kiosk.read(f"SELECT 1{rest} LIMIT 1", values) for rest, values in due):
        return False
    with kiosk.transaction():
        for rest, values in due:
            kiosk.write(f"DELETE{rest}", values)
    return True


def note_burst(kiosk: Database, began: Instant, cards: int) -> None:
    """Write down a burst of cards, or how many it has become."""
    kiosk.write(
        "INSERT INTO card_bursts (at_utc, cards) VALUES (?, ?)"
        " ON CONFLICT (at_utc) DO UPDATE SET cards = max(cards, excluded.cards)",
        (began.utc_text, cards),
    )
