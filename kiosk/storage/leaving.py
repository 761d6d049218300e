"""Somebody left on a day: they leave all lists, and their templates go by themselves some days later."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.clock import Instant
from kiosk.domain.ids import PersonId
from kiosk.domain.permissions import Act
from kiosk.domain.privacy import FIRST_DAY
from kiosk.errors import Code, KioskError
from kiosk.storage import mirror, people_there, rows
from kiosk.storage.desk import Desk


def mark(desk: Desk, person: PersonId, day: date | None) -> None:
    """Say that somebody left on a day that has come, or, with None, that they are here and on their lists.

    Templates that are gone do not come back by it.

    Raises:
        KioskError: NOT_ALLOWED, PERSON_UNKNOWN; DAY_BAD for a day that has not come, or one long before.
    """
    desk.require(Act.ERASE)
    people_there.require(desk.records, person)
    if day is None:
        _is_here(desk, person)
    else:
        _has_left(desk, person, day)
    for table in (mirror.PEOPLE, mirror.MEMBERSHIPS):
        mirror.copy(desk.records, desk.kiosk, table, desk.clock(), person)
    desk.door.expire_leavers(desk.clock())


def left_at(desk: Desk, person: PersonId) -> Instant | None:
    """Give the last moment of the day on which somebody left, or None."""
    found = desk.records.read(
        "SELECT left_utc, left_zone, left_offset FROM people WHERE person = ?", (person,)
    )
    return rows.maybe_instant(*found[0]) if found else None


def _has_left(desk: Desk, person: PersonId, day: date) -> None:
    if not FIRST_DAY <= day <= desk.clock().local_date:
        raise KioskError(Code.DAY_BAD, where=day.isoformat())
    zone = desk.install.zone
    after = Instant.at(datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(zone)), zone)
    left = after.plus(timedelta(microseconds=-1))  # the day itself still counts, and is the day that is shown
    with desk.act("left", [person]):
        _return_to_lists(desk, person)  # the day may have been another one before
        _set_left(desk, person, left)
        desk.records.write(
            "UPDATE memberships SET left_utc = max(joined_utc, ?) WHERE person = ? AND left_utc IS NULL",
            (left.utc_text, person),
        )


def _is_here(desk: Desk, person: PersonId) -> None:
    with desk.act("here-again", [person]):
        _return_to_lists(desk, person)
        _set_left(desk, person, None)


def _return_to_lists(desk: Desk, person: PersonId) -> None:
    """Undo what leaving did to the lists, and nothing that was done to them before.

    Who left and came back on the day itself has two rows of a group that end with it: the later one goes on.
    """
    left = left_at(desk, person)
    if left is not None:
        desk.records.write(
            "UPDATE memberships AS m SET left_utc = NULL WHERE person = ?1 AND left_utc = max(joined_utc, ?2)"
            " AND joined_utc = (SELECT max(o.joined_utc) FROM memberships o"
            " WHERE o.class = m.class AND o.person = ?1)",
            (person, left.utc_text),
        )


def _set_left(desk: Desk, person: PersonId, left: Instant | None) -> None:
    desk.records.write(
        "UPDATE people SET left_utc = ?, left_zone = ?, left_offset = ? WHERE person = ?",
        (*rows.instant_values(left), person),
    )
