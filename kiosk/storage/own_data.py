"""Everything that is held about one person, and nothing about anybody else.

A teacher's notes are about the person and are given as they were written: what a note says of others is for
whoever hands it over to look at. Who wrote, marked or looked is not given.
"""

import json
from datetime import date, datetime

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
from kiosk.domain.marks import MarkEvent, minutes_late, standing
from kiosk.domain.privacy import (
    PersonCard,
    PersonData,
    PersonFollowStep,
    PersonFollowUp,
    PersonMark,
    PersonMarkEvent,
    PersonPrivacy,
)
from kiosk.domain.sessions import Session
from kiosk.storage import basis, erasure, objections, rows
from kiosk.storage.desk import Desk

_MARK_WIDTH = len(rows.MARK_COLUMNS.split(","))


def of(desk: Desk, person: PersonId, privacy: PersonPrivacy) -> PersonData:
    """Put it together, the door's newest marks included.

    Args:
        desk: Drained.
        person: Somebody who is there.
        privacy: Their choices.
    """
    records = desk.records
    number, name, symbol = records.read(
        "SELECT number, name, symbol FROM people WHERE person = ?", (person,)
    )[0]
    classes = records.read(
        "SELECT DISTINCT name FROM classes JOIN memberships USING (class) WHERE person = ? ORDER BY name",
        (person,),
    )
    in_kiosk = erasure.in_kiosk(desk.kiosk, person)
    return PersonData(
        school=str(records.read("SELECT name FROM school")[0][0]),
        taken=desk.clock(),
        number=number,
        name=name,
        symbol=symbol,
        classes=tuple(row[0] for row in classes),
        bases=tuple(basis.holding(records)),
        privacy=privacy,
        templates=_templates(desk, person),
        captures=in_kiosk["captures"],
        has_pin=in_kiosk["pin"] > 0,
        marks=_marks(desk, person),
        audit=_audit(desk, person),
        objections=tuple(objections.every(records, person)),
        follow_ups=_follow_ups(desk, person),
        card=_card(desk, person),
    )


def _templates(desk: Desk, person: PersonId) -> tuple[tuple[str, Instant], ...]:
    found = desk.kiosk.read(
        "SELECT model_sha256, created_utc FROM templates WHERE person = ? ORDER BY created_utc, template",
        (person,),
    )
    zone = desk.install.zone
    return tuple((model, Instant.at(datetime.fromisoformat(utc), zone)) for model, utc in found)


def _card(desk: Desk, person: PersonId) -> PersonCard | None:
    found = desk.kiosk.read(
        "SELECT issued_utc, revoked_utc FROM cards WHERE person = ? ORDER BY issued_utc DESC, card", (person,)
    )
    if not found:
        return None
    made, revoked = (
        None if utc is None else Instant.at(datetime.fromisoformat(utc), desk.install.zone)
        for utc in found[0]
    )
    return None if made is None else PersonCard(made, revoked)


def _marks(desk: Desk, person: PersonId) -> tuple[PersonMark, ...]:
    found = desk.records.read(
        f"SELECT {', '.join('m.' + column for column in rows.MARK_COLUMNS.split(', '))},"
        f" c.name, {', '.join('s.' + column for column in rows.SESSION_COLUMNS.split(', '))}"
        " FROM marks m JOIN sessions s USING (session) JOIN classes c ON c.class = s.class"
        " WHERE m.person = ? ORDER BY s.starts_utc, s.session, m.at_utc, m.event",
        (person,),
    )
    lines: dict[Session, tuple[str, list[MarkEvent]]] = {}
    for row in found:
        session = rows.session(row[_MARK_WIDTH + 1 :])
        lines.setdefault(session, (row[_MARK_WIDTH], []))[1].append(rows.mark(row[:_MARK_WIDTH]))
    return tuple(_line(class_name, session, events) for session, (class_name, events) in lines.items())


def _line(class_name: str, session: Session, events: list[MarkEvent]) -> PersonMark:
    now = standing(events)
    return PersonMark(
        class_name,
        session.starts,
        now.state.value,
        now.arrived,
        minutes_late(session, now),
        "" if now.method is None else now.method.value,
        now.note,
        tuple(
            PersonMarkEvent(one.at, one.kind.value, one.state.value, one.method.value, one.note, one.code)
            for one in events
        ),
        now.code,
        now.left,
    )


def _follow_ups(desk: Desk, person: PersonId) -> tuple[PersonFollowUp, ...]:
    found = desk.records.read(
        "SELECT follow_up, kind, threshold, window, since, figures"
        " FROM follow_ups JOIN follow_rules USING (rule) WHERE person = ? ORDER BY since, follow_up",
        (person,),
    )
    return tuple(
        PersonFollowUp(
            kind, threshold, window, date.fromisoformat(since), json.loads(figures), _steps(desk, follow_up)
        )
        for follow_up, kind, threshold, window, since, figures in found
    )


def _steps(desk: Desk, follow_up: str) -> tuple[PersonFollowStep, ...]:
    found = desk.records.read(
        "SELECT at_utc, at_zone, at_offset, state, note FROM follow_up_steps WHERE follow_up = ?"
        " ORDER BY at_utc",
        (follow_up,),
    )
    return tuple(PersonFollowStep(rows.instant(*row[:3]), row[3], row[4]) for row in found)


def _audit(desk: Desk, person: PersonId) -> tuple[tuple[Instant, str], ...]:
    found = desk.records.read(
        "SELECT at_utc, at_zone, at_offset, action, subjects FROM audit WHERE subjects LIKE ?"
        " ORDER BY sequence",
        (f'%"{person}"%',),
    )
    return tuple((rows.instant(*row[:3]), row[3]) for row in found if person in json.loads(row[4]))
