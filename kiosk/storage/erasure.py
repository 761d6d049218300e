"""Erasing one person from each zone, by rows: used when somebody is erased, and again at every restore.

Each function is one transaction, can be run again, and says what it took away. Which zone goes first, and the
audit, are the caller's business: see `kiosk.storage.privacy` and `kiosk.storage.tombstones`.
"""

from dataclasses import replace

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from kiosk.domain.clock import Instant
from kiosk.domain.ids import EventId, PersonId, new_id, short
from kiosk.domain.privacy import ANONYMOUS_NAME, ANONYMOUS_NUMBER, MarksChoice
from kiosk.storage import lines, rows
from kiosk.storage.sqlcipher import Database

Counts = dict[str, int]


def in_kiosk(kiosk: Database, person: PersonId) -> Counts:
    """Count what the door holds of somebody."""
    found = kiosk.read(
        "SELECT (SELECT count(*) FROM templates WHERE person = ?1),"
        " (SELECT count(*) FROM captures JOIN templates USING (template) WHERE person = ?1),"
        " (SELECT count(*) FROM pins WHERE person = ?1), (SELECT count(*) FROM people WHERE person = ?1),"
        " (SELECT count(*) FROM today WHERE person = ?1) + (SELECT count(*) FROM passages WHERE person = ?1),"
        " (SELECT count(*) FROM cards WHERE person = ?1)",
        (person,),
    )[0]
    kinds = ("templates", "captures", "pin", "greeting", "today", "card")
    return dict(zip(kinds, map(int, found), strict=True))


def from_kiosk(kiosk: Database, person: PersonId, choice: MarksChoice, at: Instant) -> Counts:
    """Take somebody out of Zone K; what hangs on them (templates, captures, PIN, card, today) goes too."""
    counts = in_kiosk(kiosk, person)
    with kiosk.transaction():
        kiosk.write(
            "DELETE FROM slowdowns WHERE kind = 'code' AND subject IN"
            " (SELECT number_tag FROM pins WHERE person = ?)",
            (person,),
        )
        kiosk.write("DELETE FROM people WHERE person = ?", (person,))
        kiosk.write(
            "INSERT INTO tombstones (person, erased_utc, marks) VALUES (?, ?, ?)"
            " ON CONFLICT (person) DO UPDATE SET marks = excluded.marks",
            (person, at.utc_text, choice.value),
        )
    return counts


def from_records(records: Database, person: PersonId, choice: MarksChoice, at: Instant) -> Counts:
    """Take somebody out of Zone R, but for what the choice keeps.

    Args:
        records: Zone R; everything the door sealed must have been drained.
        person: Who.
        choice: What happens to their marks. The registers' sums are the same with either.
        at: When they were erased.
    """
    with records.transaction():
        counts = {
            "consents": records.write("DELETE FROM consents WHERE person = ?", (person,)),
            "objections": records.write("DELETE FROM objections WHERE person = ?", (person,)),
            "quarantine": _unquarantine(records, person),
        }
        records.write("DELETE FROM follow_ups WHERE person = ?", (person,))
        records.write(
            "UPDATE memberships SET left_utc = max(joined_utc, ?) WHERE person = ? AND left_utc IS NULL",
            (at.utc_text, person),
        )
        counts |= (
            _keep(records, person, at) if choice is MarksChoice.KEEP else _anonymise(records, person, at)
        )
        records.write(
            "INSERT INTO tombstones (person, erased_utc, marks) VALUES (?, ?, ?)"
            " ON CONFLICT (person) DO UPDATE SET marks = excluded.marks",
            (person, at.utc_text, choice.value),
        )
    return counts


def _keep(records: Database, person: PersonId, at: Instant) -> Counts:
    """Leave name, number, marks and the notes at them, as those of somebody who left."""
    records.write(
        "UPDATE people SET is_erased = 1, symbol = '', left_utc = coalesce(left_utc, ?),"
        " left_zone = coalesce(left_zone, ?), left_offset = coalesce(left_offset, ?) WHERE person = ?",
        (*rows.instant_values(at), person),
    )
    marks, notes = records.read(
        "SELECT count(*), coalesce(sum(note <> ''), 0) FROM marks WHERE person = ?", (person,)
    )[0]
    return {"marks": int(marks), "notes": int(notes)}


def _anonymise(records: Database, person: PersonId, at: Instant) -> Counts:
    """Put a line that stands for nobody in their place, under new ids throughout."""
    theirs = records.read(f"SELECT {rows.MARK_COLUMNS} FROM marks WHERE person = ?", (person,))
    events = [rows.mark(row) for row in theirs]
    has_list = bool(records.read("SELECT 1 FROM memberships WHERE person = ?", (person,)))
    nobody = PersonId(new_id())
    if events or has_list:
        records.write(
            "INSERT INTO people (person, number, name, symbol, is_erased, left_utc, left_zone, left_offset)"
            " VALUES (?, ?, ?, '', 1, ?, ?, ?)",
            (nobody, f"{ANONYMOUS_NUMBER}{short(nobody)}", ANONYMOUS_NAME, *rows.instant_values(at)),
        )
        records.write("UPDATE memberships SET person = ? WHERE person = ?", (nobody, person))
    new_ids = {event.id: EventId(new_id()) for event in events}
    looked_at = records.read(
        "SELECT event FROM looked_at WHERE event IN (SELECT event FROM marks WHERE person = ?)", (person,)
    )
    records.write("INSERT INTO erasing (person) VALUES (?)", (person,))
    records.write("DELETE FROM marks WHERE person = ?", (person,))
    records.write("DELETE FROM erasing WHERE person = ?", (person,))
    for event in events:
        # The number of the sealed row would lead back to it in an old backup of the outbox.
        nameless = replace(
            event,
            id=new_ids[event.id],
            person=nobody,
            sequence=0,
            note="",
            voids=None if event.voids is None else new_ids.get(event.voids, EventId(new_id())),
        )
        records.write(
            f"INSERT INTO marks ({rows.MARK_COLUMNS}) VALUES ({rows.MARK_HOLES})", rows.mark_values(nameless)
        )
    for (event_id,) in looked_at:
        records.write("INSERT INTO looked_at (event) VALUES (?)", (new_ids[event_id],))
    name = records.write("DELETE FROM people WHERE person = ?", (person,))
    lines.settle(records, {event.session for event in events})  # nothing that waits names them any more
    notes = sum(bool(event.note) for event in events)
    return {"name": name, "number": name, "notes": notes, "anonymous-marks": len(events)}


def _unquarantine(records: Database, person: PersonId) -> int:
    """Take their rows out of the quarantine: those that can still be read, and are theirs."""
    box = SealedBox(PrivateKey(records.read("SELECT private_key FROM school")[0][0]))
    theirs = [
        row[0] for row in records.read("SELECT hash, sealed FROM quarantine") if _is_of(box, row[1], person)
    ]
    for digest in theirs:
        records.write("DELETE FROM quarantine WHERE hash = ?", (digest,))
    return len(theirs)


def _is_of(box: "SealedBox[PrivateKey]", sealed: bytes, person: PersonId) -> bool:
    try:
        return rows.unpack_event(box.decrypt(sealed)).person == person
    except (CryptoError, ValueError):
        return False
