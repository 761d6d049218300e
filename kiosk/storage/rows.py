"""Values to columns and back: instants, sessions, mark events; the same in both zones and in the outbox."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant
from kiosk.domain.frames import SourceKind
from kiosk.domain.ids import ClassId, DeviceId, EventId, PersonId, SessionId, SignerId
from kiosk.domain.marks import EventKind, MarkEvent, MarkState, Method
from kiosk.domain.sessions import Session
from kiosk.storage.sqlcipher import Value

Row = tuple[Any, ...]
SESSION_COLUMNS = (
    "session, class, starts_utc, starts_zone, starts_offset, ends_utc, ends_zone, ends_offset,"
    " early_minutes, late_after_minutes, closed_utc, closed_zone, closed_offset, room, closes_after_minutes,"
    " has_departures, cooldown_minutes, is_open, cancelled_utc, cancelled_zone, cancelled_offset"
)
SESSION_HOLES = ", ".join("?" * len(SESSION_COLUMNS.split(",")))
MARK_COLUMNS = (
    "event, kind, session, person, state, method, source, at_utc, at_zone, at_offset,"
    " device, sequence, actor, voids, note, clock_stepped, code, minutes"
)
MARK_HOLES = ", ".join("?" * len(MARK_COLUMNS.split(",")))
_TEXTS = (0, 1, 2, 3, 4, 5, 7, 8, 10, 14, 16)
_MAYBE_TEXTS = (6, 12, 13)
_NUMBERS = (9, 11, 15)
_MAYBE_NUMBERS = (17,)
_FIRST_LENGTH = 16
"""Events sealed before there were codes and minutes have so many values."""
"""Places in MARK_COLUMNS by what a column takes."""
EVENT_BYTES = 768
"""Every sealed event is padded to this, so that its length tells nothing."""


def instant_values(moment: Instant | None) -> tuple[Value, Value, Value]:
    """Give the three columns of an instant, all NULL for None."""
    return (None, None, None) if moment is None else (moment.utc_text, moment.zone, moment.offset_minutes)


def instant(utc: Any, zone: Any, offset: Any) -> Instant:
    """Read three columns."""
    return Instant.parse(str(utc), str(zone), int(offset))


def maybe_instant(utc: Any, zone: Any, offset: Any) -> Instant | None:
    """Read three columns that may be NULL."""
    return None if utc is None else instant(utc, zone, offset)


def session_values(session: Session) -> tuple[Value, ...]:
    """Give the columns of SESSION_COLUMNS."""
    return (
        session.id,
        session.class_id,
        *instant_values(session.starts),
        *instant_values(session.ends),
        session.early_minutes,
        session.late_after_minutes,
        *instant_values(session.closed),
        session.room,
        session.closes_after_minutes,
        int(session.has_departures),
        session.cooldown_minutes,
        int(session.is_open),
        *instant_values(session.cancelled),
    )


def session(row: tuple[Any, ...]) -> Session:
    """Read a row of SESSION_COLUMNS."""
    return Session(
        SessionId(row[0]),
        ClassId(row[1]),
        instant(*row[2:5]),
        instant(*row[5:8]),
        row[8],
        row[9],
        maybe_instant(*row[10:13]),
        str(row[13]),
        row[14],
        bool(row[15]),
        row[16],
        bool(row[17]),
        maybe_instant(*row[18:21]),
    )


def mark_values(event: MarkEvent) -> tuple[Value, ...]:
    """Give the columns of MARK_COLUMNS."""
    return (
        event.id,
        event.kind.value,
        event.session,
        event.person,
        event.state.value,
        event.method.value,
        None if event.source is None else event.source.value,
        *instant_values(event.at),
        event.device,
        event.sequence,
        event.actor,
        event.voids,
        event.note,
        int(event.clock_stepped),
        event.code,
        event.minutes,
    )


def mark(row: tuple[Any, ...]) -> MarkEvent:
    """Read a row of MARK_COLUMNS.

    Raises:
        ValueError: If a value is none of ours.
        TypeError: If it has another type.
    """
    return MarkEvent(
        EventId(row[0]),
        EventKind(row[1]),
        SessionId(row[2]),
        PersonId(row[3]),
        MarkState(row[4]),
        Method(row[5]),
        None if row[6] is None else SourceKind(row[6]),
        instant(*row[7:10]),
        DeviceId(row[10]),
        int(row[11]),
        None if row[12] is None else SignerId(row[12]),
        None if row[13] is None else EventId(row[13]),
        str(row[14]),
        bool(row[15]),
        str(row[16]),
        None if row[17] is None else int(row[17]),
    )


def pack_event(event: MarkEvent) -> bytes:
    """Write an event of the door as EVENT_BYTES of JSON and spaces."""
    return json.dumps(mark_values(event), separators=(",", ":")).encode().ljust(EVENT_BYTES)


def unpack_event(packed: bytes) -> MarkEvent:
    """Read what `pack_event` gave.

    Raises:
        ValueError: If it is not an event.
    """
    try:
        values = json.loads(packed)
        if isinstance(values, list) and len(values) == _FIRST_LENGTH:
            values += ["", None]
        if not isinstance(values, list) or len(values) != len(MARK_COLUMNS.split(",")):
            raise ValueError("not an event")
        _check_types(values)
        event = mark(tuple(values))
        _ = event.at.local, ZoneInfo(event.at.zone)
    except (TypeError, KeyError, OverflowError, OSError, RecursionError) as error:
        raise ValueError("not an event") from error
    return event


def _check_types(values: list[Any]) -> None:
    """Refuse what no database takes or no register could show: whoever forges a row must not stop the drain.

    Raises:
        ValueError: If a value has another type, or is beyond what its column holds.
    """
    for at in (*_TEXTS, *_MAYBE_TEXTS, *_NUMBERS, *_MAYBE_NUMBERS):
        value = values[at]
        if at in _MAYBE_NUMBERS and value is None:
            is_right = True
        elif at in _NUMBERS or at in _MAYBE_NUMBERS:
            is_right = isinstance(value, int) and abs(value) < 1 << 63
        elif value is None:
            is_right = at in _MAYBE_TEXTS
        else:
            is_right = isinstance(value, str) and len(value.encode()) <= EVENT_BYTES
        if not is_right:
            raise ValueError("not an event")
