"""The sessions of Zone K as the door sees them: today's lists, and somebody's own day."""

from dataclasses import dataclass
from datetime import timedelta

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
from kiosk.domain.marks import MarkState, TodayMark, takes_passages
from kiosk.domain.registers import OwnState
from kiosk.domain.sessions import Session
from kiosk.storage import rows, today
from kiosk.storage.sqlcipher import Database


@dataclass(frozen=True, slots=True)
class DoorSession:
    """A session as the door knows it.

    Attributes:
        session: Its times.
        label: The class's name.
        people: Whom it may mark: its list, or everybody who is here where it is open to all.
        members: Its list.
    """

    session: Session
    label: str
    people: frozenset[PersonId]
    members: frozenset[PersonId]


def is_served(session: Session, now: Instant) -> bool:
    """Say whether the door writes anything for a session at `now`."""
    return session.takes_marks(now) or takes_passages(session, now)


def of_today(kiosk: Database, now: Instant) -> list[DoorSession]:
    """Give today's sessions and any other that the door serves now, by start; no cancelled ones."""
    chosen, labels = _chosen(kiosk, now), _labels(kiosk)
    members = {class_id: _members(kiosk, class_id) for class_id in {s.class_id for s in chosen}}
    everybody = _everybody(kiosk) if any(s.is_open for s in chosen) else frozenset()
    return [
        DoorSession(s, labels[s.class_id], everybody if s.is_open else listed, listed)
        for s in chosen
        for listed in (members[s.class_id],)
    ]


def _chosen(kiosk: Database, now: Instant) -> list[Session]:
    found = kiosk.read(
        f"SELECT {rows.SESSION_COLUMNS} FROM sessions"
        " WHERE cancelled_utc IS NULL AND (day = ? OR (ends_utc > ? AND starts_utc < ?))"
        " ORDER BY starts_utc, session",
        (
            now.local_date.isoformat(),
            now.plus(-today.LEAVING).utc_text,
            now.plus(timedelta(days=1)).utc_text,
        ),
    )
    return [s for s in map(rows.session, found) if _is_of_day(s, now) or is_served(s, now)]


def next_start(kiosk: Database, now: Instant, room: str) -> Instant | None:
    """Give the moment from which the next session takes marks, or None when no later one is planned.

    Args:
        kiosk: Zone K.
        now: The moment.
        room: Where this kiosk stands; "" for all rooms.
    """
    found = kiosk.read(
        f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE closed_utc IS NULL AND cancelled_utc IS NULL"
        " AND starts_utc > ?1 AND (?2 = '' OR room IN ('', ?2)) ORDER BY starts_utc LIMIT 50",
        (now.utc_text, room),
    )
    openings = [s.starts.plus(timedelta(minutes=-s.early_minutes)) for s in map(rows.session, found)]
    return min((moment for moment in openings if moment.utc > now.utc), default=None)


def around(kiosk: Database, now: Instant, room: str) -> tuple[Session, ...]:
    """Give the sessions of a moment's day and of the day before, and the next ones after them.

    Args:
        kiosk: Zone K.
        now: The moment.
        room: Where this kiosk stands; "" for all rooms.

    Returns:
        No cancelled ones. Empty where there is no session at all, past or to come.
    """
    here = "cancelled_utc IS NULL AND (?1 = '' OR room IN ('', ?1))"
    today = now.local_date
    near = kiosk.read(
        f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE {here} AND day IN (?2, ?3)",
        (room, (today - timedelta(days=1)).isoformat(), today.isoformat()),
    )
    next_ones = kiosk.read(
        f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE {here} AND day > ?2"
        " ORDER BY day, starts_utc LIMIT 50",
        (room, today.isoformat()),
    )
    newest = kiosk.read(
        f"SELECT {rows.SESSION_COLUMNS} FROM sessions WHERE {here} ORDER BY day DESC LIMIT 1", (room,)
    )
    return tuple(map(rows.session, dict.fromkeys([*near, *next_ones, *newest])))


def own_day(kiosk: Database, person: PersonId, now: Instant) -> tuple[OwnState, ...]:
    """Give what somebody who was recognised may see of their own day, by start, from Zone K alone."""
    marks = {mark.session: mark for mark in today.marks(kiosk, person)}
    lists = {row[0] for row in kiosk.read("SELECT class FROM memberships WHERE person = ?", (person,))}
    labels = _labels(kiosk)
    return tuple(
        _own_state(session, labels[session.class_id], marks.get(session.id))
        for session in _chosen(kiosk, now)
        if session.class_id in lists or session.id in marks
    )


def _own_state(session: Session, label: str, mark: TodayMark | None) -> OwnState:
    if mark is None:
        return OwnState(label, session.starts, MarkState.UNMARKED)
    return OwnState(label, session.starts, mark.state, mark.at)


def _labels(kiosk: Database) -> dict[str, str]:
    return {class_id: str(label) for class_id, label in kiosk.read("SELECT class, label FROM classes")}


def _members(kiosk: Database, class_id: str) -> frozenset[PersonId]:
    found = kiosk.read("SELECT person FROM memberships WHERE class = ?", (class_id,))
    return frozenset(PersonId(row[0]) for row in found)


def _everybody(kiosk: Database) -> frozenset[PersonId]:
    """Give whoever is here: somebody who left is on no list, and is not let in by the lack of one."""
    found = kiosk.read("SELECT person FROM people WHERE erase_templates_utc IS NULL")
    return frozenset(PersonId(row[0]) for row in found)


def _is_of_day(session: Session, now: Instant) -> bool:
    return session.starts.local_date == now.local_date
