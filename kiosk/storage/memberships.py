"""Who is on which list, since when and until when. Runs inside the caller's transaction.

Somebody who leaves a group and comes back has two rows, so that the registers of the time between say nothing
of them. At most one row of a person and a group has no end.
"""

from collections.abc import Collection

from kiosk.domain.clock import Instant
from kiosk.domain.ids import ClassId, PersonId
from kiosk.storage.sqlcipher import Database


def of(records: Database, person: PersonId) -> frozenset[ClassId]:
    """Give the groups that somebody is in now."""
    found = records.read("SELECT class FROM memberships WHERE person = ? AND left_utc IS NULL", (person,))
    return frozenset(ClassId(row[0]) for row in found)


def join(records: Database, class_id: ClassId, person: PersonId, at: Instant) -> None:
    """Put somebody on a list from a moment on; who is on it stays as they are."""
    records.write(
        "INSERT INTO memberships (class, person, joined_utc) SELECT ?1, ?2, ?3 WHERE NOT EXISTS"
        " (SELECT 1 FROM memberships WHERE class = ?1 AND person = ?2 AND left_utc IS NULL)"
        " ON CONFLICT (class, person, joined_utc) DO UPDATE SET left_utc = NULL",
        (class_id, person, at.utc_text),
    )


def leave(records: Database, class_id: ClassId, person: PersonId, at: Instant) -> None:
    """Take somebody off a list at a moment; their marks, and the registers until then, stay."""
    records.write(
        "UPDATE memberships SET left_utc = max(joined_utc, ?)"
        " WHERE class = ? AND person = ? AND left_utc IS NULL",
        (at.utc_text, class_id, person),
    )


def change(records: Database, person: PersonId, wanted: Collection[ClassId], at: Instant) -> None:
    """Make the groups that somebody is in these; the others are left, and new ones joined."""
    now_in = of(records, person)
    for class_id in sorted(now_in - frozenset(wanted)):
        leave(records, class_id, person, at)
    for class_id in sorted(frozenset(wanted) - now_in):
        join(records, class_id, person, at)
